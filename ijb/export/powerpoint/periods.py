"""The axis of periods under lines and columns: months by the calendar, days as far apart as they were, else words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ijb.export.powerpoint import chart_xml as xml
from ijb.export.powerpoint.grid import Column, Grid
from ijb.export.powerpoint.text import width
from ijb.export.powerpoint.xml import Element

MONTHS = (1, 2, 3, 6, 12, 24, 36, 60, 120)
SHOWN = "mmm yyyy"
LEVEL, STEEP = 34, 0.72  # points under the plot for words that stand level; of their width where they are turned by 45°
SLOT = 20  # points that turned words need beside each other


@dataclass(frozen=True)
class Periods:
    """How the periods of a chart are set out. days: where they stand by the calendar, () where each has its place in a
    row; whole: whether the days stand for months; on_ticks: whether points stand on the ticks of the axis, the first
    and the last at the ends of the plot, and not between them."""

    words: tuple[str, ...]
    days: tuple[date, ...]
    whole: bool
    wide: float
    on_ticks: bool = False

    @property
    def below(self) -> float:
        """The points that the words need under the plot."""
        return LEVEL if self.days or self._level else min(self._widest, 120) * STEEP + 28

    @property
    def places(self) -> list[float]:
        """How far along the plot each period stands, 0 to 1."""
        if self.days and not self.whole:
            return [(day - self.days[0]).days / (self.days[-1] - self.days[0]).days for day in self.days]
        if self._ticked and not self.days:
            return [place / (len(self.words) - 1) for place in range(len(self.words))]
        if self._ticked:
            months = [day.year * 12 + day.month for day in self.days]
            return [(month - months[0]) / (months[-1] - months[0]) for month in months]
        return [(place + 0.5) / len(self.words) for place in range(len(self.words))]

    @property
    def between(self) -> str:
        """Whether points stand between the ticks of the axis or on them."""
        return "midCat" if self._ticked or self.days and not self.whole else "between"

    def column(self, grid: Grid) -> Column:
        """The periods as the first column of the figures."""
        return grid.add("Period", self.days or self.words, SHOWN if self.days else "General")

    def categories(self, column: Column) -> Element:
        """The periods of a series."""
        return column.numbers("c:cat") if self.days else column.texts("c:cat")

    def axis(self) -> Element:
        """The axis itself."""
        if not self.days:
            skip = 1 if self._level else math.ceil(SLOT * len(self.words) / self.wide)
            return xml.category_axis("b", skip, turned_words=not self._level)
        months = (self.days[-1] - self.days[0]).days / 30.4
        needed = months / max(self.wide / (width("Mmm 2000", xml.AXIS_SIZE) + 16), 1)
        step = next((each for each in MONTHS if each >= needed), MONTHS[-1])
        return xml.date_axis(step, SHOWN, "months" if self.whole else "days")

    @property
    def _ticked(self) -> bool:
        return self.on_ticks and len(self.words) > 1

    @property
    def _widest(self) -> float:
        return max((width(each, xml.AXIS_SIZE) for each in self.words), default=0)

    @property
    def _level(self) -> bool:
        return (self._widest + 8) * len(self.words) <= self.wide


def periods(words: Sequence[str], wide: float, days: Sequence[date] = (), on_ticks: bool = False) -> Periods:
    """How to set out these periods in a plot so many points wide; days: the first day of each, where it is known;
    on_ticks: whether the plot ends with the last of them."""
    named = _months(words)
    if named and len(named) > 1 and regular(named):
        return Periods(tuple(words), tuple(named), True, wide, on_ticks)
    return Periods(tuple(words), () if regular(days) else tuple(days), False, wide, on_ticks)


def regular(days: Sequence[date]) -> bool:
    """Whether days are equally many months apart, so that a place for each sets them apart as time does."""
    months = [day.year * 12 + day.month for day in days]
    steps = {later - earlier for earlier, later in zip(months, months[1:])}
    return len(steps) <= 1 and 0 not in steps and len({day.day for day in days}) <= 1


def _months(words: Sequence[str]) -> list[date]:
    """The first days of periods that are all months, "Aug 2025"; none for any other."""
    try:
        return [datetime.strptime(each, "%b %Y").date() for each in words]
    except ValueError:
        return []
