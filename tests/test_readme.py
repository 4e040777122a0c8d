"""The README can be followed: its commands are the ones that CI runs, and what it names is there."""

import re
import tomllib
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.loaders import ijb_accounts, social_care_waits

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
START = "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/streamlit run dashboard.py"
TEST = "python3 -m venv .venv && .venv/bin/pip install -r tests/requirements.txt && .venv/bin/pytest"
START_ON_WINDOWS = (
    r"py -m venv .venv && .venv\Scripts\pip install -r requirements.txt && .venv\Scripts\streamlit run dashboard.py"
)
TEST_ON_WINDOWS = r"py -m venv .venv && .venv\Scripts\pip install -r tests\requirements.txt && .venv\Scripts\pytest"
REQUIREMENTS = [ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"]
FOLDERS = ("data", "etl", "ijb", "pages", "tests")
FILE_ENDS = (".py", ".csv", ".sql", ".toml", ".txt", ".md")

BLOCKS = [block.strip() for block in re.findall(r"^```\w*\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)]
NAMED = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", README, flags=re.DOTALL | re.MULTILINE))
PLACES = sorted({name for name in NAMED if " " not in name and ("/" in name or name.endswith(FILE_ENDS))})


@pytest.mark.parametrize(("command", "on_windows"), [(START, START_ON_WINDOWS), (TEST, TEST_ON_WINDOWS)])
def test_a_command_stands_alone_with_its_windows_form_after_it(command, on_windows):
    place = BLOCKS.index(command)
    assert BLOCKS[place + 1] == on_windows


def test_ci_runs_the_readmes_own_test_command_last():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == TEST


def test_places_are_found_in_the_readme():
    assert {"dashboard.py", "pages/", "data/extracts", "etl/schema.sql"} <= set(PLACES)


@pytest.mark.parametrize("place", PLACES)
def test_a_file_or_folder_that_is_named_exists(place):
    inside = [found for folder in FOLDERS for found in (ROOT / folder).rglob(place)] if "/" not in place else []
    assert (ROOT / place).exists() or inside


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_is_named(folder):
    assert f"`{folder}/`" in README


def test_pictures_exist_and_are_described():
    pictures = re.findall(r"!\[(.*?)\]\((.*?)\)", README)
    assert pictures
    for words, file in pictures:
        assert (ROOT / file).is_file()
        assert len(words) > 20


def test_links_to_places_in_the_repository_exist():
    for target in re.findall(r"(?<!!)\[[^\]]+\]\(([^)#]+)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target


@pytest.mark.parametrize("file", REQUIREMENTS, ids=["requirements.txt", "tests/requirements.txt"])
def test_every_requirement_is_pinned_and_says_why_it_is_there(file):
    lines = [
        line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith(("#", "-r"))
    ]
    assert lines
    for line in lines:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9a-z.]*\s+# .{10,}", line), line


def test_the_tests_need_all_that_the_dashboard_needs():
    assert "-r ../requirements.txt" in REQUIREMENTS[1].read_text(encoding="utf-8").splitlines()


def test_the_commands_by_hand_exist():
    said = re.findall(r"^\.venv/bin/python -m etl (\w+)$", README, re.MULTILINE)
    assert said == ["build", "check", "status"]
    for command in said:
        with pytest.raises(SystemExit) as left:
            main([command, "--help"])
        assert left.value.code == 0


def template(name: str) -> set[str]:
    """The columns that the README gives for a template."""
    [said] = re.findall(rf"^- {name}: (.*?)(?=^-|\n\n)", README, re.DOTALL | re.MULTILINE)
    return set(re.findall(r"`(\w+)`", said))


def test_the_templates_have_the_columns_that_are_read():
    accounts = ijb_accounts.LAYOUT
    assert template("IJB accounts") == {*accounts.required, *accounts.optional}
    assert template("Social care waits") == set(social_care_waits.TEMPLATE.required)


def test_the_mapping_shown_names_a_source_and_quantities_that_exist():
    [shown] = re.findall(r"^```toml\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    mapping = tomllib.loads(shown)
    assert (ROOT / "data" / "sources" / f"{mapping['source']}.toml").is_file()
    assert set(mapping["columns"].values()) <= set(ijb_accounts.QUANTITIES)
