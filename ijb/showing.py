"""The show mounted in the app: it covers the page, runs in the browser alone, and sends back what is parked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cache

import streamlit as st

from ijb.charts.screen.fit import fits
from ijb.charts.screen.screens import screens
from ijb.charts.screen.text import clean
from ijb.export.show import SCRIPT, STYLE
from ijb.presenting import Made
from ijb.slides.slide import Slide

KEY = "show"


def show(
    slides: Sequence[Slide],
    title: str,
    parked: Sequence[str],
    start: int,
    leave: Callable[[], None],
    park: Callable[[Sequence[str]], None],
) -> None:
    """Mount the show over the page. Its screens are those of its first run: later runs bring only what is parked.

    start: the slide to begin with, from 0; leave: what ends it, after which it must not be mounted; park: what keeps
    the questions. The browser keeps its own copy of place and questions, by title and slides, over a reload.
    """
    data = {
        "screens": screens(slides),
        "title": clean(title),
        "built": next((slide.built for slide in slides if slide.built), ""),
        "parked": [clean(question) for question in parked],
        "start": sum(len(fits(slide)) for slide in slides[:start]),
        "key": hashlib.sha256(
            "\n".join([title, *(slide.page for slide in slides)]).encode("utf-8", "replace")
        ).hexdigest()[:12],
    }
    _mount()(
        key=KEY,
        data=data,
        on_parked_change=lambda: park([str(each) for each in st.session_state[KEY].get("parked") or []]),
        on_left_change=leave,
    )


def preview(made: Made) -> None:
    """A slide as it will be on the screen, in the page."""
    if made.slide:
        _mount()(key="preview", data={"preview": True, "screens": screens([made.slide])})


@cache
def _mount() -> Callable:
    """The component, registered once: its style and script are files of ours, with nothing of the slides in them."""
    return st.components.v2.component(
        "integration_performance_show",
        css=STYLE.read_text(encoding="utf-8"),
        js=SCRIPT.read_text(encoding="utf-8"),
    )
