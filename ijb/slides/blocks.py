"""Every block of a page that can be put into a presentation: what makes its slide, and the choices it depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ijb import address, sentences
from ijb.deck import Item
from ijb.slides import (
    of_areas,
    of_delays,
    of_glance,
    of_ijb,
    of_money,
    of_need,
    of_prices,
    of_signals,
    of_treatment,
    of_whole_system,
    over_time,
)
from ijb.slides.ask import Ask, CannotShow, ask
from ijb.slides.slide import Slide
from ijb.store import Store
from ijb.views.naming import gives_away

WHOM = ("area", "compare", "with")  # choices of every block
CHAIN = ("money", "need", "flow", "offset")
COMPARED = ("measure", "breakdown", "prices", "period")


@dataclass(frozen=True)
class Block:
    """page: the page it is on; words: what it shows, for a list; build: what makes its slide of the choices asked for;
    uses: the choices, beside area and comparator, that it depends on; tells: whether it gives away which area it is of,
    whatever that is called; own: whether it is of the own area alone, which its title then names."""

    page: str
    words: str
    build: Callable[[Ask, str], Slide]
    uses: tuple[str, ...] = ()
    tells: bool = False
    own: bool = False


BLOCKS: dict[str, Block] = {
    "trend": Block(
        "trend",
        "A measure over time",
        over_time.whole,
        ("measure", "breakdown", "prices", "window", "areas"),
        own=True,
    ),
    "trend_parts": Block(
        "trend",
        "A measure taken apart",
        over_time.taken_apart,
        ("measure", "breakdown", "prices", "window", "parts"),
        own=True,
    ),
    "glance_headlines": Block("", "Money, need and flow for Scotland", of_glance.glance_headlines, own=True),
    "glance_map": Block("", "A measure, area by area", of_areas.glance_map, ("measure", "colour")),
    "glance_changes": Block("", "The largest changes on a year", of_glance.glance_changes, ("measure", "colour")),
    "glance_not_known": Block("", "How much is not known", of_glance.glance_not_known),
    "compare": Block(
        "compare",
        "The areas side by side",
        of_areas.compare,
        (*COMPARED, "colour", "sort"),
    ),
    "compare_own": Block("compare", "Where the area stands, and whether it holds", of_areas.compare_own, COMPARED),
    "funnel": Block("compare", "The areas by their number of cases", of_areas.funnel, COMPARED),
    "boards": Block("compare", "Within health board areas", of_areas.boards, COMPARED),
    "heat": Block("compare", "The area’s figures on which a rule fired", of_ijb.heat_own, ("view", "theme", "colour")),
    "ijb_who": Block("ijb", "Who the area is", of_ijb.ijb_who, tells=True),
    "ijb_stands_out": Block("ijb", "Where the area stands out", of_ijb.ijb_stands_out),
    "ijb_measures": Block("ijb", "Measures of money, need and flow", of_ijb.ijb_measures),
    "ijb_board": Block("ijb", "The areas of its health board", of_ijb.ijb_board),
    "signals": Block("signals", "The signals", of_signals.fired, ("theme", "rung")),
    "signals_improving": Block("signals", "Who has improved", of_signals.improving, ("theme",)),
    "signals_silent": Block("signals", "What gives no signal", of_signals.silent, ("theme",)),
    "money_over_time": Block(
        "money", "A measure of money over time", of_money.over_time, ("measure", "prices"), own=True
    ),
    "money_table": Block("money", "Spending, unit costs and balance of care", of_money.table, ("prices",)),
    "accounts": Block("money", "What the IJB’s accounts say", of_money.said_by_accounts, ("prices",)),
    "reserves": Block("money", "Reserves at the end of each year", of_money.reserves, own=True),
    "savings": Block("money", "Savings planned and delivered", of_money.savings, ("prices",), own=True),
    "reported": Block("money", "The newest reported figures", of_money.reported, ("kind",), tells=True),
    "need_waits": Block("need", "Who is waiting in the community", of_need.waits, ("measure",)),
    "need_hospital": Block("need", "Who waits in hospital for care", of_need.hospital),
    "need_ages": Block("need", "Care received, by age", of_need.ages, ("care",)),
    "need_years": Block("need", "Care received by age, over the years", of_need.years, ("care",), own=True),
    "need_choice": Block("need", "Choice and support", of_need.choice),
    "need_capacity": Block("need", "Capacity", of_need.capacity),
    "need_gaps": Block("need", "What is not collected or not held", of_need.gaps),
    "delays_reasons": Block(
        "delays", "Delays by reason, over the months", of_delays.reasons, ("month", "age"), own=True
    ),
    "delays_counted": Block("delays", "Bed days by reason and age", of_delays.counted, ("month", "age"), own=True),
    "delays_awi": Block("delays", "Delays for guardianship", of_delays.awi, own=True),
    "delays_shares": Block("delays", "Shares of Scotland’s delayed days", of_delays.shares, tells=True),
    "delays_treatment": Block("delays", "By residence and by hospital", of_treatment.treatment),
    "delays_falls": Block("delays", "Where the largest fall would come from", of_delays.falls),
    "delays_measures": Block("delays", "Measures of delays", of_delays.measures),
    "system_cautions": Block("whole_system", "What figures side by side cannot say", of_whole_system.cautions),
    "system_evidence": Block("whole_system", "What is known from studies", of_whole_system.evidence),
    "system_chain": Block("whole_system", "Money, need and delays on one axis", of_whole_system.chain, CHAIN, own=True),
    "system_changes": Block(
        "whole_system", "Changes in every area, two at a time", of_whole_system.changes, (*CHAIN, "pair", "span")
    ),
    "system_prices": Block("whole_system", "Two public prices of a delayed bed day", of_prices.prices),
    "system_delay_price": Block("whole_system", "The price of a delay", of_prices.delay, ("released", "hours")),
}


def item(block: str, choices: Mapping[str, str]) -> Item:
    """The item of a block with those of the choices that it depends on."""
    uses = (*WHOM, *BLOCKS[block].uses)
    return Item(block, {name: choices[name] for name in uses if choices.get(name)})


def slide(store: Store, given: Item, today: date, base: str = "") -> Slide:
    """The slide of an item, with the figures held now and the reader's own title where there is one.

    base: the address of the dashboard's root, or ''. Raises CannotShow where the block or a choice is not known any
    more, or nothing is held. While names are hidden a title that holds one gives way to the finding, and no address is
    given.
    """
    if given.block not in BLOCKS:
        raise CannotShow(f"This dashboard has no block “{given.block[:40]}”.")
    block = BLOCKS[given.block]
    if block.tells and store.hides(given.choices.get("area", "")):
        raise CannotShow("What it shows would give the area away while its name is hidden.")
    page = "" if store.names_hidden else _page(block, given, base)
    made = block.build(ask(store, given.choices, today, page if base else ""), given.block)
    own = "" if gives_away(store, given.title) else given.title
    built = f"{store.built_at():%d %B %Y}".lstrip("0")
    return replace(made, title=own or _named(made, block), built=built, page=page)


def _named(made: Slide, block: Block) -> str:
    """The finding; of a block of one area, with its name, as a slide is seen on its own."""
    if not block.own or made.area in made.title:
        return made.title
    words = sentences.mid_sentence(made.title)
    return f"In {made.area}, {words}" if ":" in words else f"{made.area}: {words}"


def _page(block: Block, given: Item, base: str) -> str:
    """The address of the view that a slide comes from, from the dashboard's root where that is not known."""
    view = address.view(block.page, given.choices)
    return f"{base}/{view.removeprefix('.')}" if base else view.removeprefix(".")


def mark(store: Store, given: Item) -> str:
    """A short mark of what a slide says under its own finding, by which a change of its figures is told. It is made as
    on the day of the newest figures held, so that a figure's age in words is no change. Raises CannotShow."""
    made = slide(store, replace(given, title=""), store.newest_of_all())
    said = [made.title, made.subtitle, *(each.words for each in made.said), repr(made.chart), repr(made.table)]
    return hashlib.sha256("\n".join(said).encode("utf-8")).hexdigest()[:6]
