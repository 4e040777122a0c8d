"""What Compare says of its rows: titles, boards, columns, keys and the download."""

import pandas as pd
import pytest
from choices import EDINBURGH, FIFE, WITH_SCOTLAND, question, rows
from reading import texts

from ijb.comparators import comparator
from ijb.store import SCOTLAND
from ijb.views import about, areas, comparison


def test_who_has_no_figure_is_named_with_the_reason(store):
    asked, found = rows(store, "drug_and_alcohol_treatment_within_3_weeks", "S37000028")
    assert comparison.missing(found) == (
        "No figure (not collected or not published apart: East Lothian and Midlothian; not submitted: "
        "South Lanarkshire)."
    )


def test_no_own_name_where_the_own_area_is_not_among_the_rows(store):
    _, found = rows(store, "delayed_beds_rate", SCOTLAND)
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


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("delayed_beds_rate", "Against its own past"),
        ("home_care_cost_per_hour", "Against its own past"),
        ("delayed_beds_treated_rate", "Against its own past"),
        ("readmissions_rate", "Where it stands"),
        ("healthy_life_expectancy_male", "Where it stands"),
        ("carers_supported", "Where it stands"),
        ("rural_share", "Where it stands"),
        ("emergency_admissions_rate", "Where it stands"),
    ],
)
def test_the_last_column_is_where_it_stands_if_no_past_is_tested(store, name, head):
    asked, found = rows(store, name)
    both = comparison.with_scotland(found, areas.scotland_row(store, asked))
    last = comparison.columns(asked, WITH_SCOTLAND)[-1]
    assert (last.head, last.html) == (head, True)
    words = [mark.words for mark in both["level" if head == "Where it stands" else "direction"]]
    first = "–" if head == "Where it stands" else words[0]  # Scotland stands among nobody, and has a past
    assert [next(texts(cell)) for cell in both[last.key]] == [first, *words[1:]]


def test_a_cell_against_its_own_past_says_the_rule_in_short(store):
    asked, found = rows(store, "delayed_beds_rate")
    both = comparison.with_scotland(found, areas.scotland_row(store, asked)).set_index("area_code")
    assert list(texts(both["status_cell"][EDINBURGH])) == ["Better than usual", "below its limit"]


def test_under_a_position_stands_the_level_only_if_it_is_apart(store):
    _, found = rows(store, "delayed_beds_rate")
    cells = {row["name"]: list(texts(row["place_cell"])) for row in found.to_dict("records")}
    assert cells["Western Isles"] == [
        found.set_index("name")["place_text"]["Western Isles"],
        "Far higher: worse",
    ]
    assert cells["Edinburgh"] == ["8 (8–20)"]
    assert sum(len(cell) == 2 for cell in cells.values()) == 1


def test_the_line_behind_a_dot_is_of_what_the_level_is_tested_by(store):
    words = {}
    for name in ("delayed_beds_rate", "readmissions_rate", "healthy_life_expectancy_male", "carers_supported"):
        asked, found = rows(store, name)
        extras = dict(comparison.chart_extras(found, WITH_SCOTLAND))
        words[name] = extras["range"], areas.range_words(asked.measure)
    assert words == {
        "delayed_beds_rate": ("Range", "Range over the last 12 months"),
        "readmissions_rate": (
            "99.8% limits",
            "Range that chance and usual differences allow an area of its size (99.8%)",
        ),
        "healthy_life_expectancy_male": ("95% interval", "95% interval"),
        "carers_supported": ("Range", "Range of the last three figures"),
    }


def test_an_interval_behind_a_dot_is_the_published_one(store):
    asked, found = rows(store, "healthy_life_expectancy_male")
    held = store._ask(
        "select area_code, lower, upper from observation where measure = ? and period_start = ? and breakdown = ''",
        asked.measure.id,
        asked.period.start,
    ).set_index("area_code")
    row = found[found["own"]].iloc[0]
    assert (row["low"], row["high"]) == tuple(held.loc[EDINBURGH])
    assert row["low"] < row["value"] < row["high"]


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


# Who is apart from Scotland


def test_a_title_says_who_is_apart_from_scotland_where_that_is_tested(store):
    """East Renfrewshire alone has a 99.8% interval of healthy life that Scotland's does not meet."""
    titles = {
        "readmissions_rate": "Readmissions: no area is clearly apart from Scotland; areas run from 64.3 to 142.2 "
        "readmissions per 1,000 discharges",
        "care_services_good_share": "The share of services graded good or better: no area is clearly apart from "
        "Scotland; areas run from 67.6% to 94.7% of graded services",
        "healthy_life_expectancy_male": "Healthy life expectancy of men is clearly higher in East Renfrewshire than in "
        "Scotland; areas run from 52.9 to 72.9 years in good health",
        "delayed_beds_rate": "Delays are highest in Western Isles (132.2 beds per 100,000 adults) and lowest in "
        "Renfrewshire (5.5)",
        "people_waiting_for_assessment_rate": "People waiting for an assessment (estimated for areas that sent no "
        "figure): no area has a figure",
    }
    assert {name: comparison.title(*rows(store, name)) for name in titles} == titles


def test_a_title_names_those_apart_on_either_side_by_name(store):
    asked, found = rows(store, "readmissions_rate")
    codes = found.set_index("area_code")["name"]
    flagged = dict(zip(codes[[FIFE, EDINBURGH, "S37000022"]], ["above funnel limit"] * 2 + ["below funnel limit"]))
    marked = found.assign(level_rule=found["name"].map(flagged).fillna("no clear difference"))
    assert comparison.title(asked, marked) == (
        "Readmissions are clearly higher in Edinburgh and Fife, and lower in Orkney Islands, than in Scotland; areas "
        "run from 64.3 to 142.2 readmissions per 1,000 discharges"
    )
    untested = found.assign(level_rule=None)
    assert comparison.title(asked, untested).startswith("Readmissions are highest in ")


@pytest.mark.parametrize(
    "name, low, high",
    [
        ("delayed_beds_rate", "Lowest in range", "Highest in range"),
        ("carers_supported", "Lowest in range", "Highest in range"),
        ("readmissions_rate", "Lower 99.8% limit for its size", "Upper 99.8% limit for its size"),
        ("healthy_life_expectancy_male", "95% interval, lower", "95% interval, upper"),
    ],
)
def test_the_download_names_what_is_drawn_behind_a_dot_and_both_verdicts(store, name, low, high):
    asked, found = rows(store, name)
    download = comparison.download(asked, found, areas.scotland_row(store, asked))
    exported = about.exported(download).set_index("Code")
    row = found.set_index("area_code").loc[EDINBURGH]
    assert (exported.loc[EDINBURGH, low], exported.loc[EDINBURGH, high]) == (row["low"], row["high"])
    assert list(download.drawn.values()) == ["Area", "Figure", low, high, "Position (range)", "Status"]
    assert {low, high} <= set(about.of_measure(store, asked.measure, download).formats)  # in the measure's unit
    verdicts = exported[["Where it stands", "Against its own past"]]
    assert verdicts.loc[EDINBURGH].tolist() == [row["level"].words, row["direction"].words]
    assert verdicts.loc[SCOTLAND, "Where it stands"] == "" and verdicts.loc[SCOTLAND, "Against its own past"] != ""
