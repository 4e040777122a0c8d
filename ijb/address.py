"""The reader's choices as they stand in the address: ids, never labels."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from ijb.hidden_names import HIDDEN

SHARED = ("area", "compare", "with", "measure", "breakdown", "period", "prices", "colour", "guide", "names", "deck")
PARAMETERS = (
    *SHARED,
    *("view", "sort", "window", "areas", "parts", "theme", "rung", "group", "q"),
    *("kind", "care", "month", "age", "money", "need", "flow", "offset", "span", "pair", "released", "hours"),
    "show",
)
NOT_CITED = ("deck", "show", "guide")  # no part of a view that others are shown
OF_ONE_MEASURE = ("breakdown", "period")
PAGES = {
    "": "dashboard.py",
    "compare": "pages/compare.py",
    "ijb": "pages/ijb.py",
    "trend": "pages/trend.py",
    "whole_system": "pages/whole_system.py",
    "money": "pages/money.py",
    "need": "pages/need.py",
    "delays": "pages/delays.py",
    "signals": "pages/signals.py",
    "present": "pages/present.py",
    "accessibility": "pages/accessibility.py",
}


def carried(choices: Mapping[str, str]) -> dict[str, str]:
    """The choices that travel from page to page."""
    return {name: choices[name] for name in SHARED if choices.get(name)}


def absolute(base: str, choices: Mapping[str, str], presentation: bool = False) -> str:
    """The whole address of the view on the page at `base`, with every choice in it; the reader's presentation and what
    they have put away only where it is the presentation that is shown."""
    shown = {name: value for name, value in choices.items() if presentation or name not in NOT_CITED}
    return f"{base}?{urlencode(shown)}" if shown else base


def view(page: str, choices: Mapping[str, str]) -> str:
    """The address of a view from the dashboard's root: "trend?area=S37000032&measure=delayed_beds_rate"."""
    return absolute(page or ".", choices)


def href(page: str, choices: Mapping[str, str], **changes: str | None) -> str:
    """A relative link to a page that carries the shared choices, with changes; None or '' drops one.

    Another measure drops breakdown and period, which may not exist for it. While names are hidden no address leads to
    another area, which would give its name away: then ''.
    """
    if choices.get("names") == HIDDEN and changes.get("area", choices.get("area")) != choices.get("area"):
        return ""
    kept = carried(choices)
    if "measure" in changes and changes["measure"] != choices.get("measure"):
        kept = {name: value for name, value in kept.items() if name not in OF_ONE_MEASURE}
    kept |= {name: value for name, value in changes.items() if value}
    kept = {name: value for name, value in kept.items() if changes.get(name, value)}
    return f"{page or './'}?{urlencode(kept)}" if kept else page or "./"
