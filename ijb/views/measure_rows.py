"""A row a measure for one area: its newest figure, the comparator's, the change, the trend, the spread, the status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from ijb import compare, numbers, sentences
from ijb.address import href
from ijb.charts.markup import Html, element
from ijb.charts.spine import spine
from ijb.charts.status import Mark, status_html
from ijb.charts.table import cell_lines, link, phone_only
from ijb.comparators import Comparator
from ijb.measures import Measure
from ijb.store import SCOTLAND, Store
from ijb.views.areas import change_text, place_text, spark
from ijb.views.marking import direction_of, level_of

THEMES = {
    "flow": "Flow",
    "money": "Money",
    "need": "Need",
    "capacity": "Capacity",
    "outcomes": "Outcomes",
    "context": "Context",
}
ACCOUNTS = "IJB accounts"
YEARLY, LONG = ("financial_year", "census_date"), 5  # over how many years a second change is given, and of what
IN_DOUBT = "in doubt"
TREND_PERIODS = 36


@dataclass(frozen=True)
class Latest:
    """One measure at its default period: the area's own row, every area's figure by code, those of the 31, the
    comparator's with its status where that is an area's ('' else), the area's history as compare.Point, and the days
    whose figures are in doubt."""

    measure: Measure
    own: Mapping[str, object]
    values: Mapping[str, float]
    ijbs: Mapping[str, float]
    other: float | None
    other_status: str
    history: list[compare.Point]
    doubted: frozenset[date]

    def change(self, years: int | None = None) -> tuple[compare.Change | None, bool]:
        """The change on a year, or over `years`; and whether there is none because a figure is in doubt."""
        area, start = self.own["area_code"], self.own["period_start"]
        whole = compare.changes_of(self.measure, self.history, start, years).get(area)
        sure = [point for point in self.history if point[1] not in self.doubted]
        found = compare.changes_of(self.measure, sure, start, years).get(area)
        return found, found is None and whole is not None

    @property
    def held(self) -> list[compare.Point]:
        return [point for point in self.history if pd.notna(point[3])]

    @property
    def until_own(self) -> list[compare.Point]:
        """The history up to the figure shown: a file that runs on for other areas leaves no blank months here."""
        return [point for point in self.history if point[1] <= self.own["period_start"]]


def rows(
    store: Store,
    area: str,
    comparator: Comparator,
    choices: Mapping[str, str],
    only: Sequence[str] | None = None,
    basis: str | None = None,
) -> pd.DataFrame:
    """A row a measure in reading order, or in that of `only` (ids); money in `basis`, in real terms if that is None.

    area_code, measure, theme (words), name (HTML), latest (HTML), other, change, changes (HTML: the change, and of a
    yearly measure that over five years), moved (the change as a sentence), trend (HTML), spine (HTML), place, status
    (HTML), link (HTML: the name alone), unit, reason (the status), direction and level (marks), compared, distance
    (from Scotland in interquartile ranges), value, period ("in Aug 2025"), rule, level_rule, level_low, level_high,
    plain (the name in words), aside (what stands after the period: ", partial", " (5 of 12)"), other_standing.
    """
    name = store.area(area)["name"]
    found = {each.measure.id: each for each in _latest(store, area, comparator, basis)}
    shown = found if only is None else only
    return pd.DataFrame([_row(found[each], area, name, comparator, choices) for each in shown if each in found])


def theme(measure: Measure) -> str:
    """The words of the group a measure stands in."""
    return ACCOUNTS if measure.source == "ijb_accounts" else THEMES[measure.theme]


def _latest(store: Store, area: str, comparator: Comparator, basis: str | None) -> list[Latest]:
    of_measure, histories = defaultdict(list), defaultdict(list)
    every = store.everywhere(basis or "")
    wanted = _bases(store, every, basis)
    for row in every.to_dict("records"):
        if row["basis"] == wanted[row["measure"]]:
            of_measure[row["measure"]].append(row)
    for name, prices, start, label, value in store.histories(area).itertuples(index=False):
        if prices == wanted[name]:
            histories[name].append((area, start, label, value))
    shown = [each for each in store.measures.values() if each.id in of_measure and each.areas == "residence"]
    doubts = defaultdict(set)
    for row in store.doubted().itertuples():
        doubts[row.measure].update([row.period_start] if row.area_code == area else [])
    return [
        _of_measure(each, of_measure[each.id], histories[each.id], area, comparator, frozenset(doubts[each.id]))
        for each in shown
    ]


def _bases(store: Store, every: pd.DataFrame, basis: str | None) -> dict[str, str]:
    """The basis of each measure's rows: that asked for, or, where money has none in it, that in real terms."""
    held = set(zip(every["measure"], every["basis"]))
    return {
        name: basis if each.money and basis is not None and (name, basis) in held else store.real_basis(name)
        for name, each in store.measures.items()
    }


def _of_measure(
    measure: Measure, found: list, history: list, area: str, comparator: Comparator, doubted: frozenset[date]
) -> Latest:
    values = {row["area_code"]: row["value"] for row in found if pd.notna(row["value"])}
    ijbs = {row["area_code"]: row["value"] for row in found if row["level"] == "ijb" and pd.notna(row["value"])}
    own = next(row for row in found if row["area_code"] == area)
    other_status = next((row["status"] for row in found if row["area_code"] == comparator.code), "")
    return Latest(measure, own, values, ijbs, comparator.figure(values), other_status, history, doubted)


def _row(latest: Latest, area: str, name: str, comparator: Comparator, choices: Mapping[str, str]) -> dict[str, object]:
    measure, own = latest.measure, latest.own
    marks = {"direction": direction_of(measure, own), "level": level_of(measure, own)}
    mark = marks["direction"]
    change, doubt = latest.change()
    address = href("trend", choices, measure=measure.id, area=area)
    return {
        "area_code": area,
        "measure": measure.id,
        "theme": theme(measure),
        "plain": measure.short_name,
        "name": cell_lines(link(address, measure.short_name), _unit_line(latest)) + phone_only(status_html(mark)),
        "link": link(address, measure.short_name),
        "unit": numbers.written_unit(measure, own["breakdown"], own["basis"]),
        "reason": own["status"],
        "placed": sentences.place(measure, own),
        "members_in": own["members_in"],
        "members_of": own["members_of"],
        "latest": _latest_text(latest),
        "other": numbers.figure(measure, latest.other),
        "other_standing": numbers.standing(measure, latest.other_status),
        "aside": f"{numbers.standing(measure, own['status'])}{numbers.counted(measure, own)}",
        "change": IN_DOUBT if doubt else _change_text(measure, change),
        "moved": sentences.changed(measure, change) if change else "",
        "changes": _changes(latest, IN_DOUBT if doubt else _change_text(measure, change)),
        "place": place_text(own),
        **marks,
        "trend": spark(measure, latest.until_own[-TREND_PERIODS:], name, mark.tone),
        "spine": _spine(latest, area, _sentence(latest, name, comparator), comparator) + _level(marks["level"]),
        "status": status_html(mark),
        "compared": _compared(latest, comparator),
        "value": own["value"],
        "distance": _distance(latest),
        "period": sentences.when(measure, own["period_label"]),
        **{name: own[name] for name in ("rule", "level_rule", "level_low", "level_high")},
    }


def _level(level: Mark) -> Html:
    """Under the spine: where the area stands, if it is apart from the rest."""
    return status_html(level, short=True) if level.shape in ("up", "down") else Html("")


def _latest_text(latest: Latest) -> str:
    """The figure; or why there is none, with the last one held."""
    if pd.notna(latest.own["value"]):
        return numbers.figure(latest.measure, latest.own["value"])
    reason = numbers.STATUS_WORDS[latest.own["status"]]
    if not latest.held:
        return cell_lines(numbers.BLANK, reason)
    _, _, label, value = latest.held[-1]
    last = f"{numbers.figure(latest.measure, value)} {sentences.when(latest.measure, label)}"
    return cell_lines(numbers.BLANK, f"{reason}; {last}")


def _change_text(measure: Measure, change: compare.Change | None) -> str:
    """The change, and over how many years where it is not one: "−2.5 in 2 years"."""
    text = change_text(measure, change)
    years = measure.change_years
    return f"{text} in {years} years" if change and not change.broken and years > 1 else text


def _changes(latest: Latest, text: str) -> Html:
    """The change, and under it that over five years where the measure is yearly and holds both figures."""
    measure = latest.measure
    if measure.period not in YEARLY or pd.isna(latest.own["value"]):
        return element("span", text)
    long, doubt = latest.change(LONG)
    if doubt:
        return cell_lines(text, f"{IN_DOUBT} over five years")
    if long is None or long.broken:
        return element("span", text)
    return cell_lines(text, f"{numbers.difference(measure, long.difference)} in five years")


def _unit_line(latest: Latest) -> str:
    measure, own = latest.measure, latest.own
    indicator = f" · {measure.indicator}" if measure.indicator else ""
    unit = numbers.written_unit(measure, own["breakdown"], own["basis"])
    doubt = f", {IN_DOUBT}" if own["period_start"] in latest.doubted else ""
    return f"{unit}, {own['period_label']}{numbers.standing(measure, own['status'])}{doubt}{indicator}"


def _spine(latest: Latest, area: str, sentence: str, comparator: Comparator) -> Html | str:
    if len(latest.ijbs) < 2:
        return ""
    scotland = latest.values.get(SCOTLAND)
    return spine(latest.ijbs, area, scotland, latest.measure.better, sentence, comparator.members)


def _sentence(latest: Latest, name: str, comparator: Comparator) -> str:
    measure, own = latest.measure, latest.own
    if pd.isna(own["value"]):
        reason = numbers.STATUS_WORDS[own["status"]].lower()
        return f"{measure.short_name}: {reason} for {name} {sentences.when(measure, own['period_label'])}."
    said = f"{measure.short_name}: {name} {numbers.figure(measure, own['value'])}"
    compared = _compared(latest, comparator)
    said += f", {compared[:1].lower()}{compared[1:]}." if compared else "."
    if len(latest.ijbs) < 2:
        return said
    low, high = (numbers.figure(measure, value) for value in (min(latest.ijbs.values()), max(latest.ijbs.values())))
    return f"{said} The {len(latest.ijbs)} areas with a figure run from {low} to {high}."


def _compared(latest: Latest, comparator: Comparator) -> str:
    """ "16.5 below Scotland (43.2)", "… (88.2%, partial)"; '' where there is nothing to compare."""
    own = latest.own
    if pd.isna(own["value"]) or latest.other is None or comparator.code == own["area_code"]:
        return ""
    said = sentences.against(latest.measure, own["value"], latest.other, comparator.name)
    marked = numbers.standing(latest.measure, latest.other_status)
    said = f"{said.removesuffix(')')}{marked})" if marked and said.endswith(")") else f"{said}{marked}"
    return said[:1].upper() + said[1:]


def _distance(latest: Latest) -> float:
    """How far the area is from Scotland, in interquartile ranges of the 31."""
    scotland = latest.values.get(SCOTLAND)
    if scotland is None or pd.isna(latest.own["value"]) or len(latest.ijbs) < 2:
        return 0.0
    first, third = np.quantile(list(latest.ijbs.values()), [0.25, 0.75])
    return float(abs(latest.own["value"] - scotland) / (third - first)) if third > first else 0.0
