"""What each command of python -m ijb.export makes, and where it writes it. What only one command needs is imported when
it runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ijb import address
from ijb.comparators import Comparator, comparator
from ijb.deck import BadDeck, Deck, from_file
from ijb.export import asked, permalink
from ijb.export.asked import Refused
from ijb.export.writing import make_folder, refuse_unwritable, whole
from ijb.store import SCOTLAND, Store

Progress = Callable[[int, int, str], None]
WORD, PAGE = ".docx", (".html", ".htm")
SCOTLANDS = "scotland"  # the comparator where none is chosen


def slides(store: Store, options: argparse.Namespace) -> None:
    """A presentation, of an area or as saved from the dashboard: for PowerPoint, or as one file for the screen."""
    from ijb.export import show
    from ijb.export import slides as powerpoint
    from ijb.slides import ready
    from ijb.views import present

    out = _ending(options.out, ".pptx", *PAGE)
    deck, area = _deck(store, options)
    shown = store.hiding(area) if options.hide_names else store
    made, faults = ready.slides(shown, deck, options.today, options.address.rstrip("/"))
    for fault in faults:
        print(fault, file=sys.stderr)
    if not made:
        raise Refused(present.NOTHING)
    title, built = present.title(store.area(area), made), store.built_at().to_pydatetime()
    if out.suffix.lower() in PAGE:
        _write(out, show.document(made, title, deck.parked, powerpoint.day(built)).encode("utf-8"))
    else:
        _write(out, powerpoint.presentation(made, title, parked=deck.parked, built=built))


def _deck(store: Store, options: argparse.Namespace) -> tuple[Deck, str]:
    """The presentation asked for, and the area that it is of."""
    from ijb.slides import ready

    if options.area:
        area = asked.area(store, options.area)
        _shown_on_pages(store, area)
        _compared(store, area, options.compare)
        return ready.about(store, {"area": area, "compare": options.compare}), area
    _nobody_compared(options.compare, "a saved presentation has its own comparisons")
    try:
        deck = from_file(options.deck.read_bytes())
    except BadDeck as fault:
        raise Refused(f"{options.deck} cannot be read: {fault}") from fault
    areas = [item.choices["area"] for item in deck.items if item.choices.get("area") in set(store.areas["code"])]
    return deck, areas[0] if areas else SCOTLAND


def brief(store: Store, options: argparse.Namespace) -> None:
    """The two-page brief of an area, as a Word document or as a page to print."""
    from ijb.brief.content import brief as brief_of

    out = _ending(options.out, WORD, *PAGE)
    area = asked.area(store, options.area)
    _shown_on_pages(store, area)
    made = brief_of(store, area, _comparator(store, area, options), options.today, _page(options, area))
    if out.suffix.lower() == WORD:
        from ijb.export.brief_word import word

        _write(out, word(made))
    else:
        from ijb.export.brief_html import html

        _write(out, html(made).encode("utf-8"))


def pack(store: Store, options: argparse.Namespace) -> None:
    """A zip of one brief for each integration authority."""
    from ijb.export.pack import briefs

    out = _ending(options.out, ".zip")
    with _progress("Writing briefs") as progress:
        _write(out, briefs(store, options.form, options.today, progress, lambda area: _page(options, area)))


def workbook(store: Store, options: argparse.Namespace) -> None:
    """Everything held of one area, or of one measure."""
    from ijb.export.everything import everything_for_area, everything_for_measure

    out = _ending(options.out, ".xlsx")
    if options.area:
        area = asked.area(store, options.area)
        _write(out, everything_for_area(store, area, _comparator(store, area, options), options.today))
    else:
        _nobody_compared(options.compare, "a workbook of a measure has every area")
        _write(out, everything_for_measure(store, asked.measure(store, options.measure), options.today))


def csv(store: Store, options: argparse.Namespace) -> None:
    """Every observation with what describes it, in a zip or a folder."""
    from ijb.export.stream import write_full

    area = asked.area(store, options.area) if options.area else ""
    measure = asked.measure(store, options.measure).id if options.measure else ""
    if options.out.suffix and options.out.suffix.lower() != ".zip" and not options.out.is_dir():
        raise Refused(f"{options.out} should end in .zip, or be a folder.")
    if options.out.is_file() and options.out.suffix.lower() != ".zip":
        raise Refused(f"{options.out} is a file: name one that ends in .zip, or a folder.")
    if options.out.suffix.lower() == ".zip":
        _placed(options.out)
    else:
        _in_a_folder(options.out)
        make_folder(options.out)
    with _progress("Writing figures") as progress:
        write_full(store, options.out, progress, area, measure)
    _say(options.out)


def receipt(store: Store, options: argparse.Namespace) -> None:
    """The receipt of one figure, or a sentence to cite it by; printed, unless a file is named."""
    from ijb.export.receipt import NoReceipt, as_citation, as_text
    from ijb.export.receipt import receipt as receipt_of

    measure = asked.measure(store, options.measure)
    area = asked.area(store, options.area)
    slugs = asked.breakdowns(store, measure, options.breakdown)
    prices = asked.basis(store, measure, options.basis)
    slug, period = asked.period(store, measure, area, slugs, prices, options.period)
    link = permalink.permalink(store, options.address, measure, area, slug, prices, period)
    try:
        given = receipt_of(store, measure, area, slug, prices, period, link)
    except NoReceipt as fault:
        raise Refused(str(fault)) from fault
    text = f"{as_citation(given, options.today)}\n" if options.citation else as_text(given)
    if options.out:
        _write(_placed(options.out), text.encode("utf-8"))
    else:
        print(text, end="")


def _comparator(store: Store, area: str, options: argparse.Namespace) -> Comparator:
    _compared(store, area, options.compare)
    found = comparator(store, area, options.compare, [])
    if found.why_not:
        print(found.why_not, file=sys.stderr)
    return found


def _compared(store: Store, area: str, kind: str) -> None:
    """Refuses a comparator for what has none to choose."""
    if kind != SCOTLANDS and store.area(area)["level"] != "ijb":
        name = store.area(area)["name"]
        raise Refused(f"--compare {kind} is for integration authorities: {name} can only be given without it.")


def _nobody_compared(kind: str, what: str) -> None:
    """Refuses a comparator for what no area is chosen for."""
    if kind != SCOTLANDS:
        raise Refused(f"--compare {kind} goes with --area: {what}.")


def _shown_on_pages(store: Store, area: str) -> None:
    if store.area(area)["level"] == "health_board":
        name = store.area(area)["name"]
        raise Refused(f"{name} is a health board: this is made for Scotland and for integration authorities.")


def _page(options: argparse.Namespace, area: str) -> str:
    """The address of an area's own page."""
    return f"{options.address.rstrip('/')}/{address.view('ijb', {'area': area})}"


def _ending(out: Path, *endings: str) -> Path:
    """The path, if it ends as it should and its folder is there."""
    if out.suffix.lower() not in endings:
        raise Refused(f"{out} should end in {' or '.join(endings)}.")
    return _placed(out)


def _placed(out: Path) -> Path:
    """The path, if its folder is there and nothing but a file of that name in it."""
    _in_a_folder(out)
    refuse_unwritable(out)
    return out


def _in_a_folder(out: Path) -> None:
    if not out.parent.is_dir():
        raise Refused(f"There is no folder {out.parent} to write {out.name} to.")


def _write(out: Path, data: bytes) -> None:
    """The whole file at once: what was there before stays until it is written."""
    with whole(out) as file:
        file.write(data)
    _say(out)


def _say(out: Path) -> None:
    print(f"Written: {out}", file=sys.stderr)


@contextmanager
def _progress(words: str) -> Iterator[Progress]:
    """A bar on standard error, told the steps done, all of them, and what is next."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, of, name: bar.update(
            task, completed=done, total=of, description=f"{words}: {name}" if name else words
        )
