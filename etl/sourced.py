"""The table `source`: what is declared of each source, and what was supplied of it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from etl.gather import Supply
from ijb.sources import Source

COLUMNS = [
    "id",
    "publisher",
    "title",
    "url",
    "licence",
    "attribution",
    "layout",
    "first_period",
    "last_period",
    "rows",
    "file",
    "sha256",
    "published",
    "next_due",
]


def rows(declared: Mapping[str, Source], supplies: list[Supply]) -> pd.DataFrame:
    """COLUMNS, one row a declared source; several files are named newest first, joined by '; ', their hashes alike."""
    return pd.DataFrame(
        [_row(source, [supply for supply in supplies if supply.source == source.id]) for source in declared.values()],
        columns=COLUMNS,
    )


def last_day(supply: Supply) -> object:
    """The last day of a file's figures; None where it has none, as evidence has not."""
    return supply.loaded.facts["period_end"].max() if len(supply.loaded.facts) else None


def _row(source: Source, supplies: list[Supply]) -> dict[str, object]:
    newest_first = sorted(supplies, key=lambda supply: (str(last_day(supply)), supply.file), reverse=True)
    dated = [supply.loaded.facts for supply in supplies if len(supply.loaded.facts)]
    last = max((facts["period_end"].max() for facts in dated), default=None)
    return {
        "id": source.id,
        "publisher": source.publisher,
        "title": source.title,
        "url": source.url,
        "licence": source.licence,
        "attribution": source.attribution,
        "layout": source.layout,
        "first_period": min((facts["period_start"].min() for facts in dated), default=None),
        "last_period": last,
        "rows": sum(supply.rows for supply in supplies),
        "file": "; ".join(s.file for s in newest_first),
        "sha256": "; ".join(supply.sha256 for supply in newest_first),
        "published": None,
        "next_due": source.due_after(last) if last else source.next_due,
    }
