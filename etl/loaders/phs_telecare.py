"""Public Health Scotland, Insights in Social Care: community alarms and telecare (trend table)."""

from __future__ import annotations

import pandas as pd

from etl.adding_up import require_sums
from etl.extract import Extract, year_pair
from etl.faults import Note
from etl.geography import SCOTLAND
from etl.loaders.base import Context, Layout, Loaded, facts
from etl.loaders.phs_care_at_home import HALF_ROUNDING, adds_up, estimated, older_people, rows_of
from ijb import periods

SOURCE = "phs_telecare"
LAYOUT = Layout(required=("financial_year", "sending_location", "service", "age_group", "measure", "value"))
QUANTITIES = {"telecare_people": ("People with a community alarm or telecare", "people")}
COUNT = "Number of People"
SERVICES = {
    "Total Receiving Community Alarms and/or Telecare": "",
    "Community Alarm Only": "service=community_alarm_only",
    "Telecare Only": "service=telecare_only",
    "Receiving both Community Alarm and Telecare": "service=both",
}
AGES = {"All Ages": "", "65-74 years": "age=65_74", "75-84 years": "age=75_84", "85+ years": "age=85plus"}


def load(extract: Extract, context: Context) -> Loaded:
    """telecare_people for councils and Scotland, financial years, by service and age; '' is either service.

    All ages includes people under 65, who are not given apart. The published rates are passed over.
    """
    cells = read_cells(extract, context)
    if cells.empty:
        return Loaded()
    cells = without_absent_councils(cells)
    breakdown = (cells["age"] + "|" + cells["service"]).str.strip("|")
    held = facts(
        "telecare_people", cells["area_code"], cells, cells["value"], breakdown, cells["status"], cells["note"]
    )
    return Loaded(pd.concat([held, older_people(held)], ignore_index=True), partial_notes(cells))


def read_cells(extract: Extract, context: Context) -> pd.DataFrame:
    """One row a figure: line, area_code, period_start, period_end, service, age, value, status.

    The three kinds of service must add up to their total within rounding: each of the four is rounded to 5.
    """
    counts = rows_of(extract, "measure", [COUNT])
    if not counts.any():
        extract.fault(f"expected rows whose measure is {COUNT}")
        return pd.DataFrame()
    part = extract.keep(counts)
    cells = part.period("financial_year", year_pair, context.today)
    cells = cells.assign(
        line=part.frame["line"],
        status=estimated(part.frame["sending_location"]),
        area_code=part.area("sending_location", context.geography, ("council", "scotland")),
        service=part.choice("service", SERVICES),
        age=part.choice("age_group", AGES),
        value=part.number("value"),
    )
    part.unique(cells[["period_start", "area_code", "service", "age"]], "a year, location, service and age")
    cells = cells.dropna()
    require_sums(
        part,
        cells,
        "service",
        "",
        [service for service in SERVICES.values() if service],
        "value",
        "the sum of the three kinds of service, give or take rounding",
        tolerance=HALF_ROUNDING * len(SERVICES),
    )
    return cells


def without_absent_councils(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells with `note`; a figure of Scotland by age that adds only some councils becomes partial."""
    council = cells["area_code"] != SCOTLAND
    of_service = [cells["period_start"], cells["service"]]
    counted = council.groupby([*of_service, cells["age"]]).transform("sum")
    everyone = (council & (cells["age"] == "")).groupby(of_service).transform("sum")
    partial = ~council & (counted < everyone) & adds_up(cells, ["period_start", "service", "age"])
    note = "The sum of " + counted.astype(str) + " of " + everyone.astype(str) + " councils."
    return cells.assign(status=cells["status"].where(~partial, "partial"), note=note.where(partial, ""))


def partial_notes(cells: pd.DataFrame) -> list[Note]:
    """A warning for each year in which Scotland's figures by age are partial."""
    years = cells[cells["status"] == "partial"].drop_duplicates("period_start")
    return [
        Note(
            SOURCE,
            "warning",
            SCOTLAND,
            periods.label(row.period_start, row.period_end),
            "Scotland's figures by age are the sum of the councils that give them, so they leave out "
            "the others and are shown as partial.",
        )
        for row in years.itertuples()
    ]
