"""The chain of the whole system in words: what is said, shown under the chart, downloaded and cited."""

from datetime import date

import pytest
from chains import ANGUS, DAYS, HOURS, SPEND, USUAL, chained, twice
from choices import FIFE, GLASGOW, HIGHLAND, ORKNEY
from reading import ends_rightly, texts, wrong

from ijb.comparators import Comparator, comparator
from ijb.store import SCOTLAND
from ijb.views import about, whole_system, whole_system_chain, whole_system_evidence


@pytest.mark.parametrize("area", [SCOTLAND, FIFE, GLASGOW, ORKNEY, HIGHLAND])
@pytest.mark.parametrize("offset", [0, 1, 2])
def test_what_is_said_is_fit_to_be_read(store, area, offset):
    found = chained(store, area, offset=offset)
    drawn = whole_system_chain.drawing(found, "dark")
    assert wrong(drawn.title, drawn.subtitle, drawn.alt, *drawn.above, *drawn.below) == []
    assert ends_rightly(drawn.subtitle) and ends_rightly(drawn.alt)
    assert drawn.alt.startswith(f"{drawn.title}. ")
    assert "NaN" not in drawn.figure.to_json()


def test_an_area_without_a_measure_says_why_in_its_place(store):
    accounts = "net_cost_of_services_per_head"
    found = chained(store, HIGHLAND, [accounts, HOURS, DAYS])
    panel = whole_system_chain.panel(found, found.links[0])
    assert panel.nothing == "No figure: does not apply here."
    assert whole_system_chain.title(found).startswith(
        "From 2018/19 to 2023/24, the last year held for both: hours of care at home "
    )
    below = " ".join(texts(*whole_system_chain.drawing(found, "light").below))
    assert "Net cost of services per person: no figure for Highland (does not apply here)." in below
    none = chained(store, HIGHLAND, [accounts] * 3)
    assert wrong(*whole_system_chain.drawing(none, "light").above, whole_system_chain.title(none)) == []
    assert whole_system_chain.drawing(none, "light").figure is None


def test_the_table_and_the_download_have_every_year_and_figure(store, recomputed):
    found = chained(store, offset=1)
    taken = whole_system_chain.download(store, found)
    rows = taken.figures.set_index("year")
    assert list(rows.index) == [f"{year}/{year - 1999}" for year in range(2018, 2024)]
    days = twice(recomputed, DAYS, FIFE)
    assert rows.loc["2019/20", "flow_period"] == "2020/21"
    assert rows.loc["2019/20", "flow_value"] == pytest.approx(days[2020])
    assert rows.loc["2019/20", "flow_index"] == pytest.approx(days[2020] / days[2019] * 100)
    assert rows.loc["2018/19", "need_period"] == "31 Mar 2019"
    assert rows.loc["2023/24", "money_text"] == "–" and rows.loc["2023/24", "money_status"] == "No figure"
    shown = about.plain_table(taken, "The figures of the chain")
    assert wrong(shown) == []
    assert {"Year", "Index", "2018/19", "2023/24", "31 Mar 2024"} <= set(texts(shown))
    names = [name for name, _ in taken.about]
    assert {"Finding", "Caution", "Source", "Licence"} <= set(names)
    assert about.exported(taken).columns.is_unique


def test_under_the_chart_stand_the_sources_and_each_definition(store):
    said = whole_system.beneath(store, FIFE, USUAL, date(2026, 11, 22), {"area": FIFE})
    words = " ".join(texts(*said))
    assert wrong(*said) == []
    assert words.count("Sources: ") == 1 and "Local Government Benchmarking Framework" in words
    for name in USUAL:
        assert store.measures[name].definition in words
        assert f"measure={name}" in str(said[2 + USUAL.index(name)])


def test_the_source_of_real_terms_is_named_under_the_chart_and_in_the_download(store):
    deflator = store.sources["obr_gdp_deflators"]
    line = " ".join(texts(whole_system.beneath(store, FIFE, USUAL, date(2026, 11, 22), {"area": FIFE})[1]))
    assert line.startswith("Sources: ") and deflator.publisher in line and deflator.title in line
    taken = whole_system_chain.download(store, chained(store)).about
    assert ("Source", f"{deflator.publisher}: {deflator.title}") in taken and ("Address", deflator.url) in taken
    share = whole_system.beneath(store, FIFE, ["self_directed_support_share", HOURS, DAYS], date(2026, 11, 22), {})
    assert (deflator.title in " ".join(texts(share[1]))) == store.measures["self_directed_support_share"].money


def test_what_to_know_of_an_areas_own_figures_stands_under_the_chart_and_in_the_download(store):
    for area, words in (
        (SCOTLAND, "3,112,767 published, 3,152,052 summed, 1.3 % apart"),
        (HIGHLAND, "Highland is a lead agency"),
        (ANGUS, "Angus gives 1,155 hours for 31 Mar 2019"),
    ):
        said = whole_system.beneath(store, area, USUAL, date(2026, 11, 22), {"area": area})[0]
        assert words in " ".join(texts(said)) and wrong(said) == []
        cautions = [
            text for name, text in whole_system_chain.download(store, chained(store, area)).about if name == "Caution"
        ]
        assert any(words in text for text in cautions)
    assert str(whole_system.beneath(store, FIFE, USUAL, date(2026, 11, 22), {"area": FIFE})[0]) == ""


def test_the_cautions_and_the_studies_are_sentences_that_claim_no_cause(store):
    for words in (*whole_system.CAUTIONS, *whole_system_evidence.evidence()["says"]):
        assert ends_rightly(words)
    shown = whole_system.cautions(), whole_system_evidence.block()
    assert wrong(*shown) == []
    words = " ".join(texts(whole_system.cautions(), *whole_system_evidence.evidence()["says"]))
    assert [claim for claim in ("led to", "because", "drives", "impact", "caused") if claim in words] == []
    cited = "".join(texts(whole_system_evidence.block()))
    assert "Iparraguirre, J. (2020), Journal of Health Services Research & Policy." in cited
    assert "(2021), The influence of home care supply on delayed discharges from hospital in England, BMC" in cited


def test_every_study_has_an_author_a_year_a_place_and_what_it_says():
    studies = whole_system_evidence.evidence()
    assert (studies[["author", "year", "where", "says"]] != "").all().all()
    assert studies["year"].str.fullmatch(r"20\d\d").all()
    assert all(url.startswith("https://doi.org/") for url in studies["url"] if url)


def test_between_areas_no_clear_relation_is_seen(recomputed, store):
    """As is said: areas that spend more per adult do not, as a rule, have fewer delays (in any year held)."""
    basis = store.real_basis(SPEND)
    rows = recomputed[recomputed["area_code"].str.startswith("S37") & (recomputed["breakdown"] == "")]
    for year in range(2017, 2023):
        of_year = rows[rows["period_start"] == date(year, 4, 1)]
        spend = of_year[(of_year["measure"] == SPEND) & (of_year["basis"] == basis)].set_index("area_code")["value"]
        days = of_year[of_year["measure"] == DAYS].set_index("area_code")["value"]
        assert len(spend) == len(days) == 31
        assert spend.rank().corr(days.rank()) > -0.2


def test_no_other_area_is_named_while_names_are_hidden(store):
    hidden = store.hiding(FIFE)
    board = comparator(hidden, FIFE, "peers", [])
    found = chained(hidden, FIFE, beside=board)
    drawn = whole_system_chain.drawing(found, "light")
    others = set(store.areas.loc[(store.areas["level"] == "ijb") & (store.areas["code"] != FIFE), "name"])
    shown = " ".join([drawn.title, drawn.subtitle, drawn.alt, *drawn.below, drawn.figure.to_json()])
    assert [name for name in others if name in shown] == []
    other = Comparator("board", "a board", "S08000024")
    assert chained(hidden, FIFE, beside=other).other_name.startswith("Board ")
