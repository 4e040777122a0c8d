"""Facts as series over numbered periods, and the words that notes use for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ijb import periods

SERIES = ["quantity", "area_code", "shape"]
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True)
class Words:
    """quantities: id -> (name, unit, source id); areas: code -> name; labels: of the periods, by number."""

    quantities: Mapping[str, tuple[str, str, str]]
    areas: Mapping[str, str]
    labels: list[str]

    def name(self, quantity: str) -> str:
        return self.quantities[quantity][0]

    def source(self, quantity: str) -> str:
        return self.quantities[quantity][2]

    def amount(self, quantity: str, value: float) -> str:
        """The value with its unit, money in whole pounds: "2,845 people", "£4,932,000"."""
        unit = self.quantities[quantity][1]
        return f"£{value * 1000:,.0f}" if unit == "£000" else f"{value:,.10g} {unit}"

    def span(self, first: int, last: int) -> str:
        return self.labels[first] if first == last else f"{self.labels[first]} to {self.labels[last]}"


def numbered(facts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The facts as quantity, area_code, shape, period (a number that grows with time), breakdown and value;
    and the table of periods by number: start, end, shape.

    Dates are read once a distinct period, not once a fact: that keeps a whole build under a second.
    """
    dates = ["period_start", "period_end"]
    table = facts[dates].drop_duplicates().sort_values(dates, ignore_index=True)
    starts, ends = (pd.to_datetime(table[column]).dt.date for column in dates)
    shapes = [periods.shape(start, end) or "other" for start, end in zip(starts, ends)]
    merged = facts.merge(table.assign(period=range(len(table)), shape=shapes), on=dates)
    return (
        merged[[*SERIES, "period", "breakdown", "value"]],
        pd.DataFrame({"start": starts, "end": ends, "shape": shapes}),
    )


def totals(held: pd.DataFrame) -> pd.DataFrame:
    """The figures without a breakdown, in order, with those `before` and `after` them in their series."""
    whole = held[(held["breakdown"] == "") & held["value"].notna()]
    whole = whole.sort_values([*SERIES, "period"], ignore_index=True)
    series = whole.groupby(SERIES)["value"]
    return whole.assign(before=series.shift(1), after=series.shift(-1))


def runs(frame: pd.DataFrame, hit: pd.Series, series: list[str]) -> pd.Series:
    """A number for each run of rows that are hits one after another in one series; the frame is in order."""
    begins = ~hit.shift(1, fill_value=False) | (frame[series] != frame[series].shift(1)).any(axis=1)
    return (hit & begins).cumsum()


def in_words(count: int) -> str:
    """2 -> "two"; beyond twelve in figures."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
