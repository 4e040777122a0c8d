"""From the country to one measure of one area and back, by mouse and by keyboard alone; the choices come along."""

import re
from urllib.parse import parse_qs, urlsplit

from browser.driving import choose, chosen, faults, open_page, settle
from playwright.sync_api import Page, expect

FIFE, MORAY = "S37000032", "S37000019"
MOST_TABS = 150


def address(page: Page) -> tuple[str, dict[str, str]]:
    """The page and choices in the address."""
    parts = urlsplit(page.url)
    return parts.path, {name: value for name, [value] in parse_qs(parts.query).items()}


def arrive(page: Page, title: str) -> None:
    """Wait for the page of this title, drawn whole."""
    expect(page.locator("h1")).to_have_text(title)
    settle(page)


def test_the_choices_come_along_from_the_country_to_one_measure_and_back(page):
    open_page(page, "/")
    choose(page, "Area", "Fife")
    expect(page).to_have_url(re.compile(f"area={FIFE}"))
    settle(page)
    choose(page, "Compare with", "Family group")
    expect(page).to_have_url(re.compile("compare=family"))
    settle(page)
    choose(page, "Measure", "Care home occupancy – capacity")
    expect(page).to_have_url(re.compile("measure=care_home_occupancy"))
    settle(page)
    picked = {"area": FIFE, "compare": "family", "measure": "care_home_occupancy"}
    assert address(page) == ("/", picked)

    page.get_by_role("link", name="Compare areas", exact=True).click()
    arrive(page, "Compare areas")
    assert address(page) == ("/compare", picked)
    shown = {"Area": "Fife", "Compare with": "Family group", "Measure": "Care home occupancy – capacity"}
    assert {label: chosen(page, label) for label in shown} == shown

    page.go_back()
    arrive(page, "Scotland at a glance")
    assert address(page) == ("/", picked)
    assert chosen(page, "Measure") == "Care home occupancy – capacity"
    page.go_forward()
    arrive(page, "Compare areas")

    page.locator("[data-testid=stPlotlyChart] a", has_text="Moray").click()
    arrive(page, "Moray: how it compares")
    assert address(page) == ("/ijb", picked | {"area": MORAY})
    assert (chosen(page, "Area"), chosen(page, "Compare with")) == ("Moray", "Family group")

    page.get_by_role("rowheader").get_by_role("link", name="Readmissions within 28 days", exact=True).click()
    arrive(page, "Moray: readmissions within 28 days over time")
    followed = {"area": MORAY, "compare": "family", "measure": "readmissions_rate"}
    assert address(page) == ("/trend", followed)

    page.go_back()
    arrive(page, "Moray: how it compares")
    assert address(page) == ("/ijb", picked | {"area": MORAY})
    assert (chosen(page, "Area"), chosen(page, "Compare with")) == ("Moray", "Family group")

    page.go_forward()
    arrive(page, "Moray: readmissions within 28 days over time")
    page.reload()
    arrive(page, "Moray: readmissions within 28 days over time")
    assert address(page) == ("/trend", followed)
    shown = {"Area": "Moray", "Compare with": "Family group", "Measure": "Readmissions within 28 days – flow"}
    assert {label: chosen(page, label) for label in shown} == shown
    assert faults(page) == []


def tab_to(page: Page, selector: str, words: str) -> None:
    """Press Tab until the focus is on the element that matches, whose text or label starts with `words`."""
    reached = """([selector, words]) => {
        const here = document.activeElement;
        const said = here.getAttribute('aria-label') ?? here.textContent;
        return here.matches(selector) && said.startsWith(words);
    }"""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(reached, [selector, words]):
            return
    raise AssertionError(f"{MOST_TABS} presses of Tab do not reach “{words}”")


def test_the_same_by_keyboard_alone(page):
    open_page(page, "/compare?measure=care_home_occupancy")
    tab_to(page, "[data-testid=stPlotlyChart] a", "Moray")
    page.keyboard.press("Enter")
    arrive(page, "Moray: how it compares")
    assert address(page) == ("/ijb", {"area": MORAY, "measure": "care_home_occupancy"})

    tab_to(page, "th a", "Readmissions within 28 days")
    page.keyboard.press("Enter")
    arrive(page, "Moray: readmissions within 28 days over time")

    tab_to(page, "input[role=combobox]", "Measure")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Care home occupancy")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    arrive(page, "Moray: care home occupancy over time")
    assert address(page) == ("/trend", {"area": MORAY, "measure": "care_home_occupancy"})
    assert faults(page) == []


def test_an_area_is_opened_from_the_map_by_keyboard(page):
    open_page(page, "/?measure=care_home_occupancy")
    tab_to(page, ".ijb-tiles a", "Moray: ")
    page.keyboard.press("Enter")
    arrive(page, "Moray: how it compares")
    assert address(page) == ("/ijb", {"area": MORAY, "measure": "care_home_occupancy"})
    assert faults(page) == []
