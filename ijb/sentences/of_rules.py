"""Sentences on rules: which one fired, on which figures, and what would clear it. None says why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

import pandas as pd

from ijb.measures import Measure
from ijb.numbers import apart, safe_side
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
    "no three moves one way": "not the third large rise or fall in a row (large: over half of what areas usually move "
    "in a year), so no rule fires",
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
    "above upper limit": "It clears when the next figure is inside the limits and no other rule holds for it.",
    "below lower limit": "It clears when the next figure is inside the limits and no other rule holds for it.",
    "seven-point rise": "It clears when a figure no longer rises and no other rule holds for it.",
    "seven-point fall": "It clears when a figure no longer falls and no other rule holds for it.",
    "two of three high": "It clears when fewer than two of three figures are near the limit and no other rule holds.",
    "two of three low": "It clears when fewer than two of three figures are near the limit and no other rule holds.",
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


def standing_said(measure: Measure, rule: object, value: float, lower: float | None, upper: float | None) -> str:
    """Where an area with this figure stands, and the limit it is past: "The area is far above the rest: … (past 61)";
    nothing for no rule."""
    if not isinstance(rule, str) or rule not in STANDING_WORDS:
        return ""
    limit = upper if "above" in rule else lower
    past = "" if "interval" in rule or limit is None or pd.isna(limit) else f" (past {apart(measure, limit, value)})"
    return f"The area is {standing_words(measure, rule)}{past}."


def standing_words(measure: Measure, rule: str) -> str:
    """What a rule of STANDING_WORDS says of a figure, after "it is"."""
    return STANDING_WORDS[rule].format(whole=_whole(measure))


def _whole(measure: Measure) -> str:
    """With what an interval is compared: Scotland’s own where only figures are published."""
    return "Scotland" if measure.published_value else "the rest of Scotland"


def noun(measure: Measure) -> str:
    """What one figure of a measure is of: "month", "quarter", "year" …"""
    return NOUNS.get(measure.period, "year")


def clears(measure: Measure, rule: str, point: Tested, at: float | None = None) -> str:
    """What would clear a signal: for the rules of limits, the next figure `at` which none of them would hold on the
    worse side; the limits are made anew with it."""
    each, down, up = noun(measure), measure.less_word, measure.more_word
    if rule in PAST_WORDS and rule not in YEARLY:
        if at is None:
            return f"Clears when no rule holds for the next {each}."
        return (
            f"Clears when the next {each} is {safe_side(measure, at)} or {down if measure.better == 'lower' else up}."
        )
    low, high = (
        "" if limit is None or pd.isna(limit) else safe_side(measure, limit)
        for limit in (point.level_lower, point.level_upper)
    )
    said = {
        "three yearly rises": "with a year that does not rise",
        "three yearly falls": "with a year that does not fall",
        "far above the rest": f"at {high} or {down}, if the other areas stay as they are",
        "far below the rest": f"at {low} or {up}, if the other areas stay as they are",
        "above funnel limit": f"at {high} or {down}, if the other areas stay as they are",
        "below funnel limit": f"at {low} or {up}, if the other areas stay as they are",
        "interval above the rest": f"when its 99.8% interval meets that of {_whole(measure)}",
        "interval below the rest": f"when its 99.8% interval meets that of {_whole(measure)}",
    }[rule]
    return f"Clears {said}."


def fired(measure: Measure, signal: Mapping[str, object]) -> str:
    """What fired and when, in one sentence.

    signal: rule, rung, first_period, last_period, run_first (the first days), first_label, last_label, run_label, run
    (the shift or trend that it is in), value, centre, lower, upper, level_lower, level_upper.
    """
    rule, each, last = signal["rule"], noun(measure), signal["last_label"]
    at = {
        name: apart(measure, signal[name], signal["value"])
        for name in ("centre", "lower", "upper", "level_lower", "level_upper")
    }
    # A limit outside what can be is not drawn, though figures can be near it.
    near = {name: f" ({at[name]})" if pd.notna(signal[name]) else "" for name in ("lower", "upper")}
    dated, before, run = _dated(measure, signal), _before(measure, signal), _run(measure, signal)
    outside, also = _outside(measure, signal), f", and {run}" if run else ""
    alone = f"{run[:1].upper()}{run[1:]}." if run else f"The figure is {RULE_WORDS.get(rule)}."
    return {
        "above upper limit": f"Above its upper limit ({at['upper']}) {outside}{also}.",
        "below lower limit": f"Below its lower limit ({at['lower']}) {outside}{also}.",
        "seven-point rise": alone,
        "seven-point fall": alone,
        "two of three high": f"Two of the last three {each}s near its upper limit{near['upper']}, up to {last}{also}.",
        "two of three low": f"Two of the last three {each}s near its lower limit{near['lower']}, up to {last}{also}.",
        "shift above": alone,
        "shift below": alone,
        "three yearly rises": f"Three yearly rises in a row, {dated}, each more than half of what areas usually move.",
        "three yearly falls": f"Three yearly falls in a row, {dated}, each more than half of what areas usually move.",
        "far above the rest": f"Far above the other areas (the limit they set: {at['level_upper']}) {dated}{before}.",
        "far below the rest": f"Far below the other areas (the limit they set: {at['level_lower']}) {dated}{before}.",
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


def _outside(measure: Measure, signal: Mapping[str, object]) -> str:
    """When a figure was outside its limits: of three or more of the last four, one may have been inside."""
    step, lasting = MONTHS.get(measure.period, 12), signal["rung"] != "watch"
    if lasting and _months(signal["first_period"], signal["last_period"]) >= 2 * step:
        return f"in three or more of the last four {noun(measure)}s, up to {signal['last_label']}"
    return _dated(measure, signal)


def _run(measure: Measure, signal: Mapping[str, object]) -> str:
    """The shift or trend that a figure is in: "14 months in a row above its average (80.1), Jul 2024 to Aug 2025"."""
    if not isinstance(signal["run"], str):
        return ""
    step = MONTHS.get(measure.period, 12)
    count = _months(signal["run_first"], signal["last_period"]) // step + 1
    way = {
        "shift above": f"above its average ({apart(measure, signal['centre'], signal['value'])})",
        "shift below": f"below its average ({apart(measure, signal['centre'], signal['value'])})",
    }
    span = f"{signal['run_label']} to {signal['last_label']}"
    if signal["run"] not in way:
        moving = "rising" if signal["run"] == "seven-point rise" else "falling"
        return f"{moving} {count} {noun(measure)}s in a row, {span}"
    return f"{count} {noun(measure)}s in a row {way[signal['run']]}, {span}"


def _months(first: date, last: date) -> int:
    """How many months lie between the first days of two periods."""
    return (last.year - first.year) * 12 + last.month - first.month


def _before(measure: Measure, signal: Mapping[str, object]) -> str:
    """ ", and a year before too", where a level persists and its unbroken stretch does not reach as far back."""
    years = measure.change_years
    reaches = _months(signal["first_period"], signal["last_period"]) >= 12 * years
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


def funnel_limits(phi: float, plain: bool = True) -> str:
    """What the limits of a funnel are. phi: the over-dispersion, 1 where chance alone divides areas; plain: whether the
    limits of chance alone are drawn too."""
    drawn = "The fewer the cases, the farther chance alone takes a figure from Scotland’s."
    if phi <= 1:
        return f"{drawn} Areas differ no more than chance alone would make them (φ {phi:.1f})."
    dashed, solid = (" Thin dashed limits: chance alone.", "solid ") if plain else ("", "")
    return (
        f"{drawn}{dashed} Areas differ more than that (φ {phi:.1f}, where 1 is chance alone), so the {solid}99.8% "
        "limits allow for it, and only an area beyond those is named."
    )
