"""Areas by two figures on a screen; the named ones have their names beside them where nothing else lies."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

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
    path,
    rule,
    spread,
    svg,
    upward,
    words,
)
from ijb.charts.screen.text import LINE, cut, width, wrap
from ijb.slides.slide import Curve, Scatter, Spot

CURVES = 300  # units that the names of curves take at most
SIZE = 9
Rectangle = tuple[float, float, float, float]
STEPS = (20, 44, 70, 100, 140, 190, 250)  # how far from its spot a name may stand


def draw(chart: Scatter, alt: str, height: float) -> Html:
    """The picture of spots."""
    if not chart.spots:
        return nothing(height, alt)
    nought = [0.0] if chart.nought else []
    curves = [curve for curve in chart.curves if curve.x]
    x = axis([spot.x for spot in chart.spots] + nought, chart.across_scale, from_zero=False)
    ys = [spot.y for spot in chart.spots] + nought + [each for curve in curves for each in curve.y]
    y = axis(ys, chart.upward_scale, from_zero=False, most=4)
    column = min(max((width(curve.name) for curve in curves), default=0), CURVES)
    right = WIDE - (column + 2 * GAP if curves else x.widest / 2)
    across_words = wrap(chart.across, WIDE - y.widest, most=2)
    box = Box(y.widest + GAP + 4, LINE + 14, right, height - (1 + len(across_words)) * LINE - 8)
    at = [(x.at(spot.x, box.left, box.right), y.at(spot.y, box.bottom, box.top)) for spot in chart.spots]
    return svg(
        height,
        alt,
        upward(box, y),
        across(box, x),
        _nought(x, y, box) if chart.nought else Html(""),
        _curves(curves, x, y, box, column),
        *[mark(*at[place], _tone(spot), size=SIZE) for place, spot in enumerate(chart.spots) if not spot.own],
        *[mark(*at[place], "own", size=SIZE + 1) for place, spot in enumerate(chart.spots) if spot.own],
        _names(chart.spots, at, box, _crossed(x, y, box) if chart.nought else []),
        words(0, LINE / 2, cut(chart.upward, WIDE), "start", "soft"),
        *[
            words(WIDE, height - (len(across_words) - row - 0.5) * LINE, line, "end", "soft")
            for row, line in enumerate(across_words)
        ],
    )


def _tone(spot: Spot) -> str:
    return spot.tone if spot.tone in ("better", "worse") else "other"


def _nought(x: Axis, y: Axis, box: Box) -> Html:
    up, along = x.at(0, box.left, box.right), y.at(0, box.bottom, box.top)
    return join([rule(up, box.top, up, box.bottom, "nought"), rule(box.left, along, box.right, along, "nought")])


def _curves(curves: Sequence[Curve], x: Axis, y: Axis, box: Box, column: float) -> Html:
    drawn, ends = [], []
    for curve in curves:
        points = [
            (x.at(one, box.left, box.right), y.at(other, box.bottom, box.top))
            for one, other in zip(curve.x, curve.y, strict=True)
            if x.low <= one <= x.high
        ]
        if points:
            drawn.append(path(points, "limit"))
            ends.append((points[-1][1], curve.name))
    middles = spread([end for end, _ in ends], [LINE] * len(ends), box.top - LINE / 2, box.bottom + LINE / 2)
    for middle, (_, name) in zip(middles, ends, strict=True):
        drawn.append(block(box.right + GAP, middle, [cut(name, column)], "soft"))
    return join(drawn)


# --- names ---


def _crossed(x: Axis, y: Axis, box: Box) -> list[Rectangle]:
    """The lines at nought: no name stands on them if there is another place."""
    up, along = x.at(0, box.left, box.right), y.at(0, box.bottom, box.top)
    return [(up, box.top, up, box.bottom), (box.left, along, box.right, along)]


def _names(spots: Sequence[Spot], at: Sequence[tuple[float, float]], box: Box, avoided: Sequence[Rectangle]) -> Html:
    """Each name at the nearest place to its spot at which it covers no spot and no other name; own area first."""
    taken: list[Rectangle] = [(x - SIZE - 3, y - SIZE - 3, x + SIZE + 3, y + SIZE + 3) for x, y in at]
    drawn = []
    asked = [place for place, spot in enumerate(spots) if spot.named or spot.own]
    for place in sorted(asked, key=lambda each: not spots[each].own):
        said = cut(spots[place].name, box.right - box.left, bold=spots[place].own)
        room = width(said, bold=spots[place].own)
        free = [each for each in _places(*at[place], room, box) if not _meets(each, taken)]
        found = next((each for each in free[:12] if not _meets(each, avoided)), free[0] if free else None)
        if found is None:
            continue
        taken.append(found)
        tone = spots[place].tone
        kinds = ["bold", "own"] if spots[place].own else [tone] if tone in ("better", "worse") else []
        drawn.append(_tie(at[place], found))
        drawn.append(words(found[0], (found[1] + found[3]) / 2, said, "start", "halo", *kinds))
    return join(drawn)


def _places(x: float, y: float, room: float, box: Box) -> Iterator[Rectangle]:
    """Where a name may stand: right, left, over, under, and further away, always within the plot."""
    half = LINE / 2 - 2
    for far in STEPS:
        for turn in (0, 12, 6, 18, 2, 22, 10, 14, 4, 20, 8, 16):
            across_by, down_by = math.cos(turn * math.pi / 12) * far, math.sin(turn * math.pi / 12) * far
            left = x + across_by - (room / 2 if turn in (6, 18) else room if 6 < turn < 18 else 0)
            middle = y + down_by
            place = (left, middle - half, left + room, middle + half)
            if place[0] >= box.left and place[2] <= WIDE and place[1] >= box.top - LINE / 2 and place[3] <= box.bottom:
                yield place


def _meets(place: Rectangle, taken: Sequence[Rectangle]) -> bool:
    return any(
        place[0] < each[2] and each[0] < place[2] and place[1] < each[3] and each[1] < place[3] for each in taken
    )


def _tie(spot: tuple[float, float], place: Rectangle) -> Html:
    """A thin line from a spot to a name that stands away from it."""
    x, y = min(max(spot[0], place[0]), place[2]), min(max(spot[1], place[1]), place[3])
    if math.hypot(x - spot[0], y - spot[1]) < 32:
        return Html("")
    return rule(*spot, x, y, "leader")
