"""A figure's receipt: what it is, how it was worked, which files it came from, and how to cite it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from ijb import breakdowns, labels, numbers, prices, sentences
from ijb.export import behind
from ijb.export.behind import File
from ijb.export.table import PRODUCER
from ijb.measures import Measure
from ijb.store import Period, Store

AS_PUBLISHED = "As the publisher gives it"
PLAIN_STATUSES = ("published", "derived")  # what a citation need not say
BASIS = "basis"  # the kind of breakdown that says how a count was taken


class NoReceipt(LookupError):
    """There is no such row among the figures held."""


@dataclass(frozen=True)
class Receipt:
    """One figure with everything that it rests on; None where there is no number, '' where nothing is to be said.

    first_day, last_day: ISO, inclusive. value: in `unit`, in full; value_shown: as on the page. source_*: what the
    measure's own figures come from; read_in, note: where the numerator was read, or what else was written beside it
    where it was supplied; files: every file behind the figure, those of the source first.
    """

    measure: str
    measure_id: str
    indicator: str
    area: str
    area_code: str
    period: str
    first_day: str
    last_day: str
    breakdown: str
    breakdown_id: str
    value_shown: str
    value: float | None
    unit: str
    status: str
    worked: str
    numerator: float | None
    numerator_quantity: str
    numerator_unit: str
    denominator: float | None
    denominator_quantity: str
    denominator_unit: str
    denominator_status: str
    source_publisher: str
    source_title: str
    source_address: str
    source_licence: str
    read_in: str
    note: str
    files: tuple[File, ...]
    built: str
    catalogue_hash: str
    link: str


LINES = {
    "measure": "Measure",
    "measure_id": "Measure id",
    "indicator": "Indicator",
    "area": "Area",
    "area_code": "Area code",
    "period": "Period",
    "first_day": "First day",
    "last_day": "Last day",
    "breakdown": "Breakdown",
    "breakdown_id": "Breakdown id",
    "value_shown": "Figure as shown",
    "value": "Figure in full",
    "unit": "Unit",
    "status": "Status",
    "worked": "Worked as",
    "numerator": "Numerator",
    "numerator_quantity": "Numerator is",
    "numerator_unit": "Numerator unit",
    "denominator": "Denominator",
    "denominator_quantity": "Denominator is",
    "denominator_unit": "Denominator unit",
    "denominator_status": "Denominator status",
    "source_publisher": "Source",
    "source_title": "Source title",
    "source_address": "Source address",
    "source_licence": "Licence",
    "read_in": "Read in",
    "note": "Note",
    "files": "File",
    "built": "Database built",
    "catalogue_hash": "Catalogue of measures, SHA-256",
    "link": "Link",
}


def receipt(
    store: Store, measure: Measure, area: str, breakdown: str, basis: str, period: Period, link: str
) -> Receipt:
    """The receipt of one figure, or of why there is none; `link` is the address of the page that shows it.

    Raises NoReceipt where the measure has no row for that area, breakdown, basis and period.
    """
    row = _row(store, measure, area, breakdown, basis, period)
    own, build = store.area(area), store.build()
    told = behind.told(store, measure, row)
    return Receipt(
        measure=measure.name,
        measure_id=measure.id,
        indicator=measure.indicator,
        area=own["name"],
        area_code=area,
        period=period.label,
        first_day=period.start.isoformat(),
        last_day=period.end.isoformat(),
        breakdown=breakdown_words(measure, breakdown),
        breakdown_id=breakdown,
        value_shown=numbers.figure(measure, row["value"]),
        value=_number(row["value"]),
        unit=numbers.written_unit(measure, breakdown, basis),
        status=_status(store, row),
        worked=_worked(store, measure, row),
        **_parts(store, measure, breakdown, row),
        **_source(store, behind.figures_from(store, measure, area, period.start)[0], told.read_in),
        read_in=told.read_in,
        note=told.note,
        files=behind.files(store, behind.origins(store, measure, breakdown, row), told.read_in),
        built=f"{build['built_at']:%Y-%m-%d %H:%M} UTC",
        catalogue_hash=build["catalogue_hash"],
        link=link,
    )


def as_text(given: Receipt) -> str:
    """The receipt as plain text, a line a field; what there is nothing to say of has none."""
    lines = []
    for name, words in LINES.items():
        value = getattr(given, name)
        if name == "files":
            lines += [f"{words} ({file.role.lower()}): {_file_line(file)}" for file in value]
        elif value is not None and value != "":
            lines.append(f"{words}: {_line(_full(value) if isinstance(value, float) else value)}")
    return "\n".join(lines) + "\n"


def as_citation(given: Receipt, accessed: date) -> str:
    """One sentence to cite the figure by: publisher and publication, and where it was read if that is another; the
    figure; who worked it out, where and when."""
    where = f", {given.source_address}" if given.source_address else ""
    if behind.read_elsewhere(given.source_publisher, given.source_address, given.read_in):
        where += f", as read in {given.read_in}"
    others = sorted({file.publisher for file in given.files} - {given.source_publisher})
    beside = f" with figures of {' and '.join(others)}" if others else ""
    made = "shown" if given.value is None or given.worked == AS_PUBLISHED else "worked out"
    part = "" if given.breakdown == labels.TOTAL else f" ({_part_words(given)})"
    link = f", {given.link}" if given.link else ""
    return _line(
        f"{given.source_publisher}, {given.source_title}{where} ({given.source_licence}): {given.measure}{part}, "
        f"{given.area}, {given.period}: {_figure_words(given)}; {made} by {PRODUCER}{beside}, "
        f"database built {given.built}, accessed {accessed.day} {accessed:%B %Y}{link}."
    )


def _row(store: Store, measure: Measure, area: str, breakdown: str, basis: str, period: Period) -> pd.Series:
    rows = store.snapshot(measure.id, breakdown, basis, period)
    rows = rows[rows["area_code"] == area]
    if rows.empty:
        asked = ", ".join(part for part in (measure.id, area, breakdown, basis, period.label) if part)
        raise NoReceipt(f"No figure is expected for {asked}.")
    return rows.iloc[0]


def _parts(store: Store, measure: Measure, breakdown: str, row: pd.Series) -> dict[str, object]:
    """The fields of numerator and denominator; none for a rate that is published as such."""
    found: dict[str, object] = {}
    _, numerator = behind.figures_from(store, measure, row["area_code"], row["period_start"])
    named = {"numerator": numerator, "denominator": breakdowns.denominator(measure, breakdown)[0]}
    if measure.published_value:
        named = dict.fromkeys(named, "")
    quantities = store.quantities()
    for part, name in named.items():
        held = name in quantities.index
        found[part] = _number(row[part])
        found[f"{part}_quantity"] = quantities.at[name, "name"] if held else ""
        found[f"{part}_unit"] = quantities.at[name, "unit"] if held else ""
    if row["basis"]:
        found["numerator_unit"] = f"{found['numerator_unit']}, in {prices.in_words(row['basis'])}"
    status = row["denominator_status"]
    return found | {"denominator_status": numbers.STATUS_WORDS[status] if isinstance(status, str) else ""}


def _worked(store: Store, measure: Measure, row: pd.Series) -> str:
    """How the value comes from numerator and denominator."""
    if measure.published_value:
        if pd.isna(row["value"]):
            return ""
        if row["status"] != "derived":
            return AS_PUBLISHED
        weight = store.quantities().at[measure.weight, "name"]
        return f"Mean of what the publisher gives for its councils, weighted by: {weight}"
    steps = ["numerator"]
    steps += [f"× {numbers.number(measure.per)}"] if measure.per != 1 else []
    steps += [f"÷ {numbers.number(measure.divide_by)}"] if measure.divide_by != 1 else []
    steps += ["÷ denominator"] if measure.is_rate else []
    return " ".join(steps)


def _status(store: Store, row: pd.Series) -> str:
    """The status in words: from how many areas a sum is, and whether the figure is in doubt."""
    words = numbers.STATUS_WORDS[row["status"]]
    some, every = row["members_in"], row["members_of"]
    if pd.notna(some) and pd.notna(every) and 0 < some < every:
        words += f", from {int(some)} of the {int(every)} areas that make it up"
    doubts = store.doubted()
    same = [doubts[name] == row[name] for name in ("measure", "area_code", "period_start")]
    why = doubts.loc[same[0] & same[1] & same[2], "why"]
    return f"{words}, and in doubt: {why.iloc[0]}" if len(why) and pd.notna(row["value"]) else words


def _source(store: Store, name: str, read_in: str) -> dict[str, str]:
    source = store.sources[name]
    return {
        "source_publisher": source.publisher,
        "source_title": source.title,
        "source_address": source.url,
        "source_licence": behind.licence(source, read_in),
    }


def breakdown_words(measure: Measure, breakdown: str) -> str:
    """What breakdown a figure is of: "75 and over", "All reasons, all ages" for the whole."""
    if breakdown or measure.numerator_where:
        return measure.breakdown_label(breakdown)
    return labels.whole_label(measure.breakdowns)


def _part_words(given: Receipt) -> str:
    """The breakdown inside a sentence. The publisher's term for a basis, in brackets, says the same again: left out."""
    on_basis = BASIS in breakdowns.parsed(given.breakdown_id)
    return sentences.mid_sentence(labels.short_label(given.breakdown_id) if on_basis else given.breakdown)


def _figure_words(given: Receipt) -> str:
    """ "26.7 beds per 100,000 adults", "84.7% of graded services (provisional)", "no figure (not submitted)"."""
    status = sentences.mid_sentence(given.status)
    said = status == _part_words(given).partition(" ")[0]  # "estimated", on the basis "estimated for areas that …"
    if given.value is None:
        return f"no figure ({status})"
    unit = given.unit.removeprefix("% ") if given.value_shown.endswith("%") else given.unit
    plain = given.status in [numbers.STATUS_WORDS[name] for name in PLAIN_STATUSES]
    return f"{given.value_shown} {unit}{'' if plain or said else f' ({status})'}"


def _file_line(file: File) -> str:
    held = f"{file.file}, SHA-256 {file.sha256}" if file.file else "none supplied"
    said = [held, f"{file.publisher}: {file.title}", file.address, file.licence]
    return _line("; ".join(part for part in said if part))


def _number(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _full(value: float) -> str:
    return f"{value:.0f}" if value.is_integer() else repr(value)


def _line(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())
