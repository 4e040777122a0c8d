"""Public Health Scotland, people requiring a social care assessment and care at home services.

Two layouts: figures gathered with the publication each was read in, and the plain template for areas.
"""

from __future__ import annotations

import pandas as pd

from etl.absences import absence_notes
from etl.extract import Extract, day
from etl.faults import Note
from etl.geography import Geography
from etl.loaders.base import Context, Layout, Loaded, facts

SOURCE = "social_care_waits"
ONE_FILE_AN_AREA = True  # each may fill in the template for itself
FIGURES = ("snapshot_date", "item", "value", "basis")
GATHERED = Layout(required=("area_code", *FIGURES, "publisher", "source_title", "published", "url"))
TEMPLATE = Layout(required=("area", *FIGURES, "source_url"))
LAYOUTS = (GATHERED, TEMPLATE)
QUANTITIES = {
    "people_waiting_for_assessment": ("People waiting for a social care assessment", "people"),
    "people_waiting_for_care_at_home": ("People assessed and waiting for care at home", "people"),
    "weekly_hours_waiting_assessed": ("Hours of care at home assessed as needed and not yet provided", "hours a week"),
}
ITEMS = {name: name for name in QUANTITIES}
BASES = {"estimated": "basis=estimated", "all areas submitted": "basis=all_areas_submitted"}
STATUSES = {"basis=estimated": "estimated", "basis=all_areas_submitted": "published"}


def load(extract: Extract, context: Context) -> Loaded:
    """QUANTITIES for Scotland and integration authorities on a date, by basis; a blank value is no fact.

    The two bases are breakdowns without a total, because one does not continue the other. A council stands
    for its integration authority. The note of a fact says where the figure was read.
    """
    area_column = "area_code" if "area_code" in extract.columns else "area"
    cells = extract.period("snapshot_date", day, context.today)
    cells = cells.assign(
        area_code=extract.area(area_column, context.geography, ("ijb", "scotland")),
        quantity=extract.choice("item", ITEMS),
        breakdown=extract.choice("basis", BASES),
        value=extract.number("value", blank=True),
        note=_source(extract.frame),
    )
    extract.unique(cells[["area_code", "period_start", "quantity", "breakdown"]], "an area, date, item and basis")
    cells = cells.dropna()
    loaded = facts(
        cells["quantity"],
        cells["area_code"],
        cells,
        cells["value"],
        cells["breakdown"],
        cells["breakdown"].map(STATUSES),
        cells["note"],
    )
    return Loaded(loaded, _absences(loaded, context.geography))


def _source(frame: pd.DataFrame) -> pd.Series:
    """Where each figure was read, in one line."""
    if "source_url" in frame:
        return ("Source: " + frame["source_url"]).where(frame["source_url"] != "", "")
    title = "“" + frame["source_title"] + "”"
    return "Source: " + frame["publisher"] + ", " + title + ", " + frame["published"] + ", " + frame["url"]


def _absences(loaded: pd.DataFrame, geography: Geography) -> list[Note]:
    """Notes on authorities without a figure, for items and dates that have one for any authority."""
    authorities = geography.codes("ijb")
    local = loaded[loaded["area_code"].isin(authorities)]
    words = {name.replace("_", " "): name for name in QUANTITIES}
    return absence_notes(SOURCE, local, authorities, "quantity", words)
