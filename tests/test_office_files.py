"""The office files open in another program than the one that wrote them: LibreOffice makes PDFs of them."""

import os
import re
import shutil
import subprocess

import pytest
from choices import EDINBURGH, FIFE, HIGHLAND, ORKNEY, WITH_SCOTLAND
from clock import TODAY

from ijb.brief.content import brief
from ijb.export import brief_word, everything, slides
from ijb.export.powerpoint.content import prepared
from ijb.slides import ready

SECONDS = 180
PAGE = re.compile(rb"/Type\s*/Page\b")
NONE = "These tests need LibreOffice with Impress, Writer and Calc: install it to run them."
LOADED = re.compile(rb"convert .* using filter")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Makes a PDF of a file and gives its bytes; without LibreOffice, or a part of it, the tests are skipped."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip(NONE)
    folder = tmp_path_factory.mktemp("printed")

    def made(name: str, held: bytes) -> bytes:
        (folder / name).write_bytes(held)
        command = [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), str(folder / name)]
        said = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        if b"source file could not be loaded" in said.stderr and not _has_part(program, name):
            pytest.skip(NONE)
        assert LOADED.search(said.stdout), said.stderr
        return (folder / name).with_suffix(".pdf").read_bytes()

    return made


def _has_part(program: str, name: str) -> bool:
    """Whether the part of LibreOffice that opens such files is installed beside the program."""
    part = {"pptx": "libsdlo.so", "docx": "libswlo.so", "xlsx": "libsclo.so"}[name.rpartition(".")[2]]
    found = os.path.realpath(program)
    return any(os.path.exists(f"{os.path.dirname(found)}/{each}") for each in (part, f"../program/{part}"))


@pytest.mark.parametrize("area", [FIFE, ORKNEY])
def test_slides_are_pages(store, printed, area):
    shown, faults = ready.slides(store, ready.about(store, {"area": area}), TODAY)
    assert not faults
    pages = PAGE.findall(printed(f"{area}.pptx", slides.presentation(shown, "Slides", parked=["Who pays?"])))
    assert len(pages) == 2 + sum(len(prepared(each)) for each in shown)


@pytest.mark.parametrize("area", [EDINBURGH, HIGHLAND])
def test_a_brief_is_two_pages(store, printed, area):
    given = brief(store, area, WITH_SCOTLAND, TODAY, "https://example.org/ijb")
    assert len(PAGE.findall(printed(f"{area}.docx", brief_word.word(given)))) == 2


def test_a_workbook_opens(store, printed):
    measure = store.measures["healthy_life_expectancy_male"]
    assert PAGE.findall(printed("measure.xlsx", everything.everything_for_measure(store, measure, TODAY)))
