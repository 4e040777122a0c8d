"""Every published number a second time, from the raw files with plain pandas: no code of the build."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from . import (
    admissions,
    care_at_home,
    care_homes,
    care_services,
    context,
    delays,
    drug_and_alcohol,
    healthy_life_expectancy,
    lgbf,
    real_terms,
    social_care,
    waits,
)
from .areas import read_areas
from .population import population

__all__ = ["population", "recompute"]

COLUMNS = [
    "measure",
    "area_code",
    "period_start",
    "period_end",
    "breakdown",
    "basis",
    "numerator",
    "denominator",
    "value",
]
THEMES = [
    admissions,
    care_at_home,
    care_homes,
    care_services,
    context,
    delays,
    drug_and_alcohol,
    healthy_life_expectancy,
    lgbf,
    social_care,
    waits,
]


def recompute(extracts: Path, reference: Path) -> pd.DataFrame:
    """COLUMNS of every measure with data, for IJBs, health board areas and Scotland; only rows with a value.

    Dates are datetime.date; value is in the measure's unit; basis is '' or 'real 2024/25'.
    """
    areas = read_areas(reference)
    people = population(extracts, reference)
    frames = [theme.recompute(extracts, areas, people) for theme in THEMES]
    cash = pd.concat(frames, ignore_index=True).assign(basis="")
    every = pd.concat([cash, real_terms.recompute(extracts, cash)], ignore_index=True)
    every = every[every["value"].notna()]
    for column in ("period_start", "period_end"):
        every[column] = pd.to_datetime(every[column]).dt.date
    return every[COLUMNS].sort_values(COLUMNS[:6], ignore_index=True)
