"""Which of two questions the colours answer, where an area stands or its own past, and the mark of each."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from choices import EDINBURGH, MEASURES, WITH_SCOTLAND, question, rows

from ijb.charts.status import NOT_TESTED, TESTED_LATER, Mark
from ijb.store import Period
from ijb.views import areas, marking

DELAYS = MEASURES["delayed_beds_rate"]
BOTH = {"direction": "Its own past", "level": "Where it stands"}
LEVEL_ONLY = {"level": "Where it stands"}


def a_row(**changes):
    """A figure of August 2025, the newest tested, above its limit and far above the rest."""
    row = {
        "point_type": "concern",
        "rule": "above upper limit",
        "period_start": date(2025, 8, 1),
        "tested_to": date(2025, 8, 1),
        "level_type": "worse",
        "level_method": "far",
    }
    return row | changes


# Which questions


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("delayed_beds_rate", ["direction", "level"]),
        ("drug_and_alcohol_treatment_within_3_weeks", ["direction", "level"]),
        ("delayed_bed_days_75plus_rate", ["level", "direction"]),
        ("care_at_home_people_rate", ["level", "direction"]),
        ("home_care_cost_per_hour", ["level", "direction"]),
        ("carers_supported", ["level"]),
        ("rural_share", ["level"]),
        ("readmissions_rate", ["level"]),
        ("healthy_life_expectancy_female", ["level"]),
        ("people_waiting_for_assessment_rate", ["level"]),
        ("emergency_admissions_rate", ["level"]),
    ],
)
def test_the_colours_answer_what_is_tested_the_usual_one_first(name, asked):
    found = marking.answers(MEASURES[name])
    assert list(found) == asked
    assert found == {each: BOTH[each] for each in asked}
    assert marking.usual(MEASURES[name]) == asked[0]


def test_a_series_that_has_ended_stands_where_it_stood():
    assert marking.answers(DELAYS) == BOTH
    assert marking.answers(replace(DELAYS, ended=date(2025, 1, 1))) == LEVEL_ONLY
    yearly = MEASURES["delayed_bed_days_75plus_rate"]
    assert marking.answers(replace(yearly, ended=date(2025, 1, 1))) == LEVEL_ONLY


def test_the_questions_offered_are_those_that_the_build_tests(store):
    """Of every measure with a figure for an area."""
    held = set(store._ask("select distinct measure from seen where level = 'ijb' and value is not null")["measure"])
    past = set(store._ask("select distinct measure from classification")["measure"])
    among = set(store._ask("select distinct measure from standing")["measure"])
    offered = {name: set(marking.answers(MEASURES[name])) for name in MEASURES}
    assert {name for name in held if "direction" in offered[name]} == past & held
    assert among <= {name for name in MEASURES if "level" in offered[name]}
    # A series that has ended says nothing of how areas stand now: its colours are all white.
    assert held - among == {"emergency_admissions_rate"}


def test_a_question_answers_the_usual_one_unless_asked(store):
    asked = question(store, "delayed_beds_rate")
    assert (asked.colour, asked.answers) == ("", "direction")
    assert asked.coloured("level").answers == "level"
    assert asked.answers == "direction"  # the first is not changed
    assert replace(asked.coloured("level"), colour="") == asked
    assert question(store, "home_care_cost_per_hour").answers == "level"
    assert areas.default_question(store, DELAYS, "level").answers == "level"


# The marks


def test_the_newest_figure_tested_has_the_mark_of_its_rule():
    assert marking.direction_of(DELAYS, a_row()) == Mark("up", "worse", "Worse than usual")
    calm = a_row(rule="common cause", point_type="common cause")
    assert marking.direction_of(DELAYS, calm) == Mark("circle", "same", "No clear change")


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_a_figure_with_newer_ones_tested_says_so(missing):
    earlier = a_row(rule=missing, point_type=missing, period_start=date(2025, 7, 1))
    assert marking.direction_of(DELAYS, earlier) == TESTED_LATER


@pytest.mark.parametrize("tested_to", [None, pd.NaT, date(2025, 8, 1), date(2025, 7, 1)])
def test_a_figure_without_a_rule_and_none_tested_after_it_is_not_tested(tested_to):
    assert marking.direction_of(DELAYS, a_row(rule=None, point_type=None, tested_to=tested_to)) == NOT_TESTED


def test_an_earlier_year_keeps_its_own_rule():
    """Three yearly moves look back only: nothing newer is in them."""
    yearly = MEASURES["delayed_bed_days_75plus_rate"]
    row = a_row(rule="three yearly rises", period_start=date(2019, 4, 1), tested_to=None)
    assert marking.direction_of(yearly, row) == Mark("up", "worse", "Worse three years running")


def test_a_level_has_the_mark_of_its_method():
    assert marking.level_of(DELAYS, a_row()) == Mark(
        "up", "worse", "Far higher than the rest: worse", "Far higher: worse"
    )
    funnel = a_row(level_method="funnel", level_type="no clear difference")
    assert marking.level_of(DELAYS, funnel) == Mark("circle", "same", "No clear difference")
    untested = a_row(level_method=None, level_type=None)
    assert marking.level_of(DELAYS, untested) == NOT_TESTED


@pytest.mark.parametrize("colour", ["level", "direction"])
def test_the_colours_show_one_mark_and_rows_keep_both(colour):
    records = [a_row(), a_row(level_type="no clear difference"), a_row(point_type=None, rule=None)]
    frame = pd.DataFrame(records, index=[7, 3, 5])
    found = marking.marked(DELAYS, frame, colour)
    assert [mark.shape for mark in found["direction"]] == ["up", "up", "ring"]
    assert [mark.shape for mark in found["level"]] == ["up", "circle", "up"]
    assert found["mark"].tolist() == found[colour].tolist()
    assert found.index.tolist() == [7, 3, 5]
    other = marking.coloured(found, "level")
    assert other["mark"].tolist() == found["level"].tolist()


def test_no_rows_have_no_marks():
    found = marking.marked(DELAYS, pd.DataFrame(columns=list(a_row())), "level")
    assert found.empty and {"direction", "level", "mark"} <= set(found.columns)


# On the real figures


def test_the_same_month_may_be_far_from_the_rest_and_usual_for_its_area(store):
    asked, found = rows(store, "drug_and_alcohol_treatment_within_3_weeks")
    row = found[found["own"]].iloc[0]
    assert row["mark"] == row["direction"]
    assert row["level"] == Mark("down", "worse", "Far lower than the rest: worse", "Far lower: worse")
    assert marking.coloured(found, "level")["mark"].tolist() == found["level"].tolist()


def test_far_from_the_rest_is_beyond_the_quartiles_of_the_areas(store):
    _, found = rows(store, "delayed_beds_rate")
    held = sorted(found["value"].dropna())
    first, third = held[7] * 0.5 + held[8] * 0.5, held[22] * 0.5 + held[23] * 0.5  # of 31: places 7.5 and 22.5
    above, below = third + 1.5 * (third - first), first - 1.5 * (third - first)
    for value, mark in zip(found["value"], found["level"]):
        shape = "up" if value > above else "down" if value < below else "circle"
        assert mark.shape == shape
    assert [mark.words for mark in found["level"]].count("Far higher than the rest: worse") == 1  # Western Isles


def earlier(store, name, start, end, label):
    asked = replace(question(store, name), period=Period(start, end, label))
    return areas.rows(store, asked, EDINBURGH, WITH_SCOTLAND, {})


def test_an_earlier_month_stands_where_it_stood_and_is_tested_on_newer_figures(store):
    found = earlier(store, "delayed_beds_rate", date(2024, 8, 1), date(2024, 8, 31), "Aug 2024")
    assert set(found["direction"]) == {TESTED_LATER}
    assert {mark.shape for mark in found["level"]} >= {"circle"}
    assert TESTED_LATER not in set(found["level"])


def test_an_earlier_year_carries_its_own_mark(store):
    found = earlier(store, "delayed_bed_days_75plus_rate", date(2022, 4, 1), date(2023, 3, 31), "2022/23")
    assert TESTED_LATER not in set(found["direction"])
    held = store._ask(
        "select area_code, rule from classification where measure = 'delayed_bed_days_75plus_rate' "
        "and breakdown = '' and period_start = ? and area_code like 'S37%'",
        date(2022, 4, 1),
    )
    assert len(held) == 31
    assert found.set_index("area_code")["rule"].to_dict() == held.set_index("area_code")["rule"].to_dict()


def test_scotland_stands_among_nobody(store):
    scotland = areas.scotland_row(store, question(store, "delayed_beds_rate"))
    assert scotland["level"] == NOT_TESTED
    assert scotland["mark"] == scotland["direction"] != NOT_TESTED
    level = areas.scotland_row(store, question(store, "delayed_beds_rate").coloured("level"))
    assert level["mark"] == NOT_TESTED
