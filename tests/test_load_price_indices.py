"""Price indices supplied beside the GDP deflator: read, kept apart by their bases, and offered for every £."""

import shutil
from datetime import date

import pandas as pd
import pytest
from choices import FIFE
from clock import TODAY

from etl import build, geography, real_terms
from etl.extract import read
from etl.faults import sentences
from etl.loaders import price_indices
from etl.loaders.base import Context
from ijb import compare, numbers, paths, prices
from ijb.store import SCOTLAND, Store, opened

HEADER = "index,base,financial_year,value,status,source_url"
COST = "home_care_cost_per_hour"
# Made up for these tests: prices that double from 2021/22 to 2023/24, and a second base that must not be mixed in.
ROWS = (
    "consumer_prices,2015 = 100,2021/22,100,outturn,invented test data",
    "consumer_prices,2015 = 100,2022/23,160,outturn,invented test data",
    "consumer_prices,2015 = 100,2023/24,200,outturn,invented test data",
    "consumer_prices,2015 = 100,2024/25,210,forecast,invented test data",
    "consumer_prices,2005 = 100,2020/21,130,outturn,invented test data",
    "consumer_prices,2005 = 100,2021/22,131,outturn,invented test data",
)


@pytest.fixture
def written(tmp_path):
    """The file of some rows, read and loaded."""

    def write(*rows: str):
        path = tmp_path / "price_indices.csv"
        path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        extract = read(path, path.name)
        return extract, price_indices.load(extract, Context(geography.read(paths.REFERENCE), TODAY))

    return write


@pytest.fixture(scope="module")
def with_prices(tmp_path_factory):
    """A store over a build with the committed extracts and the made-up index."""
    folder = tmp_path_factory.mktemp("prices")
    shutil.copytree(paths.EXTRACTS, folder / "extracts")
    (folder / "price_indices.csv").write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    build.build(folder, folder / "ijb.duckdb", TODAY)
    return opened(folder / "ijb.duckdb")


def test_an_index_is_loaded_by_year_and_base(written):
    extract, loaded = written(*ROWS)
    facts = loaded.facts
    assert extract.faults == [] and len(facts) == 6
    assert set(facts["area_code"]) == {SCOTLAND} and set(facts["quantity"]) == {"consumer_prices"}
    assert facts["breakdown"].tolist() == ["base=2015"] * 4 + ["base=2005"] * 2
    assert facts["status"].tolist() == ["published"] * 3 + ["provisional"] + ["published"] * 2
    assert facts["period_start"].iloc[0] == date(2021, 4, 1) and facts["period_end"].iloc[0] == date(2022, 3, 31)


def test_every_fault_is_said_at_once(written):
    extract, _ = written(
        "house_prices,2015,2021/22,100,outturn,x",
        "consumer_prices,,2021,0.5,published,x",
        "consumer_prices,2015,2030/31,120,outturn,x",
    )
    said = "\n".join(sentences(extract.faults))
    for word in ("house_prices", "financial_year", "0.5", "published", "base", "has not begun"):
        assert word in said, word


def test_one_year_given_twice_is_refused(written):
    extract, _ = written(ROWS[0], ROWS[0])
    assert "an index, base and financial year" in sentences(extract.faults)[0]


def test_factors_are_against_the_last_outturn_and_one_base_alone(written):
    _, loaded = written(*ROWS)
    found = real_terms.factors(loaded.facts).set_index("period_start")
    assert found["basis"].unique().tolist() == ["real 2023/24 by consumer_prices"]
    assert found["factor"].to_dict() == {
        date(2021, 4, 1): 2.0,
        date(2022, 4, 1): 1.25,
        date(2023, 4, 1): 1.0,
        date(2024, 4, 1): 200 / 210,
    }


def test_a_second_index_takes_the_base_year_of_the_first_where_it_has_an_outturn_for_it(store, with_prices):
    assert store.bases(COST) == ["real 2024/25"]
    assert with_prices.bases(COST) == ["real 2024/25", "real 2023/24 by consumer_prices"]
    assert with_prices.real_basis(COST) == "real 2024/25"
    assert with_prices.bases("telecare_rate") == [] and with_prices.real_basis("telecare_rate") == ""


def test_pounds_by_the_second_index_are_cash_times_its_factor(with_prices):
    cash, other = (
        with_prices.series(COST, "", basis, [FIFE]).set_index("period_label")["value"]
        for basis in ("", "real 2023/24 by consumer_prices")
    )
    assert other.index.tolist() == ["2021/22", "2022/23"]
    assert other["2022/23"] == pytest.approx(cash["2022/23"] * 1.25, rel=1e-12)
    assert other["2021/22"] == pytest.approx(cash["2021/22"] * 2, rel=1e-12)


def test_other_prices_keep_who_stands_where(with_prices):
    period = with_prices.default_period(COST, "")
    cash, other = (
        with_prices.snapshot(COST, "", basis, period).set_index("area_code")
        for basis in ("", "real 2023/24 by consumer_prices")
    )
    assert (cash["rank"].dropna() == other["rank"].dropna()).all()
    assert (cash["level_rule"].fillna("") == other["level_rule"].fillna("")).all()
    assert cash.loc[FIFE, "level_high"] * 1.25 == pytest.approx(other.loc[FIFE, "level_high"])
    assert other["rule"].isna().all()  # moves over years are tested by the GDP deflator alone


def test_the_rest_is_the_same_with_and_without_a_second_index(store, with_prices):
    for asked in (Store.everywhere, lambda each: each.signals("worse"), lambda each: each.signals("better")):
        pd.testing.assert_frame_equal(asked(store), asked(with_prices))


def test_a_year_on_year_change_is_in_one_basis_alone(with_prices):
    measure = with_prices.measures[COST]
    history = with_prices.history(COST, "", "real 2023/24 by consumer_prices")
    cash = with_prices.history(COST, "", "").query("area_code == @FIFE").set_index("period_label")["value"]
    change = compare.changes(measure, history, date(2022, 4, 1))[FIFE]
    assert change.difference == pytest.approx(cash["2022/23"] * 1.25 - cash["2021/22"] * 2)


def test_the_words_name_year_and_index(store):
    measure = store.measures["adult_social_work_spend_per_adult"]
    assert numbers.written_unit(measure, "", "real 2024/25") == "per adult, in 2024/25 prices"
    assert numbers.written_unit(measure, "", "real 2023/24 by consumer_prices") == (
        "per adult, in 2023/24 prices by consumer prices (CPI)"
    )
    assert numbers.written_unit(measure, "", "") == "per adult, in cash"
    assert prices.index_of("real 2024/25") == "gdp_deflator"
