"""Amounts on one scale: a bar for a range, a dot for one figure, nothing where there is none."""

import re

from ijb.charts.range_bars import RangeBar, range_bars

BARS = [
    RangeBar("In hospital", 200.0, 400.0, "£200 to £400"),
    RangeBar("At home", 100.0, 100.0, "£100"),
    RangeBar("In <a> home", None, None, "No price: not submitted"),
]


def pounds(amount: float) -> str:
    return f"£{amount:.0f}"


def test_marks_lie_where_their_amounts_are_on_a_scale_from_nought():
    html = range_bars(BARS, pounds, "Said")
    assert 'class="ijb-ranges-bar" style="left:50.00%;width:50.00%"' in html  # 200 to 400 of 0 to 400
    assert re.findall(r'class="ijb-ranges-dot" style="left:([\d.]+)%', html) == ["25.00"]
    assert '<div class="ijb-ends"><span>£0</span><span>£400</span></div>' in html


def test_each_row_has_its_name_and_words_and_what_is_missing_its_reason():
    html = range_bars(BARS, pounds, "Said")
    assert re.findall(r"<span>([^<]*)</span><b>([^<]*)</b>", html) == [
        ("In hospital", "£200 to £400"),
        ("At home", "£100"),
        ("In &lt;a&gt; home", "No price: not submitted"),
    ]
    assert html.count("ijb-ranges-bar") == html.count("ijb-ranges-dot") == 1


def test_it_is_one_image_with_a_sentence():
    assert 'role="img" aria-label="It is &quot;said&quot;."' in range_bars(BARS, pounds, 'It is "said".')


def test_nothing_to_draw_has_no_scale():
    html = range_bars([RangeBar("At home", None, None, "No price")], pounds, "Said")
    assert "£" not in html and "No price" in html
