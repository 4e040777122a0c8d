"""Need, care and capacity of one area: what can be seen, who waits in hospital for care, and rows of measures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from ijb import labels, numbers, sentences
from ijb.address import href
from ijb.charts import status
from ijb.charts.markup import Html, element
from ijb.charts.table import Column, link, table
from ijb.comparators import Comparator
from ijb.measures import Measure
from ijb.store import SCOTLAND, Period, Store
from ijb.views import about, measure_rows, need_care, need_waits, one_ijb
from ijb.views.download import Download, file_name
from ijb.views.need_changes import PEOPLE, changes, of_count, of_rate

IN_HOSPITAL = "delayed_beds_waiting_for_care_rate"
GRADED = "care_services_good_share"


@dataclass(frozen=True)
class Rows:
    """A table of measures on the page: what it is of, for its caption and its download, and which they are."""

    of: str
    measures: tuple[str, ...]

    def of_store(self, store: Store) -> list[Measure]:
        return [store.measures[name] for name in self.measures]


HOSPITAL = Rows("waits in hospital", (IN_HOSPITAL, "waiting_for_care_share", "delayed_beds_awi_rate"))
CHOICE = Rows(
    "choice and support",
    (
        "personal_care_at_home_share",
        "people_supported_rate",
        "telecare_rate",
        "self_directed_support_implementation",
        "self_directed_support_share",
    ),
)
CAPACITY = Rows("capacity", ("care_home_places_rate", "care_home_occupancy", GRADED, "care_services_graded_good"))


def title(store: Store, area: str) -> str:
    """ "Fife: need, care and capacity"."""
    return f"{store.area(area)['name']}: need, care and capacity"


def lead(store: Store, area: str) -> str:
    """What can and what cannot be seen here."""
    own = store.area(area)
    held = [
        found
        for measure in store.measures.values()
        if need_waits.is_wait(measure) and (found := need_waits.waits(store, measure, area)).own
    ]
    if own["level"] != "ijb":
        waits = "published for Scotland on scattered dates"
    elif held:
        newest = max((found.newest.latest for found in held), key=lambda row: row["period_end"])
        waits = f"held for {own['name']} to {newest['period_label']}"
    else:
        waits = f"published for Scotland only, and not held for {own['name']} until a file is supplied"
    return (
        "No figure held here counts all unmet need. Three things can be seen: who waits for an assessment or for care "
        f"at home ({waits}); who waits in hospital for care, by area; and the care that people receive, which is not "
        "need."
    )


def hospital(store: Store, area: str, comparator: Comparator) -> str:
    """How many people wait in hospital for care on an average day of the newest month held, and beside whom."""
    found = in_hospital(store, area, comparator)
    if found is None:
        return f"{store.measures[IN_HOSPITAL].subject}: no figure is held for {store.area(area)['name']}."
    return f"{found[0]}: {found[1]}. {found[2]}{found[3]}"


def in_hospital(store: Store, area: str, comparator: Comparator) -> tuple[str, str, str, str] | None:
    """The same in four: how many people, the rate and beside whom, the change, and of which month the table is; None
    without a figure."""
    measure = store.measures[IN_HOSPITAL]
    newest, name = store.newest(IN_HOSPITAL, "", area), store.area(area)["name"]
    if newest is None:
        return None
    every = store.snapshot(IN_HOSPITAL, "", "", newest)
    row = every[every["area_code"] == area].iloc[0]
    count = numbers.number(row["numerator"], _decimals(row["numerator"]))
    one = count == "1.0"
    people = (
        f"On an average day in {newest.label}, {count} {'person' if one else 'people'} "
        f"{'in' if area == SCOTLAND else 'from'} {name} {'was' if one else 'were'} in hospital, ready to leave and "
        "waiting for care or support to be arranged"
    )
    rate, other = numbers.phrase(measure, row["value"]), comparator.value(every) if comparator.code != area else None
    if other is not None:
        rate += f", {sentences.against(measure, row['value'], other, comparator.name)}"
    return people, rate, _changed(store, measure, area, newest), _table_period(store, area, newest)


def _changed(store: Store, measure: Measure, area: str, newest: Period) -> str:
    """The change on a year in people, and that of the rate, each with its unit."""
    series = store.series(measure.id, "", "", [area])
    latest = series[series["period_start"] == newest.start].iloc[0]
    found = changes(store, measure, series, latest)
    people = of_count(found, PEOPLE, _decimals(latest["numerator"]))
    rate = of_rate(found)
    return f"Change on a year: {people}{f'; in {measure.unit}, {rate}' if rate else ''}."


def _decimals(people: float) -> int:
    return 0 if people >= 10 else 1


def _table_period(store: Store, area: str, newest: Period) -> str:
    """That the table under it is of another month, and its figure; '' where it is not."""
    measure, shown = store.measures[IN_HOSPITAL], store.default_period(IN_HOSPITAL, "")
    if shown == newest:
        return ""
    every = store.snapshot(IN_HOSPITAL, "", "", shown)
    value = every.loc[every["area_code"] == area, "value"].iloc[0]
    return (
        f" These figures are of {newest.label}, the newest month held for {store.area(area)['name']}; the table "
        f"beneath is of {shown.label}, the newest held by area, when the rate was {numbers.phrase(measure, value)}."
    )


def to_delays(choices: Mapping[str, str]) -> Html:
    """The way to the page of delays."""
    where = link(href("delays", choices), "Delays: where the days are, by reason, age and month")
    return element("p", where, class_="ijb ijb-note")


def every(store: Store, area: str, comparator: Comparator, choices: Mapping[str, str]) -> pd.DataFrame:
    """The rows of all the tables, of which `rows` draws one: measure_rows.rows."""
    wanted = [name for shown in (HOSPITAL, CHOICE, CAPACITY) for name in shown.measures]
    return measure_rows.rows(store, area, comparator, choices, only=wanted)


def rows(store: Store, shown: Rows, found: pd.DataFrame, area: str, comparator: Comparator, today: date) -> list[Html]:
    """The key, the table of measures, how old its figures are, what to take care with. found: what `every` gives."""
    drawn, heads = one_ijb.with_ends(found[found["measure"].isin(shown.measures)], store.measures)
    own = store.area(area)
    columns = one_ijb.columns(own, comparator)
    drawn_table = table(
        drawn, columns, f"{own['name']}: {shown.of}", group="theme", group_heads=heads, hide_caption=True
    )
    key = status.key_html([], one_ijb.key_name(own), one_ijb.key_extras(comparator))
    how_old = element("p", ages(store, shown.measures, today), class_="ijb ijb-note")
    return [key, drawn_table, how_old, about.listed_care(need_care.of_rows(store, area, shown.of_store(store)))]


def ages(store: Store, measures: Sequence[str], today: date) -> str:
    """How old the figures are, by the period that the table shows."""
    by_period = defaultdict(list)
    for name in measures:
        measure = store.measures[name]
        shown = store.default_period(name, measure.default_breakdown)
        if shown is not None:
            by_period[shown].append(measure.short_name)
    said = [
        f"{period.label} ({sentences.age_of(period.end, today)})"
        + (f" for {sentences.in_list(list(map(sentences.mid_sentence, names)))}" if len(by_period) > 1 else "")
        for period, names in sorted(by_period.items(), key=lambda each: each[0].end)
    ]
    return f"How old these figures are: {'; '.join(said)}." if said else ""


def download(store: Store, shown: Rows, area: str) -> Download:
    """The newest figures of a table's measures for the area, in full."""
    own, whole = store.area(area), one_ijb.download(store, store.area(area))
    measures = shown.of_store(store)
    kept = whole.figures[whole.figures["measure"].isin([measure.name for measure in measures])]
    said = [("Area", f"{own['name']} ({area})"), *about.sources_said(store, measures)]
    said += need_care.taken_away(need_care.of_rows(store, area, measures))
    heading = f"{own['name']}: {shown.of}"
    return replace(whole, file_name=file_name(own["name"], shown.of), figures=kept, about=said, title=heading)


def services(store: Store, area: str) -> pd.DataFrame:
    """Graded adult care services by kind in the newest month held: kind, graded, good, share (words), most first."""
    measure = store.measures[GRADED]
    newest = store.newest(GRADED, "", area)
    every = store.parts(GRADED, "", area)
    every = every[every["breakdown"].str.startswith("service=")]
    found = every[every["period_start"] == newest.start] if newest else every.iloc[:0]
    found = found[found["denominator"] > 0].sort_values(["denominator", "breakdown"], ascending=[False, True])
    return found.assign(
        kind=found["breakdown"].map(labels.short_label),
        graded=found["denominator"].map(numbers.number),
        good=found["numerator"].map(numbers.number),
        share=[numbers.figure(measure, value) for value in found["value"]],
    )


def services_table(store: Store, area: str) -> list[Html]:
    """The kinds of service as a table with its heading; nothing where none is held."""
    found = services(store, area)
    if found.empty:
        return []
    label = found["period_label"].iloc[0]
    columns = [
        Column("kind", "Kind of service", row_head=True),
        Column("graded", "Services with grades", "right"),
        Column("good", "Good or better on every theme", "right"),
        Column("share", "Share", "right"),
    ]
    return [table(found, columns, f"{store.area(area)['name']}: adult care services by kind, {label}")]


def services_download(store: Store, area: str) -> Download:
    """The kinds of service, with what the measure is."""
    measure, own = store.measures[GRADED], store.area(area)
    heads = {
        "kind": "Kind of service",
        "period_label": "Date",
        "denominator": "Services with grades",
        "numerator": "Good or better on every theme",
        "value": "Value",
    }
    said = [("Area", f"{own['name']} ({area})"), ("Unit", numbers.written_unit(measure, "", ""))]
    given = Download(file_name(measure.id, own["name"], "by kind"), services(store, area), heads, said)
    return about.of_measure(store, measure, given)
