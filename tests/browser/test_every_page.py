"""Every page, on a wide screen and a telephone, light and dark: whole, accessible, nothing fetched from elsewhere."""

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.driving import faults, settle, start_page
from playwright.sync_api import Page, TimeoutError

from ijb.deck import Deck, Item, as_token

AREA = "area=S37000016"
SLIDES = [
    Item("trend", {"area": "S37000016", "measure": "delayed_beds_rate"}),
    Item("compare", {"area": "S37000016", "measure": "care_services_good_share"}, "What do grades say?"),
    Item("weather", {}),
]
DECK = as_token(Deck(tuple(SLIDES), ("Who pays?",)))
PAGES = {
    "Scotland at a glance": f"/?{AREA}",
    "Compare areas": f"/compare?{AREA}&measure=delayed_beds_rate&compare=board",
    "Compare areas with a funnel": f"/compare?{AREA}&measure=care_services_good_share",
    "the heat map": f"/compare?{AREA}&view=heat",
    "One IJB": f"/ijb?{AREA}&compare=peers",
    "Trend": f"/trend?{AREA}&measure=delayed_beds_rate&areas=S37000032",
    "Whole system": f"/whole_system?{AREA}&offset=1",
    "Money": f"/money?{AREA}",
    "Money of an area with reported figures": "/money?area=S37000032&prices=cash",
    "Unmet need": f"/need?{AREA}",
    "Delays": f"/delays?{AREA}&age=75plus",
    "Delays of Scotland": "/delays",
    "Signals": f"/signals?{AREA}",
    "Signals of all areas": "/signals?group=measure",
    "Present": f"/present?{AREA}",
    "Present with slides": f"/present?{AREA}&deck={DECK}",
    "a search": "/?q=delays",
    "names hidden": f"/compare?{AREA}&names=hidden",
    "Accessibility statement": f"/accessibility?{AREA}",
}
SCREENS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
BACKGROUND = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 23, 29)"}
HALF = 640  # a screen of 1280 pixels at 200 % zoom
SHORT_NAME = 40  # characters: the name of a chart is a sentence with its finding
NAMES = "charts => charts.map(chart => chart.role === 'figure' && chart.ariaLabel || '')"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
FITS = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
    .every(part => part.scrollWidth <= part.clientWidth)"""
TOO_WIDE = """() => [...document.querySelectorAll('[data-testid=stMain] *')]
    .filter(part => part.getBoundingClientRect().right > innerWidth && !part.closest('.ijb-scroll'))
    .map(part => `${part.tagName}.${part.getAttribute('class')} ${Math.round(part.getBoundingClientRect().right)}`)"""


@pytest.fixture(scope="module", params=SCREENS, ids=lambda screen: f"{screen[0]}-{screen[1]}")
def screen(request) -> tuple[int, str]:
    """Width and theme of a screen."""
    return request.param


@pytest.fixture(scope="module")
def tabs(new_page, server, screen) -> Iterator[dict[str, Page]]:
    """Every page on this screen, opened at once."""
    opened = {name: start_page(new_page(server, *screen), address) for name, address in PAGES.items()}
    yield opened
    for page in opened.values():
        page.close()


@pytest.fixture(scope="session")
def records(browser) -> Iterator[list[dict]]:
    """What axe-core found on each view; written where IJB_RECORD_ACCESSIBILITY says, to make the statement from."""
    found: list[dict] = []
    yield found
    if place := os.environ.get("IJB_RECORD_ACCESSIBILITY"):
        said = {
            "day": date.today().isoformat(),
            "browser": f"Chromium {browser.version.partition('.')[0]}",
            "axe": found[0].pop("axe"),
            "views": [{name: value for name, value in view.items() if name != "axe"} for view in found],
        }
        Path(place).write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole(tabs, screen, name, records):
    page, (width, scheme) = tabs[name], screen
    settle(page)
    assert page.locator("h1").count() == 1
    assert page.locator("img:not([alt])").count() == 0
    assert all(len(name) > SHORT_NAME for name in page.get_by_test_id("stPlotlyChart").evaluate_all(NAMES))
    app = page.get_by_test_id("stApp")
    assert app.evaluate("app => getComputedStyle(app).backgroundColor") == BACKGROUND[scheme]
    assert checked(page, records, name, screen) == []
    fits(page)
    if width < HALF:
        page.set_viewport_size({"width": HALF, "height": 900})
        fits(page)
    assert faults(page) == []


def fits(page: Page) -> None:
    """Neither the document nor the page inside it scrolls sideways, once laid out anew."""
    try:
        page.wait_for_function(FITS, timeout=5_000)
    except TimeoutError:
        pass
    assert page.evaluate(FITS), page.evaluate(TOO_WIDE)


def checked(page: Page, records: list[dict], name: str, screen: tuple[int, str]) -> list[str]:
    """The rules of axe-core for WCAG 2.0 to 2.2, A and AA, that the page breaks, and where; what was found is kept."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response
    assert found["passes"]
    width, theme = screen
    broken = [f"{rule['id']}: {rule['help']}" for rule in found["violations"]]
    about = {"page": name, "width": width, "theme": theme, "axe": found["testEngine"]["version"]}
    records.append(about | {"passed": len(found["passes"]), "broken": broken})
    return [
        f"{rule['id']}: {rule['help']}: {', '.join(str(node['target']) for node in rule['nodes'])}"
        for rule in found["violations"]
    ]
