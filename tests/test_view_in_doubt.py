"""Figures in doubt: shown, said to be in doubt beside what they would change, and no change worked from them."""

import pytest
from choices import FIFE, trend_of
from reading import wrong

from ijb.comparators import comparator
from ijb.views import about, in_doubt, measure_rows, over_time

ABERDEEN, ANGUS, HIGHLAND = "S37000001", "S37000003", "S37000016"
PEOPLE, HOURS = "care_at_home_people_rate", "care_at_home_hours_rate"


def row(store, area, name):
    found = measure_rows.rows(store, area, comparator(store, area, "scotland", []), {"area": area}, [name])
    return found.iloc[0]


@pytest.mark.parametrize("name", [PEOPLE, HOURS])
def test_no_change_from_a_year_carried_forward(store, name):
    """March 2024 is Aberdeen's own; March 2023 repeats that of 2019, which is its own too, five years before."""
    found = row(store, ABERDEEN, name)
    held = store.series(name, "", "", [ABERDEEN]).set_index("period_label")["value"]
    assert found["change"] == "in doubt"
    moved = held["31 Mar 2024"] - held["31 Mar 2019"]
    assert f"+{moved:.1f} in five years" in found["changes"] or f"+{moved:.0f} in five years" in found["changes"]


def test_no_five_year_change_from_a_lone_figure(store):
    found = row(store, ANGUS, HOURS)
    assert "in doubt over five years" in found["changes"] and found["change"] != "in doubt"


def test_the_trend_gives_no_change_and_says_why(store):
    asked, line = trend_of(store, PEOPLE, ABERDEEN)
    assert line.change == in_doubt.NO_CHANGE and "than" not in line.title
    drawn = over_time.over_time(store, asked, comparator(store, ABERDEEN, "scotland", []), "light")
    below = "".join(drawn.drawing.below)
    assert in_doubt.NO_CHANGE in below and "Probably carried forward" in below and wrong(below) == []


def test_other_areas_have_their_changes(store):
    _, line = trend_of(store, PEOPLE, FIFE)
    assert line.change.endswith("than on 31 Mar 2023.")
    assert row(store, FIFE, PEOPLE)["change"] == "−1.9"


def test_what_is_to_be_known_of_an_area(store):
    people = [store.measures[PEOPLE]]
    said = about.with_care(store, ABERDEEN, people)
    assert len(said) == 2 and all(words.startswith("Aberdeen City gives the same figures five times") for words in said)
    assert about.with_care(store, FIFE, people) == [] and about.care_list(store, FIFE, people) == ""
    cost = [store.measures["home_care_cost_per_hour"]]
    assert any("jumps in 2022/23" in words for words in about.with_care(store, HIGHLAND, cost))


def test_hidden_names_are_not_given_away(store):
    every = store.measures.values()
    for area in (FIFE, ABERDEEN):
        said = " ".join(about.with_care(store.hiding(area), area, every))
        assert "Highland" not in said and "Angus" not in said
