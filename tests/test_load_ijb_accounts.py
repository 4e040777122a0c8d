"""The template of figures from IJBs' annual accounts. Figures are invented."""

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from etl import geography
from etl.extract import Extract, read
from etl.faults import sentences
from etl.loaders import ijb_accounts, loaders, recognise
from etl.loaders.base import Context, Loaded

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
CONTEXT = Context(geography.read(ROOT / "data" / "reference"), date(2026, 9, 1))
HEADER = (
    "ijb,financial_year,net_cost_of_services,general_reserve,earmarked_reserve,savings_planned,"
    "savings_delivered,savings_delivered_recurring,budget_gap,outturn_variance,source_url"
)
MORAY = "Moray,2024/25,200000,1000,5000,4000,3000,2000,-50,-1200,https://example.org/accounts"


def load(path: Path) -> tuple[Extract, Loaded]:
    extract = read(path, path.name)
    return extract, ijb_accounts.load(extract, CONTEXT)


@pytest.fixture
def written(tmp_path):
    """A file of the template's columns from its rows."""

    def write(*rows: str, header: str = HEADER) -> tuple[Extract, Loaded]:
        path = tmp_path / "accounts.csv"
        path.write_text("\n".join([header, *rows]), encoding="utf-8")
        return load(path)

    return write


def values(loaded: Loaded) -> dict[str, float]:
    return dict(zip(loaded.facts["quantity"], loaded.facts["value"]))


def test_workbook_and_csv_of_invented_figures_give_the_same_facts():
    of_csv, from_csv = load(FIXTURES / "ijb_accounts.csv")
    of_workbook, from_workbook = load(FIXTURES / "ijb_accounts.xlsx")
    assert of_csv.faults == of_workbook.faults == []
    assert from_csv.notes == from_workbook.notes == []
    pd.testing.assert_frame_equal(from_csv.facts, from_workbook.facts)
    assert from_csv.facts["area_code"].nunique() == 30
    assert set(from_csv.facts["note"]) == {"Source: invented test data"}


def test_invented_figures_of_aberdeenshire_are_read_by_name():
    facts = load(FIXTURES / "ijb_accounts.csv")[1].facts
    row = facts[(facts["area_code"] == "S37000002") & (facts["period_start"] == date(2022, 4, 1))]
    assert dict(zip(row["quantity"], row["value"])) == {
        "net_cost_of_services": 569_920,
        "general_reserve": 5_699,
        "earmarked_reserve": 17_097,
        "total_reserves": 22_796,
        "savings_planned": 21_920,
        "savings_delivered": 14_686,
        "savings_delivered_recurring": 11_014,
        "budget_gap": 27_139,
        "outturn_variance": 0,
        "council_contribution": 199_472,
        "nhs_contribution": 313_456,
        "set_aside": 56_992,
        "reserves_used": 0,
    }


def test_every_figure_of_the_fixture_is_marked_as_invented():
    with (FIXTURES / "ijb_accounts.csv").open(encoding="utf-8") as file:
        assert {row["source_url"] for row in csv.DictReader(file)} == {"invented test data"}


def test_one_row_gives_its_figures_and_the_sum_of_its_reserves(written):
    extract, loaded = written(MORAY)
    assert extract.faults == []
    assert values(loaded) == {
        "net_cost_of_services": 200_000,
        "general_reserve": 1_000,
        "earmarked_reserve": 5_000,
        "total_reserves": 6_000,
        "savings_planned": 4_000,
        "savings_delivered": 3_000,
        "savings_delivered_recurring": 2_000,
        "budget_gap": -50,
        "outturn_variance": -1_200,
    }
    status = dict(zip(loaded.facts["quantity"], loaded.facts["status"]))
    assert status.pop("total_reserves") == "derived" and set(status.values()) == {"published"}
    assert set(loaded.facts["area_code"]) == {"S37000019"}
    assert set(loaded.facts["period_end"]) == {date(2025, 3, 31)}


def test_a_blank_is_no_fact_and_never_a_zero(written):
    extract, loaded = written("Moray,2024/25,200000,,5000,,,,,,")
    assert extract.faults == []
    assert values(loaded) == {"net_cost_of_services": 200_000, "earmarked_reserve": 5_000}
    assert set(loaded.facts["note"]) == {""}


def test_a_general_reserve_may_be_a_deficit(written):
    extract, loaded = written("Moray,2024/25,200000,-5800,1000,,,,,,")
    assert extract.faults == []
    assert values(loaded)["total_reserves"] == -4_800


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("S37000014", "S37000032"),
        ("Fife Council", "S37000032"),
        ("S12000049", "S37000034"),
        ("Dumfries & Galloway", "S37000006"),
        ("Clacks & Stirling", "S37000005"),
        ("Na h-Eileanan Siar", "S37000031"),
        ("City of Edinburgh", "S37000012"),
        ("Borders", "S37000025"),
    ],
)
def test_an_ijb_stands_by_any_code_or_name_and_by_its_council(written, name, code):
    extract, loaded = written(MORAY.replace("Moray", name))
    assert extract.faults == []
    assert set(loaded.facts["area_code"]) == {code}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Highland", "Highland is a lead agency and has no IJB accounts; expected one of the 30 IJBs"),
        (
            "Stirling",
            "expected Clackmannanshire and Stirling together: they are one integration authority, "
            "so a figure for one of the two councils cannot stand for it",
        ),
        ("NHS Grampian", "expected an integration authority, not a health board"),
        ("Scotland", "expected an integration authority, not Scotland"),
        ("Atlantis", "expected the name or code of an integration authority"),
    ],
)
def test_an_area_that_is_no_ijb_is_refused_with_the_reason(written, name, expected):
    extract, loaded = written(MORAY.replace("Moray", name))
    assert sentences(extract.faults) == [f"accounts.csv, line 2, column ijb: found '{name}'; {expected}."]
    assert loaded.facts.empty


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("200000", "2m", "accounts.csv, line 2, column net_cost_of_services: found '2m'; expected a number."),
        (
            "200000",
            "-1",
            "accounts.csv, line 2, column net_cost_of_services: found '-1'; expected a number of 0 or more.",
        ),
        (
            "3000,2000",
            "3000,3001",
            "accounts.csv, line 2, column savings_delivered_recurring: found '3001'; "
            "expected savings_delivered of this line or less.",
        ),
        (
            "2024/25",
            "2024/26",
            "accounts.csv, line 2, column financial_year: found '2024/26'; expected a financial year, such as 2022/23.",
        ),
        (
            "2024/25",
            "2027/28",
            "accounts.csv, line 2, column financial_year: found '2027/28'; "
            "expected a period that has begun by 1 September 2026.",
        ),
    ],
)
def test_one_wrong_cell_is_named_with_its_line(written, old, new, sentence):
    extract, _ = written(MORAY.replace(old, new), MORAY.replace("Moray", "Angus"))
    assert sentences(extract.faults) == [sentence]


def test_the_same_ijb_and_year_twice_is_refused_also_under_another_name(written):
    extract, _ = written(MORAY, MORAY.replace("Moray", "S12000020"))
    assert sentences(extract.faults) == [
        "accounts.csv, line 3: expected one row an IJB and financial year, but line 2 gives the same one."
    ]


def test_every_fault_is_said_at_once(written):
    extract, _ = written(
        MORAY.replace("Moray", "Highland"),
        MORAY.replace("200000", "many"),
        MORAY.replace("Moray", "Angus").replace("2024/25", "24/25"),
    )
    assert [fault.line for fault in sorted(extract.faults, key=lambda fault: fault.line)] == [2, 3, 4]


def test_a_source_that_looks_like_a_formula_stays_text(written):
    extract, loaded = written(MORAY.replace("https://example.org/accounts", "=HYPERLINK(A1)"))
    assert extract.faults == []
    assert set(loaded.facts["note"]) == {"Source: =HYPERLINK(A1)"}


def test_a_workbook_cell_that_looks_like_a_formula_stays_text(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(HEADER.split(","))
    book.active.append(["Moray", "2024/25", 200000, None, None, None, None, None, None, None, "=1+1"])
    book.active["K2"].data_type = "s"
    book.save(tmp_path / "accounts.xlsx")
    extract, loaded = load(tmp_path / "accounts.xlsx")
    assert extract.faults == []
    assert set(loaded.facts["note"]) == {"Source: =1+1"}


def test_missing_ijbs_and_misspelt_optional_columns_are_notes(written):
    extract, loaded = written(MORAY + ",7", header=HEADER + ",set_asides")
    assert extract.faults == []
    assert loaded.notes[0].text == "The column 'set_asides' is not in the template and was not read."
    absent = [note.area_code for note in loaded.notes[1:]]
    assert len(absent) == 29
    assert "S37000019" not in absent and "S37000016" not in absent


def test_a_missing_or_misspelt_required_column_is_named(tmp_path):
    path = tmp_path / "accounts.csv"
    path.write_text(HEADER.replace("budget_gap", "budget_gaps") + "\n" + MORAY, encoding="utf-8")
    extract = read(path, path.name)
    assert recognise(extract, loaders()) is None
    assert sentences(extract.faults) == [
        "accounts.csv, line 1: expected a column 'budget_gap', as in the layout ijb_accounts; "
        "'budget_gaps' looks like it."
    ]


def test_whole_pounds_are_refused(written):
    extract, _ = written("Moray,2024/25,200000000,,,,,,,,", "Angus,2024/25,5000000,,,,,,,,")
    said = sentences(extract.faults)
    assert len(said) == 1 and "these look like whole pounds" in said[0] and "line 2" in said[0]
