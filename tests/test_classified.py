"""What the build works out beside the figures: XmR rules by series, and nearest peers from raw shares."""

import csv
import math
from dataclasses import replace
from datetime import date
from statistics import mean, pstdev

import pandas as pd
import pytest

from etl import classified
from ijb import paths
from ijb.measures import Break, load
from ijb.stats import xmr

EDINBURGH, ABERDEEN = "S37000012", "S37000001"
DELAYS = replace(load(paths.MEASURES / "delayed_beds_rate.toml"), breaks=())
SHARE = replace(load(paths.MEASURES / "waiting_for_care_share.toml"), breaks=())
CONTEXT = paths.EXTRACTS / "context"


def months(count, first=date(2022, 1, 1)):
    return [ts.date() for ts in pd.date_range(first, periods=count, freq="MS")]


def observed(measure, values, days=None, area="a", breakdown=""):
    days = days or months(len(values))
    return pd.DataFrame(
        {
            "measure": measure.id,
            "area_code": area,
            "breakdown": breakdown,
            "period_start": pd.to_datetime(days),
            "value": values,
        }
    )


def found(measure, *frames):
    return classified.classification({measure.id: measure}, pd.concat(frames, ignore_index=True))


# Series


def test_edinburghs_last_36_months_agree_with_the_rules_run_directly(store):
    series = store.series("delayed_beds_rate", "", "", [EDINBURGH])
    series = series[series["period_start"] <= date(2025, 8, 1)].tail(36)
    assert series["period_label"].iloc[[0, -1]].tolist() == ["Sep 2022", "Aug 2025"]
    worked = xmr.classify(series["value"], "lower", series["period_start"].tolist())
    for ours, theirs in (("centre", "centre"), ("limit_low", "lower"), ("limit_high", "upper")):
        assert series[ours].tolist() == pytest.approx(worked[theirs].tolist())
    assert series["rule"].tolist() == worked["rule"].tolist()
    assert series["point_type"].tolist() == worked["point_type"].tolist()
    assert worked["rule"].iloc[-1] == "below lower limit"


def test_edinburghs_limits_by_hand(store):
    series = store.series("delayed_beds_rate", "", "", [EDINBURGH])
    values = series.loc[series["period_start"] <= date(2025, 8, 1), "value"].tolist()[-36:]
    ranges = [abs(later - earlier) for earlier, later in zip(values, values[1:])]
    kept = [each for each in ranges if each < 3.267 * mean(ranges)]
    held = series.dropna(subset=["centre"]).iloc[-1]
    assert held["centre"] == pytest.approx(mean(values))
    assert held["limit_low"] == pytest.approx(mean(values) - 2.66 * mean(kept))
    assert held["limit_high"] == pytest.approx(mean(values) + 2.66 * mean(kept))


def test_only_the_last_36_months_are_tested(store):
    series = store.series("delayed_beds_rate", "", "", [EDINBURGH])
    assert series["rule"].notna().sum() == 36
    assert len(found(DELAYS, observed(DELAYS, [10.0, 12] * 30))) == 36


def test_only_measures_drawn_as_xmr_that_still_run_have_rules(store):
    held = store._ask("select distinct measure from classification")["measure"].tolist()
    assert sorted(held) == sorted(
        measure.id for measure in store.measures.values() if measure.chart_method == "xmr" and not measure.ended
    )
    assert "emergency_admissions_rate" not in held  # ended in May 2023
    assert "readmissions_rate" not in held  # a funnel


def test_an_ended_series_and_another_method_have_none():
    values = [10.0, 12] * 20
    ended, ranged = replace(DELAYS, ended=date(2025, 1, 1)), replace(DELAYS, chart_method="range")
    for measure in (ended, ranged):
        none = found(measure, observed(measure, values))
        assert none.empty
        assert list(none.columns) == classified.COLUMNS
    assert len(found(DELAYS, observed(DELAYS, values))) == 36


def test_twelve_points_are_too_few_and_thirteen_enough():
    assert found(DELAYS, observed(DELAYS, [10.0, 12] * 6)).empty
    assert len(found(DELAYS, observed(DELAYS, [*[10.0, 12] * 6, 11]))) == 13


def test_points_before_a_break_are_left_out():
    broken = replace(DELAYS, breaks=(Break(date(2022, 6, 1), "Counted anew."), Break(date(2023, 1, 1), "Again.")))
    rows = found(broken, observed(broken, [50.0, 60] * 6 + [10.0, 12] * 8))
    assert rows["period_start"].min() == pd.Timestamp(2023, 1, 1)
    assert len(rows) == 16
    assert rows["centre"].unique().tolist() == [11]


def test_a_gap_begins_the_limits_again():
    days = months(40)
    values = [50.0, 60] * 10 + [10.0, 12] * 10
    del days[20], values[20]
    rows = found(DELAYS, observed(DELAYS, values, days))
    assert rows["centre"].round(6).nunique() == 2
    assert len(rows) == 36


def test_months_after_the_last_figure_do_not_use_up_the_window():
    values = [*[10.0, 12] * 18, *[float("nan")] * 11]
    rows = found(DELAYS, observed(DELAYS, values))
    assert len(rows) == 36
    assert rows["period_start"].max() == pd.Timestamp(2024, 12, 1)


def test_areas_and_breakdowns_are_tested_apart():
    low, high = [10.0, 12] * 8, [50.0, 60] * 8
    rows = found(
        DELAYS,
        observed(DELAYS, low),
        observed(DELAYS, high, area="b"),
        observed(DELAYS, [1.0, 3] * 8, breakdown="age=75plus"),
        observed(DELAYS, [float("nan")] * 16, area="c"),
    )
    assert rows.groupby(["area_code", "breakdown"])["centre"].first().to_dict() == {
        ("a", ""): 11,
        ("a", "age=75plus"): 2,
        ("b", ""): 55,
    }


def test_a_per_cent_has_no_limit_over_100():
    values = [97.0, 100.0] * 10
    assert found(SHARE, observed(SHARE, values))["upper"].isna().all()
    assert found(DELAYS, observed(DELAYS, values))["upper"].notna().all()


def test_no_measures_give_no_rows():
    assert list(classified.classification({}, observed(DELAYS, [1.0])).columns) == classified.COLUMNS


# Peers


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
