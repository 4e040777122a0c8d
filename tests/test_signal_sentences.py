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
    "Aug 2024": date(2024, 8, 1),
    "Sep 2024": date(2024, 9, 1),
    "May 2025": date(2025, 5, 1),
    "Jun 2025": date(2025, 6, 1),
    "Jul 2025": date(2025, 7, 1),
    "Aug 2025": date(2025, 8, 1),
    "Q3 2024/25": date(2024, 10, 1),
    "Q4 2024/25": date(2025, 1, 1),
    "Q1 2025/26": date(2025, 4, 1),
    "2022/23": date(2022, 4, 1),
    "2023/24": date(2023, 4, 1),
    "2024/25": date(2024, 4, 1),
    "31 May 2026": date(2026, 5, 31),
    "2019-21": date(2019, 1, 1),
    "2020-22": date(2020, 1, 1),
    "2022-24": date(2022, 1, 1),
}
LABELS = {"month": ("May 2025", "Aug 2025"), "quarter": ("Q4 2024/25", "Q1 2025/26")}
PAST = [rule for rule in xmr.RULES if rule != xmr.COMMON_CAUSE]
YEARLY = [moves.RISES, moves.FALLS]
STANDING = [rule for pair in RULES.values() for rule in pair]
LIMITS = {"centre": 30.0, "lower": 10.0, "upper": 60.04, "level_lower": 5.0, "level_upper": 1234.5}
CAUSES = re.compile(r"\b(because|due to|owing to|caus\w+|as a result|thanks to|led to)\b", re.IGNORECASE)
RATINGS = re.compile(r"\b(score|stage|rank|league|rating)\w*", re.IGNORECASE)


def fired(measure, rule, rung="watch", **changes):
    first, last = LABELS.get(measure.period, ("2023/24", "2024/25"))
    labels = {"first_label": first, "last_label": last} | changes
    days = {f"{end}_period": FIRST_DAYS[labels[f"{end}_label"]] for end in ("first", "last")}
    return sentences.fired(measure, LIMITS | {"rule": rule, "rung": rung, "value": 40.0} | days | labels)


def clears(measure, rule, value=40.0):
    return sentences.clears(measure, rule, Point(None, None, value, **LIMITS))


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
    for rule in PAST + YEARLY + STANDING:
        said = clears(measure, rule)
        assert reads_well(said) and said.startswith("Clears when "), said


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
        (
            *(QUARTER, PAST[1], "several domains"),
            "Below its lower limit (10.0%) from Q4 2024/25 to Q1 2025/26, the last of seven or more quarters below its "
            "average, or falling.",
        ),
        (
            *(MONTH, PAST[2], "persistent"),
            "Seven or more months in a row, each higher than the one before, up to Aug 2025.",
        ),
        (MONTH, PAST[5], "watch", "Two of the last three months near its lower limit (10.0), up to Aug 2025."),
        (
            *(QUARTER, PAST[7], "persistent"),
            "Seven or more quarters in a row below its average (30.0%), up to Q1 2025/26.",
        ),
        (
            *(YEAR, moves.RISES, "watch"),
            "Three yearly rises in a row, from 2023/24 to 2024/25, each more than half of what areas usually move.",
        ),
        (YEAR, STANDING[0], "watch", "Far above the other areas (past 1,235) from 2023/24 to 2024/25."),
        (
            *(SURVEY, STANDING[1], "persistent"),
            "Far below the other areas (past 5.0%) from 2023/24 to 2024/25, and two years before too.",
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


@pytest.mark.parametrize(
    "measure, first, last, run",
    [
        (MONTH, "Aug 2025", "Aug 2025", True),
        (MONTH, "Jul 2025", "Aug 2025", True),
        (MONTH, "Jun 2025", "Aug 2025", False),  # three of the last four are outside
        (MONTH, "May 2025", "Aug 2025", False),
        (QUARTER, "Q4 2024/25", "Q1 2025/26", True),
        (QUARTER, "Q3 2024/25", "Q1 2025/26", False),
    ],
)
def test_a_figure_outside_that_persists_by_its_run_says_so(measure, first, last, run):
    noun, shown = {MONTH: "month", QUARTER: "quarter"}[measure], {"first_label": first, "last_label": last}
    for rule, way in ((PAST[0], "above its average, or rising"), (PAST[1], "below its average, or falling")):
        plain, lasting = (fired(measure, rule, rung, **shown) for rung in ("watch", "persistent"))
        assert "seven" not in plain
        if run:
            assert lasting == f"{plain.removesuffix('.')}, the last of seven or more {noun}s {way}."
        else:
            head = plain.partition(") ")[0]
            assert lasting == f"{head}) in three or more of the last four {noun}s, up to {last}."


def test_a_limit_that_would_look_like_the_figure_has_more_decimals():
    """The upper limit is 60.04, of beds with one decimal; 60.049 is shown as 60.0 too, and as 60.05."""
    assert fired(MONTH, PAST[0], value=60.049) == "Above its upper limit (60.04) from May 2025 to Aug 2025."
    assert fired(MONTH, PAST[0], value=60.051) == "Above its upper limit (60.0) from May 2025 to Aug 2025."
    assert clears(MONTH, PAST[0], 60.049) == "Clears when the next month is inside its limits, at 60.04 or fewer."
    assert clears(YEAR, STANDING[0], 1234.6) == "Clears when it is back among the areas, at 1,234.5 or fewer."


@pytest.mark.parametrize(
    "measure, rule, said",
    [
        (MONTH, PAST[0], "Clears when the next month is inside its limits, at 60.0 or fewer."),
        (QUARTER, PAST[1], "Clears when the next quarter is inside its limits, at 10.0% or higher."),
        (MONTH, PAST[2], "Clears when a month is no higher than the one before."),
        (MONTH, PAST[4], "Clears when fewer than two of the last three months are near its upper limit."),
        (QUARTER, PAST[7], "Clears when a quarter is no lower than its average, 30.0%."),
        (YEAR, moves.RISES, "Clears when a year does not rise."),
        (YEAR, STANDING[0], "Clears when it is back among the areas, at 1,235 or fewer."),
        (MONTH, STANDING[2], "Clears when it is back inside the limits, at 1,234.5 or fewer."),
    ],
)
def test_what_clears_it_word_for_word(measure, rule, said):
    assert clears(measure, rule) == said


def test_where_an_area_stands_names_the_limit_it_is_past():
    far, funnel, interval = STANDING[:2], STANDING[2:4], STANDING[4:]
    said = {rule: sentences.standing_said(YEAR, rule, 5.0, 60.0) for rule in STANDING}
    assert all(ends_rightly(each) and "None" not in each for each in said.values())
    assert [said[rule].rpartition(" (")[2] for rule in (*far, *funnel)] == ["past 60).", "past 5)."] * 2
    assert all("past" not in said[rule] for rule in interval)
    for missing in (None, float("nan")):
        assert "past" not in sentences.standing_said(YEAR, far[1], missing, 60.0)
    assert sentences.standing_said(YEAR, None, 5.0, 60.0) == sentences.standing_said(YEAR, PAST[0], 5.0, 60.0) == ""


@pytest.mark.parametrize(
    "measure, rule, limit, said",
    [
        (
            *(MONTH, "two of three low", "lower"),
            "Two of the last three months near its lower limit, up to Aug 2025.",
        ),
        (
            *(QUARTER, "two of three high", "upper"),
            "Two of the last three quarters near its upper limit, up to Q1 2025/26.",
        ),
    ],
)
def test_near_a_limit_that_is_not_drawn_says_no_figure(measure, rule, limit, said):
    for missing in (None, float("nan")):
        assert fired(measure, rule, **{limit: missing}) == said


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
