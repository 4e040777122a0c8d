"""Makes sure that there is a database before a page asks for it: builds it in a child process where there is none."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from ijb import fingerprint, paths
from ijb.store import built_from

_starting = Lock()
_child: subprocess.Popen | None = None
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
    global _child
    wanted = _wanted(_signature())
    usable = paths.database().exists()
    if usable and _built(paths.database(), paths.database().stat().st_mtime_ns) == wanted:
        return State(True, True)
    with _starting:
        if wanted in _refused:
            return State(False, usable, problem=_refused[wanted])
        if _child is None:
            _progress_file().unlink(missing_ok=True)
            _child = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "etl",
                    "build",
                    "--extracts",
                    str(paths.extracts()),
                    "--database",
                    str(paths.database()),
                    "--progress-file",
                    str(_progress_file()),
                ],
                cwd=paths.ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        if _child.poll() is None:
            return _under_way(usable)
        said, _child = _child.stderr.read(), None
        if not (paths.database().exists() and _built(paths.database(), paths.database().stat().st_mtime_ns) == wanted):
            _refused[wanted] = said.strip() or "The build stopped without saying why."
    return state()


def _under_way(usable: bool) -> State:
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
