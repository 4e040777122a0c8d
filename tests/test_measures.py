"""The catalogue: every declared measure loads and is whole; every way of getting one wrong is named."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from ijb import labels
from ijb.measures import BadMeasure, Break, catalogue, load

MEASURES = Path(__file__).parents[1] / "data" / "measures"
SOURCES = Path(__file__).parents[1] / "data" / "sources"
BROKEN = Path(__file__).parent / "fixtures" / "measures"

IN_ORDER = """
delayed_beds_rate delayed_beds_waiting_for_care_rate delayed_beds_awi_rate delayed_beds_treated_rate
delayed_bed_days_75plus_rate waiting_for_care_share readmissions_rate emergency_admissions_rate
emergency_admissions_65plus_rate ae_attendances_rate drug_and_alcohol_treatment_within_3_weeks
adult_social_work_spend_per_adult home_care_cost_per_hour care_home_cost_per_week
self_directed_support_share home_care_share_of_adult_spend care_at_home_people_rate
care_at_home_hours_rate personal_care_at_home_share people_supported_rate telecare_rate
self_directed_support_implementation people_waiting_for_assessment_rate
people_waiting_for_care_at_home_rate hours_waiting_rate care_home_places_rate care_home_occupancy
care_services_good_share care_services_graded_good supported_at_home_quality_of_life
supported_at_home_independent supported_at_home_say carers_supported healthy_life_expectancy_female
healthy_life_expectancy_male population_75plus_share projected_75plus_growth
most_deprived_fifth_share rural_share net_cost_of_services_per_head total_reserves_share
general_reserve_share earmarked_reserve_share budget_gap_share outturn_variance_share
savings_delivered_share recurring_savings_share
""".split()

QUANTITIES = set(
    """
delayed_bed_days delayed_beds delayed_bed_days_treated delayed_beds_treated home_care_cost
home_care_hours sds_spend adult_social_work_gross_spend personal_care_at_home
supported_at_home_quality_of_life supported_at_home_independent supported_at_home_say
carers_supported care_home_net_cost care_home_residents_longstay readmissions discharges
services_graded_good_published bed_days_75plus_lgbf people_75plus_lgbf care_at_home_people
care_at_home_hours people_supported telecare_people sds_people sds_people_with_choice
care_home_places care_home_residents care_home_residents_longstay_census services services_graded
services_graded_good registered_places services_with_places emergency_admissions
emergency_admissions_daily emergency_admissions_65plus_published ae_attendances_published
treatment_started treatment_started_within_3_weeks treatment_median_wait social_work_net_expenditure
healthy_life_expectancy_female healthy_life_expectancy_female_lower
healthy_life_expectancy_female_upper healthy_life_expectancy_male healthy_life_expectancy_male_lower
healthy_life_expectancy_male_upper people_in_most_deprived_fifth people_in_rural_areas
people_in_data_zones population_all population_18plus population_65plus population_75plus
population_85plus population_0_17 population_18_64 population_18_74 population_65_74
population_75_84 projected_75plus_increase gdp_deflator net_cost_of_services general_reserve
earmarked_reserve total_reserves savings_planned savings_delivered savings_delivered_recurring
budget_gap outturn_variance council_contribution nhs_contribution set_aside reserves_used
people_waiting_for_assessment people_waiting_for_care_at_home weekly_hours_waiting_assessed
""".split()
)

SLUGS = """
reason=health_and_social_care reason=patient_and_family reason=code9_awi reason=code9_non_awi
age=0_17 age=18_64 age=18_74 age=65_74 age=75_84 age=65plus age=75plus age=85plus basis=estimated
basis=all_areas_submitted basis=adjusted service=community_alarm_only service=telecare_only
service=both service=care_home service=support_service service=care_at_home service=housing_support
service=adult_placement service=nurse_agency client_group=older_people sector=local_authority
sector=private sector=voluntary sector=health_board
""".split()


@pytest.fixture(scope="module")
def measures():
    return catalogue(MEASURES)


def faults(name):
    with pytest.raises(BadMeasure) as refused:
        load(BROKEN / f"{name}.toml")
    return refused.value.faults


def test_the_catalogue_holds_every_measure_in_reading_order(measures):
    assert list(measures) == IN_ORDER


def test_every_quantity_is_one_that_a_loader_gives(measures):
    assert {name for measure in measures.values() for name in measure.quantities} - QUANTITIES == set()


def test_every_source_is_declared(measures):
    declared = {path.stem for path in SOURCES.glob("*.toml")}
    assert {measure.source for measure in measures.values()} <= declared


def test_names_and_short_names_are_unique_and_short_names_fit(measures):
    assert len({measure.name for measure in measures.values()}) == 47
    assert len({measure.short_name for measure in measures.values()}) == 47
    assert max(len(measure.short_name) for measure in measures.values()) <= 34


def test_every_measure_is_explained_to_a_reader(measures):
    for measure in measures.values():
        assert measure.definition.endswith("."), measure.id
        said = (*measure.can_use_for, *measure.cannot_use_for, *measure.caveats)
        assert all(line.endswith(".") for line in said), measure.id
        assert list(measure.questions) == ["commission", "board", "partners"]
        assert all(len(asked) == 2 for asked in measure.questions.values()), measure.id
        assert all(question.endswith("?") for asked in measure.questions.values() for question in asked)


def test_a_measure_without_a_better_end_says_why(measures):
    for measure in measures.values():
        if measure.better == "neither":
            assert any("neither" in caveat.lower() for caveat in measure.caveats), measure.id


def test_a_measure_is_read_from_its_file(measures):
    delays = measures["delayed_beds_rate"]
    assert (delays.numerator, delays.denominator) == ("delayed_beds", "population_18plus")
    assert delays.per == 100_000
    assert delays.breaks[0] == Break(at=date(2016, 7, 1), why=delays.breaks[0].why)
    assert delays.plausible == (0.0, 400.0)
    assert "bed blocking" in delays.synonyms
    assert delays.is_rate and delays.has_breakdown("reason") and not delays.has_breakdown("service")


def test_a_weekly_cost_is_a_years_cost_over_52(measures):
    """LGBF SW05, Aberdeen City 2010-11: £32,279 thousand and 1,540 residents are £403.08 a week."""
    cost = measures["care_home_cost_per_week"]
    assert 32_279 * cost.per / cost.divide_by / 1_540 == pytest.approx(403.08, abs=0.005)


def test_special_cases_are_declared(measures):
    assert measures["emergency_admissions_rate"].ended == date(2023, 5, 31)
    assert measures["drug_and_alcohol_treatment_within_3_weeks"].target == 90
    assert measures["drug_and_alcohol_treatment_within_3_weeks"].expected_areas == 29
    assert measures["budget_gap_share"].expected_areas == 30
    assert measures["delayed_beds_treated_rate"].areas == "treatment"
    assert measures["people_waiting_for_assessment_rate"].default_breakdown == "basis=estimated"
    breaks = [item.at for item in measures["hours_waiting_rate"].breaks]
    assert breaks == [date(2024, 1, 1), date(2026, 1, 1)]
    assert measures["carers_supported"].change_years == 2
    assert measures["healthy_life_expectancy_male"].change_years == 3


def test_money_is_every_measure_in_pounds(measures):
    assert [measure.id for measure in measures.values() if measure.money] == [
        "adult_social_work_spend_per_adult",
        "home_care_cost_per_hour",
        "care_home_cost_per_week",
        "net_cost_of_services_per_head",
    ]


def test_the_unit_of_an_age_group_names_the_age(measures):
    delays = measures["delayed_beds_rate"]
    assert delays.unit_for("") == "beds per 100,000 adults"
    assert delays.unit_for("reason=code9_awi") == "beds per 100,000 adults"
    assert delays.unit_for("age=75plus|reason=code9_awi") == "beds per 100,000 people aged 75 and over"


@pytest.mark.parametrize("slug", SLUGS)
def test_every_breakdown_has_words(slug):
    assert slug in labels.LABELS
    assert slug.partition("=")[0] in labels.NAMES


def test_words_for_breakdowns(measures):
    assert labels.breakdown_label("") == "All"
    assert labels.breakdown_label("age=75plus|reason=code9_awi") == "75 and over, Guardianship (Code 9 AWI)"
    assert labels.short_label("age=75plus|reason=code9_awi") == "75 and over, Guardianship"
    assert labels.breakdown_label("sector=social_enterprise") == "Social enterprise"
    assert labels.breakdown_name("reason") == "Reason for delay"
    assert measures["care_at_home_people_rate"].breakdown_label("") == "65 and over"
    assert measures["delayed_beds_rate"].breakdown_label("") == "All"


def test_a_whole_file_is_accepted():
    assert load(BROKEN / "good.toml").id == "good"


def test_a_misspelt_field_is_named_with_the_nearest_one():
    assert faults("misspelt") == (
        'misspelt.toml: there is no field "beter". Did you mean "better"?',
        'misspelt.toml: the field "better" is missing.',
        'misspelt.toml: the field "unit" is missing.',
    )


def test_words_that_are_not_in_their_list_are_all_named():
    assert [fault.split(" is ")[0] for fault in faults("unknown_words")] == [
        f"unknown_words.toml: {name}"
        for name in ("theme", "period", "chart_method", "better", "shown_as", "areas", "breakdowns")
    ]
    assert faults("unknown_words")[0].endswith('Did you mean "flow"?')


def test_values_of_the_wrong_type_are_all_named():
    assert [fault.split(" is ")[0] for fault in faults("wrong_types")] == [
        f"wrong_types.toml: {name}"
        for name in ("decimals", "subject_plural", "breaks", "plausible", "synonyms", "next_review")
    ]


@pytest.mark.parametrize(
    "name, expected",
    [
        (
            "out_of_order",
            ["at most 34 fit", "per is 0", "decimals is 9", "plausible is [100, 0]", "breaks should be in order"],
        ),
        ("unweighted", ["has no denominator", "needs a weight", "interval should name two"]),
        (
            "no_denominator",
            ["weight is only for a published value", "per needs a denominator", "funnel is for a proportion"],
        ),
        ("wrong_method", ["xmr is for monthly or quarterly", "money is false"]),
        ("wrong_per_cent", ["per should be 100, not 1000"]),
        ("wrong_parts", ['Did you mean "age=75plus"?', "default_breakdown is by basis", "unit_by_age is needed"]),
        ("wrong_age_unit", ["should have {age} once"]),
        ("no_questions", ["caveats is [' ']", "commission, board and partners"]),
        ("no_such_day", ["not valid TOML"]),
    ],
)
def test_each_broken_file_is_refused_with_every_fault_of_it(name, expected):
    found = faults(name)
    assert len(found) == len(expected)
    for fault, words in zip(found, expected, strict=True):
        assert fault.startswith(f"{name}.toml") and words in fault


def test_all_the_faults_of_all_the_files_come_at_once():
    with pytest.raises(BadMeasure) as refused:
        catalogue(BROKEN)
    named = {fault.split(".toml")[0] for fault in refused.value.faults}
    assert named == {path.stem for path in BROKEN.glob("*.toml")} - {"good"}
    assert str(refused.value).splitlines() == list(refused.value.faults)


def test_two_measures_may_not_share_a_name_or_a_place_in_the_order(tmp_path):
    for name in ("good", "said_twice"):
        shutil.copy(BROKEN / f"{name}.toml", tmp_path)
    with pytest.raises(BadMeasure) as refused:
        catalogue(tmp_path)
    assert refused.value.faults == (
        'said_twice.toml: its name, "Test data: lamps lit at night", is also that of good.toml.',
        'said_twice.toml: its short_name, "Test data: lamps", is also that of good.toml.',
        'said_twice.toml: its order, "1", is also that of good.toml.',
    )
