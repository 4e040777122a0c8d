"""Care at home in the census week: people and hours, aged 65 and over and by age."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .areas import Areas, ratio
from .population import denominators

FILE = "unmet_need/phs_care_at_home_2023-24.csv.gz"
AGES = {
    "0-17 years": "0_17",
    "18-64 years": "18_64",
    "65-74 years": "65_74",
    "75-84 years": "75_84",
    "85+ years": "85plus",
}
OLDER = ["65_74", "75_84", "85plus"]
MEASURES = {"Number of People": "care_at_home_people_rate", "Number of Hours": "care_at_home_hours_rate"}


def recompute(extracts: Path, areas: Areas, people: pd.DataFrame) -> pd.DataFrame:
    raw = pd.read_csv(extracts / FILE)
    weeks = raw[raw["Time Period"] == "Census Week"]
    frames = []
    for name, measure in MEASURES.items():
        rows = _by_age(weeks[weeks["Measure"] == name], areas)
        frames.append(ratio(measure, denominators(people, rows, rows["group"]), areas, 1000, of_people=True))
    return pd.concat(frames)


def _by_age(rows: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """KEY, group and numerator; '' and 'age=65plus' are both people aged 65 and over."""
    wide = rows.pivot(index=["Location", "Financial Quarter"], columns="Age Group", values="Value")
    wide = wide.rename(columns=AGES)
    bands = list(AGES.values())
    not_split = (wide[bands] == 0).all(axis=1) & (wide["All Ages"] != 0)
    ages = wide[bands].astype(float).mask(not_split)
    ages["65plus"] = ages[OLDER].sum(axis=1, skipna=False)
    long = ages.rename_axis(columns="group").stack().rename("numerator").reset_index()
    day = pd.to_datetime((long["Financial Quarter"].str[:4].astype(int) + 1).astype(str) + "-03-31")
    long = long.assign(area_code=long["Location"].map(areas.code), period_start=day, period_end=day)
    total = long[long["group"] == "65plus"].assign(breakdown="")
    return pd.concat([total, long.assign(breakdown="age=" + long["group"])])
