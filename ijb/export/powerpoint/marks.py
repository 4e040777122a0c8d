"""The marks of a rule that has fired: the triangle is the direction of the figure, its colour good or bad."""

from __future__ import annotations

from ijb.slides.slide import Tone

UP, DOWN, OWN = "▲", "▼", "◆"
ON_A_RULE = ("better", "worse")
FEWER = "↓"  # how the words of a measure start where fewer is better


def glyph(tone: Tone, direction: str) -> str:
    """The triangle of a figure that is better or worse, by which way is better: fewer and better is low."""
    few = direction.startswith(FEWER) or any(word in direction for word in ("fewer", "lower", "less", "shorter"))
    return DOWN if few == (tone == "better") else UP
