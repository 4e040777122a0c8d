"""Care Home Census: places and occupancy of care homes for older people, each 31 March."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .areas import Areas, ratio
from .population import denominators

FILE = "capacity/care_home_census.csv"


def recompute(extracts: Path, areas: Areas, people: pd.DataFrame) -> pd.DataFrame:
    raw = pd.read_csv(extracts / FILE, dtype={"Date": str})
    raw = raw[raw["MainClientGroup"] == "Older People Aged 65 and Older"]
    day = pd.to_datetime(raw["Date"], format="%Y%m%d")
    rows = raw.assign(area_code=raw["CA"], period_start=day, period_end=day, breakdown="")
    places = denominators(people, rows.assign(numerator=rows["RegisteredPlaces"]), "75plus")
    occupied = rows.assign(numerator=rows["Residents"], denominator=rows["RegisteredPlaces"])
    return pd.concat(
        [
            ratio("care_home_places_rate", places, areas, 1000),
            ratio("care_home_occupancy", occupied, areas, 100),
        ]
    )
