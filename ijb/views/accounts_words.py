"""What is said of IJBs' accounts in words alone: a figure with what it is of, or that nothing is held and why."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ijb import numbers, sentences
from ijb.measures import Measure

NOT_HELD = (
    "No figures from the IJB’s accounts are held for {name}: each IJB publishes its own, and no file that puts them "
    "together is held here."
)
FILLED_LATER = "The panels below fill by themselves once figures are supplied."
LEAD_AGENCY = (
    "{name} is a lead agency and has no integration joint board, so it has no IJB accounts: these indicators do not "
    "apply to it."
)


def not_held(name: str, state: str) -> str:
    """Why an area has no figures of accounts. state: not_supplied or not_applicable, as `accounts.state` gives."""
    return (LEAD_AGENCY if state == "not_applicable" else NOT_HELD).format(name=name)


def figure_said(measure: Measure, row: Mapping[str, object]) -> tuple[str, str]:
    """A row of measure_rows.rows as its figure and what it is of and when; without a figure '' and why."""
    if pd.isna(row["value"]):
        return "", f"No figure: {sentences.mid_sentence(numbers.STATUS_WORDS[row['reason']])}"
    some, every = row["members_in"], row["members_of"]
    part = f", from {int(some)} of {int(every)} IJBs" if pd.notna(some) and 0 < some < every else ""
    when = row["period"].removeprefix("in ")
    return numbers.figure(measure, row["value"]), f"{row['unit'].removeprefix('% ')}, {when}{part}"
