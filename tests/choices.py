"""Areas and measures that the tests of the pages choose, and what the pages are then given."""

from dataclasses import replace

from ijb import paths
from ijb.comparators import Comparator, comparator
from ijb.measures import catalogue
from ijb.store import SCOTLAND
from ijb.views import areas, trend
from ijb.views.trend import Asked

MEASURES = catalogue(paths.MEASURES)
BY_RESIDENCE = [measure.id for measure in MEASURES.values() if measure.areas == "residence"]
EDINBURGH, FIFE, HIGHLAND, ORKNEY = "S37000012", "S37000032", "S37000016", "S37000022"
GLASGOW, LOTHIAN = "S37000034", "S08000024"
CODES = sorted(row.split(",")[0] for row in (paths.REFERENCE / "integration_authorities.csv").read_text().split()[1:])
CODES = [SCOTLAND, *[code for code in CODES if code.startswith("S37")]]
WITH_SCOTLAND = Comparator("scotland", "Scotland", SCOTLAND)


def question(store, name, breakdown=None):
    measure = store.measures[name]
    whole = areas.default_question(store, measure)
    return whole if breakdown is None else replace(whole, breakdown=breakdown)


def rows(store, name, own=EDINBURGH, kind="scotland", breakdown=None):
    asked = question(store, name, breakdown)
    return asked, areas.rows(store, asked, own, comparator(store, own, kind, [FIFE]), {"area": own})


def trend_of(store, name, area, breakdown="", window="recent", basis=""):
    asked = Asked(store.measures[name], breakdown, basis, area, window)
    return asked, trend.line(store, asked)
