"""The workbooks of everything, read back and set against the database and the supplied files by other ways."""

import csv
import gzip
import io
import re
import zipfile
from datetime import datetime

import duckdb
import pytest
from choices import EDINBURGH, HIGHLAND, MEASURES, WITH_SCOTLAND
from clock import TODAY
from openpyxl import load_workbook

from ijb import paths
from ijb.comparators import comparator
from ijb.export.everything import NamesHidden, everything_for_area, everything_for_measure
from ijb.store import SCOTLAND

DELAYS, HOURS, PLACES = "delayed_beds_rate", "home_care_cost_per_hour", "care_home_places_rate"
TELECARE = "telecare_rate"  # long: some 5,000 figures
LOTHIAN, STIRLING = "S08000024", "S37000005"
OF_AREA = [
    *("Contents", "Latest", "Figures", "Positions", "Own past", "Among the areas", "Rules fired", "Reported figures"),
    *("Quality", "Not held", "Measures", "Sources", "Notes"),
]
REASONS = {"Partial", "Not submitted", "Not collected or not published apart", "Not in any file held"}
REASONS |= {"No definition to work from", "Does not apply here", "Suppressed by the publisher"}


@pytest.fixture(scope="module")
def of_edinburgh(store):
    return everything_for_area(store, EDINBURGH, WITH_SCOTLAND, TODAY)


@pytest.fixture(scope="module")
def of_hours(store):
    return everything_for_measure(store, store.measures[HOURS], TODAY)


@pytest.fixture(scope="module")
def of_telecare(store):
    return everything_for_measure(store, store.measures[TELECARE], TODAY)


@pytest.fixture(scope="module")
def hours(of_hours):
    return read(of_hours)


@pytest.fixture(scope="module")
def telecare(of_telecare):
    return read(of_telecare)


@pytest.fixture(scope="module")
def asked(database):
    """Answers of the database as it is on disk, past the store."""
    connection = duckdb.connect(str(database), read_only=True)
    return lambda sql, *values: connection.execute(sql, list(values)).fetchall()


def read(data):
    """The tables of a workbook by the name of their sheet: a dictionary a row."""
    book = load_workbook(io.BytesIO(data))
    found = {}
    for sheet in book:
        heads, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(heads, row)) for row in rows]
    return found


def only(rows, **where):
    (row,) = [row for row in rows if all(row.get(name.replace("_", " ")) == value for name, value in where.items())]
    return row


# --- one area ---


@pytest.fixture(scope="module")
def edinburgh(of_edinburgh):
    return read(of_edinburgh)


def test_an_area_has_a_sheet_for_everything(edinburgh):
    assert list(edinburgh) == OF_AREA


def test_the_cover_says_what_it_is_how_new_and_how_old(of_edinburgh, edinburgh, store):
    cover = load_workbook(io.BytesIO(of_edinburgh))["Contents"]
    rows = {row[0]: row[1] for row in cover.iter_rows(values_only=True)}
    assert cover["A1"].value == "Edinburgh: everything held"
    assert rows["Newest figure of all"] == "31 July 2026"
    assert rows["Database built"] == f"{store.built_at():%Y-%m-%d %H:%M} UTC"
    assert rows["Figures"].endswith(f"(rows: {len(edinburgh['Figures']):,})")
    assert {sheet for sheet in OF_AREA[1:] if sheet in rows} == set(OF_AREA[1:])


def test_every_row_of_the_database_is_there_and_no_other(edinburgh, asked):
    rows = asked(
        "select measure, breakdown, period_start, value from observation where area_code = ? order by all", EDINBURGH
    )
    given = sorted(
        (row["Measure id"], row["Breakdown id"] or "", row["First day"].date(), row["Value"])
        for row in edinburgh["Figures"]
        if row["Value"] is not None
    )
    held = sorted(row for row in rows if row[3] is not None)
    assert len(edinburgh["Figures"]) == len(rows)
    assert [row[:3] for row in given] == [row[:3] for row in held]
    assert [row[3] for row in given] == pytest.approx([row[3] for row in held], rel=1e-12)


def test_a_figure_is_that_of_the_supplied_file(edinburgh):
    path = paths.EXTRACTS / "delayed_discharges/2025-08_delayed-discharge-beddays-council-area.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
        (days,) = [
            int(row["NumberOfDelayedBedDays"])
            for row in csv.DictReader(lines)
            if (row["MonthOfDelay"], row["CA"], row["AgeGroup"], row["ReasonForDelay"])
            == ("202508", "S12000036", "18plus", "All Delay Reasons")
        ]
    row = only(edinburgh["Latest"], Measure_id=DELAYS)
    assert (row["Period"], row["Status"], row["Denominator status"]) == ("Aug 2025", "Published", "Estimated")
    assert row["Numerator"] == pytest.approx(days / 31)
    assert row["Value"] == pytest.approx(days / 31 / row["Denominator"] * 100_000)


def test_no_figure_is_missing_without_its_reason(edinburgh, telecare):
    for rows in (edinburgh["Figures"], edinburgh["Latest"], telecare["Figures"]):
        missing = [row["Status"] for row in rows if row["Value"] is None]
        assert missing and set(missing) <= REASONS
        assert all(row["Status"] for row in rows)


def test_each_newest_figure_is_shown_in_its_own_unit(of_edinburgh):
    """Beds have one decimal, spending is in whole pounds, and a share's change is in points."""
    sheet = load_workbook(io.BytesIO(of_edinburgh))["Latest"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    shown = {}
    for row in sheet.iter_rows(min_row=2):
        at = {head: row[place - 1] for head, place in heads.items()}
        shown[at["Measure id"].value] = [at[head].number_format for head in ("Value", "Its figure", "Change")]
    assert shown[DELAYS] == ["#,##0.0"] * 3
    assert shown["adult_social_work_spend_per_adult"] == ["£#,##0;-£#,##0"] * 3
    assert shown["care_services_good_share"] == ['#,##0.0"%"'] * 2 + ["#,##0.0"]


def test_what_does_not_exist_has_no_age(edinburgh):
    assert all(bool(row["Age"]) == (row["Value"] is not None) for row in edinburgh["Latest"])
    assert any(row["Value"] is None for row in edinburgh["Latest"])


def test_a_change_is_the_difference_of_two_figures_of_the_sheet(edinburgh):
    figures = {
        row["First day"].date().isoformat(): row["Value"]
        for row in edinburgh["Figures"]
        if row["Measure id"] == DELAYS and not row["Breakdown id"]
    }
    row = only(edinburgh["Latest"], Measure_id=DELAYS)
    assert row["Change"] == pytest.approx(figures["2025-08-01"] - figures["2024-08-01"])
    assert row["Change in words"] == "11.6 (30%) fewer than in Aug 2024."


def test_the_comparator_is_in_the_same_period(edinburgh, asked):
    ((value,),) = asked(
        "select value from observation where measure = ? and area_code = ? and breakdown = '' and basis = '' "
        "and period_label = 'Aug 2025'",
        DELAYS,
        SCOTLAND,
    )
    row = only(edinburgh["Latest"], Measure_id=DELAYS)
    assert (row["Compared with"], row["Its figure"]) == ("Scotland", pytest.approx(value))
    assert row["Difference"] == pytest.approx(row["Value"] - value)


def test_a_position_has_its_range_and_agrees_with_the_order_of_the_areas(edinburgh, asked):
    values = asked(
        "select area_code, value from observation where measure = ? and level = 'ijb' and breakdown = '' "
        "and period_label = 'Aug 2025'",
        DELAYS,
    )
    own = dict(values)[EDINBURGH]
    row = only(edinburgh["Latest"], Measure_id=DELAYS)
    assert row["Position"] == 1 + sum(value < own for _, value in values)
    assert row["Of"] == 31 and row["Where position 1 is"] == "fewest"
    assert row["Position, best"] <= row["Position"] <= row["Position, worst"]
    newest = [each for each in edinburgh["Positions"] if each["Measure id"] == DELAYS][-1]
    assert (newest["Period"], newest["Position"]) == ("Aug 2025", row["Position"])


def test_money_is_in_cash_and_in_real_terms(edinburgh):
    rows = [row for row in edinburgh["Figures"] if row["Measure id"] == HOURS and row["Period"] == "2022/23"]
    assert sorted(row["Prices"] for row in rows) == ["2024/25 prices", "Cash"]
    real, cash = (only(rows, Prices=prices)["Value"] for prices in ("2024/25 prices", "Cash"))
    deflators = (paths.EXTRACTS / "finance/gdp_deflators.csv").read_text(encoding="utf-8-sig").splitlines()
    index = {row["financial_year"]: float(row["index_2023_100"]) for row in csv.DictReader(deflators)}
    assert real / cash == pytest.approx(index["2024-25"] / index["2022-23"], rel=1e-4)


def test_signals_are_those_of_the_database(edinburgh, asked):
    worse = asked("select count(*) from signal where area_code = ?", EDINBURGH)[0][0]
    better = asked("select count(*) from improvement where area_code = ?", EDINBURGH)[0][0]
    sides = [row["Side"] for row in edinburgh["Rules fired"]]
    assert (sides.count("Worse"), sides.count("Better")) == (worse, better)
    assert all(row["What would clear it"] for row in edinburgh["Rules fired"] if row["Side"] == "Worse")


def test_reported_figures_are_those_of_the_area_and_its_councils(store, asked):
    rows = read(everything_for_area(store, STIRLING, WITH_SCOTLAND, TODAY))["Reported figures"]
    codes = [STIRLING, "S12000005", "S12000030"]
    held = asked("select item, value from evidence where list_contains(?, area_code)", codes)
    assert sorted((row["What was reported"], row["Value"]) for row in rows if row["Value"] is not None) == sorted(
        row for row in held if row[1] is not None
    )
    assert {row["Area code"] for row in rows} <= set(codes)


def test_what_is_not_held_is_said_with_why_and_what_was_held_last(store, edinburgh):
    never = only(edinburgh["Not held"], What="No newest figure", Measure=MEASURES["budget_gap_share"].name)
    assert (never["Why"], never["Last held"]) == ("Not in any file held", "Never")
    assert sum(row["What"] == "Not counted by anyone" for row in edinburgh["Not held"]) == 4
    assert any(row["What"].startswith("Without a figure: ") for row in edinburgh["Not held"])


def test_sources_have_their_hash_and_lead_to_their_publisher(of_edinburgh, edinburgh, asked):
    held = [file for (files,) in asked("select sha256 from source") for file in (files or "").split("; ") if file]
    assert sorted(row["SHA-256"] for row in edinburgh["Sources"] if row["SHA-256"]) == sorted(held)
    assert {row["Status"] for row in edinburgh["Sources"]} == {"Supplied", "Not supplied yet"}
    sheet = load_workbook(io.BytesIO(of_edinburgh))["Sources"]
    column = [cell.value for cell in sheet[1]].index("Address")
    assert all(row[column].hyperlink.target == row[column].value for row in sheet.iter_rows(min_row=2))


# --- one measure ---


def test_a_measure_has_every_area_period_breakdown_and_base(hours, telecare, asked):
    for sheets, name in ((hours, HOURS), (telecare, TELECARE)):
        sheet = sheets["Figures"]
        count, total = asked("select count(*), sum(value) from observation where measure = ?", name)[0]
        assert len(sheet) == count
        assert sum(row["Value"] for row in sheet if row["Value"] is not None) == pytest.approx(total, rel=1e-9)


def test_areas_by_period_hold_the_same_figures_and_say_why_a_cell_is_empty(store, asked):
    sheets = read(everything_for_measure(store, store.measures[PLACES], TODAY))
    wide = only(sheets["By period"], Area_code=EDINBURGH)
    labels = [name for name in wide if name not in ("Area", "Area code", "Level", "Status of empty cells")]
    rows = asked(
        "select period_label, value, status from observation where measure = ? and area_code = ? and breakdown = ''",
        PLACES,
        EDINBURGH,
    )
    held = {label: value for label, value, _ in rows if value is not None}
    assert {label: wide[label] for label in labels if wide[label] is not None} == pytest.approx(held)
    for row in sheets["By period"]:
        empty = [label for label in labels if row[label] is None]
        said = row["Status of empty cells"]
        assert (said == "None is empty") is (not empty)
        assert all(label in said for label in empty)


def test_each_base_of_prices_has_a_sheet_of_areas_by_period(hours):
    sheets = hours
    assert {name for name in sheets if name.startswith("By period")} == {
        "By period, cash",
        "By period, 2024–25 prices",
    }
    cash = only(sheets["By period, cash"], Area_code=SCOTLAND)
    assert cash["2022/23"] == pytest.approx(770_027 * 1000 / 24_174_147.3)


def test_the_definition_is_that_of_the_catalogue(hours, store):
    measure, rows = store.measures[HOURS], [tuple(row.values()) for row in hours["Definition"]]
    assert ("Worked as", "numerator × 1,000 ÷ denominator") in rows
    assert ("Indicator", "SW01") in rows
    for name, texts in (("Cautions", measure.caveats), ("Cannot be used for", measure.cannot_use_for)):
        assert [text for head, text in rows if head == name] == list(texts)


def test_limits_and_readings_are_those_of_the_tests(edinburgh, asked):
    past = [row for row in edinburgh["Own past"] if row["Measure id"] == DELAYS and row["Period"] == "Aug 2025"]
    whole = only(past, Breakdown="All reasons, all ages")
    centre, lower, rule = asked(
        "select centre, lower, rule from classification where measure = ? and area_code = ? and breakdown = '' "
        "and period_start = date '2025-08-01'",
        DELAYS,
        EDINBURGH,
    )[0]
    assert (whole["Average"], whole["Lower limit"]) == pytest.approx((centre, lower))
    assert (rule, whole["The figure is"], whole["Reading"]) == (
        "below lower limit",
        "below its lower limit",
        "Better than usual",
    )


# --- every one of them ---


def faults_of(sheet):
    """What is wrong with a sheet by the guidance on accessible spreadsheets."""
    rows = list(sheet.iter_rows(values_only=True))
    yield from ["hidden"] if sheet.sheet_state != "visible" else []
    yield from ["merged"] if sheet.merged_cells.ranges else []
    yield from ["an empty row"] if any(not any(cell is not None for cell in row) for row in rows) else []
    if sheet.title != "Contents":
        (table,) = sheet.tables.values()
        yield from ["not held"] if sheet.freeze_panes != "A2" else []
        yield from ["heads"] if len(set(rows[0])) != len(rows[0]) or None in rows[0] else []
        yield from [f"covers {table.ref} of {sheet.dimensions}"] if table.ref != sheet.dimensions else []


def sound(data):
    """Nothing is wrong with a workbook, and nothing missing is written as a word."""
    book = load_workbook(io.BytesIO(data))
    assert {sheet.title: list(faults_of(sheet)) for sheet in book} == {sheet.title: [] for sheet in book}
    names = [name for sheet in book for name in sheet.tables]
    assert len(set(names)) == len(names)
    texts = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if type(cell) is str}
    assert {
        text for text in texts if re.search(r"\b(nan|NaT)\b|<NA>|\bNone\b(?! is empty)|\{|\}|%%|\(\)", text)
    } == set()


@pytest.mark.parametrize("area", [SCOTLAND, LOTHIAN, HIGHLAND, STIRLING])
def test_other_kinds_of_area_have_their_workbook(store, area):
    kind = "peers" if area == STIRLING else "scotland"
    sound(everything_for_area(store, area, comparator(store, area, kind, []), TODAY))


def test_the_workbook_of_an_area_is_sound(of_edinburgh):
    sound(of_edinburgh)


@pytest.mark.parametrize(
    "name", ["healthy_life_expectancy_male", "people_waiting_for_assessment_rate", "budget_gap_share", "rural_share"]
)
def test_every_kind_of_measure_has_a_sound_workbook(store, name):
    sound(everything_for_measure(store, store.measures[name], TODAY))


def test_a_long_measure_has_a_sound_workbook(of_telecare):
    sound(of_telecare)


def test_the_largest_workbook_has_every_row_in_its_table_and_no_formula(store, asked):
    with zipfile.ZipFile(io.BytesIO(everything_for_measure(store, store.measures[DELAYS], TODAY))) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        sheets = [archive.read(name) for name in names if name != "xl/worksheets/sheet1.xml"]  # that is the cover
        tables = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/tables/")]
    rows = sorted(int(re.search(r' ref="A1:[A-Z]+(\d+)"', table)[1]) for table in tables)
    assert sorted(sheet.count(b"<row ") for sheet in sheets) == rows
    assert rows[-1] == 1 + asked("select count(*) from observation where measure = ?", DELAYS)[0][0]
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def test_the_same_figures_make_the_same_bytes(store, of_hours):
    assert everything_for_measure(store, store.measures[HOURS], TODAY) == of_hours
    with zipfile.ZipFile(io.BytesIO(of_hours)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = load_workbook(io.BytesIO(of_hours)).properties
    assert isinstance(properties.modified, datetime) and properties.created == properties.modified


def test_names_of_areas_are_not_given_away(store):
    hidden = store.hiding(EDINBURGH)
    with pytest.raises(NamesHidden, match="not made while names are hidden"):
        everything_for_area(hidden, EDINBURGH, WITH_SCOTLAND, TODAY)
    with pytest.raises(NamesHidden):
        everything_for_measure(hidden, hidden.measures[HOURS], TODAY)


def test_whom_to_write_to_is_on_the_cover_where_it_is_set(store, monkeypatch):
    monkeypatch.setenv("IJB_CONTACT", "figures@example.scot")
    cover = load_workbook(io.BytesIO(everything_for_measure(store, store.measures["rural_share"], TODAY)))["Contents"]
    assert ("Contact", "figures@example.scot") in list(cover.iter_rows(values_only=True))


def test_a_table_that_is_too_long_gives_the_newest_and_says_where_all_is(store, monkeypatch):
    monkeypatch.setattr("ijb.export.everything.MOST_IN_A_SHEET", 500)
    data = everything_for_measure(store, store.measures[HOURS], TODAY)
    figures = read(data)["Figures"]
    assert len(figures) == 500 and max(row["First day"] for row in figures).year == 2022
    cover = "\n".join(str(row) for row in load_workbook(io.BytesIO(data))["Contents"].iter_rows(values_only=True))
    assert "the newest 500 of 1,196 rows" in cover and "python -m ijb.export csv" in cover
