"""Delayed discharges: six measures from the council file and the health board file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .areas import KEY, SCOTLAND, SHOWN, Areas, ratio
from .population import denominators

COUNCIL_FILE = "delayed_discharges/2025-08_delayed-discharge-beddays-council-area.csv.gz"
BOARD_FILE = "delayed_discharges/2026-07_delayed-discharge-beddays-health-board.csv.gz"
REASONS = {
    "All Delay Reasons": "",
    "Health and Social Care Reasons": "reason=health_and_social_care",
    "Patient and Family Related Reasons": "reason=patient_and_family",
    "Code 9 AWI": "reason=code9_awi",
    "Code 9 Non-AWI": "reason=code9_non_awi",
}
AGES = {"18plus": "", "18-74": "age=18_74", "75plus": "age=75plus"}


def recompute(extracts: Path, areas: Areas, people: pd.DataFrame) -> pd.DataFrame:
    residence = _read(extracts / COUNCIL_FILE, "CA")
    treatment = _read(extracts / BOARD_FILE, "HBT")
    residence = residence[residence["area_code"] != SCOTLAND]
    residence = pd.concat([residence, treatment[treatment["area_code"] == SCOTLAND]])
    residence = residence[residence["area_code"] != "unknown"]
    beds = _beds(residence, people)
    waiting = "reason=health_and_social_care"
    return pd.concat(
        [
            ratio("delayed_beds_rate", beds, areas, 100_000),
            ratio("delayed_beds_waiting_for_care_rate", _of(beds, waiting), areas, 100_000),
            ratio("delayed_beds_awi_rate", _of(beds, "reason=code9_awi"), areas, 100_000),
            _treated(_beds(treatment, people)),
            ratio("delayed_bed_days_75plus_rate", _years(residence, people), areas, 1_000),
            ratio("waiting_for_care_share", _waiting_share(residence), areas, 100),
        ]
    )


def _read(path: Path, area: str) -> pd.DataFrame:
    """area_code, period_start, period_end, age, reason, breakdown, days; a blank council is 'unknown'."""
    raw = pd.read_csv(path, dtype={area: str, "MonthOfDelay": str})
    month = pd.to_datetime(raw["MonthOfDelay"], format="%Y%m")
    frame = pd.DataFrame(
        {
            "area_code": raw[area].fillna("unknown"),
            "period_start": month,
            "period_end": month + pd.offsets.MonthEnd(1),
            "age": raw["AgeGroup"].map(AGES),
            "reason": raw["ReasonForDelay"].map(REASONS),
            "days": raw["NumberOfDelayedBedDays"].astype(float),
        }
    )
    return frame.assign(breakdown=(frame["age"] + "|" + frame["reason"]).str.strip("|"))


def _beds(frame: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    beds = frame.assign(numerator=frame["days"] / frame["period_end"].dt.day)
    group = frame["age"].str.removeprefix("age=").replace("", "18plus")
    return denominators(people, beds, group)


def _of(frame: pd.DataFrame, reason: str) -> pd.DataFrame:
    """The rows of one reason, broken down by age only."""
    chosen = frame[frame["reason"] == reason]
    return chosen.assign(breakdown=chosen["age"])


def _treated(beds: pd.DataFrame) -> pd.DataFrame:
    """Boards of treatment and Scotland as published: nothing is summed."""
    value = beds["numerator"] * 100_000 / beds["denominator"]
    return beds.assign(measure="delayed_beds_treated_rate", value=value)[SHOWN]


def _years(frame: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Days of people aged 75 and over in the financial years that have all twelve months."""
    older = frame[frame["age"] == "age=75plus"].assign(breakdown=lambda f: f["reason"])
    first = older["period_start"].dt.year - (older["period_start"].dt.month < 4)
    years = older.groupby(["area_code", "breakdown", first.rename("year")], as_index=False).agg(
        numerator=("days", "sum"), months=("period_start", "nunique")
    )
    years = years[years["months"] == 12]
    start = pd.to_datetime(years["year"].astype(str) + "-04-01")
    end = pd.to_datetime((years["year"] + 1).astype(str) + "-03-31")
    years = years.drop(columns="year").assign(period_start=start, period_end=end)
    return denominators(people, years, "75plus")


def _waiting_share(frame: pd.DataFrame) -> pd.DataFrame:
    waiting = _of(frame, "reason=health_and_social_care")[[*KEY, "days"]]
    every = _of(frame, "")[[*KEY, "days"]]
    return waiting.rename(columns={"days": "numerator"}).merge(
        every.rename(columns={"days": "denominator"}), on=KEY, validate="one_to_one"
    )
