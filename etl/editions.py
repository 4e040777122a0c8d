"""Several files of one source: the one that runs later wins period by period, and what it revises is kept."""

from __future__ import annotations

from dataclasses import dataclass

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


def merged(editions: list[Edition]) -> tuple[pd.DataFrame, pd.DataFrame, list[Fault]]:
    """FACT_COLUMNS of all files of one source, REVISION_COLUMNS of what later ones changed, and faults for ties."""
    ordered = sorted((edition for edition in editions if len(edition.facts)), key=lambda edition: edition.last_period)
    revisions, faults = [], []
    whole = pd.DataFrame(columns=FACT_COLUMNS)
    earlier_names: list[str] = []
    for edition in ordered:
        if earlier_names and edition.last_period == whole["period_end"].max():
            faults.append(
                Fault(
                    edition.file,
                    None,
                    None,
                    None,
                    f"expected one file that runs to {edition.last_period:%d %B %Y}, but {earlier_names[-1]} "
                    "does too, so neither can be taken as the newer; keep one of the two",
                )
            )
        revisions.append(revised(whole, edition.facts, ", ".join(earlier_names), edition.file))
        covered = pd.MultiIndex.from_frame(edition.facts[PERIOD].drop_duplicates())
        kept = whole[~pd.MultiIndex.from_frame(whole[PERIOD]).isin(covered)] if len(whole) else whole
        whole = pd.concat([kept, edition.facts], ignore_index=True) if len(kept) else edition.facts
        earlier_names.append(edition.file)
    return whole, _joined(revisions), faults


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
