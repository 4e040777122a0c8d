"""What a brief says: in which order, by which rules, what is left out, and figures worked a second way."""

import re
from dataclasses import replace
from datetime import date
from statistics import median

import pandas as pd
import pytest
from choices import CODES, EDINBURGH, FIFE, HIGHLAND, ORKNEY, WITH_SCOTLAND
from clock import TODAY
from reading import WRONG

from ijb import compare
from ijb.brief import length as brief_length
from ijb.brief import notes as brief_notes
from ijb.brief import sections as brief_sections
from ijb.brief import typeface
from ijb.brief.blocks import Bullets, Cell, Column, Grid, Paragraph, Section, Subhead, Words, clean, plain
from ijb.brief.content import STEPS, brief, usual_moves
from ijb.brief.figures import figures
from ijb.brief.table import KEY, key_table
from ijb.comparators import comparator
from ijb.paths import EXTRACTS
from ijb.remembering import Remembering
from ijb.store import SCOTLAND
from ijb.views import need_gaps, standing_out

WESTERN_ISLES, CLACKMANNANSHIRE = "S37000031", "S37000005"
HEADS = [
    "Where it stands out",
    "What has changed",
    "Signals",
    "Money, need and flow",
    "What is not known",
    "Sources",
    "How to read it",
]


@pytest.fixture(scope="module")
def held(store):
    return Remembering(store)


@pytest.fixture(scope="module")
def usual(held):
    return usual_moves(held)


@pytest.fixture(scope="module")
def briefs(held, usual):
    """The brief of every area, made once."""
    return {code: brief(held, code, WITH_SCOTLAND, TODAY, "", usual) for code in CODES}


def line(words):
    return "".join(each.shown for each in words)


def cells(row):
    return [" / ".join(line(each) for each in cell.lines) for cell in row]


def written(block):
    """All texts of a block."""
    match block:
        case Grid():
            yield from (column.head for column in block.columns)
            yield from (line(each) for row in block.rows for cell in row for each in cell.lines)
            yield from (cell.trend.said for row in block.rows for cell in row if cell.trend)
        case Bullets():
            yield from map(line, block.items)
        case Paragraph():
            yield line(block.line)
        case Subhead():
            yield block.words


def everything(given):
    yield from (given.title, given.subtitle, given.foot)
    yield from (text for pair in given.facts for text in pair)
    yield from (text for section in given.sections for block in section.blocks for text in written(block))


def section(given, head):
    return next(each for each in given.sections if each.head == head)


def grid(given, head):
    return next((block for block in section(given, head).blocks if isinstance(block, Grid)), None)


def key_row(given, name):
    return next(cells(row) for row in grid(given, "Money, need and flow").rows if cells(row)[1].startswith(name))


# --- every area ---


@pytest.mark.parametrize("code", CODES)
def test_a_brief_has_its_sections_in_order_and_says_nothing_wrong(briefs, code):
    given = briefs[code]
    assert [each.head for each in given.sections] == HEADS
    assert [text for text in everything(given) if WRONG.search(text)] == []


@pytest.mark.parametrize("code", CODES)
def test_a_brief_is_within_its_length(briefs, code):
    assert brief_length.lines(briefs[code].facts, briefs[code].sections) <= brief_length.MOST


@pytest.mark.parametrize("code", CODES)
def test_with_invented_accounts_a_brief_is_whole_too(with_accounts, code):
    given = brief(with_accounts, code, WITH_SCOTLAND, TODAY, "", {})
    assert brief_length.lines(given.facts, given.sections) <= brief_length.MOST
    assert [text for text in everything(given) if WRONG.search(text)] == []


@pytest.mark.parametrize("kind", ["board", "peers", "family"])
@pytest.mark.parametrize("code", [ORKNEY, CLACKMANNANSHIRE, EDINBURGH])
def test_any_comparator_fits(held, usual, code, kind):
    given = brief(held, code, comparator(held, code, kind, []), TODAY, "https://example.org/ijb?area=x", usual)
    assert brief_length.lines(given.facts, given.sections) <= brief_length.MOST
    assert not any(WRONG.search(text) for text in everything(given))


def test_the_head_says_who_the_area_is_and_how_far_its_figures_run(briefs):
    said = dict(briefs[CLACKMANNANSHIRE].facts)
    assert said["Councils"] == "Clackmannanshire and Stirling"
    assert said["NHS board"] == "NHS Forth Valley"
    assert said["Figures to"] == "money 2022/23, need 31 Mar 2024 and flow Aug 2025; each has its own period"
    assert dict(briefs[HIGHLAND].facts)["Model"] == "Lead agency"


# --- stands out, signals ---


def test_stands_out_follows_one_ijb(held, briefs):
    found = figures(held, EDINBURGH, WITH_SCOTLAND, TODAY, {})
    expected = [stand.row["plain"] for stand in standing_out.stands(held, found.rows, "better")]
    lists = [block for block in section(briefs[EDINBURGH], HEADS[0]).blocks if isinstance(block, Bullets)]
    assert [item[1].text.removesuffix(":") for item in lists[1].items] == expected
    assert len(expected) == 3


def test_a_rule_is_told_below_or_left_to_the_dashboard(held):
    found = figures(held, HIGHLAND, WITH_SCOTLAND, TODAY, {})
    shown = brief_sections.signalled_measures(found, 1)
    lists = [block for block in brief_sections.stands(found, 5, shown).blocks if isinstance(block, Bullets)]
    said = {item[1].text: line(item) for item in lists[0].items}
    assert shown == ["delayed_beds_rate"]
    assert "(rule under Signals)" in said["Delayed discharge beds:"]
    assert "(rule on the dashboard)" in said["Delayed beds: waiting for care:"]


def test_what_is_left_out_is_counted(held):
    found = figures(held, WESTERN_ISLES, WITH_SCOTLAND, TODAY, {})
    texts = list(written(brief_sections.stands(found, 2, []).blocks[1]))
    assert texts[2:] == ["And 3 more on the dashboard."]
    assert "And 4 more on the dashboard." in line(brief_sections.signalled(found, 1).blocks[-1].line)


def test_signals_give_rule_months_what_clears_and_a_question(held, briefs):
    row = next(cells(row) for row in grid(briefs[HIGHLAND], "Signals").rows if "guard" not in cells(row)[0])
    assert row[0] == "Delayed discharge beds / 110.5 beds per 100,000 adults, in Aug 2025"
    assert row[1] == (
        "Persistent: Above its upper limit (105.5) in Aug 2025, and 17 months in a row above its average (93.2), "
        "Apr 2024 to Aug 2025. Clears when the next month is 94.0 or fewer."
    )
    assert row[2] == held.measures["delayed_beds_rate"].questions["board"][0]


def test_an_area_without_signals_says_so(briefs):
    said = line(section(briefs[FIFE], "Signals").blocks[0].line)
    assert said.startswith("Fife has no signals. 0 signals from ")
    assert grid(briefs[FIFE], "Signals") is None


def test_scotland_counts_the_areas_and_names_none(held, briefs):
    given, worse = briefs[SCOTLAND], held.signals("worse")
    for row in map(cells, grid(given, "Signals").rows):
        name = next(
            each.id
            for each in held.measures.values()
            if row[0].startswith(each.short_name + " / ") or row[0] == each.short_name
        )
        own = worse[worse["measure"] == name]
        assert row[1:3] == [
            str(own["area_code"].nunique()),
            str(own.loc[own["rung"] != "watch", "area_code"].nunique()),
        ]
    names = [held.area(code)["name"] for code in held.codes("ijb") if held.area(code)["name"] != "Highland"]
    assert [name for name in names if any(name in text for text in everything(given))] == []


# --- what has changed ---


def test_the_usual_change_is_the_median_of_the_areas(held, usual):
    name, labels = "care_at_home_people_rate", ("31 Mar 2024", "31 Mar 2023")
    history = held.history(name, "", "")
    now, before = (
        history[(history["period_label"] == label) & (history["level"] == "ijb")].set_index("area_code")["value"]
        for label in labels
    )
    doubted = held.doubted()
    unsure = doubted[
        (doubted["measure"] == name) & doubted["period_start"].isin([date(2024, 3, 31), date(2023, 3, 31)])
    ]
    moves = (now - before).dropna().drop(unsure["area_code"], errors="ignore").abs()
    assert usual[name] == pytest.approx(median(moves))


def test_a_change_says_since_when_and_how_far_areas_usually_move(briefs):
    row = cells(grid(briefs[FIFE], "What has changed").rows[0])
    assert row == [
        "Home care cost per hour / an hour, in 2024/25 prices",
        "£47.04 / 2022/23",
        "+£7.96 / since 2021/22",
        row[3],
        "▲ Rising three years running",
    ]


def test_changes_are_fired_or_large_and_none_is_in_doubt_or_across_a_break(held, usual):
    for code in CODES:
        found = figures(held, code, WITH_SCOTLAND, TODAY, usual)
        for row in brief_sections.changed_rows(found):
            change = found.changes[row["measure"]]
            fired = row["direction"].shape in ("up", "down")
            assert fired or abs(change.difference) >= 2 * usual[row["measure"]]
            assert fired or not (found.is_old(found.measure(row)) or found.is_doubted(found.measure(row)))


def test_a_broken_change_is_no_change(held):
    measure = held.measures["delayed_beds_rate"]
    broken = replace(measure, breaks=(compare.Break(date(2025, 1, 1), "A break."),))
    found = figures(held, FIFE, WITH_SCOTLAND, TODAY, {})
    start, points = found.own[measure.id]["period_start"], found.histories[measure.id]
    from ijb.brief.figures import _change

    assert _change(measure, points, start, frozenset()).difference == pytest.approx(6.2, abs=0.05)
    assert _change(broken, points, start, frozenset()) is None
    assert _change(measure, points, start, frozenset({date(2024, 8, 1)})) is None


# --- the table ---


def test_the_key_measures_are_declared(held):
    assert [name for names in KEY.values() for name in names if name not in held.measures] == []


def test_a_row_has_figure_period_change_scotland_position_and_status(briefs):
    row = key_row(briefs[FIFE], "Delayed discharge beds")
    assert row[0] == "Flow"
    assert row[2:4] == ["42.5 / Aug 2025", "+6.2"]
    assert row[5:] == ["43.2", "16 (11–19)", "● No clear change"]


def test_a_price_of_home_care_is_that_of_the_file_in_one_years_prices(briefs, held):
    """Fife 2022/23, worked from the extract and the deflator."""
    lgbf = pd.read_csv(EXTRACTS / "finance" / "lgbf_adult_social_care.csv", dtype=str)
    own = lgbf[(lgbf["LocalAuthority"] == "Fife") & (lgbf["IndicatorCode"] == "SW01") & (lgbf["Year"] == "2022-23")]
    factors = held.price_factors(held.real_basis("home_care_cost_per_hour")).set_index("period_start")["factor"]
    value = float(own["Numerator"].iloc[0]) * 1000 / float(own["Denominator"].iloc[0]) * factors[date(2022, 4, 1)]
    assert key_row(briefs[FIFE], "Home care cost per hour")[2] == f"£{value:.2f} / 2022/23"


def test_a_missing_figure_has_its_reason(briefs):
    assert key_row(briefs[FIFE], "Total reserves")[2] == "– / Not in any file held"
    assert key_row(briefs[HIGHLAND], "Total reserves")[2] == "– / Does not apply here"


def test_scotland_has_the_ends_of_the_areas_and_says_what_is_newer(briefs, held):
    row = key_row(briefs[SCOTLAND], "Delayed discharge beds")
    every = held.everywhere()
    areas = every[(every["measure"] == "delayed_beds_rate") & (every["level"] == "ijb")]["value"]
    assert row[5] == f"{areas.min():.1f} to {areas.max():.1f} / Aug 2025"


def test_scotland_has_its_own_newest_figure_and_its_change(briefs, held):
    """Beds over adults, and the same a year before: the front page says 1.5 more on Jul 2025 too."""
    series = held.series("delayed_beds_rate", "", "", [SCOTLAND]).set_index("period_label")
    newest, before = (series.loc[label, "numerator"] for label in ("Jul 2026", "Jul 2025"))
    adults, then = (series.loc[label, "denominator"] for label in ("Jul 2026", "Jul 2025"))
    row = key_row(briefs[SCOTLAND], "Delayed discharge beds")
    assert row[2:4] == ["43.9 / Jul 2026", "+1.5"]
    assert newest / adults * 100_000 == pytest.approx(43.9, abs=0.05)
    assert newest / adults * 100_000 - before / then * 100_000 == pytest.approx(1.5, abs=0.05)
    assert dict(briefs[SCOTLAND].facts)["Figures to"].startswith("money 2022/23, need 31 Mar 2024 and flow Jul 2026")


def test_scotland_gives_the_newest_who_wait_on_whichever_basis(briefs, held):
    """8,050 people on 5 Jan 2026, as published, over the adults of the row: no change on a basis begun anew."""
    row = key_row(briefs[SCOTLAND], "People waiting for assessment")
    series = held.series("people_waiting_for_assessment_rate", "basis=all_areas_submitted", "", [SCOTLAND])
    last = series.dropna(subset=["value"]).iloc[-1]
    assert (last["numerator"], last["period_label"]) == (8050, "5 Jan 2026")
    assert row[2] == f"{8050 / last['denominator'] * 100_000:.0f} / 5 Jan 2026, all areas sent a figure"
    assert row[2].startswith("177 ")


def test_counts_stand_beside_a_share_that_can_rest_on_few(briefs):
    """5 of 12 is 41.7%; Scotland's figure is of some boards only, and says so."""
    rows = [
        row
        for each in briefs[WESTERN_ISLES].sections
        for block in each.blocks
        if isinstance(block, Grid)
        for row in block.rows
    ]
    said = [cell for row in rows for cell in cells(row) if "41.7%" in cell]
    said += [text for text in everything(briefs[WESTERN_ISLES]) if text.startswith("▼") and "41.7%" in text]
    assert all("(5 of 12)" in text for text in said)
    assert len(said) >= 1
    assert any("Scotland (88.2%, partial)" in text for text in said)
    for code in CODES:
        bare = [text for text in everything(briefs[code]) if "of treatments started" in text and "in Q" in text]
        assert [text for text in bare if not re.search(r"\(\d[\d,]* of \d", text)] == []


def test_delays_in_its_hospitals_are_newer_and_said_not_to_be_its_own(briefs, held):
    """NHS Fife's hospitals in July 2026, when the file of residents ends in August 2025; none for Scotland."""
    board = held.area(FIFE)["health_board_code"]
    series = held.series("delayed_beds_treated_rate", "", "", [board]).set_index("period_label")["value"]
    (said,) = [text for text in everything(briefs[FIFE]) if text.startswith("Delays by hospital")]
    assert f"NHS Fife {series['Jul 2026']:.1f} beds per 100,000 adults, Jul 2026." in said
    assert f"{series['Jul 2025'] - series['Jul 2026']:.1f} (" in said and "fewer than in Jul 2025." in said
    assert said.endswith("so it is not the area’s own figure.")
    assert not [text for text in everything(briefs[SCOTLAND]) if "Delays by hospital" in text]
    assert ["Public Health Scotland", "Delayed Discharges in NHSScotland: bed days by health board of treatment"] in [
        cells(row)[:2] for row in grid(briefs[FIFE], "Sources").rows
    ]


def test_what_is_to_be_known_of_its_own_figures_stands_under_the_table(briefs):
    said = [text for text in everything(briefs[HIGHLAND]) if "jumps in 2022/23" in text]
    assert len(said) == 1 and said[0].startswith("Adult social work spend per adult and care home net cost per week: ")
    assert "Home care cost per hour: Highland's figure jumps in 2022/23, which may be a change in what is" in said[0]
    assert not [text for text in everything(briefs[FIFE]) if "Highland" in text]


def test_a_count_that_was_read_in_the_press_says_so(briefs):
    """Scotland's of 3 Nov 2025, in line 22 of the supplied file; that of 5 Jan 2026 was read with the publisher."""
    said = "People waiting for assessment: the figure of Scotland was read in Ireland Live (PA) quoting PHS."
    assert [text for text in everything(briefs[FIFE]) if said in text]
    assert not [text for text in everything(briefs[SCOTLAND]) if "was read in" in text]


def test_the_sources_of_the_head_are_named(briefs):
    publishers = {cells(row)[1].partition(",")[0] for row in grid(briefs[FIFE], "Sources").rows}
    assert {"Population projections", "Mid-year population estimates"} <= publishers
    assert any(title.startswith("Scottish Index of Multiple Deprivation") for title in publishers)


@pytest.mark.parametrize("code", CODES)
def test_no_age_is_given_to_a_figure_that_does_not_exist(briefs, code, held):
    """Each age is of a measure that the area has a figure of, at the period that most have."""
    every = held.everywhere()
    none = every[(every["area_code"] == code) & every["value"].isna()]["measure"]
    names = {held.measures[name].short_name.lower() for name in none if held.measures[name].areas == "residence"}
    for item in section(briefs[code], "What is not known").blocks[0].items:
        if " old): " in line(item):
            named = re.split(r"; (?:and )?|, | and ", line(item).partition(" old): ")[2].rstrip(".").lower())
            assert set(named) & names == set()


def test_the_notes_of_tables_stand_before_them(briefs):
    for code in (EDINBURGH, SCOTLAND):
        for head in ("What has changed", "Money, need and flow"):
            assert [type(each) for each in section(briefs[code], head).blocks][:2] == [Paragraph, Grid]


@pytest.mark.parametrize("code", CODES)
def test_the_sources_of_what_is_shown_are_never_cut(briefs, held, code):
    publishers = [cells(row)[:2] for row in grid(briefs[code], "Sources").rows]
    assert ["Improvement Service", "Local Government Benchmarking Framework, adult social care"] in publishers
    assert any(publisher == "Office for Budget Responsibility" for publisher, _ in publishers)
    assert ["Public Health Scotland", "Care at Home Statistics for Scotland 2023/24"] in publishers
    assert not any("on the dashboard" in line(each.line) for each in section(briefs[code], "Sources").blocks[1:])


def test_a_trend_is_said_and_left_out_where_it_cannot_be_drawn(held, usual):
    drawn = key_table(figures(held, FIFE, WITH_SCOTLAND, TODAY, usual)).blocks[1]
    row = next(row for row in drawn.rows if cells(row)[1].startswith("Delayed discharge beds"))
    history = held.history("delayed_beds_rate", "", "")
    begun = history[(history["area_code"] == FIFE) & (history["period_label"] == "Sep 2022")]["value"].iloc[0]
    assert row[4].trend.said == f"Sep 2022 to Aug 2025: from {begun:.1f} to 42.5"
    assert len(row[4].trend.values) == 36
    assert [column.head for column in drawn.undrawn().columns] == [
        "Theme",
        "Measure",
        "Newest figure",
        "Change",
        "Scotland",
        "Position (range)",
        "Status",
    ]
    assert sum(drawn.undrawn().shares) == pytest.approx(1)


# --- not known, sources, names ---


def test_what_is_not_known_names_every_measure_without_a_figure(briefs, held):
    every = held.everywhere()
    for code in (FIFE, HIGHLAND, SCOTLAND):
        said = " ".join(written(section(briefs[code], "What is not known").blocks[0])).lower()
        rows = every[(every["area_code"] == code) & every["value"].isna() & (every["basis"] == "")]
        names = [held.measures[name] for name in rows["measure"] if held.measures[name].areas == "residence"]
        assert [each.short_name for each in names if each.short_name.lower() not in said] == []
        assert all(words.lower() in said for words in need_gaps.NEVER_COUNTED)


def test_names_beyond_the_most_are_counted():
    assert brief_notes._some(["Telecare", "Beds", "NHS"], 2) == "telecare, beds and NHS"
    assert brief_notes._some(["Telecare", "Beds", "NHS", "Care"], 2) == "telecare; beds; and 2 more"


def test_sources_are_those_of_the_figures_with_licence_and_last_day(briefs):
    rows = [cells(row) for row in grid(briefs[FIFE], "Sources").rows]
    assert [
        "Improvement Service",
        "Local Government Benchmarking Framework, adult social care",
        "OGL v3.0",
        "31 Mar 2023",
    ] in rows
    assert ["Public Health Scotland", "31 Aug 2025"] in [[row[0], row[3]] for row in rows]
    assert "Open Government Licence v3.0" in line(section(briefs[FIFE], "Sources").blocks[-1].line)


def test_what_changed_has_its_source_too(briefs, held):
    """Healthy life expectancy is in the brief of Clackmannanshire and Stirling by its change alone."""
    changed = [cells(row)[0] for row in grid(briefs[CLACKMANNANSHIRE], "What has changed").rows]
    assert any(each.startswith("Healthy life expectancy") for each in changed)
    assert "Office for National Statistics" in [cells(row)[0] for row in grid(briefs[CLACKMANNANSHIRE], "Sources").rows]


def test_the_build_and_the_catalogue_are_named(briefs, held):
    said = " ".join(written(section(briefs[FIFE], "How to read it").blocks[0]))
    assert held.build()["catalogue_hash"] in said
    assert f"{held.built_at():%H:%M} UTC" in said


def test_an_address_is_printed_only_where_given(held, usual, briefs):
    given = brief(held, FIFE, WITH_SCOTLAND, TODAY, "https://example.org/ijb?area=S37000032", usual)
    assert any(text.endswith("https://example.org/ijb?area=S37000032") for text in everything(given))
    assert not any("http" in text for text in everything(briefs[FIFE]))


@pytest.mark.parametrize("code", [FIFE, CLACKMANNANSHIRE, HIGHLAND])
def test_with_names_hidden_no_other_area_is_named(store, usual, code):
    hidden = Remembering(store).hiding(code)
    names = {store.area(each)["name"] for each in store.codes("ijb") if each != code}
    kept = {store.area(code)["name"], store.area(store.area(code)["health_board_code"])["name"]}
    for kind in ("scotland", "peers", "board"):
        given = brief(hidden, code, comparator(hidden, code, kind, []), TODAY, "", usual)
        said = " ".join(everything(given))
        for name in kept:
            said = said.replace(name, "")
        assert {name for name in names if name in said} == set()


def test_a_store_that_remembers_forgets_names_when_they_are_hidden(store):
    remembered = Remembering(store)
    period = remembered.default_period("delayed_beds_rate", "")
    asked = ("delayed_beds_rate", "", "", period)
    assert "Glasgow City" in set(remembered.snapshot(*asked)["name"])
    hidden = remembered.hiding(FIFE)
    assert "Glasgow City" not in set(hidden.snapshot(*asked)["name"])
    assert "Fife" in set(hidden.snapshot(*asked)["name"])
    assert "Glasgow City" in set(remembered.snapshot(*asked)["name"])


def test_what_a_store_remembers_may_be_changed(store):
    remembered = Remembering(store)
    del remembered.last_held()["measure"]
    assert "measure" in remembered.last_held()


# --- words and lengths ---


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a\x00b\x0bc\ud800d", "abcd"),
        ("two\n lines\tand", "two lines and"),
        ("=1+1", "=1+1"),
        ("left\u202eright", "leftright"),
        ("x" * 40_000, "x" * 699 + "…"),
    ],
)
def test_text_is_cleaned_and_cut(given, shown):
    assert clean(given) == shown


def test_a_width_is_that_of_arial():
    """Of Arial's own widths: A 667, v 500, e 556; a space 278, m 833; bold letters a little wider."""
    assert typeface.width("Ave") == 667 + 500 + 556
    assert typeface.width(" m") == 278 + 833
    assert typeface.width("m", bold=True) == pytest.approx(833, rel=0.1) and typeface.width("m", bold=True) > 833


def test_words_are_broken_at_spaces():
    """Ten letters of 556 at 10 points are 55.6 wide, and with as many more 114: two lines of 100."""
    words = (Words("n" * 10 + " " + "n" * 10),)
    assert [typeface.lines(words, 10, across) for across in (115, 100, 60, 50)] == [1, 2, 2, 4]


def test_a_length_is_worked_by_hand():
    """In points: the title with its subtitle 34, a line of facts 10.35 and 2; a heading 22.5; 200 letters of 556 at 9
    points are 1,001 wide, so two lines of 504, and 2 below. A line is 10.35 high."""
    said = Section("Head", (Paragraph((Words("n" * 200),)),))
    height = 34 + 10.35 + 2 + 22.5 + 2 * 10.35 + 2
    assert brief_length.lines([("a", "b")], [said]) == pytest.approx(height / 10.35, abs=0.01)


def test_the_longest_cell_of_a_row_sets_its_height():
    """Half the width is 252, less 6 beside the words; 98 letters of 556 at 8 points are 436 wide: two lines beside one.
    A head and that row are three lines of 9.2, and 2 for each; 3 below."""
    columns = (Column("a", 0.5), Column("b", 0.5))
    table = Grid("t", columns, ((plain("n" * 98), plain("y")),))
    height = 34 + 10.35 + 2 + 22.5 + 3 * 9.2 + 2 * 2 + 3
    found = brief_length.lines([("a", "b")], [Section("Head", (table,))])
    assert found == pytest.approx(height / 10.35, abs=0.01)


def test_what_does_not_fit_below_goes_to_the_next_page():
    """A head of 46.35, a heading of 22.5 and 60 items of 11.35 are 750 of a page's 771 points: no room for a
    heading of 22.5 with the line of 12.35 that it heads."""
    items = Bullets(tuple((Words("n"),) for _ in range(60)))
    sections = [Section("One", (items,)), Section("Two", (Paragraph((Words("n"),)),))]
    expected = brief_length.PAPER + (22.5 + 12.35) / 10.35
    assert brief_length.lines([("a", "b")], sections) == pytest.approx(expected, abs=0.01)


def test_each_step_is_no_longer_than_the_one_before():
    for longer, shorter in zip(STEPS, STEPS[1:]):
        assert all(vars(shorter)[name] <= vars(longer)[name] for name in vars(longer))


def test_an_empty_cell_is_a_cell():
    assert plain("") == Cell(())
