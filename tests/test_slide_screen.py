"""Slides as screens: what is shown, what gives way, how many screens a slide takes, and nothing that is not text."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from slides_by_hand import BUILT, DECK, DOTS, LINES, NOTES, TABLE, a_slide, sentences

from ijb.charts.screen.columns import table_columns
from ijb.charts.screen.fit import about, fits
from ijb.charts.screen.screens import screens, source
from ijb.charts.screen.text import width, wrap
from ijb.slides.slide import Said, Table

LONG = (
    "Glasgow City. Hospital beds occupied by people whose discharge is delayed, beds per 100,000 adults. "
    "Shaded: the range expected from the area’s own figures. Dashed: Scotland. The axis does not start at zero. "
    "Fewer is better."
)


class Elements(HTMLParser):
    """Names of the elements opened, their attributes, and whether each was closed in its turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open, self.found, self.words = [], [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in ("col", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def words(html: str, outside_notes: bool = True) -> str:
    shown = re.sub(r"<template.*?</template>", "", html, flags=re.S) if outside_notes else html
    return " ".join(" ".join(Elements(shown).words).split())


def test_every_screen_has_its_place_its_date_its_source_and_its_title():
    shown = screens(DECK)
    for place, html in enumerate(shown, start=1):
        assert f"{place} of {len(shown)}" in words(html)
        assert f"Figures as built {BUILT}" in words(html)
        assert "Source: Public Health Scotland" in words(html)
        tag, attributes = Elements(html).found[0]
        assert (tag, attributes["aria-roledescription"]) == ("section", "slide")
        assert attributes["data-title"].split(" (")[0] in words(html)


def test_the_date_comes_from_the_slide_or_else_from_the_build():
    assert "Figures as built 1 May 2026" in words(screens([a_slide(built="", chart=LINES)], "1 May 2026")[0])
    assert f"Figures as built {BUILT}" in words(screens([a_slide(chart=LINES)], "1 May 2026")[0])


def test_notes_hold_all_that_is_not_shown():
    slide = a_slide(chart=DOTS, subtitle=LONG, said=sentences(4))
    (html,) = screens([slide])
    notes = words(re.search(r"<template.*</template>", html, re.S).group(), outside_notes=False)
    for said in (LONG, NOTES.source, NOTES.definition, NOTES.caveat, *NOTES.questions, "Area: Fife", DOTS.missing):
        assert said in notes
    assert all(each.words in notes for each in slide.said)


def test_what_the_chart_shows_itself_gives_way_first():
    said = about(LONG, 2)
    assert said.startswith("Glasgow City. Hospital beds occupied by people whose discharge is delayed")
    assert "The axis does not start at zero." in said
    assert "Fewer is better" not in said and "Dashed" not in said
    assert len(wrap(said, 1200)) <= 2
    assert about("Fife. Beds. Fewer is better.", 2) == "Fife. Beds. Fewer is better."
    assert about(LONG, 0) == ""
    assert len(wrap(about("words " * 200, 1), 1200)) == 1


def test_what_a_chart_must_not_go_without_moves_under_it():
    said = (
        f"Fife among Scotland’s 31 areas: {'hospital beds of many kinds, ' * 5}Aug 2025. Colour: against its own past."
    )
    (fit,) = fits(a_slide(chart=LINES, subtitle=said))
    assert "Colour" not in fit.about
    assert fit.under == ("Colour: against its own past.",)


def test_a_sentence_stands_under_a_chart_only_whole():
    short = fits(a_slide(chart=LINES, said=(Said("The run clears with one more. " + "And so on " * 60 + "."),)))[0]
    assert short.under == ("The run clears with one more.",)
    assert fits(a_slide(chart=LINES, said=(Said("And so on " * 60 + "."),)))[0].under == ()


def test_who_has_no_figure_is_said_under_the_dots():
    (fit,) = fits(a_slide(chart=DOTS))
    assert " ".join(fit.under) == (
        "Orange: worse. No figure: Orkney Islands (not submitted). Lines: range over the last 12 months."
    )


def test_sentences_take_as_many_screens_as_they_need_and_none_is_lost():
    said = sentences(9)
    shown = screens([a_slide(said=said)])
    assert 2 <= len(shown) <= 4
    assert all(sum(each.words in words(html) for html in shown) == 1 for each in said)
    assert "Worse than usual (continued)" in words(shown[1])
    assert words(shown[0]).count("▲") >= 3


def test_a_table_keeps_its_heads_and_its_own_row_on_every_screen_and_loses_no_row():
    rows = tuple((f"Row {place}: " + "a long name of a measure " * 3, "1.0", "2.0") for place in range(8))
    shown = screens([a_slide(table=replace(TABLE, rows=rows))])
    assert len(shown) > 1
    for html in shown:
        assert "Measure Fife Scotland" in words(html)
    assert [sum(f"Row {place}:" in words(html) for html in shown) for place in range(8)] == [1] * 8
    assert sum(html.count("ijb-show-own-row") for html in shown) == 1
    heads = [attributes["scope"] for tag, attributes in Elements(shown[0]).found if tag == "th"]
    assert heads[:3] == ["col"] * 3 and set(heads[3:]) == {"row"}


def test_what_is_said_of_a_table_follows_it():
    (html,) = screens([a_slide(table=TABLE, said=(Said("No rule fired."),))])
    assert "No rule fired." in words(html)
    shown = screens([a_slide(table=TABLE, said=sentences(3))])
    assert "(continued)" in words(shown[-1])
    assert all(any(each.words in words(html) for html in shown) for each in sentences(3))


def test_columns_fill_the_room_and_none_is_narrower_than_its_longest_word():
    tables = [
        TABLE,
        Table(
            ("Measure", "Unit", "Latest"), (("Care at home", "% of people aged 65 and over " * 3, "61.2% (2022/23)"),)
        ),
        Table(tuple("abcde"), (tuple("words of a cell that is long " * 4 for _ in range(5)),)),
    ]
    for table in tables:
        columns = table_columns(table)
        assert sum(columns) == pytest.approx(1200)
        for place, room in enumerate(columns):
            assert max(width(word) for row in table.rows for word in row[place].split()) <= room - 28


def test_figures_stand_to_the_right_and_words_to_the_left():
    cells = Table(("Measure", "Now", "Then"), (("Beds", "−3.1 (7.4%)", "Aug 2025"), ("Cost", "£1,086", "–")))
    found = [
        attributes.get("class") for tag, attributes in Elements(screens([a_slide(table=cells)])[0]).found if tag == "td"
    ]
    assert found == ["ijb-show-right", None] * 2


def test_a_source_is_shortened_by_steps():
    one = "Public Health Scotland, Delayed discharges, to Oct 2024"
    two = f"{one}; Improvement Service, Local Government Benchmarking Framework, adult social care, to Mar 2023"
    assert source(one, 1040) == f"Source: {one}"
    assert source(two, 1200) == "Source: Public Health Scotland, to Oct 2024; Improvement Service, to Mar 2023"
    assert source(two, 900) == "Source: Public Health Scotland; Improvement Service"
    assert source(two, 500).endswith("…")
    assert source("", 1040) == ""


def test_a_title_of_the_reader_as_long_as_it_may_be_is_set_smaller():
    (fit,) = fits(a_slide(title="words of a title " * 11, chart=LINES))
    assert fit.title_size == 34
    (usual,) = fits(a_slide(chart=LINES))
    assert usual.title_size == 40


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</template></section></main>",
    '=HYPERLINK("http://x")',
    "@SUM(1)",
    "\x00\x07\x1b[31m",
    "a lone half \ud800 of a character",
    "x" * 40_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_is_more_than_text(text):
    plain = {tag for html in screens(DECK) for tag, _ in Elements(html).found}
    notes = replace(NOTES, source=text, definition=text, receipt=text, questions=(text,))
    usual = {"title": text, "subtitle": text, "alt": text, "notes": notes, "area": text}
    slides = [
        a_slide(chart=DOTS, **usual),
        a_slide(chart=replace(LINES, direction=text, breaks=((5, text),)), **usual),
        a_slide(table=Table((text, text), ((text, text),)), **usual),
        a_slide(said=(Said(text, "▲", "worse", text),), **usual),
    ]
    for html in screens(slides):
        html.encode("utf-8")
        assert not re.search("[\x00-\x08\x0b-\x1f]", html)
        for tag, attributes in Elements(html).found:
            assert tag in plain
            assert not [name for name in attributes if name.startswith("on")]
