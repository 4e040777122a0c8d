"""Marks as Plotly draws them."""

from __future__ import annotations

from collections.abc import Sequence

from ijb.charts.status import Mark
from ijb.charts.tokens import Palette

SYMBOLS = {
    "up": "triangle-up",
    "down": "triangle-down",
    "circle": "circle",
    "ring": "circle",
    "diamond": "diamond",
}
SIZES = {"up": 12, "down": 12, "circle": 10, "ring": 10, "diamond": 14}
OWN = Mark("diamond", "own", "")


def marker(marks: Sequence[Mark | None], hollow: Sequence[bool], colours: Palette, circle: int = 10) -> dict:
    """Plotly marker settings, one entry a mark; a mark of None is not drawn.

    Hollow marks are outlined on the page's ground. `circle` is a circle's size in pixels; small ones
    have no edge.
    """
    outlined = [bare or (mark is not None and mark.shape == "ring") for mark, bare in zip(marks, hollow, strict=True)]
    sizes = [_size(mark, max(circle, 8) if bare else circle) for mark, bare in zip(marks, outlined, strict=True)]
    tones = [colours.tone(mark.tone) if mark else colours.background for mark in marks]
    return {
        "symbol": [SYMBOLS[mark.shape] if mark else "circle" for mark in marks],
        "size": sizes,
        "color": [colours.background if bare else tone for tone, bare in zip(tones, outlined, strict=True)],
        "opacity": 1,
        "line": {
            "color": [tone if bare else colours.background for tone, bare in zip(tones, outlined, strict=True)],
            "width": [2 if bare else 1 if size > 5 else 0 for bare, size in zip(outlined, sizes, strict=True)],
        },
    }


def _size(mark: Mark | None, circle: int) -> int:
    if mark is None:
        return 0
    return circle if mark.shape in ("circle", "ring") else SIZES[mark.shape]
