"""Slides of the signals: what has fired and what clears it, who improved, and what gives no signal."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ijb import numbers, sentences
from ijb.charts.status import direction_mark
from ijb.measures import Measure
from ijb.sentences import of_signals
from ijb.signals import RUNGS, SEVERAL
from ijb.slides.ask import Ask, CannotShow
from ijb.slides.pieces import ALL_AREAS, marked, publishers_said, questions, source_said
from ijb.slides.slide import Notes, Said, Slide
from ijb.store import SCOTLAND
from ijb.views import signal_limits, signals

MOST, MOST_SOURCES = 8, 3
NO_SIGNAL = "No signal says only that no rule could fire: it does not say that all is well."
TOO_OLD, NONE = "Too old for a signal: the newest figures held", "These give none"


def asked(ask: Ask) -> signals.Asked:
    """What the page is asked for. Raises CannotShow for a theme or a rung that is not offered."""
    theme = ask.one_of("theme", list(signals.theme_words(ask.store)), signals.ALL)
    rung = ask.one_of("rung", list(signals.AT_LEAST), signals.ALL)
    return signals.Asked("" if ask.area == SCOTLAND else ask.area, theme, rung)


def fired(ask: Ask, block: str) -> Slide:
    """The signals of an area, each with what would clear it; of all areas, who stands on which rung."""
    store, given = ask.store, asked(ask)
    every = signals.rows(store, signals.every_rung(given), {})
    shown = signals.rows(store, given, {})
    said = _own(ask, shown) if given.area else _rungs(ask, every, given.rung)
    if not said and given.rung != signals.ALL:
        said = [Said(f"{signals.AT_LEAST[given.rung]}: none.")]
    chance = signals.expected(store, given, shown)
    only = "" if given.rung == signals.ALL else f" Shown: {sentences.mid_sentence(signals.AT_LEAST[given.rung])}."
    return Slide(
        block,
        signals.title(store, given, every),
        f"{_whose(ask)}. {signals.subtitle()}{only}",
        said=tuple(said if not chance else [*said, Said(chance)]),
        area=store.area(ask.area)["name"],
        notes=_notes(ask, _measures(ask, shown, given.theme), f"{signals.subtitle()} {signals.LASTED}"),
    )


def _whose(ask: Ask) -> str:
    if ask.area == SCOTLAND:
        return f"Scotland’s {len(ask.store.codes('ijb'))} areas"
    return str(ask.store.area(ask.area)["name"])


def _own(ask: Ask, shown: pd.DataFrame) -> list[Said]:
    """The signals of one area, those that have lasted first."""
    found = signals.ordered(ask.store, shown, "area").to_dict("records")
    found.sort(key=lambda row: -RUNGS.index(row["rung"]))
    said = [_signal(ask.store.measures[row["measure"]], row) for row in found[:MOST]]
    left = len(found) - len(said)
    return said + ([Said(f"And {left} more on the dashboard.")] if left else [])


def _signal(measure: Measure, row: Mapping[str, object]) -> Said:
    """ "Delayed beds, 45.3 beds per 100,000 adults, Aug 2025. Persistent: 9 months in a row … Clears when …"."""
    when = f"{row['last_label']}{numbers.counted(measure, row)}"
    figure = f"{numbers.figure(measure, row['value'])} {str(row['unit']).removeprefix('% ')}, {when}."
    fired = f"{of_signals.RUNG_HEADS[row['rung']]}: {sentences.mid_sentence(row['fired'])}"
    clears = row["clears_when"] if isinstance(row["clears_when"], str) else ""
    words = f"{measure.short_name}, {figure} {fired} {clears}".rstrip()
    return marked(direction_mark("concern", measure.better), words)


def _rungs(ask: Ask, every: pd.DataFrame, least: str) -> list[Said]:
    """Who stands on each rung, those below the rung asked for left out, and the top one where nobody stands there."""
    kept = RUNGS if least == signals.ALL else RUNGS[RUNGS.index(least) :]
    return [
        Said(_counted(of_signals.RUNG_HEADS[rung], [name for name, _ in named]))
        for rung, named in signals.on_rungs(ask.store, every).items()
        if rung in kept and (named or rung != SEVERAL or least == SEVERAL)
    ]


def _counted(rung: str, names: list[str]) -> str:
    """ "Watch, 2 areas: Fife and Moray."."""
    if not names:
        return f"{rung}: no areas."
    return f"{rung}, {len(names)} area{'' if len(names) == 1 else 's'}: {sentences.in_list(names)}."


def improving(ask: Ask, block: str) -> Slide:
    """Who has improved by the same rules, and may be worth asking: the area's nearest peers, or any area."""
    store, given = ask.store, asked(ask)
    better = signal_limits.improving(store, given, {})
    said = _by_measure(better, store.measures)
    note = signal_limits.improving_note(store, given)
    return Slide(
        block,
        signal_limits.improving_title(store, given, better),
        f"{_whose(ask)}. {note}",
        said=tuple(said or [Said("No improvement of theirs has lasted, on figures new enough to be tested.")]),
        area=store.area(ask.area)["name"],
        notes=_notes(ask, _measures(ask, better, given.theme), f"{note} {signals.LASTED}"),
    )


def _by_measure(better: pd.DataFrame, measures: Mapping[str, Measure]) -> list[Said]:
    """By measure, the areas that have improved on it; those measures first on which the area itself has a signal."""
    order = {name: (not rows["asked_of"].any(), measures[name].order) for name, rows in better.groupby("measure")}
    found = [
        (measures[name], sorted(better.loc[better["measure"] == name, "name"].unique()))
        for name in sorted(order, key=order.__getitem__)
    ]
    return [
        marked(direction_mark("improvement", measure.better), f"{measure.short_name}: {sentences.in_list(names)}.")
        for measure, names in found
    ]


def silent(ask: Ask, block: str) -> Slide:
    """What is too old for a signal, and what gives none whatever it shows. Raises CannotShow where there is neither."""
    store, given = ask.store, asked(ask)
    old, none = signal_limits.too_old_names(store, given), signal_limits.silent_names(store, given)
    if not old and not none:
        raise CannotShow("Every measure asked for gives signals.")
    said = _listed(TOO_OLD, old) + _listed(NONE, none)
    measures = [each for each in store.measures.values() if given.theme in (signals.ALL, each.theme)]
    return Slide(
        block,
        signal_limits.silent_title(old, none),
        f"{_whose(ask)}. What gives no signal, and why.",
        said=tuple(said),
        area=store.area(ask.area)["name"],
        notes=_notes(ask, measures, "Measures that can give no signal, as their figures stand.", NO_SIGNAL),
    )


def _listed(head: str, found: Mapping[str, list[str]]) -> list[Said]:
    """Sentences under one head, a reason each."""
    lines = [f"{reason}: {sentences.in_list(names)}." for reason, names in found.items()]
    return [Said(words, head="" if place else head) for place, words in enumerate(lines)]


def _measures(ask: Ask, shown: pd.DataFrame, theme: str) -> list[Measure]:
    """The measures of some signals, in reading order; where there are none, those of the theme that are tested."""
    held = set(shown["measure"]) or set(ask.store.signal_tests()["measure"])
    found = [measure for name, measure in ask.store.measures.items() if name in held]
    return [measure for measure in found if theme in (signals.ALL, measure.theme)]


def _notes(ask: Ask, measures: list[Measure], what: str, caveat: str = of_signals.NOT_SEPARATE) -> Notes:
    many = len({measure.source for measure in measures}) > MOST_SOURCES
    return Notes(
        source=publishers_said(ask, measures) if many else source_said(ask, measures, [ALL_AREAS]),
        caveat=caveat,
        definition=what,
        questions=questions(measures),
    )
