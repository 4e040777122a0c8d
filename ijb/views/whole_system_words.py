"""The finding of the chain in words: each change to the last year that all share and to its own newest year, with what
to know of the year that it starts from and of small numbers."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ijb import chain, numbers, sentences
from ijb.charts.dots import with_unit
from ijb.measures import Measure
from ijb.periods import year_label
from ijb.views.whole_system import Chain, Linked

LATER = ("in the same year", "one year later", "two years later")
HOW_MANY = {2: "both", 3: "all three"}
FEW_BEDS = 30  # on an average day


def plain_name(measure: Measure) -> str:
    """A measure's name inside a sentence, without a comma or colon: "delayed bed days (75 and over)"."""
    name = sentences.mid_sentence(measure.short_name)
    for mark in (", ", ": "):
        head, found, rest = name.partition(mark)
        if found:
            return f"{head} ({rest})"
    return name


def signed(measure: Measure, change: float) -> str:
    """A change with its sign: "+8.3%", "−12%", "+1.2 percentage points"."""
    size = numbers.number(abs(change), 1 if abs(change) < 9.95 else 0)
    sign = "" if size == "0.0" else "+" if change > 0 else "−"
    return f"{sign}{size}{' percentage points' if measure.shown_as == 'per cent' else '%'}"


def capital(words: str) -> str:
    """Words with a capital first letter."""
    return f"{words[:1].upper()}{words[1:]}"


# --- the title ---


def title(chained: Chain) -> str:
    """The finding: each measure's change between the first and the last years that all have, and to its own newest
    year where that is later; or else between its own."""
    known = _known(chained)
    if not known:
        return f"{chained.name}: no figures of two years to set side by side"
    shared = _shared(known)
    if len(shared) < 2:
        own = [(linked, min(linked.places), max(linked.places)) for linked in known]
        said = [f"{_changed(*each)} {_span(each[1] + each[0].shift, each[2] + each[0].shift)}" for each in own]
        return f"{capital(said[0])}; {'; '.join(said[1:])}" if said[1:] else capital(said[0])
    first, last = shared[0], shared[-1]
    now = [_changed(linked, first, last) for linked in known if not linked.shift]
    then = [_changed(linked, first, last) for linked in known if linked.shift]
    parts = [f"{capital(_span(first, last))}{_last_year(chained)}: {', '.join(now)}"] if now else []
    shift = chained.offset
    parts += [f"{LATER[shift]}, {_span(first + shift, last + shift)}: {', '.join(then)}"] if then else []
    return "; ".join(parts) if now else capital(parts[0])


def last_shared(chained: Chain) -> int | None:
    """The last place on the axis that all have, where one of them goes on after it."""
    known = _known(chained)
    shared = _shared(known) if known else []
    goes_on = len(shared) > 1 and any(max(linked.places) > shared[-1] for linked in known)
    return shared[-1] if goes_on else None


def how_many(chained: Chain) -> str:
    """ "all three" of the measures have a change, or "both"."""
    return HOW_MANY[len(_known(chained))]


def _known(chained: Chain) -> list[Linked]:
    return [linked for linked in chained.links if len(linked.places) > 1]


def _shared(known: Sequence[Linked]) -> list[int]:
    return sorted(set.intersection(*(set(linked.places) for linked in known)))


def _last_year(chained: Chain) -> str:
    """ ", the last year held for all three", where one is held for longer."""
    if last_shared(chained) is None:
        return ""
    held = "for which {} can be set side by side" if chained.offset else "held for {}"
    return f", the last year {held.format(how_many(chained))}"


def _changed(linked: Linked, first: int, last: int) -> str:
    """ "delayed bed days −3.3% (to 2024/25: +64%)", between two places on the axis and to the newest year. From an
    unusual year the figures themselves: "delayed bed days from 85 to 435 days (to 2024/25: 328)"."""
    rows, name = linked.places, plain_name(linked.measure)
    start, end, newest = rows[first], rows[last], rows[max(rows)]
    if _unusual(linked, [first]) or _moved(linked, start, end) is None:
        figures = [numbers.figure(linked.measure, row["value"]) for row in (start, end, newest)]
        said, later = f"{name} from {figures[0]} to {with_unit(figures[1], linked.unit)}", figures[2]
    else:
        real = " in real terms" if linked.basis else ""
        said, later = f"{name} {_moved(linked, start, end)}{real}", _moved(linked, start, newest)
    return f"{said} (to {year_label(int(newest['year']))}: {later})" if max(rows) > last else said


def _moved(linked: Linked, start: pd.Series, end: pd.Series) -> str | None:
    change = chain.moved(linked.measure, start["value"], end["value"])
    return None if change is None else signed(linked.measure, change)


def _span(first: int, last: int) -> str:
    return f"from {year_label(first)} to {year_label(last)}"


# --- where it starts, and how small it is ---


def starts(chained: Chain) -> list[str]:
    """Of each measure whose index, or change in the title, starts from an unusual year, how far that is from the other
    years."""
    known = _known(chained)
    first = _shared(known)[:1] if known else []
    return [_start(linked, row, median) for linked in known for row, median in _unusual(linked, first)]


def _unusual(linked: Linked, firsts: Sequence[int]) -> list[tuple[pd.Series, float]]:
    """The rows of its base and of the first places of changes that are far from the median of its years, with that."""
    rows, held = linked.places, chain.whole(linked.held)
    found = [rows[place] for place in dict.fromkeys([min(rows), *firsts]) if place in rows]
    known = [(row, chain.unusual(held, row["value"])) for row in found]
    return [(row, median) for row, median in known if median is not None]


def _start(linked: Linked, row: pd.Series, median: float) -> str:
    low, based = row["value"] < median, row["year"] == linked.own.base["year"]
    figure, usual = (numbers.figure(linked.measure, value) for value in (row["value"], median))
    place = "the first year of the index" if based else "the year from which the title’s changes are"
    so = f"so later years stand far {'above' if low else 'below'} 100, and " if based else "so "
    return (
        f"{capital(plain_name(linked.measure))}: the figure of {place}, {row['label']}, is {figure}, "
        f"{'under half' if low else 'over twice'} the median of the {len(linked.places)} years held here ({usual}), "
        f"{so}the title gives figures and no per cents."
    )


def small_numbers(chained: Chain) -> list[str]:
    """Of each measure of delays with few beds, how many on an average day of its first and its newest year."""
    return [said for linked in chained.links if (said := _few_beds(linked))]


def _few_beds(linked: Linked) -> str:
    years = [int(year) for year in chain.whole(linked.held)["year"] if int(year) in linked.beds]
    ends = [(linked.beds[year], year_label(year)) for year in dict.fromkeys([*years[:1], *years[-1:]])]
    if not ends or min(ends)[0] >= FEW_BEDS:
        return ""
    said = " and ".join(f"{_beds(count)} in {label}" for count, label in ends)
    shares = [f"{numbers.number(100 / count)}% of the figure of {label}" for count, label in ends if count > 0]
    one = f" One bed is {' and '.join(shares)}." if shares else ""
    return f"{capital(plain_name(linked.measure))}: small numbers, {said} on an average day.{one}"


def _beds(count: float) -> str:
    words = numbers.number(count, 1 if count < 9.95 else 0)
    return f"{words} bed{'' if words == '1.0' else 's'}"
