"""Around one area: the others in its health board's area, and delays by residence beside treatment."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ijb import compare, numbers
from ijb.address import href
from ijb.charts.markup import element
from ijb.charts.table import Column, cell_lines, link
from ijb.store import Period, Store

RESIDENCE, TREATMENT = "delayed_beds_rate", "delayed_beds_treated_rate"


def title(store: Store, own: pd.Series) -> str:
    """ "In the NHS Lothian area: delays by residence and by treatment"."""
    return f"In the {store.area(own['health_board_code'])['name']} area: delays by residence and by treatment"


def subtitle(store: Store) -> str:
    """What the two counts are, and that they differ."""
    period = _period(store)
    return (
        f"{store.measures[RESIDENCE].unit[:1].upper()}{store.measures[RESIDENCE].unit[1:]}, {period.label}. "
        "Residents are counted wherever they are treated; a board’s hospitals treat people from elsewhere too, so "
        "the two are not the same."
    )


def rows(store: Store, own: pd.Series, choices: Mapping[str, str]) -> pd.DataFrame:
    """area_code, name (HTML), value, change: the board's members, its residents, and its hospitals."""
    period, board = _period(store), own["health_board_code"]
    name = store.area(board)["name"]
    found = [
        _row(
            store,
            RESIDENCE,
            code,
            period,
            link(href("ijb", choices, area=code), store.area(code)["name"]),
            "residents, wherever treated",
        )
        for code in store.members(board)
    ]
    found.append(_row(store, RESIDENCE, board, period, element("b", f"{name} area"), "residents, wherever treated"))
    found.append(
        _row(store, TREATMENT, board, period, element("b", f"{name} hospitals"), "patients, wherever they live")
    )
    return pd.DataFrame(found)


def columns() -> list[Column]:
    return [
        Column("name", "Area", row_head=True, html=True),
        Column("value", "Beds per 100,000 adults", "right"),
        Column("change", "On a year ago", "right"),
    ]


def _row(store: Store, measure_id: str, code: str, period: Period, name: str, note: str) -> dict[str, object]:
    measure = store.measures[measure_id]
    series = store.series(measure_id, "", "", [code])
    now = series.loc[series["period_start"] == period.start, "value"]
    change = compare.changes(measure, series, period.start).get(code)
    return {
        "area_code": code if measure_id == RESIDENCE else "",
        "name": cell_lines(name, note),
        "value": numbers.figure(measure, now.iloc[0] if len(now) else None),
        "change": numbers.difference(measure, change.difference if change else None),
    }


def _period(store: Store) -> Period:
    return store.default_period(RESIDENCE, "")
