"""The price of a delay as it is shown: titles, drawing and tables, each an illustration and saying so."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import pandas as pd

from ijb import numbers
from ijb.bed_day_prices import BedDayPrice, times_apart
from ijb.charts import blocks
from ijb.charts.markup import Html, element
from ijb.charts.range_bars import RangeBar, range_bars
from ijb.charts.table import Column, cell_lines, table
from ijb.store import Store
from ijb.views.drawing import Drawing
from ijb.views.priced_days import (
    CARE_HOME,
    CAUTION,
    HOME_CARE,
    HOSPITAL,
    Illustration,
    Line,
    Prices,
    hours_words,
)

DAYS_SOURCE, COSTS_SOURCE, DEFLATOR_SOURCE = "phs_delayed_discharges", "lgbf", "obr_gdp_deflators"
FIGURES = 3  # how many figures of an amount are shown
MILLION = 1_000_000
HEAD, OF = "The price of a delay: an illustration, not a finding", "the illustration"
DIVIDED = "What delays are said to have cost in Scotland in a year, divided by their bed days."
ROUNDED, IN_FULL = "Amounts are rounded to three figures", "; the download has them in full"
WHERE = {
    HOSPITAL: "in hospital",
    HOME_CARE: "at home with {hours} a day",
    CARE_HOME: "in a care home (net cost to the council)",
}


def pounds(amount: float) -> str:
    """An amount to three figures: "£797,000", "£1.50 million", "£94"."""
    if amount < 1:
        return "£0"
    step = 10.0 ** max(math.floor(math.log10(amount)) - FIGURES + 1, 0)
    rounded = math.floor(amount / step + 0.5 + 1e-9) * step
    if rounded < MILLION:
        return f"£{numbers.number(rounded)}"
    decimals = max(FIGURES - 1 - math.floor(math.log10(rounded / MILLION)), 0)
    return f"£{numbers.number(rounded / MILLION, decimals)} million"


def round_pounds(amount: float) -> str:
    """The same of an amount that is round, for the end of a scale: "£2 million"."""
    return re.sub(r"\.0+(?= )", "", pounds(amount))


def a_range(low: float, high: float) -> str:
    """ "£797,000 to £1.50 million", or one amount where both read the same."""
    ends = dict.fromkeys((pounds(low), pounds(high)))
    return " to ".join(ends)


# --- the two prices ---


def prices_shown(known: Prices) -> Drawing:
    """The table of the published prices under how far apart they are."""
    title = prices_title(known)
    columns = [
        Column("publication", "Publication", row_head=True, html=True),
        Column("cost", "Cost of delays", "right", phone=False),
        Column("days", "Delayed bed days", "right", phone=False),
        Column("own", "A bed day", "right", head_note="in its own year’s prices"),
    ]
    if known.base:
        columns.append(Column("base", "A bed day", "right", head_note=f"in {known.base} prices"))
    rows = pd.DataFrame([_price_row(known, price) for price in known.published])
    drawn = table(rows, columns, f"{title}. {CAUTION}", hide_caption=True)
    return Drawing(title, DIVIDED, above=(blocks.paragraph(CAUTION), drawn, blocks.note(notes_on(known))))


def prices_title(known: Prices) -> str:
    """How far apart the published prices are, as stated and in one year's prices."""
    stated = [price.a_day for price in known.published]
    title = f"Illustration: two public prices of a delayed bed day are {_fold(stated)} apart as stated"
    real = known.in_one_years_prices
    return f"{title}, {_fold(real)} in {known.base} prices" if real else title


def notes_on(known: Prices) -> str:
    """What to know of each published cost."""
    notes = " ".join(f"{price.publisher}, {price.year}: {price.note}" for price in known.published)
    return f"{notes} A price of one year is put in those of another by the deflator of the whole economy."


def _price_row(known: Prices, price: BedDayPrice) -> dict[str, str]:
    named = element("a", price.publisher, class_="ijb-link", href=price.url)
    real = known.a_day(price)
    return {
        "publication": cell_lines(named, f"{price.title}: costs of {price.year}"),
        "cost": f"£{numbers.number(price.cost_million)} million",
        "days": numbers.number(price.bed_days),
        "own": f"£{numbers.number(price.a_day)}",
        "base": numbers.BLANK if real is None else f"£{numbers.number(real)}",
    }


def _fold(amounts: Sequence[float]) -> str:
    return f"{numbers.number(times_apart(amounts), 1)}-fold"


# --- the illustration ---


def shown(store: Store, given: Illustration) -> Drawing:
    """The days of one area at each price: bars on one scale, the sentence, and the table; or why there is none."""
    title = illustration_title(given)
    if given.days is None:
        return Drawing(title, CAUTION)
    sentence = said(given)
    bars = [
        RangeBar(line.place, *(line.amounts(given.days) or (None, None)), amount_words(given, line))
        for line in given.lines
    ]
    rounded = f"{ROUNDED}{'' if store.names_hidden else IN_FULL}."
    below = (blocks.paragraph(sentence), illustration_table(given), blocks.note(rounded), sources(store, given))
    return Drawing(title, what_if(given), above=(range_bars(bars, round_pounds, sentence),), below=below)


def illustration_title(given: Illustration) -> str:
    """The days at the two hospital prices and at home; or that there is nothing to price, and why."""
    if given.days is None:
        return f"Illustration: nothing to price for {given.name} ({given.why})"
    return f"Illustration: at these prices {_days(given)} are priced at {_priced(given, HOSPITAL, HOME_CARE)}"


def what_if(given: Illustration) -> str:
    """What is supposed, with the days and the year, and that it is an illustration."""
    return f"{supposed(given)} {CAUTION}"


def supposed(given: Illustration) -> str:
    """What is supposed, with the days and the year."""
    return (
        f"What if {numbers.number(given.share)}% of the {numbers.number(given.waiting)} days in {given.year} that "
        f"residents of {given.name} spent in hospital waiting for care or support were spent at home: {_days(given)}, "
        f"in {given.prices.base} prices."
    )


def said(given: Illustration) -> str:
    """The whole of the illustration in words, as read out for the drawing and shown under it."""
    return f"At these prices the same {_days(given)} are priced at {_priced(given, *WHERE)}. {CAUTION}"


def illustration_table(given: Illustration) -> Html:
    """A row a price: a day at it, and all the days."""
    columns = [
        Column("place", "Where the same days are spent", row_head=True, html=True),
        Column("day", "Price of a day", "right", phone=False),
        Column("amount", f"Price of {_days(given)}", "right"),
    ]
    rows = [
        {
            "place": cell_lines(line.place, f"{line.basis or line.lacking}."),
            "day": numbers.BLANK if line.low is None else a_range(line.low, line.high),
            "amount": numbers.BLANK if line.low is None else amount_words(given, line),
        }
        for line in given.lines
    ]
    return table(pd.DataFrame(rows), columns, f"{illustration_title(given)}. {CAUTION}", hide_caption=True)


def _priced(given: Illustration, *names: str) -> str:
    """ "£797,000 to £1.50 million in hospital, and £232,000 at home with 2 hours a day"; what has no price, and why."""
    lines = [given.line(name) for name in names]
    held = [f"{amount_words(given, line)} {_where(given, line)}" for line in lines if line.low is not None]
    lacking = [f"; there is no price {_where(given, line)} ({line.why})" for line in lines if line.low is None]
    return ", and ".join([", ".join(held[:-1]), held[-1]] if held[1:] else held) + "".join(lacking)


def _where(given: Illustration, line: Line) -> str:
    return WHERE[line.id].format(hours=hours_words(given.hours))


def amount_words(given: Illustration, line: Line) -> str:
    """The amounts of a line as they read, or why there are none."""
    amounts = line.amounts(given.days)
    return a_range(*amounts) if amounts else line.lacking


def _days(given: Illustration) -> str:
    count = numbers.number(given.days)
    return f"{count} day{'' if count == '1' else 's'}"


def sources(store: Store, given: Illustration) -> Html:
    """Where the days, the unit costs and the deflator come from."""
    listed = [
        ("Days", DAYS_SOURCE, given.year),
        ("Home care and care homes", COSTS_SOURCE, ""),
        ("Prices of one year", DEFLATOR_SOURCE, ""),
    ]
    parts = []
    for of, name, period in listed:
        source = store.sources[name]
        parts += [f"{of}: {source.publisher}, ", element("a", source.title, class_="ijb-link", href=source.url)]
        parts.append(f", {period}. " if period else ". ")
    return element("p", *parts, class_="ijb ijb-note")
