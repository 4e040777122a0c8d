"""The areas side by side: their order, whose rows they are, and Scotland's row above them."""

import pandas as pd
import pytest
from choices import EDINBURGH, LOTHIAN, rows

from ijb.store import SCOTLAND
from ijb.views import areas, comparison


def test_rows_are_best_first_and_those_without_a_figure_last(store):
    _, delays = rows(store, "delayed_beds_rate")
    assert delays["value"].is_monotonic_increasing
    _, treatment = rows(store, "drug_and_alcohol_treatment_within_3_weeks")
    assert treatment["value"].dropna().is_monotonic_decreasing
    assert treatment["value"].isna().tolist() == [False] * 28 + [True] * 3
    assert treatment["reason"].tail(3).tolist() == ["Not collected or not published apart"] * 2 + ["Not submitted"]
    assert treatment["value_text"].tail(3).tolist() == treatment["reason"].tail(3).tolist()
    _, spend = rows(store, "adult_social_work_spend_per_adult")
    assert spend["value"].is_monotonic_decreasing


def test_the_order_may_be_by_name_or_by_board(store):
    _, found = rows(store, "delayed_beds_rate")
    assert comparison.ordered(found, "value").equals(found)
    by_name = comparison.ordered(found, "name")["name"].tolist()
    assert by_name == sorted(by_name)
    by_board = comparison.ordered(found, "board")
    assert by_board["board_name"].is_monotonic_increasing
    assert by_board.loc[by_board["board_name"] == "NHS Tayside", "name"].tolist() == [
        "Angus",
        "Dundee City",
        "Perth and Kinross",
    ]


def test_the_own_area_and_its_peers_are_flagged(store):
    _, found = rows(store, "delayed_beds_rate", EDINBURGH, "peers")
    assert found.loc[found["own"], "area_code"].tolist() == [EDINBURGH]
    assert set(found.loc[found["peer"], "area_code"]) == set(store.peers(EDINBURGH))
    _, alone = rows(store, "delayed_beds_rate", EDINBURGH)
    assert not alone["peer"].any()


def test_a_row_stands_against_its_comparator(store):
    asked, found = rows(store, "delayed_beds_rate", EDINBURGH, "board")
    lothian = store.snapshot(asked.measure.id, "", "", asked.period).set_index("area_code")["value"][LOTHIAN]
    assert found["other"].unique().tolist() == [lothian]
    row = found[found["own"]].iloc[0]
    assert row["against_text"] == f"+{row['value'] - lothian:.1f}"


def test_scotland_comes_with_the_rows_and_has_no_position(store):
    asked, found = rows(store, "delayed_beds_rate")
    scotland = areas.scotland_row(store, asked)
    both = comparison.with_scotland(found, scotland)
    assert len(both) == 32
    assert both["area_code"].iloc[0] == SCOTLAND
    assert (scotland["place_text"], scotland["against_text"], scotland["change_text"]) == ("–", "–", "−1.0")
    assert comparison.dashed(scotland) == (pytest.approx(43.2, abs=0.05), "43.2")


@pytest.mark.parametrize(
    "rank, of, low, high, said",
    [
        (9, 31, 8, 20, "9 (8–20)"),
        (9, 28, 8, 20, "9 of 28 (8–20)"),
        (3, 31, None, None, "3"),
        (3, 30, float("nan"), float("nan"), "3 of 30"),
        (14, 14, 13, 14, "14 of 14 (13–14)"),
        (None, 28, None, None, "–"),
    ],
)
def test_a_position_says_of_how_many_where_not_all_of_the_31_have_one(rank, of, low, high, said):
    assert areas.place_text(pd.Series({"rank": rank, "of": of, "rank_low": low, "rank_high": high})) == said


def test_three_areas_without_a_figure_leave_positions_of_28(store):
    _, found = rows(store, "drug_and_alcohol_treatment_within_3_weeks")
    assert found.set_index("area_code")["place_text"][EDINBURGH] == "25 of 28 (25–26)"
    assert found["place_text"].str.contains(" of 28 ").tolist() == [True] * 28 + [False] * 3
    assert not rows(store, "delayed_beds_rate")[1]["place_text"].str.contains("of").any()
