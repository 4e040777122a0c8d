"""People waiting for a social care assessment or for care at home: Scotland, by snapshot and basis."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .areas import Areas, ratio
from .population import denominators

FILE = "unmet_need/social_care_waits.csv"
MEASURES = {
    "people_waiting_for_assessment": "people_waiting_for_assessment_rate",
    "people_waiting_for_care_at_home": "people_waiting_for_care_at_home_rate",
    "weekly_hours_waiting_assessed": "hours_waiting_rate",
}


def recompute(extracts: Path, areas: Areas, people: pd.DataFrame) -> pd.DataFrame:
    raw = pd.read_csv(extracts / FILE, parse_dates=["snapshot_date"])
    rows = raw.assign(
        period_start=raw["snapshot_date"],
        period_end=raw["snapshot_date"],
        breakdown="basis=" + raw["basis"].str.replace(" ", "_"),
        numerator=raw["value"].astype(float),
    )
    rows = denominators(people, rows, "18plus")
    return pd.concat(ratio(measure, rows[rows["item"] == item], areas, 100_000) for item, measure in MEASURES.items())
