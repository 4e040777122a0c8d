"""Healthy life expectancy by sex, as published for three calendar years together."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .areas import Areas, published
from .population import denominators

FILE = "context/healthy_life_expectancy.csv"
MEASURES = {
    "Female healthy life expectancy": "healthy_life_expectancy_female",
    "Male healthy life expectancy": "healthy_life_expectancy_male",
}


def recompute(extracts: Path, areas: Areas, people: pd.DataFrame) -> pd.DataFrame:
    raw = pd.read_csv(extracts / FILE)
    years = raw["period"].str.split("-", expand=True)
    rows = raw.assign(
        area_code=raw["areacd"],
        breakdown="",
        period_start=pd.to_datetime(years[0] + "-01-01"),
        period_end=pd.to_datetime(years[1] + "-12-31"),
        value=raw["observation"],
    )
    rows = denominators(people, rows, "all").rename(columns={"denominator": "weight"})
    return pd.concat(published(measure, rows[rows["indicator"] == name], areas) for name, measure in MEASURES.items())
