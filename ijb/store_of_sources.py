"""What the store answers about where figures come from, and what was supplied as it was supplied: a part of
ijb.store.Store, whose connection it asks."""

from __future__ import annotations

from abc import ABC, abstractmethod

import pandas as pd


class SourceQuestions(ABC):
    """Questions on the tables quantity, fact, evidence and build."""

    @abstractmethod
    def _ask(self, sql: str, *values: object) -> pd.DataFrame: ...

    def quantities(self) -> pd.DataFrame:
        """The table quantity by id: name, unit, source_id."""
        return self._ask("select * from quantity order by id").set_index("id")

    def doubted(self) -> pd.DataFrame:
        """measure, area_code, period_start, period_end, why: figures that may be slips or repeats, from which and to
        which no change is worked."""
        found = self._ask("select * from doubted order by measure, area_code, period_start")
        return found.assign(period_start=pd.to_datetime(found["period_start"]).dt.date)

    def facts(self, quantities: list[str], areas: list[str]) -> pd.DataFrame:
        """The table `fact` for some quantities and areas: what was supplied, or worked out by the build, in time
        order."""
        return self._ask(
            "select * from fact where list_contains(?, quantity) and list_contains(?, area_code) "
            "order by quantity, area_code, period_start, breakdown",
            quantities,
            areas,
        )

    def evidence(self, areas: list[str]) -> pd.DataFrame:
        """The table `evidence` for some areas, of any level, newest first, with the area's name."""
        return self._ask(
            "select evidence.*, name as area_name from evidence join area on area.code = area_code "
            "where list_contains(?, area_code) order by evidence.rowid",
            areas,
        )

    def evidence_kinds(self) -> list[str]:
        """The kinds of figure that the table `evidence` has for any area."""
        return self._ask("select distinct kind from evidence order by kind")["kind"].tolist()

    def build(self) -> pd.Series:
        """The one row of the table build: built_at (UTC), inputs_hash, catalogue_hash, code_version, seconds."""
        return self._ask("select * from build").iloc[0]

    def source_rows(self) -> pd.DataFrame:
        """The table `source`."""
        return self._ask("select * from source order by id")

    def notes(self, source: str) -> pd.DataFrame:
        """Quality notes of one source, with the area's name."""
        return self._ask(
            "select quality_note.*, name as area_name from quality_note "
            "left join area on area.code = quality_note.area_code where source_id = ? order by quality_note.rowid",
            source,
        )

    def revisions(self) -> pd.DataFrame:
        """The table `revision`, with the area's name, the latest last."""
        return self._ask(
            "select revision.*, name as area_name from revision join area on area.code = area_code "
            "order by revision.rowid"
        )

    def built_at(self) -> pd.Timestamp:
        """When the database was built (UTC)."""
        return self._ask("select built_at from build")["built_at"].iloc[0]
