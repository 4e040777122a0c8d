"""Where the largest fall would come from, as plain arithmetic: bed days at an area's own best year, and at the median
of others. Neither a forecast nor a target.

A year is twelve calendar months in a row that end in the same calendar month as the newest one held. Its rate is bed
days over adult-days (adults of each month × the days in it), so leap years and a growing population are allowed for.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ijb import compare, periods
from ijb.measures import Break

MONTHS = 12
PANDEMIC = (date(2020, 4, 1), date(2021, 3, 1))  # the first and last months of the first year of the pandemic


@dataclass(frozen=True)
class Year:
    """Twelve months: the first days of the first and the last, bed days, and adult-days."""

    first: date
    last: date
    days: int
    adult_days: float

    @property
    def rate(self) -> float:
        """Beds occupied on an average day for each adult."""
        return self.days / self.adult_days

    @property
    def label(self) -> str:
        """ "Sep 2024 to Aug 2025"."""
        return f"{periods.label(*periods.month(self.first.year, self.first.month))} to {self.last:%b %Y}"


@dataclass(frozen=True)
class Fall:
    """One reason: the newest year and the best comparable one, the bed days of the newest year at the best one's rate,
    the median rate of others and the bed days at it; the last two are None where there are no others."""

    reason: str
    now: Year
    best: Year
    at_best: int
    median: float | None
    at_median: int | None

    @property
    def to_best(self) -> int:
        """Bed days fewer at the best year's rate: 0 where the newest year is the best."""
        return max(self.now.days - self.at_best, 0)

    @property
    def to_median(self) -> int | None:
        """Bed days fewer at the others' median rate: 0 where the area is at or below it."""
        return None if self.at_median is None else max(self.now.days - self.at_median, 0)


def years(months: pd.DataFrame, breaks: Sequence[Break]) -> list[Year]:
    """The comparable years of one area, newest first; [] where the newest twelve months are not all held, or a declared
    break falls into them.

    months: period_start, days (bed days), people (adults), one row a month. Left out: a year with a month missing, one
    that a break parts from the newest month, and one with any month of the first year of the pandemic.
    """
    held = {row.period_start: row for row in months.dropna(subset=["days", "people"]).itertuples()}
    if not held:
        return []
    newest, found = max(held), []
    for year in range(newest.year, min(held).year - 1, -1):
        wanted = _twelve_to(year, newest.month)
        whole = all(month in held for month in wanted) and not compare.crossed(breaks, wanted[0], newest)
        if whole and (year == newest.year or not _in_pandemic(wanted)):
            found.append(_year([held[month] for month in wanted]))
    return found if found and found[0].last == newest else []


def _twelve_to(year: int, month: int) -> list[date]:
    """The first days of the twelve months that end in a month."""
    last = year * 12 + month - 1
    return [date(place // 12, place % 12 + 1, 1) for place in range(last - MONTHS + 1, last + 1)]


def _in_pandemic(months: Sequence[date]) -> bool:
    """Whether any of these months is of the first year of the pandemic."""
    return any(PANDEMIC[0] <= month <= PANDEMIC[1] for month in months)


def _year(rows: Sequence) -> Year:
    adult_days = sum(row.people * monthrange(row.period_start.year, row.period_start.month)[1] for row in rows)
    return Year(rows[0].period_start, rows[-1].period_start, int(sum(row.days for row in rows)), float(adult_days))


def best(found: Sequence[Year]) -> Year:
    """The year with the lowest rate, the newest of several."""
    return min(found, key=lambda year: (year.rate, -year.last.toordinal()))


def at_rate(rate: float, year: Year) -> int:
    """Whole bed days of a year at another rate, with the year's own adults."""
    return round(rate * year.adult_days)


def rates(months: pd.DataFrame, year: Year) -> pd.Series:
    """Beds for each adult of every area that holds all twelve months of a year, by area_code.

    months: area_code, period_start, days, people.
    """
    inside = months[months["period_start"].between(year.first, year.last)].dropna(subset=["days", "people"])
    lengths = inside["period_start"].map(lambda day: monthrange(day.year, day.month)[1])
    sums = inside.assign(adult_days=inside["people"] * lengths).groupby("area_code")
    whole = sums.agg(months=("period_start", "nunique"), days=("days", "sum"), adult_days=("adult_days", "sum"))
    whole = whole[whole["months"] == MONTHS]
    return whole["days"] / whole["adult_days"]


def fall(reason: str, own: pd.DataFrame, others: pd.DataFrame, breaks: Sequence[Break]) -> Fall | None:
    """The arithmetic of one reason; None where the area's newest twelve months are not all held.

    own: period_start, days, people; others: the same with area_code, of those whose median is taken.
    """
    found = years(own, breaks)
    if not found:
        return None
    now, lowest = found[0], best(found)
    median = rates(others, now).median()
    return Fall(
        reason=reason,
        now=now,
        best=lowest,
        at_best=now.days if lowest == now else at_rate(lowest.rate, now),
        median=None if pd.isna(median) else float(median),
        at_median=None if pd.isna(median) else at_rate(median, now),
    )
