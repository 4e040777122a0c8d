"""Whole documents to take away: slides, briefs, workbooks, everything; each made when it is asked for."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import streamlit as st

from ijb import address, presenting
from ijb.brief.content import Brief, brief
from ijb.charts import blocks
from ijb.export import brief_html, brief_word, everything, pack, show, slides, stream
from ijb.export.workbook import XLSX
from ijb.measures import Measure
from ijb.slides.slide import Slide
from ijb.view import View
from ijb.views import present
from ijb.views.download import file_name

PPTX, ZIP = slides.PPTX, pack.ZIP
DOCX = brief_word.DOCX
HTML, TEXT = "text/html", "text/plain"


def presentation(view: View, shown: Sequence[Slide], title: str, parked: Sequence[str]) -> None:
    """The presentation as PowerPoint and as one file for the screen, and the questions parked."""
    if not shown:
        st.html(blocks.wrap(blocks.paragraph(present.NOTHING)))
        return
    built, name = view.store.built_at(), file_name(title)
    files = [
        ("PowerPoint", "pptx", PPTX, lambda: slides.presentation(shown, title, parked=parked, built=built)),
        ("One file for the screen", "html", HTML, lambda: show.document(shown, title, parked, slides.day(built))),
    ]
    if parked:
        said = present.questions_file(title, parked, slides.day(built))
        files.append(("Questions parked", "txt", TEXT, lambda: said))
    with st.container(horizontal=True):
        for words, ending, mime, made in files:
            _offer(words, made, f"{name}.{ending}", mime)


def of_area(view: View) -> None:
    """The two-page brief of the area, in two forms, and everything held of it; that last not while names are hidden."""
    name = view.own["name"]
    with st.container(horizontal=True):
        for words, ending, mime, written in (
            ("Two-page brief (Word)", "docx", DOCX, brief_word.word),
            ("Two-page brief (to print)", "html", HTML, brief_html.html),
        ):
            _offer(words, lambda written=written: written(_brief(view)), f"{file_name('brief', name)}.{ending}", mime)
        if not view.store.names_hidden:
            asked = view.store, view.area, view.comparator, view.today
            _offer(
                f"Everything for {name} (Excel)",
                lambda: everything.everything_for_area(*asked),
                f"{file_name('everything', name)}.xlsx",
                XLSX,
            )


def _brief(view: View) -> Brief:
    return brief(view.store, view.area, view.comparator, view.today, _page_of(view)(view.area))


def _page_of(view: View) -> Callable[[str], str]:
    """Where an area's own page is: '' where the address of the dashboard is not known."""
    base = presenting.root(st.context.url)
    return lambda area: f"{base}/{address.view('ijb', {'area': area})}" if base else ""


def of_measure(view: View, measure: Measure) -> None:
    """Everything held of one measure; not while names are hidden."""
    if not view.store.names_hidden:
        _offer(
            "Everything for this measure (Excel)",
            lambda: everything.everything_for_measure(view.store, measure, view.today),
            f"{file_name('everything', measure.id)}.xlsx",
            XLSX,
        )


def everything_at_once(view: View) -> None:
    """A brief for each of the areas and every figure held, with progress; not while names are hidden."""
    if view.store.names_hidden:
        st.html(blocks.wrap(blocks.paragraph(present.NOT_WHILE_HIDDEN)))
        return
    page = _page_of(view)
    _prepared(
        "A brief for each IJB (Word, zip)",
        "briefs.zip",
        lambda progress: pack.briefs(view.store, "docx", view.today, progress, page),
        view,
    )
    _prepared(
        "Every figure held (CSV, zip)", "integration-performance.zip", lambda progress: _full(view, progress), view
    )


def _full(view: View, progress: Callable[[int, int, str], None]) -> bytes:
    out = io.BytesIO()
    stream.write_full(view.store, out, progress)
    return out.getvalue()


def _prepared(words: str, name: str, made: Callable[[Callable[[int, int, str], None]], bytes], view: View) -> None:
    """A button that makes a large file while the reader sees how far it is, and then the file."""
    held = st.session_state.setdefault("prepared", {})
    key = name, view.store.built_at()
    with st.container(horizontal=True, vertical_alignment="center"):
        asked = st.button(f"Prepare: {words}", key=f"prepare_{name}", icon=":material/folder_zip:")
        place = st.empty()
    if asked:
        with st.container():
            bar = st.progress(0.0, text="Starting")
            held[key] = made(lambda done, of, what: bar.progress(done / of, text=present.progress_said(done, of, what)))
            bar.empty()
    if key in held:
        with place:
            _offer(f"Download {name}", lambda: held[key], name, ZIP)


def _offer(words: str, made: Callable[[], bytes | str], name: str, mime: str) -> None:
    st.download_button(words, made, name, mime, on_click="ignore", key=f"take_{name}", icon=":material/download:")
