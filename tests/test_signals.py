"""Signals from made-up series: what fires each, when it persists, since when, and when it clears."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from choices import MEASURES

from ijb import signals
from ijb.measures import Break
from ijb.signals import Point

BEDS = replace(MEASURES["delayed_beds_rate"], breaks=())  # monthly, lower is better, flow
DRUGS = MEASURES["drug_and_alcohol_treatment_within_3_weeks"]  # quarterly, higher is better, flow
DAYS = replace(MEASURES["delayed_bed_days_75plus_rate"], breaks=())  # yearly, lower is better, flow
CARE = MEASURES["personal_care_at_home_share"]  # yearly, higher is better, need
GOOD = replace(MEASURES["care_services_good_share"], breaks=())  # monthly snapshots, higher is better, capacity
LIFE = MEASURES["healthy_life_expectancy_male"]  # three years, higher is better, outcomes
NEWEST = date(2025, 8, 31)
ABOVE, BELOW, USUAL = "above upper limit", "below lower limit", "common cause"
RISE, SHIFT, NEAR, NEAR_LOW = "seven-point rise", "shift above", "two of three high", "two of three low"
FAR, FAR_LOW, AMONG = "far above the rest", "far below the rest", "no clear difference"
HIGH_RULES = {ABOVE, RISE, SHIFT, NEAR, FAR, "three yearly rises"}


def monthly(rules, end=(2025, 8), better="lower", values=None):
    """Points of months up to `end`, each named by a rule against its own past, whose centre is 30."""
    days = pd.period_range(end=pd.Period(year=end[0], month=end[1], freq="M"), periods=len(rules), freq="M")
    return [
        Point(day.start_time.date(), day.end_time.date(), value, rule, kind(rule, better), 10.0, 60.0, 30.0)
        for day, rule, value in zip(days, rules, values or [40.0] * len(rules), strict=True)
    ]


def kind(rule, better="lower"):
    """The point type of a rule."""
    if rule in (USUAL, None):
        return rule
    return "concern" if (rule in HIGH_RULES) == (better == "lower") else "improvement"


def yearly(rules=(), places=(), last=2024, worse=FAR, step=1):
    """Points of financial years up to `last`, by rule against their past and by place among the areas."""
    count = max(len(rules), len(places))
    rules, places = list(rules) or [None] * count, list(places) or [None] * count
    types, found = {worse: "worse", AMONG: AMONG, None: None}, []
    for year, rule, place in zip(range(last - (count - 1) * step, last + 1, step), rules, places):
        level = {"level_rule": place, "level_type": types.get(place, "better"), "level_lower": 20, "level_upper": 35}
        found.append(Point(date(year, 4, 1), date(year + 1, 3, 31), 40.0, rule, kind(rule), **level))
    return found


def found(measure, points, newest=NEWEST, side=signals.WORSE):
    """kind, rung, rule, first and last day of the signals of one series."""
    frame = signals.found({measure.id: measure}, {(measure.id, "a"): points}, newest, side)
    return [(row.kind, row.rung, row.rule, row.first_period, row.last_period) for row in frame.itertuples(index=False)]


def one(measure, points, side=signals.WORSE):
    """kind, rung, rule and first day of the only signal."""
    (only,) = found(measure, points, side=side)
    assert only[-1] == points[-1].start
    return only[:-1]


# Unusual month


@pytest.mark.parametrize(
    "rules, rung, first",
    [
        ([USUAL, USUAL, USUAL, ABOVE], "watch", date(2025, 8, 1)),
        ([USUAL, USUAL, ABOVE, ABOVE], "watch", date(2025, 7, 1)),
        ([ABOVE, ABOVE, USUAL, USUAL, ABOVE], "watch", date(2025, 8, 1)),
        ([USUAL, ABOVE, ABOVE, ABOVE], "persistent", date(2025, 6, 1)),
        ([ABOVE, USUAL, ABOVE, ABOVE], "persistent", date(2025, 5, 1)),
        ([ABOVE, ABOVE, USUAL, ABOVE], "persistent", date(2025, 5, 1)),
        ([ABOVE] * 6, "persistent", date(2025, 5, 1)),
        ([BELOW, BELOW, ABOVE, ABOVE], "watch", date(2025, 7, 1)),
        ([ABOVE, SHIFT, RISE, ABOVE], "watch", date(2025, 8, 1)),
    ],
)
def test_an_unusual_month_persists_outside_in_three_of_the_last_four(rules, rung, first):
    assert one(BEDS, monthly(rules)) == ("unusual month", rung, ABOVE, first)


def test_an_unusual_month_clears_inside_and_on_the_better_side():
    assert found(BEDS, monthly([ABOVE, ABOVE, ABOVE, USUAL])) == []
    assert found(BEDS, monthly([ABOVE, ABOVE, ABOVE, BELOW])) == []
    assert one(BEDS, monthly([USUAL, BELOW]), signals.BETTER) == ("unusual month", "watch", BELOW, date(2025, 8, 1))


def test_where_higher_is_better_the_worse_side_is_low():
    low, high = monthly([BELOW] * 3, better="higher"), monthly([ABOVE] * 3, better="higher")
    assert one(DRUGS, low)[:3] == ("unusual month", "persistent", BELOW)
    assert found(DRUGS, high) == []
    assert one(DRUGS, high, signals.BETTER)[:3] == ("unusual month", "persistent", ABOVE)


# Shift, trend, two of three


@pytest.mark.parametrize("rule", [RISE, SHIFT])
def test_a_shift_or_a_trend_persists_by_its_nature(rule):
    rules = [USUAL, *[rule] * 7]
    assert one(BEDS, monthly(rules)) == ("shift, trend or near-limit", "persistent", rule, date(2025, 2, 1))
    assert found(BEDS, monthly([*rules, USUAL])) == []


def test_a_point_named_by_another_rule_of_the_same_side_does_not_begin_it_again():
    points = monthly([USUAL, SHIFT, SHIFT, ABOVE, SHIFT, NEAR, SHIFT, SHIFT])
    assert one(BEDS, points) == ("shift, trend or near-limit", "persistent", SHIFT, date(2025, 2, 1))


def test_two_of_three_near_a_limit_do_not_persist_by_themselves():
    across = [40, 40, 20, 40, 40, 40, 45, 50]  # below the centre in one of the last seven months
    for rules, values in (([USUAL, NEAR], None), ([NEAR] * 8, across), ([NEAR] * 6, None)):
        name, rung, rule, first = one(BEDS, monthly(rules, values=values))
        assert (name, rung, rule) == ("shift, trend or near-limit", "watch", NEAR)
        assert first == {2: date(2025, 8, 1), 8: date(2025, 1, 1), 6: date(2025, 3, 1)}[len(rules)]
    assert found(BEDS, monthly([NEAR, NEAR, USUAL])) == []
    assert found(BEDS, monthly([NEAR_LOW, NEAR_LOW])) == []
    assert one(BEDS, monthly([NEAR_LOW] * 2), signals.BETTER)[:2] == ("shift, trend or near-limit", "watch")


# A run that another rule names


@pytest.mark.parametrize(
    "values, rung",
    [
        ([31, 40, 31, 40, 31, 40, 61], "persistent"),  # seven above the centre of 30
        ([20, 31, 40, 31, 40, 31, 40, 61], "persistent"),
        ([30, 40, 31, 40, 31, 40, 61], "watch"),  # the first is at the centre
        ([31, 40, 31, 29, 31, 40, 61], "watch"),
        ([40, 31, 40, 31, 40, 61], "watch"),  # six
        ([1, 2, 3, 4, 5, 29, 61], "persistent"),  # seven rising, six of them below the centre
        ([1, 2, 3, 3, 5, 29, 61], "watch"),
        ([2, 1, 3, 4, 5, 29, 61], "watch"),
    ],
)
@pytest.mark.parametrize("rule, low", [(ABOVE, BELOW), (NEAR, NEAR_LOW)])
def test_a_point_that_ends_a_shift_or_a_trend_persists_whatever_rule_names_it(rule, low, values, rung):
    rules = [USUAL] * (len(values) - 1)
    assert one(BEDS, monthly([*rules, rule], values=values))[1:] == (rung, rule, date(2025, 8, 1))
    mirrored = [60 - value for value in values]
    lower = monthly([*rules, low], values=mirrored)
    assert one(BEDS, lower, signals.BETTER)[1:] == (rung, low, date(2025, 8, 1))
    worse = monthly([*rules, low], better="higher", values=mirrored)
    assert one(DRUGS, worse)[1:] == (rung, low, date(2025, 8, 1))


def test_a_run_reaches_across_no_other_limits_and_no_point_untested():
    points = monthly([USUAL] * 6 + [ABOVE], values=[31, 40, 31, 40, 31, 40, 61])
    assert one(BEDS, points)[1] == "persistent"
    for change in ({"centre": 29.0}, {"rule": None, "point_type": None}):
        assert one(BEDS, [replace(points[0], **change), *points[1:]])[1] == "watch"


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


# Worsening


def test_three_yearly_moves_to_the_worse_side_are_to_watch_and_never_persist():
    rises, none = "three yearly rises", "no three moves one way"
    points = yearly([none, rises, rises, rises])
    assert one(DAYS, points) == ("worsening", "watch", rises, date(2022, 4, 1))
    quiet = [replace(point, point_type=USUAL, rule=none) for point in points[-1:]]
    assert found(DAYS, [*points[:-1], *quiet]) == []
    better = [replace(point, rule="three yearly falls", point_type="improvement") for point in points]
    assert found(DAYS, better) == []
    assert one(DAYS, better, signals.BETTER)[:2] == ("worsening", "watch")


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


def test_signals_come_by_area_and_reading_order_and_say_what_clears_them():
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
        "Clears when the next month is inside its limits, at 60.0 or fewer.",
        "Clears when it is back among the areas, at 35 or fewer.",
    ]
    better = signals.found({DAYS.id: DAYS}, {(DAYS.id, "a"): yearly(places=[FAR_LOW])}, NEWEST, signals.BETTER)
    assert better["clears_when"].tolist() == [None]
    assert signals.found({}, {}, NEWEST).columns.tolist() == signals.COLUMNS
