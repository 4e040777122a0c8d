"""Slides of a table of measures, a row each, as the pages have; and what every slide of an area begins with."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ijb import numbers, sentences
from ijb.charts.status import Mark
from ijb.measures import Measure
from ijb.slides.ask import Ask, CannotShow
from ijb.slides.pieces import notes, plain, scale_of
from ijb.slides.slide import Said, Scale, Slide, Table
from ijb.store import Period
from ijb.views import standing_out
from ijb.views.measure_rows import IN_DOUBT

MOST_ROWS, MOST_CHARACTERS, MOST_RULES = 8, 60, 3
BELOW = " The same figures are in the table below."


def named(ask: Ask, words: str) -> str:
    """A subtitle: whose it is, and what is measured."""
    return f"{ask.store.area(ask.area)['name']}. {words}"


def alone(alt: str) -> str:
    """A text alternative of a page's chart as it reads on a slide, which has no table below."""
    return alt.replace(BELOW, "")


def cut(words: str, most: int = MOST_CHARACTERS) -> str:
    """Words that fit a cell, cut off between two of them with an ellipsis."""
    if len(words) <= most:
        return words
    return f"{words[: most - 1].rsplit(' ', 1)[0].rstrip(' ,;:–(')}…"


def part_scale(measure: Measure) -> Scale:
    """The scale of a measure with one decimal at least, where small parts of it are drawn."""
    return Scale(scale_of(measure).before, scale_of(measure).after, max(measure.decimals, 1))


def rows_slide(
    ask: Ask, block: str, of: str, found: pd.DataFrame, basis: str = "", cautions: Sequence[str] = ()
) -> Slide:
    """The slide of some rows of views.measure_rows.rows: the newest figure, the comparator's and the change; and the
    rules that fired. of: "measures of delays"; basis: that of money. Raises CannotShow where not one has a figure."""
    store = ask.store
    title = finding(ask, of, found)
    if not found["value"].notna().any():
        raise CannotShow(f"Not one of these figures is held for {store.area(ask.area)['name']}.")
    shown = found.head(MOST_ROWS).to_dict("records")
    first = f" The first {MOST_ROWS} of {len(found)} measures." if len(found) > MOST_ROWS else ""
    measures = [store.measures[row["measure"]] for row in shown]
    return Slide(
        block,
        title,
        named(ask, f"Newest figures held, each with its period{_beside(ask)}.{first}"),
        table=Table(_heads(ask), tuple(_cells(ask, row) for row in shown)),
        said=tuple(_rules(found.to_dict("records"))),
        alt=f"{title}. {'; '.join(_in_words(ask, row) for row in shown)}.",
        area=store.area(ask.area)["name"],
        notes=notes(ask, measures, _main_figure(ask, shown, basis), cautions[0] if cautions else ""),
    )


def finding(ask: Ask, of: str, found: pd.DataFrame) -> str:
    """ "Fife: rules fired on 2 of the 5 measures of delays tested, worse on 1": what the marks of the rows come to."""
    name, rows = ask.store.area(ask.area)["name"], found.to_dict("records")
    tested = sum(map(standing_out.is_tested, rows))
    tones = [{mark.tone for mark in marks} for _, marks in _fired(rows)]
    if not tested:
        return f"{name}: {len(rows)} {of}, none of them tested"
    if tested == 1:
        return f"{name}: of {len(rows)} {of} one is tested, and {'a' if tones else 'no'} rule fired on it"
    if not tones:
        return f"{name}: no rule fired on any of the {tested} {of} tested"
    counts = {tone: sum(tone in each for each in tones) for tone in ("worse", "better")}
    sides = "".join(f", {tone} on {count}" for tone, count in counts.items() if count)
    return f"{name}: rules fired on {len(tones)} of the {tested} {of} tested{sides}"


def _beside(ask: Ask) -> str:
    return f", beside {ask.comparator.name}" if _compared(ask) else ""


def _compared(ask: Ask) -> bool:
    """Whether a column of the comparator is drawn: Scotland itself has none."""
    return ask.store.area(ask.area)["level"] == "ijb"


def _heads(ask: Ask) -> tuple[str, ...]:
    name = ask.comparator.name
    other = (cut(f"{name[:1].upper()}{name[1:]}"),) if _compared(ask) else ()
    return ("Measure", "Unit", "Latest", *other, "Change on a year")


def _cells(ask: Ask, row: dict) -> tuple[str, ...]:
    other = (row["other"],) if _compared(ask) else ()
    return (cut(row["plain"]), cut(row["unit"]), _latest(ask, row), *other, cut(row["change"]))


def _latest(ask: Ask, row: dict) -> str:
    """ "£1,093 (2022/23)", or why there is none."""
    if pd.isna(row["value"]):
        return numbers.STATUS_WORDS[row["reason"]]
    when = row["period"].split(" ", 1)[1]
    doubt = f", {IN_DOUBT}" if f", {IN_DOUBT}" in plain(row["name"]) else ""
    figure = numbers.figure(ask.store.measures[row["measure"]], row["value"])
    return f"{figure} ({when}{row['aside']}{doubt})"


def _in_words(ask: Ask, row: dict) -> str:
    return f"{row['plain']}: {sentences.mid_sentence(_latest(ask, row))}"


def _rules(rows: Sequence[dict]) -> list[Said]:
    """The rules that fired on these figures, against the area's own past and among the rest; the first few in full."""
    fired = _fired(rows)
    said = [_rule(name, marks) for name, marks in fired[:MOST_RULES]]
    more = len(fired) - len(said)
    if more:
        said.append(Said(f"Rules fired on {more} more of these measures." if more > 1 else "And on 1 more measure."))
    return said


def _fired(rows: Sequence[dict]) -> list[tuple[str, list[Mark]]]:
    """The measures on which a rule fired, by name, with the marks of the rules."""
    marks = [
        (row["plain"], [mark for mark in (row["direction"], row["level"]) if mark.shape in ("up", "down")])
        for row in rows
    ]
    return [(name, fired) for name, fired in marks if fired]


def _rule(name: str, marks: Sequence) -> Said:
    """One measure's rules in a sentence, with the mark of the first."""
    tones = {mark.tone for mark in marks}
    tone = marks[0].tone if len(tones) == 1 and marks[0].tone in ("better", "worse") else "other"
    words = sentences.in_list([sentences.mid_sentence(mark.words) for mark in marks])
    shape = {"up": "▲", "down": "▼"}[marks[0].shape]
    return Said(f"{name}: {words}.", shape, tone)


def _main_figure(ask: Ask, rows: Sequence[dict], basis: str) -> tuple[str, str, str, Period] | None:
    """The first figure of the table, for its receipt."""
    measure = ask.store.measures[next(row["measure"] for row in rows if pd.notna(row["value"]))]
    period = ask.store.default_period(measure.id, measure.default_breakdown)
    return (ask.area, measure.default_breakdown, basis if measure.money else "", period) if period else None
