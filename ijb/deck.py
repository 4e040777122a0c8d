"""A presentation as readers keep it: slides, each a block of a page with its choices, and the questions parked.

It is never kept on the server. In the address it is one short token; as a file it is plain JSON. Either holds only what
is needed to make the slides again, so the figures are always those of the database that is open.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

FORM = 1
MOST_ITEMS, MOST_PARKED = 40, 60
MOST_TITLE, MOST_QUESTION, MOST_CHOICE = 200, 300, 200  # characters
MOST_TOKEN, MOST_BYTES = 12_000, 200_000
NAME = "integration-performance-presentation"


class BadDeck(ValueError):
    """What was given is no presentation that can be read; the message says why."""


@dataclass(frozen=True)
class Item:
    """One slide to be: the block of a page it shows, the choices it is shown with, the reader's own title ('' for the
    finding), and the mark of what it said when it was added, by which a later change is told."""

    block: str
    choices: Mapping[str, str] = field(hash=False)
    title: str = ""
    said: str = ""

    @property
    def shows(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What two items that show the same have in common."""
        return self.block, tuple(sorted(self.choices.items()))


@dataclass(frozen=True)
class Deck:
    """The slides in order, and the questions parked, in the order in which they were asked."""

    items: tuple[Item, ...] = ()
    parked: tuple[str, ...] = ()

    def place(self, item: Item) -> int | None:
        """Where a slide that shows the same stands, from 0; None where there is none."""
        return next((place for place, each in enumerate(self.items) if each.shows == item.shows), None)

    def added(self, item: Item) -> Deck:
        """With the item last; as it is where there is no more room or it is there already."""
        if len(self.items) >= MOST_ITEMS or self.place(item) is not None:
            return self
        return replace(self, items=(*self.items, item))

    def without(self, place: int) -> Deck:
        """Without the item at a place."""
        return replace(self, items=(*self.items[:place], *self.items[place + 1 :]))

    def moved(self, place: int, by: int) -> Deck:
        """With the item at a place so many places on, no further than the ends."""
        rest = self.without(place).items
        to = min(max(place + by, 0), len(rest))
        return replace(self, items=(*rest[:to], self.items[place], *rest[to:]))

    def titled(self, place: int, title: str) -> Deck:
        """With another title on the item at a place, '' for the finding."""
        item = replace(self.items[place], title=_clean(title)[:MOST_TITLE])
        return replace(self, items=(*self.items[:place], item, *self.items[place + 1 :]))

    def parking(self, questions: Iterable[str]) -> Deck:
        """With these questions parked, empty ones left out."""
        said = [_clean(question)[:MOST_QUESTION] for question in questions]
        return replace(self, parked=tuple(question for question in said if question)[:MOST_PARKED])


def as_token(deck: Deck) -> str:
    """The deck as one word for the address; '' for an empty one."""
    if not deck.items and not deck.parked:
        return ""
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(_written(deck).encode("utf-8")) + packer.flush()
    return base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def from_token(token: str) -> Deck:
    """The deck of an address. Raises BadDeck."""
    if not token:
        return Deck()
    if len(token) > MOST_TOKEN:
        raise BadDeck("The presentation in the address is too long.")
    try:
        packed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        opened = zlib.decompressobj(wbits=-15)
        text = opened.decompress(packed, MOST_BYTES).decode("utf-8")
    except (binascii.Error, zlib.error, ValueError) as fault:
        raise BadDeck("The presentation in the address cannot be read: it may have been cut off.") from fault
    if opened.unconsumed_tail or not opened.eof:
        raise BadDeck("The presentation in the address cannot be read: it may have been cut off.")
    return _read(text)


def as_file(deck: Deck) -> bytes:
    """The deck as a small file of JSON."""
    return (json.dumps(_plain(deck), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def from_file(given: bytes) -> Deck:
    """The deck of such a file. Raises BadDeck."""
    if len(given) > MOST_BYTES:
        raise BadDeck(f"The file is larger than a presentation can be ({MOST_BYTES // 1000:,} kB).")
    try:
        return _read(given.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise BadDeck("The file is no presentation saved from this dashboard: it is not text.") from fault


def _plain(deck: Deck) -> dict[str, object]:
    items = [
        {"block": item.block, "choices": dict(item.choices), "title": item.title, "said": item.said}
        for item in deck.items
    ]
    return {"kind": NAME, "form": FORM, "items": items, "parked": list(deck.parked)}


def _written(deck: Deck) -> str:
    """The same in as few words as it takes."""
    items = [[item.block, dict(item.choices), item.title, item.said] for item in deck.items]
    return json.dumps([FORM, items, list(deck.parked)], ensure_ascii=False, separators=(",", ":"))


def _read(text: str) -> Deck:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise BadDeck("This is no presentation saved from this dashboard: it is not JSON.") from fault
    if isinstance(given, dict) and given.get("kind") == NAME:
        form, items, parked = given.get("form"), given.get("items"), given.get("parked")
        items = [[each.get(name, "") for name in ("block", "choices", "title", "said")] for each in _dicts(items)]
    elif isinstance(given, list) and len(given) == 3:
        form, items, parked = given
    else:
        raise BadDeck("This is no presentation saved from this dashboard.")
    if form != FORM:
        raise BadDeck("The presentation was saved in a form that this dashboard does not know.")
    if not isinstance(items, list) or not isinstance(parked, list) or len(items) > MOST_ITEMS:
        raise BadDeck(f"A presentation holds a list of slides, at most {MOST_ITEMS}.")
    deck = Deck()
    for each in items:
        deck = deck.added(_item(each))
    return deck.parking(_clean(str(each)) for each in parked)


def _clean(text: str) -> str:
    """Text as it may be shown and sent on: no control characters, no halves of characters, on one line."""
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    return " ".join("".join(each if each.isprintable() else " " for each in whole).split())


def _dicts(items: object) -> list[dict]:
    if not isinstance(items, list) or not all(isinstance(each, dict) for each in items):
        raise BadDeck("The slides of the presentation are not a list.")
    return items


def _item(given: object) -> Item:
    if not isinstance(given, list) or len(given) != 4 or not isinstance(given[1], dict):
        raise BadDeck("One of the slides of the presentation cannot be read.")
    block, choices, title, said = given
    texts = [block, title, said, *choices, *choices.values()]
    if not all(isinstance(text, str) and len(text) <= MOST_CHOICE for text in texts):
        raise BadDeck("One of the slides of the presentation cannot be read.")
    kept = {_clean(name): _clean(value) for name, value in choices.items()}
    return Item(_clean(block), kept, _clean(title), _clean(said))
