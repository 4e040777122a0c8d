"""Drug and alcohol treatment waiting times, from partnerships to IJBs, boards and Scotland."""

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
from etl.loaders.phs_drug_and_alcohol_waits import load
from ijb.paths import EXTRACTS, REFERENCE

CONTEXT = Context(geography.read(REFERENCE), date(2026, 9, 1))
FILE = "drug_and_alcohol_treatment_waits.csv"
HEADER = "Quarter,HB,ADP,StartedWithin3Weeks,StartedAll,MedianDays\n"
FIFE = "Q1 2019/2020,S08000029,Fife ADP,166,179,7.0\n"
STARTED, WITHIN = "treatment_started", "treatment_started_within_3_weeks"
MEDIAN = "treatment_median_wait"
SPRING_2019, SPRING_2025 = date(2019, 4, 1), date(2025, 4, 1)


@pytest.fixture(scope="module")
def held() -> tuple[Extract, Loaded]:
    extract = read(EXTRACTS / "flow" / FILE, FILE)
    return extract, load(extract, CONTEXT)


def supplied(tmp_path: Path, rows: str) -> tuple[Extract, Loaded]:
    path = tmp_path / "waits.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    extract = read(path, path.name)
    return extract, load(extract, CONTEXT)


def cell(loaded: Loaded, quantity: str, area: str, start: date = SPRING_2019) -> pd.Series:
    facts = loaded.facts
    rows = facts[(facts["quantity"] == quantity) & (facts["area_code"] == area) & (facts["period_start"] == start)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_the_supplied_file_has_no_fault_and_every_area_in_57_quarters(held):
    extract, loaded = held
    assert extract.faults == []
    assert len(loaded.facts) == 3 * 57 * (31 + 14 + 1)
    assert loaded.facts["period_start"].min() == date(2011, 4, 1)
    assert loaded.facts["period_end"].max() == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("area", "within", "started", "status"),
    [
        ("S37000032", 166, 179, "published"),  # Fife
        ("S37000034", 378, 421, "published"),  # City of Glasgow
        ("S37000005", 71, 80, "derived"),  # Clackmannanshire 38 of 42, Stirling 33 of 38
        ("S08000029", 166, 179, "published"),  # NHS Fife: Fife alone
        ("S08000019", 127, 138, "derived"),  # NHS Forth Valley: those two and Falkirk 56 of 58
        ("S08000024", 372, 515, "derived"),  # NHS Lothian: Edinburgh, West Lothian, Mid and East Lothian
        ("S92000003", 2243, 2598, "published"),
    ],
)
def test_april_to_june_2019_by_hand(held, area, within, started, status):
    found = cell(held[1], WITHIN, area), cell(held[1], STARTED, area)
    assert [row["value"] for row in found] == [within, started]
    assert {row["status"] for row in found} == {status}


@pytest.mark.parametrize(("area", "days"), [("S37000032", 7), ("S08000029", 7), ("S37000027", 8.5), ("S92000003", 7)])
def test_a_median_is_given_where_one_partnership_is_the_area(held, area, days):
    assert cell(held[1], MEDIAN, area)["value"] == days


@pytest.mark.parametrize("area", ["S37000005", "S08000019", "S08000024"])
def test_medians_are_not_added(held, area):
    found = cell(held[1], MEDIAN, area)
    assert pd.isna(found["value"])
    assert (found["status"], found["note"]) == (
        "not_defined",
        "A sum of partnerships: their medians do not add up.",
    )


@pytest.mark.parametrize("area", ["S37000010", "S37000018"])
@pytest.mark.parametrize("quantity", [STARTED, WITHIN, MEDIAN])
def test_east_lothian_and_midlothian_are_published_together(held, area, quantity):
    found = cell(held[1], quantity, area)
    assert pd.isna(found["value"])
    assert found["status"] == "not_collected"
    assert found["note"].startswith("Published together: Mid and East Lothian ADP")


def test_south_lanarkshire_did_not_submit_in_14_quarters(held):
    facts = held[1].facts
    silent = facts[(facts["quantity"] == STARTED) & (facts["status"] == "not_submitted")]
    assert len(silent) == 14
    assert set(silent["area_code"]) == {"S37000028"}
    assert silent["value"].isna().all()
    assert cell(held[1], MEDIAN, "S37000028", SPRING_2025)["status"] == "not_submitted"
    assert cell(held[1], STARTED, "S37000028", date(2022, 4, 1))["value"] == 12


@pytest.mark.parametrize(("area", "within", "started"), [("S08000032", 257, 261), ("S92000003", 1736, 1968)])
def test_what_it_belongs_to_is_then_partial(held, area, within, started):
    found = cell(held[1], STARTED, area, SPRING_2025)
    assert (found["value"], found["status"]) == (started, "partial")
    assert found["note"] == "South Lanarkshire ADP sent no figures."
    assert cell(held[1], WITHIN, area, SPRING_2025)["value"] == within


def test_a_quarter_of_nobody_in_orkney_is_a_real_zero(held):
    autumn = date(2020, 10, 1)
    found = cell(held[1], STARTED, "S37000022", autumn)
    assert (found["value"], found["status"]) == (0, "published")
    median = cell(held[1], MEDIAN, "S37000022", autumn)
    assert pd.isna(median["value"])
    assert (median["status"], median["note"]) == ("not_defined", "Nobody started treatment in the quarter.")


def test_notes_name_the_quarters_not_submitted_and_the_very_small_ones(held):
    texts = [note.text for note in held[1].notes]
    assert len(texts) == 12
    assert texts[0].startswith("South Lanarkshire ADP is 0 of 0 in Q3 2021/22, Q4 2021/22, Q2 2022/23")
    assert texts[0].endswith("Q1 2025/26, where its usual quarter is 150 people: taken as not submitted.")
    assert (
        "Only 2 started treatment at South Lanarkshire ADP, whose usual quarter is 150 people; "
        "the return may be incomplete." in texts
    )


def test_a_board_short_of_a_partnership_is_partial_and_noted(tmp_path):
    rows = "Q1 2019/2020,S08000019,Falkirk ADP,56,58,5.0\nQ1 2019/2020,S08000019,Stirling ADP,33,38,6.5\n"
    extract, loaded = supplied(tmp_path, rows)
    assert extract.faults == []
    found = cell(loaded, STARTED, "S08000019")
    assert (found["value"], found["status"]) == (96, "partial")
    assert found["note"] == "2 of 3 alcohol and drug partnerships are held."
    assert cell(loaded, STARTED, "S37000005")["status"] == "partial"
    assert "No row for Clackmannanshire ADP in Q1 2019/20." in [note.text for note in loaded.notes]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (
            FIFE.replace("179", "about 180"),
            "line 2, column StartedAll: found 'about 180'; expected a number.",
        ),
        (
            FIFE.replace("166", "180"),
            "column StartedWithin3Weeks: found '180'; expected no more than StartedAll.",
        ),
        (
            FIFE.replace("Fife ADP", "Fyfe ADP"),
            "column ADP: found 'Fyfe ADP'; expected the name of an alcohol",
        ),
        (
            FIFE.replace("S08000029", "S08000030"),
            "found 'S08000030'; expected the code of the board of this partner",
        ),
        (
            FIFE.replace("S08000029", ""),
            "line 2, column HB: found nothing; expected the name or code of a health board.",
        ),
        (
            FIFE.replace("Fife ADP", "Scotland"),
            "column HB: found 'S08000029'; expected nothing on Scotland's row.",
        ),
        (
            FIFE.replace("Q1", "Q5"),
            "column Quarter: found 'Q5 2019/2020'; expected a quarter of a financial year",
        ),
        (
            FIFE.replace("2019/2020", "2019/2021"),
            "found 'Q1 2019/2021'; expected a quarter of a financial year",
        ),
        (FIFE.replace("2019/2020", "2027/2028"), "expected a period that has begun by 1 September 2026."),
        (FIFE + FIFE, "line 3: expected one row a quarter and partnership, but line 2 gives the same one."),
    ],
)
def test_what_is_wrong_is_said(tmp_path, rows, fault):
    extract, _ = supplied(tmp_path, rows)
    assert any(fault in sentence for sentence in sentences(extract.faults))


def test_scotland_must_be_the_sum_of_the_partnerships(tmp_path):
    lines = (EXTRACTS / "flow" / FILE).read_text(encoding="utf-8").splitlines(keepends=True)
    spring = [line for line in lines if line.startswith("Q1 2019/2020")]
    extract, _ = supplied(tmp_path, "".join(spring).replace("2243,2598", "2243,2600"))
    assert sentences(extract.faults) == [
        "waits.csv, line 33, column StartedAll: found '2600'; expected 2,598, the sum of the 31 partnerships."
    ]


def test_its_header_is_known_as_this_source(held):
    assert recognise(held[0], loaders()).SOURCE == "phs_drug_and_alcohol_waits"


def test_a_misspelt_column_is_named(tmp_path):
    path = tmp_path / "waits.csv"
    path.write_text(HEADER.replace("MedianDays", "Median") + FIFE, encoding="utf-8")
    extract = read(path, path.name)
    assert recognise(extract, loaders()) is None
    assert "expected a column 'MedianDays'" in " ".join(sentences(extract.faults))
