"""Where things stand in a chart on a slide, in points: the plot, round ticks, labels that keep clear of each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ijb.charts.axis import held
from ijb.slides.slide import Scale

STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Box:
    """A rectangle on a slide or in a chart."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def inside(self, left: float, top: float, right: float, bottom: float) -> Box:
        """What is left within these margins, of some size at least."""
        return Box(
            self.left + left, self.top + top, max(self.width - left - right, 20), max(self.height - top - bottom, 20)
        )


@dataclass(frozen=True)
class Ends:
    """The two ends of an axis and the step of its ticks."""

    low: float
    high: float
    step: float

    def share(self, value: float) -> float:
        """How far along the axis a value lies, 0 to 1."""
        return (value - self.low) / (self.high - self.low)

    @property
    def ticks(self) -> list[float]:
        """The values that have a tick, from the lowest."""
        first = math.ceil(self.low / self.step - 1e-9)
        return [round(self.step * place, 10) for place in range(first, math.floor(self.high / self.step + 1e-9) + 1)]


def ends(values: Iterable[float | None], from_zero: bool, most: int = 5) -> Ends:
    """Round ends that hold every value, with nought where asked for, in about so many steps."""
    numbers = held(values) or [0.0, 1.0]
    low, high = min(numbers), max(numbers)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low <= abs(high) * 1e-9:
        low, high = (low - abs(low) * 0.1, high + abs(high) * 0.1) if high else (0.0, 1.0)
    size = 10.0 ** math.floor(math.log10((high - low) / most))
    step = next(size * each for each in (*STEPS, 20) if size * each * most >= (high - low) * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return Ends(round(first * step, 10), round(max(last, first + 1) * step, 10), step)


def axis_scale(scale: Scale, step: float) -> Scale:
    """How the ticks of an axis are written: with no more decimals than its step needs."""
    decimals = next((each for each in range(6) if abs(step * 10**each - round(step * 10**each)) < 1e-6), 6)
    return replace(scale, decimals=decimals)


def apart(middles: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Where labels have to stand so that none lies over another and all within top and bottom, each as near to the
    place it belongs to as the rest allow, and in the same order."""
    order = sorted(range(len(middles)), key=lambda place: middles[place])
    groups: list[tuple[list[int], float, float]] = []  # members, their height together, where they start
    for place in order:
        members, tall = [place], heights[place]
        start = _within(middles[place] - tall / 2, tall, top, bottom)
        while groups and groups[-1][2] + groups[-1][1] > start + 1e-9:
            before, above, _ = groups.pop()
            members, tall = before + members, above + tall
            start = _within(_start(members, middles, heights), tall, top, bottom)
        groups.append((members, tall, start))
    found = [0.0] * len(middles)
    for members, _, start in groups:
        for place in members:
            found[place] = start + heights[place] / 2
            start += heights[place]
    return found


def _start(members: Sequence[int], middles: Sequence[float], heights: Sequence[float]) -> float:
    """Where a group has to start for its members to be as near to their places as they can."""
    above, wanted = 0.0, 0.0
    for place in members:
        wanted += middles[place] - heights[place] / 2 - above
        above += heights[place]
    return wanted / len(members)


def _within(start: float, tall: float, top: float, bottom: float) -> float:
    return max(min(start, bottom - tall), top)
