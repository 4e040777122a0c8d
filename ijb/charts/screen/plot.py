"""What the charts of a screen share: their ground, axes, words and marks, in units of a screen 1280 wide."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ijb.charts.markup import Html, element, join
from ijb.charts.screen.text import LINE, TEXT, width
from ijb.slides.slide import Scale

WIDE = 1200  # units across
GAP = 12
BASELINE = 0.35 * TEXT  # from the middle of a line down to where its letters stand
TICKS = 5
NOTHING = "No figure to draw"


@dataclass(frozen=True)
class Box:
    """The part of a picture in which values are drawn."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Axis:
    """The ends of an axis, and where its ticks are."""

    low: float
    high: float
    ticks: tuple[float, ...]
    scale: Scale

    def at(self, value: float, start: float, end: float) -> float:
        """Where a value lies between the two ends of the picture."""
        return start + (value - self.low) / (self.high - self.low) * (end - start)

    def words(self, value: float) -> str:
        """A tick as written: with no more decimals than the ticks need."""
        steps = [round(abs(tick), 9) for tick in self.ticks]
        need = next((n for n in range(self.scale.decimals) if all(round(s, n) == s for s in steps)), None)
        return replace(self.scale, decimals=self.scale.decimals if need is None else need).text(value)

    @property
    def widest(self) -> float:
        """The room its words need."""
        return max((width(self.words(tick)) for tick in self.ticks), default=0)


def axis(values: Iterable[float | None], scale: Scale, from_zero: bool, most: int = TICKS) -> Axis:
    """An axis that holds every value, with three to five round ticks."""
    held = [value for value in values if value is not None and math.isfinite(value)] or [0.0, 1.0]
    low, high = min(held), max(held)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high == low:
        low, high = (0.0, high * 2) if high > 0 and from_zero else (low - 1, high + 1)
    room = (high - low) * 0.06
    low = low if low == 0 and from_zero else low - room
    high = high if high == 0 and from_zero else high + room
    ticks = _ticks(low, high, max(10.0**-scale.decimals, 1e-9), most)
    return Axis(low, high, ticks, scale)


def _ticks(low: float, high: float, least: float, most: int) -> tuple[float, ...]:
    size = 10.0 ** math.floor(math.log10((high - low) / most))
    for step in (size * factor for factor in (1, 2, 2.5, 5, 10, 20, 25, 50, 100)):
        if step < least * (1 - 1e-9):
            continue
        places = range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)
        if len(places) <= most:
            return tuple(round(place * step, 10) for place in places)
    return ()


def svg(height: float, alt: str, *drawn: Html) -> Html:
    """The picture: it is scaled to the width of the screen, and said in words for those who cannot see it."""
    return element(
        "svg", *drawn, viewBox=f"0 0 {WIDE} {height:.0f}", role="img", aria_label=alt, class_="ijb-show-chart"
    )


def nothing(height: float, alt: str) -> Html:
    """A picture that says that there is nothing to draw."""
    return svg(height, alt, words(WIDE / 2, height / 2, NOTHING, "middle", "soft"))


def words(x: float, y: float, said: str, anchor: str = "start", *kinds: str) -> Html:
    """Words whose line has its middle at y; kinds: soft, bold, better, worse, halo."""
    names = " ".join(f"ijb-show-{kind}" for kind in kinds if kind) or None
    return element("text", said, x=f"{x:.1f}", y=f"{y + BASELINE:.1f}", text_anchor=anchor, class_=names)


def rule(x1: float, y1: float, x2: float, y2: float, kind: str) -> Html:
    """A straight line; kind: grid, axis, break, scotland, leader, range, limit."""
    places = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    return element("line", class_=f"ijb-show-{kind}", **{name: f"{place:.1f}" for name, place in places.items()})


def path(points: Sequence[tuple[float, float]], kind: str, closed: bool = False) -> Html:
    """A line through the points, or the surface that they enclose."""
    drawn = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + ("Z" if closed else "")
    return element("path", d=drawn, class_=f"ijb-show-{kind}")


def mark(x: float, y: float, tone: str, up: bool = True, size: float = 10) -> Html:
    """A mark: a diamond for the own area, a triangle where a rule fired, else a dot."""
    if tone == "own":
        wide = size * 1.35
        return path([(x, y - wide), (x + wide, y), (x, y + wide), (x - wide, y)], "mark-own", closed=True)
    if tone in ("better", "worse"):
        tall = size * (1.15 if up else -1.15)
        corners = [(x, y - tall), (x + abs(tall), y + tall * 0.8), (x - abs(tall), y + tall * 0.8)]
        return path(corners, f"mark-{tone}", closed=True)
    return element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{size:.1f}", class_="ijb-show-mark-other")


def points_up(tone: str, direction: str) -> bool:
    """Whether a triangle points up: it shows the direction of the figure, its colour whether that is better."""
    fewer_is_better = direction.startswith(("↓", "←"))
    return (tone == "better") != fewer_is_better


def across(box: Box, scale: Axis, texts: bool = True) -> Html:
    """The ticks of an axis along the foot of the box, with its numbers below."""
    drawn, taken = [], -math.inf
    for tick in scale.ticks:
        x = scale.at(tick, box.left, box.right)
        drawn.append(rule(x, box.top, x, box.bottom, "grid"))
        half = width(scale.words(tick)) / 2
        place = min(max(x, half), WIDE - half)
        if texts and place - half > taken:
            drawn.append(words(place, box.bottom + LINE / 2 + 6, scale.words(tick), "middle", "soft"))
            taken = place + half + GAP
    return join(drawn)


def upward(box: Box, scale: Axis) -> Html:
    """The ticks of an axis up the left of the box, with its numbers beside."""
    drawn = []
    for tick in scale.ticks:
        y = scale.at(tick, box.bottom, box.top)
        drawn.append(rule(box.left, y, box.right, y, "axis" if tick == 0 else "grid"))
        drawn.append(words(box.left - GAP, y, scale.words(tick), "end", "soft"))
    return join(drawn)


def periods(box: Box, labels: Sequence[str], at: Callable[[int], float]) -> Html:
    """Periods along the foot: the first, the last, and as many evenly between as have room, five in all."""
    ends = box.left - 4, box.right + 14  # words beside the axis, and names at the ends of lines, begin there

    def middle(place: int) -> float:
        half = width(labels[place]) / 2
        return min(max(at(place), ends[0] + half), ends[1] - half)

    drawn = []
    for place in _chosen(labels, middle):
        drawn.append(rule(at(place), box.bottom, at(place), box.bottom + 7, "axis"))
        drawn.append(words(middle(place), box.bottom + LINE / 2 + 8, labels[place], "middle", "soft"))
    return join(drawn)


def _chosen(labels: Sequence[str], at: Callable[[int], float]) -> list[int]:
    last = len(labels) - 1
    for many in (5, 4, 3, 2):
        wanted = [at(0) + (at(last) - at(0)) * step / (many - 1) for step in range(many)]
        between = {min(range(last + 1), key=lambda place: abs(at(place) - x)) for x in wanted[1:-1]}
        places = sorted(between | {0, last})
        ends = [(at(place) - width(labels[place]) / 2, at(place) + width(labels[place]) / 2) for place in places]
        if all(after[0] - before[1] >= 2 * GAP for before, after in zip(ends, ends[1:], strict=False)):
            return places
    return [last]


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """The middles of labels of these heights, each as near the one wanted as the others allow, between low and high."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    middles = [0.0] * len(wanted)
    edge = low
    for place in order:
        middles[place] = max(wanted[place], edge + heights[place] / 2)
        edge = middles[place] + heights[place] / 2
    edge = high
    for place in reversed(order):
        middles[place] = min(middles[place], edge - heights[place] / 2)
        edge = middles[place] - heights[place] / 2
    return middles


def block(x: float, y: float, lines: Sequence[str], *kinds: str) -> Html:
    """Lines of words under one another, all of them with their middle at y."""
    first = y - (len(lines) - 1) * LINE / 2
    return join([words(x, first + place * LINE, line, "start", *kinds) for place, line in enumerate(lines)])
