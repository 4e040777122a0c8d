"""The ladder of signals: three rungs side by side, each with what it means and who stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ijb.charts.markup import Html, element


@dataclass(frozen=True)
class Rung:
    """One rung: its name, what it means, and a link for each area on it."""

    name: str
    means: str
    areas: Sequence[Html]


def ladder(rungs: Sequence[Rung]) -> Html:
    """The rungs from the first to the last, one under another on a phone."""
    return element("div", *[_rung(rung) for rung in rungs], class_="ijb ijb-ladder")


def _rung(rung: Rung) -> Html:
    count = f"{len(rung.areas)} area{'' if len(rung.areas) == 1 else 's'}" if rung.areas else "No areas"
    listed = element("ul", *[element("li", area) for area in rung.areas]) if rung.areas else ""
    return element(
        "section",
        element("h3", rung.name, class_="ijb-about-head"),
        element("p", rung.means, class_="ijb-note"),
        element("p", element("b", count)),
        listed,
        class_="ijb-rung",
    )
