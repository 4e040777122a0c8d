"""Reported figures: an area's own and its councils', newest first, with standing and address, never across areas."""

import pandas as pd
import pytest
from choices import CODES, EDINBURGH, FIFE, HIGHLAND
from reading import wrong

from ijb import paths
from ijb.charts.table import table
from ijb.store import SCOTLAND
from ijb.views import evidence

CLACKS_AND_STIRLING = "S37000005"


def test_edinburghs_figures_are_those_of_the_file(store):
    held = pd.read_csv(paths.EXTRACTS / "finance" / "ijb_reported_figures.csv", dtype=str)
    own = held[held["area_code"] == EDINBURGH].drop_duplicates()
    found = evidence.reported(store, EDINBURGH, "money")
    assert len(found) == len(own) == 19
    assert sorted(found["value"]) == sorted(own["value_gbp_million"].astype(float))


@pytest.mark.parametrize("theme", ["money", "need"])
@pytest.mark.parametrize("area", CODES)
def test_every_areas_list(store, area, theme):
    found = evidence.reported(store, area, theme)
    councils = set(store.councils(area)["code"]) if area != SCOTLAND else set()
    assert set(found["area_code"]) <= {area} | councils
    drawn = table(evidence.table_rows(found), evidence.columns(), "Reported figures") if len(found) else ""
    assert wrong(drawn, evidence.title(store, area, found), evidence.standings(found)) == []
    assert list(evidence.kinds(found))[0] == "all"
    for kind in list(evidence.kinds(found))[1:]:
        assert 0 < len(evidence.of_kind(found, kind)) <= len(found)


def test_newest_first(store):
    years = [label for label in evidence.reported(store, FIFE, "money")["period_label"] if label[4:5] == "/"]
    assert years == sorted(years, reverse=True)


def test_two_councils_of_one_area_are_told_apart(store):
    found = evidence.reported(store, CLACKS_AND_STIRLING, "need")
    assert set(found["area_name"]) == {"Clackmannanshire", "Stirling"}
    said = "".join(evidence.table_rows(found)["what"])
    assert "Freedom of information, 2023, Stirling" in said and "2023, Clackmannanshire" in said


def test_none_is_said(store):
    found = evidence.reported(store, HIGHLAND, "money")
    assert found.empty and evidence.title(store, HIGHLAND, found) == "Reported figures: none is held for Highland"
    assert evidence.table_rows(found).empty


@pytest.mark.parametrize(
    ("value", "unit", "answer", "written"),
    [
        (59.79, "£ million", "", "£59.79 million"),
        (900.0, "£ million", "", "£900 million"),
        (-2.5, "£ million", "", "−£2.5 million"),
        (3127157.0, "£000", "", "£3,127.2 million"),
        (12.0, "days", "figure given", "12 days"),
        (47.0, "% of services", "", "47% of services"),
        (8.25, "%", "", "8.25%"),
        (float("nan"), "days", "not held by the council", "Not held by the council"),
        (float("nan"), "days", "", "–"),
    ],
)
def test_a_figure_is_written_as_it_was_reported(value, unit, answer, written):
    assert evidence.figure(value, unit, answer) == written


def test_names_in_the_items_keep_their_capitals_and_dates_their_sense(store):
    rows = evidence.table_rows(evidence.reported(store, EDINBURGH, "money"))
    text = "".join(rows["what"]) + "".join(rows["source"])
    assert "Reserves Covid start of year" in text and "covid " not in text
    assert "from address" not in text and "not shown" not in text


def test_hidden_names_are_not_given_away(store):
    hidden = store.hiding(FIFE)
    for area in (SCOTLAND, FIFE):
        found = evidence.reported(hidden, area, "money")
        said = "".join(evidence.table_rows(found)["what"]) + "".join(evidence.table_rows(found)["source"])
        assert len(found) and "Glasgow" not in said and "Edinburgh" not in said


def test_what_is_downloaded_says_where_each_figure_was_read(store):
    rows = evidence.reported(store, FIFE, "money")
    download = evidence.download(store, FIFE, rows)
    assert set(download.heads) <= set(rows.columns) and ("Caution", evidence.NOTE) in download.about
    assert rows["url"].str.startswith("http").all()
