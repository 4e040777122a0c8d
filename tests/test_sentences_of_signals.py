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
        (0, 31, 0.01, 0.04, "0 signals from 31 tests: with no real change at all, fewer than one"),
        (1, 17, 0.2, 0.9, "1 signal from 17 tests: with no real change at all, about 0 to 1"),
        (3, 1, 0.6, 1.04, "3 signals from 1 test: with no real change at all, about 1"),
        (12, 1500, 2.4, 5.2, "12 signals from 1,500 tests: with no real change at all, about 2 to 6"),
        (4, 90, 2.5, 3.0, "4 signals from 90 tests: with no real change at all, about 3"),
    ],
)
def test_how_many_to_expect_is_rounded_up_at_the_high_end(count, tests, low, high, said):
    assert of_signals.expected(count, tests, low, high) == f"{said} would be expected."


def test_persistent_ones_say_so():
    assert of_signals.expected(1, 2, 0, 0, True).startswith("1 persistent signal from 2 tests: ")
    assert of_signals.expected(2, 2, 0, 0, True).startswith("2 persistent signals from 2 tests: ")
