"""Names left out: every area but the reader's own gets a number instead, the same on every page and in every chart.

For a screen at the front of a room. The figures are public, so whoever knows them can still tell the areas.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pandas as pd

HIDDEN = "hidden"
NAMES = ("name", "short_name", "area_name")
WORDS = {"ijb": "Area", "health_board": "Board"}


@dataclass(frozen=True)
class Aliases:
    """Numbers for areas: aliases by code, and the real names that no text may hold."""

    by_code: dict[str, str]
    real: frozenset[str]

    def says(self, words: str) -> bool:
        """Whether words hold a real name, in capitals or not."""
        folded = words.casefold()
        return any(name.casefold() in folded for name in self.real)

    def applied(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame with aliases for the names of its areas, whose codes are in area_code or code; `text` that holds a
        real name is emptied."""
        key = next((column for column in ("area_code", "code") if column in frame), None)
        if key is None:
            return frame
        shown = {
            column: frame[key].map(self.by_code).fillna(frame[column]) for column in NAMES if column in frame.columns
        }
        if "abbr" in frame:
            short = {code: f"{alias[0]}{alias[-2:]}" for code, alias in self.by_code.items()}
            shown["abbr"] = frame[key].map(short).fillna(frame["abbr"])
        if "text" in frame:
            shown["text"] = frame["text"].map(lambda words: "" if self.says(words) else words)
        return frame.assign(**shown)


def aliases(areas: pd.DataFrame, own: str, councils: pd.DataFrame | None = None) -> Aliases:
    """Numbers for every area of `areas` but `own` and Scotland; health boards likewise, but for that of `own`; a
    council has its area's.

    areas: code, name, short_name, level, health_board_code; councils: code, name, area_code. The numbers follow no
    order that a reader would know.
    """
    board = areas.loc[areas["code"] == own, "health_board_code"].tolist()
    others = areas[areas["level"].isin(list(WORDS)) & ~areas["code"].isin([own, *board])]
    found = {}
    for level, rows in areas[areas["level"].isin(list(WORDS))].groupby("level"):
        shuffled = sorted(rows["code"], key=lambda code: hashlib.sha256(code.encode()).hexdigest())
        found |= {code: f"{WORDS[level]} {place:02}" for place, code in enumerate(shuffled, start=1)}
    kept = set(others["code"])
    real = frozenset(others["name"]) | frozenset(others["short_name"])
    by_code = {code: alias for code, alias in found.items() if code in kept}
    if councils is not None:
        others = councils[councils["area_code"].isin(list(by_code))]
        by_code |= {code: by_code[area] for code, area in zip(others["code"], others["area_code"])}
        real |= frozenset(others["name"])
    return Aliases(by_code, real)
