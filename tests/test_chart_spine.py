"""Where one area stands among the rest: spines, strips, and a strip a board."""

import re

import pandas as pd

from ijb.charts import spine


def places(html: str, kind: str) -> list[float]:
    return [float(place) for place in re.findall(rf'class="{kind}" style="left:([\d.]+)%', html)]


def spread_of(numbers: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"area_code": [f"A{place}" for place in range(len(numbers))], "value": numbers})


def by_code(frame: pd.DataFrame) -> dict[str, float]:
    return dict(zip(frame["area_code"], frame["value"]))


def test_spine_puts_better_on_the_right_whichever_way_the_measure_runs():
    values = spread_of([0.0, 10.0, 20.0, 30.0, 40.0])
    assert places(spine.spine(by_code(values), "A1", 20.0, "higher", "s"), "ijb-spine-own") == [25.0]
    assert places(spine.spine(by_code(values), "A1", 20.0, "lower", "s"), "ijb-spine-own") == [75.0]
    assert places(spine.spine(by_code(values), "A1", 20.0, "neither", "s"), "ijb-spine-own") == [25.0]


def test_spine_bar_covers_the_middle_half():
    html = spine.spine(by_code(spread_of([0.0, 10.0, 20.0, 30.0, 40.0])), None, 10.0, "lower", "9th of 31")
    assert 'style="left:25.00%;width:50.00%"' in html
    assert places(html, "ijb-spine-scotland") == [75.0]
    assert 'role="img" aria-label="9th of 31"' in html


def test_spine_is_clipped_at_three_quartile_ranges_with_an_arrow_on_that_side():
    # Quartiles 10 and 30, so the upper fence is 30 + 3 × 20 = 90; 900 lies beyond it.
    values = spread_of([0.0, 10.0, 20.0, 30.0, 900.0])
    html = spine.spine(by_code(values), "A2", None, "lower", "s", peers=["A0", "A2"])
    assert "ijb-spine-arrow ijb-left" in html and "ijb-spine-arrow ijb-right" not in html
    assert places(html, "ijb-spine-own") == [77.78]
    assert places(html, "ijb-spine-peer") == [100.0]
    assert places(spine.spine(by_code(values), "A4", None, "lower", "s"), "ijb-spine-own") == [0.0]


def test_spine_of_few_flat_or_no_values():
    few = spine.spine(by_code(spread_of([1.0, 3.0, float("nan")])), "A0", None, "higher", "s")
    assert places(few, "ijb-spine-peer") == [100.0] and "ijb-spine-half" not in few
    assert places(spine.spine(by_code(spread_of([5.0] * 6)), "A0", 5.0, "lower", "s"), "ijb-spine-own") == [50.0]
    assert ">–<" in spine.spine(by_code(spread_of([float("nan")])), "A0", None, "lower", "No figures")


def test_strip_runs_from_the_lowest_to_the_highest():
    html = spine.strip(spread_of([10.0, 20.0, 30.0]), "A1", "£10", "£30", "Fife £20", "Three areas")
    assert places(html, "ijb-strip-tick") == [0.0, 50.0, 100.0]
    assert places(html, "ijb-spine-own") == [50.0]
    assert re.findall(r">([^<>]+)</span>", html) == ["£10", "Fife £20", "£30"]


def test_board_strips_have_a_row_a_board_that_reads_out_its_members():
    frame = pd.DataFrame(
        {
            "board_name": ["NHS Lothian", "NHS Lothian", "NHS Fife"],
            "area_code": ["a", "b", "c"],
            "short_name": ["Edinburgh", "East Lothian", "Fife"],
            "value": [10.0, 30.0, 20.0],
            "value_text": ["10.0", "30.0", "20.0"],
            "own": [True, False, False],
        }
    )
    html = spine.board_strips(frame, (25.0, "25.0"), "Two boards")
    assert 'aria-label="Edinburgh 10.0; East Lothian 30.0"' in html
    assert places(html, "ijb-board-dot") == [100.0, 50.0]
    assert html.index("NHS Lothian") < html.index("NHS Fife")
    assert places(html, "ijb-board-scotland") == [75.0, 75.0]
