"""How often each signal fires where nothing has changed: simulated once, seeded, by rule, length and autocorrelation.

Nothing has changed: an area's figures are a stationary series of normals, each tied to the one before by the
autocorrelation (AR(1)), or 31 areas share one rate and only chance divides them. Only the worse side is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from scipy.special import bdtr, ndtr, pdtr

from ijb.stats import HIGHER, LOWER, Figures, funnel, intervals, level, moves, numbers, tolerance, xmr

COUNT, SEED = 20_000, 20_260_901
AUTOCORRELATIONS = (0.0, 0.3, 0.5, 0.7, 0.85)
LENGTHS = (13, 18, 24, 30, 36)  # points in the window of an XmR chart
AREAS = 31
YEARS = moves.MOVES + 1
COLUMNS = ["rule", "points", "autocorrelation", "rate"]
MINIMUM_FIGURES = 8  # fewer tell nothing of how alike neighbours are

UNUSUAL, RUNS = "unusual month", "shift, trend or near-limit"
FAR, FUNNEL, INTERVAL = "outlying, far from the rest", "outlying, funnel", "outlying, interval"
WORSENING = "worsening"
PERSISTENT = ", persistent"
RULES = tuple(rule + form for rule in (UNUSUAL, RUNS, FAR, FUNNEL, INTERVAL) for form in ("", PERSISTENT)) + (
    WORSENING,
)

# Areas as unlike in size as Scotland's: graded services of one area, of which this share is good or better …
SERVICES = np.geomspace(12, 400, AREAS).round()
GOOD_SHARE = 0.83
# … and adults, of whom this share waits for care or to be assessed.
ADULTS = np.geomspace(18_000, 540_000, AREAS).round()
WAITING_SHARE = 0.0015
MOST_WAITING = 1_500  # beyond any chance in the largest area, where 810 are expected

Row = tuple[str, int, float, float]
Flag = Callable[[np.ndarray], np.ndarray]


def table(count: int = COUNT, seed: int = SEED) -> pd.DataFrame:
    """How often each rule fires on the worse side, for one area, when nothing has changed: COLUMNS.

    count: series simulated for each length and autocorrelation of an XmR rule; of the other rules, sets of 31 areas.
    One row for each of RULES, of points (in an XmR window: LENGTHS; areas compared: 31; years: 4) and of
    AUTOCORRELATIONS (between neighbouring figures; those before and now for a rule of 31 areas). rate is a share, 0–1,
    of areas tested. An outlying rule that looks at one figure only has the same rate at every autocorrelation.
    The same count and seed give the same table. Source: the rules are those of ijb.stats, called as charts call them.
    """
    streams = [np.random.default_rng([seed, number]) for number in range(5)]
    rows = [
        *_xmr_rows(count, streams[0]),
        *_outlying_rows(FAR, far_from_rest, count, streams[1]),
        *_outlying_rows(FUNNEL, beyond_funnel, count, streams[2]),
        *_outlying_rows(INTERVAL, apart_from_rest, count, streams[3]),
        *_worsening_rows(count, streams[4]),
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def alike(normals: np.ndarray, autocorrelation: float) -> np.ndarray:
    """Stationary AR(1) series along the last axis, from independent standard normals of the same shape.

    Each figure is autocorrelation × the one before + √(1 − autocorrelation²) × its own normal: mean 0, deviation 1.
    """
    series, own = normals.copy(), np.sqrt(1 - autocorrelation**2)
    for at in range(1, series.shape[-1]):
        series[..., at] = autocorrelation * series[..., at - 1] + own * normals[..., at]
    return series


def names(series: np.ndarray) -> np.ndarray:
    """The XmR rule (of xmr.RULES) that names each point of many series; shape as `series`: a row a series.

    The series go to xmr.classify end to end: a missing figure between two keeps them apart. No floor, no ceiling.
    """
    joined = np.pad(series, ((0, 0), (0, 1)), constant_values=np.nan)
    found = xmr.classify(joined.ravel(), "lower", floor=None)["rule"].to_numpy(dtype=object)
    return found.reshape(joined.shape)[:, :-1]


def xmr_fired(named: np.ndarray, series: np.ndarray, side: int) -> dict[str, np.ndarray]:
    """Whether each XmR rule fires for each series, with side 0 (high) or 1 (low) the worse.

    named: from `names`, of `series`: a row a series of seven or more points. Keys: UNUSUAL, RUNS and both with
    PERSISTENT: three of the last four outside, or a shift or trend that the latest point is in, whatever rule names it.
    """
    outside, trend, near, shift = xmr.RULES[side:-1:2]
    latest = named[:, -4:]
    beyond, running = latest == outside, (latest[:, -1] == trend) | (latest[:, -1] == shift)
    patterned, carried = running | (latest[:, -1] == near), _carried(series, -1 if side else 1)
    return {
        UNUSUAL: beyond[:, -1],
        UNUSUAL + PERSISTENT: beyond[:, -1] & ((beyond.sum(axis=1) >= 3) | carried),
        RUNS: patterned,
        RUNS + PERSISTENT: running | (patterned & carried),
    }


def _carried(series: np.ndarray, sign: int) -> np.ndarray:
    """Whether the latest point of each series ends a shift or a trend to this side."""
    last, centre = series[:, -xmr.RUN :], series.mean(axis=1, keepdims=True)
    return (sign * (last - centre) > 0).all(axis=1) | (sign * np.diff(last, axis=1) > 0).all(axis=1)


def far_from_rest(places: np.ndarray) -> np.ndarray:
    """Whether each area is far higher than the rest of its row, by level.far_from_rest; shape as `places`."""
    return np.array([(level.far_from_rest(pd.Series(row)) == level.FAR_HIGHER).to_numpy() for row in places])


def beyond_funnel(places: np.ndarray) -> np.ndarray:
    """Whether each area's services graded good are below the over-dispersed 99.8 % limit; shape as `places`.

    places: standard normals, a row a set of 31 areas; each stands for as many of the area's SERVICES as are as likely.
    """
    graded = [bdtr(np.arange(n + 1), int(n), GOOD_SHARE) for n in SERVICES]
    return np.array(
        [(funnel.beyond(funnel.limits(row, SERVICES)) == LOWER).to_numpy() for row in _cases(places, graded)]
    )


def apart_from_rest(places: np.ndarray) -> np.ndarray:
    """Whether more of each area's adults wait than elsewhere, by intervals.against_rest; as `beyond_funnel`."""
    waiting = [pdtr(np.arange(MOST_WAITING + 1), adults * WAITING_SHARE) for adults in ADULTS]
    return np.array(
        [
            (intervals.against_rest(row, ADULTS, "count")["verdict"] == HIGHER).to_numpy()
            for row in _cases(places, waiting)
        ]
    )


def three_rises(series: np.ndarray) -> np.ndarray:
    """Whether each area's last three moves are rises by moves.classify: sets × 31 areas, from sets × 31 × years."""
    return np.array([(moves.classify(pd.DataFrame(areas.T)).iloc[-1] == moves.RISES).to_numpy() for areas in series])


def lag_correlation(values: Figures, steps: int = 1) -> float:
    """How alike figures so many steps apart are: Σ dₜdₜ₊ₛ ÷ Σ dₜ², d from the mean of a series in time order.

    Pairs with a missing figure are left out. NaN where fewer than 8 figures more than the steps are held, or all are
    equal.
    """
    figures = numbers(values)
    held = figures[np.isfinite(figures)]
    if len(held) < MINIMUM_FIGURES + steps - 1 or np.ptp(held) <= tolerance(held):
        return np.nan
    off = figures - held.mean()
    return float(np.nansum(off[steps:] * off[:-steps]) / np.nansum(off**2))


def without_bias(correlation: float, count: int) -> float:
    """The lag-1 autocorrelation of what made a series, from that of `count` of its figures about their own mean.

    Short series look less alike than what made them: by about (1 + 4ρ) ÷ n, taken off here; at most 1. Source: Kendall,
    Biometrika 41 (1954) 403–404; Marriott and Pope, the same, 390–402.
    """
    return min((count * correlation + 1) / (count - 4), 1.0) if count > 4 else correlation


def rates_for(rates: pd.DataFrame, tests: pd.DataFrame) -> pd.Series:
    """The false alarm rate, 0–1, of each test; index as in `tests`.

    rates: as from `table`. tests: rule (of RULES), points (in every row) and autocorrelation. Between the simulated
    points and autocorrelations the rate runs straight; outside them it is that at the nearest, so that a negative
    autocorrelation counts as 0, as a missing one does. Raises ValueError for a rule without rates.
    """
    known = rates["rule"].unique()
    unknown = tests.loc[~tests["rule"].isin(known), "rule"].tolist()
    if unknown:
        raise ValueError(f"rule is {unknown[0]!r}; expected one of {'; '.join(known)}")
    points, autocorrelation = numbers(tests["points"]), np.nan_to_num(numbers(tests["autocorrelation"]))
    found = np.full(len(tests), np.nan)
    for rule, rows in tests.groupby("rule").indices.items():
        grid = rates[rates["rule"] == rule].pivot(index="points", columns="autocorrelation", values="rate")
        found[rows] = _between(grid, points[rows], autocorrelation[rows])
    return pd.Series(found, index=tests.index, name="rate")


def _xmr_rows(count: int, stream: np.random.Generator) -> Iterator[Row]:
    """One set of normals for every length and autocorrelation, so that neighbouring rates differ by no luck."""
    normals = stream.standard_normal((count, max(LENGTHS)))
    for autocorrelation in AUTOCORRELATIONS:
        series = alike(normals, autocorrelation)
        for points in LENGTHS:
            window = series[:, -points:]
            named = names(window)
            # A series upside down is as likely: either side may be the worse one, and both are counted.
            high, low = xmr_fired(named, window, 0), xmr_fired(named, window, 1)
            for rule in high:
                yield rule, points, autocorrelation, (high[rule].mean() + low[rule].mean()) / 2


def _outlying_rows(rule: str, flag: Flag, count: int, stream: np.random.Generator) -> Iterator[Row]:
    now, other = stream.standard_normal((2, count, AREAS))
    flagged = flag(now)
    some = flagged.any(axis=1)  # no other set can be flagged twice
    for autocorrelation in AUTOCORRELATIONS:
        before = alike(np.stack([now[some], other[some]], axis=-1), autocorrelation)[..., 1]
        twice = np.count_nonzero(flagged[some] & flag(before)) if some.any() else 0
        yield rule, AREAS, autocorrelation, flagged.mean()
        yield rule + PERSISTENT, AREAS, autocorrelation, twice / flagged.size


def _worsening_rows(count: int, stream: np.random.Generator) -> Iterator[Row]:
    normals = stream.standard_normal((count, AREAS, YEARS))
    for autocorrelation in AUTOCORRELATIONS:
        yield WORSENING, YEARS, autocorrelation, three_rises(alike(normals, autocorrelation)).mean()


def _cases(places: np.ndarray, cumulative: list[np.ndarray]) -> np.ndarray:
    """As many cases as are as likely as each standard normal; cumulative: an area's chances of 0, of up to 1 …"""
    chances = ndtr(places)
    return np.column_stack([np.searchsorted(chance, chances[:, area]) for area, chance in enumerate(cumulative)])


def _between(grid: pd.DataFrame, points: np.ndarray, autocorrelation: np.ndarray) -> np.ndarray:
    """Straight lines between the four rates of the grid (points × autocorrelation) that lie around each test."""
    known = grid.to_numpy()
    down, across = (
        np.interp(at, marks, np.arange(len(marks)))
        for at, marks in ((points, grid.index), (autocorrelation, grid.columns))
    )
    top, left = np.floor(down).astype(int), np.floor(across).astype(int)
    bottom, right = np.ceil(down).astype(int), np.ceil(across).astype(int)
    upper = known[top, left] + (across - left) * (known[top, right] - known[top, left])
    lower = known[bottom, left] + (across - left) * (known[bottom, right] - known[bottom, left])
    return upper + (down - top) * (lower - upper)
