"""Emergency admissions from the weekly counts; the two yearly rates published without numerators."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .areas import Areas, published, ratio, with_financial_year
from .population import denominators

WEEKLY = "capacity/hospital_admissions_hscp_weekly.csv.gz"
YEARLY = "capacity/emergency_admissions_65plus_and_ae_attendances.csv"


def recompute(extracts: Path, areas: Areas, people: pd.DataFrame) -> pd.DataFrame:
    months = denominators(people, _months(extracts), "all")
    rates = with_financial_year(pd.read_csv(extracts / YEARLY), "Year")
    rates = rates.assign(area_code=rates["LocalAuthority"].map(areas.code), breakdown="", value=rates["RatePer100000"])
    older = rates[rates["Indicator"] == "Emergency Admissions"]
    attendances = rates[rates["Indicator"] == "Unplanned Hospital Attendances"]
    return pd.concat(
        [
            ratio("emergency_admissions_rate", months, areas, 100_000),
            published("emergency_admissions_65plus_rate", _weigh(older, people, "65plus"), areas),
            published("ae_attendances_rate", _weigh(attendances, people, "all"), areas),
        ]
    )


def _weigh(rows: pd.DataFrame, people: pd.DataFrame, group: str) -> pd.DataFrame:
    return denominators(people, rows, group).rename(columns={"denominator": "weight"})


def _months(extracts: Path) -> pd.DataFrame:
    """Admissions a day by IJB in whole months: a week is spread evenly over its seven days."""
    weeks = pd.read_csv(extracts / WEEKLY)
    weeks = weeks[weeks["AdmissionType"] == "Emergency"]
    ending = pd.to_datetime(weeks["WeekEnding"].astype(str), format="%Y%m%d")
    days = pd.concat(
        pd.DataFrame(
            {
                "area_code": weeks["HSCP"],
                "day": ending - pd.Timedelta(days=back),
                "admissions": weeks["NumberAdmissions"] / 7,
            }
        )
        for back in range(7)
    )
    days["period_start"] = days["day"].dt.to_period("M").dt.start_time
    months = days.groupby(["area_code", "period_start"], as_index=False).agg(
        admissions=("admissions", "sum"), days=("day", "nunique")
    )
    months["period_end"] = months["period_start"] + pd.offsets.MonthEnd(1)
    months = months[months["days"] == months["period_end"].dt.day]
    return months.assign(breakdown="", numerator=months["admissions"] / months["days"])
