"""Pounds of each year in the prices of the last outturn year of the deflator."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .areas import with_financial_year

FILE = "finance/gdp_deflators.csv"
MONEY = ["adult_social_work_spend_per_adult", "home_care_cost_per_hour", "care_home_cost_per_week"]


def recompute(extracts: Path, cash: pd.DataFrame) -> pd.DataFrame:
    """The money rows of `cash` again, times index of the last outturn year over index of the row's year."""
    deflators = with_financial_year(pd.read_csv(extracts / FILE), "financial_year")
    last = deflators[deflators["status"] == "outturn"].iloc[-1]
    index = deflators.set_index("period_start")["index_2023_100"]
    money = cash[cash["measure"].isin(MONEY)]
    factor = last["index_2023_100"] / money["period_start"].map(index)
    basis = "real " + last["financial_year"].replace("-", "/")
    return money.assign(basis=basis, numerator=money["numerator"] * factor, value=money["value"] * factor)
