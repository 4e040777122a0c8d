"""Slides as HTML, a screen each: finding, what is measured, chart or table or sentences, source and date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ijb.charts.markup import Html, element, join
from ijb.charts.screen.fit import Fit, fits
from ijb.charts.screen.svg import chart_svg
from ijb.charts.screen.text import TITLE, clean, cut
from ijb.slides.slide import Notes, Said, Slide, Table

SOURCE_ROOM = 1040  # units: the place among the screens stands beside the source


def screens(slides: Sequence[Slide], built: str = "") -> list[str]:
    """The HTML of every screen, as ijb/show.js shows them. built: the day of the figures, where a slide has none."""
    made = [fit for slide in slides for fit in fits(slide)]
    return [clean(_screen(fit, place, len(made), built)) for place, fit in enumerate(made, start=1)]


def _screen(fit: Fit, place: int, of: int, built: str) -> Html:
    slide = fit.slide
    size = "ijb-show-title" if fit.title_size == TITLE else "ijb-show-title ijb-show-title-long"
    return element(
        "section",
        element(
            "div",
            element("h2", fit.title, class_=size),
            element("p", fit.about, class_="ijb-show-about") if fit.about else "",
            class_="ijb-show-head",
        ),
        _body(fit, f"ijb-show-{place}"),
        element("p", " ".join(fit.under), class_="ijb-show-under") if fit.under else "",
        _foot(slide, place, of, built),
        element("template", _notes(slide, fit), class_="ijb-show-notes"),
        class_="ijb-show-screen",
        role="group",
        aria_roledescription="slide",
        aria_label=f"{place} of {of}",
        data_title=slide.title,
    )


def _body(fit: Fit, key: str) -> Html:
    slide = fit.slide
    if slide.chart is not None:
        drawn = chart_svg(slide.chart, slide.alt or slide.title, fit.body, key)
        return element("div", drawn, class_="ijb-show-body ijb-show-drawn")
    if slide.table is not None:
        return element("div", _table(slide.table, fit.columns, slide.title), class_="ijb-show-body ijb-show-scroll")
    return element("div", *_said(slide.said), class_="ijb-show-body")


def _foot(slide: Slide, place: int, of: int, built: str) -> Html:
    day = slide.built or built
    return element(
        "div",
        element("p", source(slide.notes.source, SOURCE_ROOM), class_="ijb-show-source"),
        element("p", f"{place} of {of}", class_="ijb-show-place"),
        element("p", f"Figures as built {day}" if day else "", class_="ijb-show-built"),
        class_="ijb-show-foot",
    )


def source(said: str, room: float) -> str:
    """The sources in a line: whole if they fit, else publisher and last month of each, else publishers, else as many of
    them as fit, and how many more there are (the notes name them all)."""
    if not said:
        return ""
    line = f"Source: {said}"
    if line == cut(line, room):
        return line
    each = said.split("; ")
    until = [re.search(r", to [A-Z][a-z]{2} \d{4}$|$", one).group() for one in each]
    short = [one.split(", ")[0] for one in each]
    dated = f"Source: {'; '.join(dict.fromkeys(map(str.__add__, short, until)))}"
    if dated == cut(dated, room):
        return dated
    names = list(dict.fromkeys(short))
    fewer = [f"Source: {'; '.join(names[:most])} and {len(names) - most} more" for most in range(len(names) - 1, 0, -1)]
    named = [f"Source: {'; '.join(names)}", *fewer]
    return next((line for line in named if line == cut(line, room)), cut(named[-1], room))


def _table(table: Table, columns: Sequence[float], title: str) -> Html:
    across = sum(columns)
    heads = [element("th", head, scope="col", class_=_side(table, place)) for place, head in enumerate(table.heads)]
    rows = [
        element(
            "tr",
            element("th", row[0], scope="row"),
            *[element("td", cell, class_=_side(table, place)) for place, cell in enumerate(row[1:], start=1)],
            class_="ijb-show-own-row" if place == table.own else None,
        )
        for place, row in enumerate(table.rows)
    ]
    widths = [element("col", style=f"width:{room / across:.2%}") for room in columns]
    return element(
        "table",
        element("caption", title, class_="ijb-show-hidden"),
        element("colgroup", *widths),
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
        class_="ijb-show-table",
    )


FIGURE = re.compile(r"[£+−–]?[£]?[\d,.]*\d[%m]?( \(.*\))?|–|")


def _side(table: Table, place: int) -> str | None:
    """Columns of figures stand to the right."""
    cells = [row[place] for row in table.rows]
    return "ijb-show-right" if place and all(FIGURE.fullmatch(cell) for cell in cells) else None


def _said(said: Sequence[Said]) -> list[Html]:
    """Sentences with their marks, in groups under their heads."""
    groups: list[tuple[str, list[Html]]] = []
    for each in said:
        if each.head or not groups:
            groups.append((each.head, []))
        mark = element("span", each.mark, class_=f"ijb-show-{each.tone}", aria_hidden="true") if each.mark else ""
        groups[-1][1].append(element("li", mark, element("span", each.words), class_=None if mark else "ijb-show-bare"))
    drawn = []
    for head, items in groups:
        drawn.append(element("h3", head) if head else Html(""))
        drawn.append(element("ul", *items, class_="ijb-show-said"))
    return drawn


# --- behind a screen ---


def _notes(slide: Slide, fit: Fit) -> Html:
    """All that stands behind a screen, for those who ask: nothing in it is shortened."""
    notes: Notes = slide.notes
    said = [] if slide.chart is None and slide.table is None else [each.words for each in slide.said]
    parts = [
        (
            "What is shown",
            [slide.subtitle, getattr(slide.chart, "missing", ""), getattr(slide.chart, "range_words", "")],
        ),
        ("What is said of it", said),
        ("What it measures", [notes.definition]),
        ("What to take care with", [notes.caveat]),
        ("Source", [notes.source]),
    ]
    drawn = [_part(head, [words for words in texts if words]) for head, texts in parts]
    if notes.questions:
        asked = [element("li", question) for question in notes.questions]
        drawn.append(join([element("h3", "Questions for scrutiny"), element("ul", *asked, class_="ijb-show-list")]))
    if notes.receipt:
        receipt = element("pre", notes.receipt)
        drawn.append(element("details", element("summary", "Receipt of the main figure"), receipt))
    return join(drawn)


def _part(head: str, texts: Sequence[str]) -> Html:
    return join([element("h3", head), *[element("p", words) for words in texts]]) if texts else Html("")
