"""Delays of one area by month, reason and age: bed days against the publisher's own file, and what is said of them."""

import re

import pandas as pd
import pytest
from choices import FIFE, ORKNEY, WITH_SCOTLAND
from reading import ends_rightly, texts, wrong

from ijb import paths
from ijb.comparators import comparator
from ijb.export.receipt import receipt
from ijb.store import SCOTLAND
from ijb.views import about, delays, delays_reasons, over_time
from ijb.views.trend import Asked

CLACKS_AND_STIRLING, SHETLAND, WESTERN_ISLES = "S37000005", "S37000026", "S37000031"
ODD = re.compile(r"\(100%\)(?! more)|\(0%\)|(?<![\d,.])(?:1 days|0 days|0 \(|0 of )|of the 1 ")
COUNCILS = {FIFE: ["S12000047"], CLACKS_AND_STIRLING: ["S12000005", "S12000030"]}
AGES = {"": "18plus", "18_74": "18-74", "75plus": "75plus"}
REASONS = {
    "": "All Delay Reasons",
    "health_and_social_care": "Health and Social Care Reasons",
    "patient_and_family": "Patient and Family Related Reasons",
    "code9_awi": "Code 9 AWI",
    "code9_non_awi": "Code 9 Non-AWI",
}


@pytest.fixture(scope="module")
def supplied():
    """The publisher's file by council, as supplied."""
    path = next((paths.EXTRACTS / "delayed_discharges").glob("*council-area.csv.gz"))
    return pd.read_csv(path)


def by_hand(supplied, area, month, age, reason):
    rows = supplied[
        supplied["CA"].isin(COUNCILS[area])
        & supplied["MonthOfDelay"].eq(month)
        & supplied["AgeGroup"].eq(AGES[age])
        & supplied["ReasonForDelay"].eq(REASONS[reason])
    ]
    assert len(rows) == len(COUNCILS[area])
    return rows["NumberOfDelayedBedDays"].sum()


def month_of(store, area, key):
    figures = delays.held(store, area)
    return figures, delays.months(figures)[key]


@pytest.mark.parametrize("area", COUNCILS)
@pytest.mark.parametrize("key", ["2025-08-01", "2024-02-01"])
def test_the_table_has_the_publishers_bed_days(store, supplied, area, key):
    figures, month = month_of(store, area, key)
    number = int(key[:4]) * 100 + int(key[5:7])
    for age in delays.AGES:
        table = delays_reasons.counted(store, figures, month, age)
        for reason in REASONS:
            for each in delays.AGES:
                assert table.loc[reason, each] == by_hand(supplied, area, number, each, reason)
            assert table.loc[reason, "before"] == by_hand(supplied, area, number - 100, age, reason)
        assert table.loc["standard", age] + table.loc["complex", age] == table.loc["", age]
        assert table.loc["complex", age] == sum(
            by_hand(supplied, area, number, age, reason) for reason in ("code9_awi", "code9_non_awi")
        )


def test_fifes_august_2025_in_words(store):
    """4,033 days ÷ 31 = 130.1; 3,432 in Aug 2024; 2,245 ÷ 4,033 = 55.7 %."""
    figures, month = month_of(store, FIFE, "2025-08-01")
    assert delays.lead(store, FIFE, WITH_SCOTLAND, figures, month) == (
        "In Aug 2025, adults living in Fife spent 4,033 days in hospital when they were ready to leave: 130.1 beds on "
        "an average day, 601 days (18%) more than in Aug 2024. Delays were 42.5 beds per 100,000 adults, 0.7 below "
        "Scotland (43.2). Of the 4,033 days, 2,245 (56%) were spent waiting for care or support (health and social "
        "care reasons)."
    )
    table = delays_reasons.counted(store, figures, month, "")
    assert (
        delays_reasons.title(table, month, "")
        == "56% of the bed days in Aug 2025 were recorded as waiting for care or support"
    )
    assert delays_reasons.said(table, "") == (
        "2,295 days (57%) were standard delays: waiting for care or support, or patient or family reasons. 1,738 days "
        "(43%) were complex delays (code 9), 1,259 of them for guardianship (Adults with Incapacity Act); shares are "
        "of all the area’s days."
    )


def test_scotland_stands_beside_the_median_and_runs_on(store):
    figures, month = month_of(store, SCOTLAND, "2025-08-01")
    assert "median of the 31 areas" in delays.lead(store, SCOTLAND, WITH_SCOTLAND, figures, month)
    assert next(iter(delays.months(figures))) == "2025-08-01"
    assert "Scotland’s own totals run on to Jul 2026: 62,012 days" in delays.held_to(store, SCOTLAND, figures)
    assert delays.held_to(store, FIFE, delays.held(store, FIFE)) == (
        "Figures by area of residence, reason and age are held to Aug 2025."
    )


def test_the_first_year_has_no_year_before(store):
    figures, month = month_of(store, FIFE, "2016-07-01")
    assert list(delays.months(figures))[-1] == "2016-07-01"
    assert "there is no figure for a year before" in delays.lead(store, FIFE, WITH_SCOTLAND, figures, month)
    table = delays_reasons.counted(store, figures, month, "")
    assert table["before"].isna().all()
    assert set(delays_reasons.rows(table)["change"]) == {"–"}


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("2024-02-01", "than in Feb 2023 (which has 28 days, and this month 29)"),
        ("2025-02-01", "than in Feb 2024 (which has 29 days, and this month 28)"),
        ("2023-02-01", "than in Feb 2022. "),
        ("2024-03-01", "than in Mar 2023. "),
    ],
)
def test_a_leap_day_is_said(store, key, words):
    figures, month = month_of(store, FIFE, key)
    assert words in delays.lead(store, FIFE, WITH_SCOTLAND, figures, month)


def test_a_month_without_days(store):
    """Orkney, June 2018."""
    figures, month = month_of(store, ORKNEY, "2018-06-01")
    table = delays_reasons.counted(store, figures, month, "75plus")
    assert delays_reasons.title(table, month, "75plus") == "No bed days of people aged 75 and over in Jun 2018"
    assert delays_reasons.said(table, "75plus") == ""
    said = delays.lead(store, ORKNEY, WITH_SCOTLAND, figures, month)
    assert said.startswith(
        "In Jun 2018, adults living in Orkney Islands spent no days in hospital when they were ready to leave, "
    )
    assert "spent waiting" not in said and "(100%)" not in said
    asked = delays_reasons.asked_of(store, ORKNEY, "75plus")
    shown = delays_reasons.pieces(store, asked, month)
    assert shown.loc[shown["period_start"] == month.start, "value"].eq(0).all()


def test_the_reasons_are_stacked_as_rates_of_the_age(store):
    asked = delays_reasons.asked_of(store, FIFE, "75plus")
    _, month = month_of(store, FIFE, "2025-08-01")
    drawing = delays_reasons.drawn(asked, delays_reasons.pieces(store, asked, month), "75plus", "light")
    assert drawing.subtitle.startswith(
        "Beds per 100,000 people aged 75 and over, by reason for the delay, over the 36 months to Aug 2025. "
    )
    bars = [trace for trace in drawing.figure.data if trace.type == "bar"]
    assert len(bars) == 4 and all(len(bar.x) == 36 for bar in bars)


def test_a_bar_is_as_long_as_the_share(store):
    figures, month = month_of(store, FIFE, "2025-08-01")
    drawn = delays_reasons.rows(delays_reasons.counted(store, figures, month, ""))
    assert "width:55.7%" in drawn["age_"].iloc[0]
    assert "width:100.0%" in drawn["age_"].iloc[-1]
    assert ["2,245", "56%"] == list(texts(drawn["age_"].iloc[0]))
    sums = drawn[drawn["reason"].str.endswith("together")]
    assert len(sums) == 2 and sums["age_"].str.contains("width:0.0%").all()


def test_every_area_age_and_month_says_nothing_wrong(store):
    for code in [SCOTLAND, *store.codes("ijb")]:
        figures = delays.held(store, code)
        months = delays.months(figures)
        assert len(months) == 110
        beside = comparator(store, code, "peers", [])
        for key in ("2025-08-01", "2018-06-01", "2016-07-01", "2024-02-01", "2020-05-01", "2021-11-01"):
            month = months[key]
            said = [delays.lead(store, code, beside, figures, month), delays.held_to(store, code, figures)]
            for age in delays.AGES:
                table = delays_reasons.counted(store, figures, month, age)
                rows = delays_reasons.rows(table)
                cells = [cell for name in rows for cell in rows[name]]
                download = delays_reasons.download(store, code, table, month, age)
                said += [delays_reasons.title(table, month, age), delays_reasons.subtitle(month, age), *cells]
                said += [delays_reasons.said(table, age), about.plain_table(download)]
            assert not any(ODD.search(words) for words in said[:2])
            assert wrong(*said) == []
            assert all(ends_rightly(words) for words in said[:2])


def test_hidden_names_are_not_said(store):
    hidden = store.hiding(FIFE)
    figures, month = month_of(hidden, FIFE, "2025-08-01")
    beside = comparator(hidden, FIFE, "own", [ORKNEY])
    said = delays.lead(hidden, FIFE, beside, figures, month)
    assert "Fife" in said and not any(name in said for name in store.areas["name"] if name not in ("Fife", "Scotland"))


def test_the_download_of_measures_has_these_measures_only(store):
    download = delays.download(store, FIFE)
    assert set(download.figures["measure"]) == {store.measures[name].name for name in delays.MEASURES}
    assert {head for head, _ in download.about} >= {"Area", "Source", "Licence"}


@pytest.mark.parametrize("area", [FIFE, SCOTLAND])
@pytest.mark.parametrize("key", ["2025-08-01", "2025-06-01", "2019-03-01"])
def test_the_chart_ends_with_the_month_chosen_and_its_receipt_is_of_it(store, area, key):
    """The title speaks of the reason that moved most, worked here from the store's own rows."""
    _, month = month_of(store, area, key)
    asked = delays_reasons.asked_of(store, area, "")
    shown = delays_reasons.pieces(store, asked, month)
    drawing = delays_reasons.drawn(asked, shown, "", "light")
    assert [bar.name for bar in drawing.figure.data] == [delays_reasons.reason_words(each) for each in delays.REASONS]
    starts = sorted(shown["period_start"].unique())
    assert starts[-1] == month.start and len(starts) == min(36, (month.start.year - 2016) * 12 + month.start.month - 6)
    assert f"to {month.label}. " in drawing.subtitle
    moved = {}
    for reason in list(REASONS)[1:]:
        rows = store.series("delayed_beds_rate", f"reason={reason}", "", [area]).set_index("period_start")["value"]
        moved[f"reason={reason}"] = rows[month.start] - rows[month.start.replace(year=month.start.year - 1)]
    most = max(moved, key=lambda reason: abs(moved[reason]))
    reason, change = delays_reasons.told(asked, shown)
    assert reason == most and change.difference == pytest.approx(moved[most])
    assert f"to {month.label}: {'up' if moved[most] > 0 else 'down'} {abs(moved[most]):.1f}" in drawing.title
    given = receipt(store, asked.measure, area, reason, "", month, "https://x")
    assert given.period == month.label
    assert f"to {given.value_shown} {given.unit}" in drawing.title


def test_the_first_months_are_drawn_alone(store):
    asked = delays_reasons.asked_of(store, FIFE, "")
    for key, words, bars in (("2016-07-01", "in Jul 2016, the first month held", 1), ("2016-09-01", "the 3 months", 3)):
        _, month = month_of(store, FIFE, key)
        shown = delays_reasons.pieces(store, asked, month)
        drawing = delays_reasons.drawn(asked, shown, "", "dark")
        assert words in drawing.subtitle
        assert f"had the largest part in {month.label}: " in drawing.title
        assert all(len(bar.x) == bars for bar in drawing.figure.data)
        reason, change = delays_reasons.told(asked, shown)
        now = shown[shown["period_start"] == month.start].set_index("slug")["value"]
        assert change is None and now[reason] == now.max()


@pytest.mark.parametrize("area", [ORKNEY, SHETLAND, WESTERN_ISLES])
@pytest.mark.parametrize("age", list(delays.AGES))
def test_the_chart_says_nothing_wrong_in_many_months(store, area, age):
    asked = delays_reasons.asked_of(store, area, age)
    figures = delays.held(store, area)
    for number, month in enumerate(list(delays.months(figures).values())[:: 3 + len(age)]):
        shown = delays_reasons.pieces(store, asked, month)
        said = [delays_reasons.finding(asked, shown, age)]
        if number % 4 == 0:
            drawing = delays_reasons.drawn(asked, shown, age, "light")
            said += [drawing.subtitle, drawing.alt]
            assert ends_rightly(drawing.subtitle) and ends_rightly(drawing.alt)
        table = delays_reasons.counted(store, figures, month, age)
        said += [delays_reasons.title(table, month, age), delays_reasons.said(table, age)]
        said.append(delays.lead(store, area, WITH_SCOTLAND, figures, month) if not age else "")
        assert wrong(*said) == []
        assert not any(ODD.search(words) for words in said)


def made(waiting=0, family=0, awi=0, other=0):
    """A month of so many days for each reason, all of adults aged 75 and over."""
    days = {"health_and_social_care": waiting, "patient_and_family": family, "code9_awi": awi, "code9_non_awi": other}
    days |= {"standard": waiting + family, "complex": awi + other, "": waiting + family + awi + other}
    return pd.DataFrame({"now": days, "": days, "75plus": days}, dtype="object")


STANDARD = "waiting for care or support, or patient or family reasons."
ACT = "(Adults with Incapacity Act)"
OF_ALL = "shares are of all the area’s days."


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (made(waiting=564), f"All 564 days were standard delays: {STANDARD} No day was a complex delay (code 9)."),
        (made(family=1), f"The 1 day was a standard delay: {STANDARD}"),
        (made(awi=1), f"The 1 day was a complex delay (code 9), for guardianship {ACT}."),
        (made(waiting=2), f"Both days were standard delays: {STANDARD} No day was a complex delay (code 9)."),
        (
            made(awi=83),
            f"All 83 days were complex delays (code 9), all of them for guardianship {ACT}. "
            "No day was a standard delay.",
        ),
        (
            made(other=4),
            f"All 4 days were complex delays (code 9), none of them for guardianship {ACT}. "
            "No day was a standard delay.",
        ),
        (
            made(waiting=99, awi=1),
            f"99 days (99%) were standard delays: {STANDARD} 1 day (1.0%) was a complex delay (code 9), "
            f"for guardianship {ACT}; {OF_ALL}",
        ),
        (
            made(waiting=1, other=1),
            f"1 day (50%) was a standard delay: {STANDARD} 1 day (50%) was a complex delay (code 9), "
            f"not for guardianship {ACT}; {OF_ALL}",
        ),
        (
            made(waiting=598, awi=2),
            f"598 days (over 99%) were standard delays: {STANDARD} 2 days (0.3%) were complex delays (code 9), "
            f"both of them for guardianship {ACT}; {OF_ALL}",
        ),
    ],
)
def test_none_all_and_one_read_well(table, words):
    assert delays_reasons.said(table, "") == words


def test_the_reason_with_all_the_days_or_the_only_one(store):
    _, month = month_of(store, FIFE, "2025-08-01")
    title = delays_reasons.title
    words = "were recorded as waiting for care or support"
    assert title(made(waiting=564), month, "") == f"All bed days in Aug 2025 {words}"
    assert title(made(waiting=564), month, "75plus") == f"All bed days of people aged 75 and over in Aug 2025 {words}"
    assert title(made(waiting=599, awi=1), month, "") == f"Over 99% of the bed days in Aug 2025 {words}"
    assert title(made(awi=1), month, "") == "The 1 bed day in Aug 2025 was recorded as guardianship"


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 564, "Not one of the 564 days was"),
        (564, 564, "All 564 days were"),
        (1, 564, "Of the 564 days, 1 (0.2%) was"),
        (563, 564, "Of the 564 days, 563 (over 99%) were"),
        (1, 1, "The 1 day was"),
        (2, 2, "Both days were"),
        (0, 1, "The 1 day was not"),
    ],
)
def test_a_part_of_some_days(part, whole, words):
    assert delays.of_all(part, whole) == words


def test_few_people_are_said_where_beds_are_fewer_than_thirty(store):
    for code in [SCOTLAND, *store.codes("ijb")]:
        figures, month = month_of(store, code, "2025-08-01")
        row = store.series("delayed_beds_rate", "", "", [code]).set_index("period_start").loc[month.start]
        said = delays.lead(store, code, WITH_SCOTLAND, figures, month)
        assert ("With so few people, one or two long stays" in said) == (row["numerator"] < 30)
    assert delays.lead(store, ORKNEY, WITH_SCOTLAND, *month_of(store, ORKNEY, "2025-08-01")).endswith(
        "All 564 days were spent waiting for care or support (health and social care reasons). With so few people, one "
        "or two long stays can be the whole difference."
    )


def test_a_limit_that_is_not_drawn_is_said_so(store):
    def drawn(area):
        asked = Asked(store.measures[delays.AWI], "", "", area, "recent")
        shown = over_time.over_time(store, asked, WITH_SCOTLAND, "light")
        return shown, " ".join(texts(*delays.guardianship(shown).below))

    shown, said = drawn(ORKNEY)
    assert shown.line.latest["rule"] == "two of three low" and shown.line.limits["lower"] is None
    assert "near its lower limit" in said and said.endswith(delays.NOT_DRAWN)
    for code in store.codes("ijb"):
        shown, said = drawn(code)
        undrawn = "near its lower limit" in said and shown.line.limits["lower"] is None
        assert (delays.NOT_DRAWN in said) == undrawn


def test_the_source_said_to_be_above_is_the_same(store):
    shown = [about.sources_of(store, store.measures[name]) for name in (delays.RESIDENCE, delays.AWI)]
    assert shown[0] == shown[1]
