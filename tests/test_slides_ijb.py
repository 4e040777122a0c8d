"""Slides of One IJB, of the heat map and of Signals: every area, and figures worked straight from the database."""

import pytest
from choices import CODES, EDINBURGH, FIFE, GLASGOW, HIGHLAND, ORKNEY
from slide_reading import made, made_or_not, real_names, refused

from ijb.signals import RUNGS
from ijb.slides import of_ijb
from ijb.store import SCOTLAND
from ijb.views.standing_out import HEADS

DELAYS, TREATED = "delayed_beds_rate", "delayed_beds_treated_rate"
IJB = ("ijb_who", "ijb_stands_out", "ijb_measures", "ijb_board", "heat")
SIGNALS = ("signals", "signals_improving", "signals_silent")
CLACKS = "S37000005"


def newest(store, area):
    """measure, value, period_label of an area at each measure's default period, money in real terms."""
    return store._ask(
        "select measure, value, observation.period_label, basis from observation "
        "join default_period using (measure, breakdown, period_start, period_end) "
        "join measure on measure.id = measure and breakdown = default_breakdown where area_code = ? order by basis",
        area,
    )


def fired(store, table, area):
    """The rows of the table signal or improvement of an area, those that have lasted first, in reading order."""
    held = store._ask(
        f'select {table}.*, short_name from {table} join measure on id = measure where area_code = ? order by "order"',
        area,
    )
    return held.assign(place=[-RUNGS.index(rung) for rung in held["rung"]]).sort_values("place", kind="stable")


# --- every area ---


@pytest.mark.parametrize("area", CODES)
def test_every_area_has_the_slides_of_both_pages(store, area):
    for block in (*IJB, *SIGNALS):
        slide = made_or_not(store, block, area=area)
        assert (slide is not None) == (area != SCOTLAND or block not in ("ijb_board", "heat")), block
        assert slide is None or f"area={area}" in slide.page
        assert slide is None or area == SCOTLAND or slide.subtitle.startswith(store.area(area)["name"])


@pytest.mark.parametrize("theme", ["all", "flow", "money", "need", "capacity", "outcomes", "context"])
def test_every_theme_gives_slides_or_says_why_not(store, theme):
    for area in (SCOTLAND, ORKNEY):
        for rung in ("all", "persistent", "several domains"):
            made_or_not(store, "signals", area=area, theme=theme, rung=rung)
        for block in ("signals_improving", "signals_silent"):
            made_or_not(store, block, area=area, theme=theme)
        for colour in ("level", "direction"):
            made_or_not(store, "heat", area=area, theme=theme, colour=colour)


# --- who it is ---


def test_who_the_area_is_has_its_people_aged_75_and_over(store):
    slide = made(store, "ijb_who", area=FIFE)
    row = store._ask(
        "select numerator, value from observation where measure = 'population_75plus_share' and area_code = ? "
        "and breakdown = '' order by period_start desc limit 1",
        FIFE,
    ).iloc[0]
    assert slide.title == f"Fife: {row['numerator']:,.0f} people aged 75 or over in 2024, {row['value']:.1f}% of all"
    assert ("NHS board", "NHS Fife") in slide.table.rows
    both = made(store, "ijb_who", area=CLACKS).table.rows
    assert ("Councils", "Clackmannanshire and Stirling") in both
    assert ("Model", "Lead agency") in made(store, "ijb_who", area=HIGHLAND).table.rows


# --- where it stands out ---


@pytest.mark.parametrize("area", [FIFE, GLASGOW, ORKNEY, HIGHLAND])
def test_what_stands_out_is_what_fired_on_either_side(store, area):
    slide = made(store, "ijb_stands_out", area=area)
    groups = {}
    for each in slide.said:
        groups.setdefault(each.head, []).append(each) if each.head else list(groups.values())[-1].append(each)
    for (tone, head), table in zip(HEADS.items(), ("signal", "improvement", "")):
        marked = [each for each in groups.get(head, []) if each.mark]
        assert {each.tone for each in marked} <= {tone if table else "other"}
        named = [next(name for name in signalled_or(store) if each.words.startswith(f"{name}:")) for each in marked]
        signalled = fired(store, table, area)["short_name"].tolist() if table else []
        assert set(named) >= set(signalled) or len(named) == 5
        empty = [
            each.head
            for each in slide.said
            if each.words.startswith(("Nothing on this side", "Nothing on either side"))
        ]
        assert marked or not table or empty in (["Worse or better than its own past, or than others"], [head])
    assert [head for head in groups if not head.startswith(("Worse", "Better", "Apart,"))] == []


def signalled_or(store):
    """The short names of all measures, the longest first."""
    return sorted((each.short_name for each in store.measures.values()), key=len, reverse=True)


def test_where_nothing_stands_out_it_is_said_of_how_many_measures(store):
    """Fife: care home and home care costs, which neither end of is better, and nothing else."""
    assert made(store, "ijb_stands_out", area=FIFE).title == (
        "Fife stands out on 2 of the 34 measures tested: 2 where neither end is better"
    )
    assert made(store, "ijb_stands_out", area=GLASGOW).title == (
        "Glasgow City stands out on 4 of the 34 measures tested: worse on 2, 2 where neither end is better"
    )


# --- the measures ---


@pytest.mark.parametrize("area", [GLASGOW, ORKNEY, SCOTLAND])
def test_the_key_measures_are_those_of_the_database(store, area):
    table = made(store, "ijb_measures", area=area).table
    rows, whole = (newest(store, code) for code in (area, SCOTLAND))
    assert [row[0] for row in table.rows] == [store.measures[name].short_name for name in of_ijb.KEY]
    assert len(table.heads) == (4 if area == SCOTLAND else 5)
    for name, row in zip(of_ijb.KEY, table.rows):
        measure, basis = store.measures[name], store.real_basis(name)
        own, other = (each[(each["measure"] == name) & (each["basis"] == basis)].iloc[0] for each in (rows, whole))
        sign = "£" if measure.money else ""
        if own["value"] == own["value"]:
            assert row[1].startswith(f"{sign}{own['value']:,.{measure.decimals}f}"), name
        else:
            assert row[1].startswith("–"), name
        assert row[2].startswith(own["period_label"])
        if area != SCOTLAND:
            assert row[4].startswith(f"{sign}{other['value']:,.{measure.decimals}f}"), name


def test_a_comparator_has_its_name_over_its_figures(store):
    assert made(store, "ijb_measures", area=FIFE, compare="peers").table.heads[4] == "The median of its nearest peers"


# --- its health board ---


@pytest.mark.parametrize("area", [EDINBURGH, ORKNEY, CLACKS])
def test_the_areas_of_its_health_board_are_those_of_the_database(store, area):
    table = made(store, "ijb_board", area=area).table
    board = store.area(area)["health_board_code"]
    codes = [(DELAYS, code) for code in store.members(board)] + [(DELAYS, board), (TREATED, board)]
    assert len(table.rows) == len(codes)
    for (measure, code), row in zip(codes, table.rows):
        now, before = (
            store._ask(
                "select value from observation where measure = ? and area_code = ? and breakdown = '' "
                "and period_start = ?",
                *(measure, code, day),
            )["value"].iloc[0]
            for day in ("2025-08-01", "2024-08-01")
        )
        assert row[1] == f"{now:.1f}"
        assert row[2].replace("−", "-") == f"{now - before:+.1f}"
    assert table.rows[table.own][0] == store.area(area)["name"]


# --- the heat map ---


@pytest.mark.parametrize("area", [ORKNEY, GLASGOW, FIFE, EDINBURGH])
def test_the_own_figures_on_which_a_rule_fired(store, area):
    slide = made(store, "heat", area=area, colour="direction")
    held = store._ask(
        "select short_name, point_type from classification "
        "join default_period using (measure, breakdown, period_start) join measure on measure.id = measure "
        "and breakdown = default_breakdown where area_code = ? and areas = 'residence' "
        "and point_type in ('improvement', 'concern', 'neutral high', 'neutral low') and ended is null",
        area,
    )
    rows = slide.table.rows if slide.table else ()
    assert sorted(row[0] for row in rows) == sorted(held["short_name"])
    said = slide.title
    for side, kind in (("worse", "concern"), ("better", "improvement")):
        count = int((held["point_type"] == kind).sum())
        assert f"{count or 'none'} {'is ' if count < 2 else 'are '}" in said or side == "better"
    worse = [row[3] for row in rows]
    assert worse == sorted(worse, key=lambda words: (not words.startswith("Worse"), not words.startswith("Better")))


def test_scotland_is_no_column_of_the_heat_map(store):
    refused(store, "heat", "no figure of Scotland", area=SCOTLAND)


# --- signals ---


@pytest.mark.parametrize("area", [ORKNEY, GLASGOW, FIFE, HIGHLAND])
def test_each_signal_of_an_area_says_what_would_clear_it(store, area):
    slide = made(store, "signals", area=area)
    held = fired(store, "signal", area)
    signals = [each for each in slide.said if each.mark]
    assert len(signals) == len(held)
    for each, name, rung in zip(signals, held["short_name"], held["rung"]):
        assert each.words.startswith(f"{name}, ") and f" {rung.capitalize()}: " in each.words
    assert all(each.words.endswith(row) for each, row in zip(signals, held["clears_when"]))
    assert {each.tone for each in signals} <= {"worse"}
    assert slide.said[-1].words.startswith(f"{len(held)} signal")


def test_of_all_areas_each_stands_on_its_highest_rung(store):
    slide = made(store, "signals", area=SCOTLAND)
    held = store._ask("select name, rung from signal join area on code = area_code")
    highest = held.assign(place=[RUNGS.index(rung) for rung in held["rung"]]).groupby("name")["place"].max()
    for place, head in enumerate(("Watch", "Persistent", "Several domains")):
        names = sorted(highest.index[highest == place])
        said = [each.words for each in slide.said if each.words.startswith(head)]
        assert len(said) == (head != "Several domains" or bool(names))
        for words in said:
            assert words.startswith(f"{head}, {len(names)} area") and all(name in words for name in names)
    least = made(store, "signals", area=SCOTLAND, rung="several domains").said
    assert names or least[0].words == "Several domains: no areas."
    assert slide.title.startswith(f"{len(highest)} of the 31 areas have at least one signal")


def test_a_rung_asked_for_leaves_out_those_below(store):
    slide = made(store, "signals", area=SCOTLAND, rung="persistent")
    assert slide.said[0].words.startswith("Persistent, ")
    assert not any(each.words.startswith("Watch") for each in slide.said)
    assert slide.subtitle.endswith("Shown: those that persist.")


def test_who_has_improved_are_peers_of_the_area(store):
    peers = {store.area(code)["name"] for code in store.peers(GLASGOW)}
    slide = made(store, "signals_improving", area=GLASGOW)
    held = store._ask(
        "select measure, area.name from improvement join area on code = area_code where rung <> 'watch' order by 2"
    )
    held = held[held["name"].isin(peers)]
    assert slide.title.startswith(f"{held['name'].nunique()} areas like Glasgow City")
    said = {each.words.rpartition(": ")[0]: each.words.rpartition(": ")[2] for each in slide.said}
    assert len(said) == held["measure"].nunique()
    for name, rows in held.groupby("measure"):
        listed = said[store.measures[name].short_name]
        assert {peer for peer in peers if peer in listed} == set(rows["name"])
    own = set(fired(store, "signal", GLASGOW)["short_name"])
    assert [name in own for name in said] == sorted((name in own for name in said), reverse=True)


def test_of_all_areas_those_who_improved_stand_by_measure(store):
    slide = made(store, "signals_improving", area=SCOTLAND)
    held = store._ask(
        "select measure, area.name from improvement join area on code = area_code where rung <> 'watch' order by 2"
    )
    for name, rows in held.groupby("measure"):
        (said,) = [each for each in slide.said if each.words.startswith(f"{store.measures[name].short_name}:")]
        assert all(area in said.words for area in rows["name"]) and said.tone == "better"
    assert slide.title.startswith(f"{held['name'].nunique()} areas have improved")


@pytest.mark.parametrize("area", [GLASGOW, ORKNEY])
def test_what_gives_no_signal_is_what_is_not_tested(store, area):
    slide = made(store, "signals_silent", area=area)
    tested = store._ask("select distinct measure from signal_test where area_code = ?", area)["measure"]
    residence = [each for each in store.measures.values() if each.areas == "residence"]
    silent = int(slide.title.split()[0])
    assert silent + len(tested) == len(residence)
    said = " ".join(each.words for each in slide.said).lower()
    assert all(each.short_name.lower() in said for each in residence if each.id not in set(tested))


# --- names ---


@pytest.mark.parametrize("own", [FIFE, CLACKS, SCOTLAND])
def test_hidden_names_are_on_no_slide(store, own):
    hidden = store.hiding(own)
    others = real_names(store, own, store.area(own)["health_board_code"])
    for area in (own, EDINBURGH, SCOTLAND):
        for block in (*IJB, *SIGNALS):
            slide = made_or_not(hidden, block, area=area)
            assert not [name for name in others if name in repr(slide)], block
            assert slide is None or slide.page == ""
    refused(hidden, "ijb_board", "names are hidden", area=FIFE)


@pytest.mark.parametrize(
    ("block", "choices", "said"),
    [
        ("signals", {"rung": "highest"}, "rung “highest”"),
        ("signals_silent", {"theme": "weather"}, "theme “weather”"),
        ("heat", {"colour": "red"}, "colour “red”"),
    ],
)
def test_an_old_choice_is_named(store, block, choices, said):
    refused(store, block, said, area=FIFE, **choices)
