"""Bars in pairs: the reader's own area over another, group by group, from zero on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ijb.charts.axis import held
from ijb.charts.markup import Html, element


@dataclass(frozen=True)
class Bar:
    """One bar: a value (None where there is none) and its words, which then say why."""

    value: float | None
    words: str


def paired_bars(groups: Sequence[tuple[str, Sequence[Bar]]], alt: str) -> Html:
    """Groups, each with its name and its bars, the own area's first; `alt` says the same in words."""
    top = max(held(bar.value for _, bars in groups for bar in bars), default=0.0) or 1.0
    drawn = [
        element("li", element("span", name, class_="ijb-pair-name"), element("div", *_bars(bars, top)))
        for name, bars in groups
    ]
    return element("div", element("ul", *drawn), class_="ijb ijb-pairs", role="img", aria_label=alt)


def pair_key(names: Sequence[str]) -> Html:
    """Whose bars they are, in the order in which they stand."""
    swatches = [element("span", class_=f"ijb-pair-swatch {_tone(place)}", aria_hidden="true") for place in range(2)]
    shown = [element("li", swatch, name) for swatch, name in zip(swatches, names)]
    return element("ul", *shown, class_="ijb ijb-key", aria_label="Key")


def _bars(bars: Sequence[Bar], top: float) -> list[Html]:
    return [
        element(
            "div",
            element(
                "span",
                class_=f"ijb-pair-bar {_tone(place)}",
                style=f"flex-basis:{bar.value / top:.2%}" if bar.value else "min-width:0",
            ),
            element("span", bar.words, class_="ijb-pair-value"),
            class_="ijb-pair-row",
        )
        for place, bar in enumerate(bars)
    ]


def _tone(place: int) -> str:
    return "ijb-pair-own" if place == 0 else "ijb-pair-other"
