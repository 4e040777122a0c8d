"""Nearest peers: the areas most like one another in age, deprivation, rurality and size."""

from __future__ import annotations

import numpy as np
import pandas as pd

VARIABLES = ("share_75plus", "share_deprived", "share_rural", "log_population")


def nearest(frame: pd.DataFrame, count: int = 5) -> pd.DataFrame:
    """The `count` nearest areas of each area, by Euclidean distance over z-scores of VARIABLES.

    frame: area_code and VARIABLES. A z-score is the distance from the mean of the areas in population
    standard deviations (divided by their number: these are all the areas there are, not a sample); a variable
    on which all areas are equal tells none apart.

    Returns area_code, peer_code, distance, place (1 is nearest; of equal distances the earlier code). An area
    without one of VARIABLES has no peers and is nobody's. Raises ValueError for an area given twice.
    """
    held = frame.dropna(subset=list(VARIABLES)).sort_values("area_code")
    twice = held.loc[held["area_code"].duplicated(), "area_code"].tolist()
    if twice:
        raise ValueError(f"expected one row an area; {', '.join(twice)} given twice")
    scores = _scores(held[list(VARIABLES)].to_numpy(dtype=float))
    codes = held["area_code"].to_numpy()
    distances = np.linalg.norm(scores[:, None] - scores[None], axis=2)
    pairs = pd.DataFrame(
        {
            "area_code": np.repeat(codes, len(codes)),
            "peer_code": np.tile(codes, len(codes)),
            "distance": distances.ravel(),
        }
    )
    others = pairs["area_code"] != pairs["peer_code"]
    pairs = pairs[others].sort_values(["area_code", "distance", "peer_code"])
    pairs["place"] = pairs.groupby("area_code").cumcount() + 1
    return pairs[pairs["place"] <= count].reset_index(drop=True)


def _scores(values: np.ndarray) -> np.ndarray:
    """Population z-scores by column; 0 throughout a column of equal values."""
    if not len(values):
        return values
    spread = values.std(axis=0)
    return (values - values.mean(axis=0)) / np.where(np.ptp(values, axis=0) > 0, spread, 1)
