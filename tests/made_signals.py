"""Made-up series for the tests of signals, and what is found in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
from choices import MEASURES

from ijb import signals
from ijb.signals import Point
from ijb.stats import xmr

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


def run_of(measure, points, side=signals.WORSE):
    """The shift or trend that the only signal is in, and its first day."""
    frame = signals.found({measure.id: measure}, {(measure.id, "a"): points}, NEWEST, side)
    ((run, start),) = frame[["run", "run_first"]].itertuples(index=False, name=None)
    return None if run is None else (run, start)


def charted(measure, values, end=(2025, 8)):
    """Points of months up to `end`, named and given limits by the rules themselves."""
    named = xmr.classify(values, measure.better)
    days = pd.period_range(end=pd.Period(year=end[0], month=end[1], freq="M"), periods=len(values), freq="M")
    return [
        Point(
            day.start_time.date(),
            day.end_time.date(),
            row.value,
            row.rule,
            row.point_type,
            row.lower,
            row.upper,
            row.centre,
        )
        for day, row in zip(days, named.itertuples(), strict=True)
    ]
