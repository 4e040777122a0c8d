"""Text that a spreadsheet would run, in every text field that can reach a CSV, a workbook or a template: it stays text.

Area names, notes and reported figures come from supplied files, so any of them may hold anything.
"""

import csv
import io
import itertools
import json
import re
import zipfile
from dataclasses import fields, replace
from datetime import datetime

import pytest
from choices import EDINBURGH, WITH_SCOTLAND
from clock import TODAY
from openpyxl import load_workbook

from ijb.export.everything import everything_for_area, everything_for_measure
from ijb.export.receipt import as_citation, as_text, receipt
from ijb.export.stream import write_full
from ijb.export.table import DANGEROUS, csv_package
from ijb.export.template import template_csv, template_workbook
from ijb.export.workbook import Sheet, workbook_bytes
from ijb.measures import Measure
from ijb.store import Store
from ijb.store_of_everything import FIGURE_COLUMNS
from ijb.templates import Template, TemplateColumn
from ijb.views import about
from ijb.views.one_ijb import download

HOSTILE = (
    '=HYPERLINK("http://x.example","click")',
    "@SUM(1)",
    "+1+cmd|' /C calc'!A0",
    "-1+1",
    "\t=1+1",
    "\r=1+1",
    "\n@x",
    "</w:t></t></is><f>1+1</f>",
    "<script>alert(1)</script>",
    "\x00\x08=1+1",
    "\ufffe#REF!",
    "http://x.example/javascript",
    "javascript:alert(1)",
    "https://x.example/not-ours",
    "z" * 40_000,
)
LONE_SURROGATE = "\ud800=1+1"  # no database and no file of UTF-8 can hold one
# Columns of the database that hold words, and are no key or one of a few words that the build gives.
WORDED = {
    *("name", "short_name", "abbr", "area_name", "text", "item", "answer", "publisher", "title", "published", "url"),
    *("standing", "why", "doubt", "attribution", "clears_when", "licence", "unit", "file", "next_due"),
}
KEPT = {"id", "theme", "better", "period", "chart_method", "shown_as", "areas", "source", "numerator", "denominator"}
KEPT |= {"numerator_where", "denominator_where", "default_breakdown", "weight", "unit_by_age"}
OF_THE_YEARS = "home_care_cost_per_hour"


class Hostile(Store):
    """The same database with hostile words in every column of words, one kind after another."""

    def __init__(self, store):
        vars(self).update(vars(store))
        self._words = itertools.cycle(HOSTILE)
        self._names = {}
        self.measures = {name: spoilt(measure, self._words) for name, measure in store.measures.items()}
        self.sources = {
            name: replace(
                source, **{each: next(self._words) for each in ("publisher", "title", "licence", "attribution")}
            )
            for name, source in store.sources.items()
        }
        self.areas = self._spoilt(store.areas)
        self._by_code = {row["code"]: row for _, row in self.areas.iterrows()}

    def _ask(self, sql, *values):
        return self._spoilt(super()._ask(sql, *values))

    def figures_in_batches(self, area="", measure=""):
        places = [place for place, name in enumerate(FIGURE_COLUMNS) if name in WORDED]
        for rows in super().figures_in_batches(area, measure):
            yield [
                tuple(next(self._words) if place in places else value for place, value in enumerate(row))
                for row in rows
            ]

    def _spoilt(self, frame):
        words = {
            name: [next(self._words) if isinstance(value, str) and value else value for value in frame[name]]
            for name in WORDED & set(frame.columns)
        }
        return frame.assign(**words)


def spoilt(measure: Measure, words) -> Measure:
    """The measure with hostile words in every text that readers see."""
    changes = {}
    for field in fields(Measure):
        value = getattr(measure, field.name)
        if field.name not in KEPT and isinstance(value, str) and value:
            changes[field.name] = next(words)
        elif field.name in ("can_use_for", "cannot_use_for", "caveats"):
            changes[field.name] = tuple(next(words) for _ in value)
        elif field.name == "breaks":
            changes[field.name] = tuple(replace(point, why=next(words)) for point in value)
        elif field.name == "questions":
            changes[field.name] = {who: tuple(next(words) for _ in asked) for who, asked in value.items()}
    return replace(measure, **changes)


@pytest.fixture(scope="module")
def hostile(store):
    return Hostile(store)


def safe_workbook(data, addresses=()):
    """Every text of a workbook is text, and every link leads to one of our own addresses. Gives its texts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    sheets = {name: part for name, part in parts.items() if name.startswith("xl/worksheets/sheet")}
    assert sheets and not any(re.search(r"<f[ />]", part) for part in sheets.values())
    targets = {
        target
        for name, part in parts.items()
        if "worksheets/_rels" in name
        for target in re.findall(r'Target="([^"]*)"[^>]*TargetMode="External"', part)
        + re.findall(r'TargetMode="External"[^>]*Target="([^"]*)"', part)
    }
    assert targets <= set(addresses)
    assert not any(re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", part) for part in parts.values())
    cells = [cell for sheet in load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for cell in row]
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert {cell.data_type for cell in texts} == {"s"}
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert all(cell.quotePrefix for cell in texts if DANGEROUS.match(cell.value))
    assert max(len(cell.value) for cell in texts) <= 32_767
    return {cell.value for cell in texts}


def safe_csv(text):
    """No cell of a CSV starts as a formula does. Gives its cells."""
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    numbers = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")
    assert not [cell for cell in cells if DANGEROUS.match(cell) and not numbers.fullmatch(cell)]
    return cells


def test_everything_of_an_area_stays_text(hostile, store):
    addresses = {source.url for source in store.sources.values() if source.url.startswith("https://")}
    texts = safe_workbook(everything_for_area(hostile, EDINBURGH, WITH_SCOTLAND, TODAY), addresses)
    assert {"@SUM(1)", "-1+1", HOSTILE[0]} <= texts


def test_everything_of_a_measure_stays_text(hostile, store):
    addresses = {source.url for source in store.sources.values() if source.url.startswith("https://")}
    texts = safe_workbook(everything_for_measure(hostile, hostile.measures[OF_THE_YEARS], TODAY), addresses)
    assert {"@SUM(1)", HOSTILE[0]} <= texts


def test_the_full_set_stays_text(hostile):
    out = io.BytesIO()
    write_full(hostile, out, measure=OF_THE_YEARS)
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as archive:
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    json.loads(texts.pop("observations-metadata.json"))
    cells = {cell for text in texts.values() for cell in safe_csv(text)}
    assert {"'@SUM(1)", "'-1+1", f"'{HOSTILE[0]}"} <= cells


def test_a_download_of_a_page_stays_text_in_both_its_forms(hostile, store):
    addresses = {source.url for source in store.sources.values()}
    given = download(hostile, hostile.area(EDINBURGH))
    figures, said = about.exported(given), [*given.about, *((words, words) for words in (*HOSTILE, LONE_SURROGATE))]
    sheets = [Sheet(HOSTILE[1], figures, HOSTILE[2])]
    safe_workbook(workbook_bytes(HOSTILE[0], sheets, said, hostile.built_at()), addresses)
    with zipfile.ZipFile(io.BytesIO(csv_package("x", figures, said))) as archive:
        safe_csv(archive.read("x.csv").decode("utf-8-sig"))
        json.loads(archive.read("x-metadata.json"))


def test_only_addresses_of_sources_are_links():
    said = [(name, "https://x.example") for name in ("Note", "Address", "Source")]
    data = workbook_bytes("x", [], said, datetime(2026, 11, 22))
    notes = load_workbook(io.BytesIO(data))["Notes"]
    assert [notes.cell(row, 2).hyperlink is not None for row in (2, 3, 4)] == [False, True, False]


@pytest.mark.parametrize("filled", [True, False])
def test_a_template_stays_text(filled):
    given = Template(
        "hostile",
        HOSTILE[0],
        HOSTILE[1],
        tuple(TemplateColumn(words, words, words) for words in (*HOSTILE, LONE_SURROGATE)),
    )
    safe_workbook(template_workbook(given, filled))
    safe_csv(template_csv(given, filled).decode("utf-8-sig"))


def test_a_receipt_has_a_line_a_field_whatever_is_in_it(hostile, store):
    period = store.default_period(OF_THE_YEARS, "")
    usual = receipt(store, store.measures[OF_THE_YEARS], EDINBURGH, "", "", period, "https://x.example")
    given = receipt(hostile, hostile.measures[OF_THE_YEARS], EDINBURGH, "", "", period, "https://x.example\nArea: x")
    assert len(as_text(given).splitlines()) == len(as_text(usual).splitlines())
    assert "\n" not in as_citation(given, TODAY)
