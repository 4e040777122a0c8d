"""Figures that are possible but odd: the same again, ten times as much, or nothing between large ones."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from etl.faults import Note
from etl.series import SERIES, Words, in_words, runs

TENFOLD = 10
JUMP_FLOOR = 1000
ZERO_FLOOR = 100


@dataclass(frozen=True)
class Repeats:
    """Quantities that hardly stay the same together for `figures` periods, the largest `least` or more.

    Counts rounded to 5 often repeat singly, so two must, or one for four years; a figure given to its last
    unit does not repeat by chance from 10,000 on.
    """

    quantities: tuple[str, ...]
    figures: int
    least: float


REPEATS = (
    Repeats(("care_at_home_people", "care_at_home_hours"), figures=2, least=1000),
    Repeats(("sds_people", "sds_people_with_choice"), figures=2, least=1000),
    Repeats(("people_supported",), figures=4, least=100),
    Repeats(("telecare_people",), figures=4, least=100),
    Repeats(("adult_social_work_gross_spend",), figures=2, least=10_000),
    Repeats(("home_care_cost",), figures=2, least=10_000),
    Repeats(("home_care_hours",), figures=2, least=10_000),
)


def carried_forward(totals: pd.DataFrame, words: Words) -> list[Note]:
    """A warning for each run of periods in which an area repeats its figures for every quantity of REPEATS.

    totals: as series.totals gives them. Two quantities equal to each other (everyone had a choice) are one
    figure said twice, which tells nothing; neither does a figure of 0.
    """
    return [note for repeats in REPEATS for note in _carried_forward(totals, repeats, words)]


def _carried_forward(totals: pd.DataFrame, repeats: Repeats, words: Words) -> list[Note]:
    names, series = list(repeats.quantities), ["area_code", "shape"]
    rows = totals[totals["quantity"].isin(names)]
    wide = rows.pivot(index=[*series, "period"], columns="quantity", values="value").reindex(columns=names)
    wide = wide.dropna().reset_index()
    figures = wide[names]
    tells = (figures > 0).all(axis=1) & (figures.max(axis=1) >= repeats.least)
    tells &= figures.nunique(axis=1) == len(names)
    same = [*series, *names]
    again = tells & (wide[same] == wide[same].shift(1)).all(axis=1)
    found = wide.assign(run=runs(wide, again, series), previous=wide["period"].shift(1))[again]
    return [_carried_note(run, names, words) for _, run in found.groupby("run") if len(run) + 1 >= repeats.figures]


def _carried_note(run: pd.DataFrame, names: list[str], words: Words) -> Note:
    first, last = run.iloc[0], run.iloc[-1]
    area, span = words.areas[first["area_code"]], words.span(int(first["previous"]), int(last["period"]))
    figures = " and ".join(f"{words.amount(name, first[name])} ({words.name(name)})" for name in names)
    times = "twice" if len(run) == 1 else f"{in_words(len(run) + 1)} times"
    return Note(
        words.source(names[0]),
        "warning",
        first["area_code"],
        span,
        f"{area} gives the same figure{'s' if len(names) > 1 else ''} {times} running, {span}: "
        f"{figures}. Probably carried forward.",
    )


def jumps(totals: pd.DataFrame, words: Words) -> list[Note]:
    """A warning where a figure is ten times the one before it, or a tenth; a jump and its return are one.

    Both must be above 0 and the larger 1,000 or more: below that, an island's monthly bed days and the
    median wait of a handful of people jump tenfold by chance.
    """
    pair = totals[["before", "value"]]
    low, high = pair.min(axis=1, skipna=False), pair.max(axis=1, skipna=False)
    hit = (low > 0) & (high >= TENFOLD * low) & (high >= JUMP_FLOOR)
    found = totals.assign(run=runs(totals, hit, SERIES), previous=totals["period"].shift(1))[hit]
    return [_jump_note(run, words) for _, run in found.groupby("run")]


def _jump_note(run: pd.DataFrame, words: Words) -> Note:
    first = run.iloc[0]
    quantity, area = first["quantity"], first["area_code"]
    points = [(int(first["previous"]), first["before"]), *zip(run["period"], run["value"])]
    told = ", then ".join(f"{words.amount(quantity, value)} in {words.labels[period]}" for period, value in points)
    return Note(
        words.source(quantity),
        "warning",
        area,
        words.span(points[0][0], points[-1][0]),
        f"{words.areas[area]} changes tenfold: {told} ({words.name(quantity)}).",
    )


def lone_zeros(totals: pd.DataFrame, words: Words) -> list[Note]:
    """A warning for each 0 between two figures of 100 or more: perhaps a figure that was not submitted."""
    beside = totals[["before", "after"]].min(axis=1, skipna=False)
    found = totals[(totals["value"] == 0) & (beside >= ZERO_FLOOR)]
    return [_zero_note(row, words) for row in found.to_dict("records")]


def _zero_note(row: dict, words: Words) -> Note:
    quantity, area, label = row["quantity"], row["area_code"], words.labels[row["period"]]
    return Note(
        words.source(quantity),
        "warning",
        area,
        label,
        f"{words.areas[area]} has a zero that may mean not submitted: 0 in {label}, between "
        f"{words.amount(quantity, row['before'])} and {words.amount(quantity, row['after'])} "
        f"({words.name(quantity)}).",
    )
