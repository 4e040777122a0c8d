"""A few amounts on one scale from nought, each a range or one figure, as positioned HTML that follows the theme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ijb.charts.axis import held, nice_ticks
from ijb.charts.markup import Html, element
from ijb.charts.spine import Scale


@dataclass(frozen=True)
class RangeBar:
    """One row: its name, from where to where it runs (the same twice for a single figure, None where there is none),
    and its words at the right: the figures, or why there are none."""

    name: str
    low: float | None
    high: float | None
    words: str


def range_bars(bars: Sequence[RangeBar], end_words: Callable[[float], str], sentence: str) -> Html:
    """A row a bar, under its name and its words: a bar for a range, a dot for a single figure.

    The scale runs from nought to a round amount; `end_words` writes its two ends. `sentence` is what is read out.
    """
    amounts = held([end for bar in bars for end in (bar.low, bar.high)])
    ticks = nice_ticks(max(amounts, default=0.0))
    scale = Scale(0.0, ticks[-1])
    rows = [_row(bar, scale, ticks) for bar in bars]
    ends = [element("span", end_words(end)) for end in (ticks[0], ticks[-1])] if amounts else []
    foot = element("div", *ends, class_="ijb-ends")
    return element("div", *rows, foot, class_="ijb ijb-ranges", role="img", aria_label=sentence)


def _row(bar: RangeBar, scale: Scale, ticks: Sequence[float]) -> Html:
    head = element("div", element("span", bar.name), element("b", bar.words), class_="ijb-ranges-head")
    lines = [_at("ijb-ranges-tick", scale.place(tick)) for tick in ticks]
    return element("div", head, element("div", *lines, *_mark(bar, scale), class_="ijb-ranges-track"))


def _mark(bar: RangeBar, scale: Scale) -> list[Html]:
    if len(held([bar.low, bar.high])) < 2:
        return []
    left, right = scale.place(bar.low), scale.place(bar.high)
    if left == right:
        return [_at("ijb-ranges-dot", left)]
    return [element("span", class_="ijb-ranges-bar", style=f"left:{left:.2f}%;width:{right - left:.2f}%")]


def _at(kind: str, place: float) -> Html:
    return element("span", class_=kind, style=f"left:{place:.2f}%")
