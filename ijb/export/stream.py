"""Every observation as CSV with what describes it (W3C's CSV on the Web), written a batch at a time: the rows never
stand in memory together."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO

from ijb import numbers
from ijb.export.behind import WORKED_POPULATION, sources_behind
from ijb.export.everything import refuse_hidden
from ijb.export.receipt import breakdown_words
from ijb.export.stream_columns import AREAS, MEASURES, OBSERVATIONS, SOURCES, described
from ijb.export.table import NO_TIME, READABLE_BY_ALL, cell, safe
from ijb.export.writing import whole
from ijb.measures import Measure
from ijb.store import Store
from ijb.store_of_everything import FIGURE_COLUMNS
from ijb.views.everything_figures import LEVELS, prices_words
from ijb.views.everything_words import break_words, worked

METADATA = "observations-metadata.json"
WHOLE = "all"  # what stands for no breakdown: a part of a key is never empty
BOM = "\ufeff"
Progress = Callable[[int, int, str], None]
Opener = Callable[[str], "Iterator[IO[bytes]]"]


def write_full(
    store: Store, out: Path | IO[bytes], progress: Progress | None = None, area: str = "", measure: str = ""
) -> None:
    """Every observation of every measure and area, or of one: observations.csv, measures.csv, areas.csv, sources.csv
    and observations-metadata.json, in a zip (a path that ends in .zip, or a binary file) or in a folder.

    progress: told the steps done, all of them, and the name of the measure next. Raises NamesHidden, and KeyError for
    an area or a measure there is not. The same database makes the same bytes.
    """
    refuse_hidden(store)
    chosen = [store.measures[measure]] if measure else list(store.measures.values())
    if area:
        store.area(area)
    tables = (
        (OBSERVATIONS, _observations(store, area, chosen, progress or (lambda done, of, name: None))),
        (MEASURES, _measures(store, chosen)),
        (AREAS, _areas(store)),
        (SOURCES, _sources(store, chosen)),
    )
    with _place(out) as opened:
        for table, rows in tables:
            with opened(table.file) as file:
                _write(file, [column.name for column in table.columns], rows)
        with opened(METADATA) as file:
            about_all = json.dumps(described(store, chosen, area), ensure_ascii=False, indent=2)
            file.write(f"{about_all}\n".encode("utf-8", "replace"))


@contextmanager
def _place(out: Path | IO[bytes]) -> Iterator[Opener]:
    """A function that opens members by name: of a zip, or files of a folder."""
    if not isinstance(out, Path):
        with _zipped(out) as opened:
            yield opened
    elif out.suffix.lower() == ".zip":
        with whole(out) as file, _zipped(file) as opened:
            yield opened
    else:
        out.mkdir(parents=True, exist_ok=True)
        yield lambda name: whole(out / name)


@contextmanager
def _zipped(file: IO[bytes]) -> Iterator[Opener]:
    with zipfile.ZipFile(file, "w") as archive:

        def opened(name: str) -> IO[bytes]:
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.external_attr = READABLE_BY_ALL
            entry.compress_type = zipfile.ZIP_DEFLATED
            return archive.open(entry, "w", force_zip64=True)

        yield opened


def _write(file: IO[bytes], heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """The rows as CSV in UTF-8 with a byte order mark; text that a spreadsheet would run is made safe."""
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=False)
    text.write(BOM)
    lines = csv.writer(text)
    lines.writerow(heads)
    for row in rows:
        lines.writerow([_cell(value) for value in row])
    text.flush()
    text.detach()


def _cell(value: object) -> object:
    """`cell`, quicker for what most cells hold."""
    kind = type(value)
    if kind is str:
        return safe(value)
    return value if value is None or kind is int or kind is date else cell(value)


def _observations(store: Store, area: str, chosen: Sequence[Measure], progress: Progress) -> Iterator[list[object]]:
    for done, measure in enumerate(chosen):
        progress(done, len(chosen), measure.short_name)
        words = _Words(measure)
        for rows in store.figures_in_batches(area, measure.id):
            for row in rows:
                yield words.of(dict(zip(FIGURE_COLUMNS, row)))
    progress(len(chosen), len(chosen), "")


class _Words:
    """The words of a measure's rows, each worked out once."""

    def __init__(self, measure: Measure):
        self._measure = measure
        self._known: dict[tuple[str, str], tuple[str, str, str]] = {}

    def of(self, row: Mapping[str, object]) -> list[object]:
        """A row in the order of OBSERVATIONS."""
        key = row["breakdown"], row["basis"]
        if key not in self._known:
            unit = numbers.written_unit(self._measure, *key)
            self._known[key] = breakdown_words(self._measure, key[0]), prices_words(self._measure, key[1]), unit
        breakdown, prices, unit = self._known[key]
        said = {
            "measure_name": self._measure.name,
            "area_name": row["name"],
            "area_level": row["level"],
            "breakdown": row["breakdown"] or WHOLE,
            "breakdown_name": breakdown,
            "prices": prices or WHOLE,
            "unit": unit,
            "in_doubt": row["doubt"],
        }
        return [said[column.name] if column.name in said else row[column.name] for column in OBSERVATIONS.columns]


def _measures(store: Store, chosen: Iterable[Measure]) -> Iterator[list[object]]:
    quantities = store.quantities()
    for each in chosen:
        parts = [
            quantities.at[name, part] if name in quantities.index else ""
            for name in (each.numerator, each.denominator)
            for part in ("name", "unit")
        ]
        yield [
            *(each.id, each.name, each.theme, each.indicator, each.definition, each.unit, each.better),
            worked(each),
            *parts,
            " ".join(break_words(each)),
            " ".join(each.caveats),
            " ".join(each.cannot_use_for),
            " ".join(sources_behind(store, each)),
        ]


def _areas(store: Store) -> Iterator[list[object]]:
    order = list(LEVELS)
    rows = store.areas.assign(place=[order.index(level) for level in store.areas["level"]])
    for row in rows.sort_values(["place", "name"]).itertuples():
        councils = store.councils(row.code)["code"].tolist() if row.level == "ijb" else []
        yield [row.code, row.name, row.level, row.health_board_code if row.level == "ijb" else "", " ".join(councils)]


def _sources(store: Store, chosen: Iterable[Measure]) -> Iterator[list[object]]:
    wanted = {name for each in chosen for name in sources_behind(store, each)} - {WORKED_POPULATION}
    for row in store.source_rows().to_dict("records"):
        if row["id"] in wanted:
            yield [row[column.name] for column in SOURCES.columns]
