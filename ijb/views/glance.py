"""Scotland at a glance: three figures, what changed, and how much is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ijb import compare, numbers, sentences
from ijb.address import href
from ijb.charts.blocks import Figure, note, paragraph, stands
from ijb.charts.markup import Html, element
from ijb.charts.spine import strip
from ijb.charts.svg import sparkline
from ijb.charts.table import link
from ijb.measures import Measure
from ijb.store import SCOTLAND, Store
from ijb.views.areas import Question

HEADLINES = {
    "Money": "adult_social_work_spend_per_adult",
    "Need": "care_at_home_people_rate",
    "Flow": "delayed_beds_rate",
}
# What is said of each headline as it rises, falls, or moves by less than LITTLE of what it was.
MOVED = {
    "Money": (
        "more was spent on adult social work than a year before",
        "less was spent on adult social work than a year before",
        "about as much was spent on adult social work as a year before",
    ),
    "Need": (
        "a larger share of older people received care at home",
        "a smaller share of older people received care at home",
        "about the same share of older people received care at home as a year before",
    ),
    "Flow": (
        "delays in hospital per adult rose",
        "delays in hospital per adult fell",
        "delays in hospital per adult changed little",
    ),
}
SPARK_PERIODS = 36
LITTLE = 0.01
MOST_CHANGES = 4
NO_CHANGES = "No area has a figure for a year before to compare with."
WAITING = "people_waiting_for_assessment_rate"


@dataclass(frozen=True)
class Headline:
    """One national figure: its label, measure, newest row, change on a year and history."""

    label: str
    measure: Measure
    row: pd.Series
    change: compare.Change | None
    history: pd.DataFrame


def headlines(store: Store) -> list[Headline]:
    """Money, need and flow for Scotland; money in real terms."""
    return [
        headline
        for label, name in HEADLINES.items()
        if (headline := _headline(store, label, store.measures[name])) is not None
    ]


def _headline(store: Store, label: str, measure: Measure) -> Headline | None:
    basis = store.real_basis(measure.id) if measure.money else ""
    history = store.history(measure.id, measure.default_breakdown, basis)
    period = store.newest(measure.id, measure.default_breakdown, SCOTLAND)
    if period is None:
        return None
    snapshot = store.snapshot(measure.id, measure.default_breakdown, basis, period)
    row = snapshot[snapshot["area_code"] == SCOTLAND].iloc[0]
    return Headline(label, measure, row, compare.changes(measure, history, period.start).get(SCOTLAND), history)


def lead(found: list[Headline]) -> str:
    """One sentence over the three figures, each dated: they are not of the same day."""
    parts = [_moved(headline) for headline in found if headline.change and not headline.change.broken]
    said = sentences.in_list(parts)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _moved(headline: Headline) -> str:
    change = headline.change
    share = change.difference / change.base if change.base else 0.0
    risen, fallen, little = MOVED[headline.label]
    words = little if abs(share) < LITTLE else risen if share > 0 else fallen
    return f"{words} ({headline.row['period_label']})"


def figure(store: Store, headline: Headline, own: str, today: date) -> Figure:
    """The block of one headline: figure, what it is, sparkline, change, spread and age."""
    measure, row = headline.measure, headline.row
    said = element("p", sentences.changed(measure, headline.change))
    age = element(
        "p", f"{measure.name}. Figure for Scotland, {sentences.age_of(row['period_end'], today)}.", class_="ijb-note"
    )
    return Figure(
        headline.label,
        numbers.figure(measure, row["value"]),
        unit_said(headline),
        [_spark(headline), said, _spread(store, headline, own), age],
    )


def unit_said(headline: Headline, dated: bool = True) -> str:
    """What stands after the figure: "beds per 100,000 adults, Jul 2026"; without its period where not `dated`."""
    row = headline.row
    marked = {"estimated": ", estimated", "derived": ", worked out from its age groups"}.get(row["status"], "")
    unit = numbers.written_unit(headline.measure, row["breakdown"], row["basis"])
    period = f", {row['period_label']}" if dated else ""
    return f"{unit}{period}{marked}"


def _spark(headline: Headline) -> Html:
    held = headline.history[headline.history["area_code"] == SCOTLAND].dropna(subset=["value"])
    held = held[held["period_start"] <= headline.row["period_start"]].tail(SPARK_PERIODS)
    measure = headline.measure
    alt = (
        f"Scotland, {held['period_label'].iloc[0]} to {held['period_label'].iloc[-1]}: from "
        f"{numbers.figure(measure, held['value'].iloc[0])} to {numbers.figure(measure, held['value'].iloc[-1])}"
    )
    return sparkline(held["value"].tolist(), alt, width=240, height=44)


def _spread(store: Store, headline: Headline, own: str) -> Html:
    """The areas at the newest period that most of them have, which may be older than Scotland's."""
    measure, period = headline.measure, store.default_period(headline.measure.id, headline.measure.default_breakdown)
    history = headline.history
    now = history[(history["level"] == "ijb") & (history["period_start"] == period.start)].dropna(subset=["value"])
    if now.empty:
        return Html("")
    low, high = (numbers.figure(measure, value) for value in (now["value"].min(), now["value"].max()))
    own_value = now.set_index("area_code")["value"].get(own)
    own_text = "" if own_value is None else f"{store.area(own)['short_name']} {numbers.figure(measure, own_value)}"
    sentence = (
        f"The {len(now)} areas with a figure run from {low} to {high} {sentences.when(measure, period.label)}."
        + (f" {own_text}." if own_text else "")
    )
    drawn = strip(now[["area_code", "value"]], own if own_text else None, low, high, own_text, sentence)
    older = period.label != headline.row["period_label"]
    return drawn + (note(f"The areas: {period.label}.") if older else "")


def waiting(store: Store, today: date) -> str:
    """Who waits for an assessment, for Scotland alone; '' if nothing is held."""
    measure = store.measures[WAITING]
    newest = [
        (period, slug)
        for slug in store.breakdowns(WAITING)
        if (period := store.newest(WAITING, slug, SCOTLAND)) is not None
    ]
    if not newest:
        return ""
    period, slug = max(newest, key=lambda pair: pair[0].start)
    row = store.snapshot(WAITING, slug, "", period).set_index("area_code").loc[SCOTLAND]
    return (
        f"{numbers.number(row['numerator'])} people were waiting for a social care assessment on "
        f"{period.label} ({measure.breakdown_label(slug).split(' (')[0].lower()}). It is published for Scotland "
        f"only, and is {sentences.age_of(period.end, today)}."
    )


def largest_changes(frame: pd.DataFrame, changes: dict[str, compare.Change]) -> pd.DataFrame:
    """The areas whose figure moved most on a year, in either direction: area_code, name, href, difference."""
    moved = {code: change.difference for code, change in changes.items() if not change.broken}
    rows = frame[frame["area_code"].isin(list(moved))]
    rows = rows.assign(difference=[moved[code] for code in rows["area_code"]]).astype({"difference": "float64"})
    order = rows["difference"].abs().sort_values(ascending=False).index
    return rows.loc[order].head(MOST_CHANGES)


def change_sentence(measure: Measure, row: pd.Series, change: compare.Change) -> str:
    """ "45.9 more beds per 100,000 adults than in Aug 2024, at 131.6"."""
    word = measure.more_word if row["difference"] > 0 else measure.less_word
    return (
        f"{numbers.amount(measure, row['difference'])} {word} than {sentences.when(measure, change.since)}, at "
        f"{numbers.phrase(measure, row['value'])}"
    )


def revised(store: Store) -> str:
    """What the last data changed of what was already held."""
    revisions = store.revisions()
    if revisions.empty:
        return "No earlier figure has been revised: there is no earlier edition here to compare with."
    latest = revisions["new_edition"].iloc[-1]
    return f"{len(revisions):,} earlier figures have been revised, the latest by {latest}."


def held(store: Store) -> tuple[str, str]:
    """How many of the measure–area cells are held, and of what they are: a finding and what follows it."""
    cells = store.cells()
    return (
        f"{int(cells['held'].sum()):,} of {int(cells['expected'].sum()):,} figures are held",
        f"one for each of {len(cells)} measures and 31 areas, at the newest period that most areas have.",
    )


def held_nowhere(store: Store) -> list[Measure]:
    """The measures that none of the 31 areas has a figure of at that period."""
    cells = store.cells()
    gone = set(cells.loc[cells["held"] == 0, "measure"])
    return [measure for measure in store.measures.values() if measure.id in gone]


def held_nowhere_said(store: Store) -> str:
    """Those measures in a sentence; '' where there are none."""
    none = [sentences.mid_sentence(measure.short_name) for measure in held_nowhere(store)]
    return f"Not held for any of the 31 areas: {sentences.in_list(none)}." if none else ""


def not_known(store: Store) -> list[Html]:
    """How many of the measure–area cells are held, and the measures held for none of the 31 areas."""
    return [paragraph(": ".join(held(store))), paragraph(held_nowhere_said(store))]


def changes_head(question: Question) -> str:
    """What the largest changes are of."""
    name = sentences.mid_sentence(question.measure.short_name)
    return f"Largest changes up or down, {name}, {question.period.label}"


def changes_said(store: Store, question: Question, rows: pd.DataFrame) -> list[tuple[Mapping[str, object], str]]:
    """The areas that moved most on a year: the row of each, and its change in words."""
    measure = question.measure
    history = store.history(measure.id, question.breakdown, question.basis)
    changes = compare.changes(measure, history, question.period.start)
    top = largest_changes(rows, changes)
    return [(row, change_sentence(measure, row, changes[row["area_code"]])) for _, row in top.iterrows()]


def changes_list(store: Store, question: Question, rows: pd.DataFrame, choices: Mapping[str, str]) -> Html:
    """The areas that moved most on a year, each with its mark, as links."""
    items = [
        (row["mark"], element("span", link(row["href"], row["name"]), ": ", words))
        for row, words in changes_said(store, question, rows)
    ]
    return stands(changes_head(question), "soft", items, NO_CHANGES)


def cards(own: pd.Series, choices: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Where the three readers start."""
    mine = own["name"] if own["level"] == "ijb" else "an area"
    return [
        (
            href("compare", choices),
            "Compare all 31 areas",
            "Pick a measure, see how the areas differ, cite the figures.",
        ),
        (href("ijb", choices), f"Open {mine}", f"Where {mine} stands and what has changed, measure by measure."),
        (
            href("trend", choices),
            "Follow one measure",
            "One measure over time, beside other areas, to put on screen and discuss.",
        ),
    ]
