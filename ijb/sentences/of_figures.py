"""Sentences on figures: what is highest, what changed, how an area stands; with figure, unit and period."""

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
ON_A_DAY = ("snapshot", "census_date")
YEARS_BEFORE = {1: "a year before", 2: "two years before", 3: "three years before"}


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


def apart_from_scotland(
    measure: Measure, held: pd.DataFrame, above: list[str], below: list[str], breakdown: str, words: str
) -> str:
    """The finding where areas are tested against Scotland: who is apart from it, then how far the figures run.

    held: name, value of the areas with a figure; above, below: the names of those apart.
    """
    said = [f"{word} in {in_list(names)}" for word, names in (("higher", above), ("lower", below)) if names]
    ends = figure(measure, held["value"].min()), phrase(measure, held["value"].max(), breakdown)
    span = f"areas run from {ends[0]} to {ends[1]}"
    if not said:
        return f"{subject(measure, words)}: no area is clearly apart from Scotland; {span}"
    joined = said[0] if len(said) == 1 else f"{said[0]}, and {said[1]},"
    whole = "the rest of Scotland" if measure.chart_method == "interval" and not measure.published_value else "Scotland"
    return f"{subject(measure, words)} {are(measure)} clearly {joined} than in {whole}; {span}"


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


def told_apart(overlapping: list[str], apart: list[str]) -> str:
    """The areas whose ranges of position overlap this one's, by name; or, where they are most, those whose do not."""
    count = len(overlapping)
    if count == 0:
        return "No other area’s range of positions overlaps its own."
    if len(apart) == 0:
        return "The ranges of positions of all other areas overlap its own."
    if count <= len(apart):
        return f"Those whose range of positions overlaps its own: {in_list(overlapping)}."
    return f"All whose range of positions overlaps its own: every area but {in_list(apart)}."


def told_apart_head(count: int) -> str:
    """From how many areas one cannot be told apart by position."""
    if count == 0:
        return "Can be told apart from every other area by position"
    return f"Cannot be told apart by position from {count} other area{'' if count == 1 else 's'}"


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
    """ "Fife", "Fife and Moray", "Fife, Moray and Angus"; "Argyll and Bute, and Fife" where a name has an "and"; with
    semicolons where a name has a comma."""
    if len(names) < 2:
        return "".join(names)
    if any(", " in name for name in names):
        return f"{'; '.join(names[:-1])}; and {names[-1]}"
    last = ", and " if any(" and " in name for name in names) else " and "
    return f"{', '.join(names[:-1])}{last}{names[-1]}"
