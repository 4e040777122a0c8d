"""What is said of rules: which fired, on which figures, and what would clear it; every one written out by hand."""

import pandas as pd
import pytest

from etl import standing
from ijb import paths, sentences
from ijb.measures import load
from ijb.stats import moves, xmr

DELAYS = load(paths.MEASURES / "delayed_beds_rate.toml")
TREATMENT = load(paths.MEASURES / "drug_and_alcohol_treatment_within_3_weeks.toml")
READMISSIONS = load(paths.MEASURES / "readmissions_rate.toml")
LIFE = load(paths.MEASURES / "healthy_life_expectancy_female.toml")
WAITING = load(paths.MEASURES / "people_waiting_for_assessment_rate.toml")
GRADED = load(paths.MEASURES / "care_services_good_share.toml")


# Against its own past


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            "above upper limit",
            "above its upper limit. It clears when the next figure is inside the limits and no other rule holds for "
            "it.",
        ),
        (
            "below lower limit",
            "below its lower limit. It clears when the next figure is inside the limits and no other rule holds for "
            "it.",
        ),
        (
            "seven-point rise",
            "part of seven or more in a row that rise. It clears when a figure no longer rises and no other rule holds "
            "for it.",
        ),
        (
            "seven-point fall",
            "part of seven or more in a row that fall. It clears when a figure no longer falls and no other rule holds "
            "for it.",
        ),
        (
            "two of three high",
            "part of two out of three in a row near its upper limit. It clears when fewer than two of three figures "
            "are near the limit and no other rule holds.",
        ),
        (
            "two of three low",
            "part of two out of three in a row near its lower limit. It clears when fewer than two of three figures "
            "are near the limit and no other rule holds.",
        ),
        (
            "shift above",
            "part of seven or more in a row above its average. It clears when a figure is at or below the average.",
        ),
        (
            "shift below",
            "part of seven or more in a row below its average. It clears when a figure is at or above the average.",
        ),
    ],
)
def test_a_rule_says_what_fired_and_what_would_clear_it(rule, said):
    assert sentences.rule_said(rule, "Aug 2025") == (
        f"The figure for Aug 2025 is {said} Figures that follow one another are alike, so this chart flags more than "
        "chance alone would."
    )


def test_common_cause_and_no_test_need_no_clearing():
    assert sentences.rule_said("common cause", "Aug 2025") == (
        "The figure for Aug 2025 is inside its usual range, and no rule fires."
    )
    assert sentences.rule_said(None, "Aug 2025") == ""
    assert sentences.rule_said(float("nan"), "Aug 2025") == ""


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            "three yearly rises",
            "the third in a row to rise by more than half of what areas usually move in a year. It clears with a year "
            "that does not rise.",
        ),
        (
            "three yearly falls",
            "the third in a row to fall by more than half of what areas usually move in a year. It clears with a year "
            "that does not fall.",
        ),
    ],
)
def test_a_yearly_rule_has_no_chart_that_flags_more_than_chance(rule, said):
    assert sentences.rule_said(rule, "2024/25") == f"The figure for 2024/25 is {said}"


def test_no_three_moves_need_no_clearing():
    said = sentences.rule_said("no three moves one way", "2024/25")
    assert said.startswith("The figure for 2024/25 is not the third large rise or fall in a row (large: over half ")
    assert said.count(".") == 1


def test_every_rule_of_every_method_has_words():
    yearly = {moves.RISES, moves.FALLS, moves.NO_RUN}
    assert len(xmr.RULES) == 9
    assert set(sentences.PAST_WORDS) == {*xmr.RULES, *yearly}
    assert set(sentences.STANDING_WORDS) == {rule for pair in standing.RULES.values() for rule in pair}
    assert sentences.RULE_WORDS == {**sentences.PAST_WORDS, **sentences.STANDING_WORDS}
    assert set(sentences.CLEARS) == set(sentences.PAST_WORDS) - {xmr.COMMON_CAUSE, moves.NO_RUN}
    assert set(sentences.SHORT_RULES) == set(xmr.RULES) - {xmr.COMMON_CAUSE}  # of three years the mark says it all


def test_seven_points_that_rise_are_six_rises():
    figures = [40, 60, 40, 60, 40, 60, 40, 60, 47, 48, 49, 50, 51, 52, 53, 40]
    found = xmr.classify(pd.Series(figures, dtype=float), "lower")["rule"].tolist()
    assert found[8:15] == ["seven-point rise"] * 7
    assert found[7] == found[15] == "common cause"


# Where it stands


@pytest.mark.parametrize(
    ("measure", "rule", "value", "said"),
    [
        (
            *(DELAYS, "far above the rest", 132.2),
            "The area is far above the rest: over the middle half of the areas by more than 1.5 times its width "
            "(past 111.5).",
        ),
        (
            *(TREATMENT, "far below the rest", 1.0),
            "The area is far below the rest: under the middle half of the areas by more than 1.5 times its width "
            "(past 4.0%).",
        ),
        (
            *(READMISSIONS, "above funnel limit", 142.2),
            "The area is above the 99.8% limit for its number of cases (past 111.5).",
        ),
        (
            *(GRADED, "below funnel limit", 1.0),
            "The area is below the 99.8% limit for its number of cases (past 4.0%).",
        ),
    ],
)
def test_where_it_stands_names_the_limit_it_is_past(measure, rule, value, said):
    assert sentences.standing_said(measure, rule, value, 4.04, 111.47) == said


@pytest.mark.parametrize(
    ("measure", "rule", "value", "past"),
    [
        (READMISSIONS, "above funnel limit", 111.52, "(past 111.47; here 111.52)."),  # both are 111.5 with one decimal
        (READMISSIONS, "above funnel limit", 111.55, "(past 111.5)."),  # 111.6 beside it
        (GRADED, "below funnel limit", 4.01, "(past 4.04%; here 4.01%)."),
        (GRADED, "below funnel limit", 3.94, "(past 4.0%)."),
    ],
)
def test_a_limit_past_is_told_from_the_figure(measure, rule, value, past):
    side = "above" if "above" in rule else "below"
    words = f"The area is {side} the 99.8% limit for its number of cases {past}"
    assert sentences.standing_said(measure, rule, value, 4.04, 111.47) == words


@pytest.mark.parametrize("side", ["above", "below"])
@pytest.mark.parametrize(("measure", "whole"), [(LIFE, "Scotland"), (WAITING, "the rest of Scotland")])
def test_an_interval_is_past_no_limit(measure, whole, side):
    """Its ends are the area's own. A published one is set beside Scotland's, a count beside the rest of Scotland's."""
    words = f"{side} {whole}, and their 99.8% intervals do not meet"
    said = sentences.standing_said(measure, f"interval {side} the rest", 56.1, 54.2, 58.0)
    assert said == f"The area is {words}."
    assert sentences.standing_words(measure, f"interval {side} the rest") == words


def test_only_intervals_say_with_what_they_are_compared():
    for rule in standing.RULES[standing.FAR] + standing.RULES[standing.FUNNEL]:
        assert sentences.standing_words(LIFE, rule) == sentences.standing_words(WAITING, rule)
        assert "Scotland" not in sentences.standing_words(LIFE, rule)


def test_a_limit_that_is_not_drawn_is_not_named():
    words = "The area is above the 99.8% limit for its number of cases."
    assert sentences.standing_said(READMISSIONS, "above funnel limit", 142.2, 4.04, None) == words
    assert sentences.standing_said(READMISSIONS, "above funnel limit", 142.2, 4.04, float("nan")) == words


@pytest.mark.parametrize("rule", [None, "", float("nan"), "no clear difference", "shift above"])
def test_what_is_not_apart_stands_nowhere_in_words(rule):
    assert sentences.standing_said(DELAYS, rule, 132.2, 4.04, 111.47) == ""
