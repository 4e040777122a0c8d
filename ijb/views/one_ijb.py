"""One area: who it is, where it stands out, and a row a measure."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ijb import numbers, sentences
from ijb.charts.markup import Html
from ijb.charts.spine import spine_ends
from ijb.charts.table import Column
from ijb.comparators import Comparator
from ijb.measures import Measure
from ijb.store import Store
from ijb.views import about
from ijb.views.download import Download, file_name
from ijb.views.measure_rows import theme

SHARES = {"most_deprived_fifth_share": "In most deprived fifth", "rural_share": "Rural"}

# The columns of the download and what heads them.
DOWNLOADED = {
    "theme": "Theme",
    "measure": "Measure",
    "value": "Value",
    "unit": "Unit",
    "prices": "Prices",
    "period": "Period",
    "rank": "Position",
    "low": "Position, best",
    "high": "Position, worst",
    "status": "Status",
    "source": "Source",
}

# The measures of what `facts` says.
WHO = ("population_75plus_share", "projected_75plus_growth", "most_deprived_fifth_share", "rural_share")


def facts(store: Store, area: str) -> list[tuple[str, str]]:
    """The header: who the area is, its population, its growth, deprivation and rurality."""
    row = store.area(area)
    latest = _latest(store, area)
    who = [("NHS boards", "14"), ("Integration authorities", "31")]
    if row["level"] == "ijb":
        councils = store.councils(area)["name"].tolist()
        who = [
            ("Councils" if len(councils) > 1 else "Council", sentences.in_list(councils)),
            ("NHS board", store.area(row["health_board_code"])["name"]),
            ("Model", row["model"][:1].upper() + row["model"][1:]),
        ]
    return [*who, *_context(store, latest)]


def _context(store: Store, latest: pd.DataFrame) -> list[tuple[str, str]]:
    said = {
        row["measure"]: numbers.figure(store.measures[row["measure"]], row["value"])
        for row in latest.to_dict("records")
        if pd.notna(row["value"])
    }
    older = latest[latest["measure"] == "population_75plus_share"]
    facts = []
    if not older.empty and pd.notna(older["numerator"].iloc[0]):
        year = older["period_start"].iloc[0].year
        growth = said.get("projected_75plus_growth")
        facts.append(
            (
                f"Aged 75 or over, {year}",
                f"{numbers.number(older['numerator'].iloc[0])} people, {said['population_75plus_share']}",
            )
        )
        if growth:
            facts.append((f"Aged 75 or over by {year + 10}", f"{'' if growth.startswith('−') else '+'}{growth}"))
    facts += [(words, said[name]) for name, words in SHARES.items() if name in said]
    return facts


def older_said(store: Store, area: str) -> str:
    """ "Fife: 39,589 people aged 75 or over in 2024, 10.6% of all"; '' where that is not held."""
    latest = _latest(store, area).set_index("measure")
    if "population_75plus_share" not in latest.index or pd.isna(latest.at["population_75plus_share", "numerator"]):
        return ""
    row = latest.loc["population_75plus_share"]
    share = numbers.figure(store.measures["population_75plus_share"], row["value"])
    people = f"{numbers.number(row['numerator'])} people aged 75 or over in {row['period_start'].year}"
    return f"{store.area(area)['name']}: {people}, {share} of all"


def _latest(store: Store, area: str) -> pd.DataFrame:
    every = store.everywhere()
    return every[(every["area_code"] == area) & (every["basis"] == "")]


def with_ends(frame: pd.DataFrame, measures: Mapping[str, Measure]) -> tuple[pd.DataFrame, dict[str, dict[str, str]]]:
    """The rows and their group heads: each theme's head says "worse … better" (or "lower … higher") over its spines,
    and a row that runs the other way says so under its own."""
    heads, spines = {}, frame["spine"].copy()
    for group, rows in frame.groupby("theme", sort=False):
        ends = pd.Series(
            {
                place: "neither" if measures[name].better == "neither" else "lower"
                for place, name in rows["measure"].items()
            }
        )
        usual = ends.mode().iloc[0]
        heads[str(group)] = {"spine": spine_ends(usual)}
        for place in ends.index[ends != usual]:
            spines[place] = Html(spines[place]) + spine_ends(ends[place]) if spines[place] else ""
    return frame.assign(spine=spines), heads


def key_name(own: pd.Series) -> str | None:
    return own["name"] if own["level"] == "ijb" else None


def key_extras(comparator: Comparator) -> list[tuple[str, str]]:
    """Key entries for the spines."""
    extras = [("tick", "Scotland"), ("bar", "Middle half of the 31 areas")]
    return [*extras, ("peer", "Areas compared with")] if comparator.members else extras


def columns(own: pd.Series, comparator: Comparator) -> list[Column]:
    """The columns of the table of measures."""
    named = comparator.name[:1].upper() + comparator.name[1:]
    found = [
        Column("name", "Measure", row_head=True, html=True),
        Column("latest", "Latest", "right", html=True),
        Column("other", named, "right", phone=False),
        Column("changes", "Change", "right", phone=False, head_note="on a year unless said", html=True),
        Column("trend", "Trend", phone=False, html=True),
        Column("spine", "Among the 31 areas", html=True),
        Column("place", "Position (range)", "right", phone=False),
        Column("status", "Against its own past", phone=False, html=True),
    ]
    hidden = () if own["level"] == "ijb" else ("other", "place")
    return [column for column in found if column.key not in hidden]


def download(store: Store, own: pd.Series) -> Download:
    """Every measure's newest figures for the area, in full."""
    every = store.everywhere()
    rows = every[every["area_code"] == own["code"]]
    measures = store.measures
    figures = pd.DataFrame(
        {
            "theme": [theme(measures[name]) for name in rows["measure"]],
            "measure": [measures[name].name for name in rows["measure"]],
            "value": rows["value"].to_numpy(),
            "unit": [
                numbers.written_unit(measures[name], breakdown, basis)
                for name, breakdown, basis in zip(rows["measure"], rows["breakdown"], rows["basis"])
            ],
            "period": rows["period_label"].to_numpy(),
            "prices": [
                basis or ("cash" if measures[name].money else "") for name, basis in zip(rows["measure"], rows["basis"])
            ],
            "rank": rows["rank"].to_numpy(),
            "low": rows["rank_low"].to_numpy(),
            "high": rows["rank_high"].to_numpy(),
            "status": [numbers.STATUS_WORDS[status] for status in rows["status"]],
            "source": [store.sources[measures[name].source].title for name in rows["measure"]],
            "order": [measures[name].order for name in rows["measure"]],
        }
    ).sort_values(["order", "prices"])
    said = [("Area", f"{own['name']} ({own['code']})")]
    said += about.sources_said(store, [measures[name] for name in dict.fromkeys(rows["measure"])])
    heading = f"{own['name']}: every measure"
    return Download(file_name(own["name"], "every measure"), figures, DOWNLOADED, said, title=heading)
