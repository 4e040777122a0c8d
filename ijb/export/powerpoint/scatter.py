"""Areas by two figures as a scatter chart of PowerPoint, with the limits behind them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from ijb.export.powerpoint import chart_xml as xml
from ijb.export.powerpoint.dots import fired, points, scatter
from ijb.export.powerpoint.grid import Grid
from ijb.export.powerpoint.marks import DOWN, ON_A_RULE, UP
from ijb.export.powerpoint.place import Box, Ends, axis_scale, ends
from ijb.export.powerpoint.text import LINE, Run, clean, cut, width
from ijb.export.powerpoint.xml import Element
from ijb.slides.slide import Scatter, Spot

LONGEST_NAME = 34
DOT, NEAR = 10, 8  # points: a dot, and from its middle to its name
SIDES = {"r": (0.0, -0.5), "l": (-1.0, -0.5), "t": (-0.5, -1.0), "b": (-0.5, 0.0)}  # of a name, by where it stands


def scatter_chart(chart: Scatter, box: Box, built: datetime) -> xml.Drawn:
    """The spots in a box of the slide, the own a dark diamond, names where there is room for them."""
    curves = chart.curves
    across = ends([*(spot.x for spot in chart.spots), *(each for curve in curves for each in curve.x)], chart.nought)
    upward = ends([*(spot.y for spot in chart.spots), *(each for curve in curves for each in curve.y)], chart.nought)
    across_scale, upward_scale = (
        axis_scale(chart.across_scale, across.step),
        axis_scale(chart.upward_scale, upward.step),
    )
    left = max(width(upward_scale.text(value), xml.AXIS_SIZE) for value in upward.ticks) + 14
    right = max((width(clean(curve.name), xml.AXIS_SIZE) for curve in curves), default=20) + 16
    plot = box.inside(left, 30, right, 54)
    grid = Grid()
    grid.add("Area", [spot.name for spot in chart.spots])
    x = grid.add(cut(clean(chart.across), 120), [spot.x for spot in chart.spots], chart.across_scale.excel)
    y = grid.add(cut(clean(chart.upward), 120), [spot.y for spot in chart.spots], chart.upward_scale.excel)
    special = {place: xml.marker() for place, spot in enumerate(chart.spots) if spot.tone in ON_A_RULE}
    special |= {place: xml.marker("diamond", 15, "own") for place, spot in enumerate(chart.spots) if spot.own}
    apart = [xml.point(place, mark) for place, mark in sorted(special.items())]
    names = xml.labels(_names(chart.spots, across, upward, plot))
    series = [
        *_curves(chart, grid),
        points(x, y, xml.line_look(""), xml.marker("circle", DOT - 1, "same"), apart, names),
        *_fired(chart, grid, x),
    ]
    axes = [
        xml.value_axis(
            xml.ACROSS, "b", across, across_scale.excel, between="midCat", title=clean(chart.across), edge="same"
        ),
        xml.value_axis(xml.UPWARD, "l", upward, upward_scale.excel, between="midCat", edge="same"),
    ]
    head = xml.Note(Box(box.left, box.top, box.width, 24), (Run(f"↑ {clean(chart.upward)}", xml.AXIS_SIZE, "soft"),))
    return xml.Drawn(xml.space(box, plot, scatter(series), *axes), grid, built, (head,))


def _curves(chart: Scatter, grid: Grid) -> list[Element]:
    """The limits as dashed lines, each named at its right end."""
    said = []
    for curve in chart.curves:
        x, y = grid.add(f"{curve.name}, across", curve.x), grid.add(curve.name, curve.y)
        head = xml.label(len(curve.x) - 1, "r", Run("", xml.AXIS_SIZE, "soft"), lines=[clean(curve.name)])
        said.append(
            points(x, y, xml.line_look("same", 1.5, "sysDash"), xml.marker(), xml.labels([head] if curve.x else []))
        )
    return said


def _fired(chart: Scatter, grid: Grid, x: object) -> list[Element]:
    """A series of the spots on which a rule has fired, for each colour and side of what is usual."""
    found = []
    for tone in ON_A_RULE:
        for mark in (UP, DOWN):
            places = [
                place
                for place, spot in enumerate(chart.spots)
                if spot.tone == tone and not spot.own and (UP if spot.y >= _usual(chart, spot.x) else DOWN) == mark
            ]
            if places:
                held = [spot.y if place in places else None for place, spot in enumerate(chart.spots)]
                y = grid.add(f"{mark} {tone.capitalize()}", held, chart.upward_scale.excel)
                found.append(fired(x, y, mark, tone, places, DOT + 2))
    return found


def _usual(chart: Scatter, x: float) -> float:
    """What a spot there is high or low beside: the middle of the limits, else nought, else the middle of all."""
    if chart.curves:
        return float(np.mean([np.interp(x, curve.x, curve.y) for curve in chart.curves]))
    return 0.0 if chart.nought else float(np.median([spot.y for spot in chart.spots]))


def _names(spots: Sequence[Spot], across: Ends, upward: Ends, plot: Box) -> list[Element]:
    """The names written out, each on the side of its dot where it lies over the least."""
    at = [
        (plot.left + plot.width * across.share(spot.x), plot.bottom - plot.height * upward.share(spot.y))
        for spot in spots
    ]
    taken = [Box(left - DOT / 2, top - DOT / 2, DOT, DOT) for left, top in at]
    found = []
    order = sorted(
        (place for place, spot in enumerate(spots) if spot.named or spot.own), key=lambda place: not spots[place].own
    )
    for place in order:
        words = cut(clean(spots[place].name), LONGEST_NAME)
        run = Run("", xml.LABEL_SIZE, "own" if spots[place].own else "ink", spots[place].own)
        boxes = {side: _box(at[place], words, run, side) for side in SIDES}
        side = min(boxes, key=lambda each: _over(boxes[each], [*taken[:place], *taken[place + 1 :]], plot))
        taken.append(boxes[side])
        found.append(xml.label(place, side, run, lines=[words]))
    return sorted(found, key=lambda each: int(each[0].get("val")))


def _box(at: tuple[float, float], words: str, run: Run, side: str) -> Box:
    wide, tall = width(words, run.size, run.bold), run.size * LINE
    across, down = SIDES[side]
    left = at[0] + wide * across + {"r": NEAR, "l": -NEAR}.get(side, 0)
    return Box(left, at[1] + tall * down + {"b": NEAR, "t": -NEAR}.get(side, 0), wide, tall)


def _over(box: Box, taken: Sequence[Box], plot: Box) -> float:
    """How much of a name lies over what is there, or beyond the plot."""
    covered = sum(
        max(0.0, min(box.right, each.right) - max(box.left, each.left))
        * max(0.0, min(box.bottom, each.bottom) - max(box.top, each.top))
        for each in taken
    )
    beyond = max(0.0, box.right - plot.right) + max(0.0, plot.left - box.left)
    beyond += max(0.0, box.bottom - plot.bottom) + max(0.0, plot.top - box.top)
    return covered + beyond * 20
