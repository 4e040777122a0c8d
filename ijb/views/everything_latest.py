"""The newest figures of an area or of a measure as a table to take away, and what is not held, with why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import pandas as pd

from ijb import compare, numbers, sentences
from ijb.comparators import Comparator
from ijb.measures import Measure
from ijb.signals import too_old
from ijb.store import SCOTLAND, Store
from ijb.views import in_doubt, need_gaps
from ijb.views.everything_figures import AREA, LEVELS, MEASURE, prices_words
from ijb.views.marking import direction_of, level_of
from ijb.views.measure_rows import theme

Histories = Mapping[tuple[str, str, str], list[compare.Point]]  # by measure, area and basis, in time order
Doubts = Mapping[tuple[str, str], set[date]]  # first days of figures in doubt, by measure and area
CONTEXT, SCOTLAND_NAME = "context", "Scotland"


def of_area(store: Store, area: str, comparator: Comparator, today: date) -> pd.DataFrame:
    """A row a measure and basis, of the area's newest figures, beside the comparator's."""
    every = store.everywhere()
    histories = defaultdict(list)
    for row in store.histories(area).itertuples(index=False):
        histories[row.measure, area, row.basis].append((area, row.period_start, row.period_label, row.value))
    values = defaultdict(dict)
    for row in every.itertuples(index=False):
        values[row.measure, row.basis][row.area_code] = row.value
    others = {key: comparator.figure(each) for key, each in values.items()}
    rows = every[every["area_code"] == area]
    return _table(store, rows, histories, others, today, AREA, comparator.name)


def of_measure(store: Store, measure: Measure, today: date) -> pd.DataFrame:
    """A row an area and basis, of the period that most areas have, beside Scotland's."""
    every = store.everywhere()
    rows = every[every["measure"] == measure.id]
    histories, others = defaultdict(list), {}
    for basis in rows["basis"].unique():
        for row in store.history(measure.id, measure.default_breakdown, basis).itertuples(index=False):
            point = (row.area_code, row.period_start, row.period_label, row.value)
            histories[measure.id, row.area_code, basis].append(point)
        held = rows.loc[(rows["basis"] == basis) & (rows["level"] == "scotland"), "value"].dropna()
        others[measure.id, basis] = held.iloc[0] if len(held) else None
    rows = rows.assign(place=[list(LEVELS).index(level) for level in rows["level"]])
    rows = rows.sort_values(["basis", "place", "name"])
    return _table(store, rows, histories, others, today, MEASURE, SCOTLAND_NAME)


def _table(
    store: Store,
    rows: pd.DataFrame,
    histories: Histories,
    others: Mapping[tuple[str, str], float | None],
    today: date,
    of: str,
    compared: str,
) -> pd.DataFrame:
    doubts = _doubts(store)
    found = []
    for row in rows.to_dict("records"):
        measure = store.measures[row["measure"]]
        points = histories[row["measure"], row["area_code"], row["basis"]]
        change, said = _change(measure, row, points, doubts[row["measure"], row["area_code"]])
        found.append(
            _lead(measure, row, of)
            | _figure(measure, row, today)
            | _beside(row, others.get((row["measure"], row["basis"])), compared)
            | {"Change": change, "Change in words": said}
            | _tests(measure, row)
        )
    return pd.DataFrame(found)


def _doubts(store: Store) -> Doubts:
    found = defaultdict(set)
    for row in store.doubted().itertuples():
        found[row.measure, row.area_code].add(row.period_start)
    return found


def _lead(measure: Measure, row: Mapping[str, object], of: str) -> dict[str, object]:
    if of == MEASURE:
        lead = {"Area": row["name"], "Area code": row["area_code"], "Level": LEVELS[row["level"]]}
    else:
        lead = {"Measure": measure.name, "Theme": theme(measure), "Measure id": measure.id}
    return lead | ({"Prices": prices_words(measure, row["basis"])} if of == AREA or measure.money else {})


def _figure(measure: Measure, row: Mapping[str, object], today: date) -> dict[str, object]:
    return {
        "Value": row["value"],
        "Unit": numbers.written_unit(measure, row["breakdown"], row["basis"]),
        "Period": row["period_label"],
        "Last day": row["period_end"],
        "Age": _age(row, today),
        "Status": numbers.STATUS_WORDS[row["status"]],
        "Numerator": row["numerator"],
        "Denominator": row["denominator"],
        "Denominator status": numbers.STATUS_WORDS.get(row["denominator_status"], ""),
    }


def _age(row: Mapping[str, object], today: date) -> str:
    if pd.isna(row["value"]):
        return ""  # what does not exist has no age
    return sentences.age_of(row["period_end"], today) if row["period_end"] <= today else "Not ended yet"


def _beside(row: Mapping[str, object], other: float | None, compared: str) -> dict[str, object]:
    if row["area_code"] == SCOTLAND and compared == SCOTLAND_NAME:
        other, compared = None, ""
    held = other is not None and pd.notna(row["value"])
    return {
        "Compared with": f"{compared[:1].upper()}{compared[1:]}",
        "Its figure": other,
        "Difference": row["value"] - other if held else None,
    }


def _change(
    measure: Measure, row: Mapping[str, object], points: list[compare.Point], doubts: set[date]
) -> tuple[float | None, str]:
    """The change on a year, or as far back as the measure says, and the sentence that says so or why there is none."""
    area, start = row["area_code"], row["period_start"]
    if pd.isna(row["value"]):
        return None, "There is no figure to work a change from."
    whole = compare.changes_of(measure, points, start).get(area)
    found = compare.changes_of(measure, [point for point in points if point[1] not in doubts], start).get(area)
    if whole is not None and found is None:
        return None, in_doubt.NO_CHANGE
    return (found.difference if found else None), sentences.changed(measure, found)


def _tests(measure: Measure, row: Mapping[str, object]) -> dict[str, object]:
    """Positions with their range, and the words of both tests."""
    return {
        "Position": row["rank"],
        "Position, best": row["rank_low"],
        "Position, worst": row["rank_high"],
        "Of": row["of"],
        "Where position 1 is": measure.low_word if measure.better == "lower" else measure.high_word,
        "Against its own past": direction_of(measure, row).words,
        "Among the areas": level_of(measure, row).words,
        "Better": sentences.direction(measure),
    }


def not_held(store: Store, area: str, rows: pd.DataFrame, today: date) -> pd.DataFrame:
    """What is not held for an area: newest figures that are missing, series that have ended or are old, periods without
    a figure, and what nobody counts. rows: Store.figures of the area."""
    found = [*_missing(store, area), *_old(store, rows, today), *_gaps(store, rows)]
    found += [("Not counted by anyone", "", "", words.rstrip("."), "") for words in need_gaps.NEVER_COUNTED]
    return pd.DataFrame(found, columns=["What", "Measure", "Period", "Why", "Last held"])


def not_held_of(store: Store, measure: Measure, rows: pd.DataFrame) -> pd.DataFrame:
    """What is not held of a measure: for each area and breakdown, how many periods have no figure, by reason."""
    missing = rows[rows["value"].isna() & rows["basis"].eq("")]
    keys = ["name", "area_code", "breakdown", "status"]
    grouped = missing.groupby(keys, sort=False)["period_label"].agg(["size", "first", "last"]).reset_index()
    every = rows[rows["basis"].eq("")].groupby(["area_code", "breakdown"])["period_label"].size()
    return pd.DataFrame(
        {
            "Area": grouped["name"],
            "Area code": grouped["area_code"],
            "Breakdown": [measure.breakdown_label(slug) for slug in grouped["breakdown"]],
            "Why": grouped["status"].map(numbers.STATUS_WORDS),
            "Periods without a figure": grouped["size"],
            "Of periods": [every[key] for key in zip(grouped["area_code"], grouped["breakdown"])],
            "First of them": grouped["first"],
            "Last of them": grouped["last"],
        }
    )


def _missing(store: Store, area: str) -> list[tuple[str, ...]]:
    every = store.everywhere()
    found = []
    for row in every[(every["area_code"] == area) & every["basis"].eq("") & every["value"].isna()].to_dict("records"):
        measure = store.measures[row["measure"]]
        last = need_gaps.last_held(store, measure, area)
        why = numbers.STATUS_WORDS[row["status"]]
        found.append(("No newest figure", measure.name, row["period_label"], why, last.label if last else "Never"))
    return found


def _old(store: Store, rows: pd.DataFrame, today: date) -> list[tuple[str, ...]]:
    newest, found = store.newest_of_all(), []
    last = rows[rows["value"].notna()].sort_values("period_end").drop_duplicates("measure", keep="last")
    for row in sorted(last.itertuples(), key=lambda each: store.measures[each.measure].order):
        measure = store.measures[row.measure]
        if measure.theme != CONTEXT and (measure.ended or too_old(measure, row.period_end, newest)):
            what = "Series ended" if measure.ended else "No newer figure is held"
            age = sentences.age_of(row.period_end, today)
            found.append((what, measure.name, f"After {row.period_label}", f"The last is {age}", row.period_label))
    return found


def _gaps(store: Store, rows: pd.DataFrame) -> list[tuple[str, ...]]:
    """Periods between a measure's first and last without a figure for the area, by reason, all breakdowns together."""
    cash = rows[rows["basis"].eq("")]
    found = []
    for (name, status), each in cash[cash["value"].isna()].groupby(["measure", "status"], sort=False):
        whole = int((cash["measure"] == name).sum())
        span = each.sort_values("period_start")["period_label"]
        when = span.iloc[0] if span.iloc[0] == span.iloc[-1] else f"{span.iloc[0]} to {span.iloc[-1]}"
        count = f"{len(each):,} of {whole:,} figures"
        found.append((f"Without a figure: {count}", store.measures[name].name, when, numbers.STATUS_WORDS[status], ""))
    return found
