"""What the build works out so that a page only reads: signals, improvements, and how many chance alone would give."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ijb import signals
from ijb.measures import Measure
from ijb.stats import false_alarms

PERSISTENT = ", persistent"
OUTLYING_BY = {"funnel": "funnel", "interval": "interval"}
FAR = "far from the rest"
TEST_COLUMNS = [
    "measure",
    "area_code",
    "kind",
    "points",
    "autocorrelation",
    "low",
    "high",
    "low_persistent",
    "high_persistent",
]


@dataclass(frozen=True)
class Signalled:
    """The tables signal, improvement and signal_test."""

    signal: pd.DataFrame
    improvement: pd.DataFrame
    tests: pd.DataFrame


def signalled(
    measures: dict[str, Measure],
    observed: pd.DataFrame,
    classification: pd.DataFrame,
    standing: pd.DataFrame,
    rates: pd.DataFrame,
) -> Signalled:
    """Every signal of the 31, every improvement, and every test that could have given one.

    observed, classification, standing: as the tables; rates: as the table false_alarm.
    """
    held = signals.series(measures, points(measures, observed, classification, standing))
    newest = observed.loc[observed["value"].notna(), "period_end"].max().date()
    return Signalled(
        signals.found(measures, held, newest),
        signals.found(measures, held, newest, signals.BETTER),
        _expected(measures, signals.tests(measures, held, newest), rates),
    )


def points(
    measures: dict[str, Measure], observed: pd.DataFrame, classification: pd.DataFrame, standing: pd.DataFrame
) -> pd.DataFrame:
    """Every figure held of the 31, in each measure's default breakdown (money in real terms), with what both tests say
    of it: measure, area_code and the fields of signals.Point, in time order."""
    declared = pd.DataFrame(
        [(name, measure.default_breakdown, measure.money) for name, measure in measures.items()],
        columns=["measure", "breakdown", "money"],
    )
    rows = observed[(observed["level"] == "ijb") & observed["value"].notna()].merge(
        declared, on=["measure", "breakdown"]
    )
    rows = rows[rows["basis"].ne("") == rows["money"]].drop(columns=["lower", "upper"])
    key = ["measure", "area_code", "breakdown", "period_start"]
    dated = {"period_start": rows["period_start"].dtype}  # a table without rows has none
    level = (
        standing.astype(dated)
        .rename(
            columns={"rule": "level_rule", "point_type": "level_type", "lower": "level_lower", "upper": "level_upper"}
        )
        .drop(columns=["centre", "method"])
    )
    rows = rows.merge(classification.astype(dated), on=key, how="left").merge(level, on=[*key, "basis"], how="left")
    days = {"start": rows["period_start"].dt.date, "end": rows["period_end"].dt.date}
    return rows.sort_values("period_start").assign(**days)


def _expected(measures: dict[str, Measure], tests: pd.DataFrame, rates: pd.DataFrame) -> pd.DataFrame:
    """The tests with their rates of false alarms: TEST_COLUMNS."""
    outlying = tests["kind"] == signals.OUTLYING
    by = tests["measure"].map(lambda name: f", {OUTLYING_BY.get(measures[name].chart_method, FAR)}")
    rule = tests["kind"] + by.where(outlying, "")
    lasting = (rule + PERSISTENT).where(tests["kind"] != signals.WORSENING)
    asked = tests[["points", "autocorrelation"]]
    alone = asked.assign(autocorrelation=0.0)
    found = {
        "low": false_alarms.rates_for(rates, alone.assign(rule=rule)),
        "high": false_alarms.rates_for(rates, asked.assign(rule=rule)),
    }
    can_last = lasting.notna()
    for name, each in (("low_persistent", alone), ("high_persistent", asked)):
        rate = false_alarms.rates_for(rates, each.assign(rule=lasting)[can_last])
        found[name] = rate.reindex(tests.index, fill_value=0.0)
    return tests.assign(**found)[TEST_COLUMNS]
