"""The first sections of a brief: where the area stands out, what has changed, and its signals."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from ijb import numbers, sentences
from ijb.brief.blocks import Bullets, Cell, Column, Grid, Line, Paragraph, Section, Subhead, Words, named, plain
from ijb.brief.figures import FIRED, SHAPES, Figures, beside_figure, mark_words, more, period, unit
from ijb.measures import Measure
from ijb.signals import WATCH
from ijb.views import signals, standing_out

LARGE = 2  # times what areas usually move: a change worth a row
CHANGED_RULE = (
    "First where a rule against the area’s own past fired, of whatever age; then changes of at least twice the usual "
    "one (the median size of the areas’ changes), of figures not too old for a signal. Changes are on a year, those of "
    "shares in percentage points; the rule is against the area’s own average, so the two can point different ways. A "
    "change across a break, or from or to a figure in doubt, is not worked."
)
SIGNAL_MEANS = (
    "A signal is a rule that has fired on a newest figure, on the worse side: where to look first, not why. "
    "Persistent: three of the last four figures outside, seven or more in a row, or so a year before too. Limits are "
    "worked anew with each figure."
)
NOTHING_CHANGED = "Nothing meets a rule: no rule has fired, and no change is that large."
SCOTLAND_STANDS = (
    "Scotland is what the areas are set beside, so it is tested against its own past alone; where areas stand out is "
    "in the brief of each."
)


def stands(found: Figures, most: int, told_below: Collection[str]) -> Section:
    """At most `most` sentences on each side, in the order of One IJB; fewer where neither end is better, if any at all.
    The rule of a signal is left to the section of signals, if its measure is in `told_below`, and else to the
    dashboard."""
    blocks: list = [Paragraph((Words(SCOTLAND_STANDS),))] if found.is_scotland else []
    for tone, head in standing_out.heads(found.store.area(found.area)).items():
        held, shown = found.stands[tone], _shown(tone, most)
        if not held and (found.is_scotland or tone == "neither"):
            continue
        blocks.append(Subhead(head))
        if not held:
            blocks.append(Paragraph((Words(standing_out.none_words(found.rows)),)))
        items = [_stand(found, stand, tone, told_below) for stand in held[:shown]]
        items += [(Words(more(len(held) - shown), soft=True),)] if len(held) > shown else []
        blocks += [Bullets(tuple(items))] if items else []
    return Section("Where it stands out", tuple(blocks))


def _shown(side: str, most: int) -> int:
    """How many sentences a side has room for: better and worse come first."""
    return max(most - 2, 1) if side == "neither" else most


def _stand(found: Figures, stand: standing_out.Stand, tone: str, told_below: Collection[str]) -> Line:
    row, measure = stand.row, found.measure(stand.row)
    figure = f" {numbers.figure(measure, row['value'])} {unit(row)}, {row['period']}{beside_figure(found, measure)}."
    if tone == "worse" and stand.fired:
        told = [_in_short(stand, tone, "under Signals" if measure.id in told_below else "on the dashboard")]
    else:
        told = standing_out.told_of(measure, row, tone, stand.fired)
    compared = [f"{row['compared']}."] if row["compared"] else []
    rest = " ".join([figure, *told, *standing_out.otherwise(row, tone), *compared])
    shape = Words(f"{SHAPES[stand.mark.shape]} ", tone="" if tone == "neither" else tone)
    return (shape, Words(f"{row['plain']}:", bold=True), Words(f" {rest.strip()}"))


def _in_short(stand: standing_out.Stand, tone: str, where: str) -> str:
    """The words of the marks alone: "Worse than usual, far higher than the rest; persistent (rule under Signals)."."""
    marks = [mark.words for mark in (stand.row["direction"], stand.row["level"]) if mark.tone == tone]
    words = ", ".join(place and sentences.mid_sentence(each) or each for place, each in enumerate(marks))
    lasting = any(signal["rung"] != WATCH for signal in stand.fired)
    return f"{words.replace(': worse', '')}{'; persistent' if lasting else ''} (rule {where})."


def changed(found: Figures, most: int) -> Section:
    """At most `most` measures, with the change, what areas usually move, and the mark against the area's own past."""
    rows = changed_rows(found)
    if not rows:
        return Section("What has changed", (Paragraph((Words(NOTHING_CHANGED),)), beside(CHANGED_RULE)))
    columns = (
        Column("Measure", 0.34),
        Column("Newest figure", 0.16, right=True),
        Column("Change", 0.2, right=True),
        Column("Usual change", 0.11, right=True),
        Column("Against its own past", 0.19),
    )
    grid = Grid("What has changed", columns, tuple(_changed(found, row) for row in rows[:most]))
    return Section("What has changed", (beside(CHANGED_RULE), grid, *_left(len(rows) - most)))


def changed_rows(found: Figures) -> list[dict]:
    """The rows to show: those on which a rule fired, then the large changes; within each, the largest first."""
    shown = []
    for row in found.records:
        measure = found.measure(row)
        fired = row["direction"].shape in FIRED
        times = _times(found, measure)
        current = not found.is_old(measure) and measure.theme != "context"
        if fired or (current and times >= LARGE):
            shown.append((not fired, found.is_old(measure), -times, measure.order, row))
    return [row for *_, row in sorted(shown, key=lambda each: each[:4])]


def _times(found: Figures, measure: Measure) -> float:
    """How many times what areas usually move the change is; 0 where there is none to speak of."""
    held, usual = found.changes.get(measure.id), found.usual.get(measure.id, 0.0)
    if held is None or not usual or numbers.is_nil(measure, held.difference):
        return 0.0
    return abs(held.difference) / usual


def _changed(found: Figures, row: Mapping[str, object]) -> tuple[Cell, ...]:
    measure = found.measure(row)
    held, usual = found.changes.get(measure.id), found.usual.get(measure.id)
    moved = numbers.difference(measure, held.difference) if held else row["change"]
    return (
        named(row["plain"], unit(row)),
        plain(numbers.figure(measure, row["value"]), f"{period(row)}{beside_figure(found, measure)}"),
        plain(str(moved), f"since {held.since}" if held else ""),
        plain("–" if usual is None else numbers.amount(measure, usual).partition(" ")[0]),
        Cell((mark_words(row["direction"]),)),
    )


def _left(count: int) -> list[Paragraph]:
    """What is said under a table of the rows left out."""
    return [beside(more(count))] if count > 0 else []


def beside(*texts: str) -> Paragraph:
    """What is said in small by a table; empty texts left out."""
    return Paragraph((Words(" ".join(text for text in texts if text), soft=True),), small=True)


def signalled(found: Figures, most: int) -> Section:
    """An area's signals, at most `most` measures, those that have lasted first; or, for Scotland, how many of the areas
    have one, by measure."""
    asked, shown = found.signalled
    names = _signal_order(found, shown)
    title = f"{signals.title(found.store, asked, shown)}. {signals.expected(found.store, asked, shown)}"
    blocks: list = [Paragraph((Words(title),)), beside(SIGNAL_MEANS)]
    if names:
        table = _by_measure if found.is_scotland else _by_rule
        blocks += [table(found, shown, names[:most]), *_left(len(names) - most)]
    return Section("Signals", tuple(blocks))


def signalled_measures(found: Figures, most: int) -> list[str]:
    """The measures whose rules the section of signals tells."""
    return [] if found.is_scotland else _signal_order(found, found.signalled[1])[:most]


def _signal_order(found: Figures, shown: pd.DataFrame) -> list[str]:
    """The measures with a signal: those of an area that have lasted first, then in reading order."""
    lasting = set() if found.is_scotland else set(shown.loc[shown["rung"] != WATCH, "measure"])
    order = list(found.store.measures)
    return sorted(shown["measure"].unique(), key=lambda name: (name not in lasting, order.index(name)))


def given(found: Figures, stands: int, changes: int) -> list[str]:
    """The measures that the first two sections give, at most so many of each."""
    held = [each.row for side, all_held in found.stands.items() for each in all_held[: _shown(side, stands)]]
    return [str(row["measure"]) for row in [*held, *changed_rows(found)[:changes]]]


def _by_rule(found: Figures, shown: pd.DataFrame, names: list[str]) -> Grid:
    """A row a measure: the rules that have fired with their months, what clears each, and a question."""
    columns = (Column("Measure", 0.22), Column("What fired, and what would clear it", 0.57), Column("To ask", 0.21))
    rows = tuple(_signal(found, name, shown[shown["measure"] == name].to_dict("records")) for name in names)
    return Grid("Signals, with the rule of each", columns, rows)


def _signal(found: Figures, name: str, fired: list[dict]) -> tuple[Cell, ...]:
    measure, lines = found.store.measures[name], []
    for row in fired:
        rung = "Watch" if row["rung"] == WATCH else "Persistent"
        clears = f" {row['clears_when']}" if isinstance(row["clears_when"], str) else ""
        lines.append((Words(f"{rung}: ", bold=True), Words(row["fired"]), Words(clears, soft=True)))
    newest = f"{numbers.figure(measure, fired[0]['value'])} {fired[0]['unit'].removeprefix('% ')}"
    when = sentences.when(measure, fired[0]["last_label"])
    own = found.own[measure.id]
    when += numbers.standing(measure, own["status"]) if own["period_label"] == fired[0]["last_label"] else ""
    when += numbers.counted(measure, fired[0])
    return (named(measure.short_name, f"{newest}, {when}"), Cell(tuple(lines)), _question(found, measure, "board"))


def _question(found: Figures, measure: Measure, reader: str) -> Cell:
    """The first question of a reader's that names no hidden area."""
    asked = found.store.sayable(measure.questions[reader])
    return plain(asked[0] if asked else numbers.BLANK)


def _by_measure(found: Figures, shown: pd.DataFrame, names: list[str]) -> Grid:
    """A row a measure: how many areas have a signal on it, how many one that has lasted, and a question."""
    columns = (
        Column("Measure", 0.3),
        Column("Areas with a signal", 0.14, right=True),
        Column("Persistent", 0.12, right=True),
        Column("To ask", 0.44),
    )
    rows = []
    for name in names:
        measure, of_measure = found.store.measures[name], shown[shown["measure"] == name]
        lasting = of_measure.loc[of_measure["rung"] != WATCH, "area_code"].nunique()
        counts = (plain(str(of_measure["area_code"].nunique())), plain(str(lasting)))
        rows.append((named(measure.short_name, measure.indicator), *counts, _question(found, measure, "commission")))
    return Grid("Signals of the areas, by measure", columns, tuple(rows))
