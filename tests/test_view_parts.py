"""A figure taken apart: by reason, then by age."""

import re
from datetime import date

import pytest
from choices import EDINBURGH, MEASURES, trend_of
from reading import texts

from ijb.views import parts
from ijb.views.trend import Asked


def test_delays_come_apart_by_reason_and_then_by_age(store):
    delays = MEASURES["delayed_beds_rate"]
    assert parts.next_kind(delays, "") == "reason"
    assert parts.next_kind(delays, "reason=code9_awi") == "age"
    assert parts.next_kind(delays, "age=75plus") == "reason"
    assert parts.next_kind(delays, "age=75plus|reason=code9_awi") is None
    assert parts.next_kind(MEASURES["people_waiting_for_assessment_rate"], "basis=estimated") is None
    assert parts.next_kind(MEASURES["rural_share"], "") is None


def test_only_reasons_are_drawn_one_on_another():
    stacked = {
        measure.id
        for measure in MEASURES.values()
        if parts.can_stack(Asked(measure, measure.default_breakdown, "", EDINBURGH, "recent"))
    }
    assert stacked == {measure.id for measure in MEASURES.values() if measure.breakdowns[:1] == ("reason",)}
    assert parts.can_stack(Asked(MEASURES["delayed_beds_rate"], "age=75plus", "", EDINBURGH, "recent"))
    assert not parts.can_stack(Asked(MEASURES["delayed_beds_rate"], "reason=code9_awi", "", EDINBURGH, "recent"))


def test_the_reasons_of_a_month_add_up_to_the_whole(store):
    asked, line = trend_of(store, "delayed_beds_rate", EDINBURGH)
    pieces = parts.parts(store, asked)
    assert pieces["slug"].nunique() == 4
    together = pieces.groupby("period_start")["value"].sum()
    whole = line.frame.set_index("period_start")["value"]
    assert together.tolist() == pytest.approx(whole.tolist(), abs=1e-6)
    shown = pieces[pieces["period_start"] == date(2025, 8, 1)]["value_text"].astype(float).sum()
    assert shown == pytest.approx(26.7, abs=0.2)  # four roundings


def test_parts_are_largest_first_and_link_further(store):
    asked, _ = trend_of(store, "delayed_beds_rate", EDINBURGH)
    pieces = parts.parts(store, asked)
    assert parts.order(pieces) == [
        "Waiting for care or support",
        "Guardianship",
        "Patient or family reasons",
        "Other complex needs",
    ]
    links = parts.drill_links(asked, pieces, {"area": EDINBURGH})
    assert links.count("<a ") == 4
    assert "breakdown=reason%3Dcode9_awi" in links and "All together" not in links


def test_a_reason_comes_apart_by_age_and_leads_back(store):
    asked, _ = trend_of(store, "delayed_beds_rate", EDINBURGH, "reason=code9_awi")
    pieces = parts.parts(store, asked)
    assert set(pieces["part"]) == {"18 to 74", "75 and over"}
    assert set(pieces["slug"]) == {"age=18_74|reason=code9_awi", "age=75plus|reason=code9_awi"}
    assert list(texts(parts.drill_links(asked, pieces, {"area": EDINBURGH, "breakdown": "reason=code9_awi"}))) == [
        "Look at one part: ",
        "All together",
    ]
    assert parts.subtitle(asked) == (
        "The same measure by age group, on one scale. Each age group is a rate of its own population."
    )


def test_a_share_by_age_is_no_rate_of_a_population(store):
    asked = Asked(MEASURES["waiting_for_care_share"], "", "", EDINBURGH, "recent")
    assert parts.subtitle(asked) == "The same measure by age group, on one scale."


def test_the_part_that_changed_most_is_named_with_both_periods(store):
    asked, _ = trend_of(store, "delayed_beds_rate", EDINBURGH)
    assert parts.title(asked, parts.parts(store, asked)) == (
        "Waiting for care or support changed most from Aug 2024 to Aug 2025: down 9.0, to 20.6 beds per 100,000 adults"
    )


def test_parts_that_did_not_change_name_the_highest(store):
    asked, _ = trend_of(store, "delayed_beds_rate", EDINBURGH)
    pieces = parts.parts(store, asked)
    newest = pieces[pieces["period_start"] == date(2025, 8, 1)]
    assert parts.title(asked, newest) == (
        "Waiting for care or support is highest, at 20.6 beds per 100,000 adults in Aug 2025"
    )


def test_a_part_whose_last_figure_is_older_says_of_when_it_is(store):
    asked, _ = trend_of(store, "delayed_beds_rate", EDINBURGH)
    pieces = parts.parts(store, asked)
    gone = (pieces["part"] == "Guardianship") & (pieces["period_start"] > date(2025, 6, 1))
    panels = parts.panels(pieces.assign(value=pieces["value"].mask(gone)))
    figures = {part: figure for part, figure, _ in panels}
    assert figures["Waiting for care or support"] == "20.6"
    assert re.fullmatch(r"[\d.]+ \(Jun 2025\)", figures["Guardianship"])


def test_what_does_not_come_apart_has_no_parts(store):
    asked, _ = trend_of(store, "rural_share", EDINBURGH)
    assert parts.parts(store, asked).empty
    asked, _ = trend_of(store, "delayed_beds_rate", EDINBURGH, "age=75plus|reason=code9_awi")
    assert parts.parts(store, asked).empty
