"""Panels of indicators: what each is, its figure, what it says, which way its risk lies, and a caution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ijb.charts.markup import Html, element


@dataclass(frozen=True)
class Indicator:
    """One panel. name may be Html (a link); figure is the value as text, unit what it is of and when; beside is drawn
    at the right of the figure; facts are its terms, each with what is said; below stands at the foot."""

    name: str
    figure: str
    unit: str
    facts: Sequence[tuple[str, str]]
    beside: str = ""
    below: str = ""


def panels(shown: Sequence[Indicator]) -> Html:
    """The panels, two a row and one on a phone."""
    return element("ul", *[_panel(each) for each in shown], class_="ijb ijb-indicators")


def _panel(given: Indicator) -> Html:
    figure = [element("b", given.figure), " "] if given.figure else []
    terms = [element("div", element("dt", term), element("dd", said)) for term, said in given.facts if said]
    return element(
        "li",
        element("h3", given.name, class_="ijb-indicator-name"),
        element(
            "div",
            element("p", *figure, element("span", given.unit, class_="ijb-unit")),
            element("div", given.beside) if given.beside else "",
            class_="ijb-indicator-figure",
        ),
        element("dl", *terms),
        element("div", given.below, class_="ijb-note") if given.below else "",
    )
