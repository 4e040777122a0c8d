"""Does it hold? Whether an area is on the same side of other comparators, and under other denominators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from ijb import labels
from ijb.breakdowns import denominator
from ijb.comparators import Comparator, comparator, kinds
from ijb.measures import Measure
from ijb.numbers import figure
from ijb.sentences import in_list
from ijb.store import SCOTLAND, Period, Store

ABOVE, BELOW, SAME = "above", "below", "the same as"
ITSELF = "is the same as the area itself"
NO_FIGURE = "has no figure"
NOT_WHOLE = "has no figure for the whole area"


@dataclass(frozen=True)
class Way:
    """One way of comparing. words: what the area is compared with, as it reads in a sentence; value, other: the area's
    figure and that one's, in the measure's unit; side: "above", "below" or "the same as", as the figures are shown.
    A way that is not counted has no side, and why_not says why."""

    words: str
    value: float | None = None
    other: float | None = None
    side: str = ""
    why_not: str = ""


def ways(
    store: Store,
    measure: Measure,
    breakdown: str,
    basis: str,
    period: Period,
    area: str,
    chosen: Comparator | None = None,
) -> list[Way]:
    """Every way of comparing an area in one measure and period, the chosen comparator's first (Scotland's where none is
    given); none for Scotland or for an area without a figure.

    The others are Scotland, the health board area, the nearest peers, each family group and, for an area against
    Scotland, each other denominator. A choice that is none of these is one way more.
    """
    rows = store.snapshot(measure.id, breakdown, basis, period).set_index("area_code")
    figures = rows["value"].dropna().to_dict()
    if area == SCOTLAND or area not in figures:
        return []
    beside = [_beside(measure, figures, area, other) for other in _comparators(store, area, chosen)]
    return [*beside, *_by_other_denominators(store, measure, breakdown, period, area, rows)]


def held(ways: Iterable[Way]) -> tuple[int, int]:
    """In how many ways the area is on the side it is on in the first, that one included, and of how many that count;
    (0, 0) where the first does not count."""
    sides = [way.side for way in ways]
    return (sides.count(sides[0]), len(sides) - sides.count("")) if sides and sides[0] else (0, 0)


def said(measure: Measure, ways: list[Way]) -> str:
    """What `ways` come to, every one of them by name; '' where there is nothing to check."""
    agreeing, of = held(ways)
    if not of:
        return ""
    first = ways[0]
    if of == 1:
        found = ["There is no other way of comparing to check it by."]
    elif first.side == SAME:
        found = [_elsewhere(measure, ways)]
    else:
        against = {agrees: _names(measure, ways, first.side, agrees) for agrees in (True, False)}
        if agreeing == of:
            count = "both" if of == 2 else f"all {of}"
            found = [f"This holds in {count} ways of comparing: against {in_list(against[True])}."]
        else:
            found = [
                f"This holds in {agreeing} of {of} ways of comparing: "
                f"not against {', nor against '.join(against[False])}.",
                f"It does against {in_list(against[True])}.",
            ]
    return " ".join([*found, *_not_counted(ways)])


def _comparators(store: Store, area: str, chosen: Comparator | None) -> list[Comparator]:
    """The comparators an area is set beside, the chosen one first. A health board area that is the area itself is
    among them, under the area's own code."""
    offered = kinds(store, area)
    found = [comparator(store, area, kind, []) for kind in ("scotland", "board", "peers") if kind in offered]
    found = [found[0], *(_itself(area) if other.why_not else other for other in found[1:])]
    if "family" in offered:
        found += _families(store, area)
    if chosen is None:
        return found
    return [chosen, *(other for other in found if _key(other) != _key(chosen))]


def _itself(area: str) -> Comparator:
    return Comparator("board", "its health board area", area)


def _key(other: Comparator) -> str | frozenset[str]:
    """What a comparator's figure is made from."""
    return other.code or frozenset(other.members)


def _families(store: Store, area: str) -> list[Comparator]:
    """The family group of an area without the area itself; two where it is in two groups."""
    every = comparator(store, area, "family", [])
    groups = {group: store.family(group) for group in sorted(store.area(area)["family_group"].split(" and "))}
    return [
        replace(
            every,
            name=f"the median of family group {group}",
            members=tuple(code for code in every.members if code in inside),
        )
        for group, inside in groups.items()
    ]


def _beside(measure: Measure, figures: Mapping[str, float], area: str, other: Comparator) -> Way:
    if other.code == area:
        return Way(other.name, figures[area], why_not=ITSELF)
    return _way(measure, other.name, figures[area], other.figure(figures))


def _way(measure: Measure, words: str, value: float | None, other: float | None) -> Way:
    if value is None or other is None:
        return Way(words, value, other, why_not=NO_FIGURE)
    if figure(measure, value) == figure(measure, other):
        return Way(words, value, other, SAME)
    return Way(words, value, other, ABOVE if value > other else BELOW)


def _by_other_denominators(
    store: Store, measure: Measure, breakdown: str, period: Period, area: str, rows: pd.DataFrame
) -> list[Way]:
    """The area against Scotland by each other denominator; none for a breakdown with a denominator of its own, such as
    an age group. A figure of some members only has no other denominator: who is in it is not known here."""
    if denominator(measure, breakdown) != denominator(measure, ""):
        return []
    found = []
    for quantity in measure.other_denominators:
        words = f"Scotland {per_words(measure, quantity)}"
        if "partial" in rows.loc[[area, SCOTLAND], "status"].tolist():
            found.append(Way(words, why_not=NOT_WHOLE))
            continue
        people = store.populations(quantity, period.start).set_index("area_code")["value"]
        rates = measure.per / measure.divide_by * rows["numerator"] / people
        value, other = (None if pd.isna(rates.get(code)) else float(rates[code]) for code in (area, SCOTLAND))
        found.append(_way(measure, words, value, other))
    return found


def per_words(measure: Measure, quantity: str) -> str:
    """A population as the denominator of a measure: "per 100,000 people aged 65 and over", "per person aged 75 and
    over"."""
    size = re.search(r"\bper ([\d,]+) ", measure.unit)
    people = f"{size[1]} people" if size else "person"
    age = quantity.removeprefix("population_")
    whose = "of any age" if age == "all" else f"aged {labels.breakdown_label('age=' + age)}"
    return f"per {people} {whose}"


def _names(measure: Measure, ways: list[Way], side: str, agrees: bool) -> list[str]:
    """The ways that are on a side, or those that are not, each with its figure."""
    return [_named(measure, way, ways[0]) for way in ways if way.side and (way.side == side) == agrees]


def _named(measure: Measure, way: Way, first: Way) -> str:
    """ "Scotland (44.2)"; with the area's own figure where another denominator makes that another one, and saying so
    where the two are the same."""
    value, usual, shown = (figure(measure, each) for each in (way.value, first.value, way.other))
    notes = [shown]
    if way.side == SAME != first.side:
        notes.append("the same")
    elif value != usual:
        notes.append(f"here {value}")
    return f"{way.words} ({'; '.join(notes)})"


def _elsewhere(measure: Measure, ways: list[Way]) -> str:
    """Where the first is neither above nor below: on which side the others are."""
    first, others = ways[0], [way for way in ways[1:] if way.side]
    by_side = {
        side: [_named(measure, way, first) for way in others if way.side == side] for side in (ABOVE, BELOW, SAME)
    }
    stands = "; ".join(f"{side} {in_list(names)}" for side, names in by_side.items() if names)
    many = "other way" if len(others) == 1 else f"{len(others)} other ways"
    return f"In the {many} of comparing it is {stands}."


def _not_counted(ways: list[Way]) -> list[str]:
    """A sentence for each reason why ways are not counted."""
    found = []
    for reason in dict.fromkeys(way.why_not for way in ways if way.why_not):
        names = [way.words for way in ways if way.why_not == reason]
        listed = in_list(names)
        they = "it is" if len(names) == 1 else "they are"
        says = reason if len(names) == 1 else reason.replace("has", "have", 1)
        found.append(f"{listed[:1].upper()}{listed[1:]} {says}, so {they} not counted.")
    return found
