"""The funnel chart: which lines and dots it draws, which words it writes where, and what it leaves out."""

import math
import re

import pandas as pd
import pytest

from ijb.charts import tokens
from ijb.charts.funnel import funnel_plot
from ijb.charts.status import Mark

WORSE = Mark("up", "worse", "Above the 99.8% limit")
BETTER = Mark("down", "better", "Below the 99.8% limit")
WITHIN = Mark("circle", "same", "Within the limits")
NAN = float("nan")
OVER_DISPERSED = ["lower_95", "upper_95", "lower_998", "upper_998"]
LIMITS = [*OVER_DISPERSED, *(f"plain_{name}" for name in OVER_DISPERSED)]


def areas(*rows: tuple[str, float, float, Mark | None]) -> pd.DataFrame:
    """A frame of areas from (short name, denominator, value, mark)."""
    frame = pd.DataFrame(rows, columns=["short_name", "denominator", "value", "mark"])
    return frame.assign(
        area_code=[f"A{place}" for place in range(len(rows))],
        name=[f"{row[0]} Islands" for row in rows],
        value_text=[f"{row[2]:.1f}" for row in rows],
        denominator_text=[f"{row[1]:,.0f}" for row in rows],
        own=False,
        peer=False,
        href=[f"compare?area=A{place}&m=x" for place in range(len(rows))],
    )


def curves(denominators: list[float], **halves: float) -> pd.DataFrame:
    """Flat limits around 100: upper_95=10 puts lower_95 at 90 and upper_95 at 110."""
    widths = {"95": 20.0, "998": 40.0, "plain_95": 5.0, "plain_998": 10.0} | halves
    frame = pd.DataFrame({"denominator": denominators})
    for name in LIMITS:
        side = -1 if "lower" in name else 1
        frame[name] = 100 + side * widths[name.replace("lower_", "").replace("upper_", "")]
    return frame


FIVE = areas(
    ("Orkney", 1_000, 70.0, WITHIN),
    ("Moray", 4_000, 150.0, WORSE),
    ("Fife", 10_000, 101.0, None),
    ("Angus", 20_000, 50.0, BETTER),
    ("Glasgow", 60_000, 95.0, WITHIN),
)
WIDE = [900.0, 8_000.0, 70_000.0]


def drawn(frame: pd.DataFrame = FIVE, lines: pd.DataFrame | None = None, **options):
    given = {
        "centre": (100.0, "100.0"),
        "unit": "readmissions per 1,000 discharges",
        "denominator_words": "discharges",
        "better_words": "↓ fewer is better",
        "theme": "light",
        "fmt": ",",
    }
    return funnel_plot(frame, curves(WIDE) if lines is None else lines, **(given | options))


def trace(fig, name: str):
    return next(each for each in fig.data if each.name == name)


def bare(words: str) -> str:
    return re.sub("<[^>]*>", "", words)


def written(fig) -> dict:
    return {bare(note.text): note for note in fig.layout.annotations}


def named(fig) -> list[str]:
    return [bare(note.text) for note in fig.layout.annotations if "<a " in note.text]


# Lines


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_over_dispersed_limits_are_solid_and_plain_ones_thin_and_dashed(theme):
    fig, colours = drawn(theme=theme), tokens.palette(theme)
    assert [each.name for each in fig.data][-2:] == ["Scotland", "areas"]
    assert {each.name for each in fig.data[:-2]} == set(LIMITS)
    for name in LIMITS:
        line = trace(fig, name).line
        assert line.color == (colours.same if name in ("lower_998", "upper_998") else colours.range)
        assert (line.dash is None, line.width) == ((False, 1) if name.startswith("plain") else (True, 1.5))
    assert fig.layout.template.layout.paper_bgcolor == colours.background


def test_plain_limits_are_left_out_where_over_dispersion_adds_nothing():
    lines = curves(WIDE, plain_95=20.0, plain_998=40.0)
    fig = drawn(lines=lines)
    assert [each.name for each in fig.data if each.name.startswith("plain")] == []
    assert "plain 99.8%" not in written(fig)


def test_scotland_runs_the_whole_width_in_the_units_of_the_axis():
    line = trace(drawn(), "Scotland")
    assert list(line.x) == pytest.approx([900, 70_000]) and list(line.y) == [100.0, 100.0]
    assert "Scotland" not in [each.name for each in drawn(centre=None).data]


# Dots


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_have_the_shape_and_colour_of_what_they_mean(theme):
    own = FIVE.assign(own=FIVE["short_name"].eq("Angus"))
    dots, colours = trace(drawn(own, theme=theme), "areas"), tokens.palette(theme)
    by_place = dict(zip(dots.x, zip(dots.marker.symbol, dots.marker.size, dots.marker.color)))
    assert by_place == {
        1_000: ("circle", 10, colours.same),
        4_000: ("triangle-up", 12, colours.worse),
        10_000: ("circle", 10, colours.background),
        20_000: ("diamond", 14, colours.own),
        60_000: ("circle", 10, colours.same),
    }
    assert list(dots.x)[-2:] == [4_000, 20_000]


def test_tooltip_gives_name_value_cases_and_what_the_mark_says():
    dots = trace(drawn(FIVE.assign(peer=True)), "areas")
    said = dict(zip(dots.x, (row[0] for row in dots.customdata)))
    assert said[4_000] == (
        "<b>• Moray Islands</b><br>150.0 readmissions per 1,000 discharges<br>4,000 discharges<br>Above the 99.8% limit"
    )
    assert said[10_000].endswith("<br>10,000 discharges")
    assert dots.hovertemplate.endswith("<extra></extra>")


def test_an_area_without_a_figure_or_without_cases_is_counted_and_not_drawn():
    frame = areas(("Orkney", 1_000, NAN, None), ("Fife", 0, 0.0, None), ("Angus", 2_000, 99.0, WITHIN))
    fig = drawn(frame)
    assert list(trace(fig, "areas").x) == [2_000]
    assert "Discharges → · 2 without a figure" in written(fig)


# Names


def test_the_own_area_and_those_with_a_rule_fired_are_named_by_links():
    fig = drawn(FIVE.assign(own=FIVE["short_name"].eq("Fife"), peer=FIVE["short_name"].eq("Moray")))
    assert sorted(named(fig)) == ["Angus", "Fife", "• Moray"]
    own, fired = written(fig)["Fife"].text, written(fig)["• Moray"].text
    assert "<b>Fife</b>" in own and tokens.LIGHT.own in own
    assert fired.startswith('<a href="compare?area=A1&amp;m=x" target="_self">') and tokens.LIGHT.ink in fired


def boxes(fig, width: float) -> dict[str, tuple[float, float, float, float]]:
    """Left, bottom, right and top of each name on a plot `width` pixels wide, 6 pixels a character, 14 high."""
    (left, right), (low, high) = fig.layout.xaxis.range, fig.layout.yaxis.range
    tall = fig.layout.height - fig.layout.margin.t - fig.layout.margin.b
    found = {}
    for note in fig.layout.annotations:
        if "<a " in note.text:
            words = bare(note.text)
            x = (note.x - left) / (right - left) * width + (note.ax if note.showarrow else note.xshift)
            y = (note.y - low) / (high - low) * tall + (-note.ay if note.showarrow else note.yshift)
            size = len(words) * 6
            start = x - {"left": 0, "center": size / 2, "right": size}[note.xanchor]
            found[words] = (start, y - 7, start + size, y + 7)
    return found


def apart(one: tuple, other: tuple) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_names_of_areas_close_together_lie_over_neither_one_another_nor_dots():
    close = [(f"Area {letter}", 10_000 + 1_500 * place, 150.0 + place, WORSE) for place, letter in enumerate("ABCD")]
    frame = areas(*close, ("Orkney", 1_000, 70.0, WITHIN), ("Glasgow", 60_000, 95.0, WITHIN))
    fig = drawn(frame)
    assert sorted(named(fig)) == ["Area A", "Area B", "Area C", "Area D"]
    for width in (210, 720):
        placed = list(boxes(fig, width).values())
        assert all(apart(one, other) for place, one in enumerate(placed) for other in placed[:place])
        assert all(0 <= box[0] and box[2] <= width for box in placed)
        (left, right), (low, high) = fig.layout.xaxis.range, fig.layout.yaxis.range
        tall = fig.layout.height - fig.layout.margin.t - fig.layout.margin.b
        for x, y in zip(frame["denominator"], frame["value"]):
            across = (math.log10(x) - left) / (right - left) * width
            up = (y - low) / (high - low) * tall
            assert all(apart(box, (across - 5, up - 5, across + 5, up + 5)) for box in placed)


def test_areas_at_the_very_top_of_a_per_cent_axis_are_named_beside_their_dots():
    top = Mark("up", "better", "Above the 99.8% limit")
    frame = areas(("Orkney", 33, 70.0, WITHIN), ("Moray", 90, 100.0, top), ("Angus", 120, 100.0, top))
    lines = curves([30.0, 450.0]) * 0.7
    lines["denominator"] = [30.0, 450.0]
    fig = drawn(pd.concat([frame, areas(("Glasgow", 402, 75.0, WITHIN))]), lines, fmt=",%", centre=(70.0, "70%"))
    assert sorted(named(fig)) == ["Angus", "Moray"]
    assert fig.layout.yaxis.range[1] == 100
    head = next(note for note in fig.layout.annotations if "fewer" in note.text)
    assert head.yshift >= 9


def test_a_name_at_the_right_edge_is_turned_inwards():
    fig = drawn(areas(("Orkney", 1_000, 70.0, WITHIN), ("N. Lanarkshire", 69_000, 150.0, WORSE)))
    assert written(fig)["N. Lanarkshire"].xanchor == "right"


def test_texts_are_escaped():
    frame = areas(("A&B <i>", 1_000, 150.0, WORSE), ("Fife", 60_000, 100.0, WITHIN))
    fig = drawn(frame, unit="a < b", denominator_words="c & d", centre=(100.0, "<100>"))
    said = [note.text for note in fig.layout.annotations]
    assert any("A&amp;B &lt;i&gt;" in each for each in said)
    assert {"&lt;100&gt;", "A &lt; b<br>↓ fewer is better", "C &amp; d, log scale →"} <= set(said)
    told = {row[0] for row in trace(fig, "areas").customdata}
    assert "<b>Fife Islands</b><br>100.0 a &lt; b<br>60,000 c &amp; d<br>Within the limits" in told


# Words for the limits


def ends(fig) -> list[tuple[str, float]]:
    return sorted(((bare(n.text), n.yshift) for n in fig.layout.annotations if n.x == 1), key=lambda end: -end[1])


def test_limits_are_named_at_their_right_hand_ends():
    fig = drawn(lines=curves(WIDE, **{"95": 35.0, "998": 60.0, "plain_95": 8.0, "plain_998": 18.0}))
    assert [words for words, _ in ends(fig)] == [
        "99.8%",
        "95%",
        "plain 99.8%",
        "Scotland",
        "100.0",
        "plain 99.8%",
        "95%",
        "99.8%",
    ]


def test_limits_without_room_at_their_ends_are_not_named_there_and_the_plain_ones_inside():
    fig = drawn(lines=curves(WIDE, plain_95=1.0, plain_998=2.0, **{"95": 30.0, "998": 31.0}))
    heights = [height for _, height in ends(fig)]
    assert [words for words, _ in ends(fig)] == ["99.8%", "Scotland", "100.0", "99.8%"]
    assert min(high - low for high, low in zip(heights, heights[1:])) >= 15
    inside = written(fig)["plain 99.8%"]
    assert inside.x < math.log10(70_000) and inside.y in (98.0, 102.0)


# Axes


def test_denominators_far_apart_have_a_logarithmic_axis_with_few_round_ticks():
    fig = drawn()
    assert fig.layout.xaxis.type == "log"
    assert list(fig.layout.xaxis.ticktext) == ["1,000", "3,000", "10,000", "30,000"]
    assert list(fig.layout.xaxis.range) == pytest.approx([math.log10(900), math.log10(70_000)])
    assert "Discharges, log scale →" in written(fig)


def test_denominators_close_together_have_an_even_axis():
    frame = areas(("Orkney", 1_000, 70.0, WITHIN), ("Fife", 8_000, 100.0, WORSE))
    fig = drawn(frame, curves([900.0, 8_500.0]))
    assert fig.layout.xaxis.type == "linear" or fig.layout.xaxis.type is None
    assert list(fig.layout.xaxis.range) == [900, 8_500]
    assert written(fig)["Fife"].x == 8_000
    assert "Discharges →" in written(fig)


def test_a_per_cent_axis_ends_at_a_hundred():
    frame = areas(("Orkney", 33, 100.0, WITHIN), ("Glasgow", 402, 92.0, WITHIN))
    lines = curves([30.0, 450.0]) * 0.7
    lines["denominator"] = [30.0, 450.0]
    fig = drawn(frame, lines, centre=(83.0, "83%"), fmt=",%", unit="% of graded services")
    assert fig.layout.yaxis.range[1] == 100
    assert fig.layout.yaxis.ticksuffix == "%"
    assert fig.layout.yaxis.range[0] >= 0


def test_words_of_both_axes_stand_at_the_left_and_the_height_is_fixed():
    fig = drawn(unit="readmissions of people who live in the area per 1,000 discharges")
    head = next(note for note in fig.layout.annotations if "fewer" in note.text)
    assert head.text == ("Readmissions of people who live in the area<br>per 1,000 discharges<br>↓ fewer is better")
    assert (head.x, head.xanchor, written(fig)["Discharges, log scale →"].xanchor) == (0, "left", "left")
    assert fig.layout.height == 420 and fig.layout.margin.t >= 3 * 18


def test_missing_figures_and_limits_leave_no_nan_in_the_figure():
    lines = curves(WIDE)
    lines.loc[1, "upper_998"] = NAN
    frame = pd.concat([FIVE, areas(("Bute", NAN, NAN, None))])
    assert "NaN" not in drawn(frame, lines, centre=(NAN, "–")).to_json()
    assert list(trace(drawn(frame, lines), "upper_998").x) == [900, 70_000]


def test_nothing_to_draw_is_still_a_figure():
    nothing = curves(WIDE).iloc[:0]
    fig = drawn(FIVE.iloc[:0], nothing, centre=None)
    assert [each.name for each in fig.data] == ["areas"] and len(trace(fig, "areas").x) == 0
    without_limits = curves(WIDE, plain_95=NAN, plain_998=NAN, **{"95": NAN, "998": NAN})
    assert [each.name for each in drawn(lines=without_limits).data] == ["Scotland", "areas"]
