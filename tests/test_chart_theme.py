"""Light and dark: colours that can be read, the style sheet that holds the same, Plotly's template."""

import re
from dataclasses import asdict

import pytest

from ijb.charts import theme, tokens
from ijb.paths import ROOT

CSS = (ROOT / "ijb" / "look.css").read_text(encoding="utf-8")


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


@pytest.mark.parametrize("name", ["light", "dark"])
def test_template_is_opaque_readable_and_does_not_catch_the_finger(name):
    layout = theme.template(name).layout
    colours = tokens.palette(name)
    assert layout.paper_bgcolor == layout.plot_bgcolor == colours.background
    assert min(layout.font.size, layout.xaxis.tickfont.size, layout.hoverlabel.font.size) >= 14
    assert layout.dragmode is False and layout.xaxis.fixedrange and layout.yaxis.fixedrange
    assert theme.CONFIG == {"displaylogo": False, "modeBarButtons": [["toImage"]]}
