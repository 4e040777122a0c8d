"""Two shares of each area on one line: a dot for the one, a tick for the other, names that are links."""

from __future__ import annotations

from html import escape

import pandas as pd
import plotly.graph_objects as go

from ijb.charts import theme as look
from ijb.charts.axis import axis_range, held, tick_format
from ijb.charts.labels import linked
from ijb.charts.marks import OWN, marker
from ijb.charts.status import NO_CLEAR_CHANGE
from ijb.charts.tokens import Palette, palette

ROW, AROUND = 22, 66  # pixels a row, and above and below all of them


def two_shares(frame: pd.DataFrame, theme: str, fmt: str) -> go.Figure:
    """A row an area in the order of `frame`, first at the top: a dot at `value`, a tick at `beside`, a line between.

    `frame` has area_code, short_name, value, beside (missing where there is none), value_text, tooltip, own and href;
    the own area is a diamond. `fmt` is the axis's d3 format, which may carry a % after it. From zero.
    """
    colours, rows = palette(theme), frame.reset_index(drop=True)
    fig = go.Figure([_between(rows, colours), _ticks(rows, colours), _dots(rows, colours), _right_hand()])
    look.apply(fig, theme, ROW * len(rows) + AROUND)
    ends = 0.0, axis_range([*rows["value"], *rows["beside"], 0.0])[1]
    fig.update_xaxes(range=ends, nticks=6, zeroline=True, **tick_format(fmt))
    fig.update_yaxes(showgrid=False, zeroline=False)
    down = {"range": [len(rows) - 0.4, -0.6], "tickvals": list(range(len(rows)))}
    names = [_written(row, row.short_name, colours, row.href) for row in rows.itertuples()]
    values = [_written(row, row.value_text, colours) for row in rows.itertuples()]
    # The second axis last: update_yaxes would overwrite it too.
    fig.update_layout(
        yaxis=down | {"ticktext": names, "ticklabelstandoff": 10},
        yaxis2=down | {"ticktext": values, "overlaying": "y", "side": "right", "ticklabelstandoff": 8} | _bare(),
        margin={"l": 0, "r": 0, "t": 12, "b": 44},
    )
    return fig


def _bare() -> dict[str, bool]:
    return {"showgrid": False, "zeroline": False, "automargin": True, "fixedrange": True}


def _between(rows: pd.DataFrame, colours: Palette) -> go.Scatter:
    x: list[float | None] = []
    y: list[int | None] = []
    for place, row in rows.iterrows():
        if len(held([row["value"], row["beside"]])) == 2:
            x += [row["value"], row["beside"], None]
            y += [place, place, None]
    line = {"color": colours.range, "width": 3}
    return go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", cliponaxis=False)


def _ticks(rows: pd.DataFrame, colours: Palette) -> go.Scatter:
    known = rows[rows["beside"].notna()]
    tick = {"symbol": "line-ns", "size": 14, "line": {"color": colours.ink, "width": 2}}
    return go.Scatter(
        x=known["beside"].tolist(),
        y=known.index.tolist(),
        mode="markers",
        marker=tick,
        cliponaxis=False,
        **_said(known),
    )


def _dots(rows: pd.DataFrame, colours: Palette) -> go.Scatter:
    known = rows[rows["value"].notna()]
    marks = [OWN if own else NO_CLEAR_CHANGE for own in known["own"]]
    return go.Scatter(
        x=known["value"].tolist(),
        y=known.index.tolist(),
        mode="markers",
        marker=marker(marks, [False] * len(marks), colours),
        cliponaxis=False,
        **_said(known),
    )


def _said(rows: pd.DataFrame) -> dict:
    """The tooltips of rows, escaped, a line each."""
    texts = [["<br>".join(escape(line) for line in words.split("\n"))] for words in rows["tooltip"]]
    return {"customdata": texts, "hovertemplate": "%{customdata[0]}<extra></extra>"}


def _right_hand() -> go.Scatter:
    """An unseen trace: without one, Plotly draws no second axis."""
    return go.Scatter(x=[None], y=[0], yaxis="y2", hoverinfo="skip")


def _written(row, words: str, colours: Palette, href: str = "") -> str:
    """Words of a row in ink, bold where it is the own area's, and a link where there is an address."""
    shown = f"<b>{escape(words)}</b>" if row.own else escape(words)
    return linked(shown, href, colours.own if row.own else colours.ink)
