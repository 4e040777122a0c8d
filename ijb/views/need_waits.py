"""Who waits in the community: counts on a date, on one of two bases that are never joined, for an area and Scotland."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ijb import labels, numbers, sentences
from ijb.charts import blocks, status
from ijb.charts.dated import Dated
from ijb.charts.dated import dated as draw
from ijb.charts.status import NO_CLEAR_CHANGE, Mark
from ijb.measures import Measure
from ijb.store import SCOTLAND, Period, Store
from ijb.views.drawing import Drawing
from ijb.views.need_changes import PEOPLE, changes, of_count, of_rate
from ijb.views.trend import drawn, status_said

SOURCE = "social_care_waits"
USUAL = "people_waiting_for_assessment_rate"
ESTIMATED = "basis=estimated"
ALL_SENT = "basis=all_areas_submitted"
BASES = {ESTIMATED: "estimated", ALL_SENT: "dates for which all areas sent a figure"}
ONE_DATE = {ALL_SENT: "a date for which all areas sent a figure"}
# What is counted, after its number: one, several, and what they wait for.
HOURS = ("hour of care at home a week", "hours of care at home a week")
COUNTED = {
    "people_waiting_for_assessment_rate": (PEOPLE, "waiting for a social care assessment"),
    "people_waiting_for_care_at_home_rate": (PEOPLE, "waiting for their care at home to start"),
    "hours_waiting_rate": (HOURS, "assessed as needed and not yet provided"),
}
SIGNS = {(True, True): "◇", (True, False): "◆", (False, True): "○", (False, False): "●"}  # own, estimated
SHORT_BASES = {ESTIMATED: "estimated", ALL_SENT: "all sent"}
NAME_FITS = 14  # letters beside a line's end on a phone; the key names a longer one
NOT_JOINED = "The two bases are never joined, and never compared with each other."


@dataclass(frozen=True)
class Held:
    """The figures of one area on one basis, in time order, never empty: rows of Store.series with a value."""

    area: str
    basis: str
    rows: pd.DataFrame

    @property
    def latest(self) -> pd.Series:
        return self.rows.iloc[-1]


@dataclass(frozen=True)
class Waits:
    """A measure's figures for the area asked for and for Scotland, the area's own first; status: why it has none."""

    measure: Measure
    area: str
    lines: tuple[Held, ...]
    status: str

    @property
    def newest(self) -> Held | None:
        """The newest figure to speak of: the area's own on either basis, or Scotland's."""
        shown = self.own or self.lines
        return max(shown, key=lambda held: held.latest["period_end"]) if shown else None

    @property
    def own(self) -> tuple[Held, ...]:
        return tuple(held for held in self.lines if held.area == self.area)


def is_wait(measure: Measure) -> bool:
    """Whether a measure counts those who wait in the community."""
    return measure.source == SOURCE


def waits(store: Store, measure: Measure, area: str) -> Waits:
    """What is held, by area and basis."""
    found, reason = [], "not_supplied"
    for code in dict.fromkeys([area, SCOTLAND]):
        for basis in store.breakdowns(measure.id):
            series = store.series(measure.id, basis, "", [code])
            rows = series.dropna(subset=["value"])
            if len(rows):
                found.append(Held(code, basis, rows))
            elif code == area and len(series):
                reason = series["status"].iloc[-1]
    return Waits(measure, area, tuple(found), "" if any(held.area == area for held in found) else reason)


def period(held: Held) -> Period:
    """The period of the newest figure on a basis."""
    return Period(*held.latest[["period_start", "period_end", "period_label"]])


def basis_words(basis: str) -> str:
    """What a line's dates are: "estimated", "dates for which all areas sent a figure"."""
    return BASES.get(basis, sentences.mid_sentence(labels.short_label(basis)))


def one_date(basis: str) -> str:
    """What one date is: "estimated", "a date for which all areas sent a figure"."""
    return ONE_DATE.get(basis, basis_words(basis))


def choice(measures: Mapping[str, Measure]) -> dict[str, str]:
    """The measures to choose from, by id, each by its plain name."""
    return {name: measure.short_name for name, measure in measures.items() if is_wait(measure)}


def counted(measure: Measure, count: float) -> str:
    """ "8,050 people were waiting for a social care assessment"."""
    (one, several), what = _counted(measure)
    words = (one, "was") if round(count) == 1 else (several, "were")
    return " ".join(filter(None, [numbers.number(count), *words, what]))


def _counted(measure: Measure) -> tuple[tuple[str, str], str]:
    return COUNTED.get(measure.id, (("", ""), f"counted: {sentences.mid_sentence(measure.name)}"))


def title(store: Store, waits: Waits, today: date) -> str:
    """The finding: the newest count with its date, basis and age, and whether the area has one."""
    held, name = waits.newest, store.area(waits.area)["name"]
    if held is None:
        return f"{waits.measure.subject}: no figure is held for {name} or for Scotland"
    said = (
        f"In {store.area(held.area)['name']} {counted(waits.measure, held.latest['numerator'])} "
        f"on {held.latest['period_label']} ({one_date(held.basis)}; "
        f"{sentences.age_of(held.latest['period_end'], today)})"
    )
    return said if waits.own else f"{said}; not held for {name}"


def drawing(store: Store, waits: Waits, theme: str, today: date) -> Drawing:
    """The chart of both bases, and what is said of the newest figure on each."""
    absent = () if waits.own else (blocks.paragraph(not_held(store, waits)),)
    heading = title(store, waits, today)
    if not waits.lines:
        return Drawing(heading, f"{waits.measure.name}.", above=absent)
    measure = waits.measure
    chart = draw(
        [_line(store, waits, held) for held in reversed(waits.lines)],
        breaks=break_heads(waits),
        unit=measure.unit,
        better_words=sentences.upward_direction(measure),
        theme=theme,
        fmt=numbers.axis_format(measure),
    )
    below = (status.key_html(*_key(store, waits)), *map(blocks.paragraph, said(store, waits, today)))
    return Drawing(heading, subtitle(measure), chart, alt(store, waits, today), absent, below)


def said(store: Store, waits: Waits, today: date) -> list[str]:
    """Under the chart, a paragraph each: the newest figure, the other basis, the breaks."""
    newest = waits.newest
    others = [held for held in waits.lines if held.area == newest.area and held is not newest]
    rest = [
        f"On the other basis {counted(waits.measure, held.latest['numerator'])} on {held.latest['period_label']} "
        f"({one_date(held.basis)}; {sentences.age_of(held.latest['period_end'], today)}). "
        f"{_of_basis(store, waits, held)}"
        for held in others
    ]
    return [
        _of_basis(store, waits, newest),
        " ".join([*rest, NOT_JOINED] if rest else []),
        " ".join(f"Break in {point.at:%B %Y}: {point.why}" for point in _breaks(waits)),
    ]


def alt(store: Store, waits: Waits, today: date) -> str:
    """The chart in words."""
    said = [f"{title(store, waits, today)}."]
    for held in waits.lines:
        first, last = held.rows.iloc[0], held.latest
        ends = f"{numbers.figure(waits.measure, first['value'])} on {first['period_label']}"
        if len(held.rows) > 1:
            ends += f", {numbers.figure(waits.measure, last['value'])} on {last['period_label']}"
        count = f"{len(held.rows)} figure{'' if len(held.rows) == 1 else 's'}"
        said.append(f"{store.area(held.area)['name']}, {basis_words(held.basis)}, {count}: {ends}.")
    return " ".join([*said, f"Each is {waits.measure.unit}. The same figures are in the table below."])


def not_held(store: Store, waits: Waits) -> str:
    """That the area has no figure, and whose are drawn instead."""
    if not waits.lines:
        return f"Not held for {store.area(waits.area)['name']} ({numbers.STATUS_WORDS[waits.status].lower()})."
    published = "published for Scotland, whose figures are drawn here"
    if not _held_by_area(store, waits.measure):
        return f"Not held by area; {published}."
    return f"Not held for {store.area(waits.area)['name']}; {published}."


def _held_by_area(store: Store, measure: Measure) -> bool:
    histories = [store.history(measure.id, basis, "") for basis in store.breakdowns(measure.id)]
    return any((history["level"].eq("ijb") & history["value"].notna()).any() for history in histories)


def subtitle(measure: Measure) -> str:
    """What is counted, and where lines are parted."""
    return (
        f"{measure.name}, {measure.unit}. A point for each date; lines join dates on one basis only, and stop at a "
        f"break and where no date lies near. {sentences.direction(measure)}"
    )


def _of_basis(store: Store, waits: Waits, held: Held) -> str:
    """How the count changed within one basis, in what it counts; its rate with the change of that; its standing."""
    measure, row = waits.measure, held.latest
    found = changes(store, measure, held.rows, row)
    rate = [numbers.phrase(measure, row["value"]), of_rate(found), _beside(store, waits, held)]
    return (
        f"Within this basis: {of_count(found, _counted(measure)[0])}. "
        f"As a rate: {', '.join(filter(None, rate))}. {status_said(measure, row)}"
    )


def _beside(store: Store, waits: Waits, held: Held) -> str:
    """ "16 above Scotland (172)" on the same basis and date; '' where Scotland has none."""
    other = next((each for each in waits.lines if each.area == SCOTLAND and each.basis == held.basis), None)
    if held.area == SCOTLAND or other is None:
        return ""
    same = other.rows.loc[other.rows["period_start"] == held.latest["period_start"], "value"]
    if same.empty:
        return ""
    return sentences.against(waits.measure, held.latest["value"], same.iloc[0], store.area(SCOTLAND)["name"])


def _breaks(waits: Waits) -> list:
    """The declared breaks between the first and the last date drawn."""
    days = [day for held in waits.lines for day in held.rows["period_start"]]
    return [point for point in waits.measure.breaks if days and min(days) < point.at <= max(days)]


def break_heads(waits: Waits) -> list[tuple[date, str]]:
    """The breaks that are drawn, with the words at their heads."""
    return [(point.at, f"Break, {point.at:%B %Y}") for point in _breaks(waits)]


def _line(store: Store, waits: Waits, held: Held) -> Dated:
    own, hollow = held.area == waits.area != SCOTLAND, held.basis == ESTIMATED
    area, figure = store.area(held.area), numbers.figure(waits.measure, held.latest["value"])
    named = area["short_name"] if waits.own and waits.area != SCOTLAND else short_basis(held.basis)
    end = f"{SIGNS[own, hollow]} {figure} {named if len(named) <= NAME_FITS else ''}".rstrip()
    return Dated(f"{area['name']}, {basis_words(held.basis)}", end, drawn(waits.measure, held.rows), own, hollow)


def short_basis(basis: str) -> str:
    """A basis in a word or two, for the end of a line."""
    return SHORT_BASES.get(basis, labels.short_label(basis))


def _key(store: Store, waits: Waits) -> tuple[list[Mark], str | None, list[tuple[str, str]]]:
    """What hollow and filled points say, and whose are the diamonds."""
    bases = {held.basis for held in waits.lines}
    filled = [
        Mark(NO_CLEAR_CHANGE.shape, NO_CLEAR_CHANGE.tone, _filled(basis)) for basis in sorted(bases - {ESTIMATED})
    ]
    hollow = [("hollow", f"Hollow: {sentences.mid_sentence(labels.short_label(ESTIMATED))}")]
    name = store.area(waits.area)["name"] if waits.own and waits.area != SCOTLAND else None
    return filled, name, hollow if ESTIMATED in bases else []


def _filled(basis: str) -> str:
    return f"Filled: {basis_words(basis)}"
