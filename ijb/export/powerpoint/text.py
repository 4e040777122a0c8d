"""Words on a slide: what XML can hold of them, how wide they are, how many lines they take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ijb.export.cells import ILLEGAL

# Widths of Arial in ems, regular and bold; a letter that is not named is as wide as LETTER, any other as OTHER.
REGULAR = {
    0.222: "ijl‘’|'",
    0.278: " \xa0!,./:;I[]ft",
    0.333: '"()-r“”',
    0.5: "cJksvxyz",
    0.556: "abdeghnopqu0123456789£#$?L–",
    0.584: "+−=<>~",
    0.611: "FTZ",
    0.667: "ABEKPSVXY&",
    0.722: "CDHNRUw",
    0.778: "GOQ",
    0.833: "mM",
    0.889: "%",
}
HEAVY = {
    0.278: " \xa0ijlI,./‘’'",
    0.333: "ft()-!:;[]",
    0.389: "r",
    0.5: 'z“”"',
    0.556: "aceksvxyJ0123456789£#$–",
    0.584: "+−=<>~",
    0.611: "bdghnopquFTZL?",
    0.667: "EPSVXY",
    0.722: "ABCDHKNRU&",
    0.778: "GOQw",
    0.833: "M",
    0.889: "m%",
}
WIDTHS, BOLD_WIDTHS = ({each: wide for wide, alike in held.items() for each in alike} for held in (REGULAR, HEAVY))
LETTER, OTHER = 0.667, 1.02
SPARE = 1.004
TOGETHER = "\xa0"  # a space at which no line ends
LINE = 1.2  # the height of a line, in sizes
SENTENCE = re.compile(r"\S.*?[.!?](?=\s+[A-Z£‘“0-9]|\s*$)|\S.*$")
LONGEST_WORD = 20
MORE = " …"


@dataclass(frozen=True)
class Run:
    """Words of one look; colour: a name of the palette, '' for that of the text around."""

    words: str
    size: float = 0
    colour: str = ""
    bold: bool = False


def clean(words: object) -> str:
    """Words on one line, without the characters that XML cannot hold."""
    return " ".join(ILLEGAL.sub("", str(words)).split())


def cut(words: str, most: int) -> str:
    """Words no longer than so many characters, cut after a word, with a sign that there is more."""
    if len(words) <= most:
        return words
    kept = words[: most - len(MORE)]
    at = kept.rfind(" ")
    return (kept[:at] if at > most // 2 else kept) + MORE


def width(words: str, size: float, bold: bool = False) -> float:
    """How wide words are, in points."""
    widths = BOLD_WIDTHS if bold else WIDTHS
    ems = sum(widths.get(each) or (LETTER if each.isalnum() and each.islower() else OTHER) for each in words)
    return ems * size * SPARE


def wrapped(words: str, wide: float, size: float, bold: bool = False) -> list[str]:
    """Words by line, each no wider than so many points where its words allow it."""
    lines: list[str] = []
    for word in (part for whole in words.split(" ") if whole for part in _parts(whole)):
        if lines and width(f"{lines[-1]} {word}", size, bold) <= wide:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines or [""]


def fitted(words: str, wide: float, sizes: Sequence[float], most: int, bold: bool = False) -> tuple[float, list[str]]:
    """The first size at which words take no more than so many lines, else the last, and its lines."""
    for size in sizes:
        lines = wrapped(words, wide, size, bold)
        if len(lines) <= most:
            break
    return size, lines


def kept(words: str, wide: float, size: float, most: int, bold: bool = False) -> str:
    """Words cut to so many lines."""
    lines = wrapped(cut(words, 4000), wide, size, bold)
    return words if len(lines) <= most else cut(words, sum(len(line) + 1 for line in lines[:most]) - 1)


def sentences(words: str) -> list[str]:
    """The sentences of a text, each with its full stop."""
    return SENTENCE.findall(words)


def _parts(word: str) -> list[str]:
    """A word in pieces that a line can hold."""
    return re.findall(f".{{1,{LONGEST_WORD}}}", word, re.DOTALL)
