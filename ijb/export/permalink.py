"""The address at which a figure can be seen again."""

from __future__ import annotations

import os

from ijb import address
from ijb.measures import Measure
from ijb.store import Period, Store

ADDRESS = "IJB_ADDRESS"  # the environment's variable for where the dashboard is
USUAL = "http://localhost:8501"
USUAL_PRICES = "real"


def base() -> str:
    """The address of the dashboard: what the environment says, or that of this machine."""
    return os.environ.get(ADDRESS) or USUAL


def permalink(store: Store, where: str, measure: Measure, area: str, breakdown: str, basis: str, period: Period) -> str:
    """The address of the page that shows a figure: Compare in its period, or Trend for an area's newest, for a period
    in which no area has a figure, and for the area of a health board, which is shown beside one of its members.

    where: the address of the dashboard ("https://figures.example").
    """
    row = store.area(area)
    members = store.members(area) if row["level"] == "health_board" else []
    of_board = bool(members) and measure.areas != "treatment"
    choices = {"area": members[0] if members else area}
    if of_board and len(members) > 1:
        choices["compare"] = "board"
    choices |= _measured(store, measure, breakdown, basis)
    newest = store.newest(measure.id, breakdown, area)
    shown = any((each.start, each.end) == (period.start, period.end) for each in store.periods(measure.id, breakdown))
    if shown and not of_board and newest != period:
        return _at(where, "compare", choices | {"period": period.start.isoformat()})
    return _at(where, "trend", choices if newest == period else choices | {"window": "all"})


def _measured(store: Store, measure: Measure, breakdown: str, basis: str) -> dict[str, str]:
    """The choices that say which figures of a measure; what a page shows anyway is left out."""
    found = {"measure": measure.id}
    if breakdown != measure.default_breakdown:
        found["breakdown"] = breakdown
    prices = next((name for name, each in store.priced_by(measure.id).items() if each == basis), USUAL_PRICES)
    return found if prices == USUAL_PRICES else found | {"prices": prices}


def _at(where: str, page: str, choices: dict[str, str]) -> str:
    return f"{where.rstrip('/')}/{address.view(page, choices)}"
