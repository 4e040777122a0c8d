"""XmR limits and rules: two published series in every cell, each edge by hand, and the rules over again."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ijb.stats import xmr

FIXTURES = Path(__file__).parent / "fixtures"
RULE_NAMES = {
    "Above UCL": "above upper limit",
    "Below LCL": "below lower limit",
    "7 Point Trend (Increasing)": "seven-point rise",
    "7 Point Trend (Decreasing)": "seven-point fall",
    "2 in 3 Above CL": "two of three high",
    "2 in 3 Below CL": "two of three low",
    "7 Points Above CL": "shift above",
    "7 Points Below CL": "shift below",
    "Common Cause": "common cause",
}
POINT_TYPES = {
    "special_cause_improvement": "improvement",
    "special_cause_concern": "concern",
    "common_cause": "common cause",
}
COMMON = "common cause"
MONTHS = [date(2022 + number // 12, number % 12 + 1, 1) for number in range(36)]


def rules(values, better="lower", **options):
    return xmr.classify(values, better, **options)["rule"].tolist()


@pytest.mark.parametrize("name", ["xmr_worked_example.csv", "xmr_worked_example_2.csv"])
def test_published_series_are_reproduced_in_every_cell(name):
    worked = pd.read_csv(FIXTURES / name)
    found = xmr.classify(worked["value"], "lower", worked["month"])
    for column in ("value", "centre", "lower", "upper"):
        np.testing.assert_allclose(found[column], worked[column], rtol=0, atol=1e-6)
    assert found["rule"].tolist() == worked["rule"].map(RULE_NAMES).tolist()
    assert found["point_type"].tolist() == worked["point_type"].map(POINT_TYPES).tolist()


def test_limits_are_266_mean_moving_ranges_from_the_mean():
    # Every move is 2 and the mean is 11: 11 ± 2.66 × 2.
    found = xmr.classify([10, 12] * 7, "lower")
    assert found["centre"].tolist() == [11] * 14
    assert found["lower"].tolist() == pytest.approx([5.68] * 14)
    assert found["upper"].tolist() == pytest.approx([16.32] * 14)
    assert found["rule"].tolist() == [COMMON] * 14 == found["point_type"].tolist()


def test_columns_and_index_are_those_of_the_series():
    values = pd.Series([10, 12] * 7, index=range(100, 114))
    found = xmr.classify(values, "lower")
    assert found.columns.tolist() == ["value", "centre", "lower", "upper", "rule", "point_type"]
    assert found.index.tolist() == list(range(100, 114))


# 33 moves that add to 1,000, one of them 99 = 3.267 × 1,000 ÷ 33 to the last digit; the other 32 add to 901.
SCREENED_ON_THE_EDGE = [200, *np.cumsum([28, -28] * 15 + [28, 99, -33]) + 200]


def test_a_range_of_exactly_3267_times_the_mean_is_screened():
    found = xmr.classify(SCREENED_ON_THE_EDGE, "lower")
    assert (found["upper"] - found["centre"]).iloc[0] == pytest.approx(2.66 * 901 / 32)


def test_screening_can_be_left_out():
    found = xmr.classify(SCREENED_ON_THE_EDGE, "lower", screen=False)
    assert (found["upper"] - found["centre"]).iloc[0] == pytest.approx(2.66 * 1000 / 33)


def test_ranges_are_screened_once_only():
    # Moves of 12 × 1, 6 and 40: mean 58 ÷ 14 = 4.14, so 40 goes; 6 stays, though over 3.267 × (18 ÷ 13).
    values = [50, 51] * 6 + [50, 56, 16]
    found = xmr.classify(values, "lower", floor=None)
    assert (found["upper"] - found["centre"]).iloc[0] == pytest.approx(2.66 * 18 / 13)


def test_a_tie_on_the_centre_breaks_a_shift():
    # The mean is 10 in both; the first seven lie above it only in the second.
    assert rules([11, 15, 11, 10, 15, 11, 15, 9, 5, 9, 5, 9, 5]) == [COMMON] * 13
    assert rules([11, 15, 11, 12, 15, 11, 15, 9, 5, 9, 5, 9, 3]) == ["shift above"] * 7 + [COMMON] * 6


def test_a_tie_on_the_centre_breaks_two_of_three():
    # The mean is 50, the near limits 12.55 from it; the point between the two high ones lies on the mean …
    assert rules([46, 52] * 6 + [63, 50, 63] + [46, 52] * 5 + [46, 50]) == [COMMON] * 27
    # … or above it.
    flagged = rules([46, 52] * 6 + [63, 51, 63] + [46, 52] * 5 + [46, 49])
    assert flagged == [COMMON] * 12 + ["two of three high", COMMON, "two of three high"] + [COMMON] * 12


def test_opposite_sides_near_their_limits_are_not_two_of_three():
    # Mean 50.41, near limits 42.28 and 58.53, limits 38.22 and 62.60 (the two moves of 22 are screened).
    found = xmr.classify([48, 52] * 6 + [61, 39, 61] + [48, 52] * 6, "lower")
    assert found["lower"].iloc[0] == pytest.approx(1361 / 27 - 2.66 * 110 / 24)
    assert found["rule"].tolist() == [COMMON] * 27


def test_two_of_three_names_only_the_points_beyond_the_near_limit():
    # Mean 51, near limit 59.32: 61 is beyond it, 55 between them is not.
    found = rules([48, 52] * 6 + [61, 55, 61] + [48, 52] * 6)
    assert found == [COMMON] * 12 + ["two of three high", COMMON, "two of three high"] + [COMMON] * 12


def test_two_of_three_low():
    found = xmr.classify([52, 48] * 6 + [39, 39, 45] + [52, 48] * 6, "lower")
    assert found["rule"].tolist() == [COMMON] * 12 + ["two of three low"] * 2 + [COMMON] * 13
    assert found["point_type"].iloc[12] == "improvement"


def test_a_point_outside_is_not_one_of_the_two_near():
    # Mean 51.19, near limit 59.37, limit 63.46: 66 is outside, 61 near, 55 on their side.
    assert rules([48, 52] * 6 + [66, 61, 55] + [48, 52] * 6) == ([COMMON] * 12 + ["above upper limit"] + [COMMON] * 14)
    # With two near, the one outside is the third of three on that side.
    assert rules([48, 52] * 6 + [66, 61, 61] + [48, 52] * 6) == (
        [COMMON] * 12 + ["above upper limit", "two of three high", "two of three high"] + [COMMON] * 12
    )


def test_a_point_on_a_limit_is_inside_it():
    # Mean 500, mean range 1,100 ÷ 22 = 50: the limit is 633 exactly.
    values = [499, 501] * 5 + [633] + [463, 537] * 5 + [430, 437]
    found = xmr.classify(values, "lower", screen=False)
    assert found["upper"].iloc[0] == pytest.approx(633)
    assert found["rule"].tolist() == [COMMON] * 23


def test_a_point_on_the_near_limit_is_not_beyond_it():
    # Mean 500, mean range 1,800 ÷ 24 = 75: the near limit is 500 + ⅔ × 199.5 = 633 exactly.
    assert rules([459, 521] * 5 + [633, 520, 633] + [459, 521] * 5 + [421, 493]) == [COMMON] * 25
    flagged = rules([459, 521] * 5 + [635, 520, 635] + [459, 521] * 5 + [421, 489])
    assert flagged == [COMMON] * 10 + ["two of three high", COMMON, "two of three high"] + [COMMON] * 12


RISE = [60, 40] * 4 + [44, 46, 48, 50, 52, 54]


def test_seven_rising_points_are_a_trend():
    found = xmr.classify(RISE, "lower")
    assert found["rule"].tolist() == [COMMON] * 7 + ["seven-point rise"] * 7
    assert found["point_type"].tolist() == [COMMON] * 7 + ["concern"] * 7


def test_a_falling_trend_takes_its_direction_not_its_side():
    # From 60, above the mean, to 46, below it: improvement throughout where lower is better.
    found = xmr.classify([100 - value for value in RISE], "lower")
    assert found["rule"].tolist() == [COMMON] * 7 + ["seven-point fall"] * 7
    assert found["point_type"].tolist() == [COMMON] * 7 + ["improvement"] * 7


def test_equal_neighbours_break_a_trend():
    assert rules([60, 40] * 4 + [44, 46, 46, 50, 52, 54]) == [COMMON] * 14


def test_six_rising_points_are_not_a_trend():
    assert rules([60, 40] * 4 + [44, 46, 48, 50, 52]) == [COMMON] * 13


def test_the_turn_between_two_trends_belongs_to_the_one_it_begins():
    found = rules([60, 40] * 4 + [44, 46, 48, 50, 52, 54, 53, 51, 49, 47, 45, 43])
    assert found == [COMMON] * 7 + ["seven-point rise"] * 6 + ["seven-point fall"] * 7


def test_a_point_outside_a_limit_in_a_trend_is_named_by_the_limit():
    # Mean 54.14, mean range 154 ÷ 13: upper limit 85.65.
    assert rules([*RISE[:-1], 118])[-2:] == ["seven-point rise", "above upper limit"]


def test_a_shift_of_seven_but_not_of_six():
    # The mean is 10 in both.
    assert rules([11, 15, 11, 12, 15, 11, 15] + [9, 5, 9, 5, 9, 3]) == ["shift above"] * 7 + [COMMON] * 6
    assert rules([11, 15, 11, 15, 11, 15] + [9, 5, 9, 12, 5, 7, 5]) == [COMMON] * 13


def test_a_shift_below():
    found = xmr.classify([9, 5, 9, 8, 5, 9, 5] + [11, 15, 11, 15, 11, 17], "higher")
    assert found["rule"].tolist() == ["shift below"] * 7 + [COMMON] * 6
    assert found["point_type"].tolist() == ["concern"] * 7 + [COMMON] * 6


@pytest.mark.parametrize(
    "better, high, low",
    [
        ("lower", "concern", "improvement"),
        ("higher", "improvement", "concern"),
        ("neither", "neutral high", "neutral low"),
    ],
)
def test_point_type_follows_the_direction_of_good(better, high, low):
    assert xmr.classify([10, 12] * 8 + [30], better)["point_type"].iloc[-1] == high
    assert xmr.classify([30, 32] * 8 + [12], better)["point_type"].iloc[-1] == low
    assert xmr.classify(RISE, better)["point_type"].iloc[-1] == high


def test_an_unknown_direction_is_refused():
    with pytest.raises(ValueError, match="better is 'down'; expected one of lower, higher, neither"):
        xmr.classify([1.0] * 13, "down")


@pytest.mark.parametrize("rate", [7, 0.1, 28.2])
def test_a_constant_series_is_common_cause_on_its_centre(rate):
    # The mean of 21 times 0.1 is not 0.1 in floating point.
    found = xmr.classify([rate] * 21, "lower")
    assert found["rule"].tolist() == [COMMON] * 21
    np.testing.assert_allclose(found[["centre", "lower", "upper"]], rate)


def test_one_step_in_a_flat_series_leaves_limits_on_the_centre():
    # The only move is screened, so that no variation is left to allow for.
    found = xmr.classify([5] * 10 + [8] * 10, "lower")
    assert found["rule"].tolist() == ["below lower limit"] * 10 + ["above upper limit"] * 10


def test_more_than_half_zeros_is_not_tested():
    found = xmr.classify([0, 0, 3, 0] * 4, "lower")
    assert xmr.untested(found) == "mostly zeros"
    assert found[["centre", "lower", "upper"]].isna().all(axis=None)
    assert found["rule"].tolist() == [None] * 16 == found["point_type"].tolist()
    assert not xmr.too_few(found)


def test_half_zeros_is_tested():
    assert xmr.untested(xmr.classify([0, 3] * 8, "lower")) == ""


def test_a_limit_below_the_floor_is_not_drawn_and_not_crossed():
    # Mean 55 ÷ 17 = 3.24; the move of 33 is screened and the others are 6: the lower limit would be −12.7.
    values = [2, 8] * 8 + [-25]
    bounded, free = xmr.classify(values, "lower"), xmr.classify(values, "lower", floor=None)
    assert bounded["lower"].isna().all() and bounded["upper"].notna().all()
    assert bounded["rule"].tolist() == [COMMON] * 17
    assert free["lower"].iloc[0] == pytest.approx(55 / 17 - 2.66 * 6)
    assert free["rule"].tolist() == [COMMON] * 16 + ["below lower limit"]
    assert free["upper"].tolist() == bounded["upper"].tolist()


def test_a_limit_above_the_ceiling_is_not_drawn_and_not_crossed():
    # Mean 1,571 ÷ 17 = 92.4, mean range (15 × 6 + 21) ÷ 16 = 6.94: upper limit 110.9.
    values = [88, 94] * 8 + [115]
    bounded, free = xmr.classify(values, "higher", ceiling=100), xmr.classify(values, "higher")
    assert bounded["upper"].isna().all() and bounded["lower"].notna().all()
    assert bounded["rule"].tolist() == [COMMON] * 17
    assert free["upper"].iloc[0] == pytest.approx(1571 / 17 + 2.66 * 111 / 16)
    assert free["rule"].iloc[-1] == "above upper limit"


def test_twelve_points_have_no_limits_and_thirteen_have():
    twelve, thirteen = xmr.classify([10, 12] * 6, "lower"), xmr.classify([10, 12] * 6 + [10], "lower")
    assert xmr.too_few(twelve) and xmr.untested(twelve) == "too few points"
    assert twelve[["centre", "lower", "upper", "rule", "point_type"]].isna().all(axis=None)
    assert twelve["rule"].iloc[0] is None and twelve["point_type"].iloc[0] is None
    assert twelve["value"].tolist() == [10, 12] * 6
    assert not xmr.too_few(thirteen) and thirteen["rule"].tolist() == [COMMON] * 13


def test_no_points_at_all():
    found = xmr.classify([], "lower")
    assert len(found) == 0 and xmr.untested(found) == "no figure"


def test_a_missing_figure_splits_the_series():
    found = xmr.classify([10, 12] * 7 + [None] + [30, 34] * 7, "lower")
    assert found["centre"].iloc[:14].tolist() == [11] * 14
    assert found["centre"].iloc[15:].tolist() == [32] * 14
    assert np.isnan(found["centre"].iloc[14]) and found["rule"].iloc[14] is None
    assert xmr.untested(found) == ""


def test_a_run_does_not_cross_a_missing_figure():
    # Rising to the gap and on after it: six points before, six after.
    rising = [60, 40] * 4 + [44, 46, 48, 50, 52, np.nan] + [54, 56, 58, 60, 62, 64] + [30, 70] * 4
    assert "seven-point rise" not in rules(rising)


def test_too_few_speaks_of_the_points_since_the_gap():
    found = xmr.classify([10, 12] * 7 + [np.nan] + [30, 34] * 3, "lower")
    assert xmr.too_few(found)
    assert found["rule"].tolist() == [COMMON] * 14 + [None] * 7


def test_a_latest_month_without_a_figure_says_so():
    found = xmr.classify([10, 12] * 7 + [np.nan], "lower")
    assert xmr.untested(found) == "no figure" and found["rule"].iloc[0] == COMMON


def test_a_missing_type_of_pandas_is_a_gap():
    values = pd.Series([10, 12] * 7 + [pd.NA], dtype="Float64")
    assert xmr.classify(values, "lower")["centre"].tolist()[:14] == [11] * 14


@pytest.mark.parametrize("of", [list, pd.Series, pd.DatetimeIndex])
def test_a_jump_in_periods_splits_the_series(of):
    periods = of([*MONTHS[:14], *MONTHS[15:29]])
    found = xmr.classify([10, 12] * 7 + [30, 34] * 7, "lower", periods)
    assert found["centre"].tolist() == [11] * 14 + [32] * 14


def test_quarters_are_no_jump():
    quarters = [date(2020 + number // 4, number % 4 * 3 + 1, 1) for number in range(14)]
    assert xmr.classify([10, 12] * 7, "lower", quarters)["centre"].tolist() == [11] * 14


@pytest.mark.parametrize("at", [MONTHS[14], date(2023, 2, 20)])
def test_a_break_restarts_at_the_first_period_on_or_after_it(at):
    found = xmr.classify([10, 12] * 7 + [30, 34] * 7, "lower", MONTHS[:28], breaks=[at])
    assert found["centre"].tolist() == [11] * 14 + [32] * 14


def test_breaks_outside_the_series_change_nothing():
    breaks = [date(2016, 7, 1), MONTHS[0], date(2031, 1, 1)]
    assert xmr.classify([10, 12] * 7, "lower", MONTHS[:14], breaks=breaks)["centre"].tolist() == [11] * 14


def test_too_few_points_since_a_break():
    found = xmr.classify([10, 12] * 12, "lower", MONTHS[:24], breaks=[MONTHS[13]])
    assert xmr.too_few(found) and found["rule"].tolist() == [COMMON] * 13 + [None] * 11


@pytest.mark.parametrize(
    "periods",
    [
        MONTHS[:13],
        MONTHS[:14][::-1],
        [*MONTHS[:13], MONTHS[12]],
        [*MONTHS[:13], None],
    ],
)
def test_periods_that_do_not_fit_are_refused(periods):
    with pytest.raises(ValueError, match="periods must be as many as the values"):
        xmr.classify([10, 12] * 7, "lower", periods)


def test_breaks_without_periods_are_refused():
    with pytest.raises(ValueError, match="where periods are given"):
        xmr.classify([10, 12] * 7, "lower", breaks=[MONTHS[5]])


def by_the_book(values):
    """Centre, limits and rules once more: point by point, in exact fractions."""
    count = len(values)
    ranges = [abs(here - before) for before, here in pairwise(values)]
    mean_range = Fraction(sum(ranges), len(ranges))
    kept = [move for move in ranges if move < Fraction(3267, 1000) * mean_range]
    mean_range = Fraction(sum(kept), len(kept)) if mean_range else mean_range
    centre, distance = Fraction(sum(values), count), Fraction(266, 100) * mean_range
    off = [value - centre for value in values]

    def windows(at, size):
        return [
            range(first, first + size) for first in range(at - size + 1, at + 1) if first >= 0 and first + size <= count
        ]

    def steps(window):
        return [values[place + 1] - values[place] for place in window[:-1]]

    def name(at):
        side = 1 if off[at] > 0 else -1
        if abs(off[at]) > distance:
            return "above upper limit" if side > 0 else "below lower limit"
        trends = [
            sign for window in windows(at, 7) for sign in (1, -1) if all(sign * step > 0 for step in steps(window))
        ]
        if trends:
            onward = values[at + 1] - values[at] if len(set(trends)) > 1 else trends[0]
            return "seven-point rise" if onward > 0 else "seven-point fall"
        near = [distance * Fraction(2, 3) < side * each <= distance for each in off]
        if near[at] and any(
            sum(near[place] for place in window) >= 2 and all(side * off[place] > 0 for place in window)
            for window in windows(at, 3)
        ):
            return "two of three high" if side > 0 else "two of three low"
        if any(all(side * off[place] > 0 for place in window) for window in windows(at, 7)):
            return "shift above" if side > 0 else "shift below"
        return COMMON

    return centre, distance, [name(at) for at in range(count)]


# Small numbers tie often; walks make the trends and shifts that scattered numbers seldom do.
scattered = st.lists(st.integers(1, 12), min_size=13, max_size=40)
walks = st.lists(st.integers(-3, 4), min_size=13, max_size=40).map(
    lambda steps: [200 + int(place) for place in np.cumsum(steps)]
)
series = st.one_of(scattered, walks, st.lists(st.integers(1, 1000), min_size=13, max_size=40))


@settings(max_examples=150, deadline=None)
@given(series)
def test_every_rule_agrees_with_the_book(values):
    centre, distance, names = by_the_book(values)
    found = xmr.classify(values, "lower", floor=None)
    assert found["rule"].tolist() == names
    assert found["centre"].iloc[0] == pytest.approx(float(centre))
    assert found["upper"].iloc[0] == pytest.approx(float(centre + distance))
    assert found["lower"].iloc[0] == pytest.approx(float(centre - distance))


@settings(max_examples=40, deadline=None)
@given(series, st.integers(0, 1000))
def test_shifting_a_series_moves_its_limits_and_no_classification(values, by):
    before = xmr.classify(values, "lower", floor=None)
    after = xmr.classify(np.add(values, by), "lower", floor=None)
    assert after["rule"].tolist() == before["rule"].tolist()
    for column in ("centre", "lower", "upper"):
        np.testing.assert_allclose(after[column], before[column] + by, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(series, st.integers(-10, 10))
def test_scaling_a_series_scales_its_limits_and_no_classification(values, power):
    before = xmr.classify(values, "lower", floor=None)
    after = xmr.classify(np.multiply(values, 2.0**power), "lower", floor=None)
    assert after["rule"].tolist() == before["rule"].tolist()
    for column in ("centre", "lower", "upper"):
        np.testing.assert_allclose(after[column], before[column] * 2.0**power)


@settings(max_examples=40, deadline=None)
@given(series)
def test_reversing_better_swaps_improvement_and_concern(values):
    lower, higher = xmr.classify(values, "lower"), xmr.classify(values, "higher")
    swapped = {"improvement": "concern", "concern": "improvement", COMMON: COMMON}
    assert higher["point_type"].tolist() == [swapped[kind] for kind in lower["point_type"]]
    assert higher["rule"].tolist() == lower["rule"].tolist()


@settings(max_examples=40, deadline=None)
@given(series)
def test_turning_a_series_upside_down_swaps_high_and_low(values):
    upright = xmr.classify(values, "neither", floor=None)
    turned = xmr.classify(np.negative(values), "neither", floor=None)
    swapped = {"neutral high": "neutral low", "neutral low": "neutral high", COMMON: COMMON}
    assert turned["point_type"].tolist() == [swapped[kind] for kind in upright["point_type"]]
    np.testing.assert_allclose(turned["upper"], -upright["lower"])
