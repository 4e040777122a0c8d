"""What a brief is made of, before it is a Word document or a page of HTML: sections of lines, lists and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

# What no Word document and no page may hold: controls, halves of characters, and what turns the way text runs.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
MOST_CHARACTERS = 700  # of one stretch of words


@dataclass(frozen=True)
class Words:
    """A stretch of words in one manner. tone: better, worse or '' for plain; soft: what is said beside."""

    text: str
    bold: bool = False
    soft: bool = False
    tone: str = ""

    @property
    def shown(self) -> str:
        """The words as they are written: on one line, without what no document may hold, cut where far too long."""
        return clean(self.text)


@dataclass(frozen=True)
class Trend:
    """Figures over time, oldest first, for a small line: said in words beside it."""

    values: tuple[float | None, ...]
    said: str
    tone: str


Line = tuple[Words, ...]


@dataclass(frozen=True)
class Cell:
    """Lines under one another, or a small line of figures where the document can draw it."""

    lines: tuple[Line, ...] = ()
    trend: Trend | None = None


@dataclass(frozen=True)
class Column:
    """share: of the table's width; drawn: a column of small lines, left out where they cannot be drawn."""

    head: str
    share: float
    right: bool = False
    drawn: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: its caption, read out; its columns; its rows. `row_head` is the column that names each row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_head: int = 0

    def undrawn(self) -> Grid:
        """The same without its columns of small lines."""
        kept = [place for place, column in enumerate(self.columns) if not column.drawn]
        rows = tuple(tuple(row[place] for place in kept) for row in self.rows)
        columns = tuple(self.columns[place] for place in kept)
        return replace(self, columns=columns, rows=rows, row_head=kept.index(self.row_head))

    @property
    def shares(self) -> list[float]:
        """Each column's share of the width; together they are one."""
        whole = sum(column.share for column in self.columns)
        return [column.share / whole for column in self.columns]


@dataclass(frozen=True)
class Bullets:
    """A list, a line an item."""

    items: tuple[Line, ...]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; small where it is said beside."""

    line: Line
    small: bool = False


@dataclass(frozen=True)
class Subhead:
    """A heading under that of a section."""

    words: str


Block = Grid | Bullets | Paragraph | Subhead


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    head: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Brief:
    """A brief for one area. facts: names and texts at its head; foot: at the foot of each page; built: when the
    database was built (UTC); file_name: without an ending."""

    title: str
    subtitle: str
    area: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    foot: str
    built: datetime
    file_name: str


def clean(text: str) -> str:
    """Text on one line, without what no document may hold; the end left out where it is far too long."""
    whole = re.sub(r"\s+", " ", ILLEGAL.sub("", text))
    return whole if len(whole) <= MOST_CHARACTERS else f"{whole[: MOST_CHARACTERS - 1]}…"


def plain(*texts: str) -> Cell:
    """A cell of plain lines, the second and later ones soft; empty ones left out."""
    return Cell(tuple((Words(text, soft=place > 0),) for place, text in enumerate(texts) if text))


def named(name: str, *beside: str) -> Cell:
    """A cell that names its row, with soft lines under the name."""
    return Cell(((Words(name, bold=True),), *((Words(text, soft=True),) for text in beside if text)))
