"""Where an area stands among the others, when its figure has neither cases to count nor an interval."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ijb.stats import numbers, tolerance

MINIMUM_AREAS = 8
FENCE = 1.5  # interquartile ranges beyond a quartile (Tukey 1977)

FAR_HIGHER, FAR_LOWER, AMONG = "far higher", "far lower", "among"


def far_from_rest(values: pd.Series) -> pd.Series:
    """far higher: above Q3 + 1.5 IQR of all the values; far lower: below Q1 − 1.5 IQR; else among.

    Quartiles by linear interpolation (type 7). None where a value is missing, and for all where fewer than 8
    are held or the quartiles are equal. Index as in `values`.
    """
    figures = numbers(values)
    held = np.isfinite(figures)
    nothing = pd.Series([None] * len(figures), index=values.index, dtype=object)
    if held.sum() < MINIMUM_AREAS:
        return nothing
    first, third = np.quantile(figures[held], [0.25, 0.75])
    spread = third - first
    if spread <= tolerance(figures[held]):
        return nothing
    places = np.select(
        [~held, figures > third + FENCE * spread, figures < first - FENCE * spread],
        [None, FAR_HIGHER, FAR_LOWER],
        AMONG,
    )
    return pd.Series(places, index=values.index, dtype=object)
