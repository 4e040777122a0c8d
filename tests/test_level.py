"""Far from the rest: Tukey's fences, with quartiles worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ijb.stats import level


def places(values):
    return level.far_from_rest(pd.Series(values, dtype=float)).tolist()


def test_beyond_one_and_a_half_ranges_above_the_upper_quartile():
    # Q1 = 2.75, Q3 = 6.25, fences −2.5 and 11.5.
    assert places([1, 2, 3, 4, 5, 6, 7, 20]) == ["among"] * 7 + ["far higher"]


def test_beyond_one_and_a_half_ranges_below_the_lower_quartile():
    assert places([-20, 2, 3, 4, 5, 6, 7, 8]) == ["far lower"] + ["among"] * 7


def test_a_value_on_a_fence_is_among_the_rest():
    assert places([1, 2, 3, 4, 5, 6, 7, 11.5]) == ["among"] * 8
    assert places([-2.5, 2, 3, 4, 5, 6, 7, 8]) == ["among"] * 8


def test_a_missing_value_is_none_and_counts_for_nothing():
    assert places([1, 2, 3, None, 4, 5, 6, 7, 20]) == ["among"] * 3 + [None] + ["among"] * 4 + ["far higher"]


def test_seven_values_are_too_few():
    assert places([1, 2, 3, 4, 5, 6, 70]) == [None] * 7
    assert places([1, 2, 3, 4, 5, 6, 70, None]) == [None] * 8


def test_equal_quartiles_tell_nothing():
    assert places([5, 5, 5, 5, 5, 5, 5, 90]) == [None] * 8


def test_quartiles_apart_by_a_rounding_only_tell_nothing():
    # 0.1 + 0.2 is not 0.3 in floating point.
    assert places([0.3, 0.3, 0.3, 0.3, 0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2, 0.9]) == [None] * 8


def test_no_values_at_all():
    assert places([]) == []


def test_index_is_kept_in_its_order():
    values = pd.Series([20, 1, 2, 3, 4, 5, 6, 7], index=list("hgfedcba"))
    found = level.far_from_rest(values)
    assert found.index.tolist() == list("hgfedcba") and found["h"] == "far higher"


figures = st.lists(st.integers(0, 60), min_size=8, max_size=31)


@settings(max_examples=40, deadline=None)
@given(figures, st.integers(-500, 500), st.integers(-6, 6))
def test_moving_and_scaling_leave_places_alone(values, by, power):
    assert places((np.array(values) + by) * 2.0**power) == places(values)


@settings(max_examples=40, deadline=None)
@given(figures)
def test_turning_upside_down_swaps_higher_and_lower(values):
    swapped = {"far higher": "far lower", "far lower": "far higher", "among": "among", None: None}
    assert places(np.negative(values)) == [swapped[place] for place in places(values)]


@pytest.mark.parametrize("missing", [None, pd.NA, float("nan")])
def test_missing_types_are_one(missing):
    found = level.far_from_rest(pd.Series([1, 2, 3, 4, 5, 6, 7, 20, missing], dtype="Float64"))
    assert found.tolist() == ["among"] * 7 + ["far higher", None]
