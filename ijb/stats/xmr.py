"""XmR charts: limits from a series' own month-to-month moves, and the rule that names each point.

Source: NHS England's Making Data Count rules, as worked by NHSRplotthedots 0.2.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from ijb.stats import Figures, index_of, numbers, tolerance

MINIMUM_POINTS = 13
LIMIT_DISTANCE = 2.66  # mean moving ranges from the centre: 3 ÷ 1.128
SCREEN = 3.267  # a range this many times the mean of them is left out of it
RUN = 7  # points in a shift or a trend

COMMON_CAUSE = "common cause"
# High and low in turn; the first that applies names the point.
RULES = (
    "above upper limit",
    "below lower limit",
    "seven-point rise",
    "seven-point fall",
    "two of three high",
    "two of three low",
    "shift above",
    "shift below",
    COMMON_CAUSE,
)
HIGH_AND_LOW = {
    "lower": ("concern", "improvement"),
    "higher": ("improvement", "concern"),
    "neither": ("neutral high", "neutral low"),
}

NO_FIGURE, TOO_FEW, MOSTLY_ZEROS = "no figure", "too few points", "mostly zeros"
NOT_TESTED = -1  # in place of a rule's number, so that it finds the None at the end

LIMIT_COLUMNS = pd.Index(["value", "centre", "lower", "upper"])
NAME_COLUMNS = pd.Index(["rule", "point_type"])


@dataclass(frozen=True)
class Limits:
    """In the unit of the series; a limit that cannot be crossed is infinite."""

    centre: float
    lower: float
    near_lower: float
    near_upper: float
    upper: float


def classify(
    values: Figures,
    better: str,
    periods: Sequence[Any] | None = None,
    screen: bool = True,
    *,
    breaks: Sequence[Any] = (),
    floor: float | None = 0.0,
    ceiling: float | None = None,
) -> pd.DataFrame:
    """Each point's limits, the rule that names it and what that means; rows and index as in `values`.

    values: in time order, NaN where there is no figure. better: lower, higher or neither. periods: the first
    days, so that a missing one is seen. breaks: first days from which figures are not comparable with those
    before; as at a gap, limits and runs begin again. screen: leave the largest moves out of the limits. A
    limit below `floor` or above `ceiling` is not drawn and not crossed.

    Returns value, centre, lower, upper (in the unit of values; NaN where there is no limit), rule (of RULES)
    and point_type: improvement, concern, neutral high, neutral low or common cause; both None where nothing
    is tested: see `untested`. Raises ValueError for an unknown direction, periods that do not rise or do not
    match the values, and breaks without periods.
    """
    if better not in HIGH_AND_LOW:
        raise ValueError(f"better is {better!r}; expected one of {', '.join(HIGH_AND_LOW)}")
    figures = numbers(values)
    bounds = np.full((len(LIMIT_COLUMNS), len(figures)), np.nan)
    bounds[0] = figures
    rules = np.full(len(figures), NOT_TESTED)
    reason = NO_FIGURE
    for first, after in _segments(np.isfinite(figures), periods, breaks):
        part = figures[first:after]
        reason = _reason(part)
        if not reason:
            limits = _limits(part, screen, floor, ceiling)
            bounds[1:, first:after] = [[limits.centre], [limits.lower], [limits.upper]]
            rules[first:after] = _rule_numbers(part, limits)
    frame = _frame(bounds, rules, better, index_of(values))
    frame.attrs["untested"] = reason if np.isfinite(figures[-1:]).all() else NO_FIGURE
    return frame


def untested(frame: pd.DataFrame) -> str:
    """Why the latest point of a classified series has no rule: NO_FIGURE, TOO_FEW, MOSTLY_ZEROS; or ''."""
    return frame.attrs["untested"]


def too_few(frame: pd.DataFrame) -> bool:
    """Whether the latest point of a frame from `classify` follows a gap or a break too closely for limits."""
    return untested(frame) == TOO_FEW


def _segments(held: np.ndarray, periods: Sequence[Any] | None, breaks: Sequence[Any]) -> list[tuple[int, int]]:
    """First row, and the row after the last, of each stretch with neither a gap nor a break in it."""
    cut = ~held | _restarts(len(held), periods, breaks)
    cut[1:] |= ~held[:-1]
    cut[:1] = True
    edges = [*np.flatnonzero(cut), len(held)]
    return [(first, after) for first, after in pairwise(edges) if held[first]]


def _restarts(count: int, periods: Sequence[Any] | None, breaks: Sequence[Any]) -> np.ndarray:
    """Whether each row follows a missing period or is the first on or after a break.

    The shortest step between two periods, in months, is taken for the usual one.
    """
    restarts = np.zeros(count, dtype=bool)
    if periods is None:
        if len(breaks):
            raise ValueError("breaks can only be placed where periods are given")
        return restarts
    days = np.asarray(periods, dtype="datetime64[D]")
    steps = np.diff(days.astype("datetime64[M]").astype(int))
    if len(days) != count or np.isnat(days).any() or (steps <= 0).any():
        raise ValueError("periods must be as many as the values, each a month or more after the one before")
    restarts[1:] = steps > steps.min(initial=np.iinfo(int).max)
    at = np.searchsorted(days, np.asarray(breaks, dtype="datetime64[D]"))
    restarts[at[at < count]] = True
    return restarts


def _reason(figures: np.ndarray) -> str:
    """Why a stretch of figures is not tested; '' if it is."""
    if len(figures) < MINIMUM_POINTS:
        return TOO_FEW
    return MOSTLY_ZEROS if 2 * np.count_nonzero(figures == 0) > len(figures) else ""


def _limits(figures: np.ndarray, screen: bool, floor: float | None, ceiling: float | None) -> Limits:
    centre, ranges = figures.mean(), np.abs(np.diff(figures))
    mean_range = ranges.mean()
    if screen and mean_range > tolerance(figures):
        mean_range = ranges[SCREEN * mean_range - ranges > tolerance(figures)].mean()
    distance = LIMIT_DISTANCE * mean_range
    lower, near_lower, near_upper, upper = centre + distance * np.array([-1, -2 / 3, 2 / 3, 1])
    lowest, highest = (-np.inf if floor is None else floor), (np.inf if ceiling is None else ceiling)
    return Limits(
        centre,
        *(limit if limit >= lowest else -np.inf for limit in (lower, near_lower)),
        *(limit if limit <= highest else np.inf for limit in (near_upper, upper)),
    )


def _rule_numbers(figures: np.ndarray, limits: Limits) -> np.ndarray:
    """The place in RULES of the first rule that applies to each point."""
    least, steps = tolerance(figures), np.diff(figures)
    high, low = figures - limits.centre > least, limits.centre - figures > least
    outside_high, outside_low = figures - limits.upper > least, limits.lower - figures > least
    near_high = (figures - limits.near_upper > least) & ~outside_high
    near_low = (limits.near_lower - figures > least) & ~outside_low
    return np.argmax(
        [
            outside_high,
            outside_low,
            *_trends(steps > least, steps < -least),
            _two_of_three(near_high, high),
            _two_of_three(near_low, low),
            _in_run(high, RUN),
            _in_run(low, RUN),
            np.ones(len(figures), dtype=bool),
        ],
        axis=0,
    )


def _trends(up: np.ndarray, down: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which points are in a rise and which in a fall, from the steps between them.

    The turn between two trends belongs to the one that it begins.
    """
    rising, falling = (_ends(_in_run(steps, RUN - 1)) for steps in (up, down))
    leads_down = np.append(down, False)
    return rising & ~(falling & leads_down), falling & ~(rising & ~leads_down)


def _ends(steps: np.ndarray) -> np.ndarray:
    """Which points are at either end of a marked step."""
    points = np.zeros(len(steps) + 1, dtype=bool)
    points[:-1] |= steps
    points[1:] |= steps
    return points


def _two_of_three(near: np.ndarray, same_side: np.ndarray) -> np.ndarray:
    """Which points are one of two or three beyond the near limit, in three consecutive points on its side."""
    return near & _in_windows((_counts(near, 3) >= 2) & (_counts(same_side, 3) == 3), 3)


def _in_run(marked: np.ndarray, length: int) -> np.ndarray:
    """Which elements are part of an unbroken run of `length` or more that are marked."""
    return _in_windows(_counts(marked, length) == length, length)


def _counts(marked: np.ndarray, length: int) -> np.ndarray:
    """How many are marked in each window of `length` consecutive elements."""
    return np.convolve(marked, np.ones(length, dtype=int), "valid")


def _in_windows(windows: np.ndarray, length: int) -> np.ndarray:
    """Which elements are part of a marked window of `length` consecutive ones."""
    return np.convolve(windows, np.ones(length, dtype=int)) > 0


def _frame(bounds: np.ndarray, rules: np.ndarray, better: str, index: pd.Index) -> pd.DataFrame:
    point_types = (*HIGH_AND_LOW[better] * (len(RULES) // 2), COMMON_CAUSE, None)
    names = np.array([(*RULES, None), point_types], dtype=object)[:, rules]
    # Two blocks put together: twice as quick as a column at a time, over 1,500 series a build.
    figures = pd.DataFrame(np.where(np.isfinite(bounds), bounds, np.nan).T, index=index, columns=LIMIT_COLUMNS)
    texts = pd.DataFrame(names.T, index=index, columns=NAME_COLUMNS, dtype=object)
    return pd.concat([figures, texts], axis=1)
