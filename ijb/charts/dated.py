"""Figures of scattered dates: a point for each, joined only where they may be, with breaks and a name at each end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go

from ijb.charts import theme as look
from ijb.charts.axis import axis_range, held, iso, tick_format, time_axis, time_range
from ijb.charts.dots import with_unit
from ijb.charts.labels import EndLabel, Head, ends_width, heads_height, label_ends, label_heads, note_under
from ijb.charts.marks import OWN, marker
from ijb.charts.series import with_gaps
from ijb.charts.status import NO_CLEAR_CHANGE
from ijb.charts.tokens import Palette, palette

ALWAYS_FROM_ZERO = 1.0
OWN_SIZE = 11  # pixels: dates may lie close together


@dataclass(frozen=True)
class Dated:
    """One line: its name, what stands at its end, its rows, whether it is the reader's own area, and whether its
    points are hollow (estimated).

    rows: period_start, period_label, value, value_text, in time order.
    """

    name: str
    end: str
    rows: pd.DataFrame
    own: bool
    hollow: bool


def dated(
    lines: Sequence[Dated],
    *,
    breaks: Sequence[tuple[object, str]] = (),
    unit: str = "",
    better_words: str = "",
    theme: str = "light",
    fmt: str = "",
    height: int = 380,
) -> go.Figure:
    """Every line with a point for each figure, from zero. A line is parted at a break and where no date lies near."""
    colours = palette(theme)
    starts = [start for line in lines for start in line.rows["period_start"]]
    words = [str(label) for line in lines for label in line.rows["period_label"]]
    ends = axis_range([value for line in lines for value in line.rows["value"]], ALWAYS_FROM_ZERO, 0.1)
    span = time_range(starts)
    heads = [Head(at, said, True) for at, said in breaks if span[0] <= pd.Timestamp(at) <= span[1]]
    fig = go.Figure()
    labels = [label for line in lines for label in _draw(fig, line, breaks, unit, colours)]
    above, below = max(heads_height(heads), 12), 68 if better_words else 46
    look.apply(fig, theme, height + above)
    plot_height = height - below
    fig.update_layout(margin={"l": 0, "r": ends_width(labels), "t": above, "b": below})
    fig.update_xaxes(**time_axis(starts, words))
    fig.update_yaxes(range=ends, nticks=6, zeroline=True, **tick_format(fmt))
    label_ends(fig, labels, ends, plot_height)
    label_heads(fig, heads, span, plot_height, colours)
    note_under(fig, better_words, 44)
    return fig


def _draw(fig: go.Figure, line: Dated, breaks: Sequence, unit: str, colours: Palette) -> list[EndLabel]:
    known = held(line.rows["value"])
    if not known:
        return []
    rows = with_gaps(line.rows, breaks).to_dict("records")
    colour, mark = (colours.own, OWN) if line.own else (colours.same, NO_CLEAR_CHANGE)
    marks = [mark if held([row["value"]]) else None for row in rows]
    fig.add_scatter(
        x=[iso(row["period_start"]) for row in rows],
        y=[row["value"] for row in rows],
        mode="lines+markers",
        name=line.name,
        line={"color": colour, "width": 2 if line.own else 1.5},
        cliponaxis=False,
        marker=_points(marks, line, colours),
        customdata=[[_tooltip(row, line.name, unit)] for row in rows],
        hovertemplate="%{customdata[0]}<extra></extra>",
    )
    words = escape(line.end)
    return [EndLabel(known[-1], f"<b>{words}</b>" if line.own else words, colours.own if line.own else colours.soft)]


def _points(marks: Sequence, line: Dated, colours: Palette) -> dict:
    points = marker(marks, [line.hollow] * len(marks), colours)
    return points | {"size": [min(size, OWN_SIZE) for size in points["size"]]}


def _tooltip(row: dict, name: str, unit: str) -> str:
    if not held([row["value"]]):
        return ""
    return f"<b>{escape(name)}, {escape(str(row['period_label']))}</b><br>{escape(with_unit(row['value_text'], unit))}"
