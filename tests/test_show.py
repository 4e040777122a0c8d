"""The show as a file, its style and its script: whole in itself, the colours those of the tokens, nothing asked."""

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import asdict

from slides_by_hand import BUILT, DECK, a_slide, sentences

from ijb.charts import tokens
from ijb.charts.screen.screens import screens
from ijb.export.show import SCRIPT, STYLE, document

CSS = STYLE.read_text(encoding="utf-8")
JS = SCRIPT.read_text(encoding="utf-8")
PAIR = r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);"


def test_the_style_has_the_colours_of_the_tokens():
    written = {name.replace("-", "_"): (one, two) for name, one, two in re.findall(PAIR, CSS)}
    light, dark = asdict(tokens.LIGHT), asdict(tokens.DARK)
    shades = zip(tokens.PART_SHADES["light"], tokens.PART_SHADES["dark"], strict=True)
    parts = {f"part_{place}": pair for place, pair in enumerate(shades, start=1)}
    assert written == {name: (light[name], dark[name]) for name in light} | parts


def test_the_style_has_no_other_colour_but_the_black_screen_and_no_class_but_its_own():
    rest = re.sub(PAIR, "", CSS)
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", rest)) == {"#000"}
    selectors = re.findall(r"(?:^|\})([^{}@]+)\{", re.sub(r"/\*.*?\*/", "", CSS, flags=re.S))
    used = {name for selector in selectors for name in re.findall(r"\.([A-Za-z][\w-]*)", selector)}
    assert {name for name in used if name != "ijb-show" and not name.startswith("ijb-show-")} == set()


def test_every_class_of_the_screens_and_the_script_has_a_style():
    drawn = {name for html in screens(DECK) for names in re.findall(r'class="([^"]+)"', html) for name in names.split()}
    drawn |= set(re.findall(r'class: "([\w-]+)"', JS))
    without = {"ijb-show-head", "ijb-show-screens", "ijb-show-notes", "ijb-show-hatched", "ijb-show-source"}
    families = ("ijb-show-mark-", "ijb-show-bar-", "ijb-show-line-")
    styled = set(re.findall(r"\.([\w-]+)", CSS))
    assert {name for name in drawn - styled - without if not name.startswith(families)} == set()


def test_neither_style_nor_script_can_end_the_element_that_holds_it_or_asks_for_anything():
    assert "</" not in CSS and "</script" not in JS.lower()
    assert not re.search(r"url\(|@import|https?:", CSS)
    assert not re.search(r"https?:|fetch\(|XMLHttpRequest|import\s*\(|\beval\b", JS)


def test_the_file_is_whole_and_may_run_its_own_script_only():
    html = document(DECK, "Fife: a roundtable", ["Why?"], BUILT)
    assert html.startswith('<!doctype html>\n<html lang="en-GB">')
    assert "<title>Fife: a roundtable</title>" in html
    assert not re.search(r'(?:src|href)="', html)
    assert re.findall(r"url\((?!#)[\"']?(data:font/woff2)?", html.partition("<main")[0]) == ["data:font/woff2"]
    script = re.search(r'<script type="module">(.*?)</script>', html, re.S).group(1)
    held = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; script-src 'sha256-{held}';" in html
    for screen in screens(DECK, BUILT):
        assert screen in html


def test_the_same_slides_give_the_same_bytes_and_other_slides_another_key():
    one, again = (document(DECK, "Fife", (), BUILT) for _ in range(2))
    assert one == again
    other = document([*DECK, a_slide(said=sentences(1))], "Fife", (), BUILT)
    assert data(one)["key"] != data(other)["key"]


def data(html: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="ijb-show-data">(.*?)</script>', html).group(1))


def test_title_and_questions_are_text_whatever_they_hold():
    hostile = "</script><script>alert(1)</script>\x07\ud800"
    html = document(DECK[:1], hostile, [hostile], BUILT)
    html.encode("utf-8")
    assert html.count("<script") == 2
    plain = hostile.replace("\x07\ud800", "")
    assert data(html)["title"] == plain
    assert data(html)["parked"] == [plain]


def test_a_show_of_no_slides_is_a_file_too():
    assert "<main" in document([], "Nothing", (), BUILT)
