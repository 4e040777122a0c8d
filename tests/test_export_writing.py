"""Files that cannot be written, and comparators that would change nothing: refused in one sentence, nothing left."""

import errno
import os
import stat

import pytest

from ijb.export.__main__ import main
from ijb.export.writing import Unwritable, whole

DELAYS = "delayed_beds_rate"
RECEIPT = ("receipt", "--area", "Fife", "--measure", DELAYS, "--out")


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


# --- what cannot be written ---


@pytest.mark.parametrize(
    "words, name",
    [
        (("receipt", "--area", "Fife", "--measure", DELAYS), "r.txt"),
        (("brief", "--area", "Fife"), "b.docx"),
        (("slides", "--area", "Fife"), "s.pptx"),
        (("workbook", "--area", "Fife"), "w.xlsx"),
        (("pack",), "p.zip"),
        (("csv", "--area", "Fife", "--measure", DELAYS), "c.zip"),
    ],
)
def test_a_folder_is_named_as_it_was_asked_for_before_anything_is_made(run, tmp_path, words, name):
    folder = tmp_path / name
    folder.mkdir()
    assert run(*words, "--out", folder) == (2, "", f"{folder} cannot be written: it is a folder.\n")
    assert list(tmp_path.iterdir()) == [folder] and list(folder.iterdir()) == []


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="There is no /proc.")
@pytest.mark.parametrize(
    "words",
    [
        (*RECEIPT, "/proc/r.txt"),
        ("brief", "--area", "Fife", "--out", "/proc/b.docx"),
        ("csv", "--area", "Fife", "--out", "/proc/x"),
    ],
)
def test_a_place_where_no_file_can_be_is_named_as_it_was_asked_for(run, words):
    said = f"{words[-1]} cannot be written: nothing can be made in its folder.\n"
    assert run(*words) == (2, "", said)


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="There is no /dev/null.")
def test_a_device_is_not_replaced_by_a_file(run):
    said = "/dev/null cannot be written: it is a device or the like, and no file.\n"
    assert run(*RECEIPT, "/dev/null") == (2, "", said)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_a_name_that_is_too_long_is_said_to_be(run, tmp_path):
    out = tmp_path / f"{'x' * 300}.txt"
    assert run(*RECEIPT, out) == (2, "", f"{out} cannot be written: its name is too long.\n")
    assert list(tmp_path.iterdir()) == []


def test_a_name_as_long_as_a_disk_allows_is_written(run, tmp_path):
    out = tmp_path / f"{'x' * 251}.txt"
    assert run(*RECEIPT, out)[0] == 0
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(
    "fault, why",
    [
        (OSError(errno.ENOSPC, "No space left on device"), "there is no space left"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_a_fault_while_writing_is_of_the_file_asked_for_and_leaves_what_was_there(tmp_path, fault, why):
    out = tmp_path / "r.txt"
    out.write_text("before")
    with pytest.raises(Unwritable) as stopped, whole(out) as file:
        file.write(b"half")
        raise fault
    assert (stopped.value.filename, stopped.value.strerror) == (str(out), why)
    assert out.read_text() == "before" and list(tmp_path.iterdir()) == [out]


def test_a_fault_of_another_file_keeps_its_name(tmp_path):
    with pytest.raises(FileNotFoundError) as stopped, whole(tmp_path / "r.txt"):
        (tmp_path / "none").read_bytes()
    assert stopped.value.filename == str(tmp_path / "none") and list(tmp_path.iterdir()) == []


def test_a_folder_made_meanwhile_is_told_of_too(tmp_path):
    out = tmp_path / "r.txt"
    with pytest.raises(Unwritable) as stopped, whole(out) as file:
        file.write(b"all")
        out.mkdir()
    assert (stopped.value.filename, stopped.value.strerror) == (str(out), "it is a folder")
    assert list(tmp_path.iterdir()) == [out] and list(out.iterdir()) == []


# --- who is compared ---


@pytest.mark.parametrize("kind", ["board", "peers", "family"])
@pytest.mark.parametrize("command, ending", [("brief", "docx"), ("slides", "pptx"), ("workbook", "xlsx")])
def test_scotland_is_not_compared_with_its_parts(run, tmp_path, command, ending, kind):
    said = f"--compare {kind} is for integration authorities: Scotland can only be given without it.\n"
    asked = (command, "--area", "Scotland", "--compare", kind, "--out", tmp_path / f"x.{ending}")
    assert run(*asked) == (2, "", said)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words, said",
    [
        (
            ("workbook", "--area", "NHS Fife"),
            "--compare peers is for integration authorities: NHS Fife can only be given without it.",
        ),
        (
            ("workbook", "--measure", DELAYS),
            "--compare peers goes with --area: a workbook of a measure has every area.",
        ),
    ],
)
def test_a_comparator_that_would_change_nothing_is_refused(run, tmp_path, words, said):
    assert run(*words, "--compare", "peers", "--out", tmp_path / "x.xlsx") == (2, "", f"{said}\n")


def test_a_saved_presentation_has_its_own_comparisons(run, tmp_path):
    words = ("slides", "--deck", tmp_path / "d.json", "--compare", "board", "--out", tmp_path / "x.pptx")
    assert run(*words) == (2, "", "--compare board goes with --area: a saved presentation has its own comparisons.\n")


def test_scotland_may_be_said_to_be_compared_with_scotland(run, tmp_path):
    out = tmp_path / "x.html"
    assert run("brief", "--area", "Scotland", "--compare", "scotland", "--out", out) == (0, "", f"Written: {out}\n")
