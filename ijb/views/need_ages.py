"""Care at home by age: people or hours in the newest census week, for an area beside another. Received, not needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from ijb import labels, numbers, sentences
from ijb.charts import blocks
from ijb.charts.markup import Html
from ijb.charts.paired import Bar, pair_key, paired_bars
from ijb.comparators import Comparator
from ijb.measures import Measure
from ijb.store import SCOTLAND, Period, Store
from ijb.views import about, need_care, parts
from ijb.views.download import Download, file_name
from ijb.views.drawing import Drawing
from ijb.views.trend import Asked
from ijb.views.whole_system_care import REBASED

KINDS = {"people": "People receiving care at home", "hours": "Hours of care at home"}
OF_KIND = {"people": "care_at_home_people_rate", "hours": "care_at_home_hours_rate"}
WORDS = {"people": "People", "hours": "Hours a week"}
AGES = ("age=0_17", "age=18_64", "age=65_74", "age=75_84", "age=85plus")
OLDEST = AGES[-1]
DEFINITIONS = {
    "people": (
        "The number of people of each age group who received care at home in the last week of March, for every 1,000 "
        "people of that age who live in the area."
    ),
    "hours": (
        "The hours of care at home that people of each age group received in the last week of March, for every 1,000 "
        "people of that age who live in the area."
    ),
}


@dataclass(frozen=True)
class ByAge:
    """A measure by age on one census date, for an area and the one beside it (None for Scotland itself).

    rows: breakdown, age, area_code, area_name, value, value_text, numerator, denominator, status, status_text; the
    area's own rows first.
    """

    measure: Measure
    area: str
    other: str | None
    period: Period
    rows: pd.DataFrame

    def of(self, area: str) -> pd.DataFrame:
        """The rows of one area, by breakdown."""
        return self.rows[self.rows["area_code"] == area].set_index("breakdown")


def by_age(store: Store, measure: Measure, area: str, comparator: Comparator) -> ByAge | None:
    """The newest census week in which the area's care is split by age; None where it never is."""
    newest = store.newest(measure.id, OLDEST, area)
    if newest is None:
        return None
    other = beside(area, comparator)
    shown = [area, *([other] if other else [])]
    found = []
    for breakdown in AGES:
        every = store.snapshot(measure.id, breakdown, "", newest).set_index("area_code", drop=False)
        found += [_row(measure, breakdown, every.loc[code]) for code in shown if code in every.index]
    rows = pd.DataFrame(found)
    return ByAge(measure, area, other, newest, rows)


def beside(area: str, comparator: Comparator) -> str | None:
    """The area beside: the comparator where it is one with its own figures, else Scotland; None for Scotland."""
    code = comparator.code or SCOTLAND
    return code if code != area else None


def _row(measure: Measure, breakdown: str, row: pd.Series) -> dict[str, object]:
    held, words = pd.notna(row["value"]), numbers.STATUS_WORDS[row["status"]]
    return {
        "breakdown": breakdown,
        "age": labels.short_label(breakdown),
        "area_code": row["area_code"],
        "area_name": row["name"],
        "value": row["value"],
        "value_text": numbers.figure(measure, row["value"]) if held else words,
        "numerator": row["numerator"],
        "denominator": row["denominator"],
        "status": row["status"],
        "status_text": words,
    }


def drawing(store: Store, found: ByAge) -> Drawing:
    """Bars in pairs, an age group each."""
    shown = [code for code in (found.area, found.other) if code]
    frames = [found.of(code) for code in shown]
    groups = [(labels.short_label(age), [_bar(frame.loc[age]) for frame in frames]) for age in AGES]
    bars = paired_bars(groups, alt(store, found))
    key = pair_key([store.area(code)["name"] for code in shown])
    return Drawing(title(store, found), subtitle(found), above=(key, bars), below=(blocks.paragraph(said(found)),))


def _bar(row: pd.Series) -> Bar:
    return Bar(float(row["value"]) if pd.notna(row["value"]) else None, row["value_text"])


def title(store: Store, found: ByAge) -> str:
    """The finding: the rate of the oldest, beside the other's. It says that care received is not need."""
    measure, row = found.measure, found.of(found.area).loc[OLDEST]
    words = (
        f"Care received, not need: {numbers.phrase(measure, row['value'], OLDEST)} in {store.area(found.area)['name']} "
        f"{sentences.when(measure, found.period.label)}"
    )
    other = found.of(found.other).loc[OLDEST] if found.other else None
    if other is None or pd.isna(other["value"]):
        return words
    return f"{words}, {sentences.against(measure, row['value'], other['value'], in_text(store, found.other))}"


def in_text(store: Store, code: str) -> str:
    """An area's name inside a sentence: "the NHS Lothian area"."""
    area = store.area(code)
    return f"the {area['name']} area" if area["level"] == "health_board" else area["name"]


def subtitle(found: ByAge) -> str:
    """What is measured, and of whom."""
    measure = found.measure
    return (
        f"{KINDS[kind_of(measure)]} in the census week of {found.period.label}, {unit(measure)}. "
        f"Each age group is a rate of its own population. {sentences.direction(measure)}"
    )


def unit(measure: Measure) -> str:
    """The unit of every age group: that of the whole is of people aged 65 and over."""
    per = measure.unit_for(OLDEST).partition(" aged ")[0]
    return f"{per} {'' if per.endswith('people') else 'people '}of that age"


def kind_of(measure: Measure) -> str:
    """ "people" or "hours"."""
    return next(kind for kind, name in OF_KIND.items() if name == measure.id)


def said(found: ByAge) -> str:
    """What the figures are, and which are missing or estimated."""
    own = found.of(found.area)
    missing = [labels.short_label(age) for age in AGES if pd.isna(own["value"][age])]
    parts = ["It counts care that people receive, which may be more or less than they need."]
    parts += [f"Not split by age here: {sentences.in_list(missing)}."] if missing else []
    parts += ["The publisher rounds counts to the nearest 5, so that small areas move in steps."]
    if (found.rows["status"] == "estimated").any():
        names = sentences.in_list(list(dict.fromkeys(found.rows[found.rows["status"] == "estimated"]["area_name"])))
        parts += [f"Estimated by the publisher, to allow for councils that sent nothing: {names}."]
    return " ".join(parts)


def alt(store: Store, found: ByAge) -> str:
    """The bars in words."""
    groups = []
    for age in AGES:
        each = [
            f"{store.area(code)['short_name']} {found.of(code).loc[age, 'value_text']}"
            for code in (found.area, found.other)
            if code
        ]
        groups.append(f"{labels.short_label(age)}: {', '.join(each)}")
    return f"{title(store, found)}. {'; '.join(groups)}. The same figures are in the table below."


def counted(measure: Measure) -> Measure:
    """The measure as it is counted by age: its name and definition are those of every age group, not of one."""
    kind = kind_of(measure)
    return replace(measure, name=f"{KINDS[kind]}, by age", definition=DEFINITIONS[kind])


def care(store: Store, found: ByAge) -> Html:
    """What to take care with in the area's own figures, under the years, and in any change to them from before."""
    return about.listed_care(need_care.of_ages(store, found.area, found.measure)) + blocks.note(REBASED)


def over_the_years(found: ByAge) -> Asked:
    """The same figures over the years, for ijb.views.parts."""
    return Asked(counted(found.measure), "", "", found.area, "all")


def download_of_years(store: Store, found: ByAge) -> Download:
    """The figures by age over the years: parts.download, with the cautions that are said in view."""
    asked = over_the_years(found)
    given = parts.download(store, asked, parts.parts(store, asked))
    said = [(head, unit(found.measure) if head == "Unit" else words) for head, words in given.about]
    title = f"{asked.measure.name}: {store.area(found.area)['name']}"
    return replace(given, about=[*said, *_cautions(store, found, True)], title=title)


def _cautions(store: Store, found: ByAge, years: bool) -> list[tuple[str, str]]:
    rebased = [REBASED] if years else []
    return need_care.taken_away([*need_care.of_ages(store, found.area, found.measure), *rebased])


def download(store: Store, found: ByAge) -> Download:
    """The figures of the bars: a row an age group and area."""
    heads = {
        "age": "Age group",
        "area_name": "Area",
        "area_code": "Code",
        "numerator": _count_head(found.measure),
        "denominator": "Population",
        "value": "Value",
        "status_text": "Status",
    }
    shown: Mapping[str, str] = {
        "age": "Age group",
        "area_name": "Area",
        "numerator": _count_head(found.measure),
        "value_text": "Rate",
        "status_text": "Status",
    }
    name = store.area(found.area)["name"]
    said = [
        ("Area", f"{name} ({found.area})"),
        ("Date", f"Census week of {found.period.label}"),
        ("Unit", unit(found.measure)),
        *_cautions(store, found, False),
    ]
    title = f"{counted(found.measure).name}: {name}"
    return Download(file_name(found.measure.id, name, "by age"), found.rows, heads, said, dict(shown), title)


def nothing(store: Store, measure: Measure, area: str) -> str:
    """Said where no census week of the area is split by age."""
    return f"{measure.subject}: no figure by age is held for {store.area(area)['name']}."


def _count_head(measure: Measure) -> str:
    return WORDS[kind_of(measure)]
