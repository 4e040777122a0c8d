"""What is said of figures in a workbook of everything: measures, sources, notes on quality, signals and what the words
in its columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from ijb import numbers, periods, prices, sentences
from ijb.comparators import Comparator
from ijb.export.behind import WORKED_POPULATION, sources_behind
from ijb.measures import Measure
from ijb.sentences.of_signals import EXPECTED_MEANS
from ijb.sources import Source
from ijb.store import Store
from ijb.views import signals
from ijb.views.about import ROUNDING
from ijb.views.measure_rows import theme

SIDES = {"worse": "Worse", "better": "Better"}
STATUS_MEANS = {
    "published": "The figure is the publisher’s own, or is worked here from the publisher’s own numbers.",
    "provisional": "The publisher may still revise it.",
    "estimated": "It rests on an estimate: the publisher’s for an area that sent none, or ours for a population in a "
    "year that is not published by age.",
    "derived": "It is worked out here from figures of smaller areas or shorter periods.",
    "partial": "It covers only some of the areas or months it is made of; without a value, too few.",
    "suppressed": "The publisher holds it back so that no one can be recognised.",
    "not_submitted": "The area sent no figure to the publisher.",
    "not_collected": "Nobody collected it for this area and time, or it is published only as part of another figure.",
    "not_supplied": "It is in no file held here; it may have been published.",
    "not_defined": "There is no definition by which it could be worked out for this area.",
    "not_applicable": "The question does not arise: the number of cases is too small or nought, or the area has none.",
}
READINGS = (
    ("Empty cells", "An empty cell has no figure; the column Status beside it, or the last column, says why."),
    (
        "Value",
        "In the column Unit’s unit and in full: numerator and denominator are the numbers that it is worked from as "
        "the sheet Measures (or Definition) says. Empty numerators and denominators belong to figures that are "
        "published as such.",
    ),
    ("Lower end, Upper end", "The ends of the 95% interval, where the publisher gives one."),
    (
        "Denominator status",
        "Estimated: the population of that age and year is not a published figure; it is worked from those that are.",
    ),
    ("Areas with a figure", "Of a sum of areas: how many of the areas it is made of have a figure."),
    (
        "Position",
        "1 is best where there is a better end, otherwise highest; areas that tie share the better place. Best and "
        "worst are the range of positions over the last 12 months, four quarters or three figures: a position never "
        "stands without it but for the first figure held, and the figures make no league table.",
    ),
    (
        "Against its own past",
        "Months and quarters are tested by the XmR rules over the last 36 figures since the last break; yearly figures "
        "by whether three moves in a row go one way. Limits and rules are those of the newest chart: what is said of "
        "an earlier figure rests on later ones too.",
    ),
    (
        "Among the areas",
        "Where a figure stands among the areas: by over-dispersed funnel limits or intervals at 99.8%, or by being far "
        "from the rest, which is never called significant.",
    ),
    (
        "Limits",
        "Of its own past: the average of its last figures and how far they usually move. Among the areas: the centre "
        "and the limits of the test named. A limit is empty where it would lie below 0, or above 100 for a per cent, "
        "and where the test has none.",
    ),
    ("Prices", "Cash is as published; 2024/25 prices and the like are worked by the price index named."),
    ("In doubt", "The figure may be a slip or a repeat of the year before: no change is worked from it or to it."),
    ("Breakdown id, Measure id", "The names by which the command line and the CSV know the same figures."),
    ("Rounding", ROUNDING),
)


def measures(store: Store, chosen: Iterable[Measure]) -> pd.DataFrame:
    """A row a measure: what it is, how it is worked, and what it may be used for."""
    quantities = store.quantities()
    return pd.DataFrame([_measure(store, quantities, each) for each in chosen])


def _measure(store: Store, quantities: pd.DataFrame, measure: Measure) -> dict[str, object]:
    return {
        "Measure": measure.name,
        "Theme": theme(measure),
        "Measure id": measure.id,
        "Indicator": measure.indicator,
        "Definition": measure.definition,
        "Unit": numbers.written_unit(measure, measure.default_breakdown, ""),
        "Worked as": worked(measure),
        "Numerator": _quantity(quantities, measure.numerator),
        "Denominator": _quantity(quantities, measure.denominator),
        "Better": sentences.direction(measure),
        "Breaks in the series": " ".join(break_words(measure)),
        "Can be used for": " ".join(measure.can_use_for),
        "Cannot be used for": " ".join(measure.cannot_use_for),
        "Cautions": " ".join(measure.caveats),
        "Source": f"{store.sources[measure.source].publisher}: {store.sources[measure.source].title}",
    }


def worked(measure: Measure) -> str:
    """How a value comes from numerator and denominator."""
    if measure.published_value:
        return "As the publisher gives it"
    steps = ["numerator"]
    steps += [f"× {numbers.number(measure.per)}"] if measure.per != 1 else []
    steps += [f"÷ {numbers.number(measure.divide_by)}"] if measure.divide_by != 1 else []
    steps += ["÷ denominator"] if measure.is_rate else []
    return " ".join(steps)


def break_words(measure: Measure) -> list[str]:
    """ "1 July 2016: New definitions …" """
    return [f"{point.at:%d %B %Y}: {point.why}".lstrip("0") for point in measure.breaks]


def _quantity(quantities: pd.DataFrame, name: str) -> str:
    """ "Bed days (days)"; '' where a measure has none."""
    return f"{quantities.at[name, 'name']} ({quantities.at[name, 'unit']})" if name in quantities.index else ""


def definition(store: Store, measure: Measure) -> pd.DataFrame:
    """The same of one measure as rows of name and text, with the questions it raises."""
    found = [(name, text) for name, text in measures(store, [measure]).iloc[0].items() if text]
    several = {
        "Breaks in the series": break_words(measure),
        "Can be used for": measure.can_use_for,
        "Cannot be used for": measure.cannot_use_for,
        "Cautions": measure.caveats,
    }
    rows = [(name, each) for name, text in found for each in several.get(name, [text])]
    rows += [
        (f"Question {words[:1].lower()}{words[1:]}", asked)
        for who, words in signals.READERS.items()
        for asked in measure.questions[who]
    ]
    return pd.DataFrame(rows, columns=["Name", "Text"])


def sources(store: Store, chosen: Iterable[Measure] | None = None) -> pd.DataFrame:
    """A row a supplied file, with its publisher, licence and SHA-256: of the sources behind some measures, or all."""
    wanted = None if chosen is None else {name for each in chosen for name in sources_behind(store, each)}
    found = []
    for row in store.source_rows().to_dict("records"):
        if row["id"] == WORKED_POPULATION or (wanted is not None and row["id"] not in wanted):
            continue
        for file, sha256 in zip((row["file"] or "").split("; "), (row["sha256"] or "").split("; ")):
            found.append(_source(store.sources[row["id"]], row, file, sha256))
    return pd.DataFrame(found)


def _source(source: Source, row: dict[str, object], file: str, sha256: str) -> dict[str, object]:
    return {
        "Publisher": source.publisher,
        "Title": source.title,
        "Address": source.url,
        "Licence": source.licence,
        "Attribution": source.attribution,
        "File": file,
        "SHA-256": sha256,
        "Status": "Supplied" if file else "Not supplied yet",
        "First day": row["first_period"],
        "Last day": row["last_period"],
        "Next expected by": row["next_due"],
    }


def quality(store: Store, codes: Sequence[str], chosen: Sequence[Measure]) -> pd.DataFrame:
    """Notes on the data of some areas ('' in `codes`: of all), figures in doubt, cautions and breaks of measures."""
    found = []
    for name in dict.fromkeys(source for each in chosen for source in sources_behind(store, each)):
        for row in store.notes(name).itertuples():
            if "" in codes or not isinstance(row.area_code, str) or row.area_code in codes:
                where = row.area_name if isinstance(row.area_name, str) else ""
                found.append(("Note on the data", store.sources[name].title, where, row.period_label or "", row.text))
    ids = {each.id for each in chosen}
    for row in store.doubted().itertuples():
        if row.measure in ids and ("" in codes or row.area_code in codes):
            label = periods.label(row.period_start, pd.Timestamp(row.period_end).date())
            name = store.measures[row.measure].name
            found.append(("In doubt", name, store.area(row.area_code)["name"], label, _capital(row.why)))
    for each in chosen:
        found += [("Break in the series", each.name, "", "", words) for words in break_words(each)]
        found += [("Caution", each.name, "", "", words) for words in each.caveats]
    return pd.DataFrame(found, columns=["Kind", "Of", "Area", "Period", "Text"])


def fired(store: Store, area: str = "", measure: str = "") -> pd.DataFrame:
    """Signals and improvements of an area or a measure: what fired, since when, and what would clear it."""
    found = []
    for side, words in SIDES.items():
        rows = store.signals(side)
        rows = rows[(rows["area_code"] == area) | (not area)]
        for row in rows[(rows["measure"] == measure) | (not measure)].to_dict("records"):
            found.append(_signal(store.measures[row["measure"]], row, words))
    return pd.DataFrame(found)


def _signal(measure: Measure, row: dict[str, object], side: str) -> dict[str, object]:
    return {
        "Area": row["name"],
        "Area code": row["area_code"],
        "Measure": measure.name,
        "Side": side,
        "Signal": _capital(row["kind"]),
        "How far": _capital(row["rung"]),
        "What fired": sentences.fired(measure, row),
        "First period": row["first_label"],
        "Last period": row["last_label"],
        "Value": row["value"],
        "Unit": numbers.written_unit(measure, row["breakdown"], row["basis"]),
        "What would clear it": row["clears_when"] or "",
    }


def notes(store: Store, comparator: Comparator | None, area: str, today: date) -> list[tuple[str, str]]:
    """Rows for the sheet of notes: what the columns and the words in them mean."""
    said = [*READINGS, *((f"Status: {numbers.STATUS_WORDS[name]}", words) for name, words in STATUS_MEANS.items())]
    if comparator is not None:
        said.append(("Compared with", f"{_capital(comparator.name)}, in the same period."))
    if area and store.area(area)["level"] == "ijb":
        asked = signals.Asked(area, signals.ALL, signals.ALL)
        shown = signals.rows(store, asked, {})
        said.append(("Signals", f"{signals.subtitle()} {signals.LASTED}"))
        said.append(("False alarms", f"{signals.expected(store, asked, shown)} {EXPECTED_MEANS}"))
    usual = prices.INDICES[prices.GDP_DEFLATOR]
    said.append(("Prices of one year", f"Worked by {usual} unless another index is named."))
    said.append(("Ages", f"Ages are worked on {today.day} {today:%B %Y}."))
    return said


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
