"""The funnel of Compare: its centre and over-dispersion worked again, and who it names."""

from __future__ import annotations

import re
from dataclasses import replace
from math import asin, sin, sqrt
from statistics import mean, quantiles

import pytest
from choices import EDINBURGH, MEASURES, WITH_SCOTLAND, question, rows
from reading import wrong

from ijb import sentences
from ijb.views import areas, funnels

FUNNELS = ["readmissions_rate", "care_services_good_share"]


def drawn(store, name):
    asked, found = rows(store, name)
    return asked, funnels.drawn(asked, found)


def worked(cases):
    """The rate of all, φ and τ², by Spiegelhalter's formulas. cases: numerator and denominator of each area."""
    whole = sum(r for r, _ in cases) / sum(n for _, n in cases)
    z = [(asin(sqrt(r / n)) - asin(sqrt(whole))) * 2 * sqrt(n) for r, n in cases]
    tenths = quantiles(z, n=10, method="inclusive")
    phi = mean(min(max(each, tenths[0]), tenths[-1]) ** 2 for each in z)
    weights, count = [4 * n for _, n in cases], len(cases)
    between = (count * phi - (count - 1)) / (sum(weights) - sum(each**2 for each in weights) / sum(weights))
    return whole, phi, max(between, 0)


@pytest.mark.parametrize("name", FUNNELS)
def test_the_centre_the_over_dispersion_and_the_curves_worked_again(store, name):
    _, found = drawn(store, name)
    per = {"readmissions_rate": 1000, "care_services_good_share": 100}[name]
    cases = list(zip(found.rows["numerator"], found.rows["denominator"]))
    whole, phi, between = worked(cases)
    assert len(cases) == 31
    assert found.phi == pytest.approx(phi)
    assert found.centre[0] == pytest.approx(whole * per)
    assert float(found.centre[1].rstrip("%")) == pytest.approx(whole * per, abs=0.05)
    for row in found.curves.iloc[[0, 60, -1]].to_dict("records"):
        own = 1 / (4 * row["denominator"])
        for prefix, variance in (("", own + between), ("plain_", own)):
            for ends, distance in (("95", 1.96), ("998", 3.0902)):
                low, high = (sin(asin(sqrt(whole)) + way * distance * sqrt(variance)) ** 2 for way in (-1, 1))
                shown = [row[f"{prefix}lower_{ends}"], row[f"{prefix}upper_{ends}"]]
                assert shown == pytest.approx([low * per, high * per])


@pytest.mark.parametrize("name", FUNNELS)
def test_the_curves_reach_beyond_every_area_and_agree_with_its_own_limits(store, name):
    _, found = drawn(store, name)
    sizes = found.curves["denominator"]
    assert sizes.is_monotonic_increasing
    assert sizes.min() < found.rows["denominator"].min() and sizes.max() > found.rows["denominator"].max()
    held = found.rows.set_index("denominator")[["level_low", "level_high"]].sort_index()
    for size, low, high in held.itertuples():
        around = found.curves[(sizes > size * 0.9) & (sizes < size * 1.1)]
        assert around["lower_998"].min() <= low <= around["lower_998"].max()
        assert around["upper_998"].min() <= high <= around["upper_998"].max()


def test_no_funnel_where_the_measure_has_none_or_too_few_areas(store):
    assert drawn(store, "delayed_beds_rate")[1] is None
    assert drawn(store, "healthy_life_expectancy_male")[1] is None
    asked, found = rows(store, "readmissions_rate")
    untested = found.assign(level_rule=found["level_rule"].where(found.index < 7))
    assert funnels.drawn(asked, untested) is None
    eight = found.assign(level_rule=found["level_rule"].where(found.index < 8))
    assert funnels.drawn(asked, eight).phi == pytest.approx(
        worked(list(zip(found["numerator"][:8], found["denominator"][:8])))[1]
    )


def test_an_earlier_year_names_who_was_beyond_the_limits(store):
    """Every year's title names those whose figure lies past their own limits, and nobody else."""
    asked, titles = question(store, "readmissions_rate"), []
    for period in store.periods("readmissions_rate", ""):
        found = funnels.drawn(
            replace(asked, period=period),
            areas.rows(store, replace(asked, period=period), EDINBURGH, WITH_SCOTLAND, {}),
        )
        held = found.rows
        beyond = held[(held["value"] > held["level_high"]) | (held["value"] < held["level_low"])]
        title = funnels.title(found)
        assert [name for name in held["name"] if re.search(rf"(?<!East ){name}", title)] == beyond["name"].tolist()
        assert wrong(title, funnels.subtitle(found), funnels.alt(found)) == []
        assert funnels.alt(found).startswith(f"{title}. From ")
        titles.append(title)
    assert len(titles) == 13 and any(" above " in title for title in titles)


@pytest.mark.parametrize(
    "above, below, said",
    [
        ([], [], "No area is outside the limits for its number of cases"),
        (["Fife"], [], "Fife is above the limits for its number of cases"),
        ([], ["Moray"], "Moray is below the limits for its number of cases"),
        (["Fife", "Moray"], [], "Fife and Moray are above the limits for their number of cases"),
        ([], ["Angus", "Fife", "Moray"], "Angus, Fife and Moray are below the limits for their number of cases"),
        (["Fife"], ["Moray"], "Fife is above the limits for its number of cases, and Moray is below them"),
        (
            ["Angus", "Fife"],
            ["Moray"],
            "Angus and Fife are above the limits for their number of cases, and Moray is below them",
        ),
        (
            ["Fife"],
            ["Argyll and Bute", "Moray"],
            "Fife is above the limits for its number of cases, and Argyll and Bute, and Moray are below them",
        ),
    ],
)
def test_who_is_beyond_a_funnel(above, below, said):
    assert sentences.beyond_funnel(above, below) == said


@pytest.mark.parametrize("phi, words", [(0.84, "φ 0.8"), (1.0, "φ 1.0"), (4.26, "φ 4.3")])
def test_what_the_limits_are_states_the_over_dispersion(phi, words):
    said = sentences.funnel_limits(phi)
    assert words in said
    assert ("no more than chance alone" in said) == (phi <= 1)
    assert ("only an area beyond those is named" in said) == (phi > 1)


def test_cases_are_named_as_the_axis_has_them():
    assert funnels.cases(MEASURES["readmissions_rate"]) == "Discharges"
    assert funnels.cases(MEASURES["care_services_good_share"]) == "Graded services"
