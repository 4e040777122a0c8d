"""What is said of a measure under its charts: where it comes from, what it means, what it may be used for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from ijb import numbers, sentences
from ijb.charts.markup import Html, element
from ijb.charts.table import Column, link, table
from ijb.export.workbook import number_format
from ijb.measures import Measure
from ijb.sources import OGL_STATEMENT
from ijb.store import Store
from ijb.views.download import Download

RESIDENCE, TREATMENT = "phs_delayed_discharges", "phs_delayed_discharges_treated"
ROUNDING = (
    "Differences and positions are worked from unrounded figures, so they can differ in the last place from the "
    "figures as shown."
)


def sources_of(store: Store, measure: Measure) -> dict[str, str]:
    """The source ids behind a measure, each with what it is the source of: its own '', then population and the file
    that Scotland's newest months of delays come from."""
    found = {measure.source: ""}
    if measure.source == RESIDENCE:
        found[TREATMENT] = "Scotland’s newest months"
    if measure.denominator.startswith("population_") or measure.numerator.startswith("population_"):
        found["nrs_population_totals"] = "Population"
    if measure.money:
        found["obr_gdp_deflators"] = "Prices of one year"
    return found


def source_line(store: Store, measure: Measure, today: date) -> Html:
    """Source with its address, last period held, and whether newer figures are due."""
    rows = store.source_rows().set_index("id")
    said = []
    for name, of in sources_of(store, measure).items():
        source, row = store.sources[name], rows.loc[name]
        upto = (
            f", held to {row['last_period']:%d %b %Y}".replace(" 0", " ")
            if pd.notna(row["last_period"])
            else ", not supplied yet"
        )
        link = element("a", source.title, class_="ijb-link", href=source.url) if source.url else source.title
        due = _due(row["next_due"], today)
        said.append(element("span", f"{of or 'Source'}: {source.publisher}, ", link, f"{upto}.{due} "))
    return element("p", *said, class_="ijb ijb-note")


def _due(next_due: object, today: date) -> str:
    if not isinstance(next_due, str) or not next_due:
        return ""
    day = date.fromisoformat(next_due[:10])
    if day <= today:
        return f" Newer figures have been due since {day:%B %Y}; whoever runs this dashboard can add them."
    return f" The next figures are due in {day:%B %Y}."


def definition(store: Store, measure: Measure) -> Html:
    """The definition panel: what is measured, direction, uses, cautions, quality notes."""
    named = f" National or framework indicator: {measure.indicator}." if measure.indicator else ""
    breaks = [f"{point.at:%B %Y}: {point.why}" for point in measure.breaks]
    notes = store.notes(measure.source)
    noted = [
        f"{row.area_name + ': ' if isinstance(row.area_name, str) and row.area_name not in row.text else ''}{row.text}"
        for row in notes[notes["text"].ne("")].itertuples()
    ]
    return element(
        "div",
        element("p", f"{measure.definition}{named} {sentences.direction(measure)}"),
        _list("It can be used for", store.sayable(measure.can_use_for)),
        _list("It cannot be used for", store.sayable(measure.cannot_use_for)),
        _list("Read it with care", store.sayable([*measure.caveats, ROUNDING])),
        _list("Breaks in the series", store.sayable(breaks)),
        _list("Notes on the data", noted),
        class_="ijb ijb-about",
    )


def _list(head: str, items) -> Html | str:
    if not items:
        return ""
    return element(
        "div", element("h3", head, class_="ijb-about-head"), element("ul", *[element("li", item) for item in items])
    )


def care_list(store: Store, area: str, measures: Iterable[Measure]) -> Html:
    """The same as a list under a table or chart; nothing where there is nothing to say."""
    return listed_care(with_care(store, area, measures))


def listed_care(cautions: Iterable[str]) -> Html:
    """Cautions as a list under a table or chart; nothing where there are none."""
    said = [element("li", words) for words in cautions]
    return (
        element("div", element("p", "Read with care:"), element("ul", *said), class_="ijb ijb-note ijb-care")
        if said
        else Html("")
    )


def plain_table(download: Download, caption: str = "The figures behind the chart") -> Html:
    """The same figures as a real table."""
    heads = download.drawn or download.heads
    words = ("status_text", "rule", "period_label", "name")
    columns = [
        Column(name, head, "left" if place == 0 or name in words else "right")
        for place, (name, head) in enumerate(heads.items())
    ]
    texts = download.figures.assign(**{name: download.figures[name].map(_plain) for name in heads})
    return table(texts, columns, caption, hide_caption=True)


def _plain(value: object) -> str:
    if isinstance(value, str):
        return value
    return numbers.BLANK if pd.isna(value) else numbers.number(float(value), 0 if float(value).is_integer() else 2)


def exported(download: Download) -> pd.DataFrame:
    """The figures as they are downloaded, in full."""
    return download.figures[list(download.heads)].rename(columns=download.heads)


def of_measure(store: Store, measure: Measure, download: Download) -> Download:
    """A download of one measure's figures with what is said of the measure, and its figures' format in a workbook."""
    formats = dict.fromkeys(("Value", *download.measured), number_format(measure))
    said = [*download.about, *attribution(store, measure)]
    return replace(download, about=said, title=download.title or measure.name, formats=formats)


def built(store: Store) -> list[tuple[str, str]]:
    """Rows for the foot of a download's head: when the database was built."""
    return [("Database built", f"{store.built_at():%Y-%m-%d %H:%M} UTC")]


def attribution(store: Store, measure: Measure) -> list[tuple[str, str]]:
    """Rows for the head of a download: measure, definition, direction, sources with address and licence, cautions."""
    rows = [("Measure", measure.name), ("Definition", measure.definition), ("Direction", sentences.direction(measure))]
    rows += sources_said(store, [measure])
    rows += [("Cannot be used for", words) for words in measure.cannot_use_for]
    rows += [("Break", f"{point.at:%d %B %Y}".lstrip("0") + f": {point.why}") for point in measure.breaks]
    return [*rows, *(("Caution", caveat) for caveat in measure.caveats)]


def with_care(store: Store, area: str, measures: Iterable[Measure]) -> list[str]:
    """What is to be known of an area's own figures of some measures: the cautions that name it, and the notes on its
    data that speak of the quantities they are made from."""
    measures, names = list(measures), store.quantities()["name"]
    codes = [area, *(store.councils(area)["code"] if store.area(area)["level"] == "ijb" else [])]
    own = store.area(area)["name"]
    several = len(measures) > 1
    found = [
        f"{measure.short_name}: {words}" if several else words
        for measure in measures
        for words in measure.caveats
        if own in words and own != "Scotland"
    ]
    for source in dict.fromkeys(measure.source for measure in measures):
        spoken = {names[each] for measure in measures for each in measure.quantities if each in names.index}
        notes = store.notes(source)
        notes = notes[notes["area_code"].isin(codes)]
        found += [words for words in notes["text"] if any(f"({name}" in words or name in words for name in spoken)]
    return store.sayable(dict.fromkeys(found))


def sources_said(store: Store, measures: Iterable[Measure]) -> list[tuple[str, str]]:
    """Each source of some measures, once, with its address, licence and attribution."""
    named = dict.fromkeys(name for measure in measures for name in sources_of(store, measure))
    rows = []
    for source in (store.sources[name] for name in named):
        rows += [
            ("Source", f"{source.publisher}: {source.title}"),
            ("Address", source.url),
            ("Licence", source.licence),
            ("Attribution", source.attribution),
        ]
    return [(head, said) for head, said in rows if said]


def footer(store: Store, links: Sequence[tuple[str, str]]) -> Html:
    """The last lines of every page, ending in links: (address, words) each."""
    publishers = sentences.in_list(
        sorted({source.publisher for source in store.sources.values() if source.licence.startswith("Open Government")})
    )
    return element(
        "p",
        "Differences are worked from unrounded figures, so they can be out by one in the last place shown. "
        f"{OGL_STATEMENT} Figures published by {publishers}. Database built {store.built_at():%d %B %Y, %H:%M} UTC. ",
        *[link(href, words) for href, words in links],
        class_="ijb ijb-note ijb-foot",
    )
