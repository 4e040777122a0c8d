"""Three successive yearly moves the same way, each larger than areas usually move: for series too short for limits."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ijb.stats.level import MINIMUM_AREAS

MOVES = 3
SHARE = 0.5  # of the median absolute move of all the areas over the same years
RISES, FALLS, NO_RUN = "three yearly rises", "three yearly falls", "no three moves one way"


def classify(
    table: pd.DataFrame, restarts: np.ndarray | None = None, typical: np.ndarray | None = None
) -> pd.DataFrame:
    """RISES, FALLS or NO_RUN for each figure, by the three moves that end in it; index and columns as in `table`.

    table: a row a year, in order and none left out, a column an area, NaN where there is no figure. restarts: whether
    each year is the first after a break or a gap, which no move crosses. typical: which columns are areas whose moves
    set the measure (all, unless given): a move counts where it is larger than half the median of their absolute moves
    over those three years. None where an area lacks one of the three moves, or fewer than 8 of those areas have any.
    """
    steps = np.diff(table.to_numpy(dtype=float), axis=0, prepend=np.nan)
    if restarts is not None:
        steps[restarts] = np.nan
    among = np.ones(table.shape[1], dtype=bool) if typical is None else typical
    found = np.full(table.shape, None, dtype=object)
    for year in range(MOVES, len(table)):
        found[year] = _named(steps[year - MOVES + 1 : year + 1], among)
    return pd.DataFrame(found, index=table.index, columns=table.columns, dtype=object)


def _named(steps: np.ndarray, among: np.ndarray) -> np.ndarray:
    """What three successive moves of each area make."""
    tested, held = np.isfinite(steps).all(axis=0), np.isfinite(steps[:, among])
    if held.any(axis=0).sum() < MINIMUM_AREAS:
        return np.full(steps.shape[1], None, dtype=object)
    least = SHARE * np.nanmedian(np.abs(steps[:, among]))
    rises, falls = (steps > least).all(axis=0), (steps < -least).all(axis=0)
    return np.select([~tested, rises, falls], [None, RISES, FALLS], NO_RUN)
