"""Everything that is worked out from observations when the database is built, so that a page only reads."""

from __future__ import annotations

import pandas as pd

from etl import classified, signalled, standing
from ijb import compare
from ijb.measures import Measure

PLACED_LEVEL = "ijb"


def tables(
    measures: dict[str, Measure], observed: pd.DataFrame, population: pd.DataFrame, rates: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The tables position, classification, standing, signal, improvement, signal_test, false_alarm and peer, by name.

    observed: as the table observation; population: area_code, value of all ages at the newest estimate; rates: as the
    table false_alarm.
    """
    past, among = classified.classification(measures, observed), standing.standing(measures, observed)
    found = signalled.signalled(measures, observed, past, among, rates)
    published = observed[observed["basis"] == ""]
    return {
        "position": positions(measures, published),
        "classification": past,
        "standing": among,
        "signal": found.signal,
        "improvement": found.improvement,
        "signal_test": found.tests,
        "false_alarm": rates,
        "peer": classified.nearest_peers(published, population),
    }


def positions(measures: dict[str, Measure], observed: pd.DataFrame) -> pd.DataFrame:
    """The table `position`: the 31 in each measure's default breakdown. observed: as the table observation."""
    held = observed[observed["level"] == PLACED_LEVEL]
    usual = held["measure"].map(lambda name: measures[name].default_breakdown)
    placed = [
        compare.positions(rows, measures[name].better, compare.range_periods(measures[name].period)).assign(
            measure=name
        )
        for name, rows in held[held["breakdown"] == usual].groupby("measure")
    ]
    return pd.concat(placed, ignore_index=True) if placed else pd.DataFrame()
