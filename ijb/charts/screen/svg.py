"""The chart of a slide as a picture that needs nothing else: inline SVG that grows with the screen."""

from __future__ import annotations

from ijb.charts.markup import Html
from ijb.charts.screen import bars, dots, lines, scatter, stacks
from ijb.slides.slide import Bars, Chart, Dots, Lines, Scatter, Stacks

LEAST = 320  # units of height below which a chart says little


def least(chart: Chart) -> float:
    """The height a chart needs, in units of a screen 1280 wide."""
    return bars.least(chart) if isinstance(chart, Bars) else LEAST


def chart_svg(chart: Chart, alt: str, height: float, key: str = "chart") -> Html:
    """The picture of a chart, 1200 units wide and so many high, with text of 32 units.

    alt: the chart in words; key: a word that no other picture of the same document has. Raises TypeError for a chart
    of no kind known.
    """
    if isinstance(chart, Lines):
        return lines.draw(chart, alt, height)
    if isinstance(chart, Bars):
        return bars.draw(chart, alt, height)
    if isinstance(chart, Dots):
        return dots.draw(chart, alt, height)
    if isinstance(chart, Stacks):
        return stacks.draw(chart, alt, height, key)
    if isinstance(chart, Scatter):
        return scatter.draw(chart, alt, height)
    raise TypeError(f"No picture for a {type(chart).__name__}.")
