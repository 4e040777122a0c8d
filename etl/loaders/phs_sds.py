"""Public Health Scotland, Insights in Social Care: self-directed support, implementation rate (trend)."""

from __future__ import annotations

import pandas as pd

from etl.extract import Extract, year_pair
from etl.faults import Note
from etl.loaders.base import Context, Layout, Loaded, facts
from etl.loaders.phs_care_at_home import estimated
from etl.loaders.phs_people_supported import LEVELS, scotland_column_notes, scotland_columns
from ijb import periods

SOURCE = "phs_sds"
COUNTS = {"sds_people": "nclient", "sds_people_with_choice": "sdsclient"}
LAYOUT = Layout(
    required=("financial_year", "sending_location", "implementation_rate", *COUNTS.values()),
    optional=("scotland_rate", "scotland_nclient"),
)
QUANTITIES = {
    "sds_people": ("People who could choose how their social care is arranged", "people"),
    "sds_people_with_choice": ("People who made a choice of how their social care is arranged", "people"),
}


def load(extract: Extract, context: Context) -> Loaded:
    """sds_people and sds_people_with_choice for councils and Scotland, financial years."""
    cells = read_cells(extract, context)
    held = [
        facts(quantity, cells["area_code"], cells, cells[column], status=cells["status"])
        for quantity, column in COUNTS.items()
    ]
    repeated = {"scotland_nclient": "nclient", "scotland_rate": "implementation_rate"}
    return Loaded(
        pd.concat(held, ignore_index=True),
        [*rate_notes(cells), *scotland_column_notes(SOURCE, cells, ["period_start", "period_end"], repeated)],
    )


def read_cells(extract: Extract, context: Context) -> pd.DataFrame:
    """One row an area and year: area_code, period_start, period_end, nclient, sdsclient,
    implementation_rate, status and, where the file has them, scotland_nclient and scotland_rate."""
    cells = extract.period("financial_year", year_pair, context.today)
    cells = cells.assign(
        area_code=extract.area("sending_location", context.geography, LEVELS),
        nclient=extract.number("nclient", whole=True),
        sdsclient=extract.number("sdsclient", whole=True),
        implementation_rate=extract.number("implementation_rate", high=100),
        status=estimated(extract.frame["sending_location"]),
        **scotland_columns(extract),
    )
    extract.fault_rows(
        cells["sdsclient"] > cells["nclient"],
        "sdsclient",
        "expected no more than nclient, of whom these people are some",
    )
    extract.unique(cells[["period_start", "area_code"]], "a financial year and location")
    return cells.dropna(subset=["period_start", "period_end", "area_code", "nclient", "sdsclient"])


def rate_notes(cells: pd.DataFrame) -> list[Note]:
    """A warning where the published per cent is not what its two counts give, to one decimal."""
    worked = cells["sdsclient"] * 100 / cells["nclient"].where(cells["nclient"] > 0)
    apart = cells.assign(worked=worked)[(worked - cells["implementation_rate"]).abs() > 0.0501]
    return [
        Note(
            SOURCE,
            "warning",
            row.area_code,
            periods.label(row.period_start, row.period_end),
            f"The implementation rate is given as {row.implementation_rate:g} per cent, but "
            f"{row.sdsclient:,.0f} of {row.nclient:,.0f} people make {row.worked:.1f}; "
            "the counts are used.",
        )
        for row in apart.itertuples()
    ]
