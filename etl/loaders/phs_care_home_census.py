"""Public Health Scotland, Care Home Census for Adults: places and residents on 31 March (open data)."""

from __future__ import annotations

import pandas as pd

from etl.absences import absence_notes
from etl.extract import Extract, day
from etl.faults import Note
from etl.loaders.base import UNVALUED, Context, Layout, Loaded, facts
from ijb import periods

SOURCE = "phs_care_home_census"
FIGURES = {
    "RegisteredPlaces": "care_home_places",
    "Residents": "care_home_residents",
    "LongStayResidents": "care_home_residents_longstay_census",
}
OCCUPANCY = "PercentageOccupancy"
LAYOUT = Layout(
    required=("Date", "CA", "MainClientGroup", "Sector", OCCUPANCY, *FIGURES),
    optional=(
        "CAQF",
        "MainClientGroupQF",
        "SectorQF",
        f"{OCCUPANCY}QF",
        *(f"{figure}QF" for figure in FIGURES),
    ),
)
QUANTITIES = {
    "care_home_places": ("Registered places in care homes for adults, on 31 March", "places"),
    "care_home_residents": ("Residents of care homes for adults, on 31 March", "people"),
    "care_home_residents_longstay_census": (
        "Long-stay residents of care homes for adults, on 31 March",
        "people",
    ),
}
SECTORS = ("All Sectors",)
CLIENT_GROUPS = {"All Adults": "", "Older People Aged 65 and Older": "client_group=older_people"}
FLAGS = {
    "": "published",
    "d": "derived",
    "p": "provisional",
    "r": "published",
    "e": "estimated",
    "c": "suppressed",
    ":": "not_collected",
    "z": "not_applicable",
}


def load(extract: Extract, context: Context) -> Loaded:
    """Places, residents and long-stay residents, for councils and Scotland.

    Breakdowns: '' is homes for all adults, client_group=older_people homes mainly for people aged 65 or over.
    """
    cells = read_cells(extract, context)
    loaded = [
        facts(quantity, cells["area_code"], cells, cells[figure], cells["breakdown"], cells[f"{figure}_status"])
        for figure, quantity in FIGURES.items()
    ]
    councils = context.geography.codes("council")
    absences = absence_notes(SOURCE, cells, councils, "breakdown", CLIENT_GROUPS)
    return Loaded(pd.concat(loaded, ignore_index=True), [*absences, *gap_notes(cells), *occupancy_notes(cells)])


def read_cells(extract: Extract, context: Context) -> pd.DataFrame:
    """One row a census date, area and client group.

    line, area_code, period_start, period_end, breakdown, the three figures and the published occupancy (per
    cent) under their names in the file, and the status of each (its name + _status). Other sectors and client
    groups are parts of these rows and are left out.
    """
    frame = extract.frame
    wanted = frame["Sector"].isin(SECTORS) & frame["MainClientGroup"].isin(list(CLIENT_GROUPS))
    if not wanted.any():
        extract.fault(
            f"expected rows whose Sector is {SECTORS[0]!r} and whose MainClientGroup is one of "
            + ", ".join(repr(group) for group in CLIENT_GROUPS)
        )
    part = extract.keep(wanted)
    cells = part.period("Date", day, context.today)
    area = part.area("CA", context.geography, ("council", "scotland"))
    cells = cells.assign(
        line=part.frame["line"], area_code=area, breakdown=part.choice("MainClientGroup", CLIENT_GROUPS)
    )
    for column in (*FIGURES, OCCUPANCY):
        status = _status(part, column)
        cells[column] = part.number(column, blank=status.isin(UNVALUED))
        cells[f"{column}_status"] = status
    part.unique(cells[["period_start", "area_code", "breakdown"]], "a date, council and client group")
    require_within(part, cells)
    require_occupancy(part, cells)
    return cells.dropna(subset=["period_start", "area_code", "breakdown"])


def _status(extract: Extract, column: str) -> pd.Series:
    flag = f"{column}QF"
    if flag not in extract.columns:
        return pd.Series("published", index=extract.frame.index)
    return extract.choice(flag, FLAGS).fillna("not_collected")


def require_within(extract: Extract, cells: pd.DataFrame) -> None:
    """Long-stay residents are some of the residents, and older people's homes some of all homes for adults.

    Residents may be more than places: a home may be over-full on the day.
    """
    extract.fault_rows(
        cells["LongStayResidents"] > cells["Residents"],
        "LongStayResidents",
        "expected no more than the residents",
    )
    keys = ["period_start", "area_code"]
    everyone = cells[cells["breakdown"] == ""].drop_duplicates(keys)
    older = cells.loc[cells["breakdown"] != "", ["line", *keys, *FIGURES]]
    older = older.merge(everyone, on=keys, suffixes=("", "_all"))
    for figure in FIGURES:
        for row in older[older[figure] > older[f"{figure}_all"]].to_dict("records"):
            extract.fault(
                f"expected no more than the {row[f'{figure}_all']:g} of all adults",
                line=int(row["line"]),
                column=figure,
                value=f"{row[figure]:g}",
            )


def require_occupancy(extract: Extract, cells: pd.DataFrame) -> None:
    """Record a fault for each row whose published occupancy is that of places over residents, not the other way."""
    apart = occupancy_apart(cells)
    turned = apart["RegisteredPlaces"] * 100 / apart["Residents"].where(apart["Residents"] > 0)
    for row in apart[(turned.round() - apart[OCCUPANCY]).abs() <= 1].to_dict("records"):
        extract.fault(
            f"expected the {row['worked']:.1f} per cent that Residents in RegisteredPlaces make; the two look swapped",
            line=int(row["line"]),
            column=OCCUPANCY,
            value=f"{row[OCCUPANCY]:g}",
        )


def gap_notes(cells: pd.DataFrame) -> list[Note]:
    """A note for each 31 March between the first and the last at which no figure was collected."""
    collected = set(cells.loc[cells["RegisteredPlaces_status"] != "not_collected", "period_start"])
    if not collected:
        return []
    first, last = min(collected), max(collected)
    dates = [first.replace(year=year) for year in range(first.year, last.year + 1)]
    labels = [periods.label(date, date) for date in dates if date not in collected]
    return [Note(SOURCE, "info", "", label, f"No figures were collected at {label}.") for label in labels]


def occupancy_notes(cells: pd.DataFrame) -> list[Note]:
    """A warning where residents over places is more than one point from the published per cent."""
    return [
        Note(
            SOURCE,
            "warning",
            row["area_code"],
            periods.label(row["period_start"], row["period_end"]),
            f"Occupancy is given as {row[OCCUPANCY]:g} per cent, but {row['Residents']:,.0f} residents "
            f"in {row['RegisteredPlaces']:,.0f} places make {row['worked']:.1f}; the counts are used.",
        )
        for row in occupancy_apart(cells).to_dict("records")
    ]


def occupancy_apart(cells: pd.DataFrame) -> pd.DataFrame:
    """The rows that occupancy_notes is about, with the per cent `worked` from the counts."""
    worked = cells["Residents"] * 100 / cells["RegisteredPlaces"].where(cells["RegisteredPlaces"] > 0)
    return cells.assign(worked=worked)[(worked.round() - cells[OCCUPANCY]).abs() > 1]
