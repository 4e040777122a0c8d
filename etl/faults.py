"""What is wrong with a supplied file, in sentences for its supplier."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

LONGEST_VALUE = 80

MOST_RUNS = 12


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where it stands, what stands there and what was expected."""

    file: str
    line: int | None
    column: str | None
    value: str | None
    expected: str


@dataclass(frozen=True)
class Note:
    """Something possible but odd, loaded all the same; severity is 'info' or 'warning'."""

    source_id: str
    severity: str
    area_code: str
    period_label: str
    text: str


class BadExtract(Exception):
    """One or more supplied files were refused; `faults` holds every reason."""

    def __init__(self, faults: list[Fault]):
        self.faults = list(faults)
        super().__init__("\n".join(sentences(self.faults)))


def sentences(faults: list[Fault]) -> list[str]:
    """One sentence a distinct fault; faults that differ only in their line are said once with all their lines."""
    lines = defaultdict(list)
    for fault in faults:
        lines[(fault.file, fault.column, fault.value, fault.expected)].append(fault.line)
    return [_sentence(*key, lines=where) for key, where in lines.items()]


def _sentence(file: str, column: str | None, value: str | None, expected: str, lines: list[int | None]) -> str:
    where = file + _lines_in_words([line for line in lines if line is not None])
    if column is not None:
        where += f", column {column}"
    found = "" if value is None else f"found {_clipped(value)!r}; " if value else "found nothing; "
    return f"{where}: {found}{expected}."


def _clipped(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…"


def _lines_in_words(lines: list[int]) -> str:
    if not lines:
        return ""
    runs = _runs(sorted(set(lines)))
    words = [f"{first}" if first == last else f"{first}–{last}" for first, last in runs[:MOST_RUNS]]
    if len(runs) > MOST_RUNS:
        words.append(f"and more, {len(set(lines)):,} in all")
    return f", line{'s' if len(set(lines)) > 1 else ''} {', '.join(words)}"


def _runs(lines: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for line in lines:
        if runs and line == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    return runs
