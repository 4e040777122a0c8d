"""Care at home by age: rates of each age's own population, for an area beside another."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from choices import CODES, EDINBURGH, FIFE, HIGHLAND, MEASURES, ORKNEY, WITH_SCOTLAND
from reading import ends_rightly, texts, wrong

from ijb import comparators, paths
from ijb.charts.paired import Bar, paired_bars
from ijb.comparators import comparator
from ijb.store import SCOTLAND
from ijb.views import about, need_ages, need_care, over_time, parts
from ijb.views.trend import Asked
from ijb.views.whole_system_care import REBASED

CLACKS, ABERDEEN, GLASGOW = "S37000005", "S37000001", "S37000034"
BANDS = {"age=0_17": "0-17", "age=18_64": "18-64", "age=65_74": "65-74", "age=75_84": "75-84", "age=85plus": "85+"}
COUNTED = {"people": "Number of People", "hours": "Number of Hours"}


@pytest.fixture(scope="module")
def census() -> pd.DataFrame:
    """The census week of March 2024, as the publisher gives it."""
    rows = pd.read_csv(paths.EXTRACTS / "unmet_need" / "phs_care_at_home_2023-24.csv.gz")
    return rows[(rows["Time Period"] == "Census Week") & (rows["Financial Quarter"] == "2023/24")]


def people_of(area: str) -> dict[str, float]:
    """The mid-2024 population of an area by age, added up or taken apart from NRS's groups."""
    rows = pd.read_csv(paths.EXTRACTS / "context" / "population_mid2024.csv")
    row = rows[rows["area_code"] == area].iloc[0]
    return {
        "age=0_17": row["0_17"],
        "age=18_64": row["18_64"],
        "age=65_74": row["65plus"] - row["75plus"],
        "age=75_84": row["75plus"] - row["85plus"],
        "age=85plus": row["85plus"],
    }


def found(store, area, kind="people", beside=WITH_SCOTLAND):
    return need_ages.by_age(store, MEASURES[need_ages.OF_KIND[kind]], area, beside)


def cautions(store, area, kind="people"):
    return need_care.of_ages(store, area, MEASURES[need_ages.OF_KIND[kind]])


def bands(census: pd.DataFrame) -> dict[str, str]:
    """The publisher's words for each age group."""
    given = {re.sub(r"\D+", " ", words).strip(): words for words in census["Age Group"].unique()}
    wanted = {slug: re.sub(r"\D+", " ", words).strip() for slug, words in BANDS.items()}
    return {slug: given[digits] for slug, digits in wanted.items()}


@pytest.mark.parametrize("kind", COUNTED)
@pytest.mark.parametrize(
    ("area", "councils"), [(FIFE, ["Fife"]), (CLACKS, ["Clackmannanshire", "Stirling"]), (GLASGOW, ["Glasgow City"])]
)
def test_rates_by_age_are_the_publishers_counts_over_the_ages_people(store, census, kind, area, councils):
    own, people, words = found(store, area, kind).of(area), people_of(area), bands(census)
    for slug, band in words.items():
        rows = census[(census["Age Group"] == band) & (census["Measure"] == COUNTED[kind])]
        count = rows[rows["Location"].isin(councils)]["Value"].astype(float).sum()
        assert own["numerator"][slug] == count
        assert own["value"][slug] == pytest.approx(count / people[slug] * 1_000)


def test_the_oldest_are_said_first_and_that_it_is_not_need(store):
    # Glasgow: 1,880 of 10,010 people; Scotland: 19,540 of 135,545.
    assert round(1_880 / 10_010 * 1_000, 1) == 187.8 and round(19_540 / 135_545 * 1_000, 1) == 144.2
    assert need_ages.title(store, found(store, GLASGOW)) == (
        "Care received, not need: 187.8 people per 1,000 aged 85 and over in Glasgow City on 31 Mar 2024, "
        "43.7 above Scotland (144.2)"
    )
    assert need_ages.title(store, found(store, SCOTLAND)).endswith("in Scotland on 31 Mar 2024")
    assert "Each age group is a rate of its own population." in need_ages.subtitle(found(store, GLASGOW))


def test_the_area_stands_beside_its_comparator_where_that_is_an_area(store):
    assert need_ages.beside(EDINBURGH, comparator(store, EDINBURGH, "board", [])) == "S08000024"
    assert need_ages.beside(EDINBURGH, comparator(store, EDINBURGH, "peers", [])) == SCOTLAND
    assert need_ages.beside(SCOTLAND, WITH_SCOTLAND) is None
    shown = found(store, EDINBURGH, "people", comparator(store, EDINBURGH, "board", []))
    assert set(shown.rows["area_code"]) == {EDINBURGH, "S08000024"}
    assert "the NHS Lothian area (" in need_ages.title(store, shown)


def test_bars_are_drawn_to_one_scale_from_zero_with_their_figures(store):
    shown = need_ages.drawing(store, found(store, GLASGOW))
    key, bars = map(str, shown.above)
    assert list(texts(key)) == ["Key", "Glasgow City", "Scotland"]
    widths = [float(width) for width in re.findall(r"flex-basis:([\d.]+)%", bars)]
    assert len(widths) == 10 and max(widths) == 100 == widths[8]
    assert widths[9] == pytest.approx(144.16 / 187.81 * 100, abs=0.05)
    assert shown.figure is None and 'role="img"' in bars


def test_a_bar_that_is_missing_says_why_and_nought_has_no_width():
    drawn = str(paired_bars([("0 to 17", [Bar(0.0, "0.0"), Bar(None, "Not submitted")])], "Said."))
    assert "flex-basis" not in drawn and drawn.count("min-width:0") == 2 and "Not submitted" in drawn


def test_what_is_estimated_or_not_split_by_age_is_said(store):
    shown = found(store, GLASGOW)
    assert "Estimated by the publisher, to allow for councils that sent nothing: Scotland." in need_ages.said(shown)
    missing = (shown.rows["breakdown"] == "age=0_17") & (shown.rows["area_code"] == GLASGOW)
    rows = shown.rows.assign(
        value=shown.rows["value"].mask(missing),
        value_text=shown.rows["value_text"].mask(missing, "Not collected or not published apart"),
    )
    without = replace(shown, rows=rows)
    assert "Not split by age here: 0 to 17." in need_ages.said(without)
    assert "Not collected or not published apart" in str(need_ages.drawing(store, without).above[1])


def test_figures_carried_forward_in_the_census_week_are_said(store):
    said, doubt = cautions(store, ABERDEEN)
    assert "same figures five times running, 31 Mar 2019 to 31 Mar 2023" in said
    assert "2018/19" not in said  # a note on the years, which are not shown here
    assert doubt == (
        "The figures of 31 Mar 2020, 31 Mar 2021, 31 Mar 2022 and 31 Mar 2023 are in doubt: no change is worked from "
        "or to them."
    )
    assert cautions(store, ORKNEY)[1] == ("The figure of 31 Mar 2019 is in doubt: no change is worked from or to it.")
    assert cautions(store, EDINBURGH) == []
    assert [words for words in cautions(store, GLASGOW, "hours") if words.startswith("31 Mar 2018: The 45,155 hours")]
    assert not [words for words in cautions(store, GLASGOW) if "45,155" in words]  # where people are counted


@pytest.mark.parametrize("kind", need_ages.OF_KIND)
def test_no_change_of_an_age_rests_on_a_figure_carried_forward(store, census, kind):
    shown = found(store, ABERDEEN, kind)
    counts = census[(census["Location"] == "Aberdeen City") & (census["Measure"] == COUNTED[kind])]
    oldest = counts[counts["Age Group"] == bands(census)["age=85plus"]]["Value"].astype(float).sum()
    title = over_time.taken_apart(store, need_ages.over_the_years(shown), False, "light").title
    held = f"{oldest / people_of(ABERDEEN)['age=85plus'] * 1_000:,.{1 if kind == 'people' else 0}f}"
    assert title.startswith(f"85 and over is highest, at {held} ") and title.endswith("on 31 Mar 2024")
    for area in (FIFE, GLASGOW):  # nothing is in doubt there
        title = over_time.taken_apart(store, need_ages.over_the_years(found(store, area, kind)), False, "light").title
        assert " changed most from 31 Mar 2023 to 31 Mar 2024: " in title


def test_the_title_of_the_years_names_a_change_again_once_no_figure_is_in_doubt(store):
    asked = need_ages.over_the_years(found(store, ABERDEEN))
    pieces = parts.parts(store, asked)
    assert pieces.loc[pieces["in_doubt"], "period_label"].unique().tolist() == [
        f"31 Mar {year}" for year in range(2020, 2024)
    ]
    sure = pieces.assign(in_doubt=False)
    assert parts.title(asked, sure).startswith("85 and over changed most from 31 Mar 2023 to 31 Mar 2024: up 60.9")


def test_the_years_are_held_by_age_from_2018(store):
    measure = MEASURES["care_at_home_people_rate"]
    asked = Asked(measure, "", "", FIFE, "all")
    pieces = parts.parts(store, asked)
    assert pieces["slug"].nunique() == 5
    assert sorted(pieces["period_label"].unique())[0] == "31 Mar 2018" and pieces["period_start"].nunique() == 7
    assert over_time.taken_apart(store, asked, False, "light").figure is None


def test_the_download_has_a_row_for_each_age_and_area(store):
    given = need_ages.download(store, found(store, HIGHLAND, "hours"))
    assert list(about.exported(given)["Age group"].unique()) == [
        "0 to 17",
        "18 to 64",
        "65 to 74",
        "75 to 84",
        "85 and over",
    ]
    assert len(given.figures) == 10 and "Hours a week" in about.exported(given)
    people = need_ages.download(store, found(store, ABERDEEN))
    assert dict(people.about)["Unit"] == "people per 1,000 people of that age"
    assert [words for head, words in people.about if head == "Caution"] == cautions(store, ABERDEEN)
    assert wrong(about.plain_table(given)) == []


@pytest.mark.parametrize(
    ("kind", "name"), [("people", "People receiving care at home, by age"), ("hours", "Hours of care at home, by age")]
)
def test_files_of_every_age_do_not_say_that_they_are_of_older_people(store, kind, name):
    shown = found(store, ABERDEEN, kind)
    by_age = need_ages.counted(shown.measure)
    for given in (need_ages.download(store, shown), need_ages.download_of_years(store, shown)):
        said = about.of_measure(store, by_age, given)
        assert said.title == f"{name}: Aberdeen City"
        assert dict(said.about)["Measure"] == name
        assert "of each age group" in dict(said.about)["Definition"]
        assert dict(said.about)["Unit"].endswith("per 1,000 people of that age")
        assert "65 and over" not in f"{said.title} {said.file_name} {dict(said.about)['Definition']}"
    years = [words for head, words in said.about if head == "Caution"]
    assert set(cautions(store, ABERDEEN)) < set(years) and REBASED in years
    assert "65 and over" not in about.definition(store, by_age).split("It can be used for")[0]


def test_names_of_others_are_hidden(store):
    hidden = store.hiding(ORKNEY)
    shown = need_ages.drawing(hidden, found(hidden, ORKNEY))
    others = [store.area(code)["name"] for code in CODES[1:] if code != ORKNEY]
    said = " ".join(texts(shown.title, shown.alt, *shown.above, *shown.below, *cautions(hidden, ORKNEY)))
    assert "Orkney" in said and not [name for name in others if name in said]


@pytest.mark.parametrize("kind", need_ages.OF_KIND)
@pytest.mark.parametrize("area", CODES)
def test_every_area_is_said_rightly(store, kind, area):
    kinds = list(comparators.kinds(store, area))
    beside = comparator(store, area, kinds[CODES.index(area) % len(kinds)], [FIFE if area != FIFE else ORKNEY])
    shown = found(store, area, kind, beside)
    drawing = need_ages.drawing(store, shown)
    notes = [*cautions(store, area, kind), need_ages.care(store, shown)]
    assert wrong(drawing.title, drawing.subtitle, *drawing.above, *drawing.below, *notes) == []
    assert all(map(ends_rightly, [drawing.subtitle, need_ages.alt(store, shown), need_ages.said(shown), *notes[:-1]]))
    assert not drawing.title.endswith(".") and wrong(need_ages.nothing(store, shown.measure, area)) == []
