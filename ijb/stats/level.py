"""Where an area stands among the others, when its figure has neither cases to count nor an interval."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ijb.stats import TOLERANCE, index_of, numbers

MINIMUM_AREAS = 8
FENCE = 1.5  # interquartile ranges beyond a quartile (Tukey 1977)

FAR_HIGHER, FAR_LOWER, AMONG = "far higher", "far lower", "among"


def fences(table: np.ndarray) -> np.ndarray:
    """The median, Q1 − 1.5 IQR and Q3 + 1.5 IQR of each row, in the unit of the values: an array of rows × 3.

    table: a row a comparison, a column an area, NaN where there is no figure. Quartiles by linear interpolation
    (type 7). NaN where a row holds fewer than 8 figures or its quartiles are equal.
    """
    found = np.full((len(table), 3), np.nan)
    rows = np.isfinite(table).sum(axis=1) >= MINIMUM_AREAS
    if rows.any():
        first, middle, third = np.nanquantile(table[rows], [0.25, 0.5, 0.75], axis=1)
        spread, least = third - first, TOLERANCE * np.nanmax(np.abs(table[rows]), axis=1)
        ends = np.column_stack([middle, first - FENCE * spread, third + FENCE * spread])
        found[rows] = np.where((spread > least)[:, None], ends, np.nan)
    return found


def far_from_rest(values: pd.Series) -> pd.Series:
    """far higher: above Q3 + 1.5 IQR of all the values; far lower: below Q1 − 1.5 IQR; else among.

    None where a value is missing, and for all where there are no `fences`. Index as in `values`.
    """
    figures = numbers(values)
    _, lower, upper = fences(figures[None])[0]
    tested = np.isfinite(figures) & np.isfinite(upper)
    places = np.select([~tested, figures > upper, figures < lower], [None, FAR_HIGHER, FAR_LOWER], AMONG)
    return pd.Series(places, index=index_of(values), dtype=object)
