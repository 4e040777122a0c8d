"""Indexed lines one above another on one time axis: a panel a measure, a point of the index as high in each unless one
moves far more than another."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go

from ijb.charts import theme as look
from ijb.charts.axis import fraction, held, iso, time_axis, time_range
from ijb.charts.labels import BOLD_CHARACTER, LINE
from ijb.charts.marks import marker
from ijb.charts.series import HOLLOW
from ijb.charts.status import Mark
from ijb.charts.tokens import Palette, palette

PLOTS, LEAST, TICKS, GAP = 400, 84, 46, 14  # pixels: all plots, the lowest, the years under one, between two
ROOM, MOST = 56, 8  # pixels over and under a line for its words; and that a point of the index takes at most
STEPS, APART = (5, 10, 20, 50, 100, 200, 500, 1000), 26  # between ticks: points of the index, least pixels
OVER, BESIDE, PHONE_PLOT = 16, 8, 290  # pixels from a point to its words, up and across; a plot's width on a phone
UNDER = 6  # pixels more for words under the years
FAR_MORE = 4  # times as far as another index, from which each panel has a scale of its own
NOTE_WIDTH = 50  # characters a line over a panel, on a phone
OWN = Mark("circle", "own", "")
BASE = 100


@dataclass(frozen=True)
class Panel:
    """One measure. frame and other: period_start (the place on the time axis), value (the index, missing where there is
    none), tooltip; frame also status and, for its last index, value_text. head and note stand over it, `nothing` in it
    where there is no line; labels: the years at the ticks, one for each place on the axis."""

    head: str
    note: str
    frame: pd.DataFrame
    other: pd.DataFrame
    labels: Sequence[str]
    nothing: str = ""

    @property
    def lines(self) -> list[str]:
        """What stands over the panel, wrapped, the head first."""
        return [f"<b>{escape(line)}</b>" for line in textwrap.wrap(self.head, NOTE_WIDTH - 4)] + [
            escape(line) for line in textwrap.wrap(self.note, NOTE_WIDTH)
        ]


@dataclass(frozen=True)
class Until:
    """A place on the time axis that a dotted line marks in every panel, with its words under the last."""

    at: object
    words: str


def indexed_panels(
    panels: Sequence[Panel], starts: Sequence[object], theme: str, until: Until | None = None
) -> go.Figure:
    """The panels from the top down over the places `starts` of one time axis, with a line at 100 in each.

    All have one scale, a panel being as high as its index moves; or each has its own and the same height, where
    `own_scales` says so. The years stand under the last panel, and under any whose years are not those of the next.
    """
    colours, fig = palette(theme), go.Figure()
    scales = _scales(panels)
    places, height = _places(panels, [scale.height for scale in scales])
    height += UNDER if until else 0
    look.apply(fig, theme, height)
    for number, (panel, scale, (top, bottom)) in enumerate(zip(panels, scales, places, strict=True), start=1):
        domain = [1 - bottom / height, 1 - top / height]
        years = _shows_years(panels, number)
        _axes(fig, number, time_axis(starts, panel.labels) | {"showticklabels": years}, domain, scale)
        _lines(fig, number, panel, scale.per_point, colours)
        _head(fig, panel, domain[1])
        if until:
            _dotted(fig, number, until, colours)
    if until:
        _under(fig, until, fraction(until.at, time_range(starts)), colours)
    # Heights are shares of the whole figure, so it has no margin but at the sides.
    return fig.update_layout(margin={"l": 0, "r": 14, "t": 0, "b": 0})


@dataclass(frozen=True)
class _Scale:
    """The ends of a panel's axis and how many pixels a point of the index takes."""

    low: float
    high: float
    per_point: float

    @property
    def height(self) -> float:
        return (self.high - self.low) * self.per_point


def own_scales(panels: Sequence[Panel]) -> bool:
    """Whether one index moves more than FAR_MORE times as far as another, with the line it is compared with: on one
    scale the other would be flat."""
    moves = [high - low for low, high in map(_moved, panels) if high > low]
    return len(moves) > 1 and max(moves) > FAR_MORE * min(moves)


def _moved(panel: Panel) -> tuple[float, float]:
    """The lowest and the highest of a panel's figures and 100."""
    values = held([BASE, *panel.frame["value"], *panel.other["value"]])
    return min(values), max(values)


def _scales(panels: Sequence[Panel]) -> list[_Scale]:
    """Each panel's scale: its own and as high as the others', or the one that all have."""
    moves = [_moved(panel) for panel in panels]
    sizes = [high - low for low, high in moves]
    if own_scales(panels):
        each = PLOTS / len(panels)
        return [_scale(*ends, min((each - ROOM) / (size or 1), MOST), each) for ends, size in zip(moves, sizes)]
    widest = sum(sizes)
    per_point = min((PLOTS - len(panels) * ROOM) / widest, MOST) if widest else MOST
    return [_scale(*ends, per_point, LEAST) for ends in moves]


def _scale(low: float, high: float, per_point: float, least: float) -> _Scale:
    """A scale with room for words over and under a line, at least so many pixels high."""
    room = max((least / per_point - (high - low)) / 2, ROOM / 2 / per_point)
    return _Scale(low - room, high + room, per_point)


def _shows_years(panels: Sequence[Panel], number: int) -> bool:
    return number == len(panels) or list(panels[number - 1].labels) != list(panels[number].labels)


def _places(panels: Sequence[Panel], plots: Sequence[float]) -> tuple[list[tuple[float, float]], float]:
    """Where each plot starts and ends, in pixels from the top, and the height of all."""
    places, down = [], 0.0
    for number, (panel, plot) in enumerate(zip(panels, plots, strict=True), start=1):
        top = down + len(panel.lines) * LINE + 8
        places.append((top, top + plot))
        down = top + plot + (TICKS if _shows_years(panels, number) else GAP)
    return places, down


def _axes(fig: go.Figure, number: int, across: dict, domain: list[float], scale: _Scale) -> None:
    across = across | {"anchor": f"y{_suffix(number)}", "fixedrange": True}
    up = {
        "domain": domain,
        "range": (scale.low, scale.high),
        "tickvals": _ticks(scale),
        "anchor": f"x{_suffix(number)}",
        "fixedrange": True,
        "zeroline": False,
    }
    fig.update_layout({f"xaxis{_suffix(number)}": across, f"yaxis{_suffix(number)}": up})


def _ticks(scale: _Scale) -> list[int]:
    """100 and what lies so many steps from it on the scale; none below nought, which no index is."""
    step = _step(scale.per_point)
    low, high = math.ceil((max(scale.low, 0) - BASE) / step), math.floor((scale.high - BASE) / step)
    return [BASE + step * place for place in range(low, high + 1)]


def _step(per_point: float) -> float:
    """The points of the index from one tick to the next, so that they stand apart."""
    return next((step for step in STEPS if step * per_point >= APART), STEPS[-1])


def _suffix(number: int) -> str:
    """What Plotly adds to the name of a panel's axes: nothing to the first."""
    return "" if number == 1 else str(number)


def _lines(fig: go.Figure, number: int, panel: Panel, per_point: float, colours: Palette) -> None:
    on = {
        "xaxis": f"x{_suffix(number)}",
        "yaxis": f"y{_suffix(number)}",
        "hovertemplate": "%{customdata[0]}<extra></extra>",
    }
    level = {"color": colours.same, "width": 1}
    where = {"xref": f"x{_suffix(number)} domain", "yref": f"y{_suffix(number)}"}
    fig.add_shape(type="line", x0=0, x1=1, y0=BASE, y1=BASE, line=level, layer="below", **where)
    dashed = {"color": colours.same, "width": 1.5, "dash": "6px,3px"}
    fig.add_scatter(**_points(panel.other), mode="lines", line=dashed, name="compared", **on)
    hollow = [status in HOLLOW for status in panel.frame["status"]]
    marks = [OWN if held([value]) else None for value in panel.frame["value"]]
    fig.add_scatter(
        **_points(panel.frame),
        mode="lines+markers",
        line={"color": colours.own, "width": 2.5},
        marker=marker(marks, hollow, colours, 8),
        cliponaxis=False,
        name="own",
        **on,
    )
    if panel.nothing:
        _said_inside(fig, number, panel.nothing)
    known = panel.frame[panel.frame["value"].notna()]
    if len(known):
        fig.add_annotation(**_last(known, _words_at(panel, per_point), number, colours))


def _points(frame: pd.DataFrame) -> dict:
    return {
        "x": [iso(start) for start in frame["period_start"]],
        "y": [value if held([value]) else None for value in frame["value"]],
        "customdata": [[words] for words in frame["tooltip"]],
    }


def _words_at(panel: Panel, per_point: float) -> dict:
    """Where the words of the last index go: right of its point where a phone has room there, or else over it, under it
    where the line falls to it, and beyond the other line where that ends near."""
    known = panel.frame[panel.frame["value"].notna()]
    last, alone = known.iloc[-1], len(known) == 1
    size = len(str(last["value_text"])) * BOLD_CHARACTER + BESIDE
    starts = panel.frame["period_start"]
    if (1 - fraction(last["period_start"], time_range(starts))) * PHONE_PLOT >= size:
        return {"xanchor": "left", "xshift": BESIDE}
    falls = not alone and bool(known["value"].iloc[-2] > last["value"])
    beside = held(panel.other.loc[panel.other["period_start"] == last["period_start"], "value"])
    gap = (beside[0] - last["value"]) * per_point if beside else 0
    gap = gap if abs(gap) < 2 * LINE else 0
    away = -OVER + min(gap, 0) if falls else OVER + max(gap, 0)
    return {"xanchor": "left" if alone else "right", "xshift": -6 if alone else 10, "yshift": away}


def _last(known: pd.DataFrame, at: dict, number: int, colours: Palette) -> dict:
    """The last index in words, by its point."""
    last = known.iloc[-1]
    return at | {
        "x": iso(last["period_start"]),
        "y": last["value"],
        "xref": f"x{_suffix(number)}",
        "yref": f"y{_suffix(number)}",
        "text": f"<b>{escape(str(last['value_text']))}</b>",
        "font": {"color": colours.own},
        "showarrow": False,
        "bgcolor": colours.background,
        "borderpad": 0,
    }


def _said_inside(fig: go.Figure, number: int, words: str) -> None:
    fig.add_annotation(
        x=0,
        xref=f"x{_suffix(number)} domain",
        xanchor="left",
        xshift=6,
        y=0.5,
        yref=f"y{_suffix(number)} domain",
        align="left",
        text="<br>".join(escape(line) for line in textwrap.wrap(words, NOTE_WIDTH - 8)),
        showarrow=False,
    )


def _head(fig: go.Figure, panel: Panel, top: float) -> None:
    fig.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        y=top,
        yref="paper",
        yanchor="bottom",
        yshift=4,
        align="left",
        text="<br>".join(panel.lines),
        showarrow=False,
    )


def _dotted(fig: go.Figure, number: int, until: Until, colours: Palette) -> None:
    """The dotted line through one panel."""
    day, line = iso(until.at), {"color": colours.soft, "width": 1, "dash": "dot"}
    where = {"xref": f"x{_suffix(number)}", "yref": f"y{_suffix(number)} domain"}
    fig.add_shape(type="line", x0=day, x1=day, y0=0, y1=1, line=line, layer="below", **where)


def _under(fig: go.Figure, until: Until, across: float, colours: Palette) -> None:
    """The words of the dotted line at the foot of the figure, turned inwards from the nearer side."""
    from_right = across > 0.5
    fig.add_annotation(
        x=iso(until.at),
        xanchor="right" if from_right else "left",
        xshift=6 if from_right else -6,
        y=0,
        yref="paper",
        yanchor="bottom",
        text=f"{escape(until.words)} ↑" if from_right else f"↑ {escape(until.words)}",
        font={"color": colours.soft},
        showarrow=False,
    )
