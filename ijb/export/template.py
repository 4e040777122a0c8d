"""A template to fill in, as a workbook or as CSV: blank, or with one example row."""

from __future__ import annotations

import csv
import io

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from ijb.export.table import PRODUCER
from ijb.templates import Template, TemplateColumn

HEAD_FONT, FONT = Font(name="Arial", size=12, bold=True), Font(name="Arial", size=12)
WRAPPED = Alignment(vertical="top", wrap_text=True)
NARROWEST, NOTE_WIDTH, NOTE_HEIGHT = 16, 320, 110


def template_workbook(given: Template, filled: bool) -> bytes:
    """An .xlsx of one sheet: the heads, each with a note on what goes under it, and the example row if `filled`.

    One sheet alone, because the largest sheet of a supplied workbook is the one that is read.
    """
    book = Workbook()
    book.properties.title, book.properties.creator, book.properties.language = given.title, PRODUCER, "en-GB"
    sheet = book.active
    sheet.title = given.id
    for place, column in enumerate(given.columns, start=1):
        head = sheet.cell(1, place, column.name)
        head.font, head.alignment = HEAD_FONT, WRAPPED
        head.comment = Comment(column.means, PRODUCER, height=NOTE_HEIGHT, width=NOTE_WIDTH)
        if filled:
            example = sheet.cell(2, place, column.example)
            example.font, example.alignment = FONT, WRAPPED
        sheet.column_dimensions[get_column_letter(place)].width = _width(column)
    sheet.freeze_panes = "B2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def template_csv(given: Template, filled: bool) -> bytes:
    """The same as CSV in UTF-8 with a byte order mark, which Excel needs to read it as such."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow([column.name for column in given.columns])
    if filled:
        lines.writerow([column.example for column in given.columns])
    return out.getvalue().encode("utf-8-sig")


def _width(column: TemplateColumn) -> int:
    return max(NARROWEST, len(column.name) + 4)
