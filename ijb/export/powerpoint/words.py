"""What of the longer words stands on a page, always whole sentences: the rest is in the notes of the speaker."""

from __future__ import annotations

import re

from ijb.export.powerpoint import template
from ijb.export.powerpoint.text import TOGETHER, clean, cut, kept, sentences, wrapped
from ijb.slides.slide import Notes, Slide

LONGEST_FOOT, FOOT_LINES, SOURCE_LINES = 2000, 3, 2
ADDRESS = re.compile(r",? ?\(?https?://[^\s;)]+\)?")
PLACE = re.compile(r"\(\d+ of \d+\)$")
UNTIL = re.compile(r", to (?:[A-Z][a-z]{2} )?\d{4}(?:/\d{2})?$|$")
PUBLISHER = re.compile(r".*?\(\d{4}\)|[^,]*")
# What gives way first where a subtitle is too long: what the key or the chart says itself, these before those.
GIVES_WAY = ("fewer", "lower", "less", "shorter", "higher", "more", "longer", "neither"), ("dashed",)
STAYS = ("The axis does not start at zero.", "Colour", "Between the limits", "Shaded")


def title_of(given: Slide) -> str:
    """The title, in which the number of its page is not parted: "… (1 of 2)"."""
    return PLACE.sub(lambda found: found.group().replace(" ", TOGETHER), given.title)


def subtitle_of(words: str, most: int) -> str:
    """The subtitle in so many lines: whole sentences, those that say what the chart cannot before the others."""

    def fits(held: list[str]) -> bool:
        return len(wrapped(" ".join(held), template.INSIDE, template.SUBTITLE)) <= most

    held = sentences(words)
    for starts in GIVES_WAY:
        if not fits(held):
            held = [each for each in held if not each.lower().startswith(starts)] or held
    while len(held) > 1 and not fits(held):
        loose = [place for place in range(1, len(held)) if not held[place].startswith(STAYS)]
        held.pop(loose[-1] if loose else -1)
    return kept(" ".join(held), template.INSIDE, template.SUBTITLE, most)


def foot(notes: Notes) -> str:
    """Source and caveat at the foot of a page: the sources by their publishers alone where they are many, then as many
    whole sentences of the caveat as there is room for."""
    source, caveat = clean(ADDRESS.sub("", cut(clean(notes.source), LONGEST_FOOT))), clean(notes.caveat)
    forms = list(dict.fromkeys((source, _dated(source), _publishers(source))))
    said = next((each for each in forms if _lines(f"{each}. {caveat}") <= FOOT_LINES), "")
    said = said or next((each for each in forms if _lines(each) <= SOURCE_LINES), forms[-1])
    first = kept(f"{said.rstrip('.')}." if said else "", template.FOOT_WIDE, template.FOOT, FOOT_LINES)
    for each in sentences(caveat):
        longer = f"{first} {each}".strip()
        if _lines(longer) > FOOT_LINES:
            break
        first = longer
    return first


def _lines(words: str) -> int:
    return len(wrapped(words, template.FOOT_WIDE, template.FOOT))


def _dated(source: str) -> str:
    """Each publisher, and to when its figures are held: "Public Health Scotland, to Aug 2025"."""
    each = source.split("; ")
    return "; ".join(dict.fromkeys(PUBLISHER.match(one).group() + UNTIL.search(one).group() for one in each))


def _publishers(source: str) -> str:
    """The publishers alone."""
    return "; ".join(dict.fromkeys(PUBLISHER.match(one).group() for one in source.split("; ")))
