"""One area: who it is, and a row a measure."""

import re

from choices import EDINBURGH, FIFE, GLASGOW, HIGHLAND, MEASURES, ORKNEY, WITH_SCOTLAND
from reading import texts

from ijb.comparators import comparator
from ijb.store import SCOTLAND
from ijb.views import about, measure_rows, one_ijb


def test_every_comparator_gives_every_held_measure_a_figure(store):
    for kind in ("scotland", "board", "peers", "family", "own"):
        found = measure_rows.rows(store, GLASGOW, comparator(store, GLASGOW, kind, [FIFE]), {})
        delays = found[found["measure"] == "delayed_beds_rate"].iloc[0]
        assert delays["other"] != "–", kind
        assert delays["compared"] != "", kind


def test_a_row_has_both_marks_and_the_past_colours_its_trend(store):
    found = measure_rows.rows(store, ORKNEY, WITH_SCOTLAND, {}).set_index("measure")
    care = found.loc["delayed_beds_waiting_for_care_rate"]
    assert (care["direction"].words, care["level"].words) == ("Worse than usual", "Far higher than the rest: worse")
    assert next(texts(care["status"])) == "Worse than usual"
    assert list(texts(care["spine"]))[-1] == "Far higher: worse"
    carers = found.loc["carers_supported"]
    assert (carers["direction"].words, carers["level"].words) == ("Not tested", "Far higher than the rest: better")
    assert next(texts(carers["status"])) == "Not tested"
    calm = found.loc["readmissions_rate"]
    assert calm["level"].words == "No clear difference"
    assert "No clear difference" not in list(texts(calm["spine"]))


def test_the_distance_is_from_scotland_whatever_the_comparator(store):
    """In interquartile ranges of the 31."""
    distances = {}
    for kind in ("scotland", "board", "peers", "family"):
        found = measure_rows.rows(store, EDINBURGH, comparator(store, EDINBURGH, kind, []), {})
        distances[kind] = found.set_index("measure")["distance"]
    assert all(each.equals(distances["scotland"]) for each in distances.values())
    values = store.snapshot("delayed_beds_rate", "", "", store.default_period("delayed_beds_rate", ""))
    values = values.set_index("area_code")["value"]
    ijbs = values[store.codes("ijb")]
    spread = ijbs.quantile(0.75) - ijbs.quantile(0.25)
    assert distances["peers"]["delayed_beds_rate"] == abs(values[EDINBURGH] - values[SCOTLAND]) / spread


def test_a_change_over_more_than_a_year_says_so(store):
    found = measure_rows.rows(store, EDINBURGH, WITH_SCOTLAND, {}).set_index("measure")["change"]
    assert found["carers_supported"] == "−2.5 in 2 years"
    assert found["healthy_life_expectancy_female"] == "−2.6 in 3 years"
    assert found["delayed_beds_rate"] == "−11.6"
    assert found["rural_share"] == "–"


def test_an_old_figure_is_named_where_the_newest_is_missing(store):
    found = measure_rows.rows(store, "S37000028", WITH_SCOTLAND, {}).set_index("measure")["latest"]
    words = list(texts(found["drug_and_alcohol_treatment_within_3_weeks"]))
    assert words[0] == "–"
    assert re.fullmatch(r"Not submitted; [\d.]+% in Q\d 20\d\d/\d\d", words[1])


def test_facts_of_an_area_and_of_scotland(store):
    assert one_ijb.facts(store, "S37000005")[:3] == [
        ("Councils", "Clackmannanshire and Stirling"),
        ("NHS board", "NHS Forth Valley"),
        ("Model", "Integration joint board"),
    ]
    assert one_ijb.facts(store, HIGHLAND)[2] == ("Model", "Lead agency")
    assert one_ijb.facts(store, EDINBURGH)[3] == ("Aged 75 or over, 2024", "40,457 people, 7.6%")
    assert one_ijb.facts(store, SCOTLAND)[:2] == [("NHS boards", "14"), ("Integration authorities", "31")]


def test_the_download_of_an_area_has_its_board_neither_in_nor_left_out(store):
    download = one_ijb.download(store, store.area(EDINBURGH))
    figures = about.exported(download)
    assert download.file_name == "edinburgh-every-measure"
    assert set(figures["Measure"]) == {measure.name for measure in MEASURES.values()}
    spend = figures[figures["Measure"] == MEASURES["adult_social_work_spend_per_adult"].name]
    assert spend["Prices"].tolist() == ["cash", "real 2024/25"]
