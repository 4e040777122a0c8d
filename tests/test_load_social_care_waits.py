"""People waiting for a social care assessment or for care at home."""

from datetime import date
from pathlib import Path

import pytest

from etl import geography
from etl.extract import Extract, read
from etl.faults import sentences
from etl.loaders import loaders, recognise, social_care_waits
from etl.loaders.base import Context, Loaded

ROOT = Path(__file__).resolve().parents[1]
HELD = ROOT / "data" / "extracts" / "unmet_need" / "social_care_waits.csv"
INVENTED = ROOT / "tests" / "fixtures" / "social_care_waits.csv"
CONTEXT = Context(geography.read(ROOT / "data" / "reference"), date(2026, 9, 1))
FIFE = "Fife,2026-03-02,people_waiting_for_assessment,310,all areas submitted,https://example.org"


def load(path: Path) -> tuple[Extract, Loaded]:
    extract = read(path, path.name)
    return extract, social_care_waits.load(extract, CONTEXT)


@pytest.fixture
def written(tmp_path):
    """A file of the template's columns from its rows."""

    def write(*rows: str) -> tuple[Extract, Loaded]:
        path = tmp_path / "waits.csv"
        path.write_text("\n".join(["area,snapshot_date,item,value,basis,source_url", *rows]), encoding="utf-8")
        return load(path)

    return write


def test_held_file_gives_scotland_by_date_and_basis():
    extract, loaded = load(HELD)
    assert extract.faults == [] and loaded.notes == []
    value = loaded.facts.set_index(["quantity", "period_start", "breakdown"])["value"]
    assert len(value) == 24
    assert value["people_waiting_for_assessment", date(2023, 2, 20), "basis=estimated"] == 7_522
    assert value["people_waiting_for_care_at_home", date(2025, 11, 24), "basis=estimated"] == 3_207
    assert value["people_waiting_for_assessment", date(2026, 1, 5), "basis=all_areas_submitted"] == 8_050
    assert value["weekly_hours_waiting_assessed", date(2023, 4, 17), "basis=estimated"] == 39_000
    assert loaded.facts.groupby("quantity").size().to_dict() == {
        "people_waiting_for_assessment": 10,
        "people_waiting_for_care_at_home": 12,
        "weekly_hours_waiting_assessed": 2,
    }
    assert set(loaded.facts["area_code"]) == {"S92000003"}


def test_the_basis_gives_the_status_and_the_note_says_where_it_was_read():
    facts = load(HELD)[1].facts.set_index(["quantity", "period_start"])
    estimated = facts.loc[("people_waiting_for_assessment", date(2024, 1, 8))]
    submitted = facts.loc[("people_waiting_for_assessment", date(2026, 1, 5))]
    assert (estimated["status"], submitted["status"]) == ("estimated", "published")
    assert estimated["note"].startswith(
        "Source: Public Health Scotland, “Social care - Demand for Care at Home services”, 2024-01-30, https://"
    )


def test_invented_figures_cover_every_authority_and_add_up_to_scotland():
    extract, loaded = load(INVENTED)
    assert extract.faults == [] and loaded.notes == []
    facts = loaded.facts[
        (loaded.facts["quantity"] == "people_waiting_for_assessment")
        & (loaded.facts["period_start"] == date(2026, 1, 5))
    ]
    value = facts.set_index("area_code")["value"]
    assert len(value) == 32
    assert value["S92000003"] == value.drop("S92000003").sum() == 8_772
    assert set(loaded.facts["note"]) == {"Source: invented test data"}


def test_both_layouts_are_recognised():
    known = loaders()
    assert recognise(read(HELD, HELD.name), known) is social_care_waits
    assert recognise(read(INVENTED, INVENTED.name), known) is social_care_waits


def test_a_council_stands_for_its_authority_and_others_are_noted_as_absent(written):
    extract, loaded = written(FIFE, FIFE.replace("Fife", "S12000017").replace("310", "12"))
    assert extract.faults == []
    assert dict(zip(loaded.facts["area_code"], loaded.facts["value"])) == {"S37000032": 310, "S37000016": 12}
    assert len(loaded.notes) == 29
    assert loaded.notes[0].text == "No row for this area (people waiting for assessment) in 2 Mar 2026."


def test_a_blank_value_is_no_fact(written):
    extract, loaded = written(FIFE, FIFE.replace("Fife", "Moray").replace("310", ""))
    assert extract.faults == []
    assert loaded.facts["area_code"].tolist() == ["S37000032"]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("310", "c. 300", "waits.csv, line 2, column value: found 'c. 300'; expected a number."),
        ("310", "-1", "waits.csv, line 2, column value: found '-1'; expected a number of 0 or more."),
        (
            "2026-03-02",
            "March 2026",
            "waits.csv, line 2, column snapshot_date: found 'March 2026'; expected a date, such as 2024-03-31.",
        ),
        (
            "2026-03-02",
            "2026-10-05",
            "waits.csv, line 2, column snapshot_date: found '2026-10-05'; "
            "expected a period that has begun by 1 September 2026.",
        ),
        (
            "all areas submitted",
            "provisional",
            "waits.csv, line 2, column basis: found 'provisional'; expected one of 'estimated', 'all areas submitted'.",
        ),
        (
            "Fife",
            "NHS Fife",
            "waits.csv, line 2, column area: found 'NHS Fife'; "
            "expected an integration authority or Scotland, not a health board.",
        ),
        (
            "Fife",
            "Clackmannanshire",
            "waits.csv, line 2, column area: found 'Clackmannanshire'; "
            "expected Clackmannanshire and Stirling together: "
            "they are one integration authority, so a figure for one of the two councils cannot "
            "stand for it.",
        ),
        (
            "people_waiting_for_assessment",
            "people_waiting",
            "waits.csv, line 2, column item: found 'people_waiting'; "
            "expected one of 'people_waiting_for_assessment', "
            "'people_waiting_for_care_at_home', 'weekly_hours_waiting_assessed'.",
        ),
    ],
)
def test_one_wrong_cell_is_named_with_its_line(written, old, new, sentence):
    extract, _ = written(FIFE.replace(old, new), FIFE.replace("Fife", "Moray"))
    assert sentences(extract.faults) == [sentence]


def test_one_area_twice_is_refused_but_not_on_two_bases(written):
    extract, loaded = written(FIFE, FIFE.replace("all areas submitted", "estimated"), FIFE.replace("Fife", "S12000047"))
    assert sentences(extract.faults) == [
        "waits.csv, line 4: expected one row an area, date, item and basis, but line 2 gives the same one."
    ]
