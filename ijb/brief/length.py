"""How long a brief will be on paper: each line's height in points, and what is left empty where a page ends.

The two forms differ a little: of every height, the greater is taken. What must not be parted (a heading and what it
heads, a row of a table) goes to the next page together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ijb.brief import typeface
from ijb.brief.blocks import Block, Bullets, Cell, Grid, Paragraph, Section, Words

TEXT, IN_TABLE, SMALL = 9.0, 8.0, 7.5  # sizes of letters, in points
A_LINE = TEXT * typeface.LINE
ACROSS, INDENT = 504.0, 12.0  # the width of the text, and how far a list stands in
DRAWN_ACROSS = 521.0  # the width of the text of the page that has small lines drawn
TITLE, HEADING, SUBHEAD, GAP, ITEM_GAP = 34.0, 22.5, 13.5, 2.0, 1.0
ROW, BESIDE, AFTER_TABLE = 2.0, 6.0, 3.0  # what a row takes beside its lines; a cell, beside its words; a table, below
PAPER = 74.5  # lines of text that a page holds
SPARE = 3.5  # lines left free, as programs differ; heights are the greater ones, so that about five stay free
MOST = 2 * PAPER - SPARE


@dataclass(frozen=True)
class Piece:
    """What is not parted: its height in points; whether it stays with the next; the head that a new page repeats."""

    height: float
    joined: bool = False
    head: float = 0.0


def lines(facts: Sequence[tuple[str, str]], sections: Sequence[Section]) -> float:
    """About how many lines of text a brief takes, with what is left empty at the foot of a page."""
    page, full, at = PAPER * A_LINE, 0, 0.0
    for run in _runs([_head(facts), *(piece for section in sections for piece in _section(section))]):
        height = sum(piece.height for piece in run)
        if at and at + height > page:
            full, at = full + 1, run[0].head
        at += height
    return full * PAPER + at / A_LINE


def _runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stay together, in lists."""
    found, run = [], []
    for piece in pieces:
        run.append(piece)
        if not piece.joined:
            found.append(run)
            run = []
    return [*found, run] if run else found


def _head(facts: Sequence[tuple[str, str]]) -> Piece:
    said = tuple(
        Words(words, bold) for name, text in facts for words, bold in ((f"{name}: ", False), (f"{text} · ", True))
    )
    return Piece(TITLE + typeface.lines(said, TEXT, ACROSS) * A_LINE + GAP, joined=True)


def _section(section: Section) -> list[Piece]:
    found = [Piece(HEADING, joined=True)]
    for place, block in enumerate(section.blocks):
        found += _block(block, place < len(section.blocks) - 1)
    return found


def _block(block: Block, followed: bool) -> list[Piece]:
    """The pieces of a block; a paragraph before another block stays with it, as the ends of a list do."""
    if isinstance(block, Grid):
        return _grid(block)
    if isinstance(block, Bullets):
        last = len(block.items) - 1
        heights = [typeface.lines(item, TEXT, ACROSS - INDENT) * A_LINE + ITEM_GAP for item in block.items]
        return [Piece(each, joined=place < last and place in (0, last - 1)) for place, each in enumerate(heights)]
    if isinstance(block, Paragraph):
        size = SMALL if block.small else TEXT
        return [Piece(typeface.lines(block.line, size, ACROSS) * size * typeface.LINE + GAP, joined=followed)]
    return [Piece(SUBHEAD, joined=True)]


def _grid(grid: Grid) -> list[Piece]:
    """The head with the first row, then each row."""
    heads = _row(grid, tuple(Cell(((Words(column.head, bold=True),),)) for column in grid.columns))
    rows = [_row(grid, row) for row in grid.rows]
    return [
        Piece(heads, joined=True),
        *(Piece(height, head=heads) for height in rows),
        Piece(AFTER_TABLE),
    ]


def _row(grid: Grid, cells: Sequence[Cell]) -> float:
    """The height of a row, with and without the columns of small lines, whichever is the greater."""
    drawn = [column.drawn for column in grid.columns]
    tallest = 1
    for width, kept in ((DRAWN_ACROSS, [True] * len(drawn)), (ACROSS, [not each for each in drawn])):
        whole = sum(column.share for column, keep in zip(grid.columns, kept) if keep)
        for cell, column, keep in zip(cells, grid.columns, kept):
            if keep:
                tallest = max(tallest, _cell(cell, column.share / whole * width - BESIDE))
    return tallest * IN_TABLE * typeface.LINE + ROW


def _cell(cell: Cell, across: float) -> int:
    return sum(typeface.lines(line, IN_TABLE, across) for line in cell.lines) + 2 * bool(cell.trend)
