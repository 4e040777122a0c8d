"""Changes of a count in what it counts, beside those of its rate: each with its own unit, neither across a break."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ijb import compare, numbers, sentences
from ijb.measures import Measure
from ijb.store import Store
from ijb.views import in_doubt

PEOPLE = ("person", "people")
ONE = ("1", "1.0")


@dataclass(frozen=True)
class Changes:
    """A year's change of a count and of its rate. why: why there is none, a sentence; '' where there is one."""

    measure: Measure
    count: compare.Change | None
    rate: compare.Change | None
    why: str


def changes(store: Store, measure: Measure, rows: pd.DataFrame, latest: pd.Series) -> Changes:
    """Both to `latest`, one of `rows`: those of one area, breakdown and basis, as from Store.series. None is worked
    from or to a figure in doubt, nor across a declared break."""
    count, why = in_doubt.change(store, measure, rows.assign(value=rows["numerator"]), latest)
    rate, _ = in_doubt.change(store, measure, rows, latest)
    if count is None or count.broken:
        return Changes(measure, None, None, why)
    return Changes(measure, count, rate, "")


def of_count(found: Changes, things: tuple[str, str], decimals: int = 0) -> str:
    """ "1,779 people (30%) more than on 4 Nov 2024", or why there is none. things: what is counted, one and several."""
    change = found.count
    if change is None:
        return sentences.mid_sentence(found.why).rstrip(".")
    since, size = sentences.when(found.measure, change.since), numbers.number(abs(change.difference), decimals)
    if _nil(size):
        return " ".join(filter(None, ["as many", things[1], "as", since]))
    share = numbers.per_cent(change.difference, change.base)
    thing = things[0] if size in ONE else things[1]
    return " ".join(filter(None, [size, thing, share and f"({share})", _way(found.measure, change), "than", since]))


def of_rate(found: Changes) -> str:
    """ "39 more than on 4 Nov 2024" of the rate; '' where there is none."""
    change = found.rate
    if change is None:
        return ""
    since = sentences.when(found.measure, change.since)
    if numbers.is_nil(found.measure, change.difference):
        return f"the same as {since}"
    return f"{numbers.amount(found.measure, change.difference)} {_way(found.measure, change)} than {since}"


def _nil(size: str) -> bool:
    return not size.strip("0.")


def _way(measure: Measure, change: compare.Change) -> str:
    return measure.more_word if change.difference > 0 else measure.less_word
