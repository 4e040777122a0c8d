"""Everything by keyboard alone: choose a measure and an area, open an IJB, read a table, take figures away."""

import re

from browser.driving import choose, faults, open_page, settle
from browser.test_journey import address, arrive, tab_to
from playwright.sync_api import Page, expect

FIFE, MORAY = "S37000032", "S37000019"


def pick(page: Page, label: str, words: str) -> None:
    """Reach a box by Tab and choose in it by typing."""
    tab_to(page, "input[role=combobox]", label)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(words)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    settle(page)


def test_a_measure_an_area_an_ijb_a_table_and_a_download_without_a_mouse(page):
    open_page(page, "/compare")
    pick(page, "Area", "Fife")
    expect(page).to_have_url(re.compile(f"area={FIFE}"))
    pick(page, "Measure", "Care home occupancy")
    expect(page).to_have_url(re.compile("measure=care_home_occupancy"))
    settle(page)

    tab_to(page, "[role=region]", "All 31 areas")
    page.keyboard.press("ArrowRight")
    with page.expect_download() as waiting:
        tab_to(page, "[data-testid=stDownloadButton] button", "")
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.startswith("care_home_occupancy-")

    page.keyboard.press("ControlOrMeta+Home")
    tab_to(page, "[data-testid=stPlotlyChart] a", "Moray")
    page.keyboard.press("Enter")
    arrive(page, "Moray: how it compares")
    assert address(page) == ("/ijb", {"area": MORAY, "measure": "care_home_occupancy"})
    tab_to(page, "[role=region]", "Every measure for Moray")
    assert faults(page) == []


def test_the_heat_map_is_reached_and_left_by_its_heads(page):
    open_page(page, f"/compare?area={FIFE}&view=heat")
    tab_to(page, "th a", "Care home occupancy")
    page.keyboard.press("Enter")
    arrive(page, "Compare areas")
    assert address(page) == ("/compare", {"area": FIFE, "measure": "care_home_occupancy"})
    assert faults(page) == []


def test_the_guides_are_put_away_on_every_page_and_brought_back(page):
    open_page(page, f"/ijb?area={FIFE}")
    tab_to(page, "summary", "keyboard_arrow_rightHow to read this page")  # the icon is a ligature
    page.keyboard.press("Enter")
    tab_to(page, "button", "Put these guides away")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("guide=off"))
    settle(page)
    page.get_by_role("link", name="Signals", exact=True).click()
    arrive(page, "Fife: signals")
    assert address(page) == ("/signals", {"area": FIFE, "guide": "off"})
    assert page.get_by_text("How to read this page, in two minutes").count() == 0
    page.get_by_role("button", name="Show how to read this page").click()
    expect(page.get_by_text("How to read this page, in two minutes")).to_be_visible()
    assert faults(page) == []


def test_a_search_leads_to_a_measure_with_the_area_kept(page):
    open_page(page, f"/trend?area={FIFE}")
    tab_to(page, "input", "Search")
    page.keyboard.type("bed blocking")
    page.keyboard.press("Enter")
    settle(page)
    tab_to(page, "a.ijb-link", "Delayed discharge beds")
    page.keyboard.press("Enter")
    arrive(page, "Compare areas")
    assert address(page) == ("/compare", {"area": FIFE, "measure": "delayed_beds_rate"})
    assert faults(page) == []


def test_hidden_names_stay_hidden_from_page_to_page(page):
    open_page(page, f"/compare?area={FIFE}&names=hidden")
    assert "Moray" not in page.locator("[data-testid=stMain]").inner_text()
    page.get_by_role("link", name="Signals", exact=True).click()
    arrive(page, "Fife: signals")
    choose(page, "Order", "By measure")
    assert address(page)[1]["names"] == "hidden"
    assert "Moray" not in page.locator("[data-testid=stMain]").inner_text()
    assert faults(page) == []
