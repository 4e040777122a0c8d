"""Slides of one measure over time, and what every slide has behind it."""

from dataclasses import replace

import pytest
from choices import CODES, EDINBURGH, FIFE, HIGHLAND, LOTHIAN
from clock import TODAY
from reading import wrong

from ijb.deck import Item
from ijb.slides import blocks
from ijb.slides.ask import CannotShow
from ijb.slides.slide import Lines, Scale, Stacks
from ijb.store import SCOTLAND

DELAYS = "delayed_beds_rate"


def made(store, block, **choices):
    return blocks.slide(store, blocks.item(block, choices), TODAY, "https://example.org")


def held(store, measure, area, breakdown="", basis=""):
    """The figures of an area by their first day, straight from the database."""
    rows = store._ask(
        "select period_start, value from observation where measure = ? and area_code = ? and breakdown = ? "
        "and basis = ? order by period_start",
        *(measure, area, breakdown, basis),
    )
    return dict(zip(rows["period_start"], rows["value"]))


# --- the line ---


def test_the_line_has_the_last_36_months_of_the_area_and_of_scotland(store):
    chart = made(store, "trend", area=FIFE, measure=DELAYS).chart
    assert isinstance(chart, Lines)
    assert (chart.periods[0], chart.periods[-1], len(chart.periods)) == ("Sep 2022", "Aug 2025", 36)
    for line, area in zip(chart.lines, (FIFE, SCOTLAND)):
        expected = held(store, DELAYS, area)
        assert line.values == pytest.approx([expected[day] for day in chart.days])
    assert [(line.name, line.tone) for line in chart.lines[:2]] == [("Fife", "own"), ("Scotland", "scotland")]


def test_the_limits_stand_behind_the_line_and_are_those_of_the_classification(store):
    chart = made(store, "trend", area=FIFE, measure=DELAYS).chart
    limits = {line.name: line for line in chart.lines if line.tone == "limit"}
    row = store._ask(
        "select centre, lower, upper from classification where measure = ? and area_code = ? and breakdown = '' "
        "order by period_start desc limit 1",
        *(DELAYS, FIFE),
    ).iloc[0]
    for name, column in {"Its average": "centre", "Lower limit": "lower", "Upper limit": "upper"}.items():
        assert limits[name].values[-1] == pytest.approx(row[column])


def test_points_are_coloured_only_where_a_rule_fired(store):
    chart = made(store, "trend", area=FIFE, measure=DELAYS).chart
    fired = store._ask(
        "select period_start, point_type from classification where measure = ? and area_code = ? and breakdown = '' "
        "and point_type in ('improvement', 'concern')",
        *(DELAYS, FIFE),
    )
    tones = {"improvement": "better", "concern": "worse"}
    expected = {day: tones[each] for day, each in zip(fired["period_start"], fired["point_type"])}
    assert {chart.days[point.place]: point.tone for point in chart.points} == {
        day: tone for day, tone in expected.items() if day in chart.days
    }


def test_other_areas_stand_beside_it_and_then_no_limits(store):
    chart = made(store, "trend", area=FIFE, measure=DELAYS, areas=f"{EDINBURGH},{HIGHLAND}").chart
    assert [line.name for line in chart.lines] == ["Fife", "Scotland", "Edinburgh", "Highland"]


def test_money_is_in_the_prices_of_one_year_unless_cash_is_asked_for(store):
    name = "adult_social_work_spend_per_adult"
    real, cash = (made(store, "trend", area=FIFE, measure=name, **more) for more in ({}, {"prices": "cash"}))
    basis = store.real_basis(name)
    assert real.chart.lines[0].values[-1] == pytest.approx(list(held(store, name, FIFE, basis=basis).values())[-1])
    assert cash.chart.lines[0].values[0] == pytest.approx(held(store, name, FIFE)[cash.chart.days[0]])
    assert "in cash" in cash.subtitle and "prices" in real.subtitle
    assert real.chart.scale == Scale("£", "", 0)


def test_a_break_stands_at_its_place(store):
    chart = made(store, "trend", area=FIFE, measure="care_services_good_share", window="all").chart
    assert [words for _, words in chart.breaks] == ["Break, June 2021", "Break, November 2022"]
    first = chart.breaks[0][0]
    assert (chart.periods[first - 1], chart.periods[first]) == ("31 May 2021", "30 Jun 2021")


def test_a_measure_by_board_of_treatment_is_of_the_health_board(store):
    slide = made(store, "trend", area=EDINBURGH, measure="delayed_beds_treated_rate")
    assert slide.area == "NHS Lothian"
    expected = held(store, "delayed_beds_treated_rate", LOTHIAN)
    assert slide.chart.lines[0].values[-1] == pytest.approx(expected[slide.chart.days[-1]])


# --- taken apart ---


def test_reasons_add_up_to_the_whole(store):
    chart = made(store, "trend_parts", area=FIFE, measure=DELAYS, parts="stacked").chart
    assert isinstance(chart, Stacks)
    whole = made(store, "trend", area=FIFE, measure=DELAYS).chart.lines[0].values
    sums = [sum(part.values[place] for part in chart.parts) for place in range(len(chart.periods))]
    assert sums == pytest.approx(list(whole))


def test_ages_stand_side_by_side_whatever_is_asked_for(store):
    slide = made(store, "trend_parts", area=FIFE, measure=DELAYS, breakdown="reason=code9_awi", parts="stacked")
    assert isinstance(slide.chart, Lines)
    assert sorted(line.name for line in slide.chart.lines) == ["18 to 74", "75 and over"]


# --- every area, and what cannot be shown ---


@pytest.mark.parametrize("area", CODES)
def test_every_measure_of_every_area_gives_a_slide_or_says_why_not(store, area):
    for name in store.measures:
        try:
            slide = made(store, "trend", area=area, measure=name)
        except CannotShow as fault:
            assert str(fault).endswith(".") and not wrong(str(fault))
            continue
        texts = [slide.title, slide.subtitle, slide.alt, slide.notes.source, slide.notes.caveat, slide.notes.definition]
        assert not [text for text in texts if wrong(text)]
        assert not slide.title.endswith(".")
        assert "table below" not in slide.alt
        assert len(slide.notes.questions) == 2
        assert slide.page.startswith(f"https://example.org/trend?area={area}")
        assert len(slide.chart.periods) == len(slide.chart.days) == len(slide.chart.lines[0].values)


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"area": "S37000099"}, "area “S37000099”"),
        ({"area": FIFE, "compare": "friends"}, "compare with “friends”"),
        ({"area": FIFE, "measure": "beds"}, "measure “beds”"),
        ({"area": FIFE, "measure": DELAYS, "breakdown": "reason=none"}, "breakdown “reason=none”"),
        ({"area": FIFE, "measure": DELAYS, "window": "ever"}, "window “ever”"),
    ],
)
def test_an_old_choice_is_named(store, choices, said):
    with pytest.raises(CannotShow, match=said):
        blocks.slide(store, Item("trend", choices), TODAY)


def test_an_old_block_is_named(store):
    with pytest.raises(CannotShow, match="no block “weather”"):
        blocks.slide(store, Item("weather", {}), TODAY)


# --- titles, marks, names ---


def test_the_readers_title_takes_the_place_of_the_finding(store):
    item = Item("trend", {"area": FIFE, "measure": DELAYS}, "What happened in Fife?")
    assert blocks.slide(store, item, TODAY).title == "What happened in Fife?"


def test_the_mark_changes_with_what_is_said_and_with_the_figures(store):
    one, other = (blocks.item("trend", {"area": area, "measure": DELAYS}) for area in (FIFE, EDINBURGH))
    assert blocks.mark(store, one) == blocks.mark(store, replace(one, title="Another title"))
    assert blocks.mark(store, one) != blocks.mark(store, other)


def test_the_receipt_has_the_address_of_the_view(store):
    receipt = made(store, "trend", area=FIFE, measure=DELAYS).notes.receipt
    assert f"Link: https://example.org/trend?area={FIFE}&measure={DELAYS}" in receipt


def test_hidden_names_leave_the_own_area_alone_and_give_no_address(store):
    hidden = store.hiding(FIFE)
    own = blocks.slide(hidden, Item("trend", {"area": FIFE, "areas": EDINBURGH}), TODAY, "https://example.org")
    assert own.area == "Fife" and own.page == ""
    assert "Edinburgh" not in repr(own)
    other = blocks.slide(hidden, Item("trend", {"area": EDINBURGH}, "Delays in Edinburgh"), TODAY)
    assert "Edinburgh" not in repr(other) and EDINBURGH not in repr(other)
    assert other.notes.receipt == ""


# --- how figures are written ---


@pytest.mark.parametrize(
    ("scale", "value", "text"),
    [
        (Scale(), 1234.5, "1,235"),
        (Scale("£", "", 2), -3.456, "−£3.46"),
        (Scale("", "%", 1), 12.34, "12.3%"),
        (Scale("", "%", 0, True), 4.4, "+4%"),
        (Scale("", "%", 0, True), -0.2, "0%"),
    ],
)
def test_a_scale_writes_its_figures(scale, value, text):
    assert scale.text(value) == text


def test_a_scale_is_a_number_format_of_excel():
    assert Scale("£", "", 2).excel == '"£"#,##0.00;−"£"#,##0.00'
    assert Scale("", "%", 1, True).excel == '+#,##0.0"%";−#,##0.0"%";#,##0.0"%"'
