"""Insights in Social Care: people supported, telecare and self-directed support, by financial year."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .areas import KEY, Areas, ratio, with_financial_year
from .population import denominators

FOLDER = "unmet_need"
SERVICES = {
    "Total Receiving Community Alarms and/or Telecare": "",
    "Community Alarm Only": "service=community_alarm_only",
    "Telecare Only": "service=telecare_only",
    "Receiving both Community Alarm and Telecare": "service=both",
}
AGES = {"All Ages": "all", "65-74 years": "65_74", "75-84 years": "75_84", "85+ years": "85plus"}
OLDER = ["65_74", "75_84", "85plus"]


def recompute(extracts: Path, areas: Areas, people: pd.DataFrame) -> pd.DataFrame:
    folder = extracts / FOLDER
    supported = _read(folder / "phs_people_supported_trend.csv", areas)
    supported = supported[supported["measure"] == "Rate per 1,000 Population"]
    supported = denominators(people, supported.rename(columns={"nclient": "numerator"}), "all")
    choice = _read(folder / "phs_sds_implementation_rate.csv", areas)
    choice = choice.rename(columns={"sdsclient": "numerator", "nclient": "denominator"})
    telecare = _telecare(_read(folder / "phs_technology_enabled_care_trend.csv", areas))
    telecare = denominators(people, telecare, telecare["group"])
    return pd.concat(
        [
            ratio("people_supported_rate", supported, areas, 1000),
            ratio("self_directed_support_implementation", choice, areas, 100),
            ratio("telecare_rate", telecare, areas, 1000, of_people=True),
        ]
    )


def _read(path: Path, areas: Areas) -> pd.DataFrame:
    raw = with_financial_year(pd.read_csv(path), "financial_year")
    return raw.assign(area_code=raw["sending_location"].map(areas.code), breakdown="")


def _telecare(raw: pd.DataFrame) -> pd.DataFrame:
    """KEY, group and numerator: each service and the total, for all ages, three ages and their sum."""
    raw = raw[raw["measure"] == "Number of People"]
    raw = raw.assign(group=raw["age_group"].map(AGES), breakdown=raw["service"].map(SERVICES))
    wide = raw.pivot(index=KEY, columns="group", values="value")
    wide["65plus"] = wide[OLDER].sum(axis=1, skipna=False)
    rows = wide.stack().rename("numerator").reset_index()
    age = ("age=" + rows["group"]).where(rows["group"] != "all", "")
    return rows.assign(breakdown=(age + "|" + rows["breakdown"]).str.strip("|"))
