"""A presentation made ready: what a roundtable on one area would want to see, in an order that can be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ijb.deck import Deck, Item
from ijb.slides import blocks
from ijb.slides.ask import CannotShow
from ijb.slides.slide import Slide
from ijb.store import SCOTLAND, Store

# Money, need and flow of the same area, then what fires and what nobody knows.
OF_AN_AREA = (
    ("ijb_stands_out", {}),
    ("system_chain", {}),
    ("money_over_time", {}),
    ("need_ages", {}),
    ("trend", {"measure": "delayed_beds_rate"}),
    ("compare", {"measure": "delayed_beds_rate"}),
    ("delays_reasons", {}),
    ("signals", {}),
    ("need_gaps", {}),
)
OF_SCOTLAND = (
    ("glance_headlines", {}),
    ("money_over_time", {}),
    ("need_waits", {}),
    ("trend", {"measure": "delayed_beds_rate"}),
    ("compare", {"measure": "delayed_beds_rate"}),
    ("system_changes", {}),
    ("signals", {}),
    ("need_gaps", {}),
)


def about(store: Store, choices: Mapping[str, str]) -> Deck:
    """A presentation of the area in `choices`, with its comparator; blocks that have nothing to show are left out."""
    area = choices.get("area", SCOTLAND)
    whom = {name: choices[name] for name in blocks.WHOM if choices.get(name)} | {"area": area}
    found = [blocks.item(block, whom | more) for block, more in (OF_SCOTLAND if area == SCOTLAND else OF_AN_AREA)]
    return Deck(tuple(marked for item in found if (marked := _marked(store, item))))


def _marked(store: Store, item: Item) -> Item | None:
    """The item with the mark of what it says now; None where it cannot be shown."""
    try:
        return Item(item.block, item.choices, item.title, blocks.mark(store, item))
    except CannotShow:
        return None


def slides(store: Store, deck: Deck, today: date, base: str = "") -> tuple[list[Slide], list[str]]:
    """The slides of a presentation, and why any is left out: "Slide 3: …"."""
    made, faults = [], []
    for place, item in enumerate(deck.items, start=1):
        try:
            made.append(blocks.slide(store, item, today, base))
        except CannotShow as fault:
            faults.append(f"Slide {place}: {fault}")
    return made, faults
