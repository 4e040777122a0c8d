"""What Compare says of the reader's own area: where it stands, against whom that holds, and whom it is not unlike."""

from __future__ import annotations

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


def own_block(store: Store, question: Question, rows: pd.DataFrame, comparator: Comparator) -> list[Html]:
    """The reader's own area: its figure, position and level; how it stands to the comparator, and whether that holds
    under other comparators and denominators; which areas it cannot be told apart from."""
    own = rows[rows["own"]]
    if own.empty:
        return []
    row, measure = own.iloc[0], question.measure
    head = element("p", element("b", row["name"]), class_="ijb ijb-text")
    if pd.isna(row["value"]):
        return [head, element("p", f"{row['reason']} for {question.period.label}.", class_="ijb ijb-text")]
    said = [f"{numbers.phrase(measure, row['value'], question.breakdown)}"]
    place = sentences.place(measure, row)
    said[0] += f": {place}." if place else "."
    said.append(sentences.standing_said(measure, row["level_rule"], row["value"], row["level_low"], row["level_high"]))
    apart = [_told_apart(rows, row["area_code"])] if pd.notna(row["rank_low"]) else []
    compared = ""
    if pd.notna(row["other"]) and comparator.code != row["area_code"]:
        compared = sentences.against(measure, row["value"], row["other"], comparator.name)
        compared = f"{compared[:1].upper()}{compared[1:]}. {_holds(store, question, row['area_code'], comparator)}"
    paragraphs = (" ".join(part for part in said if part), compared)
    return [head, *[element("p", words, class_="ijb ijb-text") for words in paragraphs if words], *apart]


def _holds(store: Store, question: Question, area: str, comparator: Comparator) -> str:
    asked = question.measure, question.breakdown, question.basis, question.period
    return holds.said(question.measure, holds.ways(store, *asked, area, comparator))


def _told_apart(rows: pd.DataFrame, area: str) -> Html:
    names = rows.dropna(subset=["rank_low"]).set_index("area_code")["name"]
    same = compare.overlapping(rows, area)
    others = names.index.difference([*same, area])
    words = sentences.told_apart(sorted(names[code] for code in same), sorted(names[code] for code in others))
    return folded(sentences.told_apart_head(len(same)), element("p", words))
