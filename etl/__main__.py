"""python -m etl build | check | status"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from ijb import paths


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 if all is well, 1 if anything was refused."""
    options = _parser().parse_args(arguments)
    commands = {"build": _build, "check": _check, "status": _status}
    return commands[options.command](options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description="Loads supplied figures into the database.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (
        ("build", "build the database, if anything changed"),
        ("check", "say what is wrong with the supplied files, without building"),
        ("status", "list the sources held, their last period and when the next is due"),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("--extracts", type=Path, default=paths.extracts(), help="folder of supplied files")
        command.add_argument("--database", type=Path, default=paths.database(), help="the database file")
        command.add_argument("--today", type=date.fromisoformat, default=date.today(), help=argparse.SUPPRESS)
    commands.choices["build"].add_argument("--progress-file", type=Path, help=argparse.SUPPRESS)
    return parser


def _build(options: argparse.Namespace) -> int:
    from filelock import FileLock

    from etl import build

    options.database.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(str(options.database) + ".lock"):
        if build.is_current(options.database, options.extracts):
            print(f"Nothing has changed since {options.database} was built.")
            return 0
        return _report_build(options)


def _report_build(options: argparse.Namespace) -> int:
    from etl import build, report
    from etl.gather import supplied_files

    steps = len(supplied_files(options.extracts)) + report.STEPS_AFTER_READING
    with report.progress(steps, _writer(options.progress_file, steps)) as progress:
        result = _guarded(lambda: build.build(options.extracts, options.database, options.today, progress))
    if result is None:
        return 1
    report.summary(result)
    return 0


def _check(options: argparse.Namespace) -> int:
    from etl import geography, report
    from etl.gather import gather
    from ijb.measures import catalogue
    from ijb.sources import sources

    def read() -> object:
        catalogue(paths.MEASURES)
        sources(paths.SOURCES)
        return gather(options.extracts, geography.read(paths.REFERENCE), options.today)

    gathered = _guarded(read)
    if gathered is None:
        return 1
    report.supplies(gathered.supplies, gathered.notes)
    return 0


def _status(options: argparse.Namespace) -> int:
    from etl import build, report

    if not build.is_whole(options.database):
        print(f"There is no database at {options.database} yet: python -m etl build makes it.", file=sys.stderr)
        return 1
    report.status(build.held_sources(options.database), options.today)
    return 0


def _guarded(work):
    """The result of `work`, or None after saying everything that is wrong on standard error."""
    from etl.faults import BadExtract
    from ijb.declarations import BadDeclaration

    try:
        return work()
    except (BadExtract, BadDeclaration) as problem:
        print("Nothing was built; what was built before stays. What is wrong:", file=sys.stderr)
        print(problem, file=sys.stderr)
        return None


def _writer(file: Path | None, steps: int):
    """A function that leaves the step reached in `file`, for a page that waits."""
    if file is None:
        return None

    def write(done: int, text: str) -> None:
        waiting = file.with_suffix(".part")
        waiting.write_text(json.dumps({"done": min(done / steps, 1.0), "text": text}), encoding="utf-8")
        waiting.replace(file)

    return write


if __name__ == "__main__":
    sys.exit(main())
