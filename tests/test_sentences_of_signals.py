"""What is said of signals together: how many areas stand where, how many one area has, how many to expect."""

import pytest

from ijb.sentences import of_signals


@pytest.mark.parametrize(
    "counts, said",
    [
        ((31, 0, 0, 0), "None of the 31 areas has a signal"),
        ((31, 1, 0, 0), "1 of the 31 areas has at least one signal, none have one that persists"),
        ((31, 1, 1, 1), "1 of the 31 areas has at least one signal, 1 has one that persists"),
        ((31, 19, 13, 0), "19 of the 31 areas have at least one signal, 13 have one that persists"),
        ((31, 31, 2, 2), "31 of the 31 areas have at least one signal, 2 have one that persists"),
    ],
)
def test_how_many_areas_stand_where(counts, said):
    themes = f", {counts[3] or 'none'} in two or more themes" if counts[1] else ""
    assert of_signals.ladder(*counts) == said + themes
    of_one = said.replace("a signal", "a signal in flow").replace("one signal", "one signal in flow")
    assert of_signals.ladder(*counts, "flow") == of_one  # of one theme, and nothing of two or more


@pytest.mark.parametrize(
    "counts, said",
    [
        ((0, 0), "Fife has no signals"),
        ((1, 0), "Fife has 1 signal"),
        ((1, 1), "Fife has 1 signal, and it persists"),
        ((3, 0), "Fife has 3 signals, none of them persistent"),
        ((3, 1), "Fife has 3 signals, 1 of them persistent"),
        ((3, 3), "Fife has 3 signals, all of them persistent"),
    ],
)
def test_how_many_signals_one_area_has(counts, said):
    assert of_signals.one_area("Fife", *counts) == said
    assert of_signals.one_area("Fife", *counts, "flow") == said.replace("signals", "signals in flow").replace(
        "1 signal", "1 signal in flow"
    )
    assert [of_signals.signals(count) for count in (0, 1, 12)] == ["no signals", "1 signal", "12 signals"]


@pytest.mark.parametrize(
    "count, tests, low, high, said",
    [
        (0, 31, 0.01, 0.04, ("0 signals from 31 tests", "fewer than one")),
        (1, 17, 0.2, 0.9, ("1 signal from 17 tests", "about 0 to 1")),
        (3, 1, 0.6, 1.04, ("3 signals from 1 test", "about 1")),
        (12, 1500, 2.4, 5.2, ("12 signals from 1,500 tests", "about 2 to 6")),
        (4, 90, 2.5, 3.0, ("4 signals from 90 tests", "about 3")),
        (42, 502, 4.2, 19.1, ("42 signals from 502 tests", "about 4 to 20")),
    ],
)
def test_how_many_to_expect_is_rounded_up_at_the_high_end(count, tests, low, high, said):
    found, by_chance = said
    assert of_signals.expected(count, tests, low, high) == (
        f"{found} (one rule on one measure of one area). Chance alone would give {by_chance}."
    )


def test_persistent_ones_say_so():
    assert of_signals.expected(1, 2, 0, 0, True) == (
        "1 persistent signal from 2 tests (one rule on one measure of one area). Chance alone would give fewer than "
        "one."
    )
    assert of_signals.expected(2, 2, 0, 0, True).startswith("2 persistent signals from 2 tests (one rule on ")


def test_what_a_rung_means_and_what_the_two_ends_of_the_range_are():
    assert of_signals.RUNG_MEANS == {
        "watch": "A rule has fired on a newest figure, and no signal has lasted.",
        "persistent": "A signal has lasted: three of the last four figures, seven or more in a row, or a year before "
        "too.",
        "several domains": "Signals that have lasted in two or more themes.",
    }
    assert of_signals.EXPECTED_MEANS == (
        "The low end is if each month had nothing to do with the one before; the high end if neighbouring months are "
        "as alike as they are here. Several measures count the same delays, so the signals of one area are not "
        "separate pieces of evidence."
    )
    assert of_signals.KIND_RULES["unusual month"][2] == (
        "No rule holds for the next figure: being inside the limits is not enough while a run goes on."
    )
