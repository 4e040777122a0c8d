"""One area: who it is, where it stands out, and a row a measure."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ijb import compare, numbers, sentences
from ijb.address import href
from ijb.charts.markup import Html, element
from ijb.charts.spine import spine, spine_ends
from ijb.charts.status import Mark, direction_mark, status_html
from ijb.charts.table import Column, cell_lines, link, phone_only
from ijb.comparators import Comparator
from ijb.measures import Measure
from ijb.store import SCOTLAND, Store
from ijb.views.areas import change_text, place_text, spark
from ijb.views.download import Download

THEMES = {
    "flow": "Flow",
    "money": "Money",
    "need": "Need",
    "capacity": "Capacity",
    "outcomes": "Outcomes",
    "context": "Context",
}
MOST_STANDING_OUT = 5
HEADER = {
    "population_75plus_share": "Aged 75 or over",
    "projected_75plus_growth": "Change by",
    "most_deprived_fifth_share": "In most deprived fifth",
    "rural_share": "Rural",
}


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
    facts += [(HEADER[name], said[name]) for name in ("most_deprived_fifth_share", "rural_share") if name in said]
    return facts


def _latest(store: Store, area: str) -> pd.DataFrame:
    every = store.everywhere()
    return every[(every["area_code"] == area) & (every["basis"] == "")]


def rows(store: Store, area: str, comparator: Comparator, choices: Mapping[str, str]) -> pd.DataFrame:
    """A row a measure in reading order, money in real terms.

    area_code, measure, theme (words), name (HTML), latest, other, change, trend (HTML), spine (HTML), place, status
    (HTML), mark, sentence, distance (from the comparator in interquartile ranges), value, plain (name in words).
    """
    every = store.everywhere()
    every = every[[_shown_basis(store.measures[name], basis) for name, basis in zip(every["measure"], every["basis"])]]
    histories = store.histories(area)
    of_measure = dict(list(every.groupby("measure")))
    shown = [
        measure for measure in store.measures.values() if measure.id in of_measure and measure.areas == "residence"
    ]
    return pd.DataFrame(
        [
            _row(
                store,
                measure,
                of_measure[measure.id],
                histories[histories["measure"] == measure.id],
                area,
                comparator,
                choices,
            )
            for measure in shown
        ]
    )


def _shown_basis(measure: Measure, basis: str) -> bool:
    return bool(basis) == measure.money


def _row(
    store: Store,
    measure: Measure,
    values: pd.DataFrame,
    history: pd.DataFrame,
    area: str,
    comparator: Comparator,
    choices: Mapping[str, str],
) -> dict[str, object]:
    own = values[values["area_code"] == area].iloc[0]
    ijbs = values[values["level"] == "ijb"]
    other = comparator.value(values)
    history = history[history["basis"] == own["basis"]]
    change = compare.changes(measure, history, own["period_start"]).get(area)
    mark = direction_mark(own["point_type"], measure.better)
    unit = _unit_line(measure, own)
    held = history.set_index("period_start")["value"]
    name = store.area(area)["name"]
    sentence = _sentence(measure, own, other, comparator, name, ijbs)
    return {
        "area_code": area,
        "measure": measure.id,
        "theme": _theme(measure),
        "plain": measure.short_name,
        "name": cell_lines(link(href("trend", choices, measure=measure.id, area=area), measure.short_name), unit)
        + phone_only(status_html(mark)),
        "latest": _latest_text(measure, own, history),
        "other": numbers.figure(measure, other),
        "change": change_text(measure, change),
        "place": place_text(own),
        "mark": mark,
        "trend": spark(measure, held, history.set_index("period_start")["period_label"], name, mark),
        "spine": _spine(measure, ijbs, area, values, sentence, comparator),
        "status": status_html(mark),
        "compared": _compared(measure, own, other, comparator),
        "value": own["value"],
        "distance": _distance(ijbs["value"], own["value"], other),
        "period": own["period_label"],
        "rule": own["rule"],
    }


def _latest_text(measure: Measure, own: pd.Series, history: pd.DataFrame) -> str:
    """The figure; or why there is none, with the last one held."""
    if pd.notna(own["value"]):
        return numbers.figure(measure, own["value"])
    reason = numbers.STATUS_WORDS[own["status"]]
    held = history.dropna(subset=["value"])
    if held.empty:
        return cell_lines(numbers.BLANK, reason)
    last = f"{numbers.figure(measure, held['value'].iloc[-1])} in {held['period_label'].iloc[-1]}"
    return cell_lines(numbers.BLANK, f"{reason}; {last}")


def _unit_line(measure: Measure, own: pd.Series) -> str:
    indicator = f" · {measure.indicator}" if measure.indicator else ""
    marked = {"estimated": ", estimated", "partial": ", partial", "provisional": ", provisional"}.get(own["status"], "")
    return f"{numbers.written_unit(measure, own['breakdown'], own['basis'])}, {own['period_label']}{marked}{indicator}"


def _spine(
    measure: Measure, ijbs: pd.DataFrame, area: str, values: pd.DataFrame, sentence: str, comparator: Comparator
) -> Html | str:
    if ijbs["value"].notna().sum() < 2:
        return ""
    scotland = values.set_index("area_code")["value"].get(SCOTLAND)
    return spine(
        ijbs[["area_code", "value"]],
        area,
        None if pd.isna(scotland) else float(scotland),
        measure.better,
        sentence,
        comparator.members,
    )


def _sentence(
    measure: Measure, own: pd.Series, other: float | None, comparator: Comparator, name: str, ijbs: pd.DataFrame
) -> str:
    if pd.isna(own["value"]):
        return (
            f"{measure.short_name}: {numbers.STATUS_WORDS[own['status']].lower()} for {name} in {own['period_label']}."
        )
    said = f"{measure.short_name}: {name} {numbers.figure(measure, own['value'])}"
    if other is not None and comparator.code != own["area_code"]:
        said += f", {sentences.against(measure, own['value'], other, comparator.name)}"
    held = ijbs["value"].dropna()
    return (
        f"{said}. The {len(held)} areas run from {numbers.figure(measure, held.min())} to "
        f"{numbers.figure(measure, held.max())}."
        if len(held) > 1
        else f"{said}."
    )


def _compared(measure: Measure, own: pd.Series, other: float | None, comparator: Comparator) -> str:
    """ "16.5 below Scotland (43.2)"; '' where there is nothing to compare."""
    if pd.isna(own["value"]) or other is None or comparator.code == own["area_code"]:
        return ""
    said = sentences.against(measure, own["value"], other, comparator.name)
    return said[:1].upper() + said[1:]


def _distance(ijbs: pd.Series, value: float, other: float | None) -> float:
    quarter, three_quarters = ijbs.quantile(0.25), ijbs.quantile(0.75)
    if other is None or pd.isna(value) or not three_quarters > quarter:
        return 0.0
    return abs(value - other) / (three_quarters - quarter)


def _theme(measure: Measure) -> str:
    return "IJB accounts" if measure.source == "ijb_accounts" else THEMES[measure.theme]


def with_ends(frame: pd.DataFrame, measures: Mapping[str, Measure]) -> tuple[pd.DataFrame, dict[str, dict[str, str]]]:
    """The rows and their group heads: each theme's head says "worse … better" (or "lower … higher") over its spines,
    and a row that runs the other way says so under its own."""
    heads, spines = {}, frame["spine"].copy()
    for theme, rows in frame.groupby("theme", sort=False):
        ends = pd.Series(
            {
                place: "neither" if measures[name].better == "neither" else "lower"
                for place, name in rows["measure"].items()
            }
        )
        usual = ends.mode().iloc[0]
        heads[str(theme)] = {"spine": spine_ends(usual)}
        for place in ends.index[ends != usual]:
            spines[place] = Html(spines[place]) + spine_ends(ends[place]) if spines[place] else ""
    return frame.assign(spine=spines), heads


def standing_out(frame: pd.DataFrame, tone: str) -> list[tuple[Mark, str]]:
    """At most five marks and sentences of one tone ('better' or 'worse'), the farthest from the comparator first."""
    chosen = frame[[mark.tone == tone for mark in frame["mark"]]]
    chosen = chosen.sort_values("distance", ascending=False).head(MOST_STANDING_OUT)
    return [(row["mark"], _stands(row)) for row in chosen.to_dict("records")]


def _stands(row: Mapping[str, object]) -> Html:
    words = row["mark"].words[:1].lower() + row["mark"].words[1:]
    compared = f" {row['compared']}." if row["compared"] else ""
    said = f" {row['latest']} in {row['period']}: {words}, {sentences.RULE_WORDS[row['rule']]}.{compared}"
    return element("b", row["plain"]) + element("span", said)


def tested(frame: pd.DataFrame) -> int:
    """How many of the rows carry a test."""
    return sum(mark.shape != "ring" for mark in frame["mark"])


def none_words(frame: pd.DataFrame) -> str:
    """What stands where nothing stands out: nothing meets a rule, or nothing has been tested."""
    return "Nothing meets a rule." if tested(frame) else "No measure has been tested yet."


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
        Column("change", "Change on a year", "right", phone=False),
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
            "theme": [_theme(measures[name]) for name in rows["measure"]],
            "measure": [measures[name].name for name in rows["measure"]],
            "value": rows["value"].to_numpy(),
            "unit": [measures[name].unit for name in rows["measure"]],
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
    heads = {
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
    return Download(f"{own['name'].lower().replace(' ', '-')}-every-measure", figures, heads, [("Area", own["name"])])
