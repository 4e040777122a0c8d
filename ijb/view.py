"""What every page starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from ijb import controls, store
from ijb.comparators import Comparator


@dataclass(frozen=True)
class View:
    """What every page starts from: its id, the data, the area, with whom it is compared, and the theme to draw in."""

    page: str
    store: store.Store
    area: str
    comparator: Comparator
    theme: str
    today: date

    @property
    def own(self) -> pd.Series:
        return self.store.area(self.area)

    @property
    def choices(self) -> dict[str, str]:
        """What the address says now, for links; the area is always in it."""
        return {"area": self.area} | controls.choices()


@dataclass(frozen=True)
class Figure:
    """One figure of a measure: whose, of what, in which prices and when."""

    area: str
    breakdown: str
    basis: str
    period: store.Period
