"""Slides of one measure over time: its line beside others, and the same figure taken apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ijb import sentences
from ijb.charts.lines import trend_starts_at_zero
from ijb.measures import Measure
from ijb.slides.ask import Ask, CannotShow
from ijb.slides.pieces import notes, scale_of, values
from ijb.slides.slide import Line, Lines, Part, Point, Said, Slide, Stacks
from ijb.views import about, parts, trend
from ijb.views.trend import Asked

MOST_OTHERS = 2  # beside the own line and its comparator's, on a slide
ON_A_RULE = ("better", "worse")


def line_slide(ask: Ask, block: str, asked: Asked, more: Sequence[str] = (), title: str = "") -> Slide:
    """The slide of an area's line, with its limits, breaks and the rule that fired; `title` in place of the finding.

    Raises CannotShow where neither the area nor those beside it have a figure.
    """
    store = ask.store
    line = trend.line(store, asked)
    others = trend.others(store, asked, [*trend.compared(store, asked, ask.comparator), *more], line)
    if line.latest is None and not others:
        raise CannotShow(f"{line.title}.")
    figure = (asked.area, asked.breakdown, asked.basis, trend.latest_period(line)) if line.latest is not None else None
    cautions = about.with_care(store, asked.area, [asked.measure])
    subtitle = trend.subtitle(asked, line, others).replace("Shaded:", "Between the limits:")
    return Slide(
        block,
        title or line.title,
        f"{store.area(asked.area)['name']}. {subtitle}",
        chart=line_chart(store.area(asked.area)["short_name"], asked.measure, line, others),
        said=tuple(Said(words) for words in [trend.said(asked, line)] if words),
        alt=trend.alt(asked, line, others).replace(" The same figures are in the table below.", ""),
        area=store.area(asked.area)["name"],
        notes=notes(ask, [asked.measure], figure, cautions[0] if cautions else ""),
    )


def line_chart(name: str, measure: Measure, line: trend.Line, others: Mapping[str, pd.DataFrame]) -> Lines:
    """The chart of a line and those beside it, over the periods of all."""
    frames = {name: line.frame, **others}
    periods = pd.concat(frames.values()).drop_duplicates("period_start").sort_values("period_start")
    days = periods["period_start"].tolist()
    limits = trend.limits_drawn(line, dict(others))
    drawn = [_line(place, each, frame, days) for place, (each, frame) in enumerate(frames.items())]
    drawn += _limits(limits, days) if limits else []
    own = line.frame.set_index("period_start")
    fired = [
        Point(place, own["mark"][day].tone, own["mark"][day].words)
        for place, day in enumerate(days)
        if day in own.index and own["mark"][day] is not None and own["mark"][day].tone in ON_A_RULE
    ]
    return Lines(
        tuple(periods["period_label"].astype(str)),
        tuple(days),
        tuple(each for each in drawn if any(value is not None for value in each.values)),
        scale_of(measure),
        sentences.upward_direction(measure),
        tuple(fired),
        tuple(_breaks(measure, line, dict(others), days)),
        trend_starts_at_zero(line.frame, limits, dict(others)),
    )


def _line(place: int, name: str, frame: pd.DataFrame, days: Sequence) -> Line:
    at = frame.set_index("period_start")
    held = frame.dropna(subset=["value"])
    end = f"{name} {held['value_text'].iloc[-1]}" if len(held) else name
    tone = "own" if place == 0 else "scotland" if name == "Scotland" else "other"
    return Line(name, values(at["value"].reindex(days)), tone, end)


def _limits(limits: Mapping[str, object], days: Sequence) -> list[Line]:
    """The limits as lines over the periods that they are of."""
    inside = [limits["start"] <= day <= limits["end"] for day in days]
    words = {"upper": "Upper limit", "centre": "Its average", "lower": "Lower limit"}
    return [
        Line(said, tuple(limits[key] if held else None for held in inside), "limit", f"{said} {limits[f'{key}_text']}")
        for key, said in words.items()
        if limits.get(key) is not None
    ]


def _breaks(measure: Measure, line: trend.Line, others: dict[str, pd.DataFrame], days: Sequence) -> list:
    return [
        (sum(day < at for day in days), words)
        for at, words in trend.break_heads(measure, line, others)
        if days[0] < at <= days[-1]
    ]


def parts_slide(ask: Ask, block: str, asked: Asked, stacked: bool = False) -> Slide:
    """The slide of a figure taken apart: stacked where the parts add up, else a line each. Raises CannotShow."""
    store = ask.store
    pieces = parts.parts(store, asked)
    if pieces.empty:
        raise CannotShow(f"The parts of {asked.measure.short_name} are not held for {store.area(asked.area)['name']}.")
    order = parts.order(pieces)
    periods = pieces.drop_duplicates("period_start").sort_values("period_start")
    days, labels = periods["period_start"].tolist(), tuple(periods["period_label"].astype(str))
    each = {part: rows.set_index("period_start")["value"].reindex(days) for part, rows in pieces.groupby("part")}
    scale = scale_of(asked.measure)
    if stacked and parts.can_stack(asked):
        chart = Stacks(labels, tuple(Part(part, values(each[part])) for part in order), scale)
    else:
        ends = {part: figure for part, figure, _ in parts.panels(pieces)}
        drawn = tuple(Line(part, values(each[part]), "other", f"{part} {ends[part]}") for part in order)
        chart = Lines(labels, tuple(days), drawn, scale, sentences.upward_direction(asked.measure))
    return Slide(
        block,
        parts.title(asked, pieces),
        f"{store.area(asked.area)['name']}. {asked.measure.name}, {asked.unit}. {parts.subtitle(asked)}",
        chart=chart,
        alt=parts.alt(asked, pieces),
        area=store.area(asked.area)["name"],
        notes=notes(ask, [asked.measure], None, ""),
    )


def whole(ask: Ask, block: str) -> Slide:
    """The chart of the page Trend."""
    return line_slide(ask, block, _asked(ask), ask.areas(ask.measure(DEFAULT), MOST_OTHERS))


def taken_apart(ask: Ask, block: str) -> Slide:
    """The parts on the page Trend."""
    return parts_slide(ask, block, _asked(ask), ask.one_of("parts", ("apart", "stacked"), "apart") == "stacked")


DEFAULT = "delayed_beds_rate"


def _asked(ask: Ask) -> Asked:
    measure = ask.measure(DEFAULT)
    window = ask.one_of("window", ("recent", "all"), "recent")
    area = trend.area_for(ask.store, measure, ask.area)
    return Asked(measure, ask.breakdown(measure), ask.basis(measure), area, window)
