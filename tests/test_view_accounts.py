"""IJBs' accounts: nothing held yet, not applicable, and filled in with the invented figures of the fixtures."""

import copy

import pandas as pd
import pytest
from choices import CODES, FIFE, HIGHLAND
from reading import ends_rightly, texts, wrong

from ijb import numbers
from ijb.charts import indicators
from ijb.comparators import comparator
from ijb.store import SCOTLAND
from ijb.views import accounts, measure_rows

IJBS = [code for code in CODES if code not in (SCOTLAND, HIGHLAND)]
MEASURES = [
    "net_cost_of_services_per_head",
    "total_reserves_share",
    "general_reserve_share",
    "earmarked_reserve_share",
    "budget_gap_share",
    "outturn_variance_share",
    "savings_delivered_share",
    "recurring_savings_share",
]
REAL = "real 2024/25"


def rows(store, area, basis=None):
    return measure_rows.rows(
        store, area, comparator(store, area, "scotland", []), {"area": area}, accounts.indicators(store), basis
    )


def test_the_indicators_are_the_measures_that_say_what_they_tell(store):
    assert accounts.indicators(store) == MEASURES


@pytest.mark.parametrize("area", CODES)
def test_nothing_is_held_and_the_page_says_so(store, area):
    found = rows(store, area)
    state = accounts.state(store, area, found)
    assert state == ("not_applicable" if area == HIGHLAND else "not_supplied")
    title, said = accounts.heading(store, area, state, found)
    assert ends_rightly(said) and store.area(area)["name"] in said and wrong(title, said) == []
    drawn = indicators.panels(accounts.panels(store, found))
    words = list(texts(drawn))
    assert words.count("What it says") == words.count("Direction of risk") == words.count("Caution") == 8
    assert sum(word.startswith("No figure: ") for word in words) == 8
    assert accounts.reserves(store, area, "light") is None
    assert accounts.savings(store, area, "").empty


@pytest.mark.parametrize("area", IJBS)
def test_every_ijb_has_every_panel_once_its_accounts_are_supplied(with_accounts, area):
    """Every fifth IJB of the invented file has left the gap blank."""
    found = rows(with_accounts, area)
    missing = set(found.loc[found["value"].isna(), "measure"])
    assert missing == ({"budget_gap_share"} if IJBS.index(area) % 5 == 4 else set())
    assert accounts.state(with_accounts, area, found) == "held"
    drawn = indicators.panels(accounts.panels(with_accounts, found))
    assert wrong(drawn, accounts.heading(with_accounts, area, "held", found)) == []
    assert sum("No figure" in word for word in texts(drawn)) == len(missing)
    drawing = accounts.reserves(with_accounts, area, "dark")
    assert drawing.title in drawing.alt and wrong(drawing.title, drawing.alt, drawing.subtitle) == []
    assert ends_rightly(accounts.reserves_left(with_accounts, area))
    savings = accounts.savings(with_accounts, area, REAL)
    assert savings["period_label"].tolist() == ["2024/25", "2023/24", "2022/23"]
    assert wrong(accounts.savings_title(savings), *savings["planned_text"]) == []


def test_highland_stays_not_applicable(with_accounts):
    found = rows(with_accounts, HIGHLAND)
    assert accounts.state(with_accounts, HIGHLAND, found) == "not_applicable"
    assert set(found["reason"]) == {"not_applicable"}


def test_positions_are_among_the_thirty(with_accounts):
    period = with_accounts.default_period("total_reserves_share", "")
    assert period.label == "2024/25"
    held = with_accounts.snapshot("total_reserves_share", "", "", period)
    ijbs = held[held["level"] == "ijb"]
    assert ijbs["rank"].notna().sum() == 30 and set(ijbs["of"].dropna()) == {30}
    gap = with_accounts.snapshot("budget_gap_share", "", "", period)
    assert set(gap["of"].dropna()) == {24}


def test_the_new_measures_are_tested_for_signals(store, with_accounts):
    """All but those without a better end: net cost and earmarked reserves."""
    tested = set(with_accounts.signal_tests()["measure"])
    ours = set(MEASURES) - {"net_cost_of_services_per_head", "earmarked_reserve_share"}
    assert ours <= tested and not set(MEASURES) & set(store.signal_tests()["measure"])


def given(area_name):
    """The rows of the invented file, by year, £000."""
    frame = pd.read_csv("tests/fixtures/ijb_accounts.csv")
    return frame[frame["ijb"] == area_name].set_index("financial_year")


def test_fife_by_hand(with_accounts):
    """2024/25: £955.64m net cost, £19.112m general, £18.533m of £28.958m saved: the file's own numbers."""
    own = given(FIFE)
    year = own.loc["2024/25"]
    values = rows(with_accounts, FIFE, "").set_index("measure")["value"]
    assert values["general_reserve_share"] == pytest.approx(
        100 * year["general_reserve"] / year["net_cost_of_services"]
    )
    assert values["outturn_variance_share"] == pytest.approx(
        100 * year["outturn_variance"] / year["net_cost_of_services"]
    )
    assert values["savings_delivered_share"] == pytest.approx(100 * year["savings_delivered"] / year["savings_planned"])
    savings = accounts.savings(with_accounts, FIFE, "").set_index("period_label")
    assert savings["planned"].to_dict() == pytest.approx(own["savings_planned"].to_dict())
    assert savings["recurring"].to_dict() == pytest.approx(own["savings_delivered_recurring"].to_dict())
    total = own["general_reserve"] + own["earmarked_reserve"]
    falls = [total["2022/23"] - total["2023/24"], total["2023/24"] - total["2024/25"]]
    said = accounts.reserves_left(with_accounts, FIFE)
    assert falls[0] < 0 < falls[1]
    assert (
        f"rose by {numbers.millions(-falls[0])} in 2023/24 and fell by {numbers.millions(falls[1])} in 2024/25" in said
    )
    assert f"are {total['2024/25'] / falls[1]:.1f} years of use" in said


def test_savings_in_real_terms_by_hand(with_accounts):
    """Deflators, 2023 = 100: 95.8 in 2022-23, 104.95 in 2024-25."""
    cash, real = (
        accounts.savings(with_accounts, FIFE, basis).set_index("period_label")["planned"] for basis in ("", REAL)
    )
    assert real["2022/23"] == pytest.approx(cash["2022/23"] * 104.95 / 95.8, rel=1e-12)
    assert real["2024/25"] == cash["2024/25"]


def test_a_gap_between_year_ends_is_not_crossed(with_accounts):
    store = copy.copy(with_accounts)
    store.series = lambda *asked: with_accounts.series(*asked).query("period_label != '2023/24'")
    assert accounts.reserves_left(store, FIFE).endswith("one is held.")


def test_nothing_is_said_of_scotlands_reserves_together(with_accounts):
    assert accounts.reserves_left(with_accounts, SCOTLAND) == ""


def test_the_parts_of_the_reserves_add_up_as_shown(with_accounts):
    measure = with_accounts.measures["general_reserve_share"]
    assert accounts._adding_up(measure, [2.0, 7.7]) == ["9.7%", "2.0%", "7.7%"]
    assert accounts._adding_up(measure, [1.417, 3.649]) == ["5.07%", "1.42%", "3.65%"]


def test_reserves_of_each_year_in_pounds_and_as_shares(with_accounts):
    """Fife, 2022/23: £17.613m and £26.420m of £880.690m; in 2024/25 prices × 104.95 ÷ 95.8."""
    cash, real = (
        accounts.reserves_rows(with_accounts, FIFE, basis).set_index("period_label").loc["2022/23"]
        for basis in ("", REAL)
    )
    assert cash["general_reserve_share_amount"] == "£17.6m" and real["general_reserve_share_amount"] == "£19.3m"
    assert cash["total_reserves_share_amount"] == "£44.0m" and cash["total_reserves_share_share"] == "5.0%"
    heads = [column.head for column in accounts.reserves_columns()]
    assert heads == ["End of", "General", "Of net cost", "Earmarked", "Of net cost", "Together", "Of net cost"]


def test_where_the_figures_were_read_is_said(with_accounts):
    said = accounts.source_said(with_accounts, FIFE)
    assert said == "Read in: 2024/25, invented test data; 2023/24, invented test data; 2022/23, invented test data."
    download = accounts.download(with_accounts, FIFE)
    assert set(download.figures["read_in"]) == {"invented test data"}
    assert {"£000", "people"} <= set(download.figures["denominator_unit"])
    assert "£000, in 2024/25 prices" in set(download.figures["numerator_unit"])


def test_everything_of_the_accounts_can_be_taken_away(with_accounts):
    download = accounts.download(with_accounts, FIFE)
    assert len(download.figures) == 3 * (len(MEASURES) + 1)  # three years; one measure in cash and in real terms
    assert ("Area", f"Fife ({FIFE})") in download.about
