"""What somebody typed: what is suggested for what there is not, and on which basis a period is found."""

import pandas as pd
import pytest

from ijb.export import asked
from ijb.export.asked import Refused
from ijb.store import SCOTLAND

ASSESSMENT, AT_HOME, DELAYS = (
    "people_waiting_for_assessment_rate",
    "people_waiting_for_care_at_home_rate",
    "delayed_beds_rate",
)
ESTIMATED, ALL_SENT = "basis=estimated", "basis=all_areas_submitted"


def refusal(ask, *words) -> str:
    with pytest.raises(Refused) as refused:
        ask(*words)
    return str(refused.value)


# --- suggestions ---


@pytest.mark.parametrize(
    "said, suggested",
    [
        ("Fyfe", ": Fife is the nearest"),
        ("Glasgo", ": Glasgow City is the nearest"),
        ("Aberden", ": Aberdeen City is the nearest"),
        ("Clackmannan", ": Clackmannanshire and Stirling is the nearest"),
        ("Argyl", ": Argyll and Bute is the nearest"),
        ("Highlands", ": Highland is the nearest"),
        ("Bordres", ": Scottish Borders is the nearest"),
        ("Perth", ": Perth and Kinross is the nearest"),
        ("Dunbartonshire", ": East Dunbartonshire and West Dunbartonshire are the nearest"),
        ("East", ": East Ayrshire and 3 others are the nearest"),
    ],
)
def test_a_part_of_a_name_or_a_slip_of_the_finger_is_answered_with_the_name(store, said, suggested):
    assert refusal(asked.area, store, said) == f"There is no area “{said}”{suggested}."


@pytest.mark.parametrize(
    "said", ["Atlantis", "Mars", "London", "Ireland", "Paris", "qqq", "and", "x", "", "S37000099", "S3700001", "🏴"]
)
def test_nothing_is_suggested_for_what_is_not_near(store, said):
    assert refusal(asked.area, store, said) == f"There is no area “{said}”."


@pytest.mark.parametrize("said, name", [("Aberdeen", "Aberdeen City"), ("Eilean Siar", "Western Isles")])
def test_a_name_in_use_needs_no_suggestion(store, said, name):
    assert store.area(asked.area(store, said))["name"] == name


def test_borders_is_scottish_borders(store):
    assert store.area(asked.area(store, "Borders"))["name"] == "Scottish Borders"


def test_no_measure_is_suggested_for_what_is_none(store):
    assert refusal(asked.measure, store, "banana") == "There is no measure “banana”."


# --- on whichever basis ---


def test_the_bases_are_meant_only_where_nothing_is_said(store):
    waits, delays = store.measures[ASSESSMENT], store.measures[DELAYS]
    assert asked.breakdowns(store, waits, "") == [ESTIMATED, ALL_SENT]
    assert asked.breakdowns(store, waits, ESTIMATED) == [ESTIMATED]
    assert asked.breakdowns(store, waits, "all areas sent a figure") == [ALL_SENT]
    assert asked.breakdowns(store, delays, "") == [""]


@pytest.mark.parametrize(
    "said, slug, day",
    [
        ("", ALL_SENT, "2026-01-05"),
        ("5 Jan 2026", ALL_SENT, "2026-01-05"),
        ("2026-01-05", ALL_SENT, "2026-01-05"),
        ("3 Nov 2025", ESTIMATED, "2025-11-03"),
        ("20 Feb 2023", ESTIMATED, "2023-02-20"),
    ],
)
def test_a_period_is_found_on_the_basis_that_has_it(store, said, slug, day):
    waits = store.measures[ASSESSMENT]
    found, period = asked.period(store, waits, SCOTLAND, [ESTIMATED, ALL_SENT], "", said)
    assert (found, period.start.isoformat()) == (slug, day)


def test_a_basis_that_is_asked_for_is_kept_to(store):
    waits = store.measures[ASSESSMENT]
    found, period = asked.period(store, waits, SCOTLAND, [ESTIMATED], "", "")
    assert (found, period.label) == (ESTIMATED, "3 Nov 2025")
    assert refusal(asked.period, store, waits, SCOTLAND, [ESTIMATED], "", "5 Jan 2026") == (
        f"{ASSESSMENT} has no period “5 Jan 2026” for Scotland: its periods are 20 Feb 2023 to 3 Nov 2025."
    )


def test_the_span_of_periods_is_that_of_all_bases(store):
    assert refusal(asked.period, store, store.measures[ASSESSMENT], SCOTLAND, [ALL_SENT, ESTIMATED], "", "2031") == (
        f"{ASSESSMENT} has no period “2031” for Scotland: its periods are 20 Feb 2023 to 5 Jan 2026."
    )


def rows(*given):
    """Rows of Store.series from (first day, value)."""
    days = pd.to_datetime([day for day, _ in given]).date
    labels = [f"{day:%d %b %Y}" for day in days]
    values = [value for _, value in given]
    return pd.DataFrame({"period_start": days, "period_end": days, "period_label": labels, "value": values})


class Made:
    """A store with a series for each breakdown."""

    def __init__(self, **held):
        self._held = held

    def series(self, measure, slug, prices, areas):
        return self._held[slug]


@pytest.mark.parametrize(
    "usual, other, said, slug, day",
    [
        # Both have the day: the usual one, whichever is asked for.
        ([("2026-01-05", 1.0)], [("2026-01-05", 2.0)], "", "usual", "2026-01-05"),
        ([("2026-01-05", 1.0)], [("2026-01-05", 2.0)], "2026-01-05", "usual", "2026-01-05"),
        # The usual one has the day without a figure.
        ([("2026-01-05", None)], [("2026-01-05", 2.0)], "2026-01-05", "other", "2026-01-05"),
        # A figure before a newer day without one.
        ([("2025-11-03", 1.0)], [("2026-01-05", None)], "", "usual", "2025-11-03"),
        # No figure at all: the newest day.
        ([("2025-11-03", None)], [("2026-01-05", None)], "", "other", "2026-01-05"),
    ],
)
def test_of_several_bases_the_usual_one_goes_first_where_it_has_a_figure(store, usual, other, said, slug, day):
    made = Made(usual=rows(*usual), other=rows(*other))
    found, period = asked.period(made, store.measures[ASSESSMENT], SCOTLAND, ["usual", "other"], "", said)
    assert (found, period.start.isoformat()) == (slug, day)


def test_the_newest_of_every_area_and_measure_is_the_newest_row_with_a_figure(store):
    """By a second way: straight from all the figures."""
    figures = store.figures()
    figures = figures[figures["value"].notna() & figures["area_code"].eq(SCOTLAND)]
    for name in (ASSESSMENT, AT_HOME, DELAYS, "home_care_cost_per_hour"):
        measure = store.measures[name]
        slugs = asked.breakdowns(store, measure, "")
        held = figures[figures["measure"].eq(name) & figures["breakdown"].isin(slugs)]
        prices = asked.basis(store, measure, "")
        assert asked.period(store, measure, SCOTLAND, slugs, prices, "")[1].start == held["period_start"].max(), name
