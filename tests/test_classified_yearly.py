"""Yearly figures against their area’s own past: over which of them three moves count, and what they are called."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from statistics import median

import pandas as pd
import pytest

from etl import classified
from ijb import paths
from ijb.measures import Break, load

BED_DAYS = replace(load(paths.MEASURES / "delayed_bed_days_75plus_rate.toml"), breaks=())
SPEND = replace(load(paths.MEASURES / "adult_social_work_spend_per_adult.toml"), breaks=())
HIGHLAND, SCOTLAND = "S37000016", "S92000003"
RISES, FALLS, NEITHER = "three yearly rises", "three yearly falls", "no three moves one way"
OTHERS = [f"other {place}" for place in range(8)]
LEAPS = [100.0, 110, 120, 130, 140]  # five years, each 10 more
WAVES = [100.0, 104, 100, 104, 100]  # each 4 more or less


def figures(measure, values, area="a", level="ijb", breakdown="", basis="", years=(2020, 2021, 2022, 2023, 2024)):
    return pd.DataFrame(
        {
            "measure": measure.id,
            "area_code": area,
            "level": level,
            "breakdown": breakdown,
            "basis": basis,
            "period_start": pd.to_datetime([date(year, 4, 1) for year in years]),
            "denominator": 1000.0,
            "value": values,
            "lower": float("nan"),
            "upper": float("nan"),
            "status": "published",
        }
    )


def rules(measure, *frames, others=WAVES, **shared):
    """The rules of area "a", eight others beside it that rise and fall in turn by 4."""
    beside = [figures(measure, others, area, **shared) for area in OTHERS]
    observed = pd.concat([*frames, *beside], ignore_index=True)
    found = classified.classification({measure.id: measure}, observed)
    assert list(found.columns) == classified.COLUMNS
    own = found[found["area_code"] == "a"].sort_values(["breakdown", "period_start"])
    return dict(zip(pd.to_datetime(own["period_start"]).dt.year, own["rule"])), own


def test_three_moves_larger_than_half_the_usual_one_are_a_run():
    """Most moves are of 4, so those of 10 count, and three of them end in 2023 and in 2024."""
    found, rows = rules(BED_DAYS, figures(BED_DAYS, LEAPS))
    assert found == {2023: RISES, 2024: RISES}
    assert rows["point_type"].tolist() == ["concern"] * 2
    assert rows[["centre", "lower", "upper"]].isna().all(axis=None)
    found, rows = rules(BED_DAYS, figures(BED_DAYS, LEAPS[::-1]))
    assert found == {2023: FALLS, 2024: FALLS}
    assert rows["point_type"].tolist() == ["improvement"] * 2


@pytest.mark.parametrize(
    ("better", "up", "down"),
    [
        ("lower", "concern", "improvement"),
        ("higher", "improvement", "concern"),
        ("neither", "neutral high", "neutral low"),
    ],
)
def test_a_run_is_named_by_the_better_end(better, up, down):
    measure = replace(BED_DAYS, better=better)
    for values, point_type in ((LEAPS, up), (LEAPS[::-1], down), (WAVES, "common cause")):
        _, rows = rules(measure, figures(measure, values))
        assert set(rows["point_type"]) == {point_type}


def test_moves_of_half_the_usual_one_are_no_run():
    assert rules(BED_DAYS, figures(BED_DAYS, [100.0, 102, 104, 106, 108]))[0] == {2023: NEITHER, 2024: NEITHER}
    assert rules(BED_DAYS, figures(BED_DAYS, [100.0, 102.1, 104.2, 106.3, 108.4]))[0] == {2023: RISES, 2024: RISES}


def test_only_the_31_say_what_is_usual_and_others_are_tested_by_it():
    """Twenty boards that leap by 40 would make 10 a small move, were they counted."""
    boards = [figures(BED_DAYS, [100.0, 140, 100, 140, 100], f"b{place}", "health_board") for place in range(20)]
    scotland = figures(BED_DAYS, LEAPS, SCOTLAND, "scotland")
    observed = pd.concat([figures(BED_DAYS, LEAPS), scotland, *boards], ignore_index=True)
    observed = pd.concat([observed, *(figures(BED_DAYS, WAVES, area) for area in OTHERS)], ignore_index=True)
    found = classified.classification({BED_DAYS.id: BED_DAYS}, observed)
    newest = found[found["period_start"].dt.year == 2024].set_index("area_code")["rule"]
    assert newest["a"] == newest[SCOTLAND] == RISES
    assert newest["b0"] == NEITHER


def test_no_move_crosses_a_break():
    broken = replace(BED_DAYS, breaks=(Break(date(2021, 4, 1), "Counted anew."),))
    assert rules(broken, figures(broken, LEAPS))[0] == {2024: RISES}
    late = replace(BED_DAYS, breaks=(Break(date(2022, 1, 1), "Counted anew."),))
    assert rules(late, figures(late, LEAPS))[0] == {}


def test_no_move_crosses_a_year_that_nobody_has():
    years = (2018, 2020, 2021, 2022, 2023)
    assert rules(BED_DAYS, figures(BED_DAYS, LEAPS, years=years), years=years)[0] == {2023: RISES}


def test_no_move_crosses_a_year_that_the_area_lacks():
    assert rules(BED_DAYS, figures(BED_DAYS, [100.0, float("nan"), 120, 130, 140]))[0] == {}
    assert rules(BED_DAYS, figures(BED_DAYS, [float("nan"), *LEAPS[1:]]))[0] == {2024: RISES}


@pytest.mark.parametrize("status", ["partial", "derived"])
def test_a_figure_that_may_not_be_tested_makes_no_move(status):
    """A sum of published counts may be tested; a mean of published figures may not."""
    published = replace(BED_DAYS, published_value=True)
    rows = figures(published, LEAPS).assign(status=["published"] * 4 + [status])
    assert rules(published, rows)[0] == {2023: RISES}
    counted = {2023: RISES} if status == "partial" else {2023: RISES, 2024: RISES}
    assert rules(BED_DAYS, rows)[0] == counted


def test_money_is_tested_in_real_terms():
    cash, real = figures(SPEND, LEAPS), figures(SPEND, LEAPS[::-1], basis="real 2024/25")
    assert rules(SPEND, cash, real, basis="real 2024/25")[0] == {2023: FALLS, 2024: FALLS}
    assert rules(SPEND, cash)[0] == {}


def test_breakdowns_are_tested_apart():
    of_reason = [figures(BED_DAYS, WAVES, area, breakdown="reason=code9_awi") for area in OTHERS]
    beside = figures(BED_DAYS, LEAPS[::-1], breakdown="reason=code9_awi")
    _, rows = rules(BED_DAYS, figures(BED_DAYS, LEAPS), beside, *of_reason)
    assert rows.groupby("breakdown")["rule"].unique().map(list).to_dict() == {"": [RISES], "reason=code9_awi": [FALLS]}


@pytest.mark.parametrize(
    "changes",
    [
        {"ended": date(2024, 1, 1)},
        {"chart_method": "funnel"},
        {"chart_method": "interval"},
        {"change_years": 2},
        {"period": "three_years"},
        {"period": "snapshot"},
    ],
)
def test_of_others_three_moves_are_not_counted(changes):
    measure = replace(BED_DAYS, **changes)
    assert rules(measure, figures(measure, LEAPS))[0] == {}


def test_a_census_is_yearly():
    measure = replace(BED_DAYS, period="census_date")
    assert rules(measure, figures(measure, LEAPS))[0] == {2023: RISES, 2024: RISES}


# The real figures, by a second method


def by_hand(store, name):
    """area and year: rule, from the figures shown, by the plain words of the rule."""
    measure = store.measures[name]
    shown = store._ask(
        "select area_code, level, status, year(period_start) as year, value, denominator from observation "
        "where measure = ? and breakdown = ? and (basis <> '') = ? and value is not null",
        name,
        measure.default_breakdown,
        measure.money,
    )
    untested = {"partial", "derived"} if measure.published_value else {"partial"}
    held = {}
    for row in shown.to_dict("records"):
        if row["status"] not in untested:
            held.setdefault(row["area_code"], {})[row["year"]] = row["value"]
    start = {
        year: store._ask(
            "select min(period_start) as period_start from observation where measure = ? and year(period_start) = ?",
            name,
            year,
        )["period_start"].iloc[0]
        for year in set(shown["year"])
    }
    areas = set(shown.loc[shown["level"] == "ijb", "area_code"])
    breaks = [point.at for point in measure.breaks]
    moves = {}
    for area, values in held.items():
        for before, year in pairwise(sorted(values)):
            if year == before + 1 and not any(start[before] < at <= start[year] for at in breaks):
                moves[area, year] = values[year] - values[before]
    found = {}
    for area, year in moves:
        last = [year - 2, year - 1, year]
        if all((area, each) in moves for each in last):
            usual = [abs(moves[code, each]) for code in areas for each in last if (code, each) in moves]
            least = median(usual) / 2
            own = [moves[area, each] for each in last]
            rises, falls = all(move > least for move in own), all(move < -least for move in own)
            found[area, year] = RISES if rises else FALLS if falls else NEITHER
    return found


@pytest.mark.parametrize(
    "name",
    ["delayed_bed_days_75plus_rate", "home_care_cost_per_hour", "emergency_admissions_65plus_rate", "telecare_rate"],
)
def test_the_rules_held_are_those_of_the_figures_shown(store, name):
    held = store._ask(
        "select area_code, year(period_start) as year, rule from classification where measure = ? and breakdown = ?",
        name,
        store.measures[name].default_breakdown,
    )
    by_area = {(row["area_code"], row["year"]): row["rule"] for row in held.to_dict("records")}
    assert by_area == by_hand(store, name)
    assert set(by_area.values()) == {RISES, FALLS, NEITHER}


def test_highlands_bed_days_rose_three_years_running(store):
    held = store._ask(
        "select value from observation where measure = 'delayed_bed_days_75plus_rate' and area_code = ? "
        "and breakdown = '' and year(period_start) between 2021 and 2024 order by period_start",
        HIGHLAND,
    )["value"]
    assert held.is_monotonic_increasing and len(held) == 4
    series = store.series("delayed_bed_days_75plus_rate", "", "", [HIGHLAND])
    row = series.dropna(subset=["value"]).iloc[-1]
    assert (row["period_label"], row["rule"], row["point_type"]) == ("2024/25", RISES, "concern")
