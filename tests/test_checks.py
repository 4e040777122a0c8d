"""Notes on what is possible but odd: repeats, jumps, zeros, gaps, partial years, plausibility, Scotland."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import process_time
from types import SimpleNamespace

import pandas as pd
import pytest

from etl import geography
from etl.checks import doubtful_facts, plausibility_notes, quality_notes, scotland_notes
from etl.extract import read
from etl.faults import Note
from etl.loaders import lgbf, phs_care_at_home, phs_delayed_discharges, phs_people_supported, phs_sds, phs_telecare
from etl.loaders.base import Context
from ijb import periods
from ijb.paths import EXTRACTS, REFERENCE

AREAS = geography.read(REFERENCE)
CONTEXT = Context(AREAS, date(2026, 9, 1))
COUNCILS = AREAS.codes("council")
FIFE, MORAY, SHETLAND = "S12000047", "S12000020", "S12000027"
HELD = {
    phs_care_at_home: "unmet_need/phs_care_at_home_2023-24.csv.gz",
    phs_people_supported: "unmet_need/phs_people_supported_trend.csv",
    phs_telecare: "unmet_need/phs_technology_enabled_care_trend.csv",
    phs_sds: "unmet_need/phs_sds_implementation_rate.csv",
    lgbf: "finance/lgbf_adult_social_care.csv",
    phs_delayed_discharges: "delayed_discharges/2025-08_delayed-discharge-beddays-council-area.csv.gz",
}
QUANTITIES = {name: (*words, module.SOURCE) for module in HELD for name, words in module.QUANTITIES.items()}


@pytest.fixture(scope="module")
def facts() -> pd.DataFrame:
    files = {module: EXTRACTS / Path(path) for module, path in HELD.items()}
    return pd.concat(
        [module.load(read(path, path.name), CONTEXT).facts for module, path in files.items()], ignore_index=True
    )


@pytest.fixture(scope="module")
def notes(facts) -> list[Note]:
    return quality_notes(facts, QUANTITIES, AREAS)


def runs(notes: list[Note], source: str) -> set[tuple[str, str]]:
    names = dict(zip(AREAS.areas["code"], AREAS.areas["name"]))
    return {
        (names[note.area_code], note.period_label)
        for note in notes
        if note.source_id == source and "carried forward" in note.text
    }


def given(quantity: str, area: str, spans: list[tuple[date, date]], values: list[float | None]) -> pd.DataFrame:
    """Facts for one area; None leaves a period out."""
    frame = pd.DataFrame(spans, columns=["period_start", "period_end"])
    frame = frame.assign(quantity=quantity, area_code=area, breakdown="", value=values, status="published", note="")
    return frame[frame["value"].notna()]


def series(quantity: str, values: list[float | None], area: str = FIFE) -> pd.DataFrame:
    """Financial years one after another from 2015/16."""
    spans = [periods.financial_year(2015 + place) for place in range(len(values))]
    return given(quantity, area, spans, values)


def texts(*frames: pd.DataFrame) -> list[str]:
    return [note.text for note in quality_notes(pd.concat(frames, ignore_index=True), QUANTITIES, AREAS)]


def test_care_at_home_is_carried_forward_where_people_and_hours_both_repeat(notes):
    assert runs(notes, "phs_care_at_home") == {
        ("Aberdeen City", "2018/19 to 2022/23"),
        ("Aberdeen City", "31 Mar 2019 to 31 Mar 2023"),
        ("Orkney Islands", "2018/19 to 2019/20"),
        ("Orkney Islands", "31 Mar 2018 to 31 Mar 2019"),
        ("Angus", "31 Mar 2016 to 31 Mar 2017"),
        ("North Ayrshire", "31 Mar 2017 to 31 Mar 2018"),
    }


def test_a_lone_count_is_carried_forward_after_four_years(notes):
    assert runs(notes, "phs_people_supported") == {
        ("Aberdeen City", "2018/19 to 2021/22"),
        ("Orkney Islands", "2017/18 to 2020/21"),
    }
    assert runs(notes, "phs_telecare") == {
        ("South Lanarkshire", "2016/17 to 2021/22"),
        ("Aberdeen City", "2018/19 to 2021/22"),
        ("South Ayrshire", "2018/19 to 2021/22"),
    }


def test_self_directed_support_repeats_where_both_counts_do_and_differ(notes):
    # Inverclyde's 2,540 of 2,540 is one figure said twice, Orkney's 115 of 125 too small to tell
    assert runs(notes, "phs_sds") == {
        ("Aberdeen City", "2018/19 to 2020/21"),
        ("Aberdeenshire", "2019/20 to 2020/21"),
        ("East Lothian", "2019/20 to 2020/21"),
        ("South Ayrshire", "2018/19 to 2020/21"),
    }


def test_a_figure_to_the_last_pound_or_hour_does_not_repeat_by_chance(notes):
    assert runs(notes, "lgbf") == {
        ("Argyll and Bute", "2010/11 to 2012/13"),
        ("North Lanarkshire", "2010/11 to 2011/12"),
        ("Perth and Kinross", "2010/11 to 2011/12"),
        ("North Ayrshire", "2017/18 to 2018/19"),
        ("Scottish Borders", "2017/18 to 2018/19"),
        ("Angus", "2015/16 to 2016/17"),
    }


def test_a_run_says_the_area_the_figures_and_how_often(notes):
    aberdeen = [note for note in notes if note.area_code == "S12000033"]
    assert [note for note in aberdeen if note.period_label == "2018/19 to 2022/23"] == [
        Note(
            "phs_care_at_home",
            "warning",
            "S12000033",
            "2018/19 to 2022/23",
            "Aberdeen City gives the same figures five times running, 2018/19 to 2022/23: 2,845 people (People "
            "receiving care at home) and 1,412,005 hours (Hours of care at home). Probably carried forward.",
        )
    ]


def test_one_figure_that_repeats_while_the_other_moves_is_chance():
    people = series("care_at_home_people", [2000, 2000, 2000])
    assert texts(people, series("care_at_home_hours", [900_000, 910_000, 905_000])) == []
    assert len(texts(people, series("care_at_home_hours", [900_000, 910_000, 910_000]))) == 1


def test_the_tenfold_changes_of_the_files_held_are_two(notes):
    assert [note.text for note in notes if "tenfold" in note.text] == [
        "West Dunbartonshire changes tenfold: 125 people in 2017/18, then 1,595 people in 2018/19 (People "
        "who made a choice of how their social care is arranged).",
        "North Lanarkshire changes tenfold: £4,932,000 in 2018/19, then £54,136,000 in 2019/20 (Expenditure "
        "through self-directed support (direct payments and managed budgets), adults).",
    ]


def test_a_jump_and_its_return_are_one_note():
    assert texts(series("people_supported", [1600, 16500, 1650, 1700])) == [
        "Fife changes tenfold: 1,600 people in 2015/16, then 16,500 people in 2016/17, then 1,650 people "
        "in 2017/18 (People supported by social care services)."
    ]


def test_a_drop_to_a_tenth_in_the_last_year_is_noted():
    assert texts(series("people_supported", [1600, 1650, 165])) == [
        "Fife changes tenfold: 1,650 people in 2016/17, then 165 people in 2017/18 (People supported by "
        "social care services)."
    ]


def test_small_figures_and_less_than_ten_times_are_not_jumps():
    assert texts(series("people_supported", [90, 999, 85])) == []
    assert not any("tenfold" in text for text in texts(series("people_supported", [1600, 15995, 1600])))


def test_a_jump_is_within_one_area():
    assert texts(series("people_supported", [1600, 1610]), series("people_supported", [90_000], MORAY)) == []


def test_a_zero_between_large_figures_may_not_have_been_submitted():
    assert texts(series("people_supported", [400, 0, 450])) == [
        "Fife has a zero that may mean not submitted: 0 in 2016/17, between 400 people and 450 people "
        "(People supported by social care services)."
    ]


@pytest.mark.parametrize("values", [[400, 0, 99], [400, 0], [0, 0, 400], [400, 0, 0, 450]])
def test_other_zeros_are_left_alone(values):
    assert texts(series("people_supported", values)) == []


def test_councils_without_ages_are_named_once_with_their_years(notes):
    missing = [note for note in notes if note.text.startswith("No figure")]
    assert [(note.area_code, note.period_label, note.text) for note in missing] == [
        (
            "S12000010",
            "2017/18",
            "No figure by age for East Lothian in 2017/18, where nearly every other area has one (People with "
            "a community alarm or telecare).",
        ),
        (
            "S12000029",
            "2017/18 to 2021/22",
            "No figure by age for South Lanarkshire in 2017/18 to 2021/22, where nearly every other area has "
            "one (People with a community alarm or telecare).",
        ),
    ]


def test_a_missing_area_is_noted_by_run_and_a_file_about_some_areas_is_not():
    everyone = [
        series("people_supported", [100.0 + place + year for year in range(6)], area)
        for place, area in enumerate(COUNCILS)
        if area != FIFE
    ]
    fife = series("people_supported", [110, None, None, 140, None, 160])
    assert [text.split(", where")[0] for text in texts(fife, *everyone)] == [
        "No figure for Fife in 2016/17 to 2017/18",
        "No figure for Fife in 2019/20",
    ]
    assert texts(*everyone[:29]) == []


def test_a_row_without_a_value_is_not_missing():
    everyone = [series("people_supported", [100.0 + place, 101.0 + place], area) for place, area in enumerate(COUNCILS)]
    facts = pd.concat(everyone, ignore_index=True)
    facts.loc[facts["area_code"] == FIFE, ["value", "status"]] = [float("nan"), "not_collected"]
    assert quality_notes(facts, QUANTITIES, AREAS) == []


def test_partial_years_of_monthly_figures_are_told_once_a_source(notes):
    assert [note for note in notes if note.severity == "info"] == [
        Note(
            "phs_delayed_discharges",
            "info",
            "",
            "2016/17 and 2025/26",
            "2016/17 has nine months, July 2016 to March 2017; 2025/26 has five months, April 2025 to August 2025.",
        )
    ]


def months(first: int, last: int) -> pd.DataFrame:
    """Months counted from April 2020, which is 0."""
    spans = [periods.month(2020 + (3 + place) // 12, (3 + place) % 12 + 1) for place in range(first, last)]
    return given("delayed_bed_days", SHETLAND, spans, [50.0] * len(spans))


def test_whole_years_are_not_partial_and_a_single_month_is():
    assert texts(months(0, 24)) == []
    assert texts(months(0, 13)) == ["2021/22 has one month, April 2021."]
    assert texts(months(2, 5)) == ["2020/21 has three months, June 2020 to August 2020."]


def test_every_figure_of_a_build_is_checked_in_a_second(facts):
    many = pd.concat([facts] * 2, ignore_index=True)
    many.loc[len(facts) :, "breakdown"] += "|sector=private"
    assert len(many) > 230_000
    started = process_time()
    quality_notes(many, QUANTITIES, AREAS)
    assert process_time() - started < 1.5  # about 0.6 on a laptop


def test_no_facts_give_no_notes(facts):
    assert quality_notes(facts.head(0), QUANTITIES, AREAS) == []
    assert quality_notes(facts.head(5), {}, AREAS) == []


def observed(*rows: tuple) -> pd.DataFrame:
    columns = ["measure", "area_code", "level", "period_label", "breakdown", "value"]
    return pd.DataFrame(rows, columns=columns)


BEDS = SimpleNamespace(id="beds", name="Delayed discharge beds", plausible=(0, 400), source="phs_delayed_discharges")


def test_values_outside_the_plausible_range_are_one_note_a_measure():
    rows = observed(
        ("beds", FIFE, "council", "Jul 2025", "", 400.0),
        ("beds", FIFE, "council", "Aug 2025", "", 512.34),
        ("beds", MORAY, "council", "Aug 2025", "reason=code9_awi", -1.0),
        ("beds", MORAY, "council", "Jul 2025", "age=75plus", 900.0),
        ("beds", SHETLAND, "council", "Jul 2025", "", float("nan")),
        ("other", SHETLAND, "council", "Jul 2025", "", 1e9),
    )
    assert plausibility_notes(rows, {"beds": BEDS}, AREAS) == [
        Note(
            "phs_delayed_discharges",
            "warning",
            "",
            "Aug 2025",
            "Delayed discharge beds: 2 figures are outside what is plausible, 0 to 400; the furthest is 512.34 "
            "(Fife, Aug 2025).",
        )
    ]


def test_an_implausible_value_of_one_area_is_that_areas_note():
    rows = observed(("beds", FIFE, "council", "Aug 2025", "", 401.0))
    (note,) = plausibility_notes(rows, {"beds": BEDS})
    assert (note.area_code, note.period_label) == (FIFE, "Aug 2025")
    assert note.text.startswith("Delayed discharge beds: One figure is outside")
    assert plausibility_notes(rows.assign(value=400.0), {"beds": BEDS}) == []


def test_scotland_that_is_not_the_sum_is_told_at_its_furthest():
    rows = pd.DataFrame(
        [
            ("people_supported", "2019/20", "", 237840.0, 237860.0),  # 0.01 %
            ("people_supported", "2020/21", "", 235630.0, 232490.0),  # 1.33 %
            ("people_supported", "2021/22", "basis=adjusted", 219165.0, 216785.0),  # 1.09 %
            ("telecare_people", "2021/22", "", 129035.0, 129035.0),
        ],
        columns=["measure", "period_label", "breakdown", "published", "summed"],
    )
    assert scotland_notes(rows, QUANTITIES) == [
        Note(
            "phs_people_supported",
            "warning",
            "S92000003",
            "",
            "People supported by social care services: Scotland as published is more than 0.1 % away from the "
            "sum of its areas in two periods, most in 2020/21: 235,630 published, 232,490 summed, 1.3 % apart. "
            "The published figure is used.",
        )
    ]


def test_what_rounding_to_5_explains_is_passed_over():
    rows = pd.DataFrame(
        [("care_at_home_people", "2023/24", "age=0_17", 135.0, 140.0)],
        columns=["measure", "period_label", "breakdown", "published", "summed"],
    )
    assert scotland_notes(rows, QUANTITIES) == []
    assert len(scotland_notes(rows.assign(summed=220.0), QUANTITIES)) == 1


def test_a_scotland_of_zero_beside_some_is_apart():
    rows = pd.DataFrame(
        [("telecare_people", "2021/22", "age=85plus", 0.0, 500.0)],
        columns=["measure", "period_label", "breakdown", "published", "summed"],
    )
    (note,) = scotland_notes(rows, QUANTITIES)
    assert "2021/22, 85 and over: 0 published, 500 summed, 100.0 % apart" in note.text
    assert scotland_notes(rows.assign(summed=0.0), QUANTITIES) == []


# --- lone figures, and figures in doubt ---


def census(values: list[float | None]) -> pd.DataFrame:
    days = [(date(year, 3, 31),) * 2 for year in range(2016, 2016 + len(values))]
    return given("care_at_home_hours", FIFE, days, values)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([8000, 2000, 8000], ["2,000 hours"]),  # a quarter of both
        ([8000, 2001, 8000], []),
        ([8000, 2000, 7999], []),
        ([2000, 8000, 2000], ["8,000 hours"]),  # four times both
        ([2000, 7999, 2000], []),
        ([900, 200, 900], []),  # too small to tell
        ([8000, 2000, 2000], []),  # a fall that lasts
        ([8000, 2000], []),
        ([8000, 2000, None], []),
    ],
)
def test_a_figure_far_from_both_beside_it_is_noted(values, told):
    found = [note.text for note in quality_notes(census(values), QUANTITIES, AREAS) if "slip" in note.text]
    assert len(found) == len(told) and all(each in text for each, text in zip(told, found))


def test_the_lone_figure_of_the_files_held_is_angus(notes):
    assert [note.text for note in notes if "slip" in note.text] == [
        "Angus gives 1,155 hours for 31 Mar 2019, between 7,510 hours and 10,320 hours (Hours of care at home). "
        "Perhaps a slip of the return."
    ]


def test_the_figures_in_doubt_are_repeats_lone_figures_and_lone_zeros():
    lone = doubtful_facts(census([8000, 2000, 8000]))
    assert lone[["area_code", "period_start", "why"]].values.tolist() == [
        [FIFE, date(2017, 3, 31), "far from the figures before and after"]
    ]
    zero = doubtful_facts(census([500, 0, 500]))
    assert zero["why"].tolist() == ["a zero between large figures"]
    both = pd.concat(
        [census([3000, 3000, 3100]), census([9000, 9000, 9100]).assign(quantity="care_at_home_people")],
        ignore_index=True,
    )
    again = doubtful_facts(both)
    assert set(again["why"]) == {"probably carried forward"} and set(again["period_start"]) == {date(2017, 3, 31)}
    assert set(again["quantity"]) == {"care_at_home_hours", "care_at_home_people"}


def test_aberdeen_citys_repeats_are_in_doubt_but_not_the_first_of_them(facts):
    found = doubtful_facts(facts)
    own = found[(found["area_code"] == "S12000033") & (found["quantity"] == "care_at_home_hours")]
    days = own.loc[own["period_start"] == own["period_end"], "period_start"]
    assert sorted(days) == [date(year, 3, 31) for year in range(2020, 2024)]
