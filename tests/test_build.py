"""The built database: its tables and keys, the published figures, and every area everywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

import duckdb
import pytest

from etl.loaders.base import STATUSES
from ijb.measures import Measure
from ijb.paths import EXTRACTS

TABLES = {
    "area": "code name short_name abbr level model health_board_code family_group tile_row tile_col",
    "area_member": "area_code member_code kind",
    "source": "id publisher title url licence attribution layout first_period last_period rows file sha256 published "
    "next_due",
    "quantity": "id name unit source_id",
    "fact": "quantity area_code period_start period_end breakdown value status note",
    "population": "quantity area_code period_start period_end breakdown value status note",
    "observation": "measure area_code level period_start period_end period_label breakdown basis numerator denominator "
    "value lower upper status denominator_status members_in members_of",
    "classification": "measure area_code breakdown period_start centre lower upper rule point_type",
    "position": "measure area_code period_start rank rank_low rank_high of",
    "standing": "measure area_code breakdown basis period_start method centre lower upper rule point_type",
    "signal": "measure area_code kind rung rule first_period last_period run run_first clears_when",
    "improvement": "measure area_code kind rung rule first_period last_period run run_first clears_when",
    "price": "basis price_index base_year period_start factor status",
    "doubtful": "quantity area_code period_start period_end why",
    "signal_test": "measure area_code kind points autocorrelation low high low_persistent high_persistent",
    "peer": "area_code peer_code distance place",
    "false_alarm": "rule points autocorrelation rate",
    "evidence": "area_code period_label kind item value unit answer publisher title published url standing",
    "quality_note": "source_id severity area_code period_label text",
    "revision": "quantity area_code period_start breakdown old_value new_value old_edition new_edition",
    "build": "built_at inputs_hash catalogue_hash code_version seconds",
}
KEYS = {
    "area": "code",
    "source": "id",
    "quantity": "id",
    "measure": "id",
    "fact": "quantity area_code period_start period_end breakdown",
    "observation": "measure area_code period_start period_end breakdown basis",
}
UNIQUE = {
    "area_member": "area_code member_code kind",
    "position": "measure area_code period_start",
    "classification": "measure area_code breakdown period_start",
    "standing": "measure area_code breakdown basis period_start",
    "signal": "measure area_code kind",
    "improvement": "measure area_code kind",
    "price": "basis period_start",
    "doubtful": "quantity area_code period_start period_end",
    "signal_test": "measure area_code kind",
    "peer": "area_code place",
}
WITH_VALUE = ("published", "provisional", "estimated", "derived")
WITHOUT_VALUE = ("suppressed", "not_submitted", "not_collected", "not_supplied", "not_defined", "not_applicable")
CLACKMANNANSHIRE_AND_STIRLING, HIGHLAND = "S37000005", "S37000016"
EAST_LOTHIAN, MIDLOTHIAN = "S37000010", "S37000018"


@pytest.fixture(scope="module")
def held(database) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def ask(connection: duckdb.DuckDBPyConnection, sql: str, *values: object) -> list[tuple]:
    return connection.execute(sql, list(values)).fetchall()


def columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    named = "select column_name from information_schema.columns where table_name = ? order by ordinal_position"
    return [name for (name,) in ask(connection, named, table)]


# --- tables ---


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_its_columns_in_their_order(held, table):
    assert columns(held, table) == TABLES[table].split()


def test_there_are_no_other_tables(held):
    found = ask(held, "select table_name from information_schema.tables")
    assert {name for (name,) in found} == {*TABLES, "measure"}


def test_the_table_measure_has_a_column_for_every_field(held):
    assert sorted(columns(held, "measure")) == sorted(field.name for field in fields(Measure))


@pytest.mark.parametrize("table", KEYS)
def test_keys_are_declared(held, table):
    keys = "select constraint_column_names from duckdb_constraints() where table_name = ? and constraint_type = ?"
    assert ask(held, keys, table, "PRIMARY KEY") == [(KEYS[table].split(),)]


@pytest.mark.parametrize("table", KEYS | UNIQUE)
def test_no_key_is_held_twice(held, table):
    named = ", ".join((KEYS | UNIQUE)[table].split())
    assert ask(held, f"select {named} from {table} group by {named} having count(*) > 1") == []


def test_population_is_a_view_of_the_population_facts(held):
    (kinds,) = ask(held, "select list(distinct quantity::varchar order by quantity::varchar) from population")[0]
    assert kinds == sorted(
        f"population_{group}" for group in "all 18plus 65plus 75plus 85plus 0_17 18_64 18_74 65_74 75_84".split()
    )


def test_every_quantity_and_source_that_is_named_is_there(held):
    assert (
        ask(held, "select distinct quantity from fact where quantity::varchar not in (select id from quantity)") == []
    )
    assert ask(held, "select id from quantity where source_id not in (select id from source)") == []
    assert ask(held, "select id from measure where source not in (select id from source)") == []
    assert ask(held, "select text from quality_note where source_id not in (select id from source)") == []


# --- published figures ---


def test_delayed_bed_days_of_scotland_by_year_are_the_published_ones(held):
    years = """
        select year(period_start) - (month(period_start) < 4)::integer as first_year, sum(value)
        from fact
        where quantity = 'delayed_bed_days' and area_code = 'S92000003' and breakdown = ''
        group by first_year
    """
    found = dict(ask(held, years))
    assert (found[2022], found[2023], found[2024]) == (661_705, 666_190, 720_119)


def test_monthly_delayed_beds_shown_for_scotland_give_the_published_days(held):
    days = """
        select sum(numerator * (period_end - period_start + 1))
        from observation
        where measure = 'delayed_beds_rate' and area_code = 'S92000003' and breakdown = ''
            and period_start between ? and ?
    """
    assert ask(held, days, date(2024, 4, 1), date(2025, 3, 31)) == [(pytest.approx(720_119, abs=1e-6),)]


@pytest.mark.parametrize(
    ("quantity", "areas", "start", "end", "breakdown", "value"),
    [
        ("care_at_home_people", "scotland", date(2023, 4, 1), date(2024, 3, 31), "", 97_585),
        ("care_at_home_hours", "scotland", date(2023, 4, 1), date(2024, 3, 31), "", 40_915_720),
        ("social_work_net_expenditure", "council", date(2017, 4, 1), date(2018, 3, 31), "", 3_127_157),
        ("services", "council", date(2024, 2, 29), date(2024, 2, 29), "service=care_home", 1_021),
    ],
)
def test_facts_agree_with_published_totals(held, quantity, areas, start, end, breakdown, value):
    found = ask(
        held,
        """
        select sum(value)
        from fact
        join area on area.code = fact.area_code
        where quantity = ? and level = ? and period_start = ? and period_end = ? and breakdown = ?
        """,
        *(quantity, areas, start, end, breakdown),
    )
    assert found == [(value,)]


def test_scotlands_care_at_home_is_estimated(held):
    found = """
        select status
        from fact
        where quantity = 'care_at_home_people' and area_code = 'S92000003' and period_start = '2023-04-01'
            and breakdown = ''
    """
    assert ask(held, found) == [("estimated",)]


def test_a_care_home_place_in_aberdeen_cost_the_council_403_pounds_a_week(held):
    """£32,279,000 / 52 weeks / 1,540 residents."""
    found = """
        select numerator, denominator, round(value, 2)
        from observation
        where measure = 'care_home_cost_per_week' and area_code = 'S37000001' and period_label = '2010/11'
            and basis = ''
    """
    assert ask(held, found) == [(32_279, 1_540, 403.08)]


# --- every area, everywhere ---


def test_31_authorities_stand_in_every_period_and_breakdown_of_every_measure(held):
    short = """
        select measure, period_label, breakdown, basis, count(*)
        from observation
        where level = 'ijb'
        group by all
        having count(*) <> 31 or not list_contains(list(area_code::varchar), ?)
    """
    assert ask(held, short, CLACKMANNANSHIRE_AND_STIRLING) == []


def test_every_measure_is_there_for_scotland_14_boards_and_31_authorities(held):
    counts = """
        select measure, list_sort(list(distinct level)), count(distinct area_code)
        from observation
        group by measure
        having count(distinct area_code) <> 46
    """
    assert ask(held, counts) == []
    assert ask(held, "select id from measure where id not in (select distinct measure::varchar from observation)") == []


@pytest.mark.parametrize("table", ["fact", "observation"])
def test_a_missing_value_has_a_status_that_says_so_and_a_value_has_not(held, table):
    found = ask(held, f"select distinct status, value is not null from {table}")
    assert {status for status, _ in found} <= set(STATUSES)
    assert {status for status, given in found if given} <= {*WITH_VALUE, "partial"}
    assert {status for status, given in found if not given} <= {*WITHOUT_VALUE, "partial"}


def test_no_value_is_infinite_or_a_text_for_nothing(held):
    for table in ("fact", "observation"):
        assert ask(held, f"select count(*) from {table} where isnan(value) or isinf(value)") == [(0,)]
    assert ask(held, "select count(*) from observation where isnan(numerator) or isnan(denominator)") == [(0,)]


def test_a_value_lies_between_the_ends_of_its_interval(held):
    assert ask(held, "select count(*) from observation where value < lower or value > upper") == [(0,)]


def test_highland_is_a_lead_agency_to_which_ijb_accounts_do_not_apply(held):
    assert ask(held, "select model from area where code = ?", HIGHLAND) == [("lead agency",)]
    of_accounts = """
        select distinct status, value is null
        from observation
        join measure on measure.id = observation.measure
        where source = 'ijb_accounts' and area_code
    """
    assert ask(held, f"{of_accounts} = ?", HIGHLAND) == [("not_applicable", True)]
    assert ask(held, f"{of_accounts} <> ?", HIGHLAND) == [("not_supplied", True)]


def test_29_areas_have_drug_and_alcohol_waits_and_two_are_published_together(held):
    waits = """
        select area_code, list_sort(list(distinct status)), count(value)
        from observation
        where measure = 'drug_and_alcohol_treatment_within_3_weeks' and level = 'ijb'
        group by area_code
    """
    found = {area: (statuses, count) for area, statuses, count in ask(held, waits)}
    apart = {area: what for area, what in found.items() if "not_collected" in what[0]}
    assert apart == dict.fromkeys([EAST_LOTHIAN, MIDLOTHIAN], (["not_collected"], 0))
    assert sum(count > 0 for _, count in found.values()) == 29


def test_ranks_run_from_1_and_lie_within_their_range(held):
    wrong = "rank < 1 or rank > of or of > 31 or rank_low > rank or rank_high < rank"
    assert ask(held, f"select count(*) from position where {wrong}") == [(0,)]
    assert ask(held, "select count(distinct area_code) from position") == [(31,)]


# --- sources and size ---


def test_each_source_has_the_sha256_of_its_files(held):
    named = [(file, sha) for file, sha in ask(held, "select file, sha256 from source") if file]
    pairs = dict(pair for files, shas in named for pair in zip(files.split("; "), shas.split("; "), strict=True))
    on_disk = [path for path in EXTRACTS.rglob("*") if path.is_file() and not path.name.startswith(".")]
    assert pairs == {
        path.relative_to(EXTRACTS).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in on_disk
    }


def test_the_files_of_a_source_stand_newest_first(held):
    found = ask(held, "select file, rows, first_period, last_period from source where id = 'nrs_population_age_groups'")
    assert found == [
        (
            "context/population_mid2024.csv; context/population_mid2022.csv",
            156,
            date(2022, 6, 30),
            date(2024, 6, 30),
        )
    ]


def test_a_build_from_nothing_is_under_60_megabytes(database):
    assert database.stat().st_size < 60_000_000
