"""What to take care with in a change from one year to another: said beside it, and in what is taken away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ijb.chain import financial_year_of
from ijb.measures import Measure
from ijb.periods import year_label

PANDEMIC_YEAR = 2020  # the financial year from April 2020
OLDER = ("population_65plus", "population_75plus", "population_85plus")
NEW_BASE = 2022  # the first mid-year of which older people are counted on the 2022 Census
PANDEMIC = (
    f"{year_label(PANDEMIC_YEAR)} was the first year of the pandemic, when Scotland’s delays were far below those of "
    "the years before: a change from it, or to it, is not one between two usual years."
)
REBASED = (
    "The number of older people rests on the 2011 Census to 2021 and on the 2022 Census since, and steps up between "
    "the two (aged 75 and over, by about 5% in Scotland), so part of a fall in a rate per older person, or of a "
    "smaller rise, is the change of base."
)
Ends = tuple[Measure, date, date]


def cautions(changes: Iterable[Ends]) -> list[str]:
    """The cautions on some changes: measure, and the first days of the periods from which and to which."""
    found = list(changes)
    said = [PANDEMIC] if any(_in_pandemic(*each) for each in found) else []
    return said + ([REBASED] if any(_rebased(*each) for each in found) else [])


def _in_pandemic(measure: Measure, first: date, last: date) -> bool:
    years = {financial_year_of(first), financial_year_of(last)}
    return measure.theme == "flow" and PANDEMIC_YEAR in years


def _rebased(measure: Measure, first: date, last: date) -> bool:
    """Whether the population below is of the older base at one end and of the newer at the other."""
    return measure.denominator in OLDER and first.year < NEW_BASE <= last.year
