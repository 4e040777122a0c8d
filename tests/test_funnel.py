"""Funnel limits: METHOD's formulas over again in plain arithmetic, and what must hold of any funnel."""

from __future__ import annotations

import math
import statistics
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ijb.stats import funnel

READMITTED = [310, 95, 402, 128, 77, 610, 240, 33, 158, 505, 61, 190]
DISCHARGED = [3000, 1100, 3600, 1500, 640, 5200, 2700, 250, 1450, 6100, 700, 1600]
KINDS = ["proportion", "count"]
EXPECTED = [280, 101, 377, 150, 64, 560, 251, 25, 160, 590, 70, 181.5]
SIDES = {"lower_95": -1.96, "upper_95": 1.96, "lower_998": -3.0902, "upper_998": 3.0902}


def over_dispersion(scores, errors):
    """phi and tau² with deciles from the statistics module, whose inclusive method is type 7."""
    count = len(scores)
    deciles = statistics.quantiles(scores, n=10, method="inclusive")
    kept = [min(max(score, deciles[0]), deciles[8]) for score in scores]
    phi = sum(score**2 for score in kept) / count
    first, second = sum(error**-2 for error in errors), sum(error**-4 for error in errors)
    return phi, max(0.0, (count * phi - (count - 1)) / (first - second / first))


def test_proportions_agree_with_a_second_computation():
    found = funnel.limits(READMITTED, DISCHARGED)
    centre = math.asin(math.sqrt(sum(READMITTED) / sum(DISCHARGED)))
    off = [math.asin(math.sqrt(r / n)) - centre for r, n in zip(READMITTED, DISCHARGED)]
    errors = [1 / (2 * math.sqrt(n)) for n in DISCHARGED]
    phi, tau2 = over_dispersion([place / error for place, error in zip(off, errors)], errors)
    assert tau2 > 0
    assert found.attrs == pytest.approx(
        {"centre": sum(READMITTED) / sum(DISCHARGED), "phi": phi, "tau2": tau2, "areas": 12}
    )
    for row, r, n, place, error in zip(found.to_dict("records"), READMITTED, DISCHARGED, off, errors):
        wide = math.sqrt(error**2 + tau2)
        assert row["rate"] == pytest.approx(r / n)
        assert row["z"] == pytest.approx(place / error)
        assert row["z_adjusted"] == pytest.approx(place / wide)
        for side, z in SIDES.items():
            assert row[side] == pytest.approx(math.sin(max(0.0, centre + z * wide)) ** 2)
            assert row[f"plain_{side}"] == pytest.approx(math.sin(centre + z * error) ** 2)


def test_counts_agree_with_a_second_computation():
    found = funnel.limits(READMITTED, EXPECTED, "count")
    ratio = sum(READMITTED) / sum(EXPECTED)
    off = [math.log((r + 0.5) / (e + 0.5)) - math.log(ratio) for r, e in zip(READMITTED, EXPECTED)]
    errors = [math.sqrt(r / (r + 0.5) ** 2 + e / (e + 0.5) ** 2) for r, e in zip(READMITTED, EXPECTED)]
    phi, tau2 = over_dispersion([place / error for place, error in zip(off, errors)], errors)
    assert found.attrs == pytest.approx({"centre": ratio, "phi": phi, "tau2": tau2, "areas": 12})
    for row, r, e, place, error in zip(found.to_dict("records"), READMITTED, EXPECTED, off, errors):
        assert row["rate"] == pytest.approx(r / e)
        assert row["z"] == pytest.approx(place / error)
        assert row["z_adjusted"] == pytest.approx(place / math.sqrt(error**2 + tau2))
        null = ratio * e
        drawn = null / (null + 0.5) ** 2 + e / (e + 0.5) ** 2
        for side, z in SIDES.items():
            assert row[side] == pytest.approx(ratio * math.exp(z * math.sqrt(drawn + tau2)))
            assert row[f"plain_{side}"] == pytest.approx(ratio * math.exp(z * math.sqrt(drawn)))


def test_two_areas_by_hand():
    # 10 and 30 of 100: θ = asin √0.2 = 0.4636476, s = 0.05. z = −2.837941 and 2.319843, 5.157784 apart;
    # Winsorised, a tenth of that inwards: −2.322163 and 1.804064. φ = (5.392441 + 3.254647) ÷ 2 = 4.323544.
    # τ² = (2 × 4.323544 − 1) ÷ (800 − 320,000 ÷ 800) = 7.647088 ÷ 400 = 0.01911772.
    found = funnel.limits([10, 30], [100, 100])
    assert found["z"].tolist() == pytest.approx([-2.837941, 2.319843], abs=1e-6)
    assert found.attrs["phi"] == pytest.approx(4.323544, abs=2e-6)
    assert found.attrs["tau2"] == pytest.approx(0.01911772, abs=1e-8)
    # √(0.0025 + τ²) = 0.1470296; −0.1418971 and 0.1159921 over that.
    assert found["z_adjusted"].tolist() == pytest.approx([-0.965092, 0.788903], abs=1e-5)
    # sin²(0.4636476 ± 1.96 × 0.05) and sin²(0.4636476 + 3.0902 × 0.1470296).
    assert found["plain_lower_95"].iloc[0] == pytest.approx(math.sin(0.3656476) ** 2, abs=1e-6)
    assert found["plain_upper_95"].iloc[0] == pytest.approx(math.sin(0.5616476) ** 2, abs=1e-6)
    assert found["upper_998"].iloc[0] == pytest.approx(math.sin(0.917998) ** 2, abs=1e-5)


def test_equal_rates_have_no_over_dispersion():
    found = funnel.limits([10, 20, 30, 40], [100, 200, 300, 400])
    assert found.attrs["phi"] == pytest.approx(0, abs=1e-20)
    assert found.attrs["tau2"] == 0
    assert found["z_adjusted"].tolist() == found["z"].tolist()
    for side in SIDES:
        assert found[side].tolist() == found[f"plain_{side}"].tolist()


def test_limits_stay_between_0_and_1():
    found = funnel.limits([1, 0, 9, 11], [10, 4, 10, 12])
    assert found["lower_998"].tolist() == [0] * 4
    assert found["upper_998"].tolist() == [1] * 4


@pytest.mark.parametrize("kind", KINDS)
def test_areas_without_a_figure_are_left_out(kind):
    gaps = funnel.limits([*READMITTED, None, 5, 5, -1], [*DISCHARGED, 100, None, 0, 100], kind)
    whole = funnel.limits(READMITTED, DISCHARGED, kind)
    pd.testing.assert_frame_equal(gaps.iloc[:12], whole)
    assert gaps.attrs == whole.attrs
    assert gaps.iloc[12:].drop(columns="rate").isna().all(axis=None)
    assert gaps["rate"].iloc[12:15].isna().all()


def test_more_cases_than_a_proportion_can_have_are_shown_and_not_tested():
    found = funnel.limits([*READMITTED, 12], [*DISCHARGED, 10])
    assert found["rate"].iloc[-1] == 1.2
    assert np.isnan(found["z"].iloc[-1]) and found.attrs["areas"] == 12


@pytest.mark.parametrize(
    "kind, numerators, denominators",
    [
        ("proportion", [], []),
        ("proportion", [None, None], [10, 20]),
        ("count", [0, 0, 0], [10, 20, 30]),
    ],
)
def test_nothing_to_test(kind, numerators, denominators):
    found = funnel.limits(numerators, denominators, kind)
    assert len(found) == len(numerators)
    assert found["z_adjusted"].isna().all() and found.attrs["areas"] == 0
    assert math.isnan(found.attrs["phi"]) and found.attrs["tau2"] == 0


def test_one_area_is_its_own_whole():
    found = funnel.limits([10], [100])
    assert found["z"].tolist() == pytest.approx([0]) and found.attrs["tau2"] == 0


def test_index_is_that_of_the_numerators():
    codes = [f"S370000{number:02d}" for number in range(12)]
    found = funnel.limits(pd.Series(READMITTED, index=codes), pd.Series(DISCHARGED, index=codes))
    assert found.index.tolist() == codes and found["upper_95"].notna().all()


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="kind is 'rate'; expected one of proportion, count"):
        funnel.limits([1], [2], "rate")


def test_beyond_reads_over_dispersed_z():
    # Twenty alike and one far off: its z is 15 as it is, and the funnel widens little for the others.
    found = funnel.limits([100] * 20 + [250, None], [1000] * 21 + [1000])
    assert funnel.beyond(found).tolist() == ["no clear difference"] * 20 + ["higher", None]
    assert funnel.beyond(funnel.limits([900] * 20 + [750], [1000] * 21)).tolist()[-1] == "lower"


def test_over_dispersion_takes_a_flag_back():
    # Half at 10 % and half at 20 %: each is beyond the plain limits, none beyond the over-dispersed ones.
    found = funnel.limits([100] * 10 + [200] * 10, [1000] * 20)
    assert (found["z"].abs() > 3.0902).all()
    assert set(funnel.beyond(found)) == {"no clear difference"}


sizes = st.lists(st.integers(2, 100_000), min_size=2, max_size=12, unique=True).map(sorted)


@settings(max_examples=40, deadline=None)
@given(sizes, st.integers(1, 99), st.sampled_from([0.0, 4e-4, 0.01]), st.sampled_from(KINDS))
def test_limits_narrow_as_areas_grow(denominators, percent, tau2, kind):
    # A count's error is smooth from an expected case or so.
    denominators = [100 * size for size in denominators]
    drawn = funnel.curve(denominators, percent / 100, tau2, kind)
    for lower, upper in (("lower_95", "upper_95"), ("lower_998", "upper_998")):
        widths = (drawn[upper] - drawn[lower]).tolist()
        assert all(after <= before + 1e-12 for before, after in pairwise(widths))
        assert (drawn[lower] <= percent / 100).all() and (drawn[upper] >= percent / 100).all()


areas = st.lists(st.tuples(st.integers(0, 60), st.integers(60, 4000)), min_size=2, max_size=31)


@settings(max_examples=40, deadline=None)
@given(areas)
def test_counting_the_others_instead_turns_the_funnel_over(pairs):
    r, n = np.array(pairs, dtype=float).T
    cases, others = funnel.limits(r, n), funnel.limits(n - r, n)
    np.testing.assert_allclose(others["z_adjusted"], -cases["z_adjusted"], atol=1e-9)
    np.testing.assert_allclose(others["upper_998"], 1 - cases["lower_998"], atol=1e-9)
    assert others.attrs["tau2"] == pytest.approx(cases.attrs["tau2"], abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(areas)
def test_over_dispersed_limits_are_never_inside_the_plain_ones(pairs):
    r, n = np.array(pairs).T
    found = funnel.limits(r, n)
    for level in ("95", "998"):
        assert (found[f"lower_{level}"] <= found[f"plain_lower_{level}"]).all()
        assert (found[f"upper_{level}"] >= found[f"plain_upper_{level}"]).all()
    assert (found["lower_998"] <= found["lower_95"]).all()
