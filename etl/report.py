"""What the command line shows: a progress bar on a terminal, and tables at the end."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from etl.build import Built
from etl.faults import Note
from etl.gather import Supply
from etl.sourced import last_day

STEPS_AFTER_READING = 5
WIDTH_WITHOUT_TERMINAL = 120


@contextmanager
def progress(steps: int, also: Callable[[int, str], None] | None = None) -> Iterator[Callable[[str], None]]:
    """A function that moves a bar one step and says what is being done; silent where there is no terminal."""
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task("Starting", total=steps)
        done = 0

        def step(text: str) -> None:
            nonlocal done
            bar.update(task, description=text, completed=done)
            if also:
                also(done, text)
            done += 1

        yield step


def summary(built: Built) -> None:
    """A row a file, then the totals of the build."""
    supplies(built.gathered.supplies, built.notes)
    facts, evidence = len(built.gathered.facts), len(built.gathered.evidence)
    _console().print(
        f"Built in {built.seconds:.1f} s: {facts:,} figures and {evidence:,} items of evidence, "
        f"{len(built.notes):,} quality notes, {built.size / 1e6:.1f} MB."
    )


def supplies(held: list[Supply], notes: list[Note]) -> None:
    """Source, file, rows, first and last period, quality notes, seconds."""
    table = _table("Source", "File", ">Rows", "First", "Last", ">Notes", ">Seconds")
    of_source = Counter(note.source_id for note in notes)
    for supply in held:
        facts = supply.loaded.facts
        first = f"{facts['period_start'].min():%b %Y}" if len(facts) else "–"
        last = f"{last_day(supply):%b %Y}" if len(facts) else "–"
        table.add_row(
            supply.source,
            supply.file.split("/")[-1],
            f"{supply.rows:,}",
            first,
            last,
            f"{of_source.pop(supply.source, 0):,}",
            f"{supply.seconds:.2f}",
        )
    _console().print(table)


def status(sources: pd.DataFrame, today: date) -> None:
    """Sources with their last period, how old that is, and when the next is due. sources: as the table `source`."""
    table = _table("Source", "Publisher", "Last period", ">Months old", "Next due", "Newer figures")
    for row in sources.itertuples(index=False):
        held = not pd.isna(row.last_period)
        months = (today.year - row.last_period.year) * 12 + today.month - row.last_period.month if held else None
        due = None if pd.isna(row.next_due) else date.fromisoformat(str(row.next_due)[:10])
        table.add_row(
            row.id,
            row.publisher,
            f"{row.last_period:%d %b %Y}" if held else "–",
            str(max(months, 0)) if held else "–",
            f"{due:%d %b %Y}" if due else "not announced",
            "due" if due and due <= today else "",
        )
    _console().print(table)


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in heads:
        table.add_column(
            head.removeprefix(">"),
            justify="right" if head.startswith(">") else "left",
            overflow="fold",
            no_wrap=head.startswith(">"),
        )
    return table


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL)
