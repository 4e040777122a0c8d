"""The CSV that readers take away, byte by byte."""

import csv
import io
from datetime import date

import numpy as np
import pandas as pd
import pytest

from ijb.export.table import csv_bytes, safe

NOTHING = pd.DataFrame({"Area": []})


def text(frame, about=()):
    return csv_bytes(frame, about).decode("utf-8")


def rows(frame, about=()):
    return list(csv.reader(io.StringIO(csv_bytes(frame, about).decode("utf-8-sig"), newline="")))


def test_it_starts_with_a_byte_order_mark_so_that_excel_reads_it():
    assert csv_bytes(NOTHING, []).startswith(b"\xef\xbb\xbf")
    assert csv_bytes(pd.DataFrame({"£": ["Na h-Eileanan Siar – ½"]}), []).count(b"\xef\xbb\xbf") == 1


def test_what_it_is_of_stands_above_the_figures():
    frame = pd.DataFrame({"Area": ["Fife"], "Value": [42.5]})
    about = [("Measure", "Delayed beds"), ("Caution", "One"), ("Caution", "Two")]
    assert text(frame, about) == (
        "\ufeffMeasure,Delayed beds\r\nCaution,One\r\nCaution,Two\r\n\r\nArea,Value\r\nFife,42.5\r\n"
    )


def test_an_empty_table_still_has_its_heads():
    assert text(NOTHING, [("Area", "Fife")]) == "\ufeffArea,Fife\r\n\r\nArea\r\n"


def test_numbers_are_written_in_full():
    frame = pd.DataFrame({"a": [0.1 + 0.2, 1e6, -12.5], "b": [27.842105263157894, 1 / 3, 123456789.123456]})
    assert rows(frame)[2:] == [
        ["0.30000000000000004", "27.842105263157894"],
        ["1000000.0", "0.3333333333333333"],
        ["-12.5", "123456789.123456"],
    ]


def test_whole_numbers_stay_whole():
    frame = pd.DataFrame({"rank": pd.array([1, pd.NA], dtype="Int64"), "people": np.array([7, -8])})
    assert rows(frame)[2:] == [["1", "7"], ["", "-8"]]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
def test_what_is_missing_is_empty(missing):
    assert rows(pd.DataFrame({"a": pd.Series([missing, "x"], dtype="object"), "b": [1, 2]}))[2] == ["", "1"]


def test_days_are_iso():
    assert rows(pd.DataFrame({"First day": [date(2025, 8, 1)]}))[2] == ["2025-08-01"]


@pytest.mark.parametrize("words", ["=1+1", "+44 131", "-2", "@SUM(A1)", "\tx", "\r=x", "\n=x", "=cmd|' /C calc'!A0"])
def test_text_that_a_spreadsheet_would_run_stays_text(words):
    assert safe(words) == f"'{words}"
    found = rows(pd.DataFrame({words: [words]}), [(words, words)])
    assert found == [[f"'{words}", f"'{words}"], [], [f"'{words}"], [f"'{words}"]]


@pytest.mark.parametrize("words", ["Fife", "−2", "", "£968", "a=b", "2-4", " =x", "%"])
def test_other_text_is_left_alone(words):
    assert safe(words) == words


def test_a_negative_number_is_a_number_and_not_text():
    assert rows(pd.DataFrame({"Change": [-1.5]}))[2] == ["-1.5"]


def test_commas_quotes_and_lines_come_back_whole():
    words = ["Clackmannanshire, Stirling", 'He said "no"', "one\ntwo", "one\r\ntwo", 'a,"b"\nc']
    assert [row[0] for row in rows(pd.DataFrame({"Area": words}))[2:]] == words
    assert rows(NOTHING, [("Caution", words[4])])[0] == ["Caution", words[4]]


def test_the_frame_given_is_not_changed():
    frame = pd.DataFrame({"a": ["=x"], "b": [1.5]})
    csv_bytes(frame, [])
    assert frame.equals(pd.DataFrame({"a": ["=x"], "b": [1.5]}))
