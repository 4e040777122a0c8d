"""The show in a browser: as a file without any network, and over the app, whose server may stop."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.driving import faults, open_page, settle
from playwright.sync_api import BrowserContext, Locator, Page, expect
from slides_by_hand import BUILT, DECK

from ijb.deck import Deck, as_token
from ijb.export.show import document
from ijb.slides.blocks import item

SCREENS = [(1280, 720, "light"), (1920, 1080, "dark"), (1366, 768, "light"), (1280, 1024, "light")]
LEAST = 32  # CSS pixels: 24 points
# What is wrong with the screen that is shown: small text, what leaves it or is cut, words over words.
WRONG = """(least) => {
    const found = [], screen = document.querySelector('.ijb-show-screen:not([hidden])');
    const shown = [...document.querySelectorAll('.ijb-show *')].filter(each =>
        !each.closest('template, [hidden], dialog, .ijb-show-hidden') && [...each.childNodes].some(
            inside => inside.nodeType === Node.TEXT_NODE && inside.data.trim()));
    for (const each of shown) {
        const scale = each instanceof SVGElement ? each.getScreenCTM().a : 1;
        const size = parseFloat(getComputedStyle(each).fontSize) * scale;
        if (size < least - 0.05) found.push(`${size} px: ${each.textContent}`);
        const box = each.getBoundingClientRect();
        if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
            found.push(`outside: ${each.textContent}`);
    }
    if (screen.scrollHeight > screen.clientHeight + 2) found.push('the screen overflows');
    for (const each of screen.querySelectorAll('*:not(svg *)'))
        if (!each.closest('template, .ijb-show-hidden') && each.clientWidth && each.scrollWidth > each.clientWidth + 1)
            found.push(`overflows: ${each.className}`);
    const place = each => each.getBoundingClientRect();
    const parts = [...screen.querySelectorAll('.ijb-show-body > *, .ijb-show-under')].map(place);
    const foot = place(screen.querySelector('.ijb-show-foot'));
    if (parts.some(part => part.bottom > foot.top + 1)) found.push('over the foot');
    const built = document.createRange();
    built.selectNodeContents(screen.querySelector('.ijb-show-built'));
    if (place(built).right > place(document.querySelector('.ijb-show-controls')).left)
        found.push('the date is under the buttons');
    const words = [...screen.querySelectorAll('svg text')].map(each => [each.textContent, place(each)]);
    words.forEach(([one, a], first) => words.slice(first + 1).forEach(([other, b]) => {
        const tails = 0.3 * a.height;
        const beside = a.left >= b.right - 1 || b.left >= a.right - 1;
        if (!beside && a.top < b.bottom - tails && b.top < a.bottom - tails) found.push(`${one} over ${other}`);
    }));
    return found;
}"""


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> str:
    """The address of a show that was saved as a file."""
    path = tmp_path_factory.mktemp("show") / "show.html"
    path.write_text(document(DECK, "Fife: a roundtable", ["Kept from before?"], BUILT), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def context(browser) -> Iterator[BrowserContext]:
    """A window of 1280 × 720 without a network, as in a hall."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.set_offline(True)
    yield context
    context.close()


@pytest.fixture
def shown(context, file) -> Iterator[Page]:
    """The file, opened; it has asked for nothing but itself when it is closed, and nothing failed in it."""
    page, wrong = context.new_page(), []
    page.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith(("file:", "data:")) else None)
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(file)
    expect(page.get_by_role("button", name="Next")).to_be_visible()
    yield page
    assert [each for each in wrong if not each.startswith("blob:")] == []


def place(page: Page | Locator) -> int:
    """The number of the screen that is shown, from 1; there is never but one."""
    return int(page.locator(".ijb-show-place:visible").inner_text().split(" of ")[0])


def test_keys_and_a_clicker_turn_the_screens(shown):
    last = shown.locator(".ijb-show-screen").count()
    steps = [("ArrowRight", 2), ("PageDown", 3), ("Space", 4), ("ArrowLeft", 3), ("PageUp", 2), ("Shift+Space", 1)]
    steps += [("PageUp", 1), ("End", last), ("PageDown", last), ("Home", 1), ("Enter", 2), ("Backspace", 1)]
    for key, there in steps:
        shown.keyboard.press(key)
        assert place(shown) == there, key
    shown.get_by_role("button", name="Next").click()
    shown.get_by_role("button", name="Notes").click()
    shown.keyboard.press("Escape")
    expect(shown.get_by_role("dialog", name="Notes")).to_be_hidden()
    shown.keyboard.press("Space")  # turns the screen, and does not press the button again
    assert place(shown) == 3
    shown.get_by_role("button", name="Back").click()
    assert place(shown) == 2
    assert "2 of" in shown.locator("[aria-live=polite]").inner_text()


def test_a_dot_makes_the_screen_black_until_the_next_key(shown):
    shown.keyboard.press(".")
    expect(shown.locator(".ijb-show-black")).to_be_visible()
    shown.keyboard.press("PageDown")
    expect(shown.locator(".ijb-show-black")).to_be_hidden()
    assert place(shown) == 1


def test_the_buttons_are_large_enough_for_a_finger_and_have_names(shown):
    buttons = shown.locator(".ijb-show-controls button")
    for button in buttons.all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    assert [button.get_attribute("aria-label") or button.inner_text() for button in buttons.all()] == [
        "Back",
        "Next",
        "Questions 1",
        "Notes",
        "Full screen",
    ]


def test_a_question_is_parked_listed_saved_and_there_after_a_reload(shown):
    shown.keyboard.press("PageDown")
    shown.keyboard.press("q")
    shown.keyboard.type("Why now, and what b. next?")
    shown.keyboard.press("PageDown")
    shown.keyboard.press("Home")
    shown.keyboard.press("Enter")
    panel = shown.get_by_role("dialog", name="Questions parked")
    assert panel.get_by_role("listitem").all_inner_texts() == [
        "Kept from before?",
        f"Why now, and what b. next? (2 of {shown.locator('.ijb-show-screen').count()})",
    ]
    with shown.expect_download() as waiting:
        panel.get_by_role("button", name="Save as a text file").click()
    assert waiting.value.suggested_filename == "questions.txt"
    said = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert "Fife: a roundtable" in said and f"Figures as built {BUILT}" in said
    assert "1. Kept from before?" in said
    assert "2. Why now, and what b. next?\n   Slide 2 of" in said.replace("\r", "")
    shown.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert place(shown) == 2
    shown.reload()
    assert place(shown) == 2
    shown.keyboard.press("q")
    expect(panel).to_contain_text("Why now, and what b. next?")
    panel.get_by_role("button", name="Take away: Kept from before?").click()
    shown.reload()
    shown.keyboard.press("q")
    expect(panel.get_by_role("listitem")).to_have_count(1)


def test_what_is_parked_is_text(shown):
    shown.keyboard.press("q")
    shown.keyboard.insert_text("<img src=x onerror=alert(1)>")
    shown.keyboard.press("Enter")
    panel = shown.get_by_role("dialog", name="Questions parked")
    expect(panel).to_contain_text("<img src=x onerror=alert(1)>")
    assert panel.locator("img").count() == 0


def test_the_notes_open_over_their_screen_and_close(shown):
    shown.keyboard.press("n")
    panel = shown.get_by_role("dialog", name="Notes")
    expect(panel).to_contain_text("What explains the change?")
    shown.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    shown.keyboard.press("PageDown")
    assert place(shown) == 2


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_every_text_is_24_points_and_nothing_overflows(shown, screen):
    width, height, theme = screen
    shown.set_viewport_size({"width": width, "height": height})
    shown.emulate_media(color_scheme=theme)
    least = LEAST * min(width / 1280, height / 720)
    for there in range(shown.locator(".ijb-show-screen").count()):
        assert place(shown) == there + 1
        assert shown.evaluate(WRONG, least) == [], there + 1
        shown.keyboard.press("PageDown")


@pytest.mark.parametrize("width", [390, 640])
def test_a_telephone_scrolls_but_not_sideways_and_a_finger_turns(shown, width):
    shown.set_viewport_size({"width": width, "height": 844 if width == 390 else 360})
    for _ in range(shown.locator(".ijb-show-screen").count()):
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert shown.evaluate("(s => s.scrollWidth <= s.clientWidth)(document.querySelector('.ijb-show-stage'))")
        shown.keyboard.press("PageDown")
    swipe(shown, 300, 100)
    assert place(shown) == shown.locator(".ijb-show-screen").count()
    for _ in range(2):
        swipe(shown, 100, 300)
    assert place(shown) == shown.locator(".ijb-show-screen").count() - 2


def swipe(page: Page, start: int, end: int) -> None:
    """Draw a finger across the title."""
    page.locator("h2:visible").evaluate(
        """(title, [start, end]) => {
            const at = x => new Touch({ identifier: 1, target: title, clientX: x, clientY: 60 });
            const put = { bubbles: true, composed: true };
            title.dispatchEvent(new TouchEvent('touchstart', { ...put, touches: [at(start)] }));
            title.dispatchEvent(new TouchEvent('touchend', { ...put, changedTouches: [at(end)] }));
        }""",
        [start, end],
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_file_is_accessible(shown, theme):
    shown.emulate_media(color_scheme=theme)
    # Offline, axe is put into the page by the driver, past the rule that lets only the file's own script run.
    for key in ("Home", "End", "q", "n"):
        shown.keyboard.press("Escape")
        shown.keyboard.press(key)
        found = Axe().run(shown).response["violations"]
        assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == [], key


def test_it_prints_a_screen_a_page(shown):
    printed = shown.pdf(prefer_css_page_size=True, print_background=True)
    assert printed.count(b"/Type /Page\n") == shown.locator(".ijb-show-screen").count()


# --- over the app ---


def presented(page: Page) -> Locator:
    """Open the show of two slides over the page Present."""
    slides = ("trend", {"area": "S37000032"}), ("trend_parts", {"area": "S37000032"})
    token = as_token(Deck(tuple(item(*slide) for slide in slides)))
    open_page(page, f"/present?area=S37000032&deck={token}&show=2")
    show = page.get_by_role("dialog", name="Presentation")
    expect(show).to_be_visible()
    return show


def test_over_the_app_it_covers_the_page_takes_the_keys_and_leaves(page):
    show = presented(page)
    size = page.viewport_size
    box = show.bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, size["width"], size["height"])
    assert place(show) == 2
    page.keyboard.press("PageUp")
    assert place(show) == 1
    page.keyboard.press("q")
    page.keyboard.type("What is recurring?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Questions 1")).to_be_attached()
    page.keyboard.press("Escape")
    assert Axe().run(page).response["violations"] == []
    page.reload()
    expect(show).to_be_visible()
    assert place(show) == 1
    page.keyboard.press("Escape")
    expect(show).to_be_hidden()
    expect(page.locator("h1")).to_have_text("Present")
    settle(page)
    expect(page.get_by_role("textbox", name="Questions parked, one a line")).to_have_value("What is recurring?")
    assert faults(page) == []


def test_the_browsers_back_ends_the_show_and_loses_no_question(page):
    token = as_token(Deck((item("trend", {"area": "S37000032"}),)))
    open_page(page, f"/present?area=S37000032&deck={token}")
    page.get_by_role("button", name="Show on the screen").click()
    show = page.get_by_role("dialog", name="Presentation")
    expect(show).to_be_visible()
    page.keyboard.press("q")
    for question in ("Who pays?", "Who decides?"):
        page.keyboard.type(question)
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Questions 2")).to_be_attached()
    for state in ("running", "notRunning"):  # what is parked is sent on after a moment's rest
        page.wait_for_function(f"document.querySelector('[data-testid=stApp]').dataset.testScriptState === '{state}'")
    page.go_back()
    expect(show).to_be_hidden()
    settle(page)
    asked = page.get_by_role("textbox", name="Questions parked, one a line")
    expect(asked).to_have_value("Who pays?\nWho decides?")


def test_over_the_app_it_goes_on_without_the_network(page):
    show = presented(page)
    page.context.set_offline(True)
    try:
        page.keyboard.press("Home")
        assert place(show) == 1
        page.keyboard.press("PageDown")
        assert place(show) == 2
        page.keyboard.press("q")
        page.keyboard.type("And without a cable?")
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog", name="Questions parked")).to_contain_text("And without a cable?")
    finally:
        page.context.set_offline(False)
