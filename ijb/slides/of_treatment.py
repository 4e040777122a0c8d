"""Slides of the same delays counted twice: by where people live, and by which board's hospitals they are in."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ijb import numbers, sentences
from ijb.charts.lines import trend_starts_at_zero
from ijb.slides.ask import Ask, CannotShow
from ijb.slides.measure_rows import alone, named
from ijb.slides.pieces import notes, values
from ijb.slides.slide import Dot, Dots, Line, Lines, Notes, Said, Scale, Slide
from ijb.store import SCOTLAND, Period
from ijb.views import delays_treatment
from ijb.views.board import TREATMENT
from ijb.views.delays import RESIDENCE

BEDS = Scale(decimals=1)
MOST_NAMED = 8
TO_RESIDENTS = "to the beds that its residents occupied"
BOARDS_DRAWN = "A dot: beds in a board’s hospitals. By name; those with most beds are named."


def treatment(ask: Ask, block: str) -> Slide:
    """Both counts of the area's board over time; of Scotland, those of every board in one month. Raises CannotShow
    while names are hidden and a count would give one away."""
    return _boards(ask, block) if ask.area == SCOTLAND else _board(ask, block)


def _notes(ask: Ask, figure: tuple[str, str, str, Period] | None) -> Notes:
    both = [ask.store.measures[name] for name in (TREATMENT, RESIDENCE)]
    return notes(ask, both, figure, delays_treatment.NOT_THE_SAME)


def _board(ask: Ask, block: str) -> Slide:
    store, board = ask.store, ask.store.area(ask.area)["health_board_code"]
    if why := delays_treatment.left_out(store, board):
        raise CannotShow(why)
    found = delays_treatment.both(store, board)
    if found.empty:
        raise CannotShow(f"No month of both counts is held for {store.area(board)['name']}.")
    rows, title = found.tail(delays_treatment.RECENT), delays_treatment.title(store, board, found)
    last = rows.iloc[-1]
    period = Period(*last[["period_start", "period_end", "period_label"]])
    residents, hospitals = delays_treatment.COUNTS.values()
    words = (
        f"Its health board, {store.area(board)['name']}. {delays_treatment.BEDS_ARE} {residents}, wherever they are "
        f"treated, beside people in {sentences.mid_sentence(hospitals)}, wherever they live. "
    )
    measure = store.measures[RESIDENCE]
    return Slide(
        block,
        title,
        named(ask, words + sentences.direction(measure)),
        _lines(ask, rows),
        said=(Said(delays_treatment.said(store, board, found)),),
        alt=alone(f"{title}. {delays_treatment.span(rows)}"),
        area=store.area(ask.area)["name"],
        notes=_notes(ask, (board, "", "", period)),
    )


def _lines(ask: Ask, rows: pd.DataFrame) -> Lines:
    measure, days = ask.store.measures[RESIDENCE], rows["period_start"].tolist()
    tones = {"residents": "own", "hospitals": "other"}
    lines = [
        Line(words, values(rows[name]), tones[name], f"{words} {numbers.number(rows[name].iloc[-1], 1)}")
        for name, words in delays_treatment.COUNTS.items()
    ]
    breaks = [(sum(day < at for day in days), words) for at, words in delays_treatment.break_heads(measure, rows)]
    own, other = (delays_treatment.as_line(rows, name) for name in delays_treatment.COUNTS)
    from_zero = trend_starts_at_zero(own, None, {"": other})
    labels = tuple(rows["period_label"].astype(str))
    direction = sentences.upward_direction(measure)
    return Lines(labels, tuple(days), tuple(lines), BEDS, direction, breaks=tuple(breaks), from_zero=from_zero)


def _boards(ask: Ask, block: str) -> Slide:
    store = ask.store
    if store.names_hidden:
        raise CannotShow(delays_treatment.BOARDS_HIDDEN)
    table = delays_treatment.boards(store)
    title = delays_treatment.boards_title(table)
    held = table[table["area_code"].ne(SCOTLAND)].dropna(subset=["apart"])
    return Slide(
        block,
        title,
        named(ask, f"{delays_treatment.BEDS_ARE} {BOARDS_DRAWN}"),
        Dots(
            tuple(_dots(ask, held)),
            BEDS,
            sentences.upward_direction(store.measures[RESIDENCE]),
            range_words=TO_RESIDENTS,
        ),
        said=(Said(delays_treatment.NOT_THE_SAME),),
        alt=f"{title}. {'; '.join(_in_words(row) for row in held.itertuples())}.",
        area=store.area(ask.area)["name"],
        notes=_notes(ask, None),
    )


def _dots(ask: Ask, held: pd.DataFrame) -> Sequence[Dot]:
    most = set(held.nlargest(MOST_NAMED, "hospitals")["area_code"])
    return [
        Dot(
            ask.store.area(row.area_code)["short_name"],
            float(row.hospitals),
            numbers.number(row.hospitals, 1),
            named=row.area_code in most,
            low=float(min(row.hospitals, row.residents)),
            high=float(max(row.hospitals, row.residents)),
        )
        for row in held.itertuples()
    ]


def _in_words(row: object) -> str:
    hospitals, residents = numbers.number(row.hospitals, 1), numbers.number(row.residents, 1)
    return f"{row.name} {hospitals} in its hospitals, {residents} of its residents"
