"""What a reader takes away, read as a spreadsheet would read it."""

import csv
import json
import zipfile
from pathlib import Path

import pytest
from browser.driving import faults, open_page
from openpyxl import load_workbook
from playwright.sync_api import Page

HEADS = [
    "Area",
    "Code",
    "Value",
    "Lowest in range",
    "Highest in range",
    "Position",
    "Position, best",
    "Position, worst",
    "Numerator",
    "Denominator",
    "Where it stands",
    "Against its own past",
    "Status",
]


def given(page: Page, folder: Path, kind: str) -> Path:
    """The file that a button gives."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Download the figures ({kind})").click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def unpacked(package: Path) -> tuple[dict, list[str], list[dict[str, str]]]:
    """What describes the figures, their heads, and the figures by head."""
    with zipfile.ZipFile(package) as members:
        [table] = [name for name in members.namelist() if name.endswith(".csv")]
        heads, *figures = csv.reader(members.read(table).decode("utf-8-sig").splitlines())
        described = json.loads(members.read(f"{table.removesuffix('.csv')}-metadata.json"))
    return described, heads, [dict(zip(heads, row, strict=True)) for row in figures]


def test_compare_gives_scotland_and_the_31_with_what_they_are(page, tmp_path):
    open_page(page, "/compare?area=S37000032&measure=delayed_beds_rate&period=2025-03-01")
    described, heads, figures = unpacked(given(page, tmp_path, "CSV"))
    assert [file.name for file in tmp_path.iterdir()] == ["delayed_beds_rate-2025-03-01.zip"]
    said = json.dumps(described, ensure_ascii=False)
    for words in (
        "Mar 2025",
        "beds per 100,000 adults",
        "Hospital beds occupied by people whose discharge is delayed",
        "Open Government Licence",
        "Fewer is better.",
        "UTC",
    ):
        assert words in said
    assert heads == HEADS
    assert len(figures) == 32
    assert figures[0]["Area"] == "Scotland"
    assert len({row["Code"] for row in figures if row["Code"].startswith("S37")}) == 31
    # Fife, March 2025: 3,768 bed days of people aged 18 and over in the publisher's file, over 31 days.
    [fife] = [row for row in figures if row["Area"] == "Fife"]
    assert float(fife["Numerator"]) == pytest.approx(3768 / 31)
    assert float(fife["Value"]) == pytest.approx(3768 / 31 / float(fife["Denominator"]) * 100_000)
    assert float(fife["Lowest in range"]) <= float(fife["Value"]) <= float(fife["Highest in range"])
    assert faults(page) == []


def test_trend_gives_the_line_of_the_area_newest_first(page, tmp_path):
    open_page(page, "/trend?area=S37000032&measure=delayed_beds_rate&window=all")
    described, heads, figures = unpacked(given(page, tmp_path, "CSV"))
    assert "Fife (S37000032)" in json.dumps(described)
    assert heads == ["Period", "First day", "Last day", "Value", "Numerator", "Denominator", "Rule", "Status"]
    days = [row["First day"] for row in figures]
    assert days == sorted(days, reverse=True)
    assert days[-1] == "2016-07-01"
    assert faults(page) == []


def test_the_workbook_has_the_same_figures(page, tmp_path):
    open_page(page, "/compare?area=S37000032&measure=delayed_beds_rate&period=2025-03-01")
    _, heads, figures = unpacked(given(page, tmp_path, "CSV"))
    book = load_workbook(given(page, tmp_path, "Excel"))
    assert book.sheetnames == ["Contents", "Figures", "Notes"]
    found, *rows = book["Figures"].iter_rows(values_only=True)
    assert list(found) == heads
    assert [row[heads.index("Value")] for row in rows] == pytest.approx([float(row["Value"]) for row in figures])
    assert faults(page) == []
