"""Office for National Statistics, healthy life expectancy at birth by sex and three-year period."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from etl.absences import absence_notes
from etl.extract import Extract
from etl.loaders.base import Context, Layout, Loaded, facts
from ijb import periods

SOURCE = "ons_healthy_life_expectancy"
LAYOUT = Layout(
    required=("areacd", "indicator", "period", "observation", "lci_95", "uci_95"),
    optional=("areanm", "status"),
)
BOUNDS = {"observation": "", "lci_95": "_lower", "uci_95": "_upper"}
SEXES = {
    "Female healthy life expectancy": "healthy_life_expectancy_female",
    "Male healthy life expectancy": "healthy_life_expectancy_male",
}
QUANTITIES = {
    "healthy_life_expectancy_female": ("Healthy life expectancy at birth, females", "years"),
    "healthy_life_expectancy_female_lower": (
        "Healthy life expectancy at birth, females, lower 95% limit",
        "years",
    ),
    "healthy_life_expectancy_female_upper": (
        "Healthy life expectancy at birth, females, upper 95% limit",
        "years",
    ),
    "healthy_life_expectancy_male": ("Healthy life expectancy at birth, males", "years"),
    "healthy_life_expectancy_male_lower": (
        "Healthy life expectancy at birth, males, lower 95% limit",
        "years",
    ),
    "healthy_life_expectancy_male_upper": (
        "Healthy life expectancy at birth, males, upper 95% limit",
        "years",
    ),
}
LONGEST = 120


def load(extract: Extract, context: Context) -> Loaded:
    """The estimate and both bounds of its 95 % interval, each sex, for councils and Scotland."""
    cells = read_cells(extract, context)
    loaded = [
        facts(cells["sex"] + suffix, cells["area_code"], cells, cells[column]) for column, suffix in BOUNDS.items()
    ]
    councils = context.geography.codes("council")
    notes = absence_notes(SOURCE, cells, councils, "sex", SEXES)
    return Loaded(pd.concat(loaded, ignore_index=True), notes)


def read_cells(extract: Extract, context: Context) -> pd.DataFrame:
    """One row an area, sex and period: area_code, period_start, period_end, sex and three figures (years)."""
    cells = extract.period("period", three_year_pair, context.today)
    cells = cells.assign(
        area_code=extract.area("areacd", context.geography, ("council", "scotland")),
        sex=extract.choice("indicator", SEXES),
        **{column: extract.number(column, high=LONGEST) for column in BOUNDS},
    )
    extract.fault_rows(cells["lci_95"] > cells["observation"], "lci_95", "expected no more than the observation")
    extract.fault_rows(cells["uci_95"] < cells["observation"], "uci_95", "expected no less than the observation")
    extract.unique(cells[["period_start", "area_code", "sex"]], "a period, area and indicator")
    return cells.dropna()


def three_year_pair(text: str) -> tuple[date, date]:
    """The three calendar years of "2022-2024" or "2022-24"."""
    found = re.fullmatch(r"(\d{4})[-/–](\d{4}|\d{2})", text)
    if not found or str(int(found[1]) + 2)[-len(found[2]) :] != found[2]:
        raise ValueError("expected three calendar years, such as 2022-2024")
    return periods.three_years(int(found[1]))
