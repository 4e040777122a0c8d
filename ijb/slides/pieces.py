"""What many slides are made of: the scale of a measure, the notes behind a figure, sentences out of HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

import pandas as pd

from ijb.charts.status import Mark
from ijb.export.behind import figures_from
from ijb.export.receipt import NoReceipt, as_text, receipt
from ijb.measures import READERS, Measure
from ijb.sentences import in_list, mid_sentence
from ijb.slides.ask import Ask
from ijb.slides.slide import Notes, Said, Scale, Table
from ijb.store import Period

TAG = re.compile(r"<[^>]+>")
SHAPES = {"up": "▲", "down": "▼"}


def scale_of(measure: Measure) -> Scale:
    """How a measure's figures are written on an axis."""
    before, after = {"pounds": ("£", ""), "per cent": ("", "%")}.get(measure.shown_as, ("", ""))
    return Scale(before, after, measure.decimals)


def values(column: Sequence[float | None]) -> tuple[float | None, ...]:
    """Figures as plain numbers, None where there is none."""
    return tuple(None if value is None or pd.isna(value) else float(value) for value in column)


def plain(html: str) -> str:
    """The words of a fragment of HTML."""
    return " ".join(unescape(TAG.sub(" ", html)).replace(" .", ".").split())


def marked(mark: Mark, words: str, head: str = "") -> Said:
    """A sentence with its mark: its triangle in the colour of its tone."""
    tone = mark.tone if mark.tone in ("better", "worse") else "other"
    return Said(words, SHAPES.get(mark.shape, ""), tone, head)


def notes(
    ask: Ask,
    measures: Sequence[Measure],
    figure: tuple[str, str, str, Period] | None = None,
    caveat: str = "",
    whose: Sequence[str] = (),
) -> Notes:
    """What stands behind a slide of some measures, the first the main one.

    figure: area, breakdown, basis and period of the main figure, for its receipt. caveat: the caution of the slide, or
    else what the measure cannot be used for. whose: the areas whose figures are shown, if not the reader's own.
    """
    main = measures[0]
    of = f"{main.short_name}: not" if len(measures) > 1 else "Not"
    not_for = [f"{of} for {mid_sentence(words)}" for words in main.cannot_use_for]
    cautions = ask.store.sayable([*not_for, *main.caveats])
    return Notes(
        source=source_said(ask, measures, whose),
        caveat=caveat or (cautions[0] if cautions else ""),
        definition=" ".join(f"{each.name}: {each.definition}" for each in measures),
        receipt=receipt_text(ask, main, figure) if figure else "",
        questions=questions(measures),
    )


ALL_AREAS = ""  # in `whose`: the 31, whose figures come from one file


def source_said(ask: Ask, measures: Sequence[Measure], whose: Sequence[str] = ()) -> str:
    """ "Public Health Scotland, Delayed discharges, to Aug 2025": each source once, of the own area's figures, or of
    those of the areas `whose`."""
    of = [(measure, area) for measure in measures for area in whose or [ask.area]]
    rows = ask.store.source_rows().set_index("id")
    said = []
    for name in dict.fromkeys(figures_from(ask.store, measure, area)[0] for measure, area in of):
        source, last = ask.store.sources[name], rows.at[name, "last_period"]
        said.append(f"{source.publisher}, {source.title}" + (f", to {last:%b %Y}" if pd.notna(last) else ""))
    return "; ".join(said)


def publishers_said(ask: Ask, measures: Sequence[Measure]) -> str:
    """The publishers of many measures' figures, where their publications would be too many to name: each apart, as
    publications are, so that a narrow place can leave some out and nothing else."""
    return "; ".join(sorted({ask.store.sources[each.source].publisher for each in measures}))


def table_alt(title: str, table: Table) -> str:
    """A table in words: what it is of, its columns and how many rows there are."""
    count = len(table.rows)
    return f"{title}. Table of {count} row{'' if count == 1 else 's'}: {in_list(list(table.heads))}."


def questions(measures: Sequence[Measure]) -> tuple[str, ...]:
    """Two scrutiny questions: of one measure, those for the Commission and for the board; of several, one of each."""
    if len(measures) == 1:
        return tuple(measures[0].questions[who][0] for who in READERS[:2])
    return tuple(measure.questions[READERS[0]][0] for measure in measures[:2])


def receipt_text(ask: Ask, measure: Measure, figure: tuple[str, str, str, Period]) -> str:
    """The receipt of a figure as text; '' where there is no such row, or where it would give a hidden name away."""
    area, breakdown, basis, period = figure
    if ask.store.hides(area):
        return ""
    try:
        return as_text(receipt(ask.store, measure, area, breakdown, basis, period, ask.link))
    except NoReceipt:
        return ""
