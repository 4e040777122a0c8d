"""Signals against an area's own past, from made-up series: what fires each, when it persists, since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from made_signals import (
    ABOVE,
    BEDS,
    BELOW,
    DAYS,
    DRUGS,
    NEAR,
    NEAR_LOW,
    RISE,
    SHIFT,
    USUAL,
    charted,
    found,
    monthly,
    one,
    run_of,
    yearly,
)

from ijb import signals

PATTERN = "shift, trend or near-limit"


# Unusual month


@pytest.mark.parametrize(
    "rules, rung, first",
    [
        ([USUAL, USUAL, USUAL, ABOVE], "watch", date(2025, 8, 1)),
        ([USUAL, USUAL, ABOVE, ABOVE], "watch", date(2025, 7, 1)),
        ([ABOVE, ABOVE, USUAL, USUAL, ABOVE], "watch", date(2025, 8, 1)),
        ([USUAL, ABOVE, ABOVE, ABOVE], "persistent", date(2025, 6, 1)),
        ([ABOVE, USUAL, ABOVE, ABOVE], "persistent", date(2025, 5, 1)),
        ([ABOVE, ABOVE, USUAL, ABOVE], "persistent", date(2025, 5, 1)),
        ([ABOVE] * 6, "persistent", date(2025, 5, 1)),
        ([BELOW, BELOW, ABOVE, ABOVE], "watch", date(2025, 7, 1)),
        ([ABOVE, SHIFT, RISE, ABOVE], "watch", date(2025, 8, 1)),
    ],
)
def test_an_unusual_month_persists_outside_in_three_of_the_last_four(rules, rung, first):
    assert one(BEDS, monthly(rules)) == ("unusual month", rung, ABOVE, first)


def test_an_unusual_month_clears_inside_and_on_the_better_side():
    assert found(BEDS, monthly([ABOVE, ABOVE, ABOVE, USUAL])) == []
    assert found(BEDS, monthly([ABOVE, ABOVE, ABOVE, BELOW])) == []
    assert one(BEDS, monthly([USUAL, BELOW]), signals.BETTER) == ("unusual month", "watch", BELOW, date(2025, 8, 1))


def test_where_higher_is_better_the_worse_side_is_low():
    low, high = monthly([BELOW] * 3, better="higher"), monthly([ABOVE] * 3, better="higher")
    assert one(DRUGS, low)[:3] == ("unusual month", "persistent", BELOW)
    assert found(DRUGS, high) == []
    assert one(DRUGS, high, signals.BETTER)[:3] == ("unusual month", "persistent", ABOVE)


# Shift, trend, two of three


OVER = [31, 40, 35, 33, 38, 32, 36]  # seven above the centre of 30, and no trend
RISING = [40, 41, 42, 43, 44, 45, 46]


@pytest.mark.parametrize(
    "rule, values, first",
    [
        (SHIFT, [29, *OVER], date(2025, 2, 1)),
        (SHIFT, [30, *OVER], date(2025, 2, 1)),  # at the centre is not above it
        (SHIFT, [29, 34, 31, *OVER], date(2024, 12, 1)),
        (RISE, [50, *RISING], date(2025, 2, 1)),  # above the centre before it began to rise
        (RISE, [40, *RISING], date(2025, 2, 1)),  # level with its first
        (RISE, [50, 38, 39, *RISING], date(2024, 12, 1)),
    ],
)
def test_a_shift_or_a_trend_persists_by_its_nature_from_its_first_month(rule, values, first):
    rules = [USUAL] * (len(values) - 7) + [rule] * 7
    assert one(BEDS, monthly(rules, values=values)) == (PATTERN, "persistent", rule, first)
    assert run_of(BEDS, monthly(rules, values=values)) == (rule, first)
    assert found(BEDS, monthly([*rules, USUAL], values=[*values, 29])) == []


def test_a_run_is_no_shorter_for_points_in_it_that_another_rule_names():
    points = monthly([USUAL, SHIFT, SHIFT, ABOVE, SHIFT, NEAR, SHIFT, SHIFT], values=[29, 40, 41, 61, 39, 55, 41, 38])
    assert one(BEDS, points) == (PATTERN, "persistent", SHIFT, date(2025, 2, 1))


def test_a_point_in_both_a_shift_and_a_trend_is_told_by_the_one_that_names_it_or_the_shift():
    values = [31, *RISING]
    for rule, run in ((RISE, (RISE, date(2025, 1, 1))), (SHIFT, (SHIFT, date(2024, 12, 1)))):
        rules = [USUAL] * 3 + [rule] * 7
        points = monthly(rules, values=[29, 35, *values])
        assert run_of(BEDS, points) == run
        assert one(BEDS, points)[3] == run[1]
    for rule in (ABOVE, NEAR):
        assert run_of(BEDS, monthly([*[USUAL] * 9, rule], values=[29, 35, *values])) == (SHIFT, date(2024, 12, 1))


def test_two_of_three_near_a_limit_do_not_persist_by_themselves_and_began_in_the_first_of_the_three():
    across = [40, 40, 20, 40, 40, 40, 45, 50]  # below the centre in one of the last seven months
    quiet = [20, 20, 50, 40, 50]
    for rules, values in (([NEAR] * 8, across), ([NEAR] * 6, None), ([USUAL, USUAL, NEAR, USUAL, NEAR], quiet)):
        points = monthly(rules, values=values)
        assert one(BEDS, points) == (PATTERN, "watch", NEAR, date(2025, 6, 1))
        assert run_of(BEDS, points) is None
    assert found(BEDS, monthly([NEAR, NEAR, USUAL])) == []
    assert found(BEDS, monthly([NEAR_LOW, NEAR_LOW])) == []
    low = monthly([NEAR_LOW] * 4, values=[15] * 4)
    assert one(BEDS, low, signals.BETTER) == (PATTERN, "watch", NEAR_LOW, date(2025, 6, 1))


# A run that another rule names


@pytest.mark.parametrize(
    "values, run, first",
    [
        ([31, 40, 31, 40, 31, 40, 61], "shift", 2),  # seven above the centre of 30
        ([20, 31, 40, 31, 40, 31, 40, 61], "shift", 2),
        ([30, 40, 31, 40, 31, 40, 61], None, 6),  # the first is at the centre
        ([31, 40, 31, 29, 31, 40, 61], None, 6),
        ([40, 31, 40, 31, 40, 61], None, 6),  # six
        ([1, 2, 3, 4, 5, 29, 61], "trend", 2),  # seven rising, six of them below the centre
        ([2, 1, 2, 3, 4, 5, 6, 29, 61], "trend", 1),  # eight rising
        ([1, 2, 3, 3, 5, 29, 61], None, 6),
        ([2, 1, 3, 4, 5, 29, 61], None, 6),
    ],
)
@pytest.mark.parametrize("rule, low", [(ABOVE, BELOW), (NEAR, NEAR_LOW)])
def test_a_point_that_ends_a_shift_or_a_trend_persists_whatever_rule_names_it(rule, low, values, run, first):
    """first: the month of 2025 in which the run began, or the first of the last three."""
    rules, mirrored = [USUAL] * (len(values) - 1), [60 - value for value in values]
    rung = "persistent" if run else "watch"
    began = date(2025, 8 if rule == ABOVE else first, 1)  # an unusual month begins where it is unusual
    names = {"shift": ("shift above", "shift below"), "trend": ("seven-point rise", "seven-point fall")}.get(run)
    for measure, points, side, named, place in (
        (BEDS, monthly([*rules, rule], values=values), signals.WORSE, rule, 0),
        (BEDS, monthly([*rules, low], values=mirrored), signals.BETTER, low, 1),
        (DRUGS, monthly([*rules, low], better="higher", values=mirrored), signals.WORSE, low, 1),
    ):
        assert one(measure, points, side)[1:] == (rung, named, began)
        assert run_of(measure, points, side) == (names and (names[place], date(2025, first, 1)))


def test_a_run_reaches_across_no_other_limits_and_no_point_untested():
    values = [31, 40, 31, 40, 31, 40, 61]
    points = monthly([USUAL] * 6 + [ABOVE], values=values)
    assert one(BEDS, points)[1] == "persistent"
    for change in ({"centre": 29.0}, {"rule": None, "point_type": None}):
        assert one(BEDS, [replace(points[0], **change), *points[1:]])[1] == "watch"
        longer = [replace(point, **change) for point in monthly([USUAL] * 8, end=(2025, 1))] + points
        assert run_of(BEDS, longer) == (SHIFT, date(2025, 2, 1))


def test_runs_of_real_limits():
    """Moves of 36 in all over 26, without the last of 12: the upper limit is 19.75 + 2.66 × 36 ÷ 26 = 23.43, past which
    are 26, 24 and 36 of the last four."""
    months = [18, 17] * 10 + [22, 24, 23, 25, 23, 26, 24, 36]
    points = charted(BEDS, months)
    assert points[-1].centre == pytest.approx((20 * 17.5 + 203) / 28)
    assert points[-1].upper == pytest.approx(19.75 + 2.66 * 36 / 26)
    assert one(BEDS, points) == ("unusual month", "persistent", ABOVE, date(2025, 6, 1))
    assert run_of(BEDS, points) == (SHIFT, date(2025, 1, 1))


# Worsening


def test_three_yearly_moves_to_the_worse_side_are_to_watch_and_never_persist():
    rises, none = "three yearly rises", "no three moves one way"
    points = yearly([none, rises, rises, rises])
    assert one(DAYS, points) == ("worsening", "watch", rises, date(2022, 4, 1))
    quiet = [replace(point, point_type=USUAL, rule=none) for point in points[-1:]]
    assert found(DAYS, [*points[:-1], *quiet]) == []
    better = [replace(point, rule="three yearly falls", point_type="improvement") for point in points]
    assert found(DAYS, better) == []
    assert one(DAYS, better, signals.BETTER)[:2] == ("worsening", "watch")
    assert run_of(DAYS, points) is None
