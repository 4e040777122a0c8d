"""Notes on areas and periods that a file leaves out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from etl.faults import Note
from ijb import periods


def absence_notes(
    source: str,
    held: pd.DataFrame,
    expected: list[str],
    column: str = "",
    kinds: Mapping[str, str] | None = None,
) -> list[Note]:
    """A warning for each of the expected areas without a row in a period where the file has rows for others.

    held: area_code, period_start, period_end. Kinds of figure are looked at one by one where `column` holds
    what each stands for; `kinds` is publisher's word -> what stands in that column.
    """
    if kinds is None:
        return _absences(source, held, expected, "")
    return [
        note
        for word, meaning in kinds.items()
        for note in _absences(source, held[held[column] == meaning], expected, f" ({word})")
    ]


def _absences(source: str, held: pd.DataFrame, expected: list[str], words: str) -> list[Note]:
    notes = []
    for (start, end), rows in held.groupby(["period_start", "period_end"]):
        label, present = periods.label(start, end), set(rows["area_code"])
        notes += [
            Note(source, "warning", area, label, f"No row for this area{words} in {label}.")
            for area in expected
            if area not in present
        ]
    return notes
