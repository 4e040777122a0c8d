"""National Records of Scotland, 2018-based principal population projection."""

from __future__ import annotations

from datetime import date

import pandas as pd

from etl.extract import Extract, mid_year
from etl.loaders.base import Context, Layout, Loaded, facts

SOURCE = "nrs_projection"
GROUPS = {
    "all": "of all ages",
    "0_15": "aged 0 to 15",
    "16_64": "aged 16 to 64",
    "65plus": "aged 65 and over",
    "75plus": "aged 75 and over",
    "85plus": "aged 85 and over",
}
LAYOUT = Layout(required=("area_type", "area_code", "area_name", "year", *GROUPS))
QUANTITIES = {
    f"nrs_projection_{group}": (f"2018-based projection, people {words}", "people") for group, words in GROUPS.items()
}
LAST_YEAR = date(2100, 1, 1)


def load(extract: Extract, context: Context) -> Loaded:
    """nrs_projection_* for every area and year, all with status estimated."""
    cells = extract.period("year", mid_year, LAST_YEAR)
    cells["area_code"] = extract.area("area_code", context.geography, ("scotland", "health_board", "ijb", "council"))
    extract.unique(cells[["period_start", "area_code"]], "a year and area")
    held = cells.notna().all(axis=1)
    return Loaded(
        pd.concat(
            [
                facts(
                    f"nrs_projection_{group}",
                    cells["area_code"][held],
                    cells[held],
                    extract.number(group)[held],
                    status="estimated",
                )
                for group in GROUPS
            ],
            ignore_index=True,
        )
    )
