"""Scales: where an axis starts, where its ticks fall, and labels without overlap."""

from datetime import date

import pandas as pd
import pytest

from ijb.charts import axis, labels


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [([5.0, 100.0], True), ([61.0, 100.0], False), ([-1.0, 100.0], False), ([], True), ([0.0, 0.0], True)],
)
def test_axis_starts_at_zero_unless_negative_or_close_together(numbers, expected):
    assert axis.zero_start(numbers) is expected


def test_ticks_are_round_and_reach_the_top():
    assert axis.nice_ticks(36.0, most=4) == [0, 10, 20, 30, 40]
    assert axis.nice_ticks(0.9) == [0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert axis.nice_ticks(0.0) == [0, 1]
    assert axis.plain_number(-1250.0) == "−1,250"


def test_months_are_ticked_in_january_and_july():
    starts = pd.date_range("2022-09-01", "2023-08-01", freq="MS")
    places_, words = axis.time_ticks(list(starts), [f"{start:%b %Y}" for start in starts])
    assert {place: word for place, word in zip(places_, words, strict=True) if word} == {
        "2023-01-01": "Jan<br>2023",
        "2023-07-01": "Jul",
    }


def test_years_are_ticked_back_from_the_latest():
    years = range(2011, 2025)
    _, words = axis.time_ticks([date(y, 4, 1) for y in years], [f"{y}/{y - 1999}" for y in years])
    assert [word for word in words if word] == ["2012/13", "2016/17", "2020/21", "2024/25"]
    assert len(words) == 14


def test_labels_are_spread_without_changing_their_order():
    assert labels.spread([50, 52, 10], 18, 0, 100) == [50, 68, 10]
    assert labels.spread([95, 99], 18, 0, 100) == [82, 100]
