"""A brief as a Word document, as a page and in a pack of 31: what is in the files, and that text stays text."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from choices import EDINBURGH, FIFE, HIGHLAND, WITH_SCOTLAND
from clock import TODAY
from docx import Document

from ijb.brief.blocks import Brief, Bullets, Cell, Column, Grid, Paragraph, Section, Subhead, Trend, Words, plain
from ijb.brief.content import brief, usual_moves
from ijb.charts.tokens import LIGHT
from ijb.export import pack
from ijb.export.brief_html import html
from ijb.export.brief_word import word
from ijb.remembering import Remembering
from ijb.store import SCOTLAND

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = [
    '=HYPERLINK("http://x")',
    "@SUM(1)",
    "</w:t><w:t>",
    "<script>alert(1)</script>",
    "a\x00\x07\x1fb",
    "\ud800lone",
    "x" * 40_000,
    "\u202egnirts",
    '"><img src=http://x onerror=y>',
    "</style><b>",
]


@pytest.fixture(scope="module")
def held(store):
    return Remembering(store)


@pytest.fixture(scope="module")
def usual(held):
    return usual_moves(held)


@pytest.fixture(scope="module", params=[FIFE, HIGHLAND, SCOTLAND])
def given(request, held, usual):
    return brief(held, request.param, WITH_SCOTLAND, TODAY, "https://example.org/ijb?area=x", usual)


def made(text):
    """A brief with one text wherever text can be."""
    words = (Words(text), Words(text, bold=True), Words(text, tone="worse"))
    trend = Cell(trend=Trend((1.0, None, 2.0), text, "worse"))
    columns = (Column(text, 0.6), Column(text, 0.2, drawn=True), Column(text, 0.2, right=True))
    blocks = (
        Grid(text, columns, ((plain(text), trend, plain("1")),)),
        Bullets((words,)),
        Subhead(text),
        Paragraph(words, small=True),
    )
    return Brief(text, text, FIFE, ((text, text),), (Section(text, blocks),), text, datetime(2026, 11, 21, 5, 0), "x")


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def grids(given):
    return [block.undrawn() for section in given.sections for block in section.blocks if isinstance(block, Grid)]


# --- Word ---


def test_the_same_brief_gives_the_same_bytes(given):
    assert word(given) == word(given)
    assert html(given) == html(given)


def test_headings_are_headings(given):
    document = Document(io.BytesIO(word(given)))
    held = [(each.style.name, each.text) for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert held[0] == ("Heading 1", given.title)
    assert [text for name, text in held if name == "Heading 2"] == [section.head for section in given.sections]


def test_tables_are_tables_with_a_head_that_repeats_and_a_caption(given):
    document = Document(io.BytesIO(word(given)))
    assert len(document.tables) == len(grids(given))
    for table, grid in zip(document.tables, grids(given)):
        assert [cell.text for cell in table.rows[0].cells] == [column.head for column in grid.columns]
        assert len(table.rows) == len(grid.rows) + 1
        assert [row._tr.find(f".//{W}tblHeader") is not None for row in table.rows] == [True] + [False] * len(grid.rows)
        assert all(row._tr.find(f".//{W}cantSplit") is not None for row in table.rows)
        assert table._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val") == grid.caption
        assert table._tbl.find(f".//{W}gridSpan") is None and table._tbl.find(f".//{W}vMerge") is None


def test_every_cell_is_written(given):
    document = Document(io.BytesIO(word(given)))
    for table, grid in zip(document.tables, grids(given)):
        for row, cells in zip(table.rows[1:], grid.rows):
            for shown, cell in zip(row.cells, cells):
                assert shown.text == "\n".join("".join(words.shown for words in line) for line in cell.lines)


def test_language_title_dates_and_page_are_set(given):
    data = word(given)
    document = Document(io.BytesIO(data))
    core, page = document.core_properties, document.sections[0]
    assert (core.title, core.language, core.author) == (given.title, "en-GB", "Integration performance")
    assert core.created.replace(tzinfo=None) == given.built.replace(microsecond=0, tzinfo=None)
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    styles = ElementTree.fromstring(parts(data)["word/styles.xml"])
    assert {each.get(f"{W}val") for each in styles.iter(f"{W}lang")} == {"en-GB"}
    foot = page.footer._element
    assert [each.get(f"{W}instr") for each in foot.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    assert "".join(each.text for each in foot.iter(f"{W}t")) == f"{given.foot}Page 1 of 2"


def test_there_is_no_macro_no_picture_and_no_outside_target(given):
    held = parts(word(given))
    assert not [name for name in held if re.search(r"vba|media|embeddings|thumbnail|activeX", name)]
    assert not [name for name, data in held.items() if name.endswith(".rels") and b"External" in data]


def test_colours_are_of_the_tokens(given):
    tones = {LIGHT.better, LIGHT.worse, LIGHT.soft, LIGHT.ink}
    document = ElementTree.fromstring(parts(word(given))["word/document.xml"])
    used = {each.get(f"{W}val") for each in document.iter(f"{W}color")}
    assert used <= {tone.removeprefix("#").upper() for tone in tones}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_word(text):
    data = word(made(text))
    document = Document(io.BytesIO(data))
    body = ElementTree.fromstring(parts(data)["word/document.xml"])
    shown = Words(text).shown
    assert document.paragraphs[0].text == shown.strip() or document.paragraphs[0].text == shown
    assert len(shown) <= 700
    assert document.tables[0].rows[1].cells[0].text == shown
    assert not list(body.iter(f"{W}instrText")) and not list(body.iter(f"{W}fldSimple"))
    assert not list(body.iter(f"{W}hyperlink"))


# --- HTML ---


class Read(HTMLParser):
    """Tags with their attributes, and the words between them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words.append(data)

    def all(self, name):
        return [attributes for tag, attributes in self.tags if tag == name]


def test_the_page_has_language_title_headings_and_tables_with_scope(given):
    page = Read(html(given))
    assert html(given).startswith("<!DOCTYPE html>")
    assert page.all("html") == [{"lang": "en-GB"}]
    assert given.title in page.words
    assert len(page.all("h1")) == 1
    assert len(page.all("h2")) == len(given.sections)
    count = len(grids(given))
    assert len(page.all("table")) == len(page.all("caption")) == count
    heads = [attributes["scope"] for attributes in page.all("th")]
    whole = [block for section in given.sections for block in section.blocks if isinstance(block, Grid)]
    assert heads.count("col") == sum(len(grid.columns) for grid in whole)
    assert heads.count("row") == sum(len(grid.rows) for grid in whole)


def test_the_page_asks_nothing_of_another_place(given):
    text, page = html(given), Read(html(given))
    assert not page.all("script") and not page.all("link") and not page.all("iframe")
    assert all(each["src"].startswith("data:image/svg+xml,") for each in page.all("img"))
    assert "@import" not in text and "url(" not in text
    assert [each["href"] for each in page.all("a")] == ["https://example.org/ijb?area=x"]


def test_every_small_line_is_said(given):
    page = Read(html(given))
    trends = [
        cell.trend
        for section in given.sections
        for block in section.blocks
        if isinstance(block, Grid)
        for row in block.rows
        for cell in row
        if cell.trend
    ]
    assert [each["alt"] for each in page.all("img")] == [trend.said for trend in trends]
    assert trends


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_the_page(text):
    page = Read(html(made(text)).encode("utf-8").decode("utf-8"))
    assert not page.all("script") and len(page.all("img")) == 1
    assert len(page.all("style")) == 1
    assert not [each for _, each in page.tags for name in each if name.startswith("on")]
    assert max(map(len, page.words)) < 5000


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_only_an_address_of_the_web_becomes_a_link(given, address):
    bullets = Bullets(((Words(f"Here: {address}"),),))
    page = Read(html(replace(given, sections=(Section("x", (bullets,)),))))
    assert not page.all("a")


# --- the pack ---


@pytest.fixture(scope="module")
def packed(store):
    told = []
    data = pack.briefs(store, "html", TODAY, lambda *each: told.append(each))
    return data, told


def test_a_pack_has_a_brief_for_each_area(packed, store):
    data, told = packed
    names = list(parts(data))
    assert len(names) == len(set(names)) == 31
    assert names[:2] == ["aberdeen-city-brief.html", "aberdeenshire-brief.html"]
    assert [each[:2] for each in told] == [(place, 31) for place in range(32)]
    assert told[0][2] == "Aberdeen City" and told[-1][2] == ""


def test_a_brief_in_a_pack_is_the_brief_itself(packed, store, usual):
    alone = html(brief(store, EDINBURGH, WITH_SCOTLAND, TODAY, "", usual))
    assert parts(packed[0])["edinburgh-brief.html"].decode("utf-8") == alone


def test_a_pack_has_the_same_bytes_each_time(packed, store):
    assert pack.briefs(store, "html", TODAY) == packed[0]


def test_a_pack_of_word_documents_opens(store, monkeypatch):
    monkeypatch.setattr(Remembering, "codes", lambda self, level: [FIFE, HIGHLAND])
    held = parts(
        pack.briefs(store, "docx", date(2026, 11, 21), link=lambda area: f"https://example.org/ijb?area={area}")
    )
    assert list(held) == ["fife-brief.docx", "highland-brief.docx"]
    document = Document(io.BytesIO(held["highland-brief.docx"]))
    assert document.paragraphs[0].text == "Highland: two-page brief"
    assert document.paragraphs[-1].text.endswith("https://example.org/ijb?area=S37000016")


def test_another_kind_is_refused(store):
    with pytest.raises(KeyError):
        pack.briefs(store, "pdf", TODAY)
