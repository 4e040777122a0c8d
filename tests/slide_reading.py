"""What every slide must be, whatever it shows; and how tests make one."""

import pytest
from clock import TODAY
from reading import ends_rightly, wrong

from ijb.slides import blocks
from ijb.slides.ask import CannotShow

CELL, ROWS, COLUMNS = 60, 8, 5


def made(store, block, **choices):
    """The slide of a block with some choices."""
    return blocks.slide(store, blocks.item(block, choices), TODAY, "https://example.org")


def made_or_not(store, block, **choices):
    """The slide, read; None where it cannot be shown, which is then said in a sentence."""
    try:
        slide = made(store, block, **choices)
    except CannotShow as fault:
        assert ends_rightly(str(fault)) and not wrong(str(fault))
        return None
    check(slide)
    return slide


def check(slide):
    """Its texts read well, its table is small, and behind it stand source, definition and two questions."""
    table, notes = slide.table, slide.notes
    cells = [cell for row in (table.heads, *table.rows) for cell in row] if table else []
    said = [words for each in slide.said for words in (each.words, each.head)]
    texts = [slide.title, slide.subtitle, slide.alt, slide.area, *cells, *said]
    read = [words.replace("None of ", "") for words in texts]
    assert wrong(*read, notes.caveat, notes.definition, *notes.questions) == []
    assert slide.title and not slide.title.endswith(".") and ends_rightly(slide.subtitle)
    assert slide.chart or slide.table or slide.said
    assert slide.alt or not (slide.chart or slide.table)
    assert "table below" not in slide.alt and "Choose" not in slide.subtitle and "<" not in "".join(texts)
    assert all(each.words and (each.mark == "") <= (each.tone == "other") for each in slide.said)
    if table:
        assert 1 <= len(table.rows) <= ROWS and len(table.heads) <= COLUMNS
        assert {len(row) for row in table.rows} == {len(table.heads)}
        assert max(map(len, cells)) <= CELL
    assert notes.source and notes.caveat and notes.definition and len(notes.questions) == 2


def real_names(store, *but):
    """The names of all areas and health boards but those of some codes."""
    areas = store.areas[store.areas["level"].isin(["ijb", "health_board"])]
    kept = areas[~areas["code"].isin(but)]
    return {*kept["name"], *kept["short_name"]}


def refused(store, block, said, **choices):
    """Asserts that a block cannot be shown, and what is said."""
    with pytest.raises(CannotShow, match=said):
        made(store, block, **choices)
