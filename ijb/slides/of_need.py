"""Slides of the page Unmet need: who waits, what care is received, choice, capacity, and what nobody counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from ijb import labels, sentences
from ijb.charts.series import with_gaps
from ijb.slides.ask import Ask, CannotShow
from ijb.slides.measure_rows import alone, named, rows_slide
from ijb.slides.over_time import parts_slide
from ijb.slides.pieces import notes, scale_of
from ijb.slides.slide import Bar, Bars, Line, Lines, Notes, Said, Slide
from ijb.store import SCOTLAND
from ijb.views import need, need_ages, need_care, need_gaps, need_waits, parts

GAPS = "Need and capacity: what is not collected or not held"
GAPS_ARE = "What the figures held here do not count, and which of them are missing or old."


# --- who waits in the community ---


def waits(ask: Ask, block: str) -> Slide:
    """Counts on scattered dates, by basis, for the area and for Scotland. Raises CannotShow where none are held."""
    store, measure = ask.store, ask.measure(need_waits.USUAL)
    if not need_waits.is_wait(measure):
        raise CannotShow(f"{measure.short_name} is no count of people who wait in the community.")
    found = need_waits.waits(store, measure, ask.area)
    title = need_waits.title(store, found, ask.today)
    if found.newest is None:
        raise CannotShow(f"{title}.")
    newest = found.newest
    words = [] if found.own else [need_waits.not_held(store, found)]
    words += [each for each in need_waits.said(store, found, ask.today) if each]
    figure = (newest.area, newest.basis, "", need_waits.period(newest))
    return Slide(
        block,
        title,
        named(ask, need_waits.subtitle(measure)),
        _dated(ask, found),
        said=tuple(map(Said, words)),
        alt=alone(need_waits.alt(store, found, ask.today)),
        area=store.area(ask.area)["name"],
        notes=notes(ask, [measure], figure, need_waits.NOT_JOINED),
    )


def _dated(ask: Ask, found: need_waits.Waits) -> Lines:
    """A line for each area and basis; where it is parted, at a break or far from other dates, stands none."""
    heads = need_waits.break_heads(found)
    frames = [with_gaps(held.rows[["period_start", "period_label", "value"]], heads) for held in found.lines]
    places = pd.concat([frame.assign(day=frame["period_start"].dt.date) for frame in frames])
    places = places.sort_values(["day", "value"]).drop_duplicates("day")
    days, labels = places["day"].tolist(), places["period_label"]
    drawn = [_line(ask, found, held, days) for held in found.lines]
    return Lines(
        tuple(label if isinstance(label, str) else _day(day) for label, day in zip(labels, days)),
        tuple(days),
        tuple(sorted(drawn, key=lambda line: line.tone != "own")),
        scale_of(found.measure),
        sentences.upward_direction(found.measure),
        breaks=tuple((sum(day < at for day in days), words) for at, words in heads),
    )


def _day(day: date) -> str:
    return f"{day:%d %b %Y}".lstrip("0")


def _line(ask: Ask, found: need_waits.Waits, held: need_waits.Held, days: list[date]) -> Line:
    area = ask.store.area(held.area)
    tone = "own" if held.area == found.area else "scotland" if held.area == SCOTLAND else "other"
    by_day = dict(zip(held.rows["period_start"], held.rows["value"].astype(float)))
    end = f"{area['short_name']} {scale_of(found.measure).text(held.latest['value'])}"
    return Line(
        f"{area['short_name']}, {need_waits.basis_words(held.basis)}",
        tuple(by_day.get(day) for day in days),
        tone,
        f"{end}, {need_waits.short_basis(held.basis)}",
    )


# --- who waits in hospital ---


def hospital(ask: Ask, block: str) -> Slide:
    """How many wait in hospital for care, in words. Raises CannotShow where no figure is held."""
    store, measure = ask.store, ask.store.measures[need.IN_HOSPITAL]
    found = need.in_hospital(store, ask.area, ask.comparator)
    newest = store.newest(need.IN_HOSPITAL, "", ask.area)
    if found is None or newest is None:
        raise CannotShow(f"{need.hospital(store, ask.area, ask.comparator)}")
    people, rate, changed, _ = found
    cautions = need_care.of_rows(store, ask.area, [measure])
    return Slide(
        block,
        people,
        named(ask, f"{measure.name}, {measure.unit}. {sentences.direction(measure)}"),
        said=(Said(f"As a rate: {rate}."), Said(changed)),
        area=store.area(ask.area)["name"],
        notes=notes(ask, [measure], (ask.area, "", "", newest), cautions[0] if cautions else ""),
    )


# --- care received ---


def _by_age(ask: Ask) -> need_ages.ByAge:
    kind = ask.one_of("care", list(need_ages.OF_KIND), "people")
    measure = ask.store.measures[need_ages.OF_KIND[kind]]
    found = need_ages.by_age(ask.store, measure, ask.area, ask.comparator)
    if found is None:
        raise CannotShow(need_ages.nothing(ask.store, measure, ask.area))
    return found


def ages(ask: Ask, block: str) -> Slide:
    """Care received by age, the area's beside the other's. Raises CannotShow where it is never split by age."""
    store, found = ask.store, _by_age(ask)
    by_age = need_ages.counted(found.measure)
    cautions = need_care.of_ages(store, found.area, found.measure)
    codes = [code for code in (found.area, found.other) if code]
    bars = [_bar(ask, found, age, code) for age in need_ages.AGES for code in codes]
    return Slide(
        block,
        need_ages.title(store, found),
        named(ask, need_ages.subtitle(found)),
        Bars(tuple(bars), scale_of(found.measure), sentences.upward_direction(found.measure)),
        said=(Said(need_ages.said(found)),),
        alt=alone(need_ages.alt(store, found)),
        area=store.area(ask.area)["name"],
        notes=notes(ask, [by_age], (ask.area, need_ages.OLDEST, "", found.period), cautions[0] if cautions else ""),
    )


def _bar(ask: Ask, found: need_ages.ByAge, age: str, code: str) -> Bar:
    row = found.of(code).loc[age]
    tone = "own" if code == found.area else "scotland" if code == SCOTLAND else "other"
    value = float(row["value"]) if pd.notna(row["value"]) else None
    return Bar(f"{labels.short_label(age)}, {ask.store.area(code)['short_name']}", value, row["value_text"], tone)


def years(ask: Ask, block: str) -> Slide:
    """Care received by age over the years. Raises CannotShow where it is never split by age."""
    store, found = ask.store, _by_age(ask)
    asked = need_ages.over_the_years(found)
    made = parts_slide(ask, block, asked)
    cautions = [*need_care.of_ages(store, found.area, found.measure), need_ages.REBASED]
    kind = need_ages.KINDS[need_ages.kind_of(found.measure)]
    words = f"{kind} in the last week of March of each year, {need_ages.unit(found.measure)}. {parts.subtitle(asked)}"
    return replace(made, subtitle=named(ask, words), notes=replace(made.notes, caveat=cautions[0]))


# --- tables of measures ---


def choice(ask: Ask, block: str) -> Slide:
    """Choice and support: a row a measure."""
    return _table(ask, block, need.CHOICE)


def capacity(ask: Ask, block: str) -> Slide:
    """Capacity: a row a measure."""
    return _table(ask, block, need.CAPACITY)


def _table(ask: Ask, block: str, shown: need.Rows) -> Slide:
    store = ask.store
    every = need.every(store, ask.area, ask.comparator, {})
    found = every[every["measure"].isin(shown.measures)]
    cautions = need_care.of_rows(store, ask.area, shown.of_store(store))
    return rows_slide(ask, block, f"measures of {shown.of}", found, cautions=cautions)


# --- what nobody counts ---


def gaps(ask: Ask, block: str) -> Slide:
    """What is not collected or not held."""
    store = ask.store
    nobody = [Said(words) for words in need_gaps.NEVER_COUNTED]
    here = [*need_gaps.missing(store, ask.area), *need_gaps.ended(store, ask.area, ask.today)]
    measures = [store.measures[need_waits.USUAL], store.measures[need.IN_HOSPITAL]]
    made = notes(ask, measures)
    return Slide(
        block,
        GAPS,
        named(ask, GAPS_ARE),
        said=tuple([*nobody, *map(Said, here)]),
        area=store.area(ask.area)["name"],
        notes=Notes(made.source, need_gaps.NEVER_COUNTED[0], GAPS_ARE, questions=made.questions),
    )
