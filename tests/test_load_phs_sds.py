"""Self-directed support: people who could choose, and those of them who made a choice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl import geography
from etl.extract import Extract, read
from etl.faults import sentences
from etl.loaders import loaders, recognise
from etl.loaders.base import Context, Loaded
from etl.loaders.phs_sds import load
from ijb.paths import EXTRACTS, REFERENCE

CONTEXT = Context(geography.read(REFERENCE), date(2026, 9, 1))
FILE = "phs_sds_implementation_rate.csv"
HEADER = "financial_year,sending_location,implementation_rate,nclient,sdsclient,scotland_rate,scotland_nclient\n"
SCOTLAND_ROW = "2020/21,Scotland (Estimated),84.4,125335,105790,84.4,125335\n"
ROW = "2020/21,Fife,99.9,9430,9420,84.4,125335\n"


@pytest.fixture(scope="module")
def held() -> tuple[Extract, Loaded]:
    extract = read(EXTRACTS / "unmet_need" / FILE, FILE)
    return extract, load(extract, CONTEXT)


def supplied(tmp_path: Path, rows: str) -> tuple[Extract, Loaded]:
    path = tmp_path / "sds.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    extract = read(path, path.name)
    return extract, load(extract, CONTEXT)


def test_the_supplied_file_has_no_fault_or_note(held):
    extract, loaded = held
    assert extract.faults == []
    assert loaded.notes == []
    assert len(loaded.facts) == 2 * 4 * 33
    assert recognise(extract, loaders()).SOURCE == "phs_sds"


@pytest.mark.parametrize(
    ("quantity", "area", "first_year", "value", "status"),
    [
        ("sds_people", "S12000049", 2017, 9010, "published"),
        ("sds_people_with_choice", "S12000049", 2017, 3685, "published"),
        ("sds_people_with_choice", "S12000039", 2017, 125, "published"),  # West Dunbartonshire
        ("sds_people", "S92000003", 2020, 125335, "estimated"),
        ("sds_people_with_choice", "S92000003", 2020, 105790, "estimated"),
    ],
)
def test_people_are_as_published(held, quantity, area, first_year, value, status):
    facts = held[1].facts
    rows = facts[
        (facts["quantity"] == quantity)
        & (facts["area_code"] == area)
        & (facts["period_start"] == date(first_year, 4, 1))
    ]
    assert rows[["value", "status", "breakdown"]].to_numpy().tolist() == [[value, status, ""]]


def test_a_rate_that_its_counts_do_not_give_is_noted(tmp_path):
    extract, loaded = supplied(tmp_path, "2020/21,Fife,95.2,9430,9420,84.4,125335\n")
    assert extract.faults == []
    assert [note.text for note in loaded.notes] == [
        "The implementation rate is given as 95.2 per cent, but 9,420 of 9,430 people make 99.9; the counts are used."
    ]


def test_a_scotland_figure_beside_a_council_that_is_not_scotlands_own_is_noted(tmp_path):
    _, loaded = supplied(tmp_path, SCOTLAND_ROW + ROW.replace("125335", "152335"))
    assert [note.text for note in loaded.notes] == [
        "scotland_nclient is given as 152,335, but Scotland's own row gives 125,335, which is used."
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            "2020/21,Moray,99.9,100,105,84.4,125335\n",
            "sds.csv, line 3, column sdsclient: found '105'; expected no more than nclient, of whom these "
            "people are some.",
        ),
        (
            "2020/21,Moray,99.9,n/a,105,84.4,125335\n",
            "sds.csv, line 3, column nclient: found 'n/a'; expected a number.",
        ),
        (
            "2020/21,Moray,105,100,100,84.4,125335\n",
            "sds.csv, line 3, column implementation_rate: found '105'; expected a number of 100 or less.",
        ),
        (
            "2020/21,Mordor,50,100,50,84.4,125335\n",
            "sds.csv, line 3, column sending_location: found 'Mordor'; expected the name or code of a council "
            "or Scotland.",
        ),
        (
            "20/21,Moray,50,100,50,84.4,125335\n",
            "sds.csv, line 3, column financial_year: found '20/21'; expected a financial year, such as 2022/23.",
        ),
        (
            "2027/28,Moray,50,100,50,84.4,125335\n",
            "sds.csv, line 3, column financial_year: found '2027/28'; expected a period that has begun by 1 "
            "September 2026.",
        ),
        (ROW, "sds.csv, line 3: expected one row a financial year and location, but line 2 gives the same one."),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, row, sentence):
    extract, _ = supplied(tmp_path, ROW + row)
    assert sentences(extract.faults) == [sentence]
