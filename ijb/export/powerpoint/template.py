"""The empty presentation that slides are put into: wide, in our type and colours, with the layouts that are used."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as REL
from pptx.opc.package import XmlPart
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from ijb.export.powerpoint.place import Box
from ijb.export.powerpoint.xml import DECORATIVE, LANGUAGE, POINT, hexed
from ijb.export.table import PRODUCER

WIDE, HIGH, MARGIN = 960, 540, 43  # points: 13.333 by 7.5 inches
INSIDE = WIDE - 2 * MARGIN
TITLE, SUBTITLE, BODY, FOOT = 28, 16, 24, 12  # points of type
FOOT_TOP, FOOT_HIGH, FOOT_WIDE, NUMBER_WIDE = 474, 60, 660, 204
# What a colleague who draws a new chart is given, in the order in which PowerPoint uses them.
THEME = {
    "dk1": "ink",
    "lt1": "background",
    "dk2": "soft",
    "lt2": "tint",
    "accent1": "own",
    "accent2": "same",
    "accent3": "range",
    "accent4": "tile",
    "accent5": "better",
    "accent6": "worse",
    "hlink": "ink",
    "folHlink": "soft",
}
SUBTITLE_AT, BODY_AT, CHART_AT, TABLE_AT = 13, 14, 15, 16  # placeholders of the layouts
DATE_AT, FOOTER_AT, NUMBER_AT = 10, 11, 12
COVER, CHART, SENTENCES, TABLE = range(4)
NUMBER_FIELD = "{C1FF6DA9-008F-8B48-92A6-B652298478BF}"
LAYOUTS = ("Title", "Chart and sentences", "Sentences", "Table and sentences")
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{escape(PRODUCER)}</Application></Properties>"
)


def opened() -> Deck:
    """A presentation without slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDE), Pt(HIGH)
    del deck._element.sldSz.attrib["type"]
    for default in deck._element.iter("{*}defRPr"):
        default.set("lang", LANGUAGE)
    layouts = deck.slide_layouts
    for layout in list(layouts)[len(LAYOUTS) :]:
        layouts.remove(layout)
    _master(deck.slide_master)
    for layout, name, inside in zip(layouts, LAYOUTS, (_cover(), _chart(), _sentences(), _table())):
        layout._element.attrib.pop("type", None)
        layout._element.set("userDrawn", "1")
        layout._element.cSld.set("name", name)
        _shapes(layout._element, [*inside, *_foot()])
    _without_leftovers(deck)
    return deck


def themed(deck: Deck) -> None:
    """Our type and colours in every theme that the presentation holds."""
    for part in deck.part.package.iter_parts():
        if part.content_type.endswith("theme+xml"):
            words = _theme(part.blob.decode("utf-8"))
            if isinstance(part, XmlPart):
                part._element = parse_xml(words.encode("utf-8"))
            else:
                part._blob = words.encode("utf-8")


def _theme(words: str) -> str:
    for name, token in THEME.items():
        colour = f'<a:{name}><a:srgbClr val="{hexed(token)}"/></a:{name}>'
        words = re.sub(rf"<a:{name}>.*?</a:{name}>", colour, words, flags=re.DOTALL)
    words = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', r"\g<1>Arial", words)
    return re.sub(r'(<a:(?:theme|clrScheme|fontScheme)\b[^>]*?\bname=")[^"]*', rf"\g<1>{escape(PRODUCER)}", words)


def _without_leftovers(deck: Deck) -> None:
    """Takes out what python-pptx's template brings along: a picture of another deck and settings of a printer."""
    package = deck.part.package
    for holder, kind in ((package, REL.THUMBNAIL), (deck.part, REL.PRINTER_SETTINGS)):
        for name, rel in list(holder._rels.items()):
            if rel.reltype == kind:
                holder._rels.pop(name)
    for rel in package._rels.values():
        if rel.reltype == REL.EXTENDED_PROPERTIES:
            rel.target_part._blob = APP.encode("utf-8")


def _shapes(element: object, shapes: list[str]) -> None:
    """Puts these shapes, numbered in their order, in place of those that a master or a layout has."""
    tree = element.cSld.spTree
    for shape in list(tree)[2:]:
        tree.remove(shape)
    for place, shape in enumerate(shapes, start=2):
        tree.append(parse_xml(shape.replace("ID", str(place), 1)))


def _placeholder(
    name: str,
    kind: str,
    at: int,
    box: Box,
    size: float,
    words: str,
    colour: str = "tx1",
    bold: bool = False,
    anchor: str = "t",
    align: str = "l",
    inside: str = "",
) -> str:
    """A placeholder of the master or of a layout; inside: a field in place of its words."""
    index = f' idx="{at}"' if at else ""
    run = inside or f'<a:r><a:rPr lang="{LANGUAGE}"/><a:t>{escape(words)}</a:t></a:r>'
    look = (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:buNone/><a:defRPr sz="{int(size * 100)}" b="{int(bold)}" '
        f'lang="{LANGUAGE}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
    )
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="ID" name="{escape(name)}" descr="{escape(name)}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}"{index}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{_place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/>'
        f"</a:bodyPr><a:lstStyle>{look}</a:lstStyle><a:p>{run}</a:p></p:txBody></p:sp>"
    )


def _place(box: Box) -> str:
    left, top, wide, high = (int(each * POINT) for each in (box.left, box.top, box.width, box.height))
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'


def _rule(top: float) -> str:
    """A hairline across the page: decoration."""
    look = f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{hexed("range")}"/></a:solidFill></a:ln>'
    return (
        f'<p:cxnSp {NAMESPACES}><p:nvCxnSpPr><p:cNvPr id="ID" name="Rule" descr="">{DECORATIVE}</p:cNvPr>'
        f'<p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr><p:spPr>{_place(Box(MARGIN, top, INSIDE, 0))}'
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{look}</p:spPr></p:cxnSp>'
    )


def _foot(in_layout: bool = True) -> list[str]:
    """Source and caveat, when the figures were built, and the number of the slide."""
    right = WIDE - MARGIN - NUMBER_WIDE
    number = f'<a:fld id="{NUMBER_FIELD}" type="slidenum"><a:rPr lang="{LANGUAGE}"/><a:t>‹#›</a:t></a:fld>'
    at = (DATE_AT, FOOTER_AT, NUMBER_AT) if in_layout else (2, 3, 4)
    return [
        _placeholder(
            "Source and caveat",
            "ftr",
            at[1],
            Box(MARGIN, FOOT_TOP + 4, FOOT_WIDE, FOOT_HIGH - 4),
            FOOT,
            "Source. Caveat",
            "tx2",
        ),
        _placeholder(
            "When the figures were built",
            "dt",
            at[0],
            Box(right, FOOT_TOP + 4, NUMBER_WIDE, 16),
            FOOT,
            "Figures as built",
            "tx2",
            align="r",
        ),
        _placeholder(
            "Slide number",
            "sldNum",
            at[2],
            Box(right, FOOT_TOP + 24, NUMBER_WIDE, 20),
            14,
            "",
            "tx2",
            align="r",
            inside=number,
        ),
    ]


def _head() -> list[str]:
    return [
        _placeholder("Title", "title", 0, Box(MARGIN, 26, INSIDE, 70), TITLE, "The finding in words", bold=True),
        _placeholder(
            "What is shown",
            "body",
            SUBTITLE_AT,
            Box(MARGIN, 98, INSIDE, 40),
            SUBTITLE,
            "What is measured, of whom and when",
            "tx2",
        ),
    ]


def _master(master: object) -> None:
    title = _placeholder("Title", "title", 0, Box(MARGIN, 26, INSIDE, 70), TITLE, "The finding in words", bold=True)
    body = _placeholder("Sentences", "body", 1, Box(MARGIN, 150, INSIDE, 300), BODY, "Sentences")
    _shapes(master._element, [title, body, *_foot(in_layout=False), _rule(FOOT_TOP - 4)])
    for default in master._element.iter("{*}defRPr"):
        default.set("lang", LANGUAGE)


def _cover() -> list[str]:
    return [
        _placeholder("Title", "ctrTitle", 0, Box(MARGIN, 90, INSIDE, 100), 36, "Title", bold=True, anchor="b"),
        _placeholder("Subtitle", "subTitle", SUBTITLE_AT, Box(MARGIN, 200, INSIDE, 60), 20, "Subtitle", "tx2"),
        _placeholder("How to read", "body", BODY_AT, Box(MARGIN, 286, INSIDE, 170), 20, "How to read"),
    ]


def _chart() -> list[str]:
    return [
        *_head(),
        _placeholder("Chart", "chart", CHART_AT, Box(MARGIN, 146, INSIDE, 230), SUBTITLE, "Chart"),
        _placeholder("Sentences", "body", BODY_AT, Box(MARGIN, 384, INSIDE, 80), 20, "Sentences"),
    ]


def _sentences() -> list[str]:
    return [*_head(), _placeholder("Sentences", "body", BODY_AT, Box(MARGIN, 150, INSIDE, 310), BODY, "Sentences")]


def _table() -> list[str]:
    return [
        *_head(),
        _placeholder("Table", "tbl", TABLE_AT, Box(MARGIN, 150, INSIDE, 230), SUBTITLE, "Table"),
        _placeholder("Sentences", "body", BODY_AT, Box(MARGIN, 390, INSIDE, 74), 20, "Sentences"),
    ]
