"""Measures by areas as a real table: a colour, a shape and words in each cell, links in the heads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ijb.charts.markup import Html, classes, element, join
from ijb.charts.status import Mark, shape_html

CELL = ("measure", "area_code", "figure", "marked", "mark", "reason")
EMPTY = (None, "", None, "")
HIGH_AND_LOW = (Mark("up", "same", ""), Mark("down", "same", ""))


def heat_table(rows: pd.DataFrame, columns: pd.DataFrame, cells: pd.DataFrame, caption: str) -> Html:
    """The table, in the order of its frames, inside a region that scrolls under its heads.

    `rows`: measure, group (in runs, each run headed), name, note (under the name), title (on hover), href.
    `columns`: area_code, name, abbr, href, own (wider, outlined and with its figures).
    `cells`: measure, area_code, figure (None where there is none), marked (words that qualify it: ", estimated"),
    mark and reason. A pair without a row in `cells` has no figure. `caption` names the table and its region.
    """
    held = {(measure, area): cell for measure, area, *cell in zip(*(cells[name].tolist() for name in CELL))}
    areas = columns.to_dict("records")
    corner = element("th", "Measure", scope="col")
    head = element("thead", element("tr", corner, *[_column_head(area) for area in areas]))
    bodies = [
        element(
            "tbody",
            _group_head(str(name), len(areas) + 1),
            *[_row(row, areas, held) for row in of_group.to_dict("records")],
        )
        for name, of_group in rows.groupby("group", sort=False)
    ]
    title = element("caption", caption, class_="ijb-hidden")
    drawn = element("table", title, head, *bodies, class_="ijb-table ijb-heats")
    return element(
        "div", drawn, class_="ijb ijb-scroll ijb-heat-region", role="region", tabindex="0", aria_label=caption
    )


def heat_key(entries: Sequence[tuple[str, str]], own: str | None = None) -> Html:
    """The key: (tone, words) each, tone being better, worse, apart (on neither side), same, none or empty; then the
    triangles, which say which way the figure lies, and the outline of the area `own`."""
    high, low = (shape_html(mark) for mark in HIGH_AND_LOW)
    items = [element("li", _swatch(tone, high), words) for tone, words in entries]
    items += [element("li", high, "Figure is high"), element("li", low, "Figure is low")]
    if own:
        items.append(element("li", element("span", class_="ijb-mark ijb-square", aria_hidden="true"), own))
    return element("ul", *items, class_="ijb ijb-key ijb-heat-key", aria_label="Key")


def _swatch(tone: str, triangle: Html) -> Html:
    shown, drawn = ("same", triangle) if tone == "apart" else (tone, "–" if tone == "empty" else "")
    return element("span", drawn, class_=_tone(shown), aria_hidden="true")


def _column_head(area: Mapping[str, object]) -> Html:
    link = element(
        "a",
        element("span", area["abbr"], aria_hidden="true"),
        element("span", area["name"], class_="ijb-hidden"),
        href=area["href"] or None,
        title=area["name"],
    )
    return element("th", link, scope="col", class_="ijb-heat-own" if area["own"] else None)


def _group_head(name: str, across: int) -> Html:
    head = element("th", element("span", name), scope="rowgroup", colspan=across)
    return element("tr", head, class_="ijb-group")


def _row(row: Mapping[str, object], areas: Sequence[Mapping], held: Mapping[tuple, Sequence]) -> Html:
    link = element("a", row["name"], class_="ijb-link", href=row["href"], title=row["title"])
    head = element("th", link, element("span", row["note"], class_="ijb-cell-note"), scope="row")
    return element("tr", head, *[_cell(area, *held.get((row["measure"], area["area_code"]), EMPTY)) for area in areas])


def _cell(area: Mapping[str, object], figure: object, marked: str, mark: object, reason: str) -> Html:
    """Its colour and shape, which a pointer names on hover; the same words hidden for whoever hears the table."""
    own = area["own"]
    if isinstance(figure, str) and isinstance(mark, Mark):
        said = f"{figure}{marked}, {mark.words[:1].lower()}{mark.words[1:]}"
        shape = shape_html(mark) if mark.shape in ("up", "down") else ""
        drawn, tone = join((shape, figure if own else "")), mark.tone
    else:
        said = f"No figure{reason and ': '}{reason[:1].lower()}{reason[1:]}"
        drawn, tone = Html("–"), "empty"
    shown = element("span", drawn, class_=_tone(tone), title=f"{area['name']}: {said}", aria_hidden="true")
    return element("td", shown, element("span", said, class_="ijb-hidden"), class_="ijb-heat-own" if own else None)


def _tone(tone: str) -> str:
    return classes("ijb-heat", f"ijb-{tone}")
