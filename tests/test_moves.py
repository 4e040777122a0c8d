"""Three yearly moves one way: worked by hand, by properties, and over the real figures in plain Python."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from statistics import median

import numpy as np
import pandas as pd
import pytest
from choices import MEASURES
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import classified
from ijb.measures import Break
from ijb.stats.moves import FALLS, NO_RUN, RISES, classify

LEVELS = ("ijb", "health_board", "scotland")
STIRLING = "S37000005"  # with Clackmannanshire: two councils
DAYS = MEASURES["delayed_bed_days_75plus_rate"]
# Six areas that move by 2 a year, up and down: half of what they move is 1.
USUAL = {name: [0, 2, 0, 2, 0, 2] for name in "stuvwx"}


def table(years=4, **areas):
    return pd.DataFrame({name: values[:years] for name, values in (areas | USUAL).items()}, dtype=float)


def last(found):
    return {name: rule for name, rule in found.iloc[-1].items() if name not in USUAL}


# By hand


def test_a_rise_a_fall_and_neither():
    found = classify(table(a=[0, 4, 8, 12], b=[12, 8, 4, 0], c=[0, 4, 8, 7]))
    assert last(found) == {"a": RISES, "b": FALLS, "c": NO_RUN}
    assert set(found.iloc[-1][list(USUAL)]) == {NO_RUN}
    assert found.iloc[:3].isna().all(axis=None)


def test_a_move_of_exactly_half_the_median_does_not_count():
    found = classify(table(a=[0, 2, 4, 5], b=[0, 2, 4, 5.25], c=[5, 3, 1, 0], d=[5.25, 3.25, 1.25, 0]))
    assert last(found) == {"a": NO_RUN, "b": RISES, "c": NO_RUN, "d": FALLS}


def test_only_the_moves_of_the_same_three_years_set_the_measure():
    # Half the median is 50 where two of the three moves are of 100, and 1 where two are of 2.
    wild = {name: [0, 100, 0, 100, 102, 100, 102] for name in "stuvwx"}
    rising = {name: [0, 2, 4, 6, 8, 10, 12] for name in "ab"}
    found = classify(pd.DataFrame(wild | rising, dtype=float))
    assert found["a"].tolist() == [None, None, None, NO_RUN, NO_RUN, RISES, RISES]


def test_a_run_that_goes_on_is_named_each_year_and_ends_with_a_smaller_move():
    found = classify(table(6, a=[0, 2, 4, 6, 8, 8.5], b=[9, 7, 5, 3, 1, -1]))
    assert found["a"].tolist() == [None, None, None, RISES, RISES, NO_RUN]
    assert found["b"].tolist() == [None, None, None, FALLS, FALLS, FALLS]


def test_no_move_crosses_a_break_or_a_gap():
    rising = table(6, a=[0, 2, 4, 6, 8, 10], b=[0, 2, 4, 6, 8, 10])
    assert classify(rising)["a"].tolist() == [None, None, None, RISES, RISES, RISES]
    after_two = classify(rising, np.array([True, False, True, False, False, False]))
    assert after_two["a"].tolist() == [None] * 5 + [RISES]
    after_three = classify(rising, np.array([True, False, False, True, False, False]))
    assert after_three.isna().all(axis=None)


def test_a_missing_figure_takes_its_area_out_until_three_moves_are_held():
    found = classify(table(6, a=[0, None, 4, 6, 8, 10], b=[0, 2, 4, 6, 8, None]))
    assert found["a"].tolist() == [None] * 5 + [RISES]
    assert found["b"].tolist() == [None] * 3 + [RISES, RISES, None]


def test_seven_areas_are_too_few_and_an_eighth_with_one_move_is_enough():
    seven = table(a=[0, 2, 4, 6])
    assert classify(seven).isna().all(axis=None)
    assert classify(seven.assign(b=np.nan)).isna().all(axis=None)
    assert last(classify(seven.assign(b=[np.nan, np.nan, 1, 3]))) == {"a": RISES, "b": None}


def test_areas_that_are_not_usual_are_named_but_set_no_measure():
    scotland = {f"board {number}": [0, 50, 100, 150] for number in range(20)}
    rising = {name: [0, 2, 4, 6] for name in "ab"}
    frame = table(**rising, **scotland)
    usual = np.array([not name.startswith("board") for name in frame.columns])
    found = last(classify(frame, typical=usual))
    assert found == dict.fromkeys(rising, RISES) | dict.fromkeys(scotland, RISES)
    assert {last(classify(frame))[name] for name in rising} == {NO_RUN}  # half of 50 would be the measure
    few = frame.drop(columns=["a"])
    assert classify(few, typical=usual[1:]).isna().all(axis=None)  # the seven usual areas are too few


def test_equal_years_are_neither_and_three_years_are_too_few():
    level = table(a=[3, 3, 3, 3], b=[0, 1, 2, 3]).assign(**{name: 5.0 for name in USUAL})
    assert last(classify(level)) == {"a": NO_RUN, "b": RISES}  # half of no move is 0, which 1 is over
    assert classify(table(3, a=[0, 9, 18], b=[0, 9, 18])).isna().all(axis=None)


# Properties: whole numbers and powers of two, which floating point holds exactly

figures = st.one_of(st.none(), st.integers(-20, 20))
tables = st.integers(4, 7).flatmap(
    lambda years: st.lists(st.lists(figures, min_size=years, max_size=years), min_size=8, max_size=11)
)


def named(values):
    return classify(pd.DataFrame(np.array(values, dtype=float).T)).to_numpy().tolist()


@settings(max_examples=40, deadline=None)
@given(tables, st.integers(-500, 500), st.integers(-6, 6))
def test_moving_and_scaling_leave_names_alone(values, by, power):
    assert named((np.array(values, dtype=float) + by) * 2.0**power) == named(values)


@settings(max_examples=40, deadline=None)
@given(tables)
def test_turning_upside_down_swaps_rises_and_falls(values):
    swapped = {RISES: FALLS, FALLS: RISES, NO_RUN: NO_RUN, None: None}
    expected = [[swapped[rule] for rule in year] for year in named(values)]
    assert named(-np.array(values, dtype=float)) == expected


@settings(max_examples=40, deadline=None)
@given(tables)
def test_an_area_named_has_moved_that_way_three_times(values):
    for area, years in enumerate(zip(*named(values))):
        for year, rule in enumerate(years):
            moved = [None not in pair and pair[1] - pair[0] for pair in zip(values[area], values[area][1:])]
            if rule in (RISES, FALLS):
                assert all(move > 0 if rule == RISES else move < 0 for move in moved[year - 3 : year])


# The build


def observed(measure, count, first, values, basis=""):
    """Rows of the table observation: `count` areas, financial years from `first`."""
    return pd.DataFrame(
        [
            (measure.id, f"area {area}", "ijb", pd.Timestamp(first + year, 4, 1), "", basis, value, None, "published")
            for area in range(count)
            for year, value in enumerate(values(area))
        ],
        columns=[
            *("measure", "area_code", "level", "period_start", "breakdown", "basis", "value", "denominator", "status")
        ],
    )


def rules(measure, rows):
    found = classified.classification({measure.id: measure}, rows)
    return {day.year: rule for area, day, rule in zip(found["area_code"], found["period_start"], found["rule"])}


def test_a_declared_break_and_a_year_left_out_restart_a_yearly_series():
    rows = observed(DAYS, 8, 2018, lambda area: range(0, 70, 10))
    whole, broken = replace(DAYS, breaks=()), replace(DAYS, breaks=(Break(date(2020, 4, 1), "Counted anew."),))
    assert rules(whole, rows) == dict.fromkeys(range(2021, 2025), RISES)
    assert rules(broken, rows) == dict.fromkeys((2023, 2024), RISES)
    assert rules(whole, rows[rows["period_start"].dt.year != 2020]) == {2024: RISES}


def test_partial_years_are_not_tested_and_the_better_end_decides_what_a_rise_is():
    rows = observed(replace(DAYS, breaks=()), 9, 2020, lambda area: [0, 10, 20, 30])
    rows.loc[rows["area_code"].eq("area 8") & rows["period_start"].dt.year.eq(2023), "status"] = "partial"
    types = {"lower": "concern", "higher": "improvement", "neither": "neutral high"}
    for better, point_type in types.items():
        measure = replace(DAYS, breaks=(), better=better)
        found = classified.classification({measure.id: measure}, rows)
        assert sorted(found["area_code"]) == [f"area {number}" for number in range(8)]
        assert set(found["point_type"]) == {point_type}


def plain(rows, ijbs):
    """Rules of one series a key (area, year), by lists and statistics.median. rows: area_code, year, value."""
    values = {(row.area_code, row.year): row.value for row in rows.itertuples()}
    found = {}
    for area, year in values:
        steps = {
            code: [
                values[code, end] - values[code, end - 1]
                for end in range(year - 2, year + 1)
                if (code, end) in values and (code, end - 1) in values
            ]
            for code in {code for code, _ in values}
        }
        usual = [abs(step) for code in ijbs for step in steps.get(code, [])]
        if len(steps[area]) == 3 and sum(bool(steps.get(code)) for code in ijbs) >= 8:
            half = median(usual) / 2
            up, down = (all(sign * step > half for step in steps[area]) for sign in (1, -1))
            found[area, year] = RISES if up else FALLS if down else NO_RUN
    return found


def held(store, measure, breakdown="", real=False):
    rows = store._ask(
        "select area_code, year(period_start)::integer as year, value from observation where measure = ? "
        "and breakdown = ? and (basis <> '') = ? and value is not null and status <> 'partial'",
        *(measure, breakdown, real),
    )
    classed = store._ask(
        "select area_code, year(period_start)::integer as year, rule from classification "
        "where measure = ? and breakdown = ?",
        *(measure, breakdown),
    )
    return rows, {(row.area_code, row.year): row.rule for row in classed.itertuples()}


@pytest.mark.parametrize("breakdown", ["", "reason=code9_awi"])
def test_bed_days_of_people_75_and_over_agree_with_plain_python_in_every_area(store, breakdown):
    rows, found = held(store, DAYS.id, breakdown)
    expected = plain(rows, store.codes("ijb"))
    assert found == expected
    assert {area for area, _ in expected} == {code for level in LEVELS for code in store.codes(level)}
    assert {RISES, NO_RUN} <= set(expected.values())


@pytest.mark.parametrize("name", ["home_care_cost_per_hour", "care_home_cost_per_week"])
def test_money_is_tested_in_real_terms(store, name):
    rows, found = held(store, name, real=True)
    cash, _ = held(store, name)
    assert found == plain(rows, store.codes("ijb"))
    assert found != plain(cash, store.codes("ijb"))


def test_a_mean_of_published_rates_is_not_tested(store):
    published = store._ask("select distinct measure from classification where area_code = ?", STIRLING)["measure"]
    assert "delayed_bed_days_75plus_rate" in set(published)
    means = [
        measure.id
        for measure in MEASURES.values()
        if measure.published_value and measure.period == "financial_year" and measure.change_years == 1
    ]
    assert len(means) == 4
    assert set(means) <= set(store._ask("select distinct measure from classification")["measure"])
    assert not set(means) & set(published)


def test_figures_that_share_years_or_skip_one_have_no_rules(store):
    named = set(store._ask("select distinct measure from classification")["measure"])
    apart = {measure.id for measure in MEASURES.values() if measure.change_years > 1}
    assert len(apart) == 6
    assert not named & apart
    context = {measure.id for measure in MEASURES.values() if measure.theme == "context"}
    assert not named & context
