"""Community Planning Outcomes Profile: two published rates of hospital use."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl import geography
from etl.extract import Extract, read
from etl.faults import sentences
from etl.loaders import loaders, recognise
from etl.loaders.base import Context, Loaded
from etl.loaders.cpop import load
from ijb.paths import EXTRACTS, REFERENCE

CONTEXT = Context(geography.read(REFERENCE), date(2026, 9, 1))
FILE = "emergency_admissions_65plus_and_ae_attendances.csv"
HEADER = "LocalAuthority,Indicator,Year,RatePer100000\n"
ROW = "Moray,Emergency Admissions,2021/22,19000.5\n"
ADMISSIONS = "emergency_admissions_65plus_published"
ATTENDANCES = "ae_attendances_published"


@pytest.fixture(scope="module")
def held() -> tuple[Extract, Loaded]:
    extract = read(EXTRACTS / "capacity" / FILE, FILE)
    return extract, load(extract, CONTEXT)


def supplied(tmp_path: Path, rows: str) -> tuple[Extract, Loaded]:
    path = tmp_path / "cpop.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    extract = read(path, path.name)
    return extract, load(extract, CONTEXT)


def test_the_supplied_file_has_no_fault_or_note_and_twelve_years(held):
    extract, loaded = held
    assert extract.faults == []
    assert loaded.notes == []
    assert len(loaded.facts) == 2 * 33 * 12
    assert loaded.facts["period_start"].min() == date(2010, 4, 1)
    assert loaded.facts["period_end"].max() == date(2022, 3, 31)
    assert set(loaded.facts["status"]) == {"published"}


@pytest.mark.parametrize(
    ("quantity", "area", "first_year", "value"),
    [
        (ADMISSIONS, "S12000033", 2010, 25459.6048024011),
        (ADMISSIONS, "S12000036", 2021, 22008.6863442302),  # "Edinburgh, City of"
        (ATTENDANCES, "S12000013", 2015, 22670.85334318434),  # "Eilean Siar"
        (ATTENDANCES, "S92000003", 2021, 23584.6457052136),
    ],
)
def test_rates_are_as_published(held, quantity, area, first_year, value):
    facts = held[1].facts
    rows = facts[
        (facts["quantity"] == quantity)
        & (facts["area_code"] == area)
        & (facts["period_start"] == date(first_year, 4, 1))
    ]
    assert rows["value"].tolist() == [pytest.approx(value)]


def test_an_absent_council_is_noted(tmp_path):
    extract, loaded = supplied(tmp_path, ROW)
    assert extract.faults == []
    assert len(loaded.notes) == 31
    assert loaded.notes[0].text == "No row for this area (Emergency Admissions) in 2021/22."


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (ROW.replace("19000.5", "n/a"), "line 2, column RatePer100000: found 'n/a'; expected a number."),
        (ROW.replace("19000.5", "-1"), "column RatePer100000: found '-1'; expected a number of 0 or more."),
        (ROW.replace("Moray", "Murray"), "column LocalAuthority: found 'Murray'; expected the name or code"),
        (ROW.replace("2021/22", "2021/23"), "column Year: found '2021/23'; expected a financial year"),
        (ROW.replace("2021/22", "2027/28"), "expected a period that has begun by 1 September 2026."),
        (ROW.replace("Emergency Admissions", "Deaths"), "column Indicator: found 'Deaths'; expected one of"),
        (
            ROW + ROW,
            "line 3: expected one row a year, council and indicator, but line 2 gives the same one.",
        ),
    ],
)
def test_what_is_wrong_is_said(tmp_path, rows, fault):
    extract, _ = supplied(tmp_path, rows)
    assert any(fault in sentence for sentence in sentences(extract.faults))


def test_its_header_is_known_as_this_source(held):
    assert recognise(held[0], loaders()).SOURCE == "cpop"


def test_a_misspelt_column_is_named(tmp_path):
    path = tmp_path / "cpop.csv"
    path.write_text(HEADER.replace("RatePer100000", "Rate per 100000") + ROW, encoding="utf-8")
    extract = read(path, path.name)
    assert recognise(extract, loaders()) is None
    assert "expected a column 'RatePer100000'" in " ".join(sentences(extract.faults))
