"""Care Inspectorate: services, grades and places, counted by council."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from etl import geography
from etl.extract import Extract, read
from etl.faults import sentences
from etl.loaders import loaders, recognise
from etl.loaders.base import Context, Loaded
from etl.loaders.care_inspectorate import load
from ijb.paths import EXTRACTS, REFERENCE

CONTEXT = Context(geography.read(REFERENCE), date(2026, 9, 1))
FILE = "care_inspectorate_adult_services_monthly.csv.gz"
HEADER = (
    "snapshot,council_area,care_service,subtype,sector,services,services_with_places,registered_places,"
    "total_beds,staff_reported,services_with_staff,graded,min_grade_1_2,min_grade_3,min_grade_4plus,"
    "min_grade_5plus\n"
)
HOMES = "2024-02-29,Fife,Care Home Service,Older People,Private,7,7,300.0,290.0,400.5,7,6,1,2,3,1\n"
AT_HOME = "2024-02-29,Fife,Support Service,Care at Home,Voluntary or Not for Profit,2,0,0.0,0.0,9.0,2,2,0,0,2,0\n"
ORKNEY = "S12000023"
FEBRUARY_2024 = date(2024, 2, 29)
OLDER_HOMES = "client_group=older_people|service=care_home"


@pytest.fixture(scope="module")
def held() -> tuple[Extract, Loaded]:
    extract = read(EXTRACTS / "capacity" / FILE, FILE)
    return extract, load(extract, CONTEXT)


def supplied(tmp_path: Path, rows: str) -> tuple[Extract, Loaded]:
    path = tmp_path / "services.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    extract = read(path, path.name)
    return extract, load(extract, CONTEXT)


def at(loaded: Loaded, quantity: str, day: date = FEBRUARY_2024) -> pd.DataFrame:
    facts = loaded.facts
    return facts[(facts["quantity"] == quantity) & (facts["period_start"] == day)]


def value(loaded: Loaded, quantity: str, area: str, breakdown: str) -> float:
    rows = at(loaded, quantity)
    rows = rows[(rows["area_code"] == area) & (rows["breakdown"] == breakdown)]
    assert len(rows) == 1
    return rows["value"].iloc[0]


def test_the_supplied_file_has_no_fault_and_every_council_at_every_snapshot(held):
    extract, loaded = held
    assert extract.faults == []
    totals = loaded.facts[(loaded.facts["quantity"] == "services") & (loaded.facts["breakdown"] == "")]
    assert len(totals) == 112 * 32
    assert totals["period_start"].min() == date(2016, 3, 31)
    assert totals["period_start"].max() == date(2026, 5, 31)
    assert set(totals["area_code"]) == set(CONTEXT.geography.codes("council"))


def test_care_homes_for_adults_at_29_february_2024(held):
    services = at(held[1], "services")
    assert services.loc[services["breakdown"] == "service=care_home", "value"].sum() == 1021
    assert services.loc[services["breakdown"] == OLDER_HOMES, "value"].sum() == 775


@pytest.mark.parametrize(
    ("quantity", "breakdown", "expected"),
    [
        ("services", "", 35),
        ("services", "service=care_home", 5),
        ("services", "service=care_at_home", 10),
        ("services", "service=support_service", 5),
        ("services", "service=housing_support", 14),
        ("services", "service=adult_placement", 1),
        ("services", "service=nurse_agency", 0),
        ("services", "sector=local_authority", 25),
        ("services", "sector=private", 4),
        ("services", "sector=voluntary", 6),
        ("services", "sector=health_board", 0),
        ("services", OLDER_HOMES, 3),
        ("services_graded", "", 35),
        ("services_graded_good", "", 23),
        ("services_graded_good", "service=housing_support", 9),
        ("registered_places", "", 1660),
        ("registered_places", OLDER_HOMES, 109),
        ("services_with_places", "", 34),
    ],
)
def test_orkney_at_29_february_2024_added_up_by_hand(held, quantity, breakdown, expected):
    assert value(held[1], quantity, ORKNEY, breakdown) == expected


@pytest.mark.parametrize("kind", ["service=", "sector="])
def test_parts_add_to_the_total_everywhere(held, kind):
    facts = held[1].facts[held[1].facts["quantity"] != "registered_places"]
    keys = ["quantity", "area_code", "period_start"]
    total = facts[facts["breakdown"] == ""].set_index(keys)["value"]
    parts = facts[facts["breakdown"].str.startswith(kind)].groupby(keys)["value"].sum()
    assert (parts.sort_index() == total.sort_index()).all()


def test_places_are_not_known_where_no_service_gives_them(held):
    rows = at(held[1], "registered_places")
    orkney = rows[(rows["area_code"] == ORKNEY) & (rows["breakdown"] == "service=adult_placement")].iloc[0]
    assert pd.isna(orkney["value"])
    assert (orkney["status"], orkney["note"]) == (
        "not_collected",
        "None of the services gives a number of places.",
    )


def test_notes_say_which_snapshots_are_missing_or_early(held):
    assert [note.text for note in held[1].notes] == [
        "No snapshot is held for Apr 2016 to Feb 2017.",
        "The March 2021 snapshot was taken on 22 Mar 2021, not at the end of the month.",
    ]


def test_a_council_held_has_zeros_and_a_council_absent_has_a_note(tmp_path):
    extract, loaded = supplied(tmp_path, HOMES + AT_HOME)
    assert extract.faults == []
    assert set(loaded.facts["area_code"]) == {"S12000047"}
    assert value(loaded, "services", "S12000047", "") == 9
    assert value(loaded, "services", "S12000047", "service=nurse_agency") == 0
    assert value(loaded, "services_graded", "S12000047", "service=care_home") == 6
    assert len([note for note in loaded.notes if note.text == "No row for this area in 29 Feb 2024."]) == 31


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (
            HOMES.replace("300.0", "lots"),
            "line 2, column registered_places: found 'lots'; expected a number.",
        ),
        (
            HOMES.replace("Fife", "Fyfe"),
            "line 2, column council_area: found 'Fyfe'; expected the name or code",
        ),
        (HOMES.replace("2024-02-29", "2024-02-30"), "column snapshot: found '2024-02-30'; expected a date"),
        (HOMES.replace("2024-02-29", "2026-09-30"), "expected a period that has begun by 1 September 2026."),
        (
            HOMES + HOMES,
            "line 3: expected one row a snapshot, council, service, subtype and sector, but line 2",
        ),
        (HOMES.replace("7,6,1", "7,5,1"), "column graded: found '5'; expected the sum of min_grade_1_2"),
        (
            HOMES.replace("Private,7", "Private,5"),
            "column graded: found '6'; expected no more than the services.",
        ),
        (AT_HOME.replace("2,0,0.0", "2,0,5.0"), "expected 0 places where services_with_places is 0."),
        (
            HOMES.replace("Older People", "Older people"),
            "column subtype: found 'Older people'; expected one of ''",
        ),
        (
            HOMES.replace("Care Home Service", "Care Home"),
            "column care_service: found 'Care Home'; expected one of",
        ),
        (
            HOMES.replace("Private", "Charity"),
            "column sector: found 'Charity'; expected one of 'Local Authority'",
        ),
    ],
)
def test_what_is_wrong_is_said(tmp_path, rows, fault):
    extract, _ = supplied(tmp_path, rows)
    assert any(fault in sentence for sentence in sentences(extract.faults))


def test_its_header_is_known_as_this_source(held):
    assert recognise(held[0], loaders()).SOURCE == "care_inspectorate"


def test_a_misspelt_column_is_named(tmp_path):
    path = tmp_path / "services.csv"
    path.write_text(HEADER.replace("council_area", "council") + HOMES, encoding="utf-8")
    extract = read(path, path.name)
    assert recognise(extract, loaders()) is None
    assert "expected a column 'council_area'" in " ".join(sentences(extract.faults))
