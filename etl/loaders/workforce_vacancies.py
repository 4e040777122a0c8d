"""Care Inspectorate and Scottish Social Services Council, staff vacancies: figures from their reports."""

from __future__ import annotations

import pandas as pd

from etl.evidence import newest_first, period_in_words, remark, standing, together, web_address
from etl.extract import Extract
from etl.loaders.base import Context, Layout, Loaded

SOURCE = "workforce_vacancies"
LAYOUT = Layout(
    required=(
        "area",
        "period",
        "measure",
        "value",
        "unit",
        "source_title",
        "source_publisher",
        "published",
        "locator",
        "confidence",
    )
)
QUANTITIES: dict[str, tuple[str, str]] = {}
UNITS = {"percent": "%", "percent of services": "% of services"}
YES = "flag (yes)"


def load(extract: Extract, context: Context) -> Loaded:
    """Evidence for Scotland and some councils, at the level the report speaks of; most councils have none.

    A flag ("significantly higher than the national average") is the answer "yes" without a value.
    """
    frame = extract.frame
    area = extract.area("area", context.geography, ("scotland", "council", "ijb"))
    value = extract.number("value")
    held = area.notna()
    period = frame["period"].map(period_in_words)
    flag = frame["unit"] == YES
    yes = pd.Series("", index=frame.index).mask(flag, "yes")
    columns = {
        "area_code": area[held],
        "period_label": period.str[0],
        "kind": "workforce vacancies",
        "item": frame["measure"],
        "value": value.mask(flag),
        "unit": frame["unit"].replace(UNITS | {YES: ""}),
        "answer": together(yes, remark(frame["confidence"])),
        "publisher": frame["source_publisher"],
        "title": frame["source_title"],
        "published": frame["published"],
        "url": web_address(frame["locator"]),
        "standing": standing(frame["confidence"]),
    }
    return Loaded(evidence=newest_first(columns, period[held].str[1]))
