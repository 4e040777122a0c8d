"""Two changes of every area against each other: dots, zero lines and the names of a few."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from ijb.charts import theme as look
from ijb.charts.axis import held
from ijb.charts.labels import BOLD_CHARACTER, CHARACTER, LINE, linked, note_under
from ijb.charts.marks import marker
from ijb.charts.status import Mark
from ijb.charts.tokens import Palette, palette

HEIGHT, ROOM = 440, 12  # pixels: the figure, and room over the plot for a dot at its top
PHONE, DESKTOP, LEFT, RIGHT = 350, 860, 52, 12  # pixels: the widths that names are placed for, and the margins
HEAD = 46  # characters a line of words, on a phone
FENCE = 3  # interquartile ranges beyond the quartiles, at which the axes end
DOT = 8  # pixels that a dot takes around its middle
NAMED = 5  # areas at most that are named for lying furthest out
FAR, TURNS = (
    (24, 34, 44, 56, 70, 86, 104, 124),
    24,
)  # pixels from a dot to a name that a thin line leads to, and directions
STEPS = 25  # points along such a line, at each of which it must go over nothing
# Plotly links the box behind words that are one link and no more as well: a stop for the Tab key without a name.
NOTHING = "\u200b"
TICKS = {"x": 5, "y": 6}  # at most: words across need more room on a phone
SHAPES = {"right": "triangle-right", "left": "triangle-left", "up": "triangle-up", "down": "triangle-down"}


@dataclass(frozen=True)
class Axis:
    """One axis: its words, what follows its numbers, and its ends."""

    words: str
    suffix: str
    ends: tuple[float, float]

    def share(self, values: object) -> np.ndarray:
        """How far along the axis values lie, 0 to 1; those beyond an end lie at it."""
        return np.clip((np.asarray(values, dtype=float) - self.ends[0]) / (self.ends[1] - self.ends[0]), 0, 1)

    def outside(self, value: float) -> int:
        """−1 or 1 for a value beyond an end, 0 for one within."""
        return int(value > self.ends[1]) - int(value < self.ends[0])


def beyond(frame: pd.DataFrame) -> pd.Series:
    """Whether each row lies beyond the ends of an axis, which are three interquartile ranges from the quartiles."""
    x, y = (_ends(frame[name]) for name in ("x", "y"))
    return (frame["x"] < x[0]) | (frame["x"] > x[1]) | (frame["y"] < y[0]) | (frame["y"] > y[1])


def changes_scatter(frame: pd.DataFrame, across: tuple[str, str], upward: tuple[str, str], theme: str) -> go.Figure:
    """Every row of `frame` at its two changes, with lines at nought and no other.

    frame: name, short_name, x, y, x_text, y_text (with their units), own, peer, scotland, href; no value missing.
    across and upward: the words of an axis and what follows its numbers ("%" or ""). A row beyond the ends of an axis
    is a triangle at its edge; its name, where there is room for one, has its figure.
    """
    colours = palette(theme)
    x = Axis(across[0], across[1], _ends(frame["x"]))
    y = Axis(upward[0], upward[1], _ends(frame["y"]))
    rows = frame.assign(rank=[2 if row.own else 1 if row.scotland else 0 for row in frame.itertuples()])
    rows = rows.sort_values("rank", kind="stable").reset_index(drop=True)
    head, foot = textwrap.wrap(y.words, HEAD), textwrap.wrap(f"{x.words} →", HEAD)
    above, below = len(head) * LINE + ROOM + 10, 34 + len(foot) * LINE
    fig = go.Figure([_dots(rows, x, y, colours), *_peers(rows, x, y, colours)])
    look.apply(fig, theme, HEIGHT + above + below - 80)
    fig.update_layout(margin={"l": LEFT, "r": RIGHT, "t": above, "b": below})
    for set_axis, axis, most in ((fig.update_xaxes, x, TICKS["x"]), (fig.update_yaxes, y, TICKS["y"])):
        set_axis(range=axis.ends, zeroline=True, zerolinewidth=1, automargin=False, **_ticks(axis, most))
    _words_around(fig, head, foot)
    for note in _names(rows, x, y, fig.layout.height - above - below, colours):
        fig.add_annotation(**note)
    return fig


def _ends(values: pd.Series) -> tuple[float, float]:
    """The ends of an axis: all the values within the fences, and nought, with a little room."""
    known = held(values) or [0.0]
    first, third = np.quantile(known, [0.25, 0.75])
    far = FENCE * (third - first)
    kept = [value for value in known if first - far <= value <= third + far] or known
    low, high = min(*kept, 0.0), max(*kept, 0.0)
    room = (high - low) * 0.08 or 1.0
    return low - room, high + room


def _ticks(axis: Axis, most: int) -> dict:
    step = _step(axis.ends[1] - axis.ends[0], most)
    first, last = math.ceil(axis.ends[0] / step), math.floor(axis.ends[1] / step)
    places = [round(step * place, 10) for place in range(first, last + 1)]
    return {"tickvals": places, "ticktext": [f"{_signed(place)}{axis.suffix}" for place in places]}


def _step(size: float, most: int) -> float:
    power = 10.0 ** math.floor(math.log10(size / most))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if size / (power * factor) <= most)


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value):,.10g}"


def _edge(row, x: Axis, y: Axis) -> str:
    """Beyond which edge a row lies; '' for none."""
    side, up = x.outside(row.x), y.outside(row.y)
    return {1: "right", -1: "left"}.get(side) or {1: "up", -1: "down"}.get(up, "")


def _at(rows: pd.DataFrame, x: Axis, y: Axis) -> dict:
    return {"x": rows["x"].clip(*x.ends).tolist(), "y": rows["y"].clip(*y.ends).tolist()}


def _dots(rows: pd.DataFrame, x: Axis, y: Axis, colours: Palette) -> go.Scatter:
    marks = [Mark("diamond", "own", "") if row.own else Mark("circle", "same", "") for row in rows.itertuples()]
    drawn = marker(marks, rows["scotland"].tolist(), colours)
    for place, row in enumerate(rows.itertuples()):
        edge = _edge(row, x, y)
        if edge and not row.own:
            drawn["symbol"][place], drawn["size"][place] = SHAPES[edge], 12
    told = [[f"<b>{escape(row.name)}</b><br>{escape(row.x_text)}<br>{escape(row.y_text)}"] for row in rows.itertuples()]
    return go.Scatter(
        **_at(rows, x, y),
        mode="markers",
        name="areas",
        marker=drawn,
        cliponaxis=False,
        customdata=told,
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _peers(rows: pd.DataFrame, x: Axis, y: Axis, colours: Palette) -> list[go.Scatter]:
    """A dark point inside the dots of those compared with."""
    shown = rows[rows["peer"] & ~rows["own"]]
    dark = {"size": 5, "color": colours.ink, "opacity": 1}
    found = go.Scatter(
        **_at(shown, x, y), mode="markers", name="peers", marker=dark, hoverinfo="skip", cliponaxis=False
    )
    return [found] if len(shown) else []


def _words_around(fig: go.Figure, head: Sequence[str], foot: Sequence[str]) -> None:
    at = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom", "align": "left"}
    fig.add_annotation(
        **at, xshift=-LEFT, yshift=ROOM, text="<br>".join(map(escape, ["↑ " + head[0], *head[1:]])), showarrow=False
    )
    for place, line in enumerate(foot):
        note_under(fig, line, 26 + place * LINE)


def _names(rows: pd.DataFrame, x: Axis, y: Axis, height: float, colours: Palette) -> list[dict]:
    """The own area's name and Scotland's, then those furthest out, each only where it lies over nothing else; for the
    first two a line leads further off."""
    widths = [PHONE - LEFT - RIGHT, DESKTOP - LEFT - RIGHT]
    middles = np.stack([np.column_stack([x.share(rows["x"]) * width, y.share(rows["y"]) * height]) for width in widths])
    taken = np.concatenate([middles - DOT, middles + DOT], axis=2)
    found = []
    for place, must in _wanted(rows, x, y):
        words, bold = _name(rows.loc[place], x, y), bool(rows.loc[place, "own"])
        size = len(words) * (BOLD_CHARACTER if bold else CHARACTER)
        spot, box = _spot(middles[:, place], size, taken, widths, height, must)
        if spot is not None:
            taken = np.concatenate([taken, box[:, None]], axis=1)
            found.append(_note(rows.loc[place], words, spot, size, x, y, colours))
    return found


def _wanted(rows: pd.DataFrame, x: Axis, y: Axis) -> list[tuple[int, bool]]:
    """The places of rows to name and whether they must be, the own first, the furthest out from the middle next."""
    must = [place for place, row in rows.iterrows() if row["own"] or row["scotland"]]
    must = sorted(must, key=lambda place: not rows.loc[place, "own"])
    off = sum(
        ((rows[name] - rows[name].median()) / (axis.ends[1] - axis.ends[0])) ** 2 for name, axis in (("x", x), ("y", y))
    )
    far = [place for place in off.sort_values(ascending=False, kind="stable").index if place not in must]
    return [(place, True) for place in must] + [(place, False) for place in far[:NAMED]]


def _name(row: pd.Series, x: Axis, y: Axis) -> str:
    """The name, with the figure of an axis that it lies beyond."""
    out = [axis for axis, name in ((x, "x"), (y, "y")) if axis.outside(row[name])]
    values = [float(row["x" if axis is x else "y"]) for axis in out]
    figures = [f"{_signed(round(each, int(abs(each) < 10)))}{axis.suffix}" for each, axis in zip(values, out)]
    return " ".join([row["short_name"], *figures])


def _spot(
    middles: np.ndarray, size: float, taken: np.ndarray, widths: Sequence[float], height: float, must: bool
) -> tuple[tuple[float, float] | None, np.ndarray | None]:
    """How far right and up of the dot the middle of its name goes, and the box it takes at each width; nothing where
    there is no room."""
    half = np.array([size / 2, LINE / 2 - 1])
    close = _beside(size)
    for shift in [*close, *(_around(size) if must else ())]:
        box = np.concatenate([middles + shift - half, middles + shift + half], axis=1)
        over = (box[:, None, :2] < taken[:, :, 2:]) & (box[:, None, 2:] > taken[:, :, :2])
        out = (box[:, 0] < 0) | (box[:, 2] > np.array(widths) + RIGHT) | (box[:, 1] < 0) | (box[:, 3] > height)
        free = not over.all(axis=2).any() and not out.any()
        if free and (shift in close or not _crosses(middles, shift, taken)):
            return shift, box
    return None, None


def _crosses(middles: np.ndarray, shift: tuple[float, float], taken: np.ndarray) -> bool:
    """Whether the line from a dot to its name goes over another dot or name."""
    along = np.linspace(0, 1, STEPS)[:, None] * np.array(shift)
    beyond_own = along[np.hypot(*along.T) > 1.5 * DOT]
    points = middles[:, None, None] + beyond_own[None, :, None]
    boxes = taken[:, None]
    return bool(((points > boxes[..., :2]) & (points < boxes[..., 2:])).all(axis=3).any())


def _beside(size: float) -> list[tuple[float, float]]:
    """Where the middle of a name can go close to its dot."""
    shifts = [(size / 2 + 10, 0), (-size / 2 - 10, 0), (0, 18), (0, -18)]
    shifts += [(side * (size / 2 + 4), up) for up in (16, -16, 30, -30) for side in (1, -1)]
    return [*shifts, (0, 32), (0, -32)]


def _around(size: float) -> list[tuple[float, float]]:
    """Where it can go at the end of a line from its dot: in rings, the nearest first."""
    turns = [2 * math.pi * turn / TURNS for turn in range(TURNS)]
    return [(math.cos(turn) * (far + size / 2), math.sin(turn) * far) for far in FAR for turn in turns]


def _note(
    row: pd.Series, words: str, spot: tuple[float, float], size: float, x: Axis, y: Axis, colours: Palette
) -> dict:
    colour = colours.own if row["own"] else colours.ink
    shown = f"<b>{escape(words)}</b>" if row["own"] else escape(words)
    across, up = spot
    note = {
        "x": float(np.clip(row["x"], *x.ends)),
        "y": float(np.clip(row["y"], *y.ends)),
        "text": linked(shown, row["href"], colour) + NOTHING,
        "yanchor": "middle",
    }
    if spot not in _beside(size):
        lead = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": colours.soft, "standoff": 5}
        return note | lead | {"xanchor": "center", "ax": across, "ay": -up}
    side = "center" if not across else "left" if across > 0 else "right"
    shift = across - math.copysign(size / 2, across) if across else 0
    return note | {"xanchor": side, "xshift": shift, "yshift": up, "showarrow": False}
