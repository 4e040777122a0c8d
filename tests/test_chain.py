"""Yearly figures, indices and changes of the chain: worked by hand, no break crossed, no year made of a part."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from choices import MEASURES

from ijb import chain, periods
from ijb.measures import Break

YEARLY, CENSUS, MONTHLY = (
    MEASURES[name] for name in ("readmissions_rate", "care_at_home_hours_rate", "delayed_beds_rate")
)
SHARE, MONTHLY_SHARE = MEASURES["personal_care_at_home_share"], MEASURES["waiting_for_care_share"]
NAN = float("nan")


def years(values, area="A", status="published"):
    """A frame of financial years from {2020: 100.0}."""
    return pd.DataFrame(
        [
            {
                "area_code": area,
                "period_start": date(year, 4, 1),
                "period_end": date(year + 1, 3, 31),
                "period_label": periods.year_label(year),
                "value": value,
                "status": status,
            }
            for year, value in values.items()
        ]
    )


def days(values, area="A"):
    """A frame of single days from {date: value}."""
    rows = [(area, day, day, periods.label(day, day), value, "derived") for day, value in values.items()]
    columns = ["area_code", "period_start", "period_end", "period_label", "value", "status"]
    return pd.DataFrame(rows, columns=columns)


def months(values, first=(2020, 4), status="published"):
    """A frame of months in a row from `first`, with a value or (numerator, denominator) each."""
    rows = []
    for place, value in enumerate(values):
        year, month = first[0] + (first[1] - 1 + place) // 12, (first[1] - 1 + place) % 12 + 1
        start, end = periods.month(year, month)
        top, bottom = value if isinstance(value, tuple) else (NAN, NAN)
        rate = top / bottom * 100 if isinstance(value, tuple) else value
        rows.append(("A", start, end, periods.label(start, end), rate, status, top, bottom))
    return pd.DataFrame(
        rows,
        columns=[
            "area_code",
            "period_start",
            "period_end",
            "period_label",
            "value",
            "status",
            "numerator",
            "denominator",
        ],
    )


def broken(measure, *at):
    return replace(measure, breaks=tuple(Break(day, "Counted anew.") for day in at))


def held(values, area="A", measure=YEARLY):
    return chain.yearly(measure, years(values, area))


# --- yearly figures ---


def test_a_financial_year_is_as_it_is_and_one_without_a_figure_is_left_out():
    found = held({2019: 10.0, 2020: NAN, 2021: 30.0})
    assert found[["year", "label", "value"]].values.tolist() == [[2019, "2019/20", 10.0], [2021, "2021/22", 30.0]]


@pytest.mark.parametrize("day, year", [(date(2024, 3, 31), 2023), (date(2024, 4, 1), 2024), (date(2023, 12, 31), 2023)])
def test_a_day_is_in_the_financial_year_that_starts_in_april(day, year):
    assert chain.financial_year_of(day) == year


def test_a_count_on_a_day_stands_in_its_financial_year_the_last_of_several():
    found = chain.yearly(CENSUS, days({date(2023, 4, 3): 1.0, date(2024, 1, 8): 2.0, date(2024, 3, 31): 3.0}))
    assert found[["year", "label", "value", "status"]].values.tolist() == [[2023, "31 Mar 2024", 3.0, "derived"]]
    without = chain.yearly(CENSUS, days({date(2024, 1, 8): 2.0, date(2024, 3, 31): NAN}))
    assert without[["year", "label", "value"]].values.tolist() == [[2023, "8 Jan 2024", 2.0]]


def test_months_make_a_year_by_their_days_and_only_all_twelve():
    """Apr 2020 to Feb 2021 at 10 and a March of 31 days at 375: (334 × 10 + 31 × 375) ÷ 365 = 41."""
    found = chain.yearly(MONTHLY, months([10.0] * 11 + [375.0] + [5.0] * 11))
    assert found[["year", "label"]].values.tolist() == [[2020, "2020/21"]]
    assert found["value"].tolist() == pytest.approx([41.0])
    assert chain.yearly(MONTHLY, months([10.0] * 12, first=(2020, 5))).empty


def test_a_share_of_months_is_sum_over_sum():
    """One month of 900 of 1,000 and eleven of 0 of 100: 900 ÷ 2,100, not a mean of shares."""
    found = chain.yearly(MONTHLY_SHARE, months([(900.0, 1000.0)] + [(0.0, 100.0)] * 11))
    assert found["value"].tolist() == pytest.approx([900 / 2100 * 100])


def test_months_on_both_sides_of_a_break_make_no_year():
    measure = broken(MONTHLY, date(2021, 1, 1))
    assert chain.yearly(measure, months([10.0] * 24))["year"].tolist() == [2021]
    assert chain.yearly(broken(MONTHLY, date(2021, 4, 1)), months([10.0] * 24))["year"].tolist() == [2020, 2021]


def test_the_worst_status_of_the_months_is_the_years():
    frame = months([10.0] * 12)
    frame.loc[3, "status"] = "estimated"
    assert chain.yearly(MONTHLY, frame)["status"].tolist() == ["estimated"]
    assert chain.worst(["published", "derived", "provisional"]) == "provisional"


@pytest.mark.parametrize("name", ["drug_and_alcohol_treatment_within_3_weeks", "healthy_life_expectancy_male"])
def test_other_periods_are_not_made_yearly(name):
    assert chain.yearly(MEASURES[name], years({2020: 1.0})).empty


def test_a_year_is_widely_held_by_nine_in_ten_of_the_expected():
    frame = pd.concat([held({2020: 1.0} | ({2021: 1.0} if place < 8 else {}), f"A{place}") for place in range(9)])
    areas = [f"A{place}" for place in range(10)]
    assert chain.widely_held(frame, areas, 10) == [2020]
    assert chain.widely_held(frame, areas[:8], 10) == []


# --- indices ---


def test_the_first_year_is_100():
    found = chain.indexed(YEARLY, held({2018: 50.0, 2019: 55.0, 2021: 40.0}))
    assert found.frame["index"].tolist() == pytest.approx([100, 110, 80])
    assert (found.base["label"], found.base["value"], found.broken, found.nil) == ("2018/19", 50.0, None, False)


def test_an_index_starts_again_after_the_last_break_and_none_crosses_it():
    measure = broken(YEARLY, date(2018, 7, 1), date(2020, 4, 1))
    found = chain.indexed(measure, held({2017: 10.0, 2018: 20.0, 2019: 40.0, 2020: 80.0, 2021: 100.0}))
    assert found.frame["index"].isna().tolist() == [True, True, True, False, False]
    assert found.frame["index"].tolist()[3:] == pytest.approx([100, 125])
    assert (found.base["label"], found.broken.at) == ("2020/21", date(2020, 4, 1))


def test_a_break_before_the_first_year_shown_is_none_of_its():
    found = chain.indexed(broken(YEARLY, date(2017, 7, 1)), held({2018: 10.0, 2019: 20.0}))
    assert found.broken is None and found.frame["index"].tolist() == pytest.approx([100, 200])


@pytest.mark.parametrize("values", [{2018: 0.0, 2019: 5.0}, {2018: 5.0, 2019: -1.0}, {2018: -5.0, 2019: 2.0}])
def test_nothing_is_indexed_on_nought_or_among_negative_figures(values):
    found = chain.indexed(YEARLY, held(values))
    assert found.nil and found.base is None and found.frame["index"].isna().all()


def test_no_figures_have_no_index():
    found = chain.indexed(YEARLY, held({2018: NAN}))
    assert found.base is None and found.frame.empty and not found.nil


def test_a_partial_figure_is_neither_a_base_nor_an_end_of_a_change():
    frame = pd.concat([held({2018: 50.0}).assign(status="partial"), held({2019: 80.0, 2020: 100.0})])
    found = chain.indexed(YEARLY, frame)
    assert found.frame["index"].isna().tolist() == [True, False, False]
    assert (found.base["label"], found.frame["index"].tolist()[1:]) == ("2019/20", pytest.approx([100, 125]))
    assert chain.indexed_on(frame, frame.iloc[0]).empty
    assert chain.changes(YEARLY, frame, ["A"], 2018, 2020)["why"].tolist() == [chain.PART]
    nothing = chain.indexed(YEARLY, frame.head(1))
    assert nothing.base is None and not nothing.nil


def test_another_area_is_indexed_on_the_same_year_or_not_at_all():
    base = chain.indexed(YEARLY, held({2018: 50.0, 2019: 55.0})).base
    other = chain.indexed_on(held({2017: 8.0, 2018: 10.0, 2019: 9.0}), base)
    assert (other["year"].tolist(), other["index"].tolist()) == ([2018, 2019], pytest.approx([100, 90]))
    assert chain.indexed_on(held({2017: 8.0, 2019: 9.0}), base).empty


# --- changes ---


def test_a_change_is_in_per_cent_and_of_a_share_in_points():
    assert chain.moved(YEARLY, 80.0, 100.0) == pytest.approx(25)
    assert chain.moved(SHARE, 60.0, 57.5) == pytest.approx(-2.5)
    assert chain.moved(SHARE, 0.0, 3.0) == 3.0
    assert chain.moved(YEARLY, 0.0, 3.0) is None


def test_changes_say_why_there_is_none():
    frame = pd.concat([held({2018: 80.0, 2021: 100.0}), held({2021: 5.0}, "B"), held({2018: 0.0, 2021: 5.0}, "C")])
    found = chain.changes(YEARLY, frame, ["C", "B", "A", "D"], 2018, 2021).set_index("area_code")
    assert found.loc["A", ["change", "first_label", "last_label", "why"]].tolist() == [
        pytest.approx(25),
        "2018/19",
        "2021/22",
        "",
    ]
    assert found["why"].tolist() == [chain.NIL, chain.NO_FIGURE, "", chain.NO_FIGURE]
    assert found["change"].isna().tolist() == [True, True, False, True]


@pytest.mark.parametrize("at, crossed", [(date(2018, 4, 1), False), (date(2018, 4, 2), True), (date(2021, 4, 1), True)])
def test_no_change_crosses_a_break(at, crossed):
    found = chain.changes(broken(YEARLY, at), held({2018: 80.0, 2021: 100.0}), ["A"], 2018, 2021).iloc[0]
    assert (found["why"] == chain.BROKEN) == crossed == bool(pd.isna(found["change"]))


def areas_with(*by_area):
    """Yearly figures of areas A0, A1 … that hold the years given."""
    return pd.concat([held(dict.fromkeys(years, 1.0), f"A{place}") for place, years in enumerate(by_area)])


def test_the_newest_year_is_that_for_which_nine_in_ten_hold_both_changes():
    first = areas_with(*[range(2015, 2022)] * 9, range(2015, 2021))
    second = areas_with(*[range(2015, 2023)] * 10)
    ends = {"x": (-1, 0), "y": (-1, 0)}
    assert chain.newest({"x": first, "y": second}, ends, 10) == 2021  # nine of ten
    assert chain.newest({"x": first, "y": second}, ends, 11) == 2020  # nine of eleven are too few
    later = {"x": (-5, 0), "y": (-3, 2)}
    assert chain.newest({"x": first, "y": second}, later, 10) == 2020  # 2022, two years on, is the newest of y


def test_where_no_year_has_nine_in_ten_the_newest_of_those_that_most_hold():
    frame = areas_with([2018, 2019, 2020], [2018, 2019, 2020, 2021], [2019, 2020, 2021], [2021])
    assert chain.newest({"x": frame, "y": frame}, {"x": (-1, 0), "y": (-1, 0)}, 10) == 2020
    assert chain.newest({"x": frame, "y": frame}, {"x": (-9, 0), "y": (-9, 0)}, 10) is None


# --- unusual figures and beds ---


@pytest.mark.parametrize("value, far", [(49.9, True), (50, False), (100, False), (200, False), (200.1, True)])
def test_a_figure_is_unusual_under_half_the_median_or_over_twice_it(value, far):
    held = pd.DataFrame({"value": [80.0, 100.0, 150.0]})
    assert chain.unusual(held, value) == (100.0 if far else None)


def test_bed_days_are_beds_on_an_average_day_of_their_year():
    days = years({2022: 500.0, 2023: 250.0}).assign(numerator=[730.0, 366.0])
    assert chain.beds(MEASURES["delayed_bed_days_75plus_rate"], days) == {2022: 2.0, 2023: 1.0}


def test_beds_of_months_are_weighed_by_days():
    """April has 30 days and May 31: (30 × 2 + 31 × 4) ÷ 61."""
    found = chain.beds(MONTHLY, months([1.0, 1.0]).assign(numerator=[2.0, 4.0]))
    assert found == {2020: pytest.approx((30 * 2 + 31 * 4) / 61)}
    assert chain.beds(YEARLY, years({2020: 1.0}).assign(numerator=[5.0])) == {}
    assert chain.beds(MONTHLY, months([1.0]).assign(numerator=[NAN])) == {}
