"""What a source leaves out: areas where nearly all others are given, and months of a financial year."""

from __future__ import annotations

from datetime import date

import pandas as pd

from etl.faults import Note
from etl.geography import Geography
from etl.series import Words, in_words
from ijb import periods

MOST = {"council": 30, "ijb": 29, "health_board": 13}  # of 32, 31 and 14; with fewer, it is about some
CELL = ["quantity", "shape", "period", "breakdown"]


def missing_areas(held: pd.DataFrame, words: Words, geography: Geography) -> list[Note]:
    """A warning for each run of periods in which an area has no row and nearly all others of its level do.

    held: as series.numbered gives it. A row without a value has its reason and is not missing. What is
    missing by age is not said again by age and service, nor what is missing altogether by age.
    """
    gaps = _gaps(held, geography)
    if gaps.empty:
        return []
    found = _in_runs(gaps, held)
    found = found.assign(source=found["quantity"].map(words.source))
    keys = ["source", "area_code", "by", "first", "last"]
    return [
        _missing_note(source, area, by, words.span(first, last), sorted(set(rows["quantity"])), words)
        for (source, area, by, first, last), rows in found.groupby(keys)
    ]


def _gaps(held: pd.DataFrame, geography: Geography) -> pd.DataFrame:
    """quantity, shape, period, by ('' or 'age' or 'age and service') and area_code of each area left out."""
    cells = held.groupby(CELL, sort=False).ngroup()
    levels = held["area_code"].map(geography.areas.set_index("code")["level"])
    found = [pd.DataFrame(columns=[*CELL, "area_code"])]
    for level, most in MOST.items():
        expected = geography.codes(level)
        count = cells[levels == level].value_counts()
        short = count.index[(count >= most) & (count < len(expected))]
        given = held.loc[cells.isin(short) & (levels == level), [*CELL, "area_code"]]
        wanted = given[CELL].drop_duplicates().merge(pd.DataFrame({"area_code": expected}), how="cross")
        sides = wanted.merge(given, how="left", indicator="side")
        found.append(sides[sides["side"] == "left_only"].drop(columns="side"))
    gaps = pd.concat(found, ignore_index=True)
    kinds = gaps["breakdown"].str.replace(r"=[^|]*", "", regex=True)
    gaps = gaps.assign(by=kinds.str.replace("|", " and "), parts=kinds.str.count(r"\w+"))
    return gaps.sort_values(["parts", "by"]).drop_duplicates(["quantity", "shape", "period", "area_code"])


def _in_runs(gaps: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """One row a run of successive periods of the quantity: quantity, area_code, by, first, last."""
    order = held[["quantity", "shape", "period"]].drop_duplicates().sort_values("period")
    order = order.assign(place=order.groupby(["quantity", "shape"]).cumcount())
    series = ["quantity", "area_code", "shape", "by"]
    rows = gaps.merge(order, on=["quantity", "shape", "period"]).sort_values([*series, "place"])
    apart = (rows["place"].diff() != 1) | (rows[series] != rows[series].shift(1)).any(axis=1)
    return rows.groupby([*series, apart.cumsum().rename("run")])["period"].agg(first="first", last="last").reset_index()


def _missing_note(source: str, area: str, by: str, span: str, quantities: list[str], words: Words) -> Note:
    names = "; ".join(words.name(quantity) for quantity in quantities)
    parts = f" by {by.replace('_', ' ')}" if by else ""
    return Note(
        source,
        "warning",
        area,
        span,
        f"No figure{parts} for {words.areas[area]} in {span}, where nearly every other area has one ({names}).",
    )


def partial_years(held: pd.DataFrame, table: pd.DataFrame, words: Words) -> list[Note]:
    """A note for each source whose months begin or end within a financial year.

    held and table: as series.numbered gives them.
    """
    monthly = held.loc[held["shape"] == "month", ["quantity", "period"]].drop_duplicates()
    ends = monthly["period"].groupby(monthly["quantity"].map(words.source)).agg(["min", "max"])
    notes = []
    for source, first, last in ends.itertuples():
        short = _short_years(table.at[first, "start"], table.at[last, "end"])
        if short:
            notes.append(
                Note(source, "info", "", " and ".join(map(periods.year_label, short)), f"{'; '.join(short.values())}.")
            )
    return notes


def _short_years(begins: date, ends: date) -> dict[int, str]:
    """The first and last financial year of a stretch of months, where not whole: year -> words."""
    head = (begins, min(ends, periods.financial_year(_year_of(begins))[1]))
    tail = (max(begins, periods.financial_year(_year_of(ends))[0]), ends)
    return {
        _year_of(start): _part_of_year(start, end)
        for start, end in (head, tail)
        if (start, end) != periods.financial_year(_year_of(start))
    }


def _year_of(day: date) -> int:
    """The year in which the financial year of a day begins."""
    return day.year - (day.month < 4)


def _part_of_year(start: date, end: date) -> str:
    count = end.month - start.month + 1 + 12 * (end.year - start.year)
    label = periods.year_label(_year_of(start))
    if count == 1:
        return f"{label} has one month, {start:%B %Y}"
    return f"{label} has {in_words(count)} months, {start:%B %Y} to {end:%B %Y}"
