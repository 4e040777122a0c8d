"""The figure at which a signal clears, looked for step by step: on made-up series, and for every signal held."""

from __future__ import annotations

import re

import numpy as np
import pytest
from choices import MEASURES

from ijb.stats import clearing, xmr

WINDOW = 36
WORSE_RULES = {
    "lower": {"above upper limit", "seven-point rise", "two of three high", "shift above"},
    "higher": {"below lower limit", "seven-point fall", "two of three low", "shift below"},
}
# A wave that stays within its limits, of mean 50 (20 months: the quarters of a turn come even).
WAVE = [50, 53, 50, 47] * 5
SHIFTED = [*WAVE, 54, 56, 54, 57, 55, 54, 56]
OUTSIDE = [*WAVE, 66]
RISING = [*WAVE, 44, 45.5, 47, 48.5, 50, 51.5, 53]
NEAR = [*WAVE, 57.5, 55, 57.5]
FULL = [51, 49] * 18
SHARES = [96, 98, 95, 97, 99, 96, 98, 97, 95, 99, 97, 96, 98, 97, 90]
MADE = {
    "shift above": (SHIFTED, "lower", None),
    "above upper limit": (OUTSIDE, "lower", None),
    "seven-point rise": (RISING, "lower", None),
    "two of three high": (NEAR, "lower", None),
    "shift below": ([100 - value for value in SHIFTED], "higher", 100.0),
    "below lower limit": (SHARES, "higher", 100.0),
    "seven-point fall": ([100 - value for value in RISING], "higher", 100.0),
    "two of three low": ([100 - value for value in NEAR], "higher", 100.0),
}


def next_rule(values, figure, better, ceiling=None):
    """The rule of one more figure, in the window of 36 that it ends."""
    window = [*values, figure][-WINDOW:]
    return xmr.classify(window, better, ceiling=ceiling)["rule"].iloc[-1]


def carries(values, figure, better, ceiling=None):
    return next_rule(values, figure, better, ceiling) in WORSE_RULES[better]


def last_clear(values, better, ceiling, steps):
    """The last figure, by equal steps from the best of the window to far past its worst, before one on the worse side;
    and the step."""
    way = 1 if better == "lower" else -1
    best, worst = sorted((min(values), max(values)), reverse=way < 0)
    far = worst + way * (max(values) - min(values))
    step = (far - best) / steps
    figure = best
    for place in range(1, steps + 1):
        if carries(values, best + place * step, better, ceiling):
            return figure, abs(step)
        figure = best + place * step
    raise AssertionError("no figure on the worse side")


@pytest.mark.parametrize("rule", MADE)
def test_the_figure_is_the_last_clear_one_of_a_fine_search(rule):
    values, better, ceiling = MADE[rule]
    assert xmr.classify(values, better, ceiling=ceiling)["rule"].iloc[-1] == rule
    found = clearing.next_figure(values, better, WINDOW, ceiling)
    searched, step = last_clear(values, better, ceiling, 1200)
    assert found == pytest.approx(searched, abs=step * 1.001)
    way = 1 if better == "lower" else -1
    assert not carries(values, found, better, ceiling)
    assert carries(values, found + way * 1e-4, better, ceiling)


def test_a_shift_clears_at_the_mean_of_the_months_kept():
    """A figure is no higher than a mean that it is in where it is no higher than the mean of the rest."""
    assert clearing.next_figure(SHIFTED, "lower", WINDOW) == pytest.approx(1386 / 27, abs=1e-4)
    full = [*FULL[7:], 54, 56, 54, 57, 55, 54, 56]  # the oldest, 49, goes
    assert len(full) == WINDOW
    assert clearing.next_figure(full, "lower", WINDOW) == pytest.approx((sum(full) - 49) / 35, abs=1e-4)
    assert clearing.next_figure(full, "lower", WINDOW + 1) == pytest.approx(sum(full) / 36, abs=1e-4)


def test_a_trend_clears_level_with_the_latest():
    found = clearing.next_figure(RISING, "lower", WINDOW)
    assert found <= 53 and found == pytest.approx(53, abs=1e-4)


def test_it_is_the_same_upside_down():
    for values, better, _ in list(MADE.values())[:4]:
        other = clearing.next_figure([100 - value for value in values], "higher", WINDOW, 100.0)
        assert other == pytest.approx(100 - clearing.next_figure(values, better, WINDOW), abs=1e-4)


def test_the_best_figure_of_a_window_always_clears_it():
    """It is on the better side of the mean, or at it, and no further to the worse side than the one before."""
    draws = np.random.default_rng(7)
    for count in (13, 24, 36):
        for _ in range(20):
            values = 50 + draws.standard_normal(count).cumsum()
            assert not carries(values, values.min(), "lower")
            assert not carries(values, values.max(), "higher", 100.0)


@pytest.mark.parametrize("values", [[50, 51] * 5, [0] * 20 + [1, 2]])
def test_no_figure_where_the_next_month_would_not_be_tested(values):
    """Ten figures are too few with an eleventh, and of more zeros than not none is tested."""
    assert next_rule(values, 500, "lower") is None
    assert clearing.next_figure(values, "lower", WINDOW) is None


# A higher figure lifts the mean past one of the last six and so ends the shift, until it is itself outside.
BANDED = [
    ([52.2, 45.0, 50.4, 54.3, 58.7, 49.0, 53.0, 63.2, 56.0, 63.0, 66.5, 64.5, 58.9, 58.1, 66.6, 64.3], "lower"),
    ([85.9, 89.3, 85.2, 82.1, 86.5, 89.6, 91.5, 90.6, 90.2, 89.2, 88.9, 88.5, 87.8, 89.1, 88.2, 91.7, 89.3, 84.6, 83.6,
      80.1, 86.9, 84.3, 79.8, 80.3], "higher"),
]  # fmt: skip


@pytest.mark.parametrize("values, better", BANDED)
def test_the_figure_is_on_the_better_side_of_every_band_that_a_rule_holds(values, better):
    ceiling = 100.0 if better == "higher" else None
    searched, step = last_clear(values, better, ceiling, 600)
    found = clearing.next_figure(values, better, WINDOW, ceiling)
    assert found is not None
    assert found == pytest.approx(searched, abs=step * 1.001)


# Every signal held

HELD = """
select observation.value, classification.centre, classification.rule
from observation
join measure on measure.id = observation.measure and observation.breakdown = default_breakdown
join classification using (measure, area_code, breakdown, period_start)
where measure = ? and area_code = ? and (basis <> '') = money and value is not null
order by period_start
"""


@pytest.fixture(scope="module")
def stated(store):
    """Measure, values of the window and the figure stated, of every signal by limits."""
    found = []
    kinds = "('unusual month', 'shift, trend or near-limit')"
    for row in store._ask(f"select * from signal where kind in {kinds}").itertuples():
        measure, held = MEASURES[row.measure], store._ask(HELD, row.measure, row.area_code)
        values = held["value"][held["centre"] == held["centre"].iloc[-1]].astype(float).tolist()
        ceiling = 100.0 if measure.shown_as == "per cent" else None
        named = xmr.classify(values, measure.better, ceiling=ceiling).iloc[-1]
        assert (named["rule"], row.rule) == (held["rule"].iloc[-1], held["rule"].iloc[-1])
        assert named["centre"] == pytest.approx(held["centre"].iloc[-1])
        said = re.fullmatch(r"Clears when the next \w+ is ([\d,.]+)%? or \w+\.", row.clears_when)
        assert said, (row.measure, row.area_code, row.clears_when)
        found.append((measure, values, ceiling, float(said[1].replace(",", ""))))
    return found


def test_every_figure_stated_clears_its_signal_and_one_step_worse_does_not(stated):
    assert len(stated) > 20
    for measure, values, ceiling, figure in stated:
        step = 10**-measure.decimals * (1 if measure.better == "lower" else -1)
        assert not carries(values, figure, measure.better, ceiling), (measure.id, figure)
        assert carries(values, figure + step, measure.better, ceiling), (measure.id, figure)


def test_every_better_figure_than_the_one_stated_clears_its_signal_too(stated):
    for measure, values, ceiling, figure in stated:
        best = 0.0 if measure.better == "lower" else ceiling or max(values)
        for better in np.linspace(figure, best, 60):
            assert not carries(values, better, measure.better, ceiling), (measure.id, figure, better)
