"""Bars and stacked columns as bar charts of PowerPoint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ijb.charts.tokens import PART_SHADES
from ijb.export.powerpoint import chart_xml as xml
from ijb.export.powerpoint.grid import Grid
from ijb.export.powerpoint.marks import ON_A_RULE, OWN, glyph
from ijb.export.powerpoint.periods import periods
from ijb.export.powerpoint.place import Box, Ends, apart, axis_scale, ends
from ijb.export.powerpoint.text import LINE, Run, clean, cut, kept, width, wrapped
from ijb.export.powerpoint.xml import Element, line, made
from ijb.slides.slide import Bar, Bars, Part, Stacks

WIDEST_NAME = 400  # points
NAME_SIZES = (xml.LABEL_SIZE, xml.AXIS_SIZE)
WIDEST_PART = 215
COLOURS = {"own": "own", "scotland": "same", "better": "better", "worse": "worse"}


def bars_chart(chart: Bars, box: Box, built: datetime) -> xml.Drawn:
    """The bars in a box of the slide, the first row on top, each with its figure at its end."""
    grid, rows = Grid(), chart.rows
    size, names = _names(rows)
    named = grid.add("Name", names)
    column = grid.add("Figure", [row.value for row in rows], chart.scale.excel)
    said = [_said(row, chart) for row in rows]
    wide = [(row.value or 0, width(words, xml.LABEL_SIZE, True)) for row, words in zip(rows, said)]
    over = max((each for value, each in wide if value >= 0), default=0)
    under = max((each for value, each in wide if value < 0), default=0)
    left = max(width(name, size) for name in names) + 14
    plot = box.inside(left, 4, 4, 8)
    reach = _reach(rows, min(over / plot.width, 0.5), min(under / plot.width, 0.3))
    labels = [
        _label(place, row, words, chart) for place, (row, words) in enumerate(zip(rows, said)) if row.value is not None
    ]
    series = made(
        "c:ser",
        made("c:idx", val=0),
        made("c:order", val=0),
        column.name(),
        xml.shape_look("range"),
        made("c:invertIfNegative", val=False),
        [
            xml.point(place, None, xml.shape_look(COLOURS[row.tone]), bar=True)
            for place, row in enumerate(rows)
            if row.tone in COLOURS
        ],
        xml.labels(labels),
        named.texts("c:cat"),
        column.numbers("c:val"),
    )
    axis = xml.category_axis("l", 1, turned=True, size=size, colour="ink")
    across = xml.value_axis(xml.UPWARD, "b", reach, chart.scale.excel, grid=False, deleted=True)
    return xml.Drawn(
        xml.space(box, plot, _bar_chart("bar", "clustered", [series], 45), axis, across),
        grid,
        built,
        _without(chart, plot, reach),
    )


def _reach(rows: Sequence[Bar], over: float, under: float) -> Ends:
    """From the lowest figure, or nought, to the highest, with room at either end for words of these shares."""
    low = min(0.0, *(row.value for row in rows if row.value is not None))
    high = max(0.0, *(row.value for row in rows if row.value is not None))
    whole = ((high - low) or 1.0) / (1 - over - under - 0.03)
    return Ends(low - whole * (under + 0.01 if under else 0), high + whole * (over + 0.02), whole)


def _names(rows: Sequence[Bar]) -> tuple[float, list[str]]:
    """The size at which the names stand on a line each, and the names, the own marked, none too wide."""
    whole = [f"{OWN} {clean(row.name)}" if row.tone == "own" else clean(row.name) for row in rows]
    size = next(
        (each for each in NAME_SIZES if max(width(name, each) for name in whole) <= WIDEST_NAME), NAME_SIZES[-1]
    )
    return size, [kept(name, WIDEST_NAME, size, 1) for name in whole]


def _said(row: Bar, chart: Bars) -> str:
    """The figure at the end of a bar, after the mark of a rule that has fired."""
    words = clean(row.words) or (chart.scale.text(row.value) if row.value is not None else "")
    return f"{glyph(row.tone, chart.direction)} {words}" if row.tone in ON_A_RULE else words


def _label(place: int, row: Bar, words: str, chart: Bars) -> Element:
    run = Run("", xml.LABEL_SIZE, row.tone if row.tone in ON_A_RULE else "ink", row.tone == "own")
    if words == chart.scale.text(row.value):
        return xml.label(place, "outEnd", run, ("showVal",), chart.scale.excel)
    return xml.label(place, "outEnd", run, lines=[words])


def _without(chart: Bars, plot: Box, reach: Ends) -> tuple[xml.Note, ...]:
    """Why a row has no bar, where it would start."""
    start, tall = plot.left + plot.width * reach.share(0), plot.height / max(len(chart.rows), 1)
    return tuple(
        xml.Note(
            Box(start + 4, plot.top + tall * place, plot.right - start - 4, tall),
            (Run(clean(row.words) or "No figure", xml.LABEL_SIZE, "soft"),),
        )
        for place, row in enumerate(chart.rows)
        if row.value is None
    )


def _bar_chart(way: str, grouping: str, series: Sequence[Element], gap: int) -> Element:
    return made(
        "c:barChart",
        made("c:barDir", val=way),
        made("c:grouping", val=grouping),
        made("c:varyColors", val=False),
        list(series),
        made("c:gapWidth", val=gap),
        made("c:overlap", val=100) if grouping == "stacked" else None,
        made("c:axId", val=xml.ACROSS),
        made("c:axId", val=xml.UPWARD),
    )


def stacks_chart(chart: Stacks, box: Box, built: datetime) -> xml.Drawn:
    """The columns in a box of the slide, each part named beside the last column."""
    reach = ends([each for place in range(len(chart.periods)) for each in _heights(chart, place)], True)
    scale = axis_scale(chart.scale, reach.step)
    left = max(width(scale.text(value), xml.AXIS_SIZE) for value in reach.ticks) + 14
    said = {place: _lines_of(part, chart) for place, part in enumerate(chart.parts)}
    right = max((width(words, xml.LABEL_SIZE) for lines in said.values() for words in lines), default=20) + 34
    over = periods(chart.periods, box.inside(left, 0, right, 0).width)
    plot = box.inside(left, 10, right, over.below)
    grid = Grid()
    first = over.column(grid)
    series = [
        made(
            "c:ser",
            made("c:idx", val=place),
            made("c:order", val=place),
            (column := grid.add(part.name, part.values, chart.scale.excel)).name(),
            made("c:spPr", *_shade(place)),
            made("c:invertIfNegative", val=False),
            over.categories(first),
            column.numbers("c:val"),
        )
        for place, part in enumerate(chart.parts)
    ]
    upward = xml.value_axis(xml.UPWARD, "l", reach, scale.excel)
    notes, rules = _named(chart, said, reach, plot, box)
    return xml.Drawn(
        xml.space(box, plot, _bar_chart("col", "stacked", series, 30), over.axis(), upward), grid, built, notes, rules
    )


def _shade(place: int) -> list[Element]:
    shades = PART_SHADES["light"]
    look = xml.shape_look(shades[place % len(shades)], line("background", 0.75))
    return list(look)


def _lines_of(part: Part, chart: Stacks) -> list[str]:
    """The words beside a part: its name, and its figure of the last period."""
    last = part.values[-1] if part.values else None
    words = clean(part.name) + (f" {chart.scale.text(last)}" if last is not None else "")
    return wrapped(cut(words, 80), WIDEST_PART, xml.LABEL_SIZE)[:3]


def _heights(chart: Stacks, place: int) -> tuple[float, float]:
    """How far the column of a period reaches below and above nought."""
    values = [part.values[place] or 0 for part in chart.parts]
    return sum(min(value, 0) for value in values), sum(max(value, 0) for value in values)


def _named(
    chart: Stacks, said: dict[int, list[str]], reach: Ends, plot: Box, box: Box
) -> tuple[tuple[xml.Note, ...], tuple[xml.Rule, ...]]:
    """The words of each part to the right of the last column, and a thin line to the part each speaks of."""
    above, below, middles = 0.0, 0.0, []
    for part in chart.parts:
        value = (part.values[-1] if part.values else None) or 0
        start = above if value >= 0 else below
        middles.append(plot.bottom - plot.height * reach.share(start + value / 2))
        above, below = (above + value, below) if value >= 0 else (above, below + value)
    heights = [len(said[place]) * xml.LABEL_SIZE * LINE + 3 for place in range(len(chart.parts))]
    stands = apart(middles, heights, box.top, box.bottom)
    notes, rules = [], []
    for place, (middle, stand, tall) in enumerate(zip(middles, stands, heights)):
        run = Run(" ".join(said[place]), xml.LABEL_SIZE, "ink")
        notes.append(xml.Note(Box(plot.right + 22, stand - tall / 2, box.right - plot.right - 22, tall), (run,)))
        edge = plot.right - plot.width / max(len(chart.periods), 1) * 0.12
        rules.append(xml.Rule((edge, plot.right + 20), (middle, stand), "range", 1))
    return tuple(notes), tuple(rules)
