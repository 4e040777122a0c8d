"""Figures that are possible but odd: the same again, ten times as much, far from those beside them, or nothing between
large ones. Most cannot be told from slips of the return, and no change should be worked from those."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from etl.faults import Note
from etl.series import SERIES, Words, in_words, runs

TENFOLD = 10
FAR, FAR_FLOOR = 4, 1000  # how many times a lone figure is off those beside it, and the least of what it is off
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
    return [
        _carried_note(run, list(repeats.quantities), words) for repeats in REPEATS for run in _repeated(totals, repeats)
    ]


def _repeated(totals: pd.DataFrame, repeats: Repeats) -> list[pd.DataFrame]:
    """The runs of periods in which an area gives what it gave the period before: area_code, shape, period, previous and
    a column for each quantity."""
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
    return [run for _, run in found.groupby("run") if len(run) + 1 >= repeats.figures]


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
    hit = _leaps(totals)
    found = totals.assign(run=runs(totals, hit, SERIES), previous=totals["period"].shift(1))[hit]
    return [_jump_note(run, words) for _, run in found.groupby("run")]


def _leaps(totals: pd.DataFrame) -> pd.Series:
    pair = totals[["before", "value"]]
    low, high = pair.min(axis=1, skipna=False), pair.max(axis=1, skipna=False)
    return (low > 0) & (high >= TENFOLD * low) & (high >= JUMP_FLOOR)


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


def lone_figures(totals: pd.DataFrame, words: Words) -> list[Note]:
    """A warning for each figure above 0 that is a quarter or less of both beside it, or four times both or more; one
    that is ten times off is told by `jumps`."""
    leaps = _leaps(totals)
    told = leaps & leaps.shift(-1, fill_value=False)
    return [_lone_note(row, words) for row in totals[_alone(totals) & ~told].to_dict("records")]


def _alone(totals: pd.DataFrame) -> pd.Series:
    beside = totals[["before", "after"]]
    low, high = beside.min(axis=1, skipna=False), beside.max(axis=1, skipna=False)
    below = (totals["value"] > 0) & (FAR * totals["value"] <= low) & (low >= FAR_FLOOR)
    above = (low > 0) & (totals["value"] >= FAR * high) & (totals["value"] >= FAR_FLOOR)
    return below | above


def _lone_note(row: dict, words: Words) -> Note:
    quantity, area, label = row["quantity"], row["area_code"], words.labels[row["period"]]
    return Note(
        words.source(quantity),
        "warning",
        area,
        label,
        f"{words.areas[area]} gives {words.amount(quantity, row['value'])} for {label}, between "
        f"{words.amount(quantity, row['before'])} and {words.amount(quantity, row['after'])} "
        f"({words.name(quantity)}). Perhaps a slip of the return.",
    )


def doubtful(totals: pd.DataFrame) -> pd.DataFrame:
    """quantity, area_code, shape, period, why: the figures from which no change should be worked: repeats of the figure
    before, lone figures far from those beside them, and lone zeros."""
    again = [
        (name, run.area_code, run.shape, run.period, "probably carried forward")
        for repeats in REPEATS
        for rows in _repeated(totals, repeats)
        for run in rows.itertuples()
        for name in repeats.quantities
    ]
    columns = [*SERIES, "period", "why"]
    alone = totals[_alone(totals)].assign(why="far from the figures before and after")
    zeros = totals[_zeros(totals)].assign(why="a zero between large figures")
    return pd.concat([pd.DataFrame(again, columns=columns), alone[columns], zeros[columns]], ignore_index=True)


def lone_zeros(totals: pd.DataFrame, words: Words) -> list[Note]:
    """A warning for each 0 between two figures of 100 or more: perhaps a figure that was not submitted."""
    return [_zero_note(row, words) for row in totals[_zeros(totals)].to_dict("records")]


def _zeros(totals: pd.DataFrame) -> pd.Series:
    beside = totals[["before", "after"]].min(axis=1, skipna=False)
    return (totals["value"] == 0) & (beside >= ZERO_FLOOR)


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
