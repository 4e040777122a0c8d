"""Improvement Service, Local Government Benchmarking Framework, adult social care indicators (long layout)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from etl.extract import Extract, year_pair
from etl.faults import Note
from etl.loaders.base import Context, Layout, Loaded, facts

SOURCE = "lgbf"
LAYOUT = Layout(required=("LocalAuthority", "IndicatorCode", "Year", "Value", "Numerator", "Denominator"))
QUANTITIES = {
    "home_care_cost": ("Gross expenditure on home care for people aged 65 and over", "£000"),
    "home_care_hours": ("Hours of home care for people aged 65 and over, in the year", "hours"),
    "sds_spend": ("Expenditure through self-directed support (direct payments and managed budgets), adults", "£000"),
    "adult_social_work_gross_spend": ("Gross social work expenditure on adults aged 18 and over", "£000"),
    "care_home_net_cost": ("Net expenditure on residential care for people aged 65 and over", "£000"),
    "care_home_residents_longstay": ("Long-stay care home residents aged 65 and over", "people"),
    "readmissions": ("Emergency readmissions to hospital within 28 days of discharge", "readmissions"),
    "discharges": ("Discharges from hospital", "discharges"),
    "personal_care_at_home": (
        "People aged 65 and over with long-term care needs who receive personal care at home",
        "%",
    ),
    "supported_at_home_quality_of_life": (
        "Adults supported at home who agree that support improved or maintained their quality of life",
        "%",
    ),
    "supported_at_home_independent": (
        "Adults supported at home who agree that they are supported to live as independently as possible",
        "%",
    ),
    "supported_at_home_say": (
        "Adults supported at home who agree that they had a say in how their help was provided",
        "%",
    ),
    "carers_supported": ("Carers who feel supported to continue in their caring role", "%"),
    "services_graded_good_published": ("Care services graded good (4) or better", "%"),
    "bed_days_75plus_lgbf": ("Delayed discharge bed days, people aged 75 and over, as in LGBF", "days"),
    "people_75plus_lgbf": ("Population aged 75 and over, as in LGBF", "people"),
}


@dataclass(frozen=True)
class Ratio:
    """An indicator published with its parts: value = scale × numerator ÷ denominator, rounded to `places`."""

    numerator: str
    denominator: str
    scale: float
    rounding: float


RATIOS = {
    "SW01": Ratio("home_care_cost", "home_care_hours", 1000, 0.01),
    "SW02": Ratio("sds_spend", "adult_social_work_gross_spend", 1, 0.0001),
    "SW05": Ratio("care_home_net_cost", "care_home_residents_longstay", 1000 / 52, 0.005),
    "SW06": Ratio("readmissions", "discharges", 1000, 1e-6),
    "SW08": Ratio("bed_days_75plus_lgbf", "people_75plus_lgbf", 1000, 1e-5),
}
SHARES = {
    "SW03a": "personal_care_at_home",
    "SW04b": "supported_at_home_quality_of_life",
    "SW04c": "supported_at_home_independent",
    "SW04d": "supported_at_home_say",
    "SW04e": "carers_supported",
    "SW07": "services_graded_good_published",
}
ESTIMATED_HOURS = "2019/20"


def load(extract: Extract, context: Context) -> Loaded:
    """The numerators and denominators of SW01, SW02, SW05, SW06 and SW08; the values of the others, in per cent."""
    cells = _read(extract, context)
    notes: list[Note] = []
    loaded = [_shares(cells)]
    for code, ratio in RATIOS.items():
        rows = cells[cells["indicator"] == code]
        notes += _value_notes(code, ratio, rows)
        loaded += [
            facts(ratio.numerator, rows["area_code"], rows, rows["numerator"]),
            facts(ratio.denominator, rows["area_code"], rows, rows["denominator"], status=_hours_status(code, rows)),
        ]
    return Loaded(pd.concat(loaded, ignore_index=True), notes + _known_oddities())


def _read(extract: Extract, context: Context) -> pd.DataFrame:
    """One row a figure: line, indicator, area_code, period_start, period_end, value, numerator, denominator."""
    codes = {code: code for code in (*RATIOS, *SHARES)}
    cells = extract.period("Year", year_pair, context.today)
    indicator = extract.choice("IndicatorCode", codes)
    no_parts = indicator.isin(list(SHARES))
    share = no_parts | (indicator == "SW02")
    cells = cells.assign(
        line=extract.frame["line"],
        indicator=indicator,
        area_code=extract.area("LocalAuthority", context.geography, ("council", "scotland")),
        value=extract.number("Value"),
        numerator=extract.number("Numerator", blank=no_parts),
        denominator=extract.number("Denominator", blank=no_parts),
    )
    extract.fault_rows(share & (cells["value"] > 1), "Value", "expected a share from 0 to 1")
    extract.fault_rows(cells["denominator"] == 0, "Denominator", "expected a number above 0")
    extract.unique(cells[["period_start", "area_code", "indicator"]], "a year, council and indicator")
    cells["denominator"] = cells["denominator"].where(cells["denominator"] != 0)
    return cells.dropna(subset=["period_start", "area_code", "indicator", "value"])


def _shares(cells: pd.DataFrame) -> pd.DataFrame:
    rows = cells[cells["indicator"].isin(list(SHARES))]
    return facts(rows["indicator"].map(SHARES), rows["area_code"], rows, rows["value"] * 100)


def _hours_status(code: str, rows: pd.DataFrame) -> pd.Series:
    estimated = (pd.to_datetime(rows["period_start"]).dt.year == int(ESTIMATED_HOURS[:4])) & (code == "SW01")
    return estimated.map({True: "estimated", False: "published"})


def _value_notes(code: str, ratio: Ratio, rows: pd.DataFrame) -> list[Note]:
    """A note for each published value that its own numerator and denominator do not give."""
    worked = ratio.scale * rows["numerator"] / rows["denominator"]
    apart = rows[(worked - rows["value"]).abs() > ratio.rounding]
    return [
        Note(
            SOURCE,
            "warning",
            row.area_code,
            f"{row.period_start:%Y}/{row.period_end:%y}",
            f"{code} is given as {row.value:g}, but its numerator and denominator give "
            f"{ratio.scale * row.numerator / row.denominator:.4g}; the measure is worked from the two.",
        )
        for row in apart.itertuples()
    ]


def _known_oddities() -> list[Note]:
    return [
        Note(SOURCE, "info", "", ESTIMATED_HOURS, "Home care hours for 2019/20 are the publisher's estimate."),
        Note(
            SOURCE,
            "info",
            "",
            "2022/23",
            "The 2022/23 denominator of SW08 repeats the mid-2021 population; "
            "SW08 is only a check here, and delays of people aged 75 and over come from the monthly figures.",
        ),
    ]
