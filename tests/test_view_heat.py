"""Every measure for every area: the cells, what is said of them, and the download."""

import re
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from choices import BY_RESIDENCE, EDINBURGH, HIGHLAND, MEASURES
from reading import ends_rightly, wrong

from ijb import numbers
from ijb.charts import heat as chart
from ijb.charts.status import NOT_TESTED
from ijb.export.table import csv_bytes
from ijb.store import SCOTLAND
from ijb.views import about, areas, heat
from ijb.views.marking import DIRECTION, LEVEL, WORDS, answers, marked

CHOICES = {
    "area": EDINBURGH,
    "compare": "peers",
    "colour": LEVEL,
    "measure": "carers_supported",
    "period": "2021-04-01",
}
# The cells by a second way: the tables themselves, without the view of them that the store makes.
HELD = """
    with whole as (
        select *
        from observation
        join measure on measure.id = observation.measure and breakdown = default_breakdown
        where level = 'ijb' and measure.areas = 'residence' and (basis <> '') = money
    ),
    newest as (
        select distinct on (measure) measure, period_start
        from whole
        group by measure, period_start, period_end
        order by measure, count(value) >= 0.9 * any_value(expected_areas) desc, count(value) > 0 desc, period_end desc
    )
    select count(value) from whole join newest using (measure, period_start)
"""


@pytest.fixture(scope="module", params=[LEVEL, DIRECTION], name="grid")
def drawn(request, store):
    return heat.grid(store, EDINBURGH, request.param, heat.ALL, CHOICES)


@pytest.fixture(scope="module", name="html")
def table(grid):
    return chart.heat_table(grid.rows, grid.columns, grid.cells, heat.caption(grid))


def test_there_is_a_cell_for_every_measure_and_area(grid):
    assert grid.rows["measure"].tolist() == BY_RESIDENCE
    assert len(grid.cells) == 31 * len(BY_RESIDENCE)
    assert not grid.cells.duplicated(["measure", "area_code"]).any()


def test_as_many_cells_are_held_as_the_tables_of_the_database_hold(database, grid):
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute(HELD).fetchone() == (grid.held,)


def test_a_row_holds_the_figures_and_marks_of_compare(store, grid):
    for name in ("delayed_beds_rate", "adult_social_work_spend_per_adult", "readmissions_rate", "carers_supported"):
        asked = areas.default_question(store, MEASURES[name])
        found = store.snapshot(name, asked.breakdown, asked.basis, asked.period)
        found = marked(MEASURES[name], found[found["level"] == "ijb"], grid.colour).set_index("area_code")
        cells = grid.cells[grid.cells["measure"] == name].set_index("area_code").loc[found.index]
        assert cells["value"].equals(found["value"])
        assert cells["mark"].tolist() == found["mark"].tolist()


def test_the_title_counts_what_is_coloured_in_the_table(grid, html):
    worse, better = (len(re.findall(rf'<span class="ijb-heat ijb-{tone}"', html)) for tone in ("worse", "better"))
    shown = html.count("<td") - len(re.findall(r'<span class="ijb-heat ijb-empty"', html))
    said = [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", heat.title(grid))]
    assert said == [31 * len(BY_RESIDENCE), shown, worse, better]


def test_tones_add_up_to_the_figures_held(grid):
    assert sum(grid.count(tone) for tone in heat.KEY[grid.colour]) == grid.held


def test_where_the_colour_is_not_tested_for_a_measure_no_cell_has_one(store):
    untested = {name for name in BY_RESIDENCE if DIRECTION not in answers(MEASURES[name])}
    cells = heat.grid(store, EDINBURGH, DIRECTION, heat.ALL, CHOICES).cells
    assert set(cells.loc[cells["measure"].isin(untested), "mark"]) == {NOT_TESTED}
    assert {"readmissions_rate", "carers_supported"} <= untested


def test_every_cell_has_words_and_a_missing_one_its_reason(grid, html):
    said = re.findall(r'<td.*?<span class="ijb-hidden">([^<]*)</span></td>', html)
    assert len(said) == len(grid.cells)
    missing = [words for words in said if words.startswith("No figure")]
    reasons = {f"No figure: {words[:1].lower()}{words[1:]}" for words in numbers.STATUS_WORDS.values()}
    assert len(missing) == len(grid.cells) - grid.held and set(missing) <= reasons
    assert all(re.fullmatch(r"[−£\d].*, [a-z].+", words) for words in said if words not in missing)


def test_heads_link_to_the_measure_and_the_area_with_the_choices(grid, html):
    links = [urlsplit(href.replace("&amp;", "&")) for href in re.findall(r'href="([^"]*)"', html)]
    assert [link.path for link in links] == ["ijb"] * 31 + ["compare"] * len(BY_RESIDENCE)
    asked = [{name: value for name, [value] in parse_qs(link.query).items()} for link in links]
    kept = {"compare": "peers", "colour": LEVEL}
    assert all(kept.items() <= each.items() for each in asked)
    assert [each["measure"] for each in asked[31:]] == BY_RESIDENCE
    assert {each["area"] for each in asked[31:]} == {EDINBURGH}
    assert [each["area"] for each in asked[:31]] == grid.columns["area_code"].tolist()
    assert [each["measure"] for each in asked if "period" in each] == ["carers_supported"] * 32


def test_the_own_area_comes_first_and_the_others_by_name(store, grid, html):
    names = grid.columns["name"].tolist()
    assert names[0] == "Edinburgh" and names[1:] == sorted(names[1:])
    assert html.count('class="ijb-heat-own"') == 1 + len(BY_RESIDENCE)
    worse = sum(mark.tone == "worse" for mark in own_marks(grid, EDINBURGH))
    assert heat.own_said(grid).startswith(f"Edinburgh: of 35 figures, {worse or 'none'} ")
    nobodys = heat.grid(store, SCOTLAND, LEVEL, "flow", {})
    assert nobodys.own is None and heat.own_said(nobodys) == "" and not nobodys.columns["own"].any()
    assert nobodys.columns["area_code"].tolist() == store.codes("ijb")


def own_marks(grid, code):
    own = grid.cells[(grid.cells["area_code"] == code) & grid.cells["value"].notna()]
    return own["mark"].tolist()


def test_a_theme_shows_its_own_measures_only(store):
    flow = heat.grid(store, HIGHLAND, LEVEL, "flow", CHOICES)
    assert flow.rows["measure"].tolist() == [name for name in BY_RESIDENCE if MEASURES[name].theme == "flow"]
    assert heat.caption(flow) == f"Flow: {len(flow.rows)} measures by 31 areas, where each stands among the areas"
    money = heat.grid(store, HIGHLAND, LEVEL, "money", CHOICES)
    assert money.rows["group"].drop_duplicates().tolist() == ["Money", "IJB accounts"]
    assert list(heat.theme_words(store)) == ["all", "flow", "money", "need", "capacity", "outcomes", "context"]
    with pytest.raises(KeyError):
        heat.grid(store, HIGHLAND, LEVEL, "weather", CHOICES)


def test_counts_of_one_and_none_are_said_so(store):
    grid = heat.grid(store, SCOTLAND, LEVEL, "flow", {})
    one = grid.cells.iloc[[0, 1]].assign(tone=["worse", None])
    few = heat.Grid(grid.rows, grid.columns, one, LEVEL, "", None)
    assert (
        heat.title(few)
        == "Of 2 cells 1 holds a figure: 1 is apart from the rest on the worse side and none on the better"
    )
    bare = heat.Grid(grid.rows, grid.columns, one.assign(tone=None), LEVEL, "", None)
    assert heat.title(bare) == "None of the 2 cells holds a figure"
    assert heat.key(bare) == [("empty", "No figure")]


@pytest.mark.parametrize("theme", ["all", "flow", "money", "need", "capacity", "outcomes", "context"])
def test_nothing_is_shown_that_no_reader_should_see(store, theme):
    for colour in (LEVEL, DIRECTION):
        grid = heat.grid(store, HIGHLAND, colour, theme, CHOICES)
        key = chart.heat_key(heat.key(grid), grid.own_name)
        words = [heat.title(grid), heat.subtitle(grid), heat.caption(grid), heat.own_said(grid)]
        assert wrong(*words, key, chart.heat_table(grid.rows, grid.columns, grid.cells, heat.caption(grid))) == []
        assert ends_rightly(heat.subtitle(grid)) and not heat.title(grid).endswith(".")


def test_the_download_holds_every_cell_in_full_under_its_sources(store, grid):
    download = heat.download(store, grid)
    assert download.file_name == f"measures-by-areas-{grid.colour}"
    exported = about.exported(download)
    assert exported.columns.tolist()[:5] == ["Theme", "Measure", "Measure id", "Unit", "Period"]
    assert len(exported) == len(grid.cells) and exported["Value"].notna().sum() == grid.held
    bare = exported[exported["Value"].isna()]
    assert set(bare[WORDS[grid.colour]]) == {""} and "Published" not in set(bare["Status"])
    spend = exported[exported["Measure id"] == "adult_social_work_spend_per_adult"]
    assert spend["Unit"].unique().tolist() == ["per adult, in 2024/25 prices"]
    sources = [said for head, said in download.about if head == "Source"]
    assert len(sources) == len(set(sources))
    assert {source.partition(": ")[2] for source in sources} >= set(exported["Source"])
    assert [head for head, _ in download.about].count("Licence") == len(sources)
    assert csv_bytes(exported, download.about).count(b"\r\n") == len(grid.cells) + len(download.about) + 2


def test_the_subtitle_says_how_to_go_on(grid):
    assert heat.subtitle(grid).endswith(" Point at a cell for its figure, or open its measure.")
