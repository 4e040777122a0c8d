"""With whom each area is compared."""

import pandas as pd
import pytest

from ijb import comparators
from ijb.comparators import Comparator, comparator
from ijb.store import SCOTLAND

EDINBURGH, FIFE, WEST_LOTHIAN, MORAY, HIGHLAND = "S37000012", "S37000032", "S37000030", "S37000019", "S37000016"
CLACKMANNANSHIRE_AND_STIRLING = "S37000005"
ALONE = {
    "S37000025": "Scottish Borders",
    "S37000006": "Dumfries and Galloway",
    "S37000032": "Fife",
    "S37000022": "Orkney Islands",
    "S37000026": "Shetland Islands",
    "S37000031": "Western Isles",
}
# The social work family groups of the Local Government Benchmarking Framework, from data/reference.
SECOND = {"S37000003", "S37000004", "S37000010", "S37000016", "S37000018", "S37000019", "S37000025"}
THIRD = {"S37000006", "S37000013", "S37000024", "S37000027", "S37000028", "S37000030", "S37000032"}


def values(**figures):
    return pd.DataFrame({"area_code": list(figures), "value": list(figures.values())})


def test_scotland_is_offered_to_scotland_alone(store):
    assert comparators.kinds(store, SCOTLAND) == {"scotland": "Scotland"}
    assert comparators.kinds(store, "S08000024") == {"scotland": "Scotland"}
    assert list(comparators.kinds(store, EDINBURGH)) == ["scotland", "board", "peers", "family", "own"]


@pytest.mark.parametrize("kind", ["scotland", "board", "peers", "family", "own"])
def test_scotland_is_only_ever_compared_with_itself(store, kind):
    assert comparator(store, SCOTLAND, kind, [FIFE]) == Comparator("scotland", "Scotland", SCOTLAND)


def test_an_area_stands_beside_scotland(store):
    assert comparator(store, EDINBURGH, "scotland", []) == Comparator("scotland", "Scotland", SCOTLAND)


def test_an_area_stands_beside_its_board_with_the_other_members(store):
    found = comparator(store, EDINBURGH, "board", [])
    assert (found.kind, found.name, found.code, found.why_not) == ("board", "the NHS Lothian area", "S08000024", "")
    assert set(found.members) == {"S37000010", "S37000018", "S37000030"}


@pytest.mark.parametrize(("code", "name"), ALONE.items(), ids=list(ALONE.values()))
def test_the_six_boards_of_one_area_fall_back_and_say_so(store, code, name):
    found = comparator(store, code, "board", [])
    assert (found.kind, found.name, found.code, found.members) == ("scotland", "Scotland", SCOTLAND, ())
    assert found.why_not == f"{name} is the whole of its health board area, so Scotland is shown."


def test_only_those_six_fall_back(store):
    fallen = [code for code in store.codes("ijb") if comparator(store, code, "board", []).kind == "scotland"]
    assert set(fallen) == set(ALONE)


def test_the_nearest_peers_are_five_and_compared_by_their_median(store):
    found = comparator(store, EDINBURGH, "peers", [])
    assert (found.kind, found.name, found.code) == ("peers", "the median of its nearest peers", "")
    assert list(found.members) == store.peers(EDINBURGH)
    assert len(found.members) == 5


def test_a_family_group_leaves_the_area_itself_out(store):
    found = comparator(store, FIFE, "family", [])
    assert (found.kind, found.name, found.code) == ("family", "the median of family group 3", "")
    assert set(found.members) == THIRD - {FIFE} | {CLACKMANNANSHIRE_AND_STIRLING}


def test_clackmannanshire_and_stirling_is_in_two_family_groups(store):
    found = comparator(store, CLACKMANNANSHIRE_AND_STIRLING, "family", [])
    assert found.name == "the median of family groups 2 and 3"
    assert set(found.members) == SECOND | THIRD
    assert CLACKMANNANSHIRE_AND_STIRLING in comparator(store, MORAY, "family", []).members


def test_an_own_choice_is_compared_by_its_median(store):
    found = comparator(store, EDINBURGH, "own", [FIFE, MORAY])
    assert found == Comparator("own", "the median of the areas chosen", "", (FIFE, MORAY))


def test_an_empty_own_choice_falls_back_and_says_so(store):
    for chosen in ([], [EDINBURGH]):
        found = comparator(store, EDINBURGH, "own", chosen)
        assert (found.kind, found.code, found.members) == ("scotland", SCOTLAND, ())
        assert found.why_not == "No areas are chosen yet, so Scotland is shown."


def test_a_comparators_figure_is_its_areas_own():
    found = Comparator("board", "the NHS Lothian area", "lothian", ("a", "b"))
    assert found.value(values(lothian=26.3, a=1, b=2)) == 26.3
    assert found.value(values(lothian=float("nan"), a=1)) is None
    assert found.value(values(a=1)) is None


def test_a_median_is_of_the_members_that_have_a_figure():
    found = Comparator("own", "the median of the areas chosen", "", ("a", "b", "c"))
    assert found.value(values(a=1, b=9, c=4, d=1000)) == 4
    assert found.value(values(a=1, b=9, c=float("nan"))) == 5
    assert found.value(values(d=1)) is None


def test_no_more_than_a_mapping_is_needed():
    assert Comparator("scotland", "Scotland", SCOTLAND).figure({SCOTLAND: 3}) == 3.0
    assert Comparator("own", "", "", ("a",)).figure({}) is None
