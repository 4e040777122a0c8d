"""National Records of Scotland, 2018-based principal population projection."""

from __future__ import annotations

from datetime import date

import pandas as pd

from etl.adding_up import require_fewer_the_older
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
    counts = {group: extract.number(group) for group in GROUPS}
    _require_ages(extract, counts)
    held = cells.notna().all(axis=1)
    return Loaded(
        pd.concat(
            [
                facts(
                    f"nrs_projection_{group}",
                    cells["area_code"][held],
                    cells[held],
                    values[held],
                    status="estimated",
                )
                for group, values in counts.items()
            ],
            ignore_index=True,
        )
    )


def _require_ages(extract: Extract, counts: dict[str, pd.Series]) -> None:
    parts = counts["0_15"] + counts["16_64"] + counts["65plus"]
    extract.fault_rows((parts - counts["all"]).abs() > 0.5, "all", "expected the sum of 0_15, 16_64 and 65plus")
    require_fewer_the_older(extract, {group: counts[group] for group in ("all", "65plus", "75plus", "85plus")})
    extract.fault_rows(counts["0_15"] > counts["16_64"], "0_15", "expected fewer people aged 0 to 15 than 16 to 64")
    extract.fault_rows(
        counts["65plus"] > counts["16_64"], "65plus", "expected fewer people aged 65 and over than 16 to 64"
    )
