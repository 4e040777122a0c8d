"""What is not collected or not held on need and capacity: read off the figures where it can be, and said plainly."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pandas as pd

from ijb import numbers, sentences
from ijb.charts.markup import Html, element
from ijb.measures import Measure
from ijb.signals import too_old
from ijb.store import Period, Store

THEMES = ("need", "capacity")
NEVER_COUNTED = (
    "No figure held here counts people who need care and have not asked for it.",
    "No figure held here counts people whose need was assessed as below the level at which care is given.",
    "No figure held here says, by area, whether care that has started is delivered in full, as assessed.",
    "No figure held here counts, by area, the needs of unpaid carers that go unmet.",
)


def listed(store: Store, area: str, today: date) -> Html:
    """The gaps as a list."""
    return element("ul", *[element("li", words) for words in gaps(store, area, today)], class_="ijb ijb-list")


def gaps(store: Store, area: str, today: date) -> list[str]:
    """Sentences: what no figure held counts, measures without a figure for the area, and those that go no further."""
    return [*NEVER_COUNTED, *missing(store, area), *ended(store, area, today)]


def missing(store: Store, area: str) -> list[str]:
    """Measures of need and capacity with no figure for the area where the others have one, by reason."""
    name, reasons = store.area(area)["name"], defaultdict(list)
    for measure, row in _newest(store, area):
        on_another_basis = "basis" in measure.breakdowns and row["last"] is not None
        if pd.isna(row["value"]) and not on_another_basis:
            reasons[numbers.STATUS_WORDS[row["status"]]].append(_with_last(measure, row))
    return [f"{reason} for {name}: {sentences.in_list(each)}." for reason, each in reasons.items()]


def ended(store: Store, area: str, today: date) -> list[str]:
    """Series of the area that have ended, or whose newest figure is too old for a signal."""
    found, newest = defaultdict(list), store.newest_of_all()
    for measure, row in _newest(store, area):
        last = row["last"]
        if last is not None and (measure.ended or too_old(measure, last.end, newest)):
            word = "Series ended" if measure.ended else "No newer figure is held"
            found[last.end, last.label, word].append(sentences.mid_sentence(measure.short_name))
    return [
        f"{word} after {label} ({sentences.age_of(end, today)}): {sentences.in_list(names)}."
        for (end, label, word), names in sorted(found.items())
    ]


def _newest(store: Store, area: str) -> list[tuple[Measure, dict[str, object]]]:
    """Each measure of need and capacity with its row at the default period, and the last period held by the area on
    any basis."""
    every = store.everywhere()
    rows = {row["measure"]: row for row in every[every["area_code"] == area].to_dict("records") if not row["basis"]}
    shown = [each for each in store.measures.values() if each.theme in THEMES and each.id in rows]
    return [(measure, rows[measure.id] | {"last": last_held(store, measure, area)}) for measure in shown]


def last_held(store: Store, measure: Measure, area: str) -> Period | None:
    """The newest period in which an area has a figure of a measure, on any of its bases; None where it has none."""
    bases = store.breakdowns(measure.id) if "basis" in measure.breakdowns else [measure.default_breakdown]
    held = [period for basis in bases if (period := store.newest(measure.id, basis, area))]
    return max(held, key=lambda period: period.end) if held else None


def _with_last(measure: Measure, row: dict[str, object]) -> str:
    """ "care home places (last held on 31 Mar 2022)"."""
    last = row["last"]
    name = sentences.mid_sentence(measure.short_name)
    return f"{name} (last held {sentences.when(measure, last.label)})" if last else name
