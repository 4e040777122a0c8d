"""Small lines as SVG images. Streamlit strips inline SVG, so each is an <img> with a data address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote

import pandas as pd

from ijb.charts.axis import held, nice_ticks, plain_number
from ijb.charts.markup import Html, element
from ijb.charts.tokens import MID

Point = tuple[float, float]


def sparkline(
    values: Sequence[float | None],
    alt: str,
    tone: str = "same",
    width: int = 104,
    height: int = 28,
    dot: bool = True,
) -> Html:
    """A line without axes, its last held point dotted in the mid-tone of `tone`; missing values are gaps."""
    numbers = held(values)
    if not numbers:
        return element("span", "–", class_="ijb ijb-none", role="img", aria_label=alt)
    low, span = min(numbers), max(numbers) - min(numbers)
    runs = _runs(values, lambda value: (value - low) / span if span else 0.5, width, height, inset=4)
    x, y = runs[-1][-1]
    drawn = _lines(runs, 1.5)
    if dot:
        drawn += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{MID[tone]}"/>'
    return _image(drawn, alt, width, height)


def small_multiple(
    series: pd.DataFrame,
    top: float,
    ticks: Sequence[float] | None = None,
    tick_text: Callable[[float], str] = plain_number,
    alt: str = "",
) -> Html:
    """One panel: a line from zero to `top` over its gridlines, with its first and last period.

    `series` has period_label and value. The line is an image that stretches; words and rules are HTML.
    """
    marks = list(ticks) if ticks is not None else nice_ticks(top)
    runs = _runs(series["value"].tolist(), lambda value: value / top, 200, 100, inset=0)
    line = _image(_lines(runs, 2), alt, 200, 100, stretch=True)
    rules = [element("span", class_="ijb-rule", style=f"bottom:{mark / top:.2%}") for mark in marks]
    texts = [element("span", tick_text(mark), style=f"bottom:{mark / top:.2%}") for mark in marks]
    ends = series["period_label"].iloc[[0, -1]].tolist() if len(series) else []
    return element(
        "div",
        element("div", *texts, class_="ijb-ticks", aria_hidden="true"),
        element("div", *rules, line, class_="ijb-plot"),
        element("div", *[element("span", end) for end in ends], class_="ijb-ends"),
        class_="ijb ijb-panel",
    )


def small_multiples(
    panels: Sequence[tuple[str, str, pd.DataFrame]],
    alt: str,
    tick_text: Callable[[float], str] = plain_number,
) -> Html:
    """Panels on one scale from zero, four a row and two on a phone.

    Each panel is its title, its latest value as text, and a frame with period_label and value.
    """
    most = max((max(held(frame["value"]), default=0.0) for _, _, frame in panels), default=0.0)
    ticks = nice_ticks(most, most=4)
    drawn = [
        element(
            "li",
            element("p", element("b", title), " ", value_text, class_="ijb-panel-title"),
            small_multiple(frame, ticks[-1], ticks, tick_text),
        )
        for title, value_text, frame in panels
    ]
    return element("ul", *drawn, class_="ijb ijb-multiples", aria_label=alt)


def _runs(
    values: Sequence[float | None], share: Callable[[float], float], width: float, height: float, inset: float
) -> list[list[Point]]:
    """Unbroken stretches of the series as points in the picture; a missing value ends a stretch."""
    step = (width - 2 * inset) / max(len(values) - 1, 1)
    runs: list[list[Point]] = [[]]
    for place, value in enumerate(values):
        if value is None or pd.isna(value):
            runs.append([])
        else:
            runs[-1].append((inset + place * step, height - inset - share(value) * (height - 2 * inset)))
    return [run for run in runs if run]


def _lines(runs: list[list[Point]], width: float) -> str:
    """A polyline a run; a run of one point is drawn as a dot by its round ends."""
    return "".join(
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in (run if len(run) > 1 else run * 2))}" '
        f'fill="none" stroke="{MID["same"]}" stroke-width="{width}" stroke-linejoin="round" '
        f'stroke-linecap="round" vector-effect="non-scaling-stroke"/>'
        for run in runs
    )


def _image(drawn: str, alt: str, width: int, height: int, stretch: bool = False) -> Html:
    ratio = ' preserveAspectRatio="none"' if stretch else ""
    size = "" if stretch else f' width="{width}" height="{height}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"{size} viewBox="0 0 {width} {height}"{ratio}>{drawn}</svg>'
    source = "data:image/svg+xml," + quote(svg, safe=" =:/,")
    if stretch:
        return element("img", class_="ijb-line", alt=alt, src=source)
    return element("img", class_="ijb ijb-spark", alt=alt, width=width, height=height, src=source)
