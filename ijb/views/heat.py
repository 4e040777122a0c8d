"""Every measure for every area at once: what the heat map of Compare draws, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ijb import numbers
from ijb.address import href
from ijb.charts.markup import Html, element
from ijb.charts.status import NOT_TESTED, Mark
from ijb.charts.table import link
from ijb.measures import Measure
from ijb.sentences import direction
from ijb.store import Store
from ijb.views.about import sources_said
from ijb.views.download import Download, file_name
from ijb.views.marking import DIRECTION, LEVEL, WORDS, answers, direction_of, level_of
from ijb.views.measure_rows import THEMES
from ijb.views.measure_rows import theme as group_of

ALL = "all"
VIEWS = {"ranked": "One measure, ranked", "heat": "Every measure, heat map"}
OF = {LEVEL: level_of, DIRECTION: direction_of}
CAPTIONS = {LEVEL: "where each stands among the areas", DIRECTION: "each figure against its area’s own past"}
COLOUR = {
    LEVEL: "where the area stands, far from the rest or clearly different from Scotland, as the measure is tested",
    DIRECTION: "the figure against the area’s own past; figures that are not tested so are outlined",
}
FOUND = {
    LEVEL: "{worse} {are} apart from the rest on the worse side and {better} on the better",
    DIRECTION: "{worse} {are} worse than usual and {better} better",
}
KEY = {
    LEVEL: {
        "better": "Apart, on the better side",
        "worse": "Apart, on the worse side",
        "apart": "Apart, neither side better",
        "same": "Among the rest",
        "none": "Not tested",
    },
    DIRECTION: {
        "better": "Better than usual",
        "worse": "Worse than usual",
        "apart": "Changed, neither way better",
        "same": "No clear change",
        "none": "Not tested",
    },
}
HEADS = {
    "group": "Theme",
    "name": "Measure",
    "measure": "Measure id",
    "unit": "Unit",
    "period_label": "Period",
    "area": "Area",
    "area_code": "Code",
    "value": "Value",
    "mark_text": "",
    "status_text": "Status",
    "source": "Source",
}
NEEDED = ["measure", "value", "period_start", "tested_to", "rule", "point_type", "level_type", "level_method"]
COLUMNS = [*NEEDED, "area_code", "name", "breakdown", "basis", "period_label", "status"]


@dataclass(frozen=True)
class Grid:
    """The heat map: `rows`, `columns` and `cells` as charts.heat draws them; `cells` holds in full what the download
    does. colour: level or direction; theme: its words, '' for all; own: the reader's area, first of the columns, None
    where it is not among them."""

    rows: pd.DataFrame
    columns: pd.DataFrame
    cells: pd.DataFrame
    colour: str
    theme: str
    own: str | None

    @property
    def own_name(self) -> str | None:
        """The name of the own area."""
        return None if self.own is None else str(self.columns["name"].iloc[0])

    @property
    def held(self) -> int:
        """How many cells hold a figure."""
        return int(self.cells["tone"].notna().sum())

    def count(self, tone: str, area: str | None = None) -> int:
        """How many cells of a tone, of one area or of all."""
        found = self.cells["tone"] == tone
        return int(found.sum() if area is None else (found & (self.cells["area_code"] == area)).sum())


def other_view(looking: str, choices: Mapping[str, str]) -> Html:
    """A link to the other way of looking."""
    if looking == "heat":
        return element("p", link(href("compare", choices), "One measure at a time"), class_="ijb ijb-note")
    return element(
        "p", link(href("compare", choices, view="heat"), "Every measure in one table"), class_="ijb ijb-note"
    )


def theme_words(store: Store) -> dict[str, str]:
    """The themes to choose among, by id, every one of them first."""
    held = {measure.theme for measure in store.measures.values() if measure.areas == "residence"}
    return {ALL: "All themes"} | {name: words for name, words in THEMES.items() if name in held}


def grid(store: Store, own: str, colour: str, theme: str, choices: Mapping[str, str]) -> Grid:
    """Each measure at its default period, breakdown and area of residence, money in real terms; the own area first,
    the others by name.

    colour: which question the cells answer, level or direction; theme: a theme's id or ALL. Raises KeyError for any
    other.
    """
    of, words = OF[colour], theme_words(store)[theme]
    measures = {
        name: measure
        for name, measure in store.measures.items()
        if measure.areas == "residence" and theme in (ALL, measure.theme)
    }
    found = store.everywhere()
    money = found["measure"].map(lambda name: name in measures and measures[name].money)
    kept = found["measure"].isin(list(measures)) & (found["level"] == "ijb") & (money == found["basis"].ne(""))
    cells = _described(measures, found.loc[kept, COLUMNS].reset_index(drop=True), colour, of)
    rows, columns = _rows(measures, cells, choices), _columns(store, own, choices)
    shown = own if columns["own"].any() else None
    return Grid(rows, columns, cells, colour, "" if theme == ALL else words, shown)


def _described(measures: Mapping[str, Measure], found: pd.DataFrame, colour: str, of) -> pd.DataFrame:
    """The cells with figure, marked, mark, tone (of the mark; apart where neither side is better; missing where there
    is no figure) and reason."""
    tested = {name for name, measure in measures.items() if colour in answers(measure)}
    marks, figures, tones = [], [], []
    for values in zip(*(found[name].tolist() for name in NEEDED)):
        row = dict(zip(NEEDED, values))
        measure, held = measures[row["measure"]], pd.notna(row["value"])
        marks.append(of(measure, row) if row["measure"] in tested else NOT_TESTED)
        figures.append(numbers.figure(measure, row["value"]) if held else None)
        tones.append(_tone(marks[-1]) if held else None)
    reasons = found["status"].map(numbers.STATUS_WORDS)
    listed = {"figure": figures, "mark": marks, "tone": tones}
    return found.assign(
        **{name: pd.Series(each, found.index, dtype="object") for name, each in listed.items()},
        marked=[numbers.standing(measures[name], status) for name, status in zip(found["measure"], found["status"])],
        reason=reasons.where(found["value"].isna(), ""),
        status_text=reasons,
    )


def _tone(mark: Mark) -> str:
    return "apart" if mark.tone == "same" and mark.shape in ("up", "down") else mark.tone


def _rows(measures: Mapping[str, Measure], cells: pd.DataFrame, choices: Mapping[str, str]) -> pd.DataFrame:
    """measure, group, name, note (its period), title (what it is, in its unit, and which way is better), unit, href."""
    found = []
    for row in cells.drop_duplicates("measure").to_dict("records"):
        measure = measures[row["measure"]]
        unit = numbers.written_unit(measure, row["breakdown"], row["basis"])
        found.append(
            {
                "measure": measure.id,
                "group": group_of(measure),
                "name": measure.short_name,
                "note": row["period_label"],
                "title": f"{measure.name}, {unit}, {row['period_label']}. {direction(measure)}",
                "unit": unit,
                "href": href("compare", choices, measure=measure.id),
            }
        )
    return pd.DataFrame(found)


def _columns(store: Store, own: str, choices: Mapping[str, str]) -> pd.DataFrame:
    areas = store.areas[store.areas["level"] == "ijb"]
    codes = areas.rename(columns={"code": "area_code"})[["area_code", "name", "abbr"]]
    shown = codes.assign(
        own=codes["area_code"] == own, href=[href("ijb", choices, area=code) for code in areas["code"]]
    )
    return shown.sort_values(["own", "name"], ascending=[False, True]).reset_index(drop=True)


def title(grid: Grid) -> str:
    """The finding: how many cells hold a figure, and how many of them are apart on either side."""
    held = grid.held
    if not held:
        return f"None of the {len(grid.cells):,} cells holds a figure"
    return f"Of {len(grid.cells):,} cells {held:,} {'holds' if held == 1 else 'hold'} a figure: {_found(grid)}"


def _found(grid: Grid, area: str | None = None) -> str:
    worse, better = grid.count("worse", area), grid.count("better", area)
    said = {"worse": f"{worse:,}" if worse else "none", "better": f"{better:,}" if better else "none"}
    return FOUND[grid.colour].format(**said, are="is" if worse < 2 else "are")


def measured(grid: Grid) -> str:
    """What the cells are of: "Flow: each measure at the newest period that most areas hold, for 31 areas"."""
    theme = f"{grid.theme}: each" if grid.theme else "Each"
    return f"{theme} measure at the newest period that most areas hold, for {len(grid.columns)} areas"


def subtitle(grid: Grid) -> str:
    """What the cells are of, what their colour answers, and how to go on."""
    order = f", {grid.own_name} first and with its figures" if grid.own else ""
    colour = f"Colour: {COLOUR[grid.colour]}."
    return f"{measured(grid)}{order}. {colour} Point at a cell for its figure, or open its measure."


def own_fired(grid: Grid) -> pd.DataFrame:
    """The own area's cells on which a rule fired, the worse first, then the better, then those where neither side is
    better; within each in reading order."""
    order = {"worse": 0, "better": 1, "apart": 2}
    own = grid.cells[(grid.cells["area_code"] == grid.own) & grid.cells["tone"].isin(list(order))]
    return own.sort_values("tone", key=lambda tones: tones.map(order), kind="stable")


def caption(grid: Grid) -> str:
    """The name of the table."""
    theme = f"{grid.theme}: " if grid.theme else ""
    return f"{theme}{len(grid.rows)} measures by {len(grid.columns)} areas, {CAPTIONS[grid.colour]}"


def key(grid: Grid) -> list[tuple[str, str]]:
    """(tone, words) of what occurs."""
    found = [(tone, words) for tone, words in KEY[grid.colour].items() if grid.count(tone)]
    return found + ([("empty", "No figure")] if grid.held < len(grid.cells) else [])


def own_said(grid: Grid) -> str:
    """The own area's column in words; '' where there is none, or no figure in it."""
    held = sum(grid.count(tone, grid.own) for tone in KEY[grid.colour]) if grid.own else 0
    if not held:
        return ""
    name = grid.own_name
    return f"{name}: of {held} {'figure' if held == 1 else 'figures'}, {_found(grid, grid.own)}."


def download(store: Store, grid: Grid) -> Download:
    """Every cell, a row each, in full, with the sources of all of them above."""
    figures = grid.cells.rename(columns={"name": "area"}).merge(grid.rows[["measure", "group", "name", "unit"]])
    figures = figures.assign(
        mark_text=[_words(mark, value) for mark, value in zip(figures["mark"], figures["value"])],
        source=[store.sources[store.measures[name].source].title for name in figures["measure"]],
    )
    about = [
        ("Measures by areas", title(grid)),
        ("Colours", COLOUR[grid.colour]),
        *sources_said(store, [store.measures[name] for name in grid.rows["measure"]]),
    ]
    heads = HEADS | {"mark_text": WORDS[grid.colour]}
    return Download(file_name("measures by areas", grid.theme, grid.colour), figures, heads, about)


def _words(mark: Mark, value: float) -> str:
    return mark.words if pd.notna(value) else ""
