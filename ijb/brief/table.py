"""Money, need and flow in one table of a brief: a row for each of a few measures, always the same ones."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ijb import numbers
from ijb.brief.blocks import Cell, Column, Grid, Paragraph, Section, Trend, Words, named, plain
from ijb.brief.figures import Figures, beside_figure, capital, mark_words, standing, unit
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
    "Scotland’s own newest figures. Change is on a year unless said. Areas run: the lowest and the highest figure "
    "among them, with their period where it is not Scotland’s. Status is against Scotland’s own past."
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
    return Section("Money, need and flow", (note, grid))


def _columns(found: Figures) -> tuple[Column, ...]:
    first = (Column("Theme", 0.065), Column("Measure", 0.285), Column("Newest figure", 0.16, right=True))
    by, trend, status = Column("Change", 0.085, right=True), Column("Trend", 0.1, drawn=True), Column("Status", 0.16)
    if found.is_scotland:
        return (*first, by, trend, Column("Areas run", 0.18, right=True), status)
    other = Column(capital(found.comparator.name), 0.1, right=True)
    return (*first, by, trend, other, Column("Position (range)", 0.105, right=True), status)


def _row(
    found: Figures, words: str, row: Mapping[str, object], spread: Mapping[str, tuple[float, float]]
) -> tuple[Cell, ...]:
    measure = found.measure(row)
    head = named(measure.short_name, " · ".join(filter(None, (unit(row), measure.indicator))))
    first = (plain(words), head, _newest(found, measure, row), plain(str(row["change"])), _trend(found, row))
    if found.is_scotland:
        return (*first, _run(found, measure, spread.get(measure.id)), _status(row))
    return (*first, _other(found, measure, row), plain(str(row["place"])), _status(row))


def _run(found: Figures, measure: Measure, ends: tuple[float, float] | None) -> Cell:
    """How far the areas' figures run, and their period where it is not Scotland's."""
    if ends is None:
        return plain(numbers.BLANK)
    newer = found.newer.get(measure.id)
    run = f"{numbers.figure(measure, ends[0])} to {numbers.figure(measure, ends[1])}"
    return plain(run, newer.areas_upto if newer else "")


def _other(found: Figures, measure: Measure, row: Mapping[str, object]) -> Cell:
    """The comparator's figure; its status where it is not whole, and its period where the area has no figure."""
    if row["other"] == numbers.BLANK:
        return plain(numbers.BLANK)
    when = str(found.own[measure.id]["period_label"]) if pd.isna(row["value"]) else ""
    return plain(str(row["other"]), f"{when}{standing(found.beside.get(measure.id))}".removeprefix(", "))


def _newest(found: Figures, measure: Measure, row: Mapping[str, object]) -> Cell:
    """The figure and its period; or why there is none, and the last there was."""
    when = found.own[measure.id]["period_label"]
    held = [(label, value) for _, _, label, value in found.histories[measure.id] if pd.notna(value)]
    if pd.notna(row["value"]):
        doubt = f", {measure_rows.IN_DOUBT}" if found.is_doubted(measure) else ""
        newer = f"newer: {numbers.figure(measure, held[-1][1])}, {held[-1][0]}" if held[-1][0] != when else ""
        return plain(numbers.figure(measure, row["value"]), f"{when}{beside_figure(found, measure)}{doubt}", newer)
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
