"""The drawing library: what each mark, shape, table and figure says, and that its colours can be read."""

import re
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import pytest

from ijb.charts import axis, blocks, dots, labels, lines, spine, status, svg, table, theme, tiles, tokens
from ijb.charts.markup import Html, element, text
from ijb.charts.series import with_gaps
from ijb.charts.status import Mark

ROOT = Path(__file__).parents[1]
CSS = (ROOT / "ijb" / "look.css").read_text(encoding="utf-8")
BETTER = Mark("down", "better", "Better than usual")
SAME = Mark("circle", "same", "No clear change")


# Colours


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two #rrggbb colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_worked_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("colours", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
def test_text_and_marks_can_be_read_on_their_grounds(colours):
    for text_colour in (colours.ink, colours.soft, colours.better, colours.worse, colours.same, colours.own):
        assert contrast(text_colour, colours.background) >= 4.5
    for on_tint in (colours.ink, colours.soft, colours.better, colours.worse, colours.own):
        assert contrast(on_tint, colours.tint) >= 4.5
    assert contrast(colours.ink, colours.tile) >= 4.5
    assert contrast(colours.on_fill, colours.better) >= 4.5
    assert contrast(colours.on_fill, colours.worse) >= 4.5
    assert contrast(colours.range, colours.background) >= 3


@pytest.mark.parametrize("tone", ["better", "worse", "same", "none", "own"])
def test_one_mid_tone_can_be_seen_on_both_grounds(tone):
    assert contrast(tokens.MID[tone], "#ffffff") >= 3
    assert contrast(tokens.MID[tone], "#12171d") >= 3


def test_style_sheet_and_tokens_hold_the_same_colours():
    written = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", CSS)
    light, dark = asdict(tokens.LIGHT), asdict(tokens.DARK)
    assert {name.replace("-", "_"): (one, two) for name, one, two in written} == {
        name: (light[name], dark[name]) for name in light
    }


def test_style_sheet_has_no_colour_of_its_own_and_no_class_but_ours():
    without_tokens = re.sub(r"--[a-z-]+: light-dark\([^)]*\);", "", CSS)
    assert re.findall(r"#[0-9a-f]{3,8}\b", without_tokens) == []
    selectors = re.findall(r"(?:^|\})([^{}@]+)\{", re.sub(r"/\*.*?\*/", "", CSS, flags=re.S))
    used = {name for selector in selectors for name in re.findall(r"\.([A-Za-z][\w-]*)", selector)}
    assert {name for name in used if name != "ijb" and not name.startswith("ijb-")} == set()


def test_library_needs_neither_streamlit_nor_the_database():
    modules = ", ".join(f"ijb.charts.{path.stem}" for path in (ROOT / "ijb/charts").glob("[a-z]*.py"))
    code = f"import sys, {modules}; print({{'streamlit', 'duckdb', 'etl'}} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


# Marks


@pytest.mark.parametrize(
    ("point_type", "better", "shape", "tone", "words"),
    [
        ("improvement", "lower", "down", "better", "Better than usual"),
        ("improvement", "higher", "up", "better", "Better than usual"),
        ("concern", "lower", "up", "worse", "Worse than usual"),
        ("concern", "higher", "down", "worse", "Worse than usual"),
        ("neutral high", "neither", "up", "same", "Higher than usual"),
        ("neutral low", "neither", "down", "same", "Lower than usual"),
        ("common cause", "lower", "circle", "same", "No clear change"),
        (None, "lower", "ring", "none", "Not tested"),
        (float("nan"), "lower", "ring", "none", "Not tested"),
    ],
)
def test_direction_mark(point_type, better, shape, tone, words):
    assert status.direction_mark(point_type, better) == Mark(shape, tone, words)


@pytest.mark.parametrize(
    ("level", "better", "shape", "tone", "words"),
    [
        ("far higher", "lower", "up", "worse", "Far higher than the rest"),
        ("far higher", "higher", "up", "better", "Far higher than the rest"),
        ("far higher", "neither", "up", "same", "Far higher than the rest"),
        ("far lower", "lower", "down", "better", "Far lower than the rest"),
        ("far lower", "higher", "down", "worse", "Far lower than the rest"),
        ("among", "lower", "circle", "same", "Among the rest"),
        (None, "neither", "ring", "none", "Not tested"),
    ],
)
def test_level_mark(level, better, shape, tone, words):
    assert status.level_mark(level, better) == Mark(shape, tone, words)


def test_unknown_marks_are_refused():
    with pytest.raises(ValueError, match="odd"):
        status.direction_mark("odd", "lower")
    with pytest.raises(ValueError, match="neither"):
        status.direction_mark("improvement", "neither")
    with pytest.raises(ValueError, match="up"):
        status.level_mark("among", "up")


def test_status_says_its_words_beside_a_hidden_shape():
    assert status.status_html(BETTER) == (
        '<span class="ijb ijb-status ijb-better">'
        '<span class="ijb-mark ijb-down ijb-better" aria-hidden="true"></span>Better than usual</span>'
    )


def test_key_names_each_mark_the_own_area_and_the_extras():
    key = status.key_html([BETTER, SAME], "A & B", extra=[("tick", "Scotland")], own_shape="square")
    assert re.findall(r"</span>([^<]+)</li>", key) == [
        "Better than usual",
        "No clear change",
        "A &amp; B",
        "Scotland",
    ]
    assert "ijb-square" in key and "ijb-tick" in key


def test_plain_text_is_escaped_and_html_is_not():
    assert text("<b>") == "&lt;b&gt;"
    assert Html("<i>") + "<b>" == "<i>&lt;b&gt;"
    assert "<b>" + Html("<i>") == "&lt;b&gt;<i>"
    assert element("p", "a & b", class_="x", title='"') == '<p class="x" title="&quot;">a &amp; b</p>'


# SVG


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


# Spine, strips


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


# Tiles


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


# Table


def table_html(**options) -> str:
    frame = pd.DataFrame(
        {
            "area_code": ["A1", "S92000003", "A2"],
            "theme": ["Flow", "Flow", "Money"],
            "name": ["Fife & co", "Scotland", "Moray"],
            "value": ["1.0", "2.0", None],
            "status": [status.status_html(SAME), "", ""],
        }
    )
    columns = [
        table.Column("name", "Area"),
        table.Column("value", "Beds", align="right"),
        table.Column("status", "Status", phone=False, html=True),
    ]
    return table.table(frame, columns, "All areas", **options)


def test_table_has_caption_scopes_and_a_named_region():
    html = table_html()
    assert '<div class="ijb ijb-scroll" role="region" tabindex="0" aria-label="All areas">' in html
    assert "<caption>All areas</caption>" in html
    assert '<th scope="col" class="ijb-right">Beds</th>' in html
    assert '<th scope="row">Fife &amp; co</th><td class="ijb-right">1.0</td>' in html
    assert '<td class="ijb-right">–</td>' in html


def test_table_puts_scotland_first_and_marks_the_own_row():
    html = table_html(own="A2", scotland_first=True)
    assert re.findall(r'<tr( class="[^"]*")?><th scope="row">([^<]*)', html) == [
        (' class="ijb-scotland-row"', "Scotland"),
        ("", "Fife &amp; co"),
        (' class="ijb-own-row"', "Moray"),
    ]


def test_table_groups_rows_under_a_head_that_may_speak_for_other_columns():
    html = table_html(group="theme", group_heads={"Flow": {"status": spine.spine_ends("lower")}})
    assert re.findall(r'<th scope="rowgroup">([^<]*)', html) == ["Flow", "Money"]
    assert html.count("<tbody>") == 2
    assert html.count("<span>worse</span><span>better</span>") == 1


def test_cells_drop_on_a_phone_and_escape_unless_html():
    html = table_html()
    assert '<td class="ijb-wide"><span class="ijb ijb-status' in html
    assert table.cell_lines(table.link("trend?a=1&b=2", "<Beds>"), "a < b") == (
        '<span class="ijb-cell-main"><a class="ijb-link" href="trend?a=1&amp;b=2">&lt;Beds&gt;</a></span>'
        '<span class="ijb-cell-note">a &lt; b</span>'
    )
    assert table.phone_only("<b>x</b>") == '<span class="ijb-phone"><b>x</b></span>'


# Blocks


def test_blocks_escape_their_texts_and_keep_html_below_a_figure():
    shown = [blocks.Figure("Money", "£970", "a & b", [Html("<i>line</i>"), "<more>"])]
    html = blocks.figures(shown)
    assert "a &amp; b" in html and "<i>line</i>" in html and "&lt;more&gt;" in html
    assert "Nothing meets a rule." in blocks.stands("Worse", "worse", [])
    assert "<dt>Adults</dt><dd>430,906</dd>" in blocks.facts([("Adults", "430,906")])
    assert 'href="compare"' in blocks.cards([("compare", "Compare", "Pick a measure.")])
    assert "<h2" in blocks.finding("Delays rose", "Beds") and "Beds" in blocks.finding("Delays rose", "Beds")


# Axes


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [([5.0, 100.0], True), ([61.0, 100.0], False), ([-1.0, 100.0], False), ([], True), ([0.0, 0.0], True)],
)
def test_axis_starts_at_zero_unless_negative_or_close_together(numbers, expected):
    assert axis.zero_start(numbers) is expected


def test_ticks_are_round_and_reach_the_top():
    assert axis.nice_ticks(36.0, most=4) == [0, 10, 20, 30, 40]
    assert axis.nice_ticks(0.9) == [0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert axis.nice_ticks(0.0) == [0, 1]
    assert axis.plain_number(-1250.0) == "−1,250"


def test_months_are_ticked_in_january_and_july():
    starts = pd.date_range("2022-09-01", "2023-08-01", freq="MS")
    places_, words = axis.time_ticks(list(starts), [f"{start:%b %Y}" for start in starts])
    assert {place: word for place, word in zip(places_, words, strict=True) if word} == {
        "2023-01-01": "Jan<br>2023",
        "2023-07-01": "Jul",
    }


def test_years_are_ticked_back_from_the_latest():
    years = range(2011, 2025)
    _, words = axis.time_ticks([date(y, 4, 1) for y in years], [f"{y}/{y - 1999}" for y in years])
    assert [word for word in words if word] == ["2012/13", "2016/17", "2020/21", "2024/25"]
    assert len(words) == 14


def test_labels_are_spread_without_changing_their_order():
    assert labels.spread([50, 52, 10], 18, 0, 100) == [50, 68, 10]
    assert labels.spread([95, 99], 18, 0, 100) == [82, 100]


# Figures


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


@pytest.mark.parametrize("name", ["light", "dark"])
def test_template_is_opaque_readable_and_does_not_catch_the_finger(name):
    layout = theme.template(name).layout
    colours = tokens.palette(name)
    assert layout.paper_bgcolor == layout.plot_bgcolor == colours.background
    assert min(layout.font.size, layout.xaxis.tickfont.size, layout.hoverlabel.font.size) >= 14
    assert layout.dragmode is False and layout.xaxis.fixedrange and layout.yaxis.fixedrange
    assert theme.CONFIG == {"displaylogo": False, "modeBarButtons": [["toImage"]]}


def test_heat_cell_has_colour_shape_and_words():
    assert tiles.heat_cell("28", BETTER) == (
        '<span class="ijb-heat ijb-better" title="Better than usual">'
        '<span class="ijb-mark ijb-down ijb-better" aria-hidden="true"></span>28'
        '<span class="ijb-hidden">, Better than usual</span></span>'
    )
    assert tiles.heat_cell(None, None) == '<span class="ijb-heat ijb-empty">–</span>'
