"""How wide the columns of a table are on a screen, so that it is as low as may be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ijb.charts.screen.plot import WIDE
from ijb.charts.screen.text import clean, width, wrap
from ijb.slides.slide import Table

CELL = 28  # units between the words of two cells
STEPS = (20, 40, 80, 160)
LONGEST = 400  # characters of a cell that are reckoned with


def table_columns(table: Table) -> tuple[float, ...]:
    """The width of each column, 1200 units together: what each needs, or else what makes the rows lowest."""
    own = None if table.own is None else table.rows[table.own]
    rows = [tuple(clean(cell)[:LONGEST] for cell in row) for row in (table.heads, *table.rows)]
    bold = [row is own for row in (table.heads, *table.rows)]
    columns = list(zip(*rows, strict=True))
    needs = [_widest(column, bold) for column in columns]
    if sum(needs) <= WIDE:
        return _filled(needs)
    widths = [min(_longest_word(column, bold), WIDE / len(columns)) for column in columns]
    while (better := _better(rows, bold, widths, needs)) is not None:
        widths = better
    return _filled(widths)


def _widest(column: Sequence[str], bold: Sequence[bool]) -> float:
    return max(width(cell, bold=each) for cell, each in zip(column, bold, strict=True)) + CELL + 1


def _longest_word(column: Sequence[str], bold: Sequence[bool]) -> float:
    words = [(word, each) for cell, each in zip(column, bold, strict=True) for word in cell.split() or [""]]
    return max(width(word, bold=each) for word, each in words) + CELL + 1


def _better(
    rows: Sequence[Sequence[str]], bold: Sequence[bool], widths: Sequence[float], needs: Sequence[float]
) -> list[float] | None:
    """The widths with one column made wider, by which the table loses most lines for the room; None where none does."""
    spare, now, best = WIDE - sum(widths), _lines(rows, bold, widths), (0.0, None)
    for place, wide in enumerate(widths):
        for step in (step for step in STEPS if step <= spare and wide < needs[place]):
            tried = [*widths[:place], wide + step, *widths[place + 1 :]]
            gain = (now - _lines(rows, bold, tried)) / step
            if gain > best[0]:
                best = gain, tried
    return best[1]


def _lines(rows: Sequence[Sequence[str]], bold: Sequence[bool], widths: Sequence[float]) -> float:
    """How many lines the table takes; a cell that is lower than its row counts a little, or no column would start."""
    total = 0.0
    for row, each in zip(rows, bold, strict=True):
        lines = [_lines_of(cell, round(wide - CELL, 2), each) for cell, wide in zip(row, widths, strict=True)]
        total += max(lines) + 0.05 * sum(lines)
    return total


@lru_cache(maxsize=20_000)
def _lines_of(cell: str, room: float, bold: bool) -> int:
    return len(wrap(cell, room, bold=bold)) or 1


def _filled(widths: Sequence[float]) -> tuple[float, ...]:
    """The widths with what is left of the room shared among them."""
    return tuple(wide + (WIDE - sum(widths)) / len(widths) for wide in widths)
