"""A slide with more to say than one page holds, as several."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ijb.slides.slide import Said, Slide

CHARACTERS, LINES, BESIDE = 74, 13, 4  # a line of 20 pt on a slide, lines of a page, lines under a chart or a table
GAP = 0.4  # of a line, between two sentences
SENTENCE = re.compile(r"(?<=[.?!]) ")
GOES_ON = " (continued)"


def split(slide: Slide, characters: int = CHARACTERS, lines: int = LINES, beside: int = BESIDE) -> list[Slide]:
    """The slide, or where its sentences take more lines than a page holds, several: "… (2 of 3)".

    characters: those of a line; lines: those of a page that holds sentences alone; beside: those that a page has room
    for beside a chart or a table, which only the first page has. No word is lost.
    """
    drawn = slide.chart is not None or slide.table is not None
    pages = _pages(slide.said, characters, beside if drawn else lines, lines)
    if len(pages) < 2:
        return [slide]
    titles = [f"{slide.title} ({place} of {len(pages)})" for place in range(1, len(pages) + 1)]
    first = replace(slide, title=titles[0], said=tuple(pages[0]))
    rest = [
        replace(slide, title=title, said=tuple(page), chart=None, table=None, alt="")
        for title, page in zip(titles[1:], pages[1:])
    ]
    return [first, *rest]


def height(said: Iterable[Said], characters: int) -> float:
    """How many lines some sentences take under one another, the gaps between them counted."""
    return sum(_height(each, characters) for each in said)


def _height(said: Said, characters: int) -> float:
    words = f"{said.mark} {said.words}" if said.mark else said.words
    return (_lines(said.head, characters) + GAP if said.head else 0) + _lines(words, characters) + GAP


def _lines(words: str, characters: int) -> int:
    return max(1, len(textwrap.wrap(words, max(characters, 1))))


def _pages(said: Sequence[Said], characters: int, first: int, lines: int) -> list[list[Said]]:
    """The sentences by page; a page that starts within a group has its heading again."""
    pages: list[list[Said]] = [[]]
    room, head = float(first), ""
    for each in [piece for one in said for piece in _pieces(one, characters, max(lines - 3, 1))]:
        head = each.head or head
        needed = _height(each, characters)
        if needed > room + GAP + 1e-9 and (pages[-1] or len(pages) == 1 and first < lines):
            pages.append([])
            again = each.head or (head.removesuffix(GOES_ON) + GOES_ON if head else "")
            each = replace(each, head=again)
            needed, room = _height(each, characters), float(lines)
        pages[-1].append(each)
        room -= needed
    return pages


def _pieces(said: Said, characters: int, most: int) -> list[Said]:
    """The same in as many pieces as it takes for each to fit a page: parted between sentences, else between words."""
    if _lines(said.words, characters) <= most:
        return [said]
    parts = [
        part
        for sentence in SENTENCE.split(said.words)
        for part in (
            [sentence]
            if _lines(sentence, characters) <= most
            else textwrap.wrap(sentence, characters * most - characters)
        )
    ]
    pieces: list[str] = []
    for part in parts:
        if pieces and _lines(f"{pieces[-1]} {part}", characters) <= most:
            pieces[-1] = f"{pieces[-1]} {part}"
        else:
            pieces.append(part)
    return [
        replace(said, words=words, **({} if place == 0 else {"mark": "", "head": ""}))
        for place, words in enumerate(pieces)
    ]
