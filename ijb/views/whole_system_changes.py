"""Two changes of every area against each other, over the years that most areas hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ijb import chain
from ijb.address import href
from ijb.comparators import Comparator
from ijb.measures import Measure
from ijb.periods import year_label
from ijb.store import SCOTLAND, Store
from ijb.views.whole_system import basis, yearly

PAIRS = {"money-flow": (0, 2), "need-flow": (1, 2), "money-need": (0, 1)}
PAIR_WORDS = {"money-flow": "Money and delays", "need-flow": "Need and delays", "money-need": "Money and need"}
SPANS = {"5": "Five years", "3": "Three years", "1": "One year"}
SIDES = ("x", "y")


@dataclass(frozen=True)
class Asked:
    """Which pair of measures, over how many years, and how many years later one of delays is taken."""

    pair: str
    span: int
    offset: int


@dataclass(frozen=True)
class Side:
    """One of the two changes: its measure, the years it starts and ends in, and the first and last figures' columns."""

    measure: Measure
    basis: str
    first: int
    last: int

    @property
    def span(self) -> str:
        return f"from {year_label(self.first)} to {year_label(self.last)}"

    @property
    def days(self) -> tuple[date, date]:
        """The days that the first and the last figure are of: a count on one day is at the end of its year."""
        at_end = self.measure.period in ("census_date", "snapshot")
        return tuple(date(year + 1, 3, 31) if at_end else date(year, 4, 1) for year in (self.first, self.last))

    @property
    def words(self) -> str:
        """The words of its axis."""
        unit = "percentage points" if self.measure.shown_as == "per cent" else "per cent"
        real = " in real terms" if self.basis else ""
        return f"{self.measure.short_name}: change {self.span}{real}, {unit}"

    @property
    def suffix(self) -> str:
        return "" if self.measure.shown_as == "per cent" else "%"


@dataclass(frozen=True)
class Changes:
    """Every area's two changes. rows: area_code, name, short_name, own, peer, scotland, href; and for x and y the
    figures, their labels, status, change and why there is none, with x_ or y_ before; sides: None where no years can
    be compared."""

    rows: pd.DataFrame
    sides: tuple[Side, Side] | None
    measures: tuple[Measure, Measure]
    span: int
    comparator: Comparator

    @property
    def drawn(self) -> pd.DataFrame:
        """The rows with both changes."""
        return self.rows[self.rows["x_change"].notna() & self.rows["y_change"].notna()]

    @property
    def counted(self) -> pd.DataFrame:
        """Those of them that are areas, without Scotland."""
        return self.drawn[~self.drawn["scotland"]]


def changes(
    store: Store,
    area: str,
    comparator: Comparator,
    chosen: Sequence[str],
    asked: Asked,
    choices: Mapping[str, str],
) -> Changes:
    """The changes of two of the three chosen measures (money, need, flow) to the newest year that most areas hold."""
    measures = tuple(store.measures[chosen[place]] for place in PAIRS[asked.pair])
    later, span = (0, asked.offset if asked.pair.endswith("flow") else 0), asked.span
    areas = store.codes("ijb")
    held = {side: _yearly(store, measure, [*areas, SCOTLAND]) for side, measure in zip(SIDES, measures)}
    ends = {side: (shift - span, shift) for side, shift in zip(SIDES, later)}
    among = {side: each[each["area_code"].isin(areas)] for side, each in held.items()}
    expected = min(measure.expected_areas for measure in measures)
    newest = chain.newest(among, ends, expected)
    rows = _rows(store, [*areas, SCOTLAND], area, comparator, choices)
    if newest is None:
        none = {f"{side}_change": float("nan") for side in SIDES} | {f"{side}_why": chain.NO_FIGURE for side in SIDES}
        return Changes(rows.assign(**none), None, measures, span, comparator)
    sides = []
    for side, measure in zip(SIDES, measures):
        first, last = (newest + end for end in ends[side])
        sides.append(Side(measure, basis(store, measure), first, last))
        found = chain.changes(measure, held[side], rows["area_code"].tolist(), first, last)
        found["change"] = found["change"].astype(float)
        rows = rows.merge(found.add_prefix(f"{side}_").rename(columns={f"{side}_area_code": "area_code"}))
    return Changes(rows, tuple(sides), measures, span, comparator)


def _yearly(store: Store, measure: Measure, areas: list[str]) -> pd.DataFrame:
    return yearly(store, measure, store.series(measure.id, measure.default_breakdown, basis(store, measure), areas))


def _rows(store: Store, areas: list[str], own: str, comparator: Comparator, choices: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area_code": areas,
            "name": [store.area(code)["name"] for code in areas],
            "short_name": [store.area(code)["short_name"] for code in areas],
            "own": [code == own and code != SCOTLAND for code in areas],
            "peer": [code in comparator.members for code in areas],
            "scotland": [code == SCOTLAND for code in areas],
            "href": [href("ijb", choices, area=code) for code in areas],
        }
    )
