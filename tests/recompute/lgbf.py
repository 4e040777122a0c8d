"""Local Government Benchmarking Framework: adult social care lines with numerators, and those without."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .areas import KEY, Areas, published, ratio, with_financial_year
from .care_services import graded
from .population import denominators

FILE = "finance/lgbf_adult_social_care.csv"
WITHOUT_NUMERATOR = {
    "SW03a": ("personal_care_at_home_share", "65plus"),
    "SW04b": ("supported_at_home_quality_of_life", "18plus"),
    "SW04c": ("supported_at_home_independent", "18plus"),
    "SW04d": ("supported_at_home_say", "18plus"),
    "SW04e": ("carers_supported", "18plus"),
}


def recompute(extracts: Path, areas: Areas, people: pd.DataFrame) -> pd.DataFrame:
    raw = with_financial_year(pd.read_csv(extracts / FILE), "Year")
    raw = raw.assign(area_code=raw["LocalAuthority"].map(areas.code), breakdown="")
    raw = raw.rename(columns={"Numerator": "numerator", "Denominator": "denominator"})
    line = dict(list(raw.groupby("IndicatorCode")))
    frames = [
        ratio("home_care_cost_per_hour", line["SW01"], areas, 1000),
        ratio("care_home_cost_per_week", line["SW05"], areas, 1000 / 52),
        ratio("self_directed_support_share", line["SW02"], areas, 100),
        ratio("readmissions_rate", line["SW06"], areas, 1000),
        ratio("adult_social_work_spend_per_adult", _per_adult(line["SW02"], people), areas, 1000),
        ratio("home_care_share_of_adult_spend", _home_care(line["SW01"], line["SW02"]), areas, 100),
    ]
    for code, (measure, group) in WITHOUT_NUMERATOR.items():
        weighed = denominators(people, line[code].drop(columns="denominator"), group)
        frames.append(_shares(measure, weighed.rename(columns={"denominator": "weight"}), areas))
    by_services = _weigh_by_services(extracts, line["SW07"], areas)
    frames.append(_shares("care_services_graded_good", by_services, areas))
    return pd.concat(frames)


def _per_adult(sw02: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Gross spend on adults (£000), which SW02 gives as its denominator, over the adults of the area."""
    spend = sw02[[*KEY, "denominator"]].rename(columns={"denominator": "numerator"})
    return denominators(people, spend, "18plus")


def _home_care(sw01: pd.DataFrame, sw02: pd.DataFrame) -> pd.DataFrame:
    """Gross home care cost of older people over gross spend on all adults, both £000."""
    return sw01[[*KEY, "numerator"]].merge(sw02[[*KEY, "denominator"]], on=KEY, validate="one_to_one")


def _shares(measure: str, rows: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    return published(measure, rows.assign(value=rows["Value"] * 100), areas)


def _weigh_by_services(extracts: Path, rows: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """SW07 weighted by the services graded at the March snapshot that ends the year (held from 2015/16)."""
    services = graded(extracts, areas)
    services = services[services["breakdown"] == ""]
    services = services.assign(month=services["period_end"].dt.to_period("M"), weight=services["denominator"])
    rows = rows.assign(month=rows["period_end"].dt.to_period("M"))
    on = ["area_code", "month"]
    return rows.merge(services[[*on, "weight"]], how="left", on=on, validate="many_to_one")
