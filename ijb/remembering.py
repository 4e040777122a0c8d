"""A store that remembers its answers, for who asks the same of one database area after area."""

from __future__ import annotations

import pandas as pd

from ijb.store import Store


class Remembering(Store):
    """The questions of another store, each asked of the database once; every answer is a copy, which its caller may
    change."""

    def __init__(self, store: Store):
        vars(self).update(vars(store))
        self._answers: dict[tuple[str, str], pd.DataFrame] = {}

    def _ask(self, sql: str, *values: object) -> pd.DataFrame:
        asked = (sql, repr(values))
        if asked not in self._answers:
            self._answers[asked] = super()._ask(sql, *values)
        return self._answers[asked].copy(deep=False)  # pandas copies what is then changed, and only that

    def series(self, measure: str, breakdown: str, basis: str, areas: list[str]) -> pd.DataFrame:
        """As ijb.store.Store.series, from one answer for all the areas, who are mostly asked for in turn."""
        every = super().series(measure, breakdown, basis, self.areas["code"].tolist())
        return every[every["area_code"].isin(areas)].reset_index(drop=True)

    def hiding(self, own: str) -> Store:
        """As ijb.store.Store.hiding; what was answered with names is forgotten."""
        return Remembering(super().hiding(own))
