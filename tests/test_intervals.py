"""Intervals: published worked values, closed forms, and the tails of the distributions summed by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ijb.stats import intervals


@pytest.mark.parametrize(
    "r, n, lower, upper",
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_examples(r, n, lower, upper):
    # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
    found = intervals.wilson([r], [n])
    assert found.loc[0, "lower"] == pytest.approx(lower, abs=5e-5)
    assert found.loc[0, "upper"] == pytest.approx(upper, abs=5e-5)


def test_wilson_at_998():
    # No case in 20: the upper end is z² ÷ (n + z²), z = 3.090232; and all of 20 mirrors it.
    found = intervals.wilson([0, 20], [20, 20], 0.998)
    end = 3.090232**2 / (20 + 3.090232**2)
    assert found["lower"].tolist() == pytest.approx([0, 1 - end], abs=1e-6)
    assert found["upper"].tolist() == pytest.approx([end, 1], abs=1e-6)


def test_wilson_stays_between_0_and_1():
    sizes = np.arange(1, 400)
    assert (intervals.wilson(0 * sizes, sizes)["lower"] == 0).all()
    assert (intervals.wilson(sizes, sizes)["upper"] <= 1).all()


def test_wilson_without_a_proportion():
    found = intervals.wilson([None, 3, 3, 7, -1], [10, None, 0, 6, 10])
    assert found.isna().all(axis=None)


def distance(rate, r, n):
    """Standard errors from a rate to an observed proportion, at the error which that rate has."""
    return abs(r / n - rate) / math.sqrt(rate * (1 - rate) / n)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 500), st.integers(1, 500))
def test_wilson_ends_are_196_of_their_own_errors_away(r, others):
    n = r + others
    found = intervals.wilson([r], [n]).loc[0]
    assert distance(found["lower"], r, n) == pytest.approx(1.959964, abs=1e-5)
    assert distance(found["upper"], r, n) == pytest.approx(1.959964, abs=1e-5)


@pytest.mark.parametrize(
    "count, lower, upper",
    [
        (0, 0.000, 3.689),
        (1, 0.025, 5.572),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (100, 81.364, 121.627),
    ],
)
def test_poisson_gives_the_tabled_values(count, lower, upper):
    # The usual table of exact 95 % limits for a Poisson count.
    found = intervals.poisson([count])
    assert found.loc[0, "lower"] == pytest.approx(lower, abs=5e-4)
    assert found.loc[0, "upper"] == pytest.approx(upper, abs=5e-4)


def test_poisson_at_998_in_closed_form():
    # P(0) = e^−λ = 0.001 for the upper end of 0; 1 − e^−λ = 0.001 for the lower end of 1.
    found = intervals.poisson([0, 1], 0.998)
    assert found["lower"].tolist() == pytest.approx([0, -math.log(0.999)])
    assert found.loc[0, "upper"] == pytest.approx(-math.log(0.001))


def chance_up_to(count, mean):
    return sum(math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) for k in range(count + 1))


@pytest.mark.parametrize("confidence, tail", [(0.95, 0.025), (0.998, 0.001)])
@pytest.mark.parametrize("count", [2, 7, 43, 260])
def test_poisson_ends_leave_half_of_the_rest_in_each_tail(count, confidence, tail):
    found = intervals.poisson([count], confidence).loc[0]
    assert 1 - chance_up_to(count - 1, found["lower"]) == pytest.approx(tail)
    assert chance_up_to(count, found["upper"]) == pytest.approx(tail)


def test_poisson_without_a_count():
    assert intervals.poisson([None, -1]).isna().all(axis=None)


def test_rates_divide_a_counts_interval():
    found = intervals.rates([10], [2000], "count").loc[0]
    assert found["rate"] == 0.005
    assert (found["lower"], found["upper"]) == pytest.approx((4.795 / 2000, 18.390 / 2000), abs=1e-6)


def test_rates_of_a_proportion_are_wilsons():
    found = intervals.rates([15], [148], "proportion").loc[0]
    assert found.tolist() == pytest.approx([15 / 148, 0.0624, 0.1605], abs=5e-5)


def test_rates_of_an_unknown_kind_are_refused():
    with pytest.raises(ValueError, match="kind is 'rate'; expected proportion or count"):
        intervals.rates([1], [2], "rate")


def test_against_the_rest_takes_the_area_out():
    # The second area's rest is 10 of 1,000 and 0 of 1,000.
    found = intervals.against_rest([10, 40, 0], [1000, 1000, 1000], "count")
    assert found["rate"].tolist() == [0.01, 0.04, 0]
    assert found["rest_rate"].tolist() == [0.02, 0.005, 0.025]
    # By bisection on summed tails, 99.8 % for 40 is 23.260 to 63.662, for 10 2.9605 to 24.134, for 50 30.959 to
    # 75.942; for 0 it is 0 to −ln 0.001 = 6.908. Here a thousand people.
    ends = found[["lower_998", "upper_998", "rest_lower_998", "rest_upper_998"]] * 1000
    assert ends.loc[1].tolist() == pytest.approx([23.260, 63.662, 1.4803, 12.067], abs=1e-3)
    assert ends.loc[2].tolist() == pytest.approx([0, 6.908, 15.480, 37.971], abs=1e-3)
    assert found["verdict"].tolist() == ["no clear difference", "higher", "lower"]


def test_a_difference_at_95_only_is_not_named():
    # 17 and 40 of 1,000: the 95 % ends 0.0272 and 0.0286 do not meet, those at 99.8 % do.
    found = intervals.against_rest([17, 40], [1000, 1000], "count")
    assert found.loc[0, "upper_95"] < found.loc[1, "lower_95"]
    assert found["verdict"].tolist() == ["no clear difference"] * 2


def test_against_scotlands_own_row():
    # Scotland counts 200 of 10,000, more than the two areas that are held.
    found = intervals.against_rest([10, None, 40], [1000, 1000, 1000], "proportion", whole=(200, 10_000))
    assert found["rest_rate"].tolist()[::2] == pytest.approx([190 / 9000, 160 / 9000])
    assert found.loc[1].drop("verdict").isna().all()
    assert found["verdict"].tolist() == ["no clear difference", None, "higher"]


def test_an_area_that_is_the_whole_has_no_rest():
    found = intervals.against_rest(pd.Series([10, None], index=["a", "b"]), [1000, 1000], "proportion")
    assert found.index.tolist() == ["a", "b"]
    assert np.isnan(found.loc["a", "rest_rate"]) and found["verdict"].tolist() == [None, None]


def test_published_intervals_are_stretched_to_998():
    # Half-widths 2 and 1, times 3.0902 ÷ 1.96 = 1.576633.
    published = pd.DataFrame({"value": [60.0], "lower": [58.0], "upper": [61.0]}, index=["S37000005"])
    found = intervals.against_published(published, (64.0, 63.9, 64.1)).loc["S37000005"]
    assert found["lower_998"] == pytest.approx(60 - 3.153265)
    assert found["upper_998"] == pytest.approx(60 + 1.576633)
    assert (found["whole_lower_998"], found["whole_upper_998"]) == pytest.approx((63.842337, 64.157663))
    assert (found["value"], found["lower_95"], found["upper_95"]) == (60, 58, 61)


def test_verdicts_on_published_intervals():
    # Scotland is 63.84 to 64.16; 61 ± 2 is apart from it at 95 % and reaches 64.15 at 99.8 %.
    published = pd.DataFrame(
        {
            "value": [60.0, 61.0, 68.0, 64.0, np.nan],
            "lower": [58.0, 59, 66, 62, np.nan],
            "upper": [62.0, 63, 70, 66, np.nan],
        }
    )
    assert intervals.against_published(published, (64.0, 63.9, 64.1))["verdict"].tolist() == [
        "lower",
        "no clear difference",
        "higher",
        "no clear difference",
        None,
    ]


def test_no_verdict_without_scotlands_interval():
    published = pd.DataFrame({"value": [60.0], "lower": [58.0], "upper": [62.0]})
    found = intervals.against_published(published, (64.0, np.nan, np.nan))
    assert found["verdict"].tolist() == [None] and found["lower_998"].notna().all()
