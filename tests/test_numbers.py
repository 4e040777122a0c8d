"""Figures as readers see them, each written out by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ijb import numbers, paths
from ijb.measures import load

BEDS = replace(load(paths.MEASURES / "delayed_beds_rate.toml"), decimals=1, unit="beds per 100,000 adults")
SPEND = replace(load(paths.MEASURES / "adult_social_work_spend_per_adult.toml"), decimals=0, unit="per adult")
SHARE = replace(load(paths.MEASURES / "carers_supported.toml"), decimals=1, unit="of carers")
HOURLY = replace(SPEND, decimals=2)
WHOLE_SHARE = replace(SHARE, decimals=0)


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0, 0, "0"),
        (7, 0, "7"),
        (999, 0, "999"),
        (1000, 0, "1,000"),
        (1234567.8, 0, "1,234,568"),
        (1234.5, 1, "1,234.5"),
        (999.95, 1, "1,000.0"),
        (2.5, 0, "3"),
        (3.5, 0, "4"),
        (0.5, 0, "1"),
        (-2.5, 0, "−3"),
        (0.125, 2, "0.13"),
        (1.005, 2, "1.01"),  # held by the machine as 1.00499…
        (0.45, 1, "0.5"),
        (-1234.56, 1, "−1,234.6"),
        (-0.04, 1, "0.0"),
        (-0.05, 1, "−0.1"),
        (-0.4, 0, "0"),
        (1e-12, 2, "0.00"),
    ],
)
def test_a_number_has_thousands_a_true_minus_and_halves_away_from_zero(value, decimals, written):
    assert numbers.number(value, decimals) == written


def test_a_number_takes_what_a_frame_gives():
    assert numbers.number(np.float64(1234.5), 1) == "1,234.5"
    assert numbers.number(np.int64(1234)) == "1,234"


@pytest.mark.parametrize(
    ("measure", "value", "written"),
    [
        (BEDS, 27.84, "27.8"),
        (BEDS, 1234.56, "1,234.6"),
        (SPEND, 967.5, "£968"),
        (SPEND, -1234.5, "−£1,235"),
        (SPEND, -0.4, "£0"),
        (HOURLY, 27.3, "£27.30"),
        (SHARE, 11.35, "11.4%"),
        (SHARE, -3.21, "−3.2%"),
        (SHARE, 100, "100.0%"),
        (WHOLE_SHARE, 84.5, "85%"),
        (BEDS, None, "–"),
        (SPEND, float("nan"), "–"),
        (SHARE, pd.NA, "–"),
    ],
)
def test_a_figure_wears_its_pound_or_its_per_cent(measure, value, written):
    assert numbers.figure(measure, value) == written


@pytest.mark.parametrize(
    ("measure", "value", "other", "written"),
    [
        (BEDS, 14.6, 15.6, "14.6"),
        (BEDS, 14.6297, 14.6478, "14.63; here 14.65"),  # both 14.6, and 14.63 is not 14.65
        (BEDS, 14.6478, 14.6297, "14.65; here 14.63"),
        (BEDS, 14.652, 14.654, "14.652; here 14.654"),  # both 14.7 and both 14.65
        (BEDS, 14.6541, 14.6544, "14.654"),  # alike at three decimals too: no more are given
        (BEDS, 14.64, 14.65, "14.6"),  # 14.65 is shown as 14.7
        (BEDS, -0.04, 0.04, "−0.04; here 0.04"),
        (BEDS, 1234.51, 1234.54, "1,234.51; here 1,234.54"),
        (BEDS, 14.65, 14.65, "14.7"),  # the same figure cannot be told from itself
        (WHOLE_SHARE, 84.6, 85.4, "84.6%; here 85.4%"),
        (SPEND, 967.6, 968.4, "£967.6; here £968.4"),
        (SPEND, 967.61, 967.64, "£967.61; here £967.64"),
        (HOURLY, 27.301, 27.304, "£27.301; here £27.304"),
        (BEDS, 14.6, None, "14.6"),
        (BEDS, 14.6, float("nan"), "14.6"),
        (BEDS, None, 14.6, "–"),
        (SHARE, float("nan"), 14.6, "–"),
    ],
)
def test_a_figure_has_decimals_enough_to_be_told_from_another(measure, value, other, written):
    assert numbers.apart(measure, value, other) == written


@pytest.mark.parametrize(
    ("measure", "value", "written"),
    [
        (SPEND, 21.4, "+£21"),
        (SPEND, -1021, "−£1,021"),
        (SPEND, 0.4, "£0"),
        (BEDS, -11.83, "−11.8"),
        (BEDS, 0.06, "+0.1"),
        (BEDS, 0.04, "0.0"),
        (BEDS, -0.04, "0.0"),
        (BEDS, 0, "0.0"),
        (SHARE, 1.06, "+1.1"),
        (HOURLY, -0.154, "−£0.15"),
        (BEDS, None, "–"),
        (BEDS, float("nan"), "–"),
    ],
)
def test_a_difference_is_signed_unless_it_rounds_to_nought(measure, value, written):
    assert numbers.difference(measure, value) == written


@pytest.mark.parametrize(
    ("measure", "value", "nil"),
    [(BEDS, 0.049, True), (BEDS, -0.049, True), (BEDS, 0.05, False), (SPEND, 0.49, True), (SPEND, -0.5, False)],
)
def test_a_difference_is_nought_at_the_decimals_it_is_shown_in(measure, value, nil):
    assert numbers.is_nil(measure, value) is nil


@pytest.mark.parametrize(
    ("measure", "value", "written"),
    [
        (SPEND, -26.2, "£26"),
        (BEDS, 0.8, "0.8"),
        (BEDS, -1234, "1,234.0"),
        (SHARE, 1.1, "1.1 percentage points"),
        (SHARE, -1.0, "1.0 percentage points"),
        (WHOLE_SHARE, 1.2, "1 percentage point"),
        (WHOLE_SHARE, -2, "2 percentage points"),
        (WHOLE_SHARE, 0.2, "0 percentage points"),
    ],
)
def test_an_amount_has_no_sign_and_says_percentage_points(measure, value, written):
    assert numbers.amount(measure, value) == written


def test_a_phrase_has_its_unit_and_that_of_its_own_age_group():
    by_age = replace(BEDS, unit_by_age="beds per 100,000 people aged {age}")
    assert numbers.phrase(by_age, 27.84) == "27.8 beds per 100,000 adults"
    assert numbers.phrase(by_age, 27.84, "age=75plus") == "27.8 beds per 100,000 people aged 75 and over"
    assert numbers.phrase(by_age, 5, "age=18_74|reason=code9_awi") == "5.0 beds per 100,000 people aged 18 to 74"
    assert numbers.phrase(SHARE, 29.7) == "29.7% of carers"
    assert numbers.phrase(SPEND, None) == "– per adult"


def test_a_unit_on_its_own_says_per_cent_and_whose_prices():
    assert numbers.written_unit(BEDS, "", "") == "beds per 100,000 adults"
    assert numbers.written_unit(SHARE, "", "") == "% of carers"
    assert numbers.written_unit(SPEND, "", "real 2024/25") == "per adult, in 2024/25 prices"
    assert numbers.written_unit(SPEND, "", "") == "per adult, in cash"


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (26, 942, "2.8%"),  # 2.760
        (-0.8, 44, "1.8%"),  # 1.818
        (11.6, 38.3, "30%"),
        (1, 10, "10%"),
        (0.994, 10, "9.9%"),
        (3, 1.5, "200%"),
        (1000, 50, "2,000%"),
        (1, -4, "25%"),
        (0.996, 10, "10%"),
        (1, 23430, "under 0.1%"),  # 0.004
        (0.0005, 1, "0.1%"),
        (0, 4, "0.0%"),
        (1, 0, None),
        (1, 1e-12, None),
    ],
)
def test_a_per_cent_of_nothing_is_not_said(part, whole, written):
    assert numbers.per_cent(part, whole) == written


@pytest.mark.parametrize(
    ("place", "written"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (10, "10th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (19, "19th"),
        (20, "20th"),
        (21, "21st"),
        (22, "22nd"),
        (23, "23rd"),
        (30, "30th"),
        (31, "31st"),
        (101, "101st"),
        (111, "111th"),
        (112, "112th"),
    ],
)
def test_places_are_written_as_they_are_said(place, written):
    assert numbers.ordinal(place) == written


def test_an_axis_has_its_pound_or_its_per_cent():
    assert [numbers.axis_format(measure) for measure in (SPEND, SHARE, BEDS)] == ["£,", ",%", ","]


def test_every_status_has_words():
    assert numbers.STATUS_WORDS["suppressed"] == "Suppressed by the publisher"
    assert all(words and words[0].isupper() and not words.endswith(".") for words in numbers.STATUS_WORDS.values())


LOWER, HIGHER = replace(BEDS, better="lower"), replace(SHARE, better="higher")


@pytest.mark.parametrize(
    ("measure", "value", "written"),
    [
        (LOWER, 111.47, "111.4"),  # 111.5 would be past it
        (LOWER, 111.4, "111.4"),
        (LOWER, 0.1 + 0.2, "0.3"),  # held by the machine as 0.30000000000000004
        (LOWER, 2.3, "2.3"),  # ten times it is held as 22.999999999999996
        (LOWER, 0.09, "0.0"),
        (LOWER, 1234.99, "1,234.9"),
        (replace(LOWER, decimals=0), 1762.9, "1,762"),
        (HIGHER, 78.62, "78.7%"),
        (HIGHER, 78.6, "78.6%"),
        (HIGHER, 1.1, "1.1%"),
        (HIGHER, 0.1 + 0.2, "0.3%"),
        (HIGHER, 99.96, "100.0%"),
        (replace(HIGHER, decimals=0), 94.1, "95%"),
    ],
)
def test_a_value_to_reach_is_rounded_to_the_better_side(measure, value, written):
    """So that reaching what is written is enough."""
    assert numbers.safe_side(measure, value) == written
