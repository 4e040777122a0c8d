"""The chain of the whole system as its tests ask for it, and the figures of a second method to hold against it."""

import copy
from dataclasses import replace

from choices import FIFE, WITH_SCOTLAND

from ijb.measures import Break
from ijb.views import whole_system

SPEND, HOURS, DAYS = whole_system.DEFAULTS.values()
USUAL = [SPEND, HOURS, DAYS]
ANGUS = "S37000003"


def chained(store, area=FIFE, chosen=USUAL, offset=0, beside=WITH_SCOTLAND):
    return whole_system.chained(store, area, beside, chosen, offset)


def with_break(store, name, at):
    """The store with one more declared break."""
    other = copy.copy(store)
    measure = replace(store.measures[name], breaks=(*store.measures[name].breaks, Break(at, "Counted anew.")))
    other.measures = store.measures | {name: measure}
    return other


def twice(recomputed, measure, area, basis=""):
    """A measure's figures by financial year, from the second method."""
    rows = recomputed[(recomputed["measure"] == measure) & (recomputed["area_code"] == area)]
    rows = rows[(rows["breakdown"] == "") & (rows["basis"] == basis)]
    return {day.year - (day.month < 4): value for day, value in zip(rows["period_start"], rows["value"])}
