"""The template for figures from IJBs' annual accounts: one row an IJB and financial year, in £000."""

from __future__ import annotations

import pandas as pd

from etl.absences import absence_notes
from etl.extract import Extract, year_pair
from etl.faults import Note
from etl.geography import Geography
from etl.loaders.base import FACT_COLUMNS, Context, Layout, Loaded, facts

SOURCE = "ijb_accounts"
ONE_FILE_AN_AREA = True  # each may fill in the template for itself
QUANTITIES = {
    "net_cost_of_services": ("Net cost of services", "£000"),
    "general_reserve": ("General (uncommitted) reserve at the year's end", "£000"),
    "earmarked_reserve": ("Earmarked reserve at the year's end", "£000"),
    "total_reserves": ("General and earmarked reserves together at the year's end", "£000"),
    "savings_planned": ("Savings planned for the year", "£000"),
    "savings_delivered": ("Savings delivered in the year", "£000"),
    "savings_delivered_recurring": ("Savings delivered in the year that recur", "£000"),
    "budget_gap": ("Gap between expected cost and funding when the budget was set", "£000"),
    "outturn_variance": ("Outturn against budget; above 0 is an overspend", "£000"),
    "council_contribution": ("Contribution of the council or councils", "£000"),
    "nhs_contribution": ("Contribution of the health board", "£000"),
    "set_aside": ("Set-aside budget for hospital services", "£000"),
    "reserves_used": ("Reserves used in the year", "£000"),
}
EXTRA = ("council_contribution", "nhs_contribution", "set_aside", "reserves_used")
FIGURES = tuple(name for name in QUANTITIES if name not in (*EXTRA, "total_reserves"))
# A general reserve below zero is a deficit carried forward, as some IJBs have had; the others are movements.
SIGNED = ("general_reserve", "budget_gap", "outturn_variance", "reserves_used")
MOST = 5_000_000  # £000: three times the largest IJB; the smallest in whole pounds is far above
LAYOUT = Layout(required=("ijb", "financial_year", *FIGURES, "source_url"), optional=EXTRA)


def load(extract: Extract, context: Context) -> Loaded:
    """QUANTITIES in £000 for IJBs, a financial year; a blank cell is no fact. total_reserves is derived."""
    cells = _read(extract, context)
    loaded = _account_facts(cells)
    return Loaded(loaded, [*_unread_columns(extract), *_absences(loaded, context.geography)])


def ijb_code(text: str, geography: Geography) -> str:
    """The code of the IJB that a name or code stands for, a council's standing for its IJB's.

    Raises LookupError for anything that has no IJB accounts.
    """
    code = geography.resolve(text, ("ijb",))
    if code in _lead_agencies(geography):
        raise LookupError("Highland is a lead agency and has no IJB accounts; expected one of the 30 IJBs")
    return code


def _lead_agencies(geography: Geography) -> list[str]:
    return geography.areas.loc[geography.areas["model"] == "lead agency", "code"].tolist()


def _read(extract: Extract, context: Context) -> pd.DataFrame:
    """An IJB and year a row: area_code, period_start, period_end, source; a column of £000 a quantity."""
    cells = extract.period("financial_year", year_pair, context.today)
    cells = cells.assign(
        area_code=extract.parsed("ijb", lambda text: ijb_code(text, context.geography)),
        source=extract.frame["source_url"],
    )
    for name in (*FIGURES, *EXTRA):
        if name in extract.columns:
            cells[name] = extract.number(name, low=None if name in SIGNED else 0, blank=True)
    extract.fault_rows(
        cells["savings_delivered_recurring"] > cells["savings_delivered"],
        "savings_delivered_recurring",
        "expected savings_delivered of this line or less",
    )
    extract.fault_rows(
        cells["net_cost_of_services"] > MOST,
        "net_cost_of_services",
        f"expected thousands of pounds, {MOST:,} (£{MOST // 1_000_000} billion) or less; these look like whole pounds",
    )
    extract.unique(cells[["area_code", "period_start"]], "an IJB and financial year")
    cells["total_reserves"] = cells["general_reserve"] + cells["earmarked_reserve"]
    return cells.dropna(subset=["area_code", "period_start"])


def _account_facts(cells: pd.DataFrame) -> pd.DataFrame:
    source = ("Source: " + cells["source"]).where(cells["source"] != "", "")
    loaded = []
    for name in [name for name in QUANTITIES if name in cells]:
        given = cells[cells[name].notna()]
        loaded.append(
            facts(
                name,
                given["area_code"],
                given,
                given[name],
                note=source[given.index],
                status="derived" if name == "total_reserves" else "published",
            )
        )
    return pd.concat(
        [frame for frame in loaded if not frame.empty] or [pd.DataFrame(columns=FACT_COLUMNS)], ignore_index=True
    )


def _unread_columns(extract: Extract) -> list[Note]:
    known = (*LAYOUT.required, *LAYOUT.optional, "_id")
    return [
        Note(SOURCE, "warning", "", "", f"The column {column!r} is not in the template and was not read.")
        for column in extract.columns
        if column not in known
    ]


def _absences(loaded: pd.DataFrame, geography: Geography) -> list[Note]:
    lead_agencies = _lead_agencies(geography)
    expected = [code for code in geography.codes("ijb") if code not in lead_agencies]
    return absence_notes(SOURCE, loaded, expected)
