"""Slides of the page Money: figures straight from the database and the invented file, and what every area gives."""

from pathlib import Path

import pandas as pd
import pytest
from choices import CODES, EDINBURGH, FIFE, GLASGOW, HIGHLAND, ORKNEY
from slide_checks import check, check_hidden, made, made_or_said

from ijb.slides.ask import CannotShow
from ijb.slides.slide import Lines, Stacks
from ijb.store import SCOTLAND

BLOCKS = ("money_over_time", "money_table", "accounts", "reserves", "savings", "reported")
FIXTURES = Path(__file__).parent / "fixtures"
SPEND = "adult_social_work_spend_per_adult"


def given(area):
    """The rows of the invented file of an area, by year, £000."""
    frame = pd.read_csv(FIXTURES / "ijb_accounts.csv")
    return frame[frame["ijb"] == area].set_index("financial_year")


@pytest.mark.parametrize("area", CODES)
def test_every_area_gives_slides_that_can_be_read(store, area):
    found = {block: made_or_said(store, block, area=area) for block in BLOCKS}
    for slide in filter(None, found.values()):
        check(slide)
    assert found["money_over_time"] and found["money_table"] and found["accounts"]
    assert found["reserves"] is None and found["savings"] is None


@pytest.mark.parametrize("area", CODES)
def test_every_area_gives_slides_once_accounts_are_supplied(with_accounts, area):
    found = {block: made_or_said(with_accounts, block, area=area) for block in BLOCKS}
    for slide in filter(None, found.values()):
        check(slide)
    held = area != HIGHLAND
    assert [bool(found[block]) for block in ("accounts", "reserves", "savings")] == [True, held, held]


@pytest.mark.parametrize("area", [SCOTLAND, FIFE, ORKNEY])
def test_every_measure_of_money_in_every_price(store, area):
    for measure in store.measures.values():
        for prices in store.priced_by(measure.id) or {"": ""}:
            slide = made_or_said(store, "money_over_time", area=area, measure=measure.id, prices=prices)
            assert slide is None or measure.theme == "money"
            if slide:
                check(slide)


@pytest.mark.parametrize("area", [FIFE, EDINBURGH])
def test_the_line_is_that_of_the_database_in_either_price(store, area):
    for prices, basis in (("real", "real 2024/25"), ("cash", "")):
        chart = made(store, "money_over_time", area=area, measure=SPEND, prices=prices).chart
        rows = store._ask(
            "select period_label, value from priced where measure = ? and area_code = ? and basis = ? "
            "and breakdown = '' and value is not null order by period_start",
            *(SPEND, area, basis),
        )
        assert isinstance(chart, Lines) and list(chart.periods) == rows["period_label"].tolist()
        assert chart.lines[0].tone == "own" and chart.lines[0].values == pytest.approx(rows["value"].tolist())


def test_the_table_has_the_newest_figures(store):
    rows = {row[0]: row for row in made(store, "money_table", area=FIFE, prices="cash").table.rows}
    cash = store._ask(
        "select value from observation where measure = 'home_care_cost_per_hour' and area_code = ? and basis = '' "
        "and value is not null order by period_start desc limit 2",
        FIFE,
    )["value"].tolist()
    row = rows["Home care cost per hour"]
    assert row[1] == "an hour, in cash"
    assert row[2] == f"£{cash[0]:.2f} (2022/23)" and row[4] == f"+£{cash[0] - cash[1]:.2f}"
    assert len(rows) == 8


def test_scotland_has_no_column_of_itself(store):
    heads = made(store, "money_table", area=SCOTLAND).table.heads
    assert heads == ("Measure", "Unit", "Latest", "Change on a year")
    assert made(store, "money_table", area=FIFE, compare="peers").table.heads[3] == "The median of its nearest peers"


def test_without_accounts_the_slide_says_that_nothing_is_held(store):
    slide = made(store, "accounts", area=FIFE)
    assert slide.title == "What the IJB’s accounts say: nothing is held yet"
    assert "are held for Fife" in slide.said[0].words and "total reserves" in slide.said[1].words
    highland = made(store, "accounts", area=HIGHLAND)
    assert highland.title.endswith("does not apply here") and len(highland.said) == 1


def test_each_indicator_has_what_it_says_its_risk_and_a_caution(with_accounts):
    slide, of = made(with_accounts, "accounts", area=FIFE), with_accounts.measures
    assert len(slide.said) == 8 and slide.title == "What the accounts say of Fife, 2024/25"
    row = given(FIFE).loc["2024/25"]
    share = 100 * row["general_reserve"] / row["net_cost_of_services"]
    general = next(each for each in slide.said if each.head.startswith("General reserve"))
    assert general.head == f"General reserve: {share:.1f}% of the net cost of services, 2024/25"
    measure = of["general_reserve_share"]
    assert general.words == f"{measure.says} {measure.risk} {measure.caution}"


def test_the_reserves_are_those_of_the_invented_file(with_accounts):
    chart = made(with_accounts, "reserves", area=FIFE).chart
    rows = given(FIFE)
    assert isinstance(chart, Stacks) and list(chart.periods) == sorted(rows.index)
    net = rows.loc[list(chart.periods), "net_cost_of_services"]
    for part, column in zip(chart.parts, ("general_reserve", "earmarked_reserve")):
        assert part.values == pytest.approx((100 * rows.loc[list(chart.periods), column] / net).tolist())


def test_the_savings_are_those_of_the_invented_file(with_accounts):
    rows = made(with_accounts, "savings", area=FIFE, prices="cash").table.rows
    file = given(FIFE)
    assert [row[0] for row in rows] == sorted(file.index, reverse=True)
    row = file.loc["2024/25"]
    share = 100 * row["savings_delivered"] / row["savings_planned"]
    assert rows[0][1] == f"£{row['savings_planned'] / 1000:.1f}m"
    assert rows[0][2] == f"£{row['savings_delivered'] / 1000:.1f}m ({share:.0f}%)"


def test_the_newest_reported_figures_by_kind(store):
    whole = made(store, "reported", area=FIFE)
    assert "The 8 newest of 16 reported figures." in whole.subtitle and len(whole.table.rows) == 8
    assert whole.table.rows[0][1:3] == ("2024/25", "£34.8 million")
    some = made(store, "reported", area=FIFE, kind="reserves")
    count = store._ask("select count(*) as n from evidence where kind = 'reserves' and area_code = ?", FIFE)["n"].item()
    assert len(some.table.rows) == count
    with pytest.raises(CannotShow):
        made(store, "reported", area=FIFE, kind="no_such_kind")


@pytest.mark.parametrize("area", [SCOTLAND, FIFE, GLASGOW, HIGHLAND])
def test_no_hidden_name_is_given_away(store, area):
    assert check_hidden(store, area, BLOCKS) >= 3


def test_no_hidden_name_is_given_away_with_accounts(with_accounts):
    assert check_hidden(with_accounts, FIFE, BLOCKS) == 6
