"""Years of reserves left, by hand."""

import pytest

from ijb.reserves import years_left
from ijb.sentences import of_money


def test_two_falls_give_a_range():
    found = years_left([20.0, 16.0, 10.0])
    assert found.falls == (4.0, 6.0)
    assert (found.low, found.high) == (pytest.approx(10 / 6), 2.5)


def test_a_year_without_a_fall_has_no_end():
    found = years_left([12.0, 15.0, 10.0])
    assert found.falls == (-3.0, 5.0)
    assert (found.low, found.high) == (2.0, None)
    unchanged = years_left([12.0, 10.0, 10.0])
    assert (unchanged.low, unchanged.high) == (5.0, None)


def test_reserves_that_fell_in_neither_year_have_no_rate():
    found = years_left([8.0, 9.0, 10.0])
    assert (found.low, found.high) == (None, None)


@pytest.mark.parametrize("levels", [[], [10.0], [12.0, 10.0], [12.0, 10.0, 0.0], [12.0, 4.0, -1.0], [4, 3, 2, 1]])
def test_fewer_than_three_year_ends_or_nothing_left_gives_nothing(levels):
    assert years_left(levels) is None


def said(*levels):
    return of_money.reserves_left(years_left(levels), levels[-1], ("2023/24", "2024/25"))


def test_the_range_in_words():
    assert said(20_000, 16_000, 10_000) == (
        "Reserves fell by £4.0m in 2023/24 and fell by £6.0m in 2024/25, in cash. The £10.0m left are between 1.7 and "
        "2.5 years of use at those rates. A range from the past, not a forecast."
    )
    assert "about 1.0 year of use" in said(30_000, 20_000, 10_000)


def test_one_fall_in_words():
    assert said(12_000, 15_000, 10_000) == (
        "Reserves rose by £3.0m in 2023/24 and fell by £5.0m in 2024/25, in cash. The £10.0m left are 2.0 years of use "
        "at the rate of the year in which they fell; at that of the other they have no end. A range from the past, not "
        "a forecast."
    )


def test_no_fall_in_words():
    assert said(8_000, 8_000, 10_000).startswith("Reserves did not change in 2023/24 and rose by £2.0m in 2024/25")
    assert said(8_000, 8_000, 10_000).endswith("They fell in neither year, so there is no rate of use to count by.")


def test_why_there_is_none_in_words():
    assert of_money.too_few_year_ends(2).endswith("3 year ends in a row; two are held.")
    assert of_money.too_few_year_ends(0).endswith("none is held.")
