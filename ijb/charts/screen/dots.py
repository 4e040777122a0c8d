"""All areas on a screen: a dot each, one under another; those named have their name and figure at the right."""

from __future__ import annotations

from ijb.charts.markup import Html, join
from ijb.charts.screen.plot import (
    GAP,
    WIDE,
    Axis,
    Box,
    across,
    axis,
    block,
    mark,
    nothing,
    points_up,
    rule,
    spread,
    svg,
    words,
)
from ijb.charts.screen.text import LINE, cut, width, wrap
from ijb.slides.slide import Dot, Dots

NAMES, GUTTER = 440, 56
INSET = 20


def draw(chart: Dots, alt: str, height: float) -> Html:
    """The picture of dots."""
    if not chart.rows:
        return nothing(height, alt)
    ends = [each for row in chart.rows for each in (row.value, row.low, row.high)]
    scale = axis([*ends, chart.line[0] if chart.line else None], chart.scale, chart.from_zero)
    named = _named(chart, height)
    column = min(max((width(_said(row), bold=row.own) for row in named), default=0) + 1, NAMES)
    left = scale.widest / 2
    box = Box(left, 0, WIDE - (column + GUTTER if named else scale.widest / 2), height - LINE - 10)
    head, rows = _head(chart, scale, box)
    box = Box(box.left, rows * LINE + 4, box.right, box.bottom)
    pitch = (box.bottom - box.top) / len(chart.rows)
    ys = [box.top + (place + 0.5) * pitch for place in range(len(chart.rows))]
    size = max(min(pitch * 0.46, 11), 5.5)
    return svg(
        height,
        alt,
        across(box, scale),
        _scotland(chart, scale, box),
        _names(chart, named, scale, box, ys),
        *[_dot(chart, row, scale, box, y, size) for row, y in zip(chart.rows, ys, strict=True) if not row.own],
        *[_dot(chart, row, scale, box, y, size) for row, y in zip(chart.rows, ys, strict=True) if row.own],
        head,
    )


def _said(row: Dot) -> str:
    return f"{row.name} {row.words}"


def _named(chart: Dots, height: float) -> list[Dot]:
    """Those with a name: where there are too many, the own area, then the first and the last, then the rest."""
    asked = [row for row in chart.rows if row.named or row.own]
    most = int((height - LINE) // LINE)
    if len(asked) <= most:
        return asked
    first = sorted(range(len(asked)), key=lambda place: (not asked[place].own, min(place, len(asked) - 1 - place)))
    return [asked[place] for place in sorted(first[:most])]


def _dot(chart: Dots, row: Dot, scale: Axis, box: Box, y: float, size: float) -> Html:
    drawn = []
    if row.low is not None and row.high is not None:
        ends = (scale.at(each, box.left, box.right) for each in (row.low, row.high))
        drawn.append(rule(next(ends), y, next(ends), y, "range"))
    tone = "own" if row.own else row.tone
    least = 10 if row.own or tone in ("better", "worse") else size
    x = scale.at(row.value, box.left, box.right)
    drawn.append(mark(x, y, tone, points_up(tone, chart.direction), max(size, least)))
    return join(drawn)


def _names(chart: Dots, named: list[Dot], scale: Axis, box: Box, ys: list[float]) -> Html:
    """Names in a column at the right, each tied to its dot by a thin line."""
    places = [next(place for place, each in enumerate(chart.rows) if each is row) for row in named]
    x, drawn, low, high = box.right + GUTTER, [], 0, box.bottom + LINE
    texts = [wrap(_said(row), WIDE - x, bold=row.own, most=2) for row in named]
    if sum(len(text) for text in texts) * LINE > high - low:
        texts = [[cut(_said(row), WIDE - x, bold=row.own)] for row in named]
    middles = spread([ys[place] for place in places], [len(text) * LINE for text in texts], low, high)
    for row, text, place, middle in zip(named, texts, places, middles, strict=True):
        start = max(scale.at(each, box.left, box.right) for each in (row.value, row.high or row.value)) + INSET
        edge = max(box.right, start)
        drawn.append(rule(start, ys[place], edge, ys[place], "leader"))
        drawn.append(rule(edge, ys[place], x - 6, middle, "leader"))
        kinds = ["bold", "own"] if row.own else [row.tone] if row.tone in ("better", "worse") else ["soft"]
        drawn.append(block(x, middle, text, *kinds))
    return join(drawn)


def _scotland(chart: Dots, scale: Axis, box: Box) -> Html:
    if chart.line is None:
        return Html("")
    x = scale.at(chart.line[0], box.left, box.right)
    return rule(x, box.top - 2, x, box.bottom, "scotland")


def _head(chart: Dots, scale: Axis, box: Box) -> tuple[Html, int]:
    """The words over the plot, and how many rows they take: Scotland's at its line, the direction beside it."""
    drawn, start, end = [], box.right, box.left
    if chart.line:
        said = cut(chart.line[1], box.right)
        half = width(said) / 2
        x = min(max(scale.at(chart.line[0], box.left, box.right), half), box.right - half)
        start, end = x - half, x + half
    one_row = not chart.direction or width(chart.direction) + 2 * GAP <= max(start, box.right - end)
    if chart.line:
        drawn.append(words(x, LINE / 2 + (0 if one_row else LINE), said, "middle", "soft"))
    if chart.direction:
        at_left = not one_row or width(chart.direction) + 2 * GAP <= start
        place, anchor = (0, "start") if at_left else (box.right, "end")
        drawn.append(words(place, LINE / 2, cut(chart.direction, WIDE), anchor, "soft"))
    return join(drawn), 2 if not one_row else 1 if drawn else 0
