"""Scotland as a grid of tiles, one an area, each a real link."""

from __future__ import annotations

import pandas as pd

from ijb.charts.markup import Html, classes, element
from ijb.charts.status import Mark, shape_html

LONG = 4  # characters: with more, a 40 px tile has no room for the triangle beside the figure


def tile_map(frame: pd.DataFrame, label: str) -> Html:
    """The tile map: colour by mark, the figure in the tile, the area `own` outlined.

    `frame` has area_code, name, abbr, tile_row, tile_col, value_text (missing where there is no
    figure), mark, href and own; `reason`, if there, is read out where there is no figure.
    `label` says what the map shows.
    """
    ordered = frame.sort_values(["tile_row", "tile_col"])
    tiles = [_tile(row) for row in ordered.to_dict("records")]
    return element("nav", element("ul", *tiles), class_="ijb ijb-tiles", aria_label=label)


def _tile(row: dict) -> Html:
    mark, figure = row["mark"], _figure(row["value_text"])
    tone = f"ijb-{mark.tone}" if figure and isinstance(mark, Mark) else "ijb-empty"
    pointed = figure and isinstance(mark, Mark) and mark.shape in ("up", "down")
    shape, long = shape_html(mark) if pointed else "", len(figure) > LONG
    link = element(
        "a",
        element("b", shape if long else "", row["abbr"]),
        element("span", "" if long else shape, figure or "–", class_="ijb-tile-value"),
        class_=classes("ijb-tile", tone, "ijb-own" if row["own"] else None, "ijb-long" if long else None),
        href=row["href"],
        aria_label=_said(row, figure),
        title=_said(row, figure),
    )
    return element("li", link, style=f"grid-row:{int(row['tile_row'])};grid-column:{int(row['tile_col'])}")


def _said(row: dict, figure: str) -> str:
    """ "Fife: 43, no clear change": what the tile says to a screen reader and on hover."""
    if not figure:
        reason = row.get("reason")
        said = f"{row['name']}: no figure" + (f", {reason}" if isinstance(reason, str) and reason else "")
    else:
        words = row["mark"].words if isinstance(row["mark"], Mark) else "Not tested"
        said = f"{row['name']}: {figure}, {words[:1].lower()}{words[1:]}"
    return said + (", the area chosen" if row["own"] else "")


def _figure(value_text: object) -> str:
    missing = value_text is None or pd.isna(value_text) or str(value_text).strip() in ("", "–", "-")
    return "" if missing else str(value_text)
