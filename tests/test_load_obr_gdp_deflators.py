"""GDP deflators (OBR, March 2026)."""

from datetime import date
from pathlib import Path

import pytest

from etl import geography
from etl.extract import Extract, read
from etl.faults import sentences
from etl.loaders import obr_gdp_deflators
from etl.loaders.base import Context, Loaded

DATA = Path(__file__).resolve().parents[1] / "data"
HELD = DATA / "extracts" / "finance" / "gdp_deflators.csv"
CONTEXT = Context(geography.read(DATA / "reference"), date(2026, 9, 1))


def load(path: Path) -> tuple[Extract, Loaded]:
    extract = read(path, path.name)
    return extract, obr_gdp_deflators.load(extract, CONTEXT)


@pytest.fixture
def written(tmp_path):
    """A file of three columns from its rows."""

    def write(*rows: str) -> tuple[Extract, Loaded]:
        path = tmp_path / "deflators.csv"
        path.write_text("\n".join(["financial_year,index_2023_100,status", *rows]), encoding="utf-8")
        return load(path)

    return write


def test_held_file_gives_outturn_as_published_and_forecast_as_provisional():
    extract, loaded = load(HELD)
    facts = loaded.facts.set_index("period_start")
    assert extract.faults == [] and loaded.notes == []
    assert len(facts) == 23
    assert facts.loc[date(2008, 4, 1), ["value", "status"]].tolist() == [70.175, "published"]
    assert facts.loc[date(2024, 4, 1), ["value", "status"]].tolist() == [104.95, "published"]
    assert facts.loc[date(2025, 4, 1), ["value", "status"]].tolist() == [108.3492, "provisional"]
    assert facts.loc[date(2030, 4, 1), ["value", "status"]].tolist() == [119.2669, "provisional"]
    assert set(facts["area_code"]) == {"S92000003"}


def test_a_missing_year_is_a_note(written):
    extract, loaded = written("2021-22,89.55,outturn", "2023-24,100.875,outturn")
    assert extract.faults == []
    assert [note.text for note in loaded.notes] == ["No deflator for 2022/23, so no real terms for that year."]


def test_every_fault_is_said_at_once(written):
    extract, _ = written(
        "2021-22,89.55,outturn",
        "2022-24,95.8,outturn",
        "2023-24,0,outturn",
        "2027-28,112.6687,outturn",
        "2021-22,none,guess",
    )
    assert sentences(extract.faults) == [
        "deflators.csv, line 3, column financial_year: found '2022-24'; expected a financial year, such as 2022/23.",
        "deflators.csv, line 6, column index_2023_100: found 'none'; expected a number.",
        "deflators.csv, line 4, column index_2023_100: found '0'; expected a number of 10 or more.",
        "deflators.csv, line 6, column status: found 'guess'; expected one of 'outturn', 'forecast'.",
        "deflators.csv, line 5, column status: found 'outturn'; "
        "expected forecast, since this financial year has not begun.",
        "deflators.csv, line 6: expected one row a financial year, but line 2 gives the same one.",
    ]


def test_a_file_with_no_readable_year_is_refused_and_does_not_stop_the_check(written):
    extract, loaded = written("last year,100,outturn")
    assert len(extract.faults) == 1
    assert loaded.facts.empty
