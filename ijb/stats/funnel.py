"""Funnel limits: how far chance takes an area of its size from the whole, and how far areas differ anyway.

Source: Spiegelhalter, Statistics in Medicine 24 (2005) 1185-1202: additive over-dispersion, Winsorised.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ijb.stats import Z_95, Z_998, Figures, index_of, numbers, verdicts

WINSORISED = (0.1, 0.9)
LIMITS = {"lower_95": -Z_95, "upper_95": Z_95, "lower_998": -Z_998, "upper_998": Z_998}


@dataclass(frozen=True)
class Scale:
    """The scale on which chance moves areas of one size alike; numerators r, denominators n."""

    place: Callable[[np.ndarray, np.ndarray], np.ndarray]
    middle: Callable[[float], float]
    error: Callable[[np.ndarray, np.ndarray], np.ndarray]
    back: Callable[[np.ndarray], np.ndarray]


SCALES = {
    "proportion": Scale(
        place=lambda r, n: np.arcsin(np.sqrt(r / n)),
        middle=lambda rate: np.arcsin(np.sqrt(rate)),
        error=lambda r, n: 1 / (2 * np.sqrt(n)),
        back=lambda place: np.sin(np.clip(place, 0, np.pi / 2)) ** 2,
    ),
    "count": Scale(
        place=lambda r, n: np.log((r + 0.5) / (n + 0.5)),
        middle=np.log,
        error=lambda r, n: np.sqrt(r / (r + 0.5) ** 2 + n / (n + 0.5) ** 2),
        back=np.exp,
    ),
}


def limits(numerators: Figures, denominators: Figures, kind: str = "proportion") -> pd.DataFrame:
    """Each area's rate, its distance from the whole and the limits for its size; rows as in `numerators`.

    kind: proportion (cases among denominators, never fewer) or count (cases over an expected number).

    Returns rate (numerator ÷ denominator; a proportion is 0–1); z and z_adjusted (standard errors from the
    whole, without and with over-dispersion); lower_95, upper_95, lower_998, upper_998 (on the scale of rate,
    with over-dispersion) and plain_lower_95 … plain_upper_998 (without). All but rate are NaN for an area not
    tested: a figure missing, no denominator, more cases than a proportion can have, or counts that are all 0.
    attrs: centre (rate of the areas tested, together), phi, tau2, areas (how many were tested). Raises
    ValueError for another kind.
    """
    scale, r, n = _scale(kind), numbers(numerators), numbers(denominators)
    frame = pd.DataFrame({"rate": r / np.where(n > 0, n, np.nan)}, index=index_of(numerators))
    tested = _testable(r, n, kind)
    r, n = np.where(tested, r, np.nan), np.where(tested, n, np.nan)
    centre = np.nansum(r) / np.nansum(n) if tested.any() else np.nan
    distance, error = scale.place(r, n) - scale.middle(centre), scale.error(r, n)
    phi, tau2 = _over_dispersion((distance / error)[tested], error[tested])
    frame = frame.assign(z=distance / error, z_adjusted=distance / np.sqrt(error**2 + tau2))
    drawn = [curve(n, centre, tau2, kind), curve(n, centre, 0.0, kind).add_prefix("plain_")]
    frame = pd.concat([frame, *(lines.set_axis(frame.index) for lines in drawn)], axis=1)
    frame.attrs = {"centre": float(centre), "phi": phi, "tau2": tau2, "areas": int(tested.sum())}
    return frame


def curve(denominators: Figures, centre: float, tau2: float, kind: str = "proportion") -> pd.DataFrame:
    """The limits at any denominators: lower_95, upper_95, lower_998, upper_998, on the scale of rate.

    centre and tau2: from the attrs of `limits`; a tau2 of 0 gives the plain limits. Raises as `limits`.
    """
    scale, n = _scale(kind), numbers(denominators)
    spread = np.sqrt(scale.error(centre * n, n) ** 2 + tau2)
    lines = {name: scale.back(scale.middle(centre) + z * spread) for name, z in LIMITS.items()}
    return pd.DataFrame(lines, index=index_of(denominators))


def beyond(frame: pd.DataFrame) -> pd.Series:
    """Of a frame from `limits`: higher or lower where z_adjusted is past 99.8 %, else no clear difference.

    None where not tested.
    """
    z = frame["z_adjusted"].to_numpy()
    return verdicts(z > Z_998, z < -Z_998, np.isfinite(z), frame.index)


def _scale(kind: str) -> Scale:
    if kind not in SCALES:
        raise ValueError(f"kind is {kind!r}; expected one of {', '.join(SCALES)}")
    return SCALES[kind]


def _testable(r: np.ndarray, n: np.ndarray, kind: str) -> np.ndarray:
    if kind == "proportion":
        return (n > 0) & (r >= 0) & (r <= n)
    tested = (n > 0) & (r >= 0) & np.isfinite(r) & np.isfinite(n)
    return tested & (r[tested].sum() > 0)


def _over_dispersion(z: np.ndarray, error: np.ndarray) -> tuple[float, float]:
    """phi, the mean square of Winsorised z, and tau², the variance between areas that chance leaves over."""
    if not len(z):
        return np.nan, 0.0
    phi = float(np.mean(np.clip(z, *np.quantile(z, WINSORISED)) ** 2))
    excess, weights = len(z) * phi - (len(z) - 1), error**-2
    if len(z) == 1 or excess <= 0:
        return phi, 0.0
    return phi, float(excess / (weights.sum() - (weights**2).sum() / weights.sum()))
