"""Bars on a screen: each row its name, its bar from nought and its figure, or why there is none."""

from __future__ import annotations

from ijb.charts.markup import Html, element, join
from ijb.charts.screen.plot import GAP, WIDE, Axis, axis, nothing, rule, svg, words
from ijb.charts.screen.text import LINE, cut, width
from ijb.slides.slide import Bar, Bars

NAMES, FIGURES = 520, 300  # units that names, and figures, take at most


def least(chart: Bars) -> float:
    """The height that the rows need."""
    return len(chart.rows) * (LINE - 2) + 4


def draw(chart: Bars, alt: str, height: float) -> Html:
    """The picture of bars."""
    if not chart.rows:
        return nothing(height, alt)
    left = min(max(width(row.name, bold=row.tone == "own") for row in chart.rows), NAMES) + GAP
    scale = axis([row.value for row in chart.rows], chart.scale, from_zero=True)
    written = [width(row.words, bold=row.tone == "own") for row in chart.rows if row.value is not None]
    figures = min(max(written, default=0), FIGURES) + 2 * GAP
    room = left + (figures if scale.low < 0 else 0), WIDE - figures
    head = LINE if chart.direction and least(chart) + LINE <= height else 0
    pitch = min((height - head) / len(chart.rows), 74)
    drawn = [_row(row, scale, room, left, head + (place + 0.5) * pitch, pitch) for place, row in enumerate(chart.rows)]
    nought = scale.at(0, *room)
    drawn.append(rule(nought, head, nought, head + pitch * len(chart.rows), "axis"))
    if head:
        drawn.append(words(left, LINE / 2, chart.direction, "start", "soft"))
    return svg(height, alt, *drawn)


def _row(row: Bar, scale: Axis, room: tuple[float, float], left: float, y: float, pitch: float) -> Html:
    bold = ["bold", "own"] if row.tone == "own" else []
    name = words(left - GAP, y, cut(row.name, left - GAP, bold=bool(bold)), "end", *bold)
    nought = scale.at(0, *room)
    if row.value is None:
        after = width(row.words) <= WIDE - nought - GAP or WIDE - nought > nought - left
        place, room_for = (nought + GAP, WIDE - nought - GAP) if after else (nought - GAP, nought - left - GAP)
        return join([name, words(place, y, cut(row.words, room_for), "start" if after else "end", "soft")])
    end = scale.at(row.value, *room)
    thick = pitch * 0.62
    bar = element(
        "rect",
        x=f"{min(nought, end):.1f}",
        y=f"{y - thick / 2:.1f}",
        width=f"{max(abs(end - nought), 1):.1f}",
        height=f"{thick:.1f}",
        class_=f"ijb-show-bar-{row.tone}",
    )
    below = row.value < 0
    tone = [row.tone] if row.tone in ("better", "worse") else bold
    figure = words(end + (-GAP if below else GAP), y, cut(row.words, FIGURES), "end" if below else "start", *tone)
    return join([name, bar, figure])
