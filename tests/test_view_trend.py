"""One measure over time: the window, the limits, the other lines, and what is said of them."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from choices import EDINBURGH, FIFE, HIGHLAND, LOTHIAN, MEASURES, ORKNEY, WITH_SCOTLAND, trend_of

from ijb.comparators import comparator
from ijb.measures import Break
from ijb.store import SCOTLAND
from ijb.views import trend, windows
from ijb.views.trend import Asked


def test_the_window_is_36_months_from_the_last_figure(store):
    _, line = trend_of(store, "delayed_beds_rate", EDINBURGH)
    assert line.frame["period_label"].iloc[[0, -1]].tolist() == ["Sep 2022", "Aug 2025"]
    assert len(line.frame) == 36
    _, whole = trend_of(store, "delayed_beds_rate", EDINBURGH, window="all")
    assert len(whole.frame) == 110  # July 2016 to August 2025
    assert whole.frame["period_label"].iloc[0] == "Jul 2016"


def test_a_yearly_series_is_always_whole(store):
    lengths = [
        len(trend_of(store, "carers_supported", EDINBURGH, window=window)[1].frame) for window in ("recent", "all")
    ]
    assert lengths[0] == lengths[1]
    assert windows.window_words(MEASURES["carers_supported"]) == {"all": "All periods"}
    assert windows.window_words(MEASURES["delayed_beds_rate"])["recent"] == "Last 36 months"
    quarterly = MEASURES["drug_and_alcohol_treatment_within_3_weeks"]
    assert windows.window_words(quarterly)["recent"] == "Last 36 quarters"


def test_the_limits_drawn_are_those_of_the_newest_point(store):
    _, line = trend_of(store, "delayed_beds_rate", EDINBURGH)
    assert (line.limits["start"], line.limits["end"]) == (date(2022, 9, 1), date(2025, 8, 1))
    assert line.limits["lower"] < line.limits["centre"] < line.limits["upper"]
    assert line.latest["value"] < line.limits["lower"]
    assert trend_of(store, "readmissions_rate", EDINBURGH)[1].limits is None


def test_edinburghs_trend_in_words(store):
    asked, line = trend_of(store, "delayed_beds_rate", EDINBURGH)
    others = trend.others(store, asked, [SCOTLAND], line)
    assert trend.page_title(store, asked) == "Edinburgh: delayed discharge beds over time"
    assert line.title == "Delays were 26.7 beds per 100,000 adults in Aug 2025, 11.6 (30%) fewer than in Aug 2024"
    assert trend.said(asked, line) == (
        "The figure for Aug 2025 is below its lower limit. It clears when the next "
        "figure is inside the limits and no other rule holds for it. Figures that follow one another are alike, so "
        "this chart flags more than chance alone would. Published figure, estimated population."
    )
    assert trend.alt(asked, line, others) == (
        f"{line.title}. From Sep 2022 to Aug 2025, highest 46.2 in Sep 2022, lowest 25.4 in Jun 2025. The same figures "
        "are in the table below."
    )


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("projected_75plus_growth", "Edinburgh: growth in people 75 and over, over time"),
        ("delayed_bed_days_75plus_rate", "Edinburgh: delayed bed days, 75 and over, over time"),
        ("drug_and_alcohol_treatment_within_3_weeks", "Edinburgh: drug and alcohol: within 3 weeks, over time"),
        ("readmissions_rate", "Edinburgh: readmissions within 28 days over time"),
    ],
)
def test_over_time_stands_clear_of_the_name(store, name, title):
    assert trend.page_title(store, Asked(MEASURES[name], "", "", EDINBURGH, "all")) == title


def test_a_measure_by_treatment_is_drawn_for_the_board(store):
    treated = MEASURES["delayed_beds_treated_rate"]
    assert trend.area_for(store, treated, EDINBURGH) == LOTHIAN
    assert trend.area_for(store, treated, SCOTLAND) == SCOTLAND
    assert trend.area_for(store, MEASURES["delayed_beds_rate"], EDINBURGH) == EDINBURGH


def test_a_single_figure_has_no_extremes(store):
    asked, line = trend_of(store, "rural_share", EDINBURGH)
    assert line.title == "The share of people in rural areas was 0.9% of people on 30 Jun 2021"
    assert trend.alt(asked, line, {}) == f"{line.title}. The same figures are in the table below."
    assert line.change == "There is no figure for a year before to compare with."


def test_an_extreme_reached_again_is_the_first(store):
    asked, line = trend_of(store, "waiting_for_care_share", ORKNEY)
    assert "highest 100.0%, first in Oct 2024, lowest" in trend.alt(asked, line, {})


def test_an_area_without_a_line_names_those_shown(store):
    asked, line = trend_of(store, "total_reserves_share", HIGHLAND)
    assert line.latest is None and line.frame.empty
    assert line.title == "Total reserves: no figure for Highland (does not apply here)"
    assert trend.alt(asked, line, {}) == f"{line.title}."
    assert trend.said(asked, line) == ""
    assert trend.nothing(line, {}) == ""
    asked, line = trend_of(store, "people_waiting_for_assessment_rate", EDINBURGH, "basis=estimated")
    one = trend.others(store, asked, [SCOTLAND], line)
    assert list(one) == ["Scotland"]
    assert trend.nothing(line, one).endswith(" The line shown is that of Scotland.")
    assert trend.nothing(line, one | {"Fife": None}).endswith(" The lines shown are those of Scotland and Fife.")


def test_others_keep_to_the_periods_of_the_own_line(store):
    asked, line = trend_of(store, "delayed_beds_rate", EDINBURGH)
    others = trend.others(store, asked, [SCOTLAND, FIFE, EDINBURGH, FIFE], line)
    assert list(others) == ["Scotland", "Fife"]
    for frame in others.values():
        assert frame["period_label"].iloc[[0, -1]].tolist() == ["Sep 2022", "Aug 2025"]


def test_the_comparators_line_is_its_area_or_scotland(store):
    asked = Asked(MEASURES["delayed_beds_rate"], "", "", EDINBURGH, "recent")
    assert trend.compared(store, asked, comparator(store, EDINBURGH, "board", [])) == [LOTHIAN]
    assert trend.compared(store, asked, comparator(store, EDINBURGH, "peers", [])) == [SCOTLAND]
    assert trend.compared(store, replace(asked, area=SCOTLAND), WITH_SCOTLAND) == []


@pytest.mark.parametrize(
    ("name", "status", "below", "said"),
    [
        ("delayed_beds_rate", "published", "estimated", "Published figure, estimated population."),
        ("readmissions_rate", "provisional", "published", "Provisional figure, published denominator."),
        ("carers_supported", "derived", None, "Figure worked out here."),
        ("delayed_beds_rate", "partial", "derived", "Partial figure, population worked out here."),
    ],
)
def test_the_status_of_figure_and_denominator(name, status, below, said):
    assert trend.status_said(MEASURES[name], pd.Series({"status": status, "denominator_status": below})) == said


def test_a_break_inside_the_window_is_headed_and_told(store):
    asked, line = trend_of(store, "care_services_good_share", EDINBURGH, window="all")
    measure = replace(asked.measure, breaks=(Break(date(2024, 7, 1), "Counted anew."),))
    assert trend.break_heads(measure, line, {}) == [(date(2024, 7, 1), "Break, July 2024")]
    assert "Break in July 2024: Counted anew." in trend.said(replace(asked, measure=measure), line)
    assert [at for at, _ in trend.break_heads(asked.measure, line, {})] == [date(2021, 6, 1), date(2022, 11, 1)]
    _, recent = trend_of(store, "care_services_good_share", EDINBURGH)
    assert trend.break_heads(asked.measure, recent, {}) == []


def test_a_trend_says_where_an_area_far_from_the_rest_stands(store):
    """Western Isles: 132.2 against Q3 + 1.5 IQR of the 31, 111.5."""
    asked, line = trend_of(store, "delayed_beds_rate", "S37000031")
    assert (
        "The area is far above the rest: over the middle half of the areas by more than 1.5 times its width "
        "(past 111.5)." in trend.said(asked, line)
    )
