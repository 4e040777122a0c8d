"""What the store answers about signals: a part of ijb.store.Store, whose connection it asks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date

import pandas as pd


class Signals(ABC):
    """Questions on the tables signal, improvement and signal_test, and on how old each series is."""

    @abstractmethod
    def _ask(self, sql: str, *values: object) -> pd.DataFrame: ...

    def signals(self, side: str) -> pd.DataFrame:
        """The table signal ('worse') or improvement ('better') by area and reading order, with name, short_name,
        health_board_code, breakdown, basis, value, numerator, denominator, first_label, last_label, run_label and the
        limits: centre, lower, upper, level_lower, level_upper."""
        return self._ask(
            "select signalled.* from signalled join measure on measure.id = signalled.measure where side = ? "
            'order by name, measure."order", kind',
            side,
        )

    def signal_tests(self) -> pd.DataFrame:
        """The table signal_test."""
        return self._ask("select * from signal_test")

    def last_held(self) -> pd.DataFrame:
        """measure, area_code, period_end, period_label of the newest figure of each of the 31, in each measure's
        default breakdown."""
        return self._ask(
            "select measure, area_code, max(period_end) as period_end, "
            "arg_max(period_label, period_end) as period_label "
            "from observation join measure on measure.id = observation.measure where level = 'ijb' and basis = '' "
            "and breakdown = default_breakdown and value is not null group by measure, area_code"
        )

    def newest_of_all(self) -> date:
        """The last day of the newest period that any figure is held for."""
        return self._ask("select max(period_end) as period_end from observation where value is not null")[
            "period_end"
        ].iloc[0]
