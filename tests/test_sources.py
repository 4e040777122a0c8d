"""Every source is declared, attributed and dated; one that is wrong is refused with every fault."""

import re
from datetime import date
from pathlib import Path

import pytest

from ijb.sources import BadSource, load, sources

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "data" / "sources"
EXPECTED = set(
    """
phs_delayed_discharges phs_delayed_discharges_treated lgbf phs_care_at_home phs_people_supported
phs_telecare phs_sds phs_care_home_census care_inspectorate phs_admissions_weekly cpop
phs_drug_and_alcohol_waits slgfs ons_healthy_life_expectancy simd_and_rurality nrs_population
nrs_population_totals nrs_population_age_groups nrs_population_2011based nrs_projection
obr_gdp_deflators price_indices ijb_accounts social_care_waits ijb_reported_figures foi_2023_waits
workforce_vacancies scotland_social_work_expenditure scotpho_need_indicators
""".split()
)
GOOD = """
publisher = "Test data"
title = "Test data: lamps"
url = "https://example.org/"
licence = "CC0 1.0"
attribution = "Test data."
layout = "lamp, lit."
coverage = "Nowhere."
cadence = "Monthly"
every_months = 1
lag_months = 2
next_due_words = "Not announced."
caveats = ["Made up."]
"""


def refused(folder, text):
    (folder / "lamps.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadSource) as found:
        load(folder / "lamps.toml")
    return found.value.faults


def test_every_source_is_declared():
    assert set(sources(SOURCES)) == EXPECTED


def test_every_loader_has_its_source_declared():
    loaders = [path.read_text(encoding="utf-8") for path in (ROOT / "etl" / "loaders").glob("*.py")]
    named = {name for text in loaders for name in re.findall(r'^SOURCE = "(\w+)"', text, flags=re.MULTILINE)}
    assert named and named <= EXPECTED


def test_open_government_sources_carry_the_statement_and_their_publisher():
    for source in sources(SOURCES).values():
        if source.licence == "Open Government Licence v3.0":
            assert source.publisher in source.attribution
            assert source.attribution.endswith("licensed under the Open Government Licence v3.0.")


def test_what_is_not_under_the_open_government_licence():
    other = {
        source.id: source.licence
        for source in sources(SOURCES).values()
        if source.licence != "Open Government Licence v3.0"
    }
    assert other == {
        "foi_2023_waits": "CC0 1.0",
        "ijb_reported_figures": "Quoted facts",
        "ijb_accounts": "As supplied",
        "price_indices": "As supplied",
    }


@pytest.mark.parametrize(
    "id, last_period, due",
    [
        ("phs_delayed_discharges", date(2025, 8, 31), date(2025, 11, 30)),
        ("phs_delayed_discharges_treated", date(2026, 7, 31), date(2026, 10, 31)),
        ("phs_drug_and_alcohol_waits", date(2025, 6, 30), date(2025, 12, 31)),
        ("nrs_population", date(2024, 6, 30), date(2026, 8, 31)),
        ("ons_healthy_life_expectancy", date(2024, 12, 31), date(2027, 2, 28)),
    ],
)
def test_the_next_figures_are_due_a_cadence_and_a_lag_after_the_last(id, last_period, due):
    source = sources(SOURCES)[id]
    assert source.due_after(last_period) == due
    assert source.next_due == due


def test_a_source_without_a_cadence_has_nothing_due():
    ended = sources(SOURCES)["phs_admissions_weekly"]
    assert ended.due_after(date(2023, 6, 25)) is None
    assert ended.next_due is None and ended.next_due_words == "The series has ended."


def test_a_whole_file_is_accepted(tmp_path):
    (tmp_path / "lamps.toml").write_text(GOOD, encoding="utf-8")
    assert load(tmp_path / "lamps.toml").publisher == "Test data"


def test_every_fault_of_a_file_is_named_at_once(tmp_path):
    wrong = (
        GOOD.replace("publisher", "publsher")
        .replace("https:", "ftp:")
        .replace("CC0 1.0", "CC0")
        .replace("every_months = 1", 'every_months = "1"')
        .replace('"Nowhere."', '""')
    )
    assert refused(tmp_path, wrong) == (
        'lamps.toml: there is no field "publsher". Did you mean "publisher"?',
        'lamps.toml: the field "publisher" is missing.',
        "lamps.toml: every_months is '1'; it should be a whole number.",
        "lamps.toml: coverage is empty; it should say something.",
        'lamps.toml: licence is "CC0"; it should be one of Open Government Licence v3.0, CC0 1.0, '
        'Quoted facts, As supplied. Did you mean "CC0 1.0"?',
        'lamps.toml: url is "ftp://example.org/"; it should be an address that starts with https://.',
    )


def test_an_open_government_source_must_say_so(tmp_path):
    faults = refused(tmp_path, GOOD.replace("CC0 1.0", "Open Government Licence v3.0"))
    assert faults == (
        'lamps.toml: attribution should say "Contains public sector information licensed '
        'under the Open Government Licence v3.0."',
    )


def test_the_faults_of_all_files_come_at_once(tmp_path):
    for name in ("first", "second"):
        (tmp_path / f"{name}.toml").write_text(GOOD.replace('layout = "lamp, lit."\n', ""), encoding="utf-8")
    with pytest.raises(BadSource) as found:
        sources(tmp_path)
    assert found.value.faults == (
        'first.toml: the field "layout" is missing.',
        'second.toml: the field "layout" is missing.',
    )
