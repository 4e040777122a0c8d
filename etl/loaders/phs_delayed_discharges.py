"""Public Health Scotland, delayed discharge bed days by council of residence (open data layout)."""

from __future__ import annotations

import pandas as pd

from etl.absences import absence_notes
from etl.adding_up import require_sums
from etl.extract import Extract, month_code
from etl.faults import Note
from etl.geography import SCOTLAND, UNKNOWN
from etl.loaders.base import Context, Layout, Loaded, facts

SOURCE = "phs_delayed_discharges"
FIGURES = ("MonthOfDelay", "AgeGroup", "ReasonForDelay", "NumberOfDelayedBedDays", "AverageDailyNumberOfDelayedBeds")
FLAGS = ("AgeGroupQF", "ReasonForDelayQF")
LAYOUT = Layout(required=("CA", *FIGURES), optional=("CAQF", *FLAGS))
QUANTITIES = {
    "delayed_bed_days": ("Delayed discharge bed days, by council of residence", "days"),
    "delayed_beds": (
        "Beds occupied on an average day by people whose discharge is delayed, by council of residence",
        "beds",
    ),
}
AGES = {"18plus": "", "18-74": "age=18_74", "75plus": "age=75plus"}
REASONS = {
    "All Delay Reasons": "",
    "Health and Social Care Reasons": "reason=health_and_social_care",
    "Patient and Family Related Reasons": "reason=patient_and_family",
    "Code 9 AWI": "reason=code9_awi",
    "Code 9 Non-AWI": "reason=code9_non_awi",
}


def load(extract: Extract, context: Context) -> Loaded:
    """delayed_bed_days and delayed_beds for councils, the unknown council and Scotland, by age and reason."""
    cells = read_cells(extract, context, "CA", ("council", "scotland"))
    councils = [*context.geography.codes("council"), UNKNOWN]
    require_parts(extract, cells)
    require_sums(
        extract,
        _days(cells),
        "area_code",
        SCOTLAND,
        councils,
        "NumberOfDelayedBedDays",
        "the sum of the 32 councils and the unknown council",
    )
    return Loaded(
        bed_facts(cells, "delayed_bed_days", "delayed_beds"),
        [*average_notes(SOURCE, cells), *absence_notes(SOURCE, cells, councils)],
    )


def read_cells(extract: Extract, context: Context, area_column: str, levels: tuple[str, ...]) -> pd.DataFrame:
    """One row a figure: line, area_code, period_start, period_end, age, reason, value, average."""
    frame = extract.frame
    known = frame[area_column] != ""
    area = pd.Series(UNKNOWN, index=frame.index).where(~known)
    named = extract.keep(known)
    area[known] = named.area(area_column, context.geography, levels).to_numpy()
    if area_column != "CA":
        extract.fault_rows(~known, area_column, "expected the code of a health board or of Scotland")
    cells = extract.period("MonthOfDelay", month_code, context.today)
    cells = cells.assign(
        line=frame["line"],
        area_code=area,
        age=extract.choice("AgeGroup", AGES),
        reason=extract.choice("ReasonForDelay", REASONS),
        value=extract.number("NumberOfDelayedBedDays", whole=True),
        average=extract.number("AverageDailyNumberOfDelayedBeds"),
    )
    extract.unique(cells[["period_start", "area_code", "age", "reason"]], "a month, area, age group and reason")
    return cells.dropna()


def require_parts(extract: Extract, cells: pd.DataFrame) -> None:
    """Reasons must add up to all reasons, and ages to 18 and over."""
    figures = _days(cells)
    column = "NumberOfDelayedBedDays"
    require_sums(
        extract,
        figures,
        "reason",
        "",
        [reason for reason in REASONS.values() if reason],
        column,
        "the sum of the four reasons for delay",
    )
    require_sums(
        extract, figures, "age", "", [age for age in AGES.values() if age], column, "the sum of ages 18-74 and 75plus"
    )


def _days(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells without what differs between a total and its parts, so that these are found together."""
    return cells.drop(columns=["average", "period_end"])


def bed_facts(cells: pd.DataFrame, days_id: str, beds_id: str) -> pd.DataFrame:
    """Facts in bed days, and in beds: the days over the days of their month."""
    breakdown = (cells["age"] + "|" + cells["reason"]).str.strip("|")
    length = (pd.to_datetime(cells["period_end"]) - pd.to_datetime(cells["period_start"])).dt.days + 1
    days = facts(days_id, cells["area_code"], cells, cells["value"], breakdown)
    beds = facts(beds_id, cells["area_code"], cells, cells["value"] / length, breakdown)
    return pd.concat([days, beds], ignore_index=True)


def average_notes(source: str, cells: pd.DataFrame) -> list[Note]:
    """A note if days over days of the month are not within one bed of the published daily average."""
    length = (pd.to_datetime(cells["period_end"]) - pd.to_datetime(cells["period_start"])).dt.days + 1
    apart = cells[(cells["value"] / length - cells["average"]).abs() > 0.5 + 1e-9]
    if apart.empty:
        return []
    lines = ", ".join(str(line) for line in apart["line"].head(5))
    more = f" and {len(apart) - 5:,} more" if len(apart) > 5 else ""
    return [
        Note(
            source,
            "warning",
            "",
            "",
            f"The published daily average is not the bed days over the days of the "
            f"month, rounded, on line{'s' if len(apart) > 1 else ''} {lines}{more}; the bed days are used.",
        )
    ]
