"""Healthy life expectancy at birth, with its 95 % interval."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl import geography
from etl.extract import Extract, read
from etl.faults import sentences
from etl.loaders import loaders, recognise
from etl.loaders.base import Context, Loaded
from etl.loaders.ons_healthy_life_expectancy import load
from ijb.paths import EXTRACTS, REFERENCE

CONTEXT = Context(geography.read(REFERENCE), date(2026, 9, 1))
HEADER = "areacd,areanm,indicator,period,observation,lci_95,uci_95,status\n"
ROW = "S12000013,Na h-Eileanan Siar,Female healthy life expectancy,2022-2024,64.5,51.0,77.9,\n"


@pytest.fixture(scope="module")
def held() -> tuple[Extract, Loaded]:
    extract = read(EXTRACTS / "context/healthy_life_expectancy.csv", "healthy_life_expectancy.csv")
    return extract, load(extract, CONTEXT)


def supplied(tmp_path: Path, rows: str) -> tuple[Extract, Loaded]:
    path = tmp_path / "years.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    extract = read(path, path.name)
    return extract, load(extract, CONTEXT)


def test_the_supplied_file_has_no_fault_or_note_and_twelve_periods(held):
    extract, loaded = held
    assert extract.faults == []
    assert loaded.notes == []
    assert len(loaded.facts) == 6 * 33 * 12
    periods = set(zip(loaded.facts["period_start"], loaded.facts["period_end"], strict=True))
    assert len(periods) == 12
    assert min(periods) == (date(2011, 1, 1), date(2013, 12, 31))
    assert max(periods) == (date(2022, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("quantity", "area", "value"),
    [
        ("healthy_life_expectancy_female", "S12000013", 64.5),
        ("healthy_life_expectancy_female_lower", "S12000013", 51.0),
        ("healthy_life_expectancy_female_upper", "S12000013", 77.9),
        ("healthy_life_expectancy_male", "S92000003", 59.1),
        ("healthy_life_expectancy_male_lower", "S92000003", 58.4),
        ("healthy_life_expectancy_male_upper", "S92000003", 59.8),
    ],
)
def test_years_in_2022_to_2024_are_as_published(held, quantity, area, value):
    facts = held[1].facts
    rows = facts[
        (facts["quantity"] == quantity) & (facts["area_code"] == area) & (facts["period_start"] == date(2022, 1, 1))
    ]
    assert rows["value"].tolist() == [value]
    assert rows["status"].tolist() == ["published"]


def test_a_period_may_be_written_short(tmp_path):
    extract, loaded = supplied(tmp_path, ROW.replace("2022-2024", "2022-24"))
    assert extract.faults == []
    assert set(loaded.facts["period_end"]) == {date(2024, 12, 31)}


def test_an_absent_council_is_noted(tmp_path):
    _, loaded = supplied(tmp_path, ROW)
    assert len(loaded.notes) == 31
    assert loaded.notes[0].text == "No row for this area (Female healthy life expectancy) in 2022-24."


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (ROW.replace("64.5", "sixty"), "line 2, column observation: found 'sixty'; expected a number."),
        (ROW.replace("64.5", "645"), "column observation: found '645'; expected a number of 120 or less."),
        (ROW.replace("51.0", "65.0"), "column lci_95: found '65.0'; expected no more than the observation."),
        (ROW.replace("77.9", "64.4"), "column uci_95: found '64.4'; expected no less than the observation."),
        (
            ROW.replace("S12000013", "E06000001"),
            "column areacd: found 'E06000001'; expected the name or code of",
        ),
        (
            ROW.replace("2022-2024", "2022-2025"),
            "found '2022-2025'; expected three calendar years, such as 2022-2024.",
        ),
        (
            ROW.replace("2022-2024", "2022-1924"),
            "found '2022-1924'; expected three calendar years, such as 2022-2024.",
        ),
        (ROW.replace("2022-2024", "2027-2029"), "expected a period that has begun by 1 September 2026."),
        (
            ROW.replace("Female", "Girls'"),
            'column indicator: found "Girls\' healthy life expectancy"; expected one',
        ),
        (ROW + ROW, "line 3: expected one row a period, area and indicator, but line 2 gives the same one."),
    ],
)
def test_what_is_wrong_is_said(tmp_path, rows, fault):
    extract, _ = supplied(tmp_path, rows)
    assert any(fault in sentence for sentence in sentences(extract.faults))


def test_its_header_is_known_as_this_source(held):
    assert recognise(held[0], loaders()).SOURCE == "ons_healthy_life_expectancy"


def test_a_misspelt_column_is_named(tmp_path):
    path = tmp_path / "years.csv"
    path.write_text(HEADER.replace("lci_95", "lower_95") + ROW, encoding="utf-8")
    extract = read(path, path.name)
    assert recognise(extract, loaders()) is None
    assert "expected a column 'lci_95'" in " ".join(sentences(extract.faults))
