"""Reading one supplied file: encodings, delimiters, workbooks, numbers, dates, and what is said of the unreadable."""

from __future__ import annotations

import gzip
from datetime import date

import openpyxl
import pytest

from etl.extract import Extract, day, mid_year, month_code, read, year_pair
from etl.faults import BadExtract, Fault, sentences

TABLE = "area,people\nFife,12\nMoray,1500\n"


@pytest.fixture
def written(tmp_path):
    def write(content: bytes | str, name: str = "waits.csv") -> Extract:
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return read(path, name)

    return write


@pytest.fixture
def workbook(tmp_path):
    def write(*rows: list, second: list | None = None) -> Extract:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        if second is not None:
            book.create_sheet("Notes").append(second)
        book.save(tmp_path / "waits.xlsx")
        return read(tmp_path / "waits.xlsx", "waits.xlsx")

    return write


def rows(extract: Extract) -> list[tuple[str, ...]]:
    return list(extract.frame.drop(columns="line").itertuples(index=False, name=None))


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode("utf-8"),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        b"\xff\xfe" + TABLE.encode("utf-16-le"),
        b"\xfe\xff" + TABLE.encode("utf-16-be"),
        TABLE.encode("cp1252"),
        TABLE.replace("\n", "\r\n").encode("utf-8"),
        TABLE.replace("\n", "\r").encode("utf-8"),
        TABLE.replace(",", ";").encode("utf-8"),
        TABLE.replace(",", "\t").encode("utf-8"),
        TABLE.replace(",", "|").encode("utf-8"),
        TABLE.replace(",", " , ").encode("utf-8"),
        ("\n\n" + TABLE + "\n , \n").encode("utf-8"),
        TABLE.replace("people", "people,").replace("\nF", "\n\nF").encode("utf-8").replace(b"12", b"12,"),
        TABLE.rstrip("\n").encode("utf-8"),
        gzip.compress(TABLE.encode("utf-8"), mtime=0),  # each process names the test alike
    ],
)
def test_one_table_in_many_forms_is_read_the_same(written, content):
    extract = written(content)
    assert extract.faults == []
    assert rows(extract) == [("Fife", "12"), ("Moray", "1500")]


def test_windows_letters_are_read_as_they_were_written(written):
    extract = written("area,note\nFife,“café – closed”\n".encode("cp1252"))
    assert rows(extract) == [("Fife", "“café – closed”")]


def test_lines_are_those_of_the_file_also_after_blank_and_broken_ones(written):
    extract = written('area,note\n\nFife,"two\nlines"\nMoray,one\n')
    assert extract.frame["line"].tolist() == [3, 5]


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "waits.csv", "waits.csv: the file is empty; expected a header line and rows of figures."),
        (b"\n \n", "waits.csv", "waits.csv: the file is empty; expected a header line and rows of figures."),
        (b"area,people\n", "waits.csv", "waits.csv, line 1: expected rows of figures under the header."),
        (b"PK\x00\x01", "waits.csv", "waits.csv: expected text (CSV), but this is a binary file."),
        (
            gzip.compress(b"area,people\n" * 99, mtime=0)[:40],
            "waits.csv.gz",
            "waits.csv.gz: the compressed file is cut short or damaged; expected a whole gzip file, so download it "
            "again.",
        ),
        (
            b"\xff\xfea\x00b",
            "waits.csv",
            "waits.csv: expected text, but this UTF-16 file is cut short or damaged.",
        ),
        (
            b'area,people\nFife,"12\nMoray,13\n',
            "waits.csv",
            "waits.csv, line 2: expected a closing quotation mark at the end of a quoted value.",
        ),
        (
            b'area,people\nFife,"' + b"Moray,13\n" * 20_000,
            "waits.csv",
            "waits.csv, line 2: expected a closing quotation mark at the end of a quoted value.",
        ),
        (
            b"PK\x03\x04 no workbook",
            "waits.xlsx",
            "waits.xlsx: expected an Excel workbook (.xlsx) that opens; this one is damaged.",
        ),
        (
            b"area,people,people\nFife,12,13\n",
            "waits.csv",
            "waits.csv, line 1, column people: expected each column name once.",
        ),
        (
            b"area,people\nFife\nMoray,13,14\nAngus,15\n",
            "waits.csv",
            "waits.csv, line 2: expected 2 values, as in the header, but there are 1.",
        ),
    ],
)
def test_what_cannot_be_read_is_said(written, content, name, sentence):
    extract = written(content, name)
    assert sentences(extract.faults)[0] == sentence


def test_every_ragged_row_is_named(written):
    extract = written("area,people\nFife\nMoray,13,14\nAngus,15,\n")
    assert sentences(extract.faults) == [
        "waits.csv, line 2: expected 2 values, as in the header, but there are 1.",
        "waits.csv, line 3: expected 2 values, as in the header, but there are 3.",
    ]


def test_a_workbook_is_read_as_its_cells_stand(workbook):
    extract = workbook(
        ["area", "people", "share", "day", "note"],
        ["Fife", 12, 0.5, date(2024, 3, 31), None],
        [None, None, None, None, None],
        ["Moray", 13.0, 2, None, "=A1"],
        second=["only", "one", "row"],
    )
    assert extract.faults == []
    assert rows(extract) == [("Fife", "12", "0.5", "2024-03-31", ""), ("Moray", "13", "2", "", "=A1")]
    assert extract.frame["line"].tolist() == [2, 4]


@pytest.mark.parametrize("text", ["n/a", "NA", "#DIV/0!", "=1+1", "-", "..", "None"])
def test_a_cell_that_is_no_figure_is_never_taken_for_a_blank(workbook, text):
    extract = workbook(["area", "people"], ["Fife", text])
    extract.number("people", blank=True)
    assert sentences(extract.faults) == [f"waits.xlsx, line 2, column people: found {text!r}; expected a number."]


def test_an_empty_workbook_is_an_empty_file(workbook):
    assert sentences(workbook().faults) == [
        "waits.xlsx: the file is empty; expected a header line and rows of figures."
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("1,500", 1500), ("1,234,567.5", 1234567.5), (".5", 0.5), ("+3", 3), ("1e3", 1000), ("12.", 12)],
)
def test_numbers_are_read(written, text, value):
    extract = written(f'area,people\nFife,"{text}"\n')
    assert extract.number("people").tolist() == [value]
    assert extract.faults == []


@pytest.mark.parametrize(
    "text", ["many", "1,5", "12%", "£12", "1 000", "1.234,5", "inf", "nan", "1e400", "１２", "0x1f"]
)
def test_what_is_no_number_is_refused(written, text):
    extract = written(f'area,people\nFife,"{text}"\nMoray,1\n')
    assert extract.number("people").isna().tolist() == [True, False]
    assert sentences(extract.faults) == [f"waits.csv, line 2, column people: found {text!r}; expected a number."]


@pytest.mark.parametrize("text", ["12,5", "1,500"])
def test_a_comma_in_a_number_between_semicolons_is_refused_because_it_may_be_decimal(written, text):
    extract = written(f"area;people\nFife;{text}\n")
    extract.number("people")
    assert sentences(extract.faults) == [f"waits.csv, line 2, column people: found {text!r}; expected a number."]


def test_limits_of_a_number_are_said(written):
    extract = written("area,people\nFife,-1\nMoray,101\nAngus,2.5\nDundee City,\n")
    extract.number("people", low=0, high=100, whole=True)
    assert sentences(extract.faults) == [
        "waits.csv, line 5, column people: found nothing; expected a number.",
        "waits.csv, line 2, column people: found '-1'; expected a number of 0 or more.",
        "waits.csv, line 3, column people: found '101'; expected a number of 100 or less.",
        "waits.csv, line 4, column people: found '2.5'; expected a whole number.",
    ]


@pytest.mark.parametrize(
    ("reader", "text", "first", "last"),
    [
        (month_code, "202402", date(2024, 2, 1), date(2024, 2, 29)),
        (year_pair, "2022-23", date(2022, 4, 1), date(2023, 3, 31)),
        (year_pair, "2022/2023", date(2022, 4, 1), date(2023, 3, 31)),
        (year_pair, "1999/00", date(1999, 4, 1), date(2000, 3, 31)),
        (day, "2024-03-31", date(2024, 3, 31), date(2024, 3, 31)),
        (day, "20240331", date(2024, 3, 31), date(2024, 3, 31)),
        (day, "31/03/2024", date(2024, 3, 31), date(2024, 3, 31)),
        (mid_year, "2024", date(2024, 6, 30), date(2024, 6, 30)),
    ],
)
def test_periods_are_read(reader, text, first, last):
    assert reader(text) == (first, last)


@pytest.mark.parametrize(
    ("reader", "text", "expected"),
    [
        (month_code, "202413", "a month as six digits, such as 202508"),
        (month_code, "000012", "a month as six digits, such as 202508"),
        (month_code, "2024-01", "a month as six digits, such as 202508"),
        (year_pair, "2022-24", "a financial year, such as 2022/23"),
        (year_pair, "0000-01", "a financial year, such as 2022/23"),
        (year_pair, "2022", "a financial year, such as 2022/23"),
        (day, "2023-02-29", "a date, such as 2024-03-31"),
        (day, "03/31/2024", "a date, such as 2024-03-31"),
        (mid_year, "24", "a year, such as 2024"),
    ],
)
def test_what_is_no_period_says_what_was_expected(reader, text, expected):
    with pytest.raises(ValueError, match=f"^expected {expected}$"):
        reader(text)


def test_a_period_may_begin_today_but_not_tomorrow(written):
    extract = written("month,people\n202508,1\n202509,2\n")
    found = extract.period("month", month_code, today=date(2025, 8, 1))
    assert found["period_end"].tolist()[0] == date(2025, 8, 31)
    assert sentences(extract.faults) == [
        "waits.csv, line 3, column month: found '202509'; expected a period that has begun by 1 August 2025."
    ]


def test_faults_that_differ_only_in_their_line_are_one_sentence_and_long_values_are_cut():
    faults = [Fault("a.csv", line, "n", "x" * 200, "expected a number") for line in (4, 2, 3, 9)]
    assert str(BadExtract(faults)) == f"a.csv, lines 2–4, 9, column n: found '{'x' * 80}…'; expected a number."
