"""The indexed panels: one scale or each its own, years under the panels that need them, lines that part at a gap."""

import re
from datetime import date

import numpy as np
import pandas as pd
import pytest

from ijb.charts import tokens
from ijb.charts.panels import Panel, Until, indexed_panels, own_scales

STARTS = [date(year, 4, 1) for year in range(2017, 2022)]
LABELS = ["2017/18", "2018/19", "2019/20", "2020/21", "2021/22"]
LATER = ["2018/19", "2019/20", "2020/21", "2021/22", "2022/23"]


def line(values, status="published"):
    return pd.DataFrame(
        {
            "period_start": STARTS,
            "value": values,
            "status": status,
            "value_text": ["" if value is None else f"{value:.0f} (£{value:.0f})" for value in values],
            "tooltip": [f"Fife, {label}" for label in LABELS],
        }
    )


def panel(values, other=(None,) * 5, labels=LABELS, **more):
    given = {"head": "Spend", "note": "2017/18 = 100: £968 per adult", "nothing": ""} | more
    return Panel(frame=line(list(values)), other=line(list(other)), labels=labels, **given)


THREE = [
    panel([100, 101, 102, 104, 130]),
    panel([100, 90, 75, None, None]),
    panel([100, 150, 130, 160, 200], other=[100, 110, 120, 130, 140]),
]


def drawn(panels=THREE, theme="light", until=None):
    return indexed_panels(panels, STARTS, theme, until)


def axes(fig, letter):
    return [getattr(fig.layout, f"{letter}axis{number}") for number in ("", 2, 3)]


def written(fig):
    return [re.sub("<[^>]*>", " ", note.text).strip() for note in fig.layout.annotations]


def test_a_point_of_the_index_is_as_high_in_every_panel():
    fig = drawn()
    heights = [
        fig.layout.height * (axis.domain[1] - axis.domain[0]) / (axis.range[1] - axis.range[0])
        for axis in axes(fig, "y")
    ]
    assert heights == pytest.approx([heights[0]] * 3)
    for axis, low, high in zip(axes(fig, "y"), (100, 75, 100), (130, 100, 200)):
        assert axis.range[0] < low and axis.range[1] > high


@pytest.mark.parametrize("last, own", [(124, True), (126, False)])
def test_each_has_its_own_scale_where_one_moves_over_four_times_as_far(last, own):
    """The third moves by 100 points, the second by 30."""
    three = [panel([100, 101, 102, 104, last]), panel([100, 90, 70, None, None]), THREE[2]]
    assert own_scales(three) == own
    fig = drawn(three)
    pixels = [fig.layout.height * (axis.domain[1] - axis.domain[0]) for axis in axes(fig, "y")]
    per_point = [size / (axis.range[1] - axis.range[0]) for size, axis in zip(pixels, axes(fig, "y"))]
    if own:
        assert pixels == pytest.approx([pixels[0]] * 3) and per_point[0] > 2 * per_point[2]
    else:
        assert per_point == pytest.approx([per_point[0]] * 3)
    for axis, each in zip(axes(fig, "y"), per_point):
        assert 100 in axis.tickvals and min(np.diff(axis.tickvals)) * each >= 26


def test_no_tick_is_below_nought():
    fig = drawn([panel([100, 200, 500, 600, 560]), *THREE[1:]])
    assert fig.layout.yaxis.range[0] < 0 and min(fig.layout.yaxis.tickvals) == 100
    assert all(low <= tick <= high for axis in axes(fig, "y") for tick in axis.tickvals for low, high in [axis.range])


def test_what_moves_least_counts_with_the_line_it_is_compared_with_and_what_is_still_does_not():
    still, far = panel([100] * 5), panel([100, 150, 130, 160, 200])
    assert not own_scales([still, far, panel([None] * 5)])
    assert own_scales([panel([100, 101, 100, 100, 100]), far, still])
    assert not own_scales([panel([100, 101, 100, 100, 100], other=[100, 130, 120, 110, 100]), far, still])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_dotted_line_with_words_marks_a_year_in_every_panel(theme):
    fig, plain = drawn(theme=theme, until=Until(date(2020, 4, 1), "All three & more")), drawn()
    dotted = [shape for shape in fig.layout.shapes if shape.line.dash == "dot"]
    assert [(shape.xref, shape.x0, shape.x1) for shape in dotted] == [
        (f"x{number}", "2020-04-01", "2020-04-01") for number in ("", 2, 3)
    ]
    assert all((shape.yref.endswith(" domain"), shape.y0, shape.y1) == (True, 0, 1) for shape in dotted)
    words = next(note for note in fig.layout.annotations if "All three" in note.text)
    assert words.text == "All three &amp; more ↑" and (words.x, words.xanchor) == ("2020-04-01", "right")
    assert words.font.color == tokens.palette(theme).soft and fig.layout.height > plain.layout.height
    early = drawn(until=Until(date(2018, 4, 1), "All three"))
    assert any(note.text == "↑ All three" and note.xanchor == "left" for note in early.layout.annotations)


def test_panels_stand_one_under_another_with_room_for_their_words():
    fig = drawn()
    domains = [axis.domain for axis in axes(fig, "y")]
    for upper, lower in zip(domains, domains[1:]):
        assert (upper[0] - lower[1]) * fig.layout.height >= 2 * 18 + 8
    assert (1 - domains[0][1]) * fig.layout.height >= 2 * 18
    assert domains[2][0] * fig.layout.height >= 40  # the years


def test_years_stand_under_the_last_panel_and_under_one_whose_years_are_others():
    same = axes(drawn(), "x")
    assert [axis.showticklabels for axis in same] == [False, False, True]
    later = axes(drawn([*THREE[:2], panel([100, 150, 130, 160, 200], labels=LATER)]), "x")
    assert [axis.showticklabels for axis in later] == [False, True, True]
    assert [axis.ticktext[-1] for axis in later] == ["2021/22", "2021/22", "2022/23"]
    assert later[0].range == later[2].range


def test_the_last_index_is_labelled_and_a_gap_parts_the_line():
    fig = drawn([panel([100, None, 102, 104, None]), *THREE[1:]])
    own = [trace for trace in fig.data if trace.name == "own"]
    assert list(own[0].y) == [100, None, 102, 104, None] and not own[0].connectgaps
    assert {"104 (£104)", "75 (£75)", "200 (£200)"} <= set(written(fig))
    assert [trace.yaxis for trace in own] == ["y", "y2", "y3"]


@pytest.mark.parametrize(
    "values, other, below",
    [
        ([100, 110], None, False),
        ([110, 100], None, True),
        ([100, 101], 102, False),
        ([101, 100], 99, True),
        ([100, 101], 99, False),
        ([101, 100], 102, True),
        ([101, 100], 300, True),
    ],
)
def test_the_words_of_the_last_index_keep_clear_of_both_lines(values, other, below):
    one = panel([None] * 3 + values, other=[None] * 4 + [other])
    note = next(note for note in drawn([one, *THREE[1:]]).layout.annotations if "£" in note.text and "(" in note.text)
    assert (note.yshift < 0) == below
    near = other is not None and abs(other - values[-1]) < 10
    if near:  # on the far side of the other line too
        assert (note.yshift < 0) == (note.yshift < per_point(one) * (other - values[-1]))


def per_point(one):
    fig = drawn([one, *THREE[1:]])
    axis = fig.layout.yaxis
    return fig.layout.height * (axis.domain[1] - axis.domain[0]) / (axis.range[1] - axis.range[0])


def test_the_words_of_a_line_that_ends_early_stand_right_of_its_point():
    early, late = [panel([100, 110, *rest]) for rest in ([120, None, None], [120, 125, 130])]
    right, over = (
        next(note for note in drawn([one, *THREE[1:]]).layout.annotations if "(£1" in note.text)
        for one in (early, late)
    )
    assert (right.xanchor, right.x, right.yshift) == ("left", "2019-04-01", None) and right.xshift > 0
    assert (over.xanchor, over.x) == ("right", "2021-04-01") and over.yshift > 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_own_line_is_dark_and_the_other_thin_and_dashed(theme):
    fig, colours = drawn(theme=theme), tokens.palette(theme)
    own, other = fig.data[5], fig.data[4]
    assert (own.line.color, other.line.color, other.line.dash) == (colours.own, colours.same, "6px,3px")
    assert other.line.width < own.line.width
    assert all(shape.y0 == shape.y1 == 100 for shape in fig.layout.shapes) and len(fig.layout.shapes) == 3


def test_estimated_points_are_hollow():
    frame = line([100.0, 101.0, 102.0, 103.0, 104.0]).assign(status=["published", "estimated"] + ["partial"] * 3)
    fig = drawn([Panel("Spend", "", frame, line([None] * 5), LABELS), *THREE[1:]])
    fills = list(fig.data[1].marker.color)
    assert fills == [tokens.LIGHT.own] + [tokens.LIGHT.background] * 4


def test_a_panel_without_a_line_says_why_and_words_are_escaped():
    fig = drawn([panel([None] * 5, head="A & <b>", note="", nothing="No figure: not supplied."), *THREE[1:]])
    assert "No figure: not supplied." in written(fig)
    assert any("A &amp; &lt;b&gt;" in note.text for note in fig.layout.annotations)
    assert "NaN" not in fig.to_json()


def test_long_words_over_a_panel_are_wrapped_for_a_phone():
    note = "31 Mar 2018 = 100: 1,050 hours a week per 1,000 people aged 65 and over; 2018/19 stands under 2017/18"
    lines = panel([100] * 5, note=note).lines
    assert len(lines) >= 3 and max(map(len, lines[1:])) <= 50
    assert " ".join(lines[1:]) == note


def test_an_index_that_never_moves_is_still_a_figure():
    fig = drawn([panel([100] * 5)] * 3)
    assert all(axis.range[0] < 100 < axis.range[1] for axis in axes(fig, "y"))
