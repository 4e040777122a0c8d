"""Where one area stands out: at most five sentences on each side, by rule, never by feeling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    "neither": "Apart, where neither end is better",
}
OWN_HEADS = {"worse": "Worse than its own past", "better": "Better than its own past", "neither": HEADS["neither"]}
PAST, AMONG = "Against its own past", "Where it stands"
TOO_OLD = -1  # comes after every rung: a rule fired, on figures too old for a signal
Item = tuple[Mark, str]


@dataclass(frozen=True)
class Stand:
    """One measure that stands out: its first mark, its row, its signals on this side, and its sentence (HTML)."""

    mark: Mark
    row: Mapping[str, object]
    fired: list[dict]
    said: Html


def heads(area: Mapping[str, object]) -> dict[str, str]:
    """What each side is called: Scotland is tested against its own past alone."""
    return HEADS if area["level"] == "ijb" else OWN_HEADS


def standing_out(store: Store, rows: pd.DataFrame, tone: str) -> list[Item]:
    """The marks and sentences of `stands`."""
    return [(each.mark, each.said) for each in stands(store, rows, tone)]


def on(mark: Mark, side: str) -> bool:
    """Whether a mark is of a side: its tone, or a rule that fired where neither end is better."""
    return mark.tone == side or (side == "neither" and mark.tone == "same" and mark.shape in ("up", "down"))


def _marks(row: Mapping[str, object], side: str) -> list[Mark]:
    return [mark for mark in (row["direction"], row["level"]) if on(mark, side)]


def stands(store: Store, rows: pd.DataFrame, tone: str) -> list[Stand]:
    """At most five measures of one side ('better', 'worse' or 'neither'): persistent signals first, then those to
    watch, then rules on older figures; within each, the farthest from Scotland first.

    rows: from measure_rows.rows. A measure stands once, with all that fired on this side.
    """
    flagged = store.signals(tone)
    items = []
    for row in rows.to_dict("records"):
        if marks := _marks(row, tone):
            own = flagged[(flagged["area_code"] == row["area_code"]) & (flagged["measure"] == row["measure"])]
            fired = own.to_dict("records")
            rung = max((RUNGS.index(signal["rung"]) for signal in fired), default=TOO_OLD)
            stand = Stand(marks[0], row, fired, _said(store, row, tone, fired))
            items.append((min(rung, 1), row["distance"], stand))
    items.sort(key=lambda item: (-item[0], -item[1]))
    return [stand for _, _, stand in items[:MOST]]


def _said(store: Store, row: Mapping[str, object], tone: str, fired: list[dict]) -> Html:
    """What fired, the figure, how it stands to the comparator; and the other test, where it says the opposite."""
    measure = store.measures[row["measure"]]
    told, apart = told_of(measure, row, tone, fired), otherwise(row, tone)
    compared = [f"{row['compared']}."] if row["compared"] else []
    head, figure = element("b", f"{row['plain']}:"), f" {row['latest']} {row['period']}{row['aside']}."
    return head + element("span", " ".join([figure, *told, *apart, *compared]))


def in_short(stand: Stand, tone: str) -> str:
    """The same in a line, the marks in place of the rules: "Delayed beds: 45.3 beds per 100,000 adults, in Aug 2025.
    Worse than usual; persistent. 2.0 above Scotland (43.2)."."""
    row = stand.row
    marks = [mark.words.removesuffix(f": {tone}") for mark in _marks(row, tone)]
    words = ", ".join([marks[0], *[sentences.mid_sentence(each) for each in marks[1:]]])
    lasting = "; persistent" if any(signal["rung"] != WATCH for signal in stand.fired) else ""
    compared = [f"{row['compared']}."] if row["compared"] else []
    figure = f"{row['latest']} {str(row['unit']).removeprefix('% ')}, {row['period']}{row['aside']}."
    said = [f"{row['plain']}: {figure}", f"{words}{lasting}.", *otherwise(row, tone), *compared]
    return " ".join(said)


def told_of(measure: Measure, row: Mapping[str, object], tone: str, fired: list[dict]) -> list[str]:
    """What fired on one side: the signals, or, on figures too old for one, the rules."""
    return [_told(measure, signal) for signal in fired] or _by_marks(measure, row, tone)


def otherwise(row: Mapping[str, object], tone: str) -> list[str]:
    """The other test, where it says the opposite."""
    other = [mark.words for mark in (row["direction"], row["level"]) if mark.tone in ("better", "worse")]
    return [f"{words}." for words in other if tone not in words.lower()]


def _told(measure: Measure, signal: Mapping[str, object]) -> str:
    """What fired, against what, and whether it persists: "Against its own past, persistent: below its lower …"."""
    said = sentences.mid_sentence(sentences.fired(measure, signal))
    against = AMONG if signal["kind"] == OUTLYING else PAST
    return f"{against}{'' if signal['rung'] == WATCH else ', persistent'}: {said}"


def _by_marks(measure: Measure, row: Mapping[str, object], tone: str) -> list[str]:
    """What fired on figures that are too old for a signal."""
    said = []
    if on(row["direction"], tone):
        said.append(f"{PAST}: the figure is {sentences.PAST_WORDS[row['rule']]}.")
    if on(row["level"], tone):
        said.append(f"{AMONG}: the figure is {sentences.standing_words(measure, row['level_rule'])}.")
    return said


def finding(frame: pd.DataFrame, name: str) -> str:
    """ "Fife stands out on 3 of the 34 measures tested: worse on 2, 1 where neither end is better": how many measures
    a rule has fired on."""
    rows = frame.to_dict("records")
    counts = {side: sum(bool(_marks(row, side)) for row in rows) for side in HEADS}
    every = sum(any(_marks(row, side) for side in HEADS) for row in rows)
    count = tested(frame)
    if not count:
        return f"{name}: no measure has been tested yet"
    of = "the one measure tested" if count == 1 else f"the {count} measures tested"
    if not every and count == 1:
        return f"{name} does not stand out on {of}"
    if not every:
        return f"{name} stands out on none of {of}"
    every_of = of if count == 1 else f"{every} of {of}"
    sides = [f"{side} on {counts[side]}" for side in ("worse", "better") if counts[side]]
    sides += [f"{counts['neither']} where neither end is better"] if counts["neither"] else []
    return f"{name} stands out on {every_of}: {', '.join(sides)}"


def tested(frame: pd.DataFrame) -> int:
    """How many of the rows carry a test, of either kind."""
    return sum(map(is_tested, frame.to_dict("records")))


def is_tested(row: Mapping[str, object]) -> bool:
    """Whether a row carries a test, against its own past or among the areas."""
    return row["direction"].shape != "ring" or row["level"].shape != "ring"


def none_words(frame: pd.DataFrame, side: str = "worse") -> str:
    """What stands where nothing stands out on a side: nothing meets a rule, or nothing has been tested."""
    count = tested(frame)
    if not count:
        return "No measure has been tested yet."
    if side == "neither":
        return "Nothing meets a rule among measures where neither end is better."
    return f"Nothing on this side meets a rule. {count} of {len(frame)} measures are tested."
