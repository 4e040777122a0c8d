"""Every published number by a second method: by hand, against published figures, against the database."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from recompute import population

DATA = Path(__file__).parent.parent / "data"
SCOTLAND = "S92000003"
FIFE, CLACKMANNANSHIRE_AND_STIRLING = "S37000032", "S37000005"
KEY = ["area_code", "period_start", "period_end", "breakdown", "basis"]
TOLERANCE = 1e-9
SHOWN = 20

REASONS = [f"reason={slug}" for slug in ("health_and_social_care", "patient_and_family", "code9_awi", "code9_non_awi")]
DELAY_AGES = ["age=18_74", "age=75plus"]
DELAYS = ["", *REASONS, *DELAY_AGES, *(f"{age}|{reason}" for age in DELAY_AGES for reason in REASONS)]
CARE_AGES = ["age=65_74", "age=75_84", "age=85plus"]
TELECARE = ["service=community_alarm_only", "service=telecare_only", "service=both"]
SERVICES = [
    f"service={slug}"
    for slug in (
        "care_home",
        "support_service",
        "care_at_home",
        "housing_support",
        "adult_placement",
        "nurse_agency",
    )
]

# The breakdowns that must be there; another that is worked here is compared if the database has it.
REQUIRED = {
    "adult_social_work_spend_per_adult": [""],
    "ae_attendances_rate": [""],
    "care_at_home_hours_rate": ["", *CARE_AGES],
    "care_at_home_people_rate": ["", *CARE_AGES],
    "care_home_cost_per_week": [""],
    "care_home_occupancy": [""],
    "care_home_places_rate": [""],
    "care_services_good_share": ["", *SERVICES],
    "care_services_graded_good": [""],
    "carers_supported": [""],
    "delayed_bed_days_75plus_rate": ["", *REASONS],
    "delayed_beds_awi_rate": ["", *DELAY_AGES],
    "delayed_beds_rate": DELAYS,
    "delayed_beds_treated_rate": DELAYS,
    "delayed_beds_waiting_for_care_rate": ["", *DELAY_AGES],
    "drug_and_alcohol_treatment_within_3_weeks": [""],
    "emergency_admissions_65plus_rate": [""],
    "emergency_admissions_rate": [""],
    "healthy_life_expectancy_female": [""],
    "healthy_life_expectancy_male": [""],
    "home_care_cost_per_hour": [""],
    "home_care_share_of_adult_spend": [""],
    "hours_waiting_rate": ["basis=estimated"],
    "most_deprived_fifth_share": [""],
    "people_supported_rate": [""],
    "people_waiting_for_assessment_rate": ["basis=estimated", "basis=all_areas_submitted"],
    "people_waiting_for_care_at_home_rate": ["basis=estimated"],
    "personal_care_at_home_share": [""],
    "population_75plus_share": [""],
    "projected_75plus_growth": [""],
    "readmissions_rate": [""],
    "rural_share": [""],
    "self_directed_support_implementation": [""],
    "self_directed_support_share": [""],
    "supported_at_home_independent": [""],
    "supported_at_home_quality_of_life": [""],
    "supported_at_home_say": [""],
    "telecare_rate": ["", *TELECARE, *CARE_AGES, *(f"{a}|{s}" for a in CARE_AGES for s in TELECARE)],
    "waiting_for_care_share": ["", *DELAY_AGES],
}
# A share of the projected population may be shown or not; one of the estimated population must be.
LAST_ESTIMATE = {"population_75plus_share": dt.date(2024, 6, 30)}


@pytest.fixture(scope="module")
def people() -> pd.DataFrame:
    return population(DATA / "extracts", DATA / "reference")


# population, worked by hand
# Each line is the year's all-age total times the group's share of the population that year.
# Totals:              2013     2017     2023     2024   from the rebased totals
#   Fife             366350   369400   373570   374760
#   Clackmannanshire  51400    51630    52020    52110
#   Stirling          90290    91780    93540    94210
# The share before 2019 (18+, 65+, 85+) is s2019 - n/3 × (s2022 - s2019), n years back: in 2013
# 3·s2019 - 2·s2022, in 2017 (5·s2019 - 2·s2022)/3. The share in 2023 is (s2022 + s2024)/2. In 2025 total and
# share grow as the 2018-based projection does: group(2024) × projected group(2025) / projected group(2024).
BY_HAND = [
    # Fife, 18+: s2019 = 301502/373550 = 0.8071262213, s2022 = 301782/371340 = 0.8126837938,
    # s2024 = 305247/374760 = 0.8145132885
    (FIFE, 2013, "18plus", 291618.6578803905),  # 366350 × (2.4213786641 - 1.6253675877 = 0.7960110766)
    (FIFE, 2017, "18plus", 296783.7813420740),  # 369400 × (4.0356311069 - 1.6253675877)/3 = × 0.8034211731
    (FIFE, 2023, "18plus", 303936.0070234576),  # 373570 × (0.8126837938 + 0.8145132885)/2 = × 0.8135985412
    # 18+ moves as 16+: 226040 + 83799 = 309839 in 2024, 225168 + 85454 = 310622 in 2025
    (FIFE, 2025, "18plus", 306018.3954699053),  # 305247 × 310622/309839
    # 65+: s2019 = 77024/373550 = 0.2061946192, s2022 = 80494/371340 = 0.2167663058,
    # s2024 = 83484/374760 = 0.2227665706
    (FIFE, 2013, "65plus", 67793.5239574025),  # 366350 × (0.6185838575 - 0.4335326116 = 0.1850512459)
    (FIFE, 2017, "65plus", 73564.8383060893),  # 369400 × (1.0309730959 - 0.4335326116)/3 = × 0.1991468281
    (FIFE, 2023, "65plus", 82098.1483214696),  # 373570 × (0.2167663058 + 0.2227665706)/2 = × 0.2197664382
    (FIFE, 2025, "65plus", 85132.7788637095),  # 83484 × 85454/83799
    # 75+: the older estimates hold the share itself in 2013 and 2017
    (FIFE, 2013, "75plus", 29957.2076258483),  # 366350 × 30003/366910
    (FIFE, 2017, "75plus", 31915.3404593306),  # 369400 × 32089/371410
    (FIFE, 2023, "75plus", 38373.4260336245),  # 373570 × (37061/371340 + 39589/374760)/2 = × 0.1027208449
    (FIFE, 2025, "75plus", 40493.7162766302),  # 39589 × 40954/40039
    # 85+: s2019 = 8973/373550 = 0.0240208807, s2022 = 9460/371340 = 0.0254753057,
    # s2024 = 9738/374760 = 0.0259846302
    (FIFE, 2013, "85plus", 7734.3925264257),  # 366350 × (0.0720626422 - 0.0509506113 = 0.0211120309)
    (FIFE, 2017, "85plus", 8515.1369701966),  # 369400 × (0.1201044037 - 0.0509506113)/3 = × 0.0230512641
    (FIFE, 2023, "85plus", 9611.9441108523),  # 373570 × (0.0254753057 + 0.0259846302)/2 = × 0.0257299679
    (FIFE, 2025, "85plus", 9941.2965271593),  # 9738 × 10318/10107
    # Clackmannanshire and Stirling is the sum of its two councils, each worked as above.
    # 18+, Clackmannanshire: s2019 = 41513/51540, s2022 = 41841/51750, s2024 = 42186/52110;
    #      Stirling:         s2019 = 76760/94210, s2022 = 75632/92530, s2024 = 77284/94210
    (CLACKMANNANSHIRE_AND_STIRLING, 2013, "18plus", 114180.7695487196),  # 41084.6753454471 + 73096.0942032725
    (CLACKMANNANSHIRE_AND_STIRLING, 2017, "18plus", 116100.6811764527),  # 41479.8328838723 + 74620.8482925804
    (CLACKMANNANSHIRE_AND_STIRLING, 2023, "18plus", 118682.1832703531),  # 42086.2203829691 + 76595.9628873840
    # 42186 × 42789/42770 = 42204.7405658171; 77284 × 82138/81653 = 77743.0491470001
    (CLACKMANNANSHIRE_AND_STIRLING, 2025, "18plus", 119947.7897128172),
    # 65+, Clackmannanshire: 10461/51540, 10863/51750, 11147/52110;
    #      Stirling: 18264/94210, 19031/92530, 19868/94210
    (CLACKMANNANSHIRE_AND_STIRLING, 2013, "65plus", 25090.2614174447),  # 9718.6923318317 + 15371.5690856130
    (CLACKMANNANSHIRE_AND_STIRLING, 2017, "65plus", 27310.5895938299),  # 10240.2383286936 + 17070.3512651363
    (CLACKMANNANSHIRE_AND_STIRLING, 2023, "65plus", 30506.4291295386),  # 11023.7121814222 + 19482.7169481164
    # 11147 × 11658/11454 = 11345.5322158198; 19868 × 20070/19682 = 20259.6667005385
    (CLACKMANNANSHIRE_AND_STIRLING, 2025, "65plus", 31605.1989163583),
    # 75+: 51400 × 3653/51280 = 3661.5483619344; 90290 × 7320/91260 = 7242.1959237343
    (CLACKMANNANSHIRE_AND_STIRLING, 2013, "75plus", 10903.7442856687),
    # 51630 × 4034/51450 = 4048.1131195335; 91780 × 7969/94000 = 7780.7959574468
    (CLACKMANNANSHIRE_AND_STIRLING, 2017, "75plus", 11828.9090769803),
    # 52020 × (4700/51750 + 5042/52110)/2 = 4878.9068108432
    # 93540 × (9045/92530 + 9710/94210)/2 = 9392.3371496127
    (CLACKMANNANSHIRE_AND_STIRLING, 2023, "75plus", 14271.2439604559),
    # 5042 × 5552/5363 = 5219.6874883460; 9710 × 9828/9682 = 9856.4222268126
    (CLACKMANNANSHIRE_AND_STIRLING, 2025, "75plus", 15076.1097151586),
    # 85+, Clackmannanshire: 1026/51540, 1048/51750, 1056/52110;
    #      Stirling: 2156/94210, 2328/92530, 2526/94210
    (CLACKMANNANSHIRE_AND_STIRLING, 2013, "85plus", 2643.4009893898),  # 987.8149606609 + 1655.5860287290
    (CLACKMANNANSHIRE_AND_STIRLING, 2017, "85plus", 2977.1680690279),  # 1015.9394602194 + 1961.2286088085
    (CLACKMANNANSHIRE_AND_STIRLING, 2023, "85plus", 3484.5453293654),  # 1053.8219959450 + 2430.7233334204
    # 1056 × 1232/1222 = 1064.6415711947; 2526 × 2696/2636 = 2583.4962063732
    (CLACKMANNANSHIRE_AND_STIRLING, 2025, "85plus", 3648.1377775679),
    # 18+ in 2021: the mean of the shares of 2020 and 2022; 370880 × (302174/374130 + 301782/371340)/2
    (FIFE, 2021, "18plus", 300478.6171405912),
]


@pytest.mark.parametrize(("area", "year", "group", "expected"), BY_HAND)
def test_population_rule_worked_by_hand(
    people: pd.DataFrame, area: str, year: int, group: str, expected: float
) -> None:
    row = people.query("area_code == @area and year == @year and group == @group")
    assert row["value"].tolist() == [pytest.approx(expected, rel=TOLERANCE)]


def test_no_75plus_before_2013_and_no_group_before_2011(people: pd.DataFrame) -> None:
    first = people.groupby("group")["year"].min().to_dict()
    late = {"75plus": 2013, "18_74": 2013, "65_74": 2013, "75_84": 2013}
    early = {"all": 2011, "18plus": 2011, "65plus": 2011, "85plus": 2011, "0_17": 2011, "18_64": 2011}
    assert first == late | early


# single figures, worked by hand
def one(frame: pd.DataFrame, measure: str, area: str, start: dt.date, basis: str = "") -> float:
    """The value of one total."""
    row = frame[
        (frame["measure"] == measure)
        & (frame["area_code"] == area)
        & (frame["period_start"] == start)
        & (frame["breakdown"] == "")
        & (frame["basis"] == basis)
    ]
    assert len(row) == 1
    return row["value"].iloc[0]


def test_delayed_beds_of_edinburgh_worked_by_hand(recomputed: pd.DataFrame) -> None:
    """3707 days / 31 = 119.580645 beds; 444447 × (375951 + 88572)/(373968 + 86799) = 448069.9655 adults."""
    value = one(recomputed, "delayed_beds_rate", "S37000012", dt.date(2025, 8, 1))
    assert value == pytest.approx(26.687940361, rel=TOLERANCE)


def test_weeks_are_spread_over_their_days_worked_by_hand(recomputed: pd.DataFrame) -> None:
    """Fife, January 2020: five days of 916/7 and of 884/7, and 900 + 911 + 908; / 31 days / 370760 people."""
    value = one(recomputed, "emergency_admissions_rate", FIFE, dt.date(2020, 1, 1))
    assert value == pytest.approx(34.8431146286, rel=TOLERANCE)


def test_a_published_share_is_weighted_for_two_councils_worked_by_hand(recomputed: pd.DataFrame) -> None:
    """People 65+ in 2022: 10863 and 92610 × 19031/92530 = 19047.453907, 29910.453907 together.

    (71.0801394 × 10863 + 68.852459 × 19047.453907) / 29910.453907 = 69.661517
    """
    value = one(recomputed, "personal_care_at_home_share", CLACKMANNANSHIRE_AND_STIRLING, dt.date(2022, 4, 1))
    assert value == pytest.approx(69.6615170056, rel=TOLERANCE)


def test_a_missing_member_is_left_out_of_both_sums_worked_by_hand(recomputed: pd.DataFrame) -> None:
    """Glasgow's hours of 2017/18 are not split by age: 10785 + 7980 + 7295 + 15170 + 7875 = 49105."""
    board = recomputed.query("measure == 'care_at_home_hours_rate' and area_code == 'S08000031'")
    first = board[(board["period_start"] == dt.date(2018, 3, 31)) & (board["breakdown"] == "")]
    assert first["numerator"].tolist() == [49105]
    glasgow = recomputed.query("measure == 'care_at_home_hours_rate' and area_code == 'S37000034'")
    assert glasgow["period_start"].min() == dt.date(2019, 3, 31)


def test_real_terms_worked_by_hand(recomputed: pd.DataFrame) -> None:
    """Fife, 2021/22: 43524 × 1000 / 1305214.647 = £33.346 an hour; × 104.95 / 89.55 = £39.081."""
    value = one(recomputed, "home_care_cost_per_hour", FIFE, dt.date(2021, 4, 1), basis="real 2024/25")
    assert value == pytest.approx(39.0808243218, rel=TOLERANCE)


# published figures
@pytest.mark.parametrize(("year", "days"), [(2022, 661_705), (2023, 666_190), (2024, 720_119)])
def test_delayed_bed_days_of_scotland_are_the_published_ones(recomputed: pd.DataFrame, year: int, days: int) -> None:
    months = recomputed.query("measure == 'delayed_beds_rate' and area_code == @SCOTLAND and breakdown == ''")
    start = pd.to_datetime(months["period_start"])
    wanted = (start >= f"{year}-04-01") & (start < f"{year + 1}-04-01")
    beds, length = months.loc[wanted, "numerator"], start[wanted].dt.days_in_month
    assert len(beds) == 12
    assert (beds * length).sum() == pytest.approx(days, rel=TOLERANCE)


def test_care_home_cost_of_aberdeen_city_is_the_published_one(recomputed: pd.DataFrame) -> None:
    """£403.08 a week: 32,279 × 1000 / 52 / 1,540."""
    value = one(recomputed, "care_home_cost_per_week", "S37000001", dt.date(2010, 4, 1))
    assert round(value, 2) == 403.08


def fact(database: Path, quantity: str, start: str, end: str, breakdown: str, areas: str) -> tuple[int, float]:
    """How many values, and their sum, of one quantity over the areas whose code starts with `areas`."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(
            """
            select count(value), sum(value)
            from fact
            where quantity = ? and period_start = ?::date and period_end = ?::date
                and breakdown = ? and starts_with(area_code, ?)
            """,
            [quantity, start, end, breakdown, areas],
        ).fetchone()


@pytest.mark.parametrize(
    ("quantity", "start", "end", "breakdown", "areas", "rows", "published"),
    [
        ("care_at_home_people", "2023-04-01", "2024-03-31", "", SCOTLAND, 1, 97_585),
        ("care_at_home_hours", "2023-04-01", "2024-03-31", "", SCOTLAND, 1, 40_915_720),
        ("social_work_net_expenditure", "2017-04-01", "2018-03-31", "", "S12", 32, 3_127_157),
        ("services", "2024-02-29", "2024-02-29", "service=care_home", "S12", 32, 1_021),
        ("care_home_net_cost", "2010-04-01", "2011-03-31", "", "S12000033", 1, 32_279),
        ("care_home_residents_longstay", "2010-04-01", "2011-03-31", "", "S12000033", 1, 1_540),
    ],
)
def test_facts_agree_with_published_figures(
    database: Path,
    quantity: str,
    start: str,
    end: str,
    breakdown: str,
    areas: str,
    rows: int,
    published: float,
) -> None:
    assert fact(database, quantity, start, end, breakdown, areas) == (rows, published)


@pytest.mark.parametrize(("year", "days"), [(2022, 661_705), (2023, 666_190), (2024, 720_119)])
def test_delayed_bed_days_in_fact_are_the_published_ones(database: Path, year: int, days: int) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        months, total = connection.execute(
            """
            select count(*), sum(value)
            from fact
            where quantity = 'delayed_bed_days' and area_code = ? and breakdown = ''
                and period_start >= make_date(?, 4, 1) and period_end <= make_date(?, 3, 31)
                and date_diff('day', period_start, period_end) < 31
            """,
            [SCOTLAND, year, year + 1],
        ).fetchone()
    assert (months, total) == (12, days)


# the built database
@pytest.fixture(scope="module")
def observed(database: Path) -> pd.DataFrame:
    """Every observation with a value at the levels that are shown."""
    with duckdb.connect(str(database), read_only=True) as connection:
        frame = connection.execute(
            """
            select
                measure, area_code, period_start, period_end, breakdown, basis,
                numerator, denominator, value
            from observation
            where value is not null and level in ('ijb', 'health_board', 'scotland')
            """
        ).df()
    for column in ("period_start", "period_end"):
        frame[column] = pd.to_datetime(frame[column]).dt.date
    return frame


def same(left: float, right: float) -> bool:
    return math.isclose(left, right, rel_tol=TOLERANCE, abs_tol=1e-12)


def describe(row: dict, said: str) -> str:
    where = ", ".join(str(row[column]) for column in KEY if row[column] != "")
    return f"{where}: {said}"


def differences(second: pd.DataFrame, built: pd.DataFrame) -> list[str]:
    """One line for each value on one side only, and for each value, numerator or denominator that differs."""
    if built.duplicated(KEY).any() or second.duplicated(KEY).any():
        return ["A key is given twice."]
    both = second.merge(built, how="outer", on=KEY, suffixes=("_second", "_built"), indicator=True)
    lines = []
    for row in both[both["_merge"] == "left_only"].to_dict("records"):
        lines.append(describe(row, f"{row['value_second']!r} by the second method, none in the database"))
    for row in both[both["_merge"] == "right_only"].to_dict("records"):
        lines.append(describe(row, f"{row['value_built']!r} in the database, none by the second method"))
    for row in both[both["_merge"] == "both"].to_dict("records"):
        for part in ("value", "numerator", "denominator"):
            a, b = row[f"{part}_second"], row[f"{part}_built"]
            if part != "value" and (row["basis"] or pd.isna(a) or pd.isna(b)):
                continue
            if not same(a, b):
                lines.append(describe(row, f"{part} {b!r} in the database, {a!r} by the second method"))
    return lines


def due(second: pd.DataFrame, built: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The recomputed rows that the database must have: optional breakdowns and periods only if it has any."""
    shown = second["breakdown"].isin({*REQUIRED[measure], *built["breakdown"]})
    last = LAST_ESTIMATE.get(measure, dt.date.max)
    if not (built["period_start"] > last).any():
        shown &= second["period_start"] <= last
    return second[shown]


@pytest.mark.parametrize("measure", sorted(REQUIRED))
def test_every_value_agrees_with_a_second_method(
    observed: pd.DataFrame, recomputed: pd.DataFrame, measure: str
) -> None:
    built = observed[observed["measure"] == measure].drop(columns="measure")
    second = recomputed[recomputed["measure"] == measure].drop(columns="measure")
    lines = differences(due(second, built, measure), built)
    assert not lines, f"{measure}: {len(lines)} differences\n" + "\n".join(lines[:SHOWN])


def test_no_measure_has_values_that_are_not_recomputed(observed: pd.DataFrame, recomputed: pd.DataFrame) -> None:
    assert set(recomputed["measure"]) == set(REQUIRED)
    assert sorted(set(observed["measure"]) - set(REQUIRED)) == []


def test_every_required_breakdown_is_recomputed(recomputed: pd.DataFrame) -> None:
    held = recomputed.groupby("measure")["breakdown"].agg(set).to_dict()
    missing = {measure: set(slugs) - held[measure] for measure, slugs in REQUIRED.items()}
    assert {measure: slugs for measure, slugs in missing.items() if slugs} == {}


def test_population_agrees_with_a_second_method(database: Path, people: pd.DataFrame) -> None:
    """Councils at least, and every other level the view has; to 2034, ten years past the newest estimate."""
    with duckdb.connect(str(database), read_only=True) as connection:
        built = connection.execute(
            """
            select
                area_code,
                year(period_start) as year,
                replace(quantity, 'population_', '') as "group",
                value
            from population
            where value is not null and year(period_start) <= 2034
            """
        ).df()
    second = people.rename(columns={"value": "value_second"})
    levels = {"council", *second.loc[second["area_code"].isin(built["area_code"]), "level"]}
    groups = {"all", "18plus", "65plus", "75plus", "85plus", *built["group"]}
    wanted = second[second["level"].isin(levels) & second["group"].isin(groups)]
    both = wanted.merge(built, how="outer", on=["area_code", "year", "group"], validate="one_to_one")
    lines = [
        f"{row['area_code']} {row['year']} {row['group']}: "
        f"{row['value']!r} in the database, {row['value_second']!r} by the second method"
        for row in both.to_dict("records")
        if not same(row["value"], row["value_second"])
    ]
    assert not lines, f"population: {len(lines)} differences\n" + "\n".join(lines[:SHOWN])
