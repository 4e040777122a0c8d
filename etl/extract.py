"""Reading one supplied file: every column as text first, then cast, keeping all that is wrong with it.

An Extract never stops at the first fault. Loaders ask it for columns of numbers, areas and periods; what cannot be
read becomes a missing value and a Fault, and the build refuses the file at the end if there is any.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd

from etl.faults import Fault
from etl.geography import Geography
from ijb import periods

NUMBER = r"[-+]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]*)?([eE][-+]?[0-9]{1,2})?|[-+]?\.[0-9]+"
DELIMITERS = ",;\t|"


class Extract:
    """One supplied file as text, with its faults.

    frame: one column a header name, all text, stripped; plus `line`, the line (or sheet row) it came from.
    """

    def __init__(self, name: str, frame: pd.DataFrame, delimiter: str = ",", faults: list[Fault] | None = None):
        self.name = name
        self.frame = frame
        self.delimiter = delimiter
        self.faults: list[Fault] = faults or []

    @property
    def columns(self) -> list[str]:
        return [column for column in self.frame.columns if column != "line"]

    def fault(
        self, expected: str, line: int | None = None, column: str | None = None, value: str | None = None
    ) -> None:
        """Record one fault; `expected` ends the sentence "…, column X: found 'y'; expected"."""
        self.faults.append(Fault(self.name, line, column, value, expected))

    def fault_rows(self, rows: pd.Series, column: str, expected: str) -> None:
        """Record a fault for each row where `rows` is true, with the value that stands in `column`."""
        wrong = self.frame.loc[rows, ["line", column]]
        self.faults.extend(
            Fault(self.name, int(line), column, value, expected) for line, value in wrong.itertuples(index=False)
        )

    def keep(self, rows: pd.Series) -> Extract:
        """The same file with only some rows; faults found in either are kept together."""
        part = Extract(self.name, self.frame[rows].reset_index(drop=True), self.delimiter)
        part.faults = self.faults
        return part

    def number(
        self,
        column: str,
        low: float | None = 0,
        high: float | None = None,
        blank: bool | pd.Series = False,
        whole: bool = False,
    ) -> pd.Series:
        """A column as float64; blanks are faults unless `blank` (for the file, or row by row) allows them.

        In a file with semicolons a comma would be a decimal comma, or not: such a number is refused, not guessed.
        """
        text = self.frame[column]
        empty = text == ""
        readable = text.str.fullmatch(NUMBER)
        if self.delimiter == ";":
            readable &= ~text.str.contains(",", regex=False)
        values = pd.to_numeric(text.where(readable & ~empty, None).str.replace(",", "", regex=False))
        values = values.astype("float64")
        self.fault_rows(~readable & ~empty, column, "expected a number")
        self.fault_rows(empty & ~pd.Series(blank, index=text.index), column, "expected a number")
        if low is not None:
            self.fault_rows(values < low, column, f"expected a number of {low:g} or more")
        if high is not None:
            self.fault_rows(values > high, column, f"expected a number of {high:g} or less")
        if whole:
            self.fault_rows(values % 1 > 0, column, "expected a whole number")
        return values

    def choice(self, column: str, meanings: Mapping[str, str]) -> pd.Series:
        """A column whose only values are the keys of `meanings`, turned into what they mean."""
        meant = self.frame[column].map(meanings)
        allowed = ", ".join(repr(key) for key in meanings)
        self.fault_rows(meant.isna(), column, f"expected one of {allowed}")
        return meant

    def area(self, column: str, geography: Geography, levels: tuple[str, ...]) -> pd.Series:
        """A column of names or codes (current or superseded) as current codes at one of `levels`."""
        return self.parsed(column, lambda text: geography.resolve(text, levels)).astype("str")

    def parsed(self, column: str, read: Callable[[str], object]) -> pd.Series:
        """A column read value by value; a LookupError or ValueError says what was expected."""
        found, problems = {}, {}
        for text in self.frame[column].unique():
            try:
                found[text] = read(text)
            except (LookupError, ValueError) as problem:
                problems[text] = str(problem.args[0])
        for text, expected in problems.items():
            self.fault_rows(self.frame[column] == text, column, expected)
        return self.frame[column].map(found)

    def period(self, column: str, read: Callable[[str], tuple[date, date]], today: date) -> pd.DataFrame:
        """A column of periods as period_start and period_end; a period that begins after `today` is a fault."""

        def past(text: str) -> tuple[date, date]:
            start, end = read(text)
            if start > today:
                raise ValueError(f"expected a period that has begun by {today.day} {today:%B %Y}")
            return start, end

        pairs = self.parsed(column, past).astype("object")
        return pd.DataFrame({"period_start": pairs.str[0], "period_end": pairs.str[1]}, index=pairs.index)

    def unique(self, keys: pd.DataFrame, what: str) -> None:
        """Record a fault for each row whose keys already stand on an earlier line."""
        numbered = keys.assign(line=self.frame["line"])[keys.notna().all(axis=1)]
        names = list(keys.columns)
        again = numbered[numbered.duplicated(names)]
        first = numbered.drop_duplicates(names).rename(columns={"line": "earlier"})
        for row in again.merge(first, on=names).itertuples(index=False):
            self.fault(f"expected one row {what}, but line {row.earlier} gives the same one", line=int(row.line))


def read(path: Path, name: str) -> Extract:
    """The file at `path` (text or xlsx), called `name` in faults; an unreadable one comes back with faults only."""
    try:
        if path.suffix.lower() == ".xlsx":
            return _from_rows(name, _sheet_rows(path), ",")
        return _from_rows(name, *_text_rows(_text(path)))
    except _Unreadable as problem:
        faults = [Fault(name, problem.line, None, None, problem.expected)]
        return Extract(name, pd.DataFrame({"line": []}), faults=faults)


class _Unreadable(Exception):
    def __init__(self, expected: str, line: int | None = None):
        self.expected, self.line = expected, line
        super().__init__(expected)


def _text(path: Path) -> str:
    raw = path.read_bytes()
    if path.suffix.lower() == ".gz" or raw[:2] == b"\x1f\x8b":
        try:
            raw = gzip.decompress(raw)
        except (EOFError, OSError, zlib.error) as problem:
            raise _Unreadable(
                "the compressed file is cut short or damaged; expected a whole gzip file, so download it again"
            ) from problem
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError as problem:
            raise _Unreadable("expected text, but this UTF-16 file is cut short or damaged") from problem
    if b"\x00" in raw:
        raise _Unreadable("expected text (CSV), but this is a binary file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _text_rows(text: str) -> tuple[list[tuple[int, list[str]]], str]:
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=header.count)
    # Strict, because a quotation mark that is never closed would otherwise swallow the rest of the file.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, line = [], 1
    try:
        for fields in reader:
            rows.append((line, fields))
            line = reader.line_num + 1
    except csv.Error as problem:
        raise _Unreadable("expected a closing quotation mark at the end of a quoted value", line) from problem
    return rows, delimiter


def _sheet_rows(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of the largest sheet; a formula that was saved without its result stands as its own text."""
    try:
        results, formulas = (_sheets(path, data_only) for data_only in (True, False))
    except Exception as problem:  # openpyxl and zipfile raise many kinds for a damaged workbook
        raise _Unreadable("expected an Excel workbook (.xlsx) that opens; this one is damaged") from problem
    largest = max(results, key=lambda name: sum(map(len, results[name])), default=None)
    if largest is None:
        return []
    return [
        (number, [_cell(formula if result is None else result) for result, formula in zip(*pair)])
        for number, pair in enumerate(zip(results[largest], formulas[largest]), start=1)
    ]


def _sheets(path: Path, data_only: bool) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=data_only)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some programs write a size that is not the sheet's
        return {sheet.title: _squared(list(sheet.iter_rows(values_only=True))) for sheet in book.worksheets}
    finally:
        book.close()


def _squared(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """The rows made equally long: a sheet's end where their last cell does."""
    width = max(map(len, rows), default=0)
    return [(*row, *[None] * (width - len(row))) for row in rows]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):  # datetime is a date too
        return f"{value:%Y-%m-%d}"
    return str(value)


def _from_rows(name: str, rows: list[tuple[int, list[str]]], delimiter: str) -> Extract:
    rows = [(line, [field.strip() for field in fields]) for line, fields in rows]
    rows = [(line, fields) for line, fields in rows if any(fields)]
    if not rows:
        raise _Unreadable("the file is empty; expected a header line and rows of figures")
    (header_line, header), body = rows[0], rows[1:]
    extract = Extract(name, pd.DataFrame({"line": []}), delimiter)
    while header and header[-1] == "":
        header = header[:-1]
    for column in sorted({column for column in header if header.count(column) > 1}):
        extract.fault("expected each column name once", line=header_line, column=column or "(no name)")
    if not body:
        extract.fault("expected rows of figures under the header", line=header_line)
    if extract.faults:
        return extract
    whole = []
    for line, fields in body:
        surplus = fields[len(header) :]
        if len(fields) < len(header) or any(surplus):
            extract.fault(f"expected {len(header)} values, as in the header, but there are {len(fields)}", line=line)
        else:
            whole.append([*fields[: len(header)], line])
    extract.frame = pd.DataFrame(whole, columns=[*header, "line"])
    return extract


def month_code(text: str) -> tuple[date, date]:
    """ "202508" -> August 2025."""
    if not re.fullmatch(r"(19|20)\d{4}", text) or not 1 <= int(text[4:]) <= 12:
        raise ValueError("expected a month as six digits, such as 202508")
    return periods.month(int(text[:4]), int(text[4:]))


def year_pair(text: str) -> tuple[date, date]:
    """ "2022-23", "2022/23" or "2022/2023" -> that financial year."""
    found = re.fullmatch(r"((?:19|20)\d\d)[-/–](\d{4}|\d{2})", text)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]) % 100:
        raise ValueError("expected a financial year, such as 2022/23")
    return periods.financial_year(int(found[1]))


def day(text: str) -> tuple[date, date]:
    """ "2024-03-31", "20240331" or "31/03/2024" -> that day, as first and last."""
    for pattern, order in (
        (r"(\d{4})-(\d\d)-(\d\d)( 00:00:00)?", (1, 2, 3)),
        (r"(\d{4})(\d\d)(\d\d)", (1, 2, 3)),
        (r"(\d\d?)/(\d\d?)/(\d{4})", (3, 2, 1)),
    ):
        found = re.fullmatch(pattern, text)
        if found:
            try:
                which = date(*(int(found[part]) for part in order))
            except ValueError:
                break
            return which, which
    raise ValueError("expected a date, such as 2024-03-31")


def mid_year(text: str) -> tuple[date, date]:
    """ "2024" -> 30 June 2024, the day of a mid-year population estimate."""
    if not re.fullmatch(r"(19|20|21)\d\d", text):
        raise ValueError("expected a year, such as 2024")
    return periods.mid_year(int(text))
