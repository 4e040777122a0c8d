"""People supported by social care: two bases, and Scotland repeated beside every council."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl import geography
from etl.extract import Extract, read
from etl.faults import sentences
from etl.loaders import loaders, recognise
from etl.loaders.base import Context, Loaded
from etl.loaders.phs_people_supported import load
from ijb.paths import EXTRACTS, REFERENCE

CONTEXT = Context(geography.read(REFERENCE), date(2026, 9, 1))
FILE = "phs_people_supported_trend.csv"
HEADER = "financial_year,sending_location,measure,nclient,rate,scotland_rate,scotland_nclient\n"
RATE = '"Rate per 1,000 Population"'
SCOTLAND_ROW = f"2021/22,Scotland (Estimated),{RATE},235995,43.1,43.1,235995\n"
ROW = f"2021/22,Fife,{RATE},16230,43.4,43.1,235995\n"


@pytest.fixture(scope="module")
def held() -> tuple[Extract, Loaded]:
    extract = read(EXTRACTS / "unmet_need" / FILE, FILE)
    return extract, load(extract, CONTEXT)


def supplied(tmp_path: Path, rows: str) -> tuple[Extract, Loaded]:
    path = tmp_path / "people.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    extract = read(path, path.name)
    return extract, load(extract, CONTEXT)


def test_the_supplied_file_has_no_fault_or_note(held):
    extract, loaded = held
    assert extract.faults == []
    assert loaded.notes == []
    assert len(loaded.facts) == 5 * 33 * 2
    assert loaded.facts["period_start"].min() == date(2017, 4, 1)
    assert loaded.facts["period_end"].max() == date(2022, 3, 31)


@pytest.mark.parametrize(
    ("area", "first_year", "breakdown", "value", "status"),
    [
        ("S12000033", 2018, "", 10425, "published"),
        ("S12000033", 2018, "basis=adjusted", 8875, "published"),
        ("S12000013", 2021, "", 2630, "published"),  # Comhairle nan Eilean Siar
        ("S92000003", 2021, "", 235995, "estimated"),
        ("S92000003", 2021, "basis=adjusted", 219165, "estimated"),
    ],
)
def test_people_are_as_published(held, area, first_year, breakdown, value, status):
    facts = held[1].facts
    rows = facts[
        (facts["area_code"] == area)
        & (facts["period_start"] == date(first_year, 4, 1))
        & (facts["breakdown"] == breakdown)
    ]
    assert rows[["value", "status"]].to_numpy().tolist() == [[value, status]]


def test_a_scotland_figure_beside_a_council_that_is_not_scotlands_own_is_noted(tmp_path):
    beside = ROW.replace("235995", "253995").replace("43.1", "43.2")
    extract, loaded = supplied(tmp_path, SCOTLAND_ROW + beside)
    assert extract.faults == []
    assert [(note.area_code, note.period_label, note.text) for note in loaded.notes] == [
        (
            "S12000047",
            "2021/22",
            "scotland_nclient is given as 253,995, but Scotland's own row gives 235,995, which is used.",
        ),
        ("S12000047", "2021/22", "scotland_rate is given as 43.2, but Scotland's own row gives 43.1, which is used."),
    ]


def test_the_scotland_columns_may_be_left_out(tmp_path):
    path = tmp_path / "people.csv"
    header = "financial_year,sending_location,measure,nclient,rate\n"
    path.write_text(f"{header}2021/22,Fife,{RATE},16230,43.4\n", encoding="utf-8")
    extract = read(path, path.name)
    assert load(extract, CONTEXT).facts["value"].tolist() == [16230]
    assert recognise(extract, loaders()).SOURCE == "phs_people_supported"
    assert extract.faults == []


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            f"2021/22,Moray,{RATE},some,40,43.1,235995\n",
            "people.csv, line 3, column nclient: found 'some'; expected a number.",
        ),
        (
            f"2021/22,Murray,{RATE},5,40,43.1,235995\n",
            "people.csv, line 3, column sending_location: found 'Murray'; expected the name or code of a "
            "council or Scotland.",
        ),
        (
            f"2021,Moray,{RATE},5,40,43.1,235995\n",
            "people.csv, line 3, column financial_year: found '2021'; expected a financial year, such as 2022/23.",
        ),
        (
            f"2030/31,Moray,{RATE},5,40,43.1,235995\n",
            "people.csv, line 3, column financial_year: found '2030/31'; expected a period that has begun by "
            "1 September 2026.",
        ),
        (
            "2021/22,Moray,Rate,5,40,43.1,235995\n",
            "people.csv, line 3, column measure: found 'Rate'; expected one of 'Rate per 1,000 Population', "
            "'Rate per 1,000 Population (adjusted)'.",
        ),
        (
            ROW,
            "people.csv, line 3: expected one row a financial year, location and measure, but line 2 "
            "gives the same one.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, row, sentence):
    extract, _ = supplied(tmp_path, ROW + row)
    assert sentences(extract.faults) == [sentence]


def test_a_header_without_the_people_is_explained(tmp_path):
    path = tmp_path / "wrong.csv"
    path.write_text(HEADER.replace("nclient,rate", "clients,rate") + ROW, encoding="utf-8")
    extract = read(path, path.name)
    assert recognise(extract, loaders()) is None
    assert "'nclient'" in extract.faults[0].expected
