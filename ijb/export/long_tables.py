"""Thousands of rows for a workbook: written straight as the XML of a sheet, which openpyxl would take a minute over,
and a finished workbook packed so that the same figures always make the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from ijb.export.table import DANGEROUS, NO_TIME, READABLE_BY_ALL

BATCH = 4096  # rows made at a time
SHEET_ENDS = b"</sheetData>"
CORE, TABLES = "docProps/core.xml", "xl/tables/"
SECOND = 3  # the row that the second row of a table stands in


@dataclass(frozen=True)
class Column:
    """Plain values, and the ids of the styles they are written in; `quoted`: of text that starts like a formula."""

    values: Sequence[object]
    style: int
    quoted: int


@dataclass(frozen=True)
class Rest:
    """The rows of a long table after its first: their columns, the table's name, and the cells that it covers without
    them and with them."""

    columns: Sequence[Column]
    table: str
    short: str
    whole: str


def rows(columns: Sequence[Column], first: int) -> Iterator[bytes]:
    """The XML of rows, from the row numbered `first`: numbers and days as numbers, text as text, nothing where there
    is no value. Values are as `ijb.export.workbook.plain` gives them."""
    letters = [get_column_letter(place) for place in range(1, len(columns) + 1)]
    count, texts = len(columns[0].values) if columns else 0, [{} for _ in columns]
    for start in range(0, count, BATCH):
        numbered = range(first + start, first + min(start + BATCH, count))
        cells = [
            _cells(column, letter, numbered, start, known) for column, letter, known in zip(columns, letters, texts)
        ]
        made = (f'<row r="{number}">{"".join(row)}</row>' for number, row in zip(numbered, zip(*cells)))
        yield "".join(made).encode("utf-8")


def _cells(column: Column, letter: str, numbered: range, start: int, known: dict[object, str]) -> list[str]:
    values = column.values[start : start + len(numbered)]
    found = []
    for number, value in zip(numbered, values):
        if value not in known:
            known[value] = _inside(column, value)
        inside = known[value]
        found.append(f'<c r="{letter}{number}" {inside}' if inside else "")
    if len(known) > BATCH:
        known.clear()
    return found


def _inside(column: Column, value: object) -> str:
    """A cell after its place; '' for none."""
    if value is None:
        return ""
    if isinstance(value, str):
        style = column.quoted if DANGEROUS.match(value) else column.style
        return f's="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    if isinstance(value, bool):
        return f's="{column.style}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (date, datetime)):
        value = to_excel(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return f's="{column.style}"><v>{value!r}</v></c>'


def packed(workbook: bytes, built: datetime, longer: Mapping[str, Rest]) -> bytes:
    """A saved workbook with the rest of the rows of some sheets, by their path in the archive. No clock is in it: its
    members are of no time, and the document is of when the figures were built."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as made, zipfile.ZipFile(out, "w") as archive:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.external_attr = READABLE_BY_ALL
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as member:
                for part in _parts(name, made.read(name), built, longer):
                    member.write(part)
    return out.getvalue()


def _parts(name: str, data: bytes, built: datetime, longer: Mapping[str, Rest]) -> Iterator[bytes]:
    """A member of the archive as it is to be."""
    if name == CORE:
        yield _dated(data, built)
    elif name in longer:
        before, ends, after = _reaching(data, longer[name]).partition(SHEET_ENDS)
        yield before
        yield from rows(longer[name].columns, SECOND)
        yield ends + after
    elif name.startswith(TABLES):
        rest = next((each for each in longer.values() if f'displayName="{each.table}"'.encode() in data), None)
        yield _reaching(data, rest) if rest else data
    else:
        yield data


def _reaching(data: bytes, rest: Rest) -> bytes:
    """A sheet or a table that says it covers all of the rows."""
    return data.replace(f'ref="{rest.short}"'.encode(), f'ref="{rest.whole}"'.encode())


def _dated(data: bytes, built: datetime) -> bytes:
    """The document's properties, changed when the figures were built and at no other time."""
    day = f"{built:%Y-%m-%dT%H:%M:%SZ}".encode()
    return re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + day, data)
