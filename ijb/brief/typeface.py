"""How wide words are in Arial, and how many lines they take: each letter's width, as the typeface has it."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from ijb.brief.blocks import Words

LINE = 1.15  # of its size, the height of a line
BOLD = 1.085  # of plain letters, the width of bold ones
OTHER = 1000  # the width of a letter that is not listed, no less than any
# Thousandths of the size, and the letters so wide.
WIDTHS = {
    191: "'",
    222: "ijl’‘",
    260: "|",
    278: " !,./:;I[\\]ft·\u00a0",
    334: '()-`r“”{}"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu£–é",
    584: "+<=>~−×",
    611: "FTZ●○",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
}
OF_LETTER = {letter: width for width, letters in WIDTHS.items() for letter in letters}


def width(text: str, bold: bool = False) -> float:
    """How wide a text is, in thousandths of its size."""
    whole = sum(OF_LETTER.get(letter, OTHER) for letter in text)
    return whole * BOLD if bold else whole


def lines(words: Iterable[Words], size: float, across: float) -> int:
    """How many lines words take, set so large, in so wide a column (both in points); broken at spaces, and inside a
    word only where it is wider than the column."""
    room, taken, at = across / size * 1000, 1, 0.0
    for place, wide in enumerate(_whole_words(words)):
        gap = OF_LETTER[" "] if place else 0
        if at and at + gap + wide > room:
            taken, at, gap = taken + 1, 0.0, 0
        over = ceil(wide / room) - 1 if wide > room else 0
        taken += over
        at += gap + wide - over * room
    return taken


def _whole_words(words: Iterable[Words]) -> list[float]:
    """How wide each word is, one that is partly bold kept together."""
    found = [0.0]
    for stretch in words:
        for place, piece in enumerate(stretch.shown.split(" ")):
            if place:
                found.append(0.0)
            found[-1] += width(piece, stretch.bold)
    return [wide for wide in found if wide]
