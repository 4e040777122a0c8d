"""The statistics, one module a method: frames or arrays in, frames out; nothing is read, written or drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

Z_95, Z_998 = 1.96, 3.0902  # standard errors either side that hold 95 % and 99.8 % of chance
# Figures closer than this share of the largest are equal: a mean of equal rates can miss them by a rounding.
TOLERANCE = 1e-12
HIGHER, LOWER, NO_CLEAR_DIFFERENCE = "higher", "lower", "no clear difference"

Figures = Sequence[float] | np.ndarray | pd.Series


def numbers(values: Figures) -> np.ndarray:
    """The figures as floats, NaN where one is missing, whatever its type stands in for it."""
    if isinstance(values, pd.Series):
        return values.to_numpy(dtype=float, na_value=np.nan)
    return np.asarray(values, dtype=float)


def tolerance(figures: np.ndarray) -> float:
    """How far apart two of these figures may be and still be the same, in their unit."""
    return TOLERANCE * np.abs(figures).max()


def index_of(values: Figures) -> pd.Index:
    """The index that a frame made from these figures has: theirs, or 0, 1, 2 … where they have none."""
    return values.index if isinstance(values, pd.Series) else pd.RangeIndex(len(values))


def verdicts(higher: np.ndarray, lower: np.ndarray, tested: np.ndarray, index: pd.Index) -> pd.Series:
    """HIGHER, LOWER or NO_CLEAR_DIFFERENCE, None where not tested."""
    words = np.select([~tested, higher, lower], [None, HIGHER, LOWER], NO_CLEAR_DIFFERENCE)
    return pd.Series(words, index=index, dtype=object)
