"""A brief as one page of HTML that prints on two sheets of A4: nothing is asked of another place, and nothing runs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ijb.brief.blocks import Block, Brief, Bullets, Cell, Grid, Line, Paragraph, Section, Subhead, Words, clean
from ijb.charts.markup import Html, element, join
from ijb.charts.svg import sparkline
from ijb.charts.tokens import LIGHT

HTML = "text/html"
ADDRESS = re.compile(r"https?://[^\s<>\"']+")
TREND_WIDTH, TREND_HEIGHT = 58, 18
# Sizes are in points, as on paper; on a screen the page is as wide as the sheet's text.
STYLE = f"""
@page {{ size: A4; margin: 11mm 13mm 13mm; @bottom-right {{ content: "Page " counter(page) " of " counter(pages);
  font: 7.5pt Arial, Helvetica, sans-serif; color: {LIGHT.soft}; }} }}
* {{ box-sizing: border-box; }}
html {{ background: {LIGHT.background}; color: {LIGHT.ink}; }}
body {{ font: 9pt/1.14 Arial, Helvetica, sans-serif; max-width: 184mm; margin: 0 auto; }}
h1, h2, h3 {{ line-height: 1.2; break-after: avoid; }}
h1 {{ font-size: 17pt; margin: 0 0 1pt; }}
h2 {{ font-size: 11.5pt; margin: 5pt 0 2pt; }}
h3 {{ font-size: 9pt; margin: 2pt 0 1pt; }}
p {{ margin: 0 0 2pt; orphans: 2; widows: 2; }}
ul {{ margin: 0 0 2pt; padding-left: 4mm; }}
li {{ margin: 0 0 0.6pt; break-inside: avoid; }}
li:first-child, li:nth-last-child(2), p:not(:last-child), thead {{ break-after: avoid; }}
p.small:last-child {{ break-before: avoid; }}
@media print {{ .lead {{ break-inside: avoid; padding-bottom: 54pt; margin-bottom: -54pt; }} }}
dl {{ display: flex; flex-wrap: wrap; gap: 0 4mm; margin: 0 0 2pt; }}
dl div {{ display: flex; gap: 1mm; }}
dt, .soft, .small {{ color: {LIGHT.soft}; }}
dd {{ margin: 0; font-weight: bold; }}
.small {{ font-size: 7.5pt; }}
.better {{ color: {LIGHT.better}; }}
.worse {{ color: {LIGHT.worse}; }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 8pt; margin: 0 0 2pt;
  font-variant-numeric: tabular-nums; border-top: 1px solid {LIGHT.ink}; border-bottom: 1px solid {LIGHT.line}; }}
caption {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }}
thead {{ display: table-header-group; }}
tr {{ break-inside: avoid; border-top: 1px solid {LIGHT.line}; }}
th, td {{ text-align: left; vertical-align: top; font-weight: normal; padding: 0.6pt 4pt 0.6pt 2pt;
  overflow-wrap: break-word; }}
thead th {{ font-weight: bold; vertical-align: bottom; }}
.right {{ text-align: right; }}
.line {{ display: block; }}
img {{ display: block; }}
a {{ color: inherit; }}
@media print {{ footer {{ display: none; }} }}
@media screen {{ body {{ padding: 12mm 0; max-width: min(184mm, 92vw); font-size: 11pt; }}
  table {{ font-size: 10pt; }} h3 {{ font-size: 11pt; }} .small {{ font-size: 9.5pt; }} }}
@media screen and (max-width: 700px) {{ table {{ display: block; overflow-x: auto; }} th, td {{ min-width: 6em; }} }}
"""


def html(given: Brief) -> str:
    """The whole page, to keep as a file; it prints on two sheets of A4."""
    head = element(
        "head",
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", clean(given.title)),
        element("style", Html(STYLE)),
    )
    top = element("header", element("h1", clean(given.title)), element("p", clean(given.subtitle)), _facts(given))
    foot = element("footer", element("p", clean(given.foot), class_="small"))
    body = element("body", top, element("main", *map(_section, given.sections)), foot)
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='en-GB')}\n"


def _facts(given: Brief) -> Html:
    return element(
        "dl", *[element("div", element("dt", clean(name)), element("dd", clean(text))) for name, text in given.facts]
    )


def _section(section: Section) -> Html:
    """A heading and what it heads; what leads to a table is kept where its head and a row have room too."""
    head, first = element("h2", clean(section.head)), _first_table(section)
    if first is None:
        return element("section", head, *map(_block, section.blocks))
    lead = element("div", head, *map(_block, section.blocks[:first]), class_="lead")
    return element("section", lead, *map(_block, section.blocks[first:]))


def _first_table(section: Section) -> int | None:
    """The place of the section's first table; None where there is none."""
    return next((place for place, block in enumerate(section.blocks) if isinstance(block, Grid)), None)


def _block(block: Block) -> Html:
    if isinstance(block, Grid):
        return _table(block)
    if isinstance(block, Bullets):
        return element("ul", *[element("li", _line(item)) for item in block.items])
    if isinstance(block, Subhead):
        return element("h3", clean(block.words))
    if isinstance(block, Paragraph):
        return element("p", _line(block.line), class_="small" if block.small else None)
    raise TypeError(f"A brief holds no {type(block).__name__}.")


def _table(grid: Grid) -> Html:
    """A real table: its heads have a scope, and one cell of each row names the row."""
    sides = ["right" if column.right else None for column in grid.columns]
    widths = [element("col", style=f"width:{share:.1%}") for share in grid.shares]
    heads = [element("th", clean(column.head), scope="col", class_=side) for column, side in zip(grid.columns, sides)]
    rows = [
        element(
            "tr", *[_cell(cell, side, place == grid.row_head) for place, (cell, side) in enumerate(zip(row, sides))]
        )
        for row in grid.rows
    ]
    return element(
        "table",
        element("caption", clean(grid.caption)),
        element("colgroup", *widths),
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
    )


def _cell(cell: Cell, side: str | None, heads: bool) -> Html:
    held = _lines(cell.lines)
    if cell.trend:
        held = sparkline(cell.trend.values, clean(cell.trend.said), _tone(cell.trend.tone), TREND_WIDTH, TREND_HEIGHT)
    return element("th", held, scope="row", class_=side) if heads else element("td", held, class_=side)


def _tone(tone: str) -> str:
    return tone if tone in ("better", "worse") else "same"


def _lines(lines: Iterable[Line]) -> Html:
    return join([element("span", _line(line), class_="line") for line in lines])


def _line(line: Line) -> Html:
    return join([_words(words) for words in line])


def _words(words: Words) -> Html:
    kind = words.tone or ("soft" if words.soft else "")
    held = element("b", _linked(words.shown)) if words.bold else _linked(words.shown)
    return element("span", held, class_=kind) if kind else held


def _linked(text: str) -> Html:
    """Text with its address as a link, where it ends in one."""
    found = ADDRESS.search(text)
    if not found or found.end() != len(text):
        return join([text])
    return join([text[: found.start()], element("a", found[0], href=found[0])])
