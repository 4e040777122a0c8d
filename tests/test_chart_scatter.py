"""The scatter of changes: dots, zero lines and names, no line fitted, nothing coloured, nothing cut off."""

import re

import numpy as np
import pandas as pd
import pytest

from ijb.charts import tokens
from ijb.charts.scatter import DOT, beyond, changes_scatter

PHONE_PLOT, DESKTOP_PLOT = 286, 796


def areas(*rows):
    """A frame of areas from (short name, x, y)."""
    frame = pd.DataFrame(rows, columns=["short_name", "x", "y"])
    return frame.assign(
        name=[f"{row[0]} Islands" for row in rows],
        x_text=[f"Spend: {row[1]}%" for row in rows],
        y_text=[f"Delays: {row[2]}%" for row in rows],
        own=False,
        peer=False,
        scotland=frame["short_name"].eq("Scotland"),
        href=[f"ijb?area=A{place}&m=x" for place in range(len(rows))],
    )


SEVEN = areas(
    ("Orkney", 10.0, 20.0),
    ("Moray", 12.0, -30.0),
    ("Fife", 18.0, 40.0),
    ("Angus", 4.0, 60.0),
    ("Glasgow", 24.0, 10.0),
    ("Bute", 6.0, -10.0),
    ("Scotland", 11.0, 15.0),
)


def drawn(frame=SEVEN, theme="light", **given):
    options = {"across": ("Spend: change, per cent", "%"), "upward": ("Delays: change, per cent", "%")} | given
    return changes_scatter(frame, options["across"], options["upward"], theme)


def own(frame, name):
    return frame.assign(own=frame["short_name"].eq(name))


def bare(words):
    return re.sub("<[^>]*>|\u200b", "", words)


def names(fig, frame=SEVEN):
    known = tuple(frame["short_name"])
    return {bare(note.text): note for note in fig.layout.annotations if bare(note.text).startswith(known)}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_dots_are_grey_the_own_a_dark_diamond_and_scotland_hollow(theme):
    fig, colours = drawn(own(SEVEN, "Fife"), theme), tokens.palette(theme)
    dots = fig.data[0]
    drawn_as = dict(zip(zip(dots.x, dots.y), zip(dots.marker.symbol, dots.marker.color)))
    assert drawn_as[18.0, 40.0] == ("diamond", colours.own)
    assert drawn_as[11.0, 15.0] == ("circle", colours.background)
    rest = [each for place, each in drawn_as.items() if place not in ((18.0, 40.0), (11.0, 15.0))]
    assert rest == [("circle", colours.same)] * 5


def test_nothing_is_fitted_and_both_axes_have_a_line_at_nought():
    fig = drawn()
    assert {trace.mode for trace in fig.data} == {"markers"} and not fig.layout.shapes
    for axis in (fig.layout.xaxis, fig.layout.yaxis):
        assert axis.zeroline and axis.range[0] < 0 < axis.range[1]


def test_ticks_are_signed():
    fig = drawn()
    assert "0%" in fig.layout.xaxis.ticktext and "+10%" in fig.layout.xaxis.ticktext
    assert any(words.startswith("−") for words in fig.layout.yaxis.ticktext)
    points = drawn(across=("Share: change, percentage points", ""))
    assert "+10" in points.layout.xaxis.ticktext


def test_peers_have_a_dark_point_inside():
    fig = drawn(SEVEN.assign(peer=SEVEN["short_name"].isin(["Moray", "Bute"])))
    peers = next(trace for trace in fig.data if trace.name == "peers")
    assert sorted(zip(peers.x, peers.y)) == [(6.0, -10.0), (12.0, -30.0)]
    assert "peers" not in [trace.name for trace in drawn().data]


def test_a_tooltip_has_the_name_and_both_changes():
    told = {row[0] for row in drawn().data[0].customdata}
    assert "<b>Moray Islands</b><br>Spend: 12.0%<br>Delays: -30.0%" in told


def test_one_far_out_stands_at_the_edge_with_its_figure():
    frame = pd.concat([SEVEN, areas(("Far", 14.0, 900.0))], ignore_index=True)
    assert frame.loc[beyond(frame), "short_name"].tolist() == ["Far"]
    fig = drawn(frame)
    top = fig.layout.yaxis.range[1]
    assert top < 200
    place = list(fig.data[0].y).index(top)
    assert fig.data[0].marker.symbol[place] == "triangle-up"
    assert "Far +900%" in names(fig, frame)
    mine = drawn(own(frame, "Far"))
    assert mine.data[0].marker.symbol[list(mine.data[0].y).index(top)] == "diamond"


def boxes(fig, frame, width):
    """Left, bottom, right and top of each name on a plot `width` pixels wide."""
    (left, right), (low, high) = fig.layout.xaxis.range, fig.layout.yaxis.range
    tall = fig.layout.height - fig.layout.margin.t - fig.layout.margin.b
    found = {}
    for words, note in names(fig, frame).items():
        size = len(words) * 6
        led = note.showarrow
        x = (note.x - left) / (right - left) * width + ((note.ax if led else note.xshift) or 0)
        y = (note.y - low) / (high - low) * tall + ((-note.ay if led else note.yshift) or 0)
        start = x - {"left": 0, "center": size / 2, "right": size}[note.xanchor]
        found[words] = (start, y - 7, start + size, y + 7)
    return found


def apart(one, other):
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("width", [PHONE_PLOT, DESKTOP_PLOT])
def test_names_lie_over_neither_one_another_nor_dots_and_inside(width):
    crowd = areas(*[(f"Area {place}", 8.0 + 2 * (place % 5), 8.0 * (place // 5)) for place in range(25)])
    frame = pd.concat([crowd, SEVEN], ignore_index=True)
    fig = drawn(own(frame, "Angus"))
    placed = boxes(fig, frame, width)
    assert {"Angus", "Scotland"} <= set(placed)
    listed = list(placed.values())
    assert all(apart(one, other) for place, one in enumerate(listed) for other in listed[:place])
    assert all(0 <= box[0] and box[2] <= width + 12 for box in placed.values())
    (left, right), (low, high) = fig.layout.xaxis.range, fig.layout.yaxis.range
    tall = fig.layout.height - fig.layout.margin.t - fig.layout.margin.b
    for x, y in zip(frame["x"], frame["y"]):
        across, up = (x - left) / (right - left) * width, (y - low) / (high - low) * tall
        dot = (across - DOT + 3, up - DOT + 3, across + DOT - 3, up + DOT - 3)
        assert all(apart(box, dot) for box in listed)


def test_a_name_without_room_beside_its_dot_stands_off_at_the_end_of_a_line_over_nothing_else():
    spread = np.random.default_rng(5).normal([10.0, 20.0], [4.0, 40.0], (60, 2))
    frame = areas(*[(f"Area {place}", x, y) for place, (x, y) in enumerate(spread)])
    led = 0
    for name in frame["short_name"]:
        fig = drawn(own(frame, name))
        note = names(fig, frame).get(name)
        if note is None or not note.showarrow:
            continue
        led += 1
        assert note.arrowhead == 0 and note.arrowcolor == tokens.LIGHT.soft and np.hypot(note.ax, note.ay) > 20
        for width in (PHONE_PLOT, DESKTOP_PLOT):
            dots = np.array(pixels(fig, frame, width))
            others = dots[frame["short_name"] != name]
            line = dots[frame["short_name"] == name] + np.linspace(0.3, 1, 40)[:, None] * [note.ax, -note.ay]
            assert np.abs(line[:, None] - others).max(axis=2).min() > 3
    assert led >= 5


def pixels(fig, frame, width):
    """Where each dot is, from the lower left of a plot `width` pixels wide."""
    (left, right), (low, high) = fig.layout.xaxis.range, fig.layout.yaxis.range
    tall = fig.layout.height - fig.layout.margin.t - fig.layout.margin.b
    within = frame["x"].clip(left, right), frame["y"].clip(low, high)
    return list(zip((within[0] - left) / (right - left) * width, (within[1] - low) / (high - low) * tall))


def test_without_any_room_an_area_is_not_named():
    crowd = areas(*[(f"A{place}", float(place % 30), 4.0 * (place // 30)) for place in range(900)])
    assert "A435" not in names(drawn(own(crowd, "A435")), crowd)


def test_a_name_is_one_link_and_not_two():
    """Words that are a link and nothing else have the box behind them linked as well, without a name."""
    found = names(drawn(own(SEVEN, "Fife")))
    assert "Fife" in found
    for note in found.values():
        assert re.fullmatch("<a [^>]*>.*</a>\u200b", note.text)


def test_names_are_links_in_ink_and_texts_are_escaped():
    frame = areas(("A&B <i>", 10.0, 20.0), ("Fife", 15.0, 40.0), ("Moray", 1.0, 2.0))
    fig = drawn(own(frame, "Fife"), across=("c & d", "%"))
    said = " ".join(note.text for note in fig.layout.annotations)
    assert "A&amp;B &lt;i&gt;" in said and "c &amp; d →" in said
    assert '<a href="ijb?area=A1&amp;m=x" target="_self">' in said and "<b>Fife</b>" in said


def test_without_an_address_a_name_is_no_link():
    fig = drawn(own(SEVEN, "Fife").assign(href=""))
    assert not any("<a " in note.text for note in fig.layout.annotations)


def test_one_area_alone_is_still_a_figure():
    fig = drawn(areas(("Fife", 0.0, 0.0)))
    assert list(fig.data[0].x) == [0.0] and "NaN" not in fig.to_json()
