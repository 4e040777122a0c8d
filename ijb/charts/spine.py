"""Where one area stands among the rest, as positioned HTML that follows the column and the theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ijb.charts.axis import held
from ijb.charts.markup import Html, element

FENCES = 3.0  # interquartile ranges beyond the quartiles: further out, one area would flatten the rest


@dataclass(frozen=True)
class Scale:
    """The ends of a spine in the measure's unit, and whether it runs from high on the left."""

    low: float
    high: float
    flipped: bool = False

    def place(self, value: float) -> float:
        """Per cent from the left, held within the ends."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        share = min(max(share, 0.0), 1.0)
        return 100 * (1 - share if self.flipped else share)


def spine(
    values: Mapping[str, float],
    own: str | None,
    scotland: float | None,
    better: str,
    sentence: str,
    peers: Sequence[str] = (),
) -> Html:
    """The spread of all areas on a line: worse left, better right (lower and higher where neither is better).

    `values` is each area's figure by its code. A bar marks the middle half, a tick Scotland, a diamond the area
    `own`, dots its peers. Clipped at Q1 − 3 IQR and Q3 + 3 IQR, with an arrow head where an area lies beyond.
    `sentence` is what is read out.
    """
    known = {code: float(value) for code, value in values.items() if held([value])}
    if not known:
        return element("span", "–", class_="ijb ijb-none", role="img", aria_label=sentence)
    spread = list(known.values())
    scale = spine_scale(spread, scotland, better)
    parts = [element("span", class_="ijb-spine-line"), _middle_half(spread, scale), *_arrows(spread, scale)]
    parts += [_at("ijb-spine-peer", scale.place(known[code])) for code in _dots(known, own, peers)]
    if held([scotland]):
        parts.append(_at("ijb-spine-scotland", scale.place(float(scotland))))
    if own in known:
        parts.append(_at("ijb-spine-own", scale.place(known[own])))
    return element("span", *parts, class_="ijb ijb-spine", role="img", aria_label=sentence)


def spine_scale(values: Sequence[float], scotland: float | None, better: str) -> Scale:
    """The scale of a spine: every value and Scotland, cut at the fences."""
    numbers = held([*values, scotland])
    low, high = min(numbers), max(numbers)
    first, third = np.quantile(held(values), [0.25, 0.75])
    reach = FENCES * (third - first)
    if reach > 0:
        low, high = max(low, first - reach), min(high, third + reach)
    return Scale(float(low), float(high), flipped=better == "lower")


def spine_ends(better: str) -> Html:
    """The words over a column of spines: "worse … better", or "lower … higher" where neither is better."""
    words = ("lower", "higher") if better == "neither" else ("worse", "better")
    return element("span", *[element("span", word) for word in words], class_="ijb ijb-ends")


def strip(values: pd.DataFrame, own: str | None, low_text: str, high_text: str, own_text: str, sentence: str) -> Html:
    """Every area a tick between the lowest and the highest, the area `own` a diamond; `own_text` names it."""
    known = values.dropna(subset=["value"])
    if known.empty:
        return element("span", "–", class_="ijb ijb-none", role="img", aria_label=sentence)
    scale = Scale(float(known["value"].min()), float(known["value"].max()))
    ticks = [_at("ijb-strip-tick", scale.place(value)) for value in known["value"]]
    ticks += [_at("ijb-spine-own", scale.place(value)) for value in known.loc[known["area_code"] == own, "value"]]
    mark = element("span", class_="ijb-mark ijb-diamond ijb-own")
    named = element("span", mark, own_text) if own_text else element("span")
    labels = element("span", element("span", low_text), named, element("span", high_text), class_="ijb-strip-labels")
    track = element("span", *ticks, class_="ijb-strip-track")
    return element("div", track, labels, class_="ijb ijb-strip", role="img", aria_label=sentence)


def board_strips(frame: pd.DataFrame, scotland: tuple[float, str] | None, sentence: str) -> Html:
    """One row a health board area, a dot for each of its members, all on one scale.

    `frame` has board_name, area_code, short_name, value, value_text and own, boards in the order to draw.
    `scotland` is its value and text. The scale runs from the lowest to the highest value, written under it.
    """
    known = frame.dropna(subset=["value"])
    if known.empty:
        return element("p", "No figures.", class_="ijb ijb-note")
    all_values = held([*known["value"], scotland[0] if scotland else None])
    scale = Scale(min(all_values), max(all_values))
    rows = [_board_row(name, rows, scale, scotland) for name, rows in frame.groupby("board_name", sort=False)]
    ends = known.loc[[known["value"].idxmin(), known["value"].idxmax()], "value_text"]
    foot = element(
        "li",
        element("span"),
        element("span", *[element("span", end) for end in ends], class_="ijb-ends"),
        class_="ijb-board-foot",
        aria_hidden="true",
    )
    return element("ul", _scotland_head(scotland, scale), *rows, foot, class_="ijb ijb-boards", aria_label=sentence)


def _board_row(name: str, members: pd.DataFrame, scale: Scale, scotland: tuple[float, str] | None) -> Html:
    marks = [_at("ijb-board-scotland", scale.place(scotland[0]))] if scotland else []
    for member in members.sort_values("own").itertuples():
        if held([member.value]):
            kind = "ijb-spine-own" if member.own else "ijb-board-dot"
            title = f"{member.short_name}: {member.value_text}"
            marks.append(_at(kind, scale.place(member.value), title))
    said = "; ".join(f"{member.short_name} {member.value_text}" for member in members.itertuples())
    track = element("span", *marks, class_="ijb-board-track", role="img", aria_label=said)
    return element("li", element("span", name, class_="ijb-board-name"), track)


def _scotland_head(scotland: tuple[float, str] | None, scale: Scale) -> Html:
    if scotland is None:
        return Html("")
    place = scale.place(scotland[0])
    shift = "0" if place < 20 else "-100%" if place > 80 else "-50%"
    label = element("span", f"Scotland {scotland[1]}", style=f"left:{place:.2f}%;transform:translateX({shift})")
    return element("li", element("span"), element("span", label, class_="ijb-board-head"), aria_hidden="true")


def _middle_half(spread: Sequence[float], scale: Scale) -> Html:
    if len(spread) < 4:
        return Html("")
    ends = sorted(scale.place(value) for value in np.quantile(spread, [0.25, 0.75]))
    return element("span", class_="ijb-spine-half", style=f"left:{ends[0]:.2f}%;width:{ends[1] - ends[0]:.2f}%")


def _arrows(spread: Sequence[float], scale: Scale) -> list[Html]:
    below, above = min(spread) < scale.low, max(spread) > scale.high
    left, right = (above, below) if scale.flipped else (below, above)
    return [
        element("span", class_=f"ijb-spine-arrow ijb-{side}")
        for side, shown in (("left", left), ("right", right))
        if shown
    ]


def _dots(known: Mapping[str, float], own: str | None, peers: Sequence[str]) -> list[str]:
    """The areas drawn as dots: the peers, or all of them where they are too few for quartiles."""
    return [code for code in known if code != own and (len(known) < 4 or code in peers)]


def _at(kind: str, place: float, title: str | None = None) -> Html:
    return element("span", class_=kind, style=f"left:{place:.2f}%", title=title)
