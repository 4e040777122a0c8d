"""A brief as a Word document: real headings, lists and tables, no macro and no picture."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from ijb.brief.blocks import Block, Brief, Bullets, Cell, Grid, Paragraph, Subhead, Words, clean
from ijb.charts.tokens import LIGHT
from ijb.export.table import NO_TIME, PRODUCER, READABLE_BY_ALL

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT, LANGUAGE = "Arial", "en-GB"
PAGE_WIDTH, PAGE_HEIGHT, SIDE, TOP, BOTTOM, FOOTER = (Mm(size) for size in (210, 297, 16, 12, 13, 6))
WIDTH = Length(PAGE_WIDTH - 2 * SIDE)
TEXT, IN_TABLE, SMALL = Pt(9), Pt(8), Pt(7.5)
# Of each kind of paragraph: size, bold, space before and after, and whether it stays with the next.
STYLES = {
    "Normal": (TEXT, False, 0, 2, False),
    "Heading 1": (Pt(17), True, 0, 1, True),
    "Heading 2": (Pt(11.5), True, 7, 2, True),
    "Heading 3": (TEXT, True, 2, 1, True),
    "List Bullet": (TEXT, False, 0, 1, False),
}
THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
THUMBNAIL = "metadata/thumbnail"


def word(given: Brief) -> bytes:
    """The brief as a .docx; the same bytes each time for the same brief."""
    document = Document()
    _properties(document, given)
    _styles(document)
    _page(document, given)
    document.add_heading(clean(given.title), 1)
    document.add_paragraph(clean(given.subtitle)).paragraph_format.keep_with_next = True
    _facts(document, given)
    for section in given.sections:
        document.add_heading(clean(section.head), 2)
        for place, block in enumerate(section.blocks):
            _block(document, block, place < len(section.blocks) - 1)
    return _saved(document)


def _properties(document: WordDocument, given: Brief) -> None:
    """Title, author, language, and the build's own time in place of a clock."""
    held = document.core_properties
    held.title, held.author, held.language = clean(given.title)[:255], PRODUCER, LANGUAGE
    held.last_modified_by, held.comments, held.revision = PRODUCER, "", 1
    held.created = held.modified = given.built.replace(microsecond=0)
    rels = document.part.package.rels
    for name in [name for name, rel in rels.items() if rel.reltype.endswith(THUMBNAIL)]:
        del rels[name]


def _styles(document: WordDocument) -> None:
    for name, (size, bold, before, after, joined) in STYLES.items():
        style = document.styles[name]
        _font(style)
        style.font.size, style.font.bold, style.font.italic = size, bold, False
        style.font.color.rgb = _colour(LIGHT.ink)
        spaced = style.paragraph_format
        spaced.space_before, spaced.space_after, spaced.line_spacing = Pt(before), Pt(after), 1.0
        spaced.keep_with_next, spaced.widow_control = joined, True
    bullet = document.styles["List Bullet"].paragraph_format
    bullet.left_indent, bullet.first_line_indent = Mm(4), -Mm(4)
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), LANGUAGE)


def _font(style: ParagraphStyle) -> None:
    """One typeface for every script, in place of the theme's."""
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for name in THEMED:
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)


def _page(document: WordDocument, given: Brief) -> None:
    """A4, and at its foot what this is and the page."""
    section = document.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin = section.right_margin = SIDE
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.header_distance = section.footer_distance = FOOTER
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.clear_all()
    foot.style = document.styles["Normal"]
    foot.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _run(foot, Words(given.foot, soft=True), SMALL)
    foot.add_run("\t")
    for part in ("Page ", "PAGE", " of ", "NUMPAGES"):
        run = _run(foot, Words(part, soft=True), SMALL) if part[0] in "P " and part != "PAGE" else None
        if run is None:
            _field(foot, part)


def _field(paragraph: WordParagraph, code: str) -> None:
    """A field that Word works out: the number of the page, or of pages."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = _run(paragraph, Words("2" if code == "NUMPAGES" else "1", soft=True), SMALL)
    field.append(run._r)
    paragraph._p.append(field)


def _facts(document: WordDocument, given: Brief) -> None:
    paragraph = document.add_paragraph()
    for place, (name, text) in enumerate(given.facts):
        _run(paragraph, Words(f"{'   ' if place else ''}{name}: ", soft=True))
        _run(paragraph, Words(text, bold=True))
        if place < len(given.facts) - 1:
            _run(paragraph, Words(" · ", soft=True))


def _block(document: WordDocument, block: Block, followed: bool) -> None:
    """One block; a paragraph that leads to another block stays with it."""
    if isinstance(block, Grid):
        _table(document, block.undrawn(), followed)
    elif isinstance(block, Bullets):
        _list(document, block)
    elif isinstance(block, Subhead):
        document.add_heading(clean(block.words), 3)
    elif isinstance(block, Paragraph):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = followed
        _runs(paragraph, block.line, SMALL if block.small else None)


def _list(document: WordDocument, block: Bullets) -> None:
    """A list of which no item is left alone at the end of a page, or at the top of the next."""
    last = len(block.items) - 1
    for place, item in enumerate(block.items):
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.paragraph_format.keep_with_next = place < last and place in (0, last - 1)
        paragraph.paragraph_format.keep_together = True
        _runs(paragraph, item)


def _table(document: WordDocument, grid: Grid, followed: bool) -> None:
    """A table whose first row is repeated on each page, none of whose rows is divided between two."""
    table = document.add_table(rows=len(grid.rows) + 1, cols=len(grid.columns))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    widths = [Length(round(WIDTH * share)) for share in grid.shares]
    _table_properties(table._tbl, grid.caption)
    for width, column in zip(widths, table._tbl.tblGrid.gridCol_lst):
        column.w = width
    heads = tuple(Cell(((Words(column.head, bold=True),),)) for column in grid.columns)
    for place, (line, cells) in enumerate(zip(table._tbl.tr_lst, (heads, *grid.rows))):
        _row_properties(line, head=place == 0)
        joined = place == 0 or (followed and place == len(grid.rows))
        for tc, cell, column, width in zip(line.tc_lst, cells, grid.columns, widths):
            tc.width = width
            _fill(_Cell(tc, table), cell, column.right, joined)
    _spacer(document, followed)


def _table_properties(tbl: object, caption: str) -> None:
    """Full width, hairlines between rows, a caption that is read out."""
    properties = tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    made = [_made("tblW", w=str(round(WIDTH / 635)), type="dxa"), _made("tblBorders"), _made("tblLayout", type="fixed")]
    for side, colour in (("top", LIGHT.ink), ("bottom", LIGHT.line), ("insideH", LIGHT.line)):
        made[1].append(_made(side, val="single", sz="4", space="0", color=colour.removeprefix("#")))
    margins = _made("tblCellMar")
    for side, width in (("top", "15"), ("left", "40"), ("bottom", "15"), ("right", "60")):
        margins.append(_made(side, w=width, type="dxa"))
    look = _made("tblLook", val="00A0", firstRow="1", lastRow="0", firstColumn="1", lastColumn="0", noHBand="1")
    named = [_made(tag, val=clean(caption)) for tag in ("tblCaption", "tblDescription")]
    for child in (*made, margins, look, *named):
        properties.append(child)


def _row_properties(line: object, head: bool) -> None:
    properties = line.get_or_add_trPr()
    properties.append(_made("cantSplit"))
    if head:
        properties.append(_made("tblHeader"))


def _fill(cell: _Cell, given: Cell, right: bool, joined: bool) -> None:
    """The lines of a cell, a paragraph each."""
    for place, line in enumerate(given.lines or ((Words(""),),)):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.keep_with_next = joined
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _runs(paragraph, line, IN_TABLE)


def _spacer(document: WordDocument, joined: bool) -> None:
    """What follows a table must be a paragraph; one of no height keeps two tables apart."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(3)
    paragraph.paragraph_format.keep_with_next = joined


def _runs(paragraph: WordParagraph, line: Iterable[Words], size: Length | None = None) -> None:
    for words in line:
        _run(paragraph, words, size)


def _run(paragraph: WordParagraph, words: Words, size: Length | None = None) -> object:
    run = paragraph.add_run(words.shown)
    run.bold = words.bold or None
    if size:
        run.font.size = size
    if words.tone or words.soft:
        run.font.color.rgb = _colour(LIGHT.tone(words.tone) if words.tone else LIGHT.soft)
    return run


def _colour(token: str) -> RGBColor:
    return RGBColor.from_string(token.removeprefix("#").upper())


def _made(tag: str, **attributes: str) -> object:
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _saved(document: WordDocument) -> bytes:
    """The file, its parts dated alike whenever it is made."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(out, "w") as archive:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.external_attr = READABLE_BY_ALL
            archive.writestr(entry, made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
