"""Charts on a screen: values where they belong, nothing drawn over a gap or a break, no words over words."""

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from slides_by_hand import BARS, CHARTS, DOTS, LINES, SCATTER, STACKS

from ijb.charts.screen.svg import chart_svg
from ijb.charts.screen.text import LINE, TEXT, cut, sentences, width, wrap
from ijb.slides.slide import Bars, Dot, Dots, Line, Lines, Point, Scale, Scatter, Stacks

HEIGHT = 400


def drawn(chart, height: float = HEIGHT) -> ElementTree.Element:
    return ElementTree.fromstring(chart_svg(chart, "In words.", height, "one"))


def of_class(picture: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [each for each in picture.iter() if f"ijb-show-{name}" in each.get("class", "").split()]


def texts(picture: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {each.text: each for each in picture.iter("text")}


def points(path: ElementTree.Element) -> list[tuple[float, float]]:
    return [tuple(map(float, pair.split())) for pair in re.findall(r"-?[\d.]+ -?[\d.]+", path.get("d"))]


def boxes(picture: ElementTree.Element) -> list[tuple[str, float, float, float, float]]:
    """The room of each text: its letters from their tops to their tails."""
    found = []
    for each in picture.iter("text"):
        wide = width(each.text, bold="ijb-show-bold" in each.get("class", "")) * 0.97
        x, y = float(each.get("x")), float(each.get("y"))
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[each.get("text-anchor")]
        found.append((each.text, left, y - 0.7 * TEXT, left + wide, y + 0.22 * TEXT))
    return found


def legible(picture: ElementTree.Element, height: float = HEIGHT) -> None:
    """No words leave the picture or lie on other words."""
    found = boxes(picture)
    for said, left, top, right, bottom in found:
        assert left >= -1 and right <= 1201 and top >= -2 and bottom <= height + 4, (said, left, top, right, bottom)
    for place, (said, left, top, right, bottom) in enumerate(found):
        for other, its_left, its_top, its_right, its_bottom in found[place + 1 :]:
            apart = right <= its_left or its_right <= left or bottom <= its_top or its_bottom <= top
            assert apart, (said, other)


@pytest.mark.parametrize("height", [320, 400, 480])
@pytest.mark.parametrize("name", CHARTS)
def test_each_kind_is_a_named_picture_in_which_words_can_be_read(name, height):
    picture = drawn(CHARTS[name], height)
    assert picture.get("role") == "img"
    assert picture.get("aria-label") == "In words."
    assert picture.get("viewBox") == f"0 0 1200 {height}"
    legible(picture, height)


@pytest.mark.parametrize("name", CHARTS)
def test_no_colour_is_written_into_a_picture(name):
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgb|style=", chart_svg(CHARTS[name], "", HEIGHT))


def test_a_chart_of_no_kind_is_refused():
    with pytest.raises(TypeError, match="str"):
        chart_svg("a chart", "", HEIGHT)


# --- lines ---


def test_a_line_is_parted_at_a_gap_and_at_a_break_and_its_points_lie_by_their_values():
    own = of_class(drawn(LINES), "line-own")
    assert [len(points(each)) for each in own] == [2, 2, 5]
    (_, y_of_10), (_, y_of_20) = points(own[0])
    ys = [y for _, y in points(own[2])]
    assert [round((y_of_10 - y) / (y_of_10 - y_of_20), 2) for y in ys] == [1, 3, 2, 1, 4]


def test_points_lie_apart_as_their_days_do():
    days = (date(2020, 1, 1), date(2020, 1, 11), date(2020, 2, 10))
    chart = Lines(("a", "b", "c"), days, (Line("Fife", (1.0, 2.0, 3.0), "own"),), Scale(decimals=1))
    first, second, third = (x for x, _ in points(of_class(drawn(chart), "line-own")[0]))
    assert (third - second) / (second - first) == pytest.approx(3, abs=0.01)


def test_the_break_is_a_line_between_its_periods_with_its_words():
    picture = drawn(LINES)
    (at,) = of_class(picture, "break")
    before, after = (points(each) for each in of_class(picture, "line-own")[1:])
    assert before[-1][0] < float(at.get("x1")) < after[0][0]
    assert "Break, June 2024" in texts(picture)


def test_the_band_lies_between_the_limits_and_is_parted_at_the_break():
    bands = of_class(drawn(LINES), "band")
    assert len(bands) == 2
    assert {len(points(each)) for each in bands} == {6, 10}
    assert of_class(drawn(replace(LINES, lines=LINES.lines[:3])), "band") == []


def test_a_rule_that_fired_is_a_triangle_towards_the_figure_and_said_in_the_key():
    picture = drawn(LINES)
    better, worse = of_class(picture, "mark-better"), of_class(picture, "mark-worse")
    # Fewer is better, so the better point is a low one and points down; each stands once more in the key.
    assert len(better) == len(worse) == 2
    for mark in better:
        tip, *base = [y for _, y in points(mark)]
        assert tip > max(base)
    for mark in worse:
        tip, *base = [y for _, y in points(mark)]
        assert tip < min(base)
    assert {"Better than usual", "Worse than usual", "↓ fewer is better"} <= set(texts(picture))


def test_without_a_rule_nothing_is_coloured_and_the_last_figure_is_the_diamond():
    picture = drawn(replace(LINES, points=()))
    assert of_class(picture, "mark-better") == of_class(picture, "mark-worse") == []
    (diamond,) = of_class(picture, "mark-own")
    middle = sum(x for x, _ in points(diamond)) / 4
    assert middle == pytest.approx(points(of_class(picture, "line-own")[-1])[-1][0], abs=0.2)


def test_the_first_and_the_last_period_are_written():
    assert {"Jan 2024", "Oct 2024"} <= set(texts(drawn(LINES)))


@pytest.mark.parametrize("many", [2, 5, 9, 14])
def test_names_at_line_ends_stay_apart_and_those_without_room_are_counted(many):
    lines = tuple(
        Line(
            f"Part {place}",
            tuple(20 + place / 10 for _ in range(10)),
            "own" if place == 7 else "other",
            f"Part {place} 20",
        )
        for place in range(many)
    )
    picture = drawn(replace(LINES, lines=lines, points=(), breaks=()))
    legible(picture)
    named = {said for said in texts(picture) if said.startswith("Part")}
    left = re.findall(r"and (\d+) lines more", " ".join(texts(picture)))
    assert len(named) + sum(map(int, left)) == many
    assert many <= 7 or "Part 7 20" in named


def test_a_long_name_at_a_line_end_is_wrapped():
    lines = (replace(LINES.lines[0], end="Clackmannanshire and Stirling, all reasons and all ages 50.0"),)
    picture = drawn(replace(LINES, lines=lines))
    legible(picture)
    assert [said for said in texts(picture) if said.startswith("Clackmannanshire and")]


def test_one_figure_is_a_point_and_none_is_said():
    one = Lines(("2024/25",), (date(2024, 4, 1),), (Line("Fife", (12.3,), "own", "Fife 12.3"),), Scale(decimals=1))
    assert of_class(drawn(one), "mark-own") and "Fife 12.3" in texts(drawn(one))
    nothing = replace(LINES, lines=(Line("Fife", (None,) * 10, "own", "Fife"),))
    assert list(texts(drawn(nothing))) == ["No figure to draw"]
    for empty in (Bars((), Scale()), Dots((), Scale()), Scatter((), "", "", Scale(), Scale())):
        assert list(texts(drawn(empty))) == ["No figure to draw"]
    assert list(texts(drawn(Stacks(("a",), (), Scale())))) == ["No figure to draw"]


def test_two_breaks_keep_their_words_apart():
    for places in ((1, 9), (4, 5), (8, 9), (1, 2)):
        legible(drawn(replace(LINES, breaks=tuple((place, f"Break, number {place}") for place in places))))


@pytest.mark.parametrize("top", [0.04, 0.9, 3, 12, 47, 130, 968, 5200, 1_234_567])
def test_there_are_three_to_five_ticks_whatever_the_figures(top):
    lines = (Line("Fife", tuple(top * share / 10 for share in range(1, 11)), "own", "Fife"),)
    picture = drawn(Lines(LINES.periods, LINES.days, lines, Scale(decimals=2)))
    ticks = [said for said in texts(picture) if re.fullmatch(r"[\d.,]+", said)]
    assert 3 <= len(ticks) <= 5
    assert len(set(ticks)) == len(ticks)


# --- bars, dots, stacks, scatter ---


def test_bars_are_as_long_as_their_figures_and_what_is_missing_says_why():
    picture = drawn(BARS)
    lengths = [float(each.get("width")) for each in picture.iter("rect")]
    assert [round(each / lengths[1], 2) for each in lengths] == [2, 1, 0.5]
    assert [each.get("class") for each in picture.iter("rect")] == [
        f"ijb-show-bar-{tone}" for tone in ("own", "worse", "other")
    ]
    ends = [float(each.get("x")) + float(each.get("width")) for each in picture.iter("rect")]
    starts = [float(each.get("x")) for each in picture.iter("rect")]
    assert starts[0] == pytest.approx(ends[2], abs=0.2)
    assert {"40.0", "20.0", "−10.0", "Not known: not submitted"} <= set(texts(picture))


def test_a_dozen_bars_can_be_read():
    legible(drawn(replace(BARS, rows=BARS.rows * 3), 448), 448)


def test_all_31_dots_are_drawn_and_only_some_named():
    picture = drawn(DOTS)
    others, own = of_class(picture, "mark-other"), of_class(picture, "mark-own")
    assert (len(others), len(own), len(of_class(picture, "mark-worse"))) == (29, 1, 1)
    assert {said for said in texts(picture) if said.startswith("Area")} == {
        "Area 0 10.0",
        "Area 12 34.0",
        "Area 13 36.0",
        "Area 14 38.0",
        "Area 30 70.0",
    }
    xs = [float(each.get("cx")) for each in others[:3]]
    assert xs[2] - xs[1] == pytest.approx(xs[1] - xs[0], abs=0.11)
    assert len(of_class(picture, "range")) == 31


def test_scotlands_line_stands_at_its_value_with_its_words():
    picture = drawn(DOTS)
    (line,) = of_class(picture, "scotland")
    others = of_class(picture, "mark-other")
    # Without the own area (34), the place of 38 is the fourteenth; 40 is that of the fifteenth.
    assert float(line.get("x1")) == pytest.approx(float(others[14].get("cx")), abs=0.11)
    assert "Scotland 40.0" in texts(picture)


def test_neighbours_with_long_names_are_kept_apart():
    rows = tuple(Dot(f"Clackmannanshire and Stirling {place}", 50 + place / 10, "50", named=True) for place in range(8))
    legible(drawn(replace(DOTS, rows=rows)))


def test_dots_with_many_named_name_the_own_area_and_the_ends():
    rows = tuple(replace(row, named=True) for row in DOTS.rows)
    picture = drawn(replace(DOTS, rows=rows))
    legible(picture)
    assert {"Area 0 10.0", "Area 12 34.0", "Area 30 70.0"} <= set(texts(picture))


def test_parts_stand_on_one_another_those_below_nought_hang_and_a_gap_is_empty():
    picture = drawn(STACKS)
    bars = [
        each
        for each in picture.iter("rect")
        if "ijb-show-part" in each.get("class") and float(each.get("x")) < 700 and each.get("fill") is None
    ]
    heights = [float(each.get("height")) for each in bars]
    tops = [float(each.get("y")) for each in bars]
    assert len(bars) == 8
    assert [round(each / heights[1], 1) for each in heights] == [2, 1, 1, 1, 4, 3, 2, 1]
    assert tops[0] == pytest.approx(tops[1] + heights[1], abs=0.2)
    assert tops[2] == pytest.approx(tops[0] + heights[0], abs=0.2)
    assert len(of_class(picture, "hatched")) == 3  # two columns and the key


def test_patterns_have_names_that_differ_from_picture_to_picture():
    assert 'id="one-0"' in chart_svg(STACKS, "", HEIGHT, "one")
    assert 'id="two-0"' in chart_svg(STACKS, "", HEIGHT, "two")


def test_names_of_spots_lie_on_no_spot():
    picture = drawn(SCATTER)
    spots = [(float(each.get("cx")), float(each.get("cy"))) for each in of_class(picture, "mark-other")]
    named = [each for each in boxes(picture) if each[0].startswith("Area")]
    assert len(named) == 8
    for said, left, top, right, bottom in named:
        assert [at for at in spots if left < at[0] < right and top < at[1] < bottom] == [], said
    assert len(of_class(picture, "nought")) == 2
    assert {"Change in spending, %", "Change in beds per 100,000 adults", "Upper limit"} <= set(texts(picture))


# --- words ---


def test_hostile_words_stay_words():
    name = '<script>alert(1)</script>" onload="x'
    chart = replace(BARS, rows=(replace(BARS.rows[0], name=name),))
    picture = chart_svg(chart, f'"><script>{name}', HEIGHT)
    assert "<script" not in picture
    assert name[:20] in "".join(texts(ElementTree.fromstring(picture)))


def test_words_are_wrapped_cut_and_parted():
    assert wrap("one two three", width("one two")) == ["one two", "three"]
    assert wrap("", 100) == []
    assert "".join(wrap("x" * 500, 300)) == "x" * 500
    assert max(width(line) for line in wrap("x" * 500, 300)) <= 300
    assert wrap("one two three four", width("one two…"), most=1)[0].endswith("…")
    assert cut("short", 500) == "short"
    assert width(cut("a long text that does not fit", 200)) <= 200
    assert sentences("Fewer is better. 3.1 (7.4%) more than in Aug 2024. Dashed: Scotland") == [
        "Fewer is better.",
        "3.1 (7.4%) more than in Aug 2024.",
        "Dashed: Scotland",
    ]
    assert LINE > TEXT


def test_every_point_that_fired_is_of_the_own_line():
    points_of_none = replace(LINES, points=(Point(2, "worse", "Worse than usual"),))
    assert len(of_class(drawn(points_of_none), "mark-worse")) == 1  # only the key: there is no figure to mark
