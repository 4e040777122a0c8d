"""Slides of the price of a delay: an illustration, never a finding, and always said to be one."""

from __future__ import annotations

from dataclasses import replace

from ijb import numbers
from ijb.slides.ask import Ask, CannotShow
from ijb.slides.measure_rows import named
from ijb.slides.pieces import notes
from ijb.slides.slide import Notes, Said, Slide, Table
from ijb.steps import HOURS, RELEASED, Steps, number_in
from ijb.store import Store
from ijb.views import delay_price, priced_days

BEHIND = (priced_days.DELAYS, priced_days.HOME_CARE, priced_days.CARE_HOME)


def _notes(ask: Ask, source: str, definition: str) -> Notes:
    """The notes of either slide; the caveat is always that of the illustration."""
    made = notes(ask, [ask.store.measures[name] for name in BEHIND], None, priced_days.CAUTION)
    return replace(made, source=source, definition=definition)


def prices(ask: Ask, block: str) -> Slide:
    """The published prices of a delayed bed day, as stated and in the prices of one year."""
    known = priced_days.prices(ask.store)
    title = delay_price.prices_title(known)
    heads = ("Publication", "Cost of delays", "Delayed bed days", "A bed day, own year’s prices")
    heads = (*heads, f"A bed day, {known.base} prices") if known.base else heads
    rows = tuple(_price(known, price)[: len(heads)] for price in known.published)
    source = "; ".join(f"{price.publisher}, {price.title}, {price.url}" for price in known.published)
    return Slide(
        block,
        title,
        named(ask, delay_price.DIVIDED),
        table=Table(heads, rows),
        said=(Said(priced_days.CAUTION),),
        alt=f"{title}. {'; '.join(f'{row[0]}: {row[3]}' for row in rows)}. {priced_days.CAUTION}",
        area=ask.store.area(ask.area)["name"],
        notes=_notes(ask, source, f"{delay_price.DIVIDED} {delay_price.notes_on(known)}"),
    )


def _price(known: priced_days.Prices, price: priced_days.BedDayPrice) -> tuple[str, ...]:
    real = known.a_day(price)
    return (
        f"{price.publisher}, {price.year}",
        f"£{numbers.number(price.cost_million)} million",
        numbers.number(price.bed_days),
        f"£{numbers.number(price.a_day)}",
        numbers.BLANK if real is None else f"£{numbers.number(real)}",
    )


def delay(ask: Ask, block: str) -> Slide:
    """Some of an area's delayed days at each price. Raises CannotShow where there is nothing to price."""
    store = ask.store
    share, hours = _number(ask, "released", RELEASED), _number(ask, "hours", HOURS)
    given = priced_days.illustration(store, ask.area, share, hours)
    title = delay_price.illustration_title(given)
    if given.days is None:
        raise CannotShow(f"{title}.")
    said = [_line(given, line) for line in given.lines]
    return Slide(
        block,
        title,
        named(ask, f"Delayed days of {given.year}, in {given.prices.base} prices."),
        said=(Said(priced_days.CAUTION), Said(delay_price.supposed(given)), *said, Said(f"{delay_price.ROUNDED}.")),
        area=given.name,
        notes=_notes(ask, _sources(store, given.year), delay_price.said(given)),
    )


def _line(given: priced_days.Illustration, line: priced_days.Line) -> Said:
    """One price of the same days: the amount, and on what it rests."""
    return Said(f"{line.basis or line.lacking}.", head=f"{line.place}: {delay_price.amount_words(given, line)}")


def _number(ask: Ask, name: str, steps: Steps) -> float:
    """A number of a slider. Raises CannotShow for what is none of its numbers."""
    asked = ask.choices.get(name)
    given = steps.default if asked is None else number_in(asked, steps.ends, steps.step)
    if given is None:
        raise CannotShow(f"It asks for {name} “{asked[:40]}”, which is not here.")
    return given


def _sources(store: Store, year: str) -> str:
    """Where the days, the unit costs and the deflator come from."""
    names = (delay_price.DAYS_SOURCE, delay_price.COSTS_SOURCE, delay_price.DEFLATOR_SOURCE)
    said = [f"{store.sources[name].publisher}, {store.sources[name].title}" for name in names]
    return "; ".join([f"{said[0]}, {year}", *said[1:]])
