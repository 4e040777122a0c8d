"""Measures over time: lines, limits, breaks, other lines, and parts on one another."""

from datetime import date

import pandas as pd
import pytest
from marks import BETTER, SAME

from ijb.charts import lines
from ijb.charts.series import with_gaps


def series(numbers: list[float | None], first: str = "2025-01-01") -> pd.DataFrame:
    starts = pd.date_range(first, periods=len(numbers), freq="MS")
    return pd.DataFrame(
        {
            "period_start": [start.date() for start in starts],
            "period_label": [f"{start:%b %Y}" for start in starts],
            "value": numbers,
            "value_text": [None if number is None else f"{number:.1f}" for number in numbers],
            "status": ["published"] * len(numbers),
            "mark": [SAME] * len(numbers),
        }
    )


def test_line_is_parted_where_a_period_is_missing_and_at_a_break():
    frame = series([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).drop(index=2)
    gaps = with_gaps(frame, [(date(2025, 6, 1), "New definitions")])
    assert gaps["value"].isna().tolist() == [False, False, True, False, False, True, False]


def test_trend_marks_estimates_hollow_and_writes_the_last_figure():
    frame = series([30.0, 40.0, 35.0])
    frame.loc[1, "status"] = "estimated"
    frame.loc[2, "mark"] = BETTER
    fig = lines.trend(frame, unit="beds", title="Fife", theme="light")
    own = fig.data[0]
    assert list(own.marker.color) == ["#6b7480", "#ffffff", "#0b6aa8"]
    assert own.customdata[1][0] == "<b>Fife, Feb 2025</b><br>40.0 beds<br>No clear change<br>Estimated"
    last = [note for note in fig.layout.annotations if note.text == "<b>35.0</b>"]
    assert len(last) == 1 and last[0].yshift < 0


def test_trend_labels_limits_and_leaves_out_one_that_is_not_drawn():
    limits = {
        "centre": 10.0,
        "lower": None,
        "upper": 20.0,
        "centre_text": "10",
        "lower_text": "",
        "upper_text": "20",
    }
    fig = lines.trend(series([8.0, 12.0]), limits=limits | {"start": date(2025, 1, 1), "end": date(2025, 2, 1)})
    assert [note.text for note in fig.layout.annotations][-2:] == ["upper 20", "mean 10"]
    assert len([shape for shape in fig.layout.shapes if shape.type == "line"]) == 2


def test_trend_turns_break_words_inwards_and_gives_them_room():
    at_ends = [(date(2025, 1, 5), "Break, early: new definitions"), (date(2025, 11, 25), "Break, late")]
    fig = lines.trend(series([float(number) for number in range(1, 13)]), breaks=at_ends)
    heads = {note.text.replace("<br>", " "): note for note in fig.layout.annotations if "Break" in note.text}
    assert heads["Break, early: new definitions"].xanchor == "left"
    assert heads["Break, late"].xanchor == "right"
    assert fig.layout.margin.t >= 3 * 18


def test_trend_names_other_lines_at_their_ends_without_overlap():
    others = {"Scotland": series([10.0, 20.0]), "Moray": series([10.0, 20.1])}
    fig = lines.trend(series([9.0, 20.2]), others=others, title="Fife")
    ends = {note.text: note.yshift for note in fig.layout.annotations if note.xref == "paper"}
    assert set(ends) == {"– – Scotland", "· · Moray", "<b>Fife</b>"}
    heights = sorted(ends.values())
    assert min(later - earlier for earlier, later in zip(heights, heights[1:], strict=False)) >= 18


def test_trend_of_no_figures_is_still_a_figure():
    empty = series([None, None]).astype({"value": "float"})
    assert lines.trend(empty, title="Fife").layout.height == 360
    assert lines.trend(empty.iloc[:0], title="Fife").layout.height == 360


def test_stacked_leaves_a_period_that_lacks_a_part_empty():
    frame = pd.concat([series([1.0, 2.0]).assign(part="Care"), series([3.0, None]).assign(part="Other")])
    fig = lines.stacked(frame, ["Care", "Other"], unit="beds")
    assert [list(bar.y) for bar in fig.data] == [
        [1.0, pytest.approx(float("nan"), nan_ok=True)],
        [3.0, pytest.approx(float("nan"), nan_ok=True)],
    ]
    assert fig.layout.showlegend and [bar.name for bar in fig.data] == ["Care", "Other"]
