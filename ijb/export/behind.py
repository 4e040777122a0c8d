"""What stands behind a figure: its sources in their roles, and the supplied files of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from ijb import breakdowns, prices
from ijb.measures import Measure
from ijb.store import SCOTLAND, Store

WORKED_POPULATION = "nrs_population"
OF_POPULATION = "nrs_"  # how the quantities start from which the population is worked (etl/population.py)
TREATED = "_treated"  # Scotland is the same by residence and by treatment, and read from the file that runs later
FIGURES, POPULATION, DENOMINATOR, PRICES, WEIGHTS = "Figures", "Population", "Denominator", "Prices", "Weights"


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


def files(store: Store, origins: list[tuple[str, str]]) -> tuple[File, ...]:
    """A File for each supplied file of each source; several of one source stand in a row joined by "; "."""
    rows = store.source_rows().set_index("id")
    return tuple(
        File(role, source.publisher, source.title, source.url, source.licence, file, sha256)
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
