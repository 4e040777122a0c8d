"""What the build works out beside the figures: XmR rules by series."""

from dataclasses import replace
from datetime import date
from statistics import mean

import pandas as pd
import pytest

from etl import classified
from ijb import paths
from ijb.measures import Break, load
from ijb.stats import xmr

EDINBURGH = "S37000012"
DELAYS = replace(load(paths.MEASURES / "delayed_beds_rate.toml"), breaks=())
SHARE = replace(load(paths.MEASURES / "waiting_for_care_share.toml"), breaks=())


def months(count, first=date(2022, 1, 1)):
    return [ts.date() for ts in pd.date_range(first, periods=count, freq="MS")]


def observed(measure, values, days=None, area="a", breakdown="", denominator=1000.0):
    days = days or months(len(values))
    return pd.DataFrame(
        {
            "measure": measure.id,
            "area_code": area,
            "level": "ijb",
            "breakdown": breakdown,
            "basis": "",
            "period_start": pd.to_datetime(days),
            "denominator": denominator,
            "value": values,
            "lower": float("nan"),
            "upper": float("nan"),
            "status": "published",
        }
    )


def found(measure, *frames):
    return classified.classification({measure.id: measure}, pd.concat(frames, ignore_index=True))


def test_edinburghs_last_36_months_agree_with_the_rules_run_directly(store):
    series = store.series("delayed_beds_rate", "", "", [EDINBURGH])
    series = series[series["period_start"] <= date(2025, 8, 1)].tail(36)
    assert series["period_label"].iloc[[0, -1]].tolist() == ["Sep 2022", "Aug 2025"]
    worked = xmr.classify(series["value"], "lower", series["period_start"].tolist())
    for ours, theirs in (("centre", "centre"), ("limit_low", "lower"), ("limit_high", "upper")):
        assert series[ours].tolist() == pytest.approx(worked[theirs].tolist())
    assert series["rule"].tolist() == worked["rule"].tolist()
    assert series["point_type"].tolist() == worked["point_type"].tolist()
    assert worked["rule"].iloc[-1] == "below lower limit"


def test_edinburghs_limits_by_hand(store):
    series = store.series("delayed_beds_rate", "", "", [EDINBURGH])
    values = series.loc[series["period_start"] <= date(2025, 8, 1), "value"].tolist()[-36:]
    ranges = [abs(later - earlier) for earlier, later in zip(values, values[1:])]
    kept = [each for each in ranges if each < 3.267 * mean(ranges)]
    held = series.dropna(subset=["centre"]).iloc[-1]
    assert held["centre"] == pytest.approx(mean(values))
    assert held["limit_low"] == pytest.approx(mean(values) - 2.66 * mean(kept))
    assert held["limit_high"] == pytest.approx(mean(values) + 2.66 * mean(kept))


def test_only_the_last_36_months_are_tested(store):
    series = store.series("delayed_beds_rate", "", "", [EDINBURGH])
    assert series["rule"].notna().sum() == 36
    assert len(found(DELAYS, observed(DELAYS, [10.0, 12] * 30))) == 36


YEARLY = [
    "adult_social_work_spend_per_adult",
    "ae_attendances_rate",
    "care_at_home_hours_rate",
    "care_at_home_people_rate",
    "care_home_cost_per_week",
    "care_home_occupancy",
    "care_home_places_rate",
    "care_services_graded_good",
    "delayed_bed_days_75plus_rate",
    "emergency_admissions_65plus_rate",
    "home_care_cost_per_hour",
    "home_care_share_of_adult_spend",
    "people_supported_rate",
    "personal_care_at_home_share",
    "self_directed_support_implementation",
    "self_directed_support_share",
    "telecare_rate",
]


def test_only_measures_that_still_run_have_rules_by_month_quarter_or_year(store):
    held = store._ask("select distinct measure from classification")["measure"].tolist()
    charted = [measure.id for measure in store.measures.values() if measure.chart_method == "xmr" and not measure.ended]
    assert len(charted) == 6
    assert sorted(held) == sorted([*charted, *YEARLY])
    assert "emergency_admissions_rate" not in held  # ended in May 2023
    assert "readmissions_rate" not in held  # a funnel
    assert "carers_supported" not in held  # every second year
    assert "healthy_life_expectancy_female" not in held  # three years that overlap


def test_limits_are_of_monthly_and_quarterly_figures_only(store):
    drawn = store._ask("select distinct measure from classification where centre is not null")["measure"].tolist()
    assert sorted(drawn) == sorted(set(store._ask("select measure from classification")["measure"]) - set(YEARLY))


def test_an_ended_series_and_another_method_have_none():
    values = [10.0, 12] * 20
    ended, ranged = replace(DELAYS, ended=date(2025, 1, 1)), replace(DELAYS, chart_method="range")
    for measure in (ended, ranged):
        none = found(measure, observed(measure, values))
        assert none.empty
        assert list(none.columns) == classified.COLUMNS
    assert len(found(DELAYS, observed(DELAYS, values))) == 36


def test_a_figure_of_some_members_only_counts_in_the_limits_and_is_not_tested():
    """17 months of 11 on average, the last of them partial."""
    rows = observed(DELAYS, [*[10.0, 12] * 8, 11]).assign(status=["published"] * 16 + ["partial"])
    tested = found(DELAYS, rows)
    assert tested["period_start"].max() == pd.Timestamp(2023, 4, 1)
    assert tested["centre"].unique().tolist() == [11]
    assert len(tested) == 16


def test_a_mean_of_published_figures_is_not_tested_and_a_sum_is():
    means = replace(DELAYS, published_value=True)
    for measure, count in ((means, 0), (DELAYS, 16)):
        assert len(found(measure, observed(measure, [10.0, 12] * 8).assign(status="derived"))) == count


def test_fewer_cases_than_the_measure_asks_for_are_not_tested():
    enough = replace(DELAYS, minimum_denominator=10)
    cases = [10.0, *[9.0, 50.0] * 7, float("nan")]
    rows = found(enough, observed(enough, [10.0, 12] * 8, denominator=cases))
    assert len(rows) == 8  # the first, and every second one after it


def test_twelve_points_are_too_few_and_thirteen_enough():
    assert found(DELAYS, observed(DELAYS, [10.0, 12] * 6)).empty
    assert len(found(DELAYS, observed(DELAYS, [*[10.0, 12] * 6, 11]))) == 13


def test_points_before_a_break_are_left_out():
    broken = replace(DELAYS, breaks=(Break(date(2022, 6, 1), "Counted anew."), Break(date(2023, 1, 1), "Again.")))
    rows = found(broken, observed(broken, [50.0, 60] * 6 + [10.0, 12] * 8))
    assert rows["period_start"].min() == pd.Timestamp(2023, 1, 1)
    assert len(rows) == 16
    assert rows["centre"].unique().tolist() == [11]


def test_a_gap_begins_the_limits_again():
    days = months(40)
    values = [50.0, 60] * 10 + [10.0, 12] * 10
    del days[20], values[20]
    rows = found(DELAYS, observed(DELAYS, values, days))
    assert rows["centre"].round(6).nunique() == 2
    assert len(rows) == 36


def test_months_after_the_last_figure_do_not_use_up_the_window():
    values = [*[10.0, 12] * 18, *[float("nan")] * 11]
    rows = found(DELAYS, observed(DELAYS, values))
    assert len(rows) == 36
    assert rows["period_start"].max() == pd.Timestamp(2024, 12, 1)


def test_areas_and_breakdowns_are_tested_apart():
    low, high = [10.0, 12] * 8, [50.0, 60] * 8
    rows = found(
        DELAYS,
        observed(DELAYS, low),
        observed(DELAYS, high, area="b"),
        observed(DELAYS, [1.0, 3] * 8, breakdown="age=75plus"),
        observed(DELAYS, [float("nan")] * 16, area="c"),
    )
    assert rows.groupby(["area_code", "breakdown"])["centre"].first().to_dict() == {
        ("a", ""): 11,
        ("a", "age=75plus"): 2,
        ("b", ""): 55,
    }


def test_a_per_cent_has_no_limit_over_100():
    values = [97.0, 100.0] * 10
    assert found(SHARE, observed(SHARE, values))["upper"].isna().all()
    assert found(DELAYS, observed(DELAYS, values))["upper"].notna().all()


def test_no_measures_give_no_rows():
    assert list(classified.classification({}, observed(DELAYS, [1.0])).columns) == classified.COLUMNS
