"""Money, need and delays side by side: yearly figures of each measure, their indices and changes (METHOD.md, "The
chain"). Frames in, frames out; no declared break is ever crossed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ijb import compare, periods
from ijb.measures import Break, Measure

YEARLY = ("financial_year", "census_date", "snapshot", "month")
LEAST_YEARS = 3
MOST_AREAS = 0.9  # of those expected
MONTHS = 12
FAR = 2  # times the median, or as many times below it: a figure so far from it is unusual
BED_DAYS, BEDS = "delayed_bed_days", "delayed_beds"
WORST_FIRST = ("doubted", "partial", "estimated", "provisional", "derived", "published")
COLUMNS = ["area_code", "year", "day", "label", "value", "status"]
NO_FIGURE, BROKEN, NIL = "no figure", "a break in the series", "nothing to reckon from"
PARTIAL, PART = "partial", "a figure that is partial"
DOUBTED, DOUBT = "doubted", "a figure in doubt"


@dataclass(frozen=True)
class Indexed:
    """One area's yearly figures with `index`, missing before the base; base: the row that is 100, None where there is
    none; broken: the declared break that the index starts after, if figures before it are held; nil: whether a figure
    of nought or less leaves nothing to index."""

    frame: pd.DataFrame
    base: pd.Series | None
    broken: Break | None = None
    nil: bool = False


def financial_year_of(day: date) -> int:
    """The first calendar year of the financial year (April to March) that a day is in."""
    return day.year - (day.month < 4)


def yearly(measure: Measure, series: pd.DataFrame) -> pd.DataFrame:
    """Each area's figure of each financial year that has one, in order: COLUMNS, `year` being the year it starts in.

    series: area_code, period_start, period_end, period_label, value, and where they are known status, numerator and
    denominator. A financial year is as it is; of dates, the last with a figure in each financial year; of months, their
    mean by days (a share of what the months count: sum over sum) where all twelve are held and no break falls among
    them. Empty for any other period.
    """
    held = series.dropna(subset=["value"])
    if measure.period not in YEARLY or held.empty:
        return pd.DataFrame(columns=COLUMNS)
    status = held["status"] if "status" in held else "published"
    held = held.assign(
        year=held["period_start"].map(financial_year_of), day=held["period_start"], status=status
    ).sort_values(["area_code", "day"])
    if measure.period == "month":
        return _of_months(measure, held)
    return held.rename(columns={"period_label": "label"}).groupby(["area_code", "year"]).tail(1)[COLUMNS]


def _of_months(measure: Measure, held: pd.DataFrame) -> pd.DataFrame:
    days = [(end - start).days + 1 for start, end in zip(held["period_start"], held["period_end"])]
    weighed = held.assign(days=days, weighted=held["value"] * days)
    groups = weighed.groupby(["area_code", "year"])
    found = groups.agg(months=("value", "size"), days=("days", "sum"), weighted=("weighted", "sum")).reset_index()
    found["value"] = found["weighted"] / found["days"]
    if measure.is_rate and not measure.denominator.startswith("population_") and "numerator" in held:
        sums = groups[["numerator", "denominator"]].sum().reset_index(drop=True)
        found["value"] = sums["numerator"] / sums["denominator"] * measure.per / measure.divide_by
    found["status"] = groups["status"].agg(worst).to_numpy()
    whole = (found["months"] == MONTHS) & ~found["year"].map(lambda year: _broken_inside(measure, year))
    found = found.assign(
        day=[date(year, 4, 1) for year in found["year"]], label=[periods.year_label(year) for year in found["year"]]
    )
    return found.loc[whole, COLUMNS].reset_index(drop=True)


def _broken_inside(measure: Measure, year: int) -> bool:
    """Whether figures of a financial year's months are not comparable with one another."""
    return compare.crossed(measure.breaks, date(year, 4, 1), date(year + 1, 3, 1)) is not None


def worst(statuses: Sequence[str]) -> str:
    """The status that says most against a figure made from several."""
    known = set(statuses)
    return next((status for status in WORST_FIRST if status in known), "published")


def widely_held(held: pd.DataFrame, areas: Sequence[str], expected: int) -> list[int]:
    """The years that nine in ten of the expected areas hold. held: as from `yearly`."""
    counts = held[held["area_code"].isin(list(areas))].groupby("year").size()
    return [int(year) for year, count in counts.items() if count >= MOST_AREAS * expected]


def indexed(measure: Measure, held: pd.DataFrame) -> Indexed:
    """One area's figures with the first whole one since the last declared break as 100. held: as from `yearly`, one
    area, in order, within the window shown."""
    if held.empty:
        return Indexed(held.assign(index=[]), None)
    days = held["day"].tolist()
    broken = compare.crossed(measure.breaks, days[0], days[-1])
    after = [broken is None or day >= broken.at for day in days]
    since = held[after]
    bases = whole(since)
    if bases.empty or (since["value"] < 0).any() or bases["value"].iloc[0] <= 0:
        return Indexed(held.assign(index=float("nan")), None, broken, len(bases) > 0)
    base = bases.iloc[0]
    after = held["year"] >= base["year"]
    return Indexed(held.assign(index=(held["value"] / base["value"] * 100).where(after)), base, broken)


def whole(held: pd.DataFrame) -> pd.DataFrame:
    """The figures that are of the whole area and not in doubt, and so can be compared."""
    return held[~held["status"].isin([PARTIAL, DOUBTED])]


def unusual(held: pd.DataFrame, value: float) -> float | None:
    """The median of some years' figures where a value is over FAR times it, or less than it over FAR; else None."""
    median = held["value"].median()
    return float(median) if value * FAR < median or value > median * FAR else None


def beds(measure: Measure, series: pd.DataFrame) -> dict[int, float]:
    """By financial year, the beds occupied on an average day by what a measure of delays counts; empty for any other.

    series: period_start, period_end, numerator of one area.
    """
    if measure.numerator not in (BED_DAYS, BEDS):
        return {}
    held = series.dropna(subset=["numerator"])
    days = pd.Series([(end - start).days + 1 for start, end in zip(held["period_start"], held["period_end"])])
    counted = held["numerator"].reset_index(drop=True)
    years = held["period_start"].map(financial_year_of).to_numpy()
    sums = pd.DataFrame({"bed_days": counted * (days if measure.numerator == BEDS else 1), "days": days})
    found = sums.groupby(years).sum()
    return {int(year): float(row["bed_days"] / row["days"]) for year, row in found.iterrows()}


def with_doubts(held: pd.DataFrame, doubted: pd.DataFrame) -> pd.DataFrame:
    """Yearly figures, the status of those in doubt being DOUBTED. doubted: area_code, period_start of one measure."""
    doubts = set(zip(doubted["area_code"], doubted["period_start"]))
    in_doubt = [key in doubts for key in zip(held["area_code"], held["day"])]
    return held.assign(status=held["status"].mask(pd.Series(in_doubt, held.index, dtype="bool"), DOUBTED))


def indexed_on(held: pd.DataFrame, base: pd.Series) -> pd.DataFrame:
    """Another area's figures from the base year on, its own whole figure of that year being 100; empty without one."""
    same = whole(held).loc[whole(held)["year"] == base["year"], "value"]
    if same.empty or same.iloc[0] <= 0:
        return held.iloc[:0].assign(index=[])
    return held.assign(index=held["value"] / same.iloc[0] * 100)[held["year"] >= base["year"]]


def moved(measure: Measure, first: float, last: float) -> float | None:
    """A change in per cent, or in percentage points for a share; None in per cent of nought or less."""
    if measure.shown_as == "per cent":
        return last - first
    return (last / first - 1) * 100 if first > 0 else None


def changes(measure: Measure, held: pd.DataFrame, areas: Sequence[str], first: int, last: int) -> pd.DataFrame:
    """A row an area of `areas`, in their order: area_code, the figures (first, last), their labels (first_label,
    last_label) and status, the change, and why there is none ('' where there is one)."""
    by_year = {year: held[held["year"] == year].set_index("area_code") for year in (first, last)}
    return pd.DataFrame([_change(measure, area, by_year[first], by_year[last]) for area in areas])


def _change(measure: Measure, area: str, before: pd.DataFrame, after: pd.DataFrame) -> dict[str, object]:
    nothing = {"first": None, "last": None, "first_label": "", "last_label": "", "status": "", "change": None}
    if area not in before.index or area not in after.index:
        return {"area_code": area, **nothing, "why": NO_FIGURE}
    one, two = before.loc[area], after.loc[area]
    broken = compare.crossed(measure.breaks, one["day"], two["day"])
    status = worst([one["status"], two["status"]])
    unfit = {PARTIAL: PART, DOUBTED: DOUBT}.get(status, "")
    change = None if broken or unfit else moved(measure, one["value"], two["value"])
    return {
        "area_code": area,
        "first": one["value"],
        "last": two["value"],
        "first_label": one["label"],
        "last_label": two["label"],
        "status": status,
        "change": change,
        "why": BROKEN if broken else unfit or (NIL if change is None else ""),
    }


def newest(held: Mapping[str, pd.DataFrame], ends: Mapping[str, tuple[int, int]], expected: int) -> int | None:
    """The newest year t for which nine in ten areas hold all the figures of a pair of changes, or else the newest of
    those that most areas hold; None where no area does.

    held: yearly figures of the areas counted, by measure; ends: by measure, how many years from t its change starts
    and ends.
    """
    years = sorted({int(year) - after for name, (_, after) in ends.items() for year in held[name]["year"]})
    counts = {year: len(_having(held, ends, year)) for year in years}
    most = max(counts.values(), default=0)
    enough = [year for year, count in counts.items() if count and count >= min(most, MOST_AREAS * expected)]
    return max(enough, default=None)


def _having(held: Mapping[str, pd.DataFrame], ends: Mapping[str, tuple[int, int]], year: int) -> set[str]:
    found = [
        set(held[name].loc[held[name]["year"] == year + shift, "area_code"]) for name in ends for shift in ends[name]
    ]
    return set.intersection(*found)
