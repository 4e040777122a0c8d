"""Lines over time on a screen: the own dark and thick, Scotland dashed, others grey, limits as a band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ijb.charts.markup import Html, element, join
from ijb.charts.screen.plot import (
    GAP,
    WIDE,
    Axis,
    Box,
    axis,
    block,
    mark,
    nothing,
    path,
    periods,
    points_up,
    rule,
    spread,
    svg,
    upward,
    words,
)
from ijb.charts.screen.text import LINE, cut, width, wrap
from ijb.slides.slide import Line, Lines

ENDS = 440  # units that the names at the ends of lines take at most
GUTTER = 30
MOST_BREAK_ROWS = 4
DASHES = 4  # looks of lines that are neither the own nor Scotland (show.css)
MORE = "and {} lines more"


@dataclass(frozen=True)
class _Heads:
    """What stands over the plot: for each break its row; rows counts them."""

    row_of: dict[int, int]
    rows: int


def draw(chart: Lines, alt: str, height: float) -> Html:
    """The picture of lines over time."""
    drawn_lines = [line for line in chart.lines if any(value is not None for value in line.values)]
    if not drawn_lines:
        return nothing(height, alt)
    scale = axis([value for line in drawn_lines for value in line.values], chart.scale, chart.from_zero)
    room = max(width(_end(line), bold=line.tone == "own") for line in drawn_lines)
    column = min(max(room, width(MORE.format(99)) if len(drawn_lines) > height // LINE - 3 else 0), ENDS)
    left, right = scale.widest + GAP + 4, WIDE - column - GUTTER - 4
    heads = _heads(chart, _xs(chart, left, right))
    box = Box(left, heads.rows * LINE + 14, right, height - LINE - 10)
    xs = _xs(chart, box.left, box.right)
    return svg(
        height,
        alt,
        upward(box, scale),
        _band(chart, drawn_lines, box, scale, xs),
        *[_breaks(chart, heads, box, xs)],
        periods(box, chart.periods, lambda place: xs[place]),
        *[_line(chart, line, look, box, scale, xs) for line, look in reversed(_looks(drawn_lines))],
        _fired(chart, box, scale, xs),
        _ends(drawn_lines, box, scale, xs, column),
        _head_words(chart),
    )


def _xs(chart: Lines, left: float, right: float) -> list[float]:
    """Where each period lies, apart as its days are."""
    days = [day.toordinal() for day in chart.days]
    span = days[-1] - days[0]
    inset = 14
    if not span:
        return [(left + right) / 2 for _ in days]
    return [left + inset + (day - days[0]) / span * (right - left - 2 * inset) for day in days]


def _end(line: Line) -> str:
    return line.end or line.name


def _runs(chart: Lines, values: Sequence[float | None]) -> list[list[int]]:
    """The places of unbroken stretches: nothing is drawn over a missing figure or over a break."""
    parted = {place for place, _ in chart.breaks}
    runs: list[list[int]] = [[]]
    for place, value in enumerate(values):
        if place in parted or value is None:
            runs.append([])
        if value is not None:
            runs[-1].append(place)
    return [run for run in runs if run]


def _looks(lines: Sequence[Line]) -> list[tuple[Line, str]]:
    """Each line with the look it is drawn in: those of no tone of their own are told apart by their dashes."""
    others = [line for line in lines if line.tone == "other"]
    return [
        (line, f"line-other-{others.index(line) % DASHES}" if line.tone == "other" else f"line-{line.tone}")
        for line in lines
    ]


def _line(chart: Lines, line: Line, look: str, box: Box, scale: Axis, xs: Sequence[float]) -> Html:
    drawn = []
    for run in _runs(chart, line.values):
        points = [(xs[place], scale.at(line.values[place], box.bottom, box.top)) for place in run]
        if len(points) > 1:
            drawn.append(path(points, look))
        elif line.tone != "limit":
            drawn.append(mark(*points[0], "own" if line.tone == "own" else "other", size=7))
    if line.tone == "own":
        last = max(place for place, value in enumerate(line.values) if value is not None)
        if last not in {point.place for point in chart.points}:
            drawn.append(mark(xs[last], scale.at(line.values[last], box.bottom, box.top), "own"))
    return join(drawn)


def _band(chart: Lines, lines: Sequence[Line], box: Box, scale: Axis, xs: Sequence[float]) -> Html:
    """The ground between the highest and the lowest limit, where there are two."""
    limits = [line.values for line in lines if line.tone == "limit"]
    if len(limits) < 2:
        return Html("")
    at = [[value for value in held if value is not None] for held in zip(*limits, strict=True)]
    both = [max(held) if len(held) > 1 else None for held in at]
    drawn = []
    for run in _runs(chart, both):
        over = [(xs[place], scale.at(max(at[place]), box.bottom, box.top)) for place in run]
        under = [(xs[place], scale.at(min(at[place]), box.bottom, box.top)) for place in reversed(run)]
        drawn.append(path([*over, *under], "band", closed=True))
    return join(drawn)


def _fired(chart: Lines, box: Box, scale: Axis, xs: Sequence[float]) -> Html:
    """The points of the own line on which a rule fired."""
    own = next((line for line in chart.lines if line.tone == "own"), None)
    held = [point for point in chart.points if own and own.values[point.place] is not None]
    return join(
        [
            mark(
                xs[point.place],
                scale.at(own.values[point.place], box.bottom, box.top),
                point.tone,
                points_up(point.tone, chart.direction),
            )
            for point in held
        ]
    )


def _ends(lines: Sequence[Line], box: Box, scale: Axis, xs: Sequence[float], column: float) -> Html:
    """The name and last figure of each line at its end, moved apart, with a thin line where one had to move far."""
    low, high = max(box.top - LINE / 2, 0), box.bottom + LINE
    shown, more = _that_fit(lines, high - low)
    texts = [wrap(_end(line), column, bold=line.tone == "own", most=2) for line in shown]
    if sum(len(text) for text in texts) * LINE > high - low:
        texts = [[cut(_end(line), column, bold=line.tone == "own")] for line in shown]
    lasts = [max(place for place, value in enumerate(line.values) if value is not None) for line in shown]
    wanted = [scale.at(line.values[last], box.bottom, box.top) for line, last in zip(shown, lasts, strict=True)]
    if more:
        texts, wanted = [*texts, [more]], [*wanted, high]
    middles = spread(wanted, [len(text) * LINE for text in texts], low, high)
    x, drawn = box.right + GUTTER, []
    for place, (text, middle) in enumerate(zip(texts, middles, strict=True)):
        tone = shown[place].tone if place < len(shown) else "other"
        drawn.append(block(x, middle, text, *(["bold", "own"] if tone == "own" else ["soft"])))
        if place < len(shown) and (abs(middle - wanted[place]) > 6 or xs[lasts[place]] < box.right - 20):
            start = xs[lasts[place]] + 16
            drawn.append(rule(start, wanted[place], max(start, box.right), wanted[place], "leader-in"))
            drawn.append(rule(max(start, box.right), wanted[place], x - 6, middle, "leader"))
    return join(drawn)


def _that_fit(lines: Sequence[Line], room: float) -> tuple[list[Line], str]:
    """The lines that can be named, own and limits before the rest, and how many more there are."""
    most = int(room // LINE)
    if len(lines) <= most:
        return list(lines), ""
    first = {"own": 0, "scotland": 1, "limit": 2}
    last = {id(line): next(value for value in reversed(line.values) if value is not None) for line in lines}
    kept = sorted(lines, key=lambda line: (first.get(line.tone, 3), -last[id(line)]))[: most - 1]
    named = {id(line) for line in kept}
    return [line for line in lines if id(line) in named], MORE.format(len(lines) - len(kept))


# --- over the plot ---


def _key(chart: Lines) -> list[tuple[str, str]]:
    return list(dict.fromkeys((point.tone, point.words) for point in chart.points if point.tone in ("better", "worse")))


def _first_row(chart: Lines) -> float:
    """How far the first row reaches: the direction, and what the triangles mean."""
    return sum(width(said) + 60 for said in [chart.direction, *(said for _, said in _key(chart))] if said)


def _heads(chart: Lines, xs: Sequence[float]) -> _Heads:
    """Rows over the plot: each break has one of its own, those at the edges highest, so that no line crosses words."""
    first = _first_row(chart)
    at = {place: _between(xs, place) for place, _ in chart.breaks}
    reaches = sorted(_reach(at[place], said) for place, said in chart.breaks)
    if reaches and all(one[1] < other[0] for one, other in zip(reaches, reaches[1:], strict=False)):
        row = 1 if first and reaches[0][0] < first + GAP else 0
        return _Heads(dict.fromkeys(at, row), row + 1)
    order = sorted(at, key=lambda place: -abs(at[place] - WIDE / 2))[:MOST_BREAK_ROWS]
    start = 1 if first else 0
    return _Heads({place: start + row for row, place in enumerate(order)}, start + len(order))


def _between(xs: Sequence[float], place: int) -> float:
    return (xs[max(place - 1, 0)] + xs[place]) / 2


def _reach(x: float, said: str) -> tuple[float, float]:
    """From where to where a break and its words stand."""
    room = width(said) + 2 * GAP
    return (x - room, x + GAP) if _turns(x) else (x - GAP, x + room)


def _turns(x: float) -> bool:
    """Whether the words at a line stand to its left."""
    return x > WIDE * 0.45


def _breaks(chart: Lines, heads: _Heads, box: Box, xs: Sequence[float]) -> Html:
    drawn = []
    for place, said in chart.breaks:
        x, row = _between(xs, place), heads.row_of.get(place)
        drawn.append(rule(x, box.bottom, x, box.top if row is None else row * LINE + 4, "break"))
        if row is not None:
            left = _turns(x)
            room = x - GAP if left else WIDE - x - GAP
            side = (x - GAP, "end") if left else (x + GAP, "start")
            drawn.append(words(side[0], row * LINE + LINE / 2, cut(said, room), side[1]))
    return join(drawn)


def _head_words(chart: Lines) -> Html:
    drawn, x = [], 0.0
    if chart.direction:
        drawn.append(words(x, LINE / 2, chart.direction, "start", "soft"))
        x += width(chart.direction) + 60
    for tone, said in _key(chart):
        drawn.append(mark(x + 14, LINE / 2, tone, points_up(tone, chart.direction)))
        drawn.append(words(x + 36, LINE / 2, said, "start", tone))
        x += width(said) + 76
    return element("g", *drawn)
