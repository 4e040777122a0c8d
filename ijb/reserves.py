"""How long reserves would last at the rate they have been used, always as a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

YEAR_ENDS = 3


@dataclass(frozen=True)
class YearsLeft:
    """falls: by how much the reserves fell in each of the last two years (below 0: they rose), in the unit of the
    reserves; low, high: what is left over the faster and over the slower fall, in years. low is None where they fell in
    neither year; high is None where they did not fall in both, and so have no end at that rate."""

    falls: tuple[float, float]
    low: float | None
    high: float | None


def years_left(levels: Sequence[float]) -> YearsLeft | None:
    """From reserves at three year ends that follow one another, oldest first; None for fewer, or where none are left.

    What was put in and taken out within a year is not seen: only what remained at its end.
    """
    if len(levels) != YEAR_ENDS or levels[-1] <= 0:
        return None
    first, second, last = levels
    falls = (first - second, second - last)
    low = last / max(falls) if max(falls) > 0 else None
    return YearsLeft(falls, low, last / min(falls) if min(falls) > 0 else None)
