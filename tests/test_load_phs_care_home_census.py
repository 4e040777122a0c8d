"""Care Home Census: places and residents on 31 March."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from etl import geography
from etl.extract import Extract, read
from etl.faults import sentences
from etl.loaders import layouts, loaders, recognise
from etl.loaders.base import Context, Loaded
from etl.loaders.phs_care_home_census import load
from ijb.paths import EXTRACTS, REFERENCE

CONTEXT = Context(geography.read(REFERENCE), date(2026, 9, 1))
HEADER = (
    "Date,CA,MainClientGroup,Sector,PercentageOccupancy,PercentageOccupancyQF,RegisteredPlaces,"
    "RegisteredPlacesQF,Residents,ResidentsQF,LongStayResidents,LongStayResidentsQF\n"
)
ALL = "20230331,S12000033,All Adults,All Sectors,91,,1715,,1565,,1493,\n"
OLDER = "20230331,S12000033,Older People Aged 65 and Older,All Sectors,92,,1400,,1282,,1239,\n"
OLDER_PEOPLE = "client_group=older_people"


@pytest.fixture(scope="module")
def held() -> tuple[Extract, Loaded]:
    extract = read(EXTRACTS / "capacity/care_home_census.csv", "care_home_census.csv")
    return extract, load(extract, CONTEXT)


def supplied(tmp_path: Path, rows: str, header: str = HEADER) -> tuple[Extract, Loaded]:
    path = tmp_path / "census.csv"
    path.write_text(header + rows, encoding="utf-8")
    extract = read(path, path.name)
    return extract, load(extract, CONTEXT)


def cell(loaded: Loaded, quantity: str, area: str, year: int, breakdown: str = "") -> pd.Series:
    facts = loaded.facts
    rows = facts[
        (facts["quantity"] == quantity)
        & (facts["area_code"] == area)
        & (facts["period_start"] == date(year, 3, 31))
        & (facts["breakdown"] == breakdown)
    ]
    assert len(rows) == 1
    return rows.iloc[0]


def test_the_supplied_file_has_no_fault_and_every_area_date_and_group(held):
    extract, loaded = held
    assert extract.faults == []
    assert len(loaded.facts) == 3 * 14 * 33 * 2
    assert (loaded.facts["period_start"] == loaded.facts["period_end"]).all()


@pytest.mark.parametrize(
    ("quantity", "area", "year", "breakdown", "value"),
    [
        ("care_home_places", "S12000033", 2023, "", 1715),
        ("care_home_places", "S12000033", 2023, OLDER_PEOPLE, 1400),
        ("care_home_residents", "S12000033", 2023, OLDER_PEOPLE, 1282),
        ("care_home_residents_longstay_census", "S12000033", 2023, "", 1493),
        ("care_home_places", "S92000003", 2023, "", 40502),
        ("care_home_residents", "S92000003", 2023, OLDER_PEOPLE, 31459),
    ],
)
def test_figures_are_as_published(held, quantity, area, year, breakdown, value):
    found = cell(held[1], quantity, area, year, breakdown)
    assert (found["value"], found["status"]) == (value, "published")


def test_more_residents_than_places_is_real_in_shetland_in_2017(held):
    loaded = held[1]
    assert cell(loaded, "care_home_places", "S12000027", 2017, OLDER_PEOPLE)["value"] == 149
    assert cell(loaded, "care_home_residents", "S12000027", 2017, OLDER_PEOPLE)["value"] == 151


def test_2020_was_not_collected(held):
    facts = held[1].facts
    rows = facts[facts["period_start"] == date(2020, 3, 31)]
    assert len(rows) == 198
    assert set(rows["status"]) == {"not_collected"}
    assert rows["value"].isna().all()
    assert [note.text for note in held[1].notes] == ["No figures were collected at 31 Mar 2020."]


def test_suppressed_long_stay_residents_have_no_value(held):
    found = cell(held[1], "care_home_residents_longstay_census", "S12000005", 2023)
    assert pd.isna(found["value"])
    assert found["status"] == "suppressed"
    assert (held[1].facts["status"] == "suppressed").sum() == 12


def test_a_year_left_out_is_noted(tmp_path):
    earlier = ALL.replace("20230331", "20210331") + OLDER.replace("20230331", "20210331")
    _, loaded = supplied(tmp_path, earlier + ALL + OLDER)
    assert "No figures were collected at 31 Mar 2022." in [note.text for note in loaded.notes]


def test_an_occupancy_that_the_counts_do_not_make_is_noted(tmp_path):
    extract, loaded = supplied(tmp_path, ALL.replace(",91,", ",95,"))
    assert extract.faults == []
    assert [note.text for note in loaded.notes if note.area_code == "S12000033"] == [
        "Occupancy is given as 95 per cent, but 1,565 residents in 1,715 places make 91.3; the counts are used."
    ]


def test_an_occupancy_within_a_point_is_not_noted(tmp_path):
    _, loaded = supplied(tmp_path, ALL.replace(",91,", ",92,"))
    assert [note for note in loaded.notes if note.area_code == "S12000033"] == []


def test_an_absent_council_is_noted(tmp_path):
    _, loaded = supplied(tmp_path, ALL)
    angus = [note.text for note in loaded.notes if note.area_code == "S12000041"]
    assert angus == ["No row for this area (All Adults) in 31 Mar 2023."]


def test_other_sectors_and_client_groups_are_left_out(tmp_path):
    parts = ALL.replace("All Sectors", "Private Sector") + ALL.replace("All Adults", "Learning Disabilities")
    extract, loaded = supplied(tmp_path, ALL + parts)
    assert extract.faults == []
    assert len(loaded.facts) == 3


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (ALL.replace("1715", "many"), "line 2, column RegisteredPlaces: found 'many'; expected a number."),
        (ALL.replace("1565", ""), "line 2, column Residents: found nothing; expected a number."),
        (
            ALL.replace("S12000033", "S12009999"),
            "line 2, column CA: found 'S12009999'; expected the name or code of a council or Scotland.",
        ),
        (ALL.replace("20230331", "20231331"), "column Date: found '20231331'; expected a date"),
        (ALL.replace("20230331", "20270331"), "expected a period that has begun by 1 September 2026."),
        (
            ALL + ALL,
            "line 3: expected one row a date, council and client group, but line 2 gives the same one.",
        ),
        (
            ALL.replace("1493", "1600"),
            "column LongStayResidents: found '1600'; expected no more than the residents.",
        ),
        (
            ALL + OLDER.replace("1400", "1800"),
            "line 3, column RegisteredPlaces: found '1800'; expected no more than the 1715 of all adults.",
        ),
        (ALL.replace("1493,", ",x"), "column LongStayResidentsQF: found 'x'; expected one of ''"),
        (ALL.replace("All Sectors", "Private"), "expected rows whose Sector is 'All Sectors'"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, rows, fault):
    extract, _ = supplied(tmp_path, rows)
    assert any(fault in sentence for sentence in sentences(extract.faults))


def test_a_misspelt_column_is_named(tmp_path):
    path = tmp_path / "census.csv"
    path.write_text(HEADER.replace("RegisteredPlaces,", "Registered Places,") + ALL, encoding="utf-8")
    extract = read(path, path.name)
    assert recognise(extract, loaders()) is None
    assert "expected a column 'RegisteredPlaces'" in " ".join(sentences(extract.faults))


def test_its_header_is_known_as_this_source(held):
    module = recognise(held[0], loaders())
    assert module.SOURCE == "phs_care_home_census"
    assert set(held[0].columns) <= set(layouts(module)[0].required + layouts(module)[0].optional)
