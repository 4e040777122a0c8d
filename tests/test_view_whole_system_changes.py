"""The scatter of changes: years and counts by a second method, what is left out and why, and every choice read."""

from collections import Counter
from datetime import date

import pytest
from chains import ANGUS, DAYS, HOURS, SPEND, USUAL, with_break
from choices import FIFE, GLASGOW, ORKNEY, WITH_SCOTLAND
from reading import ends_rightly, texts, wrong

from ijb import chain
from ijb.comparators import comparator
from ijb.store import SCOTLAND
from ijb.views import about, whole_system, whole_system_chain, whole_system_changes, whole_system_scatter
from ijb.views.whole_system_changes import Asked

SPLIT_LATER = ["Glasgow City", "Midlothian", "Moray", "North Ayrshire"]  # hours by age from March 2019 only


def changes(store, area=FIFE, chosen=USUAL, pair="money-flow", span=5, offset=0, beside=WITH_SCOTLAND):
    return whole_system_changes.changes(store, area, beside, chosen, Asked(pair, span, offset), {"area": area})


def moves(recomputed, measure, first, last, basis=""):
    """The change of every area in per cent, from the second method: by code."""
    rows = recomputed[
        (recomputed["measure"] == measure) & (recomputed["breakdown"] == "") & (recomputed["basis"] == basis)
    ]
    rows = rows.assign(year=[day.year - (day.month < 4) for day in rows["period_start"]])
    one, two = (rows[rows["year"] == year].set_index("area_code")["value"] for year in (first, last))
    return ((two / one - 1) * 100).dropna()


# --- the figures ---


@pytest.mark.parametrize(
    "span, offset, spend_years, days_years",
    [
        (5, 0, (2017, 2022), (2017, 2022)),
        (5, 1, (2017, 2022), (2018, 2023)),
        (5, 2, (2017, 2022), (2019, 2024)),
        (3, 0, (2019, 2022), (2019, 2022)),
        (1, 0, (2021, 2022), (2021, 2022)),
        (1, 2, (2021, 2022), (2023, 2024)),
    ],
)
def test_changes_and_counts_of_money_and_delays_by_a_second_method(
    store, recomputed, span, offset, spend_years, days_years
):
    found = changes(store, span=span, offset=offset)
    assert [(side.first, side.last) for side in found.sides] == [spend_years, days_years]
    spend = moves(recomputed, SPEND, *spend_years, store.real_basis(SPEND))
    days = moves(recomputed, DAYS, *days_years)
    shown = found.drawn.set_index("area_code")
    assert len(found.counted) == 31 and len(shown) == 32
    assert shown["x_change"].to_dict() == pytest.approx(spend.reindex(shown.index).to_dict())
    assert shown["y_change"].to_dict() == pytest.approx(days.reindex(shown.index).to_dict())
    ways = Counter((spend[code] > 0, days[code] > 0) for code in store.codes("ijb"))
    counts = [ways[(True, False)], ways[(True, True)], ways[(False, False)], ways[(False, True)]]
    words = [str(count or "none") for count in counts]
    one, two = "adult social work spend per adult", "delayed bed days (75 and over)"
    assert whole_system_scatter.said(found).startswith(
        f"Of 31 areas, in {words[0]} {one} went up and {two} went down; in {words[1]} both went up; "
        f"in {words[2]} both went down; in {words[3]} {one} went down and {two} went up. Fife: "
    )
    years = f"{span} year{'' if span == 1 else 's'}"
    assert whole_system_scatter.title(found) == (
        f"Adult social work spend per adult and {two} over {years}: both went up in {words[1]} of 31 areas, both went "
        f"down in {words[2]}, and one went up, the other down, in {counts[0] + counts[3] or 'none'}"
    )


def test_areas_without_one_of_the_figures_are_left_out_by_name(store, recomputed):
    """Hours of older people are not split by age in 2017/18 in four areas, which Scotland's figure lacks."""
    found = changes(store, pair="money-need")
    assert [(side.first, side.last) for side in found.sides] == [(2017, 2022)] * 2
    gone = found.rows[~found.rows["area_code"].isin(found.drawn["area_code"])]
    assert sorted(gone["name"]) == ["Aberdeen City", *SPLIT_LATER, "Scotland"] and len(found.counted) == 26
    assert set(moves(recomputed, HOURS, 2017, 2022).index) >= set(found.counted["area_code"])
    assert whole_system_scatter.left_out(found) == (
        "Left out: Aberdeen City (hours of care at home: a figure in doubt); "
        "Scotland (hours of care at home: a figure that is partial); "
        "Glasgow City, Midlothian, Moray and North Ayrshire (hours of care at home: no figure)."
    )


def test_an_offset_is_of_delays_only(store):
    found = changes(store, pair="money-need", offset=2)
    assert [(side.first, side.last) for side in found.sides] == [(2017, 2022)] * 2
    later = changes(store, pair="need-flow", offset=1)
    assert [(side.first, side.last) for side in later.sides] == [(2018, 2023), (2019, 2024)]


def test_shares_change_in_percentage_points(store, recomputed):
    share = "self_directed_support_share"
    found = changes(store, chosen=[share, HOURS, DAYS])
    rows = recomputed[(recomputed["measure"] == share) & (recomputed["area_code"] == GLASGOW)]
    values = {day.year: value for day, value in zip(rows["period_start"], rows["value"])}
    own = found.rows.set_index("area_code").loc[GLASGOW, "x_change"]
    assert own == pytest.approx(values[2022] - values[2017])
    assert found.sides[0].words == "Self-directed support share: change from 2017/18 to 2022/23, percentage points"
    assert found.sides[0].suffix == "" and found.sides[1].suffix == "%"


def test_no_change_crosses_a_break_and_it_is_said_why(store):
    broken = with_break(store, DAYS, date(2020, 4, 1))
    found = changes(broken)
    assert found.counted.empty and set(found.rows["y_why"]) == {chain.BROKEN}
    said = whole_system_scatter.left_out(found)
    assert said == (
        "Left out: 31 areas and Scotland (delayed bed days (75 and over): a break in the series in April 2020, "
        "counted anew)."
    )
    drawn = whole_system_scatter.drawing(found, "light")
    assert drawn.figure is None and said in " ".join(texts(*drawn.above))
    assert len(changes(broken, span=1).counted) == 31


# --- what is read ---


def test_the_own_area_and_scotland_are_told_apart_and_peers_are_marked(store):
    peers = comparator(store, FIFE, "peers", [])
    found = changes(store, beside=peers)
    assert found.rows.loc[found.rows["own"], "area_code"].tolist() == [FIFE]
    assert set(found.rows.loc[found.rows["peer"], "area_code"]) == set(peers.members)
    key = str(whole_system_scatter.drawing(found, "light").below[0])
    assert "Nearest peers" in key and "Scotland" in key and "Fife" in key
    national = changes(store, area=SCOTLAND)
    assert not national.rows["own"].any()
    assert whole_system_scatter.said(national).count("Scotland: ") == 1


def test_the_table_lists_every_area_with_a_link_and_scotland_first(store):
    found = changes(store, pair="money-need")
    shown = str(whole_system_scatter.table_html(found, FIFE))
    assert shown.count("<tr") == 33 and shown.count('href="ijb?area=S37') == 31
    assert shown.count("No figure") == 4 and wrong(shown) == []
    assert shown.index(">Scotland<") < shown.index(">Aberdeen City<")
    assert "change from 2017/18 to 2022/23" in shown
    taken = whole_system_scatter.download(store, found)
    assert len(about.exported(taken)) == 32 and about.exported(taken).columns.is_unique


def test_what_lies_beyond_the_scale_is_said(store):
    found = changes(store, pair="need-flow")
    assert "Beyond the scale, a triangle at the edge: Inverclyde (−34%, +" in whole_system_scatter.subtitle(found)


def test_no_change_is_drawn_from_a_figure_in_doubt(store):
    """Angus's hours of March 2019, 1,155 between 7,510 and 10,320, and Orkney's, as of the year before."""
    found = changes(store, ANGUS, pair="need-flow")
    assert (found.sides[0].first, found.sides[0].last) == (2018, 2023)
    gone = found.rows[found.rows["x_why"] == chain.DOUBT]
    assert sorted(gone["name"]) == ["Angus", "Orkney Islands"]
    assert "Angus and Orkney Islands (hours of care at home: a figure in doubt)" in whole_system_scatter.left_out(found)
    assert "Angus" not in whole_system_scatter.subtitle(found)


def test_of_more_than_a_doubling_the_figures_are_given_too(store, recomputed):
    found = changes(store, ORKNEY, offset=1)
    rows = recomputed[
        (recomputed["measure"] == DAYS) & (recomputed["area_code"] == ORKNEY) & (recomputed["breakdown"] == "")
    ]
    days = {day.year: value for day, value in zip(rows["period_start"], rows["value"])}
    change = (days[2023] / days[2018] - 1) * 100
    assert change > 100
    assert (
        f"(75 and over) +{change:,.0f}% (from {days[2018]:,.0f} to {days[2023]:,.0f}). "
        in whole_system_scatter.said(found)
    )
    assert " (from " not in whole_system_scatter.said(changes(store, FIFE))


def test_a_picture_is_said_to_show_no_cause(store):
    said = whole_system_scatter.said(changes(store))
    assert ". A picture like this cannot show a cause." in said and ends_rightly(said)
    assert [claim for claim in ("led to", "because", "drives", "impact", "caused") if claim in said] == []


def test_no_other_area_is_named_while_names_are_hidden(store):
    hidden = store.hiding(FIFE)
    choices = {"area": FIFE, "names": "hidden"}
    peers = comparator(hidden, FIFE, "peers", [])
    others = set(store.areas.loc[(store.areas["level"] == "ijb") & (store.areas["code"] != FIFE), "name"])
    others |= set(store.areas.loc[(store.areas["level"] == "ijb") & (store.areas["code"] != FIFE), "short_name"])
    for pair in whole_system_changes.PAIRS:
        found = whole_system_changes.changes(hidden, FIFE, peers, USUAL, Asked(pair, 5, 1), choices)
        drawn = whole_system_scatter.drawing(found, "light")
        table = whole_system_scatter.table_html(found, FIFE)
        shown = " ".join([drawn.title, drawn.subtitle, drawn.alt, *drawn.below, drawn.figure.to_json(), table])
        assert [name for name in others if name in shown] == []
        assert 'href="ijb?area=S37' not in shown.replace(f"area={FIFE}", "")


# --- every choice ---


@pytest.mark.parametrize("pair", whole_system_changes.PAIRS)
@pytest.mark.parametrize("span", [1, 3, 5])
def test_every_pair_of_measures_over_every_span_is_fit_to_be_read(store, pair, span):
    """Every two measures over one of the spans, in turn; every span with a third of the twos."""
    offered = [list(named) for named in whole_system.offered(store).values()]
    codes = [SCOTLAND, *store.codes("ijb")]
    one, two = whole_system_changes.PAIRS[pair]
    for place, first in enumerate(offered[one]):
        for second_place, second in list(enumerate(offered[two]))[(place + span // 2) % 3 :: 3]:
            chosen = [USUAL[0], USUAL[1], USUAL[2]]
            chosen[one], chosen[two] = first, second
            area = codes[(7 * place + 3 * second_place + span) % len(codes)]
            found = changes(store, area, chosen, pair, span, (place + second_place) % 3)
            drawn = whole_system_scatter.drawing(found, "light")
            shown = [drawn.title, drawn.subtitle, drawn.alt, *drawn.above, *drawn.below]
            assert wrong(*shown, whole_system_scatter.table_html(found, area)) == []
            assert drawn.figure is None or "NaN" not in drawn.figure.to_json()
            assert drawn.figure is None or ends_rightly(drawn.alt)


@pytest.mark.parametrize("role", whole_system.ROLES)
def test_every_measure_and_every_area_in_the_chain_is_fit_to_be_read(store, role):
    """Every measure in a quarter of the areas, every area with a quarter of the measures."""
    for number, name in enumerate(whole_system.offered(store)[role]):
        chosen = [name if each == role else usual for each, usual in zip(whole_system.ROLES, USUAL)]
        for place, area in enumerate([SCOTLAND, *store.codes("ijb")][number % 4 :: 4]):
            found = whole_system.chained(store, area, WITH_SCOTLAND, chosen, place % 3)
            drawn = whole_system_chain.drawing(found, "dark")
            shown = [drawn.title, drawn.subtitle, drawn.alt, *drawn.above, *drawn.below]
            panels = [whole_system_chain.panel(found, linked) for linked in found.links]
            inside = [words for panel in panels for words in (panel.head, panel.note, panel.nothing)]
            tips = [words for panel in panels for words in panel.frame["tooltip"]]
            table = about.plain_table(whole_system_chain.download(store, found), "The figures of the chain")
            assert wrong(*shown, *inside, *tips, table) == []
            assert "NaN" not in drawn.figure.to_json()


def test_orkney_with_an_offset_keeps_its_own_dot_on_the_scale(store):
    """Its delays rose more than sevenfold: a diamond at the edge, with the figure in its name."""
    figure = whole_system_scatter.drawing(changes(store, ORKNEY, offset=1), "light").figure
    assert "diamond" in figure.data[0].marker.symbol
    assert any("Orkney +747%" in note.text for note in figure.layout.annotations)
