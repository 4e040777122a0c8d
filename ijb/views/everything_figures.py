"""Every figure of an area or of a measure, with its tests and positions, as tables to take away: all of them with the
status that says why one is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from ijb import numbers, prices, sentences
from ijb.charts.status import direction_mark, level_mark
from ijb.export.receipt import breakdown_words
from ijb.measures import Measure
from ijb.store import Store
from ijb.views.measure_rows import theme

AREA, MEASURE = "area", "measure"
LEVELS = {"scotland": "Scotland", "health_board": "NHS board area", "ijb": "Integration authority"}
CASH = "Cash"
METHODS = {
    "far": "Far from the rest (beyond the quartiles by 1.5 times the distance between them)",
    "funnel": "Funnel limits, 99.8%, over-dispersed",
    "interval": "Intervals apart, 99.8%",
}
NOT_IN_A_TABLE_OF_ONE = ("Lower end", "Upper end", "Prices", "Areas with a figure", "Areas in all", "In doubt")
FIGURE_HEADS = {
    "period_label": "Period",
    "period_start": "First day",
    "period_end": "Last day",
    "value": "Value",
    "unit": "Unit",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "lower": "Lower end",
    "upper": "Upper end",
    "status_words": "Status",
    "denominator_words": "Denominator status",
    "members_in": "Areas with a figure",
    "members_of": "Areas in all",
    "doubt": "In doubt",
}
PAST_HEADS = {
    "period_label": "Period",
    "period_start": "First day",
    "value": "Value",
    "centre": "Average",
    "lower": "Lower limit",
    "upper": "Upper limit",
    "rule_words": "The figure is",
    "reading": "Reading",
}
AMONG_HEADS = {
    "period_label": "Period",
    "period_start": "First day",
    "value": "Value",
    "centre": "Centre",
    "lower": "Lower limit",
    "upper": "Upper limit",
    "method_words": "Tested by",
    "reading": "Reading",
}
PLACE_HEADS = {
    "period_label": "Period",
    "period_start": "First day",
    "value": "Value",
    "rank": "Position",
    "rank_low": "Position, best",
    "rank_high": "Position, worst",
    "of": "Of",
}


def prices_words(measure: Measure, basis: str) -> str:
    """ "Cash", "2024/25 prices"; '' for what is not in pounds."""
    if not measure.money:
        return ""
    return prices.in_words(basis) if basis else CASH


def whole_words(measure: Measure) -> str:
    """What breakdown a measure is shown in first: "all reasons, all ages"."""
    return sentences.mid_sentence(breakdown_words(measure, measure.default_breakdown))


def figures(store: Store, rows: pd.DataFrame, of: str) -> pd.DataFrame:
    """Every figure, with or without a value, under heads for readers. rows: Store.figures; of: AREA or MEASURE."""
    found = rows.assign(
        unit=_each(store, rows, numbers.written_unit, "breakdown", "basis"),
        status_words=rows["status"].map(numbers.STATUS_WORDS),
        denominator_words=rows["denominator_status"].map(numbers.STATUS_WORDS),
    )
    return _headed(store, found, of, FIGURE_HEADS)


def past(store: Store, rows: pd.DataFrame, of: str) -> pd.DataFrame:
    """Every test of a figure against its area's own past. rows: Store.past."""
    found = rows.assign(
        rule_words=rows["rule"].map(sentences.PAST_WORDS),
        reading=[
            direction_mark(row.point_type, store.measures[row.measure].better, row.rule).words
            for row in rows.itertuples()
        ],
    )
    return _headed(store, found, of, PAST_HEADS)


def among(store: Store, rows: pd.DataFrame, of: str) -> pd.DataFrame:
    """Every test of where an area stood among the others. rows: Store.among."""
    found = rows.assign(
        method_words=rows["method"].map(METHODS),
        reading=_each(store, rows, lambda measure, *test: level_mark(test[0], measure.better, test[1]).words, *TESTS),
    )
    return _headed(store, found, of, AMONG_HEADS)


TESTS = ("point_type", "method")


def places(store: Store, rows: pd.DataFrame, of: str) -> pd.DataFrame:
    """Every position with its range. rows: Store.places."""
    return _headed(store, rows, of, PLACE_HEADS)


def wide(store: Store, measure: Measure, rows: pd.DataFrame, basis: str) -> pd.DataFrame:
    """The measure's default breakdown in one basis, a row an area and a column a period; the last column says of each
    empty cell why it is empty. rows: Store.figures of the measure."""
    shown = rows[(rows["breakdown"] == measure.default_breakdown) & (rows["basis"] == basis)]
    shown = shown[shown["period_start"].isin(shown.loc[shown["value"].notna(), "period_start"])]
    order = shown.sort_values(["period_start", "period_end"])["period_label"].drop_duplicates()
    table = shown.pivot(index="area_code", columns="period_label", values="value")[order.tolist()]
    areas = shown.drop_duplicates("area_code")
    why = {code: _empty_words(each) for code, each in shown[shown["value"].isna()].groupby("area_code", sort=False)}
    return pd.DataFrame(
        {
            "Area": areas["name"].to_numpy(),
            "Area code": areas["area_code"].to_numpy(),
            "Level": areas["level"].map(LEVELS).to_numpy(),
            **{label: table.loc[areas["area_code"], label].to_numpy() for label in table.columns},
            "Status of empty cells": [why.get(code, "None is empty") for code in areas["area_code"]],
        }
    )


def _empty_words(rows: pd.DataFrame) -> str:
    """ "Not submitted: 2012/13, 2013/14. Partial: 2014/15"."""
    rows = rows.sort_values("period_start")
    reasons = rows["status"].map(numbers.STATUS_WORDS)
    return ". ".join(
        f"{reason}: {', '.join(_runs(rows['period_label'].tolist(), set(each)))}"
        for reason, each in rows["period_label"].groupby(reasons, sort=False)
    )


def _runs(ordered: list[str], chosen: set[str]) -> list[str]:
    """The periods chosen, in order."""
    return [label for label in ordered if label in chosen]


def _headed(store: Store, rows: pd.DataFrame, of: str, heads: Mapping[str, str]) -> pd.DataFrame:
    """The rows under their heads, after what they are of; columns that are empty throughout are left out where an
    empty column says nothing."""
    found = {**_lead(store, rows, of)}
    found["Breakdown"] = _each(store, rows, breakdown_words, "breakdown")
    found["Prices"] = _each(store, rows, prices_words, "basis")
    found |= {head: rows[name].to_numpy() for name, head in heads.items()}
    if of == AREA:
        found |= {"Measure id": rows["measure"].to_numpy()}
    found |= {"Breakdown id": rows["breakdown"].to_numpy()}
    frame = pd.DataFrame(found)
    empty = [head for head in NOT_IN_A_TABLE_OF_ONE if head in frame and _is_empty(frame[head])]
    if of == MEASURE and heads is not FIGURE_HEADS:
        empty += ["Level", "Breakdown id"]
    elif frame["Breakdown id"].eq("").all():
        empty.append("Breakdown id")
    return frame.drop(columns=empty)


def _is_empty(values: pd.Series) -> bool:
    return bool((values.isna() | values.eq("")).all())


def _lead(store: Store, rows: pd.DataFrame, of: str) -> dict[str, object]:
    if of == MEASURE:
        return {
            "Area": rows["name"].to_numpy(),
            "Area code": rows["area_code"].to_numpy(),
            "Level": rows["level"].map(LEVELS).to_numpy(),
        }
    return {
        "Measure": _each(store, rows, lambda measure: measure.name),
        "Theme": _each(store, rows, theme),
    }


def _each(store: Store, rows: pd.DataFrame, words: Callable[..., str], *columns: str) -> list[str]:
    """words(measure, *columns) for each row, worked once for each that differs."""
    keys = list(zip(rows["measure"], *(rows[name] for name in columns)))
    known = {key: words(store.measures[key[0]], *key[1:]) for key in dict.fromkeys(keys)}
    return [known[key] for key in keys]
