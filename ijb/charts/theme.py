"""Plotly's template in light and dark, and the settings every figure shares."""

import plotly.graph_objects as go

from ijb.charts.tokens import palette

FONT = "Source Sans, sans-serif"
CONFIG = {"displaylogo": False, "modeBarButtons": [["toImage"]]}


def template(theme: str) -> go.layout.Template:
    """The template; its grounds are opaque, so that a stale figure stays readable after a theme change."""
    colours = palette(theme)
    axis = {
        "tickfont": {"color": colours.soft, "size": 14},
        "gridcolor": colours.grid,
        "linecolor": colours.line,
        "zeroline": False,
        "zerolinecolor": colours.same,
        "automargin": True,
        "fixedrange": True,
        "ticks": "",
        "title": {"font": {"color": colours.soft, "size": 14}},
    }
    layout = go.Layout(
        font={"family": FONT, "size": 14, "color": colours.ink},
        paper_bgcolor=colours.background,
        plot_bgcolor=colours.background,
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        margin={"l": 0, "r": 0, "t": 8, "b": 40},
        xaxis=axis,
        yaxis=axis,
        hoverlabel={
            "bgcolor": colours.ink,
            "bordercolor": colours.ink,
            "align": "left",
            "font": {"family": FONT, "size": 14, "color": colours.background},
        },
        annotationdefaults={"showarrow": False, "font": {"size": 14, "color": colours.soft}},
    )
    return go.layout.Template(layout=layout)


def apply(fig: go.Figure, theme: str, height: int) -> go.Figure:
    """Give `fig` the template, its height, and axes that a finger can scroll past."""
    fig.update_layout(template=template(theme), height=height, dragmode=False, showlegend=False)
    fig.update_xaxes(fixedrange=True)
    fig.update_yaxes(fixedrange=True)
    return fig
