"""The first start: no database yet, and readers already at the door."""

import os
from pathlib import Path

import pytest
from browser.driving import chosen, faults, heading, serving, settle
from filelock import FileLock
from playwright.sync_api import expect

DEEP_LINK = "/compare?measure=home_care_cost_per_hour&area=S37000016"
BUILD_SECONDS = 180
# Python runs a file of this name at every start: here it writes down what each was started for.
NOTING_STARTS = """import os, sys
with open(os.environ["STARTS"], "a", encoding="utf-8") as noted:
    noted.write(" ".join(sys.orig_argv) + "\\n")
"""


@pytest.fixture
def starts(tmp_path) -> Path:
    """A file with a line for each Python program started in an environment with `noting(starts)`."""
    (tmp_path / "noting").mkdir()
    (tmp_path / "noting" / "sitecustomize.py").write_text(NOTING_STARTS, encoding="utf-8")
    return tmp_path / "starts.txt"


def noting(starts: Path) -> dict[str, str]:
    return {"STARTS": str(starts), "PYTHONPATH": os.pathsep.join([str(starts.parent / "noting"), *_python_path()])}


def _python_path() -> list[str]:
    return [os.environ["PYTHONPATH"]] if os.environ.get("PYTHONPATH") else []


def test_the_first_readers_see_progress_and_then_their_pages_after_one_build(new_page, starts, tmp_path):
    database = tmp_path / "new" / "ijb.duckdb"
    with serving(database, tmp_path / "log.txt", **noting(starts)) as server:
        first, second = new_page(server), new_page(server)
        first.goto(DEEP_LINK)
        expect(first.get_by_text("Preparing the figures")).to_be_visible(timeout=30_000)
        assert not database.exists()
        second.goto("/trend?area=S37000032")
        expect(second.get_by_text("Preparing the figures")).to_be_visible(timeout=30_000)

        settle(first, BUILD_SECONDS)
        built = database.stat().st_mtime_ns
        assert heading(first) == "Compare areas"
        assert chosen(first, "Area") == "Highland"
        assert chosen(first, "Measure") == "Home care cost per hour – money"
        expect(first.get_by_text("Preparing the figures")).to_have_count(0)

        settle(second)
        assert heading(second).startswith("Fife: ")

        first.reload()
        settle(first)
        with FileLock(f"{database}.lock", timeout=0):
            assert database.stat().st_mtime_ns == built
    builds = [line for line in starts.read_text(encoding="utf-8").splitlines() if "-m etl build" in line]
    assert len(builds) == 1
    assert faults(first) == faults(second) == []
