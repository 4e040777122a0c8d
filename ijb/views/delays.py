"""Delayed discharges of one area: the bed days behind its rates, month by month, and the page's first finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from ijb import compare, numbers, sentences
from ijb.breakdowns import written
from ijb.charts import blocks
from ijb.comparators import Comparator
from ijb.store import SCOTLAND, Period, Store
from ijb.views import about
from ijb.views.download import Download, file_name
from ijb.views.drawing import Drawing
from ijb.views.one_ijb import DOWNLOADED
from ijb.views.one_ijb import download as every_measure
from ijb.views.over_time import OverTime
from ijb.views.trend import Line

RESIDENCE, AWI = "delayed_beds_rate", "delayed_beds_awi_rate"
MEASURES = (
    RESIDENCE,
    "delayed_beds_waiting_for_care_rate",
    AWI,
    "delayed_bed_days_75plus_rate",
    "waiting_for_care_share",
)
WAITING = "health_and_social_care"
REASONS = (WAITING, "patient_and_family", "code9_awi", "code9_non_awi")
AGES = {"": "All adults", "18_74": "18 to 74", "75plus": "75 and over"}
NOTHING = "No month is held with every reason and age for this area, so nothing is shown."
SOURCE_ABOVE = "Source, definition and cautions: as under the reasons by month, above."
SAME_SOURCE = "Source: as under the reasons by month, above."
FEW_BEDS = 30  # beds on an average day, under which one person more or less is seen in the figures
SO_FEW = "With so few people, one or two long stays can be the whole difference."
NOT_DRAWN = "The lower limit that this speaks of lies below zero, where no figure can be, so it is not drawn."
CAUTIONS = (
    "Counted by where people live, wherever the hospital is. A bed day is a day that one person spent in hospital when "
    "ready to leave: one person can have many. It says nothing of people who wait for care at home, or of care that "
    "is not asked for. Definitions changed in July 2016, and nothing here reaches back before that month."
)


def slug(age: str = "", reason: str = "") -> str:
    """The breakdown of an age and a reason, '' for all: "age=75plus|reason=code9_awi"."""
    return written({key: part for key, part in (("age", age), ("reason", reason)) if part})


def held(store: Store, area: str) -> pd.DataFrame:
    """breakdown, period_start, period_end, period_label, days (whole bed days), beds (on an average day), people (of
    that age): every figure held for an area, in time order; a partial one is left out."""
    rows = store.parts(RESIDENCE, "", area)
    rows = rows[rows["numerator"].notna() & rows["denominator"].notna() & rows["status"].ne("partial")]
    lengths = rows["period_end"].map(lambda day: day.day)
    rows = rows.assign(
        days=(rows["numerator"] * lengths).round().astype(int), beds=rows["numerator"], people=rows["denominator"]
    )
    columns = ["breakdown", "period_start", "period_end", "period_label", "days", "beds", "people"]
    return rows[columns].sort_values("period_start").reset_index(drop=True)


def months(figures: pd.DataFrame) -> dict[str, Period]:
    """The months in which every reason, age and crossing of them is held, newest first, by their ids (first days)."""
    wanted = {slug(age, reason) for age in AGES for reason in ("", *REASONS)}
    counted = figures[figures["breakdown"].isin(wanted)].groupby("period_start")["breakdown"].nunique()
    whole = figures[figures["period_start"].isin(counted.index[counted == len(wanted)])]
    found = whole.drop_duplicates("period_start").sort_values("period_start", ascending=False)
    return {
        row.period_start.isoformat(): Period(row.period_start, row.period_end, row.period_label)
        for row in found.itertuples()
    }


def in_month(figures: pd.DataFrame, month: Period) -> pd.DataFrame:
    """The figures of one month, by breakdown."""
    return figures[figures["period_start"] == month.start].set_index("breakdown")


def changes(store: Store, figures: pd.DataFrame, month: Period) -> dict[str, compare.Change]:
    """Of each breakdown the change in bed days on the same month a year before, across no declared break."""
    history = figures.rename(columns={"breakdown": "area_code", "days": "value"})
    return compare.changes(store.measures[RESIDENCE], history, month.start)


def lead(store: Store, area: str, comparator: Comparator, figures: pd.DataFrame, month: Period) -> str:
    """The page's first finding: days, beds, the change on a year, how many waited for care, the rate beside the
    comparator's, and a caution where there are few."""
    now = in_month(figures, month)
    total, waiting = now.loc[""], int(now.loc[slug(reason=WAITING), "days"])
    change = changes(store, figures, month).get("")
    living, counted = "" if area == SCOTLAND else "living ", int(total["days"])
    spent, in_beds = days(counted) if counted else "no days", f": {beds(total['beds'])} on an average day"
    said = [
        f"In {month.label}, adults {living}in {store.area(area)['name']} spent {spent} in hospital when they were "
        f"ready to leave{in_beds if counted else ''}{changed(change, month)}.",
        _rate(store, area, comparator, month),
        _waiting(waiting, counted),
        SO_FEW if total["beds"] < FEW_BEDS else "",
    ]
    return " ".join(part for part in said if part)


def changed(change: compare.Change | None, month: Period) -> str:
    """ ", 234 days (9.1%) fewer than in Aug 2024"; where the two months are not of one length, that is said."""
    if change is None:
        return "; there is no figure for a year before to compare with"
    if change.broken:
        return f"; not compared with {change.since}, before the break of {change.broken.at:%B %Y}"
    if not change.difference:
        return f", as many as in {change.since}" if change.base else f", as in {change.since}"
    size, now = abs(change.difference), change.base + change.difference
    part = f" ({share(size, change.base)})" if change.base and now else ""
    word = "more" if change.difference > 0 else "fewer"
    return f", {days(size)}{part} {word} than in {change.since}{_leap(month)}"


def _leap(month: Period) -> str:
    """Of a February: whether one of it and the February before has 29 days."""
    if month.end.month != 2 or month.end.year % 4 > 1:
        return ""
    return f" (which has {'28' if month.end.day == 29 else '29'} days, and this month {month.end.day})"


def _waiting(waiting: int, total: int) -> str:
    if not total:
        return ""
    return f"{of_all(waiting, total)} spent waiting for care or support (health and social care reasons)."


def of_all(part: int, whole: int) -> str:
    """How many of some days, as the beginning of a sentence: "Of the 90 days, 12 (13%) were", "All 90 days were",
    "Not one of the 90 days was", "The 1 day was not"."""
    if whole == 1:
        return f"The 1 day was{'' if part else ' not'}"
    if part == whole:
        return f"{every(whole)} were"
    if not part:
        return f"Not one of the {days(whole)} was"
    return f"Of the {days(whole)}, {numbers.number(part)} ({share(part, whole)}) {'was' if part == 1 else 'were'}"


def every(whole: int) -> str:
    """All of some days, two or more, as the beginning of a sentence: "All 90 days", "Both days"."""
    return "Both days" if whole == 2 else f"All {days(whole)}"


def _rate(store: Store, area: str, comparator: Comparator, month: Period) -> str:
    """The rate beside the comparator's; Scotland's own beside the median of the areas."""
    measure = store.measures[RESIDENCE]
    rows = store.snapshot(RESIDENCE, "", "", month)
    values = dict(zip(rows["area_code"], rows["value"]))
    own = values[area]
    other, name = comparator.figure(values), comparator.name
    if comparator.code == area:
        other, name = rows.loc[rows["level"] == "ijb", "value"].median(), "the median of the 31 areas"
    said = f"{measure.subject} {sentences.were(measure)} {numbers.phrase(measure, own)}"
    return f"{said}, {sentences.against(measure, own, other, name)}." if pd.notna(other) else f"{said}."


def held_to(store: Store, area: str, figures: pd.DataFrame) -> str:
    """To which month the page is held; for Scotland the newer total too, which is not by reason and age at once."""
    whole = next(iter(months(figures).values()))
    said = f"Figures by area of residence, reason and age are held to {whole.label}."
    totals = figures[figures["breakdown"] == ""]
    last = totals.iloc[-1]
    if area != SCOTLAND or last["period_start"] <= whole.start:
        return said
    return (
        f"{said} Scotland’s own totals run on to {last['period_label']}: {days(last['days'])}, {beds(last['beds'])} on "
        "an average day. They are by reason and by age but not by both at once, so the first two sections run to "
        f"{whole.label}."
    )


def days(count: float) -> str:
    """ "1 day", "2,345 days"."""
    return f"{numbers.number(count)} day{'' if count == 1 else 's'}"


def beds(count: float) -> str:
    """Beds on an average day: "75.6 beds"; "under 0.1 beds" of some."""
    return "under 0.1 beds" if 0 < count < 0.05 else f"{numbers.number(count, 1)} beds"


def share(part: float, whole: float) -> str:
    """A part of a whole: "64%", "2.8%", "under 0.1%"; "0%" of none, "over 99%" of nearly all, a dash where there is
    no whole."""
    if not whole:
        return numbers.BLANK
    if 0.995 * whole <= part < whole:
        return "over 99%"
    return (numbers.per_cent(part, whole) or numbers.BLANK) if part else "0%"


def guardianship(shown: OverTime) -> Drawing:
    """The delays for guardianship, with a word where what is said of them speaks of a limit that is not drawn."""
    drawing = shown.drawing
    if not speaks_of_undrawn(shown.line):
        return drawing
    return replace(drawing, below=(*drawing.below, blocks.paragraph(NOT_DRAWN)))


def speaks_of_undrawn(line: Line) -> bool:
    """Whether what is said of a line speaks of its lower limit, which is not drawn."""
    latest, limits = line.latest, line.limits
    if latest is None or latest["rule"] != "two of three low" or limits is None:
        return False
    return limits["lower"] is None


def capital(words: str) -> str:
    """Words with a capital, to begin a sentence."""
    return f"{words[:1].upper()}{words[1:]}"


def download(store: Store, area: str, only: Sequence[str] = MEASURES) -> Download:
    """The measures of delays for the area, in full."""
    own, shown = store.area(area), [store.measures[name] for name in only]
    whole = every_measure(store, own)
    figures = whole.figures[whole.figures["measure"].isin([measure.name for measure in shown])]
    said = [("Area", f"{own['name']} ({area})"), *about.sources_said(store, shown)]
    heading = f"{own['name']}: measures of delays"
    return Download(file_name(own["name"], "measures of delays"), figures, DOWNLOADED, said, title=heading)
