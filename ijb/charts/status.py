"""What a mark means: its shape is the figure's direction, its tone good or bad, its words say which."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from ijb.charts.markup import Html, classes, element

Shape = Literal["up", "down", "circle", "ring", "diamond"]
Tone = Literal["better", "worse", "same", "none", "own"]


@dataclass(frozen=True)
class Mark:
    """One mark: shape, tone, and the words that say the same without either; `short` where there is little room."""

    shape: Shape
    tone: Tone
    words: str
    short: str = ""


NOT_TESTED = Mark("ring", "none", "Not tested")
TESTED_LATER = Mark("ring", "none", "Only newer figures are tested")
NO_CLEAR_CHANGE = Mark("circle", "same", "No clear change")
AMONG_THE_REST = Mark("circle", "same", "Among the rest")
NO_CLEAR_DIFFERENCE = Mark("circle", "same", "No clear difference")
YEARLY = ("three yearly rises", "three yearly falls")
# What a level is compared with, by the method that tests it.
LEVEL_WORDS = {
    "far": ("Far higher than the rest", "Far lower than the rest"),
    "funnel": ("Higher than Scotland", "Lower than Scotland"),
    "interval": ("Higher than Scotland", "Lower than Scotland"),
}


def direction_mark(point_type: str | None, better: str, rule: str | None = None) -> Mark:
    """The mark of a figure against its area's own past.

    `point_type` is improvement, concern, neutral high, neutral low, common cause or missing (not tested); a yearly
    `rule` speaks of three years, the rest of what is usual. Raises ValueError for any other, and for improvement or
    concern in a measure without a better end.
    """
    _check_better(better)
    if _missing(point_type):
        return NOT_TESTED
    if point_type == "common cause":
        return NO_CLEAR_CHANGE
    yearly = rule in YEARLY
    if point_type in ("neutral high", "neutral low"):
        high = point_type == "neutral high"
        words = ("Rising" if high else "Falling") if yearly else ("Higher" if high else "Lower")
        return Mark("up" if high else "down", "same", _said(words, yearly))
    if point_type not in ("improvement", "concern") or better == "neither":
        raise ValueError(f"No mark for point type {point_type!r} where better is {better!r}.")
    good = point_type == "improvement"
    shape = "up" if good == (better == "higher") else "down"
    return Mark(shape, "better" if good else "worse", _said("Better" if good else "Worse", yearly))


def _said(word: str, yearly: bool) -> str:
    return f"{word} three years running" if yearly else f"{word} than usual"


def level_mark(level: str | None, better: str, method: str | None = None) -> Mark:
    """The mark of where an area stands among the rest.

    `level` is better, worse, neutral high, neutral low, no clear difference or missing (not tested); `method` is far,
    funnel or interval. Raises ValueError for any other, and for better or worse in a measure without a better end.
    """
    _check_better(better)
    if _missing(level):
        return NOT_TESTED
    if method not in LEVEL_WORDS:
        raise ValueError(f"No mark by method {method!r}: expected one of {', '.join(LEVEL_WORDS)}.")
    if level == "no clear difference":
        return AMONG_THE_REST if method == "far" else NO_CLEAR_DIFFERENCE
    higher, lower = LEVEL_WORDS[method]
    if level in ("neutral high", "neutral low"):
        high = level == "neutral high"
        words = higher if high else lower
        return Mark("up" if high else "down", "same", words, words.partition(" than ")[0])
    if level not in ("better", "worse") or better == "neither":
        raise ValueError(f"No mark for level {level!r} where better is {better!r}.")
    high = (level == "better") == (better == "higher")
    words = higher if high else lower
    return Mark("up" if high else "down", level, f"{words}: {level}", f"{words.partition(' than ')[0]}: {level}")


def shape_html(mark: Mark) -> Html:
    """The shape alone, hidden from screen readers: the words beside it say the same."""
    return element("span", class_=f"ijb-mark ijb-{mark.shape} ijb-{mark.tone}", aria_hidden="true")


def status_html(mark: Mark, short: bool = False) -> Html:
    """Shape and words, as in the status column of a table."""
    words = (mark.short if short else "") or mark.words
    return element("span", shape_html(mark), words, class_=f"ijb ijb-status ijb-{mark.tone}")


def key_html(
    marks: Sequence[Mark],
    own: str | None = None,
    extra: Sequence[tuple[str, str]] = (),
    own_shape: Literal["diamond", "square"] = "diamond",
) -> Html:
    """The key under a chart or map, one entry a mark.

    `own` names the reader's area: a diamond on charts, an outlined square on tile maps (`own_shape`).
    `extra` adds (shape, words), shape being tick, bar, range, dashed, peer, hollow, empty or untested.
    """
    entries = [_entry(shape_html(mark), mark.words, mark.tone) for mark in marks]
    if own:
        entries.append(_entry(_key_shape(own_shape), own, "own-name"))
    entries += [_entry(_key_shape(shape), words, "same") for shape, words in extra]
    return element("ul", *entries, class_="ijb ijb-key", aria_label="Key")


def _entry(shape: Html, words: str, tone: str) -> Html:
    return element("li", shape, words, class_=f"ijb-{tone}")


def _key_shape(shape: str) -> Html:
    tone = "ijb-own" if shape == "diamond" else None
    return element("span", class_=classes("ijb-mark", f"ijb-{shape}", tone), aria_hidden="true")


def _missing(value: object) -> bool:
    return value is None or value == "" or bool(pd.isna(value))


def _check_better(better: str) -> None:
    if better not in ("lower", "higher", "neither"):
        raise ValueError(f"better is {better!r}: expected lower, higher or neither.")
