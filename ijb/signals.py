"""Signals without a score: which rule fired where, since when, whether it persists and what would clear it.

The four signals, what makes each persist and clear, and how old a series may be are those of the method: unusual month,
shift, trend or near-limit, outlying, worsening. The same rules on the better side are the improvements worth asking
about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, takewhile

import pandas as pd

from ijb import compare, sentences
from ijb.measures import Measure
from ijb.stats import clearing, false_alarms, moves, xmr

UNUSUAL, PATTERN, OUTLYING, WORSENING = "unusual month", "shift, trend or near-limit", "outlying", "worsening"
WATCH, PERSISTENT, SEVERAL = "watch", "persistent", "several domains"
KINDS, RUNGS = (UNUSUAL, PATTERN, OUTLYING, WORSENING), (WATCH, PERSISTENT, SEVERAL)

OUTSIDE = ("above upper limit", "below lower limit")
YEARLY_RULES = ("three yearly rises", "three yearly falls")
WORSE, BETTER = ("concern", "worse"), ("improvement", "better")
OF_NEAR = 3  # figures of which two are near a limit
OF_LAST, ENOUGH = 4, 3  # an unusual month persists when it is one of at least 3 of the last 4
SEVERAL_THEMES = 2
PERIODS_A_YEAR = {"month": 12, "snapshot": 12, "quarter": 4}
OLDEST_MONTHS = {"month": 24, "quarter": 24, "snapshot": 24}
OLDEST_YEARLY_MONTHS = 36
COLUMNS = [
    "measure",
    "area_code",
    "kind",
    "rung",
    "rule",
    "first_period",
    "last_period",
    "run",
    "run_first",
    "clears_when",
]
WINDOW = 36  # figures in a window of an XmR chart


@dataclass(frozen=True)
class Point:
    """One figure of a series: its period, and what each test says of it (None where there was none)."""

    start: date
    end: date
    value: float
    rule: str | None = None
    point_type: str | None = None
    lower: float | None = None
    upper: float | None = None
    centre: float | None = None
    level_rule: str | None = None
    level_type: str | None = None
    level_lower: float | None = None
    level_upper: float | None = None


@dataclass(frozen=True)
class Fired:
    """A signal on the latest point: its kind and rule, whether it persists, the first day of its first period, and the
    shift or trend that the point is in, with the first day of that."""

    kind: str
    rule: str
    lasting: bool
    first: date
    run: str | None = None
    run_first: date | None = None


Series = dict[tuple[str, str], list[Point]]


def series(measures: Mapping[str, Measure], points: pd.DataFrame) -> Series:
    """The series that may give signals, in time order, by measure and area: of measures with a better end, still
    running, no mere context, by area of residence.

    points: measure, area_code and the fields of Point, held figures only, in time order.
    """
    speaking = {measure.id for measure in measures.values() if speaks(measure)}
    found: Series = {}
    held = points[points["measure"].isin(speaking)].astype(object)
    held = held.where(held.notna(), None)
    for measure, area, *fields in held[["measure", "area_code", *Point.__annotations__]].itertuples(index=False):
        found.setdefault((measure, area), []).append(Point(*fields))
    return found


def speaks(measure: Measure) -> bool:
    """Whether a measure can give signals at all."""
    running = measure.better != "neither" and not measure.ended
    return running and measure.theme != "context" and measure.areas == "residence"


def too_old(measure: Measure, last: date, newest: date) -> bool:
    """Whether a series whose last period ended on `last` is too old for a signal, in a build whose newest period of
    all ended on `newest`."""
    months = (newest.year - last.year) * 12 + newest.month - last.month
    return months > OLDEST_MONTHS.get(measure.period, OLDEST_YEARLY_MONTHS)


def found(measures: Mapping[str, Measure], held: Series, newest: date, side: tuple[str, str] = WORSE) -> pd.DataFrame:
    """COLUMNS, a row a signal, by area and reading order; the two sides differ in nothing but the side.

    rung: watch; persistent; or several domains, for each persistent signal of an area that has them in two or more
    themes. first_period and last_period: the first days of the first and last periods of the signal; run and run_first:
    the shift or trend that the latest point is in, whatever rule names it. clears_when: a sentence, on the worse side
    only.
    """
    rows = []
    for (name, area), points in held.items():
        measure = measures[name]
        if too_old(measure, points[-1].end, newest):
            continue
        for each in _fired(points, side, _before(measure, points)):
            clears = None
            if side == WORSE:
                clears = sentences.clears(measure, each.rule, points[-1], _clears_at(measure, each, points))
            rung, last = PERSISTENT if each.lasting else WATCH, points[-1].start
            rows.append((name, area, each.kind, rung, each.rule, each.first, last, each.run, each.run_first, clears))
    rows.sort(key=lambda row: (row[1], measures[row[0]].order))
    return _with_several(measures, pd.DataFrame(rows, columns=COLUMNS))


def tests(measures: Mapping[str, Measure], held: Series, newest: date) -> pd.DataFrame:
    """Every test that could have given a signal: measure, area_code, kind, points, autocorrelation.

    points: how many figures the test looked at (for outlying, how many areas). autocorrelation: the median over the
    areas of how alike the figures are that the test and its persistence compare: neighbours in the window tested, or
    for outlying those a year apart since the last break.
    """
    rows = []
    for (name, area), points in held.items():
        if not too_old(measures[name], points[-1].end, newest):
            rows += [(name, area, kind, count, alike) for kind, count, alike in _tested(measures[name], points)]
    frame = pd.DataFrame(rows, columns=["measure", "area_code", "kind", "points", "autocorrelation"])
    areas = frame.groupby("measure")["area_code"].transform("nunique")
    alike = frame.groupby(["measure", "kind"])["autocorrelation"].transform("median")
    return frame.assign(points=frame["points"].where(frame["kind"] != OUTLYING, areas), autocorrelation=alike)


def _tested(measure: Measure, points: list[Point]) -> Iterable[tuple[str, int, float]]:
    """Kind, number of figures and autocorrelation of each test on the latest point."""
    last, since = points[-1], max((point.at for point in measure.breaks), default=date.min)
    values = [point.value for point in points if point.start >= since]
    if last.rule is not None and measure.chart_method == "xmr":
        window = [point.value for point in _window(points)]
        alike = false_alarms.without_bias(false_alarms.lag_correlation(window), len(window))
        yield UNUSUAL, len(window), alike
        yield PATTERN, len(window), alike
    elif last.rule is not None:
        yield WORSENING, moves.MOVES + 1, false_alarms.lag_correlation(values)
    if last.level_type is not None:
        steps = measure.change_years * PERIODS_A_YEAR.get(measure.period, 1)
        yield OUTLYING, 0, false_alarms.lag_correlation(values, steps)


def _with_several(measures: Mapping[str, Measure], frame: pd.DataFrame) -> pd.DataFrame:
    lasting = frame["rung"] == PERSISTENT
    themes = frame[lasting].assign(theme=frame["measure"].map(lambda name: measures[name].theme))
    count = themes.groupby("area_code")["theme"].nunique()
    several = lasting & frame["area_code"].isin(count.index[count >= SEVERAL_THEMES])
    return frame.assign(rung=frame["rung"].mask(several, SEVERAL))


def _fired(points: list[Point], side: tuple[str, str], before: Point | None) -> Iterable[Fired]:
    """The signals on the latest point. before: the point a year before it."""
    last = points[-1]
    if last.point_type in side and last.rule in YEARLY_RULES:
        yield Fired(WORSENING, last.rule, False, points[-3].start)
    elif last.point_type in side:
        run = _run(points)
        carried = run is not None
        if last.rule in OUTSIDE:
            lasting, first = _unusual(points, side)
            yield Fired(UNUSUAL, last.rule, lasting or carried, first, *run or ())
        else:
            first = run[1] if carried else points[-OF_NEAR:][0].start
            yield Fired(PATTERN, last.rule, carried, first, *run or ())
    if last.level_type in side:
        first = _since(points, lambda point: point.level_type in side)
        yield Fired(OUTLYING, last.level_rule, before is not None and before.level_type in side, first)


def _clears_at(measure: Measure, signal: Fired, points: list[Point]) -> float | None:
    """The next figure at which no rule on the worse side would hold; None for what is not tested by limits."""
    if signal.kind not in (UNUSUAL, PATTERN):
        return None
    ceiling = 100.0 if measure.shown_as == "per cent" else None
    return clearing.next_figure([point.value for point in _window(points)], measure.better, WINDOW, ceiling)


def _unusual(points: list[Point], side: tuple[str, str]) -> tuple[bool, date]:
    """Whether three of the last four are outside on this side, and the first of those that are."""
    outside = [point for point in points[-OF_LAST:] if point.rule in OUTSIDE and point.point_type in side]
    if len(outside) >= ENOUGH:
        return True, outside[0].start
    return False, _since(points, lambda point: point.rule in OUTSIDE and point.point_type in side)


def _window(points: list[Point]) -> list[Point]:
    """The points tested with the latest, against the same limits."""
    last = points[-1]
    return [point for point in points if point.rule is not None and point.centre == last.centre]


def _run(points: list[Point]) -> tuple[str, date] | None:
    """The shift or trend that the latest point ends on its own side, whatever rule comes first and names it, and the
    first day of its first period. The six points before are in it too, so that each of the latest three carries it."""
    window, last = _window(points)[::-1], points[-1]
    high = last.rule in xmr.RULES[::2]
    sign = 1 if high else -1
    shifted = list(takewhile(lambda point: sign * (point.value - last.centre) > 0, window))
    moved = window[
        : 1 + len(list(takewhile(lambda pair: sign * (pair[0].value - pair[1].value) > 0, pairwise(window))))
    ]
    found = {"shift": shifted, "trend": moved}
    names = {"shift": ("shift above", "shift below"), "trend": ("seven-point rise", "seven-point fall")}
    order = ("trend", "shift") if last.rule in names["trend"] else ("shift", "trend")
    for kind in order:
        if len(found[kind]) >= xmr.RUN:
            return names[kind][0 if high else 1], found[kind][-1].start
    return None


def _since(points: list[Point], holds: Callable[[Point], bool]) -> date:
    """The first day of the unbroken stretch of points, up to the latest, for which something holds."""
    first = points[-1]
    for point in reversed(points):
        if not holds(point):
            break
        first = point
    return first.start


def _before(measure: Measure, points: list[Point]) -> Point | None:
    """The figure a year before the latest (as many years as lie between figures that share nothing), across no
    declared break."""
    last = points[-1]
    wanted = (last.start.year - measure.change_years, last.start.month)
    earlier = [point for point in points if (point.start.year, point.start.month) == wanted]
    if not earlier or compare.crossed(measure.breaks, earlier[-1].start, last.start):
        return None
    return earlier[-1]
