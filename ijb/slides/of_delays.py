"""Slides of the page Delays: where the days are, by reason, age and month; shares; two counts; plain arithmetic."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ijb.slides.ask import Ask, CannotShow
from ijb.slides.measure_rows import alone, named, part_scale, rows_slide
from ijb.slides.over_time import line_slide
from ijb.slides.pieces import ALL_AREAS, notes, values
from ijb.slides.slide import Dot, Dots, Notes, Part, Said, Scale, Slide, Stacks, Table
from ijb.store import Period
from ijb.views import about, delays, delays_falls, delays_reasons, delays_shares, measure_rows, parts, trend
from ijb.views.trend import Asked

MOST_NAMED = 2  # areas at either end whose names are written out
OF_ADULTS = "to the share of Scotland’s adults"
RANGE_IS = "The line behind a dot reaches to the area’s share of Scotland’s adults."


def _month(ask: Ask) -> tuple[pd.DataFrame, Period, str]:
    """The figures held, the month and the age asked for. Raises CannotShow where no month is held whole."""
    figures = delays.held(ask.store, ask.area)
    months = delays.months(figures)
    if not months:
        raise CannotShow(delays.NOTHING)
    chosen = ask.one_of("month", list(months), next(iter(months)))
    return figures, months[chosen], ask.one_of("age", list(delays.AGES), "")


def _notes(ask: Ask, figure: tuple[str, str, str, Period] | None = None, caveat: str = "") -> Notes:
    return notes(ask, [ask.store.measures[delays.RESIDENCE]], figure, caveat)


def reasons(ask: Ask, block: str) -> Slide:
    """The reasons one on another over the months to the one chosen."""
    store, (_, month, age) = ask.store, _month(ask)
    asked = delays_reasons.asked_of(store, ask.area, age)
    pieces = delays_reasons.pieces(store, asked, month)
    periods = pieces.drop_duplicates("period_start").sort_values("period_start")
    days = periods["period_start"].tolist()
    each = {part: rows.set_index("period_start")["value"].reindex(days) for part, rows in pieces.groupby("part")}
    stacked = tuple(Part(part, values(each[part])) for part in parts.order(pieces))
    reason, _ = delays_reasons.told(asked, pieces)
    return Slide(
        block,
        delays_reasons.finding(asked, pieces, age),
        named(ask, delays_reasons.measured(asked, pieces)),
        Stacks(tuple(periods["period_label"].astype(str)), stacked, part_scale(asked.measure)),
        alt=delays_reasons.alt(asked, pieces, age),
        area=store.area(ask.area)["name"],
        notes=_notes(ask, (ask.area, reason, "", month), _caution(ask)),
    )


def _caution(ask: Ask) -> str:
    """What to know of the area's own figures, or else of delays."""
    cautions = about.with_care(ask.store, ask.area, [ask.store.measures[delays.RESIDENCE]])
    return cautions[0] if cautions else delays.CAUTIONS


def counted(ask: Ask, block: str) -> Slide:
    """Reasons by ages in one month, as bed days."""
    store, (figures, month, age) = ask.store, _month(ask)
    table = delays_reasons.counted(store, figures, month, age)
    title = delays_reasons.title(table, month, age)
    ages = [words for each, words in delays.AGES.items() if each]
    heads = ("Reason for delay", *ages, delays.AGES[""], f"Change on a year, {delays.AGES[age].lower()}")
    said = delays_reasons.said(table, age)
    words = f"Bed days in {month.label}, with their share of all the month’s."
    return Slide(
        block,
        title,
        named(ask, words),
        table=Table(heads, tuple(delays_reasons.plain_rows(table)), own=len(table) - 1),
        said=(Said(said),) if said else (),
        alt=f"{title}.",
        area=store.area(ask.area)["name"],
        notes=_notes(ask, (ask.area, delays.slug(age), "", month), delays.CAUTIONS),
    )


def awi(ask: Ask, block: str) -> Slide:
    """Delays for guardianship over time."""
    asked = Asked(ask.store.measures[delays.AWI], "", "", ask.area, "recent")
    made = line_slide(ask, block, asked)
    if not delays.speaks_of_undrawn(trend.line(ask.store, asked)):
        return made
    return replace(made, said=(*made.said, Said(delays.NOT_DRAWN)))


# --- shares ---


def shares(ask: Ask, block: str) -> Slide:
    """Each area's share of Scotland's days beside its share of adults; while names are hidden the title alone, since
    sizes would give the others away. Raises CannotShow where no twelve months are held of every area."""
    store, found = ask.store, delays_shares.shares(ask.store)
    if found is None:
        raise CannotShow("No twelve months are held of every area, so that no shares are worked out.")
    title, hidden = delays_shares.title(store, ask.area, found), store.names_hidden
    order = "" if hidden else f" By share of adults, largest first. {RANGE_IS}"
    return Slide(
        block,
        title,
        named(ask, f"{delays_shares.whose_days(found)}{order}"),
        None if hidden else _dots(ask, found),
        said=(Said(delays_shares.said(found, hidden)),),
        alt="" if hidden else alone(delays_shares.alt(title, found)),
        area=store.area(ask.area)["name"],
        notes=notes(ask, [store.measures[delays.RESIDENCE]], None, delays_shares.NO_LEAGUE, [ALL_AREAS]),
    )


def _dots(ask: Ask, found: delays_shares.Shares) -> Dots:
    rows = found.rows[found.rows["adults_share"].notna()]
    by_size = rows.sort_values("days_share")["area_code"].tolist()
    ends = {ask.area, *by_size[:MOST_NAMED], *by_size[-MOST_NAMED:]}
    dots = [
        Dot(
            row.short_name,
            float(row.days_share),
            delays_shares.percent(row.days_share),
            own=row.area_code == ask.area,
            named=row.area_code in ends,
            low=float(min(row.days_share, row.adults_share)),
            high=float(max(row.days_share, row.adults_share)),
        )
        for row in rows.itertuples()
    ]
    return Dots(tuple(dots), Scale(after="%", decimals=1), range_words=OF_ADULTS)


# --- arithmetic, and the measures ---


def falls(ask: Ask, block: str) -> Slide:
    """The arithmetic of each reason at the area's own best year and at the median of others. Raises CannotShow where
    the newest twelve months are not all held."""
    store, found = ask.store, delays_falls.falls(ask.store, ask.area)
    if not found:
        raise CannotShow(delays_falls.nothing(store, ask.area))
    title = delays_falls.title(store, ask.area, found)
    median = delays_falls.median_words(store, ask.area)
    heads = (
        "Reason for delay",
        f"Bed days, year to {found[0].now.last:%b %Y}",
        "Fewer at its own best year",
        "Its best year, to",
        f"Fewer at {median}",
    )
    words = f"Plain arithmetic on the twelve months {found[0].now.label}, all adults: neither a forecast nor a target."
    how = f"{delays_falls.HOW}{delays_falls.whose_median(store, ask.area)}"
    made = _notes(ask, None, delays_falls.NOT_A_FORECAST)
    return Slide(
        block,
        title,
        named(ask, words),
        table=Table(heads, tuple(delays_falls.plain_rows(found)), own=len(found)),
        said=(Said(delays_falls.said(store, ask.area, found)), Said(delays_falls.NOT_A_FORECAST)),
        alt=f"{title}.",
        area=store.area(ask.area)["name"],
        notes=replace(made, definition=f"{how} {made.definition}"),
    )


def measures(ask: Ask, block: str) -> Slide:
    """The measures of delays, a row each."""
    store = ask.store
    found = measure_rows.rows(store, ask.area, ask.comparator, {}, only=delays.MEASURES)
    cautions = about.with_care(store, ask.area, [store.measures[name] for name in delays.MEASURES])
    return rows_slide(ask, block, "measures of delays", found, cautions=cautions)
