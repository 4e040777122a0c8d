"""What the pages are given, on the real figures: every measure and breakdown, every area, and each kind of sentence."""

import html
import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ijb import comparators, paths
from ijb.charts.status import NOT_TESTED
from ijb.comparators import Comparator, comparator
from ijb.export.table import csv_bytes
from ijb.measures import Break, catalogue
from ijb.store import SCOTLAND, Store
from ijb.views import about, areas, board, comparison, glance, measure_rows, one_ijb, parts, trend, windows
from ijb.views.areas import Question
from ijb.views.trend import Asked

TODAY = date(2026, 11, 21)
MEASURES = catalogue(paths.MEASURES)
BY_RESIDENCE = [measure.id for measure in MEASURES.values() if measure.areas == "residence"]
EDINBURGH, FIFE, HIGHLAND, ORKNEY = "S37000012", "S37000032", "S37000016", "S37000022"
GLASGOW, LOTHIAN = "S37000034", "S08000024"
TABLES = 2  # of each measure, in how many breakdowns the cells of the tables are read too
WITH_SCOTLAND = Comparator("scotland", "Scotland", SCOTLAND)

# What no reader should ever see: missing values, halves of sentences, a hyphen for a minus.
WRONG = re.compile(
    r"\bnan\b|\bNone\b|\bNaT\b|<NA>|\binf\b|\{|\}|  |\.\.|\s[,.;:]|%%|\(\)|(?<![\w.])-\d"
    r"|(?<![\d.,–])1 (?:areas|others|percentage points|years|months|figures)\b"
)
CODES = sorted(row.split(",")[0] for row in (paths.REFERENCE / "integration_authorities.csv").read_text().split()[1:])
CODES = [SCOTLAND, *[code for code in CODES if code.startswith("S37")]]


@pytest.fixture(scope="module", name="store")
def remembering(store):
    """The store, each question asked of the database once: the pages' own functions ask the same many times."""
    held = object.__new__(Store)
    vars(held).update(vars(store))
    answers = {}

    def ask(sql, *values):
        key = (sql, repr(values))
        if key not in answers:
            answers[key] = store._ask(sql, *values)
        return answers[key].copy()

    held._ask = ask
    return held


def texts(*shown):
    """What is read of fragments of HTML: words between tags, and what is read out in their place."""
    for each in shown:
        fragment = str(each)
        yield from (html.unescape(said) for said in re.findall(r'(?:aria-label|title|alt)="([^"]*)"', fragment))
        yield from (html.unescape(words) for words in re.split(r"<[^>]*>", fragment) if words.strip())


def wrong(*shown):
    """The texts that no reader should see."""
    return [words for words in texts(*shown) if WRONG.search(words)]


def ends_rightly(sentence):
    return sentence.endswith(".") and not sentence.endswith("..") and sentence[0] == sentence[0].upper()


def asked_everywhere(store, measure):
    """Every breakdown and basis of a measure at its first period; of those in two parts (age and reason), two."""
    held = store.breakdowns(measure.id) or [measure.default_breakdown]
    both = [breakdown for breakdown in held if "|" in breakdown]
    for breakdown in [each for each in held if "|" not in each] + both[:1] + both[-1:]:
        period = store.default_period(measure.id, breakdown)
        for basis in dict.fromkeys(["", store.real_basis(measure.id)]):
            yield Question(measure, breakdown, basis, period)


def question(store, name, breakdown=None):
    measure = store.measures[name]
    whole = areas.default_question(store, measure)
    return whole if breakdown is None else replace(whole, breakdown=breakdown)


def rows(store, name, own=EDINBURGH, kind="scotland", breakdown=None):
    asked = question(store, name, breakdown)
    return asked, areas.rows(store, asked, own, comparator(store, own, kind, [FIFE]), {"area": own})


def trend_of(store, name, area, breakdown="", window="recent", basis=""):
    asked = Asked(store.measures[name], breakdown, basis, area, window)
    return asked, trend.line(store, asked)


def test_what_no_reader_should_see_is_caught():
    bad = ["nan people", "None", "a  b", "the end..", "a , b", "5%%", "fell by -3", "1 areas", "in 1 areas", "NaT"]
    assert all(WRONG.search(words) for words in bad)
    good = ["2022-24", "31 areas", "47.1 areas", "Not submitted", "12 (11–31)", "−3", "nano", "0.1 percentage points"]
    assert not any(WRONG.search(words) for words in good)


# Every measure, breakdown and price basis


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_is_compared_in_every_breakdown(store, name):
    for place, asked in enumerate(asked_everywhere(store, store.measures[name])):
        own = CODES[(MEASURES[name].order + 7 * place) % 32]
        kind = list(comparators.kinds(store, own))[place % len(comparators.kinds(store, own))]
        beside = comparator(store, own, kind, [FIFE if own != FIFE else ORKNEY])
        found = areas.rows(store, asked, own, beside, {"area": own})
        scotland = areas.scotland_row(store, asked)
        assert len(found) == (14 if asked.measure.areas == "treatment" else 31)
        assert not found["area_code"].duplicated().any()
        check_sentences(asked, found, scotland, beside)
        if place < TABLES:
            check_tables(asked, found, scotland, beside)


def check_sentences(asked, found, scotland, beside):
    subtitle, on_map = comparison.subtitle(asked, found), comparison.map_subtitle(asked, found)
    alt = comparison.alt(asked, found, scotland)
    assert ends_rightly(subtitle) and ends_rightly(on_map) and ends_rightly(alt)
    title, rest = alt.split(". ", 1)
    assert title == comparison.title(asked, found) and ends_rightly(rest)
    said = [
        subtitle,
        on_map,
        alt,
        comparison.missing(found),
        comparison.boards_title(found),
        comparison.boards_subtitle(asked),
        comparison.boards_sentence(asked, found),
        comparison.table_title(asked, found, "value"),
        *comparison.own_block(asked, found, beside),
        *(words for _, words in comparison.chart_extras(found, beside)),
        *(column.head for column in comparison.columns(asked, beside)),
    ]
    if found["value"].isna().all():
        said.append(comparison.nothing(asked, found, scotland))
    assert wrong(*said) == []
    assert set(found["mark"]) == {NOT_TESTED} or "No colour" not in on_map
    assert max(map(len, comparison.as_tiles(asked, found)["value_text"].dropna()), default=0) <= 6


def check_tables(asked, found, scotland, beside):
    both = comparison.with_scotland(found, scotland)
    cells = [cell for column in comparison.columns(asked, beside) for cell in both[column.key]]
    assert wrong(*cells, *found["reason"]) == []
    download = comparison.download(asked, found, scotland)
    assert wrong(about.plain_table(download)) == []
    assert csv_bytes(about.exported(download), download.about).count(b"\r\n") == len(both) + len(download.about) + 2


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_has_its_trend_in_every_breakdown(store, name):
    for place, at in enumerate(asked_everywhere(store, store.measures[name])):
        code = trend.area_for(store, at.measure, CODES[(MEASURES[name].order + 5 * place) % 32])
        asked = Asked(at.measure, at.breakdown, at.basis, code, ("recent", "all")[place % 2])
        line = trend.line(store, asked)
        others = trend.others(store, asked, [SCOTLAND, FIFE], line)
        assert wrong(*said_of_trend(store, asked, line, others)) == []
        assert not line.title.endswith(".")
        assert line.latest is None or ends_rightly(trend.said(asked, line))
        assert ends_rightly(trend.subtitle(asked, line, others)) and ends_rightly(trend.alt(asked, line, others))
        pieces = parts.parts(store, asked)
        assert pieces.empty or wrong(*said_of_parts(asked, pieces)) == []
        assert place >= TABLES or wrong(about.plain_table(trend.download(store, asked, line))) == []


def said_of_trend(store, asked, line, others):
    return [
        trend.page_title(store, asked),
        line.title,
        line.change,
        trend.subtitle(asked, line, others),
        trend.said(asked, line),
        trend.nothing(line, others),
        trend.alt(asked, line, others),
        *(words for _, words in trend.key_extras(line, others)),
        *line.frame["value_text"],
    ]


def said_of_parts(asked, pieces):
    return [
        parts.title(asked, pieces),
        parts.subtitle(asked),
        parts.alt(asked, pieces),
        parts.drill_links(asked, pieces, {"area": asked.area}),
        *pieces["value_text"],
    ]


@pytest.mark.parametrize("code", CODES)
def test_every_area_has_a_row_for_every_measure(store, code):
    kinds = list(comparators.kinds(store, code))
    kind = kinds[CODES.index(code) % len(kinds)]
    found = measure_rows.rows(store, code, comparator(store, code, kind, [FIFE, ORKNEY]), {"area": code})
    assert found["measure"].tolist() == BY_RESIDENCE
    shown = [cell for column in one_ijb.columns(store.area(code), WITH_SCOTLAND) for cell in found[column.key]]
    assert wrong(*shown, *found["compared"]) == []
    for tone in ("worse", "better"):
        standing = one_ijb.standing_out(found, tone)
        assert len(standing) <= 5
        assert wrong(*(words for _, words in standing)) == []
        assert all(mark.tone == tone and ends_rightly(str(words).removesuffix("</span>")) for mark, words in standing)
    assert wrong(*(words for pair in one_ijb.facts(store, code) for words in pair)) == []


@pytest.mark.parametrize("code", CODES[1:])
def test_every_area_is_shown_beside_the_others_of_its_board(store, code):
    own = store.area(code)
    found = board.rows(store, own, {"area": code})
    assert len(found) == len(store.members(own["health_board_code"])) + 2
    assert wrong(board.title(store, own), board.subtitle(store), *found.drop(columns="area_code").stack()) == []


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_says_where_it_comes_from_and_what_it_is_for(store, name):
    measure = MEASURES[name]
    assert wrong(about.source_line(store, measure, TODAY), about.definition(store, measure)) == []
    named = [head for head, _ in about.attribution(store, measure)]
    assert named[:3] == ["Measure", "Definition", "Direction"]
    assert {"Source", "Licence", "Attribution"} <= set(named)


# Areas side by side


def test_rows_are_best_first_and_those_without_a_figure_last(store):
    _, delays = rows(store, "delayed_beds_rate")
    assert delays["value"].is_monotonic_increasing
    _, treatment = rows(store, "drug_and_alcohol_treatment_within_3_weeks")
    assert treatment["value"].dropna().is_monotonic_decreasing
    assert treatment["value"].isna().tolist() == [False] * 28 + [True] * 3
    assert treatment["reason"].tail(3).tolist() == ["Not collected or not published apart"] * 2 + ["Not submitted"]
    assert treatment["value_text"].tail(3).tolist() == treatment["reason"].tail(3).tolist()
    _, spend = rows(store, "adult_social_work_spend_per_adult")
    assert spend["value"].is_monotonic_decreasing


def test_the_order_may_be_by_name_or_by_board(store):
    _, found = rows(store, "delayed_beds_rate")
    assert comparison.ordered(found, "value").equals(found)
    by_name = comparison.ordered(found, "name")["name"].tolist()
    assert by_name == sorted(by_name)
    by_board = comparison.ordered(found, "board")
    assert by_board["board_name"].is_monotonic_increasing
    assert by_board.loc[by_board["board_name"] == "NHS Tayside", "name"].tolist() == [
        "Angus",
        "Dundee City",
        "Perth and Kinross",
    ]


def test_the_own_area_and_its_peers_are_flagged(store):
    _, found = rows(store, "delayed_beds_rate", EDINBURGH, "peers")
    assert found.loc[found["own"], "area_code"].tolist() == [EDINBURGH]
    assert set(found.loc[found["peer"], "area_code"]) == set(store.peers(EDINBURGH))
    _, alone = rows(store, "delayed_beds_rate", EDINBURGH)
    assert not alone["peer"].any()


def test_a_row_stands_against_its_comparator(store):
    asked, found = rows(store, "delayed_beds_rate", EDINBURGH, "board")
    lothian = store.snapshot(asked.measure.id, "", "", asked.period).set_index("area_code")["value"][LOTHIAN]
    assert found["other"].unique().tolist() == [lothian]
    row = found[found["own"]].iloc[0]
    assert row["against_text"] == f"+{row['value'] - lothian:.1f}"


def test_edinburghs_own_words(store):
    asked, found = rows(store, "delayed_beds_rate")
    assert [list(texts(block)) for block in comparison.own_block(asked, found, WITH_SCOTLAND)] == [
        ["Edinburgh"],
        [
            "26.7 beds per 100,000 adults: 8th of 31, where 1st is fewest; between 8th and 20th over the last 12 "
            "months. Its range of positions overlaps that of 19 other areas, so it cannot be told apart from them by "
            "position. 16.5 below Scotland (43.2)."
        ],
    ]


def test_an_area_without_a_figure_says_why(store):
    asked, found = rows(store, "drug_and_alcohol_treatment_within_3_weeks", "S37000028")
    assert list(texts(*comparison.own_block(asked, found, WITH_SCOTLAND))) == [
        "South Lanarkshire",
        "Not submitted for Q1 2025/26.",
    ]
    assert comparison.missing(found) == (
        "No figure (not collected or not published apart: East Lothian and Midlothian; not submitted: "
        "South Lanarkshire)."
    )


def test_no_block_where_the_own_area_is_not_among_the_rows(store):
    asked, found = rows(store, "delayed_beds_rate", SCOTLAND)
    assert comparison.own_block(asked, found, WITH_SCOTLAND) == []
    assert comparison.own_name(found) is None


def test_where_nobody_has_a_figure_it_says_what_would_bring_one(store):
    asked, found = rows(store, "total_reserves_share")
    scotland = areas.scotland_row(store, asked)
    assert comparison.title(asked, found) == "Total reserves: no area has a figure"
    assert comparison.nothing(asked, found, scotland) == (
        "No area has a figure for 2025/26 (not in any file held). Once a file with figures by area "
        "is put in data/extracts, they are shown here."
    )
    assert comparison.missing(found) == "" and comparison.boards_sentence(asked, found) == ""
    asked, found = rows(store, "people_waiting_for_assessment_rate")
    assert "Scotland: 172 people waiting per 100,000 adults." in comparison.nothing(
        asked, found, areas.scotland_row(store, asked)
    )


def test_what_is_not_tested_has_no_colour(store):
    asked, found = rows(store, "readmissions_rate")
    assert set(found["mark"]) == {NOT_TESTED}
    assert comparison.map_subtitle(asked, found).endswith(
        "2022/23. No colour: these figures are not tested against the area’s own past."
    )
    asked, found = rows(store, "delayed_beds_rate")
    assert comparison.map_subtitle(asked, found).endswith(
        "Aug 2025. Colour: the newest figure against the area’s own past."
    )


@pytest.mark.parametrize("name", ["delayed_beds_rate", "carers_supported", "home_care_cost_per_hour", "rural_share"])
def test_tiles_of_most_measures_have_four_characters_at_most(store, name):
    assert max(map(len, comparison.as_tiles(*rows(store, name))["value_text"].dropna())) <= 4


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("delayed_beds_rate", 43.21, "43"),
        ("delayed_beds_rate", 9.04, "9.0"),
        ("delayed_beds_rate", 0, "0.0"),
        ("adult_social_work_spend_per_adult", 967.5, "£968"),
        ("adult_social_work_spend_per_adult", 2393, "£2,393"),
        ("home_care_cost_per_hour", 27.35, "£27"),
        ("emergency_admissions_65plus_rate", 22009, "22k"),
        ("emergency_admissions_65plus_rate", 9999, "9,999"),
        ("carers_supported", 100, "100"),
        ("outturn_variance_share", -3.25, "−3.3"),
    ],
)
def test_a_figure_for_a_tile(name, value, words):
    assert comparison.map_text(MEASURES[name], value) == words


def test_boards_with_one_figure_or_two_alike_say_one(store):
    asked = question(store, "delayed_beds_rate")
    shown = pd.DataFrame(
        {"board_name": ["NHS Fife", "NHS Tayside", "NHS Tayside", "NHS Borders"], "value": [4.0, 2.04, 1.96, None]}
    )
    assert comparison.boards_sentence(asked, shown) == "NHS Fife 4.0; NHS Tayside 2.0."
    assert comparison.boards_title(shown) == "Within health board areas, figures lie farthest apart in NHS Tayside"
    assert comparison.boards_title(shown.head(1)) == "By health board area"


def test_the_table_says_how_it_is_ordered(store):
    asked, found = rows(store, "delayed_beds_rate")
    assert comparison.table_title(asked, found, "value") == "All 31 areas, fewest first"
    assert comparison.table_title(asked, found, "board") == "All 31 areas, by health board area"
    asked, found = rows(store, "delayed_beds_treated_rate")
    assert comparison.table_title(asked, found, "value") == "All 14 health board areas of treatment, fewest first"
    assert "Position (range)" not in [column.head for column in comparison.columns(asked, WITH_SCOTLAND)]


def test_scotland_comes_with_the_rows_and_has_no_position(store):
    asked, found = rows(store, "delayed_beds_rate")
    scotland = areas.scotland_row(store, asked)
    both = comparison.with_scotland(found, scotland)
    assert len(both) == 32
    assert both["area_code"].iloc[0] == SCOTLAND
    assert (scotland["place_text"], scotland["against_text"], scotland["change_text"]) == ("–", "–", "−1.0")
    assert comparison.dashed(scotland) == (pytest.approx(43.2, abs=0.05), "43.2")


def test_the_download_holds_figures_in_full_under_what_they_are(store):
    asked, found = rows(store, "delayed_beds_rate", breakdown="reason=code9_awi")
    download = comparison.download(asked, found, areas.scotland_row(store, asked))
    assert download.file_name == "delayed_beds_rate-2025-08-01-reason-code9_awi"
    assert download.about == [
        ("Period", "Aug 2025"),
        ("Unit", "beds per 100,000 adults"),
        ("Breakdown", "Guardianship (Code 9 AWI)"),
    ]
    exported = about.exported(download)
    assert exported.columns[:3].tolist() == ["Area", "Code", "Value"]
    row = exported[exported["Area"] == "Edinburgh"].iloc[0]
    assert row["Value"] == row["Numerator"] / row["Denominator"] * 100_000


def test_column_heads_name_the_comparator_and_the_year(store):
    asked = question(store, "carers_supported")
    heads = [column.head for column in comparison.columns(asked, comparator(store, EDINBURGH, "board", []))]
    assert heads[1:4] == ["% of carers", "Against the NHS Lothian area", "On two years ago"]


def test_key_words_for_each_kind_of_comparator(store):
    words = {}
    for kind in ("board", "peers", "family", "own"):
        _, found = rows(store, "delayed_beds_rate", EDINBURGH, kind)
        extras = dict(comparison.chart_extras(found, comparator(store, EDINBURGH, kind, [FIFE])))
        words[kind] = extras["peer"]
    assert words == {
        "board": "In the NHS Lothian area",
        "peers": "Nearest peers",
        "family": "In family group 1",
        "own": "Areas chosen",
    }


# One IJB


def test_every_comparator_gives_every_held_measure_a_figure(store):
    for kind in ("scotland", "board", "peers", "family", "own"):
        found = measure_rows.rows(store, GLASGOW, comparator(store, GLASGOW, kind, [FIFE]), {})
        delays = found[found["measure"] == "delayed_beds_rate"].iloc[0]
        assert delays["other"] != "–", kind
        assert delays["compared"] != "", kind


def test_what_stands_out_is_farthest_first_and_never_untested(store):
    found = measure_rows.rows(store, ORKNEY, WITH_SCOTLAND, {})
    worse = [list(texts(words)) for _, words in one_ijb.standing_out(found, "worse")]
    assert worse == [
        [
            "Delayed beds: waiting for care",
            " 100.2 in Aug 2025: worse than usual, above its upper limit. 69.9 above Scotland (30.3).",
        ],
        [
            "Delayed discharge beds",
            " 100.2 in Aug 2025: worse than usual, above its upper limit. 57.0 above Scotland (43.2).",
        ],
    ]
    tested = found[[mark.tone in ("better", "worse") for mark in found["mark"]]]
    assert set(MEASURES[name].chart_method for name in tested["measure"]) == {"xmr"}


def test_at_most_five_stand_out(store):
    found = measure_rows.rows(store, ORKNEY, WITH_SCOTLAND, {})
    worse = found[[mark.tone == "worse" for mark in found["mark"]]].iloc[[0]]
    seven = pd.concat([worse.assign(distance=float(place), plain=str(place)) for place in range(7)])
    shown = [next(texts(words)) for _, words in one_ijb.standing_out(seven, "worse")]
    assert shown == ["6", "5", "4", "3", "2"]


def test_nothing_standing_out_says_whether_anything_was_tested(store):
    found = measure_rows.rows(store, ORKNEY, WITH_SCOTLAND, {})
    assert one_ijb.none_words(found) == (
        "Nothing meets a rule. 5 of 46 measures are tested against the area’s own past."
    )
    assert one_ijb.none_words(found[found["measure"] == "rural_share"]) == "No measure has been tested yet."


def test_a_change_over_more_than_a_year_says_so(store):
    found = measure_rows.rows(store, EDINBURGH, WITH_SCOTLAND, {}).set_index("measure")["change"]
    assert found["carers_supported"] == "−2.5 in 2 years"
    assert found["healthy_life_expectancy_female"] == "−2.6 in 3 years"
    assert found["delayed_beds_rate"] == "−11.6"
    assert found["rural_share"] == "–"


def test_an_old_figure_is_named_where_the_newest_is_missing(store):
    found = measure_rows.rows(store, "S37000028", WITH_SCOTLAND, {}).set_index("measure")["latest"]
    words = list(texts(found["drug_and_alcohol_treatment_within_3_weeks"]))
    assert words[0] == "–"
    assert re.fullmatch(r"Not submitted; [\d.]+% in Q\d 20\d\d/\d\d", words[1])


def test_facts_of_an_area_and_of_scotland(store):
    assert one_ijb.facts(store, "S37000005")[:3] == [
        ("Councils", "Clackmannanshire and Stirling"),
        ("NHS board", "NHS Forth Valley"),
        ("Model", "Integration joint board"),
    ]
    assert one_ijb.facts(store, HIGHLAND)[2] == ("Model", "Lead agency")
    assert one_ijb.facts(store, EDINBURGH)[3] == ("Aged 75 or over, 2024", "40,457 people, 7.6%")
    assert one_ijb.facts(store, SCOTLAND)[:2] == [("NHS boards", "14"), ("Integration authorities", "31")]


def test_the_download_of_an_area_has_its_board_neither_in_nor_left_out(store):
    download = one_ijb.download(store, store.area(EDINBURGH))
    figures = about.exported(download)
    assert download.file_name == "edinburgh-every-measure"
    assert set(figures["Measure"]) == {measure.name for measure in MEASURES.values()}
    spend = figures[figures["Measure"] == MEASURES["adult_social_work_spend_per_adult"].name]
    assert spend["Prices"].tolist() == ["cash", "real 2024/25"]


# Trend


def test_the_window_is_36_months_from_the_last_figure(store):
    _, line = trend_of(store, "delayed_beds_rate", EDINBURGH)
    assert line.frame["period_label"].iloc[[0, -1]].tolist() == ["Sep 2022", "Aug 2025"]
    assert len(line.frame) == 36
    _, whole = trend_of(store, "delayed_beds_rate", EDINBURGH, window="all")
    assert len(whole.frame) == 110  # July 2016 to August 2025
    assert whole.frame["period_label"].iloc[0] == "Jul 2016"


def test_a_yearly_series_is_always_whole(store):
    lengths = [
        len(trend_of(store, "carers_supported", EDINBURGH, window=window)[1].frame) for window in ("recent", "all")
    ]
    assert lengths[0] == lengths[1]
    assert windows.window_words(MEASURES["carers_supported"]) == {"all": "All periods"}
    assert windows.window_words(MEASURES["delayed_beds_rate"])["recent"] == "Last 36 months"
    quarterly = MEASURES["drug_and_alcohol_treatment_within_3_weeks"]
    assert windows.window_words(quarterly)["recent"] == "Last 36 quarters"


def test_the_limits_drawn_are_those_of_the_newest_point(store):
    _, line = trend_of(store, "delayed_beds_rate", EDINBURGH)
    assert (line.limits["start"], line.limits["end"]) == (date(2022, 9, 1), date(2025, 8, 1))
    assert line.limits["lower"] < line.limits["centre"] < line.limits["upper"]
    assert line.latest["value"] < line.limits["lower"]
    assert trend_of(store, "readmissions_rate", EDINBURGH)[1].limits is None


def test_edinburghs_trend_in_words(store):
    asked, line = trend_of(store, "delayed_beds_rate", EDINBURGH)
    others = trend.others(store, asked, [SCOTLAND], line)
    assert trend.page_title(store, asked) == "Edinburgh: delayed discharge beds over time"
    assert line.title == "Delays were 26.7 beds per 100,000 adults in Aug 2025, 11.6 (30%) fewer than in Aug 2024"
    assert trend.said(asked, line) == (
        "The figure for Aug 2025 is below its lower limit. It clears when the next "
        "figure is inside the limits. Figures that follow one another are alike, so this chart flags more than chance "
        "alone would. Published figure, estimated population."
    )
    assert trend.alt(asked, line, others) == (
        f"{line.title}. From Sep 2022 to Aug 2025, highest 46.2 in Sep 2022, lowest 25.4 in Jun 2025. The same figures "
        "are in the table below."
    )


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("projected_75plus_growth", "Edinburgh: growth in people 75 and over, over time"),
        ("delayed_bed_days_75plus_rate", "Edinburgh: delayed bed days, 75 and over, over time"),
        ("drug_and_alcohol_treatment_within_3_weeks", "Edinburgh: drug and alcohol: within 3 weeks, over time"),
        ("readmissions_rate", "Edinburgh: readmissions within 28 days over time"),
    ],
)
def test_over_time_stands_clear_of_the_name(store, name, title):
    assert trend.page_title(store, Asked(MEASURES[name], "", "", EDINBURGH, "all")) == title


def test_a_measure_by_treatment_is_drawn_for_the_board(store):
    treated = MEASURES["delayed_beds_treated_rate"]
    assert trend.area_for(store, treated, EDINBURGH) == LOTHIAN
    assert trend.area_for(store, treated, SCOTLAND) == SCOTLAND
    assert trend.area_for(store, MEASURES["delayed_beds_rate"], EDINBURGH) == EDINBURGH


def test_a_single_figure_has_no_extremes(store):
    asked, line = trend_of(store, "rural_share", EDINBURGH)
    assert line.title == "The share of people in rural areas was 0.9% of people on 30 Jun 2021"
    assert trend.alt(asked, line, {}) == f"{line.title}. The same figures are in the table below."
    assert line.change == "There is no figure for a year before to compare with."


def test_an_extreme_reached_again_is_the_first(store):
    asked, line = trend_of(store, "waiting_for_care_share", ORKNEY)
    assert "highest 100.0%, first in Oct 2024, lowest" in trend.alt(asked, line, {})


def test_an_area_without_a_line_names_those_shown(store):
    asked, line = trend_of(store, "total_reserves_share", HIGHLAND)
    assert line.latest is None and line.frame.empty
    assert line.title == "Total reserves: no figure for Highland (does not apply here)"
    assert trend.alt(asked, line, {}) == f"{line.title}."
    assert trend.said(asked, line) == ""
    assert trend.nothing(line, {}) == ""
    asked, line = trend_of(store, "people_waiting_for_assessment_rate", EDINBURGH, "basis=estimated")
    one = trend.others(store, asked, [SCOTLAND], line)
    assert list(one) == ["Scotland"]
    assert trend.nothing(line, one).endswith(" The line shown is that of Scotland.")
    assert trend.nothing(line, one | {"Fife": None}).endswith(" The lines shown are those of Scotland and Fife.")


def test_others_keep_to_the_periods_of_the_own_line(store):
    asked, line = trend_of(store, "delayed_beds_rate", EDINBURGH)
    others = trend.others(store, asked, [SCOTLAND, FIFE, EDINBURGH, FIFE], line)
    assert list(others) == ["Scotland", "Fife"]
    for frame in others.values():
        assert frame["period_label"].iloc[[0, -1]].tolist() == ["Sep 2022", "Aug 2025"]


def test_the_comparators_line_is_its_area_or_scotland(store):
    asked = Asked(MEASURES["delayed_beds_rate"], "", "", EDINBURGH, "recent")
    assert trend.compared(store, asked, comparator(store, EDINBURGH, "board", [])) == [LOTHIAN]
    assert trend.compared(store, asked, comparator(store, EDINBURGH, "peers", [])) == [SCOTLAND]
    assert trend.compared(store, replace(asked, area=SCOTLAND), WITH_SCOTLAND) == []


@pytest.mark.parametrize(
    ("name", "status", "below", "said"),
    [
        ("delayed_beds_rate", "published", "estimated", "Published figure, estimated population."),
        ("readmissions_rate", "provisional", "published", "Provisional figure, published denominator."),
        ("carers_supported", "derived", None, "Figure worked out here."),
        ("delayed_beds_rate", "partial", "derived", "Partial figure, population worked out here."),
    ],
)
def test_the_status_of_figure_and_denominator(name, status, below, said):
    assert trend.status_said(MEASURES[name], pd.Series({"status": status, "denominator_status": below})) == said


def test_a_break_inside_the_window_is_headed_and_told(store):
    asked, line = trend_of(store, "care_services_good_share", EDINBURGH, window="all")
    measure = replace(asked.measure, breaks=(Break(date(2024, 7, 1), "Counted anew."),))
    assert trend.break_heads(measure, line, {}) == [(date(2024, 7, 1), "Break, July 2024")]
    assert "Break in July 2024: Counted anew." in trend.said(replace(asked, measure=measure), line)
    assert [at for at, _ in trend.break_heads(asked.measure, line, {})] == [date(2021, 6, 1), date(2022, 11, 1)]
    _, recent = trend_of(store, "care_services_good_share", EDINBURGH)
    assert trend.break_heads(asked.measure, recent, {}) == []


# Parts


def test_delays_come_apart_by_reason_and_then_by_age(store):
    delays = MEASURES["delayed_beds_rate"]
    assert parts.next_kind(delays, "") == "reason"
    assert parts.next_kind(delays, "reason=code9_awi") == "age"
    assert parts.next_kind(delays, "age=75plus") == "reason"
    assert parts.next_kind(delays, "age=75plus|reason=code9_awi") is None
    assert parts.next_kind(MEASURES["people_waiting_for_assessment_rate"], "basis=estimated") is None
    assert parts.next_kind(MEASURES["rural_share"], "") is None


def test_only_reasons_are_drawn_one_on_another():
    stacked = {
        measure.id
        for measure in MEASURES.values()
        if parts.can_stack(Asked(measure, measure.default_breakdown, "", EDINBURGH, "recent"))
    }
    assert stacked == {measure.id for measure in MEASURES.values() if measure.breakdowns[:1] == ("reason",)}
    assert parts.can_stack(Asked(MEASURES["delayed_beds_rate"], "age=75plus", "", EDINBURGH, "recent"))
    assert not parts.can_stack(Asked(MEASURES["delayed_beds_rate"], "reason=code9_awi", "", EDINBURGH, "recent"))


def test_the_reasons_of_a_month_add_up_to_the_whole(store):
    asked, line = trend_of(store, "delayed_beds_rate", EDINBURGH)
    pieces = parts.parts(store, asked)
    assert pieces["slug"].nunique() == 4
    together = pieces.groupby("period_start")["value"].sum()
    whole = line.frame.set_index("period_start")["value"]
    assert together.tolist() == pytest.approx(whole.tolist(), abs=1e-6)
    shown = pieces[pieces["period_start"] == date(2025, 8, 1)]["value_text"].astype(float).sum()
    assert shown == pytest.approx(26.7, abs=0.2)  # four roundings


def test_parts_are_largest_first_and_link_further(store):
    asked, _ = trend_of(store, "delayed_beds_rate", EDINBURGH)
    pieces = parts.parts(store, asked)
    assert parts.order(pieces) == [
        "Waiting for care or support",
        "Guardianship",
        "Patient or family reasons",
        "Other complex needs",
    ]
    links = parts.drill_links(asked, pieces, {"area": EDINBURGH})
    assert links.count("<a ") == 4
    assert "breakdown=reason%3Dcode9_awi" in links and "All together" not in links


def test_a_reason_comes_apart_by_age_and_leads_back(store):
    asked, _ = trend_of(store, "delayed_beds_rate", EDINBURGH, "reason=code9_awi")
    pieces = parts.parts(store, asked)
    assert set(pieces["part"]) == {"18 to 74", "75 and over"}
    assert set(pieces["slug"]) == {"age=18_74|reason=code9_awi", "age=75plus|reason=code9_awi"}
    assert list(texts(parts.drill_links(asked, pieces, {"area": EDINBURGH, "breakdown": "reason=code9_awi"}))) == [
        "Look at one part: ",
        "All together",
    ]
    assert parts.subtitle(asked) == (
        "The same measure by age group, on one scale. Each age group is a rate of its own population."
    )


def test_a_share_by_age_is_no_rate_of_a_population(store):
    asked = Asked(MEASURES["waiting_for_care_share"], "", "", EDINBURGH, "recent")
    assert parts.subtitle(asked) == "The same measure by age group, on one scale."


def test_the_part_that_changed_most_is_named_with_both_periods(store):
    asked, _ = trend_of(store, "delayed_beds_rate", EDINBURGH)
    assert parts.title(asked, parts.parts(store, asked)) == (
        "Waiting for care or support changed most from Aug 2024 to Aug 2025: down 9.0, to 20.6 beds per 100,000 adults"
    )


def test_parts_that_did_not_change_name_the_highest(store):
    asked, _ = trend_of(store, "delayed_beds_rate", EDINBURGH)
    pieces = parts.parts(store, asked)
    newest = pieces[pieces["period_start"] == date(2025, 8, 1)]
    assert parts.title(asked, newest) == (
        "Waiting for care or support is highest, at 20.6 beds per 100,000 adults in Aug 2025"
    )


def test_a_part_whose_last_figure_is_older_says_of_when_it_is(store):
    asked, _ = trend_of(store, "delayed_beds_rate", EDINBURGH)
    pieces = parts.parts(store, asked)
    gone = (pieces["part"] == "Guardianship") & (pieces["period_start"] > date(2025, 6, 1))
    panels = parts.panels(pieces.assign(value=pieces["value"].mask(gone)))
    figures = {part: figure for part, figure, _ in panels}
    assert figures["Waiting for care or support"] == "20.6"
    assert re.fullmatch(r"[\d.]+ \(Jun 2025\)", figures["Guardianship"])


def test_what_does_not_come_apart_has_no_parts(store):
    asked, _ = trend_of(store, "rural_share", EDINBURGH)
    assert parts.parts(store, asked).empty
    asked, _ = trend_of(store, "delayed_beds_rate", EDINBURGH, "age=75plus|reason=code9_awi")
    assert parts.parts(store, asked).empty


# Scotland at a glance


def test_the_lead_says_which_way_money_need_and_flow_went(store):
    headlines = glance.headlines(store)
    assert [headline.label for headline in headlines] == ["Money", "Need", "Flow"]
    assert glance.lead(headlines) == (
        "About as much is spent on adult social work as a year before, a larger share of older people receive care at "
        "home and delays in hospital per adult have risen."
    )


def test_the_lead_is_as_true_of_the_numbers_as_of_the_rates(store):
    for name, start in (("care_at_home_people_rate", date(2024, 3, 31)), ("delayed_beds_rate", date(2026, 7, 1))):
        series = store.series(name, "", "", [SCOTLAND]).set_index("period_start")
        before = start.replace(year=start.year - 1)
        rate, number = (series[column][start] - series[column][before] for column in ("value", "numerator"))
        assert rate * number > 0, name


@pytest.mark.parametrize(
    ("label", "change", "said"),
    [
        ("Money", 100, "More is spent on adult social work than a year before."),
        ("Money", -100, "Less is spent on adult social work than a year before."),
        ("Money", 1, "About as much is spent on adult social work as a year before."),
        ("Need", 100, "A larger share of older people receive care at home."),
        ("Need", -100, "A smaller share of older people receive care at home."),
        ("Need", -1, "About the same share of older people receive care at home as a year before."),
        ("Flow", 100, "Delays in hospital per adult have risen."),
        ("Flow", -100, "Delays in hospital per adult have fallen."),
        ("Flow", 1, "Delays in hospital per adult are little changed."),
    ],
)
def test_each_headline_rises_falls_or_stays(store, label, change, said):
    headline = next(each for each in glance.headlines(store) if each.label == label)
    moved = replace(headline, change=replace(headline.change, difference=float(change), base=1000.0))
    assert glance.lead([moved]) == said


def test_no_headline_without_a_change_is_led_with(store):
    assert glance.lead([]) == ""
    headline = replace(glance.headlines(store)[0], change=None)
    assert glance.lead([headline]) == ""


@pytest.mark.parametrize("code", [SCOTLAND, EDINBURGH, ORKNEY])
def test_the_figures_of_the_front_page(store, code):
    for headline in glance.headlines(store):
        figure = glance.figure(store, headline, code, TODAY)
        assert wrong(figure.label, figure.value, figure.unit, *figure.below) == []
        said = " ".join(texts(*figure.below))
        assert ("Edinburgh" in said) == (code == EDINBURGH)
        assert "The 31 areas with a figure run from" in said


def test_who_waits_is_told_for_scotland_by_its_newest_date(store):
    assert glance.waiting(store, TODAY) == (
        "8,050 people were waiting for a social care assessment on 5 Jan 2026 (all areas sent a figure). It is "
        "published for Scotland only, and is 10 months old."
    )


def test_how_much_is_not_known_counts_measures_and_areas(store):
    held, none = (" ".join(texts(words)) for words in glance.not_known(store))
    assert held.endswith(
        f"one for each of {len(BY_RESIDENCE)} measures and 31 areas, at the newest period that most areas have."
    )
    assert f" of {len(BY_RESIDENCE) * 31:,} figures are held" in held
    assert "people waiting for assessment" in none and none.endswith(".")


def test_the_largest_changes_are_four_each_way_alike(store):
    asked, found = rows(store, "delayed_beds_rate")
    said = list(texts(glance.changes_list(store, asked, found, {"area": EDINBURGH})))
    assert said[0] == "Largest changes up or down, delayed discharge beds, Aug 2025"
    assert said[1:3] == ["Western Isles", ": 46.6 more than in Aug 2024, at 132.2 beds per 100,000 adults"]
    assert len(said) == 9


def test_nothing_to_compare_with_is_said_instead(store):
    asked, found = rows(store, "rural_share")
    assert list(texts(glance.changes_list(store, asked, found, {})))[1:] == [
        "No area has a figure for a year before to compare with."
    ]


def test_what_was_revised_is_counted(store):
    said = glance.revised(store)
    assert (
        said == "No earlier figure has been revised: there is no earlier edition here to compare with."
        or re.fullmatch(r"[\d,]+ earlier figures have been revised, the latest by .+\.", said)
    )


# Sources


def test_a_source_says_where_it_is_up_to_and_when_more_is_due(store):
    said = "".join(texts(about.source_line(store, MEASURES["delayed_beds_rate"], TODAY)))
    assert (
        "held to 31 Aug 2025. Newer figures have been due since November 2025; README.md says how to add them." in said
    )
    assert "Scotland’s newest months: Public Health Scotland" in said
    assert "Population: National Records of Scotland" in said
    early = "".join(texts(about.source_line(store, MEASURES["delayed_beds_rate"], date(2025, 10, 1))))
    assert "The next figures are due in November 2025." in early


def test_a_source_not_supplied_yet_says_so(store):
    said = "".join(texts(about.source_line(store, MEASURES["total_reserves_share"], TODAY)))
    assert "not supplied yet" in said
