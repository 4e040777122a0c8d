"""Rates of false alarms between and beyond those that are kept."""

from __future__ import annotations

import pandas as pd
import pytest

from ijb.stats import false_alarms


def rate_of(rates, rule, points, autocorrelation):
    """The rate of one test."""
    test = pd.DataFrame({"rule": [rule], "points": [points], "autocorrelation": [autocorrelation]})
    return false_alarms.rates_for(rates, test).iloc[0]


GRID = pd.DataFrame(
    [
        ("month", 13, 0.0, 0.01),
        ("month", 13, 0.5, 0.03),
        ("month", 23, 0.0, 0.02),
        ("month", 23, 0.5, 0.08),
        ("year", 4, 0.0, 0.004),
        ("year", 4, 0.5, 0.006),
    ],
    columns=["rule", "points", "autocorrelation", "rate"],
)


@pytest.mark.parametrize(
    "points, autocorrelation, expected",
    [
        (13, 0.5, 0.03),
        (23, 0.0, 0.02),
        (13, 0.25, 0.02),
        (18, 0.0, 0.015),
        # A fifth of the way in points, half of the way in autocorrelation: 0.02 and 0.05.
        (15, 0.25, 0.026),
        (9, 0.5, 0.03),
        (60, 0.25, 0.05),
        (23, 0.9, 0.08),
        (23, -0.4, 0.02),
        (13, float("nan"), 0.01),
    ],
)
def test_between_and_beyond_the_simulated(points, autocorrelation, expected):
    assert rate_of(GRID, "month", points, autocorrelation) == pytest.approx(expected)


def test_a_rule_of_one_length_has_that_at_every_length():
    assert rate_of(GRID, "year", 4, 0.25) == pytest.approx(0.005)
    assert rate_of(GRID, "year", 31, 0.25) == pytest.approx(0.005)


def test_many_tests_at_once_keep_their_index():
    tests = pd.DataFrame(
        {
            "rule": ["year", "month", "year", "month"],
            "points": [4, 23, 4, 18],
            "autocorrelation": pd.array([0.5, None, 0.0, 0.5], dtype="Float64"),
        },
        index=[7, 7, 3, 1],
    )
    found = false_alarms.rates_for(GRID, tests)
    assert found.index.tolist() == [7, 7, 3, 1]
    assert found.tolist() == pytest.approx([0.006, 0.02, 0.004, 0.055])


def test_no_tests_have_no_rates():
    assert false_alarms.rates_for(GRID, GRID.iloc[:0]).tolist() == []


def test_the_order_in_which_the_rates_are_kept_does_not_matter():
    assert rate_of(GRID.iloc[::-1], "month", 15, 0.25) == pytest.approx(0.026)


@pytest.mark.parametrize("rule", ["odd month", None])
def test_an_unknown_rule_is_refused(rule):
    with pytest.raises(ValueError, match=f"rule is {rule!r}; expected one of month; year"):
        rate_of(GRID, rule, 13, 0.0)
