"""How long a brief will be: lines of text, reckoned from its characters for a wide typeface, so never too few."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from ijb.brief.blocks import Block, Bullets, Cell, Column, Grid, Line, Paragraph, Section

ACROSS = 98  # characters across the page at the size of the text
IN_TABLES = 104  # in tables, which are set smaller
SMALL = 112  # in what is said beside
MOST = 168  # lines of text on two pages, headings and gaps counted in
TITLE, HEADING, SUBHEAD, GAP, ROW_GAP = 4.0, 2.2, 1.4, 0.5, 0.35
TABLE_LINE, SMALL_LINE = 0.94, 0.9  # of a line of text
PADDING = 3  # characters' worth of space in a cell


def lines(facts: Sequence[tuple[str, str]], sections: Sequence[Section]) -> float:
    """About how many lines of text a brief takes."""
    head = sum(len(name) + len(text) + 5 for name, text in facts)
    return TITLE + _wrapped(head, ACROSS) + sum(HEADING + sum(map(_block, each.blocks)) for each in sections)


def _block(block: Block) -> float:
    if isinstance(block, Grid):
        return _grid(block.undrawn())
    if isinstance(block, Bullets):
        return sum(_wrapped(_characters(item), ACROSS - 3) + 0.1 for item in block.items)
    if isinstance(block, Paragraph):
        across, height = (SMALL, SMALL_LINE) if block.small else (ACROSS, 1)
        return height * _wrapped(_characters(block.line), across) + GAP
    return SUBHEAD


def _grid(grid: Grid) -> float:
    heads = max(_wrapped(len(each.head), _across(each, share)) for each, share in zip(grid.columns, grid.shares))
    rows = [
        max(_cell(cell, _across(column, share)) for cell, column, share in zip(row, grid.columns, grid.shares))
        for row in grid.rows
    ]
    return TABLE_LINE * (heads + sum(rows)) + ROW_GAP * (len(rows) + 1) + GAP


def _across(column: Column, share: float) -> float:
    return max(share * IN_TABLES - PADDING, 4)


def _cell(cell: Cell, across: float) -> float:
    return sum(_wrapped(_characters(line), across) for line in cell.lines)


def _characters(line: Line) -> int:
    return sum(len(words.shown) for words in line)


def _wrapped(characters: int, across: float) -> int:
    return max(ceil(characters / across), 1)
