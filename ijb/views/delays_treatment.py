"""The same delays counted twice: by where people live, and by which board's hospitals they are in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from ijb import compare, numbers, sentences
from ijb.address import href
from ijb.charts import blocks
from ijb.charts.end_figures import with_last_figures
from ijb.charts.lines import trend as trend_figure
from ijb.charts.lines import trend_starts_at_zero
from ijb.charts.markup import element
from ijb.charts.status import key_html
from ijb.charts.table import Column, cell_lines, link
from ijb.measures import Measure
from ijb.store import SCOTLAND, Period, Store
from ijb.views.board import TREATMENT
from ijb.views.delays import RESIDENCE, beds
from ijb.views.delays_shares import QUANTITY, UNKNOWN, UNKNOWN_NAME
from ijb.views.download import Download, file_name
from ijb.views.drawing import Drawing
from ijb.views.windows import RECENT

NOT_THE_SAME = (
    "The two are not the same, and neither is part of the other: a board’s hospitals treat people from other areas, "
    "and people are treated in other boards’ hospitals."
)
TWO_FILES = (
    "Residents are counted from the publisher’s file by council area, the source of the sections above; people in "
    "hospitals from its file by health board, which runs later."
)
GIVES_AWAY = (
    "People by board of treatment beside area of residence: left out while names are hidden, because the board’s count "
    "of residents less this area’s own would be that of one other area."
)
BOARDS_HIDDEN = (
    "Single boards are not shown while names are hidden: how many beds there are tells at once which board it is."
)
BEDS_ARE = "Beds occupied by people whose discharge is delayed, on an average day."
COUNTS = {"residents": "Its residents", "hospitals": "Its hospitals"}
AT_ENDS = {"residents": "Residents", "hospitals": "Hospitals"}


def left_out(store: Store, board: str) -> str:
    """Why nothing of a board is shown while names are hidden: where it has two members, one gives the other away."""
    return GIVES_AWAY if store.names_hidden and len(store.members(board)) == 2 else ""


def both(store: Store, area: str) -> pd.DataFrame:
    """period_start, period_end, period_label, residents, hospitals (beds on an average day): the months in which both
    counts of a board, or of Scotland, are held, in time order."""
    return _both(store, [area]).drop(columns="area_code").reset_index(drop=True)


def _both(store: Store, areas: list[str]) -> pd.DataFrame:
    """The same for several areas, with area_code."""
    counted = {}
    for name, measure in (("residents", RESIDENCE), ("hospitals", TREATMENT)):
        rows = store.series(measure, "", "", areas)
        rows = rows[rows["numerator"].notna() & rows["status"].ne("partial")].rename(columns={"numerator": name})
        counted[name] = rows[["area_code", "period_start", "period_end", "period_label", name]]
    right = counted["hospitals"].drop(columns=["period_end", "period_label"])
    return counted["residents"].merge(right, on=["area_code", "period_start"]).sort_values("period_start")


def title(store: Store, board: str, found: pd.DataFrame) -> str:
    """The finding: the newest month's two counts."""
    name, last = store.area(board)["name"], found.iloc[-1]
    return (
        f"People who live in the {name} area occupied {beds(last['residents'])} on an average day in "
        f"{last['period_label']}; its hospitals had {beds(last['hospitals'])} occupied"
    )


def drawn(store: Store, board: str, found: pd.DataFrame, theme: str) -> Drawing:
    """Both counts of a board over the last 36 months that hold both."""
    rows, measure = found.tail(RECENT), store.measures[RESIDENCE]
    own, other = (as_line(rows, name) for name in COUNTS)
    chart = trend_figure(
        own,
        others={AT_ENDS["hospitals"]: other},
        breaks=break_heads(measure, rows),
        unit="beds on an average day",
        better_words=sentences.upward_direction(measure),
        theme=theme,
        title=AT_ENDS["residents"],
        fmt=",",
    )
    ends = {words: numbers.number(rows[name].iloc[-1], 1) for name, words in AT_ENDS.items()}
    with_last_figures(chart, ends)
    heading, from_zero = title(store, board, found), trend_starts_at_zero(own, None, {"": other})
    return Drawing(
        heading,
        f"{BEDS_ARE} Solid: people who live in the board’s area, wherever they are treated. Dashed: people in its "
        f"hospitals, wherever they live. {'' if from_zero else 'The axis does not start at zero. '}"
        f"{sentences.direction(measure)}",
        chart,
        f"{heading}. {span(rows)} The same figures are in the table below.",
        below=(
            key_html([], None, [("dashed", "In the board’s hospitals, wherever they live")]),
            blocks.paragraph(said(store, board, found)),
        ),
    )


def break_heads(measure: Measure, rows: pd.DataFrame) -> list[tuple[date, str]]:
    """The declared breaks among the months drawn, with the words at their heads."""
    first, last = rows["period_start"].min(), rows["period_start"].max()
    return [(point.at, f"Break, {point.at:%B %Y}") for point in measure.breaks if first < point.at <= last]


def as_line(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """One count as lines.trend takes it."""
    texts = [numbers.number(value, 1) for value in rows[name]]
    kept = rows[["period_start", "period_end", "period_label"]]
    return kept.assign(value=rows[name], value_text=texts, status="published", mark=None)


def span(rows: pd.DataFrame) -> str:
    """How far each count ran."""
    said_of = [
        f"{words.lower()} between {beds(rows[name].min())} and {beds(rows[name].max())}"
        for name, words in COUNTS.items()
    ]
    return f"From {rows['period_label'].iloc[0]} to {rows['period_label'].iloc[-1]}, {' and '.join(said_of)}."


def said(store: Store, board: str, found: pd.DataFrame) -> str:
    """That the two are not the same, and the newest month by hospital, which is held sooner."""
    newest = store.series(TREATMENT, "", "", [board]).dropna(subset=["numerator"]).iloc[-1]
    if newest["period_start"] <= found["period_start"].iloc[-1]:
        return NOT_THE_SAME
    return (
        f"{NOT_THE_SAME} Its hospitals are counted to {newest['period_label']}, when {beds(newest['numerator'])} were "
        f"occupied on an average day; residents are held to {found['period_label'].iloc[-1]}."
    )


def rows(store: Store, board: str, found: pd.DataFrame, choices: Mapping[str, str]) -> pd.DataFrame:
    """area_code, name (HTML), beds, rate, change: the board's members, where it has several, all its residents, and its
    hospitals, in the newest month that holds both counts. No members while names are hidden: the board gives them
    away."""
    month, name, members = _newest(found), store.area(board)["name"], store.members(board)
    shown = members if len(members) > 1 and not store.names_hidden else []
    residents = store.series(RESIDENCE, "", "", [*shown, board])
    hospitals = store.series(TREATMENT, "", "", [board])
    lines = [
        (RESIDENCE, residents, code, link(href("ijb", choices, area=code), store.area(code)["name"]), "residents")
        for code in shown
    ]
    lines.append((RESIDENCE, residents, board, element("b", f"{name} area"), "all its residents, wherever treated"))
    lines.append((TREATMENT, hospitals, board, element("b", f"{name} hospitals"), "patients, wherever they live"))
    return pd.DataFrame([_row(store.measures[each], *rest, month) for each, *rest in lines])


def _newest(found: pd.DataFrame) -> Period:
    return Period(*found.iloc[-1][["period_start", "period_end", "period_label"]])


def _row(measure: Measure, every: pd.DataFrame, code: str, head: str, note: str, month: Period) -> dict[str, object]:
    """One line of the table, from the series of several areas."""
    series = every[every["area_code"] == code]
    now = series[series["period_start"] == month.start]
    change = compare.changes(measure, series.assign(value=series["numerator"]), month.start).get(code)
    return {
        "area_code": code if measure.id == RESIDENCE else "",
        "name": cell_lines(head, note),
        "beds": _one(now["numerator"]),
        "rate": numbers.figure(measure, now["value"].iloc[0] if len(now) else None),
        "change": signed(change.difference if change else None),
    }


def _one(values: pd.Series) -> str:
    return numbers.number(values.iloc[0], 1) if len(values) and pd.notna(values.iloc[0]) else numbers.BLANK


def signed(value: float | None) -> str:
    """A difference in beds with its sign: "+3.2", "−11.8"; a dash where there is none."""
    if value is None or pd.isna(value):
        return numbers.BLANK
    written = numbers.number(value, 1)
    return f"+{written}" if value > 0 and written != "0.0" else written


def columns(found: pd.DataFrame) -> list[Column]:
    """The columns of one board's table."""
    return [
        Column("name", "Whose beds", row_head=True, html=True),
        Column("beds", "Beds on an average day", "right", head_note=str(found["period_label"].iloc[-1])),
        Column("rate", "Beds per 100,000 adults", "right", phone=False),
        Column("change", "Beds, on a year ago", "right"),
    ]


def boards(store: Store) -> pd.DataFrame:
    """area_code, name, residents, hospitals, apart (hospitals less residents), as numbers of beds: the 14 boards by
    name, those of no known residence, and Scotland, in the newest month that all hold both counts of; period_label."""
    codes = [*store.codes("health_board"), SCOTLAND]
    counts = _both(store, codes)
    whole = counts.groupby("period_start")["area_code"].nunique()
    newest = whole.index[whole == len(codes)].max()
    now = counts[counts["period_start"] == newest].set_index("area_code")
    end, label = now.loc[SCOTLAND, ["period_end", "period_label"]]
    facts = store.facts([QUANTITY], [UNKNOWN])
    unknown = facts[facts["breakdown"].eq("") & facts["period_start"].eq(newest)]["value"].sum()
    found = [
        {"area_code": code, "name": store.area(code)["name"]} | dict(now.loc[code, list(COUNTS)]) for code in codes
    ]
    found.append({"area_code": UNKNOWN, "name": UNKNOWN_NAME, "residents": unknown / end.day})
    table = pd.DataFrame(found).astype(dict.fromkeys(COUNTS, float))
    return table.assign(apart=table["hospitals"] - table["residents"], period_label=label)


def boards_title(table: pd.DataFrame) -> str:
    """The finding for Scotland: in how many boards the hospitals held more than the residents occupied."""
    held = table[table["area_code"].ne(SCOTLAND)].dropna(subset=["apart"])
    more = int(held["apart"].map(signed).str.startswith("+").sum())
    whose, month = "its" if more < 2 else "their", table["period_label"].iloc[0]
    which = {0: f"none of the {len(held)} boards", len(held): f"all {len(held)} boards"}.get(
        more, f"{more} of the {len(held)} boards"
    )
    return f"In {month}, {which} had more delayed beds in {whose} hospitals than {whose} residents occupied"


def boards_subtitle() -> str:
    """What the two counts are, and that they differ."""
    return f"Beds on an average day, by board of treatment beside area of residence. {NOT_THE_SAME}"


def boards_drawn(table: pd.DataFrame) -> pd.DataFrame:
    """The table of boards as written."""
    texts = {name: table[name].map(lambda value: _one(pd.Series([value]))) for name in COUNTS}
    return table.assign(**texts, apart=table["apart"].map(signed))


def boards_columns() -> list[Column]:
    """The columns of the table of boards."""
    return [
        Column("name", "Health board", row_head=True),
        Column("residents", "People who live in its area", "right", head_note="wherever treated"),
        Column("hospitals", "People in its hospitals", "right", head_note="wherever they live"),
        Column("apart", "Difference", "right", phone=False, head_note="hospitals less residents"),
    ]


def boards_download(store: Store, table: pd.DataFrame) -> Download:
    """The boards' two counts in full."""
    heads = {
        "name": "Health board",
        "area_code": "Code",
        "residents": "Beds, by residence",
        "hospitals": "Beds, by treatment",
    }
    label = str(table["period_label"].iloc[0])
    about = [("Month", label), ("Unit", "beds on an average day"), ("Read it with care", NOT_THE_SAME)]
    stem, heading = file_name("delayed beds by residence and treatment", label), f"Delayed beds of every board, {label}"
    return Download(stem, table, heads, [*about, *_by_residence(store)], title=heading)


def _by_residence(store: Store) -> list[tuple[str, str]]:
    """Where the count of residents comes from, for the head of a download of both."""
    source = store.sources[store.measures[RESIDENCE].source]
    return [("Residents, source", f"{source.publisher}: {source.title}"), ("Residents, address", source.url)]


def download(store: Store, board: str, found: pd.DataFrame) -> Download:
    """Both counts of a board, newest first."""
    name = store.area(board)["name"]
    rows_ = found.iloc[::-1]
    texts = {f"{each}_text": rows_[each].map(lambda value: numbers.number(value, 1)) for each in COUNTS}
    heads = {
        "period_label": "Period",
        "period_start": "First day",
        "residents": "Beds of its residents",
        "hospitals": "Beds in its hospitals",
    }
    drawn_heads = {
        "period_label": "Period",
        "residents_text": "Beds of its residents",
        "hospitals_text": "Beds in its hospitals",
    }
    about = [("Health board", f"{name} ({board})"), ("Unit", "beds on an average day"), ("Caution", NOT_THE_SAME)]
    stem = file_name("delayed beds by residence and treatment", name)
    heading = f"{name}: delayed beds of its residents and in its hospitals"
    return Download(stem, rows_.assign(**texts), heads, [*about, *_by_residence(store)], drawn_heads, title=heading)
