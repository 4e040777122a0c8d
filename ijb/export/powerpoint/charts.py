"""The charts of slides as charts of PowerPoint, and the words by which each is read."""

from __future__ import annotations

from datetime import datetime

from ijb.charts.axis import held
from ijb.export.powerpoint.bars import bars_chart, stacks_chart
from ijb.export.powerpoint.chart_xml import AXIS_SIZE, Drawn
from ijb.export.powerpoint.dots import dots_chart
from ijb.export.powerpoint.lines import lines_chart
from ijb.export.powerpoint.marks import ON_A_RULE, OWN, glyph
from ijb.export.powerpoint.place import Box
from ijb.export.powerpoint.scatter import scatter_chart
from ijb.export.powerpoint.text import Run, clean
from ijb.slides.slide import Bars, Chart, Dots, Lines, Scatter, Stacks

APART = "    "  # between two things in the key
DRAWERS = {
    Lines: lines_chart,
    Bars: bars_chart,
    Dots: dots_chart,
    Stacks: stacks_chart,
    Scatter: scatter_chart,
}


def drawn(chart: Chart, box: Box, built: datetime) -> Drawn:
    """A chart of PowerPoint for a box of the slide, in points. The chart holds a figure at least (`holds`)."""
    return DRAWERS[type(chart)](chart, box, built)


def holds(chart: Chart) -> bool:
    """Whether there is any figure to draw."""
    if isinstance(chart, Scatter):
        return bool(chart.spots)
    if isinstance(chart, (Bars, Dots)):
        return bool(held(row.value for row in chart.rows))
    series = chart.lines if isinstance(chart, Lines) else chart.parts
    return bool(held(value for each in series for value in each.values))


def key(chart: Chart) -> list[Run]:
    """How to read a chart, in a line: which way is better, and what each mark in it means."""
    parts: list[list[Run]] = []
    direction = getattr(chart, "direction", "")
    if isinstance(chart, Lines):
        kinds = dict.fromkeys((glyph(each.tone, direction), each.tone, clean(each.words)) for each in chart.points)
        parts += [[Run(mark, AXIS_SIZE, tone), Run(f" {words}", AXIS_SIZE, "soft")] for mark, tone, words in kinds]
    elif isinstance(chart, (Bars, Dots)):
        tones = {row.tone for row in chart.rows if not getattr(row, "own", False)}
        parts += [
            [Run(glyph(tone, direction), AXIS_SIZE, tone), Run(f" {tone}", AXIS_SIZE, "soft")]
            for tone in ON_A_RULE
            if tone in tones
        ]
    own = next(
        (each.name for each in getattr(chart, "rows", getattr(chart, "spots", ())) if getattr(each, "own", False)), ""
    )
    parts += [[Run(f"{OWN} {clean(own)}", AXIS_SIZE, "soft")]] if own else []
    if ranges := clean(getattr(chart, "range_words", "")):
        marks = [Run("●", AXIS_SIZE, "same"), Run("—", AXIS_SIZE, "range", True)]
        parts.append([*marks, Run(f" {ranges}", AXIS_SIZE, "soft")])
    parts += [[Run(clean(direction), AXIS_SIZE, "soft")]] if clean(direction) else []
    parts += [[Run(clean(chart.missing), AXIS_SIZE, "soft")]] if isinstance(chart, Dots) and chart.missing else []
    return [run for place, part in enumerate(parts) for run in ([Run(APART, AXIS_SIZE)] if place else []) + part]
