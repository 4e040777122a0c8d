"""What a download is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class Download:
    """figures: the rows of a chart; heads: columns of `figures` and what heads them, in order; drawn: the columns of
    the table on the page, in order (all of them if empty); about: rows of name and text that say what they are; title:
    what heads a workbook of them; formats: the Excel formats of figures, by head; measured: heads, beside "Value", of
    figures in the measure's own unit."""

    file_name: str
    figures: pd.DataFrame
    heads: dict[str, str]
    about: list[tuple[str, str]]
    drawn: dict[str, str] = field(default_factory=dict)
    title: str = ""
    formats: dict[str, str] = field(default_factory=dict)
    measured: tuple[str, ...] = ()


def file_name(*parts: str) -> str:
    """A name for a download from what it is of, empty parts left out: letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9_]+", "-", " ".join(part for part in parts if part).lower()).strip("-")
