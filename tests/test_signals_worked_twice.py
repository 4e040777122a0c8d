"""Every signal, improvement and test of the real figures, worked a second time in plain Python from the tables."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import date
from statistics import mean, median

import pandas as pd
import pytest
from choices import MEASURES

from etl import classified, signalled, standing

OUTSIDE = {"above upper limit", "below lower limit"}
RUNS = {"seven-point rise", "seven-point fall", "shift above", "shift below"}
NEAR = {"two of three high", "two of three low"}
YEARLY = {"three yearly rises", "three yearly falls"}
WORSE, BETTER = {"concern", "worse"}, {"improvement", "better"}
FIGURES = """
select
    observation.measure, observation.area_code, observation.period_start, observation.period_end, observation.value,
    classification.rule, classification.point_type, classification.centre,
    standing.rule as level_rule, standing.point_type as level_type
from observation
join measure on measure.id = observation.measure and observation.breakdown = default_breakdown
left join classification using (measure, area_code, breakdown, period_start)
left join standing using (measure, area_code, breakdown, basis, period_start)
where level = 'ijb' and value is not null and (basis <> '') = money
order by period_start
"""


@pytest.fixture(scope="module")
def declared(store):
    return {row["id"]: row for row in store._ask("select * from measure").to_dict("records")}


@pytest.fixture(scope="module")
def series(store, declared):
    """Figures in time order, by measure and area, of the series that may give a signal."""
    newest = store._ask("select max(period_end) as period_end from observation where value is not null")
    held = defaultdict(list)
    for row in store._ask(FIGURES).to_dict("records"):
        held[row["measure"], row["area_code"]].append(row)
    return {
        key: points
        for key, points in held.items()
        if speaks(declared[key[0]]) and age(points[-1], newest["period_end"].iloc[0]) <= oldest(declared[key[0]])
    }


def speaks(measure):
    running = measure["ended"] is None or measure["ended"] != measure["ended"]  # a missing date is not itself
    return (
        running
        and measure["better"] in ("lower", "higher")
        and measure["theme"] != "context"
        and measure["areas"] == "residence"
    )


def age(point, newest):
    end = point["period_end"]
    return (newest.year - end.year) * 12 + newest.month - end.month


def oldest(measure):
    return 24 if measure["period"] in ("month", "quarter", "snapshot") else 36


def fired(measure, points, side):
    """(kind, rule, whether it lasts, first day, its run, the run's first day) of what the latest figure carries on one
    side."""
    last, own = points[-1], [point for point in points if point["point_type"] in side]
    run, since = run_of(points, (side is WORSE) == (measure["better"] == "lower"))
    if last["point_type"] in side and last["rule"] in OUTSIDE:
        recent = [point for point in points[-4:] if point in own and point["rule"] in OUTSIDE]
        first = recent[0] if len(recent) >= 3 else unbroken(points, [p for p in own if p["rule"] in OUTSIDE])
        lasts = len(recent) >= 3 or run is not None
        yield "unusual month", last["rule"], lasts, first["period_start"], run, since
    if last["point_type"] in side and last["rule"] in RUNS | NEAR:
        assert run is not None or last["rule"] in NEAR
        first = points[-3]["period_start"] if run is None else since
        yield "shift, trend or near-limit", last["rule"], run is not None, first, run, since
    if last["point_type"] in side and last["rule"] in YEARLY:
        yield "worsening", last["rule"], False, points[-3]["period_start"], None, None
    if last["level_type"] in side:
        apart = [point for point in points if point["level_type"] in side]
        lasts = any(is_before(measure, point, last) for point in apart)
        yield "outlying", last["level_rule"], lasts, unbroken(points, apart)["period_start"], None, None


def run_of(points, high):
    """The shift, or else the trend, of seven figures or more that the latest ends on one side since its limits began,
    and its first day; of the two, a trend where it gives the latest its rule."""
    past = [point for point in points if point["centre"] == points[-1]["centre"]]
    off = [(point["value"] - point["centre"]) * (1 if high else -1) for point in past]
    across = [place for place, each in enumerate(off) if each <= 0]
    turned = [place for place in range(1, len(off)) if off[place] <= off[place - 1]]
    starts = {
        "shift above" if high else "shift below": max(across, default=-1) + 1,
        "seven-point rise" if high else "seven-point fall": max(turned, default=0),
    }
    runs = [(name, past[start]["period_start"]) for name, start in starts.items() if len(past) - start >= 7]
    runs.sort(key=lambda run: run[0] != points[-1]["rule"] or "shift" in run[0])
    return runs[0] if runs else (None, None)


def unbroken(points, marked):
    """The first of the marked points that run without one left out up to the latest."""
    starts = {point["period_start"] for point in marked}
    place = len(points)
    while place and points[place - 1]["period_start"] in starts:
        place -= 1
    return points[place]


def is_before(measure, point, last):
    """Whether a figure is a year (or the measure's years) before the latest, with no declared break between."""
    start, end = point["period_start"], last["period_start"]
    breaks = [date.fromisoformat(each["at"]) for each in json.loads(measure["breaks"])]
    same = (start.year + measure["change_years"], start.month) == (end.year, end.month)
    return same and not any(start < at <= end for at in breaks)


def worked(declared, series, side):
    """measure, area, kind, rung, rule, first and last day, run and its first day of every signal on one side."""
    rows, themes = [], defaultdict(set)
    for (name, area), points in series.items():
        for kind, rule, lasts, first, *run in fired(declared[name], points, side):
            rows.append((name, area, kind, lasts, rule, first, points[-1]["period_start"], *run))
            if lasts:
                themes[area].add(declared[name]["theme"])
    rung = {True: "persistent", False: "watch"}
    return Counter(
        (name, area, kind, "several domains" if lasts and len(themes[area]) > 1 else rung[lasts], *rest)
        for name, area, kind, lasts, *rest in rows
    )


@pytest.mark.parametrize("table, side", [("signal", WORSE), ("improvement", BETTER)])
def test_every_signal_is_found_a_second_way_and_no_other(store, declared, series, table, side):
    held = store._ask(f"select * exclude (clears_when) from {table}").astype(object)
    found = Counter(held.where(held.notna(), None).itertuples(index=False, name=None))
    expected = worked(declared, series, side)
    assert found - expected == Counter()
    assert expected - found == Counter()
    assert len(found) > 20 and set(found.values()) == {1}
    assert len({kind for _, _, kind, *_ in found}) >= 3
    assert {rung for _, _, _, rung, *_ in found} >= {"watch", "persistent"}


def test_signals_say_what_clears_them_and_improvements_do_not(store):
    worse, better = store._ask("select * from signal"), store._ask("select * from improvement")
    tested = worse["kind"].isin(["unusual month", "shift, trend or near-limit"])
    figure = r"Clears when the next (month|quarter|snapshot) is [\d,.]+%? or (fewer|less|lower|more|higher)\."
    assert tested.sum() > 20 and worse["clears_when"][tested].str.fullmatch(figure).all()
    assert worse["clears_when"][~tested].str.fullmatch(r"Clears (at|when|with) [^–]+\.").all()
    assert better["clears_when"].isna().all()


def test_every_signal_has_its_words_and_limits_beside_it(store):
    for side, table in (("worse", "signal"), ("better", "improvement")):
        shown = store.signals(side)
        assert len(shown) == store._ask(f"select count(*) as rows from {table}")["rows"].iloc[0]
        needed = ["name", "short_name", "value", "first_label", "last_label", "health_board_code"]
        assert shown[needed].notna().all(axis=None)
        assert shown["name"].is_monotonic_increasing
        for row in shown.to_dict("records"):
            if row["rule"] == "above upper limit":
                assert row["value"] > row["upper"] > row["centre"]
            elif row["rule"] == "below lower limit":
                assert row["value"] < row["lower"] < row["centre"]
            elif row["rule"] == "far above the rest":
                assert row["value"] > row["level_upper"]
            elif row["rule"] == "far below the rest":
                assert row["value"] < row["level_lower"]


def test_money_speaks_in_real_terms_and_what_is_shared_out_as_it_is():
    """No measure of money has a better end yet, so none of the real signals could tell."""
    cost, share = MEASURES["home_care_cost_per_hour"], MEASURES["self_directed_support_share"]
    day, rows = pd.Timestamp(2024, 4, 1), []
    for measure, basis, value in ((cost, "", 30.0), (cost, "real 2024/25", 33.0), (share, "", 8.0)):
        rows.append((measure.id, "a", "ijb", day, day, "", basis, value, None, None))
    columns = ["measure", "area_code", "level", "period_start", "period_end", "breakdown", "basis", "value"]
    observed = pd.DataFrame(rows, columns=[*columns, "lower", "upper"])
    past = pd.DataFrame(columns=classified.COLUMNS)
    among = pd.DataFrame(columns=standing.COLUMNS)
    found = signalled.points({measure.id: measure for measure in (cost, share)}, observed, past, among)
    assert dict(zip(found["measure"], found["value"])) == {cost.id: 33.0, share.id: 8.0}


# Tests that could have given a signal, and how often they would with no real change


def test_there_is_one_row_a_test_and_a_test_for_every_figure_tested(store, declared, series):
    expected = Counter()
    for (name, area), points in series.items():
        last, xmr = points[-1], declared[name]["chart_method"] == "xmr"
        kinds = ["unusual month", "shift, trend or near-limit"] if xmr else ["worsening"]
        expected.update((name, area, kind) for kind in kinds if isinstance(last["rule"], str))
        expected.update([(name, area, "outlying")] if isinstance(last["level_type"], str) else [])
    tests = store.signal_tests()
    found = Counter(zip(tests["measure"], tests["area_code"], tests["kind"]))
    assert found == expected and set(found.values()) == {1}
    for table in ("signal", "improvement"):
        fired = store._ask(f"select measure, area_code, kind from {table}")
        assert set(fired.itertuples(index=False, name=None)) <= set(found)


def test_rates_run_from_low_to_high_and_those_that_persist_are_fewer(store):
    tests = store.signal_tests()
    assert (tests["low"] > 0).all() and (tests["high"] < 0.2).all()
    assert (tests["low"] <= tests["high"]).all() and (tests["low"] < tests["high"]).any()
    assert (tests["low_persistent"] <= tests["high_persistent"]).all()
    assert (tests["low_persistent"] <= tests["low"]).all() and (tests["high_persistent"] <= tests["high"]).all()
    worsening = tests[tests["kind"] == "worsening"]
    assert len(worsening) == 31
    assert not worsening[["low_persistent", "high_persistent"]].any(axis=None)


def lag_one(values):
    off = [value - mean(values) for value in values]
    return sum(one * two for one, two in zip(off, off[1:])) / sum(each**2 for each in off)


def row_of(store, name, kind):
    tests = store.signal_tests()
    return tests[(tests["measure"] == name) & (tests["kind"] == kind)]


def test_how_alike_months_of_delays_are_by_hand(store, series):
    alike = []
    for (name, _), points in series.items():
        if name == "delayed_beds_rate":
            values = [point["value"] for point in points][-36:]
            alike.append(min((36 * lag_one(values) + 1) / 32, 1))
    assert len(alike) == 31
    for kind in ("unusual month", "shift, trend or near-limit"):
        assert row_of(store, "delayed_beds_rate", kind)["autocorrelation"].tolist() == pytest.approx(
            [median(alike)] * 31
        )


def test_how_alike_months_a_year_apart_are_by_hand(store, series):
    alike = []
    for (name, _), points in series.items():
        if name == "delayed_beds_rate":
            values = [point["value"] for point in points if point["period_start"] >= date(2016, 7, 1)]
            off = [value - mean(values) for value in values]
            alike.append(sum(one * two for one, two in zip(off, off[12:])) / sum(each**2 for each in off))
    found = row_of(store, "delayed_beds_rate", "outlying")
    assert found["autocorrelation"].tolist() == pytest.approx([median(alike)] * 31)


def known(store, rule, points):
    rates = store._ask("select autocorrelation, rate from false_alarm where rule = ? and points = ?", rule, points)
    return dict(zip(rates["autocorrelation"], rates["rate"]))


def straight(at, lower, upper, marks):
    share = (at - lower) / (upper - lower)
    return marks[lower] + share * (marks[upper] - marks[lower])


@pytest.mark.parametrize(
    "form, low, high", [("", "low", "high"), (", persistent", "low_persistent", "high_persistent")]
)
def test_rates_lie_on_the_line_between_those_simulated(store, form, low, high):
    """36 months, and an autocorrelation between 0.7 and 0.85, both simulated."""
    for kind in ("unusual month", "shift, trend or near-limit"):
        row, marks = row_of(store, "delayed_beds_rate", kind).iloc[0], known(store, kind + form, 36)
        assert row["points"] == 36 and 0.7 < row["autocorrelation"] < 0.85
        assert row[low] == pytest.approx(marks[0.0])
        assert row[high] == pytest.approx(straight(row["autocorrelation"], 0.7, 0.85, marks))
        assert row[high] > row[low]


def test_rates_between_two_lengths_lie_on_the_line_too(store):
    """16 quarters lie three fifths of the way from 13 to 18."""
    tests = row_of(store, "drug_and_alcohol_treatment_within_3_weeks", "unusual month")
    row = tests[tests["points"] == 16].iloc[0]
    ends = []
    for points in (13, 18):
        marks = known(store, "unusual month", points)
        ends.append(straight(row["autocorrelation"], 0.5, 0.7, marks))
    assert 0.5 < row["autocorrelation"] < 0.7
    assert row["high"] == pytest.approx(ends[0] + 3 / 5 * (ends[1] - ends[0]))


@pytest.mark.parametrize(
    "name, rule",
    [
        ("delayed_beds_rate", "outlying, far from the rest"),
        ("care_services_good_share", "outlying, funnel"),
        ("healthy_life_expectancy_male", "outlying, interval"),
    ],
)
def test_outlying_has_the_rate_of_its_own_method(store, name, rule):
    found, marks = row_of(store, name, "outlying"), known(store, rule, 31)
    assert set(found["low"]) == set(found["high"]) == {marks[0.0]}
    assert set(found["low_persistent"]) == {known(store, f"{rule}, persistent", 31)[0.0]}
