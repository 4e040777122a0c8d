"""What the build works out so that a page only reads: where each area stands among the others, period by period."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from etl.classified import testable
from ijb.measures import Measure
from ijb.stats import HIGHER, LOWER, NO_CLEAR_DIFFERENCE, funnel, intervals, level

COLUMNS = [
    "measure",
    "area_code",
    "breakdown",
    "basis",
    "period_start",
    "method",
    "centre",
    "lower",
    "upper",
    "rule",
    "point_type",
]
FAR, FUNNEL, INTERVAL = "far", "funnel", "interval"
METHODS = {"xmr": FAR, "range": FAR, "funnel": FUNNEL, "interval": INTERVAL}
RULES = {
    FAR: ("far above the rest", "far below the rest"),
    FUNNEL: ("above funnel limit", "below funnel limit"),
    INTERVAL: ("interval above the rest", "interval below the rest"),
}
POINT_TYPES = {
    "lower": ("worse", "better"),
    "higher": ("better", "worse"),
    "neither": ("neutral high", "neutral low"),
}
CELL = ["breakdown", "basis", "period_start"]
WORKED = ("centre", "lower", "upper", "verdict")
PUBLISHED = ["value", "lower", "upper"]
Worked = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # of WORKED, a figure an area


def standing(measures: dict[str, Measure], observed: pd.DataFrame) -> pd.DataFrame:
    """COLUMNS for every figure of the 31 (of the 14 boards, for measures by board of treatment) that can be tested;
    none of a series that has ended.

    observed: as the table observation. method is far (quartile fences of all the areas), funnel (over-dispersed 99.8 %
    limits at the area's own number of cases) or interval (the area's own 95 % interval, flagged by the 99.8 % ones).
    centre, lower, upper: the median and the fences; the rate of all and the limits; the rest of Scotland (or Scotland)
    and the interval: in the measure's unit, missing where there is no such limit. rule: one of RULES or no clear
    difference; point_type: better, worse, neutral high, neutral low or no clear difference.
    """
    found = [_of_measure(measure, observed[observed["measure"] == measure.id]) for measure in measures.values()]
    held = [frame for frame in found if len(frame)]
    return pd.concat(held, ignore_index=True)[COLUMNS] if held else pd.DataFrame(columns=COLUMNS)


def _of_measure(measure: Measure, every: pd.DataFrame) -> pd.DataFrame:
    method = METHODS[measure.chart_method]
    if measure.ended:
        return every.iloc[:0]
    rows = every[every["level"] == ("health_board" if measure.areas == "treatment" else "ijb")]
    rows = rows.assign(tested=testable(measure, rows))
    if not rows["tested"].any():
        return rows.iloc[:0]
    if method == FAR:
        worked = _far(rows)
    elif method == FUNNEL:
        worked = _in_cells(rows, lambda cell: _funnel(measure, cell))
    else:
        scotland = every[every["level"] == "scotland"].set_index(CELL)
        worked = _in_cells(rows, lambda cell: _interval(measure, cell, scotland))
    worked = worked[worked["verdict"].notna() & worked["tested"]]
    return _named(measure, method, worked)


def _named(measure: Measure, method: str, worked: pd.DataFrame) -> pd.DataFrame:
    """The verdicts higher, lower and no clear difference as rules and point types; limits outside what can be."""
    rules = {**dict(zip((HIGHER, LOWER), RULES[method])), NO_CLEAR_DIFFERENCE: NO_CLEAR_DIFFERENCE}
    types = {
        **dict(zip((HIGHER, LOWER), POINT_TYPES[measure.better])),
        NO_CLEAR_DIFFERENCE: NO_CLEAR_DIFFERENCE,
    }
    least, most = measure.plausible
    least = 0.0 if least >= 0 else -np.inf
    most = 100.0 if measure.shown_as == "per cent" and most <= 100 else np.inf
    return worked.assign(
        method=method,
        rule=worked["verdict"].map(rules),
        point_type=worked["verdict"].map(types),
        lower=worked["lower"].where(worked["lower"] >= least),
        upper=worked["upper"].where(worked["upper"] <= most),
    )


def _far(rows: pd.DataFrame) -> pd.DataFrame:
    table = rows.pivot(index=CELL, columns="area_code", values="value")
    ends = pd.DataFrame(level.fences(table.to_numpy()), table.index, ["centre", "lower", "upper"])
    joined = rows.drop(columns=["lower", "upper"]).merge(ends.reset_index(), on=CELL)
    value = joined["value"]
    verdict = np.select([value > joined["upper"], value < joined["lower"]], [HIGHER, LOWER], NO_CLEAR_DIFFERENCE)
    return joined.assign(verdict=pd.Series(verdict, joined.index).where(joined["upper"].notna()))


def _in_cells(rows: pd.DataFrame, worked: Callable[[pd.DataFrame], Worked | None]) -> pd.DataFrame:
    """The tested rows with centre, lower, upper and verdict, one breakdown, basis and period at a time."""
    held, places, found = rows[rows["tested"]], [], []
    for cell in held.groupby(CELL).indices.values():
        answer = worked(held.iloc[cell])
        if answer is not None:
            places.append(cell)
            found.append(answer)
    if not found:
        return held.iloc[:0].assign(**dict.fromkeys(WORKED))
    joined = {name: np.concatenate(parts) for name, parts in zip(WORKED, zip(*found))}
    return held.iloc[np.concatenate(places)].assign(**joined)


def _funnel(measure: Measure, cell: pd.DataFrame) -> Worked | None:
    if len(cell) < level.MINIMUM_AREAS:
        return None
    limits, unit = funnel.limits(cell["numerator"], cell["denominator"]), measure.per / measure.divide_by
    centre = np.full(len(cell), limits.attrs["centre"] * unit)
    ends = (limits[name].to_numpy() * unit for name in ("lower_998", "upper_998"))
    return centre, *ends, funnel.beyond(limits).to_numpy()


def _interval(measure: Measure, cell: pd.DataFrame, scotland: pd.DataFrame) -> Worked | None:
    key = tuple(cell[CELL].iloc[0])
    if key not in scotland.index:
        return None
    whole = scotland.loc[key]
    if measure.published_value:
        worked, unit = intervals.against_published(cell[PUBLISHED], tuple(whole[PUBLISHED])), 1.0
        centre = np.full(len(cell), whole["value"])
    else:
        counts = tuple(whole[["numerator", "denominator"]])
        worked = intervals.against_rest(cell["numerator"], cell["denominator"], "count", counts)
        unit = measure.per / measure.divide_by
        centre = worked["rest_rate"].to_numpy() * unit
    ends = (worked[name].to_numpy() * unit for name in ("lower_95", "upper_95"))
    return centre, *ends, worked["verdict"].to_numpy()
