"""The public prices of a delayed bed day, and the arithmetic of an illustration with them. No finding rests on it."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ijb.paths import REFERENCE

FILE = REFERENCE / "bed_day_prices.csv"
DAYS_IN_A_WEEK = 7


@dataclass(frozen=True)
class BedDayPrice:
    """A published cost of delays, in £ million of its own year, and the bed days that it is spread over.

    year: the financial year of both, "2019/20"; title: the publication, in our words; note: what to know of the cost.
    """

    id: str
    cost_million: float
    bed_days: int
    year: str
    publisher: str
    title: str
    url: str
    note: str

    @property
    def a_day(self) -> float:
        """£ a bed day, in the prices of its own year."""
        return self.cost_million * 1_000_000 / self.bed_days


def bed_day_prices(path: Path = FILE) -> tuple[BedDayPrice, ...]:
    """The prices of the reference file, the oldest first."""
    with path.open(encoding="utf-8", newline="") as file:
        found = [
            BedDayPrice(
                id=row["id"],
                cost_million=float(row["cost_million"]),
                bed_days=int(row["bed_days"]),
                year=row["financial_year"],
                publisher=row["publisher"],
                title=row["title"],
                url=row["url"],
                note=row["note"],
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(found, key=lambda price: price.year))


def in_prices_of(base: str, amount: float, year: str, deflator: Mapping[str, float]) -> float | None:
    """An amount of one financial year in the prices of another, `base`, by the deflator's index of each year; None
    where it has not got both."""
    if base not in deflator or year not in deflator:
        return None
    return amount * deflator[base] / deflator[year]


def times_apart(amounts: Sequence[float]) -> float:
    """How many times the least the most is."""
    return max(amounts) / min(amounts)


def days_of(share: float, days: float) -> int:
    """`share` per cent of some days in whole days, halves upwards: what is priced is then what is shown."""
    return math.floor(share * days / 100 + 0.5 + 1e-9)


def home_care_a_day(an_hour: float, hours: float) -> float:
    """£ a day of so many hours of home care at £ an hour."""
    return an_hour * hours


def care_home_a_day(a_week: float) -> float:
    """£ a day at £ a week."""
    return a_week / DAYS_IN_A_WEEK
