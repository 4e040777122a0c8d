"""Lines over time as a line chart of PowerPoint."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ijb.export.powerpoint import chart_xml as xml
from ijb.export.powerpoint.grid import Column, Grid
from ijb.export.powerpoint.line_ends import LEAD, NEAR, End, Stand, stands
from ijb.export.powerpoint.marks import UP, glyph
from ijb.export.powerpoint.periods import periods
from ijb.export.powerpoint.place import Box, axis_scale, ends
from ijb.export.powerpoint.text import Run, clean, width, wrapped
from ijb.export.powerpoint.xml import Element, made
from ijb.slides.slide import Line, Lines

WIDEST_LABEL = 190  # points; a longer one goes over several lines
BREAK_ROW = 24  # points, for the words of a break over the plot
DOTTED = 16  # periods up to which every point of the own line has a dot
# How the others are told apart without colour: grey, width, dash.
OTHERS = (
    ("soft", 2, "solid"),
    ("range", 2.25, "sysDash"),
    ("soft", 2, "lgDashDot"),
    ("range", 2.5, "sysDot"),
    ("soft", 2, "lgDash"),
)
LOOKS = {"own": ("own", 3.5, "solid"), "scotland": ("same", 2.5, "dash"), "limit": ("range", 1.25, "sysDash")}


@dataclass(frozen=True)
class Piece:
    """One series: a line, or what stands of it between two breaks. of: the place of its line."""

    line: Line
    of: int
    last: bool


def lines_chart(chart: Lines, box: Box, built: datetime) -> xml.Drawn:
    """The line chart in a box of the slide, its plot, ends and breaks placed by the figures."""
    reach = ends([value for each in chart.lines for value in each.values], chart.from_zero)
    scale = axis_scale(chart.scale, reach.step)
    found = [_end(line, chart) for line in chart.lines]
    left = max(width(scale.text(value), xml.AXIS_SIZE) for value in reach.ticks) + 14
    said = [(words, line.tone == "own") for line, end in zip(chart.lines, found) if end for words in end.lines]
    right = max((width(words, xml.LABEL_SIZE, bold) for words, bold in said), default=20) + NEAR + LEAD + 4
    above = BREAK_ROW * len(chart.breaks) + 8 if chart.breaks else 10
    wide = box.inside(left, 0, right, 0).width
    over = periods(chart.periods, wide, chart.days, on_ticks=True)
    plot = box.inside(left, above, right, over.below)
    grid, places = Grid(), over.places
    categories = over.categories(over.column(grid))
    stood = stands(chart, found, places, reach, plot, box)
    series = [
        _series(chart, piece, grid, categories, found[piece.of] if piece.last else None, stood.get(piece.of))
        for piece in _pieces(chart)
    ]
    series += _fired(chart, grid, categories)
    upward = xml.value_axis(xml.UPWARD, "l", reach, scale.excel, between=over.between)
    notes, rules = _broken(chart, places, plot)
    return xml.Drawn(xml.space(box, plot, _line_chart(series), over.axis(), upward), grid, built, notes, rules)


def _line_chart(series: Sequence[Element]) -> Element:
    """Series of lines, numbered in their order."""
    return made(
        "c:lineChart",
        made("c:grouping", val="standard"),
        made("c:varyColors", val=False),
        xml.numbered(series),
        made("c:marker", val=True),
        made("c:axId", val=xml.ACROSS),
        made("c:axId", val=xml.UPWARD),
    )


def _end(line: Line, chart: Lines) -> End | None:
    """The words at the end of a line; None for one without a figure."""
    at = max((place for place, value in enumerate(line.values) if value is not None), default=None)
    if at is None:
        return None
    words = clean(line.end or line.name)
    lines = tuple(wrapped(words, WIDEST_LABEL, xml.LABEL_SIZE, line.tone == "own"))[:3]
    return End(lines, len(lines) == 1 and words == f"{clean(line.name)} {chart.scale.text(line.values[at])}", at)


def _pieces(chart: Lines) -> list[Piece]:
    """The series of each line: one, or one for each stretch between breaks that has figures; the own last, on top."""
    at = sorted({place for place, _ in chart.breaks if 0 < place < len(chart.days)})
    found = []
    for of, line in sorted(enumerate(chart.lines), key=lambda each: each[1].tone == "own"):
        spans = list(zip([0, *at], [*at, len(chart.days)]))
        spans = [span for span in spans if any(value is not None for value in line.values[slice(*span)])]
        for number, (start, stop) in enumerate(spans, start=1):
            values = tuple(value if start <= place < stop else None for place, value in enumerate(line.values))
            name = line.name if number == len(spans) else f"{line.name}, to {chart.periods[stop - 1]}"
            found.append(Piece(replace(line, name=name, values=values), of, number == len(spans)))
    return found


def _series(
    chart: Lines, piece: Piece, grid: Grid, categories: Element, end: End | None, stand: Stand | None
) -> Element:
    """A series without its number."""
    line, column = piece.line, grid.add(piece.line.name, piece.line.values, chart.scale.excel)
    rest = [each for each in range(len(chart.lines)) if chart.lines[each].tone not in LOOKS]
    colour, wide, dash = LOOKS.get(line.tone) or OTHERS[rest.index(piece.of) % len(OTHERS)]
    dotted = line.tone == "own" and len(chart.days) <= DOTTED
    alone = [] if dotted else _alone(line.values)
    run = Run("", xml.LABEL_SIZE, "own" if line.tone == "own" else "soft", line.tone == "own")
    words = None
    if end:
        live = ("showVal", "showSerName") if end.live else ()
        lines, stand = () if end.live else end.lines, stand or Stand("r")
        words = xml.labels([xml.label(end.at, stand.side, run, live, chart.scale.excel, lines, stand.shift)])
    return made(
        "c:ser",
        column.name(),
        xml.line_look(colour, wide, dash),
        xml.marker("circle", 8, colour) if dotted else xml.marker(),
        [xml.point(place, xml.marker("circle", 8, colour)) for place in alone],
        words,
        copy.deepcopy(categories),
        column.numbers("c:val"),
        made("c:smooth", val=False),
    )


def _alone(values: Sequence[float | None]) -> list[int]:
    """The places of figures with none beside them, which no line would show."""
    padded = [None, *values, None]
    return [
        place
        for place, value in enumerate(values)
        if value is not None and padded[place] is None and padded[place + 2] is None
    ]


def _fired(chart: Lines, grid: Grid, categories: Element) -> list[Element]:
    """A series for each rule that has fired, of the points of the own line that it fired on, without a line."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for point in chart.points:
        if chart.lines and chart.lines[0].values[point.place] is not None:
            found.setdefault((glyph(point.tone, chart.direction), point.tone, point.words), []).append(point.place)
    return [_marks(chart, grid, categories, *kind, places) for kind, places in found.items()]


def _marks(
    chart: Lines, grid: Grid, categories: Element, mark: str, tone: str, words: str, places: Sequence[int]
) -> Element:
    values = [value if place in places else None for place, value in enumerate(chart.lines[0].values)]
    column: Column = grid.add(f"{mark} {words}", values, chart.scale.excel)
    run = Run("", xml.LABEL_SIZE, tone)
    return made(
        "c:ser",
        column.name(),
        xml.line_look(""),
        xml.marker("triangle", 12, tone) if mark == UP else xml.marker(),
        None if mark == UP else xml.labels([xml.label(place, "ctr", run, lines=[mark]) for place in places]),
        copy.deepcopy(categories),
        column.numbers("c:val"),
        made("c:smooth", val=False),
    )


def _broken(chart: Lines, places: Sequence[float], plot: Box) -> tuple[tuple[xml.Note, ...], tuple[xml.Rule, ...]]:
    """A drawn line where the series breaks, and what breaks it beside its head: in as many rows as keep clear."""
    notes: list[xml.Note] = []
    rules = []
    for place, words in chart.breaks:
        if 0 < place < len(places):
            across = plot.left + plot.width * (places[place - 1] + places[place]) / 2
            run = Run(clean(words), xml.AXIS_SIZE, "ink")
            wide = min(width(run.words, run.size) + 6, plot.width)
            to_the_right = plot.right - across >= wide
            left = across + 4 if to_the_right else max(across - 4 - wide, plot.left)
            row = len(rules)
            rules.append(xml.Rule((across, across), (plot.top - BREAK_ROW * (row + 1), plot.bottom), "ink", 1))
            box = Box(left, plot.top - BREAK_ROW * (row + 1), wide, BREAK_ROW - 2)
            notes.append(xml.Note(box, (run,), "l" if to_the_right else "r"))
    return tuple(notes), tuple(rules)
