"""How much room words take on a screen of 1280 × 720, and how they are wrapped or cut to fit it."""

from __future__ import annotations

import re

TEXT, TITLE, LONG_TITLE = 32, 40, 34  # pixels of a screen 1280 wide: 32 is 24 points
LINE = 38  # a line of text, with the room above and below it
# Widths of Source Sans in parts of its size, on the generous side.
_NARROW, _CAPITAL, _WIDE, _USUAL = 0.32, 0.66, 0.88, 0.56
_NARROW_ONES = frozenset("ijlI!',-.:;()[]{}|/\\\"“”‘’·")
_WIDE_ONES = frozenset("mwMW@%—½")
_EXACT = {" ": 0.215, "t": 0.36, "r": 0.36, "f": 0.32, "…": 0.97}
_BOLD = 1.04
# What no text of a page may hold: control characters, halves of characters, and what is none.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(words: str) -> str:
    """The words without what a page or a file cannot hold."""
    return _UNFIT.sub("", words)


def width(words: str, size: float = TEXT, bold: bool = False) -> float:
    """How wide the words are in Source Sans, in the units of `size`, or a little less wide than that."""
    return sum(map(_one, words)) * size * (_BOLD if bold else 1)


def _one(character: str) -> float:
    if character in _EXACT:
        return _EXACT[character]
    if character in _NARROW_ONES:
        return _NARROW
    if character in _WIDE_ONES:
        return _WIDE
    if ord(character) > 0x2E7F:  # scripts whose characters fill a square, and emoji
        return 1.3
    return _CAPITAL if character.isupper() else _USUAL


def _that_fit(words: str, room: float, size: float, bold: bool) -> int:
    """How many characters of the words fit the room."""
    used = 0.0
    for place, character in enumerate(words):
        used += width(character, size, bold)
        if used > room:
            return place
    return len(words)


def cut(words: str, room: float, size: float = TEXT, bold: bool = False) -> str:
    """The words if they fit, else as many characters as do, and an ellipsis."""
    if _that_fit(words, room, size, bold) == len(words):
        return words
    kept = words[: _that_fit(words, room - width("…", size, bold), size, bold)]
    return f"{kept.rstrip(' ,;:.')}…"


def wrap(words: str, room: float, size: float = TEXT, bold: bool = False, most: int | None = None) -> list[str]:
    """The words in lines that fit the room, at most so many, the last cut where there is more; none for none."""
    lines: list[str] = []
    waiting = [piece for word in reversed(words.split()) for piece in reversed(_pieces(word, room, size, bold))]
    while waiting and (most is None or len(lines) < most):
        line = waiting.pop()
        while waiting and width(f"{line} {waiting[-1]}", size, bold) <= room:
            line += f" {waiting.pop()}"
        lines.append(line)
    if waiting and lines:
        lines[-1] = cut(f"{lines[-1]} {waiting[-1]} …", room, size, bold)
    return lines


def _pieces(word: str, room: float, size: float, bold: bool) -> list[str]:
    """The word; one wider than the room is broken where it must be."""
    pieces = []
    while (many := _that_fit(word, room, size, bold)) < len(word):
        pieces.append(word[: max(many, 1)])
        word = word[max(many, 1) :]
    return [*pieces, word]


def sentences(words: str) -> list[str]:
    """The sentences of a text, each with its full stop."""
    return re.findall(r"\S.*?[.!?](?=\s+[A-Z£‘“0-9]|\s*$)|\S.*$", words)
