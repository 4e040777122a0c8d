"""All areas, ranked: names that are links, a dot each on its range, and what it says."""

import re

import pandas as pd
from marks import BETTER, SAME

from ijb.charts import dots


def ranked(**options):
    frame = pd.DataFrame(
        {
            "area_code": ["a", "b", "c"],
            "short_name": ["Orkney", "Edinburgh", "Fife"],
            "name": ["Orkney Islands", "Edinburgh", "Fife"],
            "value": [float("nan"), 27.8, 43.1],
            "value_text": ["suppressed", "27.8", "43.1"],
            "low": [float("nan"), 20.0, 40.0],
            "high": [float("nan"), 45.0, 50.0],
            "low_text": [None, "20.0", "40.0"],
            "high_text": [None, "45.0", "50.0"],
            "mark": [None, BETTER, SAME],
            "own": [False, True, False],
            "href": ["ijb?area=a", "ijb?area=b", "ijb?area=c&m=1"],
            "peer": [False, False, True],
        }
    )
    given = {
        "scotland": (44.2, "44.2"),
        "better_words": "← fewer is better",
        "unit": "beds per 100,000 adults",
    }
    return dots.ranked_dots(frame, **given, range_words="Last 12 months", theme="light", fmt=",.0f", **options)


def test_ranked_dots_name_each_area_with_a_link_and_put_missing_ones_last():
    fig = ranked()
    names = fig.layout.yaxis.ticktext
    assert [re.sub("<[^>]*>", "", name) for name in names] == ["Edinburgh", "• Fife", "Orkney"]
    assert names[1].startswith('<a href="ijb?area=c&amp;m=1" target="_self"><span style="color:#1d2733">')
    assert "<b>Edinburgh</b>" in names[0]
    assert [re.sub("<[^>]*>", "", value) for value in fig.layout.yaxis2.ticktext] == ["27.8", "43.1", ""]
    said = [note.text for note in fig.layout.annotations]
    assert said == ["Scotland 44.2", "← fewer is better", "suppressed"]


def test_ranked_dots_draw_the_own_area_as_a_diamond_on_its_range():
    fig = ranked()
    assert list(fig.data[1].marker.symbol) == ["diamond", "circle"]
    assert list(fig.data[1].marker.color) == ["#111820", "#6b7480"]
    assert list(fig.data[0].x) == [20.0, 45.0, None, 40.0, 50.0, None]
    assert fig.layout.height == 3 * 22 + 86
    assert fig.layout.xaxis.range[0] == 0


def test_ranked_dots_tooltip_gives_name_value_with_unit_and_range():
    fig = ranked()
    assert fig.data[1].customdata[0][0] == (
        "<b>Edinburgh</b><br>27.8 beds per 100,000 adults<br>Last 12 months: 20.0–45.0<br>Better than usual"
    )
    assert fig.data[1].hovertemplate.endswith("<extra></extra>")
