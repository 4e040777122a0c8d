"""A download as an accessible Excel workbook: what is in it, one table a sheet, and notes on the figures."""

from __future__ import annotations

import io
import math
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from ijb.export.table import DANGEROUS, PRODUCER, said
from ijb.measures import Measure

CONTENTS, FIGURES, NOTES = "Contents", "Figures", "Notes"
NAME_HEAD, TEXT_HEAD = "Name", "Text"
MOST_CHARACTERS = 32767  # in a cell
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_IN_A_NAME = 31  # of a sheet
MOST_IN_A_HEAD = 255
MOST_IN_AN_ADDRESS = 2079
NARROWEST, WIDEST, FILTER_BUTTON, MARGIN = 10, 44, 4, 3
NAME_WIDTH, TEXT_WIDTH = 24, 90
LINE_HEIGHT, TITLE_HEIGHT, LINE_FILLED = 16, 24, 0.9  # points; how much of a line words fill before they wrap
WHOLE, BROKEN, DAY, MOMENT = "#,##0", "#,##0.00", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FONT, HEAD_FONT, TITLE_FONT = (Font(name="Arial", size=size, bold=bold) for size, bold in ((12, 0), (12, 1), (16, 1)))
LINK_FONT = Font(name="Arial", size=12, underline="single")
TOP = Alignment(vertical="top", horizontal="left", indent=1)
WRAPPED = Alignment(vertical="top", horizontal="left", indent=1, wrap_text=True)
FIGURE = Alignment(vertical="top", horizontal="right", indent=1)
RULED = Border(bottom=Side(style="medium"))
TABLE_STYLE = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
A_STATUS = "Status"


@dataclass(frozen=True)
class Sheet:
    """One table: what it holds, its figures under the heads that readers see, the name of its sheet, and the Excel
    number formats of columns by head (the others are formatted by what they hold)."""

    title: str
    frame: pd.DataFrame
    name: str = FIGURES
    formats: Mapping[str, str] = field(default_factory=dict)


def workbook_bytes(
    title: str, sheets: Sequence[Sheet], about: Sequence[tuple[str, str]], built: datetime | pd.Timestamp
) -> bytes:
    """An .xlsx: the sheet Contents, a sheet for each table, the sheet Notes with the rows of `about`.

    `built` is when the database was built, in UTC. Figures are written to sixteen digits and shown at their
    format; a missing one is an empty cell. No text becomes a formula, whatever it starts with.
    """
    book = Workbook()
    book.properties.title = _clean(title)
    book.properties.creator = PRODUCER
    book.properties.language = "en-GB"
    contents = book.active
    contents.title = CONTENTS
    named = list(zip(_sheet_names([sheet.name for sheet in sheets]), sheets))
    for name, sheet in named:
        _tabled(book.create_sheet(name), sheet.frame, sheet.formats)
    _notes(book.create_sheet(NOTES), about)
    listed = [(name, f"{sheet.title} (rows: {len(sheet.frame):,})") for name, sheet in named]
    listed.append((NOTES, "What the figures mean, where they come from, and what to take care with."))
    facts = [
        ("Made by", PRODUCER),
        ("Database built", f"{built:%Y-%m-%d %H:%M} UTC"),
        *(("Licence", words) for words in said(about, "Licence")),
        ("Empty cells", _empty_words([sheet.frame for sheet in sheets])),
    ]
    _contents(contents, title, facts, listed)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def number_format(measure: Measure) -> str:
    """The Excel format of a measure's values: its decimals, with £ or % beside them (per cents are 0 to 100)."""
    digits = "#,##0" + ("." + "0" * measure.decimals if measure.decimals else "")
    return {"pounds": f"£{digits};-£{digits}", "per cent": f'{digits}"%"'}.get(measure.shown_as, digits)


def _contents(
    sheet: Worksheet, title: str, facts: Sequence[tuple[str, str]], listed: Sequence[tuple[str, str]]
) -> None:
    _write(sheet.cell(1, 1), title, TITLE_FONT, TOP)
    for row, (name, text) in enumerate(facts, start=2):
        _write(sheet.cell(row, 1), name, HEAD_FONT, TOP)
        _write(sheet.cell(row, 2), text)
    _head(sheet, len(facts) + 2, ["Sheet", "What is in it"])
    for row, (name, text) in enumerate(listed, start=len(facts) + 3):
        _write(sheet.cell(row, 1), name, LINK_FONT, TOP)
        place = "'{}'!A1".format(name.replace("'", "''"))
        sheet.cell(row, 1).hyperlink = Hyperlink(ref=f"A{row}", location=place)
        _write(sheet.cell(row, 2), text)
    _laid_out(sheet, [NAME_WIDTH, TEXT_WIDTH])
    sheet.row_dimensions[1].height = TITLE_HEIGHT


def _notes(sheet: Worksheet, about: Sequence[tuple[str, str]]) -> None:
    frame = pd.DataFrame(list(about), columns=[NAME_HEAD, TEXT_HEAD], dtype=object)
    _tabled(sheet, frame, {}, [NAME_WIDTH, TEXT_WIDTH])
    for cell in sheet["B"][1:]:
        if cell.data_type == "s" and cell.value.startswith("https://") and len(cell.value) < MOST_IN_AN_ADDRESS:
            cell.hyperlink = cell.value
            cell.font = LINK_FONT


def _tabled(
    sheet: Worksheet, frame: pd.DataFrame, formats: Mapping[str, str], given_widths: Sequence[float] = ()
) -> None:
    """The frame as the sheet's one table, from A1, its head held in place and repeated on every printed page."""
    heads = _heads([str(column) for column in frame.columns])
    _head(sheet, 1, heads)
    widths = []
    for place, (given, head) in enumerate(zip(frame.columns, heads), start=1):
        values = [plain(value) for value in frame.iloc[:, place - 1]]
        shown = formats.get(str(given)) or _format(values)
        for row, value in enumerate(values, start=2):
            _write(sheet.cell(row, place), value, number_format=shown)
        widths.append(_width(head, values))
    _laid_out(sheet, given_widths or widths)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    if heads:
        ends = f"{get_column_letter(len(heads))}{max(len(frame), 1) + 1}"
        # A table's name is one for the whole workbook, and not that of a sheet.
        table = Table(displayName=f"Table{len(sheet.parent.worksheets)}", ref=f"A1:{ends}")
        table.tableStyleInfo = TABLE_STYLE
        sheet.add_table(table)


def _head(sheet: Worksheet, row: int, heads: Sequence[str]) -> None:
    for place, head in enumerate(heads, start=1):
        _write(sheet.cell(row, place), head, HEAD_FONT)
        sheet.cell(row, place).border = RULED


def _write(
    cell: Cell, value: object, font: Font = FONT, alignment: Alignment = WRAPPED, number_format: str = ""
) -> None:
    """A value in a cell; text as text, also when somebody edits the cell later."""
    cell.font = font
    cell.alignment = alignment
    if isinstance(value, str):
        cell.value = _clean(value)
        cell.data_type = "s"
        cell.quotePrefix = bool(DANGEROUS.match(value))
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


def _format(values: Sequence[object]) -> str:
    """The number format for a column of plain values."""
    held = [value for value in values if value is not None and not isinstance(value, str)]
    if any(isinstance(value, datetime) for value in held):
        return MOMENT
    if any(isinstance(value, date) for value in held):
        return DAY
    return BROKEN if any(isinstance(value, float) and not value.is_integer() for value in held) else WHOLE


def _width(head: str, values: Iterable[object]) -> float:
    """A column's width in characters: its longest number or text, within bounds."""
    lengths = [len(value if isinstance(value, str) else _shown(value)) for value in values if value is not None]
    longest = max([*lengths, max(map(len, head.split()), default=0) + FILTER_BUTTON], default=0)
    return min(max(math.ceil(longest / LINE_FILLED) + MARGIN, NARROWEST), WIDEST)


def _shown(value: object) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


def _laid_out(sheet: Worksheet, widths: Sequence[float]) -> None:
    """The widths given, each row as high as its longest text needs, and one page across on paper."""
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, row in enumerate(sheet.iter_rows(), start=1):
        lines = max((_lines(cell.value, width) for cell, width in zip(row, widths)), default=1)
        sheet.row_dimensions[number].height = lines * LINE_HEIGHT
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _lines(value: object, width: float) -> int:
    """How many lines a text takes in a column of that width."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, len(textwrap.wrap(line, int(width * LINE_FILLED)))) for line in value.split("\n"))


def _heads(columns: Sequence[str]) -> list[str]:
    """Heads that a table may have: on one line, none empty, no two the same but for capitals."""
    one_line = [" ".join(_clean(column).split())[:MOST_IN_A_HEAD] for column in columns]
    return _apart([head or f"Column {place}" for place, head in enumerate(one_line, start=1)], MOST_IN_A_HEAD, [])


def _sheet_names(names: Sequence[str]) -> list[str]:
    """Names that sheets may have, no two the same, none that of a sheet of our own."""
    allowed = [" ".join(re.sub(r"[\[\]:*?/\\]", " ", _clean(name)).split()).strip("'") for name in names]
    return _apart([name[:MOST_IN_A_NAME] or FIGURES for name in allowed], MOST_IN_A_NAME, [CONTENTS, NOTES])


def _apart(words: Sequence[str], most: int, taken: Sequence[str]) -> list[str]:
    """The words, each that was there before with a number after it."""
    seen, found = {word.lower() for word in taken}, []
    for word in words:
        new, count = word, 1
        while new.lower() in seen:
            count += 1
            ending = f" ({count})"
            new = word[: most - len(ending)] + ending
        seen.add(new.lower())
        found.append(new)
    return found


def _empty_words(frames: Sequence[pd.DataFrame]) -> str:
    if any(A_STATUS in frame.columns for frame in frames):
        return f"An empty cell has no figure; the column {A_STATUS} says why."
    return "An empty cell has no figure."


def _clean(text: str) -> str:
    """Text without the characters that a workbook cannot hold, and no longer than a cell."""
    return ILLEGAL.sub("", text)[:MOST_CHARACTERS]
