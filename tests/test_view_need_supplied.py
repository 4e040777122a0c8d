"""Waits by area once a file is supplied: every area gets a line of its own, with no change to page or tests."""

import csv
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from choices import CODES, FIFE, MEASURES
from clock import TODAY
from reading import ends_rightly, texts, wrong
from test_view_need_waits import ASSESSMENT, CARE, HOURS, ITEMS, runs

from ijb.store import SCOTLAND
from ijb.views import need, need_gaps, need_waits, need_waits_table

INVENTED = Path(__file__).parent / "fixtures" / "social_care_waits.csv"
NEWEST = date(2026, 3, 2)


@pytest.fixture(scope="module")
def invented(areas) -> dict:
    """Value by item, area code, date and basis, straight from the file."""
    found = defaultdict(dict)
    with INVENTED.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            code = areas.resolve(row["area"], ("ijb", "scotland"))
            found[row["item"], code][date.fromisoformat(row["snapshot_date"]), row["basis"]] = float(row["value"])
    return found


def drawing(store, name, area):
    return need_waits.drawing(store, need_waits.waits(store, MEASURES[name], area), "light", TODAY)


@pytest.mark.parametrize("name", ITEMS)
@pytest.mark.parametrize("area", CODES[1:])
def test_every_area_has_its_own_line_on_each_basis(with_accounts, invented, name, area):
    found = need_waits.waits(with_accounts, MEASURES[name], area)
    expected = invented[ITEMS[name], area]
    held = {
        (day, "estimated" if each.basis == "basis=estimated" else "all areas submitted"): count
        for each in found.own
        for day, count in zip(each.rows["period_start"], each.rows["numerator"])
    }
    assert held == expected and len(held) == 5
    shown = need_waits.drawing(with_accounts, found, "light", TODAY)
    own = with_accounts.area(area)["name"]
    assert {trace.name for trace in shown.figure.data} == {
        f"{each}, {basis}"
        for each in (own, "Scotland")
        for basis in ("estimated", "dates for which all areas sent a figure")
    }
    for trace in shown.figure.data:
        assert not [run for run in runs(trace) if run[0][0] < date(2026, 1, 1) <= run[-1][0]]
    said = [words for words in need_waits.said(with_accounts, found, TODAY) if words]
    table = need_waits_table.drawn_table(with_accounts, found)
    lead = need.lead(with_accounts, area)
    assert wrong(shown.title, shown.subtitle, shown.alt, *shown.above, *shown.below, *said, table, lead) == []
    assert all(map(ends_rightly, [shown.subtitle, shown.alt, lead, *said]))
    assert shown.above == () and "not held" not in f"{shown.title} {lead}"


def test_the_words_speak_of_the_area_beside_scotland_on_the_same_basis_and_date(with_accounts, invented):
    counts = invented["people_waiting_for_assessment", FIFE]
    assert counts[NEWEST, "all areas submitted"] == 525
    shown = drawing(with_accounts, ASSESSMENT, FIFE)
    assert shown.title == (
        "In Fife 525 people were waiting for a social care assessment on 2 Mar 2026 "
        "(a date for which all areas sent a figure; 8 months old)"
    )
    first = list(texts(*shown.below))
    # 525 of 306,700 adults or so, and 7,497 of 4.56 million.
    assert any("As a rate: 171 people waiting per 100,000 adults, 7 above Scotland (164)." in words for words in first)
    assert "held for Fife to 2 Mar 2026" in need.lead(with_accounts, FIFE)


def test_the_list_of_what_is_not_held_no_longer_names_the_waits(with_accounts, store):
    before, after = (" ".join(need_gaps.missing(each, FIFE)) for each in (store, with_accounts))
    assert "people waiting for assessment" in before and "waiting" not in after and "waited" not in after


def test_other_areas_are_not_named_where_names_are_hidden(with_accounts):
    hidden = with_accounts.hiding(FIFE)
    names = [with_accounts.area(code)["name"] for code in CODES[1:] if code != FIFE]
    for name in (ASSESSMENT, CARE, HOURS):
        shown = drawing(hidden, name, FIFE)
        table = need_waits_table.drawn_table(hidden, need_waits.waits(hidden, MEASURES[name], FIFE))
        said = " ".join(texts(shown.title, shown.subtitle, shown.alt, *shown.below, table))
        assert "Fife" in said and not [each for each in names if each in said]


def test_scotland_keeps_its_own_line_and_no_other(with_accounts):
    found = need_waits.waits(with_accounts, MEASURES[ASSESSMENT], SCOTLAND)
    assert {held.area for held in found.lines} == {SCOTLAND}


def test_an_area_left_out_of_the_file_is_told_of_scotlands(with_accounts):
    found = need_waits.waits(with_accounts, MEASURES[ASSESSMENT], FIFE)
    without = replace(found, lines=tuple(held for held in found.lines if held.area == SCOTLAND))
    shown = need_waits.drawing(with_accounts, without, "light", TODAY)
    assert list(texts(*shown.above)) == ["Not held for Fife; published for Scotland, whose figures are drawn here."]
