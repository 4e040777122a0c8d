"""Words beside and above a figure: at line ends without overlap, over vertical lines without a cut."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape

import pandas as pd
import plotly.graph_objects as go

from ijb.charts.axis import fraction, iso
from ijb.charts.tokens import Palette

LINE = 18  # pixels a line of 14 px text
CHARACTER, BOLD_CHARACTER = 6.6, 7.6  # pixels a character of 14 px text, on the generous side
HEAD_WIDTH = 22  # characters: what still fits beside a line in the middle of a 390 px screen


@dataclass(frozen=True)
class EndLabel:
    """Words at the right of a figure, beside the value they belong to."""

    value: float
    words: str
    colour: str


@dataclass(frozen=True)
class Head:
    """Words over a vertical line at `at`; `solid` for a break, dotted for an event."""

    at: object
    words: str
    solid: bool

    @property
    def lines(self) -> list[str]:
        """The words, wrapped to fit beside their line."""
        return textwrap.wrap(self.words, HEAD_WIDTH) or [""]


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move `places` (pixels) to at least `gap` apart, in the same order, between low and high if they can."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = [min(max(places[index], low), high) for index in order]
    for place in range(1, len(moved)):
        moved[place] = max(moved[place], moved[place - 1] + gap)
    ceiling = high
    for place in range(len(moved) - 1, -1, -1):
        moved[place] = min(moved[place], ceiling)
        ceiling = moved[place] - gap
    return [moved[order.index(index)] for index in range(len(places))]


def label_ends(fig: go.Figure, labels: Sequence[EndLabel], ends: tuple[float, float], plot_height: float) -> None:
    """Write the labels down the right-hand side, each as near its value as the others allow."""
    per_unit = plot_height / (ends[1] - ends[0])
    wanted = [(label.value - ends[0]) * per_unit for label in labels]
    for label, place in zip(labels, spread(wanted, LINE, 0, plot_height), strict=True):
        fig.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            xshift=8,
            y=0,
            yref="paper",
            yanchor="middle",
            yshift=place,
            text=label.words,
            font={"color": label.colour, "size": 14},
            showarrow=False,
        )


def ends_width(labels: Sequence[EndLabel]) -> int:
    """The right margin the labels need, in pixels."""
    widths = [
        len(unescape(re.sub("<[^>]*>", "", label.words))) * (BOLD_CHARACTER if "<b>" in label.words else CHARACTER)
        for label in labels
    ]
    return round(max(widths)) + 14 if widths else 16


def heads_height(heads: Sequence[Head]) -> int:
    """The top margin the heads need, in pixels: each has rows of its own, so none covers another."""
    return sum(len(head.lines) * LINE + 4 for head in heads) + (8 if heads else 0)


def label_heads(
    fig: go.Figure,
    heads: Sequence[Head],
    ends: tuple[pd.Timestamp, pd.Timestamp],
    plot_height: float,
    colours: Palette,
) -> None:
    """Draw each vertical line up to its words; words turn inwards from the nearer edge."""
    risen = 4
    for head in sorted(heads, key=lambda head: abs(fraction(head.at, ends) - 0.5)):
        colour = colours.ink if head.solid else colours.soft
        top = risen + len(head.lines) * LINE + 4
        line = {"color": colour, "width": 1, "dash": "solid" if head.solid else "dot"}
        day = iso(head.at)
        fig.add_shape(type="line", x0=day, x1=day, y0=0, y1=1 + top / plot_height, yref="paper", line=line)
        fig.add_annotation(**_head_words(head, fraction(head.at, ends) > 0.5, risen, colour, colours.background))
        risen = top


def note_under(fig: go.Figure, words: str, below: int) -> None:
    """Words at the left, `below` pixels under the plot: a centred axis title would be cut off on a phone."""
    if words:
        at = {"x": 0, "xref": "paper", "xanchor": "left", "y": 0, "yref": "paper", "yanchor": "top"}
        fig.add_annotation(**at, yshift=-below, text=escape(words), showarrow=False)


def _head_words(head: Head, from_right: bool, risen: float, colour: str, ground: str) -> dict:
    side = "right" if from_right else "left"
    return {
        "x": iso(head.at),
        "xanchor": side,
        "xshift": -5 if from_right else 5,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": risen,
        "align": side,
        "text": "<br>".join(escape(line) for line in head.lines),
        "showarrow": False,
        "bgcolor": ground,
        "borderpad": 0,
        "font": {"color": colour, "size": 14},
    }


def linked(words: str, href: str, colour: str) -> str:
    """Words (escaped already) of a chart as a link in a colour of ours: Plotly's own blue is too near 'better'. Words
    alone where there is no address."""
    shown = f'<span style="color:{colour}">{words}</span>'
    return f'<a href="{escape(href)}" target="_self">{shown}</a>' if href else shown
