"""What is said of positions: the place, its range, and from whom an area cannot be told apart."""

from dataclasses import replace

import pandas as pd
import pytest
from subjects import CARE_AT_HOME, CARERS, DELAYS, SPEND

from ijb import paths, sentences
from ijb.measures import load


def placed(rank, low=None, high=None, of=31):
    return pd.Series({"rank": rank, "rank_low": low, "rank_high": high, "of": of}, dtype=object)


def test_first_is_fewest_where_fewer_is_better():
    assert sentences.place(DELAYS, placed(9, 8, 20)) == (
        "9th of 31, where 1st is fewest; between 8th and 20th over the last 12 months"
    )


def test_first_is_highest_where_higher_or_neither_is_better():
    assert sentences.place(CARERS, placed(1, 1, 2)) == (
        "1st of 31, where 1st is highest; between 1st and 2nd over the last three figures"
    )
    assert sentences.place(SPEND, placed(22, 21, 23, 30)) == (
        "22nd of 30, where 1st is highest; between 21st and 23rd over the last three figures"
    )
    assert sentences.place(CARE_AT_HOME, placed(3)) == "3rd of 31, where 1st is most"
    assert sentences.place(replace(DELAYS, better="neither"), placed(3)) == "3rd of 31, where 1st is most"


def test_a_quarterly_position_ranges_over_four_quarters():
    quarterly = load(paths.MEASURES / "drug_and_alcohol_treatment_within_3_weeks.toml")
    assert sentences.place(quarterly, placed(25, 25, 26, 28)).endswith(
        "between 25th and 26th over the last four quarters"
    )


def test_a_position_that_never_moved_says_so():
    assert sentences.place(DELAYS, placed(31, 31, 31)) == (
        "31st of 31, where 1st is fewest, as throughout the last 12 months"
    )


def test_a_single_period_has_a_place_only_and_no_figure_has_none():
    assert sentences.place(DELAYS, placed(11)) == "11th of 31, where 1st is fewest"
    assert sentences.place(DELAYS, placed(pd.NA)) == ""
    assert sentences.place(DELAYS, placed(float("nan"), float("nan"), float("nan"))) == ""


NAMES = ["Angus", "Fife", "Moray", "Highland"]


def test_no_more_areas_than_the_rest_are_named_by_their_overlap():
    assert sentences.told_apart(["Fife"], NAMES) == "Those whose range of positions overlaps its own: Fife."
    assert sentences.told_apart(["Fife", "Moray"], ["Angus", "Highland"]) == (
        "Those whose range of positions overlaps its own: Fife and Moray."
    )


def test_where_most_overlap_the_others_are_named():
    assert sentences.told_apart(NAMES, ["Falkirk"]) == (
        "All whose range of positions overlaps its own: every area but Falkirk."
    )
    assert sentences.told_apart(NAMES, ["Argyll and Bute", "East Lothian", "Falkirk"]) == (
        "All whose range of positions overlaps its own: every area but Argyll and Bute, East Lothian, and Falkirk."
    )


def test_none_or_all_overlap():
    assert sentences.told_apart([], NAMES) == "No other area’s range of positions overlaps its own."
    assert sentences.told_apart(NAMES, []) == "The ranges of positions of all other areas overlap its own."


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "Can be told apart from every other area by position"),
        (1, "Cannot be told apart by position from 1 other area"),
        (19, "Cannot be told apart by position from 19 other areas"),
    ],
)
def test_from_how_many_an_area_cannot_be_told_apart(count, said):
    assert sentences.told_apart_head(count) == said
