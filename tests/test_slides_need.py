"""Slides of the page Unmet need: figures straight from the database, and what every area gives."""

from datetime import date

import pandas as pd
import pytest
from choices import CODES, FIFE, GLASGOW, HIGHLAND, ORKNEY
from clock import TODAY
from slide_checks import check, check_hidden, made, made_or_said

from ijb.charts.status import Mark
from ijb.comparators import comparator
from ijb.slides.ask import Ask, CannotShow
from ijb.slides.measure_rows import finding
from ijb.slides.slide import Bars, Lines
from ijb.store import SCOTLAND

BLOCKS = ("need_waits", "need_hospital", "need_ages", "need_years", "need_choice", "need_capacity", "need_gaps")
WAITS = ("people_waiting_for_assessment_rate", "people_waiting_for_care_at_home_rate", "hours_waiting_rate")


def observed(store, measure, area, breakdown):
    rows = store._ask(
        "select period_start, value from observation where measure = ? and area_code = ? and breakdown = ? "
        "and value is not null order by period_start",
        *(measure, area, breakdown),
    )
    return dict(zip(rows["period_start"], rows["value"]))


@pytest.mark.parametrize("area", CODES)
def test_every_area_gives_slides_that_can_be_read(store, area):
    for block in BLOCKS:
        slide = made_or_said(store, block, area=area)
        if slide:
            check(slide)
        assert slide or block in ("need_ages", "need_years"), (area, block)


@pytest.mark.parametrize("area", CODES)
def test_every_area_gives_slides_of_every_wait_and_kind_of_care(with_accounts, area):
    for measure in WAITS:
        slide = made_or_said(with_accounts, "need_waits", area=area, measure=measure)
        if slide:
            check(slide)
    for block in ("need_ages", "need_years"):
        slide = made_or_said(with_accounts, block, area=area, care="hours")
        if slide:
            check(slide)


def row(direction="No clear change", tone="same", level="Not tested"):
    shape = {"same": "circle", "none": "ring"}.get(tone, "up")
    return {
        "plain": "Beds",
        "direction": Mark(shape, tone, direction),
        "level": Mark("ring", "none", level),
    }


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row(), row(), row(tone="none")], "no rule fired on any of the 2 measures of capacity tested"),
        (
            [row(), row(tone="worse"), row(tone="own")],
            "rules fired on 2 of the 3 measures of capacity tested, worse on 1",
        ),
        ([row(tone="better")] * 2, "rules fired on 2 of the 2 measures of capacity tested, better on 2"),
        ([row(tone="none")] * 4, "4 measures of capacity, none of them tested"),
        ([row(), row(tone="none")], "of 2 measures of capacity one is tested, and no rule fired on it"),
        ([row(tone="worse"), row(tone="none")], "of 2 measures of capacity one is tested, and a rule fired on it"),
    ],
)
def test_a_table_of_measures_is_titled_by_what_its_marks_come_to(store, rows, said):
    whom = Ask(store, FIFE, comparator(store, FIFE, "scotland", []), {}, TODAY)
    assert finding(whom, "measures of capacity", pd.DataFrame(rows)) == f"Fife: {said}"


def test_the_waits_are_the_figures_of_the_database_on_each_basis(store):
    chart = made(store, "need_waits", area=SCOTLAND, measure=WAITS[0]).chart
    assert isinstance(chart, Lines)
    for basis, words in (("estimated", "estimated"), ("all_areas_submitted", "dates for which all areas sent")):
        expected = observed(store, WAITS[0], SCOTLAND, f"basis={basis}")
        drawn = {}
        for line in chart.lines:
            if words in line.name:
                drawn |= {day: value for day, value in zip(chart.days, line.values) if value is not None}
        assert drawn == pytest.approx(expected) and expected


def test_no_line_goes_across_a_break_or_a_long_gap(store):
    chart = made(store, "need_waits", area=SCOTLAND, measure=WAITS[0]).chart
    breaks = [date(2024, 1, 8), date(2026, 1, 5)]
    assert [chart.days[place] for place, _ in chart.breaks] == breaks
    estimated = next(line for line in chart.lines if "estimated" in line.name)
    at = {day: value for day, value in zip(chart.days, estimated.values)}
    between = [day for day, value in at.items() if value is None and date(2024, 1, 8) < day < date(2024, 11, 4)]
    assert len(between) == 1  # ten months without a date: a place without a figure parts the line
    assert [day for day in chart.days if date(2024, 11, 4) < day < date(2025, 3, 3)] == []
    assert list(chart.days) == sorted(set(chart.days)) and all(chart.periods)


def test_the_areas_own_waits_come_first_once_supplied(with_accounts):
    chart = made(with_accounts, "need_waits", area=FIFE, measure=WAITS[0]).chart
    assert chart.lines[0].tone == "own" and chart.lines[0].name.startswith("Fife")
    expected = observed(with_accounts, WAITS[0], FIFE, "basis=all_areas_submitted")
    drawn = {day: value for day, value in zip(chart.days, chart.lines[0].values) if value is not None}
    assert drawn == pytest.approx(expected)


def test_a_measure_that_counts_no_wait_is_refused(store):
    with pytest.raises(CannotShow):
        made(store, "need_waits", area=FIFE, measure="delayed_beds_rate")


def test_who_waits_in_hospital_is_said_with_its_count(store):
    slide = made(store, "need_hospital", area=FIFE)
    row = store._ask(
        "select numerator, value from observation where measure = 'delayed_beds_waiting_for_care_rate' "
        "and area_code = ? and breakdown = '' and value is not null order by period_start desc limit 1",
        FIFE,
    ).iloc[0]
    assert slide.title.startswith(f"On an average day in Aug 2025, {row['numerator']:.0f} people from Fife were")
    assert f"{row['value']:.1f} beds per 100,000 adults" in slide.said[0].words and slide.chart is None


def test_the_bars_are_the_rates_of_each_age_beside_scotlands(store):
    chart = made(store, "need_ages", area=FIFE).chart
    assert isinstance(chart, Bars) and len(chart.rows) == 10
    for code, tone in ((FIFE, "own"), (SCOTLAND, "scotland")):
        bars = [bar.value for bar in chart.rows if bar.tone == tone]
        ages = ("0_17", "18_64", "65_74", "75_84", "85plus")
        expected = [observed(store, "care_at_home_people_rate", code, f"age={age}")[date(2024, 3, 31)] for age in ages]
        assert bars == pytest.approx(expected)
    assert len(made(store, "need_ages", area=SCOTLAND).chart.rows) == 5


def test_the_years_are_rates_of_each_age(store):
    slide = made(store, "need_years", area=FIFE, care="hours")
    line = next(line for line in slide.chart.lines if line.name == "85 and over")
    expected = observed(store, "care_at_home_hours_rate", FIFE, "age=85plus")
    assert dict(zip(slide.chart.days, line.values)) == pytest.approx(expected)
    assert "hours a week per 1,000 people of that age" in slide.subtitle and slide.notes.caveat


def test_what_nobody_counts_comes_first(store):
    slide = made(store, "need_gaps", area=FIFE)
    assert all(each.words.startswith("No figure held here") for each in slide.said[:4])
    assert any(each.words.startswith("Not in any file held for Fife: people waiting") for each in slide.said[4:])


@pytest.mark.parametrize("area", [SCOTLAND, FIFE, GLASGOW, HIGHLAND, ORKNEY])
def test_no_hidden_name_is_given_away(store, area):
    assert check_hidden(store, area, BLOCKS) >= 5


def test_no_hidden_name_is_given_away_with_waits(with_accounts):
    assert check_hidden(with_accounts, FIFE, BLOCKS) == 7
