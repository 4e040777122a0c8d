"""The reader's presentation as the pages hold it: in the address, read and written here, and nowhere kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

import streamlit as st

from ijb import address, store
from ijb.deck import MOST_ITEMS, BadDeck, Deck, Item, as_token, from_token
from ijb.slides import blocks, ready
from ijb.slides.ask import CannotShow
from ijb.slides.slide import Slide
from ijb.views.naming import gives_away

PARAMETER, SHOWN = "deck", "show"
PARKED = "parked_in_show"  # in the session
ADD, ADDED = "Add to presentation", "In the presentation"
FULL = f"The presentation is full: it holds {MOST_ITEMS} slides at most."
MOST_REMEMBERED = 500  # slides made, for the next run


@dataclass(frozen=True)
class Made:
    """An item of the presentation with its slide, or why there is none; changed: whether it says something else than
    when it was added."""

    item: Item
    slide: Slide | None
    fault: str = ""
    changed: bool = False


def deck() -> Deck:
    """The presentation as the address has it; empty where the address has none that can be read (`check` says so)."""
    try:
        return from_token(st.query_params.get(PARAMETER, ""))
    except BadDeck:
        return Deck()


def keep(changed: Deck) -> None:
    """Put a presentation into the address."""
    token = as_token(changed)
    if token:
        st.query_params[PARAMETER] = token
    else:
        st.query_params.pop(PARAMETER, None)


def check() -> None:
    """Drop a presentation from the address that cannot be read, and say so."""
    try:
        from_token(st.query_params.get(PARAMETER, ""))
    except BadDeck as fault:
        st.info(f"{fault} An empty one is shown.", icon=":material/info:")
        st.query_params.pop(PARAMETER)


def menu_words(words: str) -> str:
    """The menu's entry with how many slides there are: "Present (3)"."""
    count = len(deck().items)
    return f"{words} ({count})" if count else words


def root(url: str | None) -> str:
    """The address of the dashboard's root, from that of one of its pages; '' where that is not known."""
    parts = urlsplit(url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def made(held: store.Store, deck: Deck, own: str, today: date, base: str) -> list[Made]:
    """The slides of the presentation in order. `own`: the area whose name is kept where others are hidden."""
    hidden = own if held.names_hidden else ""
    return [_made(held, held.built_at(), hidden, item, today, base) for item in deck.items]


def _made(held: store.Store, built: datetime, hidden: str, item: Item, today: date, base: str) -> Made:
    found, fault = _slide(held, built, hidden, item.block, dict(item.choices), item.title, today, base)
    told = bool(found and item.said and not hidden)
    return Made(item, found, fault, told and item.said != _mark(held, built, item.block, dict(item.choices)))


@st.cache_data(max_entries=MOST_REMEMBERED, show_spinner=False)
def _mark(_held: store.Store, built: datetime, block: str, choices: dict[str, str]) -> str:
    """The mark of what a block says now; '' where it cannot be shown."""
    try:
        return blocks.mark(_held, Item(block, choices))
    except CannotShow:
        return ""


@st.cache_data(max_entries=MOST_REMEMBERED, show_spinner=False)
def _slide(
    _held: store.Store,
    built: datetime,
    hidden: str,
    block: str,
    choices: dict[str, str],
    title: str,
    today: date,
    base: str,
) -> tuple[Slide | None, str]:
    """A slide, or None and why: made once of the same database, choices and hidden names."""
    try:
        return blocks.slide(_held, Item(block, choices, title), today, base), ""
    except CannotShow as fault:
        return None, str(fault)


def add_button(block: str, choices: Mapping[str, str]) -> None:
    """The button that adds a block with its choices to the presentation, or a link that says where it is in it."""
    item = blocks.item(block, choices)
    place = deck().place(item)
    if place is None:
        about = {"icon": ":material/add_to_queue:", "type": "tertiary", "help": blocks.BLOCKS[block].words}
        st.button(ADD, key=f"add_{block}", on_click=_add, args=(item,), **about)
    else:
        there = address.carried(choices)
        words, icon = f"{ADDED}, slide {place + 1}", ":material/check:"
        st.page_link(address.PAGES["present"], label=words, icon=icon, query_params=there)


def _add(item: Item) -> None:
    """Put a block into the presentation, with the mark of what it says now, names and all, or say why it cannot be."""
    held = deck()
    if len(held.items) >= MOST_ITEMS:
        st.toast(FULL, icon=":material/info:")
        return
    try:
        said = blocks.mark(store.current(), item)
    except CannotShow as fault:
        st.toast(f"This cannot be put into the presentation. {fault}", icon=":material/info:")
        return
    changed = held.added(Item(item.block, item.choices, said=said))
    keep(changed)
    st.toast(f"Added as slide {len(changed.items)}. “Present” in the menu shows them all.", icon=":material/check:")


def on_screen(count: int) -> bool:
    """Whether the address asks for the slides on the screen, from the one it names."""
    given = st.query_params.get(SHOWN)
    if given is not None and not (given.isascii() and given.isdigit() and 1 <= int(given) <= count):
        st.info(f"The address asks for slide “{given[:20]}”, which is not here.", icon=":material/info:")
        st.query_params.pop(SHOWN)
        return False
    return given is not None


def start() -> int:
    """The slide to begin with, from 0."""
    return int(st.query_params.get(SHOWN, "1")) - 1


def show_button() -> None:
    """The button that shows the slides on the screen."""
    st.button(
        "Show on the screen",
        key="show_deck",
        type="primary",
        icon=":material/slideshow:",
        on_click=lambda: st.query_params.update({SHOWN: "1"}),
    )


def leave() -> None:
    """End the show."""
    st.query_params.pop(SHOWN, None)


def parked(held: store.Store) -> tuple[str, ...]:
    """The questions parked before a show, or without one, but for any that gives a hidden area away."""
    return tuple(_sayable(held, deck().parked))


def park(questions: Sequence[str]) -> None:
    """Hold the questions that are parked during the show: not in the address, where each would be a step back."""
    st.session_state[PARKED] = list(questions)


def take_in(held: store.Store) -> None:
    """Once the show has ended, put the questions that were parked in it into the presentation."""
    if PARKED in st.session_state:
        write_parked(held, st.session_state.pop(PARKED))


def write_parked(held: store.Store, questions: Sequence[str]) -> None:
    """Keep these questions, beside those that are not shown while names are hidden."""
    now = deck()
    shown = set(_sayable(held, now.parked))
    keep(now.parking([*(each for each in now.parked if each not in shown), *questions]))


def _sayable(held: store.Store, questions: Sequence[str]) -> list[str]:
    return [each for each in questions if not gives_away(held, each)]


def ready_button(held: store.Store, choices: Mapping[str, str], words: str) -> None:
    """The button that fills an empty presentation with what a roundtable on the area would want to see."""
    st.button(
        words,
        key="ready_deck",
        icon=":material/playlist_add:",
        on_click=lambda: keep(ready.about(held, choices)),
    )
