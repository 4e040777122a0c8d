"""The price of a delay: its figures by hand, and the words that make it an illustration wherever it is shown."""

import html
import re
from copy import copy

import pandas as pd
import pytest
from choices import FIFE, HIGHLAND, ORKNEY
from reading import ends_rightly, wrong

from ijb.charts.markup import Html
from ijb.export.table import csv_package
from ijb.paths import EXTRACTS
from ijb.store import SCOTLAND
from ijb.views import about, delay_price, delay_price_download, priced_days

CLACKMANNANSHIRE_AND_STIRLING = "S37000005"
BY_HAND = {FIFE: ["Fife"], CLACKMANNANSHIRE_AND_STIRLING: ["Clackmannanshire", "Stirling"], SCOTLAND: ["Scotland"]}
CODES = {"Fife": "S12000047", "Clackmannanshire": "S12000005", "Stirling": "S12000030", "Scotland": SCOTLAND}
MUST_STAND = (
    "illustration",
    "average cost is not cash saved",
    "acute money sits with the NHS board",
    "not every day is releasable",
    "average costs from two publications on different bases",
)
FORBIDDEN = re.compile(
    r"\bsav(?:e|es|ed|ing|ings)\b|\bfree(?:s|d)? up\b|\bcheaper\b|\bwould cost\b|\bcut(?:s|ting)?\b", re.I
)
MONTHS = [f"2024{month:02d}" for month in range(4, 13)] + ["202501", "202502", "202503"]


def by_hand(area: str, share: float, hours: float) -> dict[str, float]:
    """Days and amounts straight from the files supplied, the two public prices written out."""
    councils = BY_HAND[area]
    delays = pd.read_csv(next((EXTRACTS / "delayed_discharges").glob("*council-area.csv.gz")), dtype=str)
    delays = delays[delays["CA"].isin([CODES[name] for name in councils]) & delays["MonthOfDelay"].isin(MONTHS)]
    delays = delays[(delays["AgeGroup"] == "18plus") & (delays["ReasonForDelay"] == "Health and Social Care Reasons")]
    waiting = int(delays["NumberOfDelayedBedDays"].astype(int).sum())
    days = (waiting * share + 50) // 100  # whole days, halves upwards
    index = pd.read_csv(EXTRACTS / "finance" / "gdp_deflators.csv").set_index("financial_year")["index_2023_100"]
    lgbf = pd.read_csv(EXTRACTS / "finance" / "lgbf_adult_social_care.csv")
    lgbf = lgbf[lgbf["LocalAuthority"].isin(councils) & lgbf["Year"].eq("2022-23")]
    sums = lgbf.groupby("IndicatorCode")[["Numerator", "Denominator"]].sum()
    later = index["2024-25"] / index["2022-23"]
    hour = sums.loc["SW01", "Numerator"] * 1000 / sums.loc["SW01", "Denominator"] * later
    week = sums.loc["SW05", "Numerator"] * 1000 / 52 / sums.loc["SW05", "Denominator"] * later
    return {
        "days": days,
        "low": days * 142_000_000 / 542_204 * index["2024-25"] / index["2019-20"],
        "high": days * 440_000_000 / 720_119,
        "home": days * hour * hours,
        "care home": days * week / 7,
    }


@pytest.mark.parametrize("area", BY_HAND)
@pytest.mark.parametrize(("share", "hours"), [(10, 2), (33, 0.5), (50, 8)])
def test_every_amount_is_reproduced_by_hand(store, area, share, hours):
    hand, given = by_hand(area, share, hours), priced_days.illustration(store, area, share, hours)
    assert given.days == hand["days"]
    hospital, home, care_home = (line.amounts(given.days) for line in given.lines)
    assert hospital == pytest.approx((hand["low"], hand["high"]))
    assert home == pytest.approx((hand["home"], hand["home"]))
    assert care_home == pytest.approx((hand["care home"], hand["care home"]))


def test_fife_as_it_is_read(store):
    """24,619 days; 10% of them at £323.74 and £611.01 a day, and 2 hours at £42.94 × 104.95 / 95.8 = £47.04."""
    given = priced_days.illustration(store, FIFE, 10, 2)
    assert given.waiting == 24_619
    assert delay_price.illustration_title(given) == (
        "Illustration: at these prices 2,462 days are priced at £797,000 to £1.50 million in hospital, and £232,000 at "
        "home with 2 hours a day"
    )
    assert delay_price.what_if(given).startswith(
        "What if 10% of the 24,619 days in 2024/25 that residents of Fife spent in hospital waiting for care or "
        "support were spent at home: 2,462 days, in 2024/25 prices. An illustration, not a finding: "
    )
    assert delay_price.said(given).startswith(
        "At these prices the same 2,462 days are priced at £797,000 to £1.50 million in hospital, £232,000 at home "
        "with 2 hours a day, and £382,000 in a care home (net cost to the council). An illustration, not a finding: "
    )
    assert (
        "self-funders are included, so it is below the price of a place" in given.line("care_home_cost_per_week").basis
    )


def test_clackmannanshire_and_stirling_as_it_is_read(store):
    given = priced_days.illustration(store, CLACKMANNANSHIRE_AND_STIRLING, 10, 2)
    assert given.waiting == 10_180
    assert delay_price.illustration_title(given) == (
        "Illustration: at these prices 1,018 days are priced at £330,000 to £622,000 in hospital, and £43,600 at home "
        "with 2 hours a day"
    )


def shown_number(words):
    """ "£1.50 million" as a number."""
    figure = float(words.replace("£", "").replace(",", "").removesuffix(" million"))
    return figure * 1_000_000 if words.endswith("million") else figure


@pytest.mark.parametrize("share", [1, 10, 33])
def test_the_days_shown_times_the_prices_of_a_day_shown_are_the_amounts_shown(store, share):
    """As with a calculator, up to the rounding of a price to whole pounds and of an amount to three figures."""
    for area in store.codes("ijb"):
        given = priced_days.illustration(store, area, share, 2)
        days = int(
            re.search(r"prices ([\d,]+) days? (?:is|are) priced", delay_price.illustration_title(given))[1].replace(
                ",", ""
            )
        )
        table = str(delay_price.illustration_table(given))
        for row in table.split("<tr>")[2:]:
            day, amount = (
                re.findall(r"£[\d.,]+(?: million)?", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)
            )
            assert len(day) == len(amount) > 0
            for one, all_days in zip(map(shown_number, day), map(shown_number, amount)):
                assert days * (one - 0.5) * 0.995 <= all_days <= days * (one + 0.5) * 1.005


def test_orkneys_days_are_priced_as_they_are_shown(store):
    """10% of 2,805 days are 280.5, shown and priced as 281: at £323.74 and £611.01 a day £90,971 and £171,694."""
    given = priced_days.illustration(store, ORKNEY, 10, 2)
    assert (given.waiting, given.days) == (2_805, 281)
    assert "281 days are priced at £91,000 to £172,000 in hospital" in delay_price.illustration_title(given)


def test_the_days_are_those_of_the_councils_facts_in_every_area(store):
    year = store.default_period("delayed_bed_days_75plus_rate", "")
    assert year.label == "2024/25"
    for area in store.codes("ijb"):
        facts = store.facts(["delayed_bed_days"], store.councils(area)["code"].tolist())
        facts = facts[facts["breakdown"].eq("reason=health_and_social_care") & facts["period_start"].ge(year.start)]
        days, why = priced_days.days_waiting(store, area, year)
        assert (days, why) == (facts[facts["period_end"] <= year.end]["value"].sum(), "")


def test_the_two_prices_and_how_far_apart_they_are(store):
    known = priced_days.prices(store)
    assert known.base == "2024/25"
    assert delay_price.prices_title(known) == (
        "Illustration: two public prices of a delayed bed day are 2.3-fold apart as stated, 1.9-fold in 2024/25 prices"
    )
    cells = re.findall(r'<td class="ijb-right[^"]*">([^<]*)</td>', "".join(delay_price.prices_shown(known).above))
    assert cells == ["£142 million", "542,204", "£262", "£324", "£440 million", "720,119", "£611", "£611"]


# --- the words ---


def outputs(store, given):
    """Every text that leaves the pages' modules, whole: each block with its title, each image, table and file."""
    for drawing in (delay_price.prices_shown(given.prices), delay_price.shown(store, given)):
        said = [drawing.title, drawing.subtitle, *drawing.above, *drawing.below]
        yield " ".join(re.sub(r"<[^>]*>", " ", str(part)) for part in said)
        for part in (*drawing.above, *drawing.below):
            yield from (html.unescape(label) for label in re.findall(r'aria-label="([^"]*)"', part))
            yield from (html.unescape(caption) for caption in re.findall(r"<caption[^>]*>([^<]*)</caption>", part))
    download = delay_price_download.download(store, given)
    yield " ".join(f"{name}: {text}" for name, text in download.about)
    yield from about.exported(download)["What this is"]


def titles(store, given):
    return [delay_price.prices_shown(given.prices).title, delay_price.shown(store, given).title] + [
        delay_price_download.download(store, given).title
    ]


def check_words(store, given):
    found = list(outputs(store, given))
    assert len(found) > 20
    for text in found:
        assert all(words.lower() in text.lower() for words in MUST_STAND)
        assert not FORBIDDEN.search(text.replace("average cost is not cash saved", ""))
    assert all(title.startswith("Illustration: ") for title in titles(store, given))


def check_reading(store, given):
    for drawing in (delay_price.prices_shown(given.prices), delay_price.shown(store, given)):
        assert wrong(drawing.title, drawing.subtitle, *drawing.above, *drawing.below) == []
        assert ends_rightly(drawing.subtitle) and not drawing.title.endswith(".")
        assert all(isinstance(part, Html) for part in (*drawing.above, *drawing.below))
    assert ends_rightly(delay_price.said(given))
    download = delay_price_download.download(store, given)
    assert wrong(about.plain_table(download), *(text for _, text in download.about)) == []


@pytest.mark.parametrize(("share", "hours"), [(1, 0.5), (10, 2), (27, 1), (50, 8)])
def test_every_area_says_what_it_is_and_nothing_wrong(store, share, hours):
    for area in (SCOTLAND, *store.codes("ijb")):
        given = priced_days.illustration(store, area, share, hours)
        low, high = given.lines[0].amounts(given.days)
        assert 0 < low < high
        check_words(store, given)
        check_reading(store, given)


def test_with_names_hidden_no_other_area_is_named(store):
    hidden = store.hiding(FIFE)
    given = priced_days.illustration(hidden, FIFE, 10, 2)
    check_words(hidden, given)
    drawing = delay_price.shown(hidden, given)
    said = " ".join([drawing.title, drawing.subtitle, *drawing.above, *drawing.below])
    others = {store.area(code)["name"] for code in store.codes("ijb") if code != FIFE}
    assert "Fife" in said and not [name for name in others if name in said]
    assert "download" not in said and "the download has them in full." in "".join(delay_price.shown(store, given).below)


def test_highland_is_read_with_what_the_measure_says_of_it(store):
    lines = {line.id: line for line in priced_days.illustration(store, HIGHLAND, 10, 2).lines}
    assert lines["home_care_cost_per_hour"].basis.endswith(
        "Highland's figure jumps in 2022/23, which may be a change in what is counted"
    )
    assert "lead agency" in lines["care_home_cost_per_week"].basis
    assert "Highland" not in priced_days.illustration(store, ORKNEY, 10, 2).lines[1].basis


# --- what is not held ---


def lacking(store, change):
    """The store with each series put through change(measure, frame)."""
    held = copy(store)
    held.series = lambda name, *more: change(name, store.series(name, *more))
    return held


def test_a_price_that_is_missing_says_why(store):
    def change(name, rows):
        if name != "home_care_cost_per_hour":
            return rows
        return rows.assign(value=None, status="not_submitted")

    held = lacking(store, change)
    given = priced_days.illustration(held, FIFE, 10, 2)
    assert given.line("home_care_cost_per_hour").lacking == "No price: not submitted"
    assert delay_price.illustration_title(given) == (
        "Illustration: at these prices 2,462 days are priced at £797,000 to £1.50 million in hospital; there is no "
        "price at home with 2 hours a day (not submitted)"
    )
    assert "in hospital, and £382,000 in a care home (net cost to the council); there is no" in delay_price.said(given)
    drawing = delay_price.shown(held, given)
    assert "".join(drawing.above).count("No price: not submitted") == 1
    assert "No price: not submitted." in "".join(drawing.below)
    check_words(held, given)
    check_reading(held, given)
    notes = about.exported(delay_price_download.download(held, given)).set_index("Item")["Note"]
    assert notes["Cost of an hour of home care for people aged 65 and over"] == "No price: not submitted"


def test_an_older_price_says_its_year(store):
    def change(name, rows):
        return rows[rows["period_label"] != "2022/23"] if name == "care_home_cost_per_week" else rows

    line = priced_days.illustration(lacking(store, change), FIFE, 10, 2).line("care_home_cost_per_week")
    assert "(SW05, 2021/22, in 2024/25 prices)" in line.basis
    assert line.low == pytest.approx(68_083_000 / 52 / 1_387.5 / 7 * 104.95 / 89.55)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda rows: rows[rows["period_label"] != "Jan 2025"], "not all twelve months of 2024/25 are held"),
        (lambda rows: rows.assign(status="partial"), "not all twelve months of 2024/25 are held"),
        (lambda rows: rows.assign(numerator=0.0), "no days waiting for care in 2024/25"),
    ],
)
def test_days_that_are_not_held_leave_nothing_to_price(store, change, why):
    held = lacking(store, lambda name, rows: change(rows) if name == "delayed_beds_rate" else rows)
    given = priced_days.illustration(held, FIFE, 10, 2)
    drawing = delay_price.shown(held, given)
    assert given.days is None and given.why.startswith(why)
    assert drawing.title.startswith(f"Illustration: nothing to price for Fife ({why}")
    assert drawing.subtitle == priced_days.CAUTION and not drawing.above
    check_words(held, given)
    assert wrong(about.plain_table(delay_price_download.download(held, given))) == []


def test_without_a_deflator_there_is_no_range_and_so_no_illustration(store):
    held = copy(store)
    held.facts = lambda quantities, areas: store.facts(quantities, areas).iloc[:0]
    held.real_basis = lambda measure: ""
    given = priced_days.illustration(held, FIFE, 10, 2)
    assert given.why == "the two prices cannot be put in one year’s prices"
    assert delay_price.prices_title(given.prices).endswith("are 2.3-fold apart as stated")
    drawing = delay_price.prices_shown(given.prices)
    assert wrong(drawing.title, *drawing.above, delay_price.shown(held, given).title) == []
    check_words(held, given)


# --- amounts and the download ---


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "£0"),
        (94.08, "£94"),
        (2_873, "£2,870"),
        (797_022, "£797,000"),
        (999_499, "£999,000"),
        (999_500, "£1.00 million"),
        (1_504_246, "£1.50 million"),
        (16_187_000, "£16.2 million"),
        (152_760_000, "£153 million"),
    ],
)
def test_amounts_are_read_to_three_figures(amount, words):
    assert delay_price.pounds(amount) == words


def test_the_end_of_a_scale_is_round():
    assert [delay_price.round_pounds(end) for end in (0, 500_000, 2e6, 2.5e6, 4e7)] == [
        "£0",
        "£500,000",
        "£2 million",
        "£2.50 million",
        "£40 million",
    ]


def test_the_download_holds_everything_that_went_in_in_full(store):
    given = priced_days.illustration(store, FIFE, 10, 2)
    download = delay_price_download.download(store, given)
    rows = about.exported(download).set_index(["Item", "Period", "Prices"])["Value"]
    hand = by_hand(FIFE, 10, 2)
    assert rows["Days priced", "2024/25", ""] == hand["days"] == 2_462
    assert rows["Days waiting for care, by residence", "2024/25", ""] == 24_619
    assert rows["Share of them spent at home", "", ""] == 10
    assert rows["Hours of home care a day", "", ""] == 2
    assert rows["Cost of delays", "2019/20", "cash"] == 142_000_000
    assert rows["Delayed bed days", "2024/25", ""] == 720_119
    assert rows["Price of a bed day", "2019/20", "2024/25 prices"] == pytest.approx(323.743, abs=0.001)
    assert rows["Deflator of the whole economy", "2019/20", ""] == 84.9
    assert rows["In hospital, low price: the days priced", "2024/25", "2024/25 prices"] == pytest.approx(hand["low"])
    assert rows["In hospital, high price: the days priced", "2024/25", "2024/25 prices"] == pytest.approx(hand["high"])
    assert download.file_name == "illustration-price-of-a-delay-fife"
    packed = csv_package(download.file_name, about.exported(download), download.about)
    assert packed[:2] == b"PK"
