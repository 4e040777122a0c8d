"""Every computed sentence a reader sees, from one place: plain, exact, with its figure, unit and period."""

from __future__ import annotations

from datetime import date

import pandas as pd

from ijb.compare import Change
from ijb.measures import Measure
from ijb.numbers import amount, figure, is_nil, ordinal, per_cent, phrase

DIRECTION = {
    "lower": "Lower is better.",
    "higher": "Higher is better.",
    "neither": "Neither higher nor lower is better.",
}


# What each XmR rule says of a point, after "the figure is".
RULE_WORDS = {
    "above upper limit": "above its upper limit",
    "below lower limit": "below its lower limit",
    "seven-point rise": "part of seven or more in a row that rise",
    "seven-point fall": "part of seven or more in a row that fall",
    "two of three high": "part of two out of three in a row near its upper limit",
    "two of three low": "part of two out of three in a row near its lower limit",
    "shift above": "part of seven or more in a row above its average",
    "shift below": "part of seven or more in a row below its average",
    "common cause": "inside its usual range, and no rule fires",
}
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
}
ON_A_DAY = ("snapshot", "census_date")
YEARS_BEFORE = {1: "a year before", 2: "two years before", 3: "three years before"}
ALIKE = "Figures that follow one another are alike, so this chart flags more than chance alone would."


def rule_said(rule: object, period_label: str) -> str:
    """The rule that names a point, in words, and what would clear it; '' where nothing was tested."""
    if not isinstance(rule, str):
        return ""
    said = f"The figure for {period_label} is {RULE_WORDS[rule]}."
    return f"{said} {CLEARS[rule]} {ALIKE}" if rule in CLEARS else said


def are(measure: Measure) -> str:
    return "are" if measure.subject_plural else "is"


def were(measure: Measure) -> str:
    return "were" if measure.subject_plural else "was"


def subject(measure: Measure, breakdown_words: str = "") -> str:
    """How a sentence about the measure starts, with the breakdown it is of."""
    words = ", ".join(mid_sentence(part) for part in breakdown_words.split(", "))
    return f"{measure.subject} ({words})" if words else measure.subject


def mid_sentence(words: str) -> str:
    """Words as they read inside a sentence: "Delayed beds" loses its capital, "NHS board" and "IJB" keep theirs."""
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"


def when(measure: Measure, period_label: str) -> str:
    """A period with its preposition: "in Aug 2025", "in 2022/23", "on 31 Mar 2024"."""
    return f"{'on' if measure.period in ON_A_DAY else 'in'} {period_label}"


def direction(measure: Measure) -> str:
    """Which way is better, in the measure's own words: "Fewer is better."."""
    if measure.better == "neither":
        return DIRECTION["neither"]
    word = measure.less_word if measure.better == "lower" else measure.more_word
    return f"{word.capitalize()} is better."


def axis_direction(measure: Measure) -> str:
    """The words under an axis that runs across: "← fewer is better"."""
    if measure.better == "lower":
        return f"← {measure.less_word} is better"
    if measure.better == "higher":
        return f"{measure.more_word} is better →"
    return "neither end is better"


def upward_direction(measure: Measure) -> str:
    """The words under a chart whose values run up: "↓ fewer is better"."""
    if measure.better == "lower":
        return f"↓ {measure.less_word} is better"
    if measure.better == "higher":
        return f"↑ {measure.more_word} is better"
    return "neither higher nor lower is better"


def highest_and_lowest(measure: Measure, held: pd.DataFrame, breakdown: str, words: str) -> str:
    """The finding of a comparison. held: name, value of the areas with a figure."""
    if held.empty:
        return f"{subject(measure, words)}: no area has a figure"
    top, bottom = held["value"].max(), held["value"].min()
    if figure(measure, top) == figure(measure, bottom):
        return (
            f"{subject(measure, words)} {are(measure)} the same in every area with a figure, at "
            f"{phrase(measure, top, breakdown)}"
        )
    most = f"{_named(measure, held, top)} ({phrase(measure, top, breakdown)})"
    least = f"{_named(measure, held, bottom)} ({figure(measure, bottom)})"
    if measure.subject_plural and _names_what_is_counted(measure, breakdown) == "people":
        return f"{subject(measure, words)}: {measure.high_word} in {most}, {measure.low_word} in {least}"
    return f"{subject(measure, words)} {are(measure)} highest in {most} and lowest in {least}"


def _named(measure: Measure, held: pd.DataFrame, value: float) -> str:
    """The areas that share a value as it is shown, at most two of them by name."""
    names = held.loc[held["value"].map(lambda each: figure(measure, each)) == figure(measure, value), "name"].tolist()
    return in_list(names) if len(names) <= 2 else f"{len(names)} areas"


def place(measure: Measure, row: pd.Series) -> str:
    """An area's position, never bare: "9th of 31, where 1st is fewest; between 8th and 20th over the last year"."""
    if pd.isna(row["rank"]):
        return ""
    first = measure.low_word if measure.better == "lower" else measure.high_word
    said = f"{ordinal(int(row['rank']))} of {int(row['of'])}, where 1st is {first}"
    if pd.isna(row["rank_low"]):
        return said
    low, high = int(row["rank_low"]), int(row["rank_high"])
    over = {"month": "the last 12 months", "quarter": "the last four quarters"}.get(
        measure.period, "the last three figures"
    )
    if low == high:
        return f"{said}, as throughout {over}"
    return f"{said}; between {ordinal(low)} and {ordinal(high)} over {over}"


def told_apart(count: int) -> str:
    """How many areas' ranges of position overlap this one's."""
    if count == 0:
        return "Its range of positions overlaps that of no other area."
    return (
        f"Its range of positions overlaps that of {count} other area{'' if count == 1 else 's'}, "
        f"so it cannot be told apart from {'it' if count == 1 else 'them'} by position."
    )


def changed(measure: Measure, change: Change | None) -> str:
    """A change on a year: "0.8 fewer than in Aug 2024", "£26 (2.8%) higher than in 2021/22". The per cent is left out
    where the figure before is shown as nought."""
    if change is None:
        return f"There is no figure for {YEARS_BEFORE[measure.change_years]} to compare with."
    if change.broken:
        return f"Not compared with {change.since}: {mid_sentence(change.broken.why).rstrip('.')}."
    since = when(measure, change.since)
    if is_nil(measure, change.difference):
        return f"The same as {since}."
    sharing = measure.shown_as != "per cent" and not is_nil(measure, change.base)
    share = per_cent(change.difference, change.base) if sharing else None
    word = measure.more_word if change.difference > 0 else measure.less_word
    return f"{amount(measure, change.difference)}{f' ({share})' if share else ''} {word} than {since}."


def against(measure: Measure, value: float, other: float, name: str) -> str:
    """How a figure stands to a comparator's: "16.5 below Scotland (44.2)"."""
    if figure(measure, value) == figure(measure, other):
        return f"the same as {name}"
    word = "above" if value > other else "below"
    return f"{amount(measure, value - other)} {word} {name} ({figure(measure, other)})"


def over_time(measure: Measure, row: pd.Series, words: str, change: Change | None, breakdown: str) -> str:
    """The finding of a trend, from its latest row: value, value and period, and the change on a year."""
    stands = f"{_counted(measure, row['value'], breakdown)} {when(measure, row['period_label'])}"
    said = f"{subject(measure, words)} {were(measure)} {stands}"
    if change is None or change.broken:
        return said
    return f"{said}, {mid_sentence(changed(measure, change)).rstrip('.')}"


def _counted(measure: Measure, value: float, breakdown: str) -> str:
    """A value with its unit, after a subject that may have named what is counted: "Readmissions were 93.5 per 1,000
    discharges", not "93.5 readmissions per 1,000 discharges"."""
    whole = phrase(measure, value, breakdown)
    counted = _names_what_is_counted(measure, breakdown) if measure.subject_plural else ""
    return whole.replace(f" {counted} ", " ", 1) if counted else whole


def _names_what_is_counted(measure: Measure, breakdown: str) -> str:
    """The first word of the unit, where the subject has it too: "people", "hours"; '' where not."""
    thing = measure.unit_for(breakdown).split(" ")[0]
    return thing if thing in measure.subject.lower().split() else ""


def age_of(end: date, today: date) -> str:
    """How old a figure is: "3 years 7 months old"."""
    months = max((today.year - end.year) * 12 + today.month - end.month - (today.day < end.day), 0)
    years, rest = divmod(months, 12)
    parts = [
        f"{count} {word}{'' if count == 1 else 's'}" for count, word in ((years, "year"), (rest, "month")) if count
    ]
    return f"{' '.join(parts)} old" if parts else "less than a month old"


def in_list(names: list[str]) -> str:
    """ "Fife", "Fife and Moray", "Fife, Moray and Angus"; "Argyll and Bute, and Fife" where a name has an "and"."""
    if len(names) < 2:
        return "".join(names)
    last = ", and " if any(" and " in name for name in names) else " and "
    return f"{', '.join(names[:-1])}{last}{names[-1]}"
