"""Public Health Scotland, Care at Home Statistics for Scotland: the download of its dashboard."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from difflib import get_close_matches

import pandas as pd

from etl.extract import Extract, year_pair
from etl.faults import Note
from etl.geography import SCOTLAND
from etl.loaders.base import FACT_COLUMNS, Context, Layout, Loaded, facts
from ijb import periods

SOURCE = "phs_care_at_home"
LAYOUT = Layout(required=("Time Period", "Financial Quarter", "Location", "Age Group", "Measure", "Value"))
PEOPLE, HOURS = "care_at_home_people", "care_at_home_hours"
QUANTITIES = {PEOPLE: ("People receiving care at home", "people"), HOURS: ("Hours of care at home", "hours")}
MEASURES = {"Number of People": PEOPLE, "Number of Hours": HOURS}
AGES = {
    "All Ages": "",
    "0-17 years": "age=0_17",
    "18-64 years": "age=18_64",
    "65-74 years": "age=65_74",
    "75-84 years": "age=75_84",
    "85+ years": "age=85plus",
}
OLDER = "age=(?:65_74|75_84|85plus)"
FIGURE = ["quantity", "area_code", "period_start", "period_end"]
UNITS = {quantity: unit for quantity, (_, unit) in QUANTITIES.items()}
REASONS = {
    "": "",
    "unsplit": "Not split by age: the publisher gives 0 for every age group.",
    "not given": "The publisher gives 0 hours for people who received some.",
    "left out": "Leaves out councils whose figures were not collected.",
}
HALF_ROUNDING = 2.5  # the publisher rounds every figure to the nearest 5


def load(extract: Extract, context: Context) -> Loaded:
    """care_at_home_people and care_at_home_hours for councils and Scotland, by age from 2017/18.

    One year label stands for the financial year (1 April to 31 March) and for its census week (the last week
    of March, dated 31 March). Quarters and rates, which the publisher's download has too, are passed over.
    """
    cells = read_cells(extract, context)
    if cells.empty:
        return Loaded()
    cells = with_reasons(cells)
    held = facts(
        cells["quantity"], cells["area_code"], cells, cells["value"], cells["age"], cells["status"], cells["note"]
    )
    return Loaded(
        pd.concat([held, older_people(held)], ignore_index=True),
        [*gap_notes(cells), *adding_notes(cells), *passed_over_notes(extract)],
    )


def census_week(text: str) -> tuple[date, date]:
    """ "2017/18" -> 31 March 2018, the end of the last week of its March."""
    end = year_pair(text)[1]
    return end, end


SHAPES = {"Census Week": census_week, "Financial Year": year_pair}


def read_cells(extract: Extract, context: Context) -> pd.DataFrame:
    """One row a figure: quantity, area_code, period_start, period_end, age, value, status."""
    wanted = rows_of(extract, "Measure", MEASURES) & rows_of(extract, "Time Period", SHAPES)
    parts = [extract.keep(wanted & (extract.frame["Time Period"] == name)) for name in SHAPES]
    found = [_cells_of(part, context) for part in parts if len(part.frame)]
    if not found:
        extract.fault(f"expected rows of {' or '.join(MEASURES)} in a {' or a '.join(SHAPES)}")
        return pd.DataFrame(columns=[*FIGURE, "age", "value", "status"])
    return pd.concat(found, ignore_index=True)


def _cells_of(part: Extract, context: Context) -> pd.DataFrame:
    cells = part.period("Financial Quarter", SHAPES[part.frame["Time Period"].iloc[0]], context.today)
    cells = cells.assign(
        quantity=part.choice("Measure", MEASURES),
        age=part.choice("Age Group", AGES),
        area_code=part.area("Location", context.geography, ("council", "scotland")),
        value=part.number("Value"),
        status=estimated(part.frame["Location"]),
    )
    part.unique(cells[[*FIGURE, "age"]], "a time period, location, age group and measure")
    return cells.dropna()


def rows_of(extract: Extract, column: str, kinds: Collection[str]) -> pd.Series:
    """True for the rows whose `column` is one of `kinds`.

    Others (quarters, rates) are passed over, but a blank or a near miss such as "Finanical Year" is a fault.
    """

    def is_wanted(text: str) -> bool:
        if text not in kinds and (not text or get_close_matches(text, kinds, cutoff=0.85)):
            raise ValueError(f"expected one of {', '.join(map(repr, kinds))}")
        return text in kinds

    return extract.parsed(column, is_wanted).eq(True)


def estimated(names: pd.Series) -> pd.Series:
    """The status of each row: 'estimated' where the name of its area says so, else 'published'."""
    says_so = names.str.contains("(estimated)", case=False, regex=False)
    return says_so.map({True: "estimated", False: "published"})


def with_reasons(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells with statuses corrected for zeros that are not zero; plus total, people, reason and note.

    total: the figure for all ages; people: those of the same area and period. reason, '' for most: 'unsplit'
    for a council's ages where each is 0 and all ages are not; 'not given' for a council's hours where all
    ages are 0 and people are not; 'left out' for a figure of Scotland that adds councils with such zeros.
    """
    figure, area_and_period = [cells[key] for key in FIGURE], [cells[key] for key in FIGURE[1:]]
    whole, parts = cells["value"].where(cells["age"] == ""), cells["value"].where(cells["age"] != "")
    total, largest = whole.groupby(figure).transform("max"), parts.groupby(figure).transform("max")
    people = whole.where(cells["quantity"] == PEOPLE).groupby(area_and_period).transform("max")
    council = cells["area_code"] != SCOTLAND
    reason = pd.Series("", index=cells.index)
    reason[council & (cells["age"] != "") & (largest == 0) & (total > 0)] = "unsplit"
    reason[council & (cells["quantity"] == HOURS) & (total == 0) & (people > 0)] = "not given"
    cell = ["quantity", "period_start", "period_end", "age"]
    missing = (reason != "").groupby([cells[key] for key in cell]).transform("any")
    reason[~council & missing & adds_up(cells, cell)] = "left out"
    status = cells["status"].where(~reason.isin(["unsplit", "not given"]), "not_collected")
    return cells.assign(
        total=total,
        people=people,
        reason=reason,
        note=reason.map(REASONS),
        status=status.where(reason != "left out", "partial"),
    )


def adds_up(cells: pd.DataFrame, keys: list[str]) -> pd.Series:
    """True where the councils held add up to Scotland, within the rounding of each; `keys` make a figure.

    A figure of Scotland that does so although councils are missing has not been estimated for them.
    """
    cell = [cells[key] for key in keys]
    council = cells["area_code"] != SCOTLAND
    councils = cells["value"].where(council, 0).groupby(cell).transform("sum")
    scotland = cells["value"].where(~council).groupby(cell).transform("max")
    return (councils - scotland).abs() <= HALF_ROUNDING * (council.groupby(cell).transform("sum") + 1)


def older_people(held: pd.DataFrame) -> pd.DataFrame:
    """Facts for age=65plus, the sum of 65-74, 75-84 and 85+: derived, or partial where a part is.

    Without a value for all three it is not_collected.
    """
    parts = held[held["breakdown"].str.contains(OLDER)]
    parts = parts.assign(
        breakdown=parts["breakdown"].str.replace(OLDER, "age=65plus", regex=True), part=parts["status"].eq("partial")
    )
    keys = FACT_COLUMNS[: FACT_COLUMNS.index("value")]
    sums = parts.groupby(keys, as_index=False).agg(
        value=("value", "sum"), held=("value", "count"), part=("part", "any"), note=("note", "max")
    )
    status = sums["part"].map({True: "partial", False: "derived"}).where(sums["held"] == 3, "not_collected")
    return facts(sums["quantity"], sums["area_code"], sums, sums["value"], sums["breakdown"], status, sums["note"])


def gap_notes(cells: pd.DataFrame) -> list[Note]:
    """A warning for each area, period and quantity whose zeros are not zero, or that adds such zeros up."""
    figures = cells[cells["reason"] != ""].drop_duplicates(FIGURE)
    return [
        Note(
            SOURCE,
            "warning",
            row.area_code,
            periods.label(row.period_start, row.period_end),
            _gap_text(row.reason, UNITS[row.quantity], row.total, row.people),
        )
        for row in figures.itertuples()
    ]


def _gap_text(reason: str, unit: str, total: float, people: float) -> str:
    if reason == "unsplit":
        return (
            f"The {total:,.0f} {unit} are not split by age: every age group is given as 0. "
            "The ages are shown as not collected."
        )
    if reason == "not given":
        return f"Hours are given as 0 for {people:,.0f} people. They are shown as not collected."
    return (
        f"Scotland's {unit} are the sum of the councils with those not collected as 0, so they leave "
        "them out and are shown as partial."
    )


def adding_notes(cells: pd.DataFrame) -> list[Note]:
    """An info note on the councils whose ages do not add up to all ages within rounding."""
    ages = cells[(cells["age"] != "") & (cells["reason"] == "") & (cells["area_code"] != SCOTLAND)]
    sums = ages.groupby([*FIGURE, "total"], as_index=False)["value"].agg(["sum", "size"])
    apart = (sums["total"] - sums["sum"]).abs()
    wrong = sums.assign(apart=apart)[(sums["size"] == len(AGES) - 1) & (apart > HALF_ROUNDING * len(AGES))]
    if wrong.empty:
        return []
    most = wrong.loc[(wrong["apart"] / wrong["total"]).idxmax()]
    label = periods.label(most["period_start"], most["period_end"])
    return [
        Note(
            SOURCE,
            "info",
            "",
            "",
            "The age groups do not add up to all ages, by more than rounding "
            f"to 5 explains, in {len(wrong)} council figures; the furthest is {most['sum']:,.0f} of "
            f"{most['total']:,.0f} {UNITS[most['quantity']]} ({label}). All ages is used as given.",
        )
    ]


def passed_over_notes(extract: Extract) -> list[Note]:
    """An info note that names the time periods and measures of rows that were not read."""
    kinds = [
        value
        for column, known in (("Time Period", SHAPES), ("Measure", MEASURES))
        for value in extract.frame[column].unique()
        if value not in known
    ]
    if not kinds:
        return []
    return [
        Note(
            SOURCE,
            "info",
            "",
            "",
            f"Rows of {' and '.join(sorted(kinds))} are passed over: only "
            "people and hours in census weeks and financial years are used.",
        )
    ]
