"""What every loader is given and gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from etl.faults import Note
from etl.geography import Geography

FACT_COLUMNS = ["quantity", "area_code", "period_start", "period_end", "breakdown", "value", "status", "note"]
EVIDENCE_COLUMNS = [
    "area_code",
    "period_label",
    "kind",
    "item",
    "value",
    "unit",
    "answer",
    "publisher",
    "title",
    "published",
    "url",
    "standing",
]
VALUED = ("published", "provisional", "estimated", "derived", "partial")
UNVALUED = ("suppressed", "not_submitted", "not_collected", "not_supplied", "not_defined", "not_applicable")
STATUSES = VALUED + UNVALUED


@dataclass(frozen=True)
class Layout:
    """The header by which a loader knows its files: every required column, and any of the optional ones."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """What a loader may know besides its file: the areas, and the day it is."""

    geography: Geography
    today: date


@dataclass(frozen=True)
class Loaded:
    """facts: FACT_COLUMNS; notes: oddities that were loaded; evidence: EVIDENCE_COLUMNS."""

    facts: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=FACT_COLUMNS))
    notes: list[Note] = field(default_factory=list)
    evidence: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=EVIDENCE_COLUMNS))


def facts(
    quantity: str | pd.Series,
    area_code: str | pd.Series,
    period: pd.DataFrame,
    value: pd.Series,
    breakdown: str | pd.Series = "",
    status: str | pd.Series = "published",
    note: str | pd.Series = "",
) -> pd.DataFrame:
    """FACT_COLUMNS from aligned parts; `period` has period_start and period_end; unvalued statuses have no value."""
    frame = pd.DataFrame(
        {
            "quantity": quantity,
            "area_code": area_code,
            "period_start": period["period_start"],
            "period_end": period["period_end"],
            "breakdown": breakdown,
            "value": value,
            "status": status,
            "note": note,
        },
        index=value.index,
    )[FACT_COLUMNS]
    frame["value"] = frame["value"].astype("float64").where(frame["status"].isin(VALUED))
    return frame.reset_index(drop=True)


def sum_of(parts: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Rows of FACT_COLUMNS with the same keys added; a missing or unvalued part makes the sum missing.

    The caller sets the remaining columns; `parts_held` counts the parts.
    """
    grouped = parts.groupby(keys, dropna=False)["value"]
    return grouped.agg(value=lambda values: values.sum(skipna=False), parts_held="count").reset_index()
