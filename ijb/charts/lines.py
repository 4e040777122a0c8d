"""Measures over time: one area's line with its limits, breaks, events and comparators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from ijb.charts import theme as look
from ijb.charts.axis import axis_range, held, tick_format, time_axis, time_range, zero_start
from ijb.charts.labels import Head, ends_width, heads_height, label_ends, label_heads, note_under
from ijb.charts.series import Limits, draw_limits, draw_others, draw_own
from ijb.charts.stacks import stacked
from ijb.charts.tokens import palette

__all__ = ["Limits", "stacked", "trend", "trend_starts_at_zero"]

ZERO_SHARE = 0.5
ONE_HEAD = 34  # pixels above the plot that the figure's own height allows for


def trend_starts_at_zero(
    frame: pd.DataFrame, limits: Limits | None = None, others: Mapping[str, pd.DataFrame] | None = None
) -> bool:
    """Whether the axis of `trend` starts at zero: no negative, and the least at most half of the most."""
    return zero_start(_all_values(frame, limits, others or {}), ZERO_SHARE)


def trend(
    frame: pd.DataFrame,
    *,
    limits: Limits | None = None,
    breaks: Sequence[tuple[object, str]] = (),
    others: Mapping[str, pd.DataFrame] | None = None,
    events: Sequence[tuple[object, str]] = (),
    unit: str = "",
    better_words: str = "",
    theme: str = "light",
    title: str = "",
    fmt: str = "",
    height: int = 360,
) -> go.Figure:
    """One area's measure over time.

    `frame` and each of `others` (by name, drawn dashed and named at the line's end) have period_start,
    period_label, value, value_text and status; `frame` also mark (Mark or None) and may have rule, for the
    tooltip. Missing values and breaks part the line; estimated, provisional and partial points are hollow.
    `breaks` and `events` are days with words. `title` names the own line. `better_words` stands under the
    axis as given. `height` grows by what the words over more than one break or event need.
    """
    others, colours = dict(others or {}), palette(theme)
    frames = [frame, *others.values()]
    starts = [start for part in frames for start in part["period_start"]]
    ends, span = axis_range(_all_values(frame, limits, others), ZERO_SHARE, 0.07), time_range(starts)
    heads = _heads(breaks, events, span)
    fig = go.Figure()
    labels = draw_limits(fig, limits, ends, colours) + draw_others(fig, others, breaks, unit, colours)
    labels += draw_own(fig, frame, breaks, unit, title, others, colours)
    above, below = max(heads_height(heads), 12), 68 if better_words else 46
    plot_height = height - min(above, ONE_HEAD) - below
    look.apply(fig, theme, plot_height + above + below)
    fig.update_layout(margin={"l": 0, "r": ends_width(labels), "t": above, "b": below})
    fig.update_xaxes(**time_axis(starts, [str(label) for part in frames for label in part["period_label"]]))
    fig.update_yaxes(range=ends, nticks=6, zeroline=ends[0] <= 0, **tick_format(fmt))
    label_ends(fig, labels, ends, plot_height)
    label_heads(fig, heads, span, plot_height, colours)
    note_under(fig, better_words, 44)
    return fig


def _heads(breaks: Sequence, events: Sequence, span: tuple[pd.Timestamp, pd.Timestamp]) -> list[Head]:
    """Breaks and events within the time shown, as words over their lines."""
    heads = [Head(at, words, True) for at, words in breaks] + [Head(at, words, False) for at, words in events]
    return [head for head in heads if span[0] <= pd.Timestamp(head.at) <= span[1]]


def _all_values(frame: pd.DataFrame, limits: Limits | None, others: Mapping[str, pd.DataFrame]) -> list[float]:
    drawn = [limits.get(key) for key in ("centre", "lower", "upper")] if limits else []
    return held([*frame["value"], *drawn, *(value for other in others.values() for value in other["value"])])
