"""SHA-256 of everything a built database depends on: what was supplied, what is declared, and the code that builds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ijb.paths import MEASURES, REFERENCE, ROOT, SOURCES

BUILD_CODE = (
    "etl",
    "ijb/stats",
    "ijb/breakdowns.py",
    "ijb/compare.py",
    "ijb/declarations.py",
    "ijb/fingerprint.py",
    "ijb/labels.py",
    "ijb/measure_rules.py",
    "ijb/measures.py",
    "ijb/numbers.py",
    "ijb/periods.py",
    "ijb/prices.py",
    "ijb/sentences",
    "ijb/signals.py",
    "ijb/sources.py",
)
CODE_ENDINGS = (".py", ".sql")


@dataclass(frozen=True)
class Fingerprint:
    """Three hashes, kept in the table `build`."""

    inputs: str
    catalogue: str
    code: str


def current(extracts: Path) -> Fingerprint:
    """The fingerprint of the files as they stand now, with the supplied files in `extracts`."""
    code = [path for name in BUILD_CODE for path in files(ROOT / name) if path.suffix in CODE_ENDINGS]
    return Fingerprint(
        _digest([*files(extracts), *files(REFERENCE), *files(SOURCES)]), _digest(files(MEASURES)), _digest(code)
    )


def files(place: Path) -> list[Path]:
    """The files at or under a place, in name order; hidden ones and editors' locks left out."""
    found = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())
    return [path for path in found if not path.name.startswith((".", "~$")) and "__pycache__" not in path.parts]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(f"{path.name}\0{sha256(path)}\n".encode())
    return whole.hexdigest()
