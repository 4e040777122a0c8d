"""What a trend is made of: the own line with its points, the comparison lines, the limits behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TypedDict

import pandas as pd
import plotly.graph_objects as go

from ijb.charts.axis import dates, held, iso
from ijb.charts.dots import with_unit
from ijb.charts.labels import EndLabel
from ijb.charts.marks import marker
from ijb.charts.status import NO_CLEAR_CHANGE, Mark
from ijb.charts.tokens import Palette

HOLLOW = {"estimated", "provisional", "partial", "doubted"}
DASHES = {"6px,3px": "– –", "2px,3px": "· ·", "8px,3px,2px,3px": "– ·", "14px,4px": "— —"}
LIMIT_WORDS = {"upper": "upper", "centre": "mean", "lower": "lower"}
CROWDED = 48  # points, beyond which a plain point is only a dot on the line


class Limits(TypedDict, total=False):
    """XmR limits from `start` to `end`; one that is not drawn is None."""

    centre: float
    lower: float | None
    upper: float | None
    centre_text: str
    lower_text: str
    upper_text: str
    start: object
    end: object


def with_gaps(frame: pd.DataFrame, breaks: Sequence[tuple[object, str]] = ()) -> pd.DataFrame:
    """`frame` in order of period_start, with an empty row wherever the line must not be drawn across.

    That is where a period has no row (a step over 1.6 times the usual one) and where a break falls.
    """
    ordered = frame.assign(period_start=dates(frame["period_start"])).sort_values("period_start")
    starts = ordered["period_start"].tolist()
    steps = [later - earlier for earlier, later in zip(starts, starts[1:], strict=False)]
    usual = sorted(steps)[len(steps) // 2] if steps else pd.Timedelta(0)
    cuts = dates(at for at, _ in breaks)
    between = [
        earlier + (later - earlier) / 2
        for earlier, later in zip(starts, starts[1:], strict=False)
        if later - earlier > 1.6 * usual or any(earlier < cut <= later for cut in cuts)
    ]
    if not between:
        return ordered.reset_index(drop=True)
    empty = pd.DataFrame({"period_start": between, "value": [float("nan")] * len(between)})
    return pd.concat([ordered, empty]).sort_values("period_start").reset_index(drop=True)


def draw_limits(fig: go.Figure, limits: Limits | None, ends: tuple[float, float], colours: Palette) -> list[EndLabel]:
    """The band between the limits, dashed edges, and the mean; returns their labels."""
    if not limits:
        return []
    across = {"x0": iso(limits["start"]), "x1": iso(limits["end"]), "layer": "below"}
    known = {key: limits[key] for key in ("upper", "centre", "lower") if held([limits.get(key)])}
    low, high = known.get("lower", ends[0]), known.get("upper", ends[1])
    fig.add_shape(type="rect", **across, y0=low, y1=high, fillcolor=colours.band, line_width=0)
    for key, value in known.items():
        middle = key == "centre"
        line = {
            "color": colours.same,
            "width": 1.5 if middle else 1,
            "dash": "solid" if middle else "4px,3px",
        }
        fig.add_shape(type="line", **across, y0=value, y1=value, line=line)
    return [
        EndLabel(value, f"{LIMIT_WORDS[key]} {escape(limits.get(f'{key}_text') or '')}".strip(), colours.soft)
        for key, value in known.items()
    ]


def draw_others(
    fig: go.Figure, others: Mapping[str, pd.DataFrame], breaks: Sequence, unit: str, colours: Palette
) -> list[EndLabel]:
    """Comparison lines, told apart by their dashes and by a label at the end of each."""
    labels = []
    for place, (name, frame) in enumerate(others.items()):
        rows = with_gaps(frame, breaks)
        dash, sign = list(DASHES.items())[place % len(DASHES)]
        fig.add_scatter(
            x=[iso(start) for start in rows["period_start"]],
            y=rows["value"].tolist(),
            mode="lines",
            name=name,
            line={"color": colours.same, "width": 1.5, "dash": dash},
            customdata=[[_tooltip(row, name, unit)] for row in rows.to_dict("records")],
            hovertemplate="%{customdata[0]}<extra></extra>",
        )
        known = held(rows["value"])
        if known:
            named = f"{sign} {name}" if len(others) > 1 else name
            labels.append(EndLabel(known[-1], escape(named), colours.soft))
    return labels


def draw_own(
    fig: go.Figure,
    frame: pd.DataFrame,
    breaks: Sequence,
    unit: str,
    title: str,
    others: Mapping[str, pd.DataFrame],
    colours: Palette,
) -> list[EndLabel]:
    """The own line and its points, the last figure in bold; named at its end where there are other lines."""
    rows, among = with_gaps(frame, breaks), bool(others)
    records = rows.to_dict("records")
    fig.add_scatter(
        x=[iso(start) for start in rows["period_start"]],
        y=rows["value"].tolist(),
        mode="lines+markers",
        name=title,
        line={"color": colours.own if among else colours.same, "width": 2.5 if among else 1.5},
        cliponaxis=False,
        marker=_points(records, len(frame), colours),
        customdata=[[_tooltip(row, title, unit)] for row in records],
        hovertemplate="%{customdata[0]}<extra></extra>",
    )
    known = rows[rows["value"].notna()]
    if known.empty:
        return []
    _last_figure(fig, known, others, colours)
    return [EndLabel(known["value"].iloc[-1], f"<b>{escape(title)}</b>", colours.own)] if among and title else []


def _points(records: Sequence[dict], count: int, colours: Palette) -> dict:
    hollow = [row.get("status") in HOLLOW for row in records]
    return marker([_point_mark(row) for row in records], hollow, colours, 8 if count <= CROWDED else 4)


def _last_figure(fig: go.Figure, known: pd.DataFrame, others: Mapping[str, pd.DataFrame], colours: Palette) -> None:
    last, below = known.iloc[-1], _label_below(known, others)
    fig.add_annotation(
        x=iso(last["period_start"]),
        y=last["value"],
        yshift=-16 if below else 16,
        xanchor="right",
        xshift=12,
        text=f"<b>{escape(str(last['value_text']))}</b>",
        font={"color": colours.own},
        showarrow=False,
    )


def _label_below(known: pd.DataFrame, others: Mapping[str, pd.DataFrame]) -> bool:
    """Whether the last figure goes under its point: away from the own line, which comes in under the words from the
    left, or, for a single point, away from the nearest other line."""
    last = known["value"].iloc[-1]
    if len(known) > 1:
        return bool(known["value"].iloc[-2] > last)
    rivals = [values[-1] for values in (held(other["value"]) for other in others.values()) if values]
    return bool(rivals) and min(rivals, key=lambda value: abs(value - last)) > last


def _point_mark(row: dict) -> Mark | None:
    """A point's mark; one without a rule is a plain dot, so that a hollow one always means estimated."""
    if not held([row["value"]]):
        return None
    mark = row.get("mark")
    return mark if isinstance(mark, Mark) and mark.shape != "ring" else NO_CLEAR_CHANGE


def _tooltip(row: dict, name: str, unit: str) -> str:
    if not held([row["value"]]):
        return ""
    heading = ", ".join(part for part in (name, str(row["period_label"])) if part)
    lines = [f"<b>{escape(heading)}</b>", escape(with_unit(str(row["value_text"]), unit))]
    rule = row.get("rule")
    if isinstance(row.get("mark"), Mark) and row["mark"].shape != "ring":
        lines.append(escape(row["mark"].words + (f": {rule}" if isinstance(rule, str) and rule else "")))
    if row.get("status") in HOLLOW:
        lines.append(escape(str(row["status"]).capitalize()))
    return "<br>".join(lines)
