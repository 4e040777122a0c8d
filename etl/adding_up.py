"""Checks that published parts add up to their published total, and are none larger than what they are part of."""

from __future__ import annotations

from collections.abc import Mapping

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


def require_fewer_the_older(extract: Extract, counts: Mapping[str, pd.Series]) -> None:
    """Record a fault for each count that is larger than one of a younger group on its line, as in swapped columns.

    counts: people by column of the file, each group part of the one before it; missing ones are passed over.
    """
    table = pd.DataFrame(counts)
    least = table.cummin(axis=1).ffill(axis=1).shift(axis=1)
    for column in table:
        extract.fault_rows(table[column] > least[column], column, "expected fewer people the older the age group")
