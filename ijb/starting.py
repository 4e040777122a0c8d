"""Makes sure that there is a database before a page asks for it: builds it in a child process where there is none."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock

from ijb import fingerprint, paths
from ijb.store import built_from

_starting = Lock()
_refused: dict[fingerprint.Fingerprint, str] = {}


@dataclass(frozen=True)
class State:
    """ready: the database matches its inputs; usable: there is one, if an older; done (0–1) and text: how far a build
    is; problem: why the newest files were refused."""

    ready: bool
    usable: bool
    done: float = 0.0
    text: str = ""
    problem: str = ""


def state() -> State:
    """How things stand, starting a build if one is needed and none is under way."""
    wanted = _wanted(_signature())
    usable = paths.database().exists()
    if usable and _built(paths.database(), paths.database().stat().st_mtime_ns) == wanted:
        return State(True, True)
    with _starting:
        if wanted in _refused:
            return State(False, usable, problem=_refused[wanted])
        if _Build.under_way is None:
            _Build.under_way = _Build()
        if _Build.under_way.goes_on():
            return _reached(usable)
        problem, _Build.under_way = _Build.under_way.problem(), None
        if problem:
            _refused[wanted] = problem
        _wanted.cache_clear()  # the inputs may have changed while they were read
    return State(False, usable, 1.0, "Opening")


class _Build:
    """A build in a child process, one at a time, what it says of faults kept in a file: a pipe would fill up."""

    under_way: _Build | None = None

    def __init__(self) -> None:
        _progress_file().unlink(missing_ok=True)
        self._said = TemporaryFile("w+", encoding="utf-8")
        command = [sys.executable, "-m", "etl", "build", "--extracts", str(paths.extracts()), "--database"]
        command += [str(paths.database()), "--progress-file", str(_progress_file())]
        self._child = subprocess.Popen(
            command, cwd=paths.ROOT, stdout=subprocess.DEVNULL, stderr=self._said, text=True, encoding="utf-8"
        )

    def goes_on(self) -> bool:
        return self._child.poll() is None

    def problem(self) -> str:
        """What an ended build said was wrong; '' if all was well."""
        self._said.seek(0)
        said = self._said.read().strip()
        self._said.close()
        return (said or "The build stopped without saying why.") if self._child.returncode else ""


def _reached(usable: bool) -> State:
    try:
        reached = json.loads(_progress_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return State(False, usable, 0.0, "Starting")
    return State(False, usable, float(reached["done"]), str(reached["text"]))


def _progress_file() -> Path:
    return paths.database().with_name(paths.database().name + ".progress")


def _signature() -> tuple[tuple[str, int, int], ...]:
    """Names, sizes and times of the supplied files: cheap, and changed whenever hashing anew may be needed."""
    places = (paths.extracts(), paths.MEASURES, paths.SOURCES, paths.REFERENCE)
    return tuple(
        (str(path), path.stat().st_size, path.stat().st_mtime_ns)
        for place in places
        for path in fingerprint.files(place)
    )


@lru_cache(maxsize=4)
def _wanted(signature: tuple[tuple[str, int, int], ...]) -> fingerprint.Fingerprint:
    return fingerprint.current(paths.extracts())


@lru_cache(maxsize=4)
def _built(path: Path, changed: int) -> fingerprint.Fingerprint | None:
    return built_from(path)
