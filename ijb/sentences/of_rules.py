"""Sentences on rules: which one fired, on which figures, and what would clear it. None says why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import pandas as pd

from ijb.measures import Measure
from ijb.numbers import apart, figure
from ijb.sentences.of_figures import in_list, when

# What each rule says of a figure, after "the figure is".
PAST_WORDS = {
    "above upper limit": "above its upper limit",
    "below lower limit": "below its lower limit",
    "seven-point rise": "part of seven or more in a row that rise",
    "seven-point fall": "part of seven or more in a row that fall",
    "two of three high": "part of two out of three in a row near its upper limit",
    "two of three low": "part of two out of three in a row near its lower limit",
    "shift above": "part of seven or more in a row above its average",
    "shift below": "part of seven or more in a row below its average",
    "common cause": "inside its usual range, and no rule fires",
    "three yearly rises": "the third in a row to rise by more than half of what areas usually move in a year",
    "three yearly falls": "the third in a row to fall by more than half of what areas usually move in a year",
    "no three moves one way": "not the third in a row to rise, or to fall, by more than half of what areas usually "
    "move in a year",
}
STANDING_WORDS = {
    "far above the rest": "far above the rest: over the middle half of the areas by more than 1.5 times its width",
    "far below the rest": "far below the rest: under the middle half of the areas by more than 1.5 times its width",
    "above funnel limit": "above the 99.8% limit for its number of cases",
    "below funnel limit": "below the 99.8% limit for its number of cases",
    "interval above the rest": "above {whole}, and their 99.8% intervals do not meet",
    "interval below the rest": "below {whole}, and their 99.8% intervals do not meet",
}
RULE_WORDS = PAST_WORDS | STANDING_WORDS
SHORT_RULES = {
    "above upper limit": "above its limit",
    "below lower limit": "below its limit",
    "seven-point rise": "7 rising",
    "seven-point fall": "7 falling",
    "two of three high": "2 of 3 high",
    "two of three low": "2 of 3 low",
    "shift above": "7 above average",
    "shift below": "7 below average",
}
CLEARS = {
    "above upper limit": "It clears when the next figure is inside the limits.",
    "below lower limit": "It clears when the next figure is inside the limits.",
    "seven-point rise": "It clears when a figure no longer rises.",
    "seven-point fall": "It clears when a figure no longer falls.",
    "two of three high": "It clears when fewer than two of three figures are near the limit.",
    "two of three low": "It clears when fewer than two of three figures are near the limit.",
    "shift above": "It clears when a figure is at or below the average.",
    "shift below": "It clears when a figure is at or above the average.",
    "three yearly rises": "It clears with a year that does not rise.",
    "three yearly falls": "It clears with a year that does not fall.",
}
ALIKE = "Figures that follow one another are alike, so this chart flags more than chance alone would."
YEARLY = ("three yearly rises", "three yearly falls", "no three moves one way")
BEFORE = {1: "a year", 2: "two years", 3: "three years"}
MONTHS = {"month": 1, "quarter": 3}
NOUNS = {"month": "month", "quarter": "quarter", "snapshot": "date", "census_date": "census", "three_years": "figure"}


class Tested(Protocol):
    """A figure with the limits that it was tested against, in the measure's unit; None where there is none."""

    value: float
    centre: float | None
    lower: float | None
    upper: float | None
    level_lower: float | None
    level_upper: float | None


def rule_said(rule: object, period_label: str) -> str:
    """The rule that names a point, in words, and what would clear it; '' where nothing was tested."""
    if not isinstance(rule, str):
        return ""
    said = f"The figure for {period_label} is {RULE_WORDS[rule]}."
    if rule not in CLEARS:
        return said
    return " ".join([said, CLEARS[rule], *([] if rule in YEARLY else [ALIKE])])


def standing_said(measure: Measure, rule: object, lower: float | None, upper: float | None) -> str:
    """Where an area stands, with the limit it is past: "It is far above the rest: … (past 61.2)."; '' for no rule."""
    if not isinstance(rule, str) or rule not in STANDING_WORDS:
        return ""
    limit = upper if "above" in rule else lower
    past = "" if "interval" in rule or limit is None or pd.isna(limit) else f" (past {figure(measure, limit)})"
    return f"It is {standing_words(measure, rule)}{past}."


def standing_words(measure: Measure, rule: str) -> str:
    """What a rule of STANDING_WORDS says of a figure, after "it is"."""
    return STANDING_WORDS[rule].format(whole=_whole(measure))


def _whole(measure: Measure) -> str:
    """With what an interval is compared: Scotland’s own where only figures are published."""
    return "Scotland" if measure.published_value else "the rest of Scotland"


def noun(measure: Measure) -> str:
    """What one figure of a measure is of: "month", "quarter", "year" …"""
    return NOUNS.get(measure.period, "year")


def clears(measure: Measure, rule: str, point: Tested) -> str:
    """What would clear a signal, with the figure to reach as the limits stand now."""
    each, down, up = noun(measure), measure.less_word, measure.more_word
    names = ("lower", "centre", "upper", "level_lower", "level_upper")
    at = {name: apart(measure, getattr(point, name), point.value) for name in names}
    said = {
        "above upper limit": f"the next {each} is inside its limits, at {at['upper']} or {down}",
        "below lower limit": f"the next {each} is inside its limits, at {at['lower']} or {up}",
        "seven-point rise": f"a {each} is no higher than the one before",
        "seven-point fall": f"a {each} is no lower than the one before",
        "two of three high": f"fewer than two of the last three {each}s are near its upper limit",
        "two of three low": f"fewer than two of the last three {each}s are near its lower limit",
        "shift above": f"a {each} is no higher than its average, {at['centre']}",
        "shift below": f"a {each} is no lower than its average, {at['centre']}",
        "three yearly rises": "a year does not rise",
        "three yearly falls": "a year does not fall",
        "far above the rest": f"it is back among the areas, at {at['level_upper']} or {down}",
        "far below the rest": f"it is back among the areas, at {at['level_lower']} or {up}",
        "above funnel limit": f"it is back inside the limits, at {at['level_upper']} or {down}",
        "below funnel limit": f"it is back inside the limits, at {at['level_lower']} or {up}",
        "interval above the rest": f"its 99.8% interval meets that of {_whole(measure)}",
        "interval below the rest": f"its 99.8% interval meets that of {_whole(measure)}",
    }[rule]
    return f"Clears when {said}."


def fired(measure: Measure, signal: Mapping[str, object]) -> str:
    """What fired and when, in one sentence.

    signal: rule, rung, first_period, last_period, first_label and last_label (of its first and last period), value,
    centre, lower, upper, level_lower, level_upper.
    """
    rule, each, last = signal["rule"], noun(measure), signal["last_label"]
    at = {
        name: apart(measure, signal[name], signal["value"])
        for name in ("centre", "lower", "upper", "level_lower", "level_upper")
    }
    # A limit outside what can be is not drawn, though figures can be near it.
    near = {name: f" ({at[name]})" if pd.notna(signal[name]) else "" for name in ("lower", "upper")}
    dated, before, run = _dated(measure, signal), _before(measure, signal), _in_a_run(measure, signal)
    outside = (
        f"{dated}{run}"
        if run or signal["rung"] == "watch"
        else f"in three or more of the last four {each}s, up to {last}"
    )
    return {
        "above upper limit": f"Above its upper limit ({at['upper']}) {outside}.",
        "below lower limit": f"Below its lower limit ({at['lower']}) {outside}.",
        "seven-point rise": f"Seven or more {each}s in a row, each higher than the one before, up to {last}.",
        "seven-point fall": f"Seven or more {each}s in a row, each lower than the one before, up to {last}.",
        "two of three high": f"Two of the last three {each}s near its upper limit{near['upper']}, up to {last}{run}.",
        "two of three low": f"Two of the last three {each}s near its lower limit{near['lower']}, up to {last}{run}.",
        "shift above": f"Seven or more {each}s in a row above its average ({at['centre']}), up to {last}.",
        "shift below": f"Seven or more {each}s in a row below its average ({at['centre']}), up to {last}.",
        "three yearly rises": f"Three yearly rises in a row, {dated}, each more than half of what areas usually move.",
        "three yearly falls": f"Three yearly falls in a row, {dated}, each more than half of what areas usually move.",
        "far above the rest": f"Far above the other areas (past {at['level_upper']}) {dated}{before}.",
        "far below the rest": f"Far below the other areas (past {at['level_lower']}) {dated}{before}.",
        "above funnel limit": f"Above the limit for its number of cases ({at['level_upper']}) {dated}{before}.",
        "below funnel limit": f"Below the limit for its number of cases ({at['level_lower']}) {dated}{before}.",
        "interval above the rest": f"Above {_whole(measure)} {dated}{before}.",
        "interval below the rest": f"Below {_whole(measure)} {dated}{before}.",
    }[rule]


def _dated(measure: Measure, signal: Mapping[str, object]) -> str:
    """ "in Aug 2025" or "from Jun 2025 to Aug 2025"."""
    if signal["first_label"] == signal["last_label"]:
        return when(measure, signal["last_label"])
    return f"from {signal['first_label']} to {signal['last_label']}"


def _in_a_run(measure: Measure, signal: Mapping[str, object]) -> str:
    """Why a figure outside its limits, or near one, persists, where fewer than three of the last four are outside."""
    rule, lasting = signal["rule"], signal["rung"] != "watch"
    outside = "limit" in rule and _months(signal) < 2 * MONTHS.get(measure.period, 12)
    if not lasting or not (outside or "two of three" in rule):
        return ""
    way = "above its average, or rising" if "above" in rule or "high" in rule else "below its average, or falling"
    return f", the last of seven or more {noun(measure)}s {way}"


def _months(signal: Mapping[str, object]) -> int:
    """How many months lie between the first and the last period of a signal."""
    first, last = signal["first_period"], signal["last_period"]
    return (last.year - first.year) * 12 + last.month - first.month


def _before(measure: Measure, signal: Mapping[str, object]) -> str:
    """ ", and a year before too", where a level persists and its unbroken stretch does not reach as far back."""
    years = measure.change_years
    reaches = _months(signal) >= 12 * years
    return "" if signal["rung"] == "watch" or reaches else f", and {BEFORE[years]} before too"


def beyond_funnel(above: list[str], below: list[str]) -> str:
    """Who lies beyond the 99.8 % limits of a funnel: "Fife is above the limits and Moray is below them"."""
    if not above and not below:
        return "No area is outside the limits for its number of cases"
    said = [
        f"{in_list(names)} {'is' if len(names) == 1 else 'are'} {side}"
        for names, side in ((above, "above"), (below, "below"))
        if names
    ]
    first = f"{said[0]} the limits for {'its' if len(above or below) == 1 else 'their'} number of cases"
    return f"{first}, and {said[1]} them" if len(said) > 1 else first


def funnel_limits(phi: float) -> str:
    """What the limits of a funnel are. phi: the over-dispersion, 1 where chance alone divides areas."""
    drawn = "The fewer the cases, the farther chance alone takes a figure from Scotland’s."
    if phi <= 1:
        return f"{drawn} Areas differ no more than chance alone would make them (φ {phi:.1f})."
    return (
        f"{drawn} Thin dashed limits: chance alone. Areas differ more than that (φ {phi:.1f}, where 1 is chance "
        "alone), so the solid 99.8% limits allow for it, and only an area beyond those is named."
    )
