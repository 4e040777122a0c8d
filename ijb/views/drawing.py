"""What one finding of a page is made of, ready for the frame to draw."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go


@dataclass(frozen=True)
class Drawing:
    """title: the finding; subtitle: what is measured; figure and its text alternative, None where there is nothing to
    draw; above, below: HTML between the heading and the chart, and under it."""

    title: str
    subtitle: str
    figure: go.Figure | None = None
    alt: str = ""
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
