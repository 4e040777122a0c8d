"""Cells of a table with a quiet bar behind the figure: how much of the whole it is."""

from __future__ import annotations

from ijb.charts.markup import Html, element


def barred(figure: str, note: str, share: float | None) -> Html:
    """A figure over a small line, and a grey bar `share` (0 to 1) of the cell long; none where `share` is None."""
    length = 0 if share is None else 100 * min(max(share, 0.0), 1.0)
    bar = element("span", class_="ijb-barred-bar", style=f"width:{length:.1f}%", aria_hidden="true")
    words = [element("span", figure, class_="ijb-cell-main"), element("span", note, class_="ijb-cell-note")]
    return element("span", bar, *words, class_="ijb-barred")
