"""Nearest peers: five an area, and how far each is, from raw shares."""

import csv
import math
from datetime import date
from statistics import pstdev

import pandas as pd
import pytest

from etl import classified
from ijb import paths

EDINBURGH, ABERDEEN = "S37000012", "S37000001"
CONTEXT = paths.EXTRACTS / "context"


def test_every_area_has_five_peers_none_of_them_itself(store):
    pairs = store._ask("select * from peer")
    assert pairs.groupby("area_code").size().to_dict() == dict.fromkeys(store.codes("ijb"), 5)
    assert (pairs["area_code"] != pairs["peer_code"]).all()
    assert set(pairs["peer_code"]) <= set(store.codes("ijb"))
    assert pairs.groupby("area_code")["place"].apply(sorted).map(list).tolist() == [[1, 2, 3, 4, 5]] * 31
    ordered = pairs.sort_values(["area_code", "place"])
    assert all(rows["distance"].is_monotonic_increasing for _, rows in ordered.groupby("area_code"))


def test_peers_need_not_be_mutual(store):
    pairs = set(store._ask("select area_code, peer_code from peer").itertuples(index=False, name=None))
    assert any((peer, area) not in pairs for area, peer in pairs)


def read(name):
    with (CONTEXT / name).open(encoding="utf-8", newline="") as file:
        return {row["area_code"]: row for row in csv.DictReader(file) if row["area_type"] == "HSCP"}


def test_the_distance_of_edinburgh_and_aberdeen_from_the_raw_shares(store):
    people, places = read("population_mid2024.csv"), read("deprivation_and_rurality.csv")
    assert len(people) == len(places) == 31
    columns = [
        {code: int(row["75plus"]) / int(row["all"]) for code, row in people.items()},
        {code: float(row["simd2020_q1_pop_share"]) for code, row in places.items()},
        {code: float(row["ur_Rural areas"]) for code, row in places.items()},
        {code: math.log(int(row["all"])) for code, row in people.items()},
    ]
    squares = [((column[EDINBURGH] - column[ABERDEEN]) / pstdev(column.values())) ** 2 for column in columns]
    held = store._ask("select * from peer where area_code = ? and place = 1", EDINBURGH).iloc[0]
    assert held["peer_code"] == ABERDEEN
    assert held["distance"] == pytest.approx(math.sqrt(sum(squares)), abs=0.001)  # the shares are to four decimals


def test_an_area_that_lacks_a_share_has_no_peers():
    shares = {"population_75plus_share": [9, 10, 11, 12], "most_deprived_fifth_share": [1, 2, 3, float("nan")]}
    shares["rural_share"] = [5, 5, 6, 7]
    rows = [
        {"measure": measure, "area_code": area, "level": "ijb", "period_start": date(2024, 6, 30), "value": value}
        for measure, values in shares.items()
        for area, value in zip("abcd", values)
    ]
    people = pd.DataFrame({"area_code": list("abcd"), "value": [1000, 2000, 3000, 4000]})
    pairs = classified.nearest_peers(pd.DataFrame(rows), people)
    assert pairs.groupby("area_code")["peer_code"].apply(set).to_dict() == {
        "a": {"b", "c"},
        "b": {"a", "c"},
        "c": {"a", "b"},
    }


def test_without_one_of_the_shares_there_are_no_peers():
    rows = pd.DataFrame(
        {"measure": ["rural_share"], "area_code": ["a"], "level": ["ijb"], "period_start": [1], "value": [2.0]}
    )
    none = classified.nearest_peers(rows, pd.DataFrame({"area_code": ["a"], "value": [1000]}))
    assert none.empty
    assert list(none.columns) == ["area_code", "peer_code", "distance", "place"]
