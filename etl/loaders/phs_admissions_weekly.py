"""Public Health Scotland, COVID-19 wider impacts: weekly admissions by partnership (open data layout)."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from etl.extract import Extract, day
from etl.faults import Note
from etl.loaders.base import Context, Layout, Loaded, facts

SOURCE = "phs_admissions_weekly"
LAYOUT = Layout(required=("WeekEnding", "HSCP", "AdmissionType", "NumberAdmissions"), optional=("Average20182019",))
QUANTITIES = {
    "emergency_admissions": ("Emergency admissions to hospital, in whole calendar months", "admissions"),
    "emergency_admissions_daily": (
        "Emergency admissions to hospital on an average day of the month",
        "admissions a day",
    ),
}
TYPES = {"All": "all", "Emergency": "emergency", "Planned": "planned"}
DAYS = 7
SPREAD = "Each week spread evenly over its seven days."


def load(extract: Extract, context: Context) -> Loaded:
    """emergency_admissions and emergency_admissions_daily for partnerships, by calendar month.

    The file has weeks and no row for Scotland. A week is spread evenly over the seven days that end on
    WeekEnding and the days are summed by month; a month with a day outside the weeks held has no figure.
    """
    cells = read_cells(extract, context)
    weeks = cells[cells["type"] == "emergency"]
    if weeks.empty:
        return Loaded()
    months = by_month(weeks)
    whole = months[months["covered"] == months["days"]]
    loaded = [
        facts("emergency_admissions", whole["area_code"], whole, whole["value"], status="derived", note=SPREAD),
        facts(
            "emergency_admissions_daily",
            whole["area_code"],
            whole,
            whole["value"] / whole["days"],
            status="derived",
            note=SPREAD,
        ),
    ]
    absent = [code for code in context.geography.codes("ijb") if code not in set(weeks["area_code"])]
    absences = [Note(SOURCE, "warning", code, "", "No emergency admissions for this partnership.") for code in absent]
    return Loaded(pd.concat(loaded, ignore_index=True), [*absences, *part_month_notes(months)])


def read_cells(extract: Extract, context: Context) -> pd.DataFrame:
    """One row a week, partnership and type: line, period_start, period_end, area_code, type, value."""
    cells = extract.period("WeekEnding", week_ending, context.today)
    cells = cells.assign(
        line=extract.frame["line"],
        area_code=extract.area("HSCP", context.geography, ("ijb",)),
        type=extract.choice("AdmissionType", TYPES),
        value=extract.number("NumberAdmissions", whole=True),
    )
    keys = ["period_start", "area_code", "type"]
    extract.unique(cells[keys], "a week, partnership and type of admission")
    cells = cells.dropna()
    require_within_all(extract, cells.drop_duplicates(keys))
    return cells


def week_ending(text: str) -> tuple[date, date]:
    """First and last day of the week written as its last: 20200105 is 30 December 2019 to 5 January 2020."""
    last, _ = day(text)
    if last.isoweekday() != DAYS:
        raise ValueError("expected a Sunday, on which the weeks of this file end")
    return last - timedelta(days=DAYS - 1), last


def require_within_all(extract: Extract, cells: pd.DataFrame) -> None:
    """Emergency and planned admissions are together no more than all; small numbers may be left out."""
    wide = cells.pivot(index=["period_start", "area_code"], columns="type", values="value")
    wide = wide.reindex(columns=list(TYPES.values()))
    parts = wide["emergency"].fillna(0) + wide["planned"].fillna(0)
    wrong = wide.assign(parts=parts)[parts > wide["all"]].reset_index()
    lines = cells[cells["type"] == "all"].set_index(["period_start", "area_code"])["line"]
    for row in wrong.itertuples(index=False):
        extract.fault(
            f"expected at least {row.parts:,g}, the emergency and planned admissions",
            line=int(lines[(row.period_start, row.area_code)]),
            column="NumberAdmissions",
            value=f"{row.all:g}",
        )


def by_month(weeks: pd.DataFrame) -> pd.DataFrame:
    """Weeks as months: area_code, month, period_start, period_end, value (admissions), covered and days.

    covered: days of the month within the weeks held; days: days of the month. Every month from the first to
    the last day of the file, also those with no day covered.
    """
    daily = weeks.loc[weeks.index.repeat(DAYS), ["area_code", "period_start", "value"]]
    offset = daily.groupby(level=0).cumcount()
    month = (pd.to_datetime(daily["period_start"]) + pd.to_timedelta(offset, unit="D")).dt.to_period("M")
    sums = (daily["value"] / DAYS).groupby([daily["area_code"], month.rename("month")]).agg(["sum", "size"])
    every = pd.MultiIndex.from_product(
        [sorted(weeks["area_code"].unique()), pd.period_range(month.min(), month.max(), freq="M")],
        names=["area_code", "month"],
    )
    months = sums.reindex(every).fillna({"size": 0}).reset_index()
    months = months.rename(columns={"sum": "value", "size": "covered"})
    return months.assign(
        period_start=months["month"].dt.start_time.dt.date,
        period_end=months["month"].dt.end_time.dt.date,
        days=months["month"].dt.days_in_month,
    )


def part_month_notes(months: pd.DataFrame) -> list[Note]:
    """A note for each month that the file begins or ends in, and for each month broken by a missing week."""
    part = months[months["covered"] < months["days"]]
    best = months.groupby("month")["covered"].max()
    uncovered = best[best < best.index.days_in_month].index
    ends = [month for month in (best.index.min(), best.index.max()) if month in uncovered]
    notes = [
        Note(
            SOURCE,
            "info",
            "",
            f"{month:%b %Y}",
            f"The weeks held cover {best[month]:.0f} of the "
            f"{month.days_in_month} days of {month:%B %Y}, so the month has no figure.",
        )
        for month in ends
    ]
    broken = part[~part["month"].isin(ends)]
    return notes + [
        Note(
            SOURCE,
            "warning",
            row.area_code,
            f"{row.month:%b %Y}",
            f"A week is missing: {row.covered:.0f} of the {row.days} days of {row.month:%B %Y} are "
            "covered, so the month has no figure.",
        )
        for row in broken.itertuples()
    ]
