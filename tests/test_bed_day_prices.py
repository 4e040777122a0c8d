"""Two public prices of a delayed bed day: what they are, how far apart, and the arithmetic done with them."""

import pandas as pd
import pytest

from ijb import bed_day_prices as prices
from ijb.paths import EXTRACTS, REFERENCE

# Office for Budget Responsibility, March 2026: index of 2019/20 and of 2024/25.
DEFLATOR = {"2019/20": 84.9, "2024/25": 104.95}


def test_the_two_prices_a_day_are_those_published():
    phs, audit = prices.bed_day_prices()
    assert (phs.publisher, phs.year, round(phs.a_day)) == ("Public Health Scotland", "2019/20", 262)
    assert (audit.publisher, audit.year, round(audit.a_day)) == ("Audit Scotland", "2024/25", 611)


def test_they_are_2_3_fold_apart_and_1_9_fold_in_the_prices_of_2024_25():
    phs, audit = prices.bed_day_prices()
    assert prices.times_apart([phs.a_day, audit.a_day]) == pytest.approx(2.333, abs=0.001)  # 611.01 / 261.89
    then = prices.in_prices_of("2024/25", phs.a_day, phs.year, DEFLATOR)
    assert then == pytest.approx(323.743, abs=0.001)  # 261.894 × 104.95 / 84.9
    assert prices.in_prices_of("2024/25", audit.a_day, audit.year, DEFLATOR) == audit.a_day
    assert prices.times_apart([audit.a_day, then]) == pytest.approx(1.887, abs=0.001)


def test_the_bed_days_are_those_of_scotland_in_the_delays_loaded():
    path = next((EXTRACTS / "delayed_discharges").glob("*council-area.csv.gz"))
    rows = pd.read_csv(path, dtype=str)
    whole = rows[(rows["CA"] == "S92000003") & (rows["AgeGroup"] == "18plus")]
    whole = whole[whole["ReasonForDelay"] == "All Delay Reasons"].set_index("MonthOfDelay")["NumberOfDelayedBedDays"]
    for price in prices.bed_day_prices():
        first = int(price.year[:4])
        months = [f"{first}{month:02d}" for month in range(4, 13)] + [f"{first + 1}{month:02d}" for month in (1, 2, 3)]
        assert whole[months].astype(int).sum() == price.bed_days


def test_the_deflator_by_hand_is_the_one_supplied():
    rows = pd.read_csv(EXTRACTS / "finance" / "gdp_deflators.csv").set_index("financial_year")["index_2023_100"]
    assert {f"{year[:4]}/{year[5:]}": rows[year] for year in ("2019-20", "2024-25")} == DEFLATOR


def test_a_year_without_a_deflator_has_no_price_in_another_years():
    assert prices.in_prices_of("2024/25", 262, "2018/19", DEFLATOR) is None
    assert prices.in_prices_of("", 262, "2019/20", DEFLATOR) is None


def test_the_arithmetic_of_days_and_of_care():
    assert prices.days_of(10, 24_619) == 2_462
    assert [prices.days_of(10, days) for days in (2_805, 2_804, 4, 0)] == [281, 280, 0, 0]  # halves upwards
    assert prices.home_care_a_day(30.0, 2.5) == 75.0
    assert prices.care_home_a_day(700.0) == 100.0


def test_the_prices_come_oldest_first_whatever_the_order_of_the_file(tmp_path):
    head, *rows = (REFERENCE / "bed_day_prices.csv").read_text(encoding="utf-8").splitlines()
    turned = tmp_path / "prices.csv"
    turned.write_text("\n".join([head, *rows[::-1]]) + "\n", encoding="utf-8")
    assert prices.bed_day_prices(turned) == prices.bed_day_prices()


def test_each_price_says_where_it_is_from():
    for price in prices.bed_day_prices():
        assert price.url.startswith("https://") and price.title and price.note.endswith(".")
