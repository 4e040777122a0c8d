"""Bad input the whole way: what is refused, in which words, and what is read all the same."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from clock import TODAY

from etl import build, checks
from etl.faults import BadExtract
from etl.gather import Gathered, gather
from ijb.paths import EXTRACTS

SCOTLAND, FIFE, FIRST = "S92000003", "S12000047", "S12000033"
HEADER = (
    "MonthOfDelay,CA,CAQF,AgeGroup,AgeGroupQF,ReasonForDelay,ReasonForDelayQF,"
    "NumberOfDelayedBedDays,AverageDailyNumberOfDelayedBeds"
).split(",")
MONTH, AREA, AGE, REASON, DAYS, AVERAGE = 0, 1, 3, 5, 7, 8
REASONS = (
    "Health and Social Care Reasons",
    "Patient and Family Related Reasons",
    "Code 9 AWI",
    "Code 9 Non-AWI",
    "All Delay Reasons",
)
DELAYED = {"18-74": (10, 4, 3, 2, 19), "75plus": (20, 5, 4, 1, 30), "18plus": (30, 9, 7, 3, 49)}
ACCOUNTS = (
    "ijb,financial_year,net_cost_of_services,general_reserve,earmarked_reserve,savings_planned,savings_delivered,"
    "savings_delivered_recurring,budget_gap,outturn_variance,source_url\n"
)


@pytest.fixture
def delays(areas) -> list[list[str]]:
    """One August 2025: 49 days in each of the 32 councils and the unknown one, 15 lines an area, 1,617 in Scotland."""
    places = [*sorted(areas.codes("council"), key=lambda code: (code != FIRST, code)), "", SCOTLAND]
    return [
        ["202508", area, "", age, "", reason, "", str(days * times), str(round(days * times / 31))]
        for area in places
        for times in [33 if area == SCOTLAND else 1]
        for age, parts in DELAYED.items()
        for reason, days in zip(REASONS, parts)
    ]


def text(rows: list[list[str]], header: list[str] = HEADER, delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


@pytest.fixture
def given(tmp_path, areas):
    """Gathers files: name -> content, text or bytes."""

    def put(files: dict[str, str | bytes]) -> Gathered:
        for name, content in files.items():
            path = tmp_path / "extracts" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return gather(tmp_path / "extracts", areas, TODAY)

    return put


@pytest.fixture
def refused(given):
    """The sentences with which files are refused."""

    def put(files: dict[str, str | bytes]) -> list[str]:
        with pytest.raises(BadExtract) as problem:
            given(files)
        return str(problem.value).splitlines()

    return put


def days(gathered: Gathered) -> dict[tuple[str, str], float]:
    """Area and breakdown -> delayed bed days."""
    rows = gathered.facts[gathered.facts["quantity"] == "delayed_bed_days"]
    return dict(zip(zip(rows["area_code"], rows["breakdown"]), rows["value"]))


def changed(rows: list[list[str]], line: int, column: int, value: str) -> list[list[str]]:
    """The rows with one cell changed; the header is line 1."""
    return [
        [value if (number, place) == (line, column) else cell for place, cell in enumerate(row)]
        for number, row in enumerate(rows, start=2)
    ]


# --- read correctly ---


def test_a_good_file_is_read(given, delays):
    found = days(given({"delays.csv": text(delays)}))
    assert len(found) == 34 * 15
    assert found[FIFE, ""] == 49
    assert found[FIFE, "age=75plus|reason=code9_awi"] == 4
    assert found["unknown", "age=18_74"] == 19
    assert found[SCOTLAND, "reason=health_and_social_care"] == 990


@pytest.mark.parametrize(
    ("name", "encode"),
    [
        ("delays.csv", lambda words: words.encode("utf-8-sig")),
        ("delays.csv", lambda words: words.encode("utf-16")),
        ("delays.csv", lambda words: words.replace("\n", "\r\n").encode("cp1252")),
        ("delays.csv", lambda words: words.replace(",", ";").encode()),
        ("delays.csv", lambda words: words.replace(",", "\t").encode()),
        ("delays.tsv", lambda words: words.replace(",", "\t").encode()),
        ("delays.txt", lambda words: words.replace(",", "\t").encode()),
        ("delays.csv", lambda words: gzip.compress(words.encode())),
        ("DELAYS.CSV.GZ", lambda words: gzip.compress(words.encode())),
        ("Old name/August 2025/delays.csv", lambda words: words.encode()),
    ],
)
def test_other_encodings_delimiters_and_folders_give_the_same_figures(given, delays, name, encode):
    found = days(given({name: encode(text(delays))}))
    assert (len(found), found[FIFE, ""], found[SCOTLAND, ""]) == (510, 49, 1617)


def test_columns_are_known_by_name_in_any_order(given, delays):
    order = [8, 7, 5, 3, 1, 0, 2, 4, 6]
    found = days(given({"delays.csv": text([[row[i] for i in order] for row in delays], [HEADER[i] for i in order])}))
    assert (len(found), found[FIFE, ""], found[SCOTLAND, ""]) == (510, 49, 1617)


def test_an_id_column_is_passed_over_and_quality_flags_may_be_missing(given, delays):
    kept = [MONTH, AREA, AGE, REASON, DAYS, AVERAGE]
    rows = [[str(number), *(row[place] for place in kept)] for number, row in enumerate(delays)]
    found = days(given({"delays.csv": text(rows, ["_id", *(HEADER[place] for place in kept)])}))
    assert (len(found), found[FIFE, ""], found[SCOTLAND, ""]) == (510, 49, 1617)


def test_superseded_codes_are_read_as_those_in_use(given, delays):
    old = {FIFE: "S12000015", "S12000049": "S12000043", "S12000050": "S12000022"}
    rows = [[old.get(cell, cell) for cell in row] for row in delays]
    found = days(given({"delays.csv": text(rows)}))
    assert {area for area, _ in found} == {area for area, _ in days(given({"delays.csv": text(delays)}))}
    assert found[FIFE, ""] == found["S12000049", ""] == found["S12000050", ""] == 49


@pytest.mark.parametrize("name", ["Café", "Fife – whole"])
def test_letters_of_windows_in_an_unused_name_do_no_harm(given, name):
    rows = f"area_type,area_code,area_name,year,population\nCouncil area,{FIFE},{name},2024,375000\n"
    gathered = given({"totals.csv": rows.encode("cp1252")})
    assert gathered.facts.query("quantity == 'nrs_total_all'")["value"].tolist() == [375000]


def test_notes_beside_the_figures_are_let_be(given, delays):
    found = days(given({"delays.csv": text(delays), "README.md": "hello", ".hidden.csv": "x", "~$open.xlsx": b"x"}))
    assert len(found) == 510


def test_the_mapping_of_a_file_is_the_one_of_its_whole_name(given):
    mapping = (
        'source = "ijb_accounts"\narea = "Where"\nlevel = "ijb"\nperiod = "When"\nperiod_form = "financial_year"\n'
        '[columns]\n"Spend" = "net_cost_of_services"\n'
    )
    files = {"fife.2025.csv": "Where,When,Spend\nFife,2024/25,700000\n", "fife.2025.toml": mapping}
    facts = given(files).facts
    assert facts[["quantity", "area_code", "value"]].to_numpy().tolist() == [
        ["net_cost_of_services", "S37000032", 700000]
    ]


# --- refused ---


@pytest.mark.parametrize(
    ("line", "column", "value", "sentence"),
    [
        (2, MONTH, "202513", "found '202513'; expected a month as six digits, such as 202508."),
        (2, MONTH, "Aug 2025", "found 'Aug 2025'; expected a month as six digits, such as 202508."),
        (2, MONTH, "", "found nothing; expected a month as six digits, such as 202508."),
        (2, MONTH, "202612", "found '202612'; expected a period that has begun by 21 November 2026."),
        (4, DAYS, "many", "found 'many'; expected a number."),
        (4, DAYS, "", "found nothing; expected a number."),
        (9, AREA, "S12009999", "found 'S12009999'; expected the name or code of a council or Scotland."),
        (9, AREA, "NHS Fife", "found 'NHS Fife'; expected a council or Scotland, not a health board."),
        (3, AGE, "75 plus", "found '75 plus'; expected one of '18plus', '18-74', '75plus'."),
    ],
)
def test_one_wrong_cell_is_the_one_sentence(refused, delays, line, column, value, sentence):
    found = refused({"flow/delays.csv": text(changed(delays, line, column, value))})
    assert found == [f"flow/delays.csv, line {line}, column {HEADER[column]}: {sentence}"]


def test_days_below_nothing_are_refused(refused, delays):
    found = refused({"delays.csv": text(changed(delays, 4, DAYS, "-3"))})
    assert found[0] == (
        "delays.csv, line 4, column NumberOfDelayedBedDays: found '-3'; expected a number of 0 or more."
    )


def test_a_misspelt_header_is_named_with_what_looks_like_it(refused, delays):
    header = ["ReasonsForDelay" if name == "ReasonForDelay" else name for name in HEADER]
    assert refused({"delays.csv": text(delays, header)}) == [
        "delays.csv, line 1: expected a column 'ReasonForDelay', as in the layout phs_delayed_discharges; "
        "'ReasonsForDelay' looks like it."
    ]


def test_days_and_averages_that_changed_places_do_not_add_up(refused, delays):
    # 19 days are 1 bed on average, and its parts of 10, 4, 3 and 2 days are 0 each
    rows = [[*row[:DAYS], row[AVERAGE], row[DAYS]] for row in delays]
    found = refused({"delays.csv": text(rows)})
    assert found[0].startswith("delays.csv, lines 6, 21, 36, ")
    assert found[0].endswith(
        "column NumberOfDelayedBedDays: found '1'; expected 0, the sum of the four reasons for delay."
    )


def test_areas_and_ages_that_changed_places_are_both_named(refused, delays):
    rows = [[row[MONTH], row[AGE], "", row[AREA], *row[4:]] for row in delays]
    found = refused({"delays.csv": text(rows)})
    assert any(
        "column CA: found '18plus'; expected the name or code of a council or Scotland." in each for each in found
    )
    assert any(f"column AgeGroup: found '{FIFE}'; expected one of '18plus'" in each for each in found)


# The first council's lines are 2 to 16, Scotland's 497 to 511: 18-74, 75plus, 18plus, of each all reasons last.
ONE_CELL, BOTH_AGES, EVERYTHING = (2, 497), (12, 507), (16, 511)


@pytest.mark.parametrize(
    ("one_more", "sentences"),
    [
        (
            [*ONE_CELL, *BOTH_AGES],
            [
                "line 6: found '19'; expected 20, the sum of the four reasons for delay.",
                "line 16: found '49'; expected 50, the sum of the four reasons for delay.",
                "line 501: found '627'; expected 628, the sum of the four reasons for delay.",
                "line 511: found '1617'; expected 1,618, the sum of the four reasons for delay.",
            ],
        ),
        (
            [*BOTH_AGES, *EVERYTHING],
            [
                "line 12: found '31'; expected 30, the sum of ages 18-74 and 75plus.",
                "line 16: found '50'; expected 49, the sum of ages 18-74 and 75plus.",
                "line 507: found '991'; expected 990, the sum of ages 18-74 and 75plus.",
                "line 511: found '1618'; expected 1,617, the sum of ages 18-74 and 75plus.",
            ],
        ),
        (
            [2, 6, 12, 16],
            [
                "line 497: found '330'; expected 331, the sum of the 32 councils and the unknown council.",
                "line 501: found '627'; expected 628, the sum of the 32 councils and the unknown council.",
                "line 507: found '990'; expected 991, the sum of the 32 councils and the unknown council.",
                "line 511: found '1617'; expected 1,618, the sum of the 32 councils and the unknown council.",
            ],
        ),
    ],
)
def test_reasons_ages_and_councils_must_each_add_up(refused, delays, one_more, sentences):
    for line in one_more:
        delays = changed(delays, line, DAYS, str(int(delays[line - 2][DAYS]) + 1))
    found = refused({"delays.csv": text(delays)})
    assert [each.replace(", column NumberOfDelayedBedDays", "") for each in found] == [
        f"delays.csv, {each}" for each in sentences
    ]


def test_a_cell_given_twice_names_the_line_it_stood_on_first(refused, delays):
    assert refused({"delays.csv": text([*delays, delays[1]])}) == [
        "delays.csv, line 512: expected one row a month, area, age group and reason, but line 3 gives the same one."
    ]


def test_an_area_that_is_unknown_throughout_is_refused_and_stops_nothing(refused, delays):
    rows = [[row[MONTH], "S1", *row[2:]] for row in delays]
    assert refused({"delays.csv": text(rows)}) == [
        "delays.csv, lines 2–511, column CA: found 'S1'; expected the name or code of a council or Scotland."
    ]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("delays.csv", b"", "delays.csv: the file is empty; expected a header line and rows of figures."),
        (
            "delays.csv",
            ",".join(HEADER).encode(),
            "delays.csv, line 1: expected rows of figures under the header.",
        ),
        (
            "stray.csv",
            b"colour,shape\nred,round\n",
            "stray.csv, line 1: expected the header of a known layout, but found colour, shape.",
        ),
        (
            "accounts.xlsx",
            b"PK\x03\x04" + b"\x00" * 99,
            "accounts.xlsx: expected an Excel workbook (.xlsx) that opens; this one is damaged.",
        ),
        (
            "accounts.xls",
            b"\xd0\xcf\x11\xe0",
            "accounts.xls: expected a .csv, .csv.gz, .tsv, .txt or .xlsx file; save the figures as one of these.",
        ),
        (
            "figures.zip",
            b"PK\x03\x04",
            "figures.zip: expected a .csv, .csv.gz, .tsv, .txt or .xlsx file; save the figures as one of these.",
        ),
    ],
)
def test_a_file_that_holds_no_figures_is_refused(refused, name, content, sentence):
    assert refused({name: content}) == [sentence]


def test_a_gzip_file_cut_short_is_refused(refused, delays):
    whole = gzip.compress(text(delays).encode())
    assert refused({"delays.csv.gz": whole[: len(whole) // 2]}) == [
        "delays.csv.gz: the compressed file is cut short or damaged; expected a whole gzip file, so download it again."
    ]


def test_a_folder_without_files_is_refused(tmp_path, areas):
    with pytest.raises(BadExtract, match=r"nowhere: expected supplied files \(.csv, .csv.gz, .tsv, .txt or .xlsx\)"):
        gather(tmp_path / "nowhere", areas, TODAY)


def test_ragged_rows_are_named_with_how_many_values_they_have(refused, delays):
    rows = [*delays[:3], delays[3][:-1], [*delays[4], "7"], *delays[5:]]
    assert refused({"delays.csv": text(rows)}) == [
        "delays.csv, line 5: expected 9 values, as in the header, but there are 8.",
        "delays.csv, line 6: expected 9 values, as in the header, but there are 10.",
    ]


def test_a_decimal_comma_is_refused_and_not_guessed(refused):
    rows = ACCOUNTS.replace(",", ";") + "Moray;2024/25;200000,5;;;;;;;;x\n"
    assert refused({"accounts.csv": rows}) == [
        "accounts.csv, line 2, column net_cost_of_services: found '200000,5'; expected a number."
    ]


@pytest.mark.parametrize(("cell", "found"), [("n/a", "'n/a'"), ("#REF!", "'#REF!'"), ("=1/0", "'=1/0'")])
def test_a_cell_of_a_workbook_without_a_figure_is_named_with_its_row(refused, cell, found):
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(ACCOUNTS.strip().split(","))
    book.active.append(["Moray", "2024/25", 200000, None, None, 900, 800, 700, cell, None, "x"])
    book.save(file)
    assert refused({"accounts.xlsx": file.getvalue()}) == [
        f"accounts.xlsx, line 2, column budget_gap: found {found}; expected a number."
    ]


SWAPPED = [
    ("context/population_age_groups_2011based.csv", "all", "75plus"),
    ("context/population_age_groups_2011based.csv", "75plus", "85plus"),
    ("context/population_mid2024.csv", "18_64", "65plus"),
    ("context/population_projection_2018based.csv", "16_64", "65plus"),
    ("context/population_projection_2018based.csv", "0_15", "16_64"),
    ("context/population_projection_2018based.csv", "all", "75plus"),
    ("finance/lgbf_adult_social_care.csv", "Value", "Numerator"),
    ("finance/gdp_deflators.csv", "index_2023_100", "growth_pct"),
    ("flow/drug_and_alcohol_treatment_waits.csv", "StartedWithin3Weeks", "StartedAll"),
    ("capacity/care_home_census.csv", "RegisteredPlaces", "Residents"),
    ("capacity/care_inspectorate_adult_services_monthly.csv.gz", "min_grade_1_2", "min_grade_4plus"),
    ("capacity/emergency_admissions_65plus_and_ae_attendances.csv", "LocalAuthority", "Indicator"),
    ("unmet_need/phs_people_supported_trend.csv", "nclient", "rate"),
    ("unmet_need/phs_sds_implementation_rate.csv", "nclient", "sdsclient"),
]


@pytest.mark.parametrize(("name", "one", "other"), SWAPPED)
def test_swapped_columns_of_a_held_file_are_refused(refused, name, one, other):
    frame = pd.read_csv(EXTRACTS / name, dtype=str, keep_default_na=False).head(2000)
    frame[[one, other]] = frame[[other, one]].to_numpy()
    file = Path(name).name.removesuffix(".gz")
    found = refused({file: frame.to_csv(index=False)})
    assert all(sentence.startswith(f"{file}, line") and "expected" in sentence for sentence in found)


# --- all at once, and the last good database stays ---


def faulty(delays: list[list[str]]) -> dict[str, str | bytes]:
    return {
        "a/delays.csv": text(changed(changed(delays, 2, MONTH, "x"), 9, AREA, "Fyfe")),
        "b/stray.csv": "colour\nred\n",
        "c/accounts.csv": ACCOUNTS + "Highland,2024/25,1,,,,,,,,x\nMoray,2024/25,much,,,,,,,,x\n",
        "d/damaged.xlsx": b"PK",
        "e/old.ods": b"PK",
    }


ALL_FAULTS = [
    "e/old.ods: expected a .csv, .csv.gz, .tsv, .txt or .xlsx file; save the figures as one of these.",
    "a/delays.csv, line 9, column CA: found 'Fyfe'; expected the name or code of a council or Scotland.",
    "a/delays.csv, line 2, column MonthOfDelay: found 'x'; expected a month as six digits, such as 202508.",
    "b/stray.csv, line 1: expected the header of a known layout, but found colour.",
    "c/accounts.csv, line 2, column ijb: found 'Highland'; Highland is a lead agency and has no IJB accounts; expected "
    "one of the 30 IJBs.",
    "c/accounts.csv, line 3, column net_cost_of_services: found 'much'; expected a number.",
    "d/damaged.xlsx: expected an Excel workbook (.xlsx) that opens; this one is damaged.",
]


def test_all_the_faults_of_all_the_files_are_said_at_once(refused, delays):
    assert sorted(refused(faulty(delays))) == sorted(ALL_FAULTS)


def test_a_refused_build_leaves_the_last_database_as_it_was_and_nothing_else(tmp_path, given, delays):
    database = tmp_path / "data" / "ijb.duckdb"
    database.parent.mkdir()
    database.write_bytes(b"the last good database")
    with pytest.raises(BadExtract):
        given(faulty(delays))
    with pytest.raises(BadExtract):
        build.build(tmp_path / "extracts", database, TODAY)
    assert [path.name for path in database.parent.iterdir()] == ["ijb.duckdb"]
    assert database.read_bytes() == b"the last good database"


def test_a_build_that_breaks_off_leaves_the_last_database_as_it_was_and_nothing_else(tmp_path, monkeypatch):
    def breaks(*_: object) -> None:
        raise KeyboardInterrupt

    database = tmp_path / "data" / "ijb.duckdb"
    database.parent.mkdir()
    database.write_bytes(b"the last good database")
    (tmp_path / "extracts").mkdir()
    (tmp_path / "extracts" / "accounts.csv").write_text(ACCOUNTS + "Moray,2024/25,1,,,,,,,,x\n", encoding="utf-8")
    monkeypatch.setattr(checks, "quality_notes", breaks)
    with pytest.raises(KeyboardInterrupt):
        build.build(tmp_path / "extracts", database, TODAY)
    assert [path.name for path in database.parent.iterdir()] == ["ijb.duckdb"]
    assert database.read_bytes() == b"the last good database"
