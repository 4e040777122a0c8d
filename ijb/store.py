"""Opens the built database and answers questions.

A read-only copy is kept in memory, taken anew when the file changes; every question uses a cursor of its own, so
many readers can ask at once. Frames come back fresh: a caller may change what it was given.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock

import duckdb
import pandas as pd

from ijb import paths
from ijb.fingerprint import Fingerprint
from ijb.hidden_names import Aliases, aliases
from ijb.measures import Measure, catalogue
from ijb.sources import Source, sources
from ijb.store_of_everything import Everything
from ijb.store_of_prices import PriceQuestions
from ijb.store_of_signals import Signals
from ijb.store_of_sources import SourceQuestions

SCOTLAND = "S92000003"
QUESTIONS = Path(__file__).with_suffix(".sql")
DAYS = ("period_start", "period_end", "first_period", "last_period", "run_first", "tested_to")
_opening = Lock()

# Every table with its columns, enumerations as text: pages read whole columns, and need no key indexes.
COLUMNS_ON_DISK = """
select
    table_name,
    string_agg(
        format(case when data_type like 'ENUM%' then '"{0}"::varchar as "{0}"' else '"{0}"' end, column_name),
        ', ' order by column_index
    )
from duckdb_columns()
where database_name = 'disk'
    and table_name in (select table_name from duckdb_tables() where database_name = 'disk')
group by table_name
"""


@dataclass(frozen=True)
class Period:
    """A period of a measure: first and last day, and the label that readers see."""

    start: date
    end: date
    label: str


class Store(Signals, SourceQuestions, PriceQuestions, Everything):
    """Questions to one copy of the database. Frames have the columns of the tables they come from (etl/schema.sql)."""

    def __init__(self, connection: duckdb.DuckDBPyConnection):
        self._connection = connection
        self._aliases: Aliases | None = None
        self.measures: dict[str, Measure] = catalogue(paths.MEASURES)
        self.sources: dict[str, Source] = sources(paths.SOURCES)
        self.areas: pd.DataFrame = self._ask("select * from area where level in ('scotland', 'health_board', 'ijb')")
        self._by_code = {row["code"]: row for _, row in self.areas.iterrows()}

    def _ask(self, sql: str, *values: object) -> pd.DataFrame:
        frame = self._connection.cursor().execute(sql, list(values)).df()
        for column in frame.columns.intersection(list(DAYS)):
            frame[column] = pd.to_datetime(frame[column]).dt.date
        return self._aliases.applied(frame) if self._aliases else frame

    def hiding(self, own: str) -> Store:
        """The same store, with a number in place of the name of every area but `own` (`ijb.hidden_names`)."""
        other = copy(self)
        councils = self._ask(
            "select code, name, area_code from area join area_member on member_code = code where kind = 'council→ijb'"
        )
        other._aliases = aliases(self.areas, own, councils)
        other.areas = other._aliases.applied(self.areas)
        other._by_code = {row["code"]: row for _, row in other.areas.iterrows()}
        return other

    @property
    def names_hidden(self) -> bool:
        return self._aliases is not None

    def hides(self, code: str) -> bool:
        """Whether the name of an area is left out."""
        return self._aliases is not None and code in self._aliases.by_code

    def sayable(self, texts: Iterable[str]) -> list[str]:
        """Those of some texts that give no hidden name away: all, where names are not hidden."""
        return [words for words in texts if not (self._aliases and self._aliases.says(words))]

    def area(self, code: str) -> pd.Series:
        """One area's row of the table `area`; KeyError if there is none."""
        return self._by_code[code]

    def codes(self, level: str) -> list[str]:
        """The codes at one level, by name."""
        return self.areas[self.areas["level"] == level].sort_values("name")["code"].tolist()

    def members(self, board: str) -> list[str]:
        """The integration authorities in a health board's area, by name."""
        ijbs = self.areas[(self.areas["level"] == "ijb") & (self.areas["health_board_code"] == board)]
        return ijbs.sort_values("name")["code"].tolist()

    def councils(self, ijb: str) -> pd.DataFrame:
        """code, name of the councils that an integration authority covers."""
        return self._ask(
            "select code, name from area join area_member on member_code = code "
            "where area_code = ? and kind = 'council→ijb' order by name",
            ijb,
        )

    def family(self, group: str) -> list[str]:
        """The integration authorities of a family group; one that is in two groups is in each."""
        ijbs = self.areas[self.areas["level"] == "ijb"]
        inside = ijbs["family_group"].map(lambda groups: group in groups.split(" and "))
        return ijbs[inside].sort_values("name")["code"].tolist()

    def breakdowns(self, measure: str) -> list[str]:
        """The breakdowns of a measure that any area has a figure for, '' first."""
        held = self._ask(
            "select distinct breakdown from observation where measure = ? and value is not null order by breakdown",
            measure,
        )
        return held["breakdown"].tolist()

    def default_period(self, measure: str, breakdown: str) -> Period | None:
        """The newest period held by nine in ten of the expected areas, or the best there is."""
        return _only(
            self._ask(
                "select period_start, period_end, period_label from default_period where measure = ? and breakdown = ?",
                measure,
                breakdown,
            )
        )

    def newest(self, measure: str, breakdown: str, area: str) -> Period | None:
        """The newest period in which an area has a figure."""
        return _only(
            self._ask(
                "select period_start, period_end, period_label from observation where measure = ? and "
                "breakdown = ? and area_code = ? and basis = '' and value is not null "
                "order by period_start desc limit 1",
                measure,
                breakdown,
                area,
            )
        )

    def periods(self, measure: str, breakdown: str) -> list[Period]:
        """The periods in which any area has a figure, newest first."""
        held = self._ask(
            "select distinct period_start, period_end, period_label from observation where measure = ? "
            "and breakdown = ? and basis = '' and value is not null order by period_start desc",
            measure,
            breakdown,
        )
        return [Period(*row) for row in held.itertuples(index=False)]

    def snapshot(self, measure: str, breakdown: str, basis: str, period: Period) -> pd.DataFrame:
        """Every area's row of the view `marked` in one period, by name; a rule only on the newest tested."""
        return self._ask(
            "select * from marked where measure = ? and breakdown = ? and basis = ? and period_start = ? "
            "and period_end = ? order by name",
            measure,
            breakdown,
            basis,
            period.start,
            period.end,
        )

    def series(self, measure: str, breakdown: str, basis: str, areas: list[str]) -> pd.DataFrame:
        """All periods of some areas, as in the view `seen`, in time order."""
        return self._ask(
            "select * from seen where measure = ? and breakdown = ? and basis = ? and list_contains(?, area_code) "
            "order by area_code, period_start, period_end",
            measure,
            breakdown,
            basis,
            areas,
        )

    def history(self, measure: str, breakdown: str, basis: str) -> pd.DataFrame:
        """area_code, level, period_start, period_label, value of every area, in time order."""
        return self._ask(
            "select area_code, level, period_start, period_end, period_label, value from priced "
            "where measure = ? and breakdown = ? and basis = ? order by area_code, period_start",
            measure,
            breakdown,
            basis,
        )

    def peers(self, area: str) -> list[str]:
        """The nearest peers of an integration authority, nearest first; none where they are not worked out."""
        return self._ask("select peer_code from peer where area_code = ? order by place", area)["peer_code"].tolist()

    def populations(self, quantity: str, start: date) -> pd.DataFrame:
        """area_code, value: a population of every area at mid-year of the calendar year that a period starts in."""
        return self._ask(
            "select area_code, value from fact join area on area.code = area_code "
            "where level in ('scotland', 'health_board', 'ijb') and quantity = ? and breakdown = '' "
            "and period_start = ? and period_end = period_start",
            quantity,
            date(start.year, 6, 30),
        )

    def parts(self, measure: str, basis: str, area: str) -> pd.DataFrame:
        """All periods and all breakdowns of one area, in time order."""
        return self._ask(
            "select * exclude (standing_basis, factor) from priced where measure = ? and basis = ? and area_code = ? "
            "order by breakdown, period_start",
            measure,
            basis,
            area,
        )

    def everywhere(self, basis: str = "") -> pd.DataFrame:
        """Each measure's default period and breakdown for every area of every level, as in the view `marked`; money in
        cash and in its main basis in real terms, and in `basis` where that is a further one."""
        held = self._ask("select * from everywhere order by rowid")
        if basis in ("", *held["basis"].unique()):
            return held
        further = self._ask(
            "select marked.* from marked join default_period using (measure, breakdown, period_start, period_end) "
            "join measure on measure.id = marked.measure and breakdown = default_breakdown where basis = ?",
            basis,
        )
        return pd.concat([held, further], ignore_index=True)

    def histories(self, area: str) -> pd.DataFrame:
        """measure, basis, period_start, period_label, value: every measure's whole series for one area, in its default
        breakdown and every basis, in time order."""
        return self._ask(
            "select measure, basis, period_start, period_label, value from priced "
            "join measure on measure.id = priced.measure "
            "where area_code = ? and breakdown = default_breakdown order by measure, period_start",
            area,
        )

    def cells(self) -> pd.DataFrame:
        """measure, held, expected: in how many of the 31 areas each measure has a figure in its default period."""
        return self._ask("""
            select measure, count(value) as held, count(*) as expected
            from observation
            join default_period using (measure, breakdown, period_start, period_end)
            join measure on measure.id = observation.measure and breakdown = default_breakdown
            where level = 'ijb' and basis = '' and measure.areas = 'residence'
            group by measure
        """)


def built_from(path: Path) -> Fingerprint | None:
    """The fingerprint of what a database was built from; None if the file is not a whole database."""
    try:
        with closing(duckdb.connect(str(path), read_only=True)) as held:
            row = held.execute("select inputs_hash, catalogue_hash, code_version from build").fetchone()
    except duckdb.Error:
        return None
    return Fingerprint(*row) if row else None


def current() -> Store:
    """The store over the database as it is on disk now."""
    path = paths.database()
    with _opening:
        return _opened_once(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _opened_once(path: Path, changed: int) -> Store:
    return opened(path)


def opened(path: Path) -> Store:
    """A store over a copy in memory of the database at `path`."""
    connection = duckdb.connect(":memory:")
    quoted = str(path).replace("'", "''")
    connection.execute(f"attach '{quoted}' as disk (read_only)")
    for table, columns in connection.execute(COLUMNS_ON_DISK).fetchall():
        connection.execute(f"create table {table} as select {columns} from disk.{table}")
    connection.execute("detach disk")
    connection.execute(QUESTIONS.read_text(encoding="utf-8"))
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return Store(connection)


def _only(frame: pd.DataFrame) -> Period | None:
    return Period(*frame.iloc[0][["period_start", "period_end", "period_label"]]) if len(frame) else None
