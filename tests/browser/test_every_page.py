"""Every page, on a wide screen and a telephone, light and dark: whole, accessible, nothing fetched from elsewhere."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.driving import faults, settle, start_page
from playwright.sync_api import Page, TimeoutError

AREA = "area=S37000016"
PAGES = {
    "glance": f"/?{AREA}",
    "compare": f"/compare?{AREA}&measure=delayed_beds_rate&compare=board",
    "ijb": f"/ijb?{AREA}&compare=peers",
    "trend": f"/trend?{AREA}&measure=delayed_beds_rate&areas=S37000032",
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


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole(tabs, screen, name):
    page, (width, scheme) = tabs[name], screen
    settle(page)
    assert page.locator("h1").count() == 1
    assert page.locator("img:not([alt])").count() == 0
    assert all(len(name) > SHORT_NAME for name in page.get_by_test_id("stPlotlyChart").evaluate_all(NAMES))
    app = page.get_by_test_id("stApp")
    assert app.evaluate("app => getComputedStyle(app).backgroundColor") == BACKGROUND[scheme]
    if (width, scheme) == (1280, "light"):
        assert rules_broken(page) == []
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


def rules_broken(page: Page) -> list[str]:
    """The rules of axe-core for WCAG 2.0 to 2.2, A and AA, that the page breaks, and where."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response
    assert found["passes"]
    return [
        f"{rule['id']}: {rule['help']}: {', '.join(str(node['target']) for node in rule['nodes'])}"
        for rule in found["violations"]
    ]
