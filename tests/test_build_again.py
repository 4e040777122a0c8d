"""Building again: the same content from the same files, when a database is out of date, and what has been revised."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from clock import TODAY

from etl import build
from ijb.paths import EXTRACTS

FEW = (
    "context/population_age_groups_2011based.csv",
    "context/population_mid2022.csv",
    "context/population_mid2024.csv",
    "context/population_projection_2018based.csv",
    "context/population_totals_mid2011_mid2024.csv",
    "finance/gdp_deflators.csv",
    "finance/lgbf_adult_social_care.csv",
)


@pytest.fixture(scope="module")
def few(tmp_path_factory) -> Path:
    """A folder with seven of the files."""
    folder = tmp_path_factory.mktemp("few") / "extracts"
    for name in FEW:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(EXTRACTS / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def small(few, tmp_path_factory) -> Path:
    """A database built from seven of the files."""
    path = tmp_path_factory.mktemp("small") / "ijb.duckdb"
    build.build(few, path, TODAY)
    return path


def frame(path: Path, sql: str) -> pd.DataFrame:
    """The rows, enumerations as text: their types hold what else a database has."""
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute(sql).df()
    return found.astype({column: "str" for column in found.select_dtypes("category").columns})


def test_two_builds_of_the_same_files_have_the_same_content(few, small, tmp_path):
    build.build(few, tmp_path / "ijb.duckdb", date(2026, 12, 24))
    same = ("fact", "observation", "position", "classification", "standing", "quality_note", "area", "source")
    for table in same:
        ordered = f"select * from {table} order by all"
        pd.testing.assert_frame_equal(frame(small, ordered), frame(tmp_path / "ijb.duckdb", ordered))


def test_a_source_gives_the_same_figures_whatever_else_is_supplied(small, database):
    loaded = (
        "select fact.* from fact join quantity on quantity.id = fact.quantity where source_id = 'lgbf' order by all"
    )
    pd.testing.assert_frame_equal(frame(small, loaded), frame(database, loaded))
    shown = """
        select *
        from observation
        where measure in (select id from measure where source = 'lgbf' and weight = '')
        order by all
    """
    assert len(frame(small, shown)) > 4000
    pd.testing.assert_frame_equal(frame(small, shown), frame(database, shown))


def test_a_database_is_current_until_a_byte_a_name_or_a_measure_changes(few, small, tmp_path):
    folder = shutil.copytree(few, tmp_path / "moved" / "elsewhere")
    assert build.is_current(small, few)
    assert build.is_current(small, folder)
    file = folder / "finance" / "gdp_deflators.csv"
    file.write_bytes(file.read_bytes() + b"\n")
    assert not build.is_current(small, folder)
    shutil.copy(few / "finance" / "gdp_deflators.csv", file)
    assert build.is_current(small, folder)
    file.rename(file.with_name("deflators.csv"))
    assert not build.is_current(small, folder)
    assert not build.is_current(tmp_path / "none.duckdb", few)


def test_a_damaged_database_is_built_again(few, small, tmp_path):
    damaged = tmp_path / "ijb.duckdb"
    damaged.write_bytes(small.read_bytes()[:5000])
    assert not build.is_current(damaged, few)
    (tmp_path / "one").mkdir()
    shutil.copy(few / "finance" / "gdp_deflators.csv", tmp_path / "one")
    build.build(tmp_path / "one", damaged, TODAY)
    assert build.is_current(damaged, tmp_path / "one")


def test_what_a_newer_file_revises_since_the_last_build_is_kept(few, small, tmp_path):
    """Aberdeen City's home care hours of 2022-23, 745,115, become 745,116."""
    folder, database = shutil.copytree(few, tmp_path / "extracts"), shutil.copy(small, tmp_path / "ijb.duckdb")
    file = folder / "finance" / "lgbf_adult_social_care.csv"
    rows = file.read_text(encoding="utf-8")
    assert rows.count("16.82,12530.0,745115.0") == 1
    file.write_text(rows.replace("16.82,12530.0,745115.0", "16.82,12530.0,745116.0"), encoding="utf-8")
    build.build(folder, database, TODAY)
    found = frame(database, "select * from revision")
    assert found.drop(columns=["period_start", "old_edition"]).to_numpy().tolist() == [
        ["home_care_hours", "S12000033", "", 745115.0, 745116.0, "newer files"]
    ]
    assert found["old_edition"].str.startswith("database of ").all()


@pytest.mark.parametrize("name", ["unmet_need/foi_2023_waits.csv", "unmet_need/phs_people_supported_trend.csv"])
def test_one_file_alone_can_be_built(tmp_path, name):
    (tmp_path / "extracts").mkdir()
    shutil.copy(EXTRACTS / name, tmp_path / "extracts")
    build.build(tmp_path / "extracts", tmp_path / "ijb.duckdb", TODAY)
    assert frame(tmp_path / "ijb.duckdb", "select count(value) as held from observation")["held"].tolist() == [0]
