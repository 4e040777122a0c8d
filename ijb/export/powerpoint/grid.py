"""The figures inside a chart of PowerPoint: a sheet of columns, and where each stands in it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from ijb.export import cells
from ijb.export.long_tables import packed
from ijb.export.powerpoint.text import clean
from ijb.export.powerpoint.xml import Element, made
from ijb.export.table import PRODUCER

SHEET = "Figures"
GENERAL = "General"
EPOCH = date(1899, 12, 30)  # day nought of a workbook
MOST = 255  # characters of a text in a chart


@dataclass(frozen=True)
class Column:
    """Values under a head, from the second row down; None where a cell is empty."""

    letter: str
    head: str
    values: tuple[object, ...]
    shown: str = GENERAL

    def name(self) -> Element:
        """What a series is called: the head of its column."""
        return made("c:tx", made("c:strRef", made("c:f", f"{SHEET}!${self.letter}$1"), _cache("str", [self.head])))

    def numbers(self, tag: str) -> Element:
        """The figures of a series; days as the numbers that a workbook has for them."""
        values = [(value - EPOCH).days if isinstance(value, date) else value for value in self.values]
        return made(tag, made("c:numRef", made("c:f", self._place), _cache("num", values, self.shown)))

    def texts(self, tag: str) -> Element:
        """The categories of a series."""
        return made(tag, made("c:strRef", made("c:f", self._place), _cache("str", self.values)))

    @property
    def _place(self) -> str:
        return f"{SHEET}!${self.letter}$2:${self.letter}${max(len(self.values), 1) + 1}"


@dataclass
class Grid:
    """The columns of a chart, from the left."""

    columns: list[Column] = field(default_factory=list)

    def add(self, head: str, values: Sequence[object], shown: str = GENERAL) -> Column:
        """A further column, to the right of the others."""
        held = tuple(clean(value)[:MOST] if isinstance(value, str) else value for value in values)
        column = Column(get_column_letter(len(self.columns) + 1), clean(head)[:MOST] or "–", held, shown)
        self.columns.append(column)
        return column

    def workbook(self, built: datetime) -> bytes:
        """The columns as a workbook, for whoever chooses "Edit data"; the same bytes each time."""
        book = Workbook()
        book.properties.creator, book.properties.language = PRODUCER, "en-GB"
        sheet = book.active
        sheet.title = SHEET
        for place, column in enumerate(self.columns, start=1):
            cells.write(sheet.cell(1, place), column.head, cells.HEAD_FONT)
            for row, value in enumerate(column.values, start=2):
                shown = "dd mmm yyyy" if isinstance(value, date) else column.shown
                cells.write(sheet.cell(row, place), value, alignment=cells.TOP, number_format=shown)
            sheet.column_dimensions[column.letter].width = cells.width(column.head, column.values)
        sheet.freeze_panes = "B2"
        out = io.BytesIO()
        book.save(out)
        return packed(out.getvalue(), built, {})


def _cache(kind: str, values: Sequence[object], shown: str = "") -> Element:
    points = [
        made("c:pt", made("c:v", value if isinstance(value, str) else repr(value)), idx=place)
        for place, value in enumerate(values)
        if value is not None
    ]
    return made(
        f"c:{kind}Cache", made("c:formatCode", shown) if shown else None, made("c:ptCount", val=len(values)), points
    )
