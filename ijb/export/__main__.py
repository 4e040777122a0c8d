"""python -m ijb.export slides | brief | pack | workbook | csv | receipt"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from ijb import fingerprint, paths
from ijb.comparators import KINDS
from ijb.export import commands, permalink
from ijb.export.asked import Refused
from ijb.export.writing import Unwritable
from ijb.store import built_from, opened

REFUSED, NO_DATABASE = 2, 1
COMPARED = [kind for kind in KINDS if kind != "own"]
AREA = "the area: its code (S37000012) or any name it goes by (Fife)"
MEASURE = "the measure: its id (delayed_beds_rate) or its name"
EXAMPLES = """\
examples:
  python -m ijb.export slides --area Edinburgh --out edinburgh.pptx
  python -m ijb.export brief --area S37000012 --out edinburgh.docx
  python -m ijb.export pack --out briefs.zip
  python -m ijb.export workbook --measure delayed_beds_rate --out delays.xlsx
  python -m ijb.export csv --out full.zip
  python -m ijb.export receipt --area Fife --measure delayed_beds_rate --period "Aug 2025"

A file that is there already is replaced once the new one is whole.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 if all is well, 1 without a database of the figures as supplied, 2 if it cannot be done."""
    options = _parser().parse_args(arguments)
    problem = _no_database()
    if problem:
        print(problem, file=sys.stderr)
        return NO_DATABASE
    try:
        getattr(commands, options.command)(opened(paths.database()), options)
    except Refused as fault:
        print(fault, file=sys.stderr)
        return REFUSED
    except Unwritable as fault:
        print(f"{fault.filename} cannot be written: {fault.strerror}.", file=sys.stderr)
        return REFUSED
    except OSError as fault:
        print(f"{fault.filename or 'A file'} cannot be used: {fault.strerror or fault}.", file=sys.stderr)
        return REFUSED
    return 0


def _no_database() -> str:
    """Why there is no database to write from, and how to make one; '' where all is well."""
    where, make = paths.database(), "python -m etl build makes it"
    if not where.exists():
        return f"There is no database at {where} yet: {make}."
    built = built_from(where)
    if built is None:
        return f"The file {where} is no whole database: {make} anew."
    if built != fingerprint.current(paths.extracts()):
        return f"The database {where} is older than what it is built from: {make} anew."
    return ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ijb.export",
        description="Writes what the dashboard shows to files: to present, to print, to cite and to work with.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    found = parser.add_subparsers(dest="command", required=True, metavar="what")
    _slides(found.add_parser("slides", help="slides: for PowerPoint with charts that can be edited, or for a screen"))
    _brief(found.add_parser("brief", help="a brief of two pages on one area, for Word or to print"))
    _pack(found.add_parser("pack", help="a brief for each of the 31 areas, in one zip"))
    _workbook(found.add_parser("workbook", help="everything held of one area or of one measure, for Excel"))
    _csv(found.add_parser("csv", help="every figure as CSV, with a file that describes it"))
    _receipt(found.add_parser("receipt", help="where one figure comes from, and how to cite it"))
    for command in found.choices.values():
        command.add_argument("--today", type=_day, default=date.today(), help=argparse.SUPPRESS)
        command.add_argument(
            "--address",
            type=_web,
            default=permalink.base(),
            help="where the dashboard is, for links (default: %(default)s, or what IJB_ADDRESS says)",
        )
    return parser


def _slides(command: argparse.ArgumentParser) -> None:
    of = command.add_mutually_exclusive_group(required=True)
    of.add_argument("--area", help=AREA)
    of.add_argument("--deck", type=Path, help="a presentation saved from the dashboard")
    command.add_argument("--hide-names", action="store_true", help="numbers in place of the names of other areas")
    _compared(command)
    _out(command, "the file to write, ending in .pptx, or in .html for the screen")


def _brief(command: argparse.ArgumentParser) -> None:
    command.add_argument("--area", required=True, help=AREA)
    _compared(command)
    _out(command, "the file to write, ending in .docx or .html")


def _pack(command: argparse.ArgumentParser) -> None:
    command.add_argument("--form", choices=("docx", "html"), default="docx", help="of the briefs (default: docx)")
    _out(command, "the file to write, ending in .zip")


def _workbook(command: argparse.ArgumentParser) -> None:
    of = command.add_mutually_exclusive_group(required=True)
    of.add_argument("--area", help=AREA)
    of.add_argument("--measure", help=MEASURE)
    _compared(command)
    _out(command, "the file to write, ending in .xlsx")


def _csv(command: argparse.ArgumentParser) -> None:
    command.add_argument("--area", help=f"only one area; {AREA}")
    command.add_argument("--measure", help=f"only one measure; {MEASURE}")
    _out(command, "the file to write, ending in .zip, or a folder to write five files to")


def _receipt(command: argparse.ArgumentParser) -> None:
    command.add_argument("--area", required=True, help=AREA)
    command.add_argument("--measure", required=True, help=MEASURE)
    command.add_argument("--period", default="", help="its first day (2025-08-01) or name; the newest if not given")
    command.add_argument(
        "--breakdown",
        default="",
        help="a part of the measure (age=75plus); the whole if not given, on whichever basis has the period",
    )
    command.add_argument("--basis", default="", help="the prices of figures in pounds: real (the usual) or cash")
    command.add_argument("--citation", action="store_true", help="one sentence to cite the figure by")
    command.add_argument("--out", type=Path, help="a file to write; printed if not given")


def _compared(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--compare", choices=COMPARED, default="scotland", help="with whom the area is compared (default: scotland)"
    )


def _out(command: argparse.ArgumentParser, words: str) -> None:
    command.add_argument("--out", type=Path, required=True, help=words)


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"{words} is no day such as 2026-11-22") from fault


def _web(words: str) -> str:
    if not words.startswith(("https://", "http://")):
        raise argparse.ArgumentTypeError(f"{words} should start with https:// or http://")
    return words


if __name__ == "__main__":
    sys.exit(main())
