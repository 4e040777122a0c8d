"""Where a figure was read and on which basis it was counted: what its receipt and its citation say, against the row of
the supplied file that it is from."""

import csv
from datetime import date

import pandas as pd
import pytest
from clock import TODAY

from ijb import paths
from ijb.export.behind import NAME_LEFT_OUT, read_elsewhere
from ijb.export.receipt import Receipt, as_citation, as_text, receipt
from ijb.store import SCOTLAND, Period, Store

OPEN = "Open Government Licence v3.0"
ELSEWHERE = f"{OPEN} for the publisher's own release; this figure was read elsewhere"
PHS = "Public Health Scotland"
ESTIMATED, ALL_SENT = "basis=estimated", "basis=all_areas_submitted"
ASSESSMENT, AT_HOME = "people_waiting_for_assessment_rate", "people_waiting_for_care_at_home_rate"
MEASURES = {"people_waiting_for_assessment": ASSESSMENT, "people_waiting_for_care_at_home": AT_HOME}
NOVEMBER = Period(date(2025, 11, 3), date(2025, 11, 3), "3 Nov 2025")
JANUARY = Period(date(2026, 1, 5), date(2026, 1, 5), "5 Jan 2026")
EDINBURGH, FIFE, CLACKMANNANSHIRE_AND_STIRLING = "S37000012", "S37000032", "S37000005"
IN_IRELAND_LIVE = (
    "Ireland Live (PA) quoting PHS, “Social care at breaking point with 30% rise in number waiting to be assessed”, "
    "2025-11-26 (page date), https://www.ireland-live.ie/news/scotland/1951751/"
    "social-care-at-breaking-point-with-30-rise-in-number-waiting-to-be-assessed.html"
)


class Noted(Store):
    """The same database with one note beside every supplied figure."""

    def __init__(self, store, note):
        vars(self).update(vars(store))
        self._written = note

    def facts(self, quantities, areas):
        return super().facts(quantities, areas).assign(note=self._written)


def of(store, measure=ASSESSMENT, basis=ESTIMATED, period=NOVEMBER, area=SCOTLAND) -> Receipt:
    return receipt(store, store.measures[measure], area, basis, "", period, "https://x.example/need")


def gathered() -> list[dict[str, str]]:
    """The rows of the supplied file that measures are worked from by count and date."""
    with (paths.EXTRACTS / "unmet_need/social_care_waits.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["item"] in MEASURES]


# --- where it was read ---


def test_a_figure_read_in_the_press_says_where_on_a_line_of_its_own(store):
    given = of(store)
    assert given.numerator == 7806
    lines = as_text(given).splitlines()
    assert f"Read in: {IN_IRELAND_LIVE}" in lines
    assert f"Licence: {ELSEWHERE}" in lines
    (figures,) = [line for line in lines if line.startswith("File (figures)")]
    assert figures.endswith(f"; {ELSEWHERE}")
    assert all(line.endswith(f"; {OPEN}") for line in lines if line.startswith("File (population)"))


def test_its_citation_says_where_it_was_read_before_its_licence(store):
    said = as_citation(of(store), TODAY)
    assert said.startswith(f"{PHS}, People requiring a social care assessment and care at home services, https://")
    assert f", as read in {IN_IRELAND_LIVE} ({ELSEWHERE}): People waiting for a social care assessment (" in said
    assert "(Open Government Licence v3.0):" not in said


def test_a_figure_read_in_the_publishers_own_release_is_cited_as_that(store):
    given = of(store, basis=ALL_SENT, period=JANUARY)
    assert given.read_in.startswith(
        f"{PHS}, “People requiring a social care assessment and care at home services”, 2026"
    )
    assert given.source_licence == OPEN
    assert f" ({OPEN}): People waiting" in as_citation(given, TODAY) and "as read in" not in as_citation(given, TODAY)


def test_every_row_of_the_supplied_file_is_cited_as_its_publisher_column_says(store):
    rows, elsewhere = gathered(), 0
    for row in rows:
        day = date.fromisoformat(row["snapshot_date"])
        basis = f"basis={row['basis'].replace(' ', '_')}"
        given = of(store, MEASURES[row["item"]], basis, Period(day, day, row["snapshot_date"]))
        said = as_citation(given, TODAY)
        assert given.numerator == int(row["value"])
        assert given.read_in.startswith(f"{row['publisher']}, “") and given.read_in.endswith(row["url"])
        own = row["publisher"] == PHS
        elsewhere += not own
        assert (", as read in " in said, ELSEWHERE in said) == (not own, not own), row
    assert (len(rows), elsewhere) == (22, 17)


def test_what_is_read_from_a_file_of_its_own_says_nothing_of_it(store):
    beds = of(store, "delayed_beds_rate", "", store.default_period("delayed_beds_rate", ""), EDINBURGH)
    assert (beds.read_in, beds.note, beds.source_licence) == ("", "", OPEN)


@pytest.mark.parametrize(
    "where, elsewhere",
    [
        ("", False),
        (f"{PHS}, “Waits”, 2026", False),
        ("https://publichealthscotland.scot/media/1.xlsx", False),
        ("https://www.publichealthscotland.scot.example/1", True),
        ("https://www.heraldscotland.com/news/1", True),
        ("The Herald quoting PHS", True),
        ("http://[", True),
    ],
)
def test_a_release_is_told_by_the_publishers_name_or_site(where, elsewhere):
    assert read_elsewhere(PHS, "https://www.publichealthscotland.scot/publications/waits", where) is elsewhere


def test_a_licence_that_is_not_open_is_left_as_it_is(with_accounts):
    measure = with_accounts.measures["total_reserves_share"]
    period = with_accounts.newest(measure.id, "", FIFE)
    given = receipt(with_accounts, measure, FIFE, "", with_accounts.priced_by(measure.id).get("cash", ""), period, "")
    assert (given.source_licence, bool(given.read_in)) == ("As supplied", True)
    assert f", as read in {given.read_in} (As supplied): " in as_citation(given, TODAY)


# --- what else was written beside it ---


def test_a_note_on_a_figure_is_a_line_of_its_own_and_not_cited(store):
    measure = store.measures["drug_and_alcohol_treatment_within_3_weeks"]
    period = store.default_period(measure.id, "")
    given = receipt(store, measure, CLACKMANNANSHIRE_AND_STIRLING, "", "", period, "")
    assert (given.read_in, given.note) == ("", "Sum of 2 alcohol and drug partnerships.")
    assert "Note: Sum of 2 alcohol and drug partnerships.\n" in as_text(given)
    assert "Sum of 2" not in as_citation(given, TODAY)


def test_the_note_of_a_council_is_that_of_the_authority_that_it_alone_makes_up(store):
    noted = Noted(store, "Counted anew.")
    assert of(noted, "delayed_beds_rate", "", store.default_period("delayed_beds_rate", ""), EDINBURGH).note
    two = of(
        noted, "delayed_beds_rate", "", store.default_period("delayed_beds_rate", ""), CLACKMANNANSHIRE_AND_STIRLING
    )
    assert two.note == ""


# --- while names are hidden ---


def test_a_place_that_names_a_hidden_area_is_left_out_and_still_not_the_publishers(store):
    noted = Noted(store, "Source: The Fife Free Press quoting PHS, https://fife.example/1")
    assert "Fife" in as_citation(of(noted), TODAY)
    given = of(noted.hiding(EDINBURGH))
    said = as_text(given) + as_citation(given, TODAY)
    assert "Fife" not in said and "fife" not in said
    assert given.read_in == NAME_LEFT_OUT and f", as read in {NAME_LEFT_OUT} ({ELSEWHERE}): " in said


def test_a_release_of_the_publisher_that_names_a_hidden_area_is_only_left_out(store):
    given = of(Noted(store, f"Source: {PHS}, “Fife”, 2026").hiding(EDINBURGH))
    assert (given.read_in, given.source_licence) == ("", OPEN)


def test_a_note_that_names_a_hidden_area_is_left_out(store):
    noted = Noted(store, "Fife sent nothing.")
    assert (of(noted).note, of(noted.hiding(EDINBURGH)).note) == ("Fife sent nothing.", "")


# --- on which basis ---


def test_the_citation_says_the_basis_once(store):
    said = as_citation(of(store, basis=ALL_SENT, period=JANUARY), TODAY)
    assert ": People waiting for a social care assessment (all areas sent a figure), Scotland, 5 Jan 2026: 177 " in said
    assert "submitted" not in said.replace("basis%3Dall_areas_submitted", "")
    said = as_citation(of(store), TODAY).casefold()
    assert "(estimated for areas that sent no figure), scotland, 3 nov 2025: 172 people waiting per 100,000" in said
    assert said.count("estimated") == 1


def test_other_breakdowns_keep_the_publishers_term(store):
    period = store.default_period("delayed_beds_rate", "reason=code9_awi")
    given = of(store, "delayed_beds_rate", "reason=code9_awi", period, EDINBURGH)
    assert "(guardianship (Code 9 AWI)), Edinburgh" in as_citation(given, TODAY)
    assert "Breakdown id: reason=code9_awi\n" in as_text(given)


def test_the_rate_is_the_count_in_the_file_over_the_adults_of_that_year(store):
    given = of(store, basis=ALL_SENT, period=JANUARY)
    people = store.populations("population_18plus", JANUARY.start)
    adults = people.loc[people["area_code"] == SCOTLAND, "value"].item()
    assert given.value == pytest.approx(8050 * 100_000 / adults) and not pd.isna(given.value)
