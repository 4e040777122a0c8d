"""A presentation as one HTML file: it opens without a server or a network, runs as in the app, and prints."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ijb.charts.markup import Html, element, join
from ijb.charts.screen.screens import screens
from ijb.charts.screen.text import clean
from ijb.paths import ROOT
from ijb.slides.slide import Slide

SCRIPT, STYLE = ROOT / "ijb" / "show.js", ROOT / "ijb" / "show.css"
START = """
const given = JSON.parse(document.getElementById("ijb-show-data").textContent);
show({ data: given, parentElement: document.body });
"""
OF_A_FILE = "html { color-scheme: light dark; } body { margin: 0; }"
FONTS = "static/static/media"  # where Streamlit, whose pages are set in it, keeps the font


def document(slides: Sequence[Slide], title: str, parked: Sequence[str] = (), built: str = "") -> str:
    """The file: slides, font, style and script in it, and a rule that keeps it from asking anything of anybody.

    parked: the questions there are already; built: the day of the figures ("22 November 2026"), on every screen.
    """
    shown = screens(slides, built)
    title = clean(title)
    data = {"title": title, "built": built, "parked": [clean(each) for each in parked]}
    data["key"] = hashlib.sha256("\n".join([title, *shown]).encode("utf-8")).hexdigest()[:12]
    script = SCRIPT.read_text(encoding="utf-8") + START
    head = element(
        "head",
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">'),
        element("title", title),
        element("style", Html(f"{_font()}{STYLE.read_text(encoding='utf-8')}{OF_A_FILE}")),
    )
    stage = element("div", element("div", join([Html(each) for each in shown]), class_="ijb-show-screens"))
    stage = Html(stage.replace("<div>", '<div class="ijb-show-stage" tabindex="-1">', 1))
    body = element(
        "body",
        element("main", element("h1", title, class_="ijb-show-hidden"), stage, class_="ijb-show"),
        element("script", Html(json.dumps(data).replace("<", "\\u003c")), type="application/json", id="ijb-show-data"),
        element("script", Html(script), type="module"),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en-GB')}\n"


def _policy(script: str) -> str:
    """What the file may do: run this script and no other, and fetch nothing."""
    held = b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; script-src 'sha256-{held}'; style-src 'unsafe-inline'; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _font() -> str:
    """The font of the app's pages as part of a style sheet; '' where it is not found: Arial then serves."""
    found = find_spec("streamlit")
    folder = Path(found.origin).parent / FONTS if found and found.origin else Path()
    for path in sorted(folder.glob("SourceSansVF-Upright.*.woff2")):
        held = b64encode(path.read_bytes()).decode("ascii")
        return (
            '@font-face { font-family: "Source Sans"; font-weight: 200 900; '
            f'src: url("data:font/woff2;base64,{held}") format("woff2"); }}\n'
        )
    return ""
