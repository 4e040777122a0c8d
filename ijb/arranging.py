"""The slides of the presentation: to look at, to retitle, to move and to take out; and the questions parked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import streamlit as st

from ijb.charts import blocks as drawn
from ijb.charts.markup import element
from ijb.deck import MOST_TITLE, BadDeck, Deck, Item, as_file, from_file
from ijb.presenting import Made, deck, keep, write_parked
from ijb.slides.blocks import BLOCKS
from ijb.view import View
from ijb.views.naming import gives_away

CHANGED = "The figures have changed since this was added: it no longer says what it said then."
NOT_SHOWN = "Left out when the presentation is shown or taken away."
FILE = "presentation.json"


def listed(view: View, every: Sequence[Made], look: Callable[[Made], None]) -> None:
    """Each slide in its place, with what can be done to it; `look` draws the one that the reader looks at."""
    looked_at = st.session_state.get("looked_at", _key(every[0].item))
    for place, made in enumerate(every):
        with st.container(border=True):
            st.html(drawn.wrap(*_words(view, place, made)))
            _actions(view, place, len(every), made, looked_at)
            if _key(made.item) == looked_at and made.slide:
                look(made)


def _words(view: View, place: int, made: Made) -> list[str]:
    """Place, title, what it shows of whom, and what is to be known of it."""
    typed = "" if gives_away(view.store, made.item.title) else made.item.title
    title = made.slide.title if made.slide else typed or "This slide cannot be shown now"
    said = [element("p", element("b", f"{place + 1}. {title}"), class_="ijb ijb-text")]
    known = BLOCKS.get(made.item.block)
    shows = ", ".join(words for words in (known.words if known else "", made.slide.area if made.slide else "") if words)
    said += [drawn.note(f"{shows}.")] if shows else []
    said += [drawn.note(f"{made.fault} {NOT_SHOWN}")] if made.fault else []
    return said + ([drawn.note(CHANGED)] if made.changed else [])


def _actions(view: View, place: int, count: int, made: Made, looked_at: str) -> None:
    """Look, up, down, another title, take out."""
    key = _key(made.item)
    with st.container(horizontal=True):
        if made.slide:
            words = "Hide" if key == looked_at else "Look"
            _button(f"{words} {place + 1}", "visibility", f"look_{key}", _look, "" if words == "Hide" else key)
        _button(f"Move {place + 1} up", "arrow_upward", f"up_{key}", _move, place, -1, disabled=place == 0)
        _button(f"Move {place + 1} down", "arrow_downward", f"down_{key}", _move, place, 1, disabled=place == count - 1)
        _button(f"Take {place + 1} out", "close", f"out_{key}", _take_out, place)
        with st.popover(f"Title of {place + 1}", type="tertiary", icon=":material/edit:"):
            st.session_state[f"title_{key}"] = made.item.title
            st.text_input(
                "Title on the slide",
                key=f"title_{key}",
                max_chars=MOST_TITLE,
                placeholder="The finding, as it is worked out",
                on_change=_retitle,
                args=(place, key),
                help="Empty: the finding in words, worked out from the figures.",
            )
            if view.store.names_hidden:
                st.caption("While names are hidden, a title that holds one is not shown.")


def _button(words: str, icon: str, key: str, does: Callable, *args: object, disabled: bool = False) -> None:
    st.button(words, key=key, icon=f":material/{icon}:", type="tertiary", disabled=disabled, on_click=does, args=args)


def _key(item: Item) -> str:
    """The same for the same block with the same choices, wherever it stands."""
    return hashlib.sha256(repr(item.shows).encode("utf-8")).hexdigest()[:10]


def _look(key: str) -> None:
    st.session_state["looked_at"] = key


def _move(place: int, by: int) -> None:
    keep(deck().moved(place, by))


def _retitle(place: int, key: str) -> None:
    keep(deck().titled(place, st.session_state[f"title_{key}"]))


def _take_out(place: int) -> None:
    keep(deck().without(place))


def questions(view: View, parked: Sequence[str]) -> None:
    """The questions parked, a line each, to write and to change."""
    st.session_state["parked"] = "\n".join(parked)
    st.text_area(
        "Questions parked, one a line",
        key="parked",
        on_change=lambda: write_parked(view.store, st.session_state["parked"].splitlines()),
        help="Questions to come back to. They can be written here or while the slides are shown (key Q).",
    )


def saved(held: Deck) -> None:
    """The presentation as a small file."""
    st.download_button(
        "Save the presentation (small file)",
        lambda: as_file(held),
        FILE,
        "application/json",
        on_click="ignore",
        key="save_deck",
        icon=":material/save:",
    )


def opened() -> None:
    """Open a presentation that was saved; it takes the place of the one in the address."""
    given = st.file_uploader("Open a saved presentation", type="json", key="open_deck", max_upload_size=1)
    if given is None or given.file_id == st.session_state.get("opened_deck"):
        return
    st.session_state["opened_deck"] = given.file_id
    try:
        keep(from_file(given.getvalue()))
    except BadDeck as fault:
        st.error(str(fault), icon=":material/error:")
        return
    st.rerun()


def emptied() -> None:
    """Take every slide out, after asking once more."""
    with st.popover("Start anew"):
        st.write("This takes out every slide and question. Save the presentation first if it is to be kept.")
        st.button("Take everything out", key="empty_deck", on_click=lambda: keep(Deck()))
