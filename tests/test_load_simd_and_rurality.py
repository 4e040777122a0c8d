"""People in deprived and rural places (SIMD 2020, Urban Rural Classification 2016)."""

from datetime import date
from pathlib import Path

import pytest

from etl import geography
from etl.extract import Extract, read
from etl.faults import sentences
from etl.loaders import simd_and_rurality
from etl.loaders.base import Context, Loaded

DATA = Path(__file__).resolve().parents[1] / "data"
HELD = DATA / "extracts" / "context" / "deprivation_and_rurality.csv"
CONTEXT = Context(geography.read(DATA / "reference"), date(2026, 9, 1))


def load(path: Path) -> tuple[Extract, Loaded]:
    extract = read(path, path.name)
    return extract, simd_and_rurality.load(extract, CONTEXT)


@pytest.fixture
def edited(tmp_path):
    """The held file with one text replaced."""

    def edit(old: str, new: str) -> tuple[Extract, Loaded]:
        text = HELD.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path = tmp_path / "simd.csv"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return load(path)

    return edit


def test_people_are_the_share_times_the_people_in_the_data_zones():
    extract, loaded = load(HELD)
    value = loaded.facts.set_index(["quantity", "area_code"])["value"]
    assert extract.faults == [] and loaded.notes == []
    assert value["people_in_data_zones", "S12000049"] == 635_130
    assert value["people_in_most_deprived_fifth", "S12000049"] == pytest.approx(281_870.694)  # 0.4438 × 635,130
    assert value["people_in_rural_areas", "S12000049"] == pytest.approx(3_493.215)  # 0.0055 × 635,130
    assert value["people_in_rural_areas", "S12000023"] == pytest.approx(15_701.364)  # 0.6966 × 22,540
    assert value["people_in_most_deprived_fifth", "S92000003"] == pytest.approx(1_053_236.78)


def test_councils_and_scotland_are_loaded_and_partnerships_are_not():
    _, loaded = load(HELD)
    assert loaded.facts.groupby("quantity").size().to_dict() == {
        "people_in_data_zones": 33,
        "people_in_most_deprived_fifth": 33,
        "people_in_rural_areas": 33,
    }
    assert not loaded.facts["area_code"].str.startswith("S37").any()
    assert set(loaded.facts["period_start"]) == set(loaded.facts["period_end"]) == {date(2021, 6, 30)}


def test_three_island_areas_have_a_real_zero():
    _, loaded = load(HELD)
    deprived = loaded.facts[loaded.facts["quantity"] == "people_in_most_deprived_fifth"]
    assert set(deprived.loc[deprived["value"] == 0, "area_code"]) == {"S12000013", "S12000023", "S12000027"}


def test_a_partnership_unlike_its_councils_is_a_note(edited):
    extract, loaded = edited(
        "HSCP,S37000005,Clackmannanshire and Stirling,193,145010,0.171,0.1675,",
        "HSCP,S37000005,Clackmannanshire and Stirling,193,145011,0.171,0.1775,",
    )
    assert extract.faults == []
    assert [(note.area_code, note.text) for note in loaded.notes] == [
        (
            "S37000005",
            "The partnership's simd2020_q1_pop_share and pop_mid2021_dz is not that of its councils "
            "together; the councils' is used.",
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "Council area,S12000041,",
            "HSCP,S12000041,",
            "simd.csv, line 58, column area_code: found 'S12000041'; expected an area of the kind that area_type says.",
        ),
        (
            "Council area,S12000041,",
            "Ward,S12000041,",
            "simd.csv, line 58, column area_type: found 'Ward'; expected one of 'HSCP', 'Council area', 'Country'.",
        ),
        (
            "Council area,S12000041,",
            "Council area,S12000040,",
            "simd.csv, line 58: expected one row an area, but line 57 gives the same one.",
        ),
        (
            "Angus,155,116120,0.0774,0.0682,0.0824,0.2806,0.1121,0.5248\nHSCP",
            "Angus,155,116120,0.0774,6.82,0.0824,0.2806,0.1121,0.5248\nHSCP",
            "simd.csv, line 4, column simd2020_q1_pop_share: found '6.82'; expected a number of 1 or less.",
        ),
    ],
)
def test_one_wrong_cell_is_named_with_its_line(edited, old, new, sentence):
    extract, _ = edited(old, new)
    assert sentence in sentences(extract.faults)
