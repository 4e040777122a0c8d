"""What the signals page says of measures that give none: every measure once, for all areas and for each of them."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from choices import BY_RESIDENCE, FIFE, MEASURES
from reading import texts, wrong

from ijb import paths
from ijb.views import signal_limits
from ijb.views.signals import Asked

EVERY = Asked("", "all", "all")
AREAS = pd.read_csv(paths.REFERENCE / "integration_authorities.csv", dtype=str)["hscp_code"].tolist()


def mid(name):
    return name if name[1].isupper() else name[0].lower() + name[1:]


def taken(pairs):
    """The measures named in lists of reasons, each name taken out of its sentence once, the longest first."""
    found = []
    for _, said in pairs:
        for name in sorted(BY_RESIDENCE, key=lambda name: -len(MEASURES[name].short_name)):
            if mid(MEASURES[name].short_name) in said:
                said = said.replace(mid(MEASURES[name].short_name), "", 1)
                found.append(name)
        assert set(re.findall(r"\w+", said)) <= {"and"}
    return found


def test_every_measure_is_tested_or_too_old_or_silent_and_never_two_of_them(store):
    tested = set(store.signal_tests()["measure"])
    listed = taken(signal_limits.too_old(store, EVERY)) + taken(signal_limits.silent(store, EVERY))
    assert sorted([*tested, *listed]) == sorted(BY_RESIDENCE)
    assert len(tested) > 5 and len(listed) > 20


@pytest.mark.parametrize("area", AREAS)
def test_for_one_area_too_a_measure_is_tested_or_too_old_or_silent(store, area):
    tests, asked = store.signal_tests(), Asked(area, "all", "all")
    tested = set(tests.loc[tests["area_code"] == area, "measure"])
    listed = taken(signal_limits.too_old(store, asked)) + taken(signal_limits.silent(store, asked))
    assert sorted([*tested, *listed]) == sorted(BY_RESIDENCE)


def test_a_measure_tested_elsewhere_but_not_here_says_so(store):
    """Too few started treatment, or none was submitted; and what is tested nowhere is no area's own case."""
    tests, reason = store.signal_tests(), "No figure for this area, or too few to test"
    everywhere = set(tests["measure"])
    found = {}
    for area in AREAS:
        said = dict(signal_limits.silent(store, Asked(area, "all", "all")))
        found[area] = set(taken([("", said[reason])])) if reason in said else set()
        tested = set(tests.loc[tests["area_code"] == area, "measure"])
        old = taken(signal_limits.too_old(store, Asked(area, "all", "all")))
        assert found[area] >= everywhere - tested - set(old)
    assert any(found.values())
    assert reason not in dict(signal_limits.silent(store, EVERY))


def test_the_reasons_are_the_right_ones(store):
    old, silent = dict(signal_limits.too_old(store, EVERY)), dict(signal_limits.silent(store, EVERY))
    assert "readmissions within 28 days" in old["2022/23"] and "carers who feel supported" in old["2021/22"]
    assert set(taken([("", silent["Context, not performance"])])) == {
        name for name in BY_RESIDENCE if MEASURES[name].theme == "context"
    }
    assert taken([("", silent["Series ended"])]) == ["emergency_admissions_rate"]
    assert "home_care_cost_per_hour" in taken([("", silent["Neither higher nor lower is better"])])
    assert "total_reserves_share" in taken([("", silent["No figures by area yet"])])
    assert len(silent) == 4


def test_lists_are_of_the_theme_asked_for(store):
    outcomes, money = Asked("", "outcomes", "all"), Asked("", "money", "all")
    assert {MEASURES[name].theme for name in taken(signal_limits.too_old(store, outcomes))} == {"outcomes"}
    assert {MEASURES[name].theme for name in taken(signal_limits.silent(store, money))} == {"money"}


def test_lists_have_a_line_above_them_and_no_line_where_they_are_empty(store):
    pairs = signal_limits.too_old(store, EVERY)
    shown = signal_limits.listed("Too old for a signal. The newest figures held are:", pairs)
    assert wrong(*shown) == []
    said = [words for label, names in pairs for words in (f"{label}: ", f"{names}.")]
    assert list(texts(*shown)) == ["Too old for a signal. The newest figures held are:", *said]
    assert str(shown[1]).count("<li>") == len(pairs) > 1
    assert signal_limits.listed("These give none:", []) == []


@pytest.mark.parametrize(
    "codes, everywhere, said",
    [
        (
            [],
            "None of the areas has an improvement that persists",
            "None of the areas like Fife has an improvement that persists",
        ),
        (
            ["a", "a"],
            "1 area has improved on its own past, and may be worth asking",
            "1 area like Fife has improved on its own past, and may be worth asking",
        ),
        (
            ["a", "b", "b"],
            "2 areas have improved on their own past, and may be worth asking",
            "2 areas like Fife have improved on their own past, and may be worth asking",
        ),
    ],
)
def test_who_improved_did_so_on_their_own_past(store, codes, everywhere, said):
    better = pd.DataFrame({"area_code": codes})
    assert signal_limits.improving_title(store, EVERY, better) == everywhere
    assert signal_limits.improving_title(store, Asked(FIFE, "all", "all"), better) == said
