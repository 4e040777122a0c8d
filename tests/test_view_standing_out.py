"""Where one area stands out: which measures, in which order, and what is said of each."""

from datetime import date

import pandas as pd
import pytest
from choices import EDINBURGH, HIGHLAND, MEASURES, ORKNEY, WITH_SCOTLAND
from reading import texts

from ijb.charts.status import AMONG_THE_REST, NOT_TESTED, Mark
from ijb.store import SCOTLAND
from ijb.views import measure_rows, standing_out

WORSE, BETTER = Mark("up", "worse", "Worse than usual"), Mark("down", "better", "Better than usual")
FAR = Mark("up", "worse", "Far higher than the rest: worse", "Far higher: worse")


class Flagged:
    """A store with these signals and the measures there are."""

    measures = MEASURES

    def __init__(self, *signals):
        limits = dict.fromkeys(("centre", "lower", "upper", "level_lower", "level_upper"), 50.0)
        of_the_figure = ["value", "first_period", "last_period", "first_label", "last_label"]
        of_its_run = ["run", "run_first", "run_label"]
        columns = ["area_code", "measure", "kind", "rung", "rule", *of_the_figure, *of_its_run, *limits]
        self.held = pd.DataFrame([limits | signal for signal in signals], columns=columns)

    def signals(self, tone):
        return self.held


def a_row(name, distance, direction=NOT_TESTED, level=NOT_TESTED, rule=None, level_rule=None):
    return {
        "area_code": "a",
        "measure": name,
        "plain": MEASURES[name].short_name,
        "latest": "60.0",
        "unit": "beds",
        "aside": "",
        "period": "in Aug 2025",
        "compared": "10.0 above Scotland (50.0)",
        "direction": direction,
        "level": level,
        "rule": rule,
        "level_rule": level_rule,
        "distance": float(distance),
    }


def a_signal(name, rung, rule="above upper limit", kind="unusual month", run=None):
    begun = (date(2025, 2, 1), "Feb 2025") if run else (None, None)
    figure = {"value": 60.0, "kind": kind, "run": run, "run_first": begun[0], "run_label": begun[1]}
    for end in ("first", "last"):
        figure |= {f"{end}_label": "Aug 2025", f"{end}_period": date(2025, 8, 1)}
    return {"area_code": "a", "measure": name, "rung": rung, "rule": rule} | figure


def said(store, rows, tone):
    return [list(texts(words)) for _, words in standing_out.standing_out(store, rows, tone)]


def of_area(store, code):
    return measure_rows.rows(store, code, WITH_SCOTLAND, {})


# On the real figures


def test_orkneys_delays_stand_out_with_all_that_fired(store):
    """Limits by hand: 39.8 + 2.66 × 7.2 = 59.0, and 69.4 for all delays; Q3 + 1.5 IQR of the 31 is 90.4."""
    assert said(store, of_area(store, ORKNEY), "worse") == [
        [
            "Delayed beds: waiting for care:",
            " 100.2 in Aug 2025. Where it stands: far above the other areas (the limit they set: 90.4) from Jul 2025 "
            "to Aug 2025. Against its own past, persistent: above its upper limit (59.0) in three or more of the last "
            "four months, up to Aug 2025, and 9 months in a row above its average (39.8), Dec 2024 to Aug 2025. 69.9 "
            "above Scotland (30.3).",
        ],
        [
            "Delayed discharge beds:",
            " 100.2 in Aug 2025. Against its own past, persistent: above its upper limit (69.4) from Jul 2025 to Aug "
            "2025, and 8 months in a row above its average (49.8), Jan 2025 to Aug 2025. 57.0 above Scotland (43.2).",
        ],
    ]


def test_orkneys_limits_by_hand(store):
    for name, upper, average, run in (
        ("delayed_beds_waiting_for_care_rate", 59.0, 39.8, 9),
        ("delayed_beds_rate", 69.4, 49.8, 8),
    ):
        series = store.series(name, "", "", [ORKNEY])
        values = series["value"].dropna().tolist()[-36:]
        moves = [abs(after - before) for before, after in zip(values, values[1:])]
        kept = [move for move in moves if move < 3.267 * sum(moves) / len(moves)]
        limit = sum(values) / len(values) + 2.66 * sum(kept) / len(kept)
        assert round(limit, 1) == upper
        outside = [value > limit for value in values[-4:]]
        assert outside == ([True] * 4 if upper == 59.0 else [False, False, True, True])
        centre = sum(values) / len(values)
        assert round(centre, 1) == average
        assert min(values[-run:]) > centre > values[-run - 1]  # so many in a row above the average, and no more


def test_a_figure_too_old_for_a_signal_is_last_and_says_its_rule(store):
    last = said(store, of_area(store, ORKNEY), "better")[-1]
    assert last == [
        "Carers who feel supported:",
        " 42.5% in 2021/22. Where it stands: the figure is far above the rest: over the middle half of the areas by "
        "more than 1.5 times its width. 12.8 percentage points above Scotland (29.7%).",
    ]


@pytest.mark.parametrize("code", [EDINBURGH, HIGHLAND, ORKNEY, "S37000031"])
def test_persistent_signals_come_first_and_then_the_farthest(store, code):
    rows = of_area(store, code).set_index("plain")
    flagged = {
        side: store._ask(
            f"select measure, max(rung <> 'watch') as lasts from {table} where area_code = ? group by 1", code
        )
        for side, table in (("worse", "signal"), ("better", "improvement"))
    }
    for tone, frame in flagged.items():
        lasts = frame.set_index("measure")["lasts"].to_dict()
        shown = [words[0].removesuffix(":") for words in said(store, rows.reset_index(), tone)]
        places = [(-int(lasts.get(rows.loc[name, "measure"], -1)), -rows.loc[name, "distance"]) for name in shown]
        assert places == sorted(places) and len(shown) <= 5
        if len(shown) < 5:
            assert set(lasts) <= {rows.loc[name, "measure"] for name in shown}


def test_scotland_stands_out_by_its_past_alone(store):
    rows = of_area(store, SCOTLAND)
    assert set(rows["level"]) == {NOT_TESTED}
    assert standing_out.tested(rows) == sum(mark.shape != "ring" for mark in rows["direction"])


# Worked by hand


def test_at_most_five_stand_out_farthest_first():
    names = list(MEASURES)[:7]
    rows = pd.DataFrame([a_row(name, place, WORSE, rule="shift above") for place, name in enumerate(names)])
    shown = [words[0] for words in said(Flagged(), rows, "worse")]
    assert shown == [f"{MEASURES[name].short_name}:" for name in names[:1:-1]]


def test_persistent_before_watch_before_too_old_whatever_the_distance():
    old, watched, lasting, several = list(MEASURES)[:4]
    far = {old: 9, watched: 5, lasting: 1, several: 2}
    rows = pd.DataFrame([a_row(name, place, WORSE, rule="above upper limit") for name, place in far.items()])
    store = Flagged(a_signal(watched, "watch"), a_signal(lasting, "persistent"), a_signal(several, "several domains"))
    shown = [words[0] for words in said(store, rows, "worse")]
    assert shown == [f"{MEASURES[name].short_name}:" for name in (several, lasting, watched, old)]


def test_a_measure_stands_once_with_the_mark_of_its_own_past_first():
    rows = pd.DataFrame([a_row("delayed_beds_rate", 1, WORSE, FAR, "above upper limit", "far above the rest")])
    store = Flagged(
        a_signal("delayed_beds_rate", "persistent", run="shift above"),
        a_signal("delayed_beds_rate", "watch", "far above the rest", "outlying"),
    )
    found = standing_out.standing_out(store, rows, "worse")
    assert [mark for mark, _ in found] == [WORSE]
    assert list(texts(found[0][1])) == [
        "Delayed discharge beds:",
        " 60.0 in Aug 2025. Against its own past, persistent: above its upper limit (50.0) in Aug 2025, and 7 months "
        "in a row above its average (50.0), Feb 2025 to Aug 2025. Where it stands: far above the other areas (the "
        "limit they set: 50.0) in Aug 2025. 10.0 above Scotland (50.0).",
    ]


@pytest.mark.parametrize(
    "kind, rule, rung, said_first",
    [
        ("unusual month", "above upper limit", "watch", "Against its own past: above its upper limit (50.0) "),
        (
            "outlying",
            "far above the rest",
            "several domains",
            "Where it stands, persistent: far above the other areas ",
        ),
        ("worsening", "three yearly rises", "watch", "Against its own past: three yearly rises in a row, "),
    ],
)
def test_what_fired_says_against_what_and_whether_it_lasts(kind, rule, rung, said_first):
    rows = pd.DataFrame([a_row("delayed_beds_rate", 1, WORSE, FAR, "above upper limit", "far above the rest")])
    store = Flagged(a_signal("delayed_beds_rate", rung, rule, kind))
    assert said(store, rows, "worse")[0][1].startswith(f" 60.0 in Aug 2025. {said_first}")


def test_the_two_sides_say_better_or_worse_than_what():
    assert standing_out.HEADS == {
        "worse": "Worse than its own past, or than others",
        "better": "Better than its own past, or than others",
        "neither": "Apart, where neither end is better",
    }


def test_scotland_is_better_or_worse_than_its_own_past_alone(store):
    assert [head for head in standing_out.heads(store.area(SCOTLAND)).values() if "others" in head] == []
    assert standing_out.heads(store.area(EDINBURGH)) == standing_out.HEADS


def test_what_has_no_better_end_stands_on_a_side_of_its_own():
    """Care homes cost far more than elsewhere, which is neither better nor worse; a measure without a mark is on no
    side."""
    higher = Mark("up", "same", "Far higher than the rest", "Far higher")
    rows = pd.DataFrame(
        [
            a_row("care_home_cost_per_week", 2, level=higher, level_rule="far above the rest"),
            a_row("delayed_beds_rate", 1, WORSE, rule="shift above"),
            a_row("carers_supported", 9, level=AMONG_THE_REST),
            a_row("rural_share", 9),
        ]
    )
    found = {side: [words[0] for words in said(Flagged(), rows, side)] for side in standing_out.HEADS}
    assert found == {
        "worse": ["Delayed discharge beds:"],
        "better": [],
        "neither": [f"{MEASURES['care_home_cost_per_week'].short_name}:"],
    }
    assert standing_out.finding(rows, "Fife") == (
        "Fife stands out on 2 of the 3 measures tested: worse on 1, 1 where neither end is better"
    )
    assert standing_out.finding(rows.tail(2), "Fife") == "Fife does not stand out on the one measure tested"
    assert standing_out.finding(rows.tail(1), "Fife") == "Fife: no measure has been tested yet"
    assert standing_out.none_words(rows, "neither") == (
        "Nothing meets a rule among measures where neither end is better."
    )


def test_a_figure_has_its_unit_its_status_and_its_counts_in_a_line():
    row = a_row("drug_and_alcohol_treatment_within_3_weeks", 1, WORSE, rule="shift below")
    row |= {"latest": "41.7%", "unit": "% of treatments started", "aside": ", partial (5 of 12)"}
    (stand,) = standing_out.stands(Flagged(), pd.DataFrame([row]), "worse")
    assert standing_out.in_short(stand, "worse").partition(": ")[2].startswith("within 3 weeks: 41.7% of treatments ")
    assert "started, in Aug 2025, partial (5 of 12). Worse than usual." in standing_out.in_short(stand, "worse")


def test_the_other_test_is_told_where_it_says_the_opposite():
    """Worse than the others, and better than it was."""
    rows = pd.DataFrame([a_row("delayed_beds_rate", 1, BETTER, FAR, "shift below", "far above the rest")])
    worse, better = said(Flagged(), rows, "worse"), said(Flagged(), rows, "better")
    assert worse[0][1] == (
        " 60.0 in Aug 2025. Where it stands: the figure is far above the rest: over the middle half of the areas by "
        "more than 1.5 times its width. Better than usual. 10.0 above Scotland (50.0)."
    )
    assert better[0][1] == (
        " 60.0 in Aug 2025. Against its own past: the figure is part of seven or more in a row below its average. Far "
        "higher than the rest: worse. 10.0 above Scotland (50.0)."
    )


def test_an_interval_too_old_for_a_signal_says_with_what_it_was_compared():
    rule = "interval above the rest"
    names = ("healthy_life_expectancy_male", "people_waiting_for_assessment_rate")
    rows = pd.DataFrame([a_row(name, 1, level=FAR, level_rule=rule) for name in names])
    published, counted = (words[1] for words in said(Flagged(), rows, "worse"))
    assert "Where it stands: the figure is above Scotland, and their 99.8% intervals do not meet." in published
    assert (
        "Where it stands: the figure is above the rest of Scotland, and their 99.8% intervals do not meet." in counted
    )


def test_what_is_calm_untested_or_of_the_other_tone_does_not_stand_out():
    rows = pd.DataFrame(
        [
            a_row("delayed_beds_rate", 9, BETTER, rule="shift below"),
            a_row("rural_share", 9, level=AMONG_THE_REST),
            a_row("carers_supported", 9),
        ]
    )
    assert said(Flagged(), rows, "worse") == []


# Where nothing does


def test_nothing_standing_out_says_whether_anything_was_tested(store):
    """Tested of the 46: those with a rule of their own past or among the 31, at the period each is shown in; the one
    series that has ended has neither."""
    rows = of_area(store, ORKNEY)
    either = rows["rule"].notna() | rows["level_rule"].notna()
    assert (either.sum(), len(rows)) == (33, 46)
    assert not either[rows["measure"] == "emergency_admissions_rate"].any()
    assert standing_out.none_words(rows) == "Nothing on this side meets a rule. 33 of 46 measures are tested."
    assert standing_out.none_words(rows[~either]) == "No measure has been tested yet."


def test_either_test_counts_as_tested():
    rows = pd.DataFrame(
        [
            a_row("delayed_beds_rate", 1, WORSE, AMONG_THE_REST),
            a_row("carers_supported", 1, level=AMONG_THE_REST),
            a_row("rural_share", 1, BETTER),
            a_row("home_care_cost_per_hour", 1),
        ]
    )
    assert standing_out.tested(rows) == 3
    assert standing_out.none_words(rows.tail(1)) == "No measure has been tested yet."
