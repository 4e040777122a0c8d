"""Words on a slide: what XML can hold of them, how wide they are, how many lines they take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ijb.export.cells import ILLEGAL

# Widths in ems, those of a wide sans serif: words that fit so also fit in Arial, which is narrower.
THIN, NARROW, WIDE = " .,:;'|!ijl", 'frtI-–()[]/"', "mwMW%@—◆▲▼"
WIDTHS = {**dict.fromkeys(THIN, 0.33), **dict.fromkeys(NARROW, 0.43), **dict.fromkeys(WIDE, 0.95)}
SMALL, CAPITAL, DIGIT, BOLD = 0.61, 0.7, 0.64, 1.14
LINE = 1.2  # the height of a line, in sizes
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
    ems = sum(WIDTHS.get(each, CAPITAL if each.isupper() else DIGIT if each.isdigit() else SMALL) for each in words)
    return ems * size * (BOLD if bold else 1)


def wrapped(words: str, wide: float, size: float, bold: bool = False) -> list[str]:
    """Words by line, each no wider than so many points where its words allow it."""
    lines: list[str] = []
    for word in (part for whole in words.split() for part in _parts(whole)):
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


def kept(words: str, wide: float, size: float, most: int) -> str:
    """Words cut to so many lines."""
    lines = wrapped(cut(words, 4000), wide, size)
    return words if len(lines) <= most else cut(words, sum(len(line) + 1 for line in lines[:most]) - 1)


def _parts(word: str) -> list[str]:
    """A word in pieces that a line can hold."""
    return re.findall(f".{{1,{LONGEST_WORD}}}", word, re.DOTALL)
