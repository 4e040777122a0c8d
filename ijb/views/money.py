"""Money: what is spent, what a unit costs, and where care is given, for one area."""

from __future__ import annotations

import pandas as pd

from ijb import prices
from ijb.address import href
from ijb.charts import blocks
from ijb.charts.markup import Html, element
from ijb.charts.table import link
from ijb.comparators import Comparator
from ijb.measures import Measure
from ijb.store import SCOTLAND, Store
from ijb.views import about, measure_rows, one_ijb
from ijb.views.download import Download, file_name
from ijb.views.whole_system_care import REBASED

SPEND = "adult_social_work_spend_per_adult"
BALANCE = (
    "home_care_share_of_adult_spend",
    "self_directed_support_share",
    "personal_care_at_home_share",
    "care_at_home_people_rate",
    "care_home_places_rate",
)
SPENDING, OF_CARE = "Spending and unit costs", "Balance of care: at home or in a care home"
CASH = "Pounds are cash, as published: a rise may be no more than prices."


def offered(measure: Measure) -> bool:
    """Whether a measure is one of money, for the chart over time."""
    return measure.theme == "money"


def ids(store: Store) -> list[str]:
    """Spending and unit costs, then the balance of care: the measures of the table."""
    costs = [name for name, each in store.measures.items() if each.money and not each.says]
    return [*costs, *(name for name in BALANCE if name in store.measures)]


def rows(store: Store, area: str, comparator: Comparator, choices: dict[str, str], basis: str) -> pd.DataFrame:
    """As measure_rows.rows, in two groups."""
    found = measure_rows.rows(store, area, comparator, choices, ids(store), basis)
    groups = [OF_CARE if name in BALANCE else SPENDING for name in found["measure"]]
    return found.assign(theme=groups)


def basis_of(measure: Measure, basis: str) -> str:
    """The basis of a measure's figures: what is not money has none."""
    return basis if measure.money else ""


def table_title(own: pd.Series) -> str:
    return f"What is spent in {own['name']}, what a unit costs, and where care is given"


def table_subtitle(comparator: Comparator) -> str:
    return f"{newest_beside(comparator)}; each name opens its trend."


def newest_beside(comparator: Comparator) -> str:
    """Which figures they are, and beside whom."""
    return f"Newest figures held, beside {comparator.name}"


def lead(store: Store, area: str, basis: str) -> str:
    """What the page holds, and in which prices."""
    name = store.area(area)["name"]
    mine = "Scotland" if area == SCOTLAND else name
    said = f"What is spent on adult social care in {mine}, what a unit of it costs, and what the accounts say."
    return f"{said} {prices_said(store, basis)}"


def prices_said(store: Store, basis: str) -> str:
    """In which prices the pounds are, by which index, and which of its years are forecasts."""
    if not basis:
        return CASH
    index = prices.INDICES[prices.index_of(basis)]
    factors = store.price_factors(basis)
    ahead = factors.loc[factors["status"] != "published", "period_start"]
    said = f"Pounds are in {prices.year_of(basis)} prices, worked out by {index}"
    if len(ahead):
        return f"{said}, which is a forecast from {_year(ahead.min())} on."
    return f"{said}."


def _year(start) -> str:
    return f"{start.year}/{(start.year + 1) % 100:02d}"


def care(store: Store, area: str) -> Html:
    """What to know of the area's own figures in the table, and of a change across the two bases of population."""
    shown = [store.measures[name] for name in ids(store)]
    return about.care_list(store, area, shown) + blocks.note(REBASED)


def compare_link(measure: Measure, choices: dict[str, str]) -> Html:
    """Links to the same measure for all areas, and by itself."""
    return element(
        "p",
        link(href("compare", choices, measure=measure.id), "Compare all the areas on this measure"),
        " · ",
        link(href("trend", choices, measure=measure.id), "Open its trend beside other areas"),
        class_="ijb ijb-note",
    )


def download(store: Store, own: pd.Series) -> Download:
    """The newest figures of the table, in cash and in real terms."""
    every = one_ijb.download(store, own)
    names = [store.measures[name].name for name in ids(store)]
    figures = every.figures[every.figures["measure"].isin(names)]
    heading = f"{own['name']}: spending, unit costs and balance of care"
    shown = [store.measures[name] for name in ids(store)]
    said = [("Area", f"{own['name']} ({own['code']})"), *about.sources_said(store, shown)]
    said += [("Caution", words) for words in about.with_care(store, own["code"], shown)]
    return Download(file_name(own["name"], "money"), figures, every.heads, said, title=heading)
