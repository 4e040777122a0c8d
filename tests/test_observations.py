"""What is shown of the figures: real terms, sums and their members, rates without numerators, and the templates."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from clock import TODAY

from etl import build
from ijb.measures import catalogue
from ijb.paths import EXTRACTS, MEASURES

FIXTURES = Path(__file__).parent / "fixtures"
SCOTLAND, HIGHLAND, FIFE, MORAY = "S92000003", "S37000016", "S37000032", "S37000019"
ABERDEEN_CITY, BORDERS, BOTH = "S37000001", "S37000025", "S37000005"
NHS_HIGHLAND, NHS_GRAMPIAN, NHS_FORTH_VALLEY, NHS_FIFE = "S08000022", "S08000020", "S08000019", "S08000029"
ACCOUNTS = (
    "net_cost_of_services_per_head",
    "general_reserve_share",
    "earmarked_reserve_share",
    "total_reserves_share",
    "savings_delivered_share",
    "recurring_savings_share",
    "budget_gap_share",
    "outturn_variance_share",
)


@pytest.fixture(scope="module")
def held(database) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def templated(tmp_path_factory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the two templates filled in, beside the populations, prices and waits that are held."""
    folder = tmp_path_factory.mktemp("templated")
    shutil.copytree(EXTRACTS / "context", folder / "extracts" / "context")
    shutil.copytree(EXTRACTS / "unmet_need", folder / "extracts" / "unmet_need")
    shutil.copy(EXTRACTS / "finance" / "gdp_deflators.csv", folder / "extracts")
    for name in ("ijb_accounts.xlsx", "social_care_waits.csv"):
        shutil.copy(FIXTURES / name, folder / "extracts")
    build.build(folder / "extracts", folder / "ijb.duckdb", TODAY)
    with duckdb.connect(str(folder / "ijb.duckdb"), read_only=True) as connection:
        yield connection


def shown(
    connection: duckdb.DuckDBPyConnection, measure: str, area: str, label: str, basis: str = "", breakdown: str = ""
) -> dict[str, object]:
    """The one observation."""
    (row,) = (
        connection.execute(
            "select * from observation where measure = ? and area_code = ? and period_label = ? and basis = ? "
            "and breakdown = ?",
            [measure, area, label, basis, breakdown],
        )
        .df()
        .to_dict("records")
    )
    return row


# --- real terms ---


@pytest.mark.parametrize(
    ("area", "label", "cash", "index"),
    [
        # LGBF SW01: £000 × 1,000 / hours; GDP deflator 72.3 in 2010-11, 95.8 in 2022-23 and 104.95 in 2024-25
        (ABERDEEN_CITY, "2010/11", 13_516_000 / 671_922.16, 72.3),
        (ABERDEEN_CITY, "2022/23", 12_530_000 / 745_115, 95.8),
        (BORDERS, "2010/11", 8_978_000 / 453_292.84, 72.3),
        (BORDERS, "2022/23", 11_208_000 / 607_094, 95.8),
        # two councils: sums over sums
        (BOTH, "2022/23", (6_680_000 + 9_727_000) / (372_164 + 466_446), 95.8),
    ],
)
def test_an_hour_of_home_care_in_cash_and_in_the_prices_of_2024_25(held, area, label, cash, index):
    measure = "home_care_cost_per_hour"
    assert shown(held, measure, area, label)["value"] == pytest.approx(cash, rel=1e-12)
    real = shown(held, measure, area, label, "real 2024/25")
    assert real["value"] == pytest.approx(cash * 104.95 / index, rel=1e-12)
    assert real["numerator"] / real["denominator"] * 1000 == pytest.approx(real["value"], rel=1e-12)


def test_every_money_measure_and_no_other_is_in_real_terms(held):
    real = held.execute("select distinct measure::varchar from observation where basis <> ''").fetchall()
    money = {measure.id for measure in catalogue(MEASURES).values() if measure.money}
    assert {name for (name,) in real} == money


# --- sums, and what cannot be summed ---


def test_a_board_is_the_sum_of_its_authorities(held):
    """NHS Forth Valley: Falkirk, and Clackmannanshire and Stirling (three councils)."""
    rows = [shown(held, "care_home_cost_per_week", area, "2022/23") for area in (NHS_FORTH_VALLEY, "S37000013", BOTH)]
    board, falkirk, both = rows
    assert board["numerator"] == falkirk["numerator"] + both["numerator"]
    assert board["denominator"] == falkirk["denominator"] + both["denominator"]
    assert (board["members_in"], board["members_of"]) == (3, 3)
    assert board["value"] == pytest.approx(1000 / 52 * board["numerator"] / board["denominator"], rel=1e-12)


def test_scotland_is_its_own_row_where_the_publisher_gives_one(held):
    row = shown(held, "delayed_beds_rate", SCOTLAND, "Aug 2025")
    assert pd.isna(row["members_in"]) and row["status"] == "published" and row["denominator_status"] == "estimated"


def test_a_year_short_of_twelve_months_has_its_days_and_no_rate(held):
    row = shown(held, "delayed_bed_days_75plus_rate", FIFE, "2025/26")
    assert row["status"] == "partial" and pd.isna(row["value"]) and row["numerator"] > 0


def test_no_rate_before_its_population_is_held_and_the_figure_stays(held):
    row = shown(held, "care_home_places_rate", FIFE, "31 Mar 2012")
    assert row["status"] == "partial" and pd.isna(row["value"]) and row["numerator"] > 0
    assert shown(held, "care_home_places_rate", FIFE, "31 Mar 2013")["value"] > 0


def test_two_councils_without_numerators_are_a_weighted_mean_and_boards_of_several_have_none(held):
    """A&E attendances, 2021/22, weighted by all ages at mid-2021."""
    rates = dict(
        held.execute(
            "select area_code, value from fact where quantity = 'ae_attendances_published' "
            "and area_code in ('S12000005', 'S12000030') and period_start = '2021-04-01'"
        ).fetchall()
    )
    people = dict(
        held.execute(
            "select area_code, value from population where quantity = 'population_all' "
            "and area_code in ('S12000005', 'S12000030') and period_start = '2021-06-30'"
        ).fetchall()
    )
    mean = sum(rates[area] * people[area] for area in rates) / sum(people.values())
    row = shown(held, "ae_attendances_rate", BOTH, "2021/22")
    assert row["value"] == pytest.approx(mean, rel=1e-12)
    assert row["status"] == "derived" and min(rates.values()) < mean < max(rates.values())
    assert shown(held, "ae_attendances_rate", NHS_FORTH_VALLEY, "2021/22")["status"] == "not_defined"
    own, board = (shown(held, "ae_attendances_rate", area, "2021/22") for area in (FIFE, NHS_FIFE))
    assert own["value"] == board["value"] and board["status"] == "published"


def test_a_mean_of_two_councils_has_no_interval_and_one_council_keeps_its_own(held):
    measure, label = "healthy_life_expectancy_female", "2022-24"
    assert pd.isna(shown(held, measure, BOTH, label)["lower"])
    fife = shown(held, measure, FIFE, label)
    assert fife["lower"] < fife["value"] < fife["upper"]


def test_measures_by_board_of_treatment_do_not_apply_to_authorities(held):
    assert shown(held, "delayed_beds_treated_rate", FIFE, "Jul 2026")["status"] == "not_applicable"
    assert shown(held, "delayed_beds_treated_rate", NHS_FIFE, "Jul 2026")["value"] > 0


def test_parts_of_the_delays_add_up_in_every_area_and_month(held):
    apart = """
        select max(abs(total - parts))
        from (
            select
                sum(numerator) filter (breakdown = '') as total,
                sum(numerator) filter (breakdown like 'reason=%') as parts
            from observation
            where measure = 'delayed_beds_rate' and numerator is not null
            group by area_code, period_start
            having count(*) filter (breakdown like 'reason=%') = 4
        )
    """
    assert held.execute(apart).fetchone()[0] < 1e-9


# --- the templates that users fill in ---


@pytest.mark.parametrize("measure", ACCOUNTS)
def test_every_measure_of_the_accounts_has_its_ijbs(templated, measure):
    """Every fifth IJB of the template has no budget gap."""
    rows = templated.execute(
        "select area_code, value, status from observation "
        "where measure = ? and level = 'ijb' and basis = '' and period_label = '2024/25'",
        [measure],
    ).df()
    given = rows[rows["value"].notna()]
    assert len(rows) == 31
    assert len(given) == (24 if measure == "budget_gap_share" else 30)
    assert rows.set_index("area_code")["status"][HIGHLAND] == "not_applicable"
    assert set(given["status"]) <= {"published", "derived"}


def test_the_accounts_of_an_ijb_by_hand(templated):
    """Aberdeen City, 2024/25: £533.09m, earmarked £31.985m, £17.484m of £21.323m saved, £13.113m recurring."""
    values = {name: shown(templated, name, ABERDEEN_CITY, "2024/25")["value"] for name in ACCOUNTS}
    people = templated.execute(
        "select value from population where quantity = 'population_all' and area_code = 'S37000001' "
        "and period_start = '2024-06-30'"
    ).fetchone()[0]
    assert values == {
        "net_cost_of_services_per_head": pytest.approx(533_090_000 / people),
        "general_reserve_share": 0,
        "earmarked_reserve_share": pytest.approx(100 * 31_985 / 533_090),
        "total_reserves_share": pytest.approx(100 * 31_985 / 533_090),
        "savings_delivered_share": pytest.approx(100 * 17_484 / 21_323),
        "recurring_savings_share": pytest.approx(100 * 13_113 / 17_484),
        "budget_gap_share": pytest.approx(100 * 26_654 / 533_090),
        "outturn_variance_share": pytest.approx(100 * 2_665 / 533_090),
    }


def test_scotland_and_the_boards_add_up_the_ijbs_there_are(templated):
    scotland = shown(templated, "general_reserve_share", SCOTLAND, "2024/25")
    assert (scotland["members_in"], scotland["members_of"], scotland["status"]) == (30, 30, "published")
    gap = shown(templated, "budget_gap_share", SCOTLAND, "2024/25")
    assert (gap["members_in"], gap["members_of"], gap["status"]) == (24, 30, "partial")
    board = shown(templated, "general_reserve_share", NHS_HIGHLAND, "2024/25")
    assert (board["members_in"], board["members_of"], board["status"]) == (1, 1, "published")


def test_money_of_the_accounts_is_in_real_terms_too(templated):
    """GDP deflator 95.8 in 2022-23, 104.95 in 2024-25."""
    name = "net_cost_of_services_per_head"
    cash = shown(templated, name, MORAY, "2022/23")["value"]
    real = shown(templated, name, MORAY, "2022/23", "real 2024/25")["value"]
    assert real == pytest.approx(cash * 104.95 / 95.8)
    own_year = [shown(templated, name, MORAY, "2024/25", basis)["value"] for basis in ("", "real 2024/25")]
    assert own_year[0] == own_year[1]


def test_waits_by_ijb_appear_as_soon_as_they_are_supplied(templated):
    """The template begins in November 2025; before that there is Scotland alone."""
    measures = ("people_waiting_for_assessment_rate", "people_waiting_for_care_at_home_rate", "hours_waiting_rate")
    for measure in measures:
        counts = templated.execute(
            "select count(value) from observation where measure = ? and level = 'ijb' and period_label = '2 Mar 2026' "
            "and breakdown = 'basis=all_areas_submitted'",
            [measure],
        ).fetchone()
        assert counts == (31,)
    first = templated.execute(
        "select count(value), any_value(status) from observation where measure = ? and level = 'ijb' "
        "and period_label = '20 Feb 2023'",
        [measures[0]],
    ).fetchone()
    assert first == (0, "not_supplied")
