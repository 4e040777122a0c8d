"""What the build works out so that a page only reads: each point's XmR rule, and each area's nearest peers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ijb.measures import Measure
from ijb.stats import peers, xmr

WINDOW = 36
COLUMNS = ["measure", "area_code", "breakdown", "period_start", "centre", "lower", "upper", "rule", "point_type"]
WORKED = ("centre", "lower", "upper", "rule", "point_type")
PEER_MEASURES = {
    "share_75plus": "population_75plus_share",
    "share_deprived": "most_deprived_fifth_share",
    "share_rural": "rural_share",
}


def classification(measures: dict[str, Measure], observed: pd.DataFrame) -> pd.DataFrame:
    """COLUMNS for every series of every measure drawn as an XmR chart, over its last 36 periods since the last break.

    observed: as the table observation, of basis ''. Series that have ended are not tested; those with too few points
    since a gap or a break have no rows.
    """
    tested = [measure for measure in measures.values() if measure.chart_method == "xmr" and not measure.ended]
    found = [_of_measure(measure, observed[observed["measure"] == measure.id]) for measure in tested]
    held = [frame for frame in found if len(frame)]
    return pd.concat(held, ignore_index=True) if held else pd.DataFrame(columns=COLUMNS)


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
    points = rows.iloc[np.concatenate(windows)][["area_code", "breakdown", "period_start"]]
    joined = {name: np.concatenate(parts) for name, parts in zip(WORKED, zip(*found))}
    points = points.assign(measure=measure.id, **joined)
    return points[points["rule"].notna()][COLUMNS]


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
