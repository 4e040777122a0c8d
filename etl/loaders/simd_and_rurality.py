"""Deprivation (SIMD 2020) and rurality (Urban Rural Classification 2016): shares of people by area."""

from __future__ import annotations

from datetime import date

import pandas as pd

from etl.absences import absence_notes
from etl.extract import Extract
from etl.faults import Note
from etl.geography import SCOTLAND, Geography
from etl.loaders.base import Context, Layout, Loaded, facts

SOURCE = "simd_and_rurality"
LAYOUT = Layout(
    required=("area_type", "area_code", "pop_mid2021_dz", "simd2020_q1_pop_share", "ur_Rural areas"),
    optional=(
        "area_name",
        "datazones",
        "simd2020_q1_dz_share",
        "ur_Large urban areas",
        "ur_Small towns",
        "ur_Other urban areas",
    ),
)
QUANTITIES = {
    "people_in_most_deprived_fifth": ("People in Scotland's most deprived fifth of data zones (SIMD 2020)", "people"),
    "people_in_rural_areas": ("People in rural areas (Urban Rural Classification 2016)", "people"),
    "people_in_data_zones": ("People in the area's data zones, mid-2021", "people"),
}
SHARES = {"people_in_most_deprived_fifth": "simd2020_q1_pop_share", "people_in_rural_areas": "ur_Rural areas"}
LEVELS = {"HSCP": "ijb", "Council area": "council", "Country": "scotland"}
MID_2021 = date(2021, 6, 30)
# Shares are given to four places, so two councils' together may be this far from their partnership's.
ROUNDING = 0.0001


def load(extract: Extract, context: Context) -> Loaded:
    """QUANTITIES for councils and Scotland at 30 June 2021; people are the published share × population.

    Partnership rows are not loaded: each is its councils over again, and is only compared with them.
    """
    cells = _read(extract, context)
    extract.unique(cells[["area_code"]], "an area")
    cells = cells.dropna().assign(period_start=MID_2021, period_end=MID_2021)
    for quantity, share in SHARES.items():
        cells[quantity] = cells[share] * cells["people_in_data_zones"]
    kept = cells[cells["level"] != "ijb"]
    loaded = [
        facts(
            quantity, kept["area_code"], kept, kept[quantity], status="derived" if quantity in SHARES else "published"
        )
        for quantity in QUANTITIES
    ]
    expected = [*context.geography.codes("council"), SCOTLAND]
    return Loaded(
        pd.concat(loaded, ignore_index=True),
        [*absence_notes(SOURCE, kept, expected), *_partnership_notes(cells, context.geography)],
    )


def _read(extract: Extract, context: Context) -> pd.DataFrame:
    """One row an area: level, area_code, people_in_data_zones and the two shares, 0 to 1."""
    area = extract.area("area_code", context.geography, tuple(LEVELS.values()))
    level = extract.choice("area_type", LEVELS)
    areas = context.geography.areas
    level_of = dict(zip(areas["code"], areas["level"]))
    other = area.notna() & level.notna() & (area.map(level_of) != level)
    extract.fault_rows(other, "area_code", "expected an area of the kind that area_type says")
    shares = {column: extract.number(column, high=1) for column in SHARES.values()}
    people = extract.number("pop_mid2021_dz", whole=True)
    return pd.DataFrame({"level": level, "area_code": area, "people_in_data_zones": people, **shares})


def _partnership_notes(cells: pd.DataFrame, geography: Geography) -> list[Note]:
    """A note for each partnership whose shares or people are not those of its councils together."""
    columns = ["people_in_data_zones", *SHARES]
    councils = cells[cells["level"] == "council"]
    summed = councils.groupby(councils["area_code"].map(geography.council_to_ijb()))[columns].sum()
    notes = []
    for row in cells[cells["level"] == "ijb"].to_dict("records"):
        if row["area_code"] not in summed.index:
            continue
        both = summed.loc[row["area_code"]]
        people = both["people_in_data_zones"]
        apart = [
            share
            for quantity, share in SHARES.items()
            if people and abs(both[quantity] / people - row[share]) > ROUNDING
        ]
        if people != row["people_in_data_zones"]:
            apart.append("pop_mid2021_dz")
        if apart:
            notes.append(
                Note(
                    SOURCE,
                    "warning",
                    row["area_code"],
                    "",
                    f"The partnership's {' and '.join(apart)} is not that of its councils "
                    "together; the councils' is used.",
                )
            )
    return notes
