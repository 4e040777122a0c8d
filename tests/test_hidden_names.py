"""Names left out: one number an area in every question and on every page, and no name or address that gives it away."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from choices import EDINBURGH, FIFE, GLASGOW, MEASURES, question
from reading import texts

from ijb import holds, paths
from ijb.comparators import comparator
from ijb.hidden_names import HIDDEN, aliases
from ijb.store import SCOTLAND
from ijb.views import about, areas, comparison, measure_rows, own_area, signals
from ijb.views.signals import Asked

EAST_RENFREWSHIRE = "S37000011"  # its name holds another's, and its board's name a third's
OWN = (FIFE, EDINBURGH, EAST_RENFREWSHIRE)
MONTHLY, SPEND = "delayed_beds_rate", "home_care_cost_per_hour"
COUNCILS = pd.read_csv(paths.REFERENCE / "councils.csv", dtype=str)


def choices(own):
    return {"area": own, "names": HIDDEN, "compare": "peers"}


@pytest.fixture(scope="module", params=OWN)
def own(request):
    return request.param


@pytest.fixture(scope="module")
def hidden(store, own):
    return store.hiding(own)


@pytest.fixture(scope="module")
def named(store, own):
    """Whether words hold a real name of another area, of another's council or of another board."""
    kept = [own, store.area(own)["health_board_code"]]
    named = store.areas[store.areas["level"].isin(["ijb", "health_board"])]
    every = [*named["name"], *named["short_name"], *COUNCILS["council_name"]]
    mine = {name for code in kept for name in store.area(code)[["name", "short_name"]]}
    mine |= set(store.councils(own)["name"])
    spoken = re.compile("|".join(sorted(map(re.escape, set(every)), key=len, reverse=True)))  # the longest first
    return lambda words: [name for name in spoken.findall(str(words)) if name not in mine]


def linked(*shown):
    """The areas that addresses in HTML, or addresses alone, lead to."""
    found = [each for text in shown for each in re.findall(r'href="([^"]*)"', str(text)) or [str(text)]]
    queries = [parse_qs(urlsplit(html.unescape(each)).query) for each in found]
    return {value for query in queries for value in [*query.get("area", []), *query.get("areas", [])]}


def codes_and_names(frame):
    key = "area_code" if "area_code" in frame else "code"
    return set(frame[[key, "name"]].dropna().itertuples(index=False, name=None))


# Numbers


def test_every_other_area_and_board_has_a_number_of_its_own(store, hidden, own):
    board = store.area(own)["health_board_code"]
    real, shown = (each.areas.set_index("code") for each in (store, hidden))
    assert shown.loc[[own, board, SCOTLAND], "name"].tolist() == real.loc[[own, board, SCOTLAND], "name"].tolist()
    for level, word, count in (("ijb", "Area", 31), ("health_board", "Board", 14)):
        others = shown[(shown["level"] == level) & ~shown.index.isin([own, board])]
        numbers = [int(name.removeprefix(f"{word} ")) for name in others["name"]]
        assert len(set(numbers)) == len(numbers) == count - 1 and set(numbers) < set(range(1, count + 1))
        assert (others["name"] == others["short_name"]).all()
        assert others["name"].str.fullmatch(rf"{word} \d\d").all()  # in order of text as of number
        assert others["abbr"].tolist() == [f"{word[0]}{name[-2:]}" for name in others["name"]]
    assert hidden.names_hidden and not store.names_hidden


def test_numbers_are_the_same_whoever_looks_and_follow_no_order(store):
    found = [aliases(store.areas, own).by_code for own in (*OWN, GLASGOW)]
    shared = set.intersection(*map(set, found))
    assert len(shared) > 30
    assert all(each[code] == found[0][code] for each in found for code in shared)
    ijbs = [code for code in store.codes("ijb") if code in shared]
    for order in (ijbs, sorted(ijbs)):
        numbers = [int(found[0][code].split()[1]) for code in order]
        assert numbers not in (sorted(numbers), sorted(numbers)[::-1])


def test_an_area_has_one_number_in_every_question(store, hidden):
    measure = MEASURES[MONTHLY]
    period = hidden.default_period(MONTHLY, "")
    frames = [
        hidden.areas,
        hidden.snapshot(MONTHLY, "", "", period),
        hidden.series(MONTHLY, "", "", hidden.codes("ijb")),
        hidden.everywhere(),
        hidden.signals("worse"),
        hidden.signals("better"),
        pd.DataFrame([hidden.area(code) for code in hidden.codes("ijb") + hidden.codes("health_board")]),
        areas.rows(hidden, question(hidden, measure.id), FIFE, comparator(hidden, FIFE, "scotland", []), {}),
    ]
    known = dict(codes_and_names(hidden.areas))
    for frame in frames:
        pairs = codes_and_names(frame)
        assert len(pairs) > 10 and all(known[code] == name for code, name in pairs)
    assert len(set(known.values())) == len(known) == 1 + 14 + 31


def test_the_store_asked_keeps_its_names(store, hidden, own):
    assert store.area(GLASGOW)["name"] == "Glasgow City" and hidden.area(GLASGOW)["name"].startswith("Area ")
    assert "Glasgow City" in store.signals("worse")["name"].tolist()
    assert store.hiding(GLASGOW).area(GLASGOW)["name"] == "Glasgow City"
    assert hidden.measures is store.measures
    values = [each.snapshot(MONTHLY, "", "", each.default_period(MONTHLY, "")) for each in (store, hidden)]
    found = [frame.set_index("area_code")["value"].sort_index() for frame in values]
    pd.testing.assert_series_equal(*found)


# Pages


@pytest.mark.parametrize("name", [MONTHLY, SPEND, "delayed_beds_treated_rate", "care_services_good_share"])
@pytest.mark.parametrize("kind", ["scotland", "board", "peers", "family"])
def test_comparisons_name_and_lead_to_no_other_area(hidden, own, named, name, kind):
    asked, other = question(hidden, name), comparator(hidden, own, kind, [])
    rows = areas.rows(hidden, asked, own, other, choices(own))
    words = [value for column in rows for value in rows[column] if isinstance(value, str)]
    scotland = areas.scotland_row(hidden, asked)
    shown = comparison.with_scotland(rows, scotland)
    words += [str(value) for name in ("name_cell", "status_cell", "level_cell") for value in shown[name]]
    words += [comparison.title(asked, rows), comparison.alt(asked, rows, scotland), comparison.missing(rows)]
    words += [comparison.boards_title(rows), comparison.boards_sentence(asked, rows), other.name, other.why_not]
    words += own_area.own_block(hidden, asked, rows, other)
    assert len(words) > 200 and [each for each in words if named(each)] == []
    assert linked(*rows["href"], *shown["name_cell"]) <= {own}
    assert {name for name in rows.loc[~rows["own"], "name"] if not name.startswith(("Area ", "Board "))} == set()


def test_every_way_of_comparing_keeps_the_names_out(hidden, own, named):
    asked = question(hidden, MONTHLY)
    ways = holds.ways(hidden, asked.measure, asked.breakdown, asked.basis, asked.period, own)
    assert len(ways) > 3 and named(holds.said(asked.measure, ways)) == []


@pytest.mark.parametrize("side", ["worse", "better"])
def test_signals_name_and_lead_to_no_other_area(hidden, own, named, side):
    every = Asked("", "all", "all")
    rows = signals.rows(hidden, every, choices(own), side)
    words = [value for column in rows for value in rows[column] if isinstance(value, str)]
    words += [area for rung in signals.rungs(hidden, rows, choices(own)) for area in rung.areas]
    assert len(words) > 200 and [each for each in words if named(each)] == []
    assert linked(*rows["measure_cell"], *rows["area_cell"], *words) <= {own}
    assert len(set(rows["name"])) > 5
    order = signals.ordered(hidden, rows, "area")["name"].tolist()
    assert order == sorted(order)  # by number: the real names' order would give them away


def test_the_rows_of_ones_own_area_name_and_lead_to_no_other(hidden, own, named):
    for kind in ("scotland", "peers"):
        rows = measure_rows.rows(hidden, own, comparator(hidden, own, kind, []), choices(own))
        words = [value for column in rows for value in rows[column] if isinstance(value, str)]
        assert len(rows) > 40 and [each for each in words if named(each)] == []
        assert linked(*rows["name"]) == {own}


def test_the_page_of_another_area_shows_its_number(store, hidden, own, named):
    """An address can be typed: what it then shows has a number too, and one's own name for nobody else."""
    rows = measure_rows.rows(hidden, GLASGOW, comparator(hidden, GLASGOW, "scotland", []), choices(own))
    alias = hidden.area(GLASGOW)["name"]
    said = " ".join(words for cell in rows["spine"] for words in texts(cell))
    assert alias in said and "Glasgow" not in said and store.area(own)["name"] not in said
    assert linked(*rows["name"]) == set()


# Notes on the data


def test_notes_on_the_data_name_no_other_area(hidden, named):
    notes = pd.concat([hidden.notes(source) for source in hidden.sources])
    assert len(notes) > 50
    assert [words for words in notes["text"] if named(words)] == []
    assert sorted({name for name in notes["area_name"].dropna() if named(name)}) == []


def test_a_note_of_ones_own_area_stays(store):
    notes = pd.concat([store.notes(source) for source in store.sources])
    own = notes[notes["area_code"].isin(store.codes("ijb"))]
    assert own["area_code"].nunique() == 5
    for code, of_area in own.groupby("area_code"):
        kept = pd.concat([store.hiding(code).notes(source) for source in of_area["source_id"].unique()])
        kept = kept[kept["area_code"] == code]
        assert sorted(kept["text"]) == sorted(of_area["text"])
        assert set(kept["area_name"]) == {store.area(code)["name"]}


def test_the_panel_under_a_chart_has_no_note_without_words(hidden, named):
    for measure in MEASURES.values():
        shown = about.definition(hidden, measure)
        notes = str(shown).partition("Notes on the data")[2]
        items = [html.unescape(words) for words in re.findall(r"<li>(.*?)</li>", notes)]
        assert [words for words in items if re.fullmatch(r"(.*: )?", words) or named(words)] == [], measure.id


def test_what_is_said_of_a_measure_names_no_other_area(store, hidden, named):
    """Cautions and the like that hold another area's name are left out, and no others."""
    left_out = 0
    for measure in MEASURES.values():
        whole, shown = str(about.definition(store, measure)), html.unescape(str(about.definition(hidden, measure)))
        assert named(shown.partition("Notes on the data")[0]) == [], measure.id
        said = [*measure.can_use_for, *measure.cannot_use_for, *measure.caveats, *(each.why for each in measure.breaks)]
        for words in said:
            assert html.escape(words) in whole or words in shown
        left_out += sum(words not in shown for words in said)
        assert hidden.sayable(said) == [words for words in said if words in shown]
        assert store.sayable(said) == said
    assert left_out > 10


# The rule alone


def test_text_that_names_another_area_is_emptied_and_the_rest_kept(store):
    given = aliases(store.areas, FIFE)
    frame = pd.DataFrame(
        {
            "area_code": [FIFE, GLASGOW, SCOTLAND, None],
            "name": ["Fife", "Glasgow City", "Scotland", None],
            "text": ["Fife counts anew.", "Recounted.", "Recounted but for Moray.", "All of it."],
        }
    )
    assert [given.says(words) for words in frame["text"]] == [False, False, True, False]
    assert given.says("Glasgow") and given.says("In Glasgow City.") and not given.says("In Scotland.")
    found = given.applied(frame)
    assert found["name"].tolist()[:3] == ["Fife", given.by_code[GLASGOW], "Scotland"]
    assert found["text"].tolist() == ["Fife counts anew.", "Recounted.", "", "All of it."]
    assert frame["name"].tolist()[1] == "Glasgow City"  # the frame given is left as it was
    without = pd.DataFrame({"measure": ["a"], "name": ["Glasgow City"]})
    assert given.applied(without) is without
    coded = given.applied(pd.DataFrame({"code": [GLASGOW], "short_name": ["Glasgow"], "abbr": ["GLA"]}))
    number = given.by_code[GLASGOW].removeprefix("Area ")
    assert len(number) == 2 and coded.iloc[0].tolist() == [GLASGOW, f"Area {number}", f"A{number}"]


def test_for_scotland_every_area_has_a_number(store):
    shown = store.hiding(SCOTLAND).areas.set_index("code")
    assert shown.loc[SCOTLAND, "name"] == "Scotland"
    others = shown.drop(SCOTLAND)["name"]
    assert set(others) == {f"Area {n:02}" for n in range(1, 32)} | {f"Board {n:02}" for n in range(1, 15)}
    asked = replace(question(store, MONTHLY), breakdown="")
    rows = areas.rows(store.hiding(SCOTLAND), asked, SCOTLAND, comparator(store, SCOTLAND, "scotland", []), {})
    assert rows["name"].str.fullmatch(r"Area \d\d").all()


def test_names_are_offered_to_open_only_where_one_leads_somewhere(store):
    asked = question(store, MONTHLY)
    subtitles = {}
    for own in (SCOTLAND, FIFE):
        hidden = store.hiding(own)
        rows = areas.rows(hidden, asked, own, comparator(hidden, own, "scotland", []), choices(own))
        assert linked(*rows["href"]) - {""} == ({own} if own == FIFE else set())
        subtitles[own] = comparison.subtitle(asked, rows)
    assert "Choose a name" not in subtitles[SCOTLAND]
    assert subtitles[FIFE] == f"{subtitles[SCOTLAND]} Choose a name to open that area."
