"""Who belongs to whom, and the two ways a council figure becomes one for an IJB or a health board area."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

SCOTLAND = "S92000003"
KEY = ["area_code", "period_start", "period_end", "breakdown"]
SHOWN = ["measure", *KEY, "numerator", "denominator", "value"]


@dataclass(frozen=True)
class Areas:
    """ijb_of: S12 to S37; board_of: S37 to S08; code: any known name of an area to its code."""

    ijb_of: dict[str, str]
    board_of: dict[str, str]
    code: dict[str, str]

    @property
    def councils(self) -> list[str]:
        return list(self.ijb_of)

    def level(self, code: str) -> str:
        if code == SCOTLAND:
            return "scotland"
        return {"S12": "council", "S37": "ijb", "S08": "health_board"}[code[:3]]


def read_areas(reference: Path) -> Areas:
    """The membership and names from councils.csv and area_aliases.csv; a council's own names come first."""
    councils = pd.read_csv(reference / "councils.csv", dtype=str)
    aliases = pd.read_csv(reference / "area_aliases.csv", dtype=str)
    code = dict(zip(aliases["name"], aliases["code"], strict=True))
    for column in ("council_name", "council_name_lgbf"):
        code.update(zip(councils[column], councils["council_code"], strict=True))
    return Areas(
        ijb_of=dict(zip(councils["council_code"], councils["hscp_code"], strict=True)),
        board_of=dict(zip(councils["hscp_code"], councils["hb_code"], strict=True)),
        code=code,
    )


def financial_year(label: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day of '2022-23' or '2022/23'."""
    start = int(label[:4])
    if int(label[-2:]) != (start + 1) % 100:
        raise ValueError(f"{label} is not a financial year.")
    return pd.Timestamp(start, 4, 1), pd.Timestamp(start + 1, 3, 31)


def with_financial_year(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The frame with period_start and period_end worked from a column of year labels."""
    days = {label: financial_year(label) for label in frame[column].unique()}
    return frame.assign(
        period_start=frame[column].map(lambda label: days[label][0]),
        period_end=frame[column].map(lambda label: days[label][1]),
    )


def roll_up(rows: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """KEY, numerator, denominator of IJBs, health board areas and Scotland, as sums of council or IJB rows.

    A row that lacks its numerator or its denominator is left out of every sum.
    """
    complete = rows.dropna(subset=["numerator", "denominator"])
    ijb = complete["area_code"].map(lambda code: areas.ijb_of.get(code, code))
    members = complete.assign(area_code=ijb)
    if not members["area_code"].isin(areas.board_of).all():
        raise ValueError("roll_up takes rows of councils or of IJBs.")
    boards = members.assign(area_code=members["area_code"].map(areas.board_of))
    scotland = members.assign(area_code=SCOTLAND)
    return pd.concat([members, boards, scotland]).groupby(KEY, as_index=False)[["numerator", "denominator"]].sum()


def ratio(measure: str, rows: pd.DataFrame, areas: Areas, per: float, of_people: bool = False) -> pd.DataFrame:
    """SHOWN: sums over sums times per; Scotland is its own row in `rows` where it has one, else the sum.

    `rows` is KEY, numerator, denominator, of councils or IJBs and, where published, Scotland. With `of_people`, a
    Scotland that is only the sum of fewer than 32 councils is not put over all of Scotland's people.
    """
    rows = rows[[*KEY, "numerator", "denominator"]]
    if rows.duplicated(KEY).any():
        raise ValueError(f"{measure}: a row is given twice.")
    own = rows[rows["area_code"] == SCOTLAND].dropna(subset=["numerator", "denominator"])
    councils = rows[rows["area_code"] != SCOTLAND]
    if of_people:
        own = own[~_lacks_councils(own, councils)]
    sums = roll_up(councils, areas)
    merged = pd.concat([own, sums]).drop_duplicates(KEY, keep="first")
    divisor = merged["denominator"].where(merged["denominator"] != 0)
    return merged.assign(measure=measure, value=merged["numerator"] * per / divisor)[SHOWN]


def _lacks_councils(own: pd.DataFrame, councils: pd.DataFrame) -> pd.Series:
    """True where fewer than 32 councils have a figure and Scotland's is their sum, but for rounding to 5."""
    when = [name for name in KEY if name != "area_code"]
    held = councils.dropna(subset=["numerator"]).groupby(when)["numerator"].agg(["sum", "size"]).reset_index()
    beside = own.merge(held, on=when, how="left").set_axis(own.index)
    return (beside["size"] < 32) & ((beside["numerator"] - beside["sum"]).abs() <= 32 * 2.5)


def published(measure: str, rows: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """SHOWN from rates published without numerators: KEY, value and weight of councils, value of Scotland.

    An IJB of several councils is their weighted mean, given only when every value and weight is held;
    a health board area with one IJB takes its value, others have none.
    """
    councils = rows[rows["area_code"] != SCOTLAND].assign(ijb=lambda f: f["area_code"].map(areas.ijb_of))
    size = pd.Series(areas.ijb_of).value_counts()
    alone = councils[councils["ijb"].map(size) == 1].assign(area_code=lambda f: f["ijb"])
    joint = councils[councils["ijb"].map(size) > 1].assign(area_code=lambda f: f["ijb"])
    joint = joint.dropna(subset=["value", "weight"]).assign(product=lambda f: f["value"] * f["weight"])
    means = joint.groupby(KEY, as_index=False).agg(
        product=("product", "sum"), weight=("weight", "sum"), held=("value", "size")
    )
    means = means[means["held"] == means["area_code"].map(size)]
    means = means.assign(value=means["product"] / means["weight"])
    ijbs = pd.concat([alone, means])[[*KEY, "value"]]
    in_board = pd.Series(areas.board_of).value_counts()
    board = ijbs["area_code"].map(areas.board_of)
    boards = ijbs.assign(area_code=board)[board.map(in_board) == 1]
    scotland = rows[rows["area_code"] == SCOTLAND]
    every = pd.concat([ijbs, boards, scotland[[*KEY, "value"]]])
    return every.assign(measure=measure, numerator=float("nan"), denominator=float("nan"))[SHOWN]
