"""Slides of one measure, area beside area: ranked, the own area among them, by size, and by health board area."""

from __future__ import annotations

import pandas as pd

from ijb import sentences
from ijb.charts.dots import starts_at_zero
from ijb.charts.status import Mark
from ijb.measures import Measure
from ijb.slides.ask import Ask, CannotShow
from ijb.slides.pieces import ALL_AREAS, marked, notes, scale_of, values
from ijb.slides.slide import Curve, Dot, Dots, Notes, Said, Scale, Scatter, Slide, Spot, Table, Tone
from ijb.store import SCOTLAND
from ijb.views import about, areas, comparison, funnels, own_area
from ijb.views.areas import Question
from ijb.views.marking import answers, usual

DEFAULT = "delayed_beds_rate"
EXTREMES, MOST_NAMED, MOST_ROWS = 2, 8, 8
EVERY = 3  # of the points along a limit, each so many is kept
LIMITS = {
    "upper_998": "99.8% limit, upper",
    "upper_95": "95% limit, upper",
    "lower_95": "95% limit, lower",
    "lower_998": "99.8% limit, lower",
}
BELOW = " The same figures are in the table below."


def compare(ask: Ask, block: str) -> Slide:
    """All the areas of a measure, with what is drawn behind each. Raises CannotShow where none has a figure."""
    question = asked(ask)
    order = ask.one_of("sort", list(comparison.ORDERS), "value")
    rows = comparison.ordered(with_figures(ask, question), order)
    return _ranked(
        ask,
        block,
        question,
        rows,
        f"{comparison.measured(question, rows)} {comparison.colour_words(question, rows)}",
        ranges=True,
    )


def glance_map(ask: Ask, block: str) -> Slide:
    """The measure of the front page's map, an area a dot. Raises CannotShow."""
    question = of_map(ask)
    rows = with_figures(ask, question)
    words = f"{comparison.map_subtitle(question, rows)} {sentences.direction(question.measure)}"
    if not starts_at_zero(_without_ranges(rows)):
        words += " The axis does not start at zero."
    return _ranked(ask, block, question, rows, words, ranges=False)


def asked(ask: Ask) -> Question:
    """The measure as the page Compare is asked for it."""
    measure = ask.measure(DEFAULT)
    breakdown = ask.breakdown(measure)
    return Question(measure, breakdown, ask.basis(measure), ask.period(measure, breakdown), _colour(ask, measure))


def of_map(ask: Ask) -> Question:
    """The measure as the front page is asked for it. Raises CannotShow."""
    offered = [name for name, each in ask.store.measures.items() if each.areas == "residence"]
    measure = ask.store.measures[ask.one_of("measure", offered, DEFAULT)]
    question = areas.default_question(ask.store, measure, _colour(ask, measure))
    if question is None:
        raise CannotShow(f"No figure of {measure.short_name} is held.")
    return question


def _colour(ask: Ask, measure: Measure) -> str:
    return ask.one_of("colour", list(answers(measure)), usual(measure))


def with_figures(ask: Ask, question: Question) -> pd.DataFrame:
    """The rows of a comparison. Raises CannotShow where no area has a figure."""
    rows = areas.rows(ask.store, question, ask.area, ask.comparator, {})
    if rows["value"].isna().all():
        name = sentences.mid_sentence(question.measure.short_name)
        raise CannotShow(f"No area has a figure of {name} for {question.period.label}.")
    return rows


def among(rows: pd.DataFrame, question: Question) -> str:
    """Whose figures stand side by side: "Fife among Scotland’s 31 areas"."""
    what = "areas" if question.level == "ijb" else "health board areas"
    own = comparison.own_name(rows)
    return f"{own} among Scotland’s {len(rows)} {what}" if own else f"Scotland’s {len(rows)} {what}"


def tone(mark: Mark) -> Tone:
    """The tone of a mark: better or worse where a rule fired on that side."""
    return mark.tone if mark.tone in ("better", "worse") else "other"


def _ranked(ask: Ask, block: str, question: Question, rows: pd.DataFrame, words: str, ranges: bool) -> Slide:
    scotland = areas.scotland_row(ask.store, question)
    return Slide(
        block,
        comparison.title(question, rows),
        f"{among(rows, question)}: {sentences.mid_sentence(words)}",
        chart=_dots(question, rows if ranges else _without_ranges(rows), scotland),
        alt=comparison.alt(question, rows, scotland).removesuffix(BELOW),
        area=ask.store.area(ask.area)["name"],
        notes=_notes(ask, question, rows),
    )


def _without_ranges(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(low=float("nan"), high=float("nan"))


def _dots(question: Question, rows: pd.DataFrame, scotland: dict[str, object]) -> Dots:
    held = rows[rows["value"].notna()]
    named, line = _named(held), comparison.dashed(scotland)
    drawn = zip(held.to_dict("records"), *(values(held[name]) for name in ("value", "low", "high")))
    dots = tuple(
        Dot(
            row["short_name"],
            value,
            row["value_text"],
            tone(row["mark"]),
            bool(row["own"]),
            row["area_code"] in named,
            low if high is not None else None,
            high if low is not None else None,
        )
        for row, value, low, high in drawn
    )
    return Dots(
        dots,
        scale_of(question.measure),
        sentences.axis_direction(question.measure),
        (line[0], f"Scotland {line[1]}") if line else None,
        areas.range_words(question.measure) if held["low"].notna().any() else "",
        comparison.missing(rows),
        starts_at_zero(rows),
    )


def _named(held: pd.DataFrame) -> set[str]:
    """The own area, and the two highest and the two lowest."""
    order = held.sort_values(["value", "name"])["area_code"].tolist()
    return {*held.loc[held["own"], "area_code"], *order[:EXTREMES], *order[-EXTREMES:]}


def _notes(ask: Ask, question: Question, rows: pd.DataFrame) -> Notes:
    """The notes of a comparison, with the receipt of the own area's figure, else of Scotland's."""
    cautions = about.with_care(ask.store, ask.area, [question.measure])
    figure = (own_area.whose(rows), question.breakdown, question.basis, question.period)
    return notes(ask, [question.measure], figure, cautions[0] if cautions else "", (ALL_AREAS, SCOTLAND))


def compare_own(ask: Ask, block: str) -> Slide:
    """Where the reader's own area stands, and whether that holds. Raises CannotShow where it has no figure."""
    question = asked(ask)
    rows = with_figures(ask, question)
    own = own_area.own_words(ask.store, question, rows, ask.comparator)
    if own is None:
        raise CannotShow("Scotland is what the areas are set beside: choose an area.")
    if pd.isna(own.row["value"]):
        raise CannotShow(f"{own.row['name']} has no figure: {sentences.mid_sentence(own.figure)}.")
    said = [Said(f"{own.place}.")] if own.place else []
    said += [marked(own.row["level"], own.level)] if own.level else []
    said += [Said(words) for words in [own.compared, f"{own.apart[0]}." if own.apart else ""] if words]
    said = said or [Said("No position and no comparison is worked out for this figure.")]
    where = ", board of treatment" if question.level == "health_board" else ""
    measured = f"{sentences.mid_sentence(question.measure.name)}, {question.unit}, {question.period.label}{where}."
    return Slide(
        block,
        f"{own.row['name']}: {own.figure}{_beside(question, own.row, ask)}",
        f"{among(rows, question)}: {measured} {sentences.direction(question.measure)}",
        said=tuple(said),
        area=ask.store.area(ask.area)["name"],
        notes=_notes(ask, question, rows),
    )


def _beside(question: Question, row: pd.Series, ask: Ask) -> str:
    """ ", 8.3 above Scotland (43.2)"; '' where there is nothing to set it beside."""
    other = row["other"]
    if pd.isna(other) or ask.comparator.code == row["area_code"]:
        return ""
    return f", {sentences.against(question.measure, row['value'], other, ask.comparator.name)}"


def funnel(ask: Ask, block: str) -> Slide:
    """The areas by their number of cases, with the limits. Raises CannotShow where the measure has no funnel."""
    question = asked(ask)
    measure, rows = question.measure, with_figures(ask, question)
    found = funnels.drawn(question, rows)
    if found is None:
        raise CannotShow(f"There are no limits by number of cases for {sentences.mid_sentence(measure.short_name)}.")
    drawn = found.rows[found.rows["value"].notna() & found.rows["denominator"].gt(0)]
    beyond = drawn[[tone(mark) != "other" for mark in drawn["mark"]]]["area_code"].tolist()
    named = {*drawn.loc[drawn["own"], "area_code"], *beyond[: MOST_NAMED - 1]}
    measured = f"{sentences.mid_sentence(measure.name)}, {question.unit}, {question.period.label}."
    return Slide(
        block,
        funnels.title(found),
        f"{among(rows, question)}: {measured} {funnels.subtitle(found, plain=False)} {sentences.direction(measure)}",
        chart=Scatter(
            tuple(_spot(row, row["area_code"] in named) for row in drawn.to_dict("records")),
            funnels.cases(measure),
            f"{question.unit[:1].upper()}{question.unit[1:]}",
            Scale(),
            scale_of(measure),
            tuple(_curves(found)),
        ),
        alt=funnels.alt(found).removesuffix(BELOW),
        area=ask.store.area(ask.area)["name"],
        notes=_notes(ask, question, rows),
    )


def _spot(row: dict[str, object], named: bool) -> Spot:
    own = bool(row["own"])
    return Spot(row["short_name"], float(row["denominator"]), float(row["value"]), tone(row["mark"]), own, named)


def _curves(found: funnels.Funnel) -> list[Curve]:
    """The limits, and between them the rate of all areas together."""
    kept = found.curves.iloc[::EVERY]
    across = tuple(float(size) for size in kept["denominator"])
    limits = [Curve(words, across, tuple(float(each) for each in kept[name])) for name, words in LIMITS.items()]
    centre, words = found.centre
    return [*limits, Curve(f"Scotland {words}", (across[0], across[-1]), (float(centre), float(centre)))]


def boards(ask: Ask, block: str) -> Slide:
    """The health board areas with more than one member that has a figure: how far apart they lie. Raises CannotShow."""
    question = asked(ask)
    measure = question.measure
    if ask.store.names_hidden:
        raise CannotShow("The areas of one health board are left out while names are hidden.")
    if question.level != "ijb":
        raise CannotShow(f"{measure.short_name} is counted by health board area, not by area within one.")
    rows = with_figures(ask, question)
    spans = comparison.board_spans(rows).head(MOST_ROWS)
    if spans.empty:
        raise CannotShow("No health board area has figures of two areas or more.")
    own = rows.loc[rows["own"], "board_name"].tolist()
    measured = f"{measure.short_name}, {question.unit}, {question.period.label}."
    several = "Health board areas with figures of two areas or more, by name."
    return Slide(
        block,
        comparison.boards_title(rows),
        f"{measured} {among(rows, question)}. {several}",
        table=Table(
            ("Health board area", "Areas", "Lowest", "Highest"),
            tuple(_board(name, rows[rows["board_name"] == name]) for name in spans.index),
            next((place for place, name in enumerate(spans.index) if name in own), None),
        ),
        said=tuple(Said(words) for words in [comparison.missing(rows)] if words),
        alt=f"{comparison.boards_title(rows)}. {comparison.boards_sentence(question, rows)}",
        area=ask.store.area(ask.area)["name"],
        notes=_notes(ask, question, rows),
    )


def _board(name: str, members: pd.DataFrame) -> tuple[str, ...]:
    held = members.dropna(subset=["value"]).sort_values(["value", "name"])
    low, high = held.iloc[0], held.iloc[-1]
    count = f"{len(held)}" if len(held) == len(members) else f"{len(held)} of {len(members)}"
    ends = [f"{row['short_name']} {row['value_text']}" for row in (low, high)]
    return (name, count, *ends)
