"""Community alarms and telecare: people by service and age."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl import geography
from etl.extract import Extract, read
from etl.faults import sentences
from etl.loaders import loaders, recognise
from etl.loaders.base import Context, Loaded
from etl.loaders.phs_telecare import load
from ijb.paths import EXTRACTS, REFERENCE

CONTEXT = Context(geography.read(REFERENCE), date(2026, 9, 1))
FILE = "phs_technology_enabled_care_trend.csv"
HEADER = "financial_year,sending_location,service,age_group,measure,value\n"
TOTAL = "Total Receiving Community Alarms and/or Telecare"
ROW = f"2021/22,Fife,{TOTAL},All Ages,Number of People,10520\n"
EAST_LOTHIAN, SOUTH_LANARKSHIRE, SCOTLAND = "S12000010", "S12000029", "S92000003"


@pytest.fixture(scope="module")
def held() -> tuple[Extract, Loaded]:
    extract = read(EXTRACTS / "unmet_need" / FILE, FILE)
    return extract, load(extract, CONTEXT)


def supplied(tmp_path: Path, rows: str) -> tuple[Extract, Loaded]:
    path = tmp_path / "telecare.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    extract = read(path, path.name)
    return extract, load(extract, CONTEXT)


def services(total: int, alarm: int, telecare: int, both: int) -> str:
    parts = (
        ("Community Alarm Only", alarm),
        ("Telecare Only", telecare),
        ("Receiving both Community Alarm and Telecare", both),
        (TOTAL, total),
    )
    return "".join(f"2021/22,Moray,{service},All Ages,Number of People,{people}\n" for service, people in parts)


def test_the_supplied_file_has_no_fault_and_its_known_gaps(held):
    extract, loaded = held
    assert extract.faults == []
    assert recognise(extract, loaders()).SOURCE == "phs_telecare"
    # four services; all ages: 33 areas × 7 years; three ages and their sum: 157 areas and years
    assert len(loaded.facts) == 4 * (33 * 7 + 4 * 157)
    by_age = loaded.facts[loaded.facts["breakdown"].str.contains("age=")]
    assert SOUTH_LANARKSHIRE not in set(by_age["area_code"])
    assert by_age.loc[by_age["area_code"] == SCOTLAND, "period_start"].max() == date(2019, 4, 1)


@pytest.mark.parametrize(
    ("area", "first_year", "breakdown", "value", "status"),
    [
        (SCOTLAND, 2015, "", 126790, "estimated"),
        (SCOTLAND, 2021, "service=both", 29930, "estimated"),
        (SOUTH_LANARKSHIRE, 2021, "", 8390, "published"),
        (SOUTH_LANARKSHIRE, 2021, "service=telecare_only", 0, "published"),
        (EAST_LOTHIAN, 2018, "age=75_84|service=community_alarm_only", 340, "published"),
        (EAST_LOTHIAN, 2018, "age=65plus", 150 + 340 + 330, "derived"),
        (SCOTLAND, 2017, "age=65plus", 19165 + 42485 + 42645, "partial"),
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


def test_scotland_by_age_is_the_sum_of_the_councils_that_give_ages(held):
    facts = held[1].facts
    scotland = facts[(facts["area_code"] == SCOTLAND) & (facts["breakdown"] == "age=85plus")]
    assert dict(zip(scotland["period_start"].map(lambda day: day.year), scotland["note"])) == {
        2017: "The sum of 30 of 32 councils.",  # without East Lothian and South Lanarkshire
        2018: "The sum of 31 of 32 councils.",
        2019: "The sum of 31 of 32 councils.",
    }
    assert [note.period_label for note in held[1].notes] == ["2017/18", "2018/19", "2019/20"]


def test_services_may_differ_from_their_total_by_rounding_only(tmp_path):
    assert supplied(tmp_path, services(110, 60, 20, 20))[0].faults == []
    extract, _ = supplied(tmp_path, services(115, 60, 20, 20))
    assert sentences(extract.faults) == [
        "telecare.csv, line 5, column value: found '115'; expected 100, the sum of the three kinds of "
        "service, give or take rounding."
    ]


def test_rates_are_passed_over_even_without_a_number(tmp_path):
    rate = f'2021/22,Fife,{TOTAL},All Ages,"Rate per 1,000 Population",NA\n'
    extract, loaded = supplied(tmp_path, ROW + rate)
    assert extract.faults == []
    assert loaded.facts["value"].tolist() == [10520]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            f"2020/21,Fife,{TOTAL},All Ages,Number of People,NA\n",
            "telecare.csv, line 3, column value: found 'NA'; expected a number.",
        ),
        (
            f"2020/21,Fief,{TOTAL},All Ages,Number of People,5\n",
            "telecare.csv, line 3, column sending_location: found 'Fief'; expected the name or code of a "
            "council or Scotland.",
        ),
        (
            f"2020/22,Fife,{TOTAL},All Ages,Number of People,5\n",
            "telecare.csv, line 3, column financial_year: found '2020/22'; expected a financial year, such as 2022/23.",
        ),
        (
            f"2028/29,Fife,{TOTAL},All Ages,Number of People,5\n",
            "telecare.csv, line 3, column financial_year: found '2028/29'; expected a period that has begun "
            "by 1 September 2026.",
        ),
        (
            f"2020/21,Fife,{TOTAL},85+,Number of People,5\n",
            "telecare.csv, line 3, column age_group: found '85+'; expected one of 'All Ages', '65-74 years', "
            "'75-84 years', '85+ years'.",
        ),
        (
            f"2020/21,Fife,{TOTAL},All Ages,Number of Peeple,5\n",
            "telecare.csv, line 3, column measure: found 'Number of Peeple'; expected one of 'Number of People'.",
        ),
        (
            ROW,
            "telecare.csv, line 3: expected one row a year, location, service and age, but line 2 gives the same one.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, row, sentence):
    extract, _ = supplied(tmp_path, ROW + row)
    assert sentences(extract.faults) == [sentence]


def test_a_file_of_rates_alone_is_refused(tmp_path):
    extract, loaded = supplied(tmp_path, f'2021/22,Fife,{TOTAL},All Ages,"Rate per 1,000 Population",28.1\n')
    assert sentences(extract.faults) == ["telecare.csv: expected rows whose measure is Number of People."]
    assert loaded.facts.empty
