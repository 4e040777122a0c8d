"""What the build works out so that a page only reads: each figure against its area's own past, and nearest peers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from ijb.measures import Measure
from ijb.signals import WINDOW
from ijb.stats import moves, peers, xmr

COLUMNS = ["measure", "area_code", "breakdown", "period_start", "centre", "lower", "upper", "rule", "point_type"]
WORKED = ("centre", "lower", "upper", "rule", "point_type")
YEARLY = ("financial_year", "census_date")
PEER_MEASURES = {
    "share_75plus": "population_75plus_share",
    "share_deprived": "most_deprived_fifth_share",
    "share_rural": "rural_share",
}


def classification(measures: dict[str, Measure], observed: pd.DataFrame) -> pd.DataFrame:
    """COLUMNS for every figure that is tested against its area's own past.

    Of monthly and quarterly series drawn as XmR charts: the last 36 periods since the last break. Of yearly figures
    without limits: whether the last three moves went one way (`ijb.stats.moves`), money in real terms.

    observed: as the table observation. Series that have ended are not tested; those with too few points since a gap
    or a break have no rows.
    """
    found = []
    for measure in measures.values():
        rows = observed[(observed["measure"] == measure.id) & (observed["basis"].ne("") == measure.money)]
        if not measure.ended and measure.chart_method == "xmr":
            found.append(_of_measure(measure, rows))
        elif not measure.ended and measure.chart_method == "range" and is_yearly(measure):
            found.append(_yearly(measure, rows))
    held = [frame for frame in found if len(frame)]
    return pd.concat(held, ignore_index=True)[COLUMNS] if held else pd.DataFrame(columns=COLUMNS)


def is_yearly(measure: Measure) -> bool:
    """Whether each figure stands a year after the one before and shares no months with it."""
    return measure.period in YEARLY and measure.change_years == 1


def testable(measure: Measure, rows: pd.DataFrame) -> pd.Series:
    """Which rows of the table observation may be tested: whole figures, enough cases, and not a mean of others'."""
    untested = ["partial", "derived"] if measure.published_value else ["partial"]
    enough = rows["denominator"].ge(measure.minimum_denominator) if measure.minimum_denominator else True
    return rows["value"].notna() & ~rows["status"].isin(untested) & enough


def _yearly(measure: Measure, rows: pd.DataFrame) -> pd.DataFrame:
    """Rules of COLUMNS for yearly figures, every area measured by how the 31 usually move."""
    rows = rows.assign(tested=rows["value"].where(testable(measure, rows)))
    usual = pd.Index(rows.loc[rows["level"] == "ijb", "area_code"].unique())
    found = []
    for breakdown, each in rows.groupby("breakdown"):
        table = each.pivot(index="period_start", columns="area_code", values="tested").sort_index()
        named = moves.classify(table, _restarts(measure, table.index), table.columns.isin(usual))
        named = named.stack().dropna().rename("rule").reset_index()
        found.append(named.assign(measure=measure.id, breakdown=breakdown))
    named = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=["rule"])
    high, low = xmr.HIGH_AND_LOW[measure.better]
    types = {moves.RISES: high, moves.FALLS: low, moves.NO_RUN: xmr.COMMON_CAUSE}
    return named.assign(point_type=named["rule"].map(types), centre=np.nan, lower=np.nan, upper=np.nan)


def _restarts(measure: Measure, starts: pd.Index) -> np.ndarray:
    """Whether each year is the first of the series, after a year left out, or after a declared break."""
    days = [pd.Timestamp(day) for day in starts]
    broken = [
        day.year - before.year != 1 or any(before < pd.Timestamp(point.at) <= day for point in measure.breaks)
        for before, day in pairwise(days)
    ]
    return np.array([True, *broken][: len(days)])


def _of_measure(measure: Measure, rows: pd.DataFrame) -> pd.DataFrame:
    since = max((pd.Timestamp(point.at) for point in measure.breaks), default=pd.Timestamp.min)
    rows = rows[rows["period_start"] >= since].sort_values("period_start")
    values, starts = rows["value"].to_numpy(dtype=float), rows["period_start"].to_numpy()
    ceiling = 100.0 if measure.shown_as == "per cent" else None
    windows, found = [], []
    for places in rows.groupby(["area_code", "breakdown"]).indices.values():
        window = _window(values, places)
        if len(window):
            worked = xmr.classify(values[window], measure.better, starts[window], ceiling=ceiling)
            windows.append(window)
            found.append([worked[name].to_numpy() for name in WORKED])
    if not windows:
        return pd.DataFrame(columns=COLUMNS)
    points = rows.iloc[np.concatenate(windows)]
    joined = {name: np.concatenate(parts) for name, parts in zip(WORKED, zip(*found))}
    kept = testable(measure, points) & pd.Series(joined["rule"], points.index).notna()
    return points.drop(columns=["lower", "upper"]).assign(**joined)[COLUMNS][kept]


def _window(values: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The last places of a series, up to its newest figure; none where it has no figure."""
    held = np.flatnonzero(np.isfinite(values[places]))
    return places[: held[-1] + 1][-WINDOW:] if len(held) else places[:0]


def nearest_peers(observed: pd.DataFrame, population: pd.DataFrame) -> pd.DataFrame:
    """The table `peer` for the integration authorities: the five nearest in age, deprivation, rurality and size.

    observed: as the table observation; population: area_code, value of all ages at the newest estimate. Empty where
    one of the three shares is not held at all.
    """
    ijbs = observed[(observed["level"] == "ijb") & observed["value"].notna()].sort_values("period_start")
    newest = ijbs.groupby(["measure", "area_code"])["value"].last().unstack(0)
    if not set(PEER_MEASURES.values()) <= set(newest.columns):
        return pd.DataFrame(columns=["area_code", "peer_code", "distance", "place"])
    frame = newest[list(PEER_MEASURES.values())].set_axis(list(PEER_MEASURES), axis=1)
    people = population.set_index("area_code")["value"].reindex(frame.index)
    return peers.nearest(frame.assign(log_population=np.log(people)).rename_axis("area_code").reset_index())
