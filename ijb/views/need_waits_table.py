"""Every count of people who wait in the community, with where each was read: as a table and to take away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pandas as pd

from ijb import numbers
from ijb.charts.markup import Html, element
from ijb.charts.table import Column, cell_lines, phone_only, table
from ijb.measures import Break
from ijb.store import SCOTLAND, Store
from ijb.views.download import Download, file_name
from ijb.views.need_waits import NOT_JOINED, Held, Waits, one_date
from ijb.views.trend import drawn

BREAKS = "Figures on the two sides of a break are not comparable: the column “Breaks” says where each date lies."
READ_IN = re.compile(r"(?:Source: )?(?P<where>.*?)(?:,? ?(?P<address>https?://\S+))?", re.DOTALL)

HEADS = {
    "area_name": "Area",
    "area_code": "Code",
    "period_label": "Date",
    "period_start": "Day",
    "basis_words": "Basis",
    "breaks": "Breaks",
    "numerator": "Count",
    "denominator": "Population",
    "value": "Value",
    "status_text": "Status",
    "read": "Where it was read",
    "address": "Address",
}


def figures(store: Store, waits: Waits) -> pd.DataFrame:
    """area_code, area_name, basis, basis_words, breaks, read, address, and the columns of trend.Line.frame: every
    figure, newest first."""
    if not waits.lines:
        return pd.DataFrame(columns=[*HEADS, "basis", "value_text"])
    facts = store.facts([waits.measure.numerator], list({held.area for held in waits.lines}))
    notes = {(row.area_code, row.breakdown, row.period_start): row.note for row in facts.itertuples()}
    parts = [_of_line(store, waits, held, notes) for held in waits.lines]
    return pd.concat(parts).sort_values("period_start", ascending=False, kind="stable").reset_index(drop=True)


def _of_line(store: Store, waits: Waits, held: Held, notes: dict[tuple, str]) -> pd.DataFrame:
    frame, words = drawn(waits.measure, held.rows), one_date(held.basis)
    read = [_read_in(store, notes.get((held.area, held.basis, day), "")) for day in frame["period_start"]]
    return frame.assign(
        area_code=held.area,
        area_name=store.area(held.area)["name"],
        basis=held.basis,
        basis_words=f"{words[:1].upper()}{words[1:]}",
        breaks=[stretch(waits.measure.breaks, day) for day in frame["period_start"]],
        read=[where for where, _ in read],
        address=[address for _, address in read],
    )


def stretch(breaks: Sequence[Break], day: date) -> str:
    """Which of a series' declared breaks a date lies between: figures compare only within one such stretch."""
    before, after = [at for at in breaks if at.at <= day], [at for at in breaks if at.at > day]
    last = max((point.at for point in before), default=None)
    following = min((point.at for point in after), default=None)
    if last and following:
        return f"Between the breaks of {last:%B %Y} and {following:%B %Y}"
    if last:
        return f"After the break of {last:%B %Y}"
    return f"Before the break of {following:%B %Y}" if following else ""


def _read_in(store: Store, note: object) -> tuple[str, str]:
    """Where a figure was read, and its address; nothing that gives a hidden name away."""
    said = store.sayable([note] if isinstance(note, str) and note else [])
    found = READ_IN.fullmatch(said[0]) if said else None
    return (found["where"] or "", found["address"] or "") if found else ("", "")


def drawn_table(store: Store, waits: Waits) -> Html:
    """Every count and rate, newest first, with its basis and where it was read."""
    rows, measure = figures(store, waits), waits.measure
    if rows.empty:
        return Html("")
    read = [_read_cell(where, address) for where, address in zip(rows["read"], rows["address"])]
    when = [
        cell_lines(row.period_label, f"{row.area_name}, {row.basis_words[:1].lower()}{row.basis_words[1:]}")
        for row in rows.itertuples()
    ]
    rows = rows.assign(
        when=[cell + phone_only(where) for cell, where in zip(when, read)],
        read_cell=read,
        count=[numbers.number(count) for count in rows["numerator"]],
    )
    columns = [
        Column("when", "Date, area and basis", row_head=True, html=True),
        Column("count", "Count", "right"),
        Column("value_text", "Rate", "right", head_note=measure.unit),
        Column("read_cell", "Where it was read", phone=False, html=True),
    ]
    return table(rows, columns, f"{measure.name}: every figure held", hide_caption=True)


def _read_cell(where: str, address: str) -> Html:
    if address:
        return element("a", where or address, class_="ijb-link", href=address)
    return element("span", where or numbers.BLANK)


def download(store: Store, waits: Waits) -> Download:
    """Every figure held for the area and for Scotland, by date and basis, with where each was read."""
    name = store.area(waits.area)["name"]
    whose = f"{name} ({waits.area})" + ("" if waits.area == SCOTLAND else ", and Scotland")
    about = [("Area", whose), ("Unit", waits.measure.unit), ("Bases", NOT_JOINED), ("Breaks", BREAKS)]
    return Download(file_name(waits.measure.id, name), figures(store, waits), HEADS, about)
