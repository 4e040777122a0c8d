"""The map of tiles: its figures, and what its colours mean."""

import pandas as pd
import pytest
from choices import MEASURES, rows

from ijb.charts.status import NOT_TESTED
from ijb.views import comparison


def test_what_is_not_tested_has_no_colour(store):
    asked, found = rows(store, "total_reserves_share")
    assert set(found["mark"]) == {NOT_TESTED}
    for colour, words in (("level", "one another"), ("direction", "the area’s own past")):
        assert comparison.map_subtitle(asked.coloured(colour), found).endswith(
            f"2025/26. No colour: these figures are not tested against {words}."
        )


def test_the_map_says_which_question_its_colours_answer(store):
    asked, found = rows(store, "delayed_beds_rate")
    assert comparison.map_subtitle(asked, found).endswith("Aug 2025. Colour: the figure against the area’s own past.")
    assert comparison.map_subtitle(asked.coloured("level"), found).endswith(
        "Aug 2025. Colour: where the area stands. Far from the rest: above 111.5."
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("readmissions_rate", "2022/23. Colour: where the area stands. Limits for its number of cases."),
        ("healthy_life_expectancy_male", "2022-24. Colour: where the area stands. 99.8% intervals that do not meet."),
        ("carers_supported", "Colour: where the area stands. Far from the rest: above 38.2% or below 21.9%."),
        ("rural_share", "Colour: where the area stands."),  # both ends lie outside 0 to 100 per cent
    ],
)
def test_the_map_says_by_what_an_area_is_apart(store, name, words):
    assert comparison.map_subtitle(*rows(store, name)).endswith(words)


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("delayed_beds_rate", (None, 111.5)),
        ("carers_supported", (21.9, 38.2)),
        ("rural_share", (None, None)),
        ("drug_and_alcohol_treatment_within_3_weeks", (78.6, None)),
    ],
)
def test_an_end_that_cannot_be_reached_is_not_named(store, name, ends):
    """Q1 − 1.5 IQR and Q3 + 1.5 IQR, one below 0 or above 100 per cent left out."""
    measure, found = MEASURES[name], rows(store, name)[1]
    held = found["value"].dropna()
    first, third = held.quantile(0.25), held.quantile(0.75)
    low, high = first - 1.5 * (third - first), third + 1.5 * (third - first)
    most = 100 if measure.shown_as == "per cent" else float("inf")
    shown = tuple(round(end, 1) if 0 <= end <= most else None for end in (low, high))
    assert shown == ends
    tested = found.dropna(subset=["level_rule"]).iloc[0]
    held = (tested["level_low"], tested["level_high"])
    assert tuple(None if pd.isna(end) else round(float(end), 1) for end in held) == ends


@pytest.mark.parametrize("name", ["delayed_beds_rate", "carers_supported", "home_care_cost_per_hour", "rural_share"])
def test_tiles_of_most_measures_have_four_characters_at_most(store, name):
    assert max(map(len, comparison.as_tiles(*rows(store, name))["value_text"].dropna())) <= 4


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("delayed_beds_rate", 43.21, "43"),
        ("delayed_beds_rate", 9.04, "9.0"),
        ("delayed_beds_rate", 0, "0.0"),
        ("adult_social_work_spend_per_adult", 967.5, "£968"),
        ("adult_social_work_spend_per_adult", 2393, "£2,393"),
        ("home_care_cost_per_hour", 27.35, "£27"),
        ("emergency_admissions_65plus_rate", 22009, "22k"),
        ("emergency_admissions_65plus_rate", 9999, "9,999"),
        ("carers_supported", 100, "100"),
        ("outturn_variance_share", -3.25, "−3.3"),
    ],
)
def test_a_figure_for_a_tile(name, value, words):
    assert comparison.map_text(MEASURES[name], value) == words
