"""Office for Budget Responsibility, Economic and Fiscal Outlook, table 1.7: GDP deflators."""

from __future__ import annotations

import pandas as pd

from etl.extract import Extract, year_pair
from etl.faults import Note
from etl.geography import SCOTLAND
from etl.loaders.base import Context, Layout, Loaded, facts
from ijb import periods

SOURCE = "obr_gdp_deflators"
LAYOUT = Layout(
    required=("financial_year", "index_2023_100", "status"),
    optional=("growth_pct", "index_2024_25_100", "edition", "index_2024_25_100_nov2025"),
)
QUANTITIES = {"gdp_deflator": ("Prices in the whole economy of the United Kingdom (GDP deflator)", "index, 2023 = 100")}
LEAST_INDEX = 10  # that of the 1970s; a growth rate in the wrong column is below it
STATUSES = {"outturn": "published", "forecast": "provisional"}


def load(extract: Extract, context: Context) -> Loaded:
    """gdp_deflator by financial year, under Scotland; forecasts, which may lie ahead, are provisional."""
    first = extract.parsed("financial_year", lambda text: year_pair(text)[0].year)
    index = extract.number("index_2023_100", low=LEAST_INDEX)
    status = extract.choice("status", STATUSES)
    ahead = (status == "published") & (first > context.today.year - (context.today.month < 4))
    extract.fault_rows(ahead, "status", "expected forecast, since this financial year has not begun")
    extract.unique(pd.DataFrame({"first": first}), "a financial year")
    cells = pd.DataFrame({"first": first, "value": index, "status": status}).dropna()
    years = [periods.financial_year(int(year)) for year in cells["first"]]
    period = pd.DataFrame(years, columns=["period_start", "period_end"], index=cells.index)
    return Loaded(
        facts("gdp_deflator", SCOTLAND, period, cells["value"], status=cells["status"]),
        _gap_notes(sorted(cells["first"].astype(int))),
    )


def _gap_notes(years: list[int]) -> list[Note]:
    missing = sorted(set(range(years[0], years[-1])) - set(years)) if years else []
    return [
        Note(
            SOURCE,
            "warning",
            SCOTLAND,
            periods.year_label(year),
            f"No deflator for {periods.year_label(year)}, so no real terms for that year.",
        )
        for year in missing
    ]
