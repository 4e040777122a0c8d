"""Notes on what is possible but odd, found by rule over everything that is built.

Every rule looks for what chance hardly gives, and says it once a run of periods, never once a month.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from etl.coverage import missing_areas, partial_years
from etl.faults import Note
from etl.geography import SCOTLAND, Geography
from etl.oddities import carried_forward, doubtful, jumps, lone_figures, lone_zeros
from etl.series import Words, in_words, numbered, totals
from ijb import periods
from ijb.labels import breakdown_label
from ijb.measures import Measure

SCOTLAND_PER_CENT = 0.1
ROUNDING = 32 * 2.5  # the most that 32 councils rounded to the nearest 5 can be out by


def quality_notes(
    facts: pd.DataFrame, quantities: Mapping[str, tuple[str, str, str]], geography: Geography
) -> list[Note]:
    """Notes on figures carried forward, tenfold jumps, lone figures and zeros, missing areas and partial years.

    facts: FACT_COLUMNS, as supplied; quantities: id -> (name, unit, source id). Others are skipped.
    """
    held, table = numbered(facts[facts["quantity"].isin(list(quantities))])
    if held.empty:
        return []
    labels = [periods.label(start, end) for start, end in zip(table["start"], table["end"])]
    words = Words(quantities, dict(zip(geography.areas["code"], geography.areas["name"])), labels)
    whole = totals(held)
    return [
        *carried_forward(whole, words),
        *jumps(whole, words),
        *lone_figures(whole, words),
        *lone_zeros(whole, words),
        *missing_areas(held, words, geography),
        *partial_years(held, table, words),
    ]


def doubtful_facts(facts: pd.DataFrame) -> pd.DataFrame:
    """quantity, area_code, period_start, period_end, why: the totals from which no change should be worked."""
    held, table = numbered(facts)
    found = doubtful(totals(held)).drop_duplicates(["quantity", "area_code", "period"])
    periods_of = found["period"].astype(int).map(table["start"]), found["period"].astype(int).map(table["end"])
    found = found.assign(period_start=periods_of[0], period_end=periods_of[1])
    return found[["quantity", "area_code", "period_start", "period_end", "why"]]


def plausibility_notes(
    observations: pd.DataFrame, measures: Mapping[str, Measure], geography: Geography | None = None
) -> list[Note]:
    """A warning for each measure with values outside its plausible range, which is meant for all ages.

    observations: measure, area_code, level, period_label, breakdown, value in the measure's unit; rows by
    age are passed over. The note is an area's own where no other is outside. Without `geography` areas go by
    their codes.
    """
    names = {} if geography is None else dict(zip(geography.areas["code"], geography.areas["name"]))
    by_age = observations["breakdown"].str.contains("age=", regex=False)
    held = observations[observations["measure"].isin(list(measures)) & ~by_age]
    low, high = (
        held["measure"].map({name: measure.plausible[end] for name, measure in measures.items()}).astype("float64")
        for end in (0, 1)
    )
    held = held.assign(beyond=np.maximum(low - held["value"], held["value"] - high))
    return [_implausible(measures[name], rows, names) for name, rows in held[held["beyond"] > 0].groupby("measure")]


def _implausible(measure: Measure, rows: pd.DataFrame, names: Mapping[str, str]) -> Note:
    worst = rows.loc[rows["beyond"].idxmax()]
    areas, labels = rows["area_code"].unique(), rows["period_label"].unique()
    count = f"{len(rows)} figures are" if len(rows) > 1 else "One figure is"
    where = f"{names.get(worst['area_code'], worst['area_code'])}, {worst['period_label']}"
    low, high = measure.plausible
    return Note(
        measure.source,
        "warning",
        areas[0] if len(areas) == 1 else "",
        labels[0] if len(labels) == 1 else "",
        f"{measure.name}: {count} outside what is plausible, {low:,g} to {high:,g}; the furthest is "
        f"{worst['value']:,.6g} ({where}).",
    )


def scotland_notes(observed: pd.DataFrame, quantities: Mapping[str, tuple[str, str, str]]) -> list[Note]:
    """A warning for each quantity of which Scotland as published is over 0.1 % from the sum of its areas.

    observed: measure (the quantity), period_label, breakdown, published, summed. Differences of up to 80,
    which rounding may have made, are passed over.
    """
    published = observed["published"].abs()
    apart = (observed["summed"] - observed["published"]).abs()
    share = (100 * apart / published.where(published > 0, apart)).fillna(0)
    wide = observed.assign(share=share)[(share > SCOTLAND_PER_CENT) & (apart > ROUNDING)]
    return [
        Note(quantities[quantity][2], "warning", SCOTLAND, "", f"{quantities[quantity][0]}: {_scotland_text(rows)}")
        for quantity, rows in wide.groupby("measure")
    ]


def _scotland_text(rows: pd.DataFrame) -> str:
    worst = rows.loc[rows["share"].idxmax()]
    count = rows["period_label"].nunique()
    part = f", {breakdown_label(worst['breakdown'])}" if worst["breakdown"] else ""
    return (
        f"Scotland as published is more than {SCOTLAND_PER_CENT} % away from the sum of its areas in "
        f"{in_words(count)} period{'s' if count > 1 else ''}, most in {worst['period_label']}{part}: "
        f"{worst['published']:,.10g} published, {worst['summed']:,.10g} summed, {worst['share']:.1f} % "
        "apart. The published figure is used."
    )
