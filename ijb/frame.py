"""The frame of every page: title, menu, the reader's choices, the data made sure of, the footer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import sleep

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ijb import address, controls, starting, store
from ijb.charts import blocks, theme
from ijb.comparators import Comparator
from ijb.export.table import csv_bytes
from ijb.measures import Measure
from ijb.views import about
from ijb.views.download import Download

NAME = "Integration performance"
SUBTITLE = "Health and social care in Scotland’s 31 integration areas"
MENU = {"": "Scotland at a glance", "compare": "Compare areas", "ijb": "One IJB", "trend": "Trend"}
CSS = Path(__file__).with_name("look.css")
SIDEBAR_WIDTH = 260
LOOK_AGAIN = 0.2


@dataclass(frozen=True)
class View:
    """What every page starts from: the data, the area, with whom it is compared, and the theme to draw in."""

    store: store.Store
    area: str
    comparator: Comparator
    theme: str
    today: date

    @property
    def own(self) -> pd.Series:
        return self.store.area(self.area)

    @property
    def choices(self) -> dict[str, str]:
        """What the address says now, for links; the area is always in it."""
        return {"area": self.area} | controls.choices()


def begin(page: str) -> View:
    """Start a page: configuration, menu, data and the sidebar's choices."""
    st.set_page_config(page_title=f"{MENU[page]} – {NAME}", layout="wide", initial_sidebar_state=SIDEBAR_WIDTH)
    st.html(CSS)
    menu = st.sidebar.empty()
    _menu(menu, {})
    held = _data()
    area = controls.area(held)
    comparator = controls.comparator(held, area)
    controls.check_measure(held)
    _menu(menu, controls.choices())
    if comparator.why_not:
        st.sidebar.caption(comparator.why_not)
    return View(held, area, comparator, st.context.theme.type or "light", date.today())


def title(words: str) -> None:
    """The page's one h1."""
    st.title(words, anchor=False)


def _menu(place: DeltaGenerator, choices: dict[str, str]) -> None:
    """The menu, its links carrying the choices: none at first, so that it stands while the data are made sure of."""
    with place.container():
        st.html(blocks.brand(NAME, SUBTITLE))
        for page, words in MENU.items():
            st.page_link(address.PAGES[page], label=words, query_params=address.carried(choices))


def _data() -> store.Store:
    """The store, after building the database if it is missing or older than its inputs, with visible progress."""
    state = starting.state()
    if not state.ready and not state.problem:
        place = st.empty()
        while not state.ready and not state.problem:
            place.progress(state.done, text=f"Preparing the figures: {state.text}")
            sleep(LOOK_AGAIN)
            state = starting.state()
        place.empty()
    if state.problem:
        _say_refused(state)
    return store.current()


def _say_refused(state: starting.State) -> None:
    said = "The newest files could not be loaded, so the figures are those built before."
    if not state.usable:
        said = "The figures could not be loaded. Once the files below are put right, open the page again."
    st.error(said, icon=":material/error:")
    with st.expander("What is wrong, file by file", expanded=not state.usable):
        st.text(state.problem)
    if not state.usable:
        st.stop()


def html(*fragments: str) -> None:
    """Draw HTML made by ijb.charts."""
    st.html(blocks.wrap(*fragments))


def chart(figure: go.Figure, alt: str, key: str) -> None:
    """Draw a Plotly figure in our own look, with its text alternative."""
    st.plotly_chart(figure, theme=None, config=theme.CONFIG, alt=alt, key=key)


def beneath(view: View, measure: Measure, download: Download, show_table: bool) -> None:
    """What stands under every chart: source and status, definition and uses, the same figures, and a download."""
    html(about.source_line(view.store, measure, view.today))
    with st.expander("What this measures, and what it can be used for"):
        html(about.definition(view.store, measure))
    if show_table:
        with st.expander("The figures behind the chart"):
            html(about.plain_table(download))
    take_away(view, replace(download, about=[*download.about, *about.attribution(view.store, measure)]))


def take_away(view: View, download: Download) -> None:
    """The button that downloads figures, with what they are of above them."""
    data = csv_bytes(about.exported(download), [*download.about, *about.built(view.store)])
    st.download_button(
        "Download the figures (CSV)",
        data,
        f"{download.file_name}.csv",
        "text/csv",
        on_click="ignore",
        key="download",
        icon=":material/download:",
    )


def end(view: View) -> None:
    """The footer: how old the build is, and the licence."""
    html(about.footer(view.store))
