"""Areas against their size: a dot each between the limits that chance, and chance with over-dispersion, would set."""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from ijb.charts import theme as look
from ijb.charts.axis import axis_range, held, plain_number, tick_format
from ijb.charts.dots import with_unit
from ijb.charts.labels import BOLD_CHARACTER, CHARACTER, LINE, EndLabel, ends_width, label_ends, linked, note_under
from ijb.charts.marks import OWN, marker
from ijb.charts.status import NOT_TESTED, Mark
from ijb.charts.tokens import Palette, palette

HEIGHT, BELOW = 420, 58  # pixels: the figure, and what ticks and words under it take
PHONE, DESKTOP, LEFT = 350, 860, 42  # pixels: the widths that words are placed for, and what the axis's figures take
HEAD = 46  # characters a line of the words above, on a phone
ZERO_SHARE = 0.2  # the least value over the most, at which the axis of values starts at zero
MANY_FOLD = 8  # how many times the least denominator the most must be for a logarithmic axis
DOT, ROOM = 7, 26  # pixels: what a dot takes around its middle, and room over the plot for the name of one at its top
SAID = {"upper_998": "99.8%", "lower_998": "99.8%", "upper_95": "95%", "lower_95": "95%"}
SAID_PLAIN = {f"plain_{name}": f"plain {words}" for name, words in SAID.items()}

Centre = tuple[float, str] | None
Spot = tuple[float, float, float, float]


@dataclass(frozen=True)
class Ground:
    """Where things fall: the ends of both axes (of x in powers of ten where `log`) and the plot's size in pixels."""

    x: tuple[float, float]
    y: tuple[float, float]
    log: bool
    widths: tuple[float, float]
    height: float

    def on_axis(self, denominators: object) -> np.ndarray:
        """Denominators in the units of the axis."""
        numbers = np.asarray(denominators, dtype=float)
        return np.log10(numbers) if self.log else numbers

    def pixels(self, denominators: object, values: object) -> np.ndarray:
        """Places from the bottom left, at each of the widths: widths × points × 2."""
        share = (self.on_axis(denominators) - self.x[0]) / (self.x[1] - self.x[0])
        up = (np.asarray(values, dtype=float) - self.y[0]) / (self.y[1] - self.y[0]) * self.height
        return np.stack([np.column_stack([share * width, up]) for width in self.widths])

    def edges(self) -> np.ndarray:
        """All that lies outside the plot, as boxes: widths × 4 × 4; words may stand out at the top."""
        far, up = 1e6, self.height + ROOM
        above, under = [-far, up, far, far], [-far, -far, far, 0]
        return np.array([[above, under, [-far, -far, 0, far], [width, -far, far, far]] for width in self.widths])


@dataclass(frozen=True)
class Words:
    """Words to be put at one of `spots`: denominator, value, and pixels right and up of there to their middle."""

    text: str
    width: float
    spots: list[Spot]
    must: bool = False


def funnel_plot(
    frame: pd.DataFrame,
    curves: pd.DataFrame,
    centre: Centre,
    unit: str,
    denominator_words: str,
    better_words: str,
    theme: str,
    fmt: str,
) -> go.Figure:
    """Each area's figure against its denominator, with the limits for an area of that size.

    `frame` has area_code, short_name, name, value, denominator, value_text, denominator_text, mark (Mark or
    None), own, peer and href; a row without a value or a denominator is not drawn but counted under the axis.
    `curves` has denominator, rising, lower_95, upper_95, lower_998, upper_998 and the same with plain_ before, in
    the unit of value. `centre`, Scotland: value and text. `better_words` and `fmt` are as in `lines.trend`.
    """
    colours, rows, curves = palette(theme), _drawable(frame), _known_curves(curves)
    centre = centre if centre and held([centre[0]]) else None
    head = [line for line in [*textwrap.wrap(_capital(unit), HEAD), better_words] if line]
    above = len(head) * LINE + ROOM + 7
    values = held([*rows["value"], *curves.iloc[:, 1:].to_numpy().ravel(), centre[0] if centre else None])
    low, high = axis_range(values, ZERO_SHARE)
    y = low, min(high, 100.0) if fmt.endswith("%") else high
    ends = _end_labels(curves, centre, y, HEIGHT - above - BELOW, colours)
    ground = _ground(rows, curves, y, HEIGHT - above - BELOW, ends_width(ends))
    fig = go.Figure([*_lines(curves, centre, ground, colours), _dots(rows, unit, denominator_words, colours)])
    look.apply(fig, theme, HEIGHT).update_layout(margin={"l": 0, "r": ends_width(ends), "t": above, "b": BELOW})
    fig.update_xaxes(**_across(ground))
    fig.update_yaxes(range=y, nticks=6, zeroline=y[0] == 0, **tick_format(fmt))
    label_ends(fig, ends, y, ground.height)
    wanted = [*_names(rows, colours), *_plain_words(curves, ends, colours)]
    for words, spot in _placed(wanted, rows, curves, ground):
        fig.add_annotation(**_beside(words, spot, ground, colours))
    _words_around(fig, head, denominator_words, len(frame) - len(rows), ground.log)
    return fig


def _drawable(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that have a place, those that matter most last, on top; `before` is the dot before a peer's name."""
    rows = frame[frame["value"].notna() & frame["denominator"].gt(0)]
    weight = [2 if row.own else 1 if _fired(row.mark) else 0 for row in rows.itertuples()]
    before = ["• " if row.peer and not row.own else "" for row in rows.itertuples()]
    return rows.assign(before=before).iloc[np.argsort(weight, kind="stable")]


def _known_curves(curves: pd.DataFrame) -> pd.DataFrame:
    """The curves where there are limits; without the plain ones where over-dispersion adds nothing to them."""
    known = curves[["denominator", *SAID, *SAID_PLAIN]].dropna()
    same = np.allclose(known[list(SAID)], known[list(SAID_PLAIN)])
    return known.drop(columns=list(SAID_PLAIN)) if same else known


def _fired(mark: object) -> bool:
    return isinstance(mark, Mark) and mark.shape in ("up", "down")


def _ground(rows: pd.DataFrame, curves: pd.DataFrame, y: tuple[float, float], height: float, right: float) -> Ground:
    known = held([*rows["denominator"], *curves["denominator"]]) or [1.0, 10.0]
    log = min(known) > 0 and rows["denominator"].max() > MANY_FOLD * rows["denominator"].min()
    low, high = (math.log10(end) if log else end for end in (min(known), max(known)))
    x = (low, high) if high > low else (low * 0.9, high * 1.1)
    return Ground(x, y, log, (PHONE - LEFT - right, DESKTOP - LEFT - right), height)


def _across(ground: Ground) -> dict:
    """Plotly's settings of the axis across, its ticks few enough for a phone."""
    axis = {"ticks": "outside", "ticklen": 4, "tickwidth": 1, "showgrid": False, "zeroline": False, "range": ground.x}
    if not ground.log:
        return axis | {"nticks": 5, "tickformat": ","}
    places = _log_ticks(ground)
    return axis | {"type": "log", "tickvals": places, "ticktext": [plain_number(place) for place in places]}


def _log_ticks(ground: Ground) -> list[float]:
    """Round numbers in each power of ten, as many as keep apart on a phone."""
    powers = range(math.floor(ground.x[0]), math.ceil(ground.x[1]) + 1)
    for steps in ((1, 2, 5), (1, 3), (1,)):
        places = [step * 10.0**power for power in powers for step in steps]
        places = [place for place in places if ground.x[0] <= math.log10(place) <= ground.x[1]]
        gaps = np.diff(ground.pixels(places, [0] * len(places))[0, :, 0])
        if (gaps > [CHARACTER * len(plain_number(place)) + 8 for place in places[1:]]).all():
            break
    return places


def _lines(curves: pd.DataFrame, centre: Centre, ground: Ground, colours: Palette) -> list[go.Scatter]:
    """The limits, plain ones thin and dashed under the others, and Scotland's line."""
    lines = {name: {"color": colours.range, "width": 1, "dash": "3px,3px"} for name in SAID_PLAIN}
    lines |= {name: {"color": colours.same if "998" in name else colours.range, "width": 1.5} for name in SAID}
    x = curves["denominator"].tolist()
    drawn = [(x, curves[name].tolist(), name, line) for name, line in lines.items() if x and name in curves]
    if centre:
        ends = [10**end for end in ground.x] if ground.log else list(ground.x)
        drawn.append((ends, [centre[0]] * 2, "Scotland", {"color": colours.same, "width": 1.5, "dash": "8px,4px"}))
    return [
        go.Scatter(x=x, y=y, mode="lines", name=name, line=line | {"simplify": False}, hoverinfo="skip")
        for x, y, name, line in drawn
    ]


def _dots(rows: pd.DataFrame, unit: str, denominator_words: str, colours: Palette) -> go.Scatter:
    marks = [OWN if row.own else row.mark if isinstance(row.mark, Mark) else NOT_TESTED for row in rows.itertuples()]
    return go.Scatter(
        x=rows["denominator"].tolist(),
        y=rows["value"].tolist(),
        mode="markers",
        name="areas",
        marker=marker(marks, [False] * len(marks), colours),
        cliponaxis=False,
        customdata=[[_tooltip(row, unit, denominator_words)] for row in rows.itertuples()],
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _tooltip(row, unit: str, denominator_words: str) -> str:
    said = [with_unit(row.value_text, unit), f"{row.denominator_text} {denominator_words}"]
    said += [row.mark.words] if isinstance(row.mark, Mark) else []
    return "<br>".join([f"<b>{escape(row.before + row.name)}</b>", *map(escape, said)])


def _end_labels(
    curves: pd.DataFrame, centre: Centre, y: tuple[float, float], height: float, colours: Palette
) -> list[EndLabel]:
    """Scotland over two lines, then each limit that still has a line's room at its end."""
    per_pixel, labels = (y[1] - y[0]) / height, []
    if centre:
        for words, up in (("Scotland", LINE / 2), (centre[1], -LINE / 2)):
            labels.append(EndLabel(centre[0] + up * per_pixel, escape(words), colours.ink))
    for name, words in [*SAID.items(), *list(SAID_PLAIN.items())[:2]]:
        at = curves[name].iloc[-1] if name in curves and len(curves) else None
        if at is not None and all(abs(at - label.value) >= (LINE - 3) * per_pixel for label in labels):
            labels.append(EndLabel(float(at), words, colours.soft))
    return labels


def _names(rows: pd.DataFrame, colours: Palette) -> list[Words]:
    """The own area's name in bold and those of areas with a rule fired, all links."""
    named = []
    for row in rows[::-1].itertuples():
        if row.own or _fired(row.mark):
            words, colour = row.before + row.short_name, colours.own if row.own else colours.ink
            shown = f"<b>{escape(words)}</b>" if row.own else escape(words)
            width = len(words) * (BOLD_CHARACTER if row.own else CHARACTER)
            named.append(Words(linked(shown, row.href, colour), width, _spots(row, width / 2), row.own))
    return named


def _spots(row, half: float) -> list[Spot]:
    """Where an area's name may go, best first: beside its dot, above or under it, or further off on a leader."""
    shifts = [(half + 9, 0), (-half - 9, 0), (0, 17), (0, -17)]
    shifts += [(across, up) for up in (17, -17) for across in (half + 2, -half - 2)]
    shifts += [(half * part, up) for up in (32, -32, 48, -48, 64, -64, 80, -80) for part in (0, 1, -1, 2, -2, 3, -3)]
    return [(row.denominator, row.value, *shift) for shift in shifts]


def _plain_words(curves: pd.DataFrame, ends: list[EndLabel], colours: Palette) -> list[Words]:
    """What the plain limits are, said along one of them where there was no room at their ends."""
    words = SAID_PLAIN["plain_upper_998"]
    if "plain_upper_998" not in curves or words in [end.words for end in ends]:
        return []
    places = [curves.iloc[int(share * len(curves))] for share in (0.17, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65)]
    sides = [("plain_upper_998", 12), ("plain_lower_998", -12)]
    spots = [(place["denominator"], place[name], 0, up) for place in places for name, up in sides]
    return [Words(f'<span style="color:{colours.soft}">{words}</span>', len(words) * CHARACTER, spots)]


def _placed(wanted: list[Words], rows: pd.DataFrame, curves: pd.DataFrame, ground: Ground) -> list[tuple[Words, Spot]]:
    """The words and their spots, clear of dots and of one another at both widths, across as few lines as can be."""
    dots = _boxes(ground.pixels(rows["denominator"], rows["value"]), DOT)
    taken, placed = np.concatenate([dots, ground.edges()], axis=1), []
    lines = [_boxes(ground.pixels(curves["denominator"], curves[name]), 0) for name in curves.columns[1:]]
    for words in wanted:
        prints = [_footprint(words, spot, ground) for spot in words.spots]
        hits = np.array([_over(boxes, taken).sum() for boxes in prints])
        crossed = np.array([sum(_over(boxes[:, :1], line).any() for line in lines) for boxes in prints])
        best = int(np.argmin(hits * 100 + crossed * 0.5 + np.arange(len(prints)) * 0.3))
        if words.must or not hits[best]:
            placed.append((words, words.spots[best]))
            taken = np.concatenate([taken, prints[best]], axis=1)
    return placed


def _boxes(middles: np.ndarray, half: object) -> np.ndarray:
    """Left, bottom, right and top around points: widths × points × 4."""
    return np.concatenate([middles - half, middles + half], axis=2)


def _footprint(words: Words, spot: Spot, ground: Ground) -> np.ndarray:
    """The box of the words, and small ones along their leader if they have one, from clear of its own dot."""
    dot, shift = ground.pixels([spot[0]], [spot[1]]), np.array(spot[2:])
    box = _boxes(dot + shift, np.array([words.width, LINE]) / 2)
    if abs(spot[3]) <= LINE:
        return box
    along = np.linspace(12 / np.hypot(*shift), 1 - LINE / 2 / abs(spot[3]), 8)[:, None]
    return np.concatenate([box, _boxes(dot + shift * along, 2)], axis=1)


def _over(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Which of the boxes lie over which of the others, at each width."""
    one, other = boxes[:, :, None], others[:, None]
    return ((one[..., :2] < other[..., 2:]) & (one[..., 2:] > other[..., :2])).all(axis=-1)


def _beside(words: Words, spot: Spot, ground: Ground, colours: Palette) -> dict:
    """The words as an annotation: at the dot's side, over or under it, or at the end of a leader."""
    across, up = spot[2:]
    note = {"x": float(ground.on_axis(spot[0])), "y": spot[1], "text": words.text, "bgcolor": colours.background}
    note |= {"borderpad": 0, "yanchor": "middle"}
    if abs(up) > LINE:
        leader = {"arrowhead": 0, "arrowwidth": 1, "arrowcolor": colours.soft, "standoff": DOT}
        return note | leader | {"showarrow": True, "xanchor": "center", "ax": across, "ay": -up}
    side = "center" if not across else "left" if across > 0 else "right"
    shift = across - math.copysign(words.width / 2, across) if across else 0
    return note | {"showarrow": False, "xanchor": side, "xshift": shift, "yshift": up}


def _words_around(fig: go.Figure, head: list[str], denominator_words: str, missing: int, log: bool) -> None:
    """What runs up, over its axis; what runs across, under its own, with how many areas are not drawn."""
    at = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom", "align": "left"}
    fig.add_annotation(**at, yshift=ROOM + 3, text="<br>".join(map(escape, head)), showarrow=False)
    across = f"{_capital(denominator_words)}{', log scale' if log else ''} →"
    note_under(fig, across + (f" · {missing} without a figure" if missing else ""), 32)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
