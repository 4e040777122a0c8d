"""Money, need and flow in one table of a brief: a row for each of a few measures, always the same ones."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ijb import compare, numbers, sentences
from ijb.brief.blocks import Cell, Column, Grid, Paragraph, Section, Trend, Words, named, plain
from ijb.brief.figures import Figures, beside_figure, capital, mark_words, unit
from ijb.export import behind
from ijb.measures import Measure
from ijb.views import about, measure_rows
from ijb.views.board import RESIDENCE, TREATMENT

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
    "Change: on a year unless said, of shares in percentage points. Position: with the range it has had over twelve "
    "months or three yearly figures; 1 is the better end, or the highest where there is none. Status: against its own "
    "past and, under it, level if apart from the rest."
)
SPREAD = (
    "Scotland’s own newest figures. Change: on a year unless said, of shares in percentage points. Areas run: the "
    "lowest and the highest figure among them, with their period where it is not Scotland’s. Status is against "
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
    said = (by_hospital(found), " ".join(filter(None, (cares(found), read_elsewhere(found)))))
    after = [Paragraph((Words(words, soft=True),), small=True) for words in said if words]
    return Section("Money, need and flow", (note, grid, *after))


def by_hospital(found: Figures) -> str:
    """Delays in the hospitals of the area's health board, whose file runs on for longer than that of residents; '' for
    Scotland, and where it holds no newer figure."""
    board, measure = found.store.area(found.area)["health_board_code"], found.store.measures[TREATMENT]
    newest = None if found.is_scotland else found.store.newest(TREATMENT, "", board)
    if newest is None or newest.start <= found.own[RESIDENCE]["period_start"]:
        return ""
    series = found.store.series(TREATMENT, "", "", [board])
    value = series.loc[series["period_start"] == newest.start, "value"].iloc[0]
    change = compare.changes(measure, series, newest.start).get(board)
    moved = f" {sentences.changed(measure, change)}" if change else ""
    return (
        f"Delays by hospital, a file that runs on for longer: {found.store.area(board)['name']} "
        f"{numbers.figure(measure, value)} {measure.unit}, {newest.label}.{moved} Hospitals treat people from "
        "elsewhere too, so it is not the area’s own figure."
    )


def cares(found: Figures) -> str:
    """What is to be known of the area's own figures in the table, each said once; '' where there is nothing."""
    said: dict[str, list[str]] = {}
    for name in (name for names in KEY.values() for name in names if name in found.own):
        if pd.notna(found.own[name]["value"]):
            for words in about.with_care(found.store, found.area, [found.store.measures[name]]):
                said.setdefault(words, []).append(found.store.measures[name].short_name)
    return " ".join(f"{_listed(names)}: {words}" for words, names in said.items())


def read_elsewhere(found: Figures) -> str:
    """Which counts in the table were not read with their publisher, and where they were; '' for none."""
    said, store = [], found.store
    rows = [row for row in found.records if row["measure"] in [name for names in KEY.values() for name in names]]
    for row in rows:
        measure, own = found.measure(row), found.own[row["measure"]]
        shown = {found.area: pd.notna(row["value"]), found.comparator.code: row["other"] != numbers.BLANK}
        for code in (code for code, is_shown in shown.items() if is_shown and code):
            where = behind.told(store, measure, pd.Series({**own, "area_code": code})).read_in
            source = store.sources[measure.source]
            if behind.read_elsewhere(source.publisher, source.url, where):
                name = store.area(code)["name"]
                said.append(f"{measure.short_name}: the figure of {name} was read in {where.partition(', “')[0]}.")
    return " ".join(said)


def _listed(names: list[str]) -> str:
    return capital(sentences.in_list([names[0], *map(sentences.mid_sentence, names[1:])]))


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
    return plain(str(row["other"]), f"{when}{row['other_standing']}".removeprefix(", "))


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
