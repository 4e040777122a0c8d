"""The arithmetic of delays: years, best years, medians and differences, against figures worked by hand."""

from calendar import monthrange
from datetime import date
from statistics import median

import pandas as pd
import pytest
from choices import FIFE, GLASGOW, HIGHLAND, ORKNEY
from reading import ends_rightly, wrong

from ijb import paths
from ijb.measures import Break
from ijb.store import SCOTLAND
from ijb.views import about, delays_falls
from ijb.views.delays_arithmetic import best, fall, rates, years

JUL_2016 = Break(date(2016, 7, 1), "New definitions.")
REASONS = {
    "health_and_social_care": "Health and Social Care Reasons",
    "patient_and_family": "Patient and Family Related Reasons",
    "code9_awi": "Code 9 AWI",
    "code9_non_awi": "Code 9 Non-AWI",
}


def made(monthly, people=1000, area="A"):
    """So many days in every month of each calendar year."""
    return pd.DataFrame(
        [
            {"area_code": area, "period_start": date(year, month, 1), "days": days, "people": people}
            for year, days in monthly.items()
            for month in range(1, 13)
        ]
    )


def test_years_end_with_the_newest_month_and_leave_the_pandemic_out():
    found = years(made({2018: 10, 2019: 5, 2020: 1, 2021: 2, 2022: 8}), [JUL_2016])
    assert [(year.last, year.days) for year in found] == [
        (date(2022, 12, 1), 96),
        (date(2019, 12, 1), 60),
        (date(2018, 12, 1), 120),
    ]
    assert found[0].adult_days == 365_000
    assert best(found).label == "Jan 2019 to Dec 2019"


def test_a_year_that_ends_in_march_2020_is_before_the_pandemic():
    frame = made({2019: 5, 2020: 5, 2021: 5, 2022: 5, 2023: 5})
    found = years(frame[frame["period_start"] <= date(2023, 3, 1)], [])
    assert [year.last for year in found] == [date(2023, 3, 1), date(2022, 3, 1), date(2020, 3, 1)]


def test_a_break_is_never_crossed():
    frame = made({2018: 1, 2019: 2, 2022: 9, 2023: 8})
    assert [year.last.year for year in years(frame, [Break(date(2019, 7, 1), "Anew.")])] == [2023, 2022]
    assert [year.last.year for year in years(frame, [Break(date(2019, 1, 1), "Anew.")])] == [2023, 2022, 2019]
    assert years(frame, [Break(date(2023, 6, 1), "Anew.")]) == []


def test_a_month_that_is_missing_leaves_its_year_out():
    frame = made({2018: 10, 2019: 5, 2022: 8})
    kept = [year.last.year for year in years(frame[frame["period_start"] != date(2019, 6, 1)], [])]
    assert kept == [2022, 2018]
    assert years(frame[frame["period_start"] != date(2022, 6, 1)], []) == []
    assert years(frame.iloc[:0], []) == []


def test_a_leap_year_and_more_adults_are_allowed_for():
    """6,000 days over 365,000 adult-days, at 366 × 1,100 adult-days: 6,618.08."""
    frame = pd.concat([made({2019: 500}), made({2024: 900}, people=1100)])
    worked = fall("code9_awi", frame, frame.iloc[:0], [])
    assert worked.at_best == 6618
    assert (worked.now.days, worked.to_best) == (10_800, 4_182)
    assert worked.at_median is None and worked.to_median is None


def test_the_newest_year_can_be_the_best():
    worked = fall("code9_awi", made({2018: 10, 2019: 5, 2022: 5}), made({2022: 9}, area="B"), [])
    assert worked.best == worked.now and worked.to_best == 0 and worked.at_best == 60
    assert worked.at_median == 108 and worked.to_median == 0


def test_the_median_is_of_those_that_hold_all_twelve_months():
    others = pd.concat([made({2022: 12}, 2000, "B"), made({2022: 4}, 1000, "C"), made({2022: 99}, 1000, "D").iloc[1:]])
    own = made({2019: 10, 2022: 8})
    found = rates(others, years(own, [])[0])
    assert found.to_dict() == {"B": 144 / 730_000, "C": 48 / 365_000}
    worked = fall("code9_awi", own, others, [])
    assert worked.at_median == 60  # halfway between 72 and 48 days for 1,000 adults
    assert worked.to_median == 36


@pytest.fixture(scope="module")
def supplied():
    path = next((paths.EXTRACTS / "delayed_discharges").glob("*council-area.csv.gz"))
    rows = pd.read_csv(path)
    return rows[rows["AgeGroup"].eq("18plus")]


def twelve(supplied, councils, reason, year):
    """Bed days of the councils from September to August of a year, from the publisher's file."""
    months = [(year - 1) * 100 + month for month in (9, 10, 11, 12)] + [year * 100 + month for month in range(1, 9)]
    rows = supplied[
        supplied["CA"].isin(councils)
        & supplied["MonthOfDelay"].isin(months)
        & supplied["ReasonForDelay"].eq(REASONS[reason])
    ]
    assert len(rows) == 12 * len(councils)
    return int(rows["NumberOfDelayedBedDays"].sum())


def adult_days(store, area, year):
    """Adults at each calendar year's mid-year, by the days of its months."""
    total = 0.0
    for each, months in ((year - 1, (9, 10, 11, 12)), (year, range(1, 9))):
        held = store.populations("population_18plus", date(each, 1, 1)).set_index("area_code")["value"]
        total += held[area] * sum(monthrange(each, month)[1] for month in months)
    return total


@pytest.mark.parametrize("area", [FIFE, GLASGOW])
def test_the_arithmetic_by_hand_from_the_publishers_file(store, supplied, area):
    own_councils = store.councils(area)["code"].tolist()
    peers = {code: store.councils(code)["code"].tolist() for code in store.peers(area)}
    assert len(peers) == 5
    now = adult_days(store, area, 2025)
    for worked in delays_falls.falls(store, area):
        days = {year: twelve(supplied, own_councils, worked.reason, year) for year in (*range(2017, 2020), 2022)}
        days |= {year: twelve(supplied, own_councils, worked.reason, year) for year in (2023, 2024, 2025)}
        own = {year: count / adult_days(store, area, year) for year, count in days.items()}
        lowest = min(own, key=own.get)
        others = [
            twelve(supplied, councils, worked.reason, 2025) / adult_days(store, code, 2025)
            for code, councils in peers.items()
        ]
        assert worked.now.days == days[2025]
        assert worked.best.last == date(lowest, 8, 1)
        assert worked.at_best == round(own[lowest] * now)
        assert worked.to_best == max(0, days[2025] - round(own[lowest] * now))
        assert worked.at_median == round(median(others) * now)
        assert worked.to_median == max(0, days[2025] - round(median(others) * now))


def test_scotland_stands_at_the_median_of_the_31(store):
    worked = delays_falls.falls(store, SCOTLAND)
    assert [each.now.label for each in worked] == ["Sep 2024 to Aug 2025"] * 4
    waiting = worked[0]
    rows = [
        store.series("delayed_beds_rate", "reason=health_and_social_care", "", [code]) for code in store.codes("ijb")
    ]
    beds = []
    for row in rows:
        row = row[(row["period_start"] >= date(2024, 9, 1)) & (row["period_start"] <= date(2025, 8, 1))]
        lengths = [monthrange(day.year, day.month)[1] for day in row["period_start"]]
        beds.append((row["numerator"] * lengths).sum() / (row["denominator"] * lengths).sum())
    assert waiting.median == pytest.approx(median(beds), rel=1e-9)
    assert "the median of the 31 areas" in delays_falls.said(store, SCOTLAND, worked)
    assert delays_falls.whose_median(store, SCOTLAND) == ""


def test_fifes_arithmetic_in_words(store):
    found = delays_falls.falls(store, FIFE)
    assert (
        delays_falls.title(store, FIFE, found)
        == "Arithmetic for Fife: 16,536 fewer bed days in twelve months at each reason’s own best year, 6,219 fewer at "
        "the median of its nearest peers"
    )
    assert delays_falls.said(store, FIFE, found) == (
        "If every reason stood at its own best year, there would be 16,536 fewer bed days; the largest single "
        "difference is waiting for care or support, at its rate of Sep 2017 to Aug 2018: 7,464 fewer bed days. "
        "If every reason stood at the median of its nearest peers, there would be 6,219 fewer bed days; the largest "
        "single difference is guardianship: 4,733 fewer bed days."
    )


@pytest.mark.parametrize(
    ("own", "peers", "words"),
    [
        ({2018: 10, 2019: 5, 2022: 8}, {2022: 4}, "36 fewer bed days in twelve months at BEST, 48 fewer at MEDIAN"),
        ({2019: 5, 2022: 8}, {2022: 9}, "36 fewer bed days in twelve months at BEST, none fewer at MEDIAN"),
        ({2019: 9, 2022: 8}, {2022: 4}, "no difference in bed days in twelve months at BEST, 48 fewer at MEDIAN"),
        ({2019: 9, 2022: 8}, {2022: 9}, "no difference in bed days in twelve months at BEST, none at MEDIAN"),
        ({2019: 5, 2022: 8}, {2021: 9}, "36 fewer bed days in twelve months at BEST"),
    ],
)
def test_the_heading_has_both_sums_and_no_target(store, own, peers, words):
    found = [fall("code9_awi", made(own), made(peers, area="B"), [])]
    words = words.replace("BEST", "each reason’s own best year").replace("MEDIAN", "the median of its nearest peers")
    assert delays_falls.title(store, FIFE, found) == f"Arithmetic for Fife: {words}"


def test_a_line_that_is_as_low_is_said_as_none(store):
    rows = delays_falls.rows(delays_falls.falls(store, HIGHLAND)).set_index("reason")
    assert "already at its best year" in rows.loc["Other complex needs", "to_best"]
    assert "already at or below it" in rows.loc["Other complex needs", "to_median"]


def test_the_sums_are_those_of_the_lines(store):
    for area in (SCOTLAND, FIFE, ORKNEY):
        found = delays_falls.falls(store, area)
        last = delays_falls.rows(found).iloc[-1]
        assert f"−{sum(each.to_best for each in found):,}" in last["to_best"]
        assert f">{sum(each.now.days for each in found):,}<" in last["now"]


def test_every_area_has_its_arithmetic(store):
    for code in [SCOTLAND, *store.codes("ijb")]:
        found = delays_falls.falls(store, code)
        assert len(found) == 4
        rows = delays_falls.rows(found)
        words = [delays_falls.title(store, code, found), delays_falls.subtitle(found), delays_falls.HOW]
        words += [delays_falls.said(store, code, found), delays_falls.NOT_A_FORECAST]
        words += [delays_falls.whose_median(store, code), delays_falls.nothing(store, code)]
        words += [column.head for column in delays_falls.columns(store, code, found)]
        download = delays_falls.download(store, code, found)
        assert "%" not in words[0] and "If" not in words[0]
        assert wrong(*words, *(cell for name in rows for cell in rows[name]), about.plain_table(download)) == []
        assert ends_rightly(words[1]) and ends_rightly(words[3])


def test_peers_are_numbers_while_names_are_hidden(store):
    hidden = store.hiding(FIFE)
    said = delays_falls.whose_median(hidden, FIFE)
    assert said.startswith(" Nearest peers: Area ")
    assert not any(name in said for name in store.areas["name"])
