"""What studies have found of money, care and delays, as cited on the page of the whole system."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

import pandas as pd

from ijb.charts.markup import Html, element
from ijb.charts.table import link
from ijb.paths import REFERENCE

FILE = REFERENCE / "whole_system_evidence.csv"
HEAD = "What is known from studies"
# By author: where a study was done, and in short what `says` has in full.
IN_SHORT = {
    "Iparraguirre, J.": (
        "Councils in England, older people",
        "Spending and unplanned admissions related, one-year lag",
    ),
    "Allan, S., Roland, D., Malisauskaite, G. and others": (
        "Areas of England",
        "More providers, fewer delayed days; worth £0.24m to £545m",
    ),
    "Seamer, P., Brake, S., Moore, P. and others": (
        "Councils in England, older people",
        "Spending and emergency admissions: no significant relation",
    ),
}


class Study(Protocol):
    """A row of `evidence`."""

    author: str
    year: str
    says: str


@lru_cache(maxsize=1)
def evidence() -> pd.DataFrame:
    """author, year, title ('' where it is not given), where, says (in our words), url ('' for none)."""
    return pd.read_csv(FILE, dtype=str, keep_default_na=False)


def block() -> Html:
    """The studies, each with what it says and where it stands."""
    listed = [element("li", row.says, " ", _citation(row)) for row in evidence().itertuples()]
    return element("ul", *listed, class_="ijb ijb-list ijb-evidence")


def in_short(row: Study) -> tuple[str, str, str]:
    """A study's name, where it was done, and its finding in a few words; what it says, where those are not written."""
    setting, finding = IN_SHORT.get(row.author, ("", row.says))
    return f"{row.author} ({row.year})", setting, finding


def _citation(row) -> Html:
    """ "Allan, S. and others (2021), title, journal": the title a link where there is an address."""
    named = link(row.url, row.title or row.where) if row.url else row.title
    rest = row.where if row.title else ""
    known = [each for each in (named, rest) if each] or [row.where]
    parts: list[object] = [f"{row.author} ({row.year})"]
    for each in known:
        parts += [", ", each]
    return element("span", *parts, ".", class_="ijb-note")
