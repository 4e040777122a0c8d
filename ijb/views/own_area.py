"""What Compare says of the reader's own area: where it stands, against whom that holds, and whom it is not unlike."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ijb import compare, holds, numbers, sentences
from ijb.charts.blocks import folded
from ijb.charts.markup import Html, element
from ijb.comparators import Comparator
from ijb.store import SCOTLAND, Store
from ijb.views.areas import Question


def whose(rows: pd.DataFrame) -> str:
    """Whose figure a receipt is given for: the reader's own area's, or Scotland's."""
    own = rows.loc[rows["own"], "area_code"]
    return str(own.iloc[0]) if len(own) else SCOTLAND


def has_figure(rows: pd.DataFrame) -> bool:
    """Whether the reader's own area is among the rows and has a figure."""
    return bool(rows.loc[rows["own"], "value"].notna().any())


@dataclass(frozen=True)
class Own:
    """The reader's own area among the others, in words. figure: what it has, or why it has none; place: its position
    and how far it is sure; level: the rule that says it is apart; compared: how it stands to the comparator, and
    whether that holds; apart: from how many areas it cannot be told apart, and from which. '' where there is nothing
    to say."""

    row: pd.Series
    figure: str
    place: str = ""
    level: str = ""
    compared: str = ""
    apart: tuple[str, str] | None = None


def own_words(store: Store, question: Question, rows: pd.DataFrame, comparator: Comparator) -> Own | None:
    """What is said of the reader's own area; None where it is not among the rows."""
    own = rows[rows["own"]]
    if own.empty:
        return None
    row, measure = own.iloc[0], question.measure
    if pd.isna(row["value"]):
        return Own(row, f"{row['reason']} for {question.period.label}")
    compared = ""
    if pd.notna(row["other"]) and comparator.code != row["area_code"]:
        compared = sentences.against(measure, row["value"], row["other"], comparator.name)
        holding = _holds(store, question, row["area_code"], comparator)
        compared = f"{compared[:1].upper()}{compared[1:]}. {holding}".rstrip()
    return Own(
        row,
        numbers.phrase(measure, row["value"], question.breakdown),
        sentences.place(measure, row),
        sentences.standing_said(measure, row["level_rule"], row["value"], row["level_low"], row["level_high"]),
        compared,
        _told_apart(rows, row["area_code"]) if pd.notna(row["rank_low"]) else None,
    )


def own_block(store: Store, question: Question, rows: pd.DataFrame, comparator: Comparator) -> list[Html]:
    """The reader's own area: its figure, position and level; how it stands to the comparator, and whether that holds
    under other comparators and denominators; which areas it cannot be told apart from."""
    own = own_words(store, question, rows, comparator)
    if own is None:
        return []
    figure = f"{own.figure}: {own.place}." if own.place else f"{own.figure}."
    paragraphs = [f"{figure} {own.level}".rstrip(), own.compared]
    return [
        element("p", element("b", own.row["name"]), class_="ijb ijb-text"),
        *[element("p", words, class_="ijb ijb-text") for words in paragraphs if words],
        *([folded(own.apart[0], element("p", own.apart[1]))] if own.apart else []),
    ]


def _holds(store: Store, question: Question, area: str, comparator: Comparator) -> str:
    asked = question.measure, question.breakdown, question.basis, question.period
    return holds.said(question.measure, holds.ways(store, *asked, area, comparator))


def _told_apart(rows: pd.DataFrame, area: str) -> tuple[str, str]:
    names = rows.dropna(subset=["rank_low"]).set_index("area_code")["name"]
    same = compare.overlapping(rows, area)
    others = names.index.difference([*same, area])
    words = sentences.told_apart(sorted(names[code] for code in same), sorted(names[code] for code in others))
    return sentences.told_apart_head(len(same)), words
