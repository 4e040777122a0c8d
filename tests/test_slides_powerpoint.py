"""Slides as PowerPoint: read back with python-pptx and openpyxl, against values written by hand."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest
from lxml import etree
from openpyxl.chart.chartspace import ChartSpace
from openpyxl.chart.reader import read_chart  # noqa: F401 (registers the kinds of chart)
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE_TYPE

from ijb.charts.tokens import LIGHT
from ijb.export.powerpoint.line_ends import End, stands
from ijb.export.powerpoint.place import Box, Ends, apart, ends
from ijb.export.powerpoint.text import width
from ijb.export.slides import presentation
from ijb.slides.slide import (
    Bar,
    Bars,
    Curve,
    Dot,
    Dots,
    Line,
    Lines,
    Notes,
    Part,
    Point,
    Said,
    Scale,
    Scatter,
    Slide,
    Spot,
    Stacks,
    Table,
)
from ijb.slides.splitting import split

BUILT = datetime(2026, 11, 22, 3, 19, 26, tzinfo=UTC)
HOSTILE = '=HYPERLINK("http://x") @SUM(1) </a:t></w:t><script>\x01\x0b\ud800\ufffe & "q"'
NOTES = Notes(
    "Public Health Scotland, Delayed discharges, to Aug 2025",
    "A bed day is a day.",
    "Beds: the beds.",
    "Measure: Beds\nFigure in full: 45.25",
    ("What explains it?", "What of the months since?"),
)
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
YEARS = ("2021/22", "2022/23", "2023/24", "2024/25")
DAYS = tuple(date(year, 4, 1) for year in range(2021, 2025))
LINES = Lines(
    YEARS,
    DAYS,
    (
        Line("Glasgow", (40.0, None, 44.5, 45.25), "own", "Glasgow 45.3"),
        Line("Scotland", (41.0, 42.0, 43.0, 43.25), "scotland", "Scotland 43.3"),
        Line("Upper limit", (46.0, 46.0, 46.0, 46.0), "limit", "Upper limit 46.0"),
    ),
    Scale(decimals=1),
    "↓ fewer is better",
    (Point(3, "worse", "Worse than usual"), Point(0, "better", "Better than usual")),
    (),
    False,
)
BARS = Bars(
    (
        Bar("Glasgow", 45.25, "45.3", "own"),
        Bar("Scotland", 43.25, "43.3", "scotland"),
        Bar("Fife", None, "Not submitted"),
        Bar("Orkney", -3.5, "−3.5"),
    ),
    Scale(decimals=1),
)
DOTS = Dots(
    tuple(
        Dot(name, value, str(value), tone, own, named, value - 2, value + 4)
        for name, value, tone, own, named in [
            ("Renfrewshire", 5.5, "better", False, True),
            ("Fife", 20.0, "other", False, False),
            ("Glasgow", 45.25, "other", True, False),
            ("Highland", 110.5, "worse", False, True),
        ]
    ),
    Scale(decimals=1),
    "← fewer is better",
    (43.25, "Scotland 43.3"),
    "Line: range over the last 12 months",
)
STACKS = Stacks(
    YEARS, (Part("Care", (10.0, 11.0, None, 13.0)), Part("Law", (-2.0, -2.5, None, -3.0))), Scale("£", "m", 1)
)
SCATTER = Scatter(
    (Spot("Glasgow", 1.5, -2.5, own=True), Spot("Fife", -3.0, 4.0, "worse", named=True), Spot("Orkney", 0.5, 0.75)),
    "Change in spending",
    "Change in delays",
    Scale("", "%", 1, True),
    Scale("", "", 1, True),
    (Curve("Upper limit", (-4.0, 0.0, 4.0), (3.0, 2.0, 3.0)),),
    True,
)
CHARTS = {"lines": LINES, "bars": BARS, "dots": DOTS, "stacks": STACKS, "scatter": SCATTER}
TABLE = Table(("Measure", "Figure"), (("Beds", "45.3"), ("Cost", "£1,234.50")), 1)


def slide(title="Delays were 45.3", **more) -> Slide:
    return Slide(
        "trend",
        title,
        "Glasgow City. Beds.",
        alt="The chart in words.",
        notes=NOTES,
        built="22 November 2026",
        page="trend?area=S37000034",
        **more,
    )


def made(*slides: Slide, parked=()) -> bytes:
    return presentation(slides, "Delays in Glasgow", "For the roundtable", parked, BUILT)


def read(data: bytes):
    return Presentation(io.BytesIO(data))


def chart_of(given, shown=None):
    shown = shown or read(made(slide(chart=given)))
    return next(shape.chart for shape in shown.slides[1].shapes if shape.has_chart)


def series(chart) -> dict[str, list]:
    return {each.name: list(each.values) for plot in chart.plots for each in plot.series}


def every() -> bytes:
    return made(
        *(slide(chart=chart, said=(Said("It is higher.", "▲", "worse"),)) for chart in CHARTS.values()),
        slide(table=TABLE, said=(Said("Beneath."),)),
        slide(said=(Said("Alone.", "▼", "better", "Better"),)),
        parked=["Why?"],
    )


@pytest.fixture(scope="module")
def whole() -> bytes:
    return every()


# --- the figures inside ---


def test_lines_hold_the_figures_and_a_gap_for_what_is_missing():
    chart = chart_of(LINES)
    found = series(chart)
    assert chart.chart_type == XL_CHART_TYPE.LINE_MARKERS or chart.chart_type == XL_CHART_TYPE.LINE
    assert found["Glasgow"] == [40.0, None, 44.5, 45.25]
    assert found["Scotland"] == [41.0, 42.0, 43.0, 43.25]
    assert found["▲ Worse than usual"] == [None, None, None, 45.25]
    assert found["▼ Better than usual"] == [40.0, None, None, None]
    assert list(chart.plots[0].categories) == list(YEARS)
    assert chart._chartSpace.xpath("c:chart/c:dispBlanksAs/@val") == ["gap"]


def test_a_line_is_parted_at_a_break_and_days_far_apart_stand_so():
    days = (date(2020, 1, 31), date(2020, 4, 30), date(2022, 3, 31), date(2024, 1, 29))
    given = Lines(
        ("a", "b", "c", "d"),
        days,
        (Line("Scotland", (1.0, 2.0, 3.0, 4.0), "own", "Scotland 4"),),
        Scale(),
        breaks=((2, "Break, 2022"),),
    )
    shown = read(made(slide(chart=given)))
    chart = chart_of(given, shown)
    assert series(chart) == {"Scotland, to b": [1.0, 2.0, None, None], "Scotland": [None, None, 3.0, 4.0]}
    [axis] = chart._chartSpace.iter(f"{C}dateAx")
    assert axis.find(f"{C}baseTimeUnit").get("val") == "days"
    held = chart._chartSpace.xpath("//c:ser[1]/c:cat//c:pt/c:v/text()")
    assert [int(each) for each in held] == [(day - date(1899, 12, 30)).days for day in days]
    assert any(shape.has_text_frame and shape.text_frame.text == "Break, 2022" for shape in shown.slides[1].shapes)


def test_bars_run_from_the_top_with_the_own_one_dark():
    chart = chart_of(BARS)
    assert chart.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
    assert series(chart) == {"Figure": [45.25, 43.25, None, -3.5]}
    assert chart.category_axis.reverse_order
    own = chart.plots[0].series[0].points[0].format.fill.fore_color.rgb
    assert str(own) == LIGHT.own.lstrip("#").upper()
    assert list(chart.plots[0].categories)[0] == "◆ Glasgow"


def test_dots_hold_figures_and_ranges_with_the_own_a_dark_diamond():
    chart = chart_of(DOTS)
    assert chart.chart_type in (
        XL_CHART_TYPE.XY_SCATTER,
        XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS,
        XL_CHART_TYPE.XY_SCATTER_LINES,
    )
    found = {each.name: each for each in chart.plots[0].series}
    main = found["Position, first at the top"]
    assert list(main.values) == [1, 2, 3, 4]
    assert across(main) == [5.5, 20.0, 45.25, 110.5]
    assert across(found["Range, position"]) == [3.5, 9.5, None, 18.0, 24.0, None, 43.25, 49.25, None, 108.5, 114.5]
    assert across(found["Scotland, from and to"]) == [43.25, 43.25]
    assert list(found["▼ Better"].values) == [1, None, None, None]
    assert list(found["▲ Worse"].values) == [None, None, None, 4]
    [own] = [each for each in main._element.iter(f"{C}dPt") if each.find(f"{C}idx").get("val") == "2"]
    assert own.find(f"{C}marker/{C}symbol").get("val") == "diamond"
    assert own.find(f".//{A}srgbClr").get("val") == LIGHT.own.lstrip("#").upper()
    words = ["".join(label.xpath(".//a:t/text()")) for label in chart._chartSpace.iter(f"{C}rich")]
    assert [each for each in words if each[0] not in "▲▼S"] == ["Renfrewshire 5.5", "Glasgow 45.25", "Highland 110.5"]


def across(of) -> list[float | None]:
    count = int(of._element.xpath("c:xVal//c:ptCount/@val")[0])
    held = {int(each.get("idx")): float(each[0].text) for each in of._element.xpath("c:xVal//c:pt")}
    return [held.get(place) for place in range(count)]


def test_stacks_and_scatter_hold_the_figures():
    chart = chart_of(STACKS)
    assert chart.chart_type == XL_CHART_TYPE.COLUMN_STACKED
    assert series(chart) == {"Care": [10.0, 11.0, None, 13.0], "Law": [-2.0, -2.5, None, -3.0]}
    chart = chart_of(SCATTER)
    found = {each.name: each for each in chart.plots[0].series}
    assert across(found["Change in delays"]) == [1.5, -3.0, 0.5]
    assert list(found["Change in delays"].values) == [-2.5, 4.0, 0.75]
    assert across(found["Upper limit"]) == [-4.0, 0.0, 4.0]
    assert list(found["▲ Worse"].values) == [None, 4.0, None]


@pytest.mark.parametrize("kind", CHARTS)
def test_the_workbook_behind_a_chart_holds_the_same_where_the_chart_says(kind):
    chart = chart_of(CHARTS[kind])
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    sheet = book.active
    places = list(chart._chartSpace.iter(f"{C}numRef", f"{C}strRef"))
    assert places
    for place in places:
        name, ends_of = place.find(f"{C}f").text.split("!")
        cells = (
            [
                cell
                for row in sheet[
                    f"{ends_of.replace('$', '')}:{ends_of.replace('$', '')}".split(":")[0]
                    if ":" not in ends_of
                    else ends_of.replace("$", "")
                ]
                for cell in row
            ]
            if ":" in ends_of
            else [sheet[ends_of.replace("$", "")]]
        )
        held = {int(each.get("idx")): each[0].text for each in place.iter(f"{C}pt")}
        assert name == sheet.title
        for at, cell in enumerate(cells):
            assert (cell.value is None) == (at not in held)
            assert cell.value is None or str(cell.value) == held[at] or cell.value == pytest.approx(float(held[at]))
    first = [cell.value for cell in sheet["A"]]
    named = {
        "dots": ["Area", "Renfrewshire", "Fife", "Glasgow", "Highland"],
        "scatter": ["Area", "Glasgow", "Fife", "Orkney"],
    }
    assert [each for each in first if each] == named.get(kind, [each for each in first if each])


# --- the look ---


def test_it_is_wide_with_real_placeholders_numbers_and_no_pictures(whole):
    shown = read(whole)
    assert (shown.slide_width, shown.slide_height) == (12192000, 6858000)
    for each in shown.slides:
        assert each.shapes.title is not None and each.shapes.title.text_frame.text
        kinds = [str(holder.placeholder_format.type).split()[0] for holder in each.placeholders]
        assert {"SLIDE_NUMBER", "FOOTER", "DATE"} <= set(kinds)
        assert [field.get("type") for field in each.shapes._spTree.iter(f"{A}fld")] == ["slidenum"]
        assert all(shape.shape_type != MSO_SHAPE_TYPE.PICTURE for shape in each.shapes)
    assert not [
        name for name in zipfile.ZipFile(io.BytesIO(whole)).namelist() if "media" in name or "thumbnail" in name
    ]


def test_the_foot_says_source_and_caveat_and_when_the_figures_were_built(whole):
    words = [shape.text_frame.text for shape in read(whole).slides[1].shapes if shape.has_text_frame]
    assert "Public Health Scotland, Delayed discharges, to Aug 2025. A bed day is a day." in words
    assert "Figures as built 22 November 2026" in words


SOURCE = (
    "Public Health Scotland, Delayed discharges by reason, https://x.scot/one/two-three.csv; "
    "Audit Scotland, Report on delayed discharges by the Auditor General and the Accounts Commission, 2026, "
    "https://audit.scot/news/a-long-address-that-nobody-reads-on-a-screen; Improvement Service, Framework, to Mar 2023"
)


def foot_of(source: str, caveat: str) -> str:
    given = Slide("b", "t", said=(Said("One."),), notes=Notes(source, caveat, "Definition."))
    page = read(made(given)).slides[1]
    assert caveat in page.notes_slide.notes_text_frame.text and source in page.notes_slide.notes_text_frame.text
    [found] = [
        each.text_frame.text for each in page.placeholders if str(each.placeholder_format.type).startswith("FOOTER")
    ]
    return found


def test_the_foot_has_no_addresses_and_ends_with_a_whole_sentence():
    whole_source = (
        "Public Health Scotland, Delayed discharges by reason; Audit Scotland, Report on delayed discharges by the "
        "Auditor General and the Accounts Commission, 2026; Improvement Service, Framework, to Mar 2023."
    )
    assert foot_of(SOURCE, "Short.") == f"{whole_source} Short."
    one, two = "This sentence has ten words in all, and no more.", "Of these words a second line would be full. "
    assert foot_of(SOURCE, f"{one} {two * 3}".strip()) == (
        f"Public Health Scotland; Audit Scotland; Improvement Service, to Mar 2023. {one} {two * 3}".strip()
    )
    long = f"{one} {'Word ' * 90}end."
    assert foot_of(SOURCE, long) == f"{whole_source} {one}"
    assert foot_of("", "Short.") == "Short."


def test_a_subtitle_keeps_whole_sentences_on_two_lines_and_the_notes_the_rest():
    first, last = "Fife. Beds occupied by people whose discharge is delayed, per 100,000 adults.", "Fewer is better."
    middle = (
        "The range is that which is expected from the figures of the area itself, "
        "over the thirty-six months that are held here and no others."
    )
    stays = "The axis does not start at zero."
    page = read(made(Slide("b", "t", f"{first} {middle} {stays} {last}", said=(Said("One."),)))).slides[1]
    shown = next(each for each in page.placeholders if each.placeholder_format.idx == 13).text_frame.text
    assert shown == f"{first} {middle} {stays}"
    assert f"{middle} {stays} {last}" in page.notes_slide.notes_text_frame.text
    page = read(made(Slide("b", "t", f"{first} {middle} {middle} {stays}", said=(Said("One."),)))).slides[1]
    shown = next(each for each in page.placeholders if each.placeholder_format.idx == 13).text_frame.text
    assert shown == f"{first} {middle} {stays}"


@pytest.mark.parametrize("page", ["https://x.scot/trend?area=S1", "trend?area=S1", ""])
def test_the_notes_give_the_view_as_it_is_given(page):
    said = read(made(Slide("b", "t", said=(Said("One."),), page=page))).slides[1].notes_slide.notes_text_frame.text
    assert (f"The view: {page}" in said.splitlines()) == bool(page)
    assert ("The view" in said) == bool(page)


def test_the_range_has_its_mark_in_the_key():
    words = [shape.text_frame.text for shape in read(made(slide(chart=DOTS))).slides[1].shapes if shape.has_text_frame]
    assert any("●— Line: range over the last 12 months" in each for each in words)


def test_every_shape_has_words_for_who_cannot_see_it_or_is_marked_as_decoration(whole):
    for each in read(whole).slides:
        for shape in each.shapes:
            held = next(shape._element.iter(f"{P}cNvPr"))
            decoration = [mark.get("val") for mark in held.iter("{*}decorative")]
            assert bool(held.get("descr")) != (decoration == ["1"])


def test_notes_hold_definition_source_caveat_receipt_questions_and_view(whole):
    for place in range(1, 8):
        said = read(whole).slides[place].notes_slide.notes_text_frame.text
        for words in (
            "Beds: the beds.",
            NOTES.source,
            NOTES.caveat,
            "Figure in full: 45.25",
            *NOTES.questions,
            "trend?area=S37000034",
        ):
            assert words in said


def test_every_run_is_british_english(whole):
    archive = zipfile.ZipFile(io.BytesIO(whole))
    for name in archive.namelist():
        if re.match(r"ppt/(slides|charts|notesSlides|slideMasters|slideLayouts)/[^_]", name) and name.endswith(".xml"):
            for run in etree.fromstring(archive.read(name)).iter(f"{A}rPr", f"{A}defRPr", f"{A}endParaRPr"):
                assert run.get("lang") == "en-GB", name


def test_type_and_colours_of_the_theme_are_ours(whole):
    archive = zipfile.ZipFile(io.BytesIO(whole))
    themes = [name for name in archive.namelist() if "/theme/" in name]
    for name in themes:
        theme = etree.fromstring(archive.read(name))
        assert {each.get("typeface") for each in theme.iter(f"{A}latin")} == {"Arial"}
        assert theme.find(f".//{A}accent5/{A}srgbClr").get("val") == LIGHT.better.lstrip("#").upper()
        assert theme.find(f".//{A}dk1/{A}srgbClr").get("val") == LIGHT.ink.lstrip("#").upper()
    assert len(themes) == 2


def test_no_type_is_smaller_than_can_be_read(whole):
    archive = zipfile.ZipFile(io.BytesIO(whole))
    for name in archive.namelist():
        if re.match(r"ppt/(slides|charts)/[^_]", name):
            sizes = [int(each) for each in re.findall(rb'\bsz="(\d+)"', archive.read(name))]
            least = 1200 if "slides" in name else 1600
            assert min(sizes) >= least
            assert not {each for each in sizes if 1200 < each < 1600} - {1400}  # 14: the number of the slide


def test_a_table_has_its_head_flagged_and_the_own_row_in_bold_with_its_mark():
    shown = read(made(slide(table=TABLE)))
    [table] = [shape.table for shape in shown.slides[1].shapes if shape.has_table]
    assert table.first_row and not table.horz_banding
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Measure", "Figure"],
        ["Beds", "45.3"],
        ["◆ Cost", "£1,234.50"],
    ]
    assert table.cell(2, 0).text_frame.paragraphs[0].runs[0].font.bold
    assert not table.cell(1, 0).text_frame.paragraphs[0].runs[0].font.bold


def test_marks_before_sentences_have_their_colour():
    shown = read(made(slide(said=(Said("Higher.", "▲", "worse"), Said("Lower.", "▼", "better"), Said("Same.")))))
    [body] = [shape for shape in shown.slides[1].placeholders if shape.placeholder_format.idx == 14]
    runs = [paragraph.runs for paragraph in body.text_frame.paragraphs]
    assert [[run.text for run in each] for each in runs] == [["▲ ", "Higher."], ["▼ ", "Lower."], ["Same."]]
    colours = [str(each[0].font.color.rgb) for each in runs[:2]]
    assert colours == [LIGHT.worse.lstrip("#").upper(), LIGHT.better.lstrip("#").upper()]


def test_questions_parked_stand_last_and_only_where_there_are_any():
    shown = read(made(slide(said=(Said("One."),)), parked=["Why is it so?", "  "]))
    assert [each.shapes.title.text_frame.text for each in shown.slides] == [
        "Delays in Glasgow",
        "Delays were 45.3",
        "Questions parked",
    ]
    assert "1. Why is it so?" in [
        shape.text_frame.text for shape in shown.slides[2].placeholders if shape.has_text_frame
    ]
    assert len(read(made(slide(said=(Said("One."),)))).slides) == 2


def test_nothing_to_draw_is_said():
    empty = Lines(YEARS, DAYS, (Line("Fife", (None,) * 4, "own", "Fife"),), Scale())
    shown = read(made(slide(chart=empty)))
    assert not any(shape.has_chart for shape in shown.slides[1].shapes)
    assert "No figure is held that could be drawn." in [shape.text_frame.text for shape in shown.slides[1].placeholders]


# --- the file ---


def test_the_same_slides_are_the_same_bytes(whole):
    assert every() == whole
    held = read(whole).core_properties
    assert (held.title, held.author) == ("Delays in Glasgow", "Integration performance")
    assert held.created == held.modified == datetime(2026, 11, 22, 3, 19, 26)
    assert {each.date_time for each in zipfile.ZipFile(io.BytesIO(whole)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def hostile() -> bytes:
    chart = Bars((Bar(HOSTILE, 3.0, HOSTILE, "own"), Bar("=1+1", 4.0, "@x")), Scale())
    dots = Dots(
        (Dot(HOSTILE, 1.0, HOSTILE, named=True), Dot("-1", 2.0, "2", own=True)),
        Scale(),
        HOSTILE,
        (1.5, HOSTILE),
        HOSTILE,
        HOSTILE,
    )
    lines = Lines(
        (HOSTILE, "b"),
        DAYS[:2],
        (Line(HOSTILE, (1.0, 2.0), "own", HOSTILE),),
        Scale(),
        "",
        (Point(1, "worse", HOSTILE),),
        ((1, HOSTILE),),
    )
    notes = Notes(HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE, HOSTILE))
    slides = [
        Slide(
            "b",
            HOSTILE * 9,
            HOSTILE,
            each,
            None,
            (Said(HOSTILE, "▲", "worse", HOSTILE),),
            HOSTILE,
            HOSTILE,
            notes,
            HOSTILE,
            HOSTILE,
        )
        for each in (chart, dots, lines)
    ]
    table = Slide("b", "t", table=Table((HOSTILE, "b"), ((HOSTILE, "x" * 40_000),)), notes=notes)
    long = Slide("b", "x" * 40_000, "y" * 40_000, said=(Said("z" * 40_000),))
    return presentation([*slides, table, long], HOSTILE, HOSTILE, [HOSTILE, "w" * 40_000], BUILT)


def test_hostile_text_stays_text():
    data = hostile()
    shown = read(data)
    assert "</a:t>" in shown.slides[1].shapes.title.text_frame.text
    charts = [shape.chart for each in shown.slides for shape in each.shapes if shape.has_chart]
    assert len(charts) == 3
    for chart in charts:
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        for row in book.active.iter_rows():
            assert all(cell.data_type in ("s", "n", "d") for cell in row)
            assert all(cell.quotePrefix for cell in row if isinstance(cell.value, str) and cell.value[0] in "=@-")
    assert not re.search(
        r"hlinkClick|TargetMode",
        "".join(zipfile.ZipFile(io.BytesIO(data)).read(name).decode() for name in shown_parts(data)),
    )
    assert faults(data) == []


def shown_parts(data: bytes) -> list[str]:
    return [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if name.endswith((".xml", ".rels"))]


def test_the_package_is_whole(whole):
    assert faults(whole) == []


def faults(data: bytes) -> list[str]:
    """What would make PowerPoint offer to repair the file."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    names = archive.namelist()
    found = [f"twice: {name}" for name in names if names.count(name) > 1]
    types = etree.fromstring(archive.read("[Content_Types].xml"))
    defaults = {each.get("Extension") for each in types if each.tag.endswith("Default")}
    overrides = {each.get("PartName") for each in types if each.tag.endswith("Override")}
    found += [
        f"no type: {name}"
        for name in names
        if f"/{name}" not in overrides and name.rpartition(".")[2] not in defaults and name != "[Content_Types].xml"
    ]
    found += [f"no part: {name}" for name in overrides if name[1:] not in names]
    reached = {"[Content_Types].xml"}
    for name in names:
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            rels = etree.fromstring(archive.read(name))
            targets = [posixpath.normpath(posixpath.join(folder, each.get("Target"))).lstrip("/") for each in rels]
            reached |= {name, *targets}
            found += [f"{name}: no {target}" for target in targets if target not in names]
            owner = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
            if owner in names:
                used = set(re.findall(rb'\br:(?:id|embed|link)="([^"]+)"', archive.read(owner)))
                found += [f"{owner}: {each}" for each in used - {rel.get("Id").encode() for rel in rels}]
    found += [f"not reached: {name}" for name in names if name not in reached]
    for name in names:
        if re.match(r"ppt/(slides|slideLayouts|slideMasters|notesSlides)/[^_]", name):
            ids = [each.get("id") for each in etree.fromstring(archive.read(name)).iter(f"{P}cNvPr")]
            found += [f"{name}: id {each} twice" for each in set(ids) if ids.count(each) > 1]
        if re.match(r"ppt/charts/[^_]", name):
            found += [f"{name}: {each}" for each in out_of_order(etree.fromstring(archive.read(name)))]
    return found


def out_of_order(chart: etree._Element) -> list[str]:
    """Elements of a chart in another order than openpyxl, which knows the schema, writes them in; or unknown to it."""
    for each in chart.findall(f"{C}externalData"):
        chart.remove(each)
    again = ChartSpace.from_tree(chart).to_tree()
    return [tag for tag, same in compared(chart, again) if not same]


def compared(one, other):
    first = [each for each in one if isinstance(each.tag, str) and each.tag.startswith(C)]
    kinds = {each.tag for each in other}
    order = [each.tag for each in other]
    places = [order.index(each.tag) for each in first if each.tag in kinds]
    yield one.tag, places == sorted(places)
    for tag in {each.tag for each in first} & kinds:
        for left, right in zip(
            [each for each in first if each.tag == tag], [each for each in other if each.tag == tag]
        ):
            yield from compared(left, right)


# --- splitting ---


def test_what_does_not_fit_a_page_goes_on_the_next_and_no_word_is_lost():
    said = tuple(
        Said(
            f"Sentence {place} is forty characters long or so.",
            head="Worse" if place == 0 else "Better" if place == 5 else "",
        )
        for place in range(8)
    )
    pages = split(Slide("b", "What stands out", said=said), characters=50, lines=6, beside=2)
    assert [page.title for page in pages] == [
        f"What stands out ({at} of {len(pages)})" for at in range(1, len(pages) + 1)
    ]
    assert [each.words for page in pages for each in page.said] == [each.words for each in said]
    # A line and the gap are 1.4: a heading and three sentences are 5.6; so are a heading, two, and the next heading.
    assert [len(page.said) for page in pages] == [3, 2, 3]
    assert [page.said[0].head for page in pages] == ["Worse", "Worse (continued)", "Better"]


def test_pages_of_sentences_are_evenly_full():
    said = tuple(Said(f"Sentence {place} of one line.") for place in range(7))
    # A line and its gap are 1.4: a page of eight lines and a bit holds six, and the seventh would stand alone.
    pages = split(Slide("b", "t", said=said), characters=40, lines=8.5)
    assert [len(page.said) for page in pages] == [4, 3]
    drawn = split(Slide("b", "t", chart=LINES, said=said), characters=40, lines=8.5, beside=0)
    assert [len(page.said) for page in drawn] == [0, 4, 3]


def test_a_slide_that_fits_is_left_as_it_is():
    given = Slide("b", "t", said=(Said("One."), Said("Two.")))
    assert split(given) == [given]


def test_only_the_first_page_has_the_chart():
    said = (Said("a " * 60), Said("b " * 60), Said("c " * 60))
    pages = split(Slide("b", "t", chart=LINES, said=said, alt="alt"), characters=60, lines=10, beside=3)
    assert [page.chart is None for page in pages] == [False, True]
    assert [len(page.said) for page in pages] == [1, 2]


def test_a_sentence_longer_than_a_page_is_parted():
    words = " ".join(f"Sentence {place} of many." for place in range(100))
    pages = split(Slide("b", "t", said=(Said(words, "▲", "worse", "Head"),)), characters=40, lines=10)
    assert " ".join(each.words for page in pages for each in page.said) == words
    assert all(each.mark == "" for page in pages[1:] for each in page.said)


# --- places ---


def test_ends_are_round_and_hold_every_value():
    assert (ends([3.0, 47.0], True).low, ends([3.0, 47.0], True).high) == (0.0, 50.0)
    assert ends([34.8, 46.0], False).ticks[0] <= 34.8 and ends([34.8, 46.0], False).ticks[-1] >= 46.0
    assert (ends([-3.5, 45.0], True).low, ends([-3.5, 45.0], True).high) == (-10.0, 50.0)
    assert ends([5.0], False).low < 5.0 < ends([5.0], False).high
    assert ends([None], True).high == 1.0


def test_labels_keep_clear_of_each_other_in_their_order():
    assert apart([50.0, 50.0, 50.0], [20.0] * 3, 0, 200) == [30.0, 50.0, 70.0]
    assert apart([10.0, 100.0], [20.0] * 2, 0, 200) == [10.0, 100.0]
    assert apart([2.0, 3.0], [20.0] * 2, 0, 200) == [10.0, 30.0]
    assert apart([199.0, 150.0], [20.0] * 2, 0, 200) == [190.0, 150.0]


BOX = Box(0, 0, 800, 300)
PLOT = Box(60, 10, 600, 250)


def words_at(chart: Lines, ends_of: list[str]) -> list[Box]:
    """The boxes of the words, by where the chart says that they stand, in a plot from 0 to 200."""
    reach = Ends(0, 200, 50)
    count = len(chart.periods)
    places = [place / (count - 1) for place in range(count)]
    found = [
        End((words,), True, max(place for place, value in enumerate(line.values) if value is not None))
        for words, line in zip(ends_of, chart.lines)
    ]
    boxes = []
    for (place, stand), end in zip(sorted(stands(chart, found, places, reach, PLOT, BOX).items()), found):
        wide = width(end.lines[0], 18, chart.lines[place].tone == "own")
        left = PLOT.left + PLOT.width * places[end.at] + (6 if stand.side == "r" else -6 - wide)
        middle = PLOT.bottom - PLOT.height * chart.lines[place].values[end.at] / 200
        across, down = stand.shift or (0, 0)
        boxes.append(Box(left + across * BOX.width, middle + down * BOX.height - 10, wide, 20))
    return boxes


def over(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def test_words_of_lines_that_end_at_different_places_lie_over_neither_each_other_nor_a_break():
    years = tuple(str(year) for year in range(2018, 2025))
    days = tuple(date(year, 4, 1) for year in range(2018, 2025))
    money = (100.0, 101.0, 102.0, 107.0, 108.0, None, None)
    need = (100.0, 104.0, 99.0, 85.0, 96.0, 113.0, None)
    delays = (100.0, 114.0, 88.0, 142.0, 125.0, 99.0, 107.0)
    lines = tuple(Line(name, values, "other") for name, values in zip("abc", (money, need, delays)))
    boxes = words_at(Lines(years, days, lines, Scale()), ["Money 108 (£1,093)", "Need 113 (332)", "Delays 107 (674)"])
    assert not any(over(boxes[at], boxes[with_]) for at, with_ in ((0, 1), (0, 2), (1, 2)))
    early = (Line("a", (150.0, 160.0, 170.0, 172.0, 173.0, 172.0, None), "own"),)
    broken = Lines(years, days, (*early, Line("b", (None,) * 6 + (177.0,), "own")), Scale(), breaks=((6, "Break"),))
    words = words_at(broken, ["Scotland 172, estimated", "Scotland 177"])
    at_break = Box(PLOT.left + PLOT.width * 5.5 / 6, PLOT.top, 1, PLOT.height)
    assert not any(over(each, at_break) for each in words) and not over(*words)


def test_words_of_low_lines_stand_over_the_axis():
    low = tuple(Line(str(place), (value, value), "other") for place, value in enumerate((30.0, 11.0, 2.0, 0.0)))
    boxes = words_at(Lines(("a", "b"), DAYS[:2], low, Scale()), ["75 to 84 30", "65 11", "18 2", "0 to 17 0.0"])
    assert all(each.bottom <= PLOT.bottom for each in boxes)
    assert [each.top for each in boxes] == sorted(each.top for each in boxes)
    assert all(lower.top - upper.top >= 20 for upper, lower in zip(boxes, boxes[1:]))


def test_words_are_as_wide_as_in_arial():
    # By the widths of its letters, in thousandths: F 611, i 222, f 278, e 556; in bold 611, 278, 333, 556.
    assert width("Fife", 20) == pytest.approx(1.667 * 20, rel=0.01)
    assert width("Fife", 20, True) == pytest.approx(1.778 * 20, rel=0.01)


def test_a_table_too_long_for_a_page_goes_on_the_next_under_the_same_heads():
    rows = tuple((f"Row {place}", "word " * 24) for place in range(8))
    shown = read(made(slide(table=Table(("Measure", "What it says"), rows, 6), said=(Said("Beneath."),))))
    tables = [shape.table for each in shown.slides for shape in each.shapes if shape.has_table]
    assert len(tables) > 1
    assert {table.cell(0, 1).text for table in tables} == {"What it says"}
    found = [row.cells[0].text for table in tables for row in list(table.rows)[1:]]
    assert found == [f"{'◆ ' if place == 6 else ''}Row {place}" for place in range(8)]
    assert any(shape.has_text_frame and shape.text_frame.text == "Beneath." for shape in shown.slides[-1].placeholders)
