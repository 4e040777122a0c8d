"""Changes that are not worked from or to a figure in doubt."""

from __future__ import annotations

import pandas as pd

from ijb import compare, sentences
from ijb.measures import Measure
from ijb.store import Store

NO_CHANGE = "No change is given: a figure that it would rest on is in doubt."


def change(store: Store, measure: Measure, whole: pd.DataFrame, latest: pd.Series) -> tuple[compare.Change | None, str]:
    """The change on a year with its sentence; none is worked from or to a figure in doubt."""
    area, start = latest["area_code"], latest["period_start"]
    doubted = store.doubted()
    doubted = doubted[(doubted["measure"] == measure.id) & (doubted["area_code"] == area)]
    found = compare.changes(measure, whole, start).get(area)
    sure = compare.changes(measure, whole[~whole["period_start"].isin(doubted["period_start"])], start).get(area)
    if found is not None and sure is None:
        return None, NO_CHANGE
    return found, sentences.changed(measure, found)
