"""The accessibility statement: the set form, made from what the checks recorded, and the record whole and unbroken."""

import json
from datetime import date

import pytest
from browser.test_every_page import PAGES, SCREENS
from reading import WRONG, texts

from ijb.address import PAGES as ADDRESSES
from ijb.paths import CHECKS
from ijb.views import accessibility
from ijb.views.accessibility import Checked

VIEWS = (("Compare areas", 1280, "light"), ("Compare areas", 390, "dark"), ("Trend", 1280, "light"))
FOUND = Checked(date(2026, 11, 3), "Chromium 150", "4.10.0", VIEWS, 28, ())
BROKEN = "color-contrast: Elements must meet minimum color contrast ratio thresholds"


@pytest.fixture(autouse=True)
def nobody_to_write_to(monkeypatch):
    monkeypatch.delenv("IJB_CONTACT", raising=False)


def said(found):
    """The texts of each section, by heading."""
    return {heading: list(texts(*content)) for heading, content in accessibility.statement(found)}


def recorded():
    return json.loads((CHECKS / "accessibility.json").read_text(encoding="utf-8"))


# The set form


def test_the_sections_are_those_of_the_set_form_in_order():
    sections = said(FOUND)
    assert list(sections) == [
        "How accessible this is",
        "What to do if something cannot be used",
        "If you are not content with the answer",
        "Technical information: how far it complies",
        "What is not accessible",
        "How this statement was made",
    ]
    assert all(sections.values())
    assert [words for each in sections.values() for words in each if WRONG.search(words)] == []


def test_whom_to_write_to_is_the_environments(monkeypatch):
    heading = "What to do if something cannot be used"
    assert "IJB_CONTACT" in said(FOUND)[heading][0] and "No contact is set" in said(FOUND)[heading][0]
    monkeypatch.setenv("IJB_CONTACT", "access@example.org <b>")
    assert said(FOUND)[heading] == [
        "Write to access@example.org <b>, and say what you wanted to do and on which page (its address helps)."
    ]
    shown = "".join(block for _, content in accessibility.statement(FOUND) for block in content)
    assert "access@example.org &lt;b&gt;" in shown


def test_who_enforces_it_is_said():
    (words,) = said(FOUND)["If you are not content with the answer"]
    assert "Equality and Human Rights Commission" in words and "Equality Advisory and Support Service" in words


def test_with_nothing_broken_it_complies_in_part_for_what_is_known():
    sections = said(FOUND)
    assert sections["Technical information: how far it complies"] == [
        "It complies in part with level AA of the Web Content Accessibility Guidelines 2.2: the automated rules find "
        "nothing, and the known difficulties below remain."
    ]
    lines = sections["What is not accessible"]
    assert not any("broken" in line for line in lines)
    assert len(lines) == 1 + len(accessibility.FRAMEWORK)
    for line, (difficulty, criterion, instead) in zip(lines[1:], accessibility.FRAMEWORK):
        assert line == f"{difficulty} (Success criterion {criterion}.) {instead}"


def test_a_broken_rule_is_said_by_name():
    sections = said(Checked(FOUND.day, FOUND.browser, FOUND.axe, VIEWS, 28, (BROKEN,)))
    assert sections["Technical information: how far it complies"][0].endswith("2.2: rules are broken, below.")
    assert sections["What is not accessible"][:2] == ["Rules broken in the last check:", BROKEN]
    assert "1 rule broken, " in sections["How this statement was made"][0]


def test_how_it_was_made_is_told_from_the_record():
    made = said(FOUND)["How this statement was made"]
    assert made[0] == (
        "It was made from the checks of 3 November 2026. 3 views (Compare areas and Trend; each at 390 and 1,280 "
        "pixels, light and dark) were opened in Chromium 150 and tested with axe-core 4.10.0 against its rules for "
        "WCAG 2.0, 2.1 and 2.2, levels A and AA: no rules broken, at least 28 passed on each. The keyboard was tried "
        "by driving the same browser without a mouse."
    )
    assert len(made) == 2 and "screen reader" in made[1]


# The record


def test_a_record_is_read_with_each_broken_rule_once(tmp_path):
    views = [
        {"page": "Trend", "width": 1280, "theme": "light", "passed": 31, "broken": []},
        {"page": "Trend", "width": 390, "theme": "dark", "passed": 29, "broken": [BROKEN, "list: Lists"]},
        {"page": "Signals", "width": 390, "theme": "dark", "passed": 33, "broken": [BROKEN]},
    ]
    record = {"day": "2026-11-03", "browser": "Chromium 150", "axe": "4.10.0", "views": views}
    (tmp_path / "accessibility.json").write_text(json.dumps(record), encoding="utf-8")
    found = accessibility.checked(tmp_path)
    shown = (("Trend", 1280, "light"), ("Trend", 390, "dark"), ("Signals", 390, "dark"))
    assert found == Checked(date(2026, 11, 3), "Chromium 150", "4.10.0", shown, 29, (BROKEN, "list: Lists"))


def test_the_record_covers_every_page_on_every_screen():
    found = [(view["page"], view["width"], view["theme"]) for view in recorded()["views"]]
    assert sorted(found) == sorted((page, width, theme) for page in PAGES for width, theme in SCREENS)


def test_the_checks_open_every_page():
    opened = {address.partition("?")[0].removeprefix("/") for address in PAGES.values()}
    assert opened == set(ADDRESSES)
    assert {theme for _, theme in SCREENS} == {"light", "dark"} and {width for width, _ in SCREENS} == {1280, 390}


def test_the_record_breaks_no_rule():
    found = accessibility.checked()
    assert found.broken == () and found.passed > 20
    assert [view["broken"] for view in recorded()["views"] if view["broken"]] == []
    assert date(2026, 1, 1) < found.day
