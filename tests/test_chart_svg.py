"""Small lines as images: sparklines and small multiples."""

import re
from urllib.parse import unquote

import pandas as pd

from ijb.charts import svg


def drawn(image: str) -> str:
    """The SVG inside an image's data address."""
    return unquote(re.search(r'src="data:image/svg\+xml,([^"]*)"', image).group(1).replace("&#x27;", "'"))


def test_sparkline_breaks_at_a_missing_value_and_dots_the_last_point():
    image = svg.sparkline([0.0, 10.0, None, 5.0], "Rising & falling", tone="worse", width=38, height=28)
    picture = drawn(image)
    assert 'alt="Rising &amp; falling"' in image
    assert re.findall(r'points="([^"]*)"', picture) == ["4.0,24.0 14.0,4.0", "34.0,14.0 34.0,14.0"]
    assert '<circle cx="34.0" cy="14.0" r="3" fill="#c8640a"/>' in picture


def test_sparkline_of_nothing_is_a_dash_that_says_so():
    assert svg.sparkline([None, float("nan")], "No figures") == (
        '<span class="ijb ijb-none" role="img" aria-label="No figures">–</span>'
    )


def test_sparkline_of_one_level_runs_through_the_middle():
    assert 'points="4.0,14.0 34.0,14.0"' in drawn(svg.sparkline([3.0, 3.0], "Level", width=38))


def test_small_multiples_share_one_scale_from_zero():
    low = pd.DataFrame({"period_label": ["Jan 2025", "Feb 2025"], "value": [0.0, 20.0]})
    high = pd.DataFrame({"period_label": ["Jan 2025", "Feb 2025"], "value": [40.0, None]})
    html = svg.small_multiples([("Low", "20.0", low), ("High", "40.0", high)], "Two reasons")
    pictures = [drawn(image) for image in re.findall(r"<img[^>]*>", html)]
    assert [re.search(r'points="([^"]*)"', picture).group(1) for picture in pictures] == [
        "0.0,100.0 200.0,50.0",
        "0.0,0.0 0.0,0.0",
    ]
    assert html.count("Jan 2025") == 2 and 'aria-label="Two reasons"' in html
