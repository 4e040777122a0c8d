"""Elements of PowerPoint's XML, made in the order in which they are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pptx.oxml import parse_xml
from pptx.oxml.xmlchemy import OxmlElement

from ijb.charts.tokens import LIGHT
from ijb.export.powerpoint.text import Run

LANGUAGE = "en-GB"
POINT = 12700  # EMU
DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
LED = (
    '<c:extLst xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="1"/><c15:leaderLines/></c:ext></c:extLst>'
)
Element = object  # of lxml


def made(tag: str, *inside: object, **attributes: object) -> Element:
    """An element with what is inside it: elements, lists of them, text; None is left out, also of an attribute."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        if value is not None:
            element.set(name, str(int(value)) if isinstance(value, bool) else str(value))
    for each in inside:
        if isinstance(each, str):
            element.text = each
        elif isinstance(each, (list, tuple)):
            element.extend([one for one in each if one is not None])
        elif each is not None:
            element.append(each)
    return element


def hexed(colour: str) -> str:
    """A colour of the palette by its name, or one written as in the tokens, as PowerPoint writes it."""
    return getattr(LIGHT, colour, colour).lstrip("#").upper()


def fill(colour: str) -> Element:
    """A solid fill; none for ''."""
    return made("a:solidFill", made("a:srgbClr", val=hexed(colour))) if colour else made("a:noFill")


def line(colour: str, wide: float = 1, dash: str = "solid") -> Element:
    """The look of a line so many points wide; none for ''."""
    if not colour:
        return made("a:ln", made("a:noFill"))
    return made(
        "a:ln",
        fill(colour),
        made("a:prstDash", val=dash),
        made("a:round"),
        w=int(wide * POINT),
        cap="rnd" if dash == "solid" else "flat",
    )


def run_properties(tag: str, run: Run) -> Element:
    """The look of a run: `a:rPr`, or `a:defRPr` for all that has none of its own."""
    return made(
        tag,
        fill(run.colour) if run.colour else None,
        lang=LANGUAGE,
        sz=int(run.size * 100) if run.size else None,
        b=True if run.bold else None,
    )


def paragraph(runs: Sequence[Run], before: float = 0, align: str = "") -> Element:
    """A paragraph with so many points of room over it."""
    space = made("a:spcBef", made("a:spcPts", val=int(before * 100))) if before else None
    properties = made("a:pPr", space, algn=align or None) if before or align else None
    written = [made("a:r", run_properties("a:rPr", run), made("a:t", run.words)) for run in runs]
    end = run_properties("a:endParaRPr", runs[-1]) if runs else made("a:endParaRPr", lang=LANGUAGE)
    return made("a:p", properties, written, end)


def write(body: Element, paragraphs: Iterable[Element]) -> None:
    """Paragraphs in place of those that a text body holds."""
    for each in list(body.p_lst):
        body.remove(each)
    body.extend(list(paragraphs))


def led(look: Element) -> Element:
    """What draws a thin line of that look from a point to its label where that has been moved away from it."""
    element = parse_xml(LED)
    element[0][-1].append(look)
    return element


def described(shape: object, words: str) -> None:
    """Gives a shape its alternative text; one without words is decoration, and marked so."""
    properties = shape._element._nvXxPr.cNvPr
    properties.set("descr", words)
    if not words:
        properties.append(parse_xml(DECORATIVE))
