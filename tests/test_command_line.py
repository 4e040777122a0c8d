"""python -m etl: build, check and status, as they are typed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ijb.paths import EXTRACTS, ROOT

HEADER = (
    "ijb,financial_year,net_cost_of_services,general_reserve,earmarked_reserve,savings_planned,savings_delivered,"
    "savings_delivered_recurring,budget_gap,outturn_variance,source_url\n"
)


def run(*arguments: object) -> subprocess.CompletedProcess:
    words = [sys.executable, "-m", "etl", *map(str, arguments)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def extracts(tmp_path_factory) -> Path:
    """A folder with two small files."""
    folder = tmp_path_factory.mktemp("supplied") / "extracts"
    folder.mkdir()
    shutil.copy(EXTRACTS / "finance" / "gdp_deflators.csv", folder)
    shutil.copy(EXTRACTS / "unmet_need" / "social_care_waits.csv", folder)
    return folder


@pytest.fixture(scope="module")
def built(extracts) -> tuple[Path, subprocess.CompletedProcess, dict]:
    """The database of those two, what building it said, and the progress it left."""
    database, progress = extracts.parent / "data" / "ijb.duckdb", extracts.parent / "progress.json"
    said = run("build", "--extracts", extracts, "--database", database, "--progress-file", progress)
    return database, said, json.loads(progress.read_text(encoding="utf-8"))


def test_a_build_says_what_it_read_and_how_much_it_holds(built):
    database, said, _ = built
    assert said.returncode == 0 and database.exists()
    assert "social_care_waits.csv" in said.stdout and "gdp_deflators.csv" in said.stdout
    assert "Built in " in said.stdout and "47 figures and 0 items of evidence" in said.stdout


def test_a_build_leaves_how_far_it_got(built):
    _, _, progress = built
    assert set(progress) == {"done", "text"}
    assert 0.5 < progress["done"] <= 1 and progress["text"]


def test_a_second_build_says_that_nothing_changed_and_leaves_the_file_alone(extracts, built):
    database, _, _ = built
    before = database.stat().st_mtime_ns, database.read_bytes()
    said = run("build", "--extracts", extracts, "--database", database)
    assert said.returncode == 0
    assert said.stdout == f"Nothing has changed since {database} was built.\n"
    assert (database.stat().st_mtime_ns, database.read_bytes()) == before


def test_a_refused_build_says_all_that_is_wrong_and_leaves_the_last_database(extracts, built, tmp_path):
    database = shutil.copy(built[0], tmp_path / "ijb.duckdb")
    before = database.read_bytes()
    folder = shutil.copytree(extracts, tmp_path / "extracts")
    (folder / "accounts.csv").write_text(HEADER + "Moray,2024/25,much,,,,,,,,x\n", encoding="utf-8")
    (folder / "stray.csv").write_text("colour\nred\n", encoding="utf-8")
    said = run("build", "--extracts", folder, "--database", database)
    assert said.returncode == 1
    assert said.stderr.splitlines() == [
        "Nothing was built; what was built before stays. What is wrong:",
        "accounts.csv, line 2, column net_cost_of_services: found 'much'; expected a number.",
        "stray.csv, line 1: expected the header of a known layout, but found colour.",
    ]
    assert database.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} <= {"ijb.duckdb", "ijb.duckdb.lock", "extracts"}


def test_the_day_may_be_given_and_what_lies_after_it_is_refused(extracts, tmp_path):
    said = run("build", "--extracts", extracts, "--database", tmp_path / "ijb.duckdb", "--today", "2025-01-31")
    assert said.returncode == 1
    assert "expected a period that has begun by 31 January 2025." in said.stderr
    assert not (tmp_path / "ijb.duckdb").exists()


def test_check_reads_everything_and_builds_nothing(extracts, tmp_path):
    said = run("check", "--extracts", extracts, "--database", tmp_path / "ijb.duckdb")
    assert said.returncode == 0 and "social_care_waits.csv" in said.stdout
    assert list(tmp_path.iterdir()) == []


def test_check_of_a_folder_without_files_says_so(tmp_path):
    said = run("check", "--extracts", tmp_path / "nowhere")
    assert said.returncode == 1
    assert said.stderr.splitlines()[1].endswith(
        "nowhere: expected supplied files (.csv, .csv.gz, .tsv, .txt or .xlsx)."
    )


def test_status_names_every_source_with_its_last_period(built):
    said = run("status", "--database", built[0])
    lines = {line.split()[0]: line for line in said.stdout.splitlines() if line.strip()}
    assert said.returncode == 0
    assert "05 Jan 2026" in lines["social_care_waits"]
    assert "–" in lines["lgbf"]


@pytest.mark.parametrize("content", [None, b"", b"not a database"])
def test_status_without_a_whole_database_says_how_to_make_one(tmp_path, content):
    database = tmp_path / "ijb.duckdb"
    if content is not None:
        database.write_bytes(content)
    said = run("status", "--database", database)
    assert said.returncode == 1
    assert said.stderr == f"There is no database at {database} yet: python -m etl build makes it.\n"


def test_an_unknown_command_is_refused_with_those_there_are():
    said = run("destroy")
    assert said.returncode == 2
    assert "build" in said.stderr and "check" in said.stderr and "status" in said.stderr
