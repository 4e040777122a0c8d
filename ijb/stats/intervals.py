"""Intervals for a proportion, a count and a published figure, and whether an area stands apart by them.

Sources: Wilson (1927) for proportions; the exact chi-squared interval (Garwood 1936) for counts.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import gammaincinv, ndtri

from ijb.stats import Z_95, Z_998, Figures, index_of, numbers, verdicts

SHOWN, FLAGGED = 0.95, 0.998  # what a reader sees, and what a difference must pass to be named


def wilson(numerators: Figures, denominators: Figures, confidence: float = SHOWN) -> pd.DataFrame:
    """Wilson's interval for each proportion: lower, upper, 0–1; NaN unless 0 ≤ numerator ≤ denominator."""
    r, n = numbers(numerators), numbers(denominators)
    usable = (n > 0) & (r >= 0) & (r <= n)
    r, n = np.where(usable, r, np.nan), np.where(usable, n, np.nan)
    z2 = ndtri((1 + confidence) / 2) ** 2
    middle = r + z2 / 2
    half = np.sqrt(z2 * (r * (n - r) / n + z2 / 4))
    # Where every case is counted the upper end is 1, which a rounding could pass.
    ends = {"lower": (middle - half) / (n + z2), "upper": np.minimum((middle + half) / (n + z2), 1)}
    return pd.DataFrame(ends, index=index_of(numerators))


def poisson(counts: Figures, confidence: float = SHOWN) -> pd.DataFrame:
    """The exact Poisson interval for each count: lower, upper, as counts; NaN for a missing or negative one.

    lower = χ²(α/2; 2r) ÷ 2 and upper = χ²(1 − α/2; 2r + 2) ÷ 2, where half a χ² of 2r is a gamma of r.
    """
    r = numbers(counts)
    r = np.where(r >= 0, r, np.nan)
    tail = (1 - confidence) / 2
    lower = np.where(r == 0, 0, gammaincinv(np.where(r == 0, 1, r), tail))
    return pd.DataFrame({"lower": lower, "upper": gammaincinv(r + 1, 1 - tail)}, index=index_of(counts))


def rates(numerators: Figures, denominators: Figures, kind: str, confidence: float = SHOWN) -> pd.DataFrame:
    """rate, lower, upper: Wilson's for kind proportion; the exact Poisson count ÷ denominator for kind count.

    NaN where there is no interval. Raises ValueError for another kind.
    """
    r, n = numbers(numerators), numbers(denominators)
    n = np.where(n > 0, n, np.nan)
    if kind not in ("proportion", "count"):
        raise ValueError(f"kind is {kind!r}; expected proportion or count")
    interval = wilson(r, n, confidence) if kind == "proportion" else poisson(r, confidence).div(n, axis=0)
    rate = np.where(interval["lower"].notna(), r / n, np.nan)
    return interval.assign(rate=rate)[["rate", "lower", "upper"]].set_axis(index_of(numerators))


def against_rest(
    numerators: Figures, denominators: Figures, kind: str, whole: tuple[float, float] | None = None
) -> pd.DataFrame:
    """Each area against the rest of Scotland, itself taken out; rows and index as in `numerators`.

    whole: Scotland's own numerator and denominator; without it, the sum of the areas that have both.
    Returns rate, lower_95, upper_95, lower_998, upper_998, rest_rate, rest_lower_998, rest_upper_998
    (numerator ÷ denominator; a proportion is 0–1) and verdict: higher or lower where the two 99.8 % intervals
    do not meet, else no clear difference; None where either cannot be worked. Raises ValueError as `rates`.
    """
    r, n, index = numbers(numerators), numbers(denominators), index_of(numerators)
    held = np.isfinite(r) & np.isfinite(n)
    whole = whole or (r[held].sum(), n[held].sum())
    area, rest = rates(r, n, kind, FLAGGED), rates(whole[0] - r, whole[1] - n, kind, FLAGGED)
    shown = rates(r, n, kind)
    frame = pd.DataFrame(
        {
            "rate": area["rate"],
            "lower_95": shown["lower"],
            "upper_95": shown["upper"],
            "lower_998": area["lower"],
            "upper_998": area["upper"],
            "rest_rate": rest["rate"],
            "rest_lower_998": rest["lower"],
            "rest_upper_998": rest["upper"],
        }
    ).set_axis(index)
    return frame.assign(verdict=_apart(area, rest, index))


def against_published(published: pd.DataFrame, whole: tuple[float, float, float]) -> pd.DataFrame:
    """Each area against Scotland's own figure, where only figures with 95 % intervals are published.

    published: value, lower, upper; whole: the same of Scotland. Half-widths are stretched by 3.0902 ÷ 1.96.
    Returns value, lower_95, upper_95, lower_998, upper_998, whole_lower_998, whole_upper_998 and verdict, as
    `against_rest`; None where an area's or Scotland's interval is missing.
    """
    area = _stretched(published)
    scotland = _stretched(pd.DataFrame([whole], columns=["value", "lower", "upper"])).iloc[0]
    frame = published[["value"]].assign(
        lower_95=published["lower"],
        upper_95=published["upper"],
        lower_998=area["lower"],
        upper_998=area["upper"],
        whole_lower_998=scotland["lower"],
        whole_upper_998=scotland["upper"],
    )
    return frame.assign(verdict=_apart(area, scotland, published.index))


def _stretched(published: pd.DataFrame) -> pd.DataFrame:
    value, stretch = published["value"], Z_998 / Z_95
    return pd.DataFrame(
        {
            "lower": value - stretch * (value - published["lower"]),
            "upper": value + stretch * (published["upper"] - value),
        }
    )


def _apart(area: pd.DataFrame, other: pd.DataFrame | pd.Series, index: pd.Index) -> pd.Series:
    higher, lower = area["lower"] > other["upper"], area["upper"] < other["lower"]
    tested = np.isfinite(area["lower"] + area["upper"] + other["lower"] + other["upper"])
    return verdicts(higher.to_numpy(), lower.to_numpy(), tested.to_numpy(), index)
