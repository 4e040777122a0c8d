"""Whether being above or below holds, by hand on made-up areas, and what is said of it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ijb import paths
from ijb.comparators import Comparator
from ijb.holds import Way, held, per_words, said, ways
from ijb.measures import catalogue
from ijb.store import SCOTLAND, Period

AUGUST_2025 = Period(date(2025, 8, 1), date(2025, 8, 31), "Aug 2025")
MEASURES = catalogue(paths.MEASURES)
DELAYS, SPEND = MEASURES["delayed_beds_rate"], MEASURES["adult_social_work_spend_per_adult"]
BY_65 = "Scotland per 100,000 people aged 65 and over"
BY_75 = "Scotland per 100,000 people aged 75 and over"


# Made-up areas. Alba and Bute make up the NHS Made area; Dee is the whole of its own, and is in two family groups.

AREAS = pd.DataFrame(
    [
        ("alba", "Alba", "ijb", "made", "1"),
        ("bute", "Bute", "ijb", "made", "2"),
        ("clyde", "Clyde", "ijb", "other", "3"),
        ("dee", "Dee", "ijb", "alone", "3 and 2"),
        ("esk", "Esk", "ijb", "other", "1"),
        ("made", "NHS Made", "health_board", "", ""),
        ("other", "NHS Other", "health_board", "", ""),
        ("alone", "NHS Alone", "health_board", "", ""),
        (SCOTLAND, "Scotland", "scotland", "", ""),
    ],
    columns=["code", "name", "level", "health_board_code", "family_group"],
)
# Beds and beds per 100,000 adults. Esk has 30.04, which is shown as 30.0, as Alba's is.
FIGURES = {
    "alba": (30, 30.0),
    "bute": (10, 20.0),
    "clyde": (25, 25.0),
    "dee": (45, 45.0),
    "esk": (30.04, 30.04),
    "made": (40, 80 / 3),
    "other": (55.04, 27.52),
    "alone": (45, 45.0),
    SCOTLAND: (400, 40.0),
}
PEOPLE = {
    "population_65plus": {"alba": 10_000, "dee": 20_000, SCOTLAND: 200_000},
    "population_75plus": {"alba": 8_000, "dee": 20_000, SCOTLAND: 100_000},
}
PEERS = {"alba": ["bute", "clyde", "dee"], "dee": ["alba", "clyde", "esk"]}


class Made:
    """A store's answers over the made-up areas. figures: beds and rate by code; in_part: codes that are partial."""

    def __init__(self, figures=FIGURES, in_part=()):
        self.figures, self.in_part = figures, in_part

    def area(self, code):
        return AREAS.set_index("code", drop=False).loc[code]

    def members(self, board):
        return AREAS.loc[(AREAS["health_board_code"] == board) & (AREAS["level"] == "ijb"), "code"].tolist()

    def family(self, group):
        return AREAS.loc[AREAS["family_group"].map(lambda groups: group in groups.split(" and ")), "code"].tolist()

    def peers(self, area):
        return PEERS.get(area, [])

    def populations(self, quantity, start):
        assert start == AUGUST_2025.start
        return pd.DataFrame(PEOPLE[quantity].items(), columns=["area_code", "value"])

    def snapshot(self, measure, breakdown, basis, period):
        rows = [(code, *found) for code, found in self.figures.items()]
        frame = pd.DataFrame(rows, columns=["area_code", "numerator", "value"])
        return frame.assign(status=["partial" if code in self.in_part else "published" for code in frame["area_code"]])


def made_ways(area, store=None, breakdown="", chosen=None, measure=DELAYS):
    return ways(store or Made(), measure, breakdown, "", AUGUST_2025, area, chosen)


def test_every_way_of_comparing_by_hand():
    assert made_ways("alba") == [
        Way("Scotland", 30.0, 40.0, "below"),
        Way("the NHS Made area", 30.0, 80 / 3, "above"),
        Way("the median of its nearest peers", 30.0, 25.0, "above"),
        Way("the median of family group 1", 30.0, 30.04, "the same as"),
        Way(BY_65, 300.0, 200.0, "above"),  # 30 beds for 10,000 people, 400 for 200,000
        Way(BY_75, 375.0, 400.0, "below"),  # 30 beds for 8,000, 400 for 100,000
    ]


def test_a_board_that_is_the_area_is_not_counted_and_two_family_groups_are_two_ways():
    assert made_ways("dee") == [
        Way("Scotland", 45.0, 40.0, "above"),
        Way("its health board area", 45.0, None, "", "is the same as the area itself"),
        Way("the median of its nearest peers", 45.0, 30.0, "above"),
        Way("the median of family group 2", 45.0, 20.0, "above"),
        Way("the median of family group 3", 45.0, 25.0, "above"),
        Way(BY_65, 225.0, 200.0, "above"),
        Way(BY_75, 225.0, 400.0, "below"),
    ]
    assert held(made_ways("dee")) == (5, 6)


def test_a_breakdown_by_age_has_no_other_denominators_and_one_by_reason_has():
    by_age, by_reason = (made_ways("alba", breakdown=slug) for slug in ("age=75plus", "reason=code9_awi"))
    assert [way.words for way in by_age][-1] == "the median of family group 1"
    assert [way.words for way in by_reason][-2:] == [BY_65, BY_75]
    assert made_ways("alba", breakdown="age=75plus|reason=code9_awi") == by_age


def test_the_chosen_comparator_is_the_first_and_is_there_once():
    peers = Comparator("peers", "the median of its nearest peers", "", ("bute", "clyde", "dee"))
    found = made_ways("alba", chosen=peers)
    assert [way.words for way in found][:4] == [
        "the median of its nearest peers",
        "Scotland",
        "the NHS Made area",
        "the median of family group 1",
    ]
    assert len(found) == 6
    assert held(found) == (3, 6)


def test_a_choice_that_is_none_of_them_is_one_way_more():
    found = made_ways("alba", chosen=Comparator("own", "the median of the areas chosen", "", ("esk", "dee")))
    assert found[0] == Way("the median of the areas chosen", 30.0, pytest.approx(37.52), "below")
    assert len(found) == 7


def test_an_area_without_a_figure_and_scotland_have_nothing_to_check():
    gone = Made(FIGURES | {"alba": (None, None)})
    assert made_ways("alba", gone) == []
    assert made_ways(SCOTLAND) == []
    assert held([]) == (0, 0)
    assert said(DELAYS, []) == ""


def test_a_comparator_without_a_figure_is_not_counted():
    found = made_ways("alba", Made(FIGURES | {"made": (None, None), "esk": (None, None)}))
    assert [way.why_not for way in found] == ["", "has no figure", "", "has no figure", "", ""]
    assert held(found) == (2, 4)
    assert said(DELAYS, found).endswith(
        " The NHS Made area and the median of family group 1 have no figure, so they are not counted."
    )


def test_nothing_holds_where_the_chosen_comparator_has_no_figure():
    found = made_ways("alba", Made(FIGURES | {SCOTLAND: (None, None)}))
    assert (found[0].why_not, held(found), said(DELAYS, found)) == ("has no figure", (0, 0), "")


def test_a_figure_of_some_members_only_has_no_other_denominator():
    found = made_ways("alba", Made(in_part=(SCOTLAND,)))
    assert found[-2:] == [Way(words, why_not="has no figure for the whole area") for words in (BY_65, BY_75)]
    assert held(found) == (1, 4)


def test_a_measure_without_other_denominators_has_the_comparators_only():
    assert len(made_ways("alba", measure=replace(DELAYS, other_denominators=()))) == 4


# Sentences


def test_the_sentence_where_some_do_not_agree():
    assert said(DELAYS, made_ways("alba")) == (
        "This holds in 2 of 6 ways of comparing: not against the NHS Made area (26.7), nor against the median of its "
        "nearest peers (25.0), nor against the median of family group 1 (30.0; the same), nor against Scotland per "
        "100,000 people aged 65 and over (200.0; here 300.0). It does against Scotland (40.0), and Scotland per "
        "100,000 people aged 75 and over (400.0; here 375.0)."
    )


def test_the_sentence_where_one_does_not_agree_and_one_is_not_counted():
    found = made_ways("dee", breakdown="age=75plus")
    found[2] = Way("the median of its nearest peers", 45.0, 46.0, "below")
    assert said(DELAYS, found) == (
        "This holds in 3 of 4 ways of comparing: not against the median of its nearest peers (46.0). It does against "
        "Scotland (40.0), the median of family group 2 (20.0) and the median of family group 3 (25.0). "
        "Its health board area is the same as the area itself, so it is not counted."
    )


def test_the_sentence_where_all_agree():
    three = [Way(words, 45.0, other, "above") for words, other in (("Scotland", 40), ("Angus", 20), ("Moray", 30))]
    assert said(DELAYS, three) == (
        "This holds in all 3 ways of comparing: against Scotland (40.0), Angus (20.0) and Moray (30.0)."
    )
    assert said(DELAYS, three[:2]) == "This holds in both ways of comparing: against Scotland (40.0) and Angus (20.0)."
    assert said(SPEND, [Way("Scotland", 968.4, 1063, "below"), Way("Angus", 968.4, 1001.5, "below")]) == (
        "This holds in both ways of comparing: against Scotland (£1,063) and Angus (£1,002)."
    )


def test_the_sentence_where_there_is_no_other_way():
    alone = [Way("Scotland", 45.0, 40.0, "above"), Way("the NHS Made area", 45.0, None, "", "has no figure")]
    assert held(alone) == (1, 1)
    assert said(DELAYS, alone[:1]) == "There is no other way of comparing to check it by."
    assert said(DELAYS, alone) == (
        "There is no other way of comparing to check it by. The NHS Made area has no figure, so it is not counted."
    )


def test_the_sentence_where_the_chosen_comparator_is_the_same():
    first, above, below, same = (
        Way("Scotland", 45.0, 45.04, "the same as"),
        Way("Angus", 45.0, 40.0, "above"),
        Way("Moray", 45.0, 50.0, "below"),
        Way("Falkirk", 45.0, 45.0, "the same as"),
    )
    assert held([first, above, below, same]) == (2, 4)
    assert said(DELAYS, [first, above, below, same]) == (
        "In the 3 other ways of comparing it is above Angus (40.0); below Moray (50.0); the same as Falkirk (45.0)."
    )
    assert said(DELAYS, [first, below]) == "In the other way of comparing it is below Moray (50.0)."


@pytest.mark.parametrize(
    ("measure", "quantity", "words"),
    [
        ("delayed_beds_rate", "population_65plus", "per 100,000 people aged 65 and over"),
        ("adult_social_work_spend_per_adult", "population_75plus", "per person aged 75 and over"),
        ("care_home_places_rate", "population_85plus", "per 1,000 people aged 85 and over"),
        ("telecare_rate", "population_65plus", "per 1,000 people aged 65 and over"),
        ("hours_waiting_rate", "population_75plus", "per 100,000 people aged 75 and over"),
        ("net_cost_of_services_per_head", "population_18plus", "per person aged 18 and over"),
        ("adult_social_work_spend_per_adult", "population_all", "per person of any age"),
    ],
)
def test_a_population_in_words(measure, quantity, words):
    assert per_words(MEASURES[measure], quantity) == words
