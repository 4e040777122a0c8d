"""Each area's share of Scotland's delayed bed days beside its share of Scotland's adults, over twelve months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ijb import compare, numbers, periods
from ijb.address import href
from ijb.charts.status import key_html
from ijb.charts.two_shares import two_shares
from ijb.store import SCOTLAND, Store
from ijb.views.delays import RESIDENCE, days
from ijb.views.download import Download, file_name
from ijb.views.drawing import Drawing

UNKNOWN = "unknown"
UNKNOWN_NAME = "Residence not known or outside Scotland"
UNKNOWN_SHORT = "Not known or outside"
QUANTITY = "delayed_bed_days"
NO_LEAGUE = (
    "This is not a league table: a large area has more of everything, so areas stand in order of their share of "
    "adults. A share of days above the share of adults says that there are more days for each adult than in Scotland "
    "as a whole, and nothing about why."
)

LEFT_OUT = (
    "Single areas’ shares are not drawn while names are hidden: a share of Scotland’s adults or days tells at once "
    "which area it is."
)


@dataclass(frozen=True)
class Shares:
    """first, last: the first days of the first and the last of the twelve months; whole: Scotland's own bed days in
    them; rows: area_code, name, short_name, days, adult_days, days_share, adults_share (0–100, missing for those of no
    known residence), in order of adults."""

    first: date
    last: date
    whole: int
    rows: pd.DataFrame

    @property
    def label(self) -> str:
        """ "Sep 2024 to Aug 2025"."""
        return f"{_month(self.first)} to {_month(self.last)}"

    @property
    def apart(self) -> int:
        """How many bed days the rows lack of the publisher's figure for Scotland; 0 where they add up to it."""
        return self.whole - int(self.rows["days"].sum())


def _month(day: date) -> str:
    return periods.label(*periods.month(day.year, day.month))


def shares(store: Store) -> Shares | None:
    """The shares over the newest twelve months that every area holds; None where there are none, or a declared break
    falls into them."""
    codes = store.codes("ijb")
    rows = store.series(RESIDENCE, "", "", [*codes, SCOTLAND])
    rows = rows[rows["numerator"].notna() & rows["denominator"].notna() & rows["status"].ne("partial")]
    counted = rows.groupby("period_start")["area_code"].nunique()
    months = sorted(counted.index[counted == len(codes) + 1])[-12:]
    if len(months) < 12 or compare.crossed(store.measures[RESIDENCE].breaks, months[0], months[-1]):
        return None
    lengths = rows["period_end"].map(lambda day: day.day)
    rows = rows.assign(days=(rows["numerator"] * lengths).round(), adult_days=rows["denominator"] * lengths)
    sums = rows[rows["period_start"].isin(months)].groupby("area_code")[["days", "adult_days"]].sum()
    whole = sums.loc[SCOTLAND]
    found = sums.drop(SCOTLAND).sort_values("adult_days", ascending=False).reset_index()
    named = [store.area(code) for code in found["area_code"]]
    found = found.assign(name=[row["name"] for row in named], short_name=[row["short_name"] for row in named])
    found = pd.concat([found, _unknown(store, months)], ignore_index=True)
    return Shares(
        months[0],
        months[-1],
        int(whole["days"]),
        found.assign(
            days_share=100 * found["days"] / whole["days"], adults_share=100 * found["adult_days"] / whole["adult_days"]
        ),
    )


def _unknown(store: Store, months: list[date]) -> pd.DataFrame:
    """The row of people whose council of residence is not known, or who live outside Scotland; as supplied."""
    facts = store.facts([QUANTITY], [UNKNOWN])
    inside = facts[facts["breakdown"].eq("") & facts["period_start"].isin(months)]
    row = {"area_code": UNKNOWN, "name": UNKNOWN_NAME, "short_name": UNKNOWN_SHORT}
    return pd.DataFrame([row | {"days": inside["value"].sum(), "adult_days": float("nan")}])


def percent(value: float) -> str:
    """A share: "6.9%"; "under 0.1%" of some, a dash where there is none."""
    if pd.isna(value):
        return numbers.BLANK
    return "under 0.1%" if 0 < value < 0.05 else f"{numbers.number(value, 1)}%"


def title(store: Store, area: str, found: Shares) -> str:
    """The finding: the area's two shares; for Scotland, in how many areas the first is the larger."""
    rows = found.rows.set_index("area_code")
    if area not in rows.index:
        held = found.rows.dropna(subset=["adults_share"])
        larger = int((held["days_share"] > held["adults_share"]).sum())
        return (
            f"{larger} of the {len(held)} areas had a larger share of Scotland’s delayed bed days than of its adults "
            f"in the twelve months to {_month(found.last)}"
        )
    row = rows.loc[area]
    return (
        f"{store.area(area)['name']} had {percent(row['days_share'])} of Scotland’s delayed bed days in the twelve "
        f"months to {_month(found.last)}, and {percent(row['adults_share'])} of its adults"
    )


def drawn(store: Store, area: str, found: Shares, choices: Mapping[str, str], theme: str) -> Drawing:
    """The shares as a chart: a dot for the days, a tick for the adults, by share of adults. While names are hidden the
    title alone, of the own area: sizes would give the others away."""
    heading = title(store, area, found)
    whose = whose_days(found)
    if store.names_hidden:
        return Drawing(heading, whose)
    rows = found.rows.assign(
        value=found.rows["days_share"],
        beside=found.rows["adults_share"],
        value_text=found.rows["days_share"].map(percent),
        tooltip=[_tooltip(row) for row in found.rows.itertuples()],
        own=found.rows["area_code"].eq(area),
        href=[href("ijb", choices, area=code) if code != UNKNOWN else "" for code in found.rows["area_code"]],
    )
    key = [("circle", "Share of Scotland’s delayed bed days"), ("tick", "Share of Scotland’s adults")]
    own = store.area(area)["name"] if rows["own"].any() else None
    linked = " Choose a name to open that area." if rows.loc[~rows["own"], "href"].ne("").any() else ""
    return Drawing(
        heading,
        f"{whose} By share of adults, largest first; at the right, the share of days.{linked}",
        two_shares(rows, theme, ",%"),
        alt(heading, found),
        below=(key_html([], f"{own}: its share of days" if own else None, key),),
    )


def whose_days(found: Shares) -> str:
    """Which bed days are counted, and when."""
    return f"Bed days of residents, wherever treated, all adults and all reasons, {found.label}."


def _tooltip(row) -> str:
    beside = "" if pd.isna(row.adults_share) else f"\n{percent(row.adults_share)} of its adults"
    return f"{row.name}\n{percent(row.days_share)} of Scotland’s delayed bed days ({numbers.number(row.days)}){beside}"


def alt(heading: str, found: Shares) -> str:
    """The chart in words."""
    held = found.rows.dropna(subset=["adults_share"])
    ends = [percent(held["days_share"].max()), percent(held["days_share"].min())]
    return (
        f"{heading}, {found.label}. Shares of days run from {ends[1]} to {ends[0]}. The same figures are in the table "
        "below."
    )


def said(found: Shares, hidden: bool = False) -> str:
    """Whether the rows add up to Scotland, and what the picture is not; while names are hidden, why there is none."""
    unknown = found.rows.loc[found.rows["area_code"] == UNKNOWN].iloc[0]
    adds = f"add up to Scotland’s own total of {days(found.whole)}"
    if found.apart:
        adds = f"differ by {days(abs(found.apart))} from Scotland’s own total of {days(found.whole)}"
    unknown_is = f"{UNKNOWN_NAME[:1].lower()}{UNKNOWN_NAME[1:]} ({days(unknown['days'])})"
    then = LEFT_OUT if hidden else NO_LEAGUE
    return f"The {len(found.rows) - 1} areas and the days of people with {unknown_is} {adds}. {then}"


def download(found: Shares) -> Download:
    """Every area's days, shares and the difference between them, as shown and in full."""
    rows = found.rows.assign(
        apart=found.rows["days_share"] - found.rows["adults_share"],
        days_text=found.rows["days"].map(numbers.number),
        days_share_text=found.rows["days_share"].map(percent),
        adults_share_text=found.rows["adults_share"].map(percent),
    )
    rows["apart_text"] = rows["apart"].map(_points)
    heads = {
        "name": "Area",
        "area_code": "Code",
        "days": "Bed days",
        "days_share": "Share of Scotland’s bed days, %",
        "adults_share": "Share of Scotland’s adults, %",
        "apart": "Difference, percentage points",
    }
    drawn_heads = {
        "name": "Area",
        "days_text": "Bed days",
        "days_share_text": "Share of Scotland’s bed days",
        "adults_share_text": "Share of Scotland’s adults",
        "apart_text": "Difference, percentage points",
    }
    about = [("Twelve months", found.label), ("Read it with care", NO_LEAGUE)]
    name = file_name("share of delayed bed days", found.label)
    return Download(name, rows, heads, about, drawn_heads, title="Shares of Scotland’s delayed bed days")


def _points(value: float) -> str:
    if pd.isna(value):
        return numbers.BLANK
    written = numbers.number(value, 1)
    return f"+{written}" if value > 0 and written != "0.0" else written
