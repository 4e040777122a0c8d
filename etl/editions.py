"""Several files of one source: the one that runs later wins period by period, and what it revises is kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.faults import Fault
from etl.loaders.base import FACT_COLUMNS

PERIOD = ["quantity", "period_start", "period_end"]
CELL = ["quantity", "area_code", "period_start", "period_end", "breakdown"]
REVISION_COLUMNS = [
    "quantity",
    "area_code",
    "period_start",
    "breakdown",
    "old_value",
    "new_value",
    "old_edition",
    "new_edition",
]


@dataclass(frozen=True)
class Edition:
    """The facts of one file."""

    file: str
    facts: pd.DataFrame

    @property
    def last_period(self) -> object:
        return self.facts["period_end"].max()


def merged(editions: list[Edition], by_area: bool = False) -> tuple[pd.DataFrame, pd.DataFrame, list[Fault]]:
    """FACT_COLUMNS of all files of one source, REVISION_COLUMNS of what later ones changed, and faults for ties.

    A publisher's file gives whole periods, so the later one replaces a period as a whole. With `by_area`, for the
    templates that each area may fill in for itself, it replaces only its own areas' figures of that period.
    """
    ordered = sorted((edition for edition in editions if len(edition.facts)), key=lambda edition: edition.last_period)
    covers = [*PERIOD, "area_code"] if by_area else PERIOD
    revisions, faults = [], []
    whole = pd.DataFrame(columns=FACT_COLUMNS)
    earlier: list[Edition] = []
    for edition in ordered:
        faults += [_tie(edition, other) for other in earlier[-1:] if _tied(edition, other, covers if by_area else None)]
        revisions.append(revised(whole, edition.facts, ", ".join(each.file for each in earlier), edition.file))
        kept = whole[~_inside(whole, edition.facts, covers)] if len(whole) else whole
        whole = pd.concat([kept, edition.facts], ignore_index=True) if len(kept) else edition.facts
        earlier.append(edition)
    return whole, _joined(revisions), faults


def _tied(edition: Edition, other: Edition, covers: list[str] | None) -> bool:
    """Whether two files run to the same day and, where they need to, give the same areas' figures."""
    if edition.last_period != other.last_period:
        return False
    return covers is None or bool(_inside(other.facts, edition.facts, covers).any())


def _tie(edition: Edition, other: Edition) -> Fault:
    said = (
        f"expected one file that runs to {edition.last_period:%d %B %Y}, but {other.file} does too, so neither can be "
        "taken as the newer; keep one of the two"
    )
    return Fault(edition.file, None, None, None, said)


def _inside(facts: pd.DataFrame, others: pd.DataFrame, columns: list[str]) -> np.ndarray:
    """For each row of `facts`, whether `others` has its values of these columns."""
    return pd.MultiIndex.from_frame(facts[columns]).isin(pd.MultiIndex.from_frame(others[columns].drop_duplicates()))


def revised(old: pd.DataFrame, new: pd.DataFrame, old_edition: str, new_edition: str) -> pd.DataFrame:
    """REVISION_COLUMNS for cells held in both whose values differ by more than rounding in the last place."""
    if old.empty or new.empty:
        return pd.DataFrame(columns=REVISION_COLUMNS)
    both = old[[*CELL, "value"]].merge(new[[*CELL, "value"]], on=CELL, suffixes=("_old", "_new"))
    moved = (both["value_old"] - both["value_new"]).abs() > 1e-9 * both["value_old"].abs()
    moved |= both["value_old"].isna() != both["value_new"].isna()
    changed = both[moved].rename(columns={"value_old": "old_value", "value_new": "new_value"})
    return changed.assign(old_edition=old_edition, new_edition=new_edition)[REVISION_COLUMNS]


def _joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    held = [frame for frame in frames if len(frame)]
    return pd.concat(held, ignore_index=True) if held else pd.DataFrame(columns=REVISION_COLUMNS)
