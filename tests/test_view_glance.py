"""Scotland at a glance: the lead, three figures, what changed, and how much is not known."""

import re
from dataclasses import replace
from datetime import date

import pytest
from choices import BY_RESIDENCE, EDINBURGH, ORKNEY, rows
from clock import TODAY
from reading import texts, wrong

from ijb.store import SCOTLAND
from ijb.views import glance


def test_the_lead_says_which_way_money_need_and_flow_went(store):
    headlines = glance.headlines(store)
    assert [headline.label for headline in headlines] == ["Money", "Need", "Flow"]
    assert glance.lead(headlines) == (
        "More was spent on adult social work than a year before (2022/23), a larger share of older people received "
        "care at home (31 Mar 2024) and delays in hospital per adult rose (Jul 2026)."
    )


def test_the_lead_is_as_true_of_the_numbers_as_of_the_rates(store):
    for name, start in (("care_at_home_people_rate", date(2024, 3, 31)), ("delayed_beds_rate", date(2026, 7, 1))):
        series = store.series(name, "", "", [SCOTLAND]).set_index("period_start")
        before = start.replace(year=start.year - 1)
        rate, number = (series[column][start] - series[column][before] for column in ("value", "numerator"))
        assert rate * number > 0, name


@pytest.mark.parametrize(
    ("label", "change", "said"),
    [
        ("Money", 100, "More was spent on adult social work than a year before."),
        ("Money", -100, "Less was spent on adult social work than a year before."),
        ("Money", 1, "About as much was spent on adult social work as a year before."),
        ("Need", 100, "A larger share of older people received care at home."),
        ("Need", -100, "A smaller share of older people received care at home."),
        ("Need", -1, "About the same share of older people received care at home as a year before."),
        ("Flow", 100, "Delays in hospital per adult rose."),
        ("Flow", -100, "Delays in hospital per adult fell."),
        ("Flow", 1, "Delays in hospital per adult changed little."),
    ],
)
def test_each_headline_rises_falls_or_stays(store, label, change, said):
    headline = next(each for each in glance.headlines(store) if each.label == label)
    moved = replace(headline, change=replace(headline.change, difference=float(change), base=1000.0))
    assert glance.lead([moved]) == f"{said[:-1]} ({headline.row['period_label']})."


def test_no_headline_without_a_change_is_led_with(store):
    assert glance.lead([]) == ""
    headline = replace(glance.headlines(store)[0], change=None)
    assert glance.lead([headline]) == ""


@pytest.mark.parametrize("code", [SCOTLAND, EDINBURGH, ORKNEY])
def test_the_figures_of_the_front_page(store, code):
    for headline in glance.headlines(store):
        figure = glance.figure(store, headline, code, TODAY)
        assert wrong(figure.label, figure.value, figure.unit, *figure.below) == []
        said = " ".join(texts(*figure.below))
        assert ("Edinburgh" in said) == (code == EDINBURGH)
        assert "The 31 areas with a figure run from" in said


def test_who_waits_is_told_for_scotland_by_its_newest_date(store):
    assert glance.waiting(store, TODAY) == (
        "8,050 people were waiting for a social care assessment on 5 Jan 2026 (all areas sent a figure). It is "
        "published for Scotland only, and is 10 months old."
    )


def test_how_much_is_not_known_counts_measures_and_areas(store):
    held, none = (" ".join(texts(words)) for words in glance.not_known(store))
    assert held.endswith(
        f"one for each of {len(BY_RESIDENCE)} measures and 31 areas, at the newest period that most areas have."
    )
    assert f" of {len(BY_RESIDENCE) * 31:,} figures are held" in held
    assert "people waiting for assessment" in none and none.endswith(".")


def test_the_largest_changes_are_four_each_way_alike(store):
    asked, found = rows(store, "delayed_beds_rate")
    said = list(texts(glance.changes_list(store, asked, found, {"area": EDINBURGH})))
    assert said[0] == "Largest changes up or down, delayed discharge beds, Aug 2025"
    assert said[1:3] == ["Western Isles", ": 46.6 more than in Aug 2024, at 132.2 beds per 100,000 adults"]
    assert len(said) == 9


def test_nothing_to_compare_with_is_said_instead(store):
    asked, found = rows(store, "rural_share")
    assert list(texts(glance.changes_list(store, asked, found, {})))[1:] == [
        "No area has a figure for a year before to compare with."
    ]


def test_what_was_revised_is_counted(store):
    said = glance.revised(store)
    assert (
        said == "No earlier figure has been revised: there is no earlier edition here to compare with."
        or re.fullmatch(r"[\d,]+ earlier figures have been revised, the latest by .+\.", said)
    )
