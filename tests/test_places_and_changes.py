"""Positions of areas and the ranges they have had, and changes on a year, of made-up areas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ijb import compare
from ijb.measures import Break, catalogue
from ijb.paths import MEASURES

YEARS = [date(2020, 4, 1), date(2021, 4, 1), date(2022, 4, 1), date(2023, 4, 1)]
VALUES = {"a": [1, 2, 9, 9], "b": [2, 1, 2, None], "c": [3, 3, 2, 4]}


@pytest.fixture
def history() -> pd.DataFrame:
    return pd.DataFrame(
        [
            (area, start, f"{start:%Y}", float("nan") if value is None else float(value))
            for area, values in VALUES.items()
            for start, value in zip(YEARS, values)
        ],
        columns=["area_code", "period_start", "period_label", "value"],
    )


@pytest.mark.parametrize(
    ("better", "places"),
    [
        (
            "lower",
            {
                2020: {"a": (1, None, None), "b": (2, None, None), "c": (3, None, None)},
                2021: {"a": (2, 1, 2), "b": (1, 1, 2), "c": (3, 3, 3)},
                2022: {"a": (3, 1, 3), "b": (1, 1, 2), "c": (1, 1, 3)},  # b and c tie
                2023: {"a": (2, 2, 3), "c": (1, 1, 3)},  # b has no figure, and ranges run over three years
            },
        ),
        (
            "higher",
            {
                2022: {"a": (1, 1, 3), "b": (2, 2, 3), "c": (2, 1, 2)},
                2023: {"a": (1, 1, 2), "c": (2, 1, 2)},
            },
        ),
    ],
)
def test_places_and_their_ranges_over_three_years(history, better, places):
    found = compare.positions(history, better, 3)
    for year, expected in places.items():
        rows = found[found["period_start"] == date(year, 4, 1)].astype(object)
        held = {row.area_code: (row.rank, row.rank_low, row.rank_high) for row in rows.itertuples()}
        assert {area: tuple(None if pd.isna(x) else x for x in what) for area, what in held.items()} == expected
        assert set(rows["of"]) == {len(expected)}


def test_without_a_better_end_the_highest_is_first(history):
    found = compare.positions(history, "neither", 3).query("period_start == @YEARS[0]")
    assert dict(zip(found["area_code"], found["rank"])) == {"a": 3, "b": 2, "c": 1}


def test_no_figures_have_no_places(history):
    assert compare.positions(history.assign(value=float("nan")), "lower", 3).empty


@pytest.mark.parametrize(
    ("period", "periods"),
    [("month", 12), ("quarter", 4), ("financial_year", 3), ("census_date", 3), ("three_years", 3)],
)
def test_how_far_back_a_range_of_places_looks(period, periods):
    assert compare.range_periods(period) == periods


def test_least_and_most_over_the_last_periods(history):
    found = compare.ranges(history, YEARS[3], 3)
    assert found.to_numpy().tolist() == [["a", 2, 9], ["b", 1, 2], ["c", 2, 4]]
    assert compare.ranges(history, YEARS[3], 2)["area_code"].tolist() == ["a", "c"]  # b has one figure


@pytest.mark.parametrize(("area", "others"), [("a", ["b", "c"]), ("b", ["a"]), ("c", ["a"]), ("d", []), ("e", [])])
def test_areas_whose_ranges_overlap_cannot_be_told_apart(area, others):
    places = pd.DataFrame(
        {
            "area_code": ["a", "b", "c", "d", "e"],
            "rank_low": [2, 1, 4, 6, None],
            "rank_high": [4, 3, 5, 9, None],
        }
    )
    assert compare.overlapping(places, area) == others


@pytest.fixture(scope="module")
def yearly():
    """A measure a year apart, with a break at 1 April 2022."""
    measure = catalogue(MEASURES)["home_care_cost_per_hour"]
    return replace(measure, breaks=(Break(date(2022, 4, 1), "Counted anew."),))


def test_change_is_against_the_year_before(history, yearly):
    found = compare.changes(yearly, history, YEARS[3])
    assert {area: (change.since, change.difference, change.base) for area, change in found.items()} == {
        "a": ("2022", 0, 9),
        "c": ("2022", 2, 2),
    }


def test_change_across_a_break_is_refused_and_says_which(history, yearly):
    found = compare.changes(yearly, history, YEARS[2])
    assert {area: (change.difference, change.broken.why) for area, change in found.items()} == dict.fromkeys(
        "abc", (None, "Counted anew.")
    )


def test_a_two_yearly_survey_changes_since_two_years_before(history, yearly):
    found = compare.changes(replace(yearly, change_years=2, breaks=()), history, YEARS[3])
    assert {area: change.difference for area, change in found.items()} == {"a": 7, "c": 1}


@pytest.mark.parametrize(
    ("earlier", "later", "crossed"),
    [
        (date(2021, 4, 1), date(2022, 4, 1), True),
        (date(2022, 4, 1), date(2023, 4, 1), False),
        (date(2020, 4, 1), date(2021, 4, 1), False),
    ],
)
def test_a_break_stands_at_the_first_day_that_is_counted_anew(yearly, earlier, later, crossed):
    assert (compare.crossed(yearly.breaks, earlier, later) is not None) == crossed
