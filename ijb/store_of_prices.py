"""What the store answers about prices: a part of ijb.store.Store, whose connection it asks."""

from __future__ import annotations

from abc import ABC, abstractmethod

import pandas as pd


class PriceQuestions(ABC):
    """Questions on the tables price and main_basis."""

    @abstractmethod
    def _ask(self, sql: str, *values: object) -> pd.DataFrame: ...

    def real_basis(self, measure: str) -> str:
        """The basis in real terms that a measure is tested in, such as "real 2024/25"; '' where it has none."""
        held = self._ask("select basis from main_basis where measure = ?", measure)
        return held["basis"].iloc[0] if len(held) else ""

    def bases(self, measure: str) -> list[str]:
        """Every basis in real terms of a measure, that of `real_basis` first; none for what is not money."""
        if not self.real_basis(measure):
            return []
        held = self._ask("select basis, min(rowid) as place from price group by basis order by place")
        return held["basis"].tolist()

    def price_factors(self, basis: str) -> pd.DataFrame:
        """period_start, factor, status of a basis: by what the pounds of each financial year are multiplied; status is
        provisional where the index is a forecast."""
        return self._ask("select period_start, factor, status from price where basis = ? order by period_start", basis)
