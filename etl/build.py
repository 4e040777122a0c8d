"""Builds the database from what was supplied. The old database stays until the new one is whole."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

import duckdb
import pandas as pd

from etl import checks, compared, editions, false_alarms, geography, observe, population, real_terms, sourced
from etl.faults import Note
from etl.gather import Gathered, gather
from ijb import breakdowns, prices
from ijb.fingerprint import current
from ijb.measures import Measure, catalogue
from ijb.paths import MEASURES, REFERENCE, SOURCES
from ijb.sources import sources
from ijb.store import built_from

Progress = Callable[[str], None]
SQL = Path(__file__).parent
SUMMED_TO_SCOTLAND = """
    select quantity as measure, fact.period_start, fact.period_end, breakdown,
        max(value) filter (level = 'scotland') as published,
        sum(value) filter (level = 'council' or level = 'none') as summed
    from fact
    join area on area.code = fact.area_code
    where not list_contains(?, quantity::varchar)
    group by quantity, fact.period_start, fact.period_end, breakdown
    having count(value) filter (level = 'council') = 32 and published is not null
"""


@dataclass(frozen=True)
class Built:
    """What a build gives to report: supplies in file order, notes, seconds and the database's size in bytes."""

    gathered: Gathered
    notes: list[Note]
    seconds: float
    size: int


def is_current(database: Path, extracts: Path) -> bool:
    """Whether the database was built from exactly the files that stand now."""
    return database.exists() and built_from(database) == current(extracts)


def is_whole(database: Path) -> bool:
    """Whether there is a database at this place that a build finished."""
    return database.exists() and built_from(database) is not None


def held_sources(database: Path) -> pd.DataFrame:
    """The table `source` of a built database, in id order."""
    with closing(duckdb.connect(str(database), read_only=True)) as held:
        return _frame(held, "select * from source order by id")


def build(extracts: Path, database: Path, today: date, progress: Progress = lambda text: None) -> Built:
    """Build `database` from the files in `extracts` and put it in the old one's place.

    Raises BadExtract, BadMeasure or BadSource with everything that is wrong; the old database then stays.
    """
    started = perf_counter()
    fingerprint = current(extracts)
    measures, known_sources = catalogue(MEASURES), sources(SOURCES)
    areas = geography.read(REFERENCE)
    gathered = gather(extracts, areas, today, progress)
    fresh = database.with_name(database.name + ".new")
    fresh.unlink(missing_ok=True)
    database.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(duckdb.connect(str(fresh))) as new:
            _fill(new, gathered, areas, measures, known_sources, progress)
            notes = _note(new, gathered, areas, measures, progress)
            _revise(new, gathered, database)
            new.execute(
                "insert into build values (?, ?, ?, ?, ?)",
                [
                    datetime.now(UTC).replace(tzinfo=None, microsecond=0),
                    fingerprint.inputs,
                    fingerprint.catalogue,
                    fingerprint.code,
                    perf_counter() - started,
                ],
            )
            new.execute("checkpoint")
        os.replace(fresh, database)
    finally:
        fresh.unlink(missing_ok=True)
    return Built(gathered, notes, perf_counter() - started, database.stat().st_size)


def _fill(
    new: duckdb.DuckDBPyConnection,
    gathered: Gathered,
    areas: geography.Geography,
    measures: dict[str, Measure],
    known_sources: dict[str, object],
    progress: Progress,
) -> None:
    progress("Writing figures")
    _enumerate(
        new,
        {
            "area_id": areas.areas["code"],
            "quantity_id": gathered.quantities,
            "measure_id": measures,
            "breakdown_id": breakdowns.with_parts(gathered.facts["breakdown"].unique()),
        },
    )
    new.execute((SQL / "schema.sql").read_text(encoding="utf-8"))
    _insert(new, "area", areas.areas)
    _insert(new, "area_member", areas.members)
    _insert(new, "source", sourced.rows(known_sources, gathered.supplies))
    _insert(
        new,
        "quantity",
        pd.DataFrame(
            [(name, *words) for name, words in gathered.quantities.items()], columns=["id", "name", "unit", "source_id"]
        ),
    )
    _insert(new, "fact", gathered.facts)
    _insert(new, "evidence", gathered.evidence)
    _write_measures(new, measures)
    progress("Working out measures")
    _observe(new, measures)
    progress("Comparing areas")
    _compare(new, measures)


def _compare(new: duckdb.DuckDBPyConnection, measures: dict[str, Measure]) -> None:
    """Positions, classifications, standings, signals and peers, so that a page only reads."""
    newest = "select max(period_start) from fact where quantity = 'population_all' and status = 'published'"
    people = f"select * from fact where quantity = 'population_all' and period_start = ({newest})"
    rates = false_alarms.read(REFERENCE)
    for table, frame in compared.tables(measures, _observed(new), _frame(new, people), rates).items():
        _insert(new, table, frame)


def _enumerate(new: duckdb.DuckDBPyConnection, types: dict[str, Iterable[str]]) -> None:
    for name, values in types.items():
        listed = ", ".join("'" + str(value).replace("'", "''") + "'" for value in sorted(values))
        new.execute(f"create type {name} as enum ({listed})")


def _frame(held: duckdb.DuckDBPyConnection, sql: str, *values: object) -> pd.DataFrame:
    """The rows as a frame, enumerations as text."""
    frame = held.execute(sql, list(values)).df()
    enumerated = frame.select_dtypes("category").columns
    return frame.astype({column: "str" for column in enumerated})


def _insert(new: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    if len(frame):
        new.register("incoming", frame)
        columns = ", ".join(f'"{column}"' for column in frame.columns)
        new.execute(f"insert into {table} ({columns}) select {columns} from incoming")
        new.unregister("incoming")


def _write_measures(new: duckdb.DuckDBPyConnection, measures: dict[str, Measure]) -> None:
    """The table `measure`, one column a field; lists, breaks and questions as JSON text."""
    rows = [
        {
            name: json.dumps(value, default=str, ensure_ascii=False) if isinstance(value, (tuple, dict)) else value
            for name, value in asdict(measure).items()
        }
        for measure in measures.values()
    ]
    new.register("declared", pd.DataFrame(rows))
    new.execute("create table measure as select * from declared")
    new.unregister("declared")
    new.execute("alter table measure add primary key (id)")


def _observe(new: duckdb.DuckDBPyConnection, measures: dict[str, Measure]) -> None:
    for name, frame in observe.plan(measures, _supplied(new)).items():
        new.register("incoming", frame)
        new.execute(f"create or replace temp table {name} as select * from incoming")
        new.unregister("incoming")
    new.execute((SQL / "observe.sql").read_text(encoding="utf-8"))
    observed = _frame(new, "select * from observed_sums union all by name select * from observed_published")
    observed = observe.labelled(observed)
    observed = pd.concat([observed, observe.not_supplied(measures, observed, _areas(new))], ignore_index=True)
    observed = observe.without_lead_agencies(observed, measures, _areas(new))
    indices = _frame(new, "select * from fact where list_contains(?, quantity::varchar)", list(prices.INDICES))
    by = real_terms.factors(indices)
    _insert(new, "price", by)
    money = [measure.id for measure in measures.values() if measure.money]
    _insert(new, "observation", pd.concat([observed, real_terms.deflated(observed, by, money)], ignore_index=True))


def _observed(new: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return _frame(new, "select * from observation")


def _supplied(new: duckdb.DuckDBPyConnection) -> observe.Supplied:
    held = _frame(
        new,
        """
        select distinct quantity, area.level, breakdown, period_start, period_end
        from fact
        join area on area.code = fact.area_code
    """,
    )
    return observe.supplied(held)


def _areas(new: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return _frame(new, "select code, level, model from area")


def _note(
    new: duckdb.DuckDBPyConnection,
    gathered: Gathered,
    areas: geography.Geography,
    measures: dict[str, Measure],
    progress: Progress,
) -> list[Note]:
    """Write and return every quality note: the loaders' own and those found by rule."""
    progress("Checking quality")
    observed = _observed(new).query("basis == ''").dropna(subset=["value"])
    not_additive = [
        name
        for measure in measures.values()
        if measure.published_value
        for name in (measure.numerator, *measure.interval)
    ]
    scotland = observe.labelled(_frame(new, SUMMED_TO_SCOTLAND, [*not_additive, *population.QUANTITIES]))
    notes = [
        *gathered.notes,
        *checks.scotland_notes(scotland, gathered.quantities),
        *checks.quality_notes(gathered.facts, gathered.quantities, areas),
        *checks.plausibility_notes(observed, measures, areas),
    ]
    _insert(new, "quality_note", pd.DataFrame([asdict(note) for note in notes]))
    supplied = gathered.facts[gathered.facts["quantity"].isin(list(gathered.quantities))]
    _insert(new, "doubtful", checks.doubtful_facts(supplied))
    return notes


def _revise(new: duckdb.DuckDBPyConnection, gathered: Gathered, database: Path) -> None:
    """Write what later files and this build changed, and keep what earlier builds had noted."""
    revisions = [gathered.revisions]
    if database.exists():
        revisions += _since(database, gathered.facts)
    held = [frame for frame in revisions if len(frame)]
    if held:
        _insert(new, "revision", pd.concat(held, ignore_index=True).drop_duplicates())


def _since(database: Path, facts: pd.DataFrame) -> list[pd.DataFrame]:
    try:
        with closing(duckdb.connect(str(database), read_only=True)) as old:
            built_at = old.execute("select built_at from build").fetchone()[0]
            before = _frame(old, "select * from fact")
            noted = _frame(old, "select * from revision")
    except (duckdb.Error, TypeError):
        return []
    for column in ("period_start", "period_end"):
        before[column] = before[column].dt.date
    noted["period_start"] = noted["period_start"].dt.date
    return [noted, editions.revised(before, facts, f"database of {built_at:%d %B %Y %H:%M}", "newer files")]
