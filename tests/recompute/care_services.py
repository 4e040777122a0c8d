"""Care services with every grade good or better, at each month-end snapshot."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .areas import Areas, ratio

FILE = "capacity/care_inspectorate_adult_services_monthly.csv.gz"
SERVICES = {
    "Care Home Service": "care_home",
    "Support Service": "support_service",
    "Housing Support Service": "housing_support",
    "Adult Placement Service": "adult_placement",
    "Nurse Agency": "nurse_agency",
}


def recompute(extracts: Path, areas: Areas, people: pd.DataFrame) -> pd.DataFrame:
    return ratio("care_services_good_share", graded(extracts, areas), areas, 100)


def graded(extracts: Path, areas: Areas) -> pd.DataFrame:
    """KEY by council, numerator (services graded 4 or more throughout) and denominator (services graded)."""
    raw = pd.read_csv(extracts / FILE, parse_dates=["snapshot"])
    raw["area_code"] = raw["council_area"].map(areas.code)
    service = raw["care_service"].map(SERVICES)
    at_home = (service == "support_service") & (raw["subtype"] == "Care at Home")
    service = "service=" + service.mask(at_home, "care_at_home")
    older = raw[(raw["care_service"] == "Care Home Service") & (raw["subtype"] == "Older People")]
    every = pd.concat(
        [
            raw.assign(breakdown=""),
            raw.assign(breakdown=service),
            older.assign(breakdown="client_group=older_people|service=care_home"),
        ]
    )
    sums = every.groupby(["area_code", "snapshot", "breakdown"], as_index=False).agg(
        numerator=("min_grade_4plus", "sum"), denominator=("graded", "sum")
    )
    return sums.assign(period_start=sums["snapshot"], period_end=sums["snapshot"]).drop(columns="snapshot")
