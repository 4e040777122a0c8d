"""The chain of the whole system: what is offered, its figures by a second method, its offset, its breaks, its words."""

import copy
import statistics
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from choices import EDINBURGH, FIFE, GLASGOW, HIGHLAND, ORKNEY, WITH_SCOTLAND
from reading import ends_rightly, texts, wrong
from recompute import recompute

from ijb import chain, paths
from ijb.comparators import Comparator, comparator
from ijb.measures import Break
from ijb.store import SCOTLAND
from ijb.views import about, whole_system, whole_system_chain, whole_system_evidence, whole_system_words

SPEND, HOURS, DAYS = whole_system.DEFAULTS.values()
USUAL = [SPEND, HOURS, DAYS]
ANGUS, EAST_LOTHIAN, INVERCLYDE = "S37000003", "S37000010", "S37000017"
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


@pytest.fixture(scope="module")
def again():
    """Every published figure a second time, from the extracts."""
    return recompute(paths.EXTRACTS, paths.REFERENCE)


def chained(store, area=FIFE, chosen=USUAL, offset=0, beside=WITH_SCOTLAND):
    return whole_system.chained(store, area, beside, chosen, offset)


def with_break(store, name, at):
    """The store with one more declared break."""
    other = copy.copy(store)
    measure = replace(store.measures[name], breaks=(*store.measures[name].breaks, Break(at, "Counted anew.")))
    other.measures = store.measures | {name: measure}
    return other


def index(chain, role):
    frame = next(linked for linked in chain.links if linked.role == role).own.frame
    return dict(zip(frame["year"], frame["index"]))


def twice(again, measure, area, basis=""):
    """A measure's figures by financial year, from the second method."""
    rows = again[(again["measure"] == measure) & (again["area_code"] == area) & (again["breakdown"] == "")]
    rows = rows[rows["basis"] == basis]
    return {day.year - (day.month < 4): value for day, value in zip(rows["period_start"], rows["value"])}


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
def test_indices_agree_with_a_second_working_of_every_figure(store, again, area, offset):
    found = chained(store, area, USUAL, offset)
    first = 2018
    spend, hours, days = (
        twice(again, name, area, basis) for name, basis in zip(USUAL, (store.real_basis(SPEND), "", ""))
    )
    assert found.years[0] == first
    for role, values, start in (("money", spend, first), ("need", hours, first), ("flow", days, first + offset)):
        expected = {year: value / values[start] * 100 for year, value in values.items() if year >= start}
        assert index(found, role) == pytest.approx(expected)


def test_a_year_of_months_is_their_mean_by_days(store, again):
    rows = again[(again["measure"] == BEDS) & (again["area_code"] == FIFE) & (again["breakdown"] == "")]
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


def test_the_title_gives_the_changes_over_the_years_that_all_three_have(store, again):
    spend = twice(again, SPEND, FIFE, store.real_basis(SPEND))
    hours, days = twice(again, HOURS, FIFE), twice(again, DAYS, FIFE)

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


def test_the_title_and_the_panels_labels_are_of_the_same_newest_years(store, again):
    """Highland's days fell to 2022/23, the last year of spending, and rose well above the base since."""
    days = twice(again, DAYS, HIGHLAND)
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
    ends = {max(linked.places()) for linked in alike.links}
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
def test_from_an_unusual_year_figures_are_given_and_the_median_is_named(store, again, area, words):
    days = {year: value for year, value in twice(again, DAYS, area).items() if 2018 <= year <= 2024}
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


def test_from_a_usual_year_per_cents_are_given_and_nothing_is_said(store, again):
    days = {year: value for year, value in twice(again, DAYS, FIFE).items() if 2018 <= year <= 2024}
    assert 0.5 < days[2018] / median_of(days, 2018) < 2
    assert whole_system_chain.drawing(chained(store), "light").above == ()


def test_orkneys_low_year_is_no_base_of_a_per_cent(store, again):
    """113 days in 2018/19, where the years of the other two make it the base: a year after 2017/18."""
    days = {year: value for year, value in twice(again, DAYS, ORKNEY).items() if 2018 <= year <= 2024}
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


def test_a_share_changes_in_percentage_points(store, again):
    share = "self_directed_support_share"
    values = twice(again, share, FIFE)
    change = values[2022] - values[2018]
    title = whole_system_chain.title(chained(store, chosen=[share, HOURS, DAYS]))
    sign = "+" if change > 0 else "−"
    assert f"self-directed support share {sign}{abs(change):.1f} percentage points, hours" in title


def test_scotland_is_beside_an_area_from_the_same_first_year_and_not_beside_itself(store, again):
    found = chained(store, GLASGOW)
    values = twice(again, SPEND, SCOTLAND, store.real_basis(SPEND))
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


# --- what is read ---


@pytest.mark.parametrize("area", [SCOTLAND, FIFE, GLASGOW, ORKNEY, HIGHLAND])
@pytest.mark.parametrize("offset", [0, 1, 2])
def test_what_is_said_is_fit_to_be_read(store, area, offset):
    found = chained(store, area, offset=offset)
    drawn = whole_system_chain.drawing(found, "dark")
    assert wrong(drawn.title, drawn.subtitle, drawn.alt, *drawn.above, *drawn.below) == []
    assert ends_rightly(drawn.subtitle) and ends_rightly(drawn.alt)
    assert drawn.alt.startswith(f"{drawn.title}. ")
    assert "NaN" not in drawn.figure.to_json()


def test_an_area_without_a_measure_says_why_in_its_place(store):
    accounts = "net_cost_of_services_per_head"
    found = chained(store, HIGHLAND, [accounts, HOURS, DAYS])
    panel = whole_system_chain.panel(found, found.links[0])
    assert panel.nothing == "No figure: does not apply here."
    assert whole_system_chain.title(found).startswith(
        "From 2018/19 to 2023/24, the last year held for both: hours of care at home "
    )
    below = " ".join(texts(*whole_system_chain.drawing(found, "light").below))
    assert "Net cost of services per person: no figure for Highland (does not apply here)." in below
    none = chained(store, HIGHLAND, [accounts] * 3)
    assert wrong(*whole_system_chain.drawing(none, "light").above, whole_system_chain.title(none)) == []
    assert whole_system_chain.drawing(none, "light").figure is None


def test_the_table_and_the_download_have_every_year_and_figure(store, again):
    found = chained(store, offset=1)
    taken = whole_system_chain.download(store, found)
    rows = taken.figures.set_index("year")
    assert list(rows.index) == [f"{year}/{year - 1999}" for year in range(2018, 2024)]
    days = twice(again, DAYS, FIFE)
    assert rows.loc["2019/20", "flow_period"] == "2020/21"
    assert rows.loc["2019/20", "flow_value"] == pytest.approx(days[2020])
    assert rows.loc["2019/20", "flow_index"] == pytest.approx(days[2020] / days[2019] * 100)
    assert rows.loc["2018/19", "need_period"] == "31 Mar 2019"
    assert rows.loc["2023/24", "money_text"] == "–" and rows.loc["2023/24", "money_status"] == "No figure"
    shown = about.plain_table(taken, "The figures of the chain")
    assert wrong(shown) == []
    assert {"Year", "Index", "2018/19", "2023/24", "31 Mar 2024"} <= set(texts(shown))
    names = [name for name, _ in taken.about]
    assert {"Finding", "Caution", "Source", "Licence"} <= set(names)
    assert about.exported(taken).columns.is_unique


def test_under_the_chart_stand_the_sources_and_each_definition(store):
    said = whole_system.beneath(store, FIFE, USUAL, date(2026, 11, 22), {"area": FIFE})
    words = " ".join(texts(*said))
    assert wrong(*said) == []
    assert words.count("Sources: ") == 1 and "Local Government Benchmarking Framework" in words
    for name in USUAL:
        assert store.measures[name].definition in words
        assert f"measure={name}" in str(said[2 + USUAL.index(name)])


def test_the_source_of_real_terms_is_named_under_the_chart_and_in_the_download(store):
    deflator = store.sources["obr_gdp_deflators"]
    line = " ".join(texts(whole_system.beneath(store, FIFE, USUAL, date(2026, 11, 22), {"area": FIFE})[1]))
    assert line.startswith("Sources: ") and deflator.publisher in line and deflator.title in line
    taken = whole_system_chain.download(store, chained(store)).about
    assert ("Source", f"{deflator.publisher}: {deflator.title}") in taken and ("Address", deflator.url) in taken
    share = whole_system.beneath(store, FIFE, ["self_directed_support_share", HOURS, DAYS], date(2026, 11, 22), {})
    assert (deflator.title in " ".join(texts(share[1]))) == store.measures["self_directed_support_share"].money


def test_what_to_know_of_an_areas_own_figures_stands_under_the_chart_and_in_the_download(store):
    for area, words in (
        (SCOTLAND, "3,112,767 published, 3,152,052 summed, 1.3 % apart"),
        (HIGHLAND, "Highland is a lead agency"),
        (ANGUS, "Angus gives 1,155 hours for 31 Mar 2019"),
    ):
        said = whole_system.beneath(store, area, USUAL, date(2026, 11, 22), {"area": area})[0]
        assert words in " ".join(texts(said)) and wrong(said) == []
        cautions = [
            text for name, text in whole_system_chain.download(store, chained(store, area)).about if name == "Caution"
        ]
        assert any(words in text for text in cautions)
    assert str(whole_system.beneath(store, FIFE, USUAL, date(2026, 11, 22), {"area": FIFE})[0]) == ""


def test_the_cautions_and_the_studies_are_sentences_that_claim_no_cause(store):
    for words in (*whole_system.CAUTIONS, *whole_system_evidence.evidence()["says"]):
        assert ends_rightly(words)
    shown = whole_system.cautions(), whole_system_evidence.block()
    assert wrong(*shown) == []
    words = " ".join(texts(whole_system.cautions(), *whole_system_evidence.evidence()["says"]))
    assert [claim for claim in ("led to", "because", "drives", "impact", "caused") if claim in words] == []
    cited = "".join(texts(whole_system_evidence.block()))
    assert "Iparraguirre, J. (2020), Journal of Health Services Research & Policy." in cited
    assert "(2021), The influence of home care supply on delayed discharges from hospital in England, BMC" in cited


def test_every_study_has_an_author_a_year_a_place_and_what_it_says():
    studies = whole_system_evidence.evidence()
    assert (studies[["author", "year", "where", "says"]] != "").all().all()
    assert studies["year"].str.fullmatch(r"20\d\d").all()
    assert all(url.startswith("https://doi.org/") for url in studies["url"] if url)


def test_between_areas_no_clear_relation_is_seen(again, store):
    """As is said: areas that spend more per adult do not, as a rule, have fewer delays (in any year held)."""
    basis = store.real_basis(SPEND)
    rows = again[again["area_code"].str.startswith("S37") & (again["breakdown"] == "")]
    for year in range(2017, 2023):
        of_year = rows[rows["period_start"] == date(year, 4, 1)]
        spend = of_year[(of_year["measure"] == SPEND) & (of_year["basis"] == basis)].set_index("area_code")["value"]
        days = of_year[of_year["measure"] == DAYS].set_index("area_code")["value"]
        assert len(spend) == len(days) == 31
        assert spend.rank().corr(days.rank()) > -0.2


def test_no_other_area_is_named_while_names_are_hidden(store):
    hidden = store.hiding(FIFE)
    board = comparator(hidden, FIFE, "peers", [])
    found = chained(hidden, FIFE, beside=board)
    drawn = whole_system_chain.drawing(found, "light")
    others = set(store.areas.loc[(store.areas["level"] == "ijb") & (store.areas["code"] != FIFE), "name"])
    shown = " ".join([drawn.title, drawn.subtitle, drawn.alt, *drawn.below, drawn.figure.to_json()])
    assert [name for name in others if name in shown] == []
    other = Comparator("board", "a board", "S08000024")
    assert chained(hidden, FIFE, beside=other).other_name.startswith("Board ")
