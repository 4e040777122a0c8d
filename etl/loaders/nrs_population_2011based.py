"""National Records of Scotland, earlier mid-year estimates by age group on the 2011 Census base."""

from __future__ import annotations

import pandas as pd

from etl.adding_up import require_fewer_the_older
from etl.extract import Extract, mid_year
from etl.loaders.base import Context, Layout, Loaded, facts

SOURCE = "nrs_population_2011based"
GROUPS = {
    "all": "of all ages",
    "18plus": "aged 18 and over",
    "65plus": "aged 65 and over",
    "75plus": "aged 75 and over",
    "85plus": "aged 85 and over",
}
LAYOUT = Layout(required=("area_code", "year", *GROUPS))
QUANTITIES = {
    f"nrs_2011based_{group}": (f"Mid-year estimate on the 2011 Census base, people {words}", "people")
    for group, words in GROUPS.items()
}


def load(extract: Extract, context: Context) -> Loaded:
    """nrs_2011based_* for councils and Scotland, where the publisher gives the age group."""
    cells = extract.period("year", mid_year, context.today)
    cells["area_code"] = extract.area("area_code", context.geography, ("scotland", "council"))
    extract.unique(cells[["period_start", "area_code"]], "a year and area")
    counts = {group: extract.number(group, blank=group != "all") for group in GROUPS}
    require_fewer_the_older(extract, counts)
    groups = []
    for group, values in counts.items():
        held = values.notna() & cells.notna().all(axis=1)
        groups.append(facts(f"nrs_2011based_{group}", cells["area_code"][held], cells[held], values[held]))
    return Loaded(pd.concat(groups, ignore_index=True))
