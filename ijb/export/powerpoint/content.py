"""What a slide says and shows, laid out on its page: title, key, chart or table, sentences, foot and notes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from ijb.export.powerpoint import template
from ijb.export.powerpoint.chart_xml import Note
from ijb.export.powerpoint.charts import drawn, holds, key
from ijb.export.powerpoint.page import LONGEST_NOTE, Page, new_page, notes_text, put_notes
from ijb.export.powerpoint.place import Box
from ijb.export.powerpoint.tables import LONGEST_CELLS, put_table
from ijb.export.powerpoint.tables import fitted as table_fitted
from ijb.export.powerpoint.text import LINE, Run, clean, cut, fitted, kept, wrapped
from ijb.export.powerpoint.words import foot, subtitle_of, title_of
from ijb.export.powerpoint.xml import described, paragraph
from ijb.slides.slide import Dots, Said, Scatter, Slide
from ijb.slides.splitting import split

LONGEST_TITLE, LONGEST_SUBTITLE, LONGEST_SAID, TITLE_LINES = 400, 600, 1500, 4
TITLE_SIZES, SAID_SIZES = (28, 26, 24), (24, 22, 20)
SUBTITLE_LINES = 2
TOP, KEY_LINE = 24, 20
LONGEST_HEAD = 120
GAP = 8  # points between one sentence and the next
SIDE = 290  # points: the column of sentences beside a chart that needs all the height
LEAST_CHART = 190
HIGH_CHART = {Dots: 300, Scatter: 300}  # points under which sentences rather stand beside a chart
HIGH = 225  # the same of the other kinds
WHOLE_CELLS = LONGEST_CELLS[:1]
MANY = 1000  # lines: no need to split
TALL = SAID_SIZES[-1] * LINE  # points: a line of sentences in the smallest type
NO_FIGURE = "No figure is held that could be drawn."


def prepared(given: Slide) -> list[Slide]:
    """The pages of a slide, its words clean and short enough for them: what is cut stands in the notes in full."""
    title = kept(cut(clean(given.title), LONGEST_TITLE), template.INSIDE, TITLE_SIZES[-1], TITLE_LINES, bold=True)
    subtitle = subtitle_of(cut(clean(given.subtitle), LONGEST_SUBTITLE), SUBTITLE_LINES)
    said = tuple(
        Said(cut(clean(each.words), LONGEST_SAID), clean(each.mark), each.tone, cut(clean(each.head), LONGEST_HEAD))
        for each in given.said
    )
    full = [words for words in (clean(given.title), clean(given.subtitle)) if words not in (title, subtitle)]
    definition = " ".join([*full, clean(given.notes.definition)]).strip()
    held = replace(given.notes, definition=definition)
    ready = replace(given, title=title or "–", subtitle=subtitle, said=said, notes=held)
    if given.chart is not None and not holds(given.chart):
        ready = replace(ready, chart=None, said=(Said(NO_FIGURE), *said))
    pages = _paged(ready, _room(ready))
    if len(pages) > 1 and (less := _room(pages[0])) < _room(ready):  # the titles of several are longer
        pages = _paged(ready, less)
    return pages


def _room(given: Slide) -> float:
    """The height of what stands under title, subtitle and key."""
    runs = key(given.chart) if given.chart else []
    return _whole(_head_height(given) + _key_height(runs)).height


def _key_height(runs: Sequence[Run]) -> float:
    words = "".join(run.words for run in runs)
    return KEY_LINE * len(wrapped(words, template.INSIDE, runs[0].size)) + 4 if runs else 0


def _paged(ready: Slide, room: float) -> list[Slide]:
    """The pages of a slide whose words are ready, in so much room on each."""
    if ready.table and not ready.chart and (pages := _by_rows(ready, room)):
        return pages
    under = MANY * TALL if ready.chart and _at_side(ready, room) else room - _least(ready, room) - GAP
    return _split(ready, room, under)


def _split(given: Slide, room: float, under: float) -> list[Slide]:
    """The slide by what is said: so much room on a page, so much under what is drawn."""

    def lines(words: str) -> int:
        return len(wrapped(words, template.INSIDE, SAID_SIZES[-1]))

    return split(given, lines=room / TALL, beside=max(under / TALL, 0), taken=lines)


def _by_rows(given: Slide, room: float) -> list[Slide]:
    """The slide as several where its table is too long for one, with some of the rows each; else none."""
    table = given.table
    _, _, _, heights = table_fitted(table, template.INSIDE, 0, WHOLE_CELLS)
    if sum(heights) <= room:
        return []
    count, rows = math.ceil(sum(heights[1:]) / (room - heights[0])), len(table.rows)
    each = math.ceil(rows / count)
    parts = [(start, table.rows[start : start + each]) for start in range(0, rows, each)]
    pages = [
        replace(given, table=replace(table, rows=held, own=_within(table.own, start, len(held))), said=())
        for start, held in parts
    ]
    last = replace(pages[-1], said=given.said)
    said = _split(replace(last, title=""), room, room - _least(last, room) - GAP)
    pages = [*pages[:-1], *said]
    return [
        replace(page, title=f"{given.title} ({place} of {len(pages)})") for place, page in enumerate(pages, start=1)
    ]


def _within(own: int | None, start: int, count: int) -> int | None:
    """Where the own row stands among so many rows from `start`; None where it is not one of them."""
    return own - start if own is not None and start <= own < start + count else None


def _least(given: Slide, room: float) -> float:
    """The least height of what is drawn, in points."""
    if given.table and not given.chart:
        needed = _tall(given.said, template.INSIDE, SAID_SIZES[-1])
        _, _, _, heights = table_fitted(given.table, template.INSIDE, room - needed - 12, WHOLE_CELLS)
        return sum(heights) + 4
    return LEAST_CHART


def put_slide(deck: Deck, given: Slide, built: datetime) -> None:
    """A slide, on one page: what is too long for one has been split before."""
    chart, said = given.chart, given.said
    layout = template.CHART if chart else template.TABLE if given.table else template.SENTENCES
    page = new_page(deck, layout)
    top = _head(page, given)
    runs = key(chart) if chart else []
    if runs:
        tall = _key_height(runs)
        page.note(Note(Box(template.MARGIN, top, template.INSIDE, tall - 4), tuple(runs), anchor="t"))
        top += tall
    whole = _whole(top)
    if chart:
        box, beside = _shared(whole, said, given)
        _put_chart(page, given, box, built)
    elif given.table:
        room = whole.height - (_tall(said, whole.width, SAID_SIZES[-1]) + 12 if said else 0)
        shape, tall = put_table(page.holder(template.TABLE_AT), given.table, Box(whole.left, top, whole.width, room))
        described(shape, clean(given.alt) or clean(given.title))
        beside = Box(whole.left, top + tall + 10, whole.width, max(whole.bottom - top - tall - 10, 24))
    else:
        beside = whole
    _say(page, said, beside)
    page.foot(foot(given.notes), f"Figures as built {clean(given.built)}" if given.built else "")
    put_notes(page.slide, notes_text(given))


def _title_lines(given: Slide) -> tuple[float, list[str]]:
    return fitted(title_of(given), template.INSIDE, TITLE_SIZES, 2, bold=True)


def _head_height(given: Slide) -> float:
    """Where what stands under the title and the subtitle starts."""
    size, lines = _title_lines(given)
    under = wrapped(given.subtitle, template.INSIDE, template.SUBTITLE)
    below = len(under) * template.SUBTITLE * LINE + 2 if given.subtitle else 0
    return TOP + len(lines) * size * LINE + 6 + below + 10


def _head(page: Page, given: Slide) -> float:
    """Title, subtitle and the rule under them; gives where the rest starts."""
    size, lines = _title_lines(given)
    tall = len(lines) * size * LINE + 4
    runs = [paragraph([Run(title_of(given), size)])]
    page.write(page.title, runs, "Title: the finding", Box(template.MARGIN, TOP, template.INSIDE, tall))
    ends = _head_height(given)
    runs = [paragraph([Run(given.subtitle, template.SUBTITLE)])] if given.subtitle else []
    box = Box(template.MARGIN, TOP + tall + 2, template.INSIDE, ends - 10 - TOP - tall - 2)
    page.write_or_remove(template.SUBTITLE_AT, runs, "What is shown", box)
    page.rule(Box(template.MARGIN, ends - 6, template.INSIDE, 0))
    return ends


def _shared(whole: Box, said: Sequence[Said], given: Slide) -> tuple[Box, Box]:
    """The room of a chart, and that of its sentences: under it, or at its side where it needs all the height."""
    if not said:
        return whole, whole
    if _at_side(given, whole.height):
        side = Box(whole.right - SIDE, whole.top, SIDE, whole.height)
        return Box(whole.left, whole.top, whole.width - SIDE - 24, whole.height), side
    needed = _tall(said, whole.width, SAID_SIZES[-1])
    tall = max(whole.height - needed - 8, LEAST_CHART)
    return Box(whole.left, whole.top, whole.width, tall), Box(whole.left, whole.top + tall + 8, whole.width, needed)


def _at_side(given: Slide, room: float) -> bool:
    """Whether the sentences stand beside the chart: it needs the height, and there they fit."""
    under = _tall(given.said, template.INSIDE, SAID_SIZES[-1])
    enough = room - under - GAP >= HIGH_CHART.get(type(given.chart), HIGH)
    if given.chart is None or under <= 2 * SAID_SIZES[-1] * LINE or enough:
        return False
    return _tall(given.said, SIDE, SAID_SIZES[-1]) <= room


def _whole(top: float) -> Box:
    """The room of a page from there to the foot."""
    return Box(template.MARGIN, top, template.INSIDE, template.FOOT_TOP - 12 - top)


def _tall(said: Sequence[Said], wide: float, size: float) -> float:
    """How much room sentences take, in points."""
    total = 0.0
    for each in said:
        words = f"{each.mark} {each.words}" if each.mark else each.words
        total += len(wrapped(words, wide, size)) * size * LINE + GAP
        if each.head:
            total += len(wrapped(each.head, wide, size, True)) * size * LINE + GAP
    return total


def _say(page: Page, said: Sequence[Said], box: Box) -> None:
    """The sentences, in the largest type in which they fit."""
    size = next((each for each in SAID_SIZES if _tall(said, box.width, each) <= box.height), SAID_SIZES[-1])
    paragraphs = []
    for each in said:
        if each.head:
            paragraphs.append(paragraph([Run(each.head, size, "", True)], before=GAP if paragraphs else 0))
        mark = [Run(f"{each.mark} ", size, each.tone if each.tone in ("better", "worse") else "same")]
        words = Run(each.words, size)
        paragraphs.append(paragraph([*(mark if each.mark else []), words], before=GAP if paragraphs else 0))
    page.write_or_remove(template.BODY_AT, paragraphs, "Sentences", box)


def _put_chart(page: Page, given: Slide, box: Box, built: datetime) -> None:
    """The chart in its placeholder, and over it the words and lines that belong to it."""
    made = drawn(given.chart, box, built)
    shape = page.holder(template.CHART_AT).insert_chart(XL_CHART_TYPE.LINE, made)
    shape.left, shape.top, shape.width, shape.height = (Pt(each) for each in (box.left, box.top, box.width, box.height))
    described(shape, cut(clean(given.alt) or given.title, LONGEST_NOTE))
    for rule in made.rules:
        page.rule(box, rule)
    for note in made.notes:
        page.note(note)
