"""Checks that published parts add up to their published total."""

from __future__ import annotations

import pandas as pd

from etl.extract import Extract


def require_sums(
    extract: Extract,
    cells: pd.DataFrame,
    across: str,
    total: str,
    parts: list[str],
    column: str,
    words: str,
    tolerance: float = 0.0,
) -> None:
    """Record a fault on the line of each total that differs from the sum of its parts.

    cells: one row a figure, with `line`, `value`, `across` (the part it is) and any other columns, which are the keys
    within which parts add up. A total is compared only where every one of `parts` is held.
    """
    keys = [name for name in cells.columns if name not in ("line", "value", across)]
    held = cells[cells[across].isin(parts) & cells["value"].notna()]
    sums = held.groupby(keys, as_index=False).agg(sum=("value", "sum"), held=("value", "size"))
    totals = cells[cells[across] == total].merge(sums[sums["held"] == len(parts)], on=keys)
    wrong = totals[(totals["value"] - totals["sum"]).abs() > tolerance]
    for row in wrong.itertuples(index=False):
        extract.fault(
            f"expected {row.sum:,.10g}, {words}", line=int(row.line), column=column, value=f"{row.value:.10g}"
        )
