"""What a reader can take from a page: its figures, its address, a template to fill in, a place in the presentation."""

from __future__ import annotations

import streamlit as st

from ijb import address, controls, presenting, templates
from ijb.charts import blocks
from ijb.export.table import csv_package
from ijb.export.template import template_csv, template_workbook
from ijb.export.workbook import XLSX, Sheet, workbook_bytes
from ijb.view import View
from ijb.views import about, supplying
from ijb.views.download import Download

PRESENTATION = "present"


def add(view: View, block: str, **choices: str) -> None:
    """The button that adds a block of the page to the presentation, or says where it stands in it. `choices`: those of
    the page as they are now, whether the address says them or not."""
    presenting.add_button(block, view.choices | choices)


def take_away(view: View, download: Download) -> None:
    """Downloads of figures with what they are of (none while names are hidden: they would carry them), and the link."""
    with st.container(horizontal=True):
        if not view.store.names_hidden:
            _downloads(view, download)
        link_to_view(view)


def downloads(view: View, download: Download, of: str) -> None:
    """Downloads of the figures of one chart among several, named by `of`; none while names are hidden."""
    if not view.store.names_hidden:
        with st.container(horizontal=True):
            _downloads(view, download, of)


def link_to_view(view: View) -> None:
    """The address of the view with every choice in it, to copy; and the switch that hides names, which the page of the
    presentation has in view."""
    with st.popover("Link to this view", icon=":material/link:"):
        st.write("Whoever opens this address sees the same view.")
        address_of_it = address.absolute(st.context.url, view.choices, view.page == PRESENTATION)
        st.code(address_of_it, language=None, wrap_lines=True)
        if view.page != PRESENTATION:
            controls.hide_names()


def _downloads(view: View, download: Download, of: str = "the figures") -> None:
    """The same figures as a CSV file with a file that describes it, and as a workbook; made when asked for."""
    figures, said = about.exported(download), [*download.about, *about.built(view.store)]
    heading = download.title or download.file_name
    sheets = [Sheet(heading, figures, formats=download.formats)]
    files = (
        ("CSV", "zip", "application/zip", lambda: csv_package(download.file_name, figures, said)),
        ("Excel", "xlsx", XLSX, lambda: workbook_bytes(heading, sheets, said, view.store.built_at())),
    )
    for kind, ending, mime, made in files:
        st.download_button(
            f"Download {of} ({kind})",
            made,
            f"{download.file_name}.{ending}",
            mime,
            on_click="ignore",
            key=f"download_{of}_{kind}",
            icon=":material/download:",
        )


def template(view: View, name: str) -> None:
    """What can be supplied where there is no figure, and the template of `ijb.templates` to fill in."""
    given = templates.template(name)
    st.html(blocks.wrap(blocks.paragraph(given.about), blocks.paragraph(supplying.WHERE)))
    files = (
        ("Blank template (Excel)", f"{name}.xlsx", XLSX, lambda: template_workbook(given, filled=False)),
        ("Blank template (CSV)", f"{name}.csv", "text/csv", lambda: template_csv(given, filled=False)),
        ("Example row (Excel)", f"{name}_example.xlsx", XLSX, lambda: template_workbook(given, filled=True)),
    )
    with st.container(horizontal=True):
        for words, file, mime, made in files:
            key = f"template_{file}"
            st.download_button(words, made, file, mime, on_click="ignore", key=key, icon=":material/download:")
    with st.expander("The columns of the template"):
        st.html(blocks.wrap(supplying.columns_table(given)))
