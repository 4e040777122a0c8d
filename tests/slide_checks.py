"""What holds of every slide: what no reader should see, what is too long, and which texts it is made of."""

from clock import TODAY
from reading import wrong

from ijb.slides import blocks
from ijb.slides.ask import CannotShow
from ijb.slides.slide import Bars, Dots, Lines, Scatter, Stacks

ROOT = "https://example.org"


def made(store, block, **choices):
    return blocks.slide(store, blocks.item(block, choices), TODAY, ROOT)


def made_or_said(store, block, **choices):
    """The slide, or None where it says in a sentence why there is none."""
    try:
        return made(store, block, **choices)
    except CannotShow as fault:
        said = str(fault)
        assert said.endswith(".") and not said.endswith("..") and wrong(said) == [], (block, choices, said)
        return None


def of_chart(chart):
    """The words in a chart."""
    if isinstance(chart, Lines):
        named = [word for line in chart.lines for word in (line.name, line.end)]
        return [*chart.periods, *named, chart.direction, *(words for _, words in chart.breaks)]
    if isinstance(chart, (Bars, Dots)):
        rows = [word for row in chart.rows for word in (row.name, row.words)]
        return [*rows, chart.direction, *([chart.missing, chart.range_words] if isinstance(chart, Dots) else [])]
    if isinstance(chart, Stacks):
        return [*chart.periods, *(part.name for part in chart.parts)]
    if isinstance(chart, Scatter):
        return [*(spot.name for spot in chart.spots), chart.across, chart.upward]
    return []


def shown(slide):
    """Every text that a room sees."""
    table = [cell for row in (slide.table.heads, *slide.table.rows) for cell in row] if slide.table else []
    said = [word for each in slide.said for word in (each.head, each.words)]
    return [word for word in (slide.title, slide.subtitle, *of_chart(slide.chart), *table, *said) if word]


def texts(slide):
    """Every text of it, those behind it too."""
    notes = slide.notes
    behind = [slide.alt, slide.area, notes.source, notes.caveat, notes.definition, notes.receipt, *notes.questions]
    return [*shown(slide), *(word for word in behind if word)]


def check(slide):
    """Asserts what holds of every slide."""
    name = slide.block, slide.area
    assert slide.title and not slide.title.endswith("."), (name, slide.title)
    assert slide.subtitle.startswith(f"{slide.area}. "), (name, slide.subtitle)
    receiptless = [word for word in texts(slide) if word != slide.notes.receipt]
    assert wrong(*receiptless) == [], (name, wrong(*receiptless))
    on_screen = [word for word in receiptless for each in ("Choose a name", "table below", "opens its") if each in word]
    assert on_screen == [], (name, on_screen)
    assert all(each.words.endswith((".", "?")) for each in slide.said), (name, slide.said)
    assert slide.chart is not None or slide.table is not None or slide.said, name
    if slide.chart is not None or slide.table is not None:
        assert slide.alt.endswith("."), (name, slide.alt)
    if slide.table:
        assert 0 < len(slide.table.rows) <= 8 and len(slide.table.heads) <= 5, name
        assert {len(row) for row in slide.table.rows} == {len(slide.table.heads)}, name
        assert [cell for row in slide.table.rows for cell in row if not 0 < len(cell) <= 60] == [], name
    assert slide.notes.source and slide.notes.definition and slide.notes.caveat, name
    assert len(slide.notes.questions) == 2, name


def hidden_names(store, own):
    """The real names that no text may hold while those of other areas are hidden."""
    return store.hiding(own)._aliases.real


def check_hidden(store, area, names):
    """That no slide of the area gives another area's name away, and how many slides there are."""
    hidden, real, count = store.hiding(area), hidden_names(store, area), 0
    for block in names:
        slide = made_or_said(hidden, block, area=area)
        if slide:
            count += 1
            given = [(name, text) for text in texts(slide) for name in real if name in text]
            assert given == [], (block, area, given[:2])
    return count
