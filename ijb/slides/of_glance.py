"""Slides of the front page: the three national figures, what changed most, and how much is not known."""

from __future__ import annotations

from dataclasses import replace

from ijb import numbers, sentences
from ijb.slides.ask import Ask, CannotShow
from ijb.slides.of_areas import of_map, with_figures
from ijb.slides.pieces import ALL_AREAS, marked, notes, publishers_said, questions
from ijb.slides.slide import Notes, Said, Slide
from ijb.store import SCOTLAND, Period
from ijb.views import comparison, glance

HEADLINES = "One figure each for money, need and flow: the newest that is held for Scotland, and its change on a year."
HELD = (
    "A figure counts as held where an area has one of a measure at the newest period that nine in ten of the areas "
    "have, or the best there is."
)
CHANGES = "The areas whose figure moved most on a year, in either direction. A change across a break is not counted."


def glance_headlines(ask: Ask, block: str) -> Slide:
    """Money, need and flow for Scotland. Raises CannotShow where none is held."""
    found = glance.headlines(ask.store)
    if not found:
        raise CannotShow("No national figure of money, need or flow is held.")
    row, measures = found[0].row, [each.measure for each in found]
    figure = (SCOTLAND, row["breakdown"], row["basis"], _period(row))
    behind = notes(ask, measures, figure)
    return Slide(
        block,
        glance.lead(found).removesuffix(".") or "Scotland: money, need and flow",
        "Scotland. The newest national figure of each, and its change on a year.",
        said=tuple(_headline(each) for each in found),
        area=ask.store.area(SCOTLAND)["name"],
        notes=replace(behind, definition=f"{HEADLINES} {behind.definition}"),
    )


def _headline(found: glance.Headline) -> Said:
    measure, unit = found.measure, glance.unit_said(found, dated=False).removeprefix("% ")
    words = f"{numbers.figure(measure, found.row['value'])} {unit}. {sentences.changed(measure, found.change)}"
    return Said(words, head=f"{found.label}: {sentences.mid_sentence(measure.short_name)}, {found.row['period_label']}")


def _period(row) -> Period:
    return Period(row["period_start"], row["period_end"], row["period_label"])


def glance_changes(ask: Ask, block: str) -> Slide:
    """The areas that moved most on a year. Raises CannotShow where there is no year before to compare with."""
    question = of_map(ask)
    rows = with_figures(ask, question)
    found = glance.changes_said(ask.store, question, rows)
    if not found:
        raise CannotShow(glance.NO_CHANGES)
    figure = (found[0][0]["area_code"], question.breakdown, question.basis, question.period)
    behind = notes(ask, [question.measure], figure, whose=[ALL_AREAS])
    first, words = found[0]
    title = f"{question.measure.short_name} changed most in {first['name']}: {words}"
    measured = f"{question.measure.name}, {question.unit}, {question.period.label}."
    return Slide(
        block,
        title,
        f"Scotland’s {len(rows)} areas. {measured} {comparison.colour_words(question, rows)}",
        said=tuple(marked(row["mark"], f"{row['name']}: {words}.") for row, words in found),
        area=ask.store.area(ask.area)["name"],
        notes=replace(behind, definition=f"{CHANGES} {behind.definition}"),
    )


def glance_not_known(ask: Ask, block: str) -> Slide:
    """How many figures are held, and what is held for none of the areas."""
    store, (finding, of) = ask.store, glance.held(ask.store)
    gone = glance.held_nowhere(store)
    every = [each for each in store.measures.values() if each.areas == "residence"]
    return Slide(
        block,
        finding,
        "Scotland’s 31 areas. How much is not known.",
        said=tuple(Said(words) for words in [f"{of[:1].upper()}{of[1:]}", glance.held_nowhere_said(store)] if words),
        area=store.area(SCOTLAND)["name"],
        notes=Notes(
            source=publishers_said(ask, every),
            caveat="A figure that is not held is not nought: it is not known here.",
            definition=HELD,
            questions=questions((gone if len(gone) > 1 else every)[:2]),
        ),
    )
