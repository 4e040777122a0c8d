"""Workbooks of everything that is held: for one area, or for one measure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from ijb.comparators import Comparator
from ijb.export.workbook import FIGURES, Sheet, number_format, workbook_bytes
from ijb.measures import Measure
from ijb.store import Store
from ijb.views import about, evidence
from ijb.views import everything_figures as tables
from ijb.views import everything_latest as latest
from ijb.views import everything_words as words

MOST_IN_A_SHEET = 200_000  # rows that open at once; of a longer table the newest periods are given
IN_THE_UNIT = ("Value", "Its figure", "Average", "Centre")
IN_POINTS = ("Difference", "Change")  # of per cents
SOURCES = "Sources"
LIMITS = ("Lower end", "Upper end", "Lower limit", "Upper limit")
WHERE_ALL_IS = "All of them are in the CSV of the full set: python -m ijb.export csv --out full.zip"

FIRED = "Rules that have fired on the newest figures, on the worse side and on the better"


class NamesHidden(ValueError):
    """Everything of an area or a measure names the other areas, so it is not made while their names are hidden."""


def everything_for_area(store: Store, area: str, comparator: Comparator, today: date) -> bytes:
    """An .xlsx of all that is held of one area. Raises NamesHidden, and KeyError where there is no such area."""
    refuse_hidden(store)
    name = store.area(area)["name"]
    rows = store.figures(area=area)
    measures = [store.measures[each] for each in rows["measure"].unique()]
    sheets = [
        _newest(store, latest.of_area(store, area, comparator, today)),
        _long("Every period, breakdown and price base of every measure", tables.figures(store, rows, tables.AREA)),
        *_tests(store, tables.AREA, area=area),
        Sheet(FIRED, words.fired(store, area=area), "Rules fired"),
        Sheet("Figures that others have reported of the area", _reported(store, area), "Reported figures"),
        Sheet(
            "Notes on the data, figures in doubt, cautions and breaks",
            words.quality(store, _codes(store, area), measures),
            "Quality",
        ),
        Sheet("What is not held, and why", latest.not_held(store, area, rows, today), "Not held"),
        Sheet("What each measure is and may be used for", words.measures(store, measures), "Measures"),
        Sheet("Where the figures come from, and their licences", words.sources(store), SOURCES, links=("Address",)),
    ]
    said = f"Every figure held for {name} ({area}), with where it comes from and what is not held."
    return _workbook(store, f"{name}: everything held", said, sheets, words.notes(store, comparator, area, today))


def everything_for_measure(store: Store, measure: Measure, today: date) -> bytes:
    """An .xlsx of all that is held of one measure, for every area. Raises NamesHidden."""
    refuse_hidden(store)
    rows = store.figures(measure=measure.id)
    sheets = [
        Sheet("What the measure is and may be used for", words.definition(store, measure), "Definition"),
        Sheet(
            "Every area in the newest period that most areas have", latest.of_measure(store, measure, today), "Latest"
        ),
        *_wide(store, measure, rows),
        _long("Every area, period, breakdown and price base", tables.figures(store, rows, tables.MEASURE)),
        *_tests(store, tables.MEASURE, measure=measure.id),
        Sheet(FIRED, words.fired(store, measure=measure.id), "Rules fired"),
        Sheet(
            "Notes on the data, figures in doubt, cautions and breaks", words.quality(store, [""], [measure]), "Quality"
        ),
        Sheet("Periods without a figure, and why", latest.not_held_of(store, measure, rows), "Not held"),
        Sheet(
            "Where the figures come from, and their licences",
            words.sources(store, [measure]),
            SOURCES,
            links=("Address",),
        ),
    ]
    said = f"Every figure held of one measure, for every area: {measure.name}."
    formatted = [_in_its_unit(sheet, measure) for sheet in sheets]
    return _workbook(store, f"{measure.name}: everything held", said, formatted, words.notes(store, None, "", today))


def refuse_hidden(store: Store) -> None:
    """Raises NamesHidden where the names of areas are hidden."""
    if store.names_hidden:
        raise NamesHidden("This names every area, so it is not made while names are hidden.")


def _workbook(store: Store, title: str, said: str, sheets: Sequence[Sheet], notes: Sequence[tuple[str, str]]) -> bytes:
    """The workbook of those sheets that have rows; the cover says which have none."""
    held = [sheet for sheet in sheets if len(sheet.frame)]
    newest = store.newest_of_all()
    facts = [
        ("What this is", said),
        ("Newest figure of all", f"{newest.day} {newest:%B %Y}"),
        *(("Left out", f"{sheet.name}: there are none.") for sheet in sheets if not len(sheet.frame)),
    ]
    licences = [each for sheet in held if sheet.name == SOURCES for each in sheet.frame["Licence"]]
    notes = [*notes, *(("Licence", each) for each in dict.fromkeys(licences))]
    return workbook_bytes(title, held, notes, store.built_at(), facts)


def _tests(store: Store, of: str, area: str = "", measure: str = "") -> list[Sheet]:
    asked = {"area": area, "measure": measure}
    return [
        _long("Positions, with the range of each", tables.places(store, store.places(**asked), of), "Positions"),
        _long("Each figure against its area’s own past", tables.past(store, store.past(**asked), of), "Own past"),
        _long("Each figure among the areas", tables.among(store, store.among(**asked), of), "Among the areas"),
    ]


def _long(title: str, frame: pd.DataFrame, name: str = FIGURES) -> Sheet:
    """A table that may be too long to open: then its newest periods, and where the others are."""
    if len(frame) <= MOST_IN_A_SHEET:
        return Sheet(title, frame, name)
    newest = frame.sort_values("First day", ascending=False, kind="stable").head(MOST_IN_A_SHEET).sort_index()
    shown = f"the newest {MOST_IN_A_SHEET:,} of {len(frame):,} rows"
    return Sheet(f"{title}: {shown}. {WHERE_ALL_IS}", newest, name)


def _wide(store: Store, measure: Measure, rows: pd.DataFrame) -> list[Sheet]:
    """A row an area and a column a period, in each basis that there are figures in."""
    held = rows[rows["value"].notna() & rows["breakdown"].eq(measure.default_breakdown)]
    found = []
    for basis in sorted(held["basis"].unique()):
        prices = tables.prices_words(measure, basis)
        frame = tables.wide(store, measure, rows, basis)
        formats = {head: number_format(measure) for head in frame.columns[3:-1]}
        of = f" in {prices[:1].lower()}{prices[1:]}" if prices else ""
        name = f"By period, {prices.lower().replace('/', '–')}" if prices else "By period"
        found.append(Sheet(f"Areas by period{of}: {tables.whole_words(measure)}", frame, name, formats))
    return found


def _newest(store: Store, frame: pd.DataFrame) -> Sheet:
    """The newest figures of an area, each row in the unit of its measure."""
    measures = [store.measures[name] for name in frame["Measure id"]]
    formats = dict.fromkeys(IN_THE_UNIT, [number_format(each) for each in measures])
    formats |= dict.fromkeys(IN_POINTS, [number_format(each, difference=True) for each in measures])
    return Sheet("The newest figure of every measure", frame, "Latest", formats)


def _in_its_unit(sheet: Sheet, measure: Measure) -> Sheet:
    formats = dict.fromkeys((*IN_THE_UNIT, *LIMITS), number_format(measure))
    formats |= dict.fromkeys(IN_POINTS, number_format(measure, difference=True))
    return Sheet(sheet.title, sheet.frame, sheet.name, {**formats, **sheet.formats}, sheet.links)


def _codes(store: Store, area: str) -> list[str]:
    """The area and the councils in it."""
    councils = store.councils(area)["code"].tolist() if store.area(area)["level"] == "ijb" else []
    return [area, *councils]


def _reported(store: Store, area: str) -> pd.DataFrame:
    rows = pd.concat([evidence.reported(store, area, theme) for theme in ("money", "need")])
    return about.exported(evidence.download(store, area, rows))
