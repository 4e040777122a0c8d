"""What is said of the arithmetic of delays: a line for each reason, its sums, and which single line is largest."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ijb import numbers, sentences
from ijb.charts.table import Column, cell_lines
from ijb.store import SCOTLAND, Store
from ijb.views import about
from ijb.views.delays import REASONS, RESIDENCE, slug
from ijb.views.delays_arithmetic import Fall, Year, fall
from ijb.views.delays_reasons import reason_words
from ijb.views.download import Download, file_name

ALL = "All reasons, added up"
WHOLE = "all"  # what marks the row of all reasons
HOW = (
    "How it is worked: bed days of the newest twelve months held, had this area’s rate per adult for that reason been "
    "another one. Its own best year is the twelve months ending in the same calendar month with the lowest rate. "
    "Twelve months that hold any of April 2020 to March 2021 are left out: that was the first year of the pandemic. "
    "Each month has its own estimate of adults. A line that is already as low counts as none, not as a rise."
)
NOT_A_FORECAST = (
    "This is arithmetic, not a forecast and not a target: it does not say that such a fall could be had, or how. The "
    "best years of two reasons can be two different years, and a day no longer counted under one reason may be "
    "counted under another. In a small area one long stay can be the whole difference."
)


def falls(store: Store, area: str) -> list[Fall]:
    """The arithmetic of each reason, all adults: against the area's own best year, and against the median of its
    nearest peers (for Scotland, of the 31); [] where the newest twelve months are not all held."""
    breaks = store.measures[RESIDENCE].breaks
    found = [
        fall(reason, _months(store, reason, [area]), _months(store, reason, compared_with(store, area)), breaks)
        for reason in REASONS
    ]
    return [] if None in found else found


def compared_with(store: Store, area: str) -> list[str]:
    """The areas whose median is taken: the nearest peers, or all 31 for Scotland."""
    return store.codes("ijb") if area == SCOTLAND else store.peers(area)


def median_words(store: Store, area: str) -> str:
    """ "the median of its nearest peers", "the median of the 31 areas"."""
    return f"the median of {'the 31 areas' if area == SCOTLAND else 'its nearest peers'}"


def _months(store: Store, reason: str, areas: Sequence[str]) -> pd.DataFrame:
    """area_code, period_start, days, people of one reason up to the last month of all the areas' parts."""
    rows = store.series(RESIDENCE, slug(reason=reason), "", list(areas))
    rows = rows[rows["numerator"].notna() & rows["denominator"].notna() & rows["status"].ne("partial")]
    rows = rows[rows["period_start"] <= store.default_period(RESIDENCE, slug(reason=reason)).start]
    counted = (rows["numerator"] * rows["period_end"].map(lambda day: day.day)).round()
    return rows.assign(days=counted, people=rows["denominator"])[["area_code", "period_start", "days", "people"]]


def whose_median(store: Store, area: str) -> str:
    """Who the median is of, by name; '' for Scotland and where there are no peers."""
    names = [] if area == SCOTLAND else [store.area(code)["name"] for code in store.peers(area)]
    return f" Nearest peers: {sentences.in_list(names)}." if names else ""


def title(store: Store, area: str, found: Sequence[Fall]) -> str:
    """Both sums: at the own best years, and at the median of others. Neither is a target, so neither stands alone."""
    best, medians = sum(each.to_best for each in found), [each.to_median for each in found]
    said_of = (
        f"{fewer_days(best) if best else 'no difference in bed days'} in twelve months at each reason’s own best year"
    )
    if None not in medians:
        median = sum(medians)
        of = f"{numbers.number(median)} fewer" if median else "none fewer" if best else "none"
        said_of = f"{said_of}, {of} at {median_words(store, area)}"
    return f"Arithmetic for {store.area(area)['name']}: {said_of}"


def fewer_days(count: int) -> str:
    """ "1 bed day fewer", "1,234 fewer bed days"."""
    return "1 bed day fewer" if count == 1 else f"{numbers.number(count)} fewer bed days"


def subtitle(found: Sequence[Fall]) -> str:
    """The question, the twelve months, and what kind of answer it is."""
    return (
        f"Where would the largest fall come from? Plain arithmetic on the twelve months {found[0].now.label}, all "
        "adults: neither a forecast nor a target. Under the bed days: beds per 100,000 adults on an average day; under "
        "a difference to the best year: which year that was."
    )


def said(store: Store, area: str, found: Sequence[Fall]) -> str:
    """The two sums, and the largest single difference of each."""
    best = {each: each.to_best for each in found}
    whole = [_said("its own best year", best, of_year=True)]
    median = {each: each.to_median for each in found}
    if None not in median.values():
        whole.append(_said(median_words(store, area), median))
    return " ".join(whole)


def _said(where: str, differences: dict[Fall, int], of_year: bool = False) -> str:
    fewer = sum(differences.values())
    if not fewer:
        return f"Every reason already stands at or below {where}, so there is no difference to add up."
    top = max(differences, key=differences.__getitem__)
    words = sentences.mid_sentence(reason_words(top.reason))
    at = f", at its rate of {top.best.label}" if of_year else ""
    which = "only" if differences[top] == fewer else "largest single"
    return (
        f"If every reason stood at {where}, there would be {fewer_days(fewer)}; the {which} difference is {words}{at}: "
        f"{fewer_days(differences[top])}."
    )


def rows(found: Sequence[Fall]) -> pd.DataFrame:
    """The table as drawn: area_code, reason, now, best (HTML), to_best, median (HTML), to_median."""
    drawn = [
        {
            "area_code": "",
            "reason": reason_words(each.reason),
            "now": cell_lines(numbers.number(each.now.days), f"{numbers.number(_per_100_000(each.now), 1)} beds"),
            "best": cell_lines(numbers.number(each.at_best), f"{numbers.number(_per_100_000(each.best), 1)} beds"),
            "to_best": _difference(each.to_best, "already at its best year", f"year to {each.best.last:%b %Y}"),
            "median": _at_median(each),
            "to_median": _difference(each.to_median, "already at or below it"),
        }
        for each in found
    ]
    return pd.DataFrame([*drawn, _sums(found)])


def plain_rows(found: Sequence[Fall]) -> list[tuple[str, ...]]:
    """In words: the reason, bed days, how many fewer at the own best year, which that is, and how many at the median;
    last their sums."""
    lines = [
        (
            reason_words(each.reason),
            numbers.number(each.now.days),
            _fewer(each.to_best),
            f"{each.best.last:%b %Y}",
            _fewer(each.to_median),
        )
        for each in found
    ]
    medians = [each.to_median for each in found]
    whole = [sum(each.now.days for each in found), sum(each.to_best for each in found)]
    sums = (numbers.number(whole[0]), _fewer(whole[1]), numbers.BLANK)
    return [*lines, (ALL, *sums, _fewer(None if None in medians else sum(medians)))]


def _fewer(size: int | None) -> str:
    return numbers.BLANK if size is None else numbers.number(size) if size else "none"


def _at_median(each: Fall) -> str:
    if each.at_median is None:
        return numbers.BLANK
    return cell_lines(numbers.number(each.at_median), f"{numbers.number(100_000 * each.median, 1)} beds")


def _difference(size: int | None, none: str, note: str = "") -> str:
    """A fall with a note under it; "none", with its reason, where there is no fall."""
    if size is None:
        return numbers.BLANK
    return cell_lines(f"−{numbers.number(size)}", note) if size else cell_lines("none", none)


def _sums(found: Sequence[Fall]) -> dict[str, str]:
    """The sum of the lines, a line already at its best counted as none."""
    now, to_best = sum(each.now.days for each in found), sum(each.to_best for each in found)
    medians = [each.to_median for each in found]
    to_median = None if None in medians else sum(medians)
    return {
        "area_code": WHOLE,
        "reason": ALL,
        "now": cell_lines(numbers.number(now), ""),
        "best": cell_lines(numbers.number(now - to_best), "each at its best"),
        "to_best": _difference(to_best, "already at its best year"),
        "median": numbers.BLANK if to_median is None else cell_lines(numbers.number(now - to_median), "none above now"),
        "to_median": _difference(to_median, "already at or below it"),
    }


def columns(store: Store, area: str, found: Sequence[Fall]) -> list[Column]:
    """The columns of the table; on a phone the reason, the bed days and the difference to the best year."""
    median = median_words(store, area)
    return [
        Column("reason", "Reason for delay", row_head=True),
        Column("now", "Bed days", "right", head_note=f"year to {found[0].now.last:%b %Y}", html=True),
        Column("best", "At its own best year", "right", phone=False, html=True),
        Column("to_best", "Difference", "right", head_note="own best year", html=True),
        Column("median", f"At {median}", "right", phone=False, head_note="same months", html=True),
        Column("to_median", "Difference", "right", phone=False, head_note="that median", html=True),
    ]


def download(store: Store, area: str, found: Sequence[Fall]) -> Download:
    """The arithmetic in full: bed days, rates and years."""
    name = store.area(area)["name"]
    figures = pd.DataFrame([_in_full(each) for each in found])
    heads = {
        "reason": "Reason for delay",
        "days": "Bed days",
        "rate": "Beds per 100,000 adults",
        "best": "Own best year",
        "best_rate": "Beds per 100,000 adults in it",
        "at_best": "Bed days at its own best year",
        "at_median": f"Bed days at {median_words(store, area)}",
    }
    said_of = [("Area", f"{name} ({area})"), ("Twelve months", found[0].now.label), ("How", HOW)]
    said_of += [("Caution", NOT_A_FORECAST), *about.attribution(store, store.measures[RESIDENCE])]
    heading = f"{name}: bed days at its own best year and at the median of others (arithmetic)"
    return Download(file_name("delayed bed days arithmetic", name), figures, heads, said_of, title=heading)


def _in_full(each: Fall) -> dict[str, object]:
    return {
        "reason": reason_words(each.reason),
        "days": each.now.days,
        "rate": _per_100_000(each.now),
        "best": each.best.label,
        "best_rate": _per_100_000(each.best),
        "at_best": each.at_best,
        "at_median": each.at_median,
    }


def _per_100_000(year: Year) -> float:
    return 100_000 * year.rate


def nothing(store: Store, area: str) -> str:
    """Why there is no arithmetic."""
    return f"The newest twelve months of {store.area(area)['name']} are not all held, so nothing is worked out."
