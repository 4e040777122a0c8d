"""A table as CSV, with what it is of above the figures."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

import pandas as pd

DANGEROUS = re.compile(r"^[=+\-@\t\r\n]")


def csv_bytes(frame: pd.DataFrame, about: Sequence[tuple[str, str]]) -> bytes:
    """The frame as CSV in UTF-8 with a byte order mark, so that Excel reads it; `about` is rows of name and text
    above it, an empty row between.

    Figures are written in full; text that a spreadsheet would take for a formula is given an apostrophe first.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([safe(name), safe(text)] for name, text in about)
    writer.writerow([])
    writer.writerow([safe(column) for column in frame.columns])
    writer.writerows([cell(value) for value in row] for row in frame.itertuples(index=False))
    return ("\ufeff" + out.getvalue()).encode("utf-8")


def cell(value: object) -> object:
    """A value for a cell: '' where missing, numbers as they are, text made safe."""
    if not isinstance(value, str) and pd.isna(value):
        return ""
    return safe(value) if isinstance(value, str) else value


def safe(text: str) -> str:
    """Text that stays text in a spreadsheet."""
    return f"'{text}" if DANGEROUS.match(text) else text
