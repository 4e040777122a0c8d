"""Money: spending and unit costs in cash and in real terms, the balance of care, one area's page."""

import pandas as pd
import pytest
from choices import CODES, EDINBURGH, FIFE, HIGHLAND, WITH_SCOTLAND
from reading import ends_rightly, wrong

from ijb.comparators import comparator, kinds
from ijb.store import SCOTLAND
from ijb.views import money

COST, SPEND = "home_care_cost_per_hour", "adult_social_work_spend_per_adult"
REAL = "real 2024/25"


# From the framework's file (£000, hours) and the deflators' (2023 = 100; 2024-25: 104.95), by hand.
@pytest.mark.parametrize(
    ("area", "year", "spent", "hours", "index"),
    [
        (FIFE, "2018/19", 33_496, 1_525_000.36, 82.675),
        (FIFE, "2021/22", 43_524, 1_305_214.647, 89.55),
        (EDINBURGH, "2018/19", 57_725, 2_206_256, 82.675),
        (EDINBURGH, "2021/22", 64_554, 2_755_965.247, 89.55),
    ],
)
def test_an_hour_of_home_care_in_cash_and_in_real_terms(store, area, year, spent, hours, index):
    cash, real = (
        store.series(COST, "", basis, [area]).set_index("period_label")["value"][year] for basis in ("", REAL)
    )
    assert cash == pytest.approx(spent * 1000 / hours, rel=1e-12)
    assert real == pytest.approx(spent * 1000 / hours * 104.95 / index, rel=1e-12)


def test_that_hour_to_the_penny(store):
    real = store.series(COST, "", REAL, [FIFE, EDINBURGH]).set_index(["area_code", "period_label"])["value"]
    assert round(real[FIFE, "2018/19"], 2) == 27.88 and round(real[EDINBURGH, "2021/22"], 2) == 27.45


def rows(store, area, basis, kind="scotland"):
    return money.rows(store, area, comparator(store, area, kind, []), {"area": area}, basis).set_index("measure")


def test_the_table_follows_the_prices_chosen(store):
    cash, real = rows(store, FIFE, ""), rows(store, FIFE, REAL)
    held = store.series(SPEND, "", "", [FIFE]).set_index("period_label")["value"]
    assert cash.loc[SPEND, "value"] == held["2022/23"] and real.loc[SPEND, "value"] > cash.loc[SPEND, "value"]
    assert "in cash" in cash.loc[SPEND, "unit"] and "in 2024/25 prices" in real.loc[SPEND, "unit"]
    shares = [name for name in money.BALANCE if name in cash.index]
    pd.testing.assert_series_equal(cash.loc[shares, "value"], real.loc[shares, "value"])


def test_two_groups_and_every_measure_of_money_but_the_accounts(store):
    found = rows(store, FIFE, REAL)
    assert found["theme"].unique().tolist() == [money.SPENDING, money.OF_CARE]
    assert found.index.tolist()[:3] == [SPEND, COST, "care_home_cost_per_week"]
    assert set(money.BALANCE) <= set(found.index)


def test_a_change_over_five_years_stands_under_that_on_a_year(store):
    held = store.series(SPEND, "", REAL, [FIFE]).set_index("period_label")["value"]
    moved = round(held["2022/23"]) - round(held["2017/18"])
    said = rows(store, FIFE, REAL).loc[SPEND, "changes"]
    assert f"+£{round(held['2022/23'] - held['2017/18'])} in five years" in said and abs(moved) > 50


def test_which_prices_is_said(store):
    assert money.prices_said(store, REAL) == (
        "Pounds are in 2024/25 prices, worked out by the GDP deflator, which is a forecast from 2025/26 on."
    )
    assert money.prices_said(store, "") == money.CASH
    assert money.basis_of(store.measures["self_directed_support_share"], REAL) == ""
    assert money.basis_of(store.measures[COST], REAL) == REAL


@pytest.mark.parametrize("area", CODES)
def test_every_area_in_cash_and_real_terms(store, area):
    name = store.area(area)["name"]
    for basis, kind in (("", "scotland"), (REAL, list(kinds(store, area))[-2 if area != SCOTLAND else 0])):
        found = rows(store, area, basis, kind)
        assert len(found) == 8
        cells = [found[name] for name in ("name", "latest", "changes", "trend", "spine", "status", "moved")]
        assert wrong(*(cell for column in cells for cell in column)) == []
        lead = money.lead(store, area, basis)
        assert name in lead and ends_rightly(lead) and wrong(lead) == []


def test_what_is_downloaded_is_what_the_table_holds_in_both_prices(store):
    given = money.download(store, store.area(HIGHLAND))
    assert len(given.figures) == 8 + 3  # three of them in cash and in real terms
    assert given.file_name == "highland-money" and given.title.startswith("Highland: ")


def test_links_to_the_same_measure_elsewhere(store):
    said = money.compare_link(store.measures[COST], {"area": FIFE, "measure": SPEND, "period": "2022-04-01"})
    assert f"compare?area={FIFE}&amp;measure={COST}" in said and "period" not in said
    assert WITH_SCOTLAND.name == "Scotland"
