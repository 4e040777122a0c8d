"""The two-page brief of one area: what stands out, what changed, its signals, a table, and what is not known.

Its parts are shortened by rule, always in the same order, until an estimate of its length is within two pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ijb import sentences
from ijb.brief import length as brief_length
from ijb.brief import notes as brief_notes
from ijb.brief import sections as brief_sections
from ijb.brief import table as brief_table
from ijb.brief.blocks import Brief, Section
from ijb.brief.figures import Figures, figures, period, usual_moves
from ijb.comparators import Comparator
from ijb.store import Store
from ijb.views import one_ijb
from ijb.views.download import file_name

__all__ = ["Brief", "brief", "usual_moves"]

SUBTITLE = "Money, need and flow in health and social care: where the area stands, what has changed, what is not known"
PRODUCER = "Integration performance"
HEADLINES = {
    "money": "adult_social_work_spend_per_adult",
    "need": "care_at_home_people_rate",
    "flow": "delayed_beds_rate",
}


@dataclass(frozen=True)
class Most:
    """The most rows of each part, and the most names of measures in a line on those that are old."""

    stands: int
    changed: int
    signals: int
    old: int


# Shortened in this order, until it fits; what is left out is counted, and stands on the dashboard. The sources of what
# is shown are never shortened.
STEPS = (
    Most(5, 12, 12, 20),
    Most(5, 8, 12, 20),
    Most(5, 7, 12, 20),
    Most(5, 6, 8, 20),
    Most(5, 6, 8, 4),
    Most(5, 5, 6, 4),
    Most(5, 5, 6, 2),
    Most(5, 4, 6, 2),
    Most(5, 4, 5, 1),
    Most(5, 3, 5, 1),
    Most(5, 3, 4, 1),
    Most(5, 2, 4, 1),
    Most(4, 2, 3, 1),
    Most(3, 2, 2, 1),
    Most(2, 1, 1, 1),
    Most(1, 1, 1, 1),
)
GIVEN_BACK = ("stands", "signals", "changed", "old")


def brief(
    store: Store,
    area: str,
    comparator: Comparator,
    today: date,
    link: str = "",
    usual: Mapping[str, float] | None = None,
) -> Brief:
    """The brief of an integration authority or of Scotland.

    link: the address of the area's page, printed where given. usual: what `usual_moves` gives, for who makes many.
    """
    found = figures(store, area, comparator, today, usual)
    facts, title, built = _facts(found), f"{found.name}: two-page brief", store.built_at()
    return Brief(
        title=title,
        subtitle=SUBTITLE.replace("the area stands", "it stands") if found.is_scotland else SUBTITLE,
        area=area,
        facts=facts,
        sections=_within(found, facts, link),
        foot=f"{PRODUCER} · {title} · figures as built on {built.day} {built:%B %Y}",
        built=built.to_pydatetime(),
        file_name=file_name(found.name, "brief"),
    )


def _within(found: Figures, facts: Sequence[tuple[str, str]], link: str) -> tuple[Section, ...]:
    """The sections, shortened as far as it takes, and each part then given back what there is still room for."""
    table, read = brief_table.key_table(found), brief_notes.read(found, link)

    def made(most: Most) -> tuple[Section, ...]:
        return _sections(found, most, table, read)

    def fits(most: Most) -> bool:
        return brief_length.lines(facts, made(most)) <= brief_length.MOST

    most = next(filter(fits, STEPS), STEPS[-1])
    for name in GIVEN_BACK:
        fuller = sorted({getattr(step, name) for step in STEPS if getattr(step, name) > getattr(most, name)})
        for rows in reversed(fuller):
            if fits(more := replace(most, **{name: rows})):
                most = more
                break
    return made(most)


def _sections(found: Figures, most: Most, table: Section, read: Section) -> tuple[Section, ...]:
    """The sections with at most so many rows, and the sources of what they then give."""
    told = brief_sections.signalled_measures(found, most.signals)
    given = [*told, *brief_sections.given(found, most.stands, most.changed)]
    return (
        brief_sections.stands(found, most.stands, told),
        brief_sections.changed(found, most.changed),
        brief_sections.signalled(found, most.signals),
        table,
        brief_notes.unknown(found, most.old),
        brief_notes.sources(found, given),
        read,
    )


def _facts(found: Figures) -> tuple[tuple[str, str], ...]:
    """Who the area is, with whom it is compared, how far the figures run, and when the database was built."""
    built, rows = found.store.built_at(), {row["measure"]: row for row in found.records}
    upto = [f"{words} {period(rows[name])}" for words, name in HEADLINES.items() if name in rows]
    compared = [] if found.is_scotland else [("Compared with", found.comparator.name)]
    return (
        *one_ijb.facts(found.store, found.area),
        *compared,
        ("Figures to", f"{sentences.in_list(upto)}; each has its own period"),
        ("Database built", f"{built.day} {built:%B %Y}"),
    )
