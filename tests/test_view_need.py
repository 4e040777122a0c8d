"""Unmet need: what can be seen, who waits in hospital for care, rows of measures, and what is not held."""

import re
from datetime import date

import pandas as pd
import pytest
from choices import CODES, FIFE, HIGHLAND, MEASURES, ORKNEY, WITH_SCOTLAND
from clock import TODAY
from reading import ends_rightly, texts, wrong

from ijb import comparators, paths
from ijb.charts.blocks import wrap
from ijb.comparators import comparator
from ijb.store import SCOTLAND
from ijb.views import about, need, need_gaps
from ijb.views.whole_system_care import REBASED

CLACKS, GLASGOW = "S37000005", "S37000034"
ALSO_BEHIND = {  # beside the measures' own sources: populations, and the file of Scotland's newest months
    "waits in hospital": ["phs_delayed_discharges_treated", "nrs_population_totals"],
    "choice and support": ["nrs_population_totals"],
    "capacity": ["nrs_population_totals"],
}
TABLES = (need.HOSPITAL, need.CHOICE, need.CAPACITY)


def rows(store, shown, area, beside=WITH_SCOTLAND):
    return need.rows(store, shown, need.every(store, area, beside, {"area": area}), area, beside, TODAY)


def test_the_lead_says_what_can_and_what_cannot_be_seen(store):
    assert need.title(store, FIFE) == "Fife: need, care and capacity"
    assert need.lead(store, FIFE) == (
        "No figure held here counts all unmet need. Three things can be seen: who waits for an assessment or for care "
        "at home (published for Scotland only, and not held for Fife until a file is supplied); who waits in hospital "
        "for care, by area; and the care that people receive, which is not need."
    )
    assert "(published for Scotland on scattered dates)" in need.lead(store, SCOTLAND)


def test_who_waits_in_hospital_is_the_days_of_the_month_over_its_days(store):
    days = pd.read_csv(
        paths.EXTRACTS / "delayed_discharges" / "2025-08_delayed-discharge-beddays-council-area.csv.gz", dtype=str
    )
    days = days[
        (days["AgeGroup"] == "18plus")
        & (days["ReasonForDelay"] == "Health and Social Care Reasons")
        & (days["CA"] == "S12000047")
    ].set_index("MonthOfDelay")["NumberOfDelayedBedDays"]
    assert round(int(days["202508"]) / 31) == 72
    said = need.hospital(store, FIFE, WITH_SCOTLAND)
    assert said.startswith(
        "On an average day in Aug 2025, 72 people from Fife were in hospital, ready to leave and waiting for care or "
        "support to be arranged: 23.7 beds per 100,000 adults, 6.6 below Scotland (30.3). Change on a year: "
    )
    # August has 31 days in both years, so the change in people is that of the days.
    change = int(days["202508"]) - int(days["202408"])
    people, per_cent, way = re.search(
        r"a year: (\d+) people \((\d+\.?\d*)%\) (more|fewer) than in Aug 2024", said
    ).groups()
    assert int(people) == round(abs(change) / 31)
    assert float(per_cent) == pytest.approx(abs(change) / int(days["202408"]) * 100, abs=0.5)
    assert way == ("fewer" if change < 0 else "more")
    rate = float(re.search(r"; in beds per 100,000 adults, (\d+\.\d) (?:more|fewer) than in Aug 2024\.$", said)[1])
    adults = int(days["202508"]) / 31 / 23.7 * 100_000  # of mid-2025, nearly those of mid-2024
    assert rate == pytest.approx(abs(change) / 31 / adults * 100_000, abs=0.5)


def test_scotlands_newest_month_is_said_and_that_the_table_is_of_another(store):
    said = need.hospital(store, SCOTLAND, WITH_SCOTLAND)
    assert said.startswith("On an average day in Jul 2026, 1,447 people in Scotland were in hospital")
    assert said.endswith(
        "These figures are of Jul 2026, the newest month held for Scotland; the table beneath is of Aug 2025, the "
        "newest held by area, when the rate was 30.3 beds per 100,000 adults."
    )
    drawn = str(wrap(*rows(store, need.HOSPITAL, SCOTLAND)))
    assert "Aug 2025" in drawn and "30.3" in drawn
    newest = pd.read_csv(
        paths.EXTRACTS / "delayed_discharges" / "2026-07_delayed-discharge-beddays-health-board.csv.gz", dtype=str
    )
    newest = newest[(newest["MonthOfDelay"] == "202607") & (newest["AgeGroup"] == "18plus")]
    newest = newest[newest["ReasonForDelay"] == "Health and Social Care Reasons"]
    scotland = newest[newest.isin([SCOTLAND]).any(axis=1)]["NumberOfDelayedBedDays"].astype(int)
    assert len(scotland) == 1 and round(scotland.iloc[0] / 31) == 1_447


@pytest.mark.parametrize("shown", TABLES, ids=lambda shown: shown.of)
def test_rows_are_the_measures_in_order_each_with_its_trend(store, shown):
    drawn = str(wrap(*rows(store, shown, FIFE)))
    linked = re.findall(r'href="trend\?[^"]*measure=(\w+)', drawn)
    assert list(dict.fromkeys(linked)) == list(shown.measures)
    assert set(shown.measures) <= set(MEASURES)


def test_old_figures_say_their_age(store):
    said = need.ages(store, need.CHOICE.measures, TODAY)
    assert said == (
        "How old these figures are: 2020/21 (5 years 7 months old) for choice in self-directed support; 2021/22 "
        "(4 years 7 months old) for people receiving social care, and community alarms and telecare; 2022/23 "
        "(3 years 7 months old) for personal care at home and self-directed support share."
    )
    hospital = need.ages(store, need.HOSPITAL.measures, TODAY)
    assert hospital == "How old these figures are: Aug 2025 (1 year 2 months old)."


def test_a_download_has_the_rows_of_its_table_and_their_sources(store):
    for shown in TABLES:
        given = need.download(store, shown, FIFE)
        assert set(about.exported(given)["Measure"]) == {MEASURES[name].name for name in shown.measures}
        sources = {store.sources[MEASURES[name].source].title for name in shown.measures}
        behind = sources | {store.sources[name].title for name in ALSO_BEHIND[shown.of]}
        assert behind == {said.partition(": ")[2] for head, said in given.about if head == "Source"}
        # Each caution said under the table is in the file.
        care = texts(*rows(store, shown, FIFE)[3:])
        assert [said for head, said in given.about if head == "Caution"] == list(care)[1:]


def cautions(store, shown, area):
    return [said for head, said in need.download(store, shown, area).about if head == "Caution"]


def test_what_an_area_s_own_figures_need_care_with_is_in_view_and_in_the_file(store):
    for area, shown, words in (
        ("S37000035", need.CHOICE, "North Lanarkshire changes tenfold: £4,932,000 in 2018/19, then £54,136,000"),
        (HIGHLAND, need.CHOICE, "Self-directed support share: Highland is a lead agency"),
        ("S37000001", need.CHOICE, "Aberdeen City gives the same figure four times running, 2018/19 to 2021/22: 3,480"),
    ):
        assert [each for each in cautions(store, shown, area) if each.startswith(words)]
        assert words in " ".join(texts(*rows(store, shown, area)))


def test_a_five_year_change_of_a_rate_per_older_person_says_that_its_base_changed(store):
    measure = MEASURES["care_home_places_rate"]
    assert measure.denominator == "population_75plus"
    assert "−7.9 in five years" in str(wrap(*rows(store, need.CAPACITY, ORKNEY)))  # 31 Mar 2018 to 31 Mar 2023
    assert REBASED in cautions(store, need.CAPACITY, ORKNEY)
    assert REBASED in texts(*rows(store, need.CAPACITY, ORKNEY))
    for shown in (need.HOSPITAL, need.CHOICE):  # of all residents or all adults, or of no population
        assert REBASED not in cautions(store, shown, ORKNEY)


def test_services_by_kind_are_the_councils_graded_services_added_up(store):
    counts = pd.read_csv(paths.EXTRACTS / "capacity" / "care_inspectorate_adult_services_monthly.csv.gz", dtype=str)
    counts = counts[
        (counts["snapshot"] == "2026-05-31") & counts["council_area"].isin(["Clackmannanshire", "Stirling"])
    ]
    found = need.services(store, CLACKS).set_index("kind")
    for kind, service, subtype in (
        ("Care homes", "Care Home Service", None),
        ("Care at home", "Support Service", "Care at Home"),
        ("Day care and other support", "Support Service", "Other than Care at Home"),
    ):
        of_kind = counts[(counts["care_service"] == service) & ((counts["subtype"] == subtype) | (subtype is None))]
        graded, good = (of_kind[name].astype(int).sum() for name in ("graded", "min_grade_4plus"))
        assert (found["denominator"][kind], found["numerator"][kind]) == (graded, good)
    assert (found["graded"]["Care homes"], found["share"]["Care homes"]) == ("29", "75.9%")
    assert "Nurse agencies" not in found.index  # none is graded there
    table = str(need.services_table(store, CLACKS)[0])
    assert "Clackmannanshire and Stirling: adult care services by kind, 31 May 2026" in table
    assert len(about.exported(need.services_download(store, CLACKS))) == len(found)


def test_the_gaps_are_what_no_figure_counts_what_is_missing_and_what_goes_no_further(store):
    said = need_gaps.gaps(store, FIFE, TODAY)
    assert said[:4] == list(need_gaps.NEVER_COUNTED)
    assert said[4] == (
        "Not in any file held for Fife: people waiting for assessment, people waiting for care at home and weekly "
        "hours waited for."
    )
    assert "No newer figure is held after 2020/21 (5 years 7 months old): choice in self-directed support." in said
    assert not [words for words in said[5:] if "care services good or better" in words]
    scotland = need_gaps.gaps(store, SCOTLAND, TODAY)
    assert not [words for words in scotland if "Not in any file" in words]
    assert [words for words in scotland if words.startswith("No newer figure is held after 17 Apr 2023")]


def test_a_measure_that_is_missing_for_the_area_names_the_last_figure_held(store):
    measure = MEASURES["care_home_places_rate"]
    last = store.default_period(measure.id, "")
    assert need_gaps._with_last(measure, {"last": last}) == "care home places (last held on 31 Mar 2023)"
    assert need_gaps._with_last(measure, {"last": None}) == "care home places"
    assert last.end == date(2023, 3, 31)


@pytest.mark.parametrize("area", CODES)
def test_every_area_is_said_rightly(store, area):
    kinds = list(comparators.kinds(store, area))
    beside = comparator(store, area, kinds[CODES.index(area) % len(kinds)], [FIFE if area != FIFE else ORKNEY])
    said = [need.lead(store, area), need.hospital(store, area, beside), *need_gaps.gaps(store, area, TODAY)]
    tables = [fragment for shown in TABLES for fragment in rows(store, shown, area, beside)]
    tables += need.services_table(store, area)
    assert all(map(ends_rightly, said))
    assert wrong(*said, *tables, need_gaps.listed(store, area, TODAY)) == []


@pytest.mark.parametrize("area", [GLASGOW, HIGHLAND, CLACKS])
def test_names_of_others_are_hidden(store, area):
    hidden, board = store.hiding(area), comparator(store, area, "board", [])
    others = [store.area(code)["name"] for code in CODES[1:] if code != area]
    shown = [fragment for table in TABLES for fragment in rows(hidden, table, area, board)]
    shown += [need.lead(hidden, area), need.hospital(hidden, area, board), *need_gaps.gaps(hidden, area, TODAY)]
    said = " ".join(texts(*shown))
    assert not [name for name in others if name in said.replace(store.area(area)["name"], "")]
