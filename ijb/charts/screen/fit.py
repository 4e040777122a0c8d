"""What of a slide fits a screen of 1280 × 720 when no text may be smaller than 24 points, and what gives way."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ijb.charts.screen.columns import CELL, table_columns
from ijb.charts.screen.svg import least
from ijb.charts.screen.text import LINE, LONG_TITLE, TITLE, clean, sentences, wrap
from ijb.slides.slide import Dots, Notes, Said, Slide, Table
from ijb.slides.splitting import split

WIDE, TALL = 1200, 590  # units between the edges, and between the top and the foot
UNDER_TITLE, OVER_BODY, OVER_SAID = 6, 10, 8
MOST_TITLE_LINES, MOST_ABOUT_LINES, MOST_SAID_LINES = 4, 2, 2
CHARACTERS, SAID_LINE, MARK = 72, 39, 40  # of a line of sentences, how high it is, and the room for its mark
ROW = 9  # units over and under the words of a row
MOST_WORDS = 4_000  # characters of any one text: no slide of ours comes near
# Sentences of a subtitle that the chart itself shows: they give way first, these before those.
GIVES_WAY = (("fewer", "lower", "less", "shorter", "higher", "more", "longer", "neither"), ("dashed",), ("shaded",))
STAYS = ("The axis does not start at zero.", "Colour", "One moves over")  # without these a chart would mislead


@dataclass(frozen=True)
class Fit:
    """One screen: its slide with what it shows of it, and the size of its parts."""

    slide: Slide
    title: str
    title_size: int
    about: str
    body: float
    under: tuple[str, ...] = ()
    columns: tuple[float, ...] = ()


def cleaned(slide: Slide) -> Slide:
    """The slide with its own texts as a page can hold them, none endless."""
    said = tuple(replace(each, words=_short(each.words), head=_short(each.head)) for each in slide.said)
    notes = Notes(
        *[_short(each) for each in (slide.notes.source, slide.notes.caveat, slide.notes.definition)],
        clean(slide.notes.receipt),
        tuple(_short(each) for each in slide.notes.questions),
    )
    title, subtitle, alt = (_short(each) for each in (slide.title, slide.subtitle, slide.alt))
    return replace(slide, title=title, subtitle=subtitle, alt=alt, said=said, notes=notes)


def _short(words: str) -> str:
    words = clean(words)
    return words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1]}…"


def fits(slide: Slide) -> list[Fit]:
    """The screens that a slide takes: one, or several where its sentences or the rows of its table are many."""
    slide = cleaned(slide)
    if slide.chart is not None:
        return [_with_chart(slide)]
    if slide.table is not None:
        return _with_table(slide)
    first = _header(slide, MOST_ABOUT_LINES)[1]
    lines = max(math.floor((TALL - first - OVER_BODY) / SAID_LINE), 4)
    return [_of_sentences(each) for each in split(slide, CHARACTERS, lines, taken=_lines_beside_a_mark)]


def _lines_beside_a_mark(words: str) -> int:
    return len(wrap(words, WIDE - MARK)) or 1


def _title(slide: Slide) -> tuple[str, int, float]:
    """The title, its size, and how high it is: a long one is set smaller, and none is longer than four lines."""
    lines = len(wrap(slide.title, WIDE, TITLE, bold=True)) or 1
    if lines <= 2:
        return slide.title, TITLE, lines * 45 + UNDER_TITLE
    wrapped = wrap(slide.title, WIDE, LONG_TITLE, bold=True, most=MOST_TITLE_LINES)
    return " ".join(wrapped), LONG_TITLE, len(wrapped) * 39 + UNDER_TITLE


def _header(slide: Slide, most: int) -> tuple[tuple[str, int, str], float]:
    """Title, its size, and subtitle; and how high they are together."""
    title, size, tall = _title(slide)
    said = about(slide.subtitle, most)
    return (title, size, said), tall + len(wrap(said, WIDE)) * LINE


def about(subtitle: str, most: int) -> str:
    """The subtitle in at most so many lines: what the chart shows itself gives way first, then the end of the rest."""
    held = sentences(subtitle)
    for starts in GIVES_WAY:
        if _lines(" ".join(held)) > most:
            held = [each for each in held if not each.lower().startswith(starts)]
    while len(held) > 1 and _lines(" ".join(held)) > most:
        loose = [place for place in range(1, len(held)) if not held[place].startswith(STAYS)]
        held.pop(loose[-1] if len(loose) > 1 or len(loose) == len(held) - 1 else -1)
    return " ".join(wrap(" ".join(held), WIDE, most=most)) if most else ""


def _lines(words: str) -> int:
    return len(wrap(words, WIDE))


def _with_chart(slide: Slide) -> Fit:
    """The screen of a chart: the subtitle gives way to the chart, and what is said comes under it if there is room."""
    needed = least(slide.chart) + OVER_BODY
    fitting = (lines for lines in range(MOST_ABOUT_LINES, 0, -1) if TALL - _header(slide, lines)[1] >= needed)
    head, tall = _header(slide, next(fitting, 0))
    spare = TALL - tall - needed - OVER_SAID
    needed_too = [each for each in sentences(slide.subtitle) if each.startswith(STAYS) and each not in head[2]]
    under = _under([*needed_too, *_said_of(slide)], min(math.floor(spare / LINE), MOST_SAID_LINES))
    body = TALL - tall - OVER_BODY - (len(under) * LINE + OVER_SAID if under else 0)
    return Fit(slide, *head, body, tuple(under))


def _said_of(slide: Slide) -> list[str]:
    """What may stand under a chart: who is missing, what the ranges are, what is said."""
    chart = slide.chart
    own = []
    if isinstance(chart, Dots):
        own = [_of_tones(chart), _sentence(chart.missing), _of_ranges(chart.range_words)]
    return [*own, *[f"{each.mark} {each.words}".strip() for each in slide.said]]


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:].rstrip('.')}." if words else ""


def _of_tones(chart: Dots) -> str:
    """What blue and orange are, where any dot has them."""
    tones = {row.tone for row in chart.rows}
    said = [words for tone, words in (("better", "blue: better"), ("worse", "orange: worse")) if tone in tones]
    return _sentence(", ".join(said))


def _of_ranges(words: str) -> str:
    return _sentence(f"Lines: {words[0].lower() if words[1:2].islower() else words[0]}{words[1:]}") if words else ""


def _under(said: Sequence[str], most: int) -> list[str]:
    """As many whole sentences from the first on as the lines hold."""
    kept: list[str] = []
    for each in (sentence for words in said for sentence in sentences(words)):
        if len(wrap(" ".join([*kept, each]), WIDE)) > most:
            break
        kept.append(each)
    return wrap(" ".join(kept), WIDE)


def _of_sentences(slide: Slide) -> Fit:
    head, tall = _header(slide, MOST_ABOUT_LINES)
    return Fit(slide, *head, TALL - tall - OVER_BODY)


# --- tables ---


def _with_table(slide: Slide) -> list[Fit]:
    """The screens of a table: its rows in as many parts as it takes, each under the same heads, then what is said."""
    table, columns = slide.table, table_columns(slide.table)
    heads = _row_height(table.heads, columns)
    rows = [_row_height(row, columns, bold=place == table.own) for place, row in enumerate(table.rows)]
    most = next((most for most in (2, 1) if TALL - _header(slide, most)[1] - OVER_BODY >= heads + sum(rows)), 1)
    room = TALL - _header(slide, most)[1] - OVER_BODY - heads
    if sum(rows) > room:  # the titles of several are longer
        room = TALL - _header(replace(slide, title=f"{slide.title} (1 of 9)"), most)[1] - OVER_BODY - heads
    parts = _parts(rows, room)
    spare = room - sum(rows[place] for place in parts[-1]) - OVER_SAID
    under = wrap(" ".join(f"{each.mark} {each.words}".strip() for each in slide.said), WIDE)
    fitting = len(under) * LINE <= spare and not any(each.head for each in slide.said)
    made = []
    for place, rows_of in enumerate(parts, start=1):
        part = _part(slide, rows_of, place, len(parts))
        said = tuple(under) if fitting and place == len(parts) else ()
        made.append(Fit(part, *_header(part, most)[0], room + heads, said, columns))
    return [*made, *[each for rest in _rest(slide, () if fitting else slide.said) for each in fits(rest)]]


def _parts(rows: Sequence[float], room: float) -> list[list[int]]:
    """The places of the rows, screen by screen."""
    parts: list[list[int]] = [[]]
    for place, high in enumerate(rows):
        if parts[-1] and sum(rows[each] for each in parts[-1]) + high > room:
            parts.append([])
        parts[-1].append(place)
    return parts


def _rest(slide: Slide, said: Sequence[Said]) -> list[Slide]:
    """What is said of a table that fills its screen: a screen of its own after it."""
    return [replace(slide, title=f"{slide.title} (continued)", table=None, said=tuple(said), alt="")] if said else []


def _part(slide: Slide, rows: Sequence[int], place: int, of: int) -> Slide:
    table = slide.table
    own = rows.index(table.own) if table.own in rows else None
    held = Table(table.heads, tuple(table.rows[row] for row in rows), own)
    return replace(slide, table=held, title=slide.title if of == 1 else f"{slide.title} ({place} of {of})")


def _row_height(cells: Sequence[str], columns: Sequence[float], bold: bool = False) -> float:
    lines = [len(wrap(clean(cell)[:400], room - CELL, bold=bold)) for cell, room in zip(cells, columns, strict=True)]
    return max([*lines, 1]) * LINE + ROW
