"""Population 2011 to 2034 by council, IJB, health board area and Scotland, in the age groups used."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .areas import SCOTLAND, Areas, read_areas

ADULT_GROUPS = ["18plus", "65plus", "75plus", "85plus"]
BETWEEN = {
    "0_17": ("all", "18plus"),
    "18_64": ("18plus", "65plus"),
    "18_74": ("18plus", "75plus"),
    "65_74": ("65plus", "75plus"),
    "75_84": ("75plus", "85plus"),
}
YEARS = range(2011, 2035)


def population(extracts: Path, reference: Path) -> pd.DataFrame:
    """area_code, level, year, group, value (people); a group not defined in a year has no row."""
    areas = read_areas(reference)
    context = extracts / "context"
    totals = _totals(context)
    shares = _shares(context)
    people = {"all": totals}
    for group in ADULT_GROUPS:
        people[group] = totals * shares[group]
    for group, (wider, narrower) in BETWEEN.items():
        people[group] = people[wider] - people[narrower]
    frames = [_long(group, table, areas) for group, table in people.items()]
    return pd.concat(frames, ignore_index=True)


def denominators(people: pd.DataFrame, rows: pd.DataFrame, group: pd.Series | str) -> pd.DataFrame:
    """The rows with `denominator`: the people of `group` in the calendar year of period_start, or NaN."""
    wanted = rows.assign(year=rows["period_start"].dt.year, group=group)
    held = people.rename(columns={"value": "denominator"}).drop(columns="level")
    return wanted.merge(held, how="left", on=["area_code", "year", "group"], validate="many_to_one")


def _councils(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["area_code"].str.startswith("S12")]


def _totals(context: Path) -> pd.DataFrame:
    """Councils by years: the rebased estimates to 2024, then 2024 grown as the projection grows."""
    estimates = _councils(pd.read_csv(context / "population_totals_mid2011_mid2024.csv"))
    totals = estimates.pivot(index="area_code", columns="year", values="population").astype(float)
    projected = _projection(context, "all")
    for year in range(2025, YEARS.stop):
        totals[year] = totals[2024] * projected[year] / projected[2024]
    return totals


def _projection(context: Path, group: str) -> pd.DataFrame:
    table = _councils(pd.read_csv(context / "population_projection_2018based.csv"))
    table = table.assign(**{"18plus": table["16_64"] + table["65plus"]})
    return table.pivot(index="area_code", columns="year", values=group).astype(float)


def _shares(context: Path) -> dict[str, pd.DataFrame]:
    old = _councils(pd.read_csv(context / "population_age_groups_2011based.csv"))
    new = {
        year: _councils(pd.read_csv(context / f"population_mid{year}.csv")).set_index("area_code")
        for year in (2022, 2024)
    }
    return {group: _share(context, group, old, new) for group in ADULT_GROUPS}


def _share(context: Path, group: str, old: pd.DataFrame, new: dict[int, pd.DataFrame]) -> pd.DataFrame:
    """Councils by years: the group's share of that year's all-age total."""
    share = (
        old.assign(share=old[group] / old["all"])
        .pivot(index="area_code", columns="year", values="share")
        .dropna(axis="columns", how="all")
    )
    for year, table in new.items():
        share[year] = table[group] / table["all"]
    share[2023] = (share[2022] + share[2024]) / 2
    if 2021 not in share:
        share[2021] = (share[2020] + share[2022]) / 2
    if group != "75plus":
        step = (share[2022] - share[2019]) / 3
        for year in range(YEARS.start, 2019):
            share[year] = share[2019] - (2019 - year) * step
    projected = _projection(context, group) / _projection(context, "all")
    for year in range(2025, YEARS.stop):
        share[year] = share[2024] * projected[year] / projected[2024]
    return share.sort_index(axis="columns")


def _long(group: str, table: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """The councils' table with its sums, as area_code, level, year, group, value."""
    councils = table.dropna(axis="columns", how="all")
    if councils.isna().any(axis=None) or len(councils) != len(areas.councils):
        raise ValueError(f"population {group}: a council is missing in some year.")
    ijbs = councils.groupby(councils.index.map(areas.ijb_of)).sum()
    boards = ijbs.groupby(ijbs.index.map(areas.board_of)).sum()
    scotland = councils.sum().to_frame(SCOTLAND).T
    every = pd.concat([councils, ijbs, boards, scotland]).rename_axis(index="area_code", columns="year")
    rows = every.stack().rename("value").reset_index().astype({"year": int})
    return rows.assign(group=group, level=rows["area_code"].map(areas.level))
