"""The dashboard itself, served as a reader starts it, and a real browser to open it in."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache

import pytest
from browser.driving import browser_path, serving, watched
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NO_BROWSER = (
    "These tests need Chromium, Chrome or Edge, and none was found on the PATH or in its usual place: "
    "install one (Debian and Ubuntu: apt-get install chromium) to run them."
)
# Chromium would otherwise look up its maker's hosts at every start.
ALONE = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a window; without one installed the tests are skipped, but not in CI."""
    found = browser_path()
    if found is None and os.environ.get("CI"):
        pytest.fail(NO_BROWSER)
    if found is None:
        pytest.skip(NO_BROWSER)
    # Chromium's sandbox cannot start for the administrator, who runs CI in a container.
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        with closing(playwright.chromium.launch(executable_path=found, args=[*ALONE, *as_root])) as started:
            yield started


@pytest.fixture(scope="session")
def server(browser, database, tmp_path_factory) -> Iterator[str]:
    """The address of the dashboard on the database of the other tests; not started where there is no browser."""
    with serving(database, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def window(browser) -> Callable[[str, int, str], BrowserContext]:
    """The browser's window of a width and theme. Its pages share what was fetched: as for a reader, only once."""

    @cache
    def opened(server: str, width: int, scheme: str) -> BrowserContext:
        return browser.new_context(
            base_url=server, viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )

    return opened


@pytest.fixture(scope="module")
def new_page(window) -> Iterator[Callable[..., Page]]:
    """Opens a page in the window of a width and theme: new_page(server, width=390, scheme="dark")."""
    pages = []

    def opened(server: str, width: int = 1280, scheme: str = "light") -> Page:
        pages.append(watched(window(server, width, scheme).new_page(), server))
        return pages[-1]

    yield opened
    for page in pages:
        page.close()


@pytest.fixture
def page(server, new_page) -> Iterator[Page]:
    """A page of 1280 pixels in the light theme."""
    page = new_page(server)
    yield page
    page.close()
