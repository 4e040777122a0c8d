"""Money in the prices of one year: the last for which the deflator is an outturn, not a forecast."""

from __future__ import annotations

import pandas as pd

from ijb import periods


def deflated(observed: pd.DataFrame, deflators: pd.DataFrame, money: list[str]) -> pd.DataFrame:
    """The rows of the `money` measures again in real terms, their basis naming the year: "real 2024/25".

    observed: as the table observation, by financial year; deflators: the facts of gdp_deflator. Numerators and values
    are multiplied by the index of the base year over that of the row's year; a year without a deflator is left out.
    """
    outturn = deflators[deflators["status"] == "published"]
    if outturn.empty:
        return observed.iloc[:0]
    base = outturn.loc[outturn["period_start"].idxmax()]
    index = deflators.set_index("period_start")["value"]
    rows = observed[observed["measure"].isin(money) & observed["period_start"].isin(index.index)]
    factor = base["value"] / rows["period_start"].map(index)
    year = base["period_start"].year
    return rows.assign(
        basis=f"real {periods.year_label(year)}", numerator=rows["numerator"] * factor, value=rows["value"] * factor
    )
