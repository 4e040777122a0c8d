"""Public Health Scotland, Insights in Social Care: people supported (trend table)."""

from __future__ import annotations

import pandas as pd

from etl.extract import Extract, year_pair
from etl.faults import Note
from etl.geography import SCOTLAND
from etl.loaders.base import Context, Layout, Loaded, facts
from etl.loaders.phs_care_at_home import estimated
from ijb import periods

SOURCE = "phs_people_supported"
LAYOUT = Layout(
    required=("financial_year", "sending_location", "measure", "nclient", "rate"),
    optional=("scotland_rate", "scotland_nclient"),
)
QUANTITIES = {"people_supported": ("People supported by social care services", "people")}
LEVELS = ("council", "scotland")
BASES = {"Rate per 1,000 Population": "", "Rate per 1,000 Population (adjusted)": "basis=adjusted"}


def load(extract: Extract, context: Context) -> Loaded:
    """people_supported for councils and Scotland, financial years; the adjusted basis is a breakdown.

    The people are what is loaded: the published rates per 1,000 repeat them over a population not given.
    """
    cells = read_cells(extract, context)
    held = facts("people_supported", cells["area_code"], cells, cells["nclient"], cells["basis"], cells["status"])
    return Loaded(
        held,
        scotland_column_notes(
            SOURCE,
            cells,
            ["period_start", "period_end", "basis"],
            {"scotland_nclient": "nclient", "scotland_rate": "rate"},
        ),
    )


def read_cells(extract: Extract, context: Context) -> pd.DataFrame:
    """One row a figure: area_code, period_start, period_end, basis, nclient, rate, status and, where the
    file has them, scotland_nclient and scotland_rate."""
    cells = extract.period("financial_year", year_pair, context.today)
    cells = cells.assign(
        area_code=extract.area("sending_location", context.geography, LEVELS),
        basis=extract.choice("measure", BASES),
        nclient=extract.number("nclient", whole=True),
        rate=extract.number("rate"),
        status=estimated(extract.frame["sending_location"]),
        **scotland_columns(extract),
    )
    keys = ["period_start", "period_end", "area_code", "basis"]
    extract.unique(cells[keys], "a financial year, location and measure")
    return cells.dropna(subset=[*keys, "nclient"])


def scotland_columns(extract: Extract) -> dict[str, pd.Series]:
    """Those of scotland_nclient and scotland_rate that the file has, as numbers; blank allowed."""
    return {column: extract.number(column, blank=True) for column in LAYOUT.optional if column in extract.columns}


def scotland_column_notes(source: str, cells: pd.DataFrame, keys: list[str], pairs: dict[str, str]) -> list[Note]:
    """A warning where a Scotland figure repeated beside the councils is not that of Scotland's own row.

    pairs: the repeated column -> the column it repeats; keys: what says which row of Scotland it repeats.
    """
    scotland = cells.loc[cells["area_code"] == SCOTLAND, [*keys, *pairs.values()]].drop_duplicates(keys)
    beside = cells.drop(columns=list(pairs.values())).merge(scotland, on=keys)
    notes = []
    for repeated, own in pairs.items():
        if repeated in beside:
            apart = beside[(beside[repeated] - beside[own]).abs() > 1e-9]
            notes += [
                Note(
                    source,
                    "warning",
                    row["area_code"],
                    periods.label(row["period_start"], row["period_end"]),
                    f"{repeated} is given as {row[repeated]:,.10g}, but Scotland's own row gives "
                    f"{row[own]:,.10g}, which is used.",
                )
                for row in apart.to_dict("records")
            ]
    return notes
