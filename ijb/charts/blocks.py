"""The page's own blocks of text and figures, in the classes of look.css. Texts arrive ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ijb.charts.markup import Html, element, join
from ijb.charts.status import Mark, shape_html


@dataclass(frozen=True)
class Figure:
    """A big figure of the front page: label, figure, what it is, and parts under it (sparkline, strip …)."""

    label: str
    value: str
    unit: str
    below: Sequence[str] = ()


def lead(words: str) -> Html:
    """The paragraph under a page's title."""
    return element("p", words, class_="ijb ijb-lead")


def finding(title: str, subtitle: str = "") -> Html:
    """A chart's title, the finding itself, as a level-2 heading, and what is measured close under it."""
    below = element("p", subtitle, class_="ijb-note") if subtitle else ""
    return element("div", element("h2", title, class_="ijb-finding"), below, class_="ijb")


def heading(words: str) -> Html:
    """A section's heading, level 2."""
    return element("div", element("h2", words, class_="ijb-finding"), class_="ijb ijb-section")


def paragraph(words: str) -> Html:
    """A paragraph of the page, no wider than reads well."""
    return element("p", words, class_="ijb ijb-text") if words else Html("")


def note(words: str) -> Html:
    """Small print: a chart's subtitle, a source line."""
    return element("p", words, class_="ijb ijb-note") if words else Html("")


def figures(shown: Sequence[Figure]) -> Html:
    """The big figures in a row, one under another on a phone. Parts of `below` are escaped unless Html."""
    cells = [
        element(
            "div",
            element("p", figure.label, class_="ijb-figure-label"),
            element("p", figure.value, class_="ijb-big"),
            element("p", figure.unit, class_="ijb-unit"),
            *[element("div", part) for part in figure.below],
            class_="ijb-figure",
        )
        for figure in shown
    ]
    return element("div", *cells, class_="ijb ijb-figures")


def facts(pairs: Sequence[tuple[str, str]]) -> Html:
    """The header of one area: small terms over bold facts, between rules."""
    cells = [element("div", element("dt", term), element("dd", fact)) for term, fact in pairs]
    return element("dl", *cells, class_="ijb ijb-facts")


def stands(heading: str, tone: str, items: Sequence[tuple[Mark, str]], none: str = "Nothing meets a rule.") -> Html:
    """What stands out: a mark and a sentence (escaped unless Html) each, or `none` where there is nothing."""
    title = element("p", heading, class_=f"ijb-stands-title ijb-{tone}")
    if not items:
        return element("div", title, element("p", none, style="padding-top:6px"), class_="ijb ijb-stands")
    rows = [element("li", shape_html(mark), element("span", words)) for mark, words in items]
    return element("div", title, element("ul", *rows), class_="ijb ijb-stands")


def cards(shown: Sequence[tuple[str, str, str]]) -> Html:
    """The starting points: (relative address, link words, a sentence) each."""
    cells = [
        element("li", element("a", title, class_="ijb-link", href=href), element("p", words), class_="ijb-card")
        for href, title, words in shown
    ]
    return element("ul", *cells, class_="ijb ijb-cards")


def folded(summary: str, content: Html) -> Html:
    """A summary that opens its content: reachable by keyboard, closed at first."""
    return element("details", element("summary", summary), content, class_="ijb ijb-folded")


def wrap(*parts: str) -> Html:
    """Several fragments one under another, evenly apart; plain text among them is escaped, empty ones left out."""
    return element("div", join(tuple(part for part in parts if part)), class_="ijb ijb-stack")


def brand(name: str, subtitle: str) -> Html:
    """The name of the dashboard at the head of the menu."""
    return element(
        "div",
        element("p", name, class_="ijb-brand-name"),
        element("p", subtitle, class_="ijb-note"),
        class_="ijb ijb-brand",
    )
