"""One measure over time for one area: its own line and those of others, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from ijb import labels, numbers, sentences
from ijb.charts.lines import trend_starts_at_zero
from ijb.charts.series import HOLLOW, Limits
from ijb.charts.status import Mark, direction_mark
from ijb.comparators import Comparator
from ijb.measures import Measure
from ijb.store import SCOTLAND, Period, Store
from ijb.views import in_doubt
from ijb.views.download import Download, file_name
from ijb.views.windows import windowed


@dataclass(frozen=True)
class Asked:
    """One measure of one area over time, as a reader asked for it."""

    measure: Measure
    breakdown: str
    basis: str
    area: str
    window: str

    @property
    def words(self) -> str:
        return labels.short_label(self.breakdown) if self.breakdown else ""

    @property
    def unit(self) -> str:
        return numbers.written_unit(self.measure, self.breakdown, self.basis)


@dataclass(frozen=True)
class Line:
    """One area's line, ready to draw, with what is said of it.

    frame: period_start, period_end, period_label, value, value_text, status, status_text, mark, rule, numerator,
    denominator; latest: the newest row with a figure, as the store gives it, or None; status: why there is none.
    """

    frame: pd.DataFrame
    title: str
    change: str
    latest: pd.Series | None
    limits: Limits | None
    status: str = ""


def area_for(store: Store, measure: Measure, area: str) -> str:
    """The area drawn: an integration authority's health board for a measure by board of treatment."""
    if measure.areas == "treatment" and store.area(area)["level"] == "ijb":
        return store.area(area)["health_board_code"]
    return area


def page_title(store: Store, asked: Asked) -> str:
    """ "Edinburgh: delayed discharge beds over time"."""
    name = sentences.mid_sentence(asked.measure.short_name)
    comma = "," if "," in name or ":" in name or name.endswith(" over") else ""
    return f"{store.area(asked.area)['name']}: {name}{comma} over time"


def line(store: Store, asked: Asked) -> Line:
    """The line of the area in its window; title and change speak of its newest figure."""
    measure = asked.measure
    whole = store.series(measure.id, asked.breakdown, asked.basis, [asked.area])
    series = windowed(measure, whole, asked.window)
    held, frame = series.dropna(subset=["value"]), drawn(measure, series)
    if held.empty:
        reason = numbers.STATUS_WORDS[whole["status"].iloc[-1]].lower() if len(whole) else "nothing is held"
        return Line(
            frame,
            f"{sentences.subject(measure, asked.words)}: no figure for {store.area(asked.area)['name']} ({reason})",
            "",
            None,
            None,
            whole["status"].iloc[-1] if len(whole) else "",
        )
    latest = held.iloc[-1]
    change, said = in_doubt.change(store, measure, whole, latest)
    return Line(
        frame,
        sentences.over_time(measure, latest, asked.words, change, asked.breakdown),
        said,
        latest,
        _limits(measure, held),
    )


def latest_period(line: Line) -> Period:
    """The period of the newest figure."""
    return Period(*line.latest[["period_start", "period_end", "period_label"]])


def compared(store: Store, asked: Asked, comparator: Comparator) -> list[str]:
    """The comparator's own line: its area, or Scotland where it is a median."""
    code = comparator.code or SCOTLAND
    return [] if code == asked.area else [code]


def others(store: Store, asked: Asked, areas: list[str], line: Line) -> dict[str, pd.DataFrame]:
    """The lines to compare with, by short name, over the periods of the own line (their own where it has none)."""
    lines, own = {}, line.frame["period_start"]
    for area in dict.fromkeys(areas):
        series = store.series(asked.measure.id, asked.breakdown, asked.basis, [area])
        series = windowed(asked.measure, series, asked.window if own.empty else "all")
        if len(own):
            series = series[(series["period_start"] >= own.min()) & (series["period_start"] <= own.max())]
        if area != asked.area and series["value"].notna().any():
            lines[store.area(area)["short_name"]] = drawn(asked.measure, series)
    return lines


def drawn(measure: Measure, series: pd.DataFrame) -> pd.DataFrame:
    """The columns of Line.frame."""
    words = series["status"].map(numbers.STATUS_WORDS)
    texts = [numbers.figure(measure, value) if pd.notna(value) else word for value, word in zip(series["value"], words)]
    marks = [
        direction_mark(point, measure.better, rule) if isinstance(point, str) else None
        for point, rule in zip(series["point_type"], series["rule"])
    ]
    frame = series.assign(value_text=texts, status_text=words, mark=pd.Series(marks, series.index, dtype="object"))
    return frame[
        [
            "period_start",
            "period_end",
            "period_label",
            "value",
            "value_text",
            "status",
            "status_text",
            "mark",
            "rule",
            "numerator",
            "denominator",
        ]
    ]


def _limits(measure: Measure, held: pd.DataFrame) -> Limits | None:
    tested = held.dropna(subset=["centre"])
    if tested.empty:
        return None
    last = tested.iloc[-1]
    same = tested[tested["centre"] == last["centre"]]
    low, high = (None if pd.isna(last[name]) else float(last[name]) for name in ("limit_low", "limit_high"))
    return Limits(
        centre=float(last["centre"]),
        lower=low,
        upper=high,
        centre_text=numbers.figure(measure, last["centre"]),
        lower_text=numbers.figure(measure, low),
        upper_text=numbers.figure(measure, high),
        start=same["period_start"].min(),
        end=same["period_start"].max(),
    )


def _breaks(measure: Measure, frame: pd.DataFrame) -> list:
    if frame.empty:
        return []
    first, last = frame["period_start"].min(), frame["period_start"].max()
    return [point for point in measure.breaks if first < point.at <= last]


def break_heads(measure: Measure, line: Line, others: dict[str, pd.DataFrame]) -> list[tuple[date, str]]:
    """The declared breaks inside the periods drawn, with the words at their heads."""
    drawn_periods = pd.concat([line.frame, *others.values()])
    return [(point.at, f"Break, {point.at:%B %Y}") for point in _breaks(measure, drawn_periods)]


def limits_drawn(line: Line, others: dict[str, pd.DataFrame]) -> Limits | None:
    """The limits, but not among several other lines: the reader is then comparing, and they would cross the names."""
    return line.limits if len(others) < 2 else None


def subtitle(asked: Asked, line: Line, others: dict[str, pd.DataFrame]) -> str:
    """What is measured, whose lines, and what the marks say."""
    said = [f"{asked.measure.name}, {asked.unit}."]
    if asked.measure.areas == "treatment":
        said.append("Counted by board of treatment, so a health board is shown.")
    if limits_drawn(line, others):
        said.append("Shaded: the range expected from the area’s own figures.")
    if others:
        said.append(f"Dashed: {sentences.in_list(list(others))}.")
    if line.latest is not None and not trend_starts_at_zero(line.frame, limits_drawn(line, others), others):
        said.append("The axis does not start at zero.")
    return " ".join([*said, sentences.direction(asked.measure)])


def nothing(line: Line, others: dict[str, pd.DataFrame]) -> str:
    """What to do where the area has no figure at all."""
    shown = f" {_whose(others)}" if others else ""
    if line.status == "not_applicable":
        return shown.strip()
    return f"Once a file with figures for this area is put in data/extracts, they are shown here.{shown}"


def _whose(others: dict[str, pd.DataFrame]) -> str:
    names = sentences.in_list(list(others))
    return f"The line shown is that of {names}." if len(others) == 1 else f"The lines shown are those of {names}."


def marks_shown(line: Line) -> list[Mark]:
    """The marks that occur, each once, for the key."""
    return list(dict.fromkeys(mark for mark in line.frame["mark"] if mark is not None))


def key_extras(line: Line, others: dict[str, pd.DataFrame]) -> list[tuple[str, str]]:
    """Key entries for hollow points and dashed lines."""
    hollow = line.frame.loc[line.frame["status"].isin(list(HOLLOW)) & line.frame["value"].notna(), "status_text"]
    words = sentences.in_list(sorted(word.lower() for word in hollow.unique()))
    return ([("hollow", words[:1].upper() + words[1:])] if words else []) + (
        [("dashed", next(iter(others)) if len(others) == 1 else "Compared with")] if others else []
    )


def said(asked: Asked, line: Line) -> str:
    """Under the chart: the change if the title does not give it, the rule, where it stands among the areas if it is
    apart from them, the breaks, the newest figure's status."""
    if line.latest is None:
        return ""
    told = sentences.mid_sentence(line.change).rstrip(".") in line.title
    latest = line.latest
    parts = ["" if told else line.change, sentences.rule_said(latest["rule"], latest["period_label"])]
    parts.append(
        sentences.standing_said(
            asked.measure, latest["level_rule"], latest["value"], latest["level_low"], latest["level_high"]
        )
    )
    parts += [f"Break in {point.at:%B %Y}: {point.why}" for point in _breaks(asked.measure, line.frame)]
    return " ".join(part for part in [*parts, status_said(asked.measure, latest)] if part)


def status_said(measure: Measure, latest: pd.Series) -> str:
    """Status of figure and denominator in words: "Published figure, estimated population."."""
    said, below = [_standing("figure", latest["status"])], latest["denominator_status"]
    if isinstance(below, str):
        said.append(_standing("population" if measure.denominator.startswith("population_") else "denominator", below))
    return f"{', '.join(said).capitalize()}."


def _standing(thing: str, status: str) -> str:
    """ "published figure", "figure worked out here"."""
    words = numbers.STATUS_WORDS[status].lower()
    return f"{thing} {words}" if status == "derived" else f"{words} {thing}"


def alt(asked: Asked, line: Line, others: dict[str, pd.DataFrame]) -> str:
    """The chart in words: its finding and extremes."""
    held = line.frame.dropna(subset=["value"])
    if held.empty:
        return f"{line.title}. {_whose(others)}" if others else f"{line.title}."
    said = [f"{line.title}."]
    if held["value_text"].nunique() > 1:
        places = held["value"].idxmax(), held["value"].idxmin()
        top, bottom = (_extreme(asked.measure, held, place) for place in places)
        first, last = held["period_label"].iloc[[0, -1]]
        said.append(f"From {first} to {last}, highest {top}, lowest {bottom}.")
    return " ".join([*said, "The same figures are in the table below."])


def _extreme(measure: Measure, held: pd.DataFrame, place: object) -> str:
    """ "100.0% in Oct 2024", or "100.0%, first in Oct 2024" where it is reached again."""
    row = held.loc[place]
    again = (held["value_text"] == row["value_text"]).sum() > 1
    return f"{row['value_text']}{', first' if again else ''} {sentences.when(measure, row['period_label'])}"


def download(store: Store, asked: Asked, line: Line) -> Download:
    """The area's own line, newest first, with what it is above it."""
    about = [("Area", f"{store.area(asked.area)['name']} ({asked.area})"), ("Unit", asked.unit)]
    about += [("Breakdown", asked.measure.breakdown_label(asked.breakdown))] if asked.breakdown else []
    heads = {
        "period_label": "Period",
        "period_start": "First day",
        "period_end": "Last day",
        "value": "Value",
        "numerator": "Numerator",
        "denominator": "Denominator",
        "rule": "Rule",
        "status_text": "Status",
    }
    drawn_heads = {"period_label": "Period", "value_text": "Figure", "rule": "Rule", "status_text": "Status"}
    if not line.frame["rule"].notna().any():
        heads, drawn_heads = (
            {name: words for name, words in each.items() if name != "rule"} for each in (heads, drawn_heads)
        )
    name = file_name(asked.measure.id, store.area(asked.area)["name"], asked.breakdown, asked.basis)
    return Download(name, line.frame.iloc[::-1], heads, about, drawn_heads)
