"""The chain of one area: its panels one above another, their finding in words, and the same figures as a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from ijb import chain, numbers, sentences
from ijb.charts import blocks
from ijb.charts.dots import with_unit
from ijb.charts.markup import text
from ijb.charts.panels import FAR_MORE, Panel, Until, indexed_panels, own_scales
from ijb.charts.series import HOLLOW
from ijb.charts.status import key_html
from ijb.export.workbook import number_format
from ijb.measures import Measure
from ijb.periods import year_label
from ijb.store import Store
from ijb.views import about
from ijb.views.download import Download, file_name
from ijb.views.drawing import Drawing
from ijb.views.whole_system import Chain, Linked
from ijb.views.whole_system_care import cautions
from ijb.views.whole_system_words import (
    LATER,
    capital,
    how_many,
    last_shared,
    small_numbers,
    starts,
    title,
)

SIDE_BY_SIDE = "Three figures side by side; no cause is implied."
HEAD = "One area: three figures on one time axis"
OF = "the chain"
ONE_SCALE = "; all three have one scale."
OWN_SCALES = (
    f". Each has its own scale, as one index moves over {FAR_MORE} times as far as another: compare the numbers, not "
    "the heights."
)


def subtitle(chained: Chain) -> str:
    """What the panels are, on what scale, and which years stand under which."""
    scales = OWN_SCALES if own_scales(panels(chained)) else ONE_SCALE
    said = [SIDE_BY_SIDE, f"Each panel’s own first year is 100{scales}"]
    if chained.offset and chained.years:
        first = chained.years[0]
        later = LATER[chained.offset]
        said.append(
            f"The last panel is drawn {later.removesuffix(' later')} early: {year_label(first + chained.offset)} "
            f"stands under {year_label(first)}."
        )
    return " ".join([*said, *years_of(chained)])


def years_of(chained: Chain) -> list[str]:
    """In which year figures that are not of financial years stand."""
    kinds, said = {linked.measure.period for linked in chained.links}, []
    if kinds & {"census_date", "snapshot"}:
        said.append("A count on one day stands in the financial year that the day is in: 31 Mar 2024 in 2023/24.")
    if "month" in kinds:
        said.append("A monthly figure stands as the mean of the year’s twelve months.")
    return said


def drawing(chained: Chain, theme: str) -> Drawing:
    """The panels with their finding, alternative and what is said under them."""
    if not chained.years:
        said = blocks.paragraph("Not one of the three figures is held for this area.")
        return Drawing(title(chained), "", above=(said, blocks.paragraph(_missing(chained))))
    places = [date(year, 4, 1) for year in chained.years]
    figure = indexed_panels(panels(chained), places, theme, until(chained))
    extras = [("hollow", words)] if (words := _hollow_words(chained)) else []
    extras += [("dashed", f"{chained.other_name}, from the same first year")] if chained.other_name else []
    below = (key_html([], None, extras) if extras else "", blocks.paragraph(said_of(chained)))
    above = tuple(blocks.paragraph(said) for said in [*starts(chained), *small_numbers(chained)])
    return Drawing(title(chained), subtitle(chained), figure, alt(chained), above=above, below=below)


def panels(chained: Chain) -> list[Panel]:
    """The three panels, money first."""
    return [panel(chained, linked) for linked in chained.links]


def until(chained: Chain) -> Until | None:
    """The mark at the last year that all have, where one goes on after it."""
    last = last_shared(chained)
    return None if last is None else Until(date(last, 4, 1), f"{capital(how_many(chained))} are held up to here")


def indexed(chained: Chain) -> list[Linked]:
    """The measures of which there is a line to draw."""
    return (
        [each for each in chained.links if panel(chained, each).frame["value"].notna().any()] if chained.years else []
    )


def panel(chained: Chain, linked: Linked) -> Panel:
    """One measure's panel: its base and which years stand under which over it, its years at the ticks."""
    words = LATER[linked.shift]
    name = f"{linked.measure.short_name}{f', {words}' if linked.shift else ''}"
    note = ""
    if linked.own.base is not None:
        base = linked.own.base
        note = f"{base['label']} = 100: {_figure(linked, base['value'])}"
    if linked.shift:
        first = chained.years[0]
        note += f"{'; ' if note else ''}{year_label(first + linked.shift)} stands under {year_label(first)}"
    labels = [year_label(year + linked.shift) for year in chained.years]
    own = _points(chained, linked, linked.own.frame, chained.name)
    other = _points(chained, linked, linked.other, chained.other_name)
    return Panel(name, note, own, other, labels, _nothing(linked))


def _figure(linked: Linked, value: float) -> str:
    return with_unit(numbers.figure(linked.measure, value), linked.unit)


def _nothing(linked: Linked) -> str:
    if linked.reason:
        return f"No figure: {sentences.mid_sentence(linked.reason)}."
    if linked.own.nil:
        return "A figure of nought or less cannot be put as 100; the figures are in the table below."
    return "No figure in these years." if linked.held.empty else ""


def _points(chained: Chain, linked: Linked, frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """A row for each place on the axis, so that the line parts where a year has none."""
    by_year = {int(row["year"]) - linked.shift: row for row in frame.to_dict("records")}
    rows = []
    for year in chained.years:
        row = by_year.get(year, {})
        value = row.get("index")
        held = value is not None and pd.notna(value)
        rows.append(
            {
                "period_start": date(year, 4, 1),
                "value": value if held else None,
                "status": row.get("status", ""),
                "value_text": last_text(linked, row) if held else "",
                "tooltip": _tooltip(linked, row, name) if held else "",
            }
        )
    return pd.DataFrame(rows)


def last_text(linked: Linked, row: Mapping[str, object]) -> str:
    """ "108 (£1,093)": an index and the figure behind it."""
    return f"{numbers.number(row['index'])} ({numbers.figure(linked.measure, row['value'])})"


def _tooltip(linked: Linked, row: Mapping[str, object], name: str) -> str:
    lines = [f"<b>{text(name)}, {row['label']}</b>", text(_figure(linked, row["value"]))]
    lines.append(f"Index {numbers.number(row['index'], 1)}")
    lines += [numbers.STATUS_WORDS[row["status"]]] if row["status"] in HOLLOW else []
    return "<br>".join(lines)


def _hollow_words(chained: Chain) -> str:
    found = {status for linked in chained.links for status in linked.held["status"] if status in HOLLOW}
    return capital(sentences.in_list(sorted(numbers.STATUS_WORDS[status].lower() for status in found)))


def said_of(chained: Chain) -> str:
    """Under the chart: breaks, what has no figure."""
    parts = [
        f"{linked.measure.short_name}: the index starts after a break in {linked.own.broken.at:%B %Y}. "
        f"{linked.own.broken.why}"
        for linked in chained.links
        if linked.own.broken
    ]
    parts += cautions(_ends(chained))
    parts += [f"{linked.measure.short_name}: {_in_doubt(linked)}" for linked in chained.links if len(_doubted(linked))]
    return " ".join([*parts, _missing(chained)]).strip()


def _ends(chained: Chain) -> list[tuple[Measure, date, date]]:
    """From when to when each index runs, among figures that can be compared."""
    known = [(linked.measure, chain.whole(linked.held)) for linked in chained.links]
    return [(measure, held["day"].iloc[0], held["day"].iloc[-1]) for measure, held in known if len(held) > 1]


def _doubted(linked: Linked) -> pd.DataFrame:
    return linked.own.frame[linked.own.frame["status"] == chain.DOUBTED]


def _in_doubt(linked: Linked) -> str:
    """Which figures of the area are in doubt, and that no change is worked from them."""
    labels = _doubted(linked)["label"].tolist()
    what = "the figure" if len(labels) == 1 else "the figures"
    return (
        f"{what} of {sentences.in_list(labels)} may be repeats or slips of the return (the notes on the data say why), "
        "so no change is worked from them."
    )


def _missing(chained: Chain) -> str:
    return " ".join(
        f"{linked.measure.short_name}: no figure for {chained.name} ({linked.reason.lower()})."
        for linked in chained.links
        if linked.reason
    )


def alt(chained: Chain) -> str:
    """The panels in words: the finding, and where each index ends."""
    ends = [
        f"{linked.measure.short_name} ends at {last_text(linked, linked.held.iloc[-1])} in "
        f"{year_label(int(linked.held.iloc[-1]['year']))}."
        for linked in chained.links
        if len(linked.held)
    ]
    return " ".join([f"{title(chained)}.", *ends, "The same figures are in the table below."])


def download(store: Store, chained: Chain) -> Download:
    """A row for each year on the axis: each measure's figure, index and status, with what they are above."""
    measures = [linked.measure for linked in chained.links]
    about_it = [("Area", f"{chained.name} ({chained.area})"), ("Finding", title(chained))]
    about_it += [(linked.measure.short_name, _described(linked)) for linked in chained.links]
    cares = [SIDE_BY_SIDE, *starts(chained), *small_numbers(chained), said_of(chained)]
    about_it += [("Caution", said) for said in [*cares, *about.with_care(store, chained.area, measures)] if said]
    about_it += about.sources_said(store, measures)
    heads, drawn, formats = {"year": "Year"}, {"year": "Year"}, {}
    for linked in chained.links:
        role, name = linked.role, linked.measure.short_name
        heads |= {f"{role}_period": f"{name}: period", f"{role}_value": name, f"{role}_index": f"{name}: index"}
        heads[f"{role}_status"] = f"{name}: status"
        drawn |= {f"{role}_period": "Period"} if _own_period(linked) else {}
        drawn |= {f"{role}_text": f"{name}, {linked.unit}", f"{role}_index_text": "Index"}
        formats[name] = number_format(linked.measure)
    name = file_name("chain", chained.name, *[linked.measure.id for linked in chained.links], f"{chained.offset} later")
    return Download(name, _rows(chained), heads, about_it, drawn, f"{chained.name}: {OF}", formats)


def _own_period(linked: Linked) -> bool:
    """Whether a measure's periods are not the years that its rows stand in."""
    return bool(linked.shift) or linked.measure.period in ("census_date", "snapshot")


def _described(linked: Linked) -> str:
    said = f"{linked.measure.name}, {linked.unit}."
    if linked.own.base is not None:
        said += f" Index: {linked.own.base['label']} = 100."
    return said + (f" Drawn {linked.shift} year{'' if linked.shift == 1 else 's'} early." if linked.shift else "")


def _rows(chained: Chain) -> pd.DataFrame:
    rows = []
    for year in chained.years:
        row: dict[str, object] = {"year": year_label(year)}
        for linked in chained.links:
            row |= _cells(linked, year)
        rows.append(row)
    return pd.DataFrame(rows, columns=None if rows else ["year"])


def _cells(linked: Linked, year: int) -> dict[str, object]:
    """One measure's cells in the row of a year: period, value and index, as numbers and in words, and status."""
    found = linked.own.frame[linked.own.frame["year"] == year + linked.shift]
    value, index = (found[name].iloc[0] if len(found) else None for name in ("value", "index"))
    status = numbers.STATUS_WORDS[found["status"].iloc[0]] if len(found) else linked.reason or "No figure"
    marked = f" ({status.lower()})" if len(found) and found["status"].iloc[0] in HOLLOW else ""
    return {
        f"{linked.role}_period": found["label"].iloc[0] if len(found) else numbers.BLANK,
        f"{linked.role}_value": value,
        f"{linked.role}_index": index,
        f"{linked.role}_text": numbers.figure(linked.measure, value) + marked,
        f"{linked.role}_index_text": numbers.BLANK if index is None or pd.isna(index) else numbers.number(index, 1),
        f"{linked.role}_status": status,
    }
