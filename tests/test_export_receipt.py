"""What a figure's receipt says, against the supplied files themselves."""

import csv
import gzip
import hashlib
import re
from dataclasses import fields, replace
from datetime import date

import pytest
from clock import TODAY

from ijb import fingerprint, paths
from ijb.export.receipt import LINES, NoReceipt, Receipt, as_citation, as_text, receipt
from ijb.store import SCOTLAND, Period

EDINBURGH, EDINBURGH_COUNCIL, EAST_LOTHIAN = "S37000012", "S12000036", "S37000010"
CLACKMANNANSHIRE_AND_STIRLING, LOTHIAN, GREATER_GLASGOW_AND_CLYDE = "S37000005", "S08000024", "S08000031"
AUGUST_2025 = Period(date(2025, 8, 1), date(2025, 8, 31), "Aug 2025")
JULY_2026 = Period(date(2026, 7, 1), date(2026, 7, 31), "Jul 2026")
BY_COUNCIL = "delayed_discharges/2025-08_delayed-discharge-beddays-council-area.csv.gz"
BY_BOARD = "delayed_discharges/2026-07_delayed-discharge-beddays-health-board.csv.gz"
OF_PEOPLE = [
    "context/population_age_groups_2011based.csv",
    "context/population_mid2022.csv",
    "context/population_mid2024.csv",
    "context/population_projection_2018based.csv",
    "context/population_totals_mid2011_mid2024.csv",
]
LINK = "https://figures.example/compare?area=S37000012&measure=delayed_beds_rate"


def of(store, measure, area=EDINBURGH, breakdown="", basis="", period=None, link=LINK) -> Receipt:
    period = period or store.default_period(measure, breakdown)
    return receipt(store, store.measures[measure], area, breakdown, basis, period, link)


@pytest.fixture(scope="module")
def beds(store) -> Receipt:
    return of(store, "delayed_beds_rate", period=AUGUST_2025)


def files(given, role):
    return sorted(file.file for file in given.files if file.role == role)


def council(name, **where):
    """The one row of a supplied file for Edinburgh's council."""
    path = paths.EXTRACTS / name
    with (gzip.open if name.endswith(".gz") else open)(path, "rt", encoding="utf-8-sig", newline="") as lines:
        wanted = {key: str(value) for key, value in where.items()}
        (row,) = [row for row in csv.DictReader(lines) if wanted.items() <= row.items()]
    return row


# --- a figure worked from the files ---


def test_it_says_which_figure_it_is_of(beds):
    assert (beds.measure, beds.measure_id) == (
        "Hospital beds occupied by people whose discharge is delayed",
        "delayed_beds_rate",
    )
    assert (beds.area, beds.area_code) == ("Edinburgh", EDINBURGH)
    assert (beds.period, beds.first_day, beds.last_day) == ("Aug 2025", "2025-08-01", "2025-08-31")
    assert (beds.breakdown, beds.unit) == ("All reasons, all ages", "beds per 100,000 adults")
    assert beds.link == LINK


def test_the_numerator_is_the_days_in_the_file_over_the_days_of_the_month(beds):
    row = council(
        BY_COUNCIL,
        MonthOfDelay=202508,
        CA=EDINBURGH_COUNCIL,
        AgeGroup="18plus",
        ReasonForDelay="All Delay Reasons",
    )
    assert row["NumberOfDelayedBedDays"] == "3707"
    assert beds.numerator == pytest.approx(3707 / 31, rel=1e-12)
    assert beds.numerator_unit == "beds"
    assert beds.numerator_quantity.startswith("Beds occupied on an average day")


def test_the_denominator_is_the_newest_estimate_moved_as_the_projection_moves(beds):
    def projected(year):
        row = council("context/population_projection_2018based.csv", area_code=EDINBURGH_COUNCIL, year=year)
        return int(row["all"]), int(row["16_64"]) + int(row["65plus"])

    people = council("context/population_mid2024.csv", area_code=EDINBURGH_COUNCIL)
    (all_2024, adults_2024), (all_2025, adults_2025) = projected(2024), projected(2025)
    total = int(people["all"]) * all_2025 / all_2024
    share = int(people["18plus"]) / int(people["all"]) * (adults_2025 / all_2025) / (adults_2024 / all_2024)
    assert beds.denominator == pytest.approx(total * share, rel=1e-9)
    assert (beds.denominator_quantity, beds.denominator_unit) == ("Population, people aged 18 and over", "people")
    assert (beds.status, beds.denominator_status) == ("Published", "Estimated")


def test_the_value_is_what_the_receipt_says_it_is_worked_as(beds):
    assert beds.worked == "numerator × 100,000 ÷ denominator"
    assert beds.value == pytest.approx(beds.numerator * 100_000 / beds.denominator, rel=1e-12)
    assert beds.value_shown == "26.7"


def test_every_file_behind_it_is_named_with_the_hash_of_its_bytes(beds):
    assert files(beds, "Figures") == [BY_COUNCIL]
    assert files(beds, "Population") == OF_PEOPLE
    assert len(beds.files) == 6
    for file in beds.files:
        assert file.sha256 == hashlib.sha256((paths.EXTRACTS / file.file).read_bytes()).hexdigest()
        assert file.licence == "Open Government Licence v3.0"
        assert file.address.startswith("https://")


def test_the_source_and_the_build_are_named(store, beds):
    assert beds.source_publisher == "Public Health Scotland"
    assert beds.source_title == "Delayed Discharges in NHSScotland: bed days by council area of residence"
    assert beds.source_address == "https://www.opendata.nhs.scot/dataset/delayed-discharges-in-nhsscotland"
    assert beds.source_licence == "Open Government Licence v3.0"
    assert beds.built == f"{store.built_at():%Y-%m-%d %H:%M} UTC"
    assert beds.catalogue_hash == fingerprint.current(paths.EXTRACTS).catalogue


# --- other kinds of figure ---


def test_an_age_group_has_its_own_population(store):
    given = of(store, "delayed_beds_rate", breakdown="age=75plus", period=AUGUST_2025)
    assert (given.breakdown, given.unit) == ("75 and over", "beds per 100,000 people aged 75 and over")
    assert given.denominator_quantity == "Population, people aged 75 and over"
    assert given.numerator == pytest.approx(2559 / 31)


def test_scotlands_delays_name_both_files_that_hold_them(store):
    given = of(store, "delayed_beds_rate", SCOTLAND, period=JULY_2026)
    assert files(given, "Figures") == sorted([BY_COUNCIL, BY_BOARD])


def test_a_board_of_treatment_names_only_its_own_file(store):
    assert files(of(store, "delayed_beds_treated_rate", LOTHIAN), "Figures") == [BY_BOARD]


def test_real_terms_say_so_and_name_the_deflator(store):
    basis = store.real_basis("adult_social_work_spend_per_adult")
    given = of(store, "adult_social_work_spend_per_adult", basis=basis)
    assert given.unit == "per adult, in 2024/25 prices"
    assert given.numerator_unit == "£000, in 2024/25 prices"
    assert files(given, "Prices") == ["finance/gdp_deflators.csv"]
    assert given.value == pytest.approx(given.numerator * 1000 / given.denominator)
    assert files(of(store, "adult_social_work_spend_per_adult"), "Prices") == []


def test_a_published_rate_has_no_parts_to_show(store):
    given = of(store, "healthy_life_expectancy_male")
    assert given.worked == "As the publisher gives it"
    assert (given.numerator, given.numerator_quantity, given.denominator, given.denominator_quantity) == (
        None,
        "",
        None,
        "",
    )
    assert {file.role for file in given.files} == {"Figures"}


def test_a_weighted_mean_names_its_weights(store):
    given = of(store, "healthy_life_expectancy_male", CLACKMANNANSHIRE_AND_STIRLING)
    assert given.status == "Worked out here"
    assert given.worked.endswith("weighted by: Population, people of all ages")
    assert files(given, "Weights") == OF_PEOPLE


def test_a_missing_figure_says_why(store):
    given = of(store, "drug_and_alcohol_treatment_within_3_weeks", EAST_LOTHIAN)
    assert (given.value, given.numerator, given.denominator) == (None, None, None)
    assert (given.value_shown, given.status) == ("–", "Not collected or not published apart")
    assert "no figure (not collected or not published apart); shown by" in as_citation(given, TODAY)


def test_a_sum_of_some_says_of_how_many(store):
    census = Period(date(2018, 3, 31), date(2018, 3, 31), "31 Mar 2018")
    given = of(store, "care_at_home_hours_rate", GREATER_GLASGOW_AND_CLYDE, "age=18_64", period=census)
    assert given.status == "Partial, from 5 of the 6 areas that make it up"
    assert "(partial, from 5 of the 6 areas that make it up); worked out" in as_citation(given, TODAY)


def test_what_no_row_stands_for_is_refused(store):
    with pytest.raises(NoReceipt, match="No figure is expected for delayed_beds_rate, S12000036, Aug 2025."):
        of(store, "delayed_beds_rate", EDINBURGH_COUNCIL, period=AUGUST_2025)


def test_every_measure_has_a_receipt_in_words(store):
    for name, measure in store.measures.items():
        breakdown = measure.default_breakdown
        area = LOTHIAN if measure.areas == "treatment" else EDINBURGH
        if period := store.default_period(name, breakdown):
            given = of(store, name, area, breakdown, period=period)
            said = as_text(given) + as_citation(given, TODAY)
            assert not re.search(r"\b(nan|None|NaT|<NA>)\b", said), name
            assert given.files, name


# --- in words ---


def test_every_field_has_its_words():
    assert list(LINES) == [field.name for field in fields(Receipt)]


def test_as_text_is_a_line_a_field_and_a_line_a_file(beds):
    lines = as_text(beds).splitlines()
    assert lines[0] == "Measure: Hospital beds occupied by people whose discharge is delayed"
    assert "Area code: S37000012" in lines
    assert "Figure as shown: 26.7" in lines
    assert f"Figure in full: {beds.value!r}" in lines
    assert f"Link: {LINK}" == lines[-1]
    assert f"File (figures): {BY_COUNCIL}, SHA-256 {beds.files[0].sha256}; Public Health Scotland: " in as_text(beds)
    assert not any(line.startswith("Indicator") for line in lines)
    assert len(lines) == len(LINES) - 5 + len(beds.files)


def test_the_citation_is_one_sentence(beds):
    assert as_citation(replace(beds, built="2026-11-21 23:16 UTC"), date(2026, 11, 22)) == (
        "Public Health Scotland, Delayed Discharges in NHSScotland: bed days by council area of residence, "
        "https://www.opendata.nhs.scot/dataset/delayed-discharges-in-nhsscotland (Open Government Licence v3.0): "
        "Hospital beds occupied by people whose discharge is delayed (all reasons, all ages), Edinburgh, Aug 2025: "
        "26.7 beds per 100,000 adults; worked out by Integration performance with figures of National Records of "
        f"Scotland, database built 2026-11-21 23:16 UTC, accessed 22 November 2026, {LINK}."
    )


def test_the_citation_says_what_is_not_firm_and_writes_a_per_cent_once(store):
    given = of(store, "care_services_good_share")
    assert f": {given.value_shown} of graded services; worked out by" in as_citation(given, TODAY)
    assert f": {given.value_shown} of graded services (provisional); " in as_citation(
        replace(given, status="Provisional"), TODAY
    )


def test_a_published_rate_is_shown_and_not_worked_out(store):
    assert "; shown by Integration performance, " in as_citation(of(store, "healthy_life_expectancy_male"), TODAY)


def test_no_text_can_start_a_line_of_its_own(beds):
    forged = replace(beds, area="Fife\nFigure as shown: 0", link="https://x.example\r\nStatus: Published")
    assert len(as_text(forged).splitlines()) == len(as_text(beds).splitlines())
    assert "\n" not in as_citation(forged, TODAY)
