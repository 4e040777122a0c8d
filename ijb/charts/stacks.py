"""The parts of a whole over time: stacked bars in shades of grey, each part named beside its last bar."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd
import plotly.graph_objects as go

from ijb.charts import theme as look
from ijb.charts.axis import held, iso, tick_format, time_axis
from ijb.charts.dots import with_unit
from ijb.charts.tokens import PART_SHADES, palette

FEW = 6  # periods that stand by name: on an axis of days, the first and the last bar would be cut
HATCHES = ("", "", "", "/", ".", "x")


def stacked(
    frame: pd.DataFrame,
    order: Sequence[str],
    *,
    unit: str = "",
    theme: str = "light",
    fmt: str = "",
    height: int = 360,
) -> go.Figure:
    """Bars of the parts in `order` (first at the bottom), by period, from zero; those below nought hang from it.

    `frame` has period_start, period_label, part, value and, for tooltips, value_text. Bars rather than areas:
    a missing period is then an empty place, not a slope, and so is one that lacks a part, whose bar would
    pass for the whole. Parts differ by lightness and hatching and are named above.
    """
    theme = "dark" if theme == "dark" else "light"
    colours, shades = palette(theme), PART_SHADES[theme]
    kept = _whole(frame[frame["part"].isin(list(order))])
    periods = kept.drop_duplicates("period_start").sort_values("period_start")
    few = len(periods) <= FEW
    fig = go.Figure()
    for place, part in enumerate(order):
        bars = _bars(kept[kept["part"] == part], part, unit, few)
        fig.add_bar(**bars, marker=_fill(place, shades, colours.background))
    over, under = (
        held(kept["value"].clip(**ends).groupby(kept["period_start"]).sum()) for ends in ({"lower": 0}, {"upper": 0})
    )
    top, bottom = 1.05 * (max(over, default=0) or 1), 1.05 * min(under, default=0)
    look.apply(fig, theme, height)
    fig.update_layout(barmode="relative", bargap=0.6 if few else 0.12, margin={"l": 0, "r": 8, "t": 12, "b": 46})
    # Names beside the bars would leave no room for them on a phone.
    fig.update_layout(showlegend=True, legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"})
    starts, labels = periods["period_start"].tolist(), periods["period_label"].tolist()
    each = {"type": "category", "categoryorder": "array", "categoryarray": labels, "showgrid": False}
    fig.update_xaxes(**(each if few else time_axis(starts, labels)))
    fig.update_yaxes(range=[bottom, top], nticks=6, zeroline=True, **tick_format(fmt))
    return fig


def _bars(rows: pd.DataFrame, part: str, unit: str, few: bool) -> dict:
    return {
        "x": rows["period_label"].tolist() if few else [iso(start) for start in rows["period_start"]],
        "y": rows["value"].tolist(),
        "name": part,
        "customdata": [[_tooltip(row, part, unit)] for row in rows.to_dict("records")],
        "hovertemplate": "%{customdata[0]}<extra></extra>",
    }


def _fill(place: int, shades: Sequence[str], ground: str) -> dict:
    hatch = HATCHES[place % len(HATCHES)]
    pattern = {"shape": hatch, "fgcolor": ground, "size": 6, "solidity": 0.2, "fillmode": "overlay"}
    return {"color": shades[place % len(shades)], "line": {"color": ground, "width": 0.5}, "pattern": pattern}


def _tooltip(row: dict, part: str, unit: str) -> str:
    lines = [f"<b>{escape(part)}, {escape(str(row['period_label']))}</b>"]
    if isinstance(row.get("value_text"), str):
        lines.append(escape(with_unit(row["value_text"], unit)))
    return "<br>".join(lines)


def _whole(kept: pd.DataFrame) -> pd.DataFrame:
    """The rows, without values in a period where any part has none."""
    lacking = kept.loc[kept["value"].isna(), "period_start"]
    return kept.assign(value=kept["value"].mask(kept["period_start"].isin(lacking)))
