"""Slides of Compare and of the front page: every area, and figures worked straight from the database."""

import pytest
from choices import BY_RESIDENCE, CODES, EDINBURGH, FIFE, GLASGOW, HIGHLAND, LOTHIAN, MEASURES, ORKNEY
from slide_reading import made, made_or_not, real_names, refused

from ijb.slides.slide import Dots, Scatter
from ijb.store import SCOTLAND

DELAYS, FUNNEL, INTERVAL = "delayed_beds_rate", "readmissions_rate", "healthy_life_expectancy_female"
SPEND, THREE_WEEKS = "adult_social_work_spend_per_adult", "drug_and_alcohol_treatment_within_3_weeks"
GLANCE = ("glance_headlines", "glance_map", "glance_changes", "glance_not_known")
COMPARE = ("compare", "compare_own", "funnel", "boards")
CLACKS = "S37000005"


def in_period(store, measure, period, basis="", level="ijb"):
    """area_code, name, value, numerator, denominator of a period by its first day, straight from the database."""
    return store._ask(
        "select area_code, area.name, area.short_name, value, numerator, denominator, area.health_board_code as board "
        "from observation join area on code = area_code where measure = ? and breakdown = '' and basis = ? "
        "and observation.level = ? and period_start = ? and value is not null order by value, area.name",
        *(measure, basis, level, period),
    )


# --- every area, every measure ---


@pytest.mark.parametrize("area", CODES)
def test_every_area_has_the_slides_of_both_pages(store, area):
    for block in (*GLANCE, *COMPARE):
        slide = made_or_not(store, block, area=area)
        expected = block != "funnel" and (area != SCOTLAND or block != "compare_own")
        assert (slide is not None) == expected, block
        assert slide is None or f"area={area}" in slide.page


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_is_shown_in_every_colour_and_order_or_says_why_not(store, name):
    own = CODES[MEASURES[name].order % 32]
    for breakdown, kind in zip(store.breakdowns(name)[:2] or [""], ("scotland", "peers")):
        for block in COMPARE:
            made_or_not(store, block, area=own, measure=name, breakdown=breakdown, compare=kind)
    slide = made_or_not(store, "compare", area=own, measure=name, sort="board", colour="level")
    assert slide is None or isinstance(slide.chart, Dots)
    for block in ("glance_map", "glance_changes"):
        slide = made_or_not(store, block, area=own, measure=name)
        assert slide is None or name in BY_RESIDENCE


# --- side by side ---


@pytest.mark.parametrize("own", [FIFE, GLASGOW, ORKNEY, SCOTLAND])
def test_each_dot_is_the_areas_figure_the_best_first(store, own):
    slide = made(store, "compare", area=own, measure=DELAYS)
    held = in_period(store, DELAYS, "2025-08-01")
    assert [dot.name for dot in slide.chart.rows] == held["short_name"].tolist()
    assert [dot.value for dot in slide.chart.rows] == pytest.approx(held["value"].tolist())
    assert [dot.name for dot in slide.chart.rows if dot.own] == held.loc[
        held["area_code"] == own, "short_name"
    ].tolist()
    named = {*held["short_name"][:2], *held["short_name"][-2:], *held.loc[held["area_code"] == own, "short_name"]}
    assert {dot.name for dot in slide.chart.rows if dot.named} == named
    whole = in_period(store, DELAYS, "2025-08-01", level="scotland")["value"].iloc[0]
    assert slide.chart.line == (pytest.approx(whole), f"Scotland {whole:.1f}")
    who = "Scotland’s 31 areas:" if own == SCOTLAND else f"{store.area(own)['name']} among Scotland’s 31 areas:"
    assert slide.subtitle.startswith(who)


def test_behind_each_dot_is_the_range_of_its_last_twelve_months(store):
    chart = made(store, "compare", area=FIFE, measure=DELAYS).chart
    ends = store._ask(
        "select short_name, min(value) as low, max(value) as high from observation join area on code = area_code "
        "where measure = ? and breakdown = '' and observation.level = 'ijb' "
        "and period_start between '2024-09-01' and '2025-08-01' group by short_name",
        DELAYS,
    ).set_index("short_name")
    assert {dot.name: dot.low for dot in chart.rows} == pytest.approx(ends["low"].to_dict())
    assert {dot.name: dot.high for dot in chart.rows} == pytest.approx(ends["high"].to_dict())
    assert chart.range_words == "Range over the last 12 months"


@pytest.mark.parametrize(("name", "words"), [(FUNNEL, "99.8%"), (INTERVAL, "95% interval")])
def test_behind_each_dot_are_its_limits_or_its_interval(store, name, words):
    chart = made(store, "compare", area=FIFE, measure=name).chart
    limits = store._ask(
        "select short_name, lower, upper from standing join area on code = area_code "
        "join default_period using (measure, breakdown, period_start) where measure = ?",
        name,
    ).set_index("short_name")
    drawn = [dot for dot in chart.rows if dot.low is not None]
    assert len(drawn) == len(limits.dropna()) > 20 and words in chart.range_words
    assert all((dot.low, dot.high) == pytest.approx(tuple(limits.loc[dot.name])) for dot in drawn)


def test_a_dot_is_coloured_where_a_rule_fired_on_its_figure(store):
    chart = made(store, "compare", area=FIFE, measure=DELAYS).chart
    fired = store._ask(
        "select short_name, point_type from classification join area on code = area_code "
        "where measure = ? and breakdown = '' and period_start = '2025-08-01' and level = 'ijb'",
        DELAYS,
    )
    tones = {"improvement": "better", "concern": "worse", "common cause": "other"}
    assert {dot.name: dot.tone for dot in chart.rows} == dict(
        zip(fired["short_name"], fired["point_type"].map(tones), strict=True)
    )


def test_a_period_stays_that_of_the_choice_and_who_has_none_is_named(store):
    slide = made(store, "compare", area=EDINBURGH, measure=DELAYS, period="2024-08-01")
    held = in_period(store, DELAYS, "2024-08-01")
    assert [dot.value for dot in slide.chart.rows] == pytest.approx(held["value"].tolist())
    assert "Aug 2024" in slide.subtitle
    few = made(store, "compare", area=EDINBURGH, measure=THREE_WEEKS, period="2025-04-01")
    assert len(few.chart.rows) == 28 and few.chart.missing.startswith("No figure (")


def test_money_is_in_real_terms_unless_cash_is_asked_for(store):
    for prices, basis in (("real", store.real_basis(SPEND)), ("cash", "")):
        chart = made(store, "compare", area=FIFE, measure=SPEND, prices=prices).chart
        held = in_period(store, SPEND, "2022-04-01", basis)
        assert sorted(dot.value for dot in chart.rows) == pytest.approx(held["value"].tolist())
        assert chart.scale.before == "£"


def test_boards_of_treatment_stand_side_by_side(store):
    slide = made(store, "compare", area=EDINBURGH, measure="delayed_beds_treated_rate")
    assert slide.subtitle.startswith("NHS Lothian among Scotland’s 14 health board areas:")
    assert len(slide.chart.rows) == 14
    assert [dot.name for dot in slide.chart.rows if dot.own] == [store.area(LOTHIAN)["short_name"]]
    refused(store, "boards", "counted by health board area", area=EDINBURGH, measure="delayed_beds_treated_rate")


def test_the_front_page_has_dots_without_ranges_and_says_what_the_colour_answers(store):
    slide = made(store, "glance_map", area=FIFE, measure=DELAYS, colour="level")
    held = in_period(store, DELAYS, "2025-08-01")
    assert [dot.value for dot in slide.chart.rows] == pytest.approx(held["value"].tolist())
    assert {dot.low for dot in slide.chart.rows} == {None} and slide.chart.range_words == ""
    assert "Colour: where the area stands." in slide.subtitle and "Line:" not in slide.subtitle
    refused(store, "glance_map", "measure “delayed_beds_treated_rate”", measure="delayed_beds_treated_rate")


def test_an_axis_that_does_not_start_at_nought_says_so(store):
    for block in ("compare", "glance_map"):
        for name in (DELAYS, INTERVAL):
            slide = made(store, block, area=FIFE, measure=name)
            assert ("The axis does not start at zero." in slide.subtitle) == (not slide.chart.from_zero), (block, name)
    assert not slide.chart.from_zero


# --- the own area ---


@pytest.mark.parametrize("block", ["compare", "glance_map", "glance_changes", "boards"])
def test_the_source_is_that_of_the_areas_whoever_looks(store, block):
    """The 31 are counted by residence; Scotland's own newer figures are not."""
    for area in (SCOTLAND, FIFE):
        source = made(store, block, area=area).notes.source
        assert "bed days by council area of residence, to Aug 2025" in source


def test_where_the_own_area_stands_is_its_figure_and_place(store):
    slide = made(store, "compare_own", area=FIFE, measure=DELAYS)
    values = in_period(store, DELAYS, "2025-08-01").set_index("area_code")["value"]
    place = 1 + int((values < values[FIFE]).sum())
    scotland = in_period(store, DELAYS, "2025-08-01", level="scotland")["value"].iloc[0]
    below = f"{scotland - values[FIFE]:.1f} below Scotland ({scotland:.1f})"
    assert slide.title == f"Fife: {values[FIFE]:.1f} beds per 100,000 adults, {below}"
    assert slide.said[0].words.startswith(f"{place}th of 31, where 1st is fewest")
    assert any("ways of comparing" in each.words for each in slide.said)
    assert "Area: Fife\n" in slide.notes.receipt


def test_scotland_and_an_area_without_a_figure_stand_nowhere(store):
    refused(store, "compare_own", "choose an area", area=SCOTLAND)
    refused(store, "compare_own", "Not in any file held|No area has", area=FIFE, measure="budget_gap_share")
    refused(store, "compare", "No area has a figure of budget gap for", area=FIFE, measure="budget_gap_share")


# --- the funnel ---


def test_each_area_lies_at_its_cases_and_its_figure_between_the_limits(store):
    slide = made(store, "funnel", area=ORKNEY, measure="care_services_good_share")
    chart = slide.chart
    assert isinstance(chart, Scatter)
    start = store.default_period("care_services_good_share", "").start
    held = in_period(store, "care_services_good_share", start).set_index("short_name")
    assert {spot.name: spot.x for spot in chart.spots} == pytest.approx(held["denominator"].to_dict())
    assert {spot.name: spot.y for spot in chart.spots} == pytest.approx(held["value"].to_dict())
    centre = 100 * held["numerator"].sum() / held["denominator"].sum()
    curves = {curve.name: curve for curve in chart.curves}
    assert curves[f"Scotland {centre:.1f}%"].y == pytest.approx((centre, centre))
    for spot in chart.spots:
        low, high = (limit_at(curves[f"99.8% limit, {side}"], spot.x) for side in ("lower", "upper"))
        assert (spot.tone == "other") == (low <= spot.y <= high), spot.name
    beyond = [spot.name for spot in chart.spots if spot.tone != "other"]
    assert {spot.name for spot in chart.spots if spot.named} == {*beyond, "Orkney"}
    assert "dashed" not in slide.subtitle and "99.8% limits" in slide.subtitle


def limit_at(curve, size):
    """A limit at a size, between the points of its curve."""
    place = next(place for place, at in enumerate(curve.x) if at >= size)
    (left, right), (low, high) = curve.x[place - 1 : place + 1], curve.y[place - 1 : place + 1]
    return low + (high - low) * (size - left) / (right - left)


# --- health boards ---


@pytest.mark.parametrize("own", [GLASGOW, HIGHLAND, SCOTLAND])
def test_the_boards_with_several_areas_have_their_lowest_and_highest(store, own):
    table = made(store, "boards", area=own, measure=DELAYS).table
    held = in_period(store, DELAYS, "2025-08-01")
    several = {store.area(board)["name"]: rows for board, rows in held.groupby("board") if len(rows) > 1}
    assert [row[0] for row in table.rows] == sorted(several)
    for name, count, low, high in table.rows:
        rows = several[name]
        assert count == str(len(rows))
        assert low == f"{rows['short_name'].iloc[0]} {rows['value'].iloc[0]:.1f}"
        assert high == f"{rows['short_name'].iloc[-1]} {rows['value'].iloc[-1]:.1f}"
    board = {GLASGOW: "NHS Greater Glasgow and Clyde", HIGHLAND: "NHS Highland"}.get(own)
    assert (None if table.own is None else table.rows[table.own][0]) == board


# --- the front page ---


def test_the_three_national_figures_are_those_of_the_database(store):
    slide = made(store, "glance_headlines", area=FIFE)
    assert [each.head for each in slide.said] == [
        "Money: adult social work spend per adult, 2022/23",
        "Need: people receiving care at home, 31 Mar 2024",
        "Flow: delayed discharge beds, Jul 2026",
    ]
    for said, name, pattern in zip(
        slide.said, (SPEND, "care_at_home_people_rate", DELAYS), ("£{:,.0f}", "{:.1f}", "{:.1f}"), strict=True
    ):
        row = store._ask(
            "select value, period_label from observation where measure = ? and breakdown = '' and basis = ? "
            "and area_code = ? and value is not null order by period_start desc limit 1",
            *(name, store.real_basis(name), SCOTLAND),
        ).iloc[0]
        assert pattern.format(row["value"]) in said.words and row["period_label"] in said.head
    assert slide.area == "Scotland" and "months old" not in repr(slide)


def test_the_largest_changes_are_the_four_that_moved_most(store):
    slide = made(store, "glance_changes", area=SCOTLAND, measure=DELAYS)
    now, before = (in_period(store, DELAYS, day).set_index("name")["value"] for day in ("2025-08-01", "2024-08-01"))
    moved = (now - before).abs().sort_values(ascending=False).head(4)
    assert [each.words.partition(":")[0] for each in slide.said] == moved.index.tolist()
    assert all(f" {size:.1f} " in each.words for each, size in zip(slide.said, moved))


def test_how_much_is_held_is_counted(store):
    slide = made(store, "glance_not_known", area=FIFE)
    held = store._ask(
        "select count(value) as held, count(*) as expected from observation "
        "join default_period using (measure, breakdown, period_start, period_end) "
        "join measure on measure.id = measure and breakdown = default_breakdown "
        "where level = 'ijb' and basis = '' and areas = 'residence'"
    ).iloc[0]
    assert slide.title == f"{held['held']:,} of {held['expected']:,} figures are held"
    assert held["expected"] == 31 * len(BY_RESIDENCE)
    assert slide.said[1].words.startswith("Not held for any of the 31 areas: people waiting for assessment")


# --- names ---


@pytest.mark.parametrize("own", [FIFE, CLACKS, SCOTLAND])
def test_hidden_names_are_on_no_slide(store, own):
    hidden = store.hiding(own)
    others = real_names(store, own, store.area(own)["health_board_code"])
    for area in (own, EDINBURGH):
        for block in (*GLANCE, *COMPARE):
            for name in (DELAYS, FUNNEL, "delayed_beds_treated_rate"):
                slide = made_or_not(hidden, block, area=area, measure=name)
                assert not [each for each in others if each in repr(slide)], (block, name)
                assert slide is None or slide.page == ""
    refused(hidden, "boards", "names are hidden", area=own, measure=DELAYS)


@pytest.mark.parametrize(
    ("block", "choices", "said"),
    [
        ("compare", {"sort": "rank"}, "sort “rank”"),
        ("compare", {"measure": "beds"}, "measure “beds”"),
        ("compare", {"measure": SPEND, "prices": "gold"}, "prices “gold”"),
        ("compare", {"period": "1999-01-01"}, "period “1999-01-01”"),
        ("glance_map", {"colour": "red"}, "colour “red”"),
        ("funnel", {"measure": DELAYS}, "no limits by number of cases for delayed discharge beds"),
    ],
)
def test_an_old_choice_is_named(store, block, choices, said):
    refused(store, block, said, area=FIFE, **choices)
