"""The workbook that readers take away, read back value by value."""

import io
import zipfile
from datetime import date, datetime
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from ijb.export.workbook import Sheet, number_format, workbook_bytes

BUILT = datetime(2026, 11, 21, 23, 16)
FIGURES = pd.DataFrame(
    {
        "Area": ["Fife", "Orkney"],
        "Value": [27.8421052631579, None],
        "Position": pd.array([3, pd.NA], dtype="Int64"),
        "First day": [date(2025, 8, 1), date(2025, 8, 1)],
        "Status": ["Published", "Not submitted"],
    }
)
ABOUT = [
    ("Measure", "Delayed beds"),
    ("Source", "Public Health Scotland: Delayed discharges"),
    ("Address", "https://www.opendata.nhs.scot/dataset/x"),
    ("Licence", "Open Government Licence v3.0"),
    ("Licence", "Open Government Licence v3.0"),
    ("Caution", "One. " * 60),
]
DANGEROUS = [
    "=1+1",
    "+44 131",
    "-2",
    "@SUM(A1)",
    "\tx",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://x.example")',
    "#REF!",
]


def book(frame=FIGURES, about=ABOUT, title="Delayed beds, Aug 2025", **sheet):
    return load_workbook(io.BytesIO(workbook_bytes(title, [Sheet(title, frame, **sheet)], about, BUILT)))


def values(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_contents_comes_first_then_the_figures_then_the_notes():
    assert book().sheetnames == ["Contents", "Figures", "Notes"]
    assert book().active.title == "Contents"


def test_contents_says_what_is_in_the_file_when_it_was_built_and_under_which_licence():
    assert values(book()["Contents"]) == [
        ["Delayed beds, Aug 2025", None],
        ["Made by", "Integration performance"],
        ["Database built", "2026-11-21 23:16 UTC"],
        ["Licence", "Open Government Licence v3.0"],
        ["Empty cells", "An empty cell has no figure; the column Status says why."],
        ["Sheet", "What is in it"],
        ["Figures", "Delayed beds, Aug 2025 (rows: 2)"],
        ["Notes", "What the figures mean, where they come from, and what to take care with."],
    ]


def test_contents_leads_to_the_other_sheets():
    sheet = book()["Contents"]
    assert [sheet.cell(row, 1).hyperlink.location for row in (7, 8)] == ["'Figures'!A1", "'Notes'!A1"]


def test_without_a_status_nothing_is_promised_of_one():
    texts = [row[1] for row in values(book(FIGURES[["Area", "Value"]])["Contents"])]
    assert "An empty cell has no figure." in texts


def test_figures_are_in_full_and_what_is_missing_is_empty():
    assert values(book()["Figures"]) == [
        ["Area", "Value", "Position", "First day", "Status"],
        ["Fife", 27.8421052631579, 3, datetime(2025, 8, 1), "Published"],
        ["Orkney", None, None, datetime(2025, 8, 1), "Not submitted"],
    ]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT, float("inf"), ""])
def test_whatever_is_missing_is_an_empty_cell(missing):
    frame = pd.DataFrame({"a": pd.Series([missing, "x"], dtype="object"), "b": [1, 2]})
    assert values(book(frame)["Figures"])[1] == [None, 1]


def test_numbers_stay_numbers_and_whole_numbers_whole():
    frame = pd.DataFrame({"a": np.array([-8, 7]), "b": [-1.5, 1 / 3], "c": [2.0, 1234567.0]})
    rows = values(book(frame)["Figures"])
    assert rows[1:] == [[-8, -1.5, 2], [7, 0.3333333333333333, 1234567]]
    assert {cell.data_type for row in book(frame)["Figures"]["A2:C3"] for cell in row} == {"n"}


def test_columns_are_formatted_by_what_they_hold():
    sheet = book()["Figures"]
    assert [cell.number_format for cell in sheet[2]] == ["General", "#,##0.00", "#,##0", "yyyy-mm-dd", "General"]


def test_a_format_may_be_given_for_a_column_and_for_one_that_is_not_there():
    sheet = book(formats={"Value": "£#,##0", "Range": "0"})["Figures"]
    assert sheet["B2"].number_format == "£#,##0"


@pytest.mark.parametrize(
    "shown_as, decimals, expected",
    [
        ("number", 1, "#,##0.0"),
        ("number", 0, "#,##0"),
        ("pounds", 0, "£#,##0;-£#,##0"),
        ("pounds", 2, "£#,##0.00;-£#,##0.00"),
        ("per cent", 1, '#,##0.0"%"'),
    ],
)
def test_a_measure_has_its_own_format(shown_as, decimals, expected):
    assert number_format(SimpleNamespace(shown_as=shown_as, decimals=decimals)) == expected


def test_a_difference_of_per_cents_is_points_without_a_sign():
    found = [number_format(SimpleNamespace(shown_as=each, decimals=1), True) for each in ("per cent", "pounds")]
    assert found == ["#,##0.0", "£#,##0.0;-£#,##0.0"]


def test_a_column_may_have_a_format_for_each_row():
    frame = pd.DataFrame({"Value": [1.0, 2.5]})
    sheet = book(frame, formats={"Value": ["£#,##0", '0.0"%"']})["Figures"]
    assert [sheet["A2"].number_format, sheet["A3"].number_format] == ["£#,##0", '0.0"%"']


def test_each_table_is_a_real_one_from_a1_with_its_head_held():
    read = book()
    for name, ref in {"Figures": "A1:E3", "Notes": "A1:B7"}.items():
        sheet = read[name]
        (table,) = sheet.tables.values()
        assert (table.ref, table.headerRowCount) == (ref, 1)
        assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[1]]
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")


def test_no_cells_are_merged_and_none_is_filled_with_a_colour():
    for sheet in book():
        assert not sheet.merged_cells.ranges
        assert {cell.fill.fill_type for row in sheet.iter_rows() for cell in row} == {None}


def test_columns_are_wide_enough_for_numbers_and_long_text_is_wrapped_and_given_room():
    frame = pd.DataFrame({"Area": ["Fife"], "Denominator": [123456789.25], "Why": ["word " * 40]})
    sheet = book(frame)["Figures"]
    assert sheet.column_dimensions["A"].width == 12
    assert sheet.column_dimensions["B"].width > len("123,456,789.25") + 1
    assert sheet.column_dimensions["C"].width == 44
    assert sheet["C2"].alignment.wrap_text
    assert sheet.row_dimensions[2].height >= 5 * 15


def test_an_empty_table_still_has_its_heads_and_is_a_table():
    sheet = book(FIGURES.iloc[:0])["Figures"]
    assert [cell.value for cell in sheet[1]] == list(FIGURES.columns)
    assert sheet.tables["Table2"].ref == "A1:E2"


def test_heads_are_what_a_table_may_have():
    frame = pd.DataFrame([[1, 2, 3, 4, 5]], columns=["Value", "value", "", "two\nlines", "Value"])
    sheet = book(frame)["Figures"]
    assert [cell.value for cell in sheet[1]] == ["Value", "value (2)", "Column 3", "two lines", "Value (3)"]
    assert [cell.value for cell in sheet[2]] == [1, 2, 3, 4, 5]


def test_notes_are_the_rows_given_in_order_with_addresses_to_follow():
    sheet = book()["Notes"]
    assert values(sheet)[0] == ["Name", "Text"]
    assert [tuple(row) for row in values(sheet)[1:]] == ABOUT
    assert sheet["B4"].hyperlink.target == "https://www.opendata.nhs.scot/dataset/x"
    assert [row[1].hyperlink for row in sheet.iter_rows() if row[1].coordinate != "B4"] == [None] * 6


def test_only_a_web_address_is_made_a_link():
    sheet = book(about=[("Address", "javascript:alert(1)"), ("Address", "file:///etc/passwd")])["Notes"]
    assert [sheet["B2"].hyperlink, sheet["B3"].hyperlink] == [None, None]


def test_the_document_says_its_title_and_language():
    properties = book().properties
    assert (properties.title, properties.language) == ("Delayed beds, Aug 2025", "en-GB")
    assert properties.creator == "Integration performance"


def test_several_tables_have_sheets_of_their_own():
    sheets = [Sheet("One", FIGURES, "a/b"), Sheet("Two", FIGURES, "Notes"), Sheet("Three", FIGURES, "A b")]
    read = load_workbook(io.BytesIO(workbook_bytes("All", sheets, ABOUT, BUILT)))
    assert read.sheetnames == ["Contents", "a b", "Notes (2)", "A b (2)", "Notes"]
    assert len({name for sheet in read for name in sheet.tables}) == 4
    assert [sheet.title for sheet in read if sheet.tables] == ["a b", "Notes (2)", "A b (2)", "Notes"]


@pytest.mark.parametrize("words", DANGEROUS)
def test_text_that_would_be_a_formula_stays_text_wherever_it_stands(words):
    given = workbook_bytes(words, [Sheet(words, pd.DataFrame({words: [words]}), words)], [(words, words)], BUILT)
    read = load_workbook(io.BytesIO(given))
    cells = [cell for sheet in read for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    figures, notes = read.worksheets[1], read["Notes"]
    assert [figures["A2"].value, notes["A2"].value, notes["B2"].value] == [words] * 3
    assert read["Contents"]["A1"].value == words
    assert figures["A1"].value == words.strip()
    with zipfile.ZipFile(io.BytesIO(given)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


@pytest.mark.parametrize("words", [words for words in DANGEROUS if words[0] != "#"])
def test_such_text_stays_text_when_somebody_edits_its_cell(words):
    assert book(pd.DataFrame({"a": [words, "Fife"]}))["Figures"]["A2"].quotePrefix
    assert not book(pd.DataFrame({"a": [words, "Fife"]}))["Figures"]["A3"].quotePrefix


def test_what_a_workbook_cannot_hold_is_left_out():
    frame = pd.DataFrame({"a\x00b": ["x\x01y", "z" * 40000]})
    rows = values(book(frame, about=[("n\x02", "t\x1f")], title="T\x03")["Figures"])
    assert rows == [["ab"], ["xy"], ["z" * 32767]]


def test_the_frame_given_is_not_changed():
    frame = FIGURES.copy()
    book(frame)
    assert frame.equals(FIGURES)
