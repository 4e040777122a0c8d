"""Files in a layout nobody foresaw, read by a TOML beside them that maps their columns to quantities.

# my_file.toml, beside my_file.csv or my_file.xlsx
source = "ijb_accounts"          # a source id
area = "Partnership"             # the column of names or codes of areas,
level = "ijb"                    # all of this level (council, ijb or health_board) or Scotland
period = "Year"
period_form = "financial_year"   # financial_year, quarter, month or day
[columns]
"Net spend £000" = "net_cost_of_services"
[breakdowns]                     # optional: columns that split the figures; blank or "All" is the total
"Age group" = "age"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from etl.extract import Extract, day, month_code, year_pair
from etl.faults import BadExtract, Fault, Note
from etl.loaders.base import FACT_COLUMNS, Context, Loaded, facts
from ijb import periods

LEVELS = ("council", "ijb", "health_board")
MONTH_FORMS = ("%b %Y", "%B %Y", "%b-%y", "%Y-%m")


@dataclass(frozen=True)
class Mapping:
    """What a mapping file says. columns: column -> quantity id; breakdowns: column -> breakdown key."""

    file: str
    source: str
    area: str
    level: str
    period: str
    period_form: str
    columns: dict[str, str]
    breakdowns: dict[str, str]


def month_in_words(text: str) -> tuple[date, date]:
    """ "Aug 2025", "August 2025", "Aug-25", "2025-08", "2025-08-01" or "202508" -> August 2025."""
    for form in MONTH_FORMS:
        try:
            found = datetime.strptime(re.sub(r"^(\d{4}-\d\d)-01$", r"\1", text), form)
        except ValueError:
            continue
        return periods.month(found.year, found.month)
    try:
        return month_code(text)
    except ValueError:
        raise ValueError("expected a month, such as Aug 2025, 2025-08 or 202508") from None


def quarter_in_words(text: str) -> tuple[date, date]:
    """ "Q1 2025/26" or "2025/26 Q1" -> April to June 2025."""
    found = re.fullmatch(r"Q([1-4]) (\S+)|(\S+) Q([1-4])", text)
    try:
        year, _ = year_pair((found[2] or found[3]) if found else "")
    except ValueError:
        raise ValueError("expected a financial quarter, such as Q1 2025/26 (April to June)") from None
    return periods.quarter(year.year, int(found[1] or found[4]))


PERIOD_FORMS: dict[str, Callable[[str], tuple[date, date]]] = {
    "financial_year": year_pair,
    "quarter": quarter_in_words,
    "month": month_in_words,
    "day": day,
}
CHOICES = {"level": LEVELS, "period_form": tuple(PERIOD_FORMS)}
NAMES = tuple(field.name for field in fields(Mapping) if field.name != "file")
TABLES = ("columns", "breakdowns")


def read_mapping(path: Path) -> Mapping:
    """The mapping in one TOML file. Raises BadExtract with every fault of the file at once."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadExtract([Fault(path.name, None, None, None, f"expected valid TOML: {problem}")]) from problem
    given.setdefault("breakdowns", {})
    faults = [Fault(path.name, None, name, value, expected) for name, value, expected in _wrong(given)]
    if faults:
        raise BadExtract(faults)
    return Mapping(file=path.name, **given)


def _wrong(given: dict[str, object]) -> Iterable[tuple[str, str | None, str]]:
    """What is wrong with the fields: field, value, what was expected."""
    for name in given:
        if name not in NAMES:
            yield name, None, f"expected no field of this name{_perhaps(name, set(NAMES) - set(given))}"
    for name in NAMES:
        value = given.get(name)
        if value is None:
            yield name, None, "expected this field"
        elif name in TABLES:
            yield from _wrong_table(name, value)
        elif not isinstance(value, str) or not value.strip():
            yield name, str(value), "expected a text in quotes"
        elif name in CHOICES and value not in CHOICES[name]:
            yield name, value, f"expected one of {', '.join(CHOICES[name])}"


def _wrong_table(name: str, table: object) -> Iterable[tuple[str, str | None, str]]:
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        yield name, str(table), 'expected lines such as "Column name" = "id"'
        return
    if name == "columns" and not table:
        yield name, None, "expected at least one column with its quantity"
    for column, value in table.items():
        if not re.fullmatch(r"[a-z][a-z0-9_]*", value):
            yield f"{name}, {column}", value, "expected an id: small letters, digits and underscores"
    for value in sorted({value for value in table.values() if list(table.values()).count(value) > 1}):
        yield name, value, "expected each id once"


def load_mapped(extract: Extract, mapping: Mapping, context: Context, quantities: dict[str, tuple[str, str]]) -> Loaded:
    """Facts of the mapped columns, and a note that says which was read as what; blank cells are no facts.

    quantities: every known quantity id -> (name, unit). Amounts of money may be below 0, nothing else may.
    What is wrong is recorded on the extract.
    """
    if not _fits(extract, mapping, quantities):
        return Loaded()
    cells = extract.period(mapping.period, PERIOD_FORMS[mapping.period_form], context.today)
    cells = cells.assign(
        area_code=extract.area(mapping.area, context.geography, (mapping.level, "scotland")),
        breakdown=_breakdown(extract.frame, mapping.breakdowns),
    )
    extract.unique(cells, "an area, period and breakdown")
    held = cells.dropna()
    loaded = [
        _column_facts(extract, column, quantity, quantities[quantity][1], held)
        for column, quantity in mapping.columns.items()
    ]
    loaded = [frame for frame in loaded if not frame.empty] or [pd.DataFrame(columns=FACT_COLUMNS)]
    return Loaded(pd.concat(loaded, ignore_index=True), [_note(extract, mapping)])


def _fits(extract: Extract, mapping: Mapping, quantities: Iterable[str]) -> bool:
    """Whether the file has the columns, and we the quantities, that the mapping names; faults where not."""
    wanted = [mapping.area, mapping.period, *mapping.columns, *mapping.breakdowns]
    missing = [column for column in wanted if column not in extract.columns]
    unknown = {column: name for column, name in mapping.columns.items() if name not in quantities}
    for column in missing:
        extract.fault(
            f"expected this column, which {mapping.file} names{_perhaps(column, extract.columns)}", column=column
        )
    for column, name in unknown.items():
        extract.fault(
            f"expected {mapping.file} to name a known quantity{_perhaps(name, quantities)}", column=column, value=name
        )
    return not missing and not unknown


def _perhaps(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f", perhaps {near[0]!r}" if near else ""


def _breakdown(frame: pd.DataFrame, keys: dict[str, str]) -> pd.Series:
    """'age=75plus|reason=…', keys sorted; blank cells and cells that start "All" or "Total" are left out."""
    slugs = pd.Series("", index=frame.index)
    for column, key in sorted(keys.items(), key=lambda pair: pair[1]):
        words = frame[column].str.lower().str.replace(r"\s*\+", "plus", regex=True)
        words = words.str.replace(r"[^a-z0-9]+", "_", regex=True).str.strip("_")
        total = (words == "") | words.str.fullmatch(r"(all|total)(_.*)?")
        slugs = slugs + (f"|{key}=" + words).mask(total, "")
    return slugs.str.strip("|")


def _column_facts(extract: Extract, column: str, quantity: str, unit: str, held: pd.DataFrame) -> pd.DataFrame:
    value = extract.number(column, low=None if unit.startswith("£") else 0, blank=True)[held.index].dropna()
    rows = held.loc[value.index]
    return facts(quantity, rows["area_code"], rows, value, rows["breakdown"])


def _note(extract: Extract, mapping: Mapping) -> Note:
    said = ", ".join(f"{column!r} as {quantity}" for column, quantity in mapping.columns.items())
    return Note(mapping.source, "info", "", "", f"{extract.name} was read as {mapping.file} says: {said}.")
