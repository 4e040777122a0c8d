"""Who lives there: age, its projected growth, deprivation and rurality."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .areas import KEY, SHOWN, Areas, ratio

FILE = "context/deprivation_and_rurality.csv"
NEWEST_ESTIMATE = 2024
DATA_ZONES = pd.Timestamp(2021, 6, 30)


def recompute(extracts: Path, areas: Areas, people: pd.DataFrame) -> pd.DataFrame:
    shown = people[people["level"] != "council"]
    table = shown.pivot(index=["area_code", "year"], columns="group", values="value").reset_index()
    zones = pd.read_csv(extracts / FILE)
    zones = zones[zones["area_type"].isin(["Council area", "Country"])]
    return pd.concat(
        [
            _share(table),
            _growth(table),
            _of_zones("most_deprived_fifth_share", zones, "simd2020_q1_pop_share", areas),
            _of_zones("rural_share", zones, "ur_Rural areas", areas),
        ]
    )


def _share(table: pd.DataFrame) -> pd.DataFrame:
    day = pd.to_datetime(table["year"].astype(str) + "-06-30")
    return table.assign(
        measure="population_75plus_share",
        period_start=day,
        period_end=day,
        breakdown="",
        numerator=table["75plus"],
        denominator=table["all"],
        value=table["75plus"] * 100 / table["all"],
    )[SHOWN]


def _growth(table: pd.DataFrame) -> pd.DataFrame:
    older = table.pivot(index="area_code", columns="year", values="75plus")
    now = older[NEWEST_ESTIMATE]
    more = older[NEWEST_ESTIMATE + 10] - now
    day = pd.Timestamp(NEWEST_ESTIMATE, 6, 30)
    frame = pd.DataFrame({"numerator": more, "denominator": now, "value": more * 100 / now}).reset_index()
    return frame.assign(measure="projected_75plus_growth", period_start=day, period_end=day, breakdown="")[SHOWN]


def _of_zones(measure: str, zones: pd.DataFrame, share: str, areas: Areas) -> pd.DataFrame:
    """A published share of the people in each area's data zones, summed as people."""
    rows = zones.assign(
        period_start=DATA_ZONES,
        period_end=DATA_ZONES,
        breakdown="",
        numerator=zones[share] * zones["pop_mid2021_dz"],
        denominator=zones["pop_mid2021_dz"],
    )
    return ratio(measure, rows[[*KEY, "numerator", "denominator"]], areas, 100)
