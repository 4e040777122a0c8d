"""Drug and alcohol treatment started within three weeks, by quarter."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .areas import KEY, SCOTLAND, SHOWN, Areas

FILE = "flow/drug_and_alcohol_treatment_waits.csv"
TOGETHER = "Mid and East Lothian ADP"
NAMES = {"City of Glasgow ADP": "Glasgow City", "All NHS NHSScotland ADPs": "Scotland"}


def recompute(extracts: Path, areas: Areas, people: pd.DataFrame) -> pd.DataFrame:
    raw = _submitted(pd.read_csv(extracts / FILE))
    quarter = raw["Quarter"].str.extract(r"^Q(\d) (\d{4})/\d{4}$").astype(int)
    month = quarter[0].map({1: "04", 2: "07", 3: "10", 4: "01"})
    year = quarter[1] + (quarter[0] == 4)
    raw["period_start"] = pd.to_datetime(year.astype(str) + "-" + month + "-01")
    raw["period_end"] = raw["period_start"] + pd.offsets.QuarterEnd(1)
    partnerships = raw[raw["HB"].notna()]
    alone = partnerships[partnerships["ADP"] != TOGETHER]
    places = [
        alone.assign(area_code=_council(alone["ADP"], areas).map(areas.ijb_of)),
        partnerships.assign(area_code=partnerships["HB"]),
        raw[raw["HB"].isna()].assign(area_code=SCOTLAND),
    ]
    sums = (
        pd.concat(places)
        .assign(breakdown="")
        .groupby(KEY, as_index=False)
        .agg(numerator=("StartedWithin3Weeks", "sum"), denominator=("StartedAll", "sum"))
    )
    started = sums["denominator"].where(sums["denominator"] > 0)
    return sums.assign(measure="drug_and_alcohol_treatment_within_3_weeks", value=sums["numerator"] * 100 / started)[
        SHOWN
    ]


def _submitted(raw: pd.DataFrame) -> pd.DataFrame:
    """Without the quarters of 0 of 0 where a partnership usually has ten or more."""
    usual = raw.groupby("ADP")["StartedAll"].transform("median")
    return raw[(raw["StartedAll"] > 0) | (usual < 10)].copy()


def _council(adp: pd.Series, areas: Areas) -> pd.Series:
    names = adp.map(lambda name: NAMES.get(name, name.removesuffix(" ADP")))
    codes = names.map(areas.code)
    if not codes.isin(areas.ijb_of).all():
        raise ValueError(f"No council for {sorted(adp[~codes.isin(areas.ijb_of)].unique())}.")
    return codes
