"""Nearest peers: distances by hand and by a second computation."""

from __future__ import annotations

import math
import statistics

import pandas as pd
import pytest

from ijb.stats import peers

COLUMNS = ["area_code", "share_75plus", "share_deprived", "share_rural", "log_population"]
AREAS = pd.DataFrame(
    [
        ("S37000001", 9.8, 17.9, 0.0, 12.34),
        ("S37000002", 11.4, 6.8, 31.2, 12.47),
        ("S37000003", 12.1, 7.5, 44.1, 11.66),
        ("S37000004", 13.9, 10.2, 47.3, 11.35),
        ("S37000005", 9.1, 19.6, 15.5, 11.85),
        ("S37000006", 12.9, 8.9, 48.0, 11.91),
        ("S37000007", 9.9, 37.5, 0.0, 11.9),
        ("S37000008", 7.9, 43.1, 0.0, 13.36),
    ],
    columns=COLUMNS,
)


def test_three_areas_on_one_variable_by_hand():
    # 10, 11 and 14: mean 11.667, population standard deviation √(26 ÷ 9) = 1.699673; 1, 3 and 4 over that.
    frame = pd.DataFrame([("a", 10, 5, 5, 5), ("b", 11, 5, 5, 5), ("c", 14, 5, 5, 5)], columns=COLUMNS)
    found = peers.nearest(frame)
    assert found.columns.tolist() == ["area_code", "peer_code", "distance", "place"]
    assert found[["area_code", "peer_code", "place"]].values.tolist() == [
        ["a", "b", 1],
        ["a", "c", 2],
        ["b", "a", 1],
        ["b", "c", 2],
        ["c", "b", 1],
        ["c", "a", 2],
    ]
    steps = [1, 4, 1, 3, 3, 4]
    assert found["distance"].tolist() == pytest.approx([step / 1.699673 for step in steps], rel=1e-6)


def test_every_distance_agrees_with_a_second_computation():
    rows = AREAS.set_index("area_code").to_dict("index")
    scores = {code: {} for code in rows}
    for variable in COLUMNS[1:]:
        column = [row[variable] for row in rows.values()]
        for code, row in rows.items():
            scores[code][variable] = (row[variable] - statistics.mean(column)) / statistics.pstdev(column)
    expected = []
    for code in rows:
        others = sorted(
            (math.dist(scores[code].values(), scores[other].values()), other) for other in rows if other != code
        )
        expected += [(code, other, gap, place) for place, (gap, other) in enumerate(others[:5], start=1)]
    found = list(peers.nearest(AREAS).itertuples(index=False, name=None))
    assert [(row[0], row[1], row[3]) for row in found] == [(row[0], row[1], row[3]) for row in expected]
    assert [row[2] for row in found] == pytest.approx([row[2] for row in expected])


def test_units_do_not_matter():
    fractions, shifted = AREAS["share_75plus"] / 100, AREAS["share_rural"] * 8 + 3
    before = peers.nearest(AREAS)
    after = peers.nearest(AREAS.assign(share_75plus=fractions, share_rural=shifted))
    assert after["peer_code"].tolist() == before["peer_code"].tolist()
    assert after["distance"].tolist() == pytest.approx(before["distance"].tolist())


def test_order_of_rows_does_not_matter():
    pd.testing.assert_frame_equal(peers.nearest(AREAS.iloc[::-1]), peers.nearest(AREAS))


def test_equal_distances_are_placed_by_code():
    frame = pd.DataFrame([("c", 2, 5, 5, 5), ("b", 1, 5, 5, 5), ("a", 0, 5, 5, 5)], columns=COLUMNS)
    found = peers.nearest(frame)
    assert found.loc[found["area_code"] == "b", "peer_code"].tolist() == ["a", "c"]


def test_a_variable_that_is_equal_everywhere_tells_none_apart():
    flat = AREAS.assign(share_deprived=0.1)
    assert peers.nearest(flat)["distance"].notna().all()


def test_an_area_without_a_variable_is_nobodys_peer():
    gap = AREAS.assign(share_rural=AREAS["share_rural"].where(AREAS["area_code"] != "S37000003"))
    found = peers.nearest(gap)
    assert "S37000003" not in {*found["area_code"], *found["peer_code"]}
    pd.testing.assert_frame_equal(found, peers.nearest(AREAS.drop(index=2)))


def test_fewer_areas_than_peers_asked_for():
    assert peers.nearest(AREAS.head(3)).groupby("area_code")["place"].max().tolist() == [2, 2, 2]
    assert peers.nearest(AREAS, count=2).groupby("area_code")["place"].max().tolist() == [2] * 8


def test_no_areas_at_all():
    found = peers.nearest(AREAS.head(0))
    assert found.empty and found.columns.tolist() == ["area_code", "peer_code", "distance", "place"]


def test_an_area_given_twice_is_refused():
    with pytest.raises(ValueError, match="one row an area; S37000001 given twice"):
        peers.nearest(pd.concat([AREAS, AREAS.head(1)]))
