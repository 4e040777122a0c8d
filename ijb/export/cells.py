"""A value in a cell of a workbook: what Excel can hold of it, and how it looks."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from ijb.export.table import DANGEROUS

MOST_CHARACTERS = 32767  # in a cell
MOST_IN_AN_ADDRESS = 2079
NARROWEST, WIDEST, WIDEST_UNWRAPPED, FILTER_BUTTON, MARGIN = 10, 44, 70, 4, 3
LINE_FILLED = 0.9  # how much of a line words fill before they wrap
WHOLE, BROKEN, DAY, MOMENT = "#,##0", "#,##0.00", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FONT, HEAD_FONT, TITLE_FONT = (Font(name="Arial", size=size, bold=bold) for size, bold in ((12, 0), (12, 1), (16, 1)))
LINK_FONT = Font(name="Arial", size=12, underline="single")
TOP = Alignment(vertical="top", horizontal="left", indent=1)
WRAPPED = Alignment(vertical="top", horizontal="left", indent=1, wrap_text=True)
FIGURE = Alignment(vertical="top", horizontal="right", indent=1)


def write(
    cell: Cell, value: object, font: Font = FONT, alignment: Alignment = WRAPPED, number_format: str = ""
) -> None:
    """A value in a cell; text as text, also when somebody edits the cell later."""
    cell.font = font
    cell.alignment = alignment
    if isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"
        cell.quotePrefix = bool(DANGEROUS.match(cell.value))
    elif value is not None:
        cell.value = value
        cell.alignment = FIGURE
        cell.number_format = number_format or "General"


def plain(value: Any) -> object:
    """A value as Excel holds it: None where it is missing or no number, else a number, a day or a text."""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, str):
        return str(value) or None
    if pd.isna(value) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, datetime):
        return pd.Timestamp(value).tz_localize(None).to_pydatetime()
    return value if isinstance(value, (bool, int, float, date)) else str(value)


def plain_column(values: pd.Series) -> list[object]:
    """The values of a column as `plain` gives them, texts without what a workbook cannot hold."""
    if values.dtype.kind == "f":
        return [value if held else None for value, held in zip(values.tolist(), np.isfinite(values.to_numpy()))]
    known: dict[object, object] = {}
    found = []
    for value in values.tolist():
        kind = type(value)
        if kind is not str and kind is not date:
            found.append(_cleaned(plain(value)))
            continue
        if value not in known:
            known[value] = _cleaned(plain(value))
        found.append(known[value])
    return found


def _cleaned(value: object) -> object:
    return (clean(value) or None) if isinstance(value, str) else value


def style(sheet: Worksheet, value: object, number_format: str) -> int:
    """The id in its workbook of the style that such a value of a long table is written in."""
    cell = WriteOnlyCell(sheet)
    write(cell, value, alignment=TOP, number_format=number_format)
    return cell.style_id


def column_format(values: Sequence[object]) -> str:
    """The number format for a column of plain values."""
    held = [value for value in values if value is not None and not isinstance(value, str)]
    if any(isinstance(value, datetime) for value in held):
        return MOMENT
    if any(isinstance(value, date) for value in held):
        return DAY
    return BROKEN if any(isinstance(value, float) and not value.is_integer() for value in held) else WHOLE


def width(head: str, values: Iterable[object], most: float = WIDEST) -> float:
    """A column's width in characters: its longest number or text, within bounds."""
    lengths = [len(value if isinstance(value, str) else _shown(value)) for value in set(values) if value is not None]
    longest = max([*lengths, max(map(len, head.split()), default=0) + FILTER_BUTTON], default=0)
    return min(max(math.ceil(longest / LINE_FILLED) + MARGIN, NARROWEST), most)


def _shown(value: object) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


def linked(cell: Cell) -> None:
    """The cell as a link, where it holds a web address."""
    if cell.data_type == "s" and cell.value.startswith("https://") and len(cell.value) < MOST_IN_AN_ADDRESS:
        cell.hyperlink = cell.value
        cell.font = LINK_FONT


def lines(value: object, across: float) -> int:
    """How many lines a text takes in a column of so many characters."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, len(textwrap.wrap(line, int(across * LINE_FILLED)))) for line in value.split("\n"))


def clean(text: str) -> str:
    """Text without the characters that a workbook cannot hold, and no longer than a cell."""
    return ILLEGAL.sub("", text)[:MOST_CHARACTERS]
