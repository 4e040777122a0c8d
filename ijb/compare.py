"""Comparison between areas: positions, ranges, differences and change. Frames in, frames out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ijb.measures import Break, Measure

RANGE_PERIODS = {"month": 12, "quarter": 4}
OTHER_RANGE_PERIODS = 3
HISTORY = ("area_code", "period_start", "period_label", "value")
Point = tuple[str, date, str, float]


def range_periods(period: str) -> int:
    """Over how many of the last periods a position's range is taken: 12 months, 4 quarters, 3 of anything longer."""
    return RANGE_PERIODS.get(period, OTHER_RANGE_PERIODS)


def positions(values: pd.DataFrame, better: str, window: int) -> pd.DataFrame:
    """Each area's place in each period, and the range of its places over the last `window` periods.

    values: area_code, period_start, value. Returns area_code, period_start, rank, rank_low, rank_high, of.
    1 is best where there is a better end, otherwise highest; areas that tie share the better place. A range is given
    from the second period on; the first has a place only (rank_low and rank_high missing).
    """
    held = values.dropna(subset=["value"]).sort_values("period_start")
    if held.empty:
        return held[["area_code", "period_start"]].assign(rank=[], rank_low=[], rank_high=[], of=[])
    by_period = held.groupby("period_start")["value"]
    held = held.assign(rank=by_period.rank(method="min", ascending=better == "lower"), of=by_period.transform("size"))
    table = held.pivot(index="period_start", columns="area_code", values="rank")
    rolling = table.rolling(window, min_periods=2)
    low, high = (
        frame.stack().rename(name) for frame, name in ((rolling.min(), "rank_low"), (rolling.max(), "rank_high"))
    )
    ranged = held.merge(low.reset_index(), how="left").merge(high.reset_index(), how="left")
    columns = ["rank", "rank_low", "rank_high", "of"]
    ranged[columns] = ranged[columns].astype("Int64")
    return ranged[["area_code", "period_start", *columns]]


def crossed(breaks: Iterable[Break], earlier: date, later: date) -> Break | None:
    """The newest declared break after the start of the earlier period and by that of the later one, if any."""
    between = [point for point in breaks if earlier < point.at <= later]
    return max(between, key=lambda point: point.at) if between else None


@dataclass(frozen=True)
class Change:
    """From one period to a later one. `broken` is the break in between that forbids it; the figures are then None."""

    since: str
    difference: float | None
    base: float | None
    broken: Break | None = None


def changes(measure: Measure, history: pd.DataFrame, start: date) -> dict[str, Change]:
    """Each area's change, to the period that starts at `start`, on a year before (or as many years as the measure
    says): the period that starts in the same month. Areas without both figures are left out.

    history: area_code, period_start, period_label, value, of one breakdown and basis.
    """
    return changes_of(measure, zip(*(history[name] for name in HISTORY)), start)


def changes_of(measure: Measure, history: Iterable[Point], start: date, years: int | None = None) -> dict[str, Change]:
    """The same from rows of area code, first day, label and value; over `years` where they are given."""
    now, before = {}, {}
    wanted = (start.year - (years or measure.change_years), start.month)
    for row in history:
        area, day, _, value = row
        if pd.notna(value) and day == start:
            now[area] = value
        elif pd.notna(value) and (day.year, day.month) == wanted:
            before[area] = row
    return {area: _change(measure, start, value, *before[area][1:]) for area, value in now.items() if area in before}


def _change(measure: Measure, start: date, value: float, since: date, label: str, base: float) -> Change:
    broken = crossed(measure.breaks, since, start)
    return Change(label, None, None, broken) if broken else Change(label, float(value - base), float(base))


def ranges(history: pd.DataFrame, start: date, periods: int) -> pd.DataFrame:
    """area_code, low, high: each area's least and most over the `periods` up to the one that starts at `start`.

    history: area_code, period_start, value. An area with fewer than two figures in the window has no range.
    """
    window = sorted(day for day in history["period_start"].unique() if day <= start)[-periods:]
    held = history[history["period_start"].isin(window)].dropna(subset=["value"])
    spread = held.groupby("area_code")["value"].agg(low="min", high="max", held="size").reset_index()
    return spread[spread["held"] > 1].drop(columns="held")


def overlapping(places: pd.DataFrame, area: str) -> list[str]:
    """The areas whose range of positions overlaps that of `area`. places: area_code, rank_low, rank_high."""
    held = places.dropna(subset=["rank_low", "rank_high"]).set_index("area_code")
    if area not in held.index:
        return []
    own = held.loc[area]
    meets = (held["rank_low"] <= own["rank_high"]) & (held["rank_high"] >= own["rank_low"])
    return [code for code in held.index[meets] if code != area]
