"""What the store answers about prices: a part of ijb.store.Store, whose connection it asks."""

from __future__ import annotations

from abc import ABC, abstractmethod

import pandas as pd

from ijb.measures import Measure
from ijb.prices import GDP_DEFLATOR, index_of

REAL, CASH = "real", "cash"


class PriceQuestions(ABC):
    """Questions on the tables price and main_basis."""

    measures: dict[str, Measure]

    @abstractmethod
    def _ask(self, sql: str, *values: object) -> pd.DataFrame: ...

    def real_basis(self, measure: str) -> str:
        """The basis in real terms that a measure is tested in, such as "real 2024/25"; '' where it has none."""
        if measure not in self.measures or not self.measures[measure].money:
            return ""
        held = self._ask("select basis from main_basis where measure = ?", measure)
        return held["basis"].iloc[0] if len(held) else ""

    def bases(self, measure: str) -> list[str]:
        """Every basis in real terms of a measure, that of `real_basis` first; none for what is not money."""
        if not self.real_basis(measure):
            return []
        held = self._ask("select basis, min(rowid) as place from price group by basis order by place")
        return held["basis"].tolist()

    def priced_by(self, measure: str) -> dict[str, str]:
        """Every basis of a measure of money by its id in the address, real terms by the usual deflator first and cash
        ('') last; none for what is not money."""
        bases = self.bases(measure)
        offered = {REAL if index_of(basis) == GDP_DEFLATOR else index_of(basis): basis for basis in bases}
        return offered | {CASH: ""} if offered else {}

    def price_factors(self, basis: str) -> pd.DataFrame:
        """period_start, factor, status of a basis: by what the pounds of each financial year are multiplied; status is
        provisional where the index is a forecast."""
        return self._ask("select period_start, factor, status from price where basis = ? order by period_start", basis)
