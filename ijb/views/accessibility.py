"""The accessibility statement, in the set form, made from the results of the checks."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ijb import sentences
from ijb.charts.markup import Html, element
from ijb.paths import CHECKS

RESULTS = "accessibility.json"
CONTACT = "IJB_CONTACT"  # the environment's variable for whom to write to

# What the framework cannot do yet: the difficulty, the criterion it bears on, and what there is instead.
FRAMEWORK = (
    (
        "The marks of a chart cannot be reached by keyboard.",
        "2.1.1 Keyboard",
        "The names beside the marks of the ranked chart are links that can, and each chart’s figures are in a table.",
    ),
    (
        "The menu at the side is not marked as a navigation landmark.",
        "1.3.1 Info and relationships",
        "Its links are in the order in which they are read, and a link past them to the page comes first.",
    ),
    (
        "A chart drawn before the colour scheme of the device was changed keeps its old colours until the next choice.",
        "1.4.3 Contrast (minimum)",
        "It brings its own background, so that its text stays readable.",
    ),
    (
        "What changes on a page after a choice is not always announced by screen readers.",
        "4.1.3 Status messages",
        "Each choice changes the address and the heading of the finding.",
    ),
)


@dataclass(frozen=True)
class Checked:
    """What the last run of the checks found: on what day, with what, on which views, and which rules were broken."""

    day: date
    browser: str
    axe: str
    views: tuple[tuple[str, int, str], ...]  # page, width in pixels, light or dark
    passed: int
    broken: tuple[str, ...]


def checked(folder: Path = CHECKS) -> Checked:
    """The results as recorded."""
    found = json.loads((folder / RESULTS).read_text(encoding="utf-8"))
    views = tuple((view["page"], view["width"], view["theme"]) for view in found["views"])
    broken = tuple(sorted({rule for view in found["views"] for rule in view["broken"]}))
    passed = min(view["passed"] for view in found["views"])
    return Checked(date.fromisoformat(found["day"]), found["browser"], found["axe"], views, passed, broken)


def statement(found: Checked) -> list[tuple[str, list[Html]]]:
    """The sections of the statement: heading and content."""
    return [
        ("How accessible this is", _how(found)),
        ("What to do if something cannot be used", _contact()),
        ("If you are not content with the answer", _enforcement()),
        ("Technical information: how far it complies", _compliance(found)),
        ("What is not accessible", _not_accessible(found)),
        ("How this statement was made", _made(found)),
    ]


def _how(found: Checked) -> list[Html]:
    can = (
        "change colours, contrast and fonts with the settings of your device or browser; light and dark follow it",
        "zoom in to 200% with nothing lost, and use it on a telephone 390 pixels wide without scrolling sideways",
        "reach every choice, link, table and download by keyboard alone",
        "read every chart as a sentence and as a table, with a screen reader or without",
    )
    return [_paragraph("You should be able to:"), _list(can)]


def _contact() -> list[Html]:
    name = os.environ.get(CONTACT, "")
    if name:
        return [_paragraph(f"Write to {name}, and say what you wanted to do and on which page (its address helps).")]
    return [
        _paragraph(
            "No contact is set for this copy yet. Whoever runs it sets one in the environment variable "
            f"{CONTACT}; until then, write to whoever gave you its address."
        )
    ]


def _enforcement() -> list[Html]:
    return [
        _paragraph(
            "The Equality and Human Rights Commission enforces the accessibility regulations for public sector bodies. "
            "In Scotland, the Equality Advisory and Support Service can advise you."
        )
    ]


def _compliance(found: Checked) -> list[Html]:
    if found.broken:
        why = "rules are broken, below."
    else:
        why = "the automated rules find nothing, and the known difficulties below remain."
    return [_paragraph(f"It complies in part with level AA of the Web Content Accessibility Guidelines 2.2: {why}")]


def _not_accessible(found: Checked) -> list[Html]:
    parts = []
    if found.broken:
        parts += [_paragraph("Rules broken in the last check:"), _list(found.broken)]
    parts.append(_paragraph("Difficulties of the framework that the pages are drawn with, and what there is instead:"))
    rows = [f"{difficulty} (Success criterion {criterion}.) {instead}" for difficulty, criterion, instead in FRAMEWORK]
    return [*parts, _list(rows)]


def _made(found: Checked) -> list[Html]:
    pages = sentences.in_list(list(dict.fromkeys(page for page, _, _ in found.views)))
    widths = sentences.in_list([f"{width:,}" for width in sorted({width for _, width, _ in found.views})])
    day = f"{found.day:%d %B %Y}".lstrip("0")
    return [
        _paragraph(
            f"It was made from the checks of {day}. {len(found.views)} views ({pages}; each at {widths} pixels, light "
            f"and dark) were opened in {found.browser} and tested with axe-core {found.axe} against its rules for WCAG "
            f"2.0, 2.1 and 2.2, levels A and AA: {_count(len(found.broken), 'rule')} broken, at least {found.passed} "
            "passed on each. The keyboard was tried by driving the same browser without a mouse."
        ),
        _paragraph(
            "No one who depends on a screen reader has tested it yet. The checks are part of the tests, and are run "
            "with every change."
        ),
    ]


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def _paragraph(words: str) -> Html:
    return element("p", words, class_="ijb ijb-text")


def _list(items) -> Html:
    return element("ul", *[element("li", item) for item in items], class_="ijb ijb-list")
