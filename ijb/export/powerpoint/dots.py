"""Areas in order of a figure, a dot each, as a scatter chart of PowerPoint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ijb.export.powerpoint import chart_xml as xml
from ijb.export.powerpoint.grid import Column, Grid
from ijb.export.powerpoint.marks import ON_A_RULE, UP, glyph
from ijb.export.powerpoint.place import Box, Ends, apart, axis_scale, ends
from ijb.export.powerpoint.text import LINE, Run, clean, cut, width
from ijb.export.powerpoint.xml import Element, made
from ijb.slides.slide import Dot, Dots

LONGEST_NAME = 34
ROOM = 26  # points to the right of the furthest figure, where lines lead to the names
POSITION = "Position, first at the top"


def scatter(series: Sequence[Element]) -> Element:
    """Series of points, the longest first, then in their order, and so numbered.

    LibreOffice takes the room for all figures from the first series.
    """
    longest = max(series, key=lambda each: int(each.xpath("c:xVal//c:ptCount/@val")[0]))
    series = [longest, *(each for each in series if each is not longest)]
    return made(
        "c:scatterChart",
        made("c:scatterStyle", val="lineMarker"),
        made("c:varyColors", val=False),
        xml.numbered(series),
        made("c:axId", val=xml.ACROSS),
        made("c:axId", val=xml.UPWARD),
    )


def points(x: Column, y: Column, look: Element, mark: Element, *more: object) -> Element:
    """A series of points without its number, called as the head of `y`; more: points of another look, labels."""
    x_values, y_values = x.numbers("c:xVal"), y.numbers("c:yVal")
    return made("c:ser", y.name(), look, mark, *more, x_values, y_values, made("c:smooth", val=False))


def dots_chart(chart: Dots, box: Box, built: datetime) -> xml.Drawn:
    """The dots in a box of the slide: the own a dark diamond, named areas with their names at the right."""
    rows = chart.rows
    values = [each for row in rows for each in (row.value, row.low, row.high)] + [chart.line[0] if chart.line else None]
    reach = ends(values, chart.from_zero)
    scale = axis_scale(chart.scale, reach.step)
    named = [place for place, row in enumerate(rows) if row.named or row.own]
    right = max((width(_words(rows[place]), xml.LABEL_SIZE, rows[place].own) for place in named), default=0) + 14
    plot = box.inside(12, 28 if chart.line else 6, right, 32)
    wide = (reach.high - reach.low) * plot.width / max(plot.width - ROOM, 20)
    across = Ends(reach.low, reach.low + wide, reach.step)
    grid = Grid()
    grid.add("Area", [row.name for row in rows])
    x = grid.add("Figure", [row.value for row in rows], chart.scale.excel)
    y = grid.add(POSITION, list(range(1, len(rows) + 1)))
    size = max(5, min(10, int(plot.height / max(len(rows), 1) * 0.85)))
    special = {place: xml.marker() for place, row in enumerate(rows) if row.tone in ON_A_RULE}
    special |= {place: xml.marker("diamond", 15, "own") for place, row in enumerate(rows) if row.own}
    apart_from_rest = [xml.point(place, mark) for place, mark in sorted(special.items())]
    series = [
        *_ranges(rows, grid),
        *_scotland(chart, grid),
        *_names(chart, named, grid, across, plot),
        points(x, y, xml.line_look(""), xml.marker("circle", size, "same"), apart_from_rest),
        *_fired(chart, grid, x, size),
    ]
    axes = [
        xml.value_axis(
            xml.ACROSS, "b", across, scale.excel, crosses="max", between="midCat", edge="same", words="nextTo"
        ),
        xml.value_axis(
            xml.UPWARD, "l", (0.5, len(rows) + 0.5), grid=False, deleted=True, turned=True, between="midCat"
        ),
    ]
    return xml.Drawn(xml.space(box, plot, scatter(series), *axes), grid, built)


def _words(row: Dot) -> str:
    return f"{cut(clean(row.name), LONGEST_NAME)} {clean(row.words)}".strip()


def _ranges(rows: Sequence[Dot], grid: Grid) -> list[Element]:
    """The range behind each dot, as a thin line: its two ends, and a gap before the next."""
    held = [(place, row) for place, row in enumerate(rows, start=1) if row.low is not None and row.high is not None]
    if not held:
        return []
    grid.add("Range of", [each for _, row in held for each in (row.name, row.name, None)][:-1])
    x = grid.add("Range, from and to", [each for _, row in held for each in (row.low, row.high, None)][:-1])
    y = grid.add("Range, position", [each for place, _ in held for each in (place, place, None)][:-1])
    return [points(x, y, xml.line_look("range", 2), xml.marker())]


def _scotland(chart: Dots, grid: Grid) -> list[Element]:
    """The dashed line at Scotland's figure, with its words at its head."""
    if not chart.line:
        return []
    value, words = chart.line
    x = grid.add("Scotland", [value, value], chart.scale.excel)
    y = grid.add("Scotland, from and to", [0.5, len(chart.rows) + 0.5])
    head = xml.label(0, "t", Run("", xml.LABEL_SIZE, "soft"), lines=[clean(words)])
    return [points(x, y, xml.line_look("same", 2, "dash"), xml.marker(), xml.labels([head]))]


def _names(chart: Dots, named: Sequence[int], grid: Grid, across: Ends, plot: Box) -> list[Element]:
    """Thin lines from the named dots to the right, where the names stand clear of each other."""
    if not named:
        return []
    tall = plot.height / len(chart.rows)
    heights = [xml.LABEL_SIZE * LINE + 1] * len(named)
    stands = apart([(place + 0.5) * tall for place in named], heights, 0, plot.height)
    edge = across.high - (across.high - across.low) * 1e-4  # a point at the very end may not be drawn
    bend = across.high - (across.high - across.low) * (ROOM - 8) / plot.width
    xs: list[float | None] = []
    ys: list[float | None] = []
    said, whose = [], []
    for number, (place, stand) in enumerate(zip(named, stands)):
        row = chart.rows[place]
        start = max(row.high if row.high is not None else row.value, row.value)
        xs += [start, max(bend, start), edge, None]
        ys += [place + 1, place + 1, stand / tall + 0.5, None]
        whose += [row.name, row.name, row.name, None]
        run = Run("", xml.LABEL_SIZE, "own" if row.own else "ink", row.own)
        said.append(xml.label(number * 4 + 2, "r", run, lines=[_words(row)]))
    grid.add("Named area", whose[:-1])
    x, y = grid.add("Line to the name, across", xs[:-1]), grid.add("Line to the name, position", ys[:-1])
    return [points(x, y, xml.line_look("range", 0.75), xml.marker(), xml.labels(said))]


def _fired(chart: Dots, grid: Grid, x: Column, size: int) -> list[Element]:
    """A series of the areas on which a rule has fired, for each colour."""
    found = []
    for tone in ON_A_RULE:
        places = [place for place, row in enumerate(chart.rows) if row.tone == tone and not row.own]
        if places:
            mark = glyph(tone, chart.direction)
            y = grid.add(
                f"{mark} {tone.capitalize()}", [at + 1 if at in places else None for at in range(len(chart.rows))]
            )
            found.append(fired(x, y, mark, tone, places, size + 3))
    return found


def fired(x: Column, y: Column, mark: str, tone: str, places: Sequence[int], size: int) -> Element:
    """The points on which a rule has fired: a triangle upward as a mark, downward, which is none of PowerPoint's marks,
    as a label."""
    if mark == UP:
        return points(x, y, xml.line_look(""), xml.marker("triangle", size, tone))
    hidden = xml.marker("circle", max(size - 4, 3), tone)
    run = Run("", size + 3, tone)
    return points(
        x, y, xml.line_look(""), hidden, xml.labels([xml.label(place, "ctr", run, lines=[mark]) for place in places])
    )
