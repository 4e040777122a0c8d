"""The template for price indices beside the GDP deflator: one row an index and financial year."""

from __future__ import annotations

import pandas as pd

from etl.extract import Extract, year_pair
from etl.geography import SCOTLAND
from etl.loaders.base import Context, Layout, Loaded, facts
from ijb import prices

SOURCE = "price_indices"
LAYOUT = Layout(required=("index", "base", "financial_year", "value", "status", "source_url"))
QUANTITIES = {
    "consumer_prices": ("Consumer prices in the United Kingdom (CPI)", "index"),
    "adult_social_care_prices": ("Pay and prices in adult social care", "index"),
}
LEAST_INDEX = 1  # a growth rate in the wrong column is mostly below it
WORDS = {name: name for name in QUANTITIES} | {prices.INDICES[name]: name for name in QUANTITIES}
STATUSES = {"outturn": "published", "forecast": "provisional"}


def load(extract: Extract, context: Context) -> Loaded:
    """QUANTITIES by financial year, under Scotland; each base ("2015 = 100") is a breakdown, so that the figures of
    one are never set against those of another. Forecasts, which may lie ahead, are provisional."""
    years = extract.parsed("financial_year", year_pair)
    first = years.map(lambda pair: pair[0], na_action="ignore")
    cells = pd.DataFrame(
        {
            "quantity": extract.choice("index", WORDS),
            "base": extract.parsed("base", _base),
            "period_start": first,
            "period_end": years.map(lambda pair: pair[1], na_action="ignore"),
            "value": extract.number("value", low=LEAST_INDEX),
            "status": extract.choice("status", STATUSES),
        }
    )
    ahead = (cells["status"] == "published") & (first > context.today)
    extract.fault_rows(ahead, "status", "expected forecast, since this financial year has not begun")
    extract.unique(cells[["quantity", "base", "period_start"]], "an index, base and financial year")
    cells = cells.dropna()
    source = extract.frame["source_url"][cells.index]
    return Loaded(
        facts(
            cells["quantity"],
            SCOTLAND,
            cells,
            cells["value"],
            "base=" + cells["base"],
            cells["status"],
            ("Source: " + source).where(source != "", ""),
        )
    )


def _base(text: str) -> str:
    """ "2015 = 100" -> "2015"; the year at which the index is 100, or any other name for its base."""
    name = text.partition("=")[0].strip()
    if not name or any(sign in name for sign in "|="):
        raise ValueError("expected what the index is 100 at, such as 2015")
    return name
