"""The chain of the whole system: what is offered, its figures by a second method, its offset and its breaks."""

import statistics
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from chains import ANGUS, DAYS, HOURS, SPEND, USUAL, chained, twice, with_break
from choices import EDINBURGH, FIFE, GLASGOW, HIGHLAND, ORKNEY
from reading import texts

from ijb import chain, paths
from ijb.comparators import comparator
from ijb.store import SCOTLAND
from ijb.views import whole_system, whole_system_chain, whole_system_words

EAST_LOTHIAN, INVERCLYDE = "S37000010", "S37000017"
BEDS = "delayed_beds_rate"
COST = "home_care_cost_per_hour"
LGBF, DEFLATORS = (
    pd.read_csv(paths.EXTRACTS / "finance" / name) for name in ("lgbf_adult_social_care.csv", "gdp_deflators.csv")
)
OFFERED = {
    "money": [
        SPEND,
        COST,
        "care_home_cost_per_week",
        "self_directed_support_share",
        "home_care_share_of_adult_spend",
    ],
    "need": [
        "care_at_home_people_rate",
        HOURS,
        "personal_care_at_home_share",
        "people_supported_rate",
        "telecare_rate",
        "self_directed_support_implementation",
    ],
    "flow": [
        BEDS,
        "delayed_beds_waiting_for_care_rate",
        "delayed_beds_awi_rate",
        DAYS,
        "waiting_for_care_share",
        "readmissions_rate",
        "emergency_admissions_rate",
        "emergency_admissions_65plus_rate",
        "ae_attendances_rate",
    ],
}


def index(chain, role):
    frame = next(linked for linked in chain.links if linked.role == role).own.frame
    return dict(zip(frame["year"], frame["index"]))


# --- what is offered ---


def test_measures_held_year_by_year_for_the_areas_are_offered_by_role(store):
    assert {role: list(named) for role, named in whole_system.offered(store).items()} == OFFERED
    assert [whole_system.default(dict.fromkeys(names), role) for role, names in OFFERED.items()] == USUAL
    assert whole_system.default({"b": "B", "a": "A"}, "need") == "b"


# --- the figures ---


@pytest.mark.parametrize("council, area", [("Fife", FIFE), ("Glasgow City", GLASGOW)])
def test_an_hours_cost_is_indexed_in_real_terms_as_worked_from_the_extracts(store, council, area):
    """SW01: £000 ÷ hours, in the prices of the last outturn year, 2018/19 = 100: the first year
    for which Scotland's hours are whole too."""
    lines = LGBF[(LGBF["LocalAuthority"] == council) & (LGBF["IndicatorCode"] == "SW01")].set_index("Year")
    deflator = DEFLATORS.set_index("financial_year")["index_2023_100"]
    real = lines["Numerator"] * 1000 / lines["Denominator"] * deflator["2024-25"] / deflator.reindex(lines.index)
    by_year = {int(year[:4]): value for year, value in real.items()}
    found = chained(store, area, [COST, HOURS, DAYS])
    first = 2018
    expected = {year: by_year[year] / by_year[first] * 100 for year in range(first, 2023)}
    assert index(found, "money") == pytest.approx(expected)
    base = found.links[0].own.base
    assert (base["year"], base["value"]) == (first, pytest.approx(by_year[first]))
    figure = f"£{by_year[first]:.2f} an hour, in 2024/25 prices"
    assert whole_system_chain.panel(found, found.links[0]).note == f"{first}/{first - 1999} = 100: {figure}"


@pytest.mark.parametrize("area", [FIFE, GLASGOW, SCOTLAND])
@pytest.mark.parametrize("offset", [0, 1, 2])
def test_indices_agree_with_a_second_working_of_every_figure(store, recomputed, area, offset):
    found = chained(store, area, USUAL, offset)
    first = 2018
    spend, hours, days = (
        twice(recomputed, name, area, basis) for name, basis in zip(USUAL, (store.real_basis(SPEND), "", ""))
    )
    assert found.years[0] == first
    for role, values, start in (("money", spend, first), ("need", hours, first), ("flow", days, first + offset)):
        expected = {year: value / values[start] * 100 for year, value in values.items() if year >= start}
        assert index(found, role) == pytest.approx(expected)


def test_a_year_of_months_is_their_mean_by_days(store, recomputed):
    rows = recomputed[
        (recomputed["measure"] == BEDS) & (recomputed["area_code"] == FIFE) & (recomputed["breakdown"] == "")
    ]
    days = {day: (end - day).days + 1 for day, end in zip(rows["period_start"], rows["period_end"])}
    value = dict(zip(rows["period_start"], rows["value"]))
    means = {}
    for year in range(2017, 2025):
        of_year = [day for day in value if date(year, 4, 1) <= day < date(year + 1, 4, 1)]
        assert len(of_year) == 12
        means[year] = sum(value[day] * days[day] for day in of_year) / sum(days[day] for day in of_year)
    found = chained(store, FIFE, [SPEND, HOURS, BEDS])
    assert index(found, "flow") == pytest.approx({year: means[year] / means[2018] * 100 for year in range(2018, 2025)})
    assert max(index(found, "flow")) == 2024  # 2025/26 has five months


def test_the_title_gives_the_changes_over_the_years_that_all_three_have(store, recomputed):
    spend = twice(recomputed, SPEND, FIFE, store.real_basis(SPEND))
    hours, days = twice(recomputed, HOURS, FIFE), twice(recomputed, DAYS, FIFE)

    def said(values, first, last):
        change = (values[last] / values[first] - 1) * 100
        return f"{'+' if change > 0 else '−'}{abs(change):.{1 if abs(change) < 9.95 else 0}f}%"

    hours_said = f"hours of care at home {said(hours, 2018, 2022)} (to 2023/24: {said(hours, 2018, 2023)})"
    assert whole_system_chain.title(chained(store)) == (
        f"From 2018/19 to 2022/23, the last year held for all three: adult social work spend per adult "
        f"{said(spend, 2018, 2022)} in real terms, {hours_said}, delayed bed days (75 and over) "
        f"{said(days, 2018, 2022)} (to 2024/25: {said(days, 2018, 2024)})"
    )
    assert whole_system_chain.title(chained(store, offset=1)) == (
        f"From 2018/19 to 2022/23, the last year for which all three can be set side by side: adult social work spend "
        f"per adult {said(spend, 2018, 2022)} in real terms, {hours_said}; one year later, from 2019/20 to 2023/24: "
        f"delayed bed days (75 and over) {said(days, 2019, 2023)} (to 2024/25: {said(days, 2019, 2024)})"
    )
    assert whole_system_chain.title(chained(store, offset=2)).endswith(
        f"; two years later, from 2020/21 to 2024/25: delayed bed days (75 and over) {said(days, 2020, 2024)}"
    )


def test_the_title_and_the_panels_labels_are_of_the_same_newest_years(store, recomputed):
    """Highland's days fell to 2022/23, the last year of spending, and rose well above the base since."""
    days = twice(recomputed, DAYS, HIGHLAND)
    to_shared, to_newest = ((days[year] / days[2018] - 1) * 100 for year in (2022, 2024))
    assert to_shared < 0 < to_newest
    found = chained(store, HIGHLAND)
    title = whole_system_chain.title(found)
    assert title.endswith(f"delayed bed days (75 and over) −{-to_shared:.1f}% (to 2024/25: +{to_newest:.0f}%)")
    label = whole_system_chain.panel(found, found.links[2]).frame["value_text"].iloc[-1]
    assert label == f"{100 + to_newest:.0f} ({days[2024]:,.0f})"


@pytest.mark.parametrize("offset", [0, 1, 2])
def test_the_last_shared_year_is_marked_where_one_goes_on_after_it(store, offset):
    """Spending ends with 2022/23, hours a year later."""
    found = chained(store, offset=offset)
    mark = whole_system_chain.until(found)
    assert (mark.at, mark.words) == (date(2022, 4, 1), "All three are held up to here")
    dotted = [shape for shape in whole_system_chain.drawing(found, "light").figure.layout.shapes if shape.line.dash]
    assert [shape.x0 for shape in dotted] == ["2022-04-01"] * 3
    alike = chained(store, chosen=[SPEND, "people_supported_rate", DAYS], offset=2)
    ends = {max(linked.places) for linked in alike.links}
    assert (whole_system_chain.until(alike) is None) == (len(ends) == 1)
    both = chained(store, HIGHLAND, ["net_cost_of_services_per_head", HOURS, DAYS])
    assert whole_system_chain.until(both).words == "Both are held up to here"
    assert whole_system_chain.title(both).startswith("From 2018/19 to 2023/24, the last year held for both: hours ")


# --- unusual bases and small numbers ---


def median_of(values, first):
    return statistics.median([value for year, value in values.items() if year >= first])


@pytest.mark.parametrize(
    "area, words", [(INVERCLYDE, ("under half", "above")), (EAST_LOTHIAN, ("over twice", "below"))]
)
def test_from_an_unusual_year_figures_are_given_and_the_median_is_named(store, recomputed, area, words):
    days = {year: value for year, value in twice(recomputed, DAYS, area).items() if 2018 <= year <= 2024}
    median = median_of(days, 2018)
    assert days[2018] < median / 2 or days[2018] > median * 2
    found = chained(store, area)
    drawn = whole_system_chain.drawing(found, "light")
    assert drawn.title.endswith(
        f"delayed bed days (75 and over) from {days[2018]:,.0f} to {days[2022]:,.0f} days per 1,000 people aged 75 and "
        f"over (to 2024/25: {days[2024]:,.0f})"
    )
    assert texts(*drawn.above).__next__() == (
        f"Delayed bed days (75 and over): the figure of the first year of the index, 2018/19, is {days[2018]:,.0f}, "
        f"{words[0]} the median of the 7 years held here ({median:,.0f}), so later years stand far {words[1]} 100, and "
        "the title gives figures and no per cents."
    )
    assert ("Caution", next(texts(*drawn.above))) in whole_system_chain.download(store, found).about


def test_from_a_usual_year_per_cents_are_given_and_nothing_is_said(store, recomputed):
    days = {year: value for year, value in twice(recomputed, DAYS, FIFE).items() if 2018 <= year <= 2024}
    assert 0.5 < days[2018] / median_of(days, 2018) < 2
    assert whole_system_chain.drawing(chained(store), "light").above == ()


def test_orkneys_low_year_is_no_base_of_a_per_cent(store, recomputed):
    """113 days in 2018/19, where the years of the other two make it the base: a year after 2017/18."""
    days = {year: value for year, value in twice(recomputed, DAYS, ORKNEY).items() if 2018 <= year <= 2024}
    assert days[2018] < median_of(days, 2018) / 2
    found = chained(store, ORKNEY, [SPEND, "people_supported_rate", DAYS], 1)
    assert found.links[2].own.base["year"] == 2018
    title = whole_system_chain.title(found)
    assert f"from {days[2018]:,.0f} to {days[2022]:,.0f} days per 1,000" in title and "537%" not in title


def test_a_change_from_an_unusual_year_that_is_not_the_base_is_said(store):
    """The index of delays starts a year before all three do, which is where the title starts."""
    found = chained(store, FIFE)
    need, flow = found.links[1], found.links[2]
    later = need.own.frame[need.own.frame["year"] >= 2019].reset_index(drop=True)
    need = replace(need, own=chain.indexed(need.measure, later))
    days = flow.own.frame.assign(value=[600.0, 100.0, 500.0, 600.0, 700.0, 600.0, 650.0])
    found = replace(found, links=(found.links[0], need, replace(flow, own=chain.indexed(flow.measure, days))))
    title, said = whole_system_chain.title(found), whole_system_words.starts(found)
    assert title.startswith("From 2019/20 to 2022/23") and "from 100 to 700 days per 1,000" in title
    assert said == [
        "Delayed bed days (75 and over): the figure of the year from which the title’s changes are, 2019/20, is 100, "
        "under half the median of the 7 years held here (600), so the title gives figures and no per cents."
    ]


def test_few_beds_are_said_in_beds(store):
    """Orkney's bed days of people of 75 and over: 1,135 in the 366 days of 2019/20, 2,709 in the 365 of 2024/25."""
    said = whole_system_words.small_numbers(chained(store, ORKNEY))
    assert said == [
        "Delayed bed days (75 and over): small numbers, 3.1 beds in 2019/20 and 7.4 beds in 2024/25 on an average "
        "day. One bed is 32% of the figure of 2019/20 and 13% of the figure of 2024/25."
    ]
    assert (1135 / 366, 2709 / 365) == (pytest.approx(3.1, abs=0.05), pytest.approx(7.4, abs=0.05))
    assert whole_system_words.small_numbers(chained(store, GLASGOW)) == []
    monthly = whole_system_words.small_numbers(chained(store, ORKNEY, [SPEND, HOURS, BEDS]))
    assert len(monthly) == 1 and monthly[0].startswith("Delayed discharge beds: small numbers, ")
    assert whole_system_words.small_numbers(chained(store, ORKNEY, [SPEND, HOURS, "readmissions_rate"])) == []


def test_each_panel_has_its_own_scale_where_one_moves_far_more(store):
    """Highland's days rise by 64 points beside 11 of its spending; Angus's panels move less than four times apart."""
    apart, alike = (whole_system_chain.subtitle(chained(store, area)) for area in (HIGHLAND, ANGUS))
    assert "Each has its own scale, as one index moves over 4 times as far as another: compare the numbers" in apart
    assert "all three have one scale" in alike and "own scale" not in alike and "one scale" not in apart


def test_a_share_changes_in_percentage_points(store, recomputed):
    share = "self_directed_support_share"
    values = twice(recomputed, share, FIFE)
    change = values[2022] - values[2018]
    title = whole_system_chain.title(chained(store, chosen=[share, HOURS, DAYS]))
    sign = "+" if change > 0 else "−"
    assert f"self-directed support share {sign}{abs(change):.1f} percentage points, hours" in title


def test_scotland_is_beside_an_area_from_the_same_first_year_and_not_beside_itself(store, recomputed):
    found = chained(store, GLASGOW)
    values = twice(recomputed, SPEND, SCOTLAND, store.real_basis(SPEND))
    other = found.links[0].other
    assert dict(zip(other["year"], other["index"])) == pytest.approx(
        {year: values[year] / values[2018] * 100 for year in range(2018, 2023)}
    )
    assert found.other_name == "Scotland"
    assert chained(store, SCOTLAND).other_name == ""
    board = comparator(store, EDINBURGH, "board", [])
    assert chained(store, EDINBURGH, beside=board).other_name == store.area(board.code)["short_name"]


def test_a_partial_figure_is_no_base(store):
    """Scotland's hours of older people in March 2018 lack four councils, which were not split by age."""
    for area in (SCOTLAND, FIFE):
        need = chained(store, area).links[1]
        assert need.own.base["label"] == "31 Mar 2019" and "partial" not in set(need.held["status"])
    assert chained(store, FIFE).links[1].other["index"].iloc[0] == 100


def test_with_an_offset_later_delays_stand_under_earlier_money(store):
    """The last panel's place for 2019/20 holds the delays of 2020/21, and its ticks say so."""
    found = chained(store, offset=1)
    flow = found.links[2]
    panel = whole_system_chain.panel(found, flow)
    place = list(panel.frame["period_start"]).index(date(2019, 4, 1))
    assert panel.labels[place] == "2020/21" and "2020/21" in panel.frame["tooltip"][place]
    assert panel.frame["value"][place] == pytest.approx(index(found, "flow")[2020])
    assert panel.head.endswith(", one year later") and panel.note.endswith("2019/20 stands under 2018/19")
    assert whole_system_chain.panel(found, found.links[0]).labels[place] == "2019/20"
    assert "2019/20 stands under 2018/19" in whole_system_chain.subtitle(found)


# --- breaks ---


def test_an_index_starts_after_a_break_and_says_so(store):
    broken = with_break(store, DAYS, date(2020, 4, 1))
    found = chained(broken)
    assert [year for year, value in index(found, "flow").items() if pd.notna(value)] == [2020, 2021, 2022, 2023, 2024]
    assert index(found, "flow")[2020] == 100
    assert "Delayed bed days, 75 and over: the index starts after a break in April 2020. Counted anew." in str(
        whole_system_chain.drawing(found, "light").below
    )
    assert whole_system_chain.title(found).startswith("From 2020/21 to 2022/23, the last year held for all three: ")
    assert whole_system_chain.panel(found, found.links[2]).note.startswith("2020/21 = 100: ")


def test_where_breaks_leave_no_common_years_each_has_its_own(store):
    broken = with_break(store, DAYS, date(2023, 4, 1))
    title = whole_system_chain.title(chained(broken))
    assert title.count("from 2018/19 to ") == 2 and title.endswith("from 2023/24 to 2024/25")
    assert title.startswith("Adult social work spend per adult ")
