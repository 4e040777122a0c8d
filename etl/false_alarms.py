"""The rates of false alarms that the build puts in the table `false_alarm`: `python -m etl.false_alarms` remakes them.

They are simulated once and kept in data/reference, since they depend on the rules alone and not on any figure.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ijb.paths import REFERENCE
from ijb.stats import false_alarms

FILE = "false_alarms.csv"


def read(folder: Path) -> pd.DataFrame:
    """The table `false_alarm` as kept in `folder`: rule, points, autocorrelation, rate (a share, 0–1)."""
    return pd.read_csv(folder / FILE)


def write(rates: pd.DataFrame, folder: Path) -> Path:
    """Keep the rates in `folder`, to five decimals; the same rates give the same bytes. Returns the file."""
    file = folder / FILE
    written = rates.assign(rate=rates["rate"].map("{:.5f}".format))
    written.to_csv(file, index=False, lineterminator="\n", encoding="utf-8")
    return file


def main() -> None:
    """Simulate the rates anew and keep them in data/reference; some minutes of one processor."""
    print(
        f"Simulating {false_alarms.COUNT:,} series or sets of areas a rate, with seed {false_alarms.SEED} …", flush=True
    )
    rates = false_alarms.table()
    file = write(rates, REFERENCE)
    print(f"Wrote {len(rates)} rates of {rates['rule'].nunique()} rules to {file}.")


if __name__ == "__main__":
    main()
