"""Scotland's own newest figures, where they are newer than those that most areas have, on whichever basis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ijb import compare, numbers, sentences
from ijb.measures import Measure
from ijb.store import SCOTLAND, Period, Store
from ijb.views.areas import change_text
from ijb.views.marking import direction_of, level_of


@dataclass(frozen=True)
class Newest:
    """A measure's newest figure for Scotland: its row of the database, its series on the same basis as compare.Point,
    the period that most areas have, and the words of its basis where it is not the usual one."""

    row: Mapping[str, object]
    history: list[compare.Point]
    areas_upto: str
    basis_said: str


def newer(store: Store, own: Mapping[str, Mapping[str, object]]) -> dict[str, Newest]:
    """By measure, what is newer than Scotland's row in `own`."""
    found = {}
    for name, usual in own.items():
        measure = store.measures[name]
        held = [(period, slug) for slug in _bases(store, measure) if (period := store.newest(name, slug, SCOTLAND))]
        period, slug = max(held, key=lambda each: each[0].start, default=(None, ""))
        if period is not None and period.start > usual["period_start"]:
            found[name] = _newest(store, measure, period, slug, usual)
    return found


def _bases(store: Store, measure: Measure) -> list[str]:
    """The breakdowns that are of the whole: the usual one; of a count taken on several bases, each."""
    return store.breakdowns(measure.id) if "basis" in measure.breakdowns else [measure.default_breakdown]


def _newest(store: Store, measure: Measure, period: Period, slug: str, usual: Mapping[str, object]) -> Newest:
    frame = store.snapshot(measure.id, slug, str(usual["basis"]), period)
    history = store.history(measure.id, slug, str(usual["basis"]))
    history = history[history["area_code"] == SCOTLAND]
    points = history[["area_code", "period_start", "period_label", "value"]].itertuples(index=False, name=None)
    row = next(each for each in frame.to_dict("records") if each["area_code"] == SCOTLAND)
    basis_said = "" if slug == measure.default_breakdown else measure.breakdown_label(slug).partition(" (")[0].lower()
    return Newest(row, list(points), str(usual["period_label"]), basis_said)


def row(
    measure: Measure, given: Mapping[str, object], own: Mapping[str, object], change: compare.Change | None
) -> dict[str, object]:
    """A row of measure_rows.rows in Scotland's newest period. own: the database's row; change: that on a year."""
    over = f" in {measure.change_years} years" if change and measure.change_years > 1 else ""
    return {
        **given,
        "unit": numbers.written_unit(measure, str(own["breakdown"]), str(own["basis"])),
        "reason": own["status"],
        "latest": numbers.figure(measure, own["value"]),
        "other": numbers.figure(measure, own["value"]),
        "change": f"{change_text(measure, change)}{over}",
        "moved": sentences.changed(measure, change) if change else "",
        "place": numbers.BLANK,
        "direction": direction_of(measure, own),
        "level": level_of(measure, own),
        "value": own["value"],
        "period": sentences.when(measure, str(own["period_label"])),
        **{name: own[name] for name in ("rule", "level_rule", "level_low", "level_high")},
    }
