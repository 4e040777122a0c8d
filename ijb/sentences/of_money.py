"""Sentences on IJBs' accounts: reserves, savings, and how long reserves would last. None forecasts."""

from __future__ import annotations

from ijb.numbers import millions, number
from ijb.reserves import YEAR_ENDS, YearsLeft


def reserves_left(found: YearsLeft, last: float, labels: tuple[str, str]) -> str:
    """How many years of use the reserves of the last year end (£000) are; `labels` are the last two years."""
    falls = " and ".join(_fell(fall, label) for fall, label in zip(found.falls, labels))
    said = f"Reserves {falls}, in cash."
    if found.low is None:
        return f"{said} They fell in neither year, so there is no rate of use to count by."
    low = _years(found.low)
    if found.high is None:
        return (
            f"{said} The {millions(last)} left are {low} of use at the rate of the year in which they fell; at that of "
            "the other they have no end. A range from the past, not a forecast."
        )
    high = _years(found.high)
    span = f"about {low}" if low == high else f"between {low.partition(' ')[0]} and {high}"
    return f"{said} The {millions(last)} left are {span} of use at those rates. A range from the past, not a forecast."


def too_few_year_ends(held: int) -> str:
    """Why there is no such figure."""
    have = {0: "none is held", 1: "one is held", 2: "two are held"}[held]
    return f"Years of reserves left are worked out only from {YEAR_ENDS} year ends in a row; {have}."


def none_left() -> str:
    return "There are no reserves left to last."


def _fell(fall: float, label: str) -> str:
    if millions(fall) in ("£0.0m", "−£0.0m"):
        return f"did not change in {label}"
    return f"{'fell' if fall > 0 else 'rose'} by {millions(abs(fall))} in {label}"


def _years(years: float) -> str:
    written = number(years, 1)
    return f"{written} year{'' if written == '1.0' else 's'}"
