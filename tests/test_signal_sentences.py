"""What is said of a signal: every rule on every rung, since when, and what would clear it."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest
from choices import MEASURES
from reading import WRONG, ends_rightly

from etl.standing import RULES
from ijb import sentences, signals
from ijb.sentences import of_signals
from ijb.signals import Point
from ijb.stats import moves, xmr
from ijb.views import signal_limits
from ijb.views import signals as page

MONTH, QUARTER = MEASURES["delayed_beds_rate"], MEASURES["drug_and_alcohol_treatment_within_3_weeks"]
YEAR, SURVEY = MEASURES["delayed_bed_days_75plus_rate"], MEASURES["carers_supported"]
LIFE, WAITING = MEASURES["healthy_life_expectancy_male"], MEASURES["people_waiting_for_assessment_rate"]
FIRST_DAYS = {
    "Jul 2024": date(2024, 7, 1),
    "Aug 2024": date(2024, 8, 1),
    "Sep 2024": date(2024, 9, 1),
    "Feb 2025": date(2025, 2, 1),
    "May 2025": date(2025, 5, 1),
    "Jun 2025": date(2025, 6, 1),
    "Jul 2025": date(2025, 7, 1),
    "Aug 2025": date(2025, 8, 1),
    "Q3 2023/24": date(2023, 10, 1),
    "Q4 2024/25": date(2025, 1, 1),
    "Q1 2025/26": date(2025, 4, 1),
    "2018/19": date(2018, 4, 1),
    "2022/23": date(2022, 4, 1),
    "2023/24": date(2023, 4, 1),
    "2024/25": date(2024, 4, 1),
    "31 May 2026": date(2026, 5, 31),
    "2019-21": date(2019, 1, 1),
    "2020-22": date(2020, 1, 1),
    "2022-24": date(2022, 1, 1),
}
LABELS = {"month": ("May 2025", "Aug 2025"), "quarter": ("Q4 2024/25", "Q1 2025/26")}
BEGUN = {"month": "Feb 2025", "quarter": "Q3 2023/24"}  # seven months, and seven quarters, to the last
PAST = [rule for rule in xmr.RULES if rule != xmr.COMMON_CAUSE]
RUNS = [rule for rule in PAST if "shift" in rule or "seven" in rule]
YEARLY = [moves.RISES, moves.FALLS]
STANDING = [rule for pair in RULES.values() for rule in pair]
LIMITS = {"centre": 30.0, "lower": 10.0, "upper": 60.04, "level_lower": 5.0, "level_upper": 1234.5}
CAUSES = re.compile(r"\b(because|due to|owing to|caus\w+|as a result|thanks to|led to)\b", re.IGNORECASE)
RATINGS = re.compile(r"\b(score|stage|rank|league|rating)\w*", re.IGNORECASE)


def fired(measure, rule, rung="watch", run=None, **changes):
    """What is said of a signal; `run`: the shift or trend that it is in, which of a shift or a trend is itself."""
    first, last = LABELS.get(measure.period, ("2023/24", "2024/25"))
    run = rule if rule in RUNS else run
    begun = BEGUN.get(measure.period, "2018/19") if isinstance(run, str) else run
    labels = {"first_label": first, "last_label": last, "run_label": begun} | changes
    days = {f"{end}_period": FIRST_DAYS[labels[f"{end}_label"]] for end in ("first", "last")}
    days["run_first"] = FIRST_DAYS.get(labels["run_label"], labels["run_label"])
    return sentences.fired(measure, LIMITS | {"rule": rule, "rung": rung, "value": 40.0, "run": run} | days | labels)


def clears(measure, rule, at=None, **limits):
    return sentences.clears(measure, rule, Point(None, None, 40.0, **LIMITS | limits), at)


def reads_well(said):
    return ends_rightly(said) and not (WRONG.search(said) or CAUSES.search(said) or RATINGS.search(said) or "–" in said)


# Every rule, rung and kind of period


@pytest.mark.parametrize("measure", [MONTH, QUARTER, YEAR, SURVEY], ids=lambda measure: measure.period)
def test_every_rule_reads_well_on_every_rung(measure):
    first, last = LABELS.get(measure.period, ("2023/24", "2024/25"))
    noun = {"month": "month", "quarter": "quarter"}.get(measure.period, "year")
    others = {"month", "quarter", "year"} - {noun}
    for rule, rung, since in product(PAST + YEARLY + STANDING, signals.RUNGS, (first, last)):
        said = fired(measure, rule, rung, first_label=since)
        assert reads_well(said), said
        assert last in said
        words = set(re.findall(r"[a-z]+", said.replace("a year before", "").replace("two years before", "")))
        if rule not in YEARLY:
            assert not words & {form for other in others for form in (other, f"{other}s")}, said
    for rule, at in product(PAST + YEARLY + STANDING, (None, 40.0)):
        said = clears(measure, rule, at)
        assert reads_well(said) and said.startswith("Clears "), said


def test_no_two_rules_say_the_same():
    every = PAST + YEARLY + STANDING
    assert len(every) == 16
    assert len({fired(MONTH, rule) for rule in every}) == 16
    assert {rule for rule in every if rule not in sentences.RULE_WORDS} == set()
    with pytest.raises(KeyError):
        fired(MONTH, xmr.COMMON_CAUSE)


@pytest.mark.parametrize(
    "measure, rule, rung, said",
    [
        (MONTH, PAST[0], "watch", "Above its upper limit (60.0) from May 2025 to Aug 2025."),
        (
            *(MONTH, PAST[0], "persistent"),
            "Above its upper limit (60.0) in three or more of the last four months, up to Aug 2025.",
        ),
        (QUARTER, PAST[1], "several domains", "Below its lower limit (10.0%) from Q4 2024/25 to Q1 2025/26."),
        (MONTH, PAST[2], "persistent", "Rising 7 months in a row, Feb 2025 to Aug 2025."),
        (QUARTER, PAST[3], "persistent", "Falling 7 quarters in a row, Q3 2023/24 to Q1 2025/26."),
        (MONTH, PAST[5], "watch", "Two of the last three months near its lower limit (10.0), up to Aug 2025."),
        (MONTH, PAST[6], "persistent", "7 months in a row above its average (30.0), Feb 2025 to Aug 2025."),
        (
            *(QUARTER, PAST[7], "several domains"),
            "7 quarters in a row below its average (30.0%), Q3 2023/24 to Q1 2025/26.",
        ),
        (
            *(YEAR, moves.RISES, "watch"),
            "Three yearly rises in a row, from 2023/24 to 2024/25, each more than half of what areas usually move.",
        ),
        (
            *(YEAR, STANDING[0], "watch"),
            "Far above the other areas (the limit they set: 1,235) from 2023/24 to 2024/25.",
        ),
        (
            *(SURVEY, STANDING[1], "persistent"),
            "Far below the other areas (the limit they set: 5.0%) from 2023/24 to 2024/25, and two years before too.",
        ),
        (YEAR, STANDING[3], "watch", "Below the limit for its number of cases (5) from 2023/24 to 2024/25."),
    ],
)
def test_what_fired_word_for_word(measure, rule, rung, said):
    assert fired(measure, rule, rung) == said


def test_one_period_has_its_preposition():
    assert fired(MONTH, PAST[0], first_label="Aug 2025") == "Above its upper limit (60.0) in Aug 2025."
    good, day = MEASURES["care_services_good_share"], "31 May 2026"
    said = fired(good, STANDING[3], first_label=day, last_label=day)
    assert said == "Below the limit for its number of cases (5.0%) on 31 May 2026."


@pytest.mark.parametrize(
    "measure, first, last, before",
    [
        (MONTH, "Aug 2025", "Aug 2025", ", and a year before too"),
        (MONTH, "Sep 2024", "Aug 2025", ", and a year before too"),  # 11 months earlier
        (MONTH, "Aug 2024", "Aug 2025", ""),  # 12 months earlier: already said
        (QUARTER, "Q4 2024/25", "Q1 2025/26", ", and a year before too"),
        (YEAR, "2023/24", "2024/25", ""),
        (SURVEY, "2023/24", "2024/25", ", and two years before too"),
        (SURVEY, "2022/23", "2024/25", ""),
        (LIFE, "2020-22", "2022-24", ", and three years before too"),
        (LIFE, "2019-21", "2022-24", ""),
    ],
)
def test_a_year_before_is_said_where_the_span_does_not_reach_it(measure, first, last, before):
    for rule in STANDING:
        lasting, watched = (
            fired(measure, rule, rung, first_label=first, last_label=last) for rung in ("persistent", "watch")
        )
        assert lasting == f"{watched.removesuffix('.')}{before}."
        assert "before" not in watched and reads_well(lasting)
    shown = sentences.when(measure, last) if first == last else f"from {first} to {last}"
    assert f"{shown}{before}." in lasting


OVER, NEAR = "Above its upper limit (60.0)", "Two of the last three months near its upper limit (60.0), up to Aug 2025"
LASTED = "in three or more of the last four"


@pytest.mark.parametrize(
    "measure, rule, first, run, said",
    [
        (MONTH, PAST[0], "Jun 2025", None, f"{OVER} {LASTED} months, up to Aug 2025."),
        (MONTH, PAST[0], "May 2025", None, f"{OVER} {LASTED} months, up to Aug 2025."),
        (
            *(MONTH, PAST[0], "May 2025", "seven-point rise"),
            f"{OVER} {LASTED} months, up to Aug 2025, and rising 7 months in a row, Feb 2025 to Aug 2025.",
        ),
        (
            *(MONTH, PAST[0], "Aug 2025", "shift above"),
            f"{OVER} in Aug 2025, and 7 months in a row above its average (30.0), Feb 2025 to Aug 2025.",
        ),
        (
            *(QUARTER, PAST[1], "Q4 2024/25", "shift below"),
            "Below its lower limit (10.0%) from Q4 2024/25 to Q1 2025/26, and 7 quarters in a row below its average "
            "(30.0%), Q3 2023/24 to Q1 2025/26.",
        ),
        (
            *(MONTH, PAST[4], "Jun 2025", "shift above"),
            f"{NEAR}, and 7 months in a row above its average (30.0), Feb 2025 to Aug 2025.",
        ),
        (
            *(MONTH, PAST[4], "Jun 2025", "seven-point rise"),
            f"{NEAR}, and rising 7 months in a row, Feb 2025 to Aug 2025.",
        ),
    ],
)
def test_a_figure_outside_or_near_says_what_run_it_is_in(measure, rule, first, run, said):
    assert fired(measure, rule, "persistent", run, first_label=first) == said
    if run:
        alone = fired(measure, rule, "persistent", first_label=first)
        assert said.startswith(f"{alone.removesuffix('.')}, and ")
        assert fired(measure, rule, "persistent", float("nan"), first_label=first) == alone  # as a frame holds it


def test_a_run_is_counted_from_its_first_period_to_its_last():
    longer = fired(MONTH, "shift above", "persistent", run_label="Jul 2024")
    assert longer == "14 months in a row above its average (30.0), Jul 2024 to Aug 2025."
    said = fired(MONTH, PAST[0], "persistent", "shift above", run_label="Jul 2024", first_label="Aug 2025")
    assert said == f"{OVER} in Aug 2025, and {longer}"
    assert fired(YEAR, "seven-point fall") == "Falling 7 years in a row, 2018/19 to 2024/25."


def test_a_limit_that_would_look_like_the_figure_has_more_decimals():
    """The upper limit is 60.04, of beds with one decimal; 60.049 is shown as 60.0 too, and as 60.05."""
    assert fired(MONTH, PAST[0], value=60.049) == "Above its upper limit (60.04; here 60.05) from May 2025 to Aug 2025."
    assert fired(MONTH, PAST[0], value=60.051) == "Above its upper limit (60.0) from May 2025 to Aug 2025."


@pytest.mark.parametrize("rule", PAST)
def test_a_rule_of_its_own_past_clears_at_the_next_figure_or_when_no_rule_holds(rule):
    """Beds are better low and treatment high: a figure to reach is rounded to that side, so that it is enough."""
    assert clears(MONTH, rule, 17.86) == "Clears when the next month is 17.8 or fewer."
    assert clears(QUARTER, rule, 94.92) == "Clears when the next quarter is 95.0% or higher."
    assert clears(MONTH, rule) == "Clears when no rule holds for the next month."
    assert clears(QUARTER, rule) == "Clears when no rule holds for the next quarter."


@pytest.mark.parametrize(
    "measure, rule, limit, said",
    [
        (YEAR, moves.RISES, 0, "with a year that does not rise."),
        (YEAR, moves.FALLS, 0, "with a year that does not fall."),
        (YEAR, STANDING[0], 1234.5, "at 1,234 or fewer, if the other areas stay as they are."),
        (MONTH, STANDING[0], 111.47, "at 111.4 or fewer, if the other areas stay as they are."),
        (MONTH, STANDING[2], 1234.5, "at 1,234.5 or fewer, if the other areas stay as they are."),
        (QUARTER, STANDING[1], 78.62, "at 78.7% or higher, if the other areas stay as they are."),
        (SURVEY, STANDING[3], 5.0, "at 5.0% or higher, if the other areas stay as they are."),
    ],
)
def test_what_clears_it_word_for_word(measure, rule, limit, said):
    for at in (None, 40.0):  # of its own past alone
        assert clears(measure, rule, at, level_lower=limit, level_upper=limit) == f"Clears {said}"


def test_where_an_area_stands_names_the_limit_it_is_past():
    far, funnel, interval = STANDING[:2], STANDING[2:4], STANDING[4:]
    said = {rule: sentences.standing_said(YEAR, rule, 80.0, 5.0, 60.0) for rule in STANDING}
    assert all(ends_rightly(each) and "None" not in each and each.startswith("The area is ") for each in said.values())
    assert [said[rule].rpartition(" (")[2] for rule in (*far, *funnel)] == ["past 60).", "past 5)."] * 2
    assert all("past" not in said[rule] for rule in interval)
    for missing in (None, float("nan")):
        assert "past" not in sentences.standing_said(YEAR, far[1], 3.0, missing, 60.0)
    for rule in (None, PAST[0]):
        assert sentences.standing_said(YEAR, rule, 80.0, 5.0, 60.0) == ""


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_near_a_limit_that_is_not_drawn_says_no_figure(missing):
    low, high = fired(MONTH, PAST[5], lower=missing), fired(QUARTER, PAST[4], upper=missing)
    assert low == "Two of the last three months near its lower limit, up to Aug 2025."
    assert high == "Two of the last three quarters near its upper limit, up to Q1 2025/26."


def test_a_published_interval_is_compared_with_scotland_and_a_count_with_the_rest():
    """With published figures alone, an area cannot be taken out of Scotland's."""
    above, below = STANDING[4:]
    only, day = {"first_label": "2022-24", "last_label": "2022-24"}, "31 May 2026"
    assert fired(LIFE, below, **only) == "Below Scotland in 2022-24."
    assert fired(LIFE, above, **only) == "Above Scotland in 2022-24."
    said = fired(WAITING, above, first_label=day, last_label=day)
    assert said == "Above the rest of Scotland on 31 May 2026."
    for rule in (above, below):
        assert clears(LIFE, rule) == "Clears when its 99.8% interval meets that of Scotland."
        assert clears(WAITING, rule) == "Clears when its 99.8% interval meets that of the rest of Scotland."


# The rules


def test_nothing_said_of_signals_gives_a_cause_or_a_score():
    rules = [words for kind in of_signals.KIND_RULES.values() for words in kind]
    said = [*rules, *of_signals.RUNG_MEANS.values(), page.subtitle()]
    said += re.split(r"(?<=\.) ", of_signals.EXPECTED_MEANS)
    assert [each for each in said if not reads_well(each)] == []
    assert set(of_signals.KIND_RULES) == set(of_signals.KIND_HEADS) == set(signals.KINDS)
    assert set(of_signals.RUNG_HEADS) == set(of_signals.RUNG_MEANS) == set(signals.RUNGS)


def test_the_rules_in_full_are_a_row_a_kind_of_signal():
    frame = signal_limits.kinds()
    assert frame["kind"].tolist() == ["Unusual month", "Shift, trend or near-limit", "Outlying", "Worsening"]
    assert [column.key for column in signal_limits.kinds_columns()] == frame.columns.tolist()
    assert "last 36 figures" in frame["fires"][0] and "Three of the last four" in frame["persists"][0]
