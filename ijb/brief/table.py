"""Money, need and flow in one table of a brief: a row for each of a few measures, always the same ones."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ijb import numbers
from ijb.brief.blocks import Cell, Column, Grid, Paragraph, Section, Trend, Words, named, plain
from ijb.brief.figures import Figures, capital, mark_words, unit
from ijb.measures import Measure
from ijb.views import measure_rows

KEY = {
    "Money": (
        "adult_social_work_spend_per_adult",
        "home_care_cost_per_hour",
        "care_home_cost_per_week",
        "total_reserves_share",
    ),
    "Need": ("care_at_home_people_rate", "care_at_home_hours_rate", "people_waiting_for_assessment_rate"),
    "Flow": ("delayed_beds_rate", "delayed_beds_waiting_for_care_rate", "delayed_bed_days_75plus_rate"),
}
TREND_PERIODS = 36
POSITIONS = (
    "Change: on a year unless said. Position: with the range it has had over twelve months or three yearly figures; 1 "
    "is the better end, or the highest where there is none. Status: against its own past and, under it, level if apart "
    "from the rest."
)
SPREAD = (
    "Change is on a year unless said. Areas run: the lowest and the highest figure among them. Status is against "
    "Scotland’s own past."
)


def key_table(found: Figures) -> Section:
    """The measures of KEY with newest figure, change, the comparator's figure, position and range, and status; for
    Scotland, how far the areas' figures run in place of comparator and position."""
    rows = {row["measure"]: row for row in found.records}
    spread = _spread(found) if found.is_scotland else {}
    cells = tuple(
        _row(found, words, rows[name], spread) for words, names in KEY.items() for name in names if name in rows
    )
    grid = Grid("Money, need and flow: the key measures", _columns(found), cells, row_head=1)
    note = Paragraph((Words(SPREAD if found.is_scotland else POSITIONS, soft=True),), small=True)
    return Section("Money, need and flow", (grid, note))


def _columns(found: Figures) -> tuple[Column, ...]:
    first = (Column("Theme", 0.082), Column("Measure", 0.285), Column("Newest figure", 0.125, right=True))
    trend, status = Column("Trend", 0.1, drawn=True), Column("Status", 0.18)
    by = Column("Change", 0.09, right=True)
    if found.is_scotland:
        return (*first, by, trend, Column("Areas run", 0.19, right=True), status)
    other = Column(capital(found.comparator.name), 0.1, right=True)
    return (*first, by, trend, other, Column("Position (range)", 0.11, right=True), status)
    change_by, other = Column("Change", 0.1, right=True), Column(capital(found.comparator.name), 0.09, right=True)
    return (*first, change_by, trend, other, Column("Position (range)", 0.1, right=True), status)


def _row(
    found: Figures, words: str, row: Mapping[str, object], spread: Mapping[str, tuple[float, float]]
) -> tuple[Cell, ...]:
    measure = found.measure(row)
    indicator = f" ({measure.indicator})" if measure.indicator else ""
    head = named(f"{measure.short_name}{indicator}", unit(row))
    first = (plain(words), head, _newest(found, measure, row), plain(str(row["change"])), _trend(found, row))
    if found.is_scotland:
        ends = spread.get(measure.id)
        run = f"{numbers.figure(measure, ends[0])} to {numbers.figure(measure, ends[1])}" if ends else numbers.BLANK
        return (*first, plain(run), _status(row))
    return (*first, plain(str(row["other"])), plain(str(row["place"])), _status(row))


def _newest(found: Figures, measure: Measure, row: Mapping[str, object]) -> Cell:
    """The figure and its period; or why there is none, and the last there was."""
    when = found.own[measure.id]["period_label"]
    held = [(label, value) for _, _, label, value in found.histories[measure.id] if pd.notna(value)]
    if pd.notna(row["value"]):
        doubt = f", {measure_rows.IN_DOUBT}" if found.is_doubted(measure) else ""
        marked = measure_rows.MARKED.get(str(row["reason"]), "")
        newer = f"newer: {numbers.figure(measure, held[-1][1])}, {held[-1][0]}" if held[-1][0] != when else ""
        return plain(numbers.figure(measure, row["value"]), f"{when}{marked}{doubt}", newer)
    last = f"last {numbers.figure(measure, held[-1][1])}, {held[-1][0]}" if held else ""
    return plain(numbers.BLANK, numbers.STATUS_WORDS[str(row["reason"])], last)


def _trend(found: Figures, row: Mapping[str, object]) -> Cell:
    """The last periods up to the newest figure, from the first of them that is held."""
    measure = found.measure(row)
    history = found.histories[measure.id]
    newest = max((place for place, point in enumerate(history) if pd.notna(point[3])), default=-1)
    points = history[: newest + 1][-TREND_PERIODS:]
    held = [place for place, point in enumerate(points) if pd.notna(point[3])]
    if len(held) < 2:
        return plain(numbers.BLANK)
    first, last = points[held[0]], points[-1]
    values = tuple(None if pd.isna(point[3]) else float(point[3]) for point in points[held[0] :])
    figures = [numbers.figure(measure, point[3]) for point in (first, last)]
    said = f"{first[2]} to {last[2]}: from {figures[0]} to {figures[1]}"
    return Cell(trend=Trend(values, said, row["direction"].tone))


def _status(row: Mapping[str, object]) -> Cell:
    """Against its own past; and under it where the area stands, if it is apart from the rest."""
    level = [mark_words(row["level"], short=True)] if row["level"].shape in ("up", "down") else []
    return Cell((mark_words(row["direction"]), *level))


def _spread(found: Figures) -> dict[str, tuple[float, float]]:
    """By measure, the lowest and the highest figure among the 31 at the default period."""
    every = found.store.everywhere()
    every = every[(every["level"] == "ijb") & every["value"].notna()]
    basis = every["measure"].map({name: found.store.real_basis(name) for name in found.store.measures})
    ends = every[every["basis"] == basis].groupby("measure")["value"].agg(["min", "max"])
    return {str(name): (float(low), float(high)) for name, low, high in ends.itertuples()}
