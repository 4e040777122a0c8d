"""Delays taken apart: the reasons over time, and reasons by ages in one month as a table of bed days."""

from __future__ import annotations

import pandas as pd

from ijb import compare, labels, numbers, sentences
from ijb.breakdowns import parsed
from ijb.charts import lines
from ijb.charts.cells import barred
from ijb.charts.table import Column, cell_lines
from ijb.store import Period, Store
from ijb.views import about, parts
from ijb.views.delays import AGES, REASONS, RESIDENCE, capital, changes, days, every, in_month, share, slug
from ijb.views.download import Download, file_name
from ijb.views.drawing import Drawing
from ijb.views.trend import Asked
from ijb.views.windows import RECENT

STANDARD, COMPLEX = REASONS[:2], REASONS[2:]
NAMED = {
    "standard": "Standard delays, together",
    "complex": "Complex delays (code 9), together",
    "": "All reasons",
}
SUMS = {"standard": STANDARD, "complex": COMPLEX, "": REASONS}
ORDER = (*STANDARD, "standard", *COMPLEX, "complex", "")
WHOLE = "all"  # what marks the row of all reasons
STANDARD_IS = "standard {}: waiting for care or support, or patient or family reasons."
COMPLEX_IS = "complex {} (code 9)"
GUARDIANSHIP = "for guardianship (Adults with Incapacity Act)"


def asked_of(store: Store, area: str, age: str) -> Asked:
    """The measure that is taken apart, for the age chosen."""
    return Asked(store.measures[RESIDENCE], slug(age), "", area, "all")


def pieces(store: Store, asked: Asked, month: Period) -> pd.DataFrame:
    """The reasons over the 36 months that end with a month (fewer where fewer are held), as `parts.parts` gives them,
    but in the order of REASONS: a reason keeps its shade whatever the month, age and area."""
    rows = parts.parts(store, asked)
    kept = sorted(day for day in rows["period_start"].unique() if day <= month.start)[-RECENT:]
    place = rows["slug"].map(lambda each: REASONS.index(parsed(each)["reason"]))
    rows = rows.assign(place=place)[rows["period_start"].isin(kept)]
    return rows.sort_values(["place", "period_start"])[parts.COLUMNS].reset_index(drop=True)


def told(asked: Asked, shown: pd.DataFrame) -> tuple[str, compare.Change | None]:
    """The reason that the chart's title speaks of: the one that changed most in a year, with its change; the largest
    where none has a change to speak of."""
    latest = shown["period_start"].max()
    moved = compare.changes(asked.measure, shown.rename(columns={"slug": "area_code"}), latest)
    moved = {
        reason: change
        for reason, change in moved.items()
        if not change.broken and not numbers.is_nil(asked.measure, change.difference)
    }
    if not moved:
        return str(shown.loc[shown.loc[shown["period_start"] == latest, "value"].idxmax(), "slug"]), None
    most = max(moved, key=lambda reason: abs(moved[reason].difference))
    return most, moved[most]


def finding(asked: Asked, shown: pd.DataFrame, age: str) -> str:
    """The chart's title: the reason that changed most in a year, or the largest."""
    measure, (reason, change) = asked.measure, told(asked, shown)
    now = shown[shown["slug"] == reason].iloc[-1]
    rate = numbers.phrase(measure, now["value"], reason)
    if change:
        way = "up" if change.difference > 0 else "down"
        return (
            f"{now['part']} changed most from {change.since} to {now['period_label']}: {way} "
            f"{numbers.amount(measure, change.difference)}, to {rate}"
        )
    if not now["value"]:
        return f"No delays{_of_whom(age)} in {now['period_label']}, for any reason"
    return f"{now['part']} had the largest part in {now['period_label']}: {rate}"


def drawn(asked: Asked, shown: pd.DataFrame, age: str, theme: str) -> Drawing:
    """The reasons one on another over the months given, each as a rate of the people of that age."""
    fmt = numbers.axis_format(asked.measure)
    chart = lines.stacked(shown, parts.order(shown), unit=asked.unit, theme=theme, fmt=fmt)
    return Drawing(finding(asked, shown, age), measured(asked, shown), chart, alt(asked, shown, age))


def measured(asked: Asked, shown: pd.DataFrame) -> str:
    """What is drawn, and over which months."""
    months = shown.drop_duplicates("period_start")["period_label"]
    last = months.iloc[-1]
    over = f"over the {len(months)} months to {last}" if len(months) > 1 else f"in {last}, the first month held"
    return (
        f"{capital(asked.unit)}, by reason for the delay, {over}. The bars of a month add up to the whole rate. "
        f"{sentences.direction(asked.measure)}"
    )


def alt(asked: Asked, shown: pd.DataFrame, age: str) -> str:
    """The chart in words: its finding, and each reason in the newest month."""
    newest = "; ".join(f"{part} {figure}" for part, figure, _ in parts.panels(shown))
    return f"{finding(asked, shown, age)}. In {shown['period_label'].iloc[-1]}: {newest}."


def reason_words(reason: str) -> str:
    """A reason as it is read; sums of reasons too."""
    return NAMED[reason] if reason in NAMED else labels.short_label(slug(reason=reason))


def counted(store: Store, figures: pd.DataFrame, month: Period, age: str) -> pd.DataFrame:
    """Whole bed days of one month: a row for each reason and sum of reasons in ORDER; a column for each age (by its
    id, '' for all adults); of the chosen age `now`, and `before`, a year before, missing where not comparable."""
    counts, moved = in_month(figures, month)["days"], changes(store, figures, month)
    bases = {reason: moved.get(slug(age, reason)) for reason in REASONS}
    found = []
    for row in ORDER:
        parts = SUMS.get(row, (row,))
        before = [bases[part].base if bases[part] else None for part in parts]
        ages = {each: int(sum(counts[slug(each, part)] for part in parts)) for each in AGES}
        found.append(ages | {"now": ages[age], "before": None if None in before else int(sum(before))})
    return pd.DataFrame(found, index=pd.Index(ORDER), dtype="object")


def title(table: pd.DataFrame, month: Period, age: str) -> str:
    """The finding of the month: the reason with most of the days."""
    whole, when = table.loc["", "now"], f"{_of_whom(age)} in {month.label}"
    if not whole:
        return f"No bed days{when}"
    reason = table.loc[list(REASONS), "now"].astype(int).idxmax()
    words, most = sentences.mid_sentence(reason_words(reason)), table.loc[reason, "now"]
    if whole == 1:
        return f"The 1 bed day{when} was recorded as {words}"
    of = "All" if most == whole else f"{capital(share(most, whole))} of the"
    return f"{of} bed days{when} were recorded as {words}"


def _of_whom(age: str) -> str:
    return f" of people aged {AGES[age]}" if age else ""


def subtitle(month: Period, age: str) -> str:
    """What the cells hold."""
    whose = "all adults" if not age else f"people aged {AGES[age]}"
    return (
        f"Bed days in {month.label}, and the share that each is of all the area’s days in the month (grey bar; the two "
        f"sums of reasons have none). The change is that of {whose} on the same month a year before."
    )


def rows(table: pd.DataFrame) -> pd.DataFrame:
    """The table as drawn: area_code, reason, a column for each age (HTML), change (HTML)."""
    whole = table.loc["", ""]
    return pd.DataFrame(
        [
            {
                "area_code": "" if reason else WHOLE,
                "reason": reason_words(reason),
                **{f"age_{age}": _cell(row[age], whole, reason not in ("standard", "complex")) for age in AGES},
                "change": _change(row["now"], row["before"]),
            }
            for reason, row in table.iterrows()
        ]
    )


def plain_rows(table: pd.DataFrame) -> list[tuple[str, ...]]:
    """The same in words: the reason, each age but all adults, all adults, and the change."""
    whole = table.loc["", ""]
    ages = [*(age for age in AGES if age), ""]
    return [
        (
            reason_words(reason),
            *(_with(numbers.number(row[age]), share(row[age], whole)) for age in ages),
            _with(*_change_words(row["now"], row["before"])),
        )
        for reason, row in table.iterrows()
    ]


def _with(words: str, note: str) -> str:
    return f"{words} ({note})" if note and note != numbers.BLANK else words


def _cell(count: int, whole: int, bar: bool) -> str:
    """Days over their share; no bar for a sum, which would repeat those of its parts."""
    return barred(numbers.number(count), share(count, whole), count / whole if whole and bar else None)


def _change(now: int, before: int | None) -> str:
    if before is None:
        return numbers.BLANK
    return cell_lines(*_change_words(now, before))


def _change_words(now: int, before: int | None) -> tuple[str, str]:
    """The change in bed days, and as a share of those before."""
    if before is None:
        return numbers.BLANK, ""
    moved = now - before
    sign = "+" if moved > 0 else ""
    note = f"{'up' if moved > 0 else 'down'} {share(abs(moved), before)}" if moved and before else ""
    return f"{sign}{numbers.number(moved)}", note


def columns(age: str) -> list[Column]:
    """The columns of the table; on a phone the reason, the chosen age and the change."""
    ages = [Column(f"age_{each}", words, "right", phone=each == age, html=True) for each, words in AGES.items() if each]
    return [
        Column("reason", "Reason for delay", row_head=True),
        *ages,
        Column("age_", AGES[""], "right", phone=not age, html=True),
        Column("change", "Change on a year", "right", head_note=AGES[age].lower(), html=True),
    ]


def said(table: pd.DataFrame, age: str) -> str:
    """Standard delays against complex ones, in words."""
    whole, standard, both, awi = (int(table.loc[row, "now"]) for row in ("", "standard", "complex", "code9_awi"))
    if not whole:
        return ""
    if not standard or not both:
        return _of_one_kind(whole, awi, bool(standard), _of_whom(age))
    of = f"shares are of the days of people aged {AGES[age]}" if age else "shares are of all the area’s days"
    return (
        f"{days(standard)} ({share(standard, whole)}) {_were(standard, STANDARD_IS)} {days(both)} "
        f"({share(both, whole)}) {_were(both, COMPLEX_IS)}{_guardianship(awi, both)}; {of}."
    )


def _of_one_kind(whole: int, awi: int, standard: bool, of_whom: str) -> str:
    """The same where every day is of one kind."""
    if whole == 1:
        return f"The 1 day{of_whom} {_were(1, STANDARD_IS if standard else f'{COMPLEX_IS}{_guardianship(awi, 1)}.')}"
    if standard:
        return f"{every(whole)}{of_whom} {_were(whole, STANDARD_IS)} No day was a complex delay (code 9)."
    return (
        f"{every(whole)}{of_whom} {_were(whole, COMPLEX_IS)}{_guardianship(awi, whole)}. No day was a standard delay."
    )


def _were(count: int, kind: str) -> str:
    """ "were standard delays: …", "was a complex delay …"."""
    return f"was a {kind.format('delay')}" if count == 1 else f"were {kind.format('delays')}"


def _guardianship(awi: int, both: int) -> str:
    """How many of the complex days were for guardianship."""
    if both == 1:
        return f", {'' if awi else 'not '}{GUARDIANSHIP}"
    of = {0: "none", both: "both" if both == 2 else "all"}.get(awi, numbers.number(awi))
    return f", {of} of them {GUARDIANSHIP}"


def download(store: Store, area: str, table: pd.DataFrame, month: Period, age: str) -> Download:
    """Reasons by ages in one month, whole bed days."""
    name = store.area(area)["name"]
    figures = table.drop(columns="now").reset_index(names="reason")
    figures["reason"] = figures["reason"].map(reason_words)
    heads = {"reason": "Reason for delay"} | {each: f"Bed days, {words.lower()}" for each, words in AGES.items()}
    heads |= {"before": f"Bed days a year before, {AGES[age].lower()}"}
    about_it = [("Area", f"{name} ({area})"), ("Month", month.label), ("Unit", "bed days in the month")]
    about_it += about.attribution(store, store.measures[RESIDENCE])
    title = f"{name}: bed days by reason and age, {month.label}"
    return Download(file_name("delayed bed days", name, month.label), figures, heads, about_it, title=title)
