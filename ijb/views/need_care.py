"""What to take care with in the page's figures of one area: said under a chart or table, and in what is taken away."""

from __future__ import annotations

from collections.abc import Iterable

from ijb import compare, sentences
from ijb.measures import Measure
from ijb.store import Store
from ijb.views import about, whole_system_care
from ijb.views.measure_rows import LONG, YEARLY

CARE_SOURCE = "phs_care_at_home"


def of_rows(store: Store, area: str, measures: Iterable[Measure]) -> list[str]:
    """On the rows of a table of measures: the area's own cautions, and those on the changes that its rows give."""
    shown = list(measures)
    ends = [each for measure in shown for each in _ends(store, area, measure)]
    return [*about.with_care(store, area, shown), *whole_system_care.cautions(ends)]


def _ends(store: Store, area: str, measure: Measure) -> list[whole_system_care.Ends]:
    """The changes of a row: that on a year, and of a yearly measure that over five."""
    period = store.default_period(measure.id, measure.default_breakdown)
    if period is None:
        return []
    history = store.history(measure.id, measure.default_breakdown, store.real_basis(measure.id))
    points = list(zip(*(history[name] for name in compare.HISTORY)))
    spans = (measure.change_years, LONG) if measure.period in YEARLY else (measure.change_years,)
    found = {years: compare.changes_of(measure, points, period.start, years).get(area) for years in spans}
    return [
        (measure, period.start.replace(year=period.start.year - years, day=1), period.start)
        for years, change in found.items()
        if change is not None and not change.broken
    ]


def of_ages(store: Store, area: str, measure: Measure) -> list[str]:
    """On care at home by age: the notes on the area's census weeks, its other cautions, and which figures are in
    doubt."""
    everything = set(store.notes(CARE_SOURCE)["text"])
    named = [words for words in about.with_care(store, area, [measure]) if words not in everything]
    return list(dict.fromkeys([*_census_notes(store, area, measure), *named, *_doubts(store, area, measure)]))


def _census_notes(store: Store, area: str, measure: Measure) -> list[str]:
    """The notes on the area's census weeks, not those on its years, and none that speaks of hours alone where people
    are counted, or of people alone where hours are: carried forward, not split by age."""
    counted = str(store.quantities().at[measure.numerator, "unit"])
    other = {"people": "hours", "hours": "people"}.get(counted, "")
    codes = {area, *(store.councils(area)["code"] if store.area(area)["level"] == "ijb" else [])}
    found = store.notes(CARE_SOURCE)
    found = found[found["area_code"].isin(list(codes)) & ~found["period_label"].fillna("").str.contains("/")]
    return [
        f"{row.period_label}: {row.text}" if row.period_label not in row.text else row.text
        for row in found.itertuples()
        if row.text and not (other and other in row.text and counted not in row.text)
    ]


def _doubts(store: Store, area: str, measure: Measure) -> list[str]:
    """Which census weeks are in doubt, and that no change rests on them."""
    doubted = store.doubted()
    doubted = doubted[(doubted["measure"] == measure.id) & (doubted["area_code"] == area)]
    series = store.series(measure.id, measure.default_breakdown, "", [area])
    labels = series.loc[series["period_start"].isin(doubted["period_start"]), "period_label"].tolist()
    if not labels:
        return []
    are, them = ("is", "it") if len(labels) == 1 else ("are", "them")
    figures = "The figure of" if len(labels) == 1 else "The figures of"
    return [f"{figures} {sentences.in_list(labels)} {are} in doubt: no change is worked from or to {them}."]


def taken_away(words: Iterable[str]) -> list[tuple[str, str]]:
    """The same as rows for the head of a download."""
    return [("Caution", each) for each in words]
