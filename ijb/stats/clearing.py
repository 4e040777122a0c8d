"""What the next figure of a series would have to be for no rule to hold on the worse side any longer."""

from __future__ import annotations

import numpy as np

from ijb.stats import Figures, numbers, xmr

FIRST, AGAIN, TIMES = 128, 32, 6  # figures tried over the whole span, then between two of them, so many times


def next_figure(values: Figures, better: str, size: int, ceiling: float | None = None) -> float | None:
    """The figure farthest to the worse side such that neither it nor any better one, as the next point of an XmR chart,
    would carry a rule on the worse side.

    values: those of the present window, in time order; better: lower or higher; size: how many figures a window
    holds, so that with the next the oldest may leave it; ceiling: as in xmr.classify. None where the next point would
    not be tested, or where even the best figure of the window would carry such a rule.
    """
    figures = numbers(values)
    sign = 1.0 if better == "lower" else -1.0
    span = np.ptp(figures) or abs(figures[-1]) or 1.0
    good = (figures * sign).min() * sign
    bad = (figures * sign).max() * sign + sign * 3 * span
    for count in (FIRST, *[AGAIN] * TIMES):
        tried = np.linspace(good, bad, count)
        worse = _worse(figures, tried, better, size, ceiling)
        if worse[0] or not worse.any():
            return None
        first = int(worse.argmax())
        good, bad = tried[first - 1], tried[first]
    return float(good)


def _worse(figures: np.ndarray, tried: np.ndarray, better: str, size: int, ceiling: float | None) -> np.ndarray:
    """Whether each figure tried, as the next point, would carry a rule on the worse side.

    The windows go to xmr.classify end to end: a missing figure between two keeps them apart.
    """
    kept = figures[-(size - 1) :]
    windows = np.column_stack([np.tile(kept, (len(tried), 1)), tried, np.full(len(tried), np.nan)])
    named = xmr.classify(windows.ravel(), better, ceiling=ceiling)["point_type"].to_numpy(dtype=object)
    return named.reshape(windows.shape)[:, -2] == "concern"
