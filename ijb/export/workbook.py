"""A download as an accessible Excel workbook: what is in it, one table a sheet, and notes on the figures."""

from __future__ import annotations

import io
import math
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from ijb.export import cells, long_tables
from ijb.export.table import PRODUCER, said
from ijb.measures import Measure
from ijb.views.accessibility import CONTACT

CONTENTS, FIGURES, NOTES = "Contents", "Figures", "Notes"
ADDRESS = "Address"  # what a row of the notes is called that holds the address of a source
LONG = 1000  # rows; a longer table is written without wrapping
MOST_ROWS = 1_048_575  # under the heads
NAME_HEAD, TEXT_HEAD = "Name", "Text"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_IN_A_NAME = 31  # of a sheet
MOST_IN_A_HEAD = 255
NAME_WIDTH, TEXT_WIDTH = 24, 90
MOST_ACROSS = 240  # characters on a page of A4 that can still be read
LINE_HEIGHT, TITLE_HEIGHT, HIGHEST = 16, 24, 409  # points; no row of Excel’s is higher
RULED = Border(bottom=Side(style="medium"))
TABLE_STYLE = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
A_STATUS = "Status"


@dataclass(frozen=True)
class Sheet:
    """One table: what it holds, its figures under the heads that readers see, the name of its sheet, the Excel number
    formats of columns by head (the others are formatted by what they hold; of a table of at most LONG rows a column may
    have one for each row), and the heads of columns whose texts that start with https:// are links (addresses of our
    own sources, never those of supplied files)."""

    title: str
    frame: pd.DataFrame
    name: str = FIGURES
    formats: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    links: tuple[str, ...] = ()


def workbook_bytes(
    title: str,
    sheets: Sequence[Sheet],
    about: Sequence[tuple[str, str]],
    built: datetime | pd.Timestamp,
    facts: Sequence[tuple[str, str]] = (),
) -> bytes:
    """An .xlsx: the sheet Contents with `facts` on it, a sheet for each table, and Notes with the rows of `about`.

    `built` is when the database was built, in UTC. Figures are written to sixteen digits at least and shown at their
    format; a missing one is an empty cell. No text becomes a formula, whatever it starts with. The same figures make
    the same bytes.
    """
    book = Workbook()
    book.properties.title = cells.clean(title)
    book.properties.creator = PRODUCER
    book.properties.language = "en-GB"
    contents, longer = book.active, {}
    contents.title = CONTENTS
    named = list(zip(_sheet_names([sheet.name for sheet in sheets]), sheets))
    for name, sheet in named:
        place = book.create_sheet(name)
        if rows := _tabled(place, sheet.frame, sheet.formats, links=sheet.links):
            longer[f"xl/worksheets/sheet{len(book.worksheets)}.xml"] = rows
    _notes(book.create_sheet(NOTES), about)
    listed = [(name, f"{sheet.title} (rows: {len(sheet.frame):,})") for name, sheet in named]
    listed.append((NOTES, "What the figures mean, where they come from, and what to take care with."))
    _contents(contents, title, [*facts, *_facts(sheets, about, built)], listed)
    out = io.BytesIO()
    book.save(out)
    return long_tables.packed(out.getvalue(), built, longer)


def _facts(
    sheets: Sequence[Sheet], about: Sequence[tuple[str, str]], built: datetime | pd.Timestamp
) -> list[tuple[str, str]]:
    contact = os.environ.get(CONTACT, "")
    return [
        ("Made by", PRODUCER),
        ("Database built", f"{built:%Y-%m-%d %H:%M} UTC"),
        *([("Contact", contact)] if contact else []),
        *(("Licence", words) for words in said(about, "Licence")),
        ("Empty cells", _empty_words([sheet.frame for sheet in sheets])),
    ]


def number_format(measure: Measure, difference: bool = False) -> str:
    """The Excel format of a measure's values: its decimals, with £ or % beside them (per cents are 0 to 100). A
    difference of two per cents is points, which have no sign."""
    digits = "#,##0" + ("." + "0" * measure.decimals if measure.decimals else "")
    per_cent = digits if difference else f'{digits}"%"'
    return {"pounds": f"£{digits};-£{digits}", "per cent": per_cent}.get(measure.shown_as, digits)


def _contents(
    sheet: Worksheet, title: str, facts: Sequence[tuple[str, str]], listed: Sequence[tuple[str, str]]
) -> None:
    cells.write(sheet.cell(1, 1), title, cells.TITLE_FONT, cells.TOP)
    for row, (name, text) in enumerate(facts, start=2):
        cells.write(sheet.cell(row, 1), name, cells.HEAD_FONT, cells.TOP)
        cells.write(sheet.cell(row, 2), text)
    _head(sheet, len(facts) + 2, ["Sheet", "What is in it"])
    for row, (name, text) in enumerate(listed, start=len(facts) + 3):
        cells.write(sheet.cell(row, 1), name, cells.LINK_FONT, cells.TOP)
        place = "'{}'!A1".format(name.replace("'", "''"))
        sheet.cell(row, 1).hyperlink = Hyperlink(ref=f"A{row}", location=place)
        cells.write(sheet.cell(row, 2), text)
    _laid_out(sheet, [NAME_WIDTH, TEXT_WIDTH])
    sheet.row_dimensions[1].height = TITLE_HEIGHT


def _notes(sheet: Worksheet, about: Sequence[tuple[str, str]]) -> None:
    _tabled(sheet, pd.DataFrame(list(about), columns=[NAME_HEAD, TEXT_HEAD], dtype=object), {})
    for name, cell in sheet.iter_rows(min_row=2):
        if name.value == ADDRESS:
            cells.linked(cell)


def _tabled(
    sheet: Worksheet,
    frame: pd.DataFrame,
    formats: Mapping[str, str | Sequence[str]],
    links: Sequence[str] = (),
) -> long_tables.Rest | None:
    """The frame as the sheet's one table, from A1, its head held in place and repeated on every printed page. Of a long
    one the first row alone is written, and the others returned; it has no links."""
    if len(frame) > MOST_ROWS:
        raise ValueError(f"A sheet has room for {MOST_ROWS:,} rows, not for {len(frame):,}.")
    heads = _heads([str(column) for column in frame.columns])
    _head(sheet, 1, heads)
    columns = [cells.plain_column(frame.iloc[:, place]) for place in range(len(heads))]
    shown = [formats.get(str(given)) or cells.column_format(values) for given, values in zip(frame.columns, columns)]
    long = len(frame) > LONG
    alignment = cells.TOP if long else cells.WRAPPED
    for place, (head, values, form) in enumerate(zip(heads, columns, shown), start=1):
        each = [form] * len(values) if isinstance(form, str) else form
        for row, (value, one) in enumerate(zip(values[:1] if long else values, each), start=2):
            cells.write(sheet.cell(row, place), value, alignment=alignment, number_format=one)
            if head in links:
                cells.linked(sheet.cell(row, place))
    rest = _rest(sheet, columns, shown) if long else None
    most = cells.WIDEST_UNWRAPPED if long else cells.WIDEST
    _laid_out(
        sheet,
        [NAME_WIDTH, TEXT_WIDTH]
        if heads == [NAME_HEAD, TEXT_HEAD]
        else [cells.width(head, values, most) for head, values in zip(heads, columns)],
    )
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _as_table(sheet, len(heads), 1 if long else len(frame))
    return rest


def _as_table(sheet: Worksheet, columns: int, rows: int) -> None:
    if columns:
        ends = f"{get_column_letter(columns)}{max(rows, 1) + 1}"
        table = Table(displayName=_name(sheet), ref=f"A1:{ends}")
        table.tableStyleInfo = TABLE_STYLE
        sheet.add_table(table)


def _rest(sheet: Worksheet, columns: Sequence[list[object]], formats: Sequence[str]) -> long_tables.Rest:
    """The rows of a long table from its second on, each column in the style of its first value."""
    styled = []
    for values, form in zip(columns, formats):
        like = next((value for value in values if value is not None), None)
        styled.append(long_tables.Column(values[1:], cells.style(sheet, like, form), cells.style(sheet, "=", form)))
    ends = get_column_letter(len(columns))
    return long_tables.Rest(styled, _name(sheet), f"A1:{ends}2", f"A1:{ends}{len(columns[0]) + 1}")


def _name(sheet: Worksheet) -> str:
    """A table's name: one for the whole workbook, and not that of a sheet."""
    return f"Table{len(sheet.parent.worksheets)}"


def _head(sheet: Worksheet, row: int, heads: Sequence[str]) -> None:
    for place, head in enumerate(heads, start=1):
        cells.write(sheet.cell(row, place), head, cells.HEAD_FONT)
        sheet.cell(row, place).border = RULED


def _laid_out(sheet: Worksheet, widths: Sequence[float]) -> None:
    """The widths given, each row as high as its longest text needs, and as few pages across on paper as can be read,
    each with the first column."""
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, row in enumerate(sheet.iter_rows(), start=1):
        lines = max((cells.lines(cell.value, width) for cell, width in zip(row, widths)), default=1)
        sheet.row_dimensions[number].height = min(lines * LINE_HEIGHT, HIGHEST)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.fitToWidth = max(1, math.ceil(sum(widths) / MOST_ACROSS))
    if sheet.page_setup.fitToWidth > 1:
        sheet.print_title_cols = "A:A"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _heads(columns: Sequence[str]) -> list[str]:
    """Heads that a table may have: on one line, none empty, no two the same but for capitals."""
    one_line = [" ".join(cells.clean(column).split())[:MOST_IN_A_HEAD] for column in columns]
    return _apart([head or f"Column {place}" for place, head in enumerate(one_line, start=1)], MOST_IN_A_HEAD, [])


def _sheet_names(names: Sequence[str]) -> list[str]:
    """Names that sheets may have, no two the same, none that of a sheet of our own."""
    allowed = [" ".join(re.sub(r"[\[\]:*?/\\]", " ", cells.clean(name)).split()).strip("'") for name in names]
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
