"""A template to fill in, as a workbook or as CSV: blank, or with one example row."""

from __future__ import annotations

import csv
import io

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from ijb.export import cells
from ijb.export.table import PRODUCER, cell
from ijb.templates import Template, TemplateColumn

NARROWEST, NOTE_WIDTH, NOTE_HEIGHT = 16, 320, 110


def template_workbook(given: Template, filled: bool) -> bytes:
    """An .xlsx of one sheet: the heads, each with a note on what goes under it, and the example row if `filled`.

    One sheet alone, because the largest sheet of a supplied workbook is the one that is read.
    """
    book = Workbook()
    book.properties.title, book.properties.creator = cells.clean(given.title), PRODUCER
    book.properties.language = "en-GB"
    sheet = book.active
    sheet.title = given.id
    for place, column in enumerate(given.columns, start=1):
        head = sheet.cell(1, place)
        cells.write(head, column.name, cells.HEAD_FONT)
        head.comment = Comment(cells.clean(column.means), PRODUCER, height=NOTE_HEIGHT, width=NOTE_WIDTH)
        if filled:
            cells.write(sheet.cell(2, place), column.example)
        sheet.column_dimensions[get_column_letter(place)].width = _width(column)
    sheet.freeze_panes = "B2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def template_csv(given: Template, filled: bool) -> bytes:
    """The same as CSV in UTF-8 with a byte order mark, which Excel needs to read it as such."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow([cell(column.name) for column in given.columns])
    if filled:
        lines.writerow([cell(column.example) for column in given.columns])
    return out.getvalue().encode("utf-8-sig", "replace")


def _width(column: TemplateColumn) -> int:
    return max(NARROWEST, len(column.name) + 4)
