"""Two questions never blurred: where an area stands among the others (level), and how its figure stands to its own past
(direction). Which of them the colours answer, and the mark of each."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ijb.charts.status import TESTED_LATER, Mark, direction_mark, level_mark
from ijb.measures import Measure

LEVEL, DIRECTION = "level", "direction"
WORDS = {LEVEL: "Where it stands", DIRECTION: "Its own past"}
TESTED_BY_RANGE = ("financial_year", "census_date")


def answers(measure: Measure) -> dict[str, str]:
    """The questions that colours can answer for a measure, its usual one first."""
    direction = not measure.ended and (
        measure.chart_method == "xmr"
        or (measure.chart_method == "range" and measure.period in TESTED_BY_RANGE and measure.change_years == 1)
    )
    if not direction:
        return {LEVEL: WORDS[LEVEL]}
    order = (DIRECTION, LEVEL) if measure.chart_method == "xmr" else (LEVEL, DIRECTION)
    return {name: WORDS[name] for name in order}


def usual(measure: Measure) -> str:
    """What the colours answer unless the reader says otherwise."""
    return next(iter(answers(measure)))


def direction_of(measure: Measure, row: Mapping[str, object]) -> Mark:
    """The mark against the area's own past. row: point_type, rule, tested_to, period_start."""
    if pd.isna(row["rule"]) and pd.notna(row["tested_to"]) and row["tested_to"] > row["period_start"]:
        return TESTED_LATER
    return direction_mark(row["point_type"], measure.better, row["rule"])


def level_of(measure: Measure, row: Mapping[str, object]) -> Mark:
    """The mark of where the area stands. row: level_type, level_method."""
    return level_mark(row["level_type"], measure.better, row["level_method"])


def marked(measure: Measure, frame: pd.DataFrame, colour: str) -> pd.DataFrame:
    """The rows with direction, level and the one of them that the colours show, as mark."""
    records = frame.to_dict("records")
    marks = {
        DIRECTION: [direction_of(measure, row) for row in records],
        LEVEL: [level_of(measure, row) for row in records],
    }
    columns = {name: pd.Series(each, index=frame.index, dtype="object") for name, each in marks.items()}
    return coloured(frame.assign(**columns), colour)


def coloured(frame: pd.DataFrame, colour: str) -> pd.DataFrame:
    """The rows with the mark of the question that colours are to answer. frame: direction, level."""
    return frame.assign(mark=frame[colour])
