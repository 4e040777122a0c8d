"""The frame of every page: title, menu, the reader's choices, the data made sure of, the footer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import sleep

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ijb import address, controls, presenting, starting, store
from ijb.charts import blocks, theme
from ijb.export.receipt import NoReceipt, as_citation, as_text, receipt
from ijb.export.table import PRODUCER
from ijb.measures import Measure
from ijb.offers import add, downloads, link_to_view, take_away, template
from ijb.view import Figure, View
from ijb.views import about, guides, searching
from ijb.views.download import Download
from ijb.views.drawing import Drawing
from ijb.views.trend import Asked, Line, latest_period

# What pages take from here, whichever module it stands in.
__all__ = ["Figure", "View", "add", "downloads", "link_to_view", "take_away", "template"]
NAME = PRODUCER
SUBTITLE = "Health and social care in Scotland’s 31 integration areas"
MENU = {
    "": "Scotland at a glance",
    "compare": "Compare areas",
    "ijb": "One IJB",
    "trend": "Trend",
    "whole_system": "Whole system",
    "money": "Money",
    "need": "Unmet need",
    "delays": "Delays",
    "signals": "Signals",
    "present": "Present",
}
LINKED = {"accessibility": "Accessibility statement"}  # linked from the foot of every page, not in the menu
CSS = Path(__file__).with_name("look.css")
SIDEBAR_WIDTH = 260
LOOK_AGAIN = 0.2


def figure_of(asked: Asked, line: Line) -> Figure | None:
    """The newest figure of a line; None where it has none."""
    if line.latest is None:
        return None
    return Figure(asked.area, asked.breakdown, asked.basis, latest_period(line))


def begin(page: str) -> View:
    """Start a page: configuration, menu, data and the sidebar's choices."""
    st.set_page_config(
        page_title=f"{(MENU | LINKED)[page]} – {NAME}", layout="wide", initial_sidebar_state=SIDEBAR_WIDTH
    )
    st.html(CSS)
    menu = st.sidebar.empty()
    _menu(menu, {})
    held = _data()
    controls.check_switches()
    presenting.check()
    searched = controls.search()
    if searched:
        st.sidebar.html(blocks.wrap(searching.results(held, searched, controls.choices())))
    area = controls.area(held)
    held = held.hiding(area) if controls.names_hidden() else held
    comparator = controls.comparator(held, area)
    controls.check_measure(held)
    _menu(menu, controls.choices())
    if comparator.why_not:
        st.sidebar.caption(comparator.why_not)
    return View(page, held, area, comparator, st.context.theme.type or "light", date.today())


def title(view: View, words: str) -> None:
    """The page's one h1, and under it how to read the page, unless the reader has put that away."""
    st.title(words, anchor=False)
    if view.page in guides.STEPS and controls.guided():
        with st.expander("How to read this page, in two minutes"):
            html(guides.steps(view.page))
            controls.put_guides_away()


def _menu(place: DeltaGenerator, choices: dict[str, str]) -> None:
    """The menu, its links carrying the choices: none at first, so that it stands while the data are made sure of."""
    with place.container():
        st.html(blocks.brand(NAME, SUBTITLE))
        for page, words in MENU.items():
            said = presenting.menu_words(words) if page == "present" else words
            st.page_link(address.PAGES[page], label=said, query_params=address.carried(choices))


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


def show(drawing: Drawing, key: str) -> None:
    """Draw one finding: its title and what is measured, the chart, and what is said under it."""
    html(blocks.finding(drawing.title, drawing.subtitle))
    show_untitled(drawing, key)


def show_untitled(drawing: Drawing, key: str) -> None:
    """The same without its heading, which a control may have to follow."""
    if drawing.above:
        html(*drawing.above)
    if drawing.figure is not None:
        chart(drawing.figure, drawing.alt, key)
    if drawing.below:
        html(*drawing.below)


def beneath(
    view: View,
    measure: Measure,
    download: Download,
    show_table: bool,
    figure: Figure | None = None,
    of: str = "",
    source: str = "",
) -> None:
    """What stands under every chart: source and status, definition and uses, the same figures, downloads and link, and
    the receipt of one figure. Where a page has several charts, `of` says in a word or two which figures these are ("the
    waits"); the link to the view then stands once, at the foot (`link_to_view`). `source` stands for a source line that
    the page has already."""
    html(blocks.note(source) or about.source_line(view.store, measure, view.today))
    with st.expander("What this measures, and what it can be used for"):
        html(about.definition(view.store, measure))
    if show_table:
        with st.expander("The figures behind the chart"):
            html(about.plain_table(download, f"The figures of {of}" if of else "The figures behind the chart"))
    if figure and not (view.store.names_hidden and figure.area != view.area):
        _receipt(view, measure, figure)
    said = about.of_measure(view.store, measure, download)
    if not of:
        take_away(view, said)
    else:
        downloads(view, said, of)


def _receipt(view: View, measure: Measure, figure: Figure) -> None:
    """Where one figure comes from, to copy, and how to cite it."""
    link = address.absolute(st.context.url, view.choices | {"measure": measure.id})
    try:
        given = receipt(view.store, measure, figure.area, figure.breakdown, figure.basis, figure.period, link)
    except NoReceipt:
        return
    with st.expander(f"Receipt: {given.area}, {given.period}, to cite"):
        st.code(as_citation(given, view.today), language=None, wrap_lines=True)
        st.code(as_text(given), language=None, wrap_lines=True)


def parts_beneath(view: View, measure: Measure, download: Download) -> None:
    """What stands under a second chart of the same measure: its own figures as a table, and to take away."""
    with st.expander("The figures of the parts"):
        html(about.plain_table(download, "The figures of the parts"))
        downloads(view, about.of_measure(view.store, measure, download), "the parts")


def end(view: View) -> None:
    """The footer: how old the build is, the licence, and the guides back where they were put away."""
    html(about.footer(view.store, [(address.href(page, view.choices), words) for page, words in LINKED.items()]))
    if not controls.guided():
        controls.bring_guides_back()
