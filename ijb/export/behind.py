"""What stands behind a figure: its sources in their roles, and the supplied files of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ijb import breakdowns, prices
from ijb.measures import Measure
from ijb.sources import LICENCES, Source
from ijb.store import SCOTLAND, Store

WORKED_POPULATION = "nrs_population"
OF_POPULATION = "nrs_"  # how the quantities start from which the population is worked (etl/population.py)
TREATED = "_treated"  # Scotland is the same by residence and by treatment, and read from the file that runs later
FIGURES, POPULATION, DENOMINATOR, PRICES, WEIGHTS = "Figures", "Population", "Denominator", "Prices", "Weights"
READ = "Source: "  # how the note of a fact starts that says where it was read (etl/loaders); any other is about it
NAME_LEFT_OUT = "a publication whose name is left out while the names of areas are hidden"
SITE = re.compile(r"https?://(?:www\.)?([^/\s]+)")
OPEN_LICENCES = LICENCES[:2]  # those that a publisher gives to its own releases


@dataclass(frozen=True)
class File:
    """A supplied file behind a figure, and what it is to it; `file` and `sha256` are '' where none was supplied."""

    role: str
    publisher: str
    title: str
    address: str
    licence: str
    file: str
    sha256: str


@dataclass(frozen=True)
class Told:
    """What was written beside a supplied figure: where it was read, or else what is to be known of it; '' where nothing
    was."""

    read_in: str = ""
    note: str = ""


def figures_from(store: Store, measure: Measure, area: str, day: date | None = None) -> tuple[str, str]:
    """The source that an area's figures of a measure come from, and the quantity of it: its own; for Scotland's delays,
    which are read from the file by residence or by treatment, the one that runs later.

    day: the first day of the figure, where it is to be one that this file has.
    """
    of = store.quantities()["source_id"]
    own = measure.source, measure.numerator
    plain = measure.numerator.removesuffix(TREATED)
    named = [name for name in (plain, f"{plain}{TREATED}") if name in of.index]
    if area != SCOTLAND or len(named) < 2:
        return own
    rows = store.source_rows().set_index("id")
    later = max(named, key=lambda name: rows.at[of[name], "last_period"])
    return own if day and day < rows.at[of[later], "first_period"] else (of[later], later)


def told(store: Store, measure: Measure, row: pd.Series) -> Told:
    """What was written beside the numerator of a figure, or of the one council that the area is; nothing for sums of
    areas or months. A note that would give a hidden name away is left out.

    row: area_code, breakdown, period_start and period_end of the figure.
    """
    name, quantity = figures_from(store, measure, row["area_code"], row["period_start"])
    note = _note(store, quantity, measure, row)
    where, source = note.removeprefix(READ), store.sources[name]
    sayable = bool(store.sayable([note]))
    if where == note:
        return Told(note=note if sayable else "")
    if sayable:
        return Told(read_in=where)
    return Told(read_in=NAME_LEFT_OUT if read_elsewhere(source.publisher, source.url, where) else "")


def read_elsewhere(publisher: str, address: str, where: str) -> bool:
    """Whether a figure was read anywhere but in what its publisher released: the place does not start with the
    publisher's name, and is no address on the site of the source's own."""
    sites = [SITE.match(each) for each in (where, address)]
    same_site = all(sites) and sites[0][1].casefold() == sites[1][1].casefold()
    return bool(where) and not where.startswith(publisher) and not same_site


def licence(source: Source, where: str) -> str:
    """The licence of a figure read in `where`: an open one is the publisher's to give, and of its own release alone."""
    if source.licence in OPEN_LICENCES and read_elsewhere(source.publisher, source.url, where):
        return f"{source.licence} for the publisher's own release; this figure was read elsewhere"
    return source.licence


def _note(store: Store, quantity: str, measure: Measure, row: pd.Series) -> str:
    """The note of the fact that is a figure's numerator; '' where there is no such fact."""
    parts = breakdowns.parsed(measure.numerator_where) | breakdowns.parsed(row["breakdown"])
    councils = store.councils(row["area_code"])["code"].tolist()
    of = [row["area_code"], *(councils if len(councils) == 1 else [])]
    facts = store.facts([quantity], of)
    same = facts["breakdown"] == breakdowns.written(parts)
    for day in ("period_start", "period_end"):
        same &= facts[day] == row[day]
    return next((note for note in facts.loc[same, "note"] if note), "")


def origins(store: Store, measure: Measure, breakdown: str, row: pd.Series) -> list[tuple[str, str]]:
    """What a figure is made from: role and source id, that of the figures first."""
    of = store.quantities()["source_id"]
    below = breakdowns.denominator(measure, breakdown)[0]
    named = [(FIGURES, measure.numerator)]
    if row["area_code"] == SCOTLAND:
        named += [(FIGURES, f"{measure.numerator}{TREATED}"), (FIGURES, measure.numerator.removesuffix(TREATED))]
    named += [(POPULATION if below.startswith("population_") else DENOMINATOR, below)]
    named += [(PRICES, prices.index_of(row["basis"]))] if row["basis"] else []
    named += [(WEIGHTS, measure.weight)] if measure.published_value and row["status"] == "derived" else []
    first = figures_from(store, measure, row["area_code"], row.get("period_start"))[0]
    found: dict[str, str] = {first: FIGURES, measure.source: FIGURES}
    for role, name in named:
        if name in of.index:
            found.setdefault(of[name], role)
    if WORKED_POPULATION in found:
        role = found.pop(WORKED_POPULATION)
        worked_from = sorted(of[of.index.str.startswith(OF_POPULATION)].unique())
        found |= {source: role for source in worked_from if source not in found}
    return [(role, source) for source, role in found.items()]


def files(store: Store, origins: list[tuple[str, str]], read_in: str) -> tuple[File, ...]:
    """A File for each supplied file of each source; several of one source stand in a row joined by "; ". read_in: where
    the figure itself was read, as in Told."""
    rows = store.source_rows().set_index("id")
    return tuple(
        File(
            role,
            source.publisher,
            source.title,
            source.url,
            licence(source, read_in if role == FIGURES else ""),
            file,
            sha256,
        )
        for role, name in origins
        for source in [store.sources[name]]
        for file, sha256 in zip(rows.at[name, "file"].split("; "), rows.at[name, "sha256"].split("; "), strict=True)
    )


def sources_behind(store: Store, measure: Measure) -> list[str]:
    """The ids of the sources of all of a measure's figures, of any area, breakdown and basis, its own first."""
    found: dict[str, None] = {}
    for breakdown in [*store.breakdowns(measure.id), measure.default_breakdown]:
        for basis in ("", *store.bases(measure.id)):
            row = pd.Series({"area_code": SCOTLAND, "basis": basis, "status": "derived"})
            found |= dict.fromkeys(name for _, name in origins(store, measure, breakdown, row))
    return list(found)
