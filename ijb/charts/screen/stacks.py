"""The parts of a whole on a screen: a column a period, parts in shades and patterns, named at the right."""

from __future__ import annotations

from collections.abc import Sequence

from ijb.charts.markup import Html, element, join
from ijb.charts.screen.plot import GAP, WIDE, Axis, Box, axis, nothing, periods, rule, spread, svg, upward, words
from ijb.charts.screen.text import LINE, cut, width, wrap
from ijb.slides.slide import Part, Stacks

NAMES, SWATCH = 400, 34
SHADES = 6


def draw(chart: Stacks, alt: str, height: float, key: str) -> Html:
    """The picture of columns; key: a word that no other picture of the document has, for its patterns."""
    whole = [
        place for place in range(len(chart.periods)) if any(part.values[place] is not None for part in chart.parts)
    ]
    if not whole:
        return nothing(height, alt)
    over = [sum(max(part.values[place] or 0, 0) for part in chart.parts) for place in whole]
    under = [sum(min(part.values[place] or 0, 0) for part in chart.parts) for place in whole]
    scale = axis([*over, *under], chart.scale, from_zero=True)
    column = min(max(width(part.name) for part in chart.parts), NAMES)
    left = scale.widest + GAP + 4
    box = Box(left, LINE / 2 + 2, WIDE - column - SWATCH - 4 * GAP, height - LINE - 10)
    pitch = (box.right - box.left) / len(chart.periods)
    middle = [box.left + (place + 0.5) * pitch for place in range(len(chart.periods))]
    wide = min(pitch * (0.86 if pitch > 8 else 1), 120)
    return svg(
        height,
        alt,
        _patterns(len(chart.parts), key),
        upward(box, scale),
        *[_column(chart.parts, place, middle[place], wide, scale, box, key) for place in whole],
        rule(box.left, scale.at(0, box.bottom, box.top), box.right, scale.at(0, box.bottom, box.top), "axis"),
        periods(box, chart.periods, lambda place: middle[place]),
        _names(chart, box, column, height, key),
    )


def _column(parts: Sequence[Part], place: int, x: float, wide: float, scale: Axis, box: Box, key: str) -> Html:
    """The parts of a period, one on another; those below nought hang from it."""
    drawn, up, down = [], 0.0, 0.0
    for shade, part in enumerate(parts):
        value = part.values[place]
        if not value:
            continue
        start = up if value > 0 else down
        up, down = (up + value, down) if value > 0 else (up, down + value)
        ends = sorted(scale.at(each, box.bottom, box.top) for each in (start, start + value))
        drawn += _filled(x - wide / 2, ends[0], wide, ends[1] - ends[0], shade, key)
    return join(drawn)


def _filled(x: float, y: float, wide: float, tall: float, shade: int, key: str) -> list[Html]:
    """A rectangle in the shade of a part, hatched from the fourth on."""
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{wide:.1f}", "height": f"{max(tall, 0.5):.1f}"}
    drawn = [element("rect", **place, class_=f"ijb-show-part-{shade % SHADES + 1}")]
    if shade >= 3:
        drawn.append(element("rect", **place, fill=f"url(#{key}-{shade % 3})", class_="ijb-show-hatched"))
    return drawn


def _patterns(many: int, key: str) -> Html:
    """Stripes one way, the other way, and dots."""
    shapes = (
        element("path", d="M-4 4L4 -4M0 16L16 0M12 20L20 12", class_="ijb-show-hatch"),
        element("circle", cx="8", cy="8", r="3", class_="ijb-show-hatch-dot"),
        element("path", d="M-4 12L4 20M0 0L16 16M12 -4L20 4", class_="ijb-show-hatch"),
    )
    made = [
        element("pattern", shape, id=f"{key}-{each}", width="16", height="16", patternUnits="userSpaceOnUse")
        for each, shape in enumerate(shapes)
        if many > 3 + each
    ]
    return element("defs", *made) if made else Html("")


def _names(chart: Stacks, box: Box, column: float, height: float, key: str) -> Html:
    """The parts in the order in which they stand on one another, each with its fill."""
    parts = list(enumerate(chart.parts))[::-1]
    texts = [wrap(part.name, column, most=2) or [""] for _, part in parts]
    if sum(map(len, texts)) * LINE > height:
        texts = [[cut(part.name, column)] for _, part in parts]
    tall = [len(text) * LINE + 6 for text in texts]
    if sum(tall) > height:
        tall = [height / len(texts)] * len(texts)
    start = (height - sum(tall)) / 2
    middles = spread([start + sum(tall[:place]) + each / 2 for place, each in enumerate(tall)], tall, 0, height)
    x, drawn = box.right + 2 * GAP, []
    for (shade, _), text, middle in zip(parts, texts, middles, strict=True):
        first = middle - (len(text) - 1) * LINE / 2
        drawn += _filled(x, first - SWATCH / 2 + 4, SWATCH, SWATCH - 8, shade, key)
        drawn += [words(x + SWATCH + GAP, first + row * LINE, line) for row, line in enumerate(text)]
    return join(drawn)
