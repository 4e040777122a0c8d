"""One measure of one area over time, ready to draw: the chart, its sentences, and the same figure taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ijb import numbers, sentences
from ijb.charts import blocks, lines, status, svg
from ijb.comparators import Comparator
from ijb.store import Store
from ijb.views import about, parts, trend
from ijb.views.drawing import Drawing
from ijb.views.trend import Asked, Line


@dataclass(frozen=True)
class OverTime:
    """The line of an area and its drawing."""

    line: Line
    drawing: Drawing


def over_time(
    store: Store, asked: Asked, comparator: Comparator, theme: str, more: Sequence[str] = (), title: str = ""
) -> OverTime:
    """The area's line beside its comparator's and those of `more` areas, with limits, breaks and what is said of them.

    `title` takes the place of the finding. Without any figure to draw, what to do is said instead.
    """
    line = trend.line(store, asked)
    others = trend.others(store, asked, [*trend.compared(store, asked, comparator), *more], line)
    said = () if line.latest is not None else (blocks.paragraph(trend.nothing(line, others)),)
    heading, subtitle = title or line.title, trend.subtitle(asked, line, others)
    if line.latest is None and not others:
        return OverTime(line, Drawing(heading, subtitle, above=said))
    chart = lines.trend(
        line.frame,
        limits=trend.limits_drawn(line, others),
        breaks=trend.break_heads(asked.measure, line, others),
        others=others,
        unit=asked.unit,
        better_words=sentences.upward_direction(asked.measure),
        theme=theme,
        title=store.area(asked.area)["short_name"],
        fmt=numbers.axis_format(asked.measure),
    )
    below = (
        status.key_html(trend.marks_shown(line), None, trend.key_extras(line, others)),
        blocks.paragraph(trend.said(asked, line)),
        about.care_list(store, asked.area, [asked.measure]),
    )
    return OverTime(line, Drawing(heading, subtitle, chart, trend.alt(asked, line, others), said, below))


def taken_apart(store: Store, asked: Asked, stacked: bool, theme: str) -> Drawing | None:
    """The same figure by its parts, side by side or one on another; None where it has none."""
    pieces = parts.parts(store, asked)
    if pieces.empty:
        return None
    if stacked and parts.can_stack(asked):
        fmt = numbers.axis_format(asked.measure)
        chart = lines.stacked(pieces, parts.order(pieces), unit=asked.unit, theme=theme, fmt=fmt)
        return Drawing(parts.title(asked, pieces), parts.subtitle(asked), chart, parts.alt(asked, pieces))
    drawn = svg.small_multiples(parts.panels(pieces), parts.alt(asked, pieces), parts.tick_text(asked.measure))
    return Drawing(parts.title(asked, pieces), parts.subtitle(asked), above=(drawn,))
