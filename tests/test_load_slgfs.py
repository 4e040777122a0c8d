"""Net revenue expenditure on social work (SLGFS 2017-18, Annex C)."""

from datetime import date
from pathlib import Path

import pytest

from etl import geography
from etl.extract import Extract, read
from etl.faults import sentences
from etl.loaders import loaders, recognise, slgfs
from etl.loaders.base import Context, Loaded

DATA = Path(__file__).resolve().parents[1] / "data"
HELD = DATA / "extracts" / "finance" / "slgfs_2017-18_social_work_net_revenue_expenditure.csv"
CONTEXT = Context(geography.read(DATA / "reference"), date(2026, 9, 1))


def load(path: Path) -> tuple[Extract, Loaded]:
    extract = read(path, path.name)
    return extract, slgfs.load(extract, CONTEXT)


@pytest.fixture
def edited(tmp_path):
    """The held file with one text replaced."""

    def edit(old: str, new: str) -> tuple[Extract, Loaded]:
        text = HELD.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path = tmp_path / "slgfs.csv"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return load(path)

    return edit


def test_held_file_gives_councils_and_scotland_in_thousands():
    extract, loaded = load(HELD)
    value = loaded.facts.set_index("area_code")["value"]
    assert extract.faults == [] and loaded.notes == []
    assert len(loaded.facts) == 33
    assert value["S92000003"] == 3_127_157
    assert value["S12000033"] == 136_093
    assert value["S12000041"] == 61_768
    assert set(loaded.facts["period_start"]) == {date(2017, 4, 1)}
    assert set(loaded.facts["period_end"]) == {date(2018, 3, 31)}
    assert set(loaded.facts["quantity"]) == {"social_work_net_expenditure"}


def test_layout_is_told_from_the_wider_ones_that_share_its_header():
    known = loaders()
    for file, source in (
        (HELD, "slgfs"),
        (HELD.parent / "scotland_social_work_expenditure.csv", "scotland_social_work_expenditure"),
        (DATA / "extracts" / "context" / "workforce_vacancies.csv", "workforce_vacancies"),
    ):
        assert recognise(read(file, file.name), known).SOURCE == source


def test_councils_that_do_not_add_up_to_scotland_are_refused(edited):
    extract, _ = edited(
        "Angus,2017-18,social_work_net_revenue_expenditure,61768,",
        "Angus,2017-18,social_work_net_revenue_expenditure,61769,",
    )
    assert sentences(extract.faults) == [
        "slgfs.csv, line 2, column value: found '3127157'; expected 3,127,158, the sum of the 32 councils."
    ]


def test_a_missing_council_is_a_note(edited):
    extract, loaded = edited("Angus,2017-18,social_work_net_revenue_expenditure,61768,GBP thousand\n", "")
    assert extract.faults == []
    assert [(note.area_code, note.text) for note in loaded.notes] == [("S12000041", "No row for this area in 2017/18.")]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (",61768,", ",n/a,", "slgfs.csv, line 5, column value: found 'n/a'; expected a number."),
        (
            "\nAngus,2017-18",
            "\nAngus,2017-19",
            "slgfs.csv, line 5, column financial_year: found '2017-19'; expected a financial year, such as 2022/23.",
        ),
        (
            "\nAngus,2017-18",
            "\nAngus,2027-28",
            "slgfs.csv, line 5, column financial_year: found '2027-28'; "
            "expected a period that has begun by 1 September 2026.",
        ),
        (
            "\nAngus,",
            "\nAngust,",
            "slgfs.csv, line 5, column area: found 'Angust'; expected the name or code of a council or Scotland.",
        ),
        (
            "61768,GBP thousand",
            "61768,GBP million",
            "slgfs.csv, line 5, column unit: found 'GBP million'; expected one of 'GBP thousand'.",
        ),
        (
            "\nAngus,",
            "\nAberdeenshire,",
            "slgfs.csv, line 5: expected one row an area, year and measure, but line 4 gives the same one.",
        ),
    ],
)
def test_one_wrong_cell_is_named_with_its_line(edited, old, new, sentence):
    extract, _ = edited(old, new)
    assert sentence in sentences(extract.faults)
