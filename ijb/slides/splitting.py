"""A slide with more to say than one page holds, as several."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ijb.slides.slide import Said, Slide

CHARACTERS, LINES, BESIDE = 74, 13, 4  # a line of 20 pt on a slide, lines of a page, lines under a chart or a table
GAP = 0.4  # of a line, between two sentences
SENTENCE = re.compile(r"(?<=[.?!]) ")
MOST_EVENED = 12  # pages: more come of words that nobody would show
GOES_ON = " (continued)"


def split(
    slide: Slide,
    characters: int = CHARACTERS,
    lines: float = LINES,
    beside: float = BESIDE,
    taken: Callable[[str], int] | None = None,
) -> list[Slide]:
    """The slide, or where its sentences take more lines than a page holds, several: "… (2 of 3)".

    characters: those of a line; lines: those of a page that holds sentences alone; beside: those that a page has room
    for beside a chart or a table, which only the first page has; taken: how many lines words take, where that is known
    better than by their characters. No word is lost, and the pages of sentences alone are as even as they can be.
    """
    drawn = slide.chart is not None or slide.table is not None
    pages = _even(slide.said, Room(characters, lines, beside if drawn else None, taken))
    if len(pages) < 2:
        return [slide]
    titles = [f"{slide.title} ({place} of {len(pages)})" for place in range(1, len(pages) + 1)]
    first = replace(slide, title=titles[0], said=tuple(pages[0]))
    rest = [
        replace(slide, title=title, said=tuple(page), chart=None, table=None, alt="")
        for title, page in zip(titles[1:], pages[1:])
    ]
    return [first, *rest]


@dataclass(frozen=True)
class Room:
    """What the pages hold: as `split` is asked; beside: None where nothing is drawn."""

    characters: int
    lines: float
    beside: float | None
    taken: Callable[[str], int] | None = None

    @property
    def first(self) -> float:
        """The lines of the first page."""
        return self.lines if self.beside is None else self.beside

    def lines_of(self, words: str) -> int:
        """How many lines words take."""
        return self.taken(words) if self.taken else max(1, len(textwrap.wrap(words, max(self.characters, 1))))

    def height(self, said: Said) -> float:
        """How many lines a sentence takes with its heading, and the gaps after them."""
        words = f"{said.mark} {said.words}" if said.mark else said.words
        return (self.lines_of(said.head) + GAP if said.head else 0) + self.lines_of(words) + GAP


def height(said: Iterable[Said], characters: int) -> float:
    """How many lines some sentences take under one another, the gaps between them counted."""
    return sum(Room(characters, 0, None).height(each) for each in said)


def _even(said: Sequence[Said], room: Room) -> list[list[Said]]:
    """The sentences by page, on as few as they fit, none of which is fuller than it has to be."""
    pieces = [piece for one in said for piece in _pieces(one, room, max(int(room.lines) - 3, 1))]
    pages = _pages(pieces, room)
    if len(pages) > MOST_EVENED or len(pages) < 2 + (room.beside is not None):
        return pages
    lower = replace(room, lines=room.lines - 0.5)
    while lower.lines >= 1 and len(tried := _pages(pieces, lower)) == len(pages):
        if all(sum(map(lower.height, page)) <= lower.lines + GAP + 1e-9 for page in tried[room.beside is not None :]):
            pages = tried
        lower = replace(lower, lines=lower.lines - 0.5)
    return pages


def _pages(said: Sequence[Said], held: Room) -> list[list[Said]]:
    """The sentences by page; a page that starts within a group has its heading again."""
    pages: list[list[Said]] = [[]]
    room, head = held.first, ""
    for each in said:
        head = each.head or head
        needed = held.height(each)
        if needed > room + GAP + 1e-9 and (pages[-1] or len(pages) == 1 and held.beside is not None):
            pages.append([])
            again = each.head or (head.removesuffix(GOES_ON) + GOES_ON if head else "")
            each = replace(each, head=again)
            needed, room = held.height(each), held.lines
        pages[-1].append(each)
        room -= needed
    return pages


def _pieces(said: Said, room: Room, most: int) -> list[Said]:
    """The same in as many pieces as it takes for each to fit a page: parted between sentences, else between words."""
    characters = room.characters
    if room.lines_of(said.words) <= most:
        return [said]
    parts = [
        part
        for sentence in SENTENCE.split(said.words)
        for part in (
            [sentence] if room.lines_of(sentence) <= most else textwrap.wrap(sentence, characters * most - characters)
        )
    ]
    pieces: list[str] = []
    for part in parts:
        if pieces and room.lines_of(f"{pieces[-1]} {part}") <= most:
            pieces[-1] = f"{pieces[-1]} {part}"
        else:
            pieces.append(part)
    return [
        replace(said, words=words, **({} if place == 0 else {"mark": "", "head": ""}))
        for place, words in enumerate(pieces)
    ]
