"""Pounds in the prices of one year: which indices may turn one year's into another's, and how the result is named.

A basis is '' for cash, "real 2024/25" by the deflator that everything is tested in, and "real 2024/25 by
consumer_prices" by another index, where one is supplied.
"""

from __future__ import annotations

GDP_DEFLATOR = "gdp_deflator"
# Each index by its quantity, in words that follow "by".
INDICES = {
    GDP_DEFLATOR: "the GDP deflator",
    "consumer_prices": "consumer prices (CPI)",
    "adult_social_care_prices": "pay and prices in adult social care",
}
REAL, BY = "real ", " by "


def named(year: str, index: str) -> str:
    """The basis of a year and an index: "real 2024/25"."""
    return f"{REAL}{year}" if index == GDP_DEFLATOR else f"{REAL}{year}{BY}{index}"


def year_of(basis: str) -> str:
    """ "2024/25"."""
    return basis.removeprefix(REAL).partition(BY)[0]


def index_of(basis: str) -> str:
    """The quantity that a basis in real terms is worked by."""
    return basis.partition(BY)[2] or GDP_DEFLATOR


def in_words(basis: str) -> str:
    """ "2024/25 prices", and by which index where it is not the usual one."""
    said = f"{year_of(basis)} prices"
    return said if index_of(basis) == GDP_DEFLATOR else f"{said}{BY}{INDICES[index_of(basis)]}"
