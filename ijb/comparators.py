"""With whom an area is compared: Scotland, its health board area, its family group, its nearest peers or a choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

import pandas as pd

from ijb.store import SCOTLAND, Store

KINDS = {
    "scotland": "Scotland",
    "board": "Health board area",
    "peers": "Nearest peers",
    "family": "Family group",
    "own": "Own choice",
}


@dataclass(frozen=True)
class Comparator:
    """name: as it reads in a sentence; code: an area whose own figure is compared with, or '' for the median of
    `members`; members: the integration authorities marked in the charts; why_not: said where a choice fell back."""

    kind: str
    name: str
    code: str
    members: tuple[str, ...] = ()
    why_not: str = ""

    def value(self, values: pd.DataFrame) -> float | None:
        """The comparator's figure. values: area_code, value of one measure and period."""
        return self.figure(dict(zip(values["area_code"], values["value"])))

    def figure(self, values: Mapping[str, float]) -> float | None:
        """The same from each area's figure by its code."""
        if self.code:
            found = values.get(self.code)
            return None if found is None or pd.isna(found) else float(found)
        held = [values[code] for code in self.members if pd.notna(values.get(code))]
        return float(median(held)) if held else None


def kinds(store: Store, area: str) -> dict[str, str]:
    """The comparators that can be offered for an area, with their words."""
    if store.area(area)["level"] != "ijb":
        return {"scotland": KINDS["scotland"]}
    return {kind: words for kind, words in KINDS.items() if kind != "peers" or store.peers(area)}


def comparator(store: Store, area: str, kind: str, chosen: list[str]) -> Comparator:
    """The comparator of an area; Scotland where the one asked for has nobody else in it."""
    row = store.area(area)
    scotland = Comparator("scotland", "Scotland", SCOTLAND)
    if row["level"] != "ijb" or kind == "scotland":
        return scotland
    if kind == "board":
        return _board(store, row) or Comparator(
            **(
                vars(scotland)
                | {"why_not": f"{row['name']} is the whole of its health board area, so Scotland is shown."}
            )
        )
    if kind == "family":
        return _family(store, row)
    members = tuple(code for code in (store.peers(area) if kind == "peers" else chosen) if code != area)
    if not members:
        return Comparator(**(vars(scotland) | {"why_not": "No areas are chosen yet, so Scotland is shown."}))
    return Comparator(
        kind, "the median of its nearest peers" if kind == "peers" else "the median of the areas chosen", "", members
    )


def _board(store: Store, row: pd.Series) -> Comparator | None:
    board = store.area(row["health_board_code"])
    members = tuple(code for code in store.members(board["code"]) if code != row["code"])
    return Comparator("board", f"the {board['name']} area", board["code"], members) if members else None


def _family(store: Store, row: pd.Series) -> Comparator:
    groups = sorted(row["family_group"].split(" and "))
    members = tuple(sorted({code for group in groups for code in store.family(group)} - {row["code"]}))
    which = f"group{'s' if len(groups) > 1 else ''} {' and '.join(groups)}"
    return Comparator("family", f"the median of family {which}", "", members)
