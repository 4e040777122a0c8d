"""How to read each page: a guide for every page that has figures, short, and every mark explained."""

import re

import pytest
from reading import WRONG, ends_rightly, texts

from ijb import frame
from ijb.address import PAGES
from ijb.charts import status
from ijb.charts.status import Mark, direction_mark, level_mark
from ijb.views import guides

WITH_A_GUIDE = [page for page in PAGES if page != "accessibility"]
WORDS_IN_TWO_MINUTES = 2 * 200  # 200 words a minute is slow for a reader of reports


def test_every_page_has_a_guide_but_the_statement_on_accessibility():
    assert list(guides.STEPS) == WITH_A_GUIDE
    assert set(guides.STEPS) == set(frame.MENU)


@pytest.mark.parametrize("page", WITH_A_GUIDE)
def test_a_guide_is_sentences_that_can_be_read_in_two_minutes(page):
    steps = guides.STEPS[page]
    assert 4 <= len(steps) <= 7 and len(set(steps)) == len(steps)
    assert [step for step in steps if not ends_rightly(step.lstrip("“")) or WRONG.search(step)] == []
    said = " ".join(texts(guides.steps(page)))
    assert len(said.split()) < WORDS_IN_TWO_MINUTES


@pytest.mark.parametrize("page", WITH_A_GUIDE)
def test_a_guide_lists_its_steps_in_order_and_then_the_marks(page):
    shown = str(guides.steps(page))
    numbered, _, key = shown.partition("</ol>")
    assert re.findall(r"<li>(.*?)</li>", numbered) and numbered.count("<li>") == len(guides.STEPS[page])
    assert list(texts(numbered)) == list(guides.STEPS[page])
    marks = [] if page in ("signals", "present") else guides.MARKS  # these pages have no marks to explain
    assert list(texts(key)) == ([*(words for _, words in marks), guides.MARKS_SAID] if marks else [])
    assert key.count('aria-hidden="true"') == len(marks)  # the words beside a shape say the same


def test_every_mark_that_a_test_gives_is_explained():
    """A shape by its tone: triangles point either way, and both are said of either colour."""
    rules = ["improvement", "concern", "common cause", None]
    given = [direction_mark(rule, better) for rule in rules for better in ("lower", "higher")]
    given += [
        level_mark(level, better, method)
        for level in ("better", "worse", "no clear difference", None)
        for better in ("lower", "higher")
        for method in ("far", "funnel", "interval")
    ]
    given += [status.TESTED_LATER, status.NOT_TESTED, status.AMONG_THE_REST]
    tones = {mark.tone: words for mark, words in guides.MARKS}
    assert {mark.tone for mark in given} == {"better", "worse", "same", "none"} == set(tones) - {"own"}
    shapes = {mark.shape for mark, _ in guides.MARKS}
    assert {mark.shape for mark in given} | {"diamond"} == shapes
    assert all(isinstance(mark, Mark) for mark in given)
    assert "up for high and down for low" in guides.MARKS_SAID


@pytest.mark.parametrize(
    "tone, words",
    [("worse", "orange"), ("better", "blue"), ("same", "grey"), ("none", "white"), ("own", "a diamond")],
)
def test_a_mark_is_explained_by_its_colour(tone, words):
    (said,) = [said for mark, said in guides.MARKS if mark.tone == tone]
    assert said.startswith(words)
    meant = {"worse": "side that is worse", "better": "side that is better", "none": "not tested"}
    assert meant.get(tone, "") in said


def test_the_guides_speak_of_what_is_on_the_page():
    assert guides.STEPS["signals"][0] == (
        "A signal is a rule that has fired on an area’s newest figure, on the side that is worse. There are four "
        "kinds; the end of the page has them in full."
    )
    assert "three rungs" in " ".join(guides.STEPS["signals"])
    for rung in ("watch", "persistent", "several domains"):
        assert rung in " ".join(guides.STEPS["signals"])
    assert "at most five" in " ".join(guides.STEPS["ijb"])
    assert "last 36 figures" in " ".join(guides.STEPS["trend"])
    assert "the 31 lie" in " ".join(guides.STEPS[""])
