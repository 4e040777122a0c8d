"""The edges of comparison, worked by hand; places, ranges and changes themselves are in test_places_and_changes.py."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ijb import compare, paths
from ijb.compare import Change
from ijb.measures import Break, load

DELAYS = replace(load(paths.MEASURES / "delayed_beds_rate.toml"), breaks=())
BREAK = Break(date(2024, 7, 1), "Counted anew.")
JAN, FEB, MAR, APR = (date(2025, number, 1) for number in (1, 2, 3, 4))
AUGUSTS = (date(2023, 8, 1), date(2024, 8, 1), date(2025, 8, 1))


def long(table, days=(JAN, FEB, MAR, APR)):
    """area_code, period_start, period_label, value from {area: figures in the order of the days}."""
    rows = [(area, day, f"{day:%b %Y}", value) for area, figures in table.items() for day, value in zip(days, figures)]
    return pd.DataFrame(rows, columns=["area_code", "period_start", "period_label", "value"])


def places(values, better="lower", window=12, day=FEB):
    found = compare.positions(long(values), better, window)
    return found[found["period_start"] == day].set_index("area_code")


def test_areas_that_tie_share_the_better_place_and_the_next_is_left_out():
    found = places({"a": [1, 4], "b": [1, 4], "c": [1, 9], "d": [1, 2]})
    assert found["rank"].to_dict() == {"a": 2, "b": 2, "c": 4, "d": 1}
    assert found["of"].tolist() == [4, 4, 4, 4]


def test_a_range_forgets_what_has_left_the_window():
    figures = {"a": [9, 1, 1, 1], "b": [5, 5, 5, 5]}
    assert places(figures, window=2, day=FEB).loc["a", ["rank_low", "rank_high"]].tolist() == [1, 2]
    assert places(figures, window=2, day=APR).loc["a", ["rank_low", "rank_high"]].tolist() == [1, 1]
    assert places(figures, window=4, day=APR).loc["a", ["rank_low", "rank_high"]].tolist() == [1, 2]


def test_one_figure_in_the_window_has_a_place_and_no_range():
    found = places({"a": [None, 1], "b": [5, 5]})
    assert found.loc["a", "rank"] == 1
    assert pd.isna(found.loc["a", "rank_low"]) and pd.isna(found.loc["a", "rank_high"])
    assert found.loc["b", ["rank_low", "rank_high"]].tolist() == [1, 2]


def test_no_places_still_have_their_columns():
    found = compare.positions(long({"a": [None, None]}), "lower", 12)
    assert list(found.columns) == ["area_code", "period_start", "rank", "rank_low", "rank_high", "of"]


def test_the_newest_of_two_breaks_is_named():
    older = Break(date(2020, 1, 1), "Older.")
    assert compare.crossed([BREAK, older], date(2019, 1, 1), date(2025, 1, 1)) == BREAK
    assert compare.crossed([], date(2019, 1, 1), date(2025, 1, 1)) is None


def test_a_change_from_nothing_has_a_base_of_nought():
    found = compare.changes(DELAYS, long({"a": [50, 44, 43.2], "b": [7, 0, 3]}, AUGUSTS), AUGUSTS[2])
    assert found["a"].difference == pytest.approx(-0.8)
    assert (found["a"].since, found["a"].base, found["a"].broken) == ("Aug 2024", 44.0, None)
    assert found["b"] == Change("Aug 2024", 3.0, 0.0)


def test_a_missing_base_or_figure_leaves_an_area_out():
    history = long({"a": [50, None, 43], "b": [50, 44, None], "c": [1, 2, 3]}, AUGUSTS)
    assert list(compare.changes(DELAYS, history, AUGUSTS[2])) == ["c"]
    assert compare.changes(DELAYS, history.iloc[:0], AUGUSTS[2]) == {}


def test_a_census_two_days_earlier_in_the_month_is_still_a_year_before():
    days = (date(2022, 3, 29), date(2023, 3, 31))
    assert compare.changes(DELAYS, long({"a": [5, 8]}, days), days[1])["a"].difference == 3


def test_another_month_of_the_year_before_is_not():
    days = (date(2024, 7, 1), date(2024, 9, 1), date(2025, 8, 1))
    assert compare.changes(DELAYS, long({"a": [5, 8, 9]}, days), days[2]) == {}


def test_rows_do_as_well_as_a_frame():
    points = [("a", AUGUSTS[1], "Aug 2024", 4.0), ("a", AUGUSTS[2], "Aug 2025", 6.5), ("b", AUGUSTS[2], "Aug 2025", 1)]
    assert compare.changes_of(DELAYS, points, AUGUSTS[2]) == {"a": Change("Aug 2024", 2.5, 4.0)}


def test_a_range_stops_at_the_period_shown():
    history = long({"a": [5, 9, 1, 100], "b": [None, None, 3, 4], "c": [None, 7, 8, 2]})
    found = compare.ranges(history, MAR, 2).set_index("area_code")
    assert found.loc["a"].tolist() == [1, 9]
    assert found.loc["c"].tolist() == [7, 8]
    assert "b" not in found.index


def test_a_place_on_the_real_figures_counted_by_hand(store):
    shown = store.snapshot("delayed_beds_rate", "", "", store.default_period("delayed_beds_rate", ""))
    ijbs = shown[shown["level"] == "ijb"].set_index("name")
    fewer = (ijbs["value"] < ijbs.loc["Edinburgh", "value"]).sum()
    assert ijbs.loc["Edinburgh", ["rank", "of"]].tolist() == [fewer + 1, 31]
