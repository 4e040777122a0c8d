"""Scottish Government, social work expenditure in Scotland: figures from its finance publications."""

from __future__ import annotations

import pandas as pd

from etl.evidence import newest_first, plain, remark, standing, together, web_address
from etl.extract import Extract, year_pair
from etl.geography import Geography
from etl.loaders.base import Context, Layout, Loaded
from ijb import periods

SOURCE = "scotland_social_work_expenditure"
LAYOUT = Layout(
    required=(
        "area",
        "financial_year",
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
UNITS = {"GBP million": "£ million", "GBP thousand": "£000", "GBP per client per year": "£ per client a year"}
AROUND = "around "


def load(extract: Extract, context: Context) -> Loaded:
    """Evidence for Scotland, a financial year.

    Provisional Outturn and Budget Estimates (POBE) and Local Government Finance Statistics (SLGFS) are on
    different bases, so each item names its own, and what the area adds in brackets ("29 councils").
    """
    frame = extract.frame
    area = extract.parsed("area", lambda text: _scotland(text, context.geography))
    period = extract.parsed("financial_year", year_pair)
    held = area.notna() & period.notna()
    columns = {
        "area_code": area[held],
        "period_label": period[held].map(lambda pair: periods.label(*pair)),
        "kind": "social work expenditure",
        "item": _item(frame),
        "value": _value(extract),
        "unit": frame["unit"].replace(UNITS),
        "publisher": frame["source_publisher"],
        "title": _title(frame),
        "answer": together(
            frame["value"].str.startswith(AROUND).map({True: "approximate", False: ""}), remark(frame["confidence"])
        ),
        "published": frame["published"],
        "url": web_address(_locator(frame)),
        "standing": standing(frame["confidence"]),
    }
    return Loaded(evidence=newest_first(columns, period[held].map(lambda pair: pair[1])))


def _scotland(text: str, geography: Geography) -> str:
    return geography.resolve(text.partition(" (")[0], ("scotland",))


def _item(frame: pd.DataFrame) -> pd.Series:
    pobe = frame["measure"].str.endswith("_POBE")
    slgfs = frame["measure"].str.contains("revenue_expenditure", regex=False) & ~pobe
    basis = pd.Series("", index=frame.index).mask(pobe, " (POBE)").mask(slgfs, " (SLGFS)")
    coverage = frame["area"].str.extract(r"( \(.*\))", expand=False).fillna("")
    return plain(frame["measure"].str.removesuffix("_POBE")) + basis + coverage


def _value(extract: Extract) -> pd.Series:
    figures = extract.keep(pd.Series(True, index=extract.frame.index))
    figures.frame["value"] = figures.frame["value"].str.removeprefix(AROUND)
    return figures.number("value", low=None)


def _locator(frame: pd.DataFrame) -> pd.Series:
    """The locator of each row, "as above" being the one above."""
    return frame["locator"].mask(frame["locator"] == "as above").ffill().fillna("")


def _title(frame: pd.DataFrame) -> pd.Series:
    """The publication, with the table or annex where the locator names one in a workbook."""
    table = frame["locator"].str.extract(r"xlsx\s+(.+)$", expand=False)
    return frame["source_title"] + (", " + table).fillna("")
