"""python -m ijb.export, as it is typed."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from ijb.export import asked, commands
from ijb.export.__main__ import main
from ijb.export.permalink import permalink
from ijb.paths import ROOT
from ijb.store import SCOTLAND

EDINBURGH, FIFE, WESTERN_ISLES, LOTHIAN, NHS_FIFE = "S37000012", "S37000032", "S37000031", "S08000024", "S08000029"
DELAYS, HOURS = "delayed_beds_rate", "home_care_cost_per_hour"
DAY = ["--today", "2026-11-22"]


@pytest.fixture
def run(database, store, monkeypatch, capsys):
    """What a command says and its exit code, with the store of the tests in place of a copy of it."""
    monkeypatch.setenv("IJB_DATABASE", str(database))
    monkeypatch.setattr("ijb.export.__main__.opened", lambda path: store)

    def typed(*words):
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return typed


# --- receipts ---


def test_a_receipt_is_printed_with_its_permalink(run):
    code, out, err = run("receipt", "--area", EDINBURGH, "--measure", DELAYS, "--period", "2025-08-01")
    assert (code, err) == (0, "")
    assert "Area: Edinburgh\n" in out and "Numerator: 119.58" in out and "Denominator status: Estimated\n" in out
    assert out.endswith(f"Link: http://localhost:8501/trend?area={EDINBURGH}&measure={DELAYS}\n")


def test_the_address_of_the_dashboard_may_be_given(run, monkeypatch):
    ask = ("receipt", "--area", "Fife", "--measure", DELAYS)
    assert "Link: https://figures.example/trend?" in run(*ask, "--address", "https://figures.example/")[1]
    monkeypatch.setenv("IJB_ADDRESS", "https://elsewhere.example")
    assert "Link: https://elsewhere.example/trend?" in run(*ask)[1]


def test_a_citation_is_one_line(run):
    ask = ("receipt", "--area", "Edinburgh", "--measure", HOURS, "--period", "2021/22", "--basis", "cash")
    code, out, _ = run(*ask, "--citation", *DAY)
    assert code == 0 and out.count("\n") == 1
    assert ", Edinburgh, 2021/22: £" in out and " an hour, in cash; worked out by " in out
    assert out.endswith(f"compare?area={EDINBURGH}&measure={HOURS}&prices=cash&period=2021-04-01.\n")


def test_a_figure_in_doubt_says_so(run, store):
    rows = store.figures()
    row = rows[rows["doubt"].notna() & rows["value"].notna()].iloc[0]
    words = ("--area", row["area_code"], "--measure", row["measure"], "--period", row["period_start"])
    out = run("receipt", *words, "--breakdown", row["breakdown"])[1]
    assert f", and in doubt: {row['doubt']}\n" in out


def test_a_receipt_may_be_a_file(run, tmp_path):
    code, out, err = run("receipt", "--area", "Fife", "--measure", DELAYS, "--out", tmp_path / "r.txt")
    assert (code, out, err) == (0, "", f"Written: {tmp_path / 'r.txt'}\n")
    assert "Area: Fife\n" in (tmp_path / "r.txt").read_text(encoding="utf-8")


# --- what was typed ---


@pytest.mark.parametrize(
    "said, code",
    [
        ("Fife", FIFE),
        ("fife ijb", FIFE),
        (FIFE, FIFE),
        ("S12000047", FIFE),
        ("Western Isles", WESTERN_ISLES),
        ("Eilean Siar", WESTERN_ISLES),
        ("NHS Fife", NHS_FIFE),
        ("lothian", LOTHIAN),
        ("Argyll & Bute", "S37000004"),
        ("scotland", SCOTLAND),
    ],
)
def test_an_area_has_many_names(store, said, code):
    assert asked.area(store, said) == code


@pytest.mark.parametrize(
    "words, refused",
    [
        (("--area", "Fyfe", "--measure", DELAYS), "There is no area “Fyfe”: Fife is the nearest."),
        (("--area", "Edinbrugh", "--measure", DELAYS), "There is no area “Edinbrugh”: Edinburgh is the nearest."),
        (
            ("--area", "Fife", "--measure", "delayed_bed_rate"),
            "There is no measure “delayed_bed_rate”: delayed_beds_rate is the nearest.",
        ),
        (
            ("--area", "Fife", "--measure", DELAYS, "--breakdown", "age=75"),
            "delayed_beds_rate has no breakdown “age=75”: age=75plus is the nearest.",
        ),
        (
            ("--area", "Fife", "--measure", HOURS, "--period", "2031"),
            "home_care_cost_per_hour has no period “2031” for Fife: its periods are 2010/11 to 2022/23.",
        ),
        (
            ("--area", "Fife", "--measure", DELAYS, "--basis", "cash"),
            "delayed_beds_rate is not in pounds, so it has no prices “cash”.",
        ),
        (
            ("--area", "Fife", "--measure", HOURS, "--basis", "gold"),
            "There are no prices “gold”: real or cash would do.",
        ),
        (("--area", "qqq", "--measure", DELAYS), "There is no area “qqq”."),
    ],
)
def test_what_is_not_known_is_refused_in_a_sentence_with_the_nearest(run, words, refused):
    assert run("receipt", *words) == (2, "", f"{refused}\n")


def test_what_is_not_known_is_not_written(run, tmp_path):
    assert run("workbook", "--area", "Fyfe", "--out", tmp_path / "x.xlsx")[0] == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words, refused",
    [
        (("brief", "--area", "Fife", "--out", "x.pdf"), "x.pdf should end in .docx or .html or .htm."),
        (("workbook", "--area", "Fife", "--out", "x.csv"), "x.csv should end in .xlsx."),
        (("csv", "--out", "x.csv"), "x.csv should end in .zip, or be a folder."),
        (("pack", "--out", "nowhere/x.zip"), "There is no folder nowhere to write x.zip to."),
        (
            ("brief", "--area", "NHS Lothian", "--out", "x.docx"),
            "NHS Lothian is a health board: this is made for Scotland and for integration authorities.",
        ),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused(run, monkeypatch, tmp_path, words, refused):
    monkeypatch.chdir(tmp_path)
    assert run(*words) == (2, "", f"{refused}\n")


def test_a_presentation_that_cannot_be_read_is_refused(run, tmp_path):
    (tmp_path / "deck.json").write_text("{}")
    code, _, err = run("slides", "--deck", tmp_path / "deck.json", "--out", tmp_path / "x.pptx")
    assert code == 2 and "cannot be read: This is no presentation saved from this dashboard." in err
    code, _, err = run("slides", "--deck", tmp_path / "none.json", "--out", tmp_path / "x.pptx")
    assert (code, err) == (2, f"{tmp_path / 'none.json'} cannot be used: No such file or directory.\n")


@pytest.mark.parametrize("words", [[], ["slide"], ["workbook", "--out", "x.xlsx"], ["receipt", "--area", "Fife"]])
def test_a_command_that_is_not_whole_says_how_it_is_used(capsys, words):
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2 and "usage: python -m ijb.export" in capsys.readouterr().err


# --- documents ---


def test_a_workbook_of_an_area_and_of_a_measure(run, tmp_path):
    assert run("workbook", "--area", "Fife", "--out", tmp_path / "a.xlsx", *DAY)[0] == 0
    assert run("workbook", "--measure", HOURS, "--out", tmp_path / "m.xlsx", *DAY)[0] == 0
    titles = [load_workbook(tmp_path / name, read_only=True)["Contents"]["A1"].value for name in ("a.xlsx", "m.xlsx")]
    assert titles == [
        "Fife: everything held",
        "Cost of an hour of home care for people aged 65 and over: everything held",
    ]


def test_figures_as_csv_in_a_zip_and_in_a_folder(run, tmp_path):
    assert run("csv", "--measure", HOURS, "--area", "Fife", "--out", tmp_path / "x.zip")[0] == 0
    assert run("csv", "--measure", HOURS, "--area", "Fife", "--out", tmp_path / "x")[0] == 0
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert sorted(archive.namelist()) == sorted(path.name for path in (tmp_path / "x").iterdir())


def test_a_brief_for_word_and_to_print(run, tmp_path):
    assert run("brief", "--area", "Fife", "--out", tmp_path / "x.docx", *DAY)[0] == 0
    assert run("brief", "--area", "Fife", "--out", tmp_path / "x.html", *DAY)[0] == 0
    assert any("Fife" in paragraph.text for paragraph in Document(tmp_path / "x.docx").paragraphs)
    assert "Fife" in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_slides_of_an_area(run, tmp_path):
    code, _, err = run("slides", "--area", "Fife", "--hide-names", "--out", tmp_path / "x.pptx", *DAY)
    assert (code, err) == (0, f"Written: {tmp_path / 'x.pptx'}\n")
    deck = Presentation(tmp_path / "x.pptx")
    texts = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert len(deck.slides) > 5 and any("Fife" in text for text in texts)
    assert not any("Glasgow" in text for text in texts)


def test_a_pack_is_told_of_its_form_and_how_far_it_is(run, tmp_path, monkeypatch):
    def briefs(store, kind, today, progress, link):
        progress(0, 1, "Fife")
        return f"{kind} {today} {link(FIFE)}".encode()

    monkeypatch.setattr("ijb.export.pack.briefs", briefs)
    code, _, err = run("pack", "--form", "html", "--out", tmp_path / "x.zip", "--address", "https://x.example", *DAY)
    assert code == 0 and "Writing briefs" in err
    assert (tmp_path / "x.zip").read_bytes() == b"html 2026-11-22 https://x.example/ijb?area=S37000032"


def test_a_file_is_replaced_whole_or_not_at_all(run, tmp_path, monkeypatch):
    out = tmp_path / "r.txt"
    out.write_text("before")
    assert run("receipt", "--area", "Fife", "--measure", DELAYS, "--out", out)[0] == 0
    assert out.read_text(encoding="utf-8").startswith("Measure: ")

    monkeypatch.setattr(commands, "whole", Broken)
    code, _, err = run("receipt", "--area", "Fife", "--measure", HOURS, "--out", out)
    assert code == 2 and "No space left on device" in err
    assert DELAYS in out.read_text(encoding="utf-8") and list(tmp_path.iterdir()) == [out]


class Broken:
    """A place on a full disk."""

    def __init__(self, path):
        self._path = path

    def __enter__(self):
        raise OSError(28, "No space left on device", str(self._path))

    def __exit__(self, *fault):
        return False


# --- without a database ---


def test_without_a_database_it_says_how_to_make_one(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("IJB_DATABASE", str(tmp_path / "none.duckdb"))
    assert main(["receipt", "--area", "Fife", "--measure", DELAYS]) == 1
    said = capsys.readouterr().err
    assert said == f"There is no database at {tmp_path / 'none.duckdb'} yet: python -m etl build makes it.\n"


def test_an_older_database_is_not_written_from(monkeypatch, tmp_path, database, capsys):
    monkeypatch.setenv("IJB_DATABASE", str(database))
    monkeypatch.setenv("IJB_EXTRACTS", str(tmp_path))
    assert main(["receipt", "--area", "Fife", "--measure", DELAYS]) == 1
    assert "is older than what it is built from: python -m etl build makes it anew." in capsys.readouterr().err


def test_a_file_that_is_no_database_is_not_written_from(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("IJB_DATABASE", str(tmp_path / "x.duckdb"))
    (tmp_path / "x.duckdb").write_bytes(b"no database")
    assert main(["receipt", "--area", "Fife", "--measure", DELAYS]) == 1
    assert "is no whole database" in capsys.readouterr().err


def test_it_is_typed_as_a_module(database):
    words = [sys.executable, "-m", "ijb.export", "receipt", "--area", "Fife", "--measure", DELAYS]
    environment = {"IJB_DATABASE": str(database), "PATH": "", "PYTHONIOENCODING": "utf-8"}
    said = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert (said.returncode, said.stderr) == (0, "")
    assert "Area: Fife\n" in said.stdout


def test_what_it_can_do_is_in_its_help(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    said = capsys.readouterr().out
    assert stopped.value.code == 0
    assert all(f"    {name} " in said for name in ("slides", "brief", "pack", "workbook", "csv", "receipt"))


# --- permalinks ---


@pytest.mark.parametrize(
    "measure, area, breakdown, basis, period, shown",
    [
        (DELAYS, EDINBURGH, "", "", -1, f"trend?area={EDINBURGH}&measure={DELAYS}"),
        (DELAYS, EDINBURGH, "age=75plus", "", 0, None),
        (DELAYS, LOTHIAN, "", "", -1, f"trend?area=S37000010&compare=board&measure={DELAYS}"),
        (DELAYS, NHS_FIFE, "", "", -1, f"trend?area={FIFE}&measure={DELAYS}"),
        (HOURS, SCOTLAND, "", "", -1, f"trend?area={SCOTLAND}&measure={HOURS}&prices=cash"),
        ("delayed_beds_treated_rate", LOTHIAN, "", "", 0, None),
    ],
)
def test_a_permalink_leads_to_the_page_that_shows_the_figure(store, measure, area, breakdown, basis, period, shown):
    periods = store.periods(measure, breakdown)[::-1]
    given = store.newest(measure, breakdown, area) if period == -1 else periods[period]
    found = permalink(store, "https://x.example/", store.measures[measure], area, breakdown, basis, given)
    if shown is None:
        first = given.start.isoformat()
        own = "S37000010" if area == LOTHIAN else area
        part = "&breakdown=age%3D75plus" if breakdown else ""
        shown = f"compare?area={own}&measure={measure}{part}&period={first}"
    assert found == f"https://x.example/{shown}"


def test_nothing_is_left_of_a_file_that_could_not_be_written(tmp_path):
    with pytest.raises(ValueError), commands.whole(tmp_path / "x") as file:
        file.write(b"half")
        raise ValueError
    assert list(Path(tmp_path).iterdir()) == []
