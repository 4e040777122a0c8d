"""What a download is made of."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class Download:
    """figures: the rows of a chart; heads: columns of `figures` and what heads them, in order; drawn: the columns of
    the table on the page, in order (all of them if empty); about: rows of name and text that go above the figures."""

    file_name: str
    figures: pd.DataFrame
    heads: dict[str, str]
    about: list[tuple[str, str]]
    drawn: dict[str, str] = field(default_factory=dict)
