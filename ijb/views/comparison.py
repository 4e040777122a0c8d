"""What Compare and the maps say of their rows: titles, subtitles, alternatives, columns, downloads."""

from __future__ import annotations

import pandas as pd

from ijb import numbers, sentences
from ijb.charts.dots import starts_at_zero
from ijb.charts.markup import Html, element
from ijb.charts.status import TESTED_LATER, Mark, status_html
from ijb.charts.table import Column, cell_lines, link, phone_only
from ijb.comparators import Comparator
from ijb.measures import Measure
from ijb.store import SCOTLAND
from ijb.views.areas import Question, range_words, trend_head, year_head
from ijb.views.download import Download, file_name
from ijb.views.marking import DIRECTION, answers

# What is drawn behind a dot, by method: the least and the most.
DRAWN_BEHIND = {
    "funnel": ("Lower 99.8% limit for its size", "Upper 99.8% limit for its size"),
    "interval": ("95% interval, lower", "95% interval, upper"),
}
NO_MAP = "The map is left out while names are hidden: a place on it would give a name away."
BEHIND = {"funnel": "99.8% limits", "interval": "95% interval"}
ORDERS = {"value": "By figure", "name": "By name", "board": "By health board area"}
ORDER_WORDS = {"name": "by name", "board": "by health board area"}


def ordered(rows: pd.DataFrame, order: str) -> pd.DataFrame:
    """The rows by figure (as they come), by name, or by health board area and then name."""
    keys = {"name": ["name"], "board": ["board_name", "name"]}.get(order)
    return rows.sort_values(keys).reset_index(drop=True) if keys else rows


def title(question: Question, rows: pd.DataFrame) -> str:
    """The finding of the comparison: who is apart from Scotland, where that is tested by cases or intervals."""
    if question.measure.chart_method in DRAWN_BEHIND and rows["level_rule"].notna().any():
        held = rows[rows["value"].notna()]
        apart = [
            sorted(held.loc[held["level_rule"].str.contains(side, na=False), "name"]) for side in ("above", "below")
        ]
        return sentences.apart_from_scotland(question.measure, held, *apart, question.breakdown, question.words)
    return sentences.highest_and_lowest(
        question.measure, rows[rows["value"].notna()], question.breakdown, question.words
    )


def measured(question: Question, rows: pd.DataFrame) -> str:
    """What is measured, and the marks."""
    measure = question.measure
    where = ", board of treatment" if question.level == "health_board" else ""
    parts = [f"{measure.name}, {question.unit}, {question.period.label}{where}."]
    if rows["low"].notna().any():
        parts.append(f"Line: {range_words(measure)[:1].lower()}{range_words(measure)[1:]}.")
    parts.append(sentences.direction(measure))
    if not starts_at_zero(rows):
        parts.append("The axis does not start at zero.")
    return " ".join(parts)


def subtitle(question: Question, rows: pd.DataFrame) -> str:
    """What is measured, the marks and how to go on."""
    linked = rows["href"].ne("").any() and rows["value"].notna().any()
    return measured(question, rows) + (" Choose a name to open that area." if linked else "")


def map_subtitle(question: Question, rows: pd.DataFrame) -> str:
    """What the tiles show and what their colour answers."""
    measure = question.measure
    return f"{measure.short_name}, {question.unit}, {question.period.label}. {colour_words(question, rows)}"


def colour_words(question: Question, rows: pd.DataFrame) -> str:
    """Which of the two questions the colours of these rows answer, or that they answer none."""
    if question.answers == DIRECTION:
        if rows["rule"].notna().any():
            return "Colour: the figure against the area’s own past."
        if any(mark == TESTED_LATER for mark in rows["direction"]):
            return "No colour: only the newest figures are tested against the area’s own past."
        return "No colour: these figures are not tested against the area’s own past."
    if rows["level_rule"].notna().any():
        return f"Colour: where the area stands. {far_words(question, rows)}".rstrip()
    return "No colour: these figures are not tested against one another."


def far_words(question: Question, rows: pd.DataFrame) -> str:
    """From what figures on an area is far from the rest; by funnel or interval, what it is compared with."""
    tested = rows.dropna(subset=["level_rule"])
    method = tested["level_method"].iloc[0] if len(tested) else ""
    if method != "far":
        return {"funnel": "Limits for its number of cases.", "interval": "99.8% intervals that do not meet."}.get(
            method, ""
        )
    low, high = (numbers.figure(question.measure, tested[name].iloc[0]) for name in ("level_low", "level_high"))
    ends = [f"above {high}" if high != numbers.BLANK else "", f"below {low}" if low != numbers.BLANK else ""]
    return f"Far from the rest: {' or '.join(end for end in ends if end)}." if any(ends) else ""


def map_text(measure: Measure, value: float) -> str:
    """A figure short enough for a tile."""
    if abs(value) >= 10000:
        return f"{'£' if measure.shown_as == 'pounds' else ''}{numbers.number(value / 1000)}k"
    text = numbers.number(value, 0 if abs(value) >= 10 else min(measure.decimals, 1))
    return f"£{text}" if measure.shown_as == "pounds" else text


def as_tiles(question: Question, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with figures short enough for a tile, None where there is no figure."""
    texts = [map_text(question.measure, value) if pd.notna(value) else None for value in rows["value"]]
    return rows.assign(value_text=pd.Series(texts, index=rows.index, dtype="object"))


def marks_shown(rows: pd.DataFrame) -> list[Mark]:
    """The marks that occur, each once, for the key."""
    held = rows.loc[rows["value"].notna(), "mark"]
    order = {"better": 0, "worse": 1, "same": 2, "none": 3}
    return sorted(dict.fromkeys(held), key=lambda mark: order[mark.tone])


def own_name(rows: pd.DataFrame) -> str | None:
    """The reader's own area, if it is among the rows."""
    own = rows.loc[rows["own"], "name"]
    return str(own.iloc[0]) if len(own) else None


def map_extras(rows: pd.DataFrame) -> list[tuple[str, str]]:
    return [("empty", "No figure")] if rows["value"].isna().any() else []


def chart_extras(rows: pd.DataFrame, comparator: Comparator) -> list[tuple[str, str]]:
    """Key entries for what else the chart draws."""
    extras = [("dashed", "Scotland")]
    if rows["low"].notna().any():
        extras.append(("range", BEHIND.get(rows["level_method"].dropna().max(), "Range")))
    if rows["peer"].any():
        words = {"peers": "Nearest peers", "own": "Areas chosen"}
        members = f"In {comparator.name.removeprefix('the median of ')}"
        extras.append(("peer", words.get(comparator.kind, members)))
    return [*extras, *map_extras(rows)]


def missing(rows: pd.DataFrame) -> str:
    """Who has no figure and why, by reason; '' where everyone has one."""
    gone = rows[rows["value"].isna()]
    if gone.empty or len(gone) == len(rows):
        return ""
    said = [f"{reason.lower()}: {sentences.in_list(sorted(group['name']))}" for reason, group in gone.groupby("reason")]
    return f"No figure ({'; '.join(said)})."


def nothing(question: Question, rows: pd.DataFrame, scotland: dict[str, object]) -> str:
    """Why no area has a figure, and what Scotland has."""
    usual = rows.loc[rows["status"] != "not_applicable", "reason"]
    reasons = "; ".join(reason.lower() for reason in (usual if len(usual) else rows["reason"]).unique())
    said = f"No area has a figure for {question.period.label} ({reasons})."
    if pd.notna(scotland["value"]):
        said += f" Scotland: {numbers.phrase(question.measure, scotland['value'], question.breakdown)}."
    return f"{said} Once a file with figures by area is put in data/extracts, they are shown here."


def dashed(scotland: dict[str, object]) -> tuple[float, str] | None:
    """Scotland's line, if it has a figure."""
    return (float(scotland["value"]), scotland["value_text"]) if pd.notna(scotland["value"]) else None


def axis_format(measure: Measure) -> str:
    return numbers.axis_format(measure)


def alt(question: Question, rows: pd.DataFrame, scotland: dict[str, object]) -> str:
    """The chart in words: its finding, Scotland and the reader's own area."""
    own = rows[rows["own"] & rows["value"].notna()]
    said = [f"{title(question, rows)}.", f"{question.unit[:1].upper()}{question.unit[1:]}, {question.period.label}."]
    if pd.notna(scotland["value"]):
        said.append(f"Scotland {scotland['value_text']}.")
    said += [f"{row['name']} {row['value_text']}." for row in own.to_dict("records")]
    return " ".join([*said, "The same figures are in the table below."])


def with_scotland(rows: pd.DataFrame, scotland: dict[str, object]) -> pd.DataFrame:
    """The rows and Scotland's, with HTML cells for name and status."""
    both = pd.concat([pd.DataFrame([scotland]), rows], ignore_index=True)
    records, tested = both.to_dict("records"), both["rule"].notna().any()
    names = [_name_cell(row, row["direction"] if tested else row["level"]) for row in records]
    statuses = [
        cell_lines(status_html(mark), sentences.SHORT_RULES.get(rule, ""))
        for mark, rule in zip(both["direction"], both["rule"])
    ]
    levels = [numbers.BLANK if row["area_code"] == SCOTLAND else status_html(row["level"]) for row in records]
    return both.assign(name_cell=names, status_cell=statuses, level_cell=levels)


def _name_cell(row: dict[str, object], mark: Mark) -> Html:
    """The name, and on a phone the mark of whichever test the measure has."""
    name = link(row["href"], row["name"]) if row["href"] else element("span", row["name"])
    shown = mark.shape != "ring" or row["area_code"] != SCOTLAND
    return element("span", name) + (phone_only(status_html(mark)) if shown else Html(""))


def columns(question: Question, comparator: Comparator) -> list[Column]:
    """The columns of the table of areas."""
    measure = question.measure
    head = question.unit
    found = [
        Column("name_cell", "Area", row_head=True, html=True),
        Column("value_text", head[:1].upper() + head[1:], "right"),
        Column("against_text", f"Against {comparator.name}", "right", phone=False),
        Column("change_text", year_head(measure), "right", phone=False),
        Column("place_cell", "Position (range)", "right", html=True),
        Column("spark", trend_head(measure), phone=False, html=True),
        Column("status_cell", "Against its own past", phone=False, html=True),
    ]
    if DIRECTION not in answers(measure):
        found[-1] = Column("level_cell", "Where it stands", phone=False, html=True)
    return [column for column in found if column.key != "place_cell" or question.level == "ijb"]


def table_title(question: Question, rows: pd.DataFrame, order: str) -> str:
    """ "All 31 areas, fewest first"."""
    measure = question.measure
    what = "health board areas of treatment" if question.level == "health_board" else "areas"
    first = measure.low_word if measure.better == "lower" else measure.high_word
    return f"All {len(rows)} {what}, {ORDER_WORDS.get(order, f'{first} first')}"


def board_spans(rows: pd.DataFrame) -> pd.DataFrame:
    """min, max, size, span by board_name, of the health board areas with figures of two members or more."""
    spans = rows.dropna(subset=["value"]).groupby("board_name")["value"].agg(["min", "max", "size"])
    return spans[spans["size"] > 1].assign(span=lambda each: each["max"] - each["min"])


def boards_title(rows: pd.DataFrame) -> str:
    """Which health board area's members lie farthest apart."""
    wide = board_spans(rows)
    if wide.empty:
        return "By health board area"
    return f"Within health board areas, figures lie farthest apart in {wide['span'].idxmax()}"


def boards_subtitle(question: Question) -> str:
    return (
        f"Each mark is an area: {sentences.mid_sentence(question.measure.short_name)}, "
        f"{question.unit}, {question.period.label}."
    )


def boards_sentence(question: Question, rows: pd.DataFrame) -> str:
    """The strips in words."""
    spans = rows.dropna(subset=["value"]).groupby("board_name")["value"].agg(["min", "max"])
    ends = spans.map(lambda value: numbers.figure(question.measure, value))
    said = [
        f"{name} {low}" if low == high else f"{name} {low} to {high}" for name, low, high in ends.itertuples(name=None)
    ]
    return f"{'; '.join(said)}." if said else ""


def download(question: Question, rows: pd.DataFrame, scotland: dict[str, object]) -> Download:
    """The figures of the comparison, with what they are above them."""
    measure = question.measure
    about = [("Period", question.period.label), ("Unit", question.unit)]
    about += [("Breakdown", measure.breakdown_label(question.breakdown))] if question.breakdown else []
    low, high = DRAWN_BEHIND.get(measure.chart_method, ("Lowest in range", "Highest in range"))
    heads = {
        "name": "Area",
        "area_code": "Code",
        "value": "Value",
        "low": low,
        "high": high,
        "rank": "Position",
        "rank_low": "Position, best",
        "rank_high": "Position, worst",
        "numerator": "Numerator",
        "denominator": "Denominator",
        "level_text": "Where it stands",
        "direction_text": "Against its own past",
        "status_text": "Status",
    }
    drawn = {
        "name": "Area",
        "value_text": "Figure",
        "low_text": low,
        "high_text": high,
        "place_text": "Position (range)",
        "status_text": "Status",
    }
    both = with_scotland(rows, scotland)
    both = both.assign(
        level_text=[mark.words if row != SCOTLAND else "" for mark, row in zip(both["level"], both["area_code"])],
        direction_text=[mark.words for mark in both["direction"]],
    )
    name = file_name(measure.id, str(question.period.start), question.breakdown, question.basis)
    return Download(name, both, heads, about, drawn, measured=(low, high))
