"""Where one area stands out: at most five sentences either way, by rule, never by feeling."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ijb import sentences
from ijb.charts.markup import Html, element
from ijb.charts.status import Mark
from ijb.measures import Measure
from ijb.signals import OUTLYING, RUNGS, WATCH
from ijb.store import Store

MOST = 5
HEADS = {
    "worse": "Worse than its own past, or than others",
    "better": "Better than its own past, or than others",
}
PAST, AMONG = "Against its own past", "Where it stands"
TOO_OLD = -1  # comes after every rung: a rule fired, on figures too old for a signal
Item = tuple[Mark, str]


def standing_out(store: Store, rows: pd.DataFrame, tone: str) -> list[Item]:
    """At most five marks and sentences of one tone ('better' or 'worse'): persistent signals first, then those to
    watch, then rules on older figures; within each, the farthest from Scotland first.

    rows: from measure_rows.rows. A measure stands once, with all that fired on this side.
    """
    flagged = store.signals(tone)
    items = []
    for row in rows.to_dict("records"):
        marks = [mark for mark in (row["direction"], row["level"]) if mark.tone == tone]
        if marks:
            own = flagged[(flagged["area_code"] == row["area_code"]) & (flagged["measure"] == row["measure"])]
            fired = own.to_dict("records")
            rung = max((RUNGS.index(signal["rung"]) for signal in fired), default=TOO_OLD)
            items.append((min(rung, 1), row["distance"], marks[0], _said(store, row, tone, fired)))
    items.sort(key=lambda item: (-item[0], -item[1]))
    return [(mark, said) for _, _, mark, said in items[:MOST]]


def _said(store: Store, row: Mapping[str, object], tone: str, fired: list[dict]) -> Html:
    """What fired, the figure, how it stands to the comparator; and the other test, where it says the opposite."""
    measure = store.measures[row["measure"]]
    told = [_told(measure, signal) for signal in fired] or _by_marks(measure, row, tone)
    other = [mark.words for mark in (row["direction"], row["level"]) if mark.tone in ("better", "worse")]
    apart = [f"{words}." for words in other if tone not in words.lower()]
    compared = [f"{row['compared']}."] if row["compared"] else []
    head, figure = element("b", f"{row['plain']}:"), f" {row['latest']} {row['period']}."
    return head + element("span", " ".join([figure, *told, *apart, *compared]))


def _told(measure: Measure, signal: Mapping[str, object]) -> str:
    """What fired, against what, and whether it persists: "Against its own past, persistent: below its lower …"."""
    said = sentences.mid_sentence(sentences.fired(measure, signal))
    against = AMONG if signal["kind"] == OUTLYING else PAST
    return f"{against}{'' if signal['rung'] == WATCH else ', persistent'}: {said}"


def _by_marks(measure: Measure, row: Mapping[str, object], tone: str) -> list[str]:
    """What fired on figures that are too old for a signal."""
    said = []
    if row["direction"].tone == tone:
        said.append(f"{PAST}: the figure is {sentences.PAST_WORDS[row['rule']]}.")
    if row["level"].tone == tone:
        said.append(f"{AMONG}: the figure is {sentences.standing_words(measure, row['level_rule'])}.")
    return said


def tested(frame: pd.DataFrame) -> int:
    """How many of the rows carry a test, of either kind."""
    return sum(
        direction.shape != "ring" or level.shape != "ring"
        for direction, level in zip(frame["direction"], frame["level"])
    )


def none_words(frame: pd.DataFrame) -> str:
    """What stands where nothing stands out: nothing meets a rule, or nothing has been tested."""
    count = tested(frame)
    if not count:
        return "No measure has been tested yet."
    return f"Nothing on this side meets a rule. {count} of {len(frame)} measures are tested."
