"""One HTML table for every page: caption, scope, own row tinted, Scotland ruled off, fit for a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from ijb.charts.markup import Html, classes, element, text

SCOTLAND = "S92000003"


@dataclass(frozen=True)
class Column:
    """One column: the frame's column `key`, its head, and how its cells are set.

    `phone` False drops it below 700 px; `row_head` makes its cells the heads of their rows; `html` says that
    they are HTML already.
    """

    key: str
    head: str
    align: Literal["left", "right"] = "left"
    phone: bool = True
    head_note: str = ""
    row_head: bool = False
    html: bool = False

    @property
    def classes(self) -> str | None:
        """The classes its cells share, or None."""
        return classes("ijb-right" if self.align == "right" else None, None if self.phone else "ijb-wide") or None


def table(
    frame: pd.DataFrame,
    columns: Sequence[Column],
    caption: str,
    own: str | None = None,
    scotland_first: bool = False,
    group: str | None = None,
    group_heads: Mapping[str, Mapping[str, str]] | None = None,
    hide_caption: bool = False,
) -> Html:
    """A table of `frame`, in its order, inside a region that may scroll.

    The row whose area_code is `own` is tinted and bold; with `scotland_first` Scotland's row comes first,
    ruled off. `group` names a column: its values, in order of appearance, become row groups with a head;
    `group_heads` gives, by group, HTML for the head's cell in other columns:
    {"Flow": {"spine": spine_ends("lower")}}. Heads, like cells, are escaped unless Html.
    """
    columns = _with_row_head(columns)
    ordered = _scotland_on_top(frame) if scotland_first else frame
    head = element("thead", element("tr", *[_head_cell(column) for column in columns]))
    if group is None:
        bodies = [element("tbody", *_rows(ordered, columns, own, scotland_first))]
    else:
        bodies = [
            element(
                "tbody",
                _group_head(str(name), columns, (group_heads or {}).get(name, {})),
                *_rows(rows, columns, own, scotland_first),
            )
            for name, rows in ordered.groupby(group, sort=False)
        ]
    title = element("caption", caption, class_="ijb-hidden" if hide_caption else None)
    drawn = element("table", title, head, *bodies, class_="ijb-table")
    return element("div", drawn, class_="ijb ijb-scroll", role="region", tabindex="0", aria_label=caption)


def link(href: str, words: str) -> Html:
    """A link to another view; `href` is relative and carries the reader's choices. Words alone where it is ''."""
    return element("a", words, class_="ijb-link", href=href) if href else element("span", words)


def cell_lines(main: str, note: str) -> Html:
    """A name with a small line under it. Either is escaped unless it is Html, as `link` returns."""
    return element("span", main, class_="ijb-cell-main") + element("span", note, class_="ijb-cell-note")


def phone_only(content: str) -> Html:
    """HTML shown only below 700 px: a status under the name, when its own column is dropped."""
    return element("span", Html(content), class_="ijb-phone")


def _with_row_head(columns: Sequence[Column]) -> list[Column]:
    if any(column.row_head for column in columns):
        return list(columns)
    first = columns[0]
    return [
        Column(first.key, first.head, first.align, first.phone, first.head_note, True, first.html),
        *columns[1:],
    ]


def _scotland_on_top(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([frame[frame["area_code"] == SCOTLAND], frame[frame["area_code"] != SCOTLAND]])


def _head_cell(column: Column) -> Html:
    note = element("span", column.head_note, class_="ijb-cell-note") if column.head_note else ""
    return element("th", column.head, note, scope="col", class_=column.classes)


def _group_head(name: str, columns: list[Column], cells: Mapping[str, str]) -> Html:
    first, rest = columns[0], columns[1:]
    others = [element("td", Html(cells.get(column.key, "")), class_=column.classes) for column in rest]
    head = element("th", name, scope="rowgroup", class_=first.classes)
    return element("tr", head, *others, class_="ijb-group")


def _rows(frame: pd.DataFrame, columns: list[Column], own: str | None, scotland_first: bool) -> list[Html]:
    rows = []
    for row in frame.to_dict("records"):
        code = row.get("area_code")
        kind = "ijb-own-row" if own and code == own else None
        if scotland_first and code == SCOTLAND:
            kind = "ijb-scotland-row"
        rows.append(element("tr", *[_cell(row.get(column.key), column) for column in columns], class_=kind))
    return rows


def _cell(value: object, column: Column) -> Html:
    missing = value is None or (not isinstance(value, str) and bool(pd.isna(value)))
    content = "–" if missing else Html(value) if column.html else text(value)
    if column.row_head:
        return element("th", content, scope="row", class_=column.classes)
    return element("td", content, class_=column.classes)
