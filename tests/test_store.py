"""The store's answers: their shapes, which period comes first, and that they are safe to share."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from ijb import paths
from ijb import store as stores
from ijb.measures import catalogue
from ijb.store import SCOTLAND, Period, Store, opened

EDINBURGH, FIFE, HIGHLAND = "S37000012", "S37000032", "S37000016"
CLACKMANNANSHIRE_AND_STIRLING, LOTHIAN = "S37000005", "S08000024"
AUGUST_2025 = Period(date(2025, 8, 1), date(2025, 8, 31), "Aug 2025")
JULY_2026 = Period(date(2026, 7, 1), date(2026, 7, 31), "Jul 2026")


@pytest.fixture(scope="module")
def store(database) -> Store:
    """The store as the dashboard has it, which asks the database each time."""
    return opened(database)


# Areas


def test_areas_are_scotland_14_boards_and_31_authorities(store):
    assert [len(store.codes(level)) for level in ("scotland", "health_board", "ijb")] == [1, 14, 31]
    assert len(store.areas) == 46


def test_an_area_is_found_by_its_code(store):
    assert store.area(EDINBURGH)[["name", "level", "health_board_code"]].tolist() == ["Edinburgh", "ijb", LOTHIAN]
    with pytest.raises(KeyError):
        store.area("S12000036")


def test_codes_and_members_are_by_name(store):
    names = [store.area(code)["name"] for code in store.codes("ijb")]
    assert names == sorted(names)
    members = [store.area(code)["name"] for code in store.members(LOTHIAN)]
    assert members == ["East Lothian", "Edinburgh", "Midlothian", "West Lothian"]


def test_councils_of_an_authority(store):
    assert store.councils(CLACKMANNANSHIRE_AND_STIRLING)["name"].tolist() == ["Clackmannanshire", "Stirling"]
    assert store.councils(EDINBURGH)["name"].tolist() == ["City of Edinburgh"]


def test_families_hold_the_one_in_two_groups_twice(store):
    sizes = {group: len(store.family(group)) for group in "1234"}
    assert sizes == {"1": 8, "2": 8, "3": 8, "4": 8}  # 32: Clackmannanshire and Stirling is in 2 and in 3
    assert CLACKMANNANSHIRE_AND_STIRLING in store.family("2") and CLACKMANNANSHIRE_AND_STIRLING in store.family("3")
    assert store.family("5") == []


# Which period comes first


def test_delays_stand_at_the_newest_month_of_the_areas_though_scotland_runs_on(store):
    assert store.default_period("delayed_beds_rate", "") == AUGUST_2025
    assert store.newest("delayed_beds_rate", "", SCOTLAND) == JULY_2026
    assert store.newest("delayed_beds_rate", "", EDINBURGH) == AUGUST_2025
    assert store.periods("delayed_beds_rate", "")[0] == JULY_2026


def test_delays_by_board_of_treatment_stand_at_their_own_newest_month(store):
    assert store.default_period("delayed_beds_treated_rate", "") == JULY_2026
    assert store.newest("delayed_beds_treated_rate", "", EDINBURGH) is None


def test_drug_and_alcohol_stands_at_a_quarter_held_by_nine_in_ten_of_those_expected(store):
    name = "drug_and_alcohol_treatment_within_3_weeks"
    period = store.default_period(name, "")
    assert period == Period(date(2025, 4, 1), date(2025, 6, 30), "Q1 2025/26")
    shown = store.snapshot(name, "", "", period)
    assert shown.loc[shown["level"] == "ijb", "value"].notna().sum() == 28  # of 29: 0.9 × 29 = 26.1


def test_waits_that_no_area_holds_stand_at_scotlands_newest(store):
    period = store.default_period("people_waiting_for_assessment_rate", "basis=estimated")
    assert period == store.newest("people_waiting_for_assessment_rate", "basis=estimated", SCOTLAND)
    assert period == Period(date(2025, 11, 3), date(2025, 11, 3), "3 Nov 2025")
    newer = store.default_period("people_waiting_for_assessment_rate", "basis=all_areas_submitted")
    assert newer.label == "5 Jan 2026"


def test_accounts_that_nobody_holds_stand_at_a_placeholder(store):
    period = store.default_period("total_reserves_share", "")
    assert period.label == "2025/26"
    assert store.periods("total_reserves_share", "") == []
    assert store.newest("total_reserves_share", "", EDINBURGH) is None
    shown = store.snapshot("total_reserves_share", "", "", period)
    assert set(shown["status"]) == {"not_supplied", "not_applicable"}
    assert shown.loc[shown["area_code"] == HIGHLAND, "status"].tolist() == ["not_applicable"]


def test_an_unknown_measure_has_no_period(store):
    assert store.default_period("nothing", "") is None


@pytest.mark.parametrize(
    ("gone", "first"),
    [
        ("false", "Aug 2025"),
        ("level = 'ijb' and period_start = '2025-08-01' and area_code <= 'S37000003'", "Aug 2025"),  # 28 ≥ 0.9 × 31
        ("level = 'ijb' and period_start = '2025-08-01' and area_code <= 'S37000004'", "Jul 2025"),  # 27 < 27.9
        ("level = 'ijb' and area_code != 'S37000012'", "Aug 2025"),  # one area everywhere: the newest it holds
        ("level = 'ijb'", "Jul 2026"),  # nobody: Scotland's newest
        ("level = 'ijb' or (level = 'scotland' and period_start > '2024-12-31')", "Dec 2024"),
        ("true", "Jul 2026"),  # nothing at all: the newest row
    ],
)
def test_the_first_period_is_the_newest_that_nine_in_ten_hold_or_the_best_there_is(database, tmp_path, gone, first):
    changed = tmp_path / "changed.duckdb"
    shutil.copy(database, changed)
    with duckdb.connect(str(changed)) as held:
        held.execute(f"update observation set value = null where measure = 'delayed_beds_rate' and ({gone})")
    assert opened(changed).default_period("delayed_beds_rate", "").label == first


def test_every_first_period_by_a_second_method(store):
    rows = store._ask("select * from observation where basis = '' and breakdown = ''")
    for name, of_measure in rows.groupby("measure"):
        measure = store.measures[name]
        level, expected = ("health_board", 14) if measure.areas == "treatment" else ("ijb", measure.expected_areas)
        counts = of_measure[of_measure["level"] == level].groupby("period_end")["value"].count()
        widely = counts[counts >= 0.9 * expected]
        if len(widely):
            assert store.default_period(name, "").end == widely.index.max(), name


# Shapes


def test_a_snapshot_has_a_row_for_every_area(store):
    shown = store.snapshot("delayed_beds_rate", "", "", AUGUST_2025)
    assert len(shown) == 46
    assert shown["name"].tolist() == sorted(shown["name"])
    assert not shown["area_code"].duplicated().any()
    wanted = {"value", "numerator", "denominator", "status", "abbr", "tile_row", "rank", "rank_low", "of", "point_type"}
    assert wanted <= set(shown.columns)
    assert shown.loc[shown["rank"].notna(), "level"].unique().tolist() == ["ijb"]
    assert sorted(shown["rank"].dropna()) == list(range(1, 32))


def test_a_breakdown_has_no_position(store):
    shown = store.snapshot("delayed_beds_rate", "age=75plus", "", AUGUST_2025)
    assert len(shown) == 46
    assert shown["rank"].isna().all()


def test_a_snapshot_of_another_day_is_empty(store):
    assert store.snapshot("delayed_beds_rate", "", "", Period(date(1990, 1, 1), date(1990, 1, 31), "")).empty


def test_a_series_is_in_time_order_area_by_area(store):
    found = store.series("delayed_beds_rate", "", "", [FIFE, EDINBURGH])
    assert found["area_code"].unique().tolist() == [EDINBURGH, FIFE]
    assert all(rows["period_start"].is_monotonic_increasing for _, rows in found.groupby("area_code"))
    assert {"centre", "limit_low", "limit_high", "rule", "point_type", "name", "short_name"} <= set(found.columns)
    assert isinstance(found["period_start"].iloc[0], date)
    assert not found.duplicated(["area_code", "period_start"]).any()


def test_a_series_of_nobody_is_empty(store):
    assert store.series("delayed_beds_rate", "", "", []).empty
    assert store.series("delayed_beds_rate", "", "", ["S37000099"]).empty


def test_breakdowns_start_with_the_whole(store):
    held = store.breakdowns("delayed_beds_rate")
    assert held[0] == ""
    assert len(held) == 15  # 1, two ages, four reasons, eight of both
    assert store.breakdowns("people_waiting_for_assessment_rate") == ["basis=all_areas_submitted", "basis=estimated"]
    assert store.breakdowns("total_reserves_share") == []


def test_only_money_has_a_basis_in_real_terms(store):
    for measure in store.measures.values():
        assert store.real_basis(measure.id) == ("real 2024/25" if measure.money else ""), measure.id
    assert store.real_basis("nothing") == ""


def test_everywhere_has_every_measure_at_its_first_period_for_every_area(store):
    every = store.everywhere()
    assert set(every["measure"]) == set(store.measures)
    assert not every.duplicated(["measure", "basis", "area_code"]).any()
    delays = every[every["measure"] == "delayed_beds_rate"]
    assert delays["period_label"].unique().tolist() == ["Aug 2025"]
    assert delays["level"].value_counts().to_dict() == {"ijb": 31, "health_board": 14, "scotland": 1}


def test_histories_are_in_time_order(store):
    found = store.histories(EDINBURGH)
    assert list(found.columns) == ["measure", "basis", "period_start", "period_label", "value"]
    assert all(rows["period_start"].is_monotonic_increasing for _, rows in found.groupby(["measure", "basis"]))


def test_cells_count_the_31_areas_of_every_measure_by_residence(store):
    cells = store.cells().set_index("measure")
    by_residence = [measure.id for measure in store.measures.values() if measure.areas == "residence"]
    assert sorted(cells.index) == sorted(by_residence)
    assert set(cells["expected"]) == {31}
    assert cells.loc["delayed_beds_rate", "held"] == 31
    assert cells.loc["drug_and_alcohol_treatment_within_3_weeks", "held"] == 28
    assert cells.loc["total_reserves_share", "held"] == 0


# Safe to share


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.snapshot("delayed_beds_rate", "", "", AUGUST_2025),
        lambda store: store.series("delayed_beds_rate", "", "", [EDINBURGH]),
        lambda store: store.history("delayed_beds_rate", "", ""),
        lambda store: store.parts("delayed_beds_rate", "", EDINBURGH),
        lambda store: store.everywhere(),
    ],
)
def test_a_frame_may_be_changed_without_changing_the_next(store, ask):
    first, kept = ask(store), ask(store)
    first["value"] = -1.0
    first.loc[0, "period_label"] = "another"
    pd.testing.assert_frame_equal(ask(store), kept)


def test_nothing_outside_the_copy_can_be_reached(store):
    for sql in (
        f"select * from read_csv('{paths.REFERENCE / 'councils.csv'}')",
        f"attach '{paths.ROOT / 'elsewhere.duckdb'}' as elsewhere",
        f"copy area to '{paths.ROOT / 'area.csv'}'",
        "install httpfs",
    ):
        with pytest.raises(duckdb.PermissionException):
            store._ask(sql)


def test_the_configuration_cannot_be_opened_again(store):
    for sql in ("set enable_external_access = true", "set lock_configuration = false", "set memory_limit = '1GB'"):
        with pytest.raises(duckdb.InvalidInputException):
            store._ask(sql)


def test_values_are_bound_and_never_read_as_sql(store):
    assert store.breakdowns("x' or '1' = '1") == []
    assert store.peers("'; drop table area; --") == []
    assert len(store.codes("ijb")) == 31


def test_many_readers_can_ask_at_once(store):
    names = ["delayed_beds_rate", "care_services_good_share", "rural_share", "carers_supported"]

    def ask(number):
        name = names[number % len(names)]
        shown = store.snapshot(name, "", "", store.default_period(name, ""))
        return name, round(float(shown["value"].sum()), 6)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(48)))
    assert set(answers) == {ask(number) for number in range(4)}


def test_a_copy_in_memory_leaves_the_file_free(database):
    held = opened(database)
    with duckdb.connect(str(database)) as other:  # would fail while the file were held open
        assert other.execute("select count(*) from build").fetchone() == (1,)
    assert len(held.codes("ijb")) == 31


def test_the_current_store_is_opened_once_until_the_file_changes(database, tmp_path, monkeypatch):
    path = Path(shutil.copy(database, tmp_path))
    monkeypatch.setenv("IJB_DATABASE", str(path))
    first = stores.current()
    assert stores.current() is first
    changed = path.stat().st_mtime_ns + 10**9
    os.utime(path, ns=(changed, changed))
    assert stores.current() is not first


def test_a_file_that_is_no_database_was_built_from_nothing(tmp_path, database):
    broken = tmp_path / "broken.duckdb"
    broken.write_text("not a database")
    assert stores.built_from(broken) is None
    assert stores.built_from(tmp_path / "missing.duckdb") is None
    assert stores.built_from(database) is not None


def test_the_measures_are_those_of_the_catalogue(store):
    assert store.measures == catalogue(paths.MEASURES)


def test_a_rule_stands_only_on_the_newest_figure_tested(store):
    """Of one period, an older figure carries none: the window it was tested in has later figures in it."""
    newest = store.default_period("delayed_beds_rate", "")
    older = next(period for period in store.periods("delayed_beds_rate", "") if period.label == "Feb 2025")
    now, then = (store.snapshot("delayed_beds_rate", "", "", period) for period in (newest, older))
    ijbs = now[now["level"] == "ijb"]
    assert ijbs["rule"].notna().all() and then["rule"].isna().all()
    # Scotland runs eleven months further, so that in August 2025 it carries none either
    assert now.set_index("area_code")["rule"].isna()["S92000003"]
