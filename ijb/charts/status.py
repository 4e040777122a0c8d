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
    """One mark: shape, tone, and the words that say the same without either."""

    shape: Shape
    tone: Tone
    words: str


NOT_TESTED = Mark("ring", "none", "Not tested")
NO_CLEAR_CHANGE = Mark("circle", "same", "No clear change")
AMONG_THE_REST = Mark("circle", "same", "Among the rest")


def direction_mark(point_type: str | None, better: str) -> Mark:
    """The mark of a figure against its area's own past.

    `point_type` is improvement, concern, neutral high, neutral low, common cause or missing (not tested).
    Raises ValueError for any other, and for improvement or concern in a measure without a better end.
    """
    _check_better(better)
    if _missing(point_type):
        return NOT_TESTED
    if point_type == "common cause":
        return NO_CLEAR_CHANGE
    if point_type in ("neutral high", "neutral low"):
        high = point_type == "neutral high"
        return Mark("up" if high else "down", "same", "Higher than usual" if high else "Lower than usual")
    if point_type not in ("improvement", "concern") or better == "neither":
        raise ValueError(f"No mark for point type {point_type!r} where better is {better!r}.")
    good = point_type == "improvement"
    shape = "up" if good == (better == "higher") else "down"
    return Mark(shape, "better" if good else "worse", "Better than usual" if good else "Worse than usual")


def level_mark(level: str | None, better: str) -> Mark:
    """The mark of where an area stands among the rest.

    `level` is far higher, far lower, among or missing (not tested). Raises ValueError for any other.
    """
    _check_better(better)
    if _missing(level):
        return NOT_TESTED
    if level == "among":
        return AMONG_THE_REST
    if level not in ("far higher", "far lower"):
        raise ValueError(f"No mark for level {level!r}: expected far higher, far lower, among or None.")
    high = level == "far higher"
    tone = "same" if better == "neither" else "better" if high == (better == "higher") else "worse"
    return Mark("up" if high else "down", tone, f"Far {'higher' if high else 'lower'} than the rest")


def shape_html(mark: Mark) -> Html:
    """The shape alone, hidden from screen readers: the words beside it say the same."""
    return element("span", class_=f"ijb-mark ijb-{mark.shape} ijb-{mark.tone}", aria_hidden="true")


def status_html(mark: Mark) -> Html:
    """Shape and words, as in the status column of a table."""
    return element("span", shape_html(mark), mark.words, class_=f"ijb ijb-status ijb-{mark.tone}")


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
