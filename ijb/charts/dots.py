"""All areas, ranked: a dot each on its range, names that are links, values down the right-hand side."""

from __future__ import annotations

from html import escape

import pandas as pd
import plotly.graph_objects as go

from ijb.charts import theme as look
from ijb.charts.axis import axis_range, held, tick_format, zero_start
from ijb.charts.labels import linked, note_under
from ijb.charts.marks import OWN, marker
from ijb.charts.status import NOT_TESTED, Mark
from ijb.charts.tokens import Palette, palette

ROW, AROUND = 22, 86  # pixels a row, and above and below all of them


def starts_at_zero(frame: pd.DataFrame) -> bool:
    """Whether the axis of `ranked_dots` starts at zero: none negative, the least at most 0.6 of the most."""
    return zero_start(_all_values(frame))


def ranked_dots(
    frame: pd.DataFrame,
    scotland: tuple[float, str] | None,
    better_words: str,
    unit: str,
    range_words: str,
    theme: str,
    fmt: str,
) -> go.Figure:
    """The ranked dots, first row of `frame` at the top, rows without a figure last with their reason.

    `frame` has area_code, short_name, name, value, value_text (the reason where value is missing), low, high,
    low_text, high_text, mark, own, href and peer. `better_words` stands under the axis as given.
    `fmt` is the axis's d3 format, which may carry a £ before or a % after it.
    """
    colours = palette(theme)
    rows = pd.concat([frame[frame["value"].notna()], frame[frame["value"].isna()]]).reset_index(drop=True)
    fig = go.Figure([_ranges(rows, colours), _dots(rows, unit, range_words, colours), _right_hand(rows)])
    look.apply(fig, theme, ROW * len(rows) + AROUND)
    ends = axis_range([*_all_values(rows), scotland[0] if scotland else None])
    _axes(fig, rows, ends, fmt, colours)
    if scotland and held([scotland[0]]):
        _scotland_line(fig, scotland, ends, int(rows["value"].notna().sum()), colours)
    _words(fig, rows, better_words, colours)
    return fig


def _ranges(rows: pd.DataFrame, colours: Palette) -> go.Scatter:
    x: list[float | None] = []
    y: list[int | None] = []
    for place, row in rows.iterrows():
        if len(held([row["value"], row["low"], row["high"]])) == 3:
            x += [row["low"], row["high"], None]
            y += [place, place, None]
    line = {"color": colours.range, "width": 3}
    return go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", cliponaxis=False)


def _dots(rows: pd.DataFrame, unit: str, range_words: str, colours: Palette) -> go.Scatter:
    known = rows[rows["value"].notna()]
    marks = [OWN if row.own else row.mark if isinstance(row.mark, Mark) else NOT_TESTED for row in known.itertuples()]
    return go.Scatter(
        x=known["value"].tolist(),
        y=known.index.tolist(),
        mode="markers",
        marker=marker(marks, [False] * len(marks), colours),
        cliponaxis=False,
        customdata=[[_tooltip(row, unit, range_words)] for row in known.itertuples()],
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _right_hand(rows: pd.DataFrame) -> go.Scatter:
    """An unseen trace: without one, Plotly draws no second axis."""
    return go.Scatter(x=[None], y=[0], yaxis="y2", hoverinfo="skip")


def _tooltip(row, unit: str, range_words: str) -> str:
    lines = [f"<b>{escape(row.name)}</b>", escape(with_unit(row.value_text, unit))]
    if len(held([row.low, row.high])) == 2:
        lines.append(escape(f"{range_words}: {row.low_text}–{row.high_text}"))
    if isinstance(row.mark, Mark):
        lines.append(escape(row.mark.words))
    return "<br>".join(lines)


def with_unit(value_text: str, unit: str) -> str:
    """A figure and its unit, a % never said twice."""
    rest = unit[1:].strip() if unit.startswith("%") and value_text.endswith("%") else unit
    return f"{value_text} {rest}".strip()


def _axes(fig: go.Figure, rows: pd.DataFrame, ends: tuple[float, float], fmt: str, colours: Palette) -> None:
    places = list(range(len(rows)))
    down = [len(rows) - 0.4, -0.6]
    fig.update_xaxes(range=ends, nticks=6, zeroline=ends[0] <= 0, **tick_format(fmt))
    fig.update_yaxes(showgrid=False, zeroline=False)
    names = [_name(row, colours) for row in rows.itertuples()]
    fig.update_layout(yaxis={"range": down, "tickvals": places, "ticktext": names, "ticklabelstandoff": 10})
    # Last: update_yaxes would overwrite the second axis too.
    values = [_value(row, colours) for row in rows.itertuples()]
    fig.update_layout(
        yaxis2={
            "overlaying": "y",
            "side": "right",
            "range": down,
            "tickvals": places,
            "ticktext": values,
            "showgrid": False,
            "zeroline": False,
            "automargin": True,
            "fixedrange": True,
            "ticklabelstandoff": 8,
        },
        margin={"l": 0, "r": 0, "t": 28, "b": 58},
    )


def _name(row, colours: Palette) -> str:
    """The name as a link, a dot before a peer's."""
    words = escape(("• " if row.peer and not row.own else "") + row.short_name)
    words = f"<b>{words}</b>" if row.own else words
    colour = colours.own if row.own else colours.ink
    return linked(words, row.href, colour)


def _value(row, colours: Palette) -> str:
    if pd.isna(row.value):
        return ""
    words = escape(row.value_text)
    words = f"<b>{words}</b>" if row.own else words
    return f'<span style="color:{colours.own if row.own else colours.ink}">{words}</span>'


def _scotland_line(
    fig: go.Figure, scotland: tuple[float, str], ends: tuple[float, float], count: int, colours: Palette
) -> None:
    """Down past the `count` rows with a figure, so that it does not cross the reasons of the others."""
    value, words = scotland
    share = (value - ends[0]) / (ends[1] - ends[0])
    anchor = "left" if share < 0.15 else "right" if share > 0.85 else "center"
    fig.add_shape(
        type="line",
        x0=value,
        x1=value,
        y0=-0.6,
        y1=count - 0.4,
        layer="below",
        line={"color": colours.same, "width": 1.5, "dash": "4px,3px"},
    )
    fig.add_annotation(
        x=value,
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor=anchor,
        text=f"Scotland {escape(words)}",
        font={"color": colours.ink, "size": 14},
        showarrow=False,
    )


def _words(fig: go.Figure, rows: pd.DataFrame, better_words: str, colours: Palette) -> None:
    """The direction under the axis, and each missing figure's reason in its row."""
    note_under(fig, better_words, 32)
    for place, row in rows[rows["value"].isna()].iterrows():
        reason = row["value_text"] if isinstance(row["value_text"], str) and row["value_text"] else "no figure"
        fig.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            xshift=6,
            y=place,
            yanchor="middle",
            text=escape(reason),
            showarrow=False,
            bgcolor=colours.background,
            borderpad=0,
        )


def _all_values(frame: pd.DataFrame) -> list[float]:
    known = frame[frame["value"].notna()]
    return held([*known["value"], *known["low"], *known["high"]])
