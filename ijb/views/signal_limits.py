"""What the signals page says beyond its signals: who improved, what is too old, and what never gives a signal."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ijb import sentences, signals
from ijb.charts.blocks import paragraph
from ijb.charts.markup import Html, element
from ijb.charts.table import Column
from ijb.sentences import of_signals
from ijb.store import Store
from ijb.views.signals import ALL, Asked, rows


def improving(store: Store, asked: Asked, choices: Mapping[str, str]) -> pd.DataFrame:
    """Who has improved by the same rules: the nearest peers of the area asked for, or all areas; those that persist,
    first where the area itself has a signal. Columns as signals.rows, and `asked_of` (whether the area has one)."""
    theme = Asked("", asked.theme, signals.PERSISTENT)
    better = rows(store, theme, choices, "better")
    own = store.signals("worse")
    concerned = set(own.loc[own["area_code"] == asked.area, "measure"])
    if asked.area:
        better = better[better["area_code"].isin(store.peers(asked.area))]
    better = better.assign(asked_of=better["measure"].isin(concerned))
    return better.sort_values(["asked_of", "name"], ascending=[False, True], kind="stable")


def improving_title(store: Store, asked: Asked, better: pd.DataFrame) -> str:
    """ "3 areas like Fife have improved on their own past, and may be worth asking"."""
    count, like = better["area_code"].nunique(), ""
    if asked.area:
        like = f" like {store.area(asked.area)['name']}"
    if not count:
        return f"None of the areas{like} has an improvement that persists"
    if count == 1:
        return f"1 area{like} has improved on its own past, and may be worth asking"
    return f"{count} areas{like} have improved on their own past, and may be worth asking"


def improving_note(store: Store, asked: Asked) -> str:
    """Whose improvements are listed."""
    said = "The same rules, on the better side, on figures that persist."
    if asked.area:
        peers = sentences.in_list([store.area(code)["name"] for code in store.peers(asked.area)])
        said += f" The areas most alike in age, deprivation, rurality and size: {peers}."
    return said


def improving_columns() -> list[Column]:
    return [
        Column("area_cell", "Area", row_head=True, html=True),
        Column("measure_cell", "Measure and newest figure", html=True),
        Column("fired_cell", "What fired", html=True),
    ]


def too_old(store: Store, asked: Asked) -> list[tuple[str, str]]:
    """Measures whose newest figures are too old for a signal, by how far they run: (period, measures)."""
    return [(label, sentences.in_list(names)) for label, names in too_old_names(store, asked).items()]


def too_old_names(store: Store, asked: Asked) -> dict[str, list[str]]:
    """The same, the measures of each period in a list."""
    newest, held = store.newest_of_all(), store.last_held()
    if asked.area:
        held = held[held["area_code"] == asked.area]
    last = held.sort_values("period_end").groupby("measure").last()
    found: dict[str, list[str]] = {}
    for name, measure in store.measures.items():
        shown = name in last.index and signals.speaks(measure) and asked.theme in (ALL, measure.theme)
        if shown and signals.too_old(measure, last.loc[name, "period_end"], newest):
            found.setdefault(last.loc[name, "period_label"], []).append(sentences.mid_sentence(measure.short_name))
    return found


def silent(store: Store, asked: Asked) -> list[tuple[str, str]]:
    """Measures that give no signal whatever they show, by reason."""
    return [(reason, sentences.in_list(names)) for reason, names in silent_names(store, asked).items()]


def silent_names(store: Store, asked: Asked) -> dict[str, list[str]]:
    """The same, the measures of each reason in a list."""
    newest, last = store.newest_of_all(), store.last_held()
    tests = store.signal_tests()
    tested = set(tests.loc[tests["area_code"].eq(asked.area) | (not asked.area), "measure"])
    held = last[last["area_code"].eq(asked.area) | (not asked.area)].groupby("measure")["period_end"].max()
    reasons, anywhere = {}, set(last["measure"])
    for name, measure in store.measures.items():
        if asked.theme not in (ALL, measure.theme) or measure.areas != "residence":
            continue
        name_shown = sentences.mid_sentence(measure.short_name)
        if name not in anywhere:
            reasons.setdefault("No figures by area yet", []).append(name_shown)
        elif measure.theme == "context":
            reasons.setdefault("Context, not performance", []).append(name_shown)
        elif measure.ended:
            reasons.setdefault("Series ended", []).append(name_shown)
        elif measure.better == "neither":
            reasons.setdefault("Neither higher nor lower is better", []).append(name_shown)
        elif name not in tested and (name not in held or not signals.too_old(measure, held[name], newest)):
            reasons.setdefault("No figure for this area, or too few to test", []).append(name_shown)
    return reasons


def silent_title(old: Mapping[str, list[str]], none: Mapping[str, list[str]]) -> str:
    """ "31 measures give no signal: 9 are too old, 22 have another reason"."""
    aged, other = (sum(len(names) for names in found.values()) for found in (old, none))
    count = aged + other
    first = f"{count} measure{' gives' if count == 1 else 's give'} no signal"
    sides = [f"{aged} {'is' if aged == 1 else 'are'} too old"] if aged else []
    sides += [f"{other} {'has' if other == 1 else 'have'} another reason"] if other else []
    return f"{first}: {', '.join(sides)}"


def listed(head: str, pairs: list[tuple[str, str]]) -> list[Html]:
    """A line and, under it, pairs of a reason and the measures it holds for; nothing where there are none."""
    items = [element("li", element("b", f"{reason}: "), said + ".") for reason, said in pairs]
    return [paragraph(head), element("ul", *items, class_="ijb ijb-list")] if items else []


def kinds() -> pd.DataFrame:
    """The four signals: kind, fires, persists, clears, in words."""
    return pd.DataFrame(
        [(of_signals.KIND_HEADS[kind], *words) for kind, words in of_signals.KIND_RULES.items()],
        columns=["kind", "fires", "persists", "clears"],
    )


def kinds_columns() -> list[Column]:
    return [
        Column("kind", "Signal", row_head=True),
        Column("fires", "It fires when"),
        Column("persists", "It persists when"),
        Column("clears", "It clears when"),
    ]
