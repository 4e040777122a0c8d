"""Slides of one area: who it is, where it stands out, its key measures, and the others of its health board's area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from ijb import numbers
from ijb.measures import Measure
from ijb.slides.ask import Ask, CannotShow
from ijb.slides.measure_rows import finding
from ijb.slides.pieces import marked, notes, plain, publishers_said, table_alt
from ijb.slides.slide import Notes, Said, Slide, Table
from ijb.views import about, board, heat, marking, measure_rows, one_ijb, standing_out

# Of money, need and flow, in this order.
KEY = (
    "adult_social_work_spend_per_adult",
    "home_care_cost_per_hour",
    "population_75plus_share",
    "care_at_home_people_rate",
    "people_waiting_for_assessment_rate",
    "delayed_beds_rate",
    "emergency_admissions_65plus_rate",
    "readmissions_rate",
)
MOST_ROWS, MOST_SOURCES = 8, 3
STANDS = (
    "A measure stands here where a rule has fired on its newest figure: against the area’s own past, or among the "
    "areas. At most five each side: persistent signals first, then those to watch, then rules on older figures; within "
    "each, the farthest from Scotland first."
)
NONE = "That no rule fires does not say that all is well: it says that nothing stands apart, on what is held."
FIRED = "The own area’s figures on which a rule fired, at the newest period that most areas hold."


def ijb_who(ask: Ask, block: str) -> Slide:
    """Who the area is: councils, health board, people aged 75 and over, deprivation, rurality."""
    store, own = ask.store, ask.store.area(ask.area)
    facts = one_ijb.facts(store, ask.area)
    measures = [store.measures[name] for name in one_ijb.WHO if name in store.measures]
    title = one_ijb.older_said(store, ask.area) or f"{own['name']}: who it is"
    table = Table(("Fact", own["name"]), tuple(facts))
    return Slide(
        block,
        title,
        f"{own['name']}. Who it is, whom it serves and where they live.",
        table=table,
        alt=table_alt(title, table),
        area=own["name"],
        notes=_notes(ask, measures, "What the area is, and what its people are like: context, not performance."),
    )


def ijb_stands_out(ask: Ask, block: str) -> Slide:
    """Where the area stands out on either side, a line each; or that nothing does."""
    store, own = ask.store, ask.store.area(ask.area)
    rows = measure_rows.rows(store, ask.area, ask.comparator, {})
    found = {side: standing_out.stands(store, rows, side) for side in standing_out.HEADS}
    measures = [store.measures[each.row["measure"]] for stands in found.values() for each in stands]
    tested = [store.measures[row["measure"]] for row in rows.to_dict("records") if standing_out.is_tested(row)]
    measures = list(dict.fromkeys(measures))
    behind = _notes(ask, measures or tested[:2], STANDS)
    if not measures:
        behind = replace(behind, caveat=NONE, receipt="", definition=STANDS)
    return Slide(
        block,
        standing_out.finding(rows, own["name"]),
        f"{own['name']}. Where it stands out, on the newest figures that most areas have.",
        said=tuple(_sides(standing_out.heads(own), found, standing_out.none_words(rows))),
        area=own["name"],
        notes=replace(behind, source=publishers_said(ask, tested)) if tested else behind,
    )


def _sides(heads: Mapping[str, str], found: Mapping[str, list[standing_out.Stand]], none: str) -> list[Said]:
    """A line a measure under the head of its side; then, under one head, the sides on which there is nothing."""
    said, empty = [], [side for side in ("worse", "better") if not found[side]]
    for side, stands in found.items():
        lines = [marked(each.mark, standing_out.in_short(each, side)) for each in stands]
        said += [replace(line, head="" if place else heads[side]) for place, line in enumerate(lines)]
    if len(empty) == 2:
        head = heads["worse"].replace("Worse", "Worse or better")
        said.append(Said(none.replace("this side", "either side"), head=head))
    return said + [Said(none, head=heads[side]) for side in empty if len(empty) == 1]


def ijb_measures(ask: Ask, block: str) -> Slide:
    """Eight measures of money, need and flow: newest figure, change and the comparator's."""
    store, own = ask.store, ask.store.area(ask.area)
    rows = measure_rows.rows(store, ask.area, ask.comparator, {}, only=KEY)
    measures = [store.measures[name] for name in rows["measure"]]
    beside = ask.comparator.code != ask.area
    heads = ("Measure", "Newest figure", "Period", "Change")
    other = f"{ask.comparator.name[:1].upper()}{ask.comparator.name[1:]}"
    title = finding(ask, "measures of money, need and flow", rows)
    cells = tuple(_measure(ask, each, row, beside) for each, row in zip(measures, rows.to_dict("records")))
    table = Table((*heads, other) if beside else heads, cells)
    return Slide(
        block,
        title,
        f"{own['name']}. Newest figures; changes on a year.",
        table=table,
        alt=table_alt(title, table),
        area=own["name"],
        notes=_notes(ask, measures, "The newest figure of each measure at the period that most areas have."),
    )


def _measure(ask: Ask, measure: Measure, row: Mapping[str, object], beside: bool) -> tuple[str, ...]:
    """A row: where there is no figure, the reason and the last one held stand in its place."""
    figure, unit = numbers.figure(measure, row["value"]), str(row["unit"]).removeprefix("% ")
    newest = f"{figure} {unit}" if pd.notna(row["value"]) else plain(str(row["latest"]))
    period = f"{str(row['period']).partition(' ')[2]}{row['aside']}"
    if _doubted(ask, measure):
        period += f", {measure_rows.IN_DOUBT}"
    return (row["plain"], newest, period, row["change"], *([row["other"]] if beside else []))


def _doubted(ask: Ask, measure: Measure) -> bool:
    """Whether the figure at the measure's default period is in doubt."""
    period, doubted = ask.store.default_period(measure.id, measure.default_breakdown), ask.store.doubted()
    own = doubted[(doubted["area_code"] == ask.area) & (doubted["measure"] == measure.id)]
    return period is not None and period.start in set(own["period_start"])


def ijb_board(ask: Ask, block: str) -> Slide:
    """The areas of the own area's health board, by residence, and its hospitals. Raises CannotShow."""
    store, own = ask.store, ask.store.area(ask.area)
    if own["level"] != "ijb":
        raise CannotShow("Scotland has no health board of its own: choose an area.")
    if store.names_hidden:
        raise CannotShow("The areas of one health board are left out while names are hidden.")
    rows, measure = board.figures(store, own), store.measures[board.RESIDENCE]
    period = store.default_period(measure.id, measure.default_breakdown)
    places = rows.index[rows["area_code"] == ask.area].tolist()
    table = Table(
        ("Area", "Beds per 100,000 adults", "On a year ago"),
        tuple(zip(rows["who"], rows["value"], rows["change"])),
        int(places[0]) if places else None,
    )
    behind = notes(ask, [measure, store.measures[board.TREATMENT]], (ask.area, "", "", period))
    return Slide(
        block,
        board.title(store, own),
        f"{own['name']}. {board.subtitle(store)}",
        table=table,
        alt=table_alt(board.title(store, own), table),
        area=own["name"],
        notes=replace(behind, definition=f"{board.subtitle(store)} {behind.definition}"),
    )


def heat_own(ask: Ask, block: str) -> Slide:
    """The own area's figures on which a rule fired, under what they come to. Raises CannotShow."""
    store, own = ask.store, ask.store.area(ask.area)
    theme = ask.one_of("theme", list(heat.theme_words(store)), heat.ALL)
    colour = ask.one_of("colour", list(marking.WORDS), marking.DIRECTION)
    grid = heat.grid(store, ask.area, colour, theme, {})
    if not heat.own_said(grid):
        raise CannotShow(f"There is no figure of {own['name']} among the areas here.")
    title = heat.own_said(grid).rstrip(".")
    fired, lines = heat.own_fired(grid), grid.rows.set_index("measure")
    of = [store.measures[name] for name in (fired["measure"] if len(fired) else grid.rows["measure"].head(2))]
    table = Table(
        ("Measure", "Newest figure", "Period", marking.WORDS[colour]),
        tuple(_cell(row, lines.loc[row["measure"]]) for row in fired.head(MOST_ROWS).to_dict("records")),
    )
    first = f" The first {MOST_ROWS} of {len(fired)}, worse before better." if len(fired) > MOST_ROWS else ""
    return Slide(
        block,
        title,
        f"{own['name']}: {heat.CAPTIONS[colour]}.{first}",
        table=table if len(fired) else None,
        said=() if len(fired) else (Said(f"{title}."),),
        alt=table_alt(title, table) if len(fired) else "",
        area=own["name"],
        notes=_notes(ask, of, f"{heat.measured(grid)}. {FIRED}"),
    )


def _cell(row: Mapping[str, object], line: pd.Series) -> tuple[str, ...]:
    figure = f"{row['figure']} {line['unit'].removeprefix('% ')}"
    return (line["name"], figure, f"{row['period_label']}{row['marked']}", row["mark"].words)


def _notes(ask: Ask, measures: list[Measure], what: str) -> Notes:
    """The notes of several measures: what the block shows, then each definition; the receipt of the first."""
    main = measures[0]
    cautions = about.with_care(ask.store, ask.area, measures)
    period = ask.store.default_period(main.id, main.default_breakdown)
    figure = (ask.area, main.default_breakdown, ask.store.real_basis(main.id), period) if period else None
    found = notes(ask, measures, figure, cautions[0] if cautions else "")
    source = publishers_said(ask, measures) if len({each.source for each in measures}) > MOST_SOURCES else found.source
    return replace(found, source=source, definition=f"{what} {found.definition}")
