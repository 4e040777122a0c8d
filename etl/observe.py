"""What the build tells observe.sql about each measure."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from etl.loaders.base import STATUSES
from ijb import periods
from ijb.breakdowns import denominator, offered
from ijb.measures import Measure

SPEC = {
    "measure": "str",
    "numerator": "str",
    "shape": "str",
    "factor": "float64",
    "needs_denominator": "bool",
    "base_level": "str",
    "from_months": "bool",
    "treatment": "bool",
    "ijbs_only": "bool",
}
OFFER = {
    "measure": "str",
    "fact_breakdown": "str",
    "breakdown": "str",
    "denominator": "str",
    "denominator_breakdown": "str",
}
PUBLISH = {"measure": "str", "numerator": "str", "lower": "str", "upper": "str", "weight": "str", "shape": "str"}
BASE_LEVELS = ("council", "ijb", "health_board", "scotland")


@dataclass(frozen=True)
class Supplied:
    """What the facts hold of each quantity: its shapes, its levels of area and its breakdowns."""

    shapes: dict[str, set[str]]
    levels: dict[str, set[str]]
    breakdowns: dict[str, set[str]]


def plan(measures: dict[str, Measure], supplied: Supplied) -> dict[str, pd.DataFrame]:
    """The tables spec, offer, publish and status_rank of observe.sql, by name."""
    counted = [
        measure for measure in measures.values() if not measure.published_value and measure.numerator in supplied.shapes
    ]
    published = [measure for measure in measures.values() if measure.published_value]
    return {
        "spec": _frame([_spec(measure, supplied) for measure in counted], SPEC),
        "offer": _frame([row for measure in counted for row in _offers(measure, supplied)], OFFER),
        "publish": _frame([_publish(measure) for measure in published], PUBLISH),
        "status_rank": pd.DataFrame({"status": STATUSES, "rank": range(len(STATUSES))}),
    }


def shape(measure: Measure) -> str:
    """The shape of the facts that a measure's `period` asks for."""
    return "snapshot" if measure.period == "census_date" else measure.period


def ijbs_only(measure: Measure) -> bool:
    """Whether the measure is of integration joint boards alone, so that a lead agency has no figure."""
    return measure.source == "ijb_accounts"


def supplied(held: pd.DataFrame) -> Supplied:
    """From one row for each distinct quantity, level, breakdown, period_start and period_end."""
    days = held[["period_start", "period_end"]].drop_duplicates()
    shapes = {(start, end): periods.shape(start.date(), end.date()) for start, end in days.itertuples(index=False)}
    held = held.assign(shape=[shapes[pair] for pair in zip(held["period_start"], held["period_end"])])
    sets = {column: held.groupby("quantity")[column].agg(set).to_dict() for column in ("shape", "level", "breakdown")}
    return Supplied(sets["shape"], sets["level"], sets["breakdown"])


def labelled(observed: pd.DataFrame) -> pd.DataFrame:
    """Adds period_label and an empty basis."""
    days = observed[["period_start", "period_end"]].drop_duplicates()
    words = days.assign(
        period_label=[periods.label(start.date(), end.date()) for start, end in days.itertuples(index=False)], basis=""
    )
    return observed.merge(words, on=["period_start", "period_end"])


def not_supplied(measures: dict[str, Measure], observed: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """A row for every area of each measure that has no figure at all, at the last whole financial year by the newest
    period in the build; none where the build has no period at all."""
    shown = areas[areas["level"].isin(["scotland", "health_board", "ijb"])]
    held = set(observed["measure"].unique())
    newest = observed.loc[observed["value"].notna(), "period_end"].max()
    newest = observed["period_end"].max() if pd.isna(newest) else newest
    rows = [shown.assign(measure=name) for name in measures if name not in held]
    if not rows or pd.isna(newest):
        return pd.DataFrame(columns=observed.columns)
    start, end = periods.financial_year(newest.year - (1 if (newest.month, newest.day) >= (3, 31) else 2))
    empty = pd.concat(rows).rename(columns={"code": "area_code"})[["measure", "area_code", "level"]]
    return empty.assign(
        period_start=pd.Timestamp(start),
        period_end=pd.Timestamp(end),
        breakdown="",
        basis="",
        period_label=periods.label(start, end),
        status="not_supplied",
    )


def without_lead_agencies(observed: pd.DataFrame, measures: dict[str, Measure], areas: pd.DataFrame) -> pd.DataFrame:
    """Marks what is of integration joint boards alone as not applicable to a lead agency."""
    agencies = set(areas.loc[areas["model"] == "lead agency", "code"])
    apart = observed["area_code"].isin(agencies) & observed["measure"].isin(
        [name for name, measure in measures.items() if ijbs_only(measure)]
    )
    return observed.assign(status=observed["status"].mask(apart, "not_applicable"))


def _spec(measure: Measure, supplied: Supplied) -> dict[str, object]:
    shapes, levels = supplied.shapes[measure.numerator], supplied.levels[measure.numerator]
    return {
        "measure": measure.id,
        "numerator": measure.numerator,
        "shape": shape(measure),
        "factor": measure.per / measure.divide_by,
        "needs_denominator": measure.is_rate,
        "base_level": next((level for level in BASE_LEVELS if level in levels), "council"),
        "from_months": shape(measure) == "financial_year" and "financial_year" not in shapes,
        "treatment": measure.areas == "treatment",
        "ijbs_only": ijbs_only(measure),
    }


def _offers(measure: Measure, supplied: Supplied) -> list[dict[str, str]]:
    answers = {given: offered(measure, given) for given in sorted(supplied.breakdowns[measure.numerator])}
    return [
        {
            "measure": measure.id,
            "fact_breakdown": given,
            "breakdown": breakdown,
            **dict(zip(("denominator", "denominator_breakdown"), denominator(measure, breakdown))),
        }
        for given, breakdown in answers.items()
        if breakdown is not None
    ]


def _publish(measure: Measure) -> dict[str, str]:
    lower, upper = measure.interval or ("", "")
    return {
        "measure": measure.id,
        "numerator": measure.numerator,
        "lower": lower,
        "upper": upper,
        "weight": measure.weight,
        "shape": shape(measure),
    }


def _frame(rows: list[dict[str, object]], types: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(types)).astype(types)
