"""Public Health Scotland, delayed discharge bed days by health board of treatment (open data layout)."""

from __future__ import annotations

from etl.absences import absence_notes
from etl.extract import Extract
from etl.loaders.base import Context, Layout, Loaded
from etl.loaders.phs_delayed_discharges import FIGURES, FLAGS, average_notes, bed_facts, read_cells, require_parts

SOURCE = "phs_delayed_discharges_treated"
LAYOUT = Layout(required=("HBT", *FIGURES), optional=("HBTQF", *FLAGS))
QUANTITIES = {
    "delayed_bed_days_treated": ("Delayed discharge bed days, by health board of treatment", "days"),
    "delayed_beds_treated": (
        "Beds occupied on an average day by people whose discharge is delayed, by health board of treatment",
        "beds",
    ),
}


def load(extract: Extract, context: Context) -> Loaded:
    """delayed_bed_days_treated and delayed_beds_treated for boards of treatment and Scotland, by age and reason.

    From September 2025 the publisher gives boards for all ages and reasons together only.
    """
    cells = read_cells(extract, context, "HBT", ("health_board", "scotland"))
    require_parts(extract, cells)
    boards = context.geography.codes("health_board")
    return Loaded(
        bed_facts(cells, "delayed_bed_days_treated", "delayed_beds_treated"),
        [*average_notes(SOURCE, cells), *absence_notes(SOURCE, cells, boards)],
    )
