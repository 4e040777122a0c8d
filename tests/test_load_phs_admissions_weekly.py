"""Weekly emergency admissions, re-summed by calendar month."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl import geography
from etl.extract import Extract, read
from etl.faults import sentences
from etl.loaders import loaders, recognise
from etl.loaders.base import Context, Loaded
from etl.loaders.phs_admissions_weekly import load
from ijb.paths import EXTRACTS, REFERENCE

CONTEXT = Context(geography.read(REFERENCE), date(2026, 9, 1))
FILE = "hospital_admissions_hscp_weekly.csv.gz"
HEADER = "WeekEnding,HSCP,AdmissionType,NumberAdmissions,Average20182019\n"
ORKNEY = "S37000022"
FEBRUARY_2021 = [  # four weeks that make up the month exactly
    "20210207,S37000022,Emergency,7,30.0\n",
    "20210214,S37000022,Emergency,14,30.0\n",
    "20210221,S37000022,Emergency,21,30.0\n",
    "20210228,S37000022,Emergency,28,30.0\n",
]
FIRST = FEBRUARY_2021[0]


@pytest.fixture(scope="module")
def held() -> tuple[Extract, Loaded]:
    extract = read(EXTRACTS / "capacity" / FILE, FILE)
    return extract, load(extract, CONTEXT)


def supplied(tmp_path: Path, rows: str) -> tuple[Extract, Loaded]:
    path = tmp_path / "weeks.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    extract = read(path, path.name)
    return extract, load(extract, CONTEXT)


def value(loaded: Loaded, quantity: str, area: str, start: date) -> float:
    facts = loaded.facts
    rows = facts[(facts["quantity"] == quantity) & (facts["area_code"] == area) & (facts["period_start"] == start)]
    assert len(rows) == 1
    return rows["value"].iloc[0]


def test_the_supplied_file_has_no_fault_and_41_whole_months(held):
    extract, loaded = held
    assert extract.faults == []
    assert len(loaded.facts) == 2 * 31 * 41
    assert loaded.facts["period_start"].min() == date(2020, 1, 1)
    assert loaded.facts["period_end"].max() == date(2023, 5, 31)
    assert set(loaded.facts["area_code"]) == set(CONTEXT.geography.codes("ijb"))
    assert set(loaded.facts["status"]) == {"derived"}


def test_orkney_in_january_2020_by_hand(held):
    # 5/7 of 33 (to 5 January), 40, 50, 28, and 5/7 of 33 (27 January to 2 February)
    assert value(held[1], "emergency_admissions", ORKNEY, date(2020, 1, 1)) == pytest.approx(1156 / 7)
    assert value(held[1], "emergency_admissions_daily", ORKNEY, date(2020, 1, 1)) == pytest.approx(5.3271889)


def test_orkney_in_may_2023_by_hand(held):
    # 28, 24, 32, 24, and 3/7 of 27 (29 May to 4 June)
    assert value(held[1], "emergency_admissions", ORKNEY, date(2023, 5, 1)) == pytest.approx(837 / 7)


def test_notes_say_why_the_months_at_the_ends_have_no_figure(held):
    assert [note.text for note in held[1].notes] == [
        "The weeks held cover 2 of the 31 days of December 2019, so the month has no figure.",
        "The weeks held cover 25 of the 30 days of June 2023, so the month has no figure.",
    ]


def test_a_month_of_whole_weeks_is_their_sum(tmp_path):
    extract, loaded = supplied(tmp_path, "".join(FEBRUARY_2021))
    assert extract.faults == []
    assert value(loaded, "emergency_admissions", ORKNEY, date(2021, 2, 1)) == pytest.approx(70)
    assert value(loaded, "emergency_admissions_daily", ORKNEY, date(2021, 2, 1)) == pytest.approx(2.5)


def test_a_missing_week_leaves_its_month_without_a_figure(tmp_path):
    weeks = FEBRUARY_2021[:1] + FEBRUARY_2021[2:]
    others = [row.replace(ORKNEY, "S37000026") for row in FEBRUARY_2021]
    _, loaded = supplied(tmp_path, "".join(weeks + others))
    assert set(loaded.facts["area_code"]) == {"S37000026"}
    assert [note.text for note in loaded.notes if note.area_code == ORKNEY] == [
        "A week is missing: 21 of the 28 days of February 2021 are covered, so the month has no figure."
    ]


def test_a_partnership_without_any_week_is_noted(tmp_path):
    _, loaded = supplied(tmp_path, "".join(FEBRUARY_2021))
    fife = [note.text for note in loaded.notes if note.area_code == "S37000032"]
    assert fife == ["No emergency admissions for this partnership."]


def test_planned_admissions_are_read_but_not_kept(tmp_path):
    planned = [row.replace("Emergency", "Planned") for row in FEBRUARY_2021]
    extract, loaded = supplied(tmp_path, "".join(planned))
    assert extract.faults == []
    assert loaded.facts.empty


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (FIRST.replace(",7,", ",seven,"), "column NumberAdmissions: found 'seven'; expected a number."),
        (FIRST.replace("0207", "0206"), "column WeekEnding: found '20210206'; expected a Sunday"),
        (FIRST.replace("20210207", "202102"), "column WeekEnding: found '202102'; expected a date"),
        (FIRST.replace("20210207", "20260913"), "expected a period that has begun by 1 September 2026."),
        (
            FIRST.replace("S37000022", "S37000999"),
            "column HSCP: found 'S37000999'; expected the name or code of an",
        ),
        (
            FIRST.replace("Emergency", "Urgent"),
            "column AdmissionType: found 'Urgent'; expected one of 'All'",
        ),
        (
            FIRST + FIRST,
            "line 3: expected one row a week, partnership and type of admission, but line 2 gives",
        ),
        (
            FIRST + FIRST.replace("Emergency,7", "All,9") + FIRST.replace("Emergency,7", "Planned,3"),
            "line 3, column NumberAdmissions: found '9'; expected at least 10, the emergency and planned",
        ),
    ],
)
def test_what_is_wrong_is_said(tmp_path, rows, fault):
    extract, _ = supplied(tmp_path, rows)
    assert any(fault in sentence for sentence in sentences(extract.faults))


def test_its_header_is_known_as_this_source(held):
    assert recognise(held[0], loaders()).SOURCE == "phs_admissions_weekly"


def test_a_misspelt_column_is_named(tmp_path):
    path = tmp_path / "weeks.csv"
    path.write_text(HEADER.replace("WeekEnding", "Week ending") + FIRST, encoding="utf-8")
    extract = read(path, path.name)
    assert recognise(extract, loaders()) is None
    assert "expected a column 'WeekEnding'" in " ".join(sentences(extract.faults))
