"""Care Inspectorate datastore: registered adult care services, counted by council at monthly snapshots."""

from __future__ import annotations

import pandas as pd

from etl.absences import absence_notes
from etl.extract import Extract, day
from etl.faults import Note
from etl.loaders.base import Context, Layout, Loaded, facts
from ijb import periods

SOURCE = "care_inspectorate"
BEST = "min_grade_5plus"
GRADES = ("min_grade_1_2", "min_grade_3", "min_grade_4plus")
COUNTS = {
    "services": "services",
    "graded": "services_graded",
    "min_grade_4plus": "services_graded_good",
    "registered_places": "registered_places",
    "services_with_places": "services_with_places",
}
LAYOUT = Layout(
    required=(
        "snapshot",
        "council_area",
        "care_service",
        "subtype",
        "sector",
        "services",
        "services_with_places",
        "registered_places",
        "graded",
        *GRADES,
    ),
    optional=("total_beds", "staff_reported", "services_with_staff", BEST),
)
QUANTITIES = {
    "services": ("Registered adult care services", "services"),
    "services_graded": ("Registered adult care services with grades", "services"),
    "services_graded_good": (
        "Registered adult care services whose lowest grade is good (4) or better",
        "services",
    ),
    "registered_places": ("Registered places in adult care services that give a number of places", "places"),
    "services_with_places": ("Registered adult care services that give a number of places", "services"),
}
SERVICES = {
    "Care Home Service": "service=care_home",
    "Support Service": "service=support_service",
    "Housing Support Service": "service=housing_support",
    "Adult Placement Service": "service=adult_placement",
    "Nurse Agency": "service=nurse_agency",
}
CARE_AT_HOME = "service=care_at_home"
OLDER_CARE_HOMES = "client_group=older_people|service=care_home"
SUBTYPES = {
    subtype: subtype
    for subtype in (
        "",
        "Care at Home",
        "Other than Care at Home",
        "Other Support Service",
        "Adult Daycare",
        "Older People",
        "Learning Disabilities",
        "Mental Health Problems",
        "Physical and Sensory Impairment",
        "Respite Care and Short Breaks",
        "Alcohol and Drugs Rehabilitation",
        "Blood Borne Virus",
        "Adult Placement Continuing Care",
        "Adult Placement (not continuing care)",
    )
}
SECTORS = {
    "Local Authority": "sector=local_authority",
    "Private": "sector=private",
    "Voluntary or Not for Profit": "sector=voluntary",
    "Health Board": "sector=health_board",
}
BREAKDOWNS = ["", *SERVICES.values(), CARE_AT_HOME, OLDER_CARE_HOMES, *SECTORS.values()]
KEYS = ["area_code", "period_start", "period_end"]
NO_PLACES = "None of the services gives a number of places."


def load(extract: Extract, context: Context) -> Loaded:
    """Services, those graded, those graded good, and registered places, for councils.

    Breakdowns: '', each service, each sector, and older people's care homes; services add to '', and so do
    sectors. A council with any service at a snapshot has a row for every breakdown, 0 where it has no such
    service, so that sums over councils are complete. The file has no row for Scotland.
    """
    cells = read_cells(extract, context)
    if cells.empty:
        return Loaded()
    sums = with_zeros(
        pd.concat([parts.groupby([*KEYS, "breakdown"])[list(COUNTS)].sum() for parts in breakdowns(cells)])
    )
    unstated = (sums["services"] > 0) & (sums["services_with_places"] == 0)
    status = {"registered_places": unstated.map({True: "not_collected", False: "published"})}
    note = {"registered_places": unstated.map({True: NO_PLACES, False: ""})}
    loaded = [
        facts(
            quantity,
            sums["area_code"],
            sums,
            sums[column],
            sums["breakdown"],
            status.get(quantity, "published"),
            note.get(quantity, ""),
        )
        for column, quantity in COUNTS.items()
    ]
    absences = absence_notes(SOURCE, cells, context.geography.codes("council"))
    return Loaded(pd.concat(loaded, ignore_index=True), [*absences, *snapshot_notes(cells)])


def read_cells(extract: Extract, context: Context) -> pd.DataFrame:
    """One row of the file: area_code, period_start, period_end, service, sector, older, the counts."""
    cells = extract.period("snapshot", day, context.today)
    service = extract.choice("care_service", SERVICES)
    subtype = extract.choice("subtype", SUBTYPES)
    at_home = (service == "service=support_service") & (subtype == "Care at Home")
    cells = cells.assign(
        area_code=extract.area("council_area", context.geography, ("council",)),
        service=service.mask(at_home, CARE_AT_HOME),
        subtype=subtype,
        sector=extract.choice("sector", SECTORS),
        older=(service == "service=care_home") & (subtype == "Older People"),
        **{column: extract.number(column) for column in {*COUNTS, *GRADES}},
    )
    require_consistent(extract, cells)
    extract.unique(
        cells[["period_start", "area_code", "subtype", "sector"]].assign(service=service),
        "a snapshot, council, service, subtype and sector",
    )
    return cells.dropna()


def require_consistent(extract: Extract, cells: pd.DataFrame) -> None:
    """Grades add up to the graded services; those, and services with places, are some of the services."""
    graded = cells[list(GRADES)].sum(axis=1, skipna=False)
    extract.fault_rows((graded - cells["graded"]).abs() > 0, "graded", f"expected the sum of {', '.join(GRADES)}")
    for column in ("graded", "services_with_places"):
        extract.fault_rows(cells[column] > cells["services"], column, "expected no more than the services")
    if BEST in extract.columns:
        above = extract.number(BEST) > cells["min_grade_4plus"]
        extract.fault_rows(above, BEST, "expected no more than min_grade_4plus, of which these are some")
    extract.fault_rows(
        (cells["registered_places"] > 0) & (cells["services_with_places"] == 0),
        "registered_places",
        "expected 0 places where services_with_places is 0",
    )


def breakdowns(cells: pd.DataFrame) -> list[pd.DataFrame]:
    """The cells once for each way in which they are counted, with `breakdown`."""
    return [
        cells.assign(breakdown=""),
        cells.assign(breakdown=cells["service"]),
        cells.assign(breakdown=cells["sector"]),
        cells[cells["older"]].assign(breakdown=OLDER_CARE_HOMES),
    ]


def with_zeros(sums: pd.DataFrame) -> pd.DataFrame:
    """Sums by KEYS and breakdown, with zeros for each breakdown that a council held does not have."""
    held = sums.reset_index()
    areas = held.loc[held["breakdown"] == "", KEYS]
    every = areas.merge(pd.DataFrame({"breakdown": BREAKDOWNS}), how="cross")
    return every.merge(held, how="left", on=[*KEYS, "breakdown"]).fillna(dict.fromkeys(COUNTS, 0))


def snapshot_notes(cells: pd.DataFrame) -> list[Note]:
    """A note for each run of months without a snapshot, and for each snapshot not at the end of its month."""
    days = sorted(set(cells["period_start"]))
    months = [pd.Period(day, freq="M") for day in days]
    notes = []
    for before, after in zip(months, months[1:]):
        first, last = f"{before + 1:%b %Y}", f"{after - 1:%b %Y}"
        if after > before + 1:
            run = first if first == last else f"{first} to {last}"
            notes.append(Note(SOURCE, "info", "", run, f"No snapshot is held for {run}."))
    for taken, month in zip(days, months):
        if taken.day != month.days_in_month:
            label = periods.label(taken, taken)
            notes.append(
                Note(
                    SOURCE,
                    "info",
                    "",
                    label,
                    f"The {month:%B %Y} snapshot was taken on {label}, not at the end of the month.",
                )
            )
    return notes
