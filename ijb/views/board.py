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
    found = figures(store, own)
    names = [
        link(href("ijb", choices, area=row["area_code"]), row["who"]) if row["member"] else element("b", row["who"])
        for row in found.to_dict("records")
    ]
    return found.assign(name=[cell_lines(name, note) for name, note in zip(names, found["whom"])])[
        ["area_code", "name", "value", "change"]
    ]


def figures(store: Store, own: pd.Series) -> pd.DataFrame:
    """area_code, who, whom (whose days are counted), member, value, change: the same in plain words."""
    period, board = _period(store), own["health_board_code"]
    name, residents = store.area(board)["name"], "residents, wherever treated"
    found = [
        _row(store, RESIDENCE, code, period, store.area(code)["name"], residents) | {"member": True}
        for code in store.members(board)
    ]
    found += [
        _row(store, RESIDENCE, board, period, f"{name} area", residents) | {"member": False},
        _row(store, TREATMENT, board, period, f"{name} hospitals", "patients, wherever they live") | {"member": False},
    ]
    return pd.DataFrame(found)


def columns() -> list[Column]:
    return [
        Column("name", "Area", row_head=True, html=True),
        Column("value", "Beds per 100,000 adults", "right"),
        Column("change", "On a year ago", "right"),
    ]


def _row(store: Store, measure_id: str, code: str, period: Period, who: str, whom: str) -> dict[str, object]:
    measure = store.measures[measure_id]
    series = store.series(measure_id, "", "", [code])
    now = series.loc[series["period_start"] == period.start, "value"]
    change = compare.changes(measure, series, period.start).get(code)
    return {
        "area_code": code if measure_id == RESIDENCE else "",
        "who": who,
        "whom": whom,
        "value": numbers.figure(measure, now.iloc[0] if len(now) else None),
        "change": numbers.difference(measure, change.difference if change else None),
    }


def _period(store: Store) -> Period:
    return store.default_period(RESIDENCE, "")
