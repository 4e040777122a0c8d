"""The signals page: who stands on which rung, what is filtered, what links carry, what is said of chance and of age."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from choices import EDINBURGH, FIFE, GLASGOW, HIGHLAND, MEASURES, ORKNEY
from reading import ends_rightly, texts, wrong

from ijb.sentences import of_signals
from ijb.views import about, signals
from ijb.views.signals import Asked

EVERY = Asked("", "all", "all")
WESTERN_ISLES, ARGYLL = "S37000031", "S37000004"
LASTING = ("persistent", "several domains")


def shown(store, asked=EVERY, choices=None, side="worse"):
    return signals.rows(store, asked, choices or {}, side)


def held(store, table="signal"):
    """The table signal with each measure's theme."""
    return store._ask(f"select {table}.*, theme from {table} join measure on measure.id = {table}.measure")


def link(cell):
    """The words and the page of the one link of a cell, and what its address carries."""
    ((address, words),) = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', cell)
    parts = urlsplit(html.unescape(address))
    return html.unescape(words), parts.path, {name: value[0] for name, value in parse_qs(parts.query).items()}


# Titles


def test_titles_count_what_the_table_holds(store):
    every = held(store)
    areas, lasting = every["area_code"].nunique(), every.loc[every["rung"].isin(LASTING), "area_code"].nunique()
    several = every.loc[every["rung"] == "several domains", "area_code"].nunique()
    expected = of_signals.ladder(31, areas, lasting, several)
    assert expected.startswith(f"{areas} of the 31 areas have at least one signal, {lasting} have")
    assert signals.title(store, EVERY, shown(store)) == expected
    own = every[every["area_code"] == ORKNEY]
    asked = Asked(ORKNEY, "all", "all")
    count = int(own["rung"].isin(LASTING).sum())
    assert len(own) > 1 and 0 < count < len(own)
    said = f"Orkney Islands has {len(own)} signals, {count} of them persistent"
    assert signals.title(store, asked, shown(store, asked)) == said


def titled(store, asked):
    """The title as the page gives it: of every rung."""
    return signals.title(store, asked, shown(store, signals.every_rung(asked)))


@pytest.mark.parametrize("area", ["", ORKNEY, WESTERN_ISLES])
def test_a_title_speaks_of_every_rung_whichever_is_shown(store, area):
    every = [titled(store, Asked(area, "all", rung)) for rung in signals.AT_LEAST]
    assert set(every) == {titled(store, Asked(area, "all", "all"))} and len(every) == 3
    assert signals.every_rung(Asked(area, "flow", "persistent")) == Asked(area, "flow", "all")


@pytest.mark.parametrize("theme", ["flow", "capacity", "need", "outcomes"])
def test_a_title_of_one_theme_says_which(store, theme):
    every = held(store)
    every = every[every["theme"] == theme]
    areas, lasting = every["area_code"].nunique(), every.loc[every["rung"].isin(LASTING), "area_code"].nunique()
    said = f"None of the 31 areas has a signal in {theme}"
    if areas:
        have = {1: "has"}
        said = f"{areas} of the 31 areas {have.get(areas, 'have')} at least one signal in {theme}, "
        said += f"{lasting or 'none'} {have.get(lasting, 'have')} one that persists"
    assert {titled(store, Asked("", theme, rung)) for rung in signals.AT_LEAST} == {said}
    own = every[every["area_code"] == WESTERN_ISLES]
    one = titled(store, Asked(WESTERN_ISLES, theme, "persistent"))
    assert one.startswith(f"Western Isles has {len(own) or 'no'} signals in {theme}")
    count = int(own["rung"].isin(LASTING).sum())
    assert one.endswith(f"in {theme}" if own.empty else f", {count} of them persistent")
    assert theme != "flow" or areas > lasting > 1 and len(own) > count > 0


# Filters


def test_filters_keep_what_was_asked_for(store):
    every = held(store)
    keys = ["measure", "area_code", "kind"]
    for side, table in (("worse", "signal"), ("better", "improvement")):
        rows = held(store, table)
        assert set(map(tuple, shown(store, side=side)[keys].to_numpy())) == set(map(tuple, rows[keys].to_numpy()))
    for asked, kept in (
        (Asked(WESTERN_ISLES, "all", "all"), every["area_code"] == WESTERN_ISLES),
        (Asked("", "flow", "all"), every["theme"] == "flow"),
        (Asked("", "outcomes", "all"), every["theme"] == "outcomes"),
        (Asked("", "all", "persistent"), every["rung"].isin(LASTING)),
        (Asked("", "all", "several domains"), every["rung"] == "several domains"),
        (Asked(ORKNEY, "flow", "persistent"), every["area_code"].eq(ORKNEY) & every["rung"].isin(LASTING)),
    ):
        found = shown(store, asked)
        assert sorted(map(tuple, found[keys].to_numpy())) == sorted(map(tuple, every.loc[kept, keys].to_numpy()))
    assert (
        0
        < len(shown(store, Asked(WESTERN_ISLES, "all", "persistent")))
        < len(shown(store, Asked(WESTERN_ISLES, "all", "all")))
    )


def test_themes_offered_are_those_with_a_test(store):
    tested = {MEASURES[name].theme for name in store.signal_tests()["measure"]}
    words = signals.theme_words(store)
    assert list(words)[0] == "all" and set(words) - {"all"} == tested
    assert "context" not in words and words["flow"] == "Flow"


# Rungs


def made(*rungs):
    return pd.DataFrame(rungs, columns=["area_code", "rung"])


def test_every_area_stands_once_on_its_highest_rung_by_name(store):
    frame = made(
        (WESTERN_ISLES, "watch"), (WESTERN_ISLES, "persistent"), (WESTERN_ISLES, "watch"),
        (EDINBURGH, "watch"), (EDINBURGH, "watch"),
        (GLASGOW, "persistent"), (GLASGOW, "several domains"), (GLASGOW, "several domains"),
        (HIGHLAND, "watch"), (FIFE, "watch"), (ARGYLL, "watch"), (ORKNEY, "persistent"),
    )  # fmt: skip
    found = signals.rungs(store, frame, {})
    assert [(rung.name, [link(area)[0] for area in rung.areas]) for rung in found] == [
        ("Watch", ["Argyll and Bute", "Edinburgh", "Fife", "Highland"]),
        ("Persistent", ["Orkney Islands", "Western Isles"]),
        ("Several domains", ["Glasgow City"]),
    ]
    assert [len(rung.areas) for rung in signals.rungs(store, made(), {})] == [0, 0, 0]


def test_the_real_rungs_hold_every_area_with_a_signal_once(store):
    every = held(store)
    on = {rung.name: [link(area)[2]["area"] for area in rung.areas] for rung in signals.rungs(store, shown(store), {})}
    listed = [code for codes in on.values() for code in codes]
    assert sorted(listed) == sorted(every["area_code"].unique())
    lasting = set(every.loc[every["rung"].isin(LASTING), "area_code"])
    assert set(on["Persistent"] + on["Several domains"]) == lasting and lasting
    assert len(on["Watch"]) == len(listed) - len(lasting) > 0


# Links and order


def test_links_lead_to_where_a_signal_is_seen_and_carry_the_choices(store):
    choices = {"area": FIFE, "compare": "peers", "measure": "rural_share", "period": "2021-06-30", "prices": "cash"}
    rows = shown(store, choices=choices)
    for row in rows.to_dict("records"):
        words, page, carried = link(row["measure_cell"])
        kept = {"area": row["area_code"], "compare": "peers", "measure": row["measure"], "prices": "cash"}
        where = ("compare", {"colour": "level"}) if row["kind"] == "outlying" else ("trend", {})
        assert (words, page, carried) == (MEASURES[row["measure"]].short_name, where[0], kept | where[1])
        own = kept | {"measure": "rural_share", "period": "2021-06-30"}
        assert link(row["area_cell"]) == (row["name"], "ijb", own)
    assert {"outlying", "unusual month"} <= set(rows["kind"])
    rung = signals.rungs(store, rows, choices)[0].areas[0]
    assert link(rung)[1:] == ("signals", choices | {"area": link(rung)[2]["area"]})


def test_order_is_by_name_and_reading_order_and_never_by_how_many(store):
    pairs = [("Moray", "delayed_beds_rate"), *[("Angus", "carers_supported")] * 3, ("Fife", "delayed_beds_rate")]
    pairs += [("Fife", "carers_supported"), ("Angus", "delayed_beds_awi_rate")]
    frame = pd.DataFrame(pairs, columns=["name", "measure"])
    by_area, by_measure = (
        signals.ordered(store, frame, group)[["name", "measure"]].to_numpy().tolist() for group in ("area", "measure")
    )
    awi, beds, carers = "delayed_beds_awi_rate", "delayed_beds_rate", "carers_supported"
    assert by_area == [["Angus", awi], *[["Angus", carers]] * 3, ["Fife", beds], ["Fife", carers], ["Moray", beds]]
    assert by_measure == [["Fife", beds], ["Moray", beds], ["Angus", awi], *[["Angus", carers]] * 3, ["Fife", carers]]
    assert [column.key for column in signals.columns("area")] == ["measure_cell", "fired_cell", "rung_cell"]
    assert [column.key for column in signals.columns("measure")][0] == "area_cell"
    assert {signals.group_column("area"), signals.group_column("measure")} == {"name", "short_measure"}


def test_every_row_reads_well_and_says_what_would_clear_it(store):
    for side in ("worse", "better"):
        rows = shown(store, side=side).to_dict("records")
        cells = [row[name] for row in rows for name in ("measure_cell", "area_cell", "fired_cell", "rung_cell")]
        assert len(cells) > 80 and wrong(*cells) == []
        for row in rows:
            said = list(texts(row["fired_cell"]))
            assert said[0] == row["fired"] and ends_rightly(row["fired"])
            assert (row["clears_when"] in said) == (side == "worse")
            assert row["last_label"] in row["fired"] and row["last_label"] in " ".join(texts(row["measure_cell"]))


def test_every_figure_from_one_period_to_another_is_past_the_limit_said(store):
    """A figure inside between the two would make "above its upper limit from … to …" untrue."""
    inside = []
    for side in ("worse", "better"):
        for row in shown(store, side=side).to_dict("records"):
            if (
                row["kind"] != "unusual month"
                or f"from {row['first_label']} to {row['last_label']}" not in row["fired"]
            ):
                continue
            every = store.series(row["measure"], row["breakdown"], row["basis"], [row["area_code"]])
            values = every[every["period_start"].between(row["first_period"], row["last_period"])]["value"].dropna()
            past = values > row["upper"] if row["rule"] == "above upper limit" else values < row["lower"]
            assert len(values) > 1
            inside += [] if past.all() else [(row["name"], row["measure"], row["fired"])]
    assert inside == []


def test_a_share_of_few_cases_says_of_how_many(store):
    found = shown(store)
    cells = {key: list(texts(cell)) for key, cell in found.set_index(["name", "measure"])["measure_cell"].items()}
    treated = "drug_and_alcohol_treatment_within_3_weeks"
    assert cells["Western Isles", treated] == [
        "Drug and alcohol: within 3 weeks",
        "41.7% of treatments started, Q1 2025/26 (5 of 12)",
    ]
    said = {name for (_, name), words in cells.items() if words[1].endswith(")")}
    assert said == {name for name in found["measure"] if MEASURES[name].minimum_denominator} == {treated}


# Questions and the download


def test_each_measure_with_a_signal_asks_its_questions_once(store):
    rows = shown(store)
    found = signals.questions(store, rows)
    named = sorted(set(rows["measure"]), key=lambda name: MEASURES[name].order)
    assert [name for name, _ in found] == [MEASURES[name].short_name for name in named]
    for name, (_, block) in zip(named, found):
        asked = MEASURES[name].questions
        heads = {"commission": "For the Accounts Commission", "board": "For the IJB", "partners": "For partners"}
        assert list(texts(block)) == [said for who in heads for said in (heads[who], *asked[who])]
    assert signals.questions(store, rows.iloc[:0]) == []


def test_the_download_holds_every_signal_shown(store):
    asked = Asked(ORKNEY, "all", "all")
    rows = shown(store, asked)
    download = signals.download(store, asked, rows)
    assert download.file_name == "signals-orkney-islands"
    assert set(download.heads) <= set(download.figures.columns) and len(download.figures) == len(rows)
    alarms = f"{signals.expected(store, asked, rows)} {of_signals.EXPECTED_MEANS}"
    assert dict(download.about)["False alarms"] == alarms
    assert download.title == "Signals: Orkney Islands"
    first = about.exported(download).iloc[0]
    own_past = [first[f"{name} of its own past"] for name in ("Lower limit", "Average", "Upper limit")]
    assert [first["Unit"], *(round(each, 1) for each in own_past)] == ["beds per 100,000 adults", 30.2, 49.8, 69.4]
    assert round(first["Upper limit among the areas"], 1) == 111.5 and pd.isna(first["Lower limit among the areas"])
    assert signals.download(store, EVERY, shown(store)).file_name == "signals-all-areas"


# False alarms to expect


def test_expected_adds_up_the_tests_of_what_is_shown(store):
    tests = store.signal_tests()
    for asked, kept in (
        (EVERY, tests["measure"].ne("")),
        (Asked(ORKNEY, "all", "all"), tests["area_code"] == ORKNEY),
        (Asked("", "outcomes", "all"), tests["measure"].str.startswith("healthy_life")),
    ):
        rows, own = shown(store, asked), tests[kept]
        said = of_signals.expected(len(rows), len(own), own["low"].sum(), own["high"].sum())
        assert signals.expected(store, asked, rows) == said
    asked = Asked("", "all", "persistent")
    low, high = tests["low_persistent"].sum(), tests["high_persistent"].sum()
    said = signals.expected(store, asked, shown(store, asked))
    assert said == of_signals.expected(len(shown(store, asked)), len(tests), low, high, True)
    assert "persistent signals from" in said
    assert signals.expected(store, Asked("", "all", "several domains"), shown(store)) == ""
    assert signals.expected(store, Asked("", "money", "all"), shown(store).iloc[:0]) == (
        "No figure of these is new enough to be tested."
    )


def test_what_chance_alone_would_give_comes_with_what_is_meant(store):
    rows = shown(store)
    said = [list(texts(block)) for block in signals.alarms(store, EVERY, rows)]
    means = (
        "Limits are worked anew with each new figure, so a figure that would clear a signal is given as things stand. "
        "A persistent signal has lasted: three of the last four figures are outside, seven or more in a row are on one "
        "side or move one way, or it was so a year before too."
    )
    assert said == [[signals.expected(store, EVERY, rows)], [of_signals.EXPECTED_MEANS], [means]]
    none = Asked("", "all", "several domains")
    assert [list(texts(block)) for block in signals.alarms(store, none, rows.iloc[:0])] == [[], [], []]
