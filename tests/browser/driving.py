"""Starts the dashboard, finds a browser, and says when a page is drawn whole and what went wrong in it."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen
from weakref import WeakKeyDictionary

from playwright.sync_api import ConsoleMessage, Page, Request, Response, WebSocket

from ijb import paths

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    "/snap/bin/chromium",
)
START_SECONDS = 60
# A page opened by its own address is at first taken by Streamlit's front end for a folder: it asks below it for health
# and host-config, is told that they are not there, and asks again at the root.
STREAMLIT_ASKS_IN_VAIN = re.compile(r"/[a-z_]+/_stcore/(health|host-config)")
# Drawn whole: the run is over, the footer is there, nothing is left from the run before, each chart has its picture.
SETTLED = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    return app?.dataset.testScriptState === 'notRunning'
        && document.querySelector('.ijb-foot')
        && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
        && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
            .every(chart => chart.querySelector('.main-svg'));
}"""


_faults: WeakKeyDictionary[Page, list[str]] = WeakKeyDictionary()


def browser_path() -> str | None:
    """The browser of this machine that can be driven, or None."""
    on_path = (shutil.which(name) for name in NAMES)
    return next((found for found in (*on_path, *USUAL_PLACES) if found and Path(found).exists()), None)


@contextmanager
def serving(database: Path, log: Path, **environment: str) -> Iterator[str]:
    """The address of the dashboard, started as a reader starts it, on `database`; stopped at the end."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    options = ["--server.port", str(port), "--server.headless", "true"]
    environment = os.environ | {"IJB_DATABASE": str(database)} | environment
    with log.open("wb") as out:
        process = subprocess.Popen([*command, *options], cwd=paths.ROOT, env=environment, stdout=out, stderr=out)
    try:
        address = f"http://localhost:{port}"
        _wait_until_healthy(process, address, log)
        yield address
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def _free_port() -> int:
    with closing(socket.socket()) as asked:
        asked.bind(("localhost", 0))
        return asked.getsockname()[1]


def _wait_until_healthy(process: subprocess.Popen, address: str, log: Path) -> None:
    for _ in range(START_SECONDS * 10):
        try:
            with urlopen(f"{address}/_stcore/health", timeout=START_SECONDS):
                return
        except URLError:
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(f"The dashboard stopped: {log.read_text(encoding='utf-8')}") from None
    raise AssertionError(f"The dashboard did not start in {START_SECONDS} s: {log.read_text(encoding='utf-8')}")


def watched(page: Page, server: str) -> Page:
    """The page, with what goes wrong in it kept for `faults`."""
    found = _faults[page] = []

    def asked(request: Request) -> None:
        if urlsplit(request.url).scheme in ("http", "https") and not request.url.startswith(f"{server}/"):
            found.append(f"asks another host: {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400 and not STREAMLIT_ASKS_IN_VAIN.fullmatch(urlsplit(response.url).path):
            found.append(f"answered {response.status}: {response.url}")

    def logged(message: ConsoleMessage) -> None:
        where = urlsplit(message.location.get("url", "")).path
        if message.type == "error" and not STREAMLIT_ASKS_IN_VAIN.fullmatch(where):
            found.append(f"console: {message.text} ({where})")

    def connected(socket: WebSocket) -> None:
        if urlsplit(socket.url).netloc != urlsplit(server).netloc:
            found.append(f"connects to another host: {socket.url}")

    page.on("request", asked)
    page.on("response", answered)
    page.on("console", logged)
    page.on("websocket", connected)
    page.on("pageerror", lambda error: found.append(f"script: {error}"))
    return page


def faults(page: Page) -> list[str]:
    """What went wrong in a page: errors in the console, answers from 400 up, other hosts asked."""
    return _faults[page]


def open_page(page: Page, address: str) -> None:
    """Open an address of the dashboard and wait until the page is drawn whole."""
    page.goto(address)
    settle(page)


def start_page(page: Page, address: str) -> Page:
    """The page, having begun to open the address: several can be drawn at once and waited for one by one."""
    page.goto(address, wait_until="commit")
    return page


def settle(page: Page, seconds: int = 60) -> None:
    """Wait until the page is drawn whole."""
    page.wait_for_function(SETTLED, timeout=seconds * 1000)
    assert page.get_by_test_id("stException").count() == 0


def heading(page: Page) -> str:
    """The one h1."""
    return page.locator("h1").inner_text()


def chosen(page: Page, label: str) -> str:
    """What a select box shows."""
    return page.get_by_role("combobox", name=label, exact=True).input_value()


def choose(page: Page, label: str, words: str) -> None:
    """Choose in a select box by mouse."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.click()
    box.fill(words)
    page.get_by_role("option", name=words, exact=True).click()
