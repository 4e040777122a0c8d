"""What a mark means: its shape, its tone, its words, and the key that names them."""

import re

import pytest
from marks import BETTER, SAME

from ijb.charts import status
from ijb.charts.status import Mark


@pytest.mark.parametrize(
    ("point_type", "better", "shape", "tone", "words"),
    [
        ("improvement", "lower", "down", "better", "Better than usual"),
        ("improvement", "higher", "up", "better", "Better than usual"),
        ("concern", "lower", "up", "worse", "Worse than usual"),
        ("concern", "higher", "down", "worse", "Worse than usual"),
        ("neutral high", "neither", "up", "same", "Higher than usual"),
        ("neutral low", "neither", "down", "same", "Lower than usual"),
        ("common cause", "lower", "circle", "same", "No clear change"),
        (None, "lower", "ring", "none", "Not tested"),
        (float("nan"), "lower", "ring", "none", "Not tested"),
    ],
)
def test_direction_mark(point_type, better, shape, tone, words):
    assert status.direction_mark(point_type, better) == Mark(shape, tone, words)


@pytest.mark.parametrize(
    ("point_type", "better", "rule", "shape", "tone", "words"),
    [
        ("improvement", "lower", "three yearly falls", "down", "better", "Better three years running"),
        ("improvement", "higher", "three yearly rises", "up", "better", "Better three years running"),
        ("concern", "lower", "three yearly rises", "up", "worse", "Worse three years running"),
        ("concern", "higher", "three yearly falls", "down", "worse", "Worse three years running"),
        ("neutral high", "neither", "three yearly rises", "up", "same", "Rising three years running"),
        ("neutral low", "neither", "three yearly falls", "down", "same", "Falling three years running"),
        ("common cause", "lower", "no three moves one way", "circle", "same", "No clear change"),
        ("concern", "lower", "seven-point rise", "up", "worse", "Worse than usual"),
        ("neutral low", "neither", "shift below", "down", "same", "Lower than usual"),
        (None, "lower", None, "ring", "none", "Not tested"),
    ],
)
def test_a_yearly_rule_speaks_of_three_years(point_type, better, rule, shape, tone, words):
    assert status.direction_mark(point_type, better, rule) == Mark(shape, tone, words)


@pytest.mark.parametrize(
    ("method", "higher", "lower"),
    [
        ("far", "Far higher than the rest", "Far lower than the rest"),
        ("funnel", "Higher than Scotland", "Lower than Scotland"),
        ("interval", "Higher than Scotland", "Lower than Scotland"),
    ],
)
def test_a_level_says_what_it_is_apart_from_and_whether_that_is_good(method, higher, lower):
    short_higher, short_lower = {"far": ("Far higher", "Far lower")}.get(method, ("Higher", "Lower"))
    found = {
        (level, better): status.level_mark(level, better, method)
        for better, levels in {
            "lower": ("better", "worse"),
            "higher": ("better", "worse"),
            "neither": ("neutral high", "neutral low"),
        }.items()
        for level in levels
    }
    assert found == {
        ("better", "lower"): Mark("down", "better", f"{lower}: better", f"{short_lower}: better"),
        ("worse", "lower"): Mark("up", "worse", f"{higher}: worse", f"{short_higher}: worse"),
        ("better", "higher"): Mark("up", "better", f"{higher}: better", f"{short_higher}: better"),
        ("worse", "higher"): Mark("down", "worse", f"{lower}: worse", f"{short_lower}: worse"),
        ("neutral high", "neither"): Mark("up", "same", higher, short_higher),
        ("neutral low", "neither"): Mark("down", "same", lower, short_lower),
    }


@pytest.mark.parametrize("better", ["lower", "higher", "neither"])
def test_a_level_that_is_not_apart_is_no_clear_difference_or_among_the_rest(better):
    assert status.level_mark("no clear difference", better, "far") == Mark("circle", "same", "Among the rest")
    for method in ("funnel", "interval"):
        found = status.level_mark("no clear difference", better, method)
        assert found == Mark("circle", "same", "No clear difference")


@pytest.mark.parametrize("missing", [None, "", float("nan")])
def test_a_level_not_tested_needs_no_method(missing):
    assert status.level_mark(missing, "neither") == Mark("ring", "none", "Not tested")
    assert status.level_mark(missing, "lower", missing) == Mark("ring", "none", "Not tested")


def test_a_figure_tested_later_is_as_white_as_one_not_tested():
    assert status.TESTED_LATER == Mark("ring", "none", "Only newer figures are tested")


def test_unknown_marks_are_refused():
    with pytest.raises(ValueError, match="odd"):
        status.direction_mark("odd", "lower")
    with pytest.raises(ValueError, match="neither"):
        status.direction_mark("improvement", "neither")
    with pytest.raises(ValueError, match="up"):
        status.level_mark("no clear difference", "up", "far")
    with pytest.raises(ValueError, match="far higher"):
        status.level_mark("far higher", "lower", "far")
    with pytest.raises(ValueError, match="worse.*neither"):
        status.level_mark("worse", "neither", "funnel")
    with pytest.raises(ValueError, match="guess.*far, funnel, interval"):
        status.level_mark("worse", "lower", "guess")
    with pytest.raises(ValueError, match="None"):
        status.level_mark("worse", "lower")


def test_status_says_its_words_beside_a_hidden_shape():
    assert status.status_html(BETTER) == (
        '<span class="ijb ijb-status ijb-better">'
        '<span class="ijb-mark ijb-down ijb-better" aria-hidden="true"></span>Better than usual</span>'
    )


def test_status_is_short_where_there_is_little_room():
    far = Mark("up", "worse", "Far higher than the rest: worse", "Far higher: worse")
    assert status.status_html(far).endswith("</span>Far higher than the rest: worse</span>")
    assert status.status_html(far, short=True).endswith("</span>Far higher: worse</span>")
    assert status.status_html(BETTER, short=True) == status.status_html(BETTER)


def test_key_names_each_mark_the_own_area_and_the_extras():
    key = status.key_html([BETTER, SAME], "A & B", extra=[("tick", "Scotland")], own_shape="square")
    assert re.findall(r"</span>([^<]+)</li>", key) == [
        "Better than usual",
        "No clear change",
        "A &amp; B",
        "Scotland",
    ]
    assert "ijb-square" in key and "ijb-tick" in key
