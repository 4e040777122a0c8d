"""What is said of a measure under its charts: where it comes from, and what it is for."""

from datetime import date

import pytest
from choices import MEASURES
from clock import TODAY
from reading import texts, wrong

from ijb.views import about


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_says_where_it_comes_from_and_what_it_is_for(store, name):
    measure = MEASURES[name]
    assert wrong(about.source_line(store, measure, TODAY), about.definition(store, measure)) == []
    named = [head for head, _ in about.attribution(store, measure)]
    assert named[:3] == ["Measure", "Definition", "Direction"]
    assert {"Source", "Licence", "Attribution"} <= set(named)


def test_a_source_says_where_it_is_up_to_and_when_more_is_due(store):
    said = "".join(texts(about.source_line(store, MEASURES["delayed_beds_rate"], TODAY)))
    assert (
        "held to 31 Aug 2025. Newer figures have been due since November 2025; whoever runs this dashboard can add "
        "them." in said
    )
    assert "Scotland’s newest months: Public Health Scotland" in said
    assert "Population: National Records of Scotland" in said
    early = "".join(texts(about.source_line(store, MEASURES["delayed_beds_rate"], date(2025, 10, 1))))
    assert "The next figures are due in November 2025." in early


def test_a_source_not_supplied_yet_says_so(store):
    said = "".join(texts(about.source_line(store, MEASURES["total_reserves_share"], TODAY)))
    assert "not supplied yet" in said
