"""False alarms: each rule over again in plain loops, chances that can be reasoned, and the rates that are kept."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from etl import false_alarms as kept
from ijb.paths import REFERENCE
from ijb.stats import false_alarms, xmr

KEPT = kept.read(REFERENCE)
XMR_RULES = [
    "unusual month",
    "unusual month, persistent",
    "shift, trend or near-limit",
    "shift, trend or near-limit, persistent",
]
OUTLYING = ["outlying, far from the rest", "outlying, funnel", "outlying, interval"]
ALIKE = [0.0, 0.3, 0.5, 0.7, 0.85]


def kept_rate(rule, points, autocorrelation):
    at = (KEPT["rule"] == rule) & (KEPT["points"] == points) & (KEPT["autocorrelation"] == autocorrelation)
    return KEPT.loc[at, "rate"].item()


def standard_error(share, trials):
    """Of a share simulated; a share of none or few could as well have been a few more."""
    return math.sqrt((share + 4 / trials) / trials)


# --- a second method: the rules in plain loops ---


def series_in_loops(own, autocorrelation):
    found = [own[0]]
    for normal in own[1:]:
        found.append(autocorrelation * found[-1] + math.sqrt(1 - autocorrelation**2) * normal)
    return found


def fired_in_loops(values):
    """Which XmR rules fire on the latest point where high is worse, from METHOD's words."""
    count = len(values)
    centre = sum(values) / count
    ranges = [abs(here - before) for before, here in pairwise(values)]
    usual = sum(ranges) / len(ranges)
    ranges = [move for move in ranges if move < 3.267 * usual]
    distance = 2.66 * sum(ranges) / len(ranges)
    upper, near_limit = centre + distance, centre + distance * 2 / 3

    def spans(at, size):
        return [values[first : first + size] for first in range(at - size + 1, at + 1) if 0 <= first <= count - size]

    def trend(at, sign):
        return any(all(sign * (after - here) > 0 for here, after in pairwise(span)) for span in spans(at, 7))

    def near(value):
        return near_limit < value <= upper

    def named(at):
        if values[at] > upper or values[at] < centre - distance:
            return "outside" if values[at] > upper else ""
        if trend(at, 1) or trend(at, -1):
            # At the turn of two, the one that begins there.
            turns = trend(at, 1) and trend(at, -1)
            return "trend" if (values[at + 1] > values[at] if turns else trend(at, 1)) else ""
        if near(values[at]) and any(sum(map(near, span)) >= 2 and min(span) > centre for span in spans(at, 3)):
            return "near"
        return "shift" if any(min(span) > centre for span in spans(at, 7)) else ""

    last, latest = [named(at) for at in range(count - 4, count)], values[-7:]
    carried = min(latest) > centre or all(after > here for here, after in pairwise(latest))
    return [
        last[3] == "outside",
        last[3] == "outside" and (last.count("outside") >= 3 or carried),
        last[3] in ("trend", "near", "shift"),
        last[3] in ("trend", "shift") or (last[3] == "near" and carried),
    ]


@pytest.mark.parametrize("points, autocorrelation", [(24, 0.0), (36, 0.7), (13, 0.85)])
def test_xmr_rates_are_those_of_the_rules_in_plain_loops(points, autocorrelation):
    normals = np.random.default_rng(points).standard_normal((2_000, points)).tolist()
    fired = [fired_in_loops(series_in_loops(own, autocorrelation)) for own in normals]
    for rule, here in zip(XMR_RULES, np.mean(fired, axis=0)):
        known = kept_rate(rule, points, autocorrelation)
        apart = math.hypot(standard_error(known, 2_000), standard_error(known, 20_000))
        assert here == pytest.approx(known, abs=3.5 * apart), rule


@pytest.mark.parametrize("autocorrelation", ALIKE)
def test_many_series_at_once_are_named_as_each_alone(autocorrelation):
    normals = np.random.default_rng(5).standard_normal((100, 30))
    series = false_alarms.alike(normals, autocorrelation)
    np.testing.assert_allclose(series[3], series_in_loops(normals[3].tolist(), autocorrelation))
    alone = [xmr.classify(one, "lower", floor=None) for one in series]
    named = false_alarms.names(series)
    assert named.tolist() == [found["rule"].tolist() for found in alone]
    latest = pd.DataFrame([found.iloc[-1] for found in alone])
    for side, point_type in enumerate(["concern", "improvement"]):
        fired = false_alarms.xmr_fired(named, series, side)
        outside = (latest["point_type"] == point_type) & latest["rule"].str.endswith("limit")
        assert list(fired) == XMR_RULES
        assert fired["unusual month"].tolist() == outside.tolist()
        assert (
            fired["shift, trend or near-limit"].tolist() == ((latest["point_type"] == point_type) & ~outside).tolist()
        )


LEVEL = [0] * 13
SHIFTED, RISING = [-1] * 6 + [1] * 7, [5] * 6 + [-6, -5, -4, -3, -2, -1, 0]


def fired_on(*latest, values=LEVEL):
    named = np.array([["common cause"] * 9 + list(latest)], dtype=object)
    fired = false_alarms.xmr_fired(named, np.array([values], dtype=float), 0)
    return [rule for rule, is_so in fired.items() if is_so[0]]


def test_what_persists():
    out, shift, rise, near = "above upper limit", "shift above", "seven-point rise", "two of three high"
    assert fired_on(out, "common cause", out, out) == XMR_RULES[:2]
    assert fired_on(shift, "common cause", out, out) == XMR_RULES[:1]
    assert fired_on(out, out, out, shift) == XMR_RULES[2:]
    assert fired_on("common cause", rise, shift, rise) == XMR_RULES[2:]
    assert fired_on(shift, shift, shift, near) == XMR_RULES[2:3]
    assert fired_on(shift, near, shift, shift) == XMR_RULES[2:]
    assert fired_on("shift below", "shift below", "shift below", "shift below") == []


@pytest.mark.parametrize("values", [SHIFTED, RISING])
def test_a_run_persists_whatever_rule_names_its_latest_point(values):
    out, usual, near = "above upper limit", "common cause", "two of three high"
    assert fired_on(usual, usual, usual, out, values=values) == XMR_RULES[:2]
    assert fired_on(usual, usual, usual, near, values=values) == XMR_RULES[2:]
    assert fired_on(usual, usual, usual, usual, values=values) == []


def test_far_from_the_rest_in_plain_loops():
    """Of 31 in order, the quartiles lie midway between the 8th and 9th and between the 23rd and 24th."""
    places = np.random.default_rng(11).standard_normal((2_000, 31))
    flagged = []
    for row in places.tolist():
        order = sorted(row)
        first, third = (order[7] + order[8]) / 2, (order[22] + order[23]) / 2
        flagged.append([value > third + 1.5 * (third - first) for value in row])
    assert false_alarms.far_from_rest(places[:200]).tolist() == flagged[:200]
    known = kept_rate("outlying, far from the rest", 31, 0.0)
    assert np.mean(flagged) == pytest.approx(known, abs=4 * standard_error(known, 62_000))


def test_funnel_in_plain_loops():
    """Areas twice as far apart as chance sets them, so that some are flagged."""
    places = 2 * np.random.default_rng(12).standard_normal((150, 31))
    flagged = []
    for row in places:
        good = [stats.binom.ppf(stats.norm.cdf(place), n, 0.83) for place, n in zip(row, false_alarms.SERVICES)]
        centre = math.asin(math.sqrt(sum(good) / sum(false_alarms.SERVICES)))
        off = [math.asin(math.sqrt(r / n)) - centre for r, n in zip(good, false_alarms.SERVICES)]
        errors = [1 / (2 * math.sqrt(n)) for n in false_alarms.SERVICES]
        scores = [place / error for place, error in zip(off, errors)]
        # Of 31 in order, the 4th and the 28th are the deciles.
        lowest, highest = sorted(scores)[3], sorted(scores)[27]
        total = sum(min(max(score, lowest), highest) ** 2 for score in scores)
        second, fourth = sum(error**-2 for error in errors), sum(error**-4 for error in errors)
        extra = max(0.0, (total - 30) / (second - fourth / second))
        flagged.append([place < -3.0902 * math.sqrt(error**2 + extra) for place, error in zip(off, errors)])
    assert np.sum(flagged) > 5
    assert false_alarms.beyond_funnel(places).tolist() == flagged


def test_intervals_in_plain_loops():
    places = 2 * np.random.default_rng(13).standard_normal((150, 31))
    waiting = stats.poisson.ppf(stats.norm.cdf(places), false_alarms.ADULTS * 0.0015)
    rest, others = waiting.sum(axis=1, keepdims=True) - waiting, false_alarms.ADULTS.sum() - false_alarms.ADULTS
    lower = stats.chi2.ppf(0.001, 2 * waiting) / 2 / false_alarms.ADULTS
    upper = stats.chi2.ppf(0.999, 2 * rest + 2) / 2 / others
    assert (lower > upper).sum() > 50
    assert false_alarms.apart_from_rest(places).tolist() == (lower > upper).tolist()


def test_worsening_in_plain_loops():
    areas = np.random.default_rng(14).standard_normal((1_000, 31, 4))
    flagged = []
    for row in areas.tolist():
        moves = [[here - before for before, here in pairwise(figures)] for figures in row]
        # The middle one of 93.
        least = sorted(abs(move) for three in moves for move in three)[46] / 2
        flagged.append([min(three) > least for three in moves])
    assert false_alarms.three_rises(areas[:200]).tolist() == flagged[:200]
    known = kept_rate("worsening", 4, 0.0)
    assert np.mean(flagged) == pytest.approx(known, abs=4 * standard_error(known, 31_000))


# --- chances that can be reasoned ---


def test_in_a_long_series_of_independent_figures_the_rates_are_those_of_the_normal_curve():
    """With centre and limits all but known: outside is one tail; near, one of the two before near and both above."""
    # A move is a normal √2 wide; those over 3.267 × its mean 2 ÷ √π are left out of the mean.
    cut = 3.267 * 2 / math.sqrt(math.pi) / math.sqrt(2)
    mean_range = 2 * math.sqrt(2) * (stats.norm.pdf(0) - stats.norm.pdf(cut)) / (1 - 2 * stats.norm.sf(cut))
    limit = 2.66 * mean_range
    near = stats.norm.sf(limit * 2 / 3) - stats.norm.sf(limit)
    two_of_three = near * (0.5**2 - (0.5 - near) ** 2)
    shift, trend = 0.5**7, 1 / math.factorial(7)
    # Of the points in a shift those outside are named by it, and of the near ones a sixteenth are in a shift.
    expected = {XMR_RULES[0]: stats.norm.sf(limit)}
    expected[XMR_RULES[2]] = shift - 0.5**6 * stats.norm.sf(limit) + trend + two_of_three * (1 - 0.5**4)
    series = np.random.default_rng(15).standard_normal((8_000, 240))
    high, low = (false_alarms.xmr_fired(false_alarms.names(series), series, side) for side in (0, 1))
    for rule, chance in expected.items():
        found = (high[rule].mean() + low[rule].mean()) / 2
        assert found == pytest.approx(chance, abs=3 * standard_error(chance, 16_000)), rule


def test_twice_outlying_by_independent_chance_is_the_chance_squared():
    # All areas are alike to Tukey's fences; to the others the small ones are likelier, and the square the least.
    once = kept_rate("outlying, far from the rest", 31, 0.0)
    twice = kept_rate("outlying, far from the rest, persistent", 31, 0.0)
    assert twice == pytest.approx(once**2, abs=4 * standard_error(once**2, 620_000))


def test_three_rises_of_any_size_are_one_order_in_24():
    assert kept_rate("worsening", 4, 0.0) < 1 / 24


# --- what METHOD states ---


@pytest.mark.parametrize(
    "points, autocorrelation, stated",
    [(24, 0.0, 0.007), (36, 0.0, 0.009), (36, 0.7, 0.15)],
)
def test_any_rule_on_the_latest_point_is_about_what_is_stated(points, autocorrelation, stated):
    either = kept_rate("unusual month", points, autocorrelation)
    either += kept_rate("shift, trend or near-limit", points, autocorrelation)
    assert either == pytest.approx(stated, rel=0.2)


# --- the rates that are kept ---


def test_every_rule_length_and_autocorrelation_is_kept_once():
    expected = [(rule, points, alike) for rule in XMR_RULES for points in (13, 18, 24, 30, 36) for alike in ALIKE]
    expected += [(rule + form, 31, alike) for rule in OUTLYING for form in ("", ", persistent") for alike in ALIKE]
    expected += [("worsening", 4, alike) for alike in ALIKE]
    assert KEPT.columns.tolist() == ["rule", "points", "autocorrelation", "rate"]
    found = list(KEPT[["rule", "points", "autocorrelation"]].itertuples(index=False, name=None))
    assert sorted(found) == sorted(expected)
    assert set(false_alarms.RULES) == {rule for rule, _, _ in expected}
    assert KEPT["rate"].between(0, 1, inclusive="left").all()


def test_the_more_alike_the_figures_the_more_false_alarms():
    for (rule, points), rates in KEPT.sort_values("autocorrelation").groupby(["rule", "points"])["rate"]:
        assert rates.is_monotonic_increasing, (rule, points)
        assert rates.iloc[-1] > rates.iloc[0] or rule in OUTLYING, (rule, points)


def test_what_persists_is_rarer():
    rates = KEPT.set_index(["rule", "points", "autocorrelation"])["rate"]
    for (rule, *at), rate in rates.items():
        if rule.endswith(", persistent"):
            assert rate < rates[rule.removesuffix(", persistent"), *at]


def test_a_fresh_simulation_agrees_with_what_is_kept():
    count = 400
    fresh = false_alarms.table(count, seed=7).merge(KEPT, on=["rule", "points", "autocorrelation"])
    assert len(fresh) == len(KEPT)
    for row in fresh.itertuples():
        trials = count * (31 if row.points in (31, 4) else 1)
        assert row.rate_x == pytest.approx(row.rate_y, abs=4 * standard_error(row.rate_y, trials)), row


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    files = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        files.append(kept.write(false_alarms.table(20, seed=3), tmp_path / name).read_bytes())
    assert files[0] == files[1]
    assert files[0] != kept.write(false_alarms.table(20, seed=4), tmp_path).read_bytes()


def test_rates_are_kept_to_five_decimals_and_read_again(tmp_path):
    rates = pd.DataFrame({"rule": ["one, of two"], "points": [13], "autocorrelation": [0.85], "rate": [0.1234567]})
    file = kept.write(rates, tmp_path)
    assert file.read_text(encoding="utf-8") == 'rule,points,autocorrelation,rate\n"one, of two",13,0.85,0.12346\n'
    pd.testing.assert_frame_equal(kept.read(tmp_path), rates.assign(rate=0.12346))
