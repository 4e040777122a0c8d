"""The last sections of a brief: what is not known, where figures come from, and how to read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import pandas as pd

from ijb import numbers, sentences
from ijb.brief.blocks import Bullets, Column, Grid, Paragraph, Section, Words, plain
from ijb.brief.figures import Figures, said
from ijb.brief.table import KEY, by_hospital
from ijb.measures import Measure
from ijb.sources import OGL_STATEMENT
from ijb.views import about
from ijb.views.board import TREATMENT
from ijb.views.need_gaps import NEVER_COUNTED
from ijb.views.one_ijb import WHO

READ = (
    "Two questions are kept apart. Direction: a figure against the area’s own past (“than usual”: XmR rules on months "
    "and quarters; “three years running”: three yearly moves one way). Level: where it stands among the 31 (“far”: "
    "beyond their middle half by more than 1.5 times its width; else by 99.8% limits). An area can be high and "
    "improving.",
    "This is no league table: a position has the range it has had. No figure here says why it is as it is, and a "
    "signal says where to look first, not what is wrong.",
)
PARTIAL = "Partial: of only some of the areas or months a figure is made of."
LICENCES = {"Open Government Licence v3.0": "OGL v3.0", "CC0 1.0": "CC0"}


def unknown(found: Figures, most: int) -> Section:
    """What no figure counts, what is not held for the area with its reason, and what is too old: of each age at most
    `most` measures by name."""
    items = [*NEVER_COUNTED, *_missing(found), *_doubted(found), *_old(found, most)]
    return Section("What is not known", (Bullets(tuple((Words(words),) for words in items)),))


def _missing(found: Figures) -> list[str]:
    """Measures without a figure for the area, by reason."""
    reasons = defaultdict(list)
    for row in found.records:
        measure = found.measure(row)
        if pd.isna(row["value"]):
            last = found.last.get(measure.id)
            name = sentences.mid_sentence(measure.short_name)
            held = f" (last held {sentences.when(measure, last.label)})" if last else ""
            reasons[numbers.STATUS_WORDS[str(row["reason"])]].append(f"{name}{held}")
    return [f"{reason}, {found.name}: {sentences.in_list(names)}." for reason, names in reasons.items()]


def _doubted(found: Figures) -> list[str]:
    """Measures whose figures for some periods are in doubt."""
    names = [measure.short_name for name, measure in found.store.measures.items() if name in found.doubted]
    if not names:
        return []
    return [f"In doubt for some periods (a slip or a repeat), so no change is worked from or to them: {said(names)}."]


def _old(found: Figures, most: int) -> list[str]:
    """Series that have ended, and those with no figure new enough for a signal; by how far they run."""
    groups = defaultdict(list)
    for row in found.records:
        measure = found.measure(row)
        last = found.last.get(measure.id)
        if last is not None and pd.notna(row["value"]) and measure.theme != "context" and found.is_old(measure):
            word = "Series ended" if measure.ended else "No newer figure is held"
            groups[word, last.end, last.label].append(measure.short_name)
    return [
        f"{word} after {label} ({sentences.age_of(end, found.today)}): {_some(names, most)}."
        for (word, end, label), names in sorted(groups.items())
    ]


def _some(names: list[str], most: int) -> str:
    """Names of measures, those beyond `most` counted; never one counted alone."""
    if len(names) <= most + 1:
        return said(names)
    return f"{'; '.join(sentences.mid_sentence(name) for name in names[:most])}; and {len(names) - most} more"


def sources(found: Figures, given: Collection[str]) -> Section:
    """Every source of the figures in the brief, those of the measures `given`: publisher, title, licence, last day
    held."""
    rows = found.store.source_rows().set_index("id")
    named = dict.fromkeys(
        name for measure in _in_order(found, given) for name in about.sources_of(found.store, measure)
    )
    held = [found.store.sources[name] for name in named if pd.notna(rows.at[name, "last_period"])]
    cells = tuple(
        (
            plain(source.publisher),
            plain(source.title),
            plain(LICENCES.get(source.licence, source.licence)),
            plain(_day(rows.at[source.id, "last_period"])),
        )
        for source in held
    )
    columns = (
        Column("Publisher", 0.22),
        Column("Title", 0.57),
        Column("Licence", 0.09),
        Column("Held to", 0.12, right=True),
    )
    grid = Grid("Sources of the figures in this brief", columns, cells, row_head=1)
    return Section("Sources", (grid, Paragraph((Words(OGL_STATEMENT, soft=True),), small=True)))


def _in_order(found: Figures, given: Collection[str]) -> list[Measure]:
    """Measures in reading order, those of the head and of the table of key measures among them."""
    wanted = {name for names in KEY.values() for name in names}.union(given, WHO)
    wanted |= {TREATMENT} if by_hospital(found) else set()
    return [measure for name, measure in found.store.measures.items() if name in wanted]


def _day(day: object) -> str:
    return f"{pd.Timestamp(day):%d %b %Y}".removeprefix("0")


def read(found: Figures, link: str) -> Section:
    """How to read it, in which prices, from which build, and where to find it on the dashboard."""
    build = found.store.build()
    basis = next((found.own[name]["basis"] for name in KEY["Money"] if name in found.own), "")
    prices = f"Pounds are in {basis.removeprefix('real ')} prices, by the GDP deflator. " if basis else ""
    made = (
        f"Database built {found.store.built_at():%d %B %Y, %H:%M} UTC; catalogue of measures, SHA-256 "
        f"{build['catalogue_hash']}."
    )
    items = [*READ, f"{prices}{about.ROUNDING} {PARTIAL}", made.replace("built 0", "built ")]
    items += [f"With definitions, charts, receipts and downloads: {link}"] if link else []
    return Section("How to read it", (Bullets(tuple((Words(words, soft=True),) for words in items)),))
