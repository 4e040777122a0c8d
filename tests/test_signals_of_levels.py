"""Signals of level and of several domains, which series speak, and what clears a signal, from made-up series."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from made_signals import (
    ABOVE,
    AMONG,
    BEDS,
    CARE,
    DAYS,
    DRUGS,
    FAR,
    FAR_LOW,
    GOOD,
    LIFE,
    NEWEST,
    SHIFT,
    USUAL,
    charted,
    found,
    monthly,
    one,
    yearly,
)

from ijb import signals
from ijb.measures import Break

# Outlying


@pytest.mark.parametrize(
    "places, rung, first",
    [
        ([AMONG, FAR], "watch", 2024),
        ([FAR, FAR], "persistent", 2023),
        ([FAR, FAR, FAR], "persistent", 2022),
        ([FAR, AMONG, FAR], "watch", 2024),
        ([FAR, None, FAR], "watch", 2024),
        ([FAR_LOW, FAR], "watch", 2024),
    ],
)
def test_outlying_persists_two_years_running(places, rung, first):
    assert one(DAYS, yearly(places=places)) == ("outlying", rung, FAR, date(first, 4, 1))


def test_outlying_clears_back_among_the_areas_and_across_a_missing_year_is_to_watch():
    assert found(DAYS, yearly(places=[FAR, FAR, AMONG])) == []
    assert found(DAYS, yearly(places=[FAR, FAR, None])) == []
    gone = [point for point in yearly(places=[FAR, FAR, FAR]) if point.start.year != 2023]
    assert one(DAYS, gone)[:2] == ("outlying", "watch")


@pytest.mark.parametrize(
    "at, rung",
    [
        (date(2023, 4, 1), "persistent"),  # both figures are since the break
        (date(2023, 4, 2), "watch"),
        (date(2024, 4, 1), "watch"),
        (date(2024, 4, 2), "persistent"),  # it lies after the start of both
    ],
)
def test_a_declared_break_between_the_two_years_keeps_it_to_watch(at, rung):
    broken = replace(DAYS, breaks=(Break(at, "Counted anew."),))
    assert one(broken, yearly(places=[FAR, FAR]))[1] == rung


def test_a_year_before_is_the_same_month_and_as_many_years_as_lie_between_figures():
    months = [
        replace(point, level_rule=FAR, level_type="worse") if number in (0, 12) else point
        for number, point in enumerate(monthly([USUAL] * 13))
    ]
    assert one(BEDS, months) == ("outlying", "persistent", FAR, date(2025, 8, 1))
    assert one(BEDS, months[1:])[1] == "watch"
    survey = replace(CARE, change_years=2)
    two = yearly(places=[FAR_LOW, FAR_LOW], worse=FAR_LOW, step=2)
    assert one(survey, two) == ("outlying", "persistent", FAR_LOW, date(2022, 4, 1))
    assert one(survey, yearly(places=[FAR_LOW, FAR_LOW], worse=FAR_LOW))[1] == "watch"
    assert one(replace(survey, change_years=3), two)[1] == "watch"


def test_an_area_can_be_unusual_and_outlying_at_once():
    points = [replace(monthly([ABOVE])[0], level_rule=FAR, level_type="worse")]
    assert [(name, rung) for name, rung, *_ in found(BEDS, points)] == [
        ("unusual month", "watch"),
        ("outlying", "watch"),
    ]
    apart = [replace(points[0], level_type="better")]
    assert [name for name, *_ in found(BEDS, apart)] == ["unusual month"]
    assert [name for name, *_ in found(BEDS, apart, side=signals.BETTER)] == ["outlying"]


# Which series speak


@pytest.mark.parametrize(
    "change",
    [{"better": "neither"}, {"ended": date(2025, 8, 31)}, {"theme": "context"}, {"areas": "treatment"}],
)
def test_a_measure_that_may_not_speak_gives_no_series(change):
    frame = pd.DataFrame([{"measure": BEDS.id, "area_code": "a", **vars(monthly([ABOVE])[0])}])
    assert signals.series({BEDS.id: BEDS}, frame) == {(BEDS.id, "a"): monthly([ABOVE])}
    assert signals.series({BEDS.id: replace(BEDS, **change)}, frame) == {}


@pytest.mark.parametrize(
    "measure, last, newest, old",
    [
        (BEDS, date(2023, 8, 31), date(2025, 8, 31), False),
        (BEDS, date(2023, 7, 31), date(2025, 8, 31), True),
        (BEDS, date(2024, 2, 29), date(2026, 2, 28), False),
        (DRUGS, date(2023, 9, 30), date(2025, 9, 30), False),
        (DRUGS, date(2023, 6, 30), date(2025, 9, 30), True),
        (GOOD, date(2023, 8, 31), date(2025, 8, 31), False),
        (GOOD, date(2023, 7, 31), date(2025, 8, 31), True),
        (DAYS, date(2023, 3, 31), date(2026, 3, 31), False),
        (DAYS, date(2023, 3, 31), date(2026, 4, 30), True),
        (LIFE, date(2022, 12, 31), date(2025, 12, 31), False),
        (LIFE, date(2022, 12, 31), date(2026, 1, 31), True),
    ],
)
def test_24_months_are_not_too_old_by_month_nor_36_by_year(measure, last, newest, old):
    assert signals.too_old(measure, last, newest) == old


def test_a_series_too_old_gives_neither_a_signal_nor_a_test():
    points = monthly([ABOVE] * 13)
    held = {(BEDS.id, "a"): points}
    for newest, count in ((date(2027, 8, 31), 1), (date(2027, 9, 30), 0)):
        assert len(found(BEDS, points, newest)) == count
        assert len(signals.tests({BEDS.id: BEDS}, held, newest)) == 2 * count


# Several domains


def rungs(*series):
    """The rung of each signal of measures in areas, by area and measure."""
    held = {(measure.id, area): points for measure, area, points in series}
    frame = signals.found({measure.id: measure for measure, _, _ in series}, held, NEWEST)
    return {(row.area_code, row.measure): row.rung for row in frame.itertuples()}


def test_several_domains_needs_persistent_signals_in_two_themes():
    lasting, once = monthly([ABOVE] * 3), monthly([ABOVE])
    care = yearly(places=[FAR_LOW] * 2, worse=FAR_LOW)
    found = rungs(
        (BEDS, "both", lasting), (CARE, "both", care), (DAYS, "both", yearly(places=[FAR])),
        (BEDS, "one theme", lasting), (DAYS, "one theme", yearly(places=[FAR] * 2)),
        (BEDS, "one lasts", lasting), (CARE, "one lasts", care[1:]),
        (BEDS, "none lasts", once), (CARE, "none lasts", care[1:]),
    )  # fmt: skip
    assert found == {
        ("both", BEDS.id): "several domains",
        ("both", CARE.id): "several domains",
        ("both", DAYS.id): "watch",
        ("one theme", BEDS.id): "persistent",
        ("one theme", DAYS.id): "persistent",
        ("one lasts", BEDS.id): "persistent",
        ("one lasts", CARE.id): "watch",
        ("none lasts", BEDS.id): "watch",
        ("none lasts", CARE.id): "watch",
    }


def test_signals_come_by_area_and_reading_order_and_the_worse_say_what_clears_them():
    held = {
        (name.id, area): points
        for area in "ba"
        for name, points in ((DAYS, yearly(places=[FAR])), (BEDS, monthly([ABOVE])))
    }
    frame = signals.found({BEDS.id: BEDS, DAYS.id: DAYS}, held, NEWEST)
    assert frame[["area_code", "measure"]].to_numpy().tolist() == [
        [area, measure.id] for area in "ab" for measure in (BEDS, DAYS)
    ]
    assert frame["clears_when"].iloc[:2].tolist() == [
        "Clears when no rule holds for the next month.",  # a month is too few to tell
        "Clears at 35 or fewer, if the other areas stay as they are.",
    ]
    better = signals.found({DAYS.id: DAYS}, {(DAYS.id, "a"): yearly(places=[FAR_LOW])}, NEWEST, signals.BETTER)
    assert better["clears_when"].tolist() == [None]
    assert signals.found({}, {}, NEWEST).columns.tolist() == signals.COLUMNS


@pytest.mark.parametrize(
    "months, rule, clears",
    [
        # The mean of the next 29 is 553 + x over 29: x is no higher than it at 553 ÷ 28 = 19.75 or fewer.
        ([18, 17] * 10 + [22, 24, 23, 25, 23, 26, 24, 36], ABOVE, "Clears when the next month is 19.7 or fewer."),
        # The oldest of 36 goes: 28 × 17.5 - 18 + 167 = 639, over 35, is 18.257.
        ([18, 17] * 14 + [20, 21, 20, 21, 22, 20, 22, 21], SHIFT, "Clears when the next month is 18.2 or fewer."),
    ],
)
def test_a_shift_clears_at_the_average_that_the_next_month_makes(months, rule, clears):
    points = charted(BEDS, months)
    frame = signals.found({BEDS.id: BEDS}, {(BEDS.id, "a"): points}, NEWEST)
    assert frame[["rule", "clears_when"]].to_numpy().tolist() == [[rule, clears]]
