"""The population of every area, year and age group by DESIGN's rule, each branch of it on made-up round numbers."""

from __future__ import annotations

import pandas as pd
import pytest

from etl import geography
from etl.loaders.base import FACT_COLUMNS
from etl.population import population_facts
from ijb import periods

ONE, TWO, THREE = "S12000001", "S12000002", "S12000003"
PAIR, SINGLE, BOARD, SCOTLAND = "S37000001", "S37000002", "S08000001", "S92000003"


@pytest.fixture
def three() -> geography.Geography:
    """Councils One and Two in one authority, Three in another, both in one board."""
    levels = {SCOTLAND: "scotland", BOARD: "health_board", PAIR: "ijb", SINGLE: "ijb"}
    levels |= dict.fromkeys((ONE, TWO, THREE), "council")
    areas = pd.DataFrame({"code": list(levels), "name": list(levels), "level": list(levels.values())})
    members = [(PAIR, ONE, "council→ijb"), (PAIR, TWO, "council→ijb"), (SINGLE, THREE, "council→ijb")]
    members += [(BOARD, PAIR, "ijb→health_board"), (BOARD, SINGLE, "ijb→health_board")]
    return geography.Geography(areas, pd.DataFrame(members, columns=["area_code", "member_code", "kind"]), {}, {})


def supplied(name: str, years: dict[int, float], areas: tuple[str, ...] = (ONE, TWO, THREE)) -> pd.DataFrame:
    """The same count in each area: nrs_<name> at mid-year."""
    rows = [
        (f"nrs_{name}", area, *periods.mid_year(year), "", float(value), "published", "")
        for area in areas
        for year, value in years.items()
    ]
    return pd.DataFrame(rows, columns=FACT_COLUMNS)


def worked(three: geography.Geography, *frames: pd.DataFrame) -> dict[tuple[str, str, int], tuple[float, str]]:
    """Group, area and year -> people (to a thousandth) and status."""
    facts = population_facts(pd.concat(frames, ignore_index=True), three)
    return {
        (row.quantity.removeprefix("population_"), row.area_code, row.period_start.year): (
            round(row.value, 3),
            row.status,
        )
        for row in facts.itertuples()
    }


# 1,000 people in every year to 2024. Of them 80 % were 18 or over in 2022 and 82 % in 2024; on the older base, of 2,000
# people, 70 % in 2019 and 74 % in 2020. 75 and over: 8 % in 2022, 10 % in 2024; on the older base 5 % in 2013 ... 2021.
TOTALS = supplied("total_all", dict.fromkeys(range(2011, 2025), 1000))
ESTIMATES = [
    supplied("estimate_all", {2022: 1000, 2024: 1000}),
    supplied("estimate_18plus", {2022: 800, 2024: 820}),
    supplied("estimate_75plus", {2022: 80, 2024: 100}),
]
OLDER_BASE = [
    supplied("2011based_all", dict.fromkeys(range(2013, 2022), 2000)),
    supplied("2011based_18plus", {2019: 1400, 2020: 1480}),
    supplied("2011based_75plus", dict.fromkeys(range(2013, 2022), 100)),
]
# From 1,000 in 2024 the projection grows by a tenth by 2025; of its people 60 % then 55 % are 16 to 64, 20 % then 25 %
# 65 and over, and 10 % then 12 % 75 and over.
PROJECTION = [
    supplied("projection_all", {2024: 1000, 2025: 1100}),
    supplied("projection_16_64", {2024: 600, 2025: 605}),
    supplied("projection_65plus", {2024: 200, 2025: 275}),
    supplied("projection_75plus", {2024: 100, 2025: 132}),
]


@pytest.fixture
def people(three):
    return worked(three, TOTALS, *ESTIMATES, *OLDER_BASE, *PROJECTION)


@pytest.mark.parametrize(
    ("group", "year", "value", "status"),
    [
        ("all", 2011, 1000, "published"),
        ("all", 2024, 1000, "published"),
        ("all", 2025, 1100, "estimated"),  # 1,000 × 1,100 / 1,000
        ("18plus", 2022, 800, "published"),
        ("18plus", 2024, 820, "published"),
        ("18plus", 2023, 810, "estimated"),  # half way between the two shares
        ("18plus", 2020, 740, "estimated"),  # the older base's share of the rebased total
        ("18plus", 2019, 700, "estimated"),
        ("18plus", 2021, 770, "estimated"),  # half way between 74 % and 80 %
        # 70 % in 2019 and 80 % in 2022: a third of 10 points less for each year back
        ("18plus", 2018, 666.667, "estimated"),
        ("18plus", 2016, 600, "estimated"),
        ("18plus", 2011, 433.333, "estimated"),
        # 16 and over go from 80 % to 880 / 1,100 = 80 %, so 18 and over stay at 82 % of 1,100
        ("18plus", 2025, 902, "estimated"),
        ("75plus", 2013, 50, "estimated"),
        ("75plus", 2021, 50, "estimated"),
        ("75plus", 2023, 90, "estimated"),
        ("75plus", 2025, 132, "estimated"),  # 10 % × 12 % / 10 % of 1,100
        ("18_74", 2024, 720, "published"),  # 820 − 100, both published
        ("18_74", 2023, 720, "estimated"),
        ("0_17", 2022, 200, "published"),
    ],
)
def test_each_branch_of_the_rule(people, group, year, value, status):
    assert people[group, ONE, year] == (value, status)


@pytest.mark.parametrize(("group", "year"), [("75plus", 2012), ("18_74", 2012), ("all", 2010), ("18plus", 2010)])
def test_what_cannot_be_given_is_left_out(people, group, year):
    assert (group, ONE, year) not in people


def test_groups_that_no_file_has_are_left_out(people):
    assert not {group for group, _, _ in people} & {"65plus", "85plus", "65_74"}


def test_larger_areas_are_sums_of_councils(people):
    assert people["18plus", PAIR, 2022] == (1600, "published")
    assert people["18plus", SINGLE, 2018] == (666.667, "estimated")
    assert people["all", BOARD, 2024] == people["all", SCOTLAND, 2024] == (3000, "published")


def test_a_sum_with_an_estimated_part_is_estimated(three):
    rebased = pd.concat(
        [supplied("total_all", {2022: 1000}, (ONE, THREE)), supplied("total_all", {2022: 1010}, (TWO,))]
    )
    found = worked(three, rebased, *ESTIMATES)
    # Two's 80 % of 1,010 people stand in no file
    assert [found["18plus", area, 2022] for area in (ONE, TWO, PAIR)] == [
        (800, "published"),
        (808, "estimated"),
        (1608, "estimated"),
    ]


def test_a_sum_without_one_of_its_councils_is_left_out(three):
    found = worked(three, supplied("total_all", {2022: 1000}), supplied("total_all", {2023: 1000}, (ONE, THREE)))
    assert {area for _, area, year in found if year == 2022} == {ONE, TWO, THREE, PAIR, SINGLE, BOARD, SCOTLAND}
    assert {area for _, area, year in found if year == 2023} == {ONE, THREE, SINGLE}


def test_the_increase_in_ten_years_is_projected_less_newest(three):
    later = [
        supplied("projection_all", {2024: 1000, 2034: 1200}),
        supplied("projection_75plus", {2024: 100, 2034: 180}),
    ]
    found = worked(three, TOTALS, *ESTIMATES, *OLDER_BASE, *later)
    # the share goes from 10 % to 10 % × 15 % / 10 % = 15 %: 180 of 1,200 people, 80 more than 100
    assert found["projected_75plus_increase", ONE, 2024] == (80, "estimated")
    assert found["projected_75plus_increase", SCOTLAND, 2024] == (240, "estimated")


def test_a_supplied_newer_estimate_takes_over(three):
    newer = [
        supplied("estimate_all", {2025: 1050}),
        supplied("estimate_18plus", {2025: 840}),
        supplied("estimate_75plus", {2025: 126}),
    ]
    found = worked(three, TOTALS, *ESTIMATES, *newer, *OLDER_BASE, *PROJECTION)
    assert found["all", ONE, 2025] == (1050, "published")
    assert found["18plus", ONE, 2025] == (840, "published")
    assert found["75plus", ONE, 2025] == (126, "published")


def test_a_year_that_a_newer_estimate_skips_lies_on_a_straight_line(three):
    newer = [supplied("estimate_all", {2026: 1200}), supplied("estimate_18plus", {2026: 1008})]
    found = worked(three, TOTALS, *ESTIMATES, *newer, *OLDER_BASE, *PROJECTION)
    assert found["all", ONE, 2025] == (1100, "estimated")
    assert found["18plus", ONE, 2025] == (913, "estimated")  # 83 %, between 82 % and 84 %, of 1,100


def test_totals_alone_give_all_ages_and_nothing_gives_nothing(three):
    assert {group for group, _, _ in worked(three, TOTALS)} == {"all"}
    assert worked(three, *PROJECTION) == {}
    assert worked(three, TOTALS.head(0)) == {}


def test_one_estimate_alone_gives_its_own_year(three):
    found = worked(three, *(frame[frame["period_start"] == periods.mid_year(2022)[0]] for frame in ESTIMATES))
    assert found["18plus", ONE, 2022] == (800, "published")
    assert {year for _, _, year in found} == {2022}
