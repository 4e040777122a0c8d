"""How far back a trend looks."""

from __future__ import annotations

import pandas as pd

from ijb.measures import Measure

RECENT = 36
CUT = {"month": "months", "quarter": "quarters", "snapshot": "dates"}


def window_words(measure: Measure) -> dict[str, str]:
    """The windows offered for a measure, by id: yearly series are short, and always whole."""
    recent = {"recent": f"Last {RECENT} {CUT[measure.period]}"} if measure.period in CUT else {}
    return recent | {"all": "All periods"}


def windowed(measure: Measure, series: pd.DataFrame, window: str) -> pd.DataFrame:
    """From the first figure to the last; only the last 36 months, quarters or snapshots unless all are asked for."""
    held = series.loc[series["value"].notna(), "period_start"]
    if held.empty:
        return series.iloc[:0]
    days = sorted(day for day in series["period_start"].unique() if held.min() <= day <= held.max())
    if window != "all" and measure.period in CUT:
        days = days[-RECENT:]
    return series[series["period_start"].isin(days)]
