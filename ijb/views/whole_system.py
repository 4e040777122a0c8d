"""Money, need and delays of one area: what the page offers to set side by side, and the chain of three indices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

import pandas as pd

from ijb import chain, numbers
from ijb.address import href
from ijb.charts import blocks
from ijb.charts.markup import Html, element
from ijb.charts.table import link
from ijb.comparators import Comparator
from ijb.measures import Measure
from ijb.store import SCOTLAND, Store
from ijb.views import about

ROLES = {"money": "Money", "need": "Need", "flow": "Delays or hospital use"}
DEFAULTS = {
    "money": "adult_social_work_spend_per_adult",
    "need": "care_at_home_hours_rate",
    "flow": "delayed_bed_days_75plus_rate",
}
OFFSETS = {"0": "In the same year", "1": "One year later", "2": "Two years later"}
OFFSET_LABEL = "When delays are looked at"
CANNOT = "What this page cannot say"
CAUTIONS = (
    "Figures stand side by side here. Nothing said or drawn here says that one brought about another.",
    "A change in one may have nothing to do with a change in another.",
    "Areas differ in need: age, health, distance and deprivation are not taken out.",
    "Set side by side in any one year from 2017/18 to 2022/23, areas that spent more per adult did not, as a rule, "
    "have fewer delayed bed days: so changes are drawn here, and not levels.",
    "Studies are few, from England, and do not agree.",
)


@dataclass(frozen=True)
class Linked:
    """One measure of the chain. shift: years by which it is drawn earlier than it happened; own: the area's index in
    the window; other: the comparator's from the same base, if any; reason: why there is no figure; beds: of delays, how
    many on an average day, by financial year."""

    role: str
    measure: Measure
    basis: str
    shift: int
    own: chain.Indexed
    other: pd.DataFrame
    reason: str = ""
    beds: Mapping[int, float] = field(default_factory=dict)

    @property
    def unit(self) -> str:
        return numbers.written_unit(self.measure, self.measure.default_breakdown, self.basis)

    @cached_property
    def held(self) -> pd.DataFrame:
        """The years with an index, in order."""
        return self.own.frame.dropna(subset=["index"])

    @cached_property
    def places(self) -> dict[int, pd.Series]:
        """The indexed rows that are whole, by their place on the shared axis: the year that the money is of."""
        return {int(row["year"]) - self.shift: row for _, row in chain.whole(self.held).iterrows()}


@dataclass(frozen=True)
class Chain:
    """The three measures of one area; years: the places on the shared axis; other_name: whose the dashed lines are."""

    area: str
    name: str
    offset: int
    links: tuple[Linked, ...]
    years: range
    other_name: str


def page_title(own: pd.Series) -> str:
    """ "Edinburgh: money, need and delays together"."""
    return f"{own['name']}: money, need and delays together"


def cautions() -> Html:
    """What the page cannot say, as a short list."""
    return element("ul", *[element("li", words) for words in CAUTIONS], class_="ijb ijb-list ijb-cautions")


def basis(store: Store, measure: Measure) -> str:
    """In real terms where it is money; '' where not."""
    return store.real_basis(measure.id) if measure.money else ""


def offered(store: Store) -> dict[str, dict[str, str]]:
    """By role, the measures that can be drawn year by year, with their names: by area of residence, and held by nine in
    ten of the expected areas in at least three financial years."""
    built = _Built(store.built_at(), tuple(store.measures.values()), store)
    return {role: {each.id: each.short_name for each in _long_enough(built, role)} for role in ROLES}


@dataclass(frozen=True)
class _Built:
    """One database as it was built, with its catalogue: the same question of the same one has the same answer."""

    at: object
    measures: tuple[Measure, ...]
    store: Store = field(compare=False)


@lru_cache(maxsize=2 * len(ROLES))
def _long_enough(built: _Built, role: str) -> tuple[Measure, ...]:
    return tuple(
        measure
        for measure in built.measures
        if measure.theme == role
        and measure.areas == "residence"
        and measure.period in chain.YEARLY
        and len(_years_held(built.store, measure)) >= chain.LEAST_YEARS
    )


def _years_held(store: Store, measure: Measure) -> list[int]:
    history = store.history(measure.id, measure.default_breakdown, basis(store, measure))
    return chain.widely_held(chain.yearly(measure, history), store.codes("ijb"), measure.expected_areas)


def default(options: Mapping[str, str], role: str) -> str:
    """The measure that stands first in a role."""
    return DEFAULTS[role] if DEFAULTS[role] in options else next(iter(options))


def chained(store: Store, area: str, comparator: Comparator, chosen: Sequence[str], offset: int) -> Chain:
    """The chain of an area from three measures (money, need, flow), the last drawn `offset` years earlier.

    The axis starts with the first year for which all that is held at all, of the area and of its comparator, is whole.
    """
    code = comparator.code or SCOTLAND
    wanted = [area] if code == area else [area, code]
    shifts = (0, 0, offset)
    read = [_read(store, store.measures[name], wanted) for name in chosen]
    known = [(*_of(each, wanted)[:2], shift) for each, shift in zip(read, shifts)]
    held = [(own, other, shift) for own, other, shift in known if len(own)]
    first = max((_first(own, other) - shift for own, other, shift in held), default=0)
    last = max((int(own["year"].max()) - shift for own, _, shift in held), default=first - 1)
    links = tuple(
        _linked(store, name, each, wanted, role, shift, first)
        for role, name, each, shift in zip(ROLES, chosen, read, shifts)
    )
    other = store.area(code)["short_name"] if any(len(each.other) for each in links) else ""
    return Chain(area, store.area(area)["name"], offset, links, range(first, last + 1), other)


def _read(store: Store, measure: Measure, areas: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    series = store.series(measure.id, measure.default_breakdown, basis(store, measure), areas)
    return yearly(store, measure, series), series


def yearly(store: Store, measure: Measure, series: pd.DataFrame) -> pd.DataFrame:
    """As chain.yearly, figures in doubt marked so."""
    doubted = store.doubted()
    return chain.with_doubts(chain.yearly(measure, series), doubted[doubted["measure"] == measure.id])


def _of(read: tuple[pd.DataFrame, pd.DataFrame], areas: list[str]) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """The area's own yearly figures, the comparator's, and the area's newest status."""
    held, series = read
    own = series.loc[series["area_code"] == areas[0], "status"]
    other = held[held["area_code"] == areas[-1]] if len(areas) > 1 else held.iloc[:0]
    return held[held["area_code"] == areas[0]], other, own.iloc[-1] if len(own) else "not_supplied"


def _first(own: pd.DataFrame, other: pd.DataFrame) -> int:
    """The first year that an area and its comparator both hold whole, or else the area alone."""
    mine, theirs = (set(chain.whole(frame)["year"]) for frame in (own, other))
    return int(min(mine & theirs or mine or set(own["year"])))


def _linked(store: Store, name: str, read: tuple, areas: list[str], role: str, shift: int, first: int) -> Linked:
    measure, (own, other, status) = store.measures[name], _of(read, areas)
    found = chain.indexed(measure, own[own["year"] >= first + shift].reset_index(drop=True))
    beside = chain.indexed_on(other, found.base) if found.base is not None else other.iloc[:0].assign(index=[])
    reason = numbers.STATUS_WORDS[status] if own.empty else ""
    series = read[1]
    counted = chain.beds(measure, series[series["area_code"] == areas[0]])
    return Linked(role, measure, basis(store, measure), shift, found, beside, reason, counted)


def beneath(store: Store, area: str, chosen: Sequence[str], today: date, choices: Mapping[str, str]) -> list[Html]:
    """What stands under a chart of several measures: what to know of the area's own figures, their sources, and folded
    each one's definition and uses."""
    shown = [store.measures[name] for name in chosen]
    folded = [
        blocks.folded(
            f"{measure.short_name}: definition, source, and what it can be used for",
            _defined(store, measure, today, choices),
        )
        for measure in shown
    ]
    return [about.care_list(store, area, shown), _sources(store, shown), *folded]


def _sources(store: Store, shown: Sequence[Measure]) -> Html:
    """Each source once, with its address and the last day held."""
    rows = store.source_rows().set_index("id")
    parts: list[object] = []
    for name in dict.fromkeys(name for measure in shown for name in about.sources_of(store, measure)):
        source, last = store.sources[name], rows.loc[name, "last_period"]
        upto = f", held to {last:%d %b %Y}".replace(" 0", " ") if pd.notna(last) else ", not supplied yet"
        titled = element("a", source.title, class_="ijb-link", href=source.url) if source.url else source.title
        parts += ["; " if parts else "Sources: ", f"{source.publisher}, ", titled, upto]
    return element("p", *parts, ".", class_="ijb ijb-note")


def _defined(store: Store, measure: Measure, today: date, choices: Mapping[str, str]) -> Html:
    trend = link(href("trend", choices, measure=measure.id), f"{measure.short_name} over time")
    source = about.source_line(store, measure, today)
    return about.definition(store, measure) + source + element("p", trend, class_="ijb ijb-note")
