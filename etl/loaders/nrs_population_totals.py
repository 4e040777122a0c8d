"""Office for National Statistics and National Records of Scotland, rebased mid-year totals, all ages."""

from __future__ import annotations

from etl.adding_up import require_sums
from etl.extract import Extract, mid_year
from etl.geography import SCOTLAND
from etl.loaders.base import Context, Layout, Loaded, facts

SOURCE = "nrs_population_totals"
LAYOUT = Layout(required=("area_type", "area_code", "area_name", "year", "population"))
QUANTITIES = {"nrs_total_all": ("Mid-year estimate, people of all ages (rebased series)", "people")}


def load(extract: Extract, context: Context) -> Loaded:
    """nrs_total_all for every area and year; the councils must add to Scotland in each year."""
    cells = extract.period("year", mid_year, context.today).assign(
        line=extract.frame["line"],
        value=extract.number("population"),
        area_code=extract.area("area_code", context.geography, ("scotland", "health_board", "ijb", "council")),
    )
    extract.unique(cells[["period_start", "area_code"]], "a year and area")
    cells = cells.dropna()
    require_sums(
        extract,
        cells,
        "area_code",
        SCOTLAND,
        context.geography.codes("council"),
        "population",
        "the sum of the 32 councils",
    )
    return Loaded(facts("nrs_total_all", cells["area_code"], cells, cells["value"]))
