"""What a reader takes away, read as a spreadsheet would read it."""

import csv
from pathlib import Path

import pytest
from browser.driving import faults, open_page
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
    "Status",
]


def downloaded(page: Page, folder: Path) -> tuple[dict[str, str], list[str], list[dict[str, str]]]:
    """The file that the button gives: the rows above its figures, the heads, and the figures by head."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the figures (CSV)").click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))
    above = rows.index([])
    heads, *figures = rows[above + 1 :]
    return dict(rows[:above]), heads, [dict(zip(heads, row, strict=True)) for row in figures]


def test_compare_gives_scotland_and_the_31_with_what_they_are(page, tmp_path):
    open_page(page, "/compare?area=S37000032&measure=delayed_beds_rate&period=2025-03-01")
    about, heads, figures = downloaded(page, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["delayed_beds_rate-2025-03-01.csv"]
    assert about["Period"] == "Mar 2025"
    assert about["Unit"] == "beds per 100,000 adults"
    assert about["Measure"] == "Hospital beds occupied by people whose discharge is delayed"
    assert about["Address"].startswith("https://")
    assert about["Licence"].startswith("Open Government Licence")
    assert about["Direction"] == "Fewer is better."
    assert about["Database built"].endswith(" UTC")
    assert {"Definition", "Source", "Attribution", "Caution"} < set(about)
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
    about, heads, figures = downloaded(page, tmp_path)
    assert about["Area"] == "Fife (S37000032)"
    assert heads == ["Period", "First day", "Last day", "Value", "Numerator", "Denominator", "Rule", "Status"]
    days = [row["First day"] for row in figures]
    assert days == sorted(days, reverse=True)
    assert days[-1] == "2016-07-01"
    assert faults(page) == []
