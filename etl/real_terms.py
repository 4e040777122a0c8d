"""Money in the prices of one year: the last for which the GDP deflator is an outturn, not a forecast."""

from __future__ import annotations

import pandas as pd

from ijb import periods, prices

COLUMNS = ["basis", "price_index", "base_year", "period_start", "factor", "status"]


def factors(indices: pd.DataFrame) -> pd.DataFrame:
    """COLUMNS: by what the pounds of the financial year from period_start are multiplied to be in prices of base_year,
    one basis for each price index held.

    indices: the facts of ijb.prices.INDICES by financial year; the breakdown tells the bases of an index apart
    ("base=2015"), and one index uses one of them alone: that which runs latest, then longest. The base year is the GDP
    deflator's last outturn; that of an index without an outturn there is its own last.
    """
    found, year = [], None
    for index in prices.INDICES:
        series = _one_base(indices[indices["quantity"] == index])
        outturn = series[series["status"] == "published"]
        if outturn.empty:
            continue
        own = outturn.loc[outturn["period_start"] == year] if year else outturn.iloc[:0]
        base = own.iloc[-1] if len(own) else outturn.iloc[-1]
        year = year or base["period_start"]
        found.append(_against(series, base, index))
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=COLUMNS)


def _one_base(facts: pd.DataFrame) -> pd.DataFrame:
    """The facts of one base, in time order."""
    held = facts.dropna(subset=["value"])
    if held.empty:
        return held
    best = held.groupby("breakdown")["period_start"].agg(["max", "size"]).sort_values(["max", "size"]).index[-1]
    return held[held["breakdown"] == best].sort_values("period_start")


def _against(series: pd.DataFrame, base: pd.Series, index: str) -> pd.DataFrame:
    label = periods.year_label(base["period_start"].year)
    return pd.DataFrame(
        {
            "basis": prices.named(label, index),
            "price_index": index,
            "base_year": label,
            "period_start": series["period_start"],
            "factor": base["value"] / series["value"],
            "status": series["status"],
        }
    )[COLUMNS]


def deflated(observed: pd.DataFrame, by: pd.DataFrame, money: list[str]) -> pd.DataFrame:
    """The rows of the `money` measures again in real terms by the GDP deflator, their basis naming the year.

    observed: as the table observation, by financial year; by: as `factors` gives. Numerators and values are multiplied
    by the year's factor; a year without one is left out.
    """
    own = by[by["price_index"] == prices.GDP_DEFLATOR]
    if own.empty:
        return observed.iloc[:0]
    factor_of = own.set_index("period_start")["factor"]
    rows = observed[observed["measure"].isin(money) & observed["period_start"].isin(factor_of.index)]
    factor = rows["period_start"].map(factor_of)
    return rows.assign(basis=own["basis"].iloc[0], numerator=rows["numerator"] * factor, value=rows["value"] * factor)
