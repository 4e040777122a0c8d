"""What the store answers of everything at once, for exports: a part of ijb.store.Store, whose connection it asks.

Of one area or one measure a frame; of all of them rows a batch at a time, so that they never stand in memory together.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

import pandas as pd

BATCH = 2048  # rows
# What is asked for: an area, a measure, or either of them left open with ''.
ASKED = "(? in ('', observation.area_code)) and (? in ('', observation.measure))"
# Measures in reading order; areas from the whole to its parts, by name; then breakdowns, prices and time.
ORDERED = """
    measure."order",
    array_position(['scotland', 'health_board', 'ijb'], area.level),
    area.name,
    observation.breakdown,
    observation.basis,
    observation.period_start,
    observation.period_end
"""
FIGURE_COLUMNS = (
    *("measure", "area_code", "period_label", "period_start", "period_end", "breakdown", "basis"),
    *("numerator", "denominator", "value", "lower", "upper", "status", "denominator_status"),
    *("members_in", "members_of", "doubt", "name", "level"),
)
BESIDE = {"doubt": "doubt", "name": "area.name", "level": "area.level"}
FIGURES = f"""
with doubts as (
    select measure, area_code, period_start, period_end, min(why) as doubt
    from doubted
    group by all
)
select {", ".join(BESIDE.get(name, f"observation.{name}") for name in FIGURE_COLUMNS)}
from priced as observation
join area on area.code = observation.area_code
join measure on measure.id = observation.measure
left join doubts
    on doubts.measure = observation.measure
    and doubts.area_code = observation.area_code
    and doubts.period_start = observation.period_start
    and doubts.period_end = observation.period_end
where {ASKED}
order by {ORDERED}
"""
PAST = f"""
select observation.*, area.name, area.level, figure.value, figure.period_label, figure.basis
from classification as observation
join area on area.code = observation.area_code
join measure on measure.id = observation.measure
join main_basis on main_basis.measure = observation.measure
join observation as figure
    on figure.measure = observation.measure
    and figure.area_code = observation.area_code
    and figure.breakdown = observation.breakdown
    and figure.period_start = observation.period_start
    and figure.basis = main_basis.basis
where {ASKED}
order by {ORDERED.replace("observation.basis", "figure.basis").replace("observation.period_end", "figure.period_end")}
"""
AMONG = f"""
select observation.*, area.name, area.level, figure.value, figure.period_label
from standing as observation
join area on area.code = observation.area_code
join measure on measure.id = observation.measure
join observation as figure
    on figure.measure = observation.measure
    and figure.area_code = observation.area_code
    and figure.breakdown = observation.breakdown
    and figure.period_start = observation.period_start
    and figure.basis = observation.basis
where {ASKED}
order by {ORDERED.replace("observation.period_end", "figure.period_end")}
"""
PLACES = f"""
select observation.*, area.name, area.level, figure.value, figure.period_label, figure.breakdown, figure.basis
from position as observation
join area on area.code = observation.area_code
join measure on measure.id = observation.measure
join main_basis on main_basis.measure = observation.measure
join observation as figure
    on figure.measure = observation.measure
    and figure.area_code = observation.area_code
    and figure.breakdown = default_breakdown
    and figure.period_start = observation.period_start
    and figure.basis = main_basis.basis
where {ASKED}
order by measure."order", area.name, observation.period_start
"""


class Everything(ABC):
    """Questions on the view priced and the tables classification, standing and position. `area` is a code and `measure`
    an id, or '' for every one."""

    _connection: Any

    @abstractmethod
    def _ask(self, sql: str, *values: object) -> pd.DataFrame: ...

    def figures(self, area: str = "", measure: str = "") -> pd.DataFrame:
        """Every period, breakdown and basis, with or without a figure: the view `priced`, with doubt (why a figure is
        in doubt), name and level of the area."""
        return self._ask(FIGURES, area, measure)

    def past(self, area: str = "", measure: str = "") -> pd.DataFrame:
        """The table `classification` (what was tested against the area's own past), with name, level, value, basis and
        period_label."""
        return self._ask(PAST, area, measure)

    def among(self, area: str = "", measure: str = "") -> pd.DataFrame:
        """The table `standing` (where an area stood among the others), with name, level, value and period_label."""
        return self._ask(AMONG, area, measure)

    def places(self, area: str = "", measure: str = "") -> pd.DataFrame:
        """The table `position`, with name, level, value, breakdown, basis and period_label."""
        return self._ask(PLACES, area, measure)

    def figures_in_batches(self, area: str = "", measure: str = "") -> Iterator[list[tuple]]:
        """The rows of `figures` as tuples of FIGURE_COLUMNS, some thousands at a time, measure by measure. No name is
        hidden in them."""
        names = [measure] if measure else self._ask('select id from measure order by "order"')["id"].tolist()
        for name in names:
            cursor = self._connection.cursor().execute(FIGURES, [area, name])
            while rows := cursor.fetchmany(BATCH):
                yield rows
