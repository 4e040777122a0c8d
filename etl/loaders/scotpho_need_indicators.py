"""Scottish Public Health Observatory, need indicators by council: one period an indicator."""

from __future__ import annotations

import pandas as pd

from etl.evidence import newest_first, period_in_words
from etl.extract import Extract
from etl.loaders.base import Context, Layout, Loaded

SOURCE = "scotpho_need_indicators"
LOWER, UPPER = "lower_confidence_interval", "upper_confidence_interval"
LAYOUT = Layout(
    required=("area_code", "period", "type_definition", "indicator", "measure", UPPER, LOWER),
    optional=("area_type", "area_name", "year", "numerator"),
)
QUANTITIES: dict[str, tuple[str, str]] = {}


def load(extract: Extract, context: Context) -> Loaded:
    """Evidence an area and indicator, in the publisher's unit; `answer` has its 95% interval, if any."""
    frame = extract.frame
    area = extract.area("area_code", context.geography, ("council", "ijb", "health_board", "scotland"))
    value = extract.number("measure")
    lower, upper = extract.number(LOWER, blank=True), extract.number(UPPER, blank=True)
    extract.fault_rows((value < lower) | (value > upper), "measure", "expected a number within its interval")
    extract.unique(
        pd.DataFrame({"area": area, "indicator": frame["indicator"], "period": frame["period"]}),
        "an area, indicator and period",
    )
    held = area.notna()
    period = frame["period"].map(period_in_words)
    interval = "95% interval " + frame[LOWER] + " to " + frame[UPPER]
    columns = {
        "area_code": area[held],
        "period_label": period.str[0],
        "kind": "need indicators",
        "item": frame["indicator"],
        "value": value,
        "unit": frame["type_definition"],
        "answer": interval.where(lower.notna() & upper.notna(), ""),
        "publisher": "Scottish Public Health Observatory",
        "title": "ScotPHO profiles",
        "url": "https://www.scotpho.org.uk/",
        "standing": "official",
    }
    return Loaded(evidence=newest_first(columns, period[held].str[1]))
