"""Figures that others have reported of an area: to read beside a chart, newest first, never charted across areas."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Sequence

import pandas as pd

from ijb import numbers
from ijb.charts.markup import Html, element
from ijb.charts.table import Column, cell_lines, phone_only
from ijb.store import Store
from ijb.views.download import Download, file_name

OF_NEED = ("freedom of information, 2023", "need indicators", "workforce vacancies")
ALL = "all"
LONGEST_LABEL = 12  # characters of a period that a heading has room for; others are sentences
PROPER = {"nhs": "NHS", "ijb": "IJB", "ijbs": "IJBs", "gp": "GP", "covid": "Covid", "sg": "Scottish Government"}
PROPER |= {name.lower(): name for name in ("Clackmannanshire", "Orkney", "Stirling", *month_name[1:])}
PROPER.pop("may")
NAMES = re.compile(rf"\b({'|'.join(PROPER)})\b")
NOT_A_SERIES = "Evidence to read beside the charts, never to set one area against another or to draw as a trend."
NOTE = (
    "Reported by the publishers named, on different bases and dates: budgets, forecasts, outturns, answers. "
    f"{NOT_A_SERIES} Newest first."
)


def reported(store: Store, area: str, theme: str) -> pd.DataFrame:
    """The figures reported of an area and of its councils, newest first: the table `evidence`, with area_name.

    theme: money, or need with the workforce. A row that names an area whose name is hidden is left out.
    """
    codes = [area]
    if store.area(area)["level"] == "ijb":
        codes += store.councils(area)["code"].tolist()
    rows = store.evidence(codes)
    rows = rows[rows["kind"].isin(OF_NEED) == (theme == "need")]
    rows = rows.iloc[sorted(range(len(rows)), key=lambda place: -_ends(rows["period_label"].iloc[place]))]
    said = zip(rows["item"], rows["answer"], rows["publisher"], rows["title"])
    return rows[pd.Series([bool(store.sayable([" ".join(words)])) for words in said], rows.index, dtype="bool")]


def kinds(rows: pd.DataFrame) -> dict[str, str]:
    """The kinds of figure among `rows`, by id, all of them first."""
    found = {_id(kind): kind for kind in rows["kind"].unique()}
    return {ALL: "All kinds"} | {name: f"{kind[:1].upper()}{kind[1:]}" for name, kind in found.items()}


def of_kind(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Those of one kind, by its id."""
    return rows if kind == ALL else rows[rows["kind"].map(_id) == kind]


def every_kind(store: Store) -> list[str]:
    """The ids of all kinds that any area has: one that this area has not is no fault of the address."""
    return [_id(kind) for kind in store.evidence_kinds()]


def title(store: Store, area: str, rows: pd.DataFrame) -> str:
    """How many figures there are, and of when the newest is."""
    name = store.area(area)["name"]
    if rows.empty:
        return f"Reported figures: none is held for {name}"
    newest = rows["period_label"].iloc[0]
    dated = f", the newest for {newest}" if len(newest) <= LONGEST_LABEL else ""
    return f"Reported figures for {name}: {len(rows)}{dated}"


def table_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the list: period, what (HTML: the item, its kind and the council it is of), figure, source (HTML: a
    link to where it was read, publisher and date), standing."""
    records = rows.to_dict("records")
    return pd.DataFrame(
        {
            "period": rows["period_label"].to_numpy(),
            "what": [_what(row) for row in records],
            "figure": [figure(row["value"], row["unit"], row["answer"]) for row in records],
            "source": [_source(row) for row in records],
            "standing": [_first_capital(row["standing"]) for row in records],
        }
    )


def plain_rows(rows: pd.DataFrame) -> list[tuple[str, str, str, str, str]]:
    """The same in words: what was reported, period, figure, where it was read, standing."""
    return [
        (
            ", ".join([_item(row), row["area_name"]] if _of_council(row) else [_item(row)]),
            row["period_label"],
            figure(row["value"], row["unit"], row["answer"]),
            _publisher(row),
            _first_capital(row["standing"]),
        )
        for row in rows.to_dict("records")
    ]


def columns() -> list[Column]:
    return [
        Column("what", "What was reported", row_head=True, html=True),
        Column("period", "Period"),
        Column("figure", "Figure", "right"),
        Column("source", "Where it was read", phone=False, html=True),
        Column("standing", "Standing", phone=False),
    ]


def figure(value: float, unit: str, answer: str) -> str:
    """A reported figure with its unit as given: "£59.79 million", "312 days"; or the answer given in its place."""
    if pd.isna(value):
        return _first_capital(answer) or numbers.BLANK
    if unit == "£ million":
        return f"£{_plain(value)} million".replace("£−", "−£")
    if unit == "£000":
        return f"£{numbers.number(value / 1000, 1)} million".replace("£−", "−£")
    if unit.startswith("£"):
        return f"£{_plain(value)} {unit.removeprefix('£').strip()}"
    return f"{_plain(value)}%{unit.removeprefix('%')}" if unit.startswith("%") else f"{_plain(value)} {unit}".strip()


def download(store: Store, area: str, rows: pd.DataFrame) -> Download:
    """The figures as reported, with where each was read."""
    heads = {
        "area_name": "Area",
        "area_code": "Area code",
        "period_label": "Period",
        "kind": "Kind",
        "item": "What was reported",
        "value": "Value",
        "unit": "Unit",
        "answer": "Answer",
        "publisher": "Publisher",
        "title": "Title",
        "published": "Published",
        "url": "Address",
        "standing": "Standing",
    }
    name = store.area(area)["name"]
    return Download(
        file_name(name, "reported figures"), rows, heads, [("Caution", NOTE)], title=f"{name}: reported figures"
    )


def standings(rows: pd.DataFrame) -> str:
    """What the standings mean, those that occur."""
    words: Sequence[str] = list(dict.fromkeys(rows["standing"]))
    meant = {
        "official": "official: the body’s own paper or a public body’s report",
        "press quoting official figures": "press quoting official figures: read in the press, not in the paper itself",
        "council's own answer": "council’s own answer: counted as that council counts",
        "quoting official figures": "quoting official figures: repeated by another publisher",
    }
    said = [meant[word] for word in words if word in meant]
    return f"Standing is {'; '.join(said)}." if said else ""


def _id(kind: str) -> str:
    return kind.replace(",", "").replace(" ", "_")


def _ends(label: str) -> float:
    """The year that a period ends in: 2024.25 for "2023/24", 2024.5 for "Jun 2024", 2022 for "2020 to 2022"; 0 without
    one."""
    financial = [int(first) + 1.25 for first in re.findall(r"\b(\d{4})/\d{2}\b", label)]
    plain = [int(year) + (0.5 if " " in label else 0) for year in re.findall(r"\b(?:19|20)\d{2}\b(?!/)", label)]
    return max([*financial, *plain], default=0.0)


def _what(row: dict) -> Html:
    kind = _first_capital(row["kind"])
    of = f"{kind}, {row['area_name']}" if _of_council(row) else kind
    return cell_lines(_item(row), of) + phone_only(_source(row))


def _item(row: dict) -> str:
    return _first_capital(NAMES.sub(lambda name: PROPER[name[0]], row["item"]))


def _of_council(row: dict) -> bool:
    return str(row["area_code"]).startswith("S12")


def _publisher(row: dict) -> str:
    """Whose it is, and of when."""
    return ", ".join(part for part in (row["publisher"], _when_published(row["published"])) if part)


def _source(row: dict) -> Html:
    """A link that says whose it is and of when, and under it the title."""
    known = "damaged" not in row["title"] and not row["title"].startswith("title not shown")
    said = _publisher(row)
    shown = element("a", said, class_="ijb-link", href=row["url"]) if row["url"] else element("span", said)
    return cell_lines(shown, row["title"].removesuffix(" (from address)") if known else "")


def _when_published(words: str) -> str:
    """ "not shown (March 2024 by context)" -> "March 2024 by context"; a date that is not known is said so."""
    inside = re.search(r"^not \w+ \((.*)\)$", words)
    if inside:
        return inside[1]
    known = re.sub(r"(from address|not shown)(; )?", "", words).replace(" ()", "")
    return "date not stated" if known in ("", "not stated") else known


def _plain(value: float) -> str:
    """A number with the decimals it was given with, two at most."""
    for decimals in range(3):
        if abs(round(value, decimals) - value) < 1e-9:
            break
    return numbers.number(value, decimals)


def _first_capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}" if words else ""
