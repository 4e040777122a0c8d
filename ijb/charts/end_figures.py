"""The last figures of two lines beside their names, where a figure at a line's last point would lie on the other."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import plotly.graph_objects as go

from ijb.charts.labels import EndLabel, ends_width


def with_last_figures(fig: go.Figure, figures: Mapping[str, str]) -> go.Figure:
    """In a figure of `lines.trend`: each line's last figure after its name at the right, not over the own last point.

    `figures`: the last figure of each line as written, by its name.
    """
    figure_alone = {f"<b>{escape(figure)}</b>" for figure in figures.values()}
    kept = [each for each in fig.layout.annotations if each.text not in figure_alone]
    for each in kept:
        name = next((name for name in figures if escape(name) in each.text), None)
        if name:
            each.text = each.text.replace(escape(name), f"{escape(name)} {escape(figures[name])}")
    fig.layout.annotations = kept
    ends = [EndLabel(0.0, each.text, "") for each in kept if any(escape(name) in each.text for name in figures)]
    fig.update_layout(margin_r=ends_width(ends))
    return fig
