"""Some of an area's delayed days at two public prices of a bed day, and at the area's own prices of care.

An illustration, never a finding: what is shown of it (`ijb.views.delay_price`) always carries CAUTION.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ijb import bed_day_prices as arithmetic
from ijb import numbers, periods
from ijb.bed_day_prices import BedDayPrice
from ijb.store import SCOTLAND, Period, Store

CAUTION = (
    "An illustration, not a finding: average cost is not cash saved; acute money sits with the NHS board; not every "
    "day is releasable; and the hospital prices are average costs from two publications on different bases."
)
DELAYS, WAITING_FOR_CARE = "delayed_beds_rate", "reason=health_and_social_care"
WHOLE_YEARS = "delayed_bed_days_75plus_rate"  # delays by residence in financial years, made only of twelve months
HOME_CARE, CARE_HOME, DEFLATOR = "home_care_cost_per_hour", "care_home_cost_per_week", "gdp_deflator"
HOSPITAL = "hospital"


@dataclass(frozen=True)
class Prices:
    """The published prices of a delayed bed day, the oldest first, and what puts them in the prices of year `base`:
    the deflator's index by financial year."""

    published: tuple[BedDayPrice, ...]
    base: str
    deflator: Mapping[str, float]

    def a_day(self, price: BedDayPrice) -> float | None:
        """£ a bed day in the prices of `base`; None where the deflator has not got both years."""
        return arithmetic.in_prices_of(self.base, price.a_day, price.year, self.deflator)

    @property
    def in_one_years_prices(self) -> list[float]:
        """All of them in the prices of `base`, in order; none where one of them cannot be."""
        found = [self.a_day(price) for price in self.published]
        return [] if None in found else found


@dataclass(frozen=True)
class UnitCost:
    """An area's own cost of a unit of care in one year's prices: £, "an hour", "2022/23", its status; how it reads."""

    value: float
    unit: str
    period: str
    status: str
    said: str


@dataclass(frozen=True)
class Line:
    """One price of a day: where the day is spent, on what the price rests, and the least and the most £ a day (the
    same twice where there is one price; None where there is none, and then why); the unit cost it is worked from."""

    id: str
    place: str
    basis: str = ""
    low: float | None = None
    high: float | None = None
    why: str = ""
    unit_cost: UnitCost | None = None

    @property
    def lacking(self) -> str:
        """That there is no price, and why; '' where there is one."""
        return f"No price: {self.why}" if self.why else ""

    def amounts(self, days: float) -> tuple[float, float] | None:
        """£ for some days, the least and the most."""
        return None if self.low is None else (self.low * days, self.high * days)


@dataclass(frozen=True)
class Illustration:
    """An area's days waiting for care in a whole financial year, the share of them to price in per cent, hours of home
    care a day, and the prices; where there is nothing to price, why."""

    area: str
    name: str
    year: str
    waiting: float | None
    why: str
    share: float
    hours: float
    prices: Prices
    lines: tuple[Line, ...]

    @property
    def days(self) -> int | None:
        """How many whole days are priced; None where there is nothing to price."""
        return None if self.why else arithmetic.days_of(self.share, self.waiting)

    def line(self, name: str) -> Line:
        """The price of days spent in hospital, at home or in a care home."""
        return next(line for line in self.lines if line.id == name)


def prices(store: Store) -> Prices:
    """The two prices, with the deflator that is loaded and the base year of all money in real terms."""
    index = store.facts([DEFLATOR], [SCOTLAND])
    by_year = {periods.year_label(row.period_start.year): float(row.value) for row in index.itertuples()}
    return Prices(arithmetic.bed_day_prices(), store.real_basis(HOME_CARE).removeprefix("real "), by_year)


def illustration(store: Store, area: str, share: float, hours: float) -> Illustration:
    """`share` per cent of the area's days waiting for care in the newest whole year by residence, at each price."""
    name, year, known = store.area(area)["name"], store.default_period(WHOLE_YEARS, ""), prices(store)
    waiting, why = days_waiting(store, area, year)
    lines = (_hospital(known), _home_care(store, area, known, hours), _care_home(store, area, known))
    why = why or lines[0].why
    return Illustration(area, name, year.label if year else "", waiting, why, share, hours, known, lines)


def days_waiting(store: Store, area: str, year: Period | None) -> tuple[float | None, str]:
    """An area's bed days delayed for health and social care reasons in a financial year, or None and why: the beds
    occupied on an average day times the days of each of the twelve months."""
    if year is None:
        return None, "no whole financial year of delays is held"
    months = store.series(DELAYS, WAITING_FOR_CARE, "", [area])
    months = months[(months["period_start"] >= year.start) & (months["period_end"] <= year.end)]
    held = months[months["numerator"].notna() & months["status"].ne("partial")]
    if len(held) < 12:
        return None, f"not all twelve months of {year.label} are held by reason for delay"
    days = (pd.to_datetime(held["period_end"]).dt.day * held["numerator"]).round().sum()
    return float(days), "" if days else f"no days waiting for care in {year.label}"


def _hospital(known: Prices) -> Line:
    place, found = "In hospital", known.in_one_years_prices
    if not found:
        return Line(HOSPITAL, place, why="the two prices cannot be put in one year’s prices")
    each = " and ".join(
        f"{_pounds_a_day(value)} ({price.year})" for price, value in zip(known.published, found, strict=True)
    )
    basis = f"The two average costs of a delayed bed day, {each}, in {known.base} prices"
    return Line(HOSPITAL, place, basis, min(found), max(found))


def _home_care(store: Store, area: str, known: Prices, hours: float) -> Line:
    place = f"At home, {hours_words(hours)} of home care a day"
    cost, why = _unit_cost(store, area, HOME_CARE, known.base)
    if cost is None:
        return Line(HOME_CARE, place, why=why)
    basis = (
        f"Own gross cost of home care for people aged 65 and over, {cost.said}; home care alone, without nursing, "
        "equipment or unpaid care"
    )
    day = arithmetic.home_care_a_day(cost.value, hours)
    return Line(HOME_CARE, place, _with_cautions(store, area, HOME_CARE, basis), day, day, unit_cost=cost)


def _care_home(store: Store, area: str, known: Prices) -> Line:
    place = "In a care home"
    cost, why = _unit_cost(store, area, CARE_HOME, known.base)
    if cost is None:
        return Line(CARE_HOME, place, why=why)
    basis = (
        f"Own net cost to the council of a resident, {cost.said}, over 7 days; self-funders are included, so it is "
        "below the price of a place"
    )
    day = arithmetic.care_home_a_day(cost.value)
    return Line(CARE_HOME, place, _with_cautions(store, area, CARE_HOME, basis), day, day, unit_cost=cost)


def _unit_cost(store: Store, area: str, name: str, base: str) -> tuple[UnitCost | None, str]:
    """An area's newest unit cost in the prices of `base`; or None and why."""
    measure = store.measures[name]
    rows = store.series(name, measure.default_breakdown, f"real {base}", [area])
    held = rows[rows["value"].notna()]
    if held.empty:
        status = numbers.STATUS_WORDS[rows["status"].iloc[-1] if len(rows) else "not_supplied"]
        return None, f"{status[:1].lower()}{status[1:]}"
    newest = held.iloc[-1]
    words = numbers.STATUS_WORDS[newest["status"]]
    marked = "" if newest["status"] == "published" else f", {words.lower()}"
    said = f"{numbers.figure(measure, newest['value'])} {measure.unit}"
    said = f"{said} ({measure.indicator}, {newest['period_label']}{marked}, in {base} prices)"
    return UnitCost(float(newest["value"]), measure.unit, newest["period_label"], words, said), ""


def _with_cautions(store: Store, area: str, name: str, basis: str) -> str:
    """What a price rests on, and what the measure says of this very area."""
    own = store.area(area)["name"]
    cautions = [words.rstrip(".") for words in store.sayable(store.measures[name].caveats) if own in words]
    return ". ".join([basis, *cautions])


def hours_words(hours: float) -> str:
    """ "2 hours", "1 hour", "0.5 hours"."""
    return f"{numbers.number(hours, 0 if float(hours).is_integer() else 1)} hour{'' if hours == 1 else 's'}"


def _pounds_a_day(value: float) -> str:
    return f"£{numbers.number(value)}"
