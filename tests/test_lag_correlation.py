"""How alike the neighbours in a series are, on which its false alarms depend."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from ijb.stats import false_alarms


def test_lag_correlation_by_hand():
    # Distances from 4.5 are −3.5 … 3.5: products 2 × (8.75 + 3.75 + 0.75) − 0.25 = 26.25, squares 42.
    assert false_alarms.lag_correlation([1, 2, 3, 4, 5, 6, 7, 8]) == pytest.approx(26.25 / 42)
    # Distances 1 and −1 in turn: seven products of −1, eight squares of 1.
    assert false_alarms.lag_correlation([10, 8] * 4) == pytest.approx(-7 / 8)


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA])
def test_lag_correlation_leaves_out_pairs_with_a_gap(missing):
    # The six products left are of −1, the eight squares of 1.
    values = pd.Series([10, 8, 10, 8, missing, 10, 8, 10, 8], dtype="Float64")
    assert false_alarms.lag_correlation(values) == pytest.approx(-6 / 8)


@pytest.mark.parametrize(
    "values", [[], [1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7, None], [0.3, 0.1 + 0.2] * 6, [None] * 9]
)
def test_lag_correlation_of_too_few_or_equal_figures_is_missing(values):
    assert math.isnan(false_alarms.lag_correlation(values))


def test_lag_correlation_of_a_long_series_is_what_made_it():
    series = false_alarms.alike(np.random.default_rng(16).standard_normal(20_000), 0.7)
    assert false_alarms.lag_correlation(series) == pytest.approx(0.7, abs=0.02)


def test_short_series_look_less_alike_than_what_made_them():
    """Two thousand series of 36 made with 0.7 show about 0.6; the correction brings their mean back."""
    series = false_alarms.alike(np.random.default_rng(8).standard_normal((2_000, 36)), 0.7)
    seen = np.mean([false_alarms.lag_correlation(one) for one in series])
    assert 0.55 < seen < 0.63
    assert false_alarms.without_bias(seen, 36) == pytest.approx(0.7, abs=0.015)


def test_figures_two_steps_apart_by_hand():
    # From their mean of 4: 0, 0, −3, −2, −1, 0, 1, 2, 3. Two apart: 0 + 0 + 3 + 0 − 1 + 0 + 3; squares: 28.
    assert false_alarms.lag_correlation([4, 4, 1, 2, 3, 4, 5, 6, 7], 2) == pytest.approx(5 / 28)
