"""Tiles and heat cells: a colour, a shape and words for each."""

import re

import pandas as pd
from marks import BETTER, SAME

from ijb.charts import tiles


def tile_frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area_code": ["f", "e", "o"],
            "name": ["Fife", "Edinburgh", "Orkney Islands"],
            "abbr": ["FIF", "EDI", "ORK"],
            "tile_row": [5, 6, 2],
            "tile_col": [5, 6, 6],
            "value_text": ["43", "28", None],
            "mark": [SAME, BETTER, None],
            "href": ["ijb?area=f&measure=x", "ijb?area=e", "ijb?area=o"],
            "own": [False, True, False],
            "reason": ["", "", "not submitted"],
        }
    )


def test_tiles_are_links_that_say_area_figure_and_status():
    html = tiles.tile_map(tile_frame(), "Delays by area")
    assert re.findall(r'aria-label="([^"]*)"', html) == [
        "Delays by area",
        "Orkney Islands: no figure, not submitted",
        "Fife: 43, no clear change",
        "Edinburgh: 28, better than usual, the area chosen",
    ]
    assert 'href="ijb?area=f&amp;measure=x"' in html
    assert "grid-row:5;grid-column:5" in html


def test_tiles_without_a_figure_are_empty_and_the_own_tile_is_outlined():
    html = tiles.tile_map(tile_frame(), "Delays by area")
    assert re.findall(r'class="(ijb-tile ijb-[^"]*)"', html) == [
        "ijb-tile ijb-empty",
        "ijb-tile ijb-same",
        "ijb-tile ijb-better ijb-own",
    ]
