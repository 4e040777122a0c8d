"""The signals page: who stands on which rung, what fired, what would clear it, and how many chance alone would give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from ijb import numbers, sentences
from ijb.address import href
from ijb.charts.blocks import note, paragraph
from ijb.charts.ladder import Rung
from ijb.charts.markup import Html, element
from ijb.charts.table import Column, cell_lines, link, phone_only
from ijb.measures import Measure
from ijb.sentences import of_signals
from ijb.signals import OUTLYING, PERSISTENT, RUNGS, SEVERAL, WATCH
from ijb.store import Store
from ijb.views.about import sources_said
from ijb.views.download import Download, file_name
from ijb.views.measure_rows import THEMES

ALL = "all"
LASTED = (
    "A persistent signal has lasted: three of the last four figures are outside, seven or more in a row are on one "
    "side or move one way, or it was so a year before too."
)
LIMITS_ANEW = (
    "Limits are worked anew with each new figure, so a figure that would clear a signal is given as things stand."
)
AT_LEAST = {ALL: "Every signal", PERSISTENT: "Those that persist", SEVERAL: "In several domains"}
GROUPS = {"area": "By area", "measure": "By measure"}
READERS = {"commission": "For the Accounts Commission", "board": "For the IJB", "partners": "For partners"}


@dataclass(frozen=True)
class Asked:
    """What the reader filtered by. area: '' for all of the 31; theme: ALL or a theme's id; rung: a key of AT_LEAST."""

    area: str
    theme: str
    rung: str


def theme_words(store: Store) -> dict[str, str]:
    """The themes that can give signals, by id."""
    speaking = {store.measures[name].theme for name in store.signal_tests()["measure"]}
    return {ALL: "All themes"} | {name: words for name, words in THEMES.items() if name in speaking}


def rows(store: Store, asked: Asked, choices: Mapping[str, str], side: str = "worse") -> pd.DataFrame:
    """The signals shown, a row each: the columns of Store.signals, theme, fired, and cells measure_cell, area_cell,
    fired_cell and rung_cell (HTML)."""
    every = store.signals(side)
    every = every.assign(theme=[store.measures[name].theme for name in every["measure"]])
    shown = every[
        (every["area_code"].eq(asked.area) | (not asked.area))
        & (every["theme"].eq(asked.theme) | (asked.theme == ALL))
        & every["rung"].isin(RUNGS[_least(asked.rung) :])
    ]
    records = shown.to_dict("records")
    fired = [sentences.fired(store.measures[row["measure"]], row) for row in records]
    return shown.assign(
        fired=fired,
        unit=[numbers.written_unit(store.measures[row["measure"]], row["breakdown"], row["basis"]) for row in records],
        short_measure=[store.measures[row["measure"]].short_name for row in records],
        measure_cell=[_measure_cell(store.measures[row["measure"]], row, choices) for row in records],
        area_cell=[link(href("ijb", choices, area=row["area_code"]), row["name"]) for row in records],
        fired_cell=[_fired_cell(said, row) for said, row in zip(fired, records)],
        rung_cell=[of_signals.RUNG_HEADS[row["rung"]] for row in records],
    )


def every_rung(asked: Asked) -> Asked:
    """The same without the filter by rung: what titles and the ladder speak of."""
    return replace(asked, rung=ALL)


def _least(rung: str) -> int:
    return 0 if rung == ALL else RUNGS.index(rung)


def _fired_cell(said: str, row: Mapping[str, object]) -> Html:
    """What fired and what would clear it; on a phone, the rung as well."""
    return cell_lines(said, row["clears_when"] or "") + phone_only(f"<b>{of_signals.RUNG_HEADS[row['rung']]}</b>")


def _measure_cell(measure: Measure, row: Mapping[str, object], choices: Mapping[str, str]) -> Html:
    """The measure, linked to where the signal is seen: among the areas, or over time."""
    page, shown = ("compare", {"colour": "level"}) if row["kind"] == OUTLYING else ("trend", {})
    address = href(page, choices, area=row["area_code"], measure=measure.id, **shown)
    value = f"{numbers.figure(measure, row['value'])} {measure.unit_for(row['breakdown'])}, {row['last_label']}"
    return cell_lines(link(address, measure.short_name), f"{value}{numbers.counted(measure, row)}")


def title(store: Store, asked: Asked, shown: pd.DataFrame) -> str:
    """The finding: how many areas stand on each rung, or how many signals the area has. shown: of every rung."""
    lasting, within = shown[shown["rung"] != WATCH], "" if asked.theme == ALL else THEMES[asked.theme].lower()
    if asked.area:
        return of_signals.one_area(store.area(asked.area)["name"], len(shown), len(lasting), within)
    several = shown.loc[shown["rung"] == SEVERAL, "area_code"].nunique()
    areas, rungs = len(store.codes("ijb")), (shown["area_code"].nunique(), lasting["area_code"].nunique(), several)
    return of_signals.ladder(areas, *rungs, within)


def pointer(store: Store, area: str, choices: Mapping[str, str]) -> Html:
    """The finding as a link to the signals page, for the pages that lead there. area: '' for all of the 31."""
    asked = Asked(area, ALL, ALL)
    words = title(store, asked, rows(store, asked, choices))
    return element(
        "p", link(href("signals", choices), f"{words}: rules, questions and false alarms"), class_="ijb ijb-text"
    )


def subtitle() -> str:
    return (
        "A signal is a rule that has fired on an area’s newest figure, on the side that is worse. It says where to "
        "look first; it does not say why, and it is not a judgement."
    )


def rungs(store: Store, shown: pd.DataFrame, choices: Mapping[str, str]) -> list[Rung]:
    """The three rungs, each area once, on its highest, by name."""
    found = []
    for rung, named in on_rungs(store, shown).items():
        links = [link(href("signals", choices, area=code), name) for name, code in named]
        found.append(Rung(of_signals.RUNG_HEADS[rung], of_signals.RUNG_MEANS[rung], links))
    return found


def on_rungs(store: Store, shown: pd.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """By rung, the name and code of each area whose highest it is, by name."""
    highest = shown.assign(place=[RUNGS.index(rung) for rung in shown["rung"]]).groupby("area_code")["place"].max()
    return {
        rung: sorted((store.area(code)["name"], code) for code in highest.index[highest == place])
        for place, rung in enumerate(RUNGS)
    }


def expected(store: Store, asked: Asked, shown: pd.DataFrame) -> str:
    """How many of the signals shown chance alone would give; '' where only the top rung is asked for."""
    if asked.rung == SEVERAL:
        return ""
    tests = store.signal_tests()
    themes = tests["measure"].map(lambda name: store.measures[name].theme)
    tests = tests[
        (tests["area_code"].eq(asked.area) | (not asked.area)) & (themes.eq(asked.theme) | (asked.theme == ALL))
    ]
    if tests.empty:
        return "No figure of these is new enough to be tested."
    lasting = asked.rung == PERSISTENT
    low, high = ("low_persistent", "high_persistent") if lasting else ("low", "high")
    return of_signals.expected(len(shown), len(tests), tests[low].sum(), tests[high].sum(), lasting)


def alarms(store: Store, asked: Asked, shown: pd.DataFrame) -> list[Html]:
    """How many chance alone would give, and what is meant by it; on the page of one area, what lasting means."""
    said = expected(store, asked, shown)
    means = f"{LIMITS_ANEW} {LASTED}"
    return [
        paragraph(said),
        note(of_signals.EXPECTED_MEANS) if said else Html(""),
        note(means) if len(shown) else Html(""),
    ]


def columns(group: str) -> list[Column]:
    """The columns of the table of signals, grouped by area or by measure."""
    first = Column("measure_cell", "Measure and newest figure", row_head=True, html=True)
    if group == "measure":
        first = Column("area_cell", "Area", row_head=True, html=True)
    return [
        first,
        Column("fired_cell", "What fired, and what would clear it", html=True),
        Column("rung_cell", "Watch or persistent", phone=False),
    ]


def group_column(group: str) -> str:
    """The column of `rows` whose values head the groups."""
    return {"area": "name", "measure": "short_measure"}[group]


def ordered(store: Store, shown: pd.DataFrame, group: str) -> pd.DataFrame:
    """By area and reading order, or by reading order and area: never by how many."""
    order = shown["measure"].map(lambda name: store.measures[name].order)
    keys = ["name", "order"] if group == "area" else ["order", "name"]
    return shown.assign(order=order).sort_values(keys, kind="stable")


def questions(store: Store, shown: pd.DataFrame) -> list[tuple[str, Html]]:
    """For each measure with a signal shown, its name and the questions that its signals raise, by who asks."""
    found = []
    for name, measure in store.measures.items():
        if name in set(shown["measure"]):
            lists = [
                element("p", element("b", words))
                + element("ul", *[element("li", each) for each in measure.questions[who]])
                for who, words in READERS.items()
            ]
            found.append((measure.short_name, element("div", *lists, class_="ijb ijb-about")))
    return found


def download(store: Store, asked: Asked, shown: pd.DataFrame) -> Download:
    """The signals shown, in full."""
    heads = {
        "name": "Area",
        "area_code": "Code",
        "short_measure": "Measure",
        "measure": "Measure id",
        "kind": "Signal",
        "rung": "Rung",
        "rule": "Rule",
        "fired": "What fired",
        "first_label": "First period",
        "last_label": "Last period",
        "value": "Value",
        "unit": "Unit",
        "lower": "Lower limit of its own past",
        "centre": "Average of its own past",
        "upper": "Upper limit of its own past",
        "level_lower": "Lower limit among the areas",
        "level_upper": "Upper limit among the areas",
        "clears_when": "What would clear it",
    }
    who = store.area(asked.area)["name"] if asked.area else "all areas"
    alarms = f"{expected(store, asked, shown)} {of_signals.EXPECTED_MEANS}".strip()
    said = [("Signals", subtitle()), ("False alarms", alarms)]
    said += sources_said(store, [store.measures[name] for name in dict.fromkeys(shown["measure"])])
    return Download(file_name("signals", who), shown, heads, said, title=f"Signals: {who}")
