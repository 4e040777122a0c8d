"""What a brief draws on of one area, read once: its rows, its own past, what is usual, and how old figures are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from ijb import compare, numbers, sentences
from ijb.brief import newest as brief_newest
from ijb.brief.blocks import Words, clean
from ijb.brief.newest import Newest
from ijb.charts.status import Mark
from ijb.comparators import Comparator
from ijb.measures import Measure
from ijb.signals import too_old
from ijb.store import SCOTLAND, Store
from ijb.views import measure_rows, signals, standing_out

SHAPES = {"up": "▲", "down": "▼", "circle": "●", "ring": "○"}
FIRED = ("up", "down")
NAME_CHARACTERS = 60


@dataclass(frozen=True)
class Held:
    """The newest figure that an area has of a measure: the last day of its period, its label."""

    end: date
    label: str


@dataclass(frozen=True)
class Figures:
    """One area's rows (as measure_rows.rows, also as dictionaries) and, by measure: the database's own row at the
    default period, the history as compare.Point, the newest figure held, what areas usually move on a year, the first
    days of the periods whose figures are in doubt, and the change on a year (None across a break, from or to a figure
    in doubt, or where one is missing); with the newest day of all. newer: Scotland's own newest figures, where they are
    newer than what most areas have."""

    store: Store
    area: str
    comparator: Comparator
    today: date
    rows: pd.DataFrame
    records: list[dict]
    own: Mapping[str, Mapping[str, object]]
    histories: Mapping[str, list[compare.Point]]
    last: Mapping[str, Held]
    usual: Mapping[str, float]
    newest: date
    doubted: Mapping[str, frozenset[date]]
    changes: Mapping[str, compare.Change | None]
    newer: Mapping[str, Newest]

    @property
    def name(self) -> str:
        """The area's name, its end left out where it is far too long for a title."""
        name = clean(self.store.area(self.area)["name"]).strip()
        return name if len(name) <= NAME_CHARACTERS else f"{name[: NAME_CHARACTERS - 1]}…"

    @property
    def is_scotland(self) -> bool:
        return self.area == SCOTLAND

    @cached_property
    def stands(self) -> dict[str, list[standing_out.Stand]]:
        """What stands out on each side: asked for again and again as a brief is fitted to its pages."""
        return {side: standing_out.stands(self.store, self.rows, side) for side in standing_out.HEADS}

    @cached_property
    def signalled(self) -> tuple[signals.Asked, pd.DataFrame]:
        """What is asked of the signals, and those of the area; of all the areas for Scotland."""
        asked = signals.Asked("" if self.is_scotland else self.area, signals.ALL, signals.ALL)
        return asked, signals.rows(self.store, asked, {})

    def measure(self, row: Mapping[str, object]) -> Measure:
        """The measure of a row."""
        return self.store.measures[str(row["measure"])]

    def is_old(self, measure: Measure) -> bool:
        """Whether the newest figure is too old for a signal, or there is none."""
        last = self.last.get(measure.id)
        return last is None or bool(measure.ended) or too_old(measure, last.end, self.newest)

    def is_doubted(self, measure: Measure) -> bool:
        """Whether the figure shown is in doubt."""
        return self.own[measure.id]["period_start"] in self.doubted.get(measure.id, ())


def figures(
    store: Store, area: str, comparator: Comparator, today: date, usual: Mapping[str, float] | None = None
) -> Figures:
    """What a brief draws on. usual: as `usual_moves` gives, where it is worked out already."""
    rows = measure_rows.rows(store, area, comparator, {})
    basis = {name: store.real_basis(name) for name in store.measures}
    every = store.everywhere()
    every = every[every["basis"] == every["measure"].map(basis)]
    own = _by_measure(every, area)
    histories = defaultdict(list)
    for name, prices, start, label, value in store.histories(area).itertuples(index=False):
        if prices == basis[name]:
            histories[name].append((area, start, label, value))
    newer = brief_newest.newer(store, own) if area == SCOTLAND else {}
    own |= {name: each.row for name, each in newer.items()}
    histories |= {name: each.history for name, each in newer.items()}
    doubted = _doubted(store, area)
    changes = {
        name: _change(store.measures[name], histories[name], row["period_start"], doubted.get(name, frozenset()))
        for name, row in own.items()
    }
    rows = _brought_up(store, rows, newer, changes)
    return Figures(
        store=store,
        area=area,
        comparator=comparator,
        today=today,
        rows=rows,
        records=rows.to_dict("records"),
        own=own,
        histories=histories,
        last=_last(store, area, own),
        usual=usual_moves(store) if usual is None else usual,
        newest=store.newest_of_all(),
        doubted=doubted,
        changes=changes,
        newer=newer,
    )


def _by_measure(every: pd.DataFrame, area: str) -> dict[str, dict]:
    """An area's rows by measure."""
    return {row["measure"]: row for row in every[every["area_code"] == area].to_dict("records")}


def _brought_up(
    store: Store, rows: pd.DataFrame, newer: Mapping[str, Newest], changes: Mapping[str, compare.Change | None]
) -> pd.DataFrame:
    """The rows, those of Scotland's newer figures brought up to them."""
    if not newer:
        return rows
    records = [
        brief_newest.row(store.measures[name], row, newer[name].row, changes[name]) if name in newer else row
        for row in rows.to_dict("records")
        for name in [row["measure"]]
    ]
    return pd.DataFrame(records)


def usual_moves(store: Store) -> dict[str, float]:
    """By measure, how far the areas' figures at the default period moved from those a year before (or as many years as
    the measure says): the median over the 31 of the size of the change, in the measure's unit. A change across a break,
    or from or to a figure in doubt, is not counted."""
    levels, doubted = store.areas.set_index("code")["level"], store.doubted()
    found = {}
    for name, measure in store.measures.items():
        period = store.default_period(name, measure.default_breakdown)
        if period is None:
            continue
        history = store.history(name, measure.default_breakdown, store.real_basis(name))
        unsure = set(doubted.loc[doubted["measure"] == name, ["area_code", "period_start"]].itertuples(index=False))
        sure = [point not in unsure for point in zip(history["area_code"], history["period_start"])]
        changes = compare.changes(measure, history[sure], period.start)
        sizes = [abs(each.difference) for code, each in changes.items() if levels[code] == "ijb" and not each.broken]
        if sizes:
            found[name] = float(pd.Series(sizes).median())
    return found


def _last(store: Store, area: str, own: Mapping[str, Mapping[str, object]]) -> dict[str, Held]:
    """The newest figure of each measure, by default breakdown; Scotland's is that of the period shown."""
    if store.area(area)["level"] == "ijb":
        held = store.last_held()
        held = held[held["area_code"] == area]
        return {row.measure: Held(row.period_end, row.period_label) for row in held.itertuples()}
    return {
        name: Held(row["period_end"], str(row["period_label"])) for name, row in own.items() if pd.notna(row["value"])
    }


def _doubted(store: Store, area: str) -> dict[str, frozenset[date]]:
    """By measure, the first days of the area's periods whose figures are in doubt."""
    held = store.doubted()
    held = held[held["area_code"] == area]
    return {str(name): frozenset(days) for name, days in held.groupby("measure")["period_start"]}


def _change(
    measure: Measure, history: list[compare.Point], start: date, unsure: frozenset[date]
) -> compare.Change | None:
    """The change on a year; None across a break, from or to a figure in doubt, or where a figure is missing."""
    sure = [point for point in history if point[1] not in unsure]
    held = next(iter(compare.changes_of(measure, sure, start).values()), None)
    return None if held is None or held.broken else held


def mark_words(mark: Mark, short: bool = False) -> tuple[Words, ...]:
    """Shape and words of a mark, in its tone where it is better or worse."""
    tone = mark.tone if mark.tone in ("better", "worse") else ""
    said = (mark.short if short else "") or mark.words
    return (Words(f"{SHAPES.get(mark.shape, '')} {said}".strip(), tone=tone, soft=not tone),)


def beside_figure(found: Figures, measure: Measure) -> str:
    """What stands after the period of the area's own figure: ", partial", on which basis, and counts where few."""
    own, newer = found.own[measure.id], found.newer.get(measure.id)
    basis = f", {newer.basis_said}" if newer and newer.basis_said else ""
    return f"{numbers.standing(measure, own['status'])}{basis}{numbers.counted(measure, own)}"


def unit(row: Mapping[str, object]) -> str:
    """The unit after a written value, which has its own per cent sign."""
    return str(row["unit"]).removeprefix("% ")


def more(count: int) -> str:
    """ "And 2 more on the dashboard."; '' for none."""
    return f"And {count} more on the dashboard." if count > 0 else ""


def capital(words: str) -> str:
    """Words with a capital first."""
    return f"{words[:1].upper()}{words[1:]}"


def period(row: Mapping[str, object]) -> str:
    """The period of a row without its preposition: "Aug 2025"."""
    return str(row["period"]).partition(" ")[2]


def said(names: list[str]) -> str:
    """Names of measures as they read in a sentence."""
    return sentences.in_list([sentences.mid_sentence(name) for name in names])
