"""The CSV that readers take away, byte by byte."""

import csv
import io
import json
import zipfile
from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from ijb.export.table import csv_bytes, csv_package, datatype, safe

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


# --- figures and what they are, apart ---

ABOUT = [
    ("Period", "Aug 2025"),
    ("Measure", "Delayed beds"),
    ("Source", "Public Health Scotland: Delayed discharges"),
    ("Address", "https://www.opendata.nhs.scot/dataset/x"),
    ("Licence", "Open Government Licence v3.0"),
    ("Source", "National Records of Scotland: Population"),
    ("Address", ""),
    ("Licence", "Open Government Licence v3.0"),
    ("Caution", "One"),
]
TYPED = pd.DataFrame(
    {
        "Area": ["Fife", "Orkney"],
        "Value": [42.5, None],
        "Position": pd.array([3, pd.NA], dtype="Int64"),
        "Position, best": [1, 2],
        "First day": [date(2025, 8, 1), None],
        "£": [None, None],
    }
)


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def described(frame=TYPED, about=ABOUT, name="delayed-beds"):
    return json.loads(members(csv_package(name, frame, about))[f"{name}-metadata.json"])


def test_without_what_it_is_of_the_heads_come_first():
    assert csv_bytes(pd.DataFrame({"Area": ["Fife"], "Value": [42.5]})) == b"\xef\xbb\xbfArea,Value\r\nFife,42.5\r\n"


def test_a_package_holds_the_figures_alone_and_what_they_are():
    found = members(csv_package("delayed-beds", TYPED, ABOUT))
    assert list(found) == ["delayed-beds.csv", "delayed-beds-metadata.json"]
    assert found["delayed-beds.csv"].decode("utf-8") == (
        '\ufeffArea,Value,Position,"Position, best",First day,£\r\nFife,42.5,3,1,2025-08-01,\r\nOrkney,,,2,,\r\n'
    )


def test_the_same_package_has_the_same_bytes():
    assert csv_package("a", TYPED, ABOUT) == csv_package("a", TYPED.copy(), list(ABOUT))


def test_the_metadata_are_in_the_form_of_csv_on_the_web():
    found = described()
    assert found["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}]
    assert found["url"] == "delayed-beds.csv"
    assert found["dc:title"] == "Delayed beds, Aug 2025"
    assert found["dc:license"] == [
        {"@id": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"}
    ]
    assert found["dc:source"] == [{"@id": "https://www.opendata.nhs.scot/dataset/x"}]
    assert found["dialect"] == {"encoding": "utf-8", "header": True}


def test_the_metadata_name_every_column_as_the_csv_does_and_say_what_it_holds():
    columns = described()["tableSchema"]["columns"]
    assert [tuple(column.values()) for column in columns] == [
        ("area", "Area", "string"),
        ("value", "Value", "number"),
        ("position", "Position", "integer"),
        ("position_best", "Position, best", "integer"),
        ("first_day", "First day", "date"),
        ("column_6", "£", "string"),
    ]
    first = next(csv.reader(io.StringIO(members(csv_package("a", TYPED, ABOUT))["a.csv"].decode("utf-8-sig"))))
    assert [column["titles"] for column in columns] == first


def test_the_metadata_keep_every_row_of_what_it_is_of():
    assert [(note["schema:name"], note["schema:text"]) for note in described()["notes"]] == ABOUT


def test_columns_of_one_name_are_told_apart_and_dangerous_heads_are_as_in_the_csv():
    columns = described(pd.DataFrame([[1, 2, 3]], columns=["Value", "value", "=x"]))["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == ["value", "value_2", "x"]
    assert [column["titles"] for column in columns] == ["Value", "value", "'=x"]


def test_what_is_not_known_is_not_said():
    found = described(about=[("Licence", "As supplied"), ("Source", "A board: its papers")], name="signals")
    assert found["dc:title"] == "signals"
    assert found["dc:license"] == ["As supplied"]
    assert found["dc:source"] == ["A board: its papers"]
    assert {"dc:license", "dc:source", "notes"} & set(described(about=[])) == set()


@pytest.mark.parametrize(
    "values, expected",
    [
        ([1, 2], "integer"),
        ([1.0, None], "number"),
        ([1, 2.5], "number"),
        ([date(2025, 1, 1), None], "date"),
        ([True, False], "string"),
        ([1, "2"], "string"),
        ([None, None], "string"),
        ([datetime(2025, 1, 1, 12)], "string"),
    ],
)
def test_a_column_is_of_one_kind_or_text(values, expected):
    assert datatype(pd.Series(values, dtype="object")) == expected
