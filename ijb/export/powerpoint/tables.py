"""A small table on a slide, as a table of PowerPoint."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.util import Pt

from ijb.export.powerpoint.marks import OWN
from ijb.export.powerpoint.place import Box
from ijb.export.powerpoint.text import LINE, Run, clean, cut, width, wrapped
from ijb.export.powerpoint.xml import line, made, paragraph, write
from ijb.slides.slide import Table

SIZES = (20, 18, 16)
LONGEST_CELLS = (200, 120, 80, 50, 30)
LONGEST_HEAD, LONGEST_FIGURE = 12, 20  # words of a head; characters of a figure with its period
PADDING, ABOVE = 8, 3  # points beside and above the words of a cell
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's own "No Style, No Grid"


def fitted(
    given: Table, wide: float, tall: float, longest: Sequence[int] = LONGEST_CELLS
) -> tuple[Table, float, list[float], list[float]]:
    """The table as it is written, the size of its type, the widths of its columns and the heights of its rows.

    It is in the largest type in which it fits; where it fits in none, its cells are cut to the first of these lengths
    at which it does.
    """
    for most in longest:
        cut_to = _cut(given, most)
        for size in SIZES:
            widths = _widths(cut_to, wide, size)
            rows = [(cut_to.heads, True), *((row, at == cut_to.own) for at, row in enumerate(cut_to.rows))]
            heights = [_height(row, widths, size, bold) for row, bold in rows]
            if sum(heights) <= tall:
                return cut_to, size, widths, heights
    return cut_to, size, widths, heights


def _cut(given: Table, most: int) -> Table:
    """The table with clean cells, none longer than so many characters, its own row marked."""
    rows = [[cut(clean(words), most) for words in row] for row in (given.heads, *given.rows)]
    if given.own is not None and rows[given.own + 1]:
        rows[given.own + 1][0] = f"{OWN} {rows[given.own + 1][0]}"
    return Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]), given.own)


def put_table(holder: object, given: Table, box: Box) -> tuple[object, float]:
    """The table in the table placeholder `holder` of a slide; gives its shape and height."""
    shape = holder.insert_table(len(given.rows) + 1, max(len(given.heads), 1))
    given, size, widths, heights = fitted(given, box.width, box.height)
    shape.left, shape.top, shape.width, shape.height = (
        Pt(each) for each in (box.left, box.top, sum(widths), sum(heights))
    )
    table = shape.table
    properties = table._tbl.tblPr
    properties.set("bandRow", "0")
    for style in properties.findall("{*}tableStyleId"):
        style.text = NO_STYLE
    for column, wide in zip(table.columns, widths):
        column.width = Pt(wide)
    for place, (row, tall, words) in enumerate(zip(table.rows, heights, (given.heads, *given.rows))):
        row.height = Pt(tall)
        for at, cell in enumerate(row.cells):
            _fill(cell, words[at] if at < len(words) else "", size, place, at, given)
    return shape, sum(heights)


def _fill(cell: object, words: str, size: float, place: int, at: int, given: Table) -> None:
    """The words of a cell; figures to the right; a rule under the head, hairlines under the rows."""
    bold = place == 0 or place - 1 == given.own
    run = Run(words, size, "own" if bold and place else "ink", bold)
    write(cell._tc.txBody, [paragraph([run], align="l" if at == 0 or not _figures(given, at) else "r")])
    cell.margin_left = cell.margin_right = Pt(PADDING)
    cell.margin_top = cell.margin_bottom = Pt(ABOVE)
    edge = line("ink", 1.5) if place == 0 else line("line", 1)
    under = made("a:lnB", list(edge), **dict(edge.attrib))
    cell._tc.get_or_add_tcPr().insert(0, under)


def _figures(given: Table, at: int) -> bool:
    """Whether a column holds figures more than words."""
    cells = [row[at] for row in given.rows if at < len(row)]
    return sum(any(each.isdigit() for each in cell) and len(cell) <= 14 for cell in cells) * 2 > len(cells)


def _widths(given: Table, wide: float, size: float) -> list[float]:
    """The widths of the columns: as their words ask, else shared out, but none narrower than its longest word."""
    longest, least = [], []
    for at in range(max(len(given.heads), 1)):
        head = given.heads[at] if at < len(given.heads) else ""
        texts = [(row[at], place == given.own) for place, row in enumerate(given.rows) if at < len(row)]
        whole = [
            _in_two(head, size),
            *(width(text, size, bold) for text, bold in texts),
        ]
        words = [(word, bold) for text, bold in texts for word in ([text] if _figure(text) else text.split())]
        longest.append(max(whole) + 2 * PADDING + 2)
        least.append(max((_in_two(head, size), *(width(word, size, bold) for word, bold in words))) + 2 * PADDING + 2)
    longest = [max(pair) for pair in zip(longest, least)]
    spare = wide - sum(longest)
    if spare >= 0:
        return [each + spare / len(longest) for each in longest]
    more = [each - low for each, low in zip(longest, least)]
    if sum(least) >= wide or not sum(more):
        return [each * wide / sum(least) for each in least]
    return [low + each * (wide - sum(least)) / sum(more) for low, each in zip(least, more)]


def _in_two(head: str, size: float) -> float:
    """How wide a head has to be for two lines to hold it."""
    words = head.split()
    parted = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, min(len(words), LONGEST_HEAD) + 1)]
    return min((max(width(part, size, True) for part in parts) for parts in parted), default=0)


def _figure(words: str) -> bool:
    """Whether the words of a cell are a figure with its period, which is not parted."""
    return len(words) <= LONGEST_FIGURE and any(each.isdigit() for each in words)


def _height(row: Sequence[str], widths: Sequence[float], size: float, bold: bool) -> float:
    lines = [len(wrapped(words, wide - 2 * PADDING, size, bold)) for words, wide in zip(row, widths)]
    return max(lines, default=1) * size * LINE + 2 * ABOVE + 1
