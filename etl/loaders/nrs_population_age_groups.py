"""National Records of Scotland, mid-year population estimates by age group, one year a file."""

from __future__ import annotations

import re

import pandas as pd

from etl.adding_up import require_fewer_the_older
from etl.extract import Extract
from etl.loaders.base import Context, Layout, Loaded, facts
from ijb import periods

SOURCE = "nrs_population_age_groups"
GROUPS = {
    "all": "all ages",
    "0_17": "aged 0 to 17",
    "18plus": "aged 18 and over",
    "16plus": "aged 16 and over",
    "18_64": "aged 18 to 64",
    "65plus": "aged 65 and over",
    "75plus": "aged 75 and over",
    "85plus": "aged 85 and over",
}
LAYOUT = Layout(required=("area_type", "area_code", "area_name", *GROUPS))
QUANTITIES = {
    f"nrs_estimate_{group}": (f"Mid-year estimate, people {words}", "people") for group, words in GROUPS.items()
}
LEVELS = ("scotland", "health_board", "ijb", "council")


def load(extract: Extract, context: Context) -> Loaded:
    """nrs_estimate_* for every area of the file; the year is the four digits after 'mid' in the file's name."""
    year = re.search(r"mid[-_ ]?(\d{4})", extract.name)
    if not year:
        extract.fault("expected the year in the file's name, such as population_mid2024.csv")
        return Loaded()
    period = periods.mid_year(int(year[1]))
    areas = extract.area("area_code", context.geography, LEVELS)
    extract.unique(pd.DataFrame({"area": areas}), "an area")
    counts = {group: extract.number(group, low=0) for group in GROUPS}
    _require_ages(extract, counts)
    dates = pd.DataFrame({"period_start": period[0], "period_end": period[1]}, index=areas.index)
    return Loaded(
        pd.concat(
            [facts(f"nrs_estimate_{group}", areas, dates, values) for group, values in counts.items()],
            ignore_index=True,
        )
    )


def _require_ages(extract: Extract, counts: dict[str, pd.Series]) -> None:
    extract.fault_rows(
        (counts["0_17"] + counts["18plus"] - counts["all"]).abs() > 0.5, "all", "expected the sum of 0_17 and 18plus"
    )
    extract.fault_rows(
        (counts["18_64"] + counts["65plus"] - counts["18plus"]).abs() > 0.5,
        "18plus",
        "expected the sum of 18_64 and 65plus",
    )
    extract.fault_rows(
        counts["65plus"] > counts["18_64"], "65plus", "expected fewer people aged 65 and over than aged 18 to 64"
    )
    older = ("all", "16plus", "18plus", "65plus", "75plus", "85plus")
    require_fewer_the_older(extract, {group: counts[group] for group in older})
