"""Care at home: people and hours by age, in census weeks and financial years."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl import geography
from etl.extract import Extract, read
from etl.faults import sentences
from etl.loaders import loaders, recognise
from etl.loaders.base import Context, Loaded
from etl.loaders.phs_care_at_home import load
from ijb.paths import EXTRACTS, REFERENCE

CONTEXT = Context(geography.read(REFERENCE), date(2026, 9, 1))
FILE = "phs_care_at_home_2023-24.csv.gz"
HEADER = "Time Period,Financial Quarter,Location,Age Group,Measure,Value\n"
ROW = "Census Week,2023/24,Fife,All Ages,Number of People,3200\n"
ABERDEEN, ORKNEY, SCOTLAND = "S12000033", "S12000023", "S92000003"
EAST_AYRSHIRE, NORTH_AYRSHIRE = "S12000008", "S12000021"
WEEK_2018, WEEK_2024 = date(2018, 3, 31), date(2024, 3, 31)
YEAR_2020, YEAR_2023 = date(2020, 4, 1), date(2023, 4, 1)
BANDS = ("0-17 years", "18-64 years", "65-74 years", "75-84 years", "85+ years")


@pytest.fixture(scope="module")
def held() -> tuple[Extract, Loaded]:
    extract = read(EXTRACTS / "unmet_need" / FILE, FILE)
    return extract, load(extract, CONTEXT)


def supplied(tmp_path: Path, rows: str) -> tuple[Extract, Loaded]:
    path = tmp_path / "care_at_home.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    extract = read(path, path.name)
    return extract, load(extract, CONTEXT)


def fact(loaded: Loaded, quantity: str, area: str, start: date, breakdown: str = ""):
    facts = loaded.facts
    rows = facts[
        (facts["quantity"] == quantity)
        & (facts["area_code"] == area)
        & (facts["period_start"] == start)
        & (facts["breakdown"] == breakdown)
    ]
    assert len(rows) == 1
    return rows.iloc[0]


def test_the_supplied_file_has_no_fault_and_every_area_and_age(held):
    extract, loaded = held
    assert extract.faults == []
    # people and hours × 33 areas × (15 census weeks + 6 years, and 6 ages in 7 of the weeks and 6 years)
    assert len(loaded.facts) == 2 * 33 * (15 + 6 + 6 * (7 + 6))
    keys = ["quantity", "area_code", "period_start", "period_end", "breakdown"]
    assert not loaded.facts.duplicated(keys).any()


def test_one_label_is_a_financial_year_and_its_last_week_of_march(held):
    week = fact(held[1], "care_at_home_hours", ORKNEY, WEEK_2024)
    year = fact(held[1], "care_at_home_hours", ORKNEY, YEAR_2023)
    assert (week["value"], week["period_end"]) == (1400, WEEK_2024)
    assert (year["value"], year["period_end"]) == (61680, WEEK_2024)


@pytest.mark.parametrize(
    ("quantity", "area", "start", "breakdown", "value", "status"),
    [
        ("care_at_home_people", ABERDEEN, date(2010, 3, 31), "", 1900, "published"),
        ("care_at_home_people", ORKNEY, WEEK_2024, "age=85plus", 75, "published"),
        ("care_at_home_people", ORKNEY, WEEK_2024, "age=65plus", 20 + 50 + 75, "derived"),
        ("care_at_home_people", ORKNEY, WEEK_2024, "age=0_17", 0, "published"),
        ("care_at_home_hours", ORKNEY, YEAR_2023, "age=65plus", 4660 + 20570 + 26350, "derived"),
        ("care_at_home_hours", SCOTLAND, WEEK_2024, "", 791110, "estimated"),
    ],
)
def test_figures_are_as_published(held, quantity, area, start, breakdown, value, status):
    found = fact(held[1], quantity, area, start, breakdown)
    assert (found["value"], found["status"]) == (value, status)


def test_ages_begin_with_the_week_of_march_2018(held):
    facts = held[1].facts
    assert facts.loc[facts["breakdown"] != "", "period_start"].min() == WEEK_2018


def test_all_ages_zero_while_the_total_is_not_means_not_split(held):
    total = fact(held[1], "care_at_home_people", NORTH_AYRSHIRE, WEEK_2018)
    assert (total["value"], total["status"]) == (2120, "published")
    for age in ("0_17", "18_64", "65_74", "75_84", "85plus", "65plus"):
        found = fact(held[1], "care_at_home_people", NORTH_AYRSHIRE, WEEK_2018, f"age={age}")
        assert found["status"] == "not_collected"
        assert found["value"] != found["value"]  # no value
        assert found["note"] == "Not split by age: the publisher gives 0 for every age group."


def test_scotland_by_age_leaves_out_the_four_councils_that_are_not_split(held):
    # Glasgow 45,155, Midlothian 10,690, Moray 12,520 and North Ayrshire 26,625 of 702,910 hours
    ages = [
        fact(held[1], "care_at_home_hours", SCOTLAND, WEEK_2018, f"age={age}")
        for age in ("0_17", "18_64", "65_74", "75_84", "85plus")
    ]
    assert 702910 - sum(age["value"] for age in ages) == 45155 + 10690 + 12520 + 26625
    assert {age["status"] for age in ages} == {"partial"}
    older = fact(held[1], "care_at_home_hours", SCOTLAND, WEEK_2018, "age=65plus")
    assert (older["value"], older["status"]) == (86105 + 135635 + 147560, "partial")
    assert fact(held[1], "care_at_home_hours", SCOTLAND, WEEK_2018)["status"] == "estimated"


def test_no_hours_for_2755_people_is_not_collected_and_missing_from_scotland(held):
    assert fact(held[1], "care_at_home_people", EAST_AYRSHIRE, YEAR_2020)["value"] == 2755
    for breakdown in ("", "age=65plus"):
        hours = fact(held[1], "care_at_home_hours", EAST_AYRSHIRE, YEAR_2020, breakdown)
        assert hours["status"] == "not_collected"
    scotland = fact(held[1], "care_at_home_hours", SCOTLAND, YEAR_2020)
    assert (scotland["value"], scotland["status"]) == (37378285, "partial")


def test_each_gap_is_noted_once(held):
    notes = {(note.area_code, note.period_label, note.text.split(".")[0]) for note in held[1].notes}
    assert len(held[1].notes) == 10
    assert (EAST_AYRSHIRE, "2020/21", "Hours are given as 0 for 2,755 people") in notes
    assert (
        NORTH_AYRSHIRE,
        "31 Mar 2018",
        "The 2,120 people are not split by age: every age group is given as 0",
    ) in notes
    ages = [note.text for note in held[1].notes if note.severity == "info"]
    assert len(ages) == 1
    assert "in 13 council figures; the furthest is 1,500 of 1,550 hours (31 Mar 2023)" in ages[0]


def test_an_estimate_that_covers_the_missing_council_stays_an_estimate(tmp_path):
    def five(area, figures, total):
        ages = "".join(
            f"Census Week,2017/18,{area},{age},Number of People,{figure}\n" for age, figure in zip(BANDS, figures)
        )
        return ages + f"Census Week,2017/18,{area},All Ages,Number of People,{total}\n"

    rows = five("Fife", (0, 0, 0, 0, 0), 3000) + five("Moray", (5, 95, 100, 200, 600), 1000)
    _, loaded = supplied(tmp_path, rows + five("Scotland (Estimated)", (20, 380, 400, 800, 2400), 4000))
    people = "care_at_home_people"
    assert fact(loaded, people, "S12000047", WEEK_2018, "age=85plus")["status"] == "not_collected"
    assert fact(loaded, people, SCOTLAND, WEEK_2018, "age=85plus")["status"] == "estimated"
    assert fact(loaded, people, SCOTLAND, WEEK_2018, "age=65plus")["value"] == 400 + 800 + 2400


def test_quarters_and_rates_are_passed_over_and_said(tmp_path):
    extract, loaded = supplied(
        tmp_path,
        ROW
        + "Financial Quarter,2023/24 Q1,Fife,All Ages,Number of People,3100\n"
        + 'Census Week,2023/24,Fife,All Ages,"Rate per 1,000 Population",8.6\n',
    )
    assert extract.faults == []
    assert loaded.facts["value"].tolist() == [3200]
    assert [note.text for note in loaded.notes] == [
        "Rows of Financial Quarter and Rate per 1,000 Population are passed over: only people and hours in "
        "census weeks and financial years are used."
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            "Census Week,2022/23,Fife,All Ages,Number of People,many\n",
            "care_at_home.csv, line 3, column Value: found 'many'; expected a number.",
        ),
        (
            "Census Week,2022/23,Fife,All Ages,Number of People,-5\n",
            "care_at_home.csv, line 3, column Value: found '-5'; expected a number of 0 or more.",
        ),
        (
            "Census Week,2022/23,Fyfe,All Ages,Number of People,5\n",
            "care_at_home.csv, line 3, column Location: found 'Fyfe'; expected the name or code of a council "
            "or Scotland.",
        ),
        (
            "Census Week,2022/24,Fife,All Ages,Number of People,5\n",
            "care_at_home.csv, line 3, column Financial Quarter: found '2022/24'; expected a financial year, "
            "such as 2022/23.",
        ),
        (
            "Census Week,2026/27,Fife,All Ages,Number of People,5\n",
            "care_at_home.csv, line 3, column Financial Quarter: found '2026/27'; expected a period that has "
            "begun by 1 September 2026.",
        ),
        (
            "Census Weak,2022/23,Fife,All Ages,Number of People,5\n",
            "care_at_home.csv, line 3, column Time Period: found 'Census Weak'; expected one of 'Census "
            "Week', 'Financial Year'.",
        ),
        (
            "Census Week,2022/23,Fife,All Ages,,5\n",
            "care_at_home.csv, line 3, column Measure: found nothing; expected one of 'Number of People', "
            "'Number of Hours'.",
        ),
        (
            "Census Week,2022/23,Fife,65+ years,Number of People,5\n",
            "care_at_home.csv, line 3, column Age Group: found '65+ years'; expected one of 'All Ages', '0-17 "
            "years', '18-64 years', '65-74 years', '75-84 years', '85+ years'.",
        ),
        (
            ROW,
            "care_at_home.csv, line 3: expected one row a time period, location, age group and "
            "measure, but line 2 gives the same one.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, row, sentence):
    extract, _ = supplied(tmp_path, ROW + row)
    assert sentences(extract.faults) == [sentence]


def test_the_financial_year_that_has_begun_may_be_supplied(tmp_path):
    extract, _ = supplied(tmp_path, "Financial Year,2026/27,Fife,All Ages,Number of People,5\n")
    assert extract.faults == []


def test_a_file_of_quarters_alone_is_refused(tmp_path):
    rows = "Financial Quarter,2023/24 Q1,Fife,All Ages,Number of People,3100\n"
    extract, loaded = supplied(tmp_path, rows)
    assert sentences(extract.faults) == [
        "care_at_home.csv: expected rows of Number of People or Number of Hours in a Census Week or a Financial Year."
    ]
    assert loaded.facts.empty


def test_the_header_is_known_and_a_wrong_one_explained(tmp_path, held):
    assert recognise(held[0], loaders()).SOURCE == "phs_care_at_home"
    path = tmp_path / "wrong.csv"
    path.write_text(HEADER.replace("Location", "Locale") + ROW, encoding="utf-8")
    extract = read(path, path.name)
    assert recognise(extract, loaders()) is None
    assert "'Location'" in extract.faults[0].expected
