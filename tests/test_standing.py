"""Where an area stands among the others: every method worked a second way, on real figures and on made-up ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import asin, isnan, pi, sin, sqrt
from statistics import mean, quantiles

import pandas as pd
import pytest
from choices import MEASURES
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from etl import standing

STIRLING = "S37000005"  # with Clackmannanshire: two councils
NO_DIFFERENCE = "no clear difference"
WAITING = MEASURES["people_waiting_for_assessment_rate"]
LIFE = ("healthy_life_expectancy_female", "healthy_life_expectancy_male")
LIMITS = ["centre", "lower", "upper"]


def figures(store, name, level="ijb", breakdown="", basis=""):
    """Figures of one measure, by first day."""
    every = store._ask(
        "select * from observation where measure = ? and level = ? and breakdown = ? and basis = ? "
        "and value is not null order by area_code",
        *(name, level, breakdown, basis),
    )
    return dict(list(every.groupby("period_start")))


def held(store, name, breakdown="", basis=""):
    """Standing of one measure: (area, first day) to its row."""
    every = store._ask(
        "select * from standing where measure = ? and breakdown = ? and basis = ?", *(name, breakdown, basis)
    )
    return {(row["area_code"], row["period_start"]): row for row in every.to_dict("records")}


def side(value, lower, upper, names):
    high, low = names
    return high if value > upper else low if value < lower else NO_DIFFERENCE


def limits(row):
    return [None if isnan(row[name]) else pytest.approx(row[name]) for name in LIMITS]


# Far from the rest


@pytest.mark.parametrize(
    "name, breakdown, better, hidden",
    [
        ("delayed_beds_waiting_for_care_rate", "", "lower", "lower"),
        ("delayed_beds_rate", "reason=code9_awi", "lower", "lower"),
        ("self_directed_support_implementation", "", "higher", "upper"),
        ("care_home_occupancy", "", "neither", None),  # more people than places can be: nothing is hidden
        ("home_care_cost_per_hour", "", "neither", "lower"),
    ],
)
def test_far_from_the_rest_by_quartiles_in_every_period(store, name, breakdown, better, hidden):
    types = {"lower": ("worse", "better"), "higher": ("better", "worse"), "neither": ("neutral high", "neutral low")}
    most = 100 if hidden == "upper" else float("inf")
    found, expected = held(store, name, breakdown), {}
    for day, rows in figures(store, name, breakdown=breakdown).items():
        first, middle, third = quantiles(rows["value"], n=4, method="inclusive")
        lower, upper = first - 1.5 * (third - first), third + 1.5 * (third - first)
        for area, value in zip(rows["area_code"], rows["value"]):
            shown = [middle, lower if lower >= 0 else None, upper if upper <= most else None]
            rule = side(value, lower, upper, ("far above the rest", "far below the rest"))
            expected[area, day] = (shown, rule, side(value, lower, upper, types[better]))
    assert found.keys() == expected.keys()
    assert {key: (limits(row), row["rule"], row["point_type"]) for key, row in found.items()} == expected
    assert len({rule for _, rule, _ in expected.values()}) > 1
    assert {name for shown, _, _ in expected.values() for name, at in zip(LIMITS, shown) if at is None} == (
        {hidden} if hidden else set()
    )
    if name == "care_home_occupancy":
        assert any(shown[2] > 100 for shown, _, _ in expected.values())


def test_far_from_the_rest_with_a_floor_and_a_ceiling_by_hand():
    # Quartiles 2.75 and 6.25, fences −2.5 and 11.5; of 100 less each, 93.75, 97.25, 88.5 and 102.5.
    values = [1, 2, 3, 4, 5, 6, 7, 20]
    many = made(replace(WAITING, chart_method="range"), values)
    share = made(replace(MEASURES["self_directed_support_implementation"]), [100 - value for value in values])
    assert many["rule"].tolist() == [NO_DIFFERENCE] * 7 + ["far above the rest"]
    assert many["lower"].isna().all() and set(many["upper"]) == {11.5} and set(many["centre"]) == {4.5}
    assert share["rule"].tolist() == [NO_DIFFERENCE] * 7 + ["far below the rest"]
    assert share["upper"].isna().all() and set(share["lower"]) == {88.5} and set(share["centre"]) == {95.5}
    assert many["point_type"].iloc[-1] == share["point_type"].iloc[-1] == "worse"


@pytest.mark.parametrize(
    "plausible, shown", [((0.0, 100.0), (None, None)), ((-1.0, 101.0), (-2.5, 102.5)), ((-1.0, 100.0), (-2.5, None))]
)
def test_a_limit_is_hidden_only_where_no_figure_can_be(plausible, shown):
    """Fences −2.5 and 11.5 of 1 … 20 as above; the shares are 100 less each: 88.5 and 102.5."""
    values = [1, 2, 3, 4, 5, 6, 7, 20]
    many = made(replace(WAITING, chart_method="range", plausible=plausible), values)
    share = replace(MEASURES["self_directed_support_implementation"], plausible=plausible)
    shares = made(share, [100 - value for value in values])
    ends = (many["lower"].iloc[0], shares["upper"].iloc[0])
    assert tuple(None if isnan(end) else end for end in ends) == shown
    assert set(many["upper"]) == {11.5} and set(shares["lower"]) == {88.5}
    count = made(replace(share, shown_as="number"), [100 - value for value in values])
    assert set(count["upper"]) == {102.5}  # 100 is the end of per cents alone


def test_a_series_that_has_ended_stands_nowhere(store):
    values = [1, 2, 3, 4, 5, 6, 7, 20]
    running = replace(WAITING, chart_method="range")
    assert len(made(running, values)) == 8
    assert made(replace(running, ended=date(2023, 5, 31)), values).empty
    ended = {name for name, measure in MEASURES.items() if measure.ended}
    assert ended == {"emergency_admissions_rate"}
    assert ended.isdisjoint(store._ask("select distinct measure from standing")["measure"])


# Funnel


def test_readmissions_by_spiegelhalters_formula(store):
    day, rows = max(figures(store, "readmissions_rate").items())
    cases = dict(zip(rows["area_code"], zip(rows["numerator"], rows["denominator"])))
    assert len(cases) == 31
    whole = sum(r for r, _ in cases.values()) / sum(n for _, n in cases.values())
    theta = asin(sqrt(whole))
    error = {code: 1 / (2 * sqrt(n)) for code, (_, n) in cases.items()}
    z = {code: (asin(sqrt(r / n)) - theta) / error[code] for code, (r, n) in cases.items()}
    tenths = quantiles(z.values(), n=10, method="inclusive")
    phi = mean(min(max(each, tenths[0]), tenths[-1]) ** 2 for each in z.values())
    weights = [each**-2 for each in error.values()]
    between = (31 * phi - 30) / (sum(weights) - sum(each**2 for each in weights) / sum(weights))
    assert phi > 2 and between > 0
    found = held(store, "readmissions_rate")
    for code, own in error.items():
        row, spread = found[code, day], sqrt(own**2 + between)
        ends = [1000 * sin(min(max(theta + way * 3.0902 * spread, 0), pi / 2)) ** 2 for way in (-1, 1)]
        assert [row[name] for name in LIMITS] == pytest.approx([1000 * whole, *ends])
        adjusted = z[code] * own / spread
        assert row["rule"] == side(adjusted, -3.0902, 3.0902, ("above funnel limit", "below funnel limit"))
        assert row["point_type"] == side(adjusted, -3.0902, 3.0902, ("worse", "better"))


def test_readmissions_have_been_beyond_a_limit_on_either_side(store):
    ever = held(store, "readmissions_rate").values()
    pairs = {(row["rule"], row["point_type"], row["method"]) for row in ever}
    assert ("above funnel limit", "worse", "funnel") in pairs
    assert pairs <= {
        ("above funnel limit", "worse", "funnel"),
        ("below funnel limit", "better", "funnel"),
        (NO_DIFFERENCE, NO_DIFFERENCE, "funnel"),
    }
    for row in store._ask(
        "select observation.value, standing.lower, standing.upper, rule from standing "
        "join observation using (measure, area_code, breakdown, basis, period_start) where method = 'funnel'"
    ).itertuples():
        assert row.rule == side(row.value, row.lower, row.upper, ("above funnel limit", "below funnel limit"))


# Intervals


@pytest.mark.parametrize("name", LIFE)
def test_healthy_life_expectancy_apart_from_scotland_by_arithmetic(store, name):
    stretch, expected = 3.0902 / 1.96, {}
    scotland = figures(store, name, "scotland")
    for day, rows in figures(store, name).items():
        own = scotland[day].iloc[0]
        whole_low = own["value"] - stretch * (own["value"] - own["lower"])
        whole_high = own["value"] + stretch * (own["upper"] - own["value"])
        for row in rows[rows["area_code"] != STIRLING].to_dict("records"):
            low = row["value"] - stretch * (row["value"] - row["lower"])
            high = row["value"] + stretch * (row["upper"] - row["value"])
            kind = ("above", "better") if low > whole_high else ("below", "worse") if high < whole_low else None
            rule, kind = (f"interval {kind[0]} the rest", kind[1]) if kind else (NO_DIFFERENCE, NO_DIFFERENCE)
            expected[row["area_code"], day] = (own["value"], row["lower"], row["upper"], rule, kind)
    found = {
        key: tuple(row[each] for each in (*LIMITS, "rule", "point_type")) for key, row in held(store, name).items()
    }
    assert found == expected
    assert {kind for *_, kind in expected.values()} == {"better", "worse", NO_DIFFERENCE}


def made(measure, values, numerators=None, denominators=None, statuses=None, scotland=None):
    """Standing of made-up areas 0, 1, 2 … in one period."""
    rows = pd.DataFrame({"value": values}, dtype=float).assign(
        numerator=numerators, denominator=denominators, status=statuses or "published", level="ijb"
    )
    if scotland:
        whole = {"value": 0.0, "numerator": scotland[0], "denominator": scotland[1], "level": "scotland"}
        rows = pd.concat([rows, pd.DataFrame([whole | {"status": "published"}])], ignore_index=True)
    rows = rows.assign(
        measure=measure.id,
        area_code=rows.index.astype(str),
        breakdown=measure.default_breakdown,
        basis="",
        period_start=pd.Timestamp(2026, 3, 2),
        lower=None,
        upper=None,
    )
    return standing.standing({measure.id: measure}, rows).set_index("area_code")


def exact(count, chance):
    """The exact interval of a count that leaves so much chance outside, half either side."""
    low = chi2.ppf(chance / 2, 2 * count) / 2 if count else 0
    return low, chi2.ppf(1 - chance / 2, 2 * count + 2) / 2


def test_people_waiting_against_the_rest_by_the_exact_interval():
    waiting, adults = [300, 190, 0, 40, 2], [100_000, 100_000, 5_000, 40_000, 1_000]
    whole = (1_900, 1_000_000)  # Scotland's own, more than the five together
    found = made(WAITING, [0.0] * 5, waiting, adults, scotland=whole)
    for code, (r, n) in enumerate(zip(waiting, adults)):
        low, high = (each / n for each in exact(r, 0.002))
        rest_low, rest_high = (each / (whole[1] - n) for each in exact(whole[0] - r, 0.002))
        where = "above" if low > rest_high else "below" if high < rest_low else None
        row = found.loc[str(code)]
        assert row["rule"] == (f"interval {where} the rest" if where else NO_DIFFERENCE)
        assert row["centre"] == pytest.approx((whole[0] - r) / (whole[1] - n) * 100_000)
        shown = [each / n * 100_000 for each in exact(r, 0.05)]
        assert [row["lower"], row["upper"]] == pytest.approx(shown)
    assert found["point_type"].tolist() == ["worse", NO_DIFFERENCE, "better", "better", NO_DIFFERENCE]
    assert "5" not in found.index  # Scotland itself


def test_without_scotlands_own_figure_there_is_no_rest_to_compare_with():
    assert made(WAITING, [0.0] * 3, [300, 5, 5], [1000, 1000, 1000]).empty


# What is not tested


def test_too_few_cases_are_shown_and_not_tested(store):
    good = MEASURES["care_services_good_share"]
    cases = [9, 10, *[40] * 8]
    found = made(good, [80.0] * 10, [each * 0.8 for each in cases], cases)
    assert found.index.tolist() == [str(code) for code in range(1, 10)]
    assert made(good, [80.0] * 9, [each * 0.8 for each in cases[:9]], [9, 9, *cases[2:9]]).empty  # seven are left
    for name in (good.id, "drug_and_alcohol_treatment_within_3_weeks"):
        few = store._ask(
            "select distinct area_code, period_start from observation where measure = ? and breakdown = '' "
            "and value is not null and denominator < 10",
            name,
        )
        tested = held(store, name)
        assert (name == good.id or len(few)) and not set(few.itertuples(index=False, name=None)) & tested.keys()


def test_partial_figures_and_means_of_published_rates_are_not_tested(store):
    survey, spend = MEASURES["carers_supported"], MEASURES["self_directed_support_share"]
    values, statuses = [*range(30, 38), 95], ["published"] * 7 + ["derived", "partial"]
    assert made(survey, values, statuses=statuses).index.tolist() == [str(code) for code in range(7)]
    assert made(spend, values, statuses=statuses).index.tolist() == [str(code) for code in range(8)]
    held_by_stirling = store._ask("select distinct measure from standing where area_code = ?", STIRLING)["measure"]
    assert {name for name in MEASURES if MEASURES[name].published_value}.isdisjoint(held_by_stirling)
    assert survey.id in set(store._ask("select distinct measure from standing")["measure"])
    assert {"self_directed_support_share", "readmissions_rate"} <= set(held_by_stirling)


def test_every_standing_is_of_one_figure_that_is_held_whole(store):
    kept = store._ask(
        "select count(*) as rows, count(value) as held, count(*) filter (status = 'partial') as partial, "
        "count(distinct (measure, area_code, breakdown, basis, period_start)) as figures, "
        "count(*) filter (level <> case areas when 'treatment' then 'health_board' else 'ijb' end) as elsewhere "
        "from standing left join observation using (measure, area_code, breakdown, basis, period_start) "
        "left join measure on measure.id = standing.measure"
    ).iloc[0]
    count = store._ask("select count(*) as rows from standing")["rows"].iloc[0]
    assert count > 100_000
    assert kept.tolist() == [count, count, 0, count, 0]


def test_context_is_named_high_or_low_and_never_good_or_bad(store):
    types = store._ask("select distinct better, point_type from standing join measure on measure.id = standing.measure")
    by_better = types.groupby("better")["point_type"].agg(set).to_dict()
    assert by_better["neither"] == {"neutral high", "neutral low", NO_DIFFERENCE}
    assert by_better["lower"] == by_better["higher"] == {"worse", "better", NO_DIFFERENCE}


def test_no_limit_is_shown_where_no_figure_can_be(store):
    ends = store._ask('select measure, min("lower") as low, max("upper") as high from standing group by measure')
    below = [name for name, low, _ in ends.itertuples(index=False) if low < 0 and MEASURES[name].plausible[0] >= 0]
    over = {name for name, _, high in ends.itertuples(index=False) if high > 100}
    over &= {name for name, measure in MEASURES.items() if measure.shown_as == "per cent"}
    assert len(ends) > 30 and below == []
    assert over == {"care_home_occupancy"} and MEASURES["care_home_occupancy"].plausible[1] == 110


# Cash and real terms: one deflator a year moves every area alike


@pytest.mark.parametrize("name", [name for name, measure in MEASURES.items() if measure.money])
def test_money_stands_alike_in_cash_and_in_real_terms(store, name):
    cash, real = (held(store, name, basis=basis) for basis in ("", store.real_basis(name)))
    assert {key: row["rule"] for key, row in cash.items()} == {key: row["rule"] for key, row in real.items()}
    if name == "net_cost_of_services_per_head":
        assert not cash  # nothing supplied yet
    else:
        assert {row["rule"] for row in cash.values()} > {NO_DIFFERENCE}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=8, max_size=31), st.integers(-4, 4))
def test_a_change_of_prices_changes_no_rule(values, power):
    measure = replace(WAITING, chart_method="range")
    found, dearer = made(measure, values), made(measure, [value * 2.0**power for value in values])
    assert found["rule"].tolist() == dearer["rule"].tolist()
    assert (found["upper"] * 2.0**power).tolist() == dearer["upper"].tolist()
