"""Slides as a PowerPoint presentation: charts that can be edited, words in placeholders, notes behind every slide."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

from pptx.opc.constants import RELATIONSHIP_TYPE as REL
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from ijb.export.long_tables import packed
from ijb.export.powerpoint import template
from ijb.export.powerpoint.content import prepared, put_slide
from ijb.export.powerpoint.marks import DOWN, OWN, UP
from ijb.export.powerpoint.page import Page, new_page, put_notes
from ijb.export.powerpoint.place import Box
from ijb.export.powerpoint.text import Run, clean, cut, fitted
from ijb.export.powerpoint.xml import LANGUAGE, made, paragraph
from ijb.export.table import PRODUCER
from ijb.slides.slide import Said, Slide

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
PARKED = "Questions parked"
PARKED_SUBTITLE = "Asked at the table and left for later, in the order in which they were asked."
LONGEST_TITLE = 160


def presentation(
    slides: Sequence[Slide],
    title: str,
    subtitle: str = "",
    parked: Sequence[str] = (),
    built: datetime = EPOCH,
) -> bytes:
    """A .pptx: a title slide, the slides, and the questions parked where there are any.

    `built` is when the database was built, in UTC: the same slides of the same figures are the same bytes.
    """
    deck = template.opened()
    _cover(deck, title, subtitle, built)
    for slide in slides:
        for page in prepared(slide):
            put_slide(deck, page, built)
    for page in _parked(parked, built):
        put_slide(deck, page, built)
    _notes_master(deck)
    template.themed(deck)
    _properties(deck, title, subtitle, built)
    out = io.BytesIO()
    deck.save(out)
    return packed(out.getvalue(), built, {})


def day(built: datetime) -> str:
    """ "22 November 2026"."""
    return f"{built:%d %B %Y}".lstrip("0")


def _notes_master(deck: Deck) -> None:
    """Names the master of the notes in the presentation, which python-pptx leaves out."""
    for name, rel in deck.part._rels.items():
        if rel.reltype == REL.NOTES_MASTER:
            listed = made("p:notesMasterIdLst", made("p:notesMasterId"))
            listed[0].set(qn("r:id"), name)
            deck._element.sldMasterIdLst.addnext(listed)


def _cover(deck: Deck, title: str, subtitle: str, built: datetime) -> None:
    """The first slide: what it is, and how its marks and its two questions are to be read."""
    page: Page = new_page(deck, template.COVER)
    words = cut(clean(title), LONGEST_TITLE) or PRODUCER
    size, _ = fitted(words, template.INSIDE, (36, 32, 28), 2, bold=True)
    page.write(page.title, [paragraph([Run(words, size)])], "Title of the presentation")
    said = cut(clean(subtitle), 240)
    page.write_or_remove(template.SUBTITLE_AT, [paragraph([Run(said)])] if said else [], "Subtitle")
    page.write_or_remove(template.BODY_AT, _how_to_read(), "How to read the slides")
    page.foot(PRODUCER, f"Figures as built {day(built)}")
    page.rule(Box(template.MARGIN, 272, template.INSIDE, 0))
    put_notes(page.slide, [words, said, f"Made by {PRODUCER}. Figures as built {day(built)}."])


def _how_to_read() -> list[object]:
    size = 20
    lines = [
        [Run("Level: ", size, "", True), Run("where an area stands beside the others or Scotland.", size)],
        [
            Run("Direction: ", size, "", True),
            Run("its latest figure against its own past. An area can be high and improving.", size),
        ],
        [
            Run(f"{UP}{DOWN} ", size, "better"),
            Run("blue: better.   ", size),
            Run(f"{UP}{DOWN} ", size, "worse"),
            Run("orange: worse. Only where a rule has fired; all else is grey.", size),
        ],
        [Run(f"{UP} the figure is high or rises, {DOWN} it is low or falls.   {OWN} the area in question.", size)],
    ]
    return [paragraph(line, before=6) for line in lines]


def _parked(parked: Sequence[str], built: datetime) -> list[Slide]:
    """The slides of the questions parked, none where there are none."""
    asked = [clean(question) for question in parked if clean(question)]
    said = tuple(Said(f"{place}. {question}") for place, question in enumerate(asked, start=1))
    return prepared(Slide("parked", PARKED, PARKED_SUBTITLE, said=said, built=day(built))) if said else []


def _properties(deck: Deck, title: str, subtitle: str, built: datetime) -> None:
    held = deck.core_properties
    held.title, held.subject = cut(clean(title), 250), cut(clean(subtitle), 250)
    held.author = held.last_modified_by = PRODUCER
    held.language, held.revision, held.keywords, held.comments = LANGUAGE, 1, "", ""
    held.created = held.modified = built.replace(tzinfo=None, microsecond=0)
