"""The tables of the full set and what each column holds, in the form of W3C's CSV on the Web."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ijb import numbers
from ijb.export.behind import sources_behind
from ijb.export.table import CSVW, LICENCES, PRODUCER
from ijb.measures import Measure
from ijb.store import Store
from ijb.views.everything_words import STATUS_MEANS

DATE = {"base": "date", "format": "yyyy-MM-dd"}
TEXT, NUMBER, WHOLE_NUMBER = "string", "number", "integer"
NULLS = (
    "An empty cell has no value. Where value is empty, status says why; what each status means is in its description."
)


@dataclass(frozen=True)
class Column:
    """A column: its name, its datatype, what it holds, and whether a cell of it is never empty."""

    name: str
    datatype: object
    means: str
    required: bool = False


@dataclass(frozen=True)
class Table:
    """A file of the full set, the columns that make its key, and those of its columns that are keys of other files."""

    file: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    keys_of_others: tuple[tuple[str, str, str], ...] = ()  # column, file, its column


STATUSES = "; ".join(f"{name}: {numbers.STATUS_WORDS[name]}. {words}" for name, words in STATUS_MEANS.items())
OBSERVATIONS = Table(
    "observations.csv",
    "Every figure, or why there is none: measure by measure, area by area, in time order",
    (
        Column("measure", TEXT, "The id of the measure, as in measures.csv.", True),
        Column("measure_name", TEXT, "The measure in words.", True),
        Column("area_code", TEXT, "The code of the area, as in areas.csv (codes of Scotland’s statistics).", True),
        Column("area_name", TEXT, "The area in words.", True),
        Column("area_level", TEXT, "scotland, health_board (the area of an NHS board) or ijb.", True),
        Column("period_label", TEXT, "The period as readers see it.", True),
        Column("period_start", DATE, "The first day of the period.", True),
        Column("period_end", DATE, "The last day of the period; the first day again for a figure on one day.", True),
        Column(
            "breakdown", TEXT, "The part of the measure, as name=value joined by |; “all” for the whole of it.", True
        ),
        Column("breakdown_name", TEXT, "The same in words.", True),
        Column("prices", TEXT, "Cash, or in which prices; “all” for what is not in pounds.", True),
        Column("basis", TEXT, "The id of the prices; empty for cash and for what is not in pounds."),
        Column("numerator", NUMBER, "What is counted, in the unit that measures.csv gives."),
        Column("denominator", NUMBER, "What it is divided by, in the unit that measures.csv gives."),
        Column("value", NUMBER, "The figure in full, in the unit of its row; empty where there is none."),
        Column("lower", NUMBER, "The lower end of the publisher’s 95% interval, where it gives one."),
        Column("upper", NUMBER, "The upper end of the same."),
        Column("status", TEXT, f"What the figure is, or why there is none. {STATUSES}", True),
        Column("denominator_status", TEXT, "The same of the denominator."),
        Column("members_in", WHOLE_NUMBER, "Of a sum of areas: how many of them have a figure."),
        Column("members_of", WHOLE_NUMBER, "Of a sum of areas: of how many areas it is."),
        Column("unit", TEXT, "The unit of value; “% of …” is from 0 to 100.", True),
        Column("in_doubt", TEXT, "Why the figure may be a slip or a repeat; empty for the others."),
    ),
    ("measure", "area_code", "period_start", "period_end", "breakdown", "prices"),
    (("measure", "measures.csv", "measure"), ("area_code", "areas.csv", "area_code")),
)
MEASURES = Table(
    "measures.csv",
    "Every measure: what it is, how it is worked, and what to take care with",
    (
        Column("measure", TEXT, "The id of the measure.", True),
        Column("name", TEXT, "The measure in words.", True),
        Column("theme", TEXT, "flow, money, need, capacity, outcomes or context.", True),
        Column("indicator", TEXT, "The official indicator it is, where it is one."),
        Column("definition", TEXT, "What is counted, of whom and when.", True),
        Column("unit", TEXT, "The unit of its whole; an age group has its own.", True),
        Column("better", TEXT, "lower, higher or neither.", True),
        Column("worked", TEXT, "How value comes from numerator and denominator.", True),
        Column("numerator_name", TEXT, "What the numerator is."),
        Column("numerator_unit", TEXT, "Its unit."),
        Column("denominator_name", TEXT, "What the denominator is; of an age group, the people of that age."),
        Column("denominator_unit", TEXT, "Its unit."),
        Column("breaks", TEXT, "From when figures are not comparable with those before, and why."),
        Column("cautions", TEXT, "What to know before using the figures."),
        Column("cannot_be_used_for", TEXT, "What the figures do not show."),
        Column("sources", TEXT, "The ids of the sources behind it, its own first, with spaces between."),
    ),
    ("measure",),
)
AREAS = Table(
    "areas.csv",
    "Scotland, the areas of its 14 NHS boards and its 31 integration authorities",
    (
        Column("area_code", TEXT, "The code of the area.", True),
        Column("name", TEXT, "The area in words.", True),
        Column("level", TEXT, "scotland, health_board or ijb.", True),
        Column("health_board_code", TEXT, "Of an integration authority: the NHS board whose area it is in."),
        Column("council_codes", TEXT, "Of an integration authority: its councils, with spaces between."),
    ),
    ("area_code",),
)
SOURCES = Table(
    "sources.csv",
    "The publications that the figures come from, and the files that were read",
    (
        Column("id", TEXT, "The id of the source.", True),
        Column("publisher", TEXT, "Who publishes it.", True),
        Column("title", TEXT, "What it is called.", True),
        Column("url", "anyURI", "Where it is published."),
        Column("licence", TEXT, "Under which licence.", True),
        Column("attribution", TEXT, "How to name it.", True),
        Column("first_period", DATE, "The first day that its figures here are of."),
        Column("last_period", DATE, "The last day that its figures here are of."),
        Column("file", TEXT, "The file read; several are joined by “; ”."),
        Column("sha256", TEXT, "The SHA-256 of the bytes of each."),
    ),
    ("id",),
)
TABLES = (OBSERVATIONS, MEASURES, AREAS, SOURCES)


def described(store: Store, chosen: Iterable[Measure], area: str) -> dict[str, object]:
    """The metadata of the full set, or of one area or measure of it."""
    chosen = list(chosen)
    used = [
        store.sources[each] for each in dict.fromkeys(name for each in chosen for name in sources_behind(store, each))
    ]
    build = store.build()
    of = [chosen[0].name] if len(chosen) == 1 else []
    of += [store.area(area)["name"]] if area else []
    return {
        "@context": [CSVW, {"@language": "en-GB"}],
        "dc:title": f"Integration performance: {', '.join(of) or 'every figure held'}",
        "dc:creator": PRODUCER,
        "dc:license": [_licence(words) for words in dict.fromkeys(source.licence for source in used)],
        "dc:source": [{"@id": url} for url in dict.fromkeys(source.url for source in used if source.url)],
        "dc:rights": list(dict.fromkeys(source.attribution for source in used)),
        "dc:modified": f"{build['built_at']:%Y-%m-%dT%H:%M:%SZ}",
        "dialect": {"encoding": "utf-8", "header": True},
        "tables": [_table(table) for table in TABLES],
        "notes": [
            {"schema:name": "Empty cells", "schema:text": NULLS},
            {"schema:name": "Text that starts like a formula", "schema:text": "It has an apostrophe before it."},
            {"schema:name": "SHA-256 of the catalogue of measures", "schema:text": build["catalogue_hash"]},
            {"schema:name": "SHA-256 of what was supplied", "schema:text": build["inputs_hash"]},
        ],
    }


def _licence(words: str) -> object:
    return {"@id": LICENCES[words]} if words in LICENCES else words


def _table(table: Table) -> dict[str, object]:
    keys = [
        {"columnReference": column, "reference": {"resource": file, "columnReference": other}}
        for column, file, other in table.keys_of_others
    ]
    schema = {
        "columns": [_column(column) for column in table.columns],
        "primaryKey": list(table.key),
    }
    return {
        "url": table.file,
        "dc:title": table.title,
        "null": "",
        "tableSchema": {**schema, "foreignKeys": keys} if keys else schema,
    }


def _column(column: Column) -> dict[str, object]:
    return {
        "name": column.name,
        "titles": column.name,
        "datatype": column.datatype,
        "dc:description": column.means,
        **({"required": True} if column.required else {}),
    }
