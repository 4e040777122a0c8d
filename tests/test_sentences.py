"""Every kind of sentence on figures, written out by hand."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from subjects import BREAK, CARE_AT_HOME, CARERS, DELAYS, READMISSIONS, SPEND

from ijb import paths, sentences
from ijb.compare import Change
from ijb.measures import Break, load


def held(**values):
    return pd.DataFrame({"name": list(values), "value": list(values.values())})


# Direction


def test_direction_is_in_the_measures_own_words():
    assert sentences.direction(DELAYS) == "Fewer is better."
    assert sentences.direction(CARERS) == "Higher is better."
    assert sentences.direction(SPEND) == "Neither higher nor lower is better."
    assert sentences.direction(replace(SPEND, better="lower")) == "Lower is better."


def test_an_axis_across_points_to_the_better_end():
    assert sentences.axis_direction(DELAYS) == "← fewer is better"
    assert sentences.axis_direction(CARERS) == "higher is better →"
    assert sentences.axis_direction(SPEND) == "neither end is better"


def test_an_axis_up_points_to_the_better_end():
    assert sentences.upward_direction(DELAYS) == "↓ fewer is better"
    assert sentences.upward_direction(CARERS) == "↑ higher is better"
    assert sentences.upward_direction(SPEND) == "neither higher nor lower is better"


# The finding of a comparison


def test_the_highest_and_the_lowest_are_named():
    said = sentences.highest_and_lowest(DELAYS, held(Fife=42.5, Moray=46.3, Angus=24.04), "", "")
    assert said == "Delays are highest in Moray (46.3 beds per 100,000 adults) and lowest in Angus (24.0)"


def test_one_thing_is_and_several_are():
    said = sentences.highest_and_lowest(SPEND, held(Fife=1093.4, Moray=946), "", "")
    assert said == "Spending on adult social work is highest in Fife (£1,093 per adult) and lowest in Moray (£946)"
    said = sentences.highest_and_lowest(CARERS, held(Fife=27.6, Moray=32.44), "", "")
    assert (
        said
        == "The share of carers who feel supported is highest in Moray (32.4% of carers) and lowest in Fife (27.6%)"
    )


def test_people_are_most_or_fewest_not_highest():
    said = sentences.highest_and_lowest(CARE_AT_HOME, held(Fife=27.5, Moray=23.0), "", "")
    assert said == (
        "People receiving care at home: most in Fife (27.5 people per 1,000 aged 65 and over), fewest in Moray (23.0)"
    )


def test_a_breakdown_is_named_with_the_unit_of_its_age():
    said = sentences.highest_and_lowest(
        DELAYS, held(Fife=88.1, Moray=9), "age=75plus|reason=code9_awi", "75 and over, Guardianship"
    )
    assert said == (
        "Delays (75 and over, guardianship) are highest in Fife (88.1 beds per 100,000 people aged 75 and over) and "
        "lowest in Moray (9.0)"
    )


def test_two_at_the_top_are_named_and_three_are_counted():
    two = sentences.highest_and_lowest(CARERS, held(Fife=100, Moray=100, Angus=3), "", "")
    assert two.endswith("is highest in Fife and Moray (100.0% of carers) and lowest in Angus (3.0%)")
    three = sentences.highest_and_lowest(CARERS, held(Fife=100, Moray=99.96, Angus=100, Falkirk=3), "", "")
    assert three.endswith("is highest in 3 areas (100.0% of carers) and lowest in Falkirk (3.0%)")


def test_a_tie_is_of_figures_as_they_are_shown():
    said = sentences.highest_and_lowest(DELAYS, held(Fife=12.04, Moray=11.96, Angus=24), "", "")
    assert said.endswith("and lowest in Fife and Moray (12.0)")


def test_names_with_an_and_are_kept_apart():
    rows = pd.DataFrame({"name": ["Argyll and Bute", "Highland", "Fife"], "value": [9.0, 9.0, 1.0]})
    assert "highest in Argyll and Bute, and Highland (9.0" in sentences.highest_and_lowest(DELAYS, rows, "", "")


def test_all_equal_is_said_once():
    said = sentences.highest_and_lowest(CARERS, held(Fife=0.0, Moray=0.04), "", "")
    assert said == "The share of carers who feel supported is the same in every area with a figure, at 0.0% of carers"
    assert sentences.highest_and_lowest(DELAYS, held(Fife=3), "", "").startswith("Delays are the same in every area")


def test_no_area_with_a_figure_is_said():
    assert sentences.highest_and_lowest(DELAYS, held(), "", "") == "Delays: no area has a figure"
    assert sentences.highest_and_lowest(SPEND, held(), "x", "Telecare only") == (
        "Spending on adult social work (telecare only): no area has a figure"
    )


# Change


def test_a_change_says_which_way_and_since_when():
    assert sentences.changed(DELAYS, Change("Aug 2024", -0.8, 44)) == "0.8 (1.8%) fewer than in Aug 2024."
    assert sentences.changed(DELAYS, Change("Aug 2024", 39.8, 60.4)) == "39.8 (66%) more than in Aug 2024."
    assert sentences.changed(SPEND, Change("2021/22", 26.2, 942)) == "£26 (2.8%) higher than in 2021/22."
    assert sentences.changed(SPEND, Change("2021/22", -1021.4, 2042)) == "£1,021 (50%) lower than in 2021/22."


def test_a_per_cent_changes_by_percentage_points_and_no_second_per_cent():
    assert sentences.changed(CARERS, Change("2019/20", -1.1, 31.5)) == "1.1 percentage points lower than in 2019/20."
    whole = replace(CARERS, decimals=0)
    assert sentences.changed(whole, Change("2019/20", 1, 31)) == "1 percentage point higher than in 2019/20."


def test_a_figure_of_one_day_is_on_that_day():
    assert sentences.changed(CARE_AT_HOME, Change("31 Mar 2023", 1.6, 41)) == "1.6 (3.9%) more than on 31 Mar 2023."
    assert sentences.changed(CARE_AT_HOME, Change("31 Mar 2023", 0.01, 41)) == "The same as on 31 Mar 2023."


def test_a_change_that_rounds_to_nought_is_none():
    assert sentences.changed(DELAYS, Change("Aug 2024", 0.04, 44)) == "The same as in Aug 2024."
    assert sentences.changed(DELAYS, Change("Aug 2024", -0.04, 0)) == "The same as in Aug 2024."


def test_no_per_cent_of_nothing():
    assert sentences.changed(DELAYS, Change("Aug 2024", 11.0, 0)) == "11.0 more than in Aug 2024."
    assert sentences.changed(DELAYS, Change("Aug 2024", 11.0, 0.04)) == "11.0 more than in Aug 2024."


def test_a_change_across_a_break_is_refused_and_says_why():
    assert sentences.changed(DELAYS, Change("Apr 2016", None, None, BREAK)) == (
        "Not compared with Apr 2016: new definitions from July 2016; earlier months are not comparable."
    )
    named = Break(date(2016, 7, 1), "NHS boards count anew.")
    assert sentences.changed(DELAYS, Change("Apr 2016", None, None, named)) == (
        "Not compared with Apr 2016: NHS boards count anew."
    )


def test_a_missing_base_says_how_far_back_it_would_be():
    assert sentences.changed(DELAYS, None) == "There is no figure for a year before to compare with."
    assert sentences.changed(CARERS, None) == "There is no figure for two years before to compare with."
    assert sentences.changed(replace(CARERS, change_years=3), None) == (
        "There is no figure for three years before to compare with."
    )


# Against a comparator


def test_a_figure_stands_above_below_or_at_the_comparators():
    assert sentences.against(DELAYS, 27.7, 44.2, "Scotland") == "16.5 below Scotland (44.2)"
    assert sentences.against(SPEND, 1086, 1063, "the NHS Lothian area") == "£23 above the NHS Lothian area (£1,063)"
    assert sentences.against(CARERS, 30.8, 29.7, "Scotland") == "1.1 percentage points above Scotland (29.7%)"
    assert sentences.against(DELAYS, 44.24, 44.16, "Scotland") == "the same as Scotland"


# The finding of a trend


def latest(value, label):
    return pd.Series({"value": value, "period_label": label})


def test_a_trend_tells_its_newest_figure_and_the_change():
    said = sentences.over_time(DELAYS, latest(26.7, "Aug 2025"), "", Change("Aug 2024", -11.6, 38.3), "")
    assert said == "Delays were 26.7 beds per 100,000 adults in Aug 2025, 11.6 (30%) fewer than in Aug 2024"
    said = sentences.over_time(SPEND, latest(1061, "2022/23"), "", Change("2021/22", 0.2, 1061), "")
    assert said == "Spending on adult social work was £1,061 per adult in 2022/23, the same as in 2021/22"


def test_a_trend_does_not_say_twice_what_is_counted():
    said = sentences.over_time(READMISSIONS, latest(93.46, "2022/23"), "", None, "")
    assert said == "Readmissions were 93.5 per 1,000 discharges in 2022/23"
    said = sentences.over_time(CARE_AT_HOME, latest(44.3, "31 Mar 2024"), "", None, "")
    assert said == "People receiving care at home were 44.3 per 1,000 aged 65 and over on 31 Mar 2024"


def test_a_trend_says_nothing_of_a_change_it_cannot_make():
    said = sentences.over_time(DELAYS, latest(26.7, "Sep 2016"), "", Change("Sep 2015", None, None, BREAK), "")
    assert said == "Delays were 26.7 beds per 100,000 adults in Sep 2016"


def test_a_trend_of_a_breakdown_names_it():
    said = sentences.over_time(DELAYS, latest(5.1, "Aug 2025"), "75 and over, Guardianship", None, "age=75plus")
    assert said == "Delays (75 and over, guardianship) were 5.1 beds per 100,000 people aged 75 and over in Aug 2025"


# Ages and lists


@pytest.mark.parametrize(
    ("end", "today", "said"),
    [
        (date(2026, 11, 21), date(2026, 11, 21), "less than a month old"),
        (date(2026, 10, 31), date(2026, 11, 21), "less than a month old"),
        (date(2026, 12, 31), date(2026, 11, 21), "less than a month old"),
        (date(2026, 10, 21), date(2026, 11, 21), "1 month old"),
        (date(2026, 9, 30), date(2026, 11, 21), "1 month old"),
        (date(2026, 5, 31), date(2026, 11, 21), "5 months old"),
        (date(2025, 11, 21), date(2026, 11, 21), "1 year old"),
        (date(2025, 11, 22), date(2026, 11, 21), "11 months old"),
        (date(2025, 10, 1), date(2026, 11, 21), "1 year 1 month old"),
        (date(2024, 8, 21), date(2026, 11, 21), "2 years 3 months old"),
        (date(2023, 3, 31), date(2026, 11, 21), "3 years 7 months old"),
        (date(2024, 11, 1), date(2026, 11, 21), "2 years old"),
    ],
)
def test_the_age_of_figures_is_in_whole_years_and_months(end, today, said):
    assert sentences.age_of(end, today) == said


def test_lists_read_as_lists():
    assert sentences.in_list([]) == ""
    assert sentences.in_list(["Fife"]) == "Fife"
    assert sentences.in_list(["Fife", "Moray"]) == "Fife and Moray"
    assert sentences.in_list(["Fife", "Moray", "Angus"]) == "Fife, Moray and Angus"
    assert sentences.in_list(["Angus", "Argyll and Bute", "Fife"]) == "Angus, Argyll and Bute, and Fife"


def test_words_inside_a_sentence_lose_their_capital_but_names_do_not():
    assert sentences.mid_sentence("Delayed beds") == "delayed beds"
    assert sentences.mid_sentence("NHS board") == "NHS board"
    assert sentences.mid_sentence("A say in care") == "a say in care"
    assert sentences.mid_sentence("") == ""


def test_a_period_has_its_preposition():
    assert sentences.when(DELAYS, "Aug 2025") == "in Aug 2025"
    assert sentences.when(CARE_AT_HOME, "31 Mar 2024") == "on 31 Mar 2024"
    assert sentences.when(load(paths.MEASURES / "care_services_good_share.toml"), "31 May 2026") == "on 31 May 2026"


# Apart from Scotland


def test_who_is_apart_from_scotland_is_named_by_side():
    figures = held(Fife=98.04, Moray=142.16, Angus=64.3)
    span = "areas run from 64.3 to 142.2 readmissions per 1,000 discharges"
    for above, below, said in (
        ([], [], "Readmissions: no area is clearly apart from Scotland; "),
        (["Moray"], [], "Readmissions are clearly higher in Moray than in Scotland; "),
        ([], ["Angus", "Fife"], "Readmissions are clearly lower in Angus and Fife than in Scotland; "),
        (["Moray"], ["Angus"], "Readmissions are clearly higher in Moray, and lower in Angus, than in Scotland; "),
    ):
        assert sentences.apart_from_scotland(READMISSIONS, figures, above, below, "", "") == said + span


def test_a_share_apart_from_scotland_is_singular_with_its_per_cent():
    said = sentences.apart_from_scotland(CARERS, held(Fife=25.1, Moray=44.6), ["Moray"], [], "", "")
    assert said == (
        "The share of carers who feel supported is clearly higher in Moray than in Scotland; areas run from 25.1% to "
        "44.6% of carers"
    )
