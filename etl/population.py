"""The population of every area, year and age group, by one rule for all denominators.

An age group in a year is that year's all-age total times the group's share of it:
- the published share in the years of an estimate by age (2022, 2024), a straight line between two such years;
- earlier, the share on the 2011 Census base where it is held;
- 18+ in 2021 half way between 2020 and 2022; 18+, 65+ and 85+ before the first year held moved by a third of the
  2019-to-2022 change for each year back; 75+ is not given before its first held year;
- after the last estimate, total and share move as the projection's do (18+ as 16+, the projection having no 18+).
Worked for each council; integration authorities, health board areas and Scotland are sums of councils. What does not
stand in a published file is 'estimated'.
"""

from __future__ import annotations

import pandas as pd

from etl.geography import SCOTLAND, Geography
from etl.loaders.base import FACT_COLUMNS
from ijb import periods

SOURCE = "nrs_population"
GROUPS = ("18plus", "65plus", "75plus", "85plus")
BETWEEN = {
    "0_17": ("all", "18plus"),
    "18_64": ("18plus", "65plus"),
    "18_74": ("18plus", "75plus"),
    "65_74": ("65plus", "75plus"),
    "75_84": ("75plus", "85plus"),
}
WORDS = {
    "all": "of all ages",
    "18plus": "aged 18 and over",
    "65plus": "aged 65 and over",
    "75plus": "aged 75 and over",
    "85plus": "aged 85 and over",
    "0_17": "aged 0 to 17",
    "18_64": "aged 18 to 64",
    "18_74": "aged 18 to 74",
    "65_74": "aged 65 to 74",
    "75_84": "aged 75 to 84",
}
QUANTITIES = {f"population_{group}": (f"Population, people {words}", "people") for group, words in WORDS.items()} | {
    "projected_75plus_increase": (
        "Projected increase in people aged 75 and over, in the ten years from the newest estimate",
        "people",
    )
}
BACKWARD_YEARS = 3
PROJECTED_YEARS = 10


def population_facts(facts: pd.DataFrame, geography: Geography) -> pd.DataFrame:
    """FACT_COLUMNS for population_* at every level, and projected_75plus_increase, from the supplied counts.

    Without any mid-year totals there is no population, and the result is empty.
    """
    councils = geography.codes("council")
    held = _Held(facts, councils)
    if held.totals.empty:
        return pd.DataFrame(columns=FACT_COLUMNS)
    counts = {"all": held.totals_to(held.last + PROJECTED_YEARS)}
    for group in GROUPS:
        counts[group] = counts["all"] * _shares(held, group).reindex(columns=counts["all"].columns)
    for group, (whole, part) in BETWEEN.items():
        counts[group] = counts[whole] - counts[part]
    people = pd.concat([_long(table, f"population_{group}", held) for group, table in counts.items()])
    return pd.concat(
        [_every_level(people, geography), _every_level(_increase(counts["75plus"], held), geography)], ignore_index=True
    )[FACT_COLUMNS]


class _Held:
    """The supplied counts of councils, as tables of council × year."""

    def __init__(self, facts: pd.DataFrame, councils: list[str]):
        supplied = facts[facts["quantity"].str.startswith("nrs_") & facts["area_code"].isin(councils)]
        supplied = supplied.assign(year=pd.to_datetime(supplied["period_start"]).dt.year)
        self._tables = {
            quantity: rows.pivot(index="area_code", columns="year", values="value").reindex(councils)
            for quantity, rows in supplied.groupby("quantity")
        }
        self.counted = self.table("nrs_total_all").combine_first(self.table("nrs_estimate_all"))
        self.totals = _filled_between(self.counted)
        self.last = int(self.totals.columns.max()) if len(self.totals.columns) else 0

    def table(self, quantity: str) -> pd.DataFrame:
        return self._tables.get(quantity, pd.DataFrame())

    def published(self, group: str) -> pd.DataFrame:
        """The counts of a group as they stand in a supplied file, or as the difference of two that do."""
        if group == "all":
            return self.counted
        if group in BETWEEN:
            whole, part = BETWEEN[group]
            return self.published(whole) - self.published(part)
        return self.table(f"nrs_estimate_{group}")

    def share(self, prefix: str, group: str) -> pd.DataFrame:
        """The group's share of the same file's all-age total, for the years in which it is held."""
        part = self.table(f"{prefix}_{group}").dropna(axis=1, how="all")
        return part / self.table(f"{prefix}_all").reindex(columns=part.columns)

    def projected_share(self, group: str) -> pd.DataFrame:
        whole = self.table("nrs_projection_all")
        if group == "18plus":
            return (self.table("nrs_projection_16_64") + self.table("nrs_projection_65plus")) / whole
        return self.table(f"nrs_projection_{group}") / whole

    def totals_to(self, year: int) -> pd.DataFrame:
        """All-age totals, carried on from the last by the growth of the projection."""
        projection = self.table("nrs_projection_all")
        later = [ahead for ahead in projection.columns if self.last < ahead <= year]
        if not later or self.last not in projection:
            return self.totals
        growth = projection[later].div(projection[self.last], axis=0)
        return pd.concat([self.totals, growth.mul(self.totals[self.last], axis=0)], axis=1)


def _shares(held: _Held, group: str) -> pd.DataFrame:
    estimates = held.share("nrs_estimate", group)
    shares = _filled_between(estimates.combine_first(held.share("nrs_2011based", group)))
    if shares.empty:
        return shares
    if group != "75plus":
        shares = _carried_back(shares, int(held.totals.columns.min()))
    return _carried_on(shares, held.projected_share(group), int(shares.columns.max()))


def _filled_between(shares: pd.DataFrame) -> pd.DataFrame:
    """Years between two held ones on a straight line."""
    if shares.empty:
        return shares
    years = range(int(shares.columns.min()), int(shares.columns.max()) + 1)
    return shares.reindex(columns=years).T.interpolate(method="index", limit_area="inside").T


def _carried_back(shares: pd.DataFrame, first_year: int) -> pd.DataFrame:
    """Years before the first held one, each a third of the following three years' change further back.

    Nothing is carried back from fewer years than that.
    """
    first = int(shares.columns.min())
    if first + BACKWARD_YEARS not in shares:
        return shares
    step = (shares[first + BACKWARD_YEARS] - shares[first]) / BACKWARD_YEARS
    earlier = {year: shares[first] - (first - year) * step for year in range(first_year, first)}
    return pd.concat([pd.DataFrame(earlier, index=shares.index), shares], axis=1) if earlier else shares


def _carried_on(shares: pd.DataFrame, projected: pd.DataFrame, last: int) -> pd.DataFrame:
    """Years after the last estimate, moved as the projected share moves from that year."""
    later = [year for year in projected.columns if year > last]
    if not later or last not in projected:
        return shares
    moved = projected[later].div(projected[last], axis=0).mul(shares[last], axis=0)
    return pd.concat([shares, moved], axis=1)


def _long(table: pd.DataFrame, quantity: str, held: _Held) -> pd.DataFrame:
    """area_code, year, value, status, quantity: 'published' where the very figure stands in a supplied file."""
    published = held.published(quantity.removeprefix("population_")).reindex_like(table)
    same = (table - published).abs() < 1e-6 * table.abs()
    values = table.rename_axis(columns="year").stack().rename("value").dropna()
    flags = same.rename_axis(columns="year").stack().reindex(values.index)
    long = values.reset_index()
    return long.assign(status=flags.map({True: "published", False: "estimated"}).to_numpy(), quantity=quantity)


def _increase(people: pd.DataFrame, held: _Held) -> pd.DataFrame:
    ahead = held.last + PROJECTED_YEARS
    if ahead not in people.columns:
        return pd.DataFrame(columns=["area_code", "year", "value", "status", "quantity"])
    rows = (people[ahead] - people[held.last]).rename("value").rename_axis("area_code").reset_index()
    return rows.assign(year=held.last, status="estimated", quantity="projected_75plus_increase")


def _every_level(councils: pd.DataFrame, geography: Geography) -> pd.DataFrame:
    """FACT_COLUMNS for councils and for the sums of councils that the larger areas are, where all are held."""
    to_ijb, to_board = geography.council_to_ijb(), geography.ijb_to_board()
    ijb = councils["area_code"].map(to_ijb)
    levels = [
        councils,
        councils.assign(area_code=ijb),
        councils.assign(area_code=ijb.map(to_board)),
        councils.assign(area_code=SCOTLAND),
    ]
    sums = [
        rows.groupby(["quantity", "area_code", "year"], as_index=False).agg(
            value=("value", "sum"), status=("status", "min"), held=("value", "size")
        )
        for rows in levels
    ]
    every = pd.concat(sums, ignore_index=True)
    whole = {area: len(geography.councils_of(area)) for area in every["area_code"].unique()}
    every = every[every["held"] == every["area_code"].map(whole)]
    day = every["year"].map(lambda year: periods.mid_year(int(year))[0])
    return every.assign(period_start=day, period_end=day, breakdown="", note="")
