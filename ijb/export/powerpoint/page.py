"""One page of a presentation: its placeholders filled, words and lines put on it, its notes behind it."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from pptx.enum.shapes import MSO_CONNECTOR
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide as Shown
from pptx.util import Pt

from ijb.export.powerpoint import template
from ijb.export.powerpoint.chart_xml import Note, Rule
from ijb.export.powerpoint.place import Box
from ijb.export.powerpoint.text import Run, clean, cut
from ijb.export.powerpoint.xml import described, line, paragraph, write
from ijb.slides.slide import Slide

LONGEST_NOTE = 4000
BODY = {"wrap": "square", "lIns": "0", "rIns": "0", "tIns": "0", "bIns": "0"}


@dataclass
class Page:
    """A slide being made."""

    slide: Shown

    @property
    def title(self) -> object:
        """Its title placeholder."""
        return self.slide.shapes.title

    def holder(self, at: int) -> object:
        """The placeholder with that index."""
        return next(each for each in self.slide.placeholders if each.placeholder_format.idx == at)

    def write(self, shape: object, paragraphs: Sequence[object], alt: str, box: Box | None = None) -> None:
        """Words in a shape, which may stand elsewhere than its layout has it."""
        write(shape._element.txBody, paragraphs)
        described(shape, alt)
        if box:
            shape.left, shape.top, shape.width, shape.height = (
                Pt(each) for each in (box.left, box.top, box.width, box.height)
            )

    def write_or_remove(self, at: int, paragraphs: Sequence[object], alt: str, box: Box | None = None) -> None:
        """Words in a placeholder, which is taken away where there are none."""
        shape = self.holder(at)
        if paragraphs:
            self.write(shape, paragraphs, alt, box)
        else:
            shape._element.getparent().remove(shape._element)

    def foot(self, words: str, built: str) -> None:
        """The placeholders at the foot, which python-pptx leaves out: source and caveat, date, number."""
        for held in self.slide.slide_layout.placeholders:
            at = held.placeholder_format.idx
            if at in (template.FOOTER_AT, template.DATE_AT, template.NUMBER_AT):
                shape = copy.deepcopy(held._element)
                ids = [int(each) for each in self.slide.shapes._spTree.xpath("//@id") if str(each).isdigit()]
                shape.nvSpPr.cNvPr.set("id", str(max(ids) + 1))
                for place in shape.spPr:
                    shape.spPr.remove(place)
                for style in shape.txBody.findall(qn("a:lstStyle")):
                    style.clear()
                self.slide.shapes._spTree.append(shape)
                if at != template.NUMBER_AT:
                    run = Run(words if at == template.FOOTER_AT else built, template.FOOT)
                    write(shape.txBody, [paragraph([run])])

    def note(self, note: Note) -> None:
        """Words beside a chart."""
        box = note.box
        shape = self.slide.shapes.add_textbox(Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height))
        frame = shape.text_frame._txBody.bodyPr
        for name, value in {**BODY, "anchor": note.anchor}.items():
            frame.set(name, value)
        write(shape._element.txBody, [paragraph(note.runs, align=note.align)])
        described(shape, cut("".join(run.words for run in note.runs), 240))

    def rule(self, box: Box, given: Rule | None = None) -> None:
        """A drawn line: decoration, as what it says is said in words."""
        look = given or Rule((box.left, box.right), (box.top, box.top), "range", 0.75)
        ends = (look.across[0], look.down[0], look.across[1], look.down[1])
        shape = self.slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(Pt(each) for each in ends))
        shape._element.spPr.append(line(look.colour, look.wide, look.dash))
        for style in shape._element.findall(qn("p:style")):
            shape._element.remove(style)
        described(shape, "")


def new_page(deck: Deck, layout: int) -> Page:
    """A further slide of one of the layouts of the template."""
    return Page(deck.slides.add_slide(deck.slide_layouts[layout]))


def notes_text(given: Slide) -> list[str]:
    """What stands behind a slide, a paragraph each."""
    held = given.notes
    named = {"Definition": held.definition, "Source": held.source, "Caveat": held.caveat}
    found = [f"{name}: {clean(words)}" for name, words in named.items() if clean(words)]
    if held.questions:
        found += [
            "Questions for scrutiny:",
            *(f"{place}. {clean(each)}" for place, each in enumerate(held.questions, start=1)),
        ]
    found += [f"The view: {clean(given.page)}"] if given.page else []
    found += ["Receipt:", *held.receipt.splitlines()] if held.receipt else []
    found += [f"Figures as built {clean(given.built)}."] if given.built else []
    return [words for each in found if (words := clean(each))]


def put_notes(slide: Shown, words: Sequence[str]) -> None:
    """Paragraphs in the notes of a slide."""
    notes = slide.notes_slide
    write(notes.notes_text_frame._txBody, [paragraph([Run(cut(each, LONGEST_NOTE))]) for each in words if each])
    for place, shape in enumerate(notes.shapes):
        described(shape, ("Notes" if shape.has_text_frame else "The slide") if place < 99 else "")
