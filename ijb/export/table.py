"""A table as CSV, with what it is of above the figures or in a file beside them."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from numbers import Integral, Real

import pandas as pd

PRODUCER = "Integration performance"
# What a spreadsheet takes for the start of a formula, also after characters that it leaves out.
DANGEROUS = re.compile(r"^[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*[=+\-@\t\r\n]")
CSVW = "http://www.w3.org/ns/csvw"
LICENCES = {
    "Open Government Licence v3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
TITLE = ("Measure", "Area", "Breakdown", "Period")
# The same download always has the same bytes: no clock in the archive.
NO_TIME = (1980, 1, 1, 0, 0, 0)
READABLE_BY_ALL = 0o644 << 16


def csv_bytes(frame: pd.DataFrame, about: Sequence[tuple[str, str]] | None = None) -> bytes:
    """The frame as CSV in UTF-8 with a byte order mark, so that Excel reads it: the heads, then the figures.

    With `about`, its rows of name and text stand above, an empty row between. Figures are written in full; text that
    a spreadsheet would take for a formula is given an apostrophe first.
    """
    above = [] if about is None else [*([safe(name), safe(text)] for name, text in about), []]
    heads = [safe(column) for column in frame.columns]
    figures = ([cell(value) for value in row] for row in frame.itertuples(index=False))
    return _written([*above, heads, *figures])


def csv_package(file_name: str, frame: pd.DataFrame, about: Sequence[tuple[str, str]]) -> bytes:
    """A zip of `<file_name>.csv`, the figures alone, and `<file_name>-metadata.json`, what they are, for machines."""
    described = json.dumps(csvw(file_name, frame, about), ensure_ascii=False, indent=2) + "\n"
    members = {f"{file_name}.csv": csv_bytes(frame), f"{file_name}-metadata.json": described.encode("utf-8", "replace")}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.external_attr = READABLE_BY_ALL
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def csvw(file_name: str, frame: pd.DataFrame, about: Sequence[tuple[str, str]]) -> dict[str, object]:
    """The metadata of `<file_name>.csv` in the form of W3C's CSV on the Web (Metadata Vocabulary for Tabular Data)."""
    heads = [safe(str(column)) for column in frame.columns]
    columns = [
        {"name": name, "titles": head, "datatype": datatype(frame.iloc[:, place])}
        for place, (name, head) in enumerate(zip(_variables(heads), heads))
    ]
    described: dict[str, object] = {
        "@context": [CSVW, {"@language": "en-GB"}],
        "url": f"{file_name}.csv",
        "dc:title": ", ".join(words for name in TITLE for words in said(about, name)[:1]) or file_name,
        "dc:creator": PRODUCER,
        "dc:license": [_licence(words) for words in said(about, "Licence")],
        "dc:source": [{"@id": words} if words.startswith("https://") else words for words in said(about, "Address")]
        or said(about, "Source"),
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {"columns": columns},
        "notes": [{"schema:name": name, "schema:text": text} for name, text in about],
    }
    return {name: value for name, value in described.items() if value != []}


def datatype(values: pd.Series) -> str:
    """The CSV on the Web datatype of a column: integer, number, date or string."""
    held = [value for value in values if not _is_missing(value)]
    kinds = {"integer": Integral, "number": Real, "date": date}
    for name, kind in kinds.items():
        if held and all(isinstance(value, kind) and not isinstance(value, (bool, datetime)) for value in held):
            return name
    return "string"


def said(about: Iterable[tuple[str, str]], name: str) -> list[str]:
    """The texts under one name among rows of name and text, each once, empty ones left out."""
    return list(dict.fromkeys(text for given, text in about if given == name and text))


def cell(value: object) -> object:
    """A value for a cell: '' where missing, numbers as they are, text made safe."""
    if _is_missing(value):
        return ""
    return safe(value) if isinstance(value, str) else value


def safe(text: str) -> str:
    """Text that stays text in a spreadsheet."""
    return f"'{text}" if DANGEROUS.match(text) else text


def _is_missing(value: object) -> bool:
    return not isinstance(value, str) and bool(pd.isna(value))


def _written(rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return ("\ufeff" + out.getvalue()).encode("utf-8", "replace")


def _licence(words: str) -> object:
    return {"@id": LICENCES[words]} if words in LICENCES else words


def _variables(heads: Sequence[str]) -> list[str]:
    """Names for columns that may stand in a URI template: letters, digits and underscores, each once."""
    found: list[str] = []
    for place, head in enumerate(heads, start=1):
        name = re.sub(r"[^a-z0-9]+", "_", head.lower()).strip("_") or f"column_{place}"
        found.append(f"{name}_{place}" if name in found else name)
    return found
