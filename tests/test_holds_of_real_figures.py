"""Whether being above or below holds, on the real figures, from the facts in plain SQL and pandas."""

from datetime import date

import duckdb
import pandas as pd
import pytest

from ijb import paths
from ijb.comparators import comparator
from ijb.holds import held, said, ways
from ijb.measures import catalogue
from ijb.store import SCOTLAND, Period

EDINBURGH, FIFE, HIGHLAND = "S37000012", "S37000032", "S37000016"
CLACKMANNANSHIRE_AND_STIRLING, FORTH_VALLEY, FALKIRK = "S37000005", "S08000019", "S37000013"
AUGUST_2025 = Period(date(2025, 8, 1), date(2025, 8, 31), "Aug 2025")
YEAR_2022 = Period(date(2022, 4, 1), date(2023, 3, 31), "2022/23")
MEASURES = catalogue(paths.MEASURES)
DELAYS, SPEND = MEASURES["delayed_beds_rate"], MEASURES["adult_social_work_spend_per_adult"]


@pytest.fixture(scope="module")
def facts(database):
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def sums(facts, quantity, start):
    """A quantity of councils added up to integration authorities, boards and Scotland, by code."""
    found = facts.execute(
        "select area_code as council, value from fact where quantity = ? and period_start = ? and breakdown = '' "
        "and area_code like 'S12%'",
        [quantity, start],
    ).df()
    of = facts.execute("select area_code, member_code from area_member").df().set_index("member_code")["area_code"]
    found = found.assign(ijb=found["council"].map(of), board=lambda rows: rows["ijb"].map(of), all=SCOTLAND)
    assert len(found) == 32
    return pd.concat([found.groupby(level)["value"].sum() for level in ("ijb", "board", "all")])


def rates(facts, measure, period, population):
    """value by area code; Scotland's is the publisher's own numerator."""
    start = period.start
    above = sums(facts, measure.numerator, start)
    above[SCOTLAND] = facts.execute(
        "select value from fact where quantity = ? and period_start = ? and breakdown = '' and area_code = ?",
        [measure.numerator, start, SCOTLAND],
    ).fetchone()[0]
    return above * measure.per / sums(facts, population, date(start.year, 6, 30))


def expected(facts, measure, period, area):
    """The two figures of each way, by its words, worked here."""
    usual = rates(facts, measure, period, "population_18plus")
    row = facts.execute("select health_board_code, family_group from area where code = ?", [area]).fetchone()
    board = facts.execute("select name from area where code = ?", [row[0]]).fetchone()[0]
    peers = facts.execute("select peer_code from peer where area_code = ?", [area]).df()["peer_code"]
    families = facts.execute("select code, family_group from area where level = 'ijb'").df().set_index("code")
    found = {"Scotland": usual[SCOTLAND], "the median of its nearest peers": usual[peers].median()}
    if (facts.execute("select count(*) from area_member where area_code = ?", [row[0]]).fetchone()[0]) > 1:
        found[f"the {board} area"] = usual[row[0]]
    for group in "1234":
        inside = families.index[families["family_group"].str.contains(group)]
        if area in inside:
            found[f"the median of family group {group}"] = usual[[code for code in inside if code != area]].median()
    found = {words: (usual[area], other) for words, other in found.items()}
    per = "per 100,000 people" if measure is DELAYS else "per person"
    for age in ("65", "75"):
        older = rates(facts, measure, period, f"population_{age}plus")
        found[f"Scotland {per} aged {age} and over"] = (older[area], older[SCOTLAND])
    return found


@pytest.mark.parametrize("area", [CLACKMANNANSHIRE_AND_STIRLING, FIFE, EDINBURGH, HIGHLAND])
@pytest.mark.parametrize(("measure", "period"), [(DELAYS, AUGUST_2025), (SPEND, YEAR_2022)], ids=["delays", "money"])
def test_ways_agree_with_the_facts_worked_another_way(store, facts, measure, period, area):
    found = {way.words: way for way in ways(store, measure, "", "", period, area)}
    itself = found.pop("its health board area", None)
    assert (itself is not None) == (area == FIFE)
    by_hand = expected(facts, measure, period, area)
    assert set(found) == set(by_hand)
    for words, (value, other) in by_hand.items():
        assert (found[words].value, found[words].other) == (pytest.approx(value), pytest.approx(other))
        assert found[words].side == ("above" if value > other else "below")  # none of these is a tie
    side = by_hand["Scotland"][0] > by_hand["Scotland"][1]
    agreeing = sum((value > other) == side for value, other in by_hand.values())
    assert held(found.values()) == (agreeing, len(by_hand))


@pytest.mark.parametrize(
    ("area", "delays", "money"),
    [(CLACKMANNANSHIRE_AND_STIRLING, (6, 7), (7, 7)), (FIFE, (3, 5), (3, 5)), (EDINBURGH, (5, 6), (1, 6))],
)
def test_counts_as_they_stand(store, area, delays, money):
    assert held(ways(store, DELAYS, "", "", AUGUST_2025, area)) == delays
    assert held(ways(store, SPEND, "", store.real_basis(SPEND.id), YEAR_2022, area)) == money


def test_real_terms_change_no_side(store):
    real = store.real_basis(SPEND.id)
    assert real.startswith("real ")
    for area in (CLACKMANNANSHIRE_AND_STIRLING, FIFE):
        cash, deflated = (ways(store, SPEND, "", basis, YEAR_2022, area) for basis in ("", real))
        assert [way.side for way in deflated] == [way.side for way in cash]
        counted = [(before, after) for before, after in zip(cash, deflated) if before.side]
        assert len({round(after.value / before.value, 9) for before, after in counted}) == 1
        assert len({round(after.other / before.other, 9) for before, after in counted}) == 1


def test_fife_says_why_its_board_is_not_counted(store):
    assert said(DELAYS, ways(store, DELAYS, "", "", AUGUST_2025, FIFE)).endswith(
        "Its health board area is the same as the area itself, so it is not counted."
    )


def test_only_the_areas_of_the_six_boards_of_one_have_a_way_that_is_the_area_itself(store):
    alone = {code for code in store.codes("ijb") if store.members(store.area(code)["health_board_code"]) == [code]}
    found = {
        code
        for code in store.codes("ijb")
        if any(way.why_not for way in ways(store, DELAYS, "", "", AUGUST_2025, code))
    }
    assert found == alone
    assert len(found) == 6


def test_a_single_family_group_is_as_the_comparator_has_it(store):
    chosen = comparator(store, FALKIRK, "family", [])
    found = ways(store, DELAYS, "", "", AUGUST_2025, FALKIRK, chosen)
    assert [way.words for way in found].count(chosen.name) == 1
    assert found[0].other == chosen.value(store.snapshot(DELAYS.id, "", "", AUGUST_2025))


def test_a_board_without_a_published_figure_is_said_not_to_count(store):
    measure = MEASURES["healthy_life_expectancy_female"]
    found = ways(store, measure, "", "", store.default_period(measure.id, ""), EDINBURGH)
    assert [(way.words, way.why_not) for way in found if way.why_not] == [("the NHS Lothian area", "has no figure")]


def test_a_measure_by_board_of_treatment_has_nothing_for_an_authority(store):
    measure = MEASURES["delayed_beds_treated_rate"]
    period = store.default_period(measure.id, "")
    assert ways(store, measure, "", "", period, EDINBURGH) == []
    assert [way.words for way in ways(store, measure, "", "", period, FORTH_VALLEY)] == ["Scotland"]


# Populations


def test_every_other_denominator_is_a_population():
    others = {quantity for measure in MEASURES.values() for quantity in measure.other_denominators}
    assert others
    assert all(quantity.startswith("population_") for quantity in others)


def test_a_population_is_that_of_every_area_shown(store, facts):
    found = store.populations("population_65plus", date(2025, 8, 1)).set_index("area_code")["value"]
    assert set(found.index) == set(store.areas["code"])
    assert found.sort_index().to_dict() == pytest.approx(sums(facts, "population_65plus", date(2025, 6, 30)).to_dict())
    assert store.populations("population_75plus", date(2012, 4, 1)).empty  # none before mid-2013


@pytest.mark.parametrize(
    ("measure", "start"),
    [
        ("delayed_beds_rate", date(2025, 2, 1)),  # a month: the year it is in
        ("delayed_beds_rate", date(2025, 8, 1)),
        ("adult_social_work_spend_per_adult", date(2022, 4, 1)),  # a financial year: the year it starts in
        ("care_home_places_rate", date(2023, 3, 31)),  # a census date
    ],
)
def test_a_population_is_the_one_that_figures_are_divided_by(store, facts, measure, start):
    used = facts.execute(
        "select area_code, denominator from observation where measure = ? and period_start = ? and breakdown = '' "
        "and basis = '' and denominator is not null",
        [measure, start],
    ).df()
    found = store.populations(MEASURES[measure].denominator, start).set_index("area_code")["value"]
    assert len(used) == 46
    assert used.set_index("area_code")["denominator"].to_dict() == pytest.approx(found.to_dict())
