"""Every measure and breakdown, and every area: no page shows what no reader should see."""

import pytest
from choices import BY_RESIDENCE, CODES, FIFE, MEASURES, ORKNEY, WITH_SCOTLAND
from reading import WRONG, ends_rightly, texts, wrong

from ijb import comparators
from ijb.comparators import comparator
from ijb.export.table import csv_bytes
from ijb.store import SCOTLAND
from ijb.views import about, areas, board, comparison, funnels, marking, measure_rows, one_ijb, own_area, parts, trend
from ijb.views.areas import Question
from ijb.views.standing_out import none_words, on, standing_out
from ijb.views.trend import Asked

TABLES = 2  # of each measure, in how many breakdowns the cells of the tables are read too
TESTED = {"up", "down", "circle"}  # shapes of what is tested, whatever it shows


def asked_everywhere(store, measure):
    """Every breakdown and basis of a measure at its first period; of those in two parts (age and reason), two."""
    held = store.breakdowns(measure.id) or [measure.default_breakdown]
    both = [breakdown for breakdown in held if "|" in breakdown]
    for breakdown in [each for each in held if "|" not in each] + both[:1] + both[-1:]:
        period = store.default_period(measure.id, breakdown)
        for basis in dict.fromkeys(["", store.real_basis(measure.id)]):
            yield Question(measure, breakdown, basis, period)


def test_what_no_reader_should_see_is_caught():
    bad = ["nan people", "None", "a  b", "the end..", "a , b", "5%%", "fell by -3", "1 areas", "in 1 areas", "NaT"]
    assert all(WRONG.search(words) for words in bad)
    good = ["2022-24", "31 areas", "47.1 areas", "Not submitted", "12 (11–31)", "−3", "nano", "0.1 percentage points"]
    assert not any(WRONG.search(words) for words in good)


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_is_compared_in_every_breakdown(store, name):
    for place, asked in enumerate(asked_everywhere(store, store.measures[name])):
        own = CODES[(MEASURES[name].order + 7 * place) % 32]
        kind = list(comparators.kinds(store, own))[place % len(comparators.kinds(store, own))]
        beside = comparator(store, own, kind, [FIFE if own != FIFE else ORKNEY])
        found = areas.rows(store, asked, own, beside, {"area": own})
        scotland = areas.scotland_row(store, asked)
        assert len(found) == (14 if asked.measure.areas == "treatment" else 31)
        assert not found["area_code"].duplicated().any()
        check_sentences(store, asked, found, scotland, beside)
        check_colours(asked, found)
        if place < TABLES:
            check_tables(asked, found, scotland, beside)


def check_sentences(store, asked, found, scotland, beside):
    subtitle, on_map = comparison.subtitle(asked, found), comparison.map_subtitle(asked, found)
    alt = comparison.alt(asked, found, scotland)
    assert ends_rightly(subtitle) and ends_rightly(on_map) and ends_rightly(alt)
    title, rest = alt.split(". ", 1)
    assert title == comparison.title(asked, found) and ends_rightly(rest)
    said = [
        subtitle,
        on_map,
        alt,
        comparison.missing(found),
        comparison.boards_title(found),
        comparison.boards_subtitle(asked),
        comparison.boards_sentence(asked, found),
        comparison.table_title(asked, found, "value"),
        *own_area.own_block(store, asked, found, beside),
        *(words for _, words in comparison.chart_extras(found, beside)),
        *(column.head for column in comparison.columns(asked, beside)),
    ]
    if found["value"].isna().all():
        said.append(comparison.nothing(asked, found, scotland))
    assert wrong(*said) == []
    assert max(map(len, comparison.as_tiles(asked, found)["value_text"].dropna()), default=0) <= 6


def check_colours(asked, found):
    """Whichever question the colours answer, they say so, or that nothing is tested; and a funnel says who is apart."""
    for colour in marking.answers(asked.measure):
        coloured, shown = asked.coloured(colour), marking.coloured(found, colour)
        on_map = comparison.map_subtitle(coloured, shown)
        assert ends_rightly(on_map) and wrong(on_map) == []
        assert not {mark.shape for mark in shown["mark"]} & TESTED or "No colour" not in on_map
        assert {mark.shape for mark in shown["mark"]} & TESTED or "No colour" in on_map
    limits = funnels.drawn(asked, found)
    if limits:
        alt = funnels.alt(limits)
        said = [alt, funnels.title(limits), funnels.subtitle(limits), funnels.cases(asked.measure)]
        assert wrong(*said) == [] and ends_rightly(alt) and not funnels.title(limits).endswith(".")
        assert set(limits.rows["mark"]) <= set(found["level"])


def check_tables(asked, found, scotland, beside):
    both = comparison.with_scotland(found, scotland)
    cells = [cell for column in comparison.columns(asked, beside) for cell in both[column.key]]
    assert wrong(*cells, *found["reason"]) == []
    download = comparison.download(asked, found, scotland)
    assert wrong(about.plain_table(download)) == []
    assert csv_bytes(about.exported(download), download.about).count(b"\r\n") == len(both) + len(download.about) + 2


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_has_its_trend_in_every_breakdown(store, name):
    for place, at in enumerate(asked_everywhere(store, store.measures[name])):
        code = trend.area_for(store, at.measure, CODES[(MEASURES[name].order + 5 * place) % 32])
        asked = Asked(at.measure, at.breakdown, at.basis, code, ("recent", "all")[place % 2])
        line = trend.line(store, asked)
        others = trend.others(store, asked, [SCOTLAND, FIFE], line)
        assert wrong(*said_of_trend(store, asked, line, others)) == []
        assert not line.title.endswith(".")
        assert line.latest is None or ends_rightly(trend.said(asked, line))
        assert ends_rightly(trend.subtitle(asked, line, others)) and ends_rightly(trend.alt(asked, line, others))
        pieces = parts.parts(store, asked)
        assert pieces.empty or wrong(*said_of_parts(asked, pieces)) == []
        assert place >= TABLES or wrong(about.plain_table(trend.download(store, asked, line))) == []


def said_of_trend(store, asked, line, others):
    return [
        trend.page_title(store, asked),
        line.title,
        line.change,
        trend.subtitle(asked, line, others),
        trend.said(asked, line),
        trend.nothing(line, others),
        trend.alt(asked, line, others),
        *(words for _, words in trend.key_extras(line, others)),
        *line.frame["value_text"],
    ]


def said_of_parts(asked, pieces):
    return [
        parts.title(asked, pieces),
        parts.subtitle(asked),
        parts.alt(asked, pieces),
        parts.drill_links(asked, pieces, {"area": asked.area}),
        *pieces["value_text"],
    ]


@pytest.mark.parametrize("code", CODES)
def test_every_area_has_a_row_for_every_measure(store, code):
    kinds = list(comparators.kinds(store, code))
    kind = kinds[CODES.index(code) % len(kinds)]
    found = measure_rows.rows(store, code, comparator(store, code, kind, [FIFE, ORKNEY]), {"area": code})
    assert found["measure"].tolist() == BY_RESIDENCE
    shown = [cell for column in one_ijb.columns(store.area(code), WITH_SCOTLAND) for cell in found[column.key]]
    assert wrong(*shown, *found["compared"]) == []
    for tone in ("worse", "better", "neither"):
        standing = standing_out(store, found, tone)
        assert len(standing) <= 5
        assert wrong(*(words for _, words in standing)) == []
        assert all(on(mark, tone) and ends_rightly(list(texts(words))[-1].strip()) for mark, words in standing)
    assert ends_rightly(none_words(found)) and wrong(none_words(found)) == []
    assert wrong(*(words for pair in one_ijb.facts(store, code) for words in pair)) == []


@pytest.mark.parametrize("code", CODES[1:])
def test_every_area_is_shown_beside_the_others_of_its_board(store, code):
    own = store.area(code)
    found = board.rows(store, own, {"area": code})
    assert len(found) == len(store.members(own["health_board_code"])) + 2
    assert wrong(board.title(store, own), board.subtitle(store), *found.drop(columns="area_code").stack()) == []
