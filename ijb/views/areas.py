"""The areas side by side for one measure and period: what Compare and the maps draw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ijb import compare, labels, numbers
from ijb.address import href
from ijb.charts.markup import Html
from ijb.charts.status import status_html
from ijb.charts.svg import sparkline
from ijb.charts.table import cell_lines
from ijb.comparators import Comparator
from ijb.measures import Measure
from ijb.store import SCOTLAND, Period, Store
from ijb.views.marking import marked, usual

TREND_PERIODS = 24
ALL_AREAS = 31
BY_LIMITS = {
    "funnel": "Range that chance and usual differences allow an area of its size (99.8%)",
    "interval": "95% interval",
}


@dataclass(frozen=True)
class Question:
    """One measure in one breakdown, basis and period, as a reader asked for it; colour: the question its colours
    answer, '' for the usual one."""

    measure: Measure
    breakdown: str
    basis: str
    period: Period
    colour: str = ""

    @property
    def answers(self) -> str:
        """level or direction."""
        return self.colour or usual(self.measure)

    def coloured(self, colour: str) -> Question:
        """The same question, its colours answering `colour`."""
        return replace(self, colour=colour)

    @property
    def level(self) -> str:
        """Whose figures stand side by side: the health board areas for measures by board of treatment."""
        return "health_board" if self.measure.areas == "treatment" else "ijb"

    @property
    def words(self) -> str:
        """What breakdown it is of; '' for the whole."""
        return labels.short_label(self.breakdown) if self.breakdown else ""

    @property
    def unit(self) -> str:
        return numbers.written_unit(self.measure, self.breakdown, self.basis)


def rows(
    store: Store, question: Question, own: str, comparator: Comparator, choices: Mapping[str, str]
) -> pd.DataFrame:
    """One row an area, best first (highest first where neither end is better), those without a figure last.

    Columns for the charts: area_code, name, short_name, abbr, tile_row, tile_col, value, value_text, reason, low,
    high, low_text, high_text, mark, own, peer, href; and for the table: level and direction (marks), against_text,
    change_text, place_text, place_cell, spark, board_name, other (the comparator's figure), status, status_text,
    numerator, denominator, rank, rank_low, rank_high, of, and the columns of both tests.
    """
    measure = question.measure
    every = store.snapshot(measure.id, question.breakdown, question.basis, question.period)
    history = store.history(measure.id, question.breakdown, question.basis)
    shown = every[every["level"] == question.level]
    frame = shown.merge(_behind(question, shown, history), on="area_code", how="left")
    frame = frame.sort_values(["value", "name"], ascending=[measure.better == "lower", True], na_position="last")
    shown_own = store.area(own)["health_board_code"] if question.level == "health_board" else own
    frame = _described(store, question, frame.reset_index(drop=True)).assign(
        own=lambda rows: rows["area_code"] == shown_own,
        peer=lambda rows: rows["area_code"].isin(comparator.members),
        spark=lambda rows: sparks(measure, history, question.period, rows),
    )
    other = comparator.value(every)
    changes = compare.changes(measure, history, question.period.start)
    page = "ijb" if question.level == "ijb" else "trend"
    other = float("nan") if other is None else other
    return frame.assign(
        other=other,
        against_text=[numbers.difference(measure, value - other) for value in frame["value"]],
        change_text=[change_text(measure, changes.get(code)) for code in frame["area_code"]],
        href=[href(page, choices, area=code) for code in frame["area_code"]],
    )


def _behind(question: Question, shown: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """area_code, low, high: the line behind each dot, as `range_words` says."""
    if question.measure.chart_method in BY_LIMITS:
        limits = shown[["area_code", "level_low", "level_high"]].dropna()
        return limits.set_axis(["area_code", "low", "high"], axis=1)
    periods = compare.range_periods(question.measure.period)
    return compare.ranges(history, question.period.start, periods)


def _described(store: Store, question: Question, frame: pd.DataFrame) -> pd.DataFrame:
    """The columns that put an area's own row into words: reason, the texts, mark, board_name, status_text."""
    measure = question.measure
    words = frame["status"].map(numbers.STATUS_WORDS)
    figures = {name: [numbers.figure(measure, value) for value in frame[name]] for name in ("value", "low", "high")}
    frame = marked(measure, frame, question.answers)
    return frame.assign(
        status_text=words,
        reason=words.where(frame["value"].isna(), ""),
        value_text=pd.Series(figures["value"], frame.index, dtype="str").where(frame["value"].notna(), words),
        low_text=figures["low"],
        high_text=figures["high"],
        place_text=[place_text(row) for row in frame.to_dict("records")],
        place_cell=[place_cell(row) for row in frame.to_dict("records")],
        board_name=frame["health_board_code"].map(store.areas.set_index("code")["name"]),
    )


def default_question(store: Store, measure: Measure, colour: str = "") -> Question | None:
    """The measure as a reader first meets it: newest period that most areas have, money in real terms."""
    period = store.default_period(measure.id, measure.default_breakdown)
    basis = store.real_basis(measure.id)
    return None if period is None else Question(measure, measure.default_breakdown, basis, period, colour)


def scotland_row(store: Store, question: Question) -> dict[str, object]:
    """Scotland's row of the table, with the same text columns."""
    measure = question.measure
    every = store.snapshot(measure.id, question.breakdown, question.basis, question.period)
    history = store.history(measure.id, question.breakdown, question.basis)
    row = every[every["area_code"] == SCOTLAND].iloc[0].to_dict()
    changes = compare.changes(measure, history, question.period.start)
    reason = numbers.STATUS_WORDS[row["status"]]
    row |= marked(measure, pd.DataFrame([row]), question.answers)[["direction", "level", "mark"]].iloc[0].to_dict()
    return row | {
        "value_text": numbers.figure(measure, row["value"]) if pd.notna(row["value"]) else reason,
        "against_text": numbers.BLANK,
        "place_text": numbers.BLANK,
        "place_cell": numbers.BLANK,
        "own": False,
        "href": "",
        "change_text": change_text(measure, changes.get(SCOTLAND)),
        "status_text": reason,
        "spark": sparks(measure, history, question.period, pd.DataFrame([row]))[0],
    }


def change_text(measure: Measure, change: compare.Change | None) -> str:
    """The cell of a change: signed, "break" where one lies between, a dash where a figure is missing."""
    if change is None:
        return numbers.BLANK
    return "break" if change.broken else numbers.difference(measure, change.difference)


def place_text(row: Mapping[str, object]) -> str:
    """The cell of a position and its range: "9 (8–20)"; "9 of 28 (8–20)" where not all of the 31 have one."""
    if pd.isna(row["rank"]):
        return numbers.BLANK
    place = f"{int(row['rank'])}" if int(row["of"]) == ALL_AREAS else f"{int(row['rank'])} of {int(row['of'])}"
    return place if pd.isna(row["rank_low"]) else f"{place} ({int(row['rank_low'])}–{int(row['rank_high'])})"


def place_cell(row: Mapping[str, object]) -> Html | str:
    """The position and its range, and under it where the area stands, if it is apart from the rest."""
    fired = row["level"].shape in ("up", "down")
    return cell_lines(place_text(row), status_html(row["level"], short=True)) if fired else place_text(row)


def sparks(measure: Measure, history: pd.DataFrame, period: Period, shown: pd.DataFrame) -> list[str]:
    """A small trend for each of the areas shown, over the last periods up to this one."""
    days = set(sorted(day for day in history["period_start"].unique() if day <= period.start)[-TREND_PERIODS:])
    points = defaultdict(list)
    for point in zip(*(history[name] for name in compare.HISTORY)):
        if point[1] in days:
            points[point[0]].append(point)
    return [
        spark(measure, points[row["area_code"]], row["name"], row["direction"].tone) for row in shown.to_dict("records")
    ]


def spark(measure: Measure, points: Sequence[compare.Point], name: str, tone: str) -> Html | str:
    """One area's small trend from its first figure, its last point in a tone; '' where fewer than two are held."""
    held = [point for point in points if pd.notna(point[3])]
    if len(held) < 2:
        return ""
    (_, start, first, low), (_, _, last, high) = held[0], held[-1]
    alt = f"{name}, {first} to {last}: from {numbers.figure(measure, low)} to {numbers.figure(measure, high)}"
    values = [None if pd.isna(value) else float(value) for _, day, _, value in points if day >= start]
    return sparkline(values, alt, tone=tone if tone in ("better", "worse") else "same")


def trend_head(measure: Measure) -> str:
    """The head of the column of small trends."""
    return {"month": f"Last {TREND_PERIODS} months", "quarter": f"Last {TREND_PERIODS} quarters"}.get(
        measure.period, "Over time"
    )


def year_head(measure: Measure) -> str:
    """The head of the column of changes: what "a year ago" is for this measure."""
    return {1: "On a year ago", 2: "On two years ago", 3: "On three years ago"}[measure.change_years]


def range_words(measure: Measure) -> str:
    """Over what the line behind a dot runs."""
    if measure.chart_method in BY_LIMITS:
        return BY_LIMITS[measure.chart_method]
    return {"month": "Range over the last 12 months", "quarter": "Range over the last four quarters"}.get(
        measure.period, "Range of the last three figures"
    )
