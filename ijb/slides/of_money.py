"""Slides of the page Money: what is spent and what a unit costs, the accounts, and what has been reported."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ijb import numbers
from ijb.measures import Measure
from ijb.slides.ask import Ask, CannotShow
from ijb.slides.measure_rows import MOST_ROWS, cut, named, rows_slide
from ijb.slides.over_time import line_slide
from ijb.slides.pieces import notes, questions, scale_of, values
from ijb.slides.slide import Notes, Part, Said, Slide, Stacks, Table
from ijb.store import Period
from ijb.views import about, accounts, accounts_words, evidence, measure_rows, money
from ijb.views.trend import Asked

TABLE_OF = "measures of spending, unit costs and balance of care"


def over_time(ask: Ask, block: str) -> Slide:
    """A measure of money over all its years. Raises CannotShow for a measure of anything else."""
    measure = ask.measure(money.SPEND)
    if not money.offered(measure):
        raise CannotShow(f"{measure.short_name} is not a measure of money.")
    asked = Asked(measure, measure.default_breakdown, money.basis_of(measure, _basis(ask)), ask.area, "all")
    return line_slide(ask, block, asked)


def _basis(ask: Ask) -> str:
    return ask.basis(ask.store.measures[money.SPEND])


def table(ask: Ask, block: str) -> Slide:
    """The measures of the page's table."""
    store, basis = ask.store, _basis(ask)
    found = money.rows(store, ask.area, ask.comparator, {}, basis)
    measures = [store.measures[name] for name in money.ids(store)]
    made = rows_slide(ask, block, TABLE_OF, found, basis, about.with_care(store, ask.area, measures) or [money.REBASED])
    return replace(made, subtitle=f"{made.subtitle} {money.prices_said(store, basis)}")


# --- the accounts ---


def said_by_accounts(ask: Ask, block: str) -> Slide:
    """Each indicator with its figure, what it says, the direction of risk and a caution; or that none are supplied."""
    store, names = ask.store, accounts.indicators(ask.store)
    rows = measure_rows.rows(store, ask.area, ask.comparator, {}, names, _basis(ask))
    state, measures = accounts.state(store, ask.area, rows), [store.measures[name] for name in names]
    title, words = accounts.heading(store, ask.area, state, rows)
    figure = None
    if state == "held":
        said = [_indicator(store.measures[row["measure"]], row) for row in rows.to_dict("records")]
        figure = _newest(ask, accounts.TOTAL)
    else:
        words = accounts_words.not_held(store.area(ask.area)["name"], state)
        said = [Said(words), *([Said(_would_be(measures))] if state == "not_supplied" else [])]
        words = "What IJBs’ own accounts say of their resources."
    made = notes(ask, measures, figure, measures[0].caution)
    return Slide(block, title, named(ask, words), said=tuple(said), area=store.area(ask.area)["name"], notes=made)


def _indicator(measure: Measure, row: dict) -> Said:
    figure, unit = accounts_words.figure_said(measure, row)
    head = f"{measure.short_name}: {figure} {unit}" if figure else f"{measure.short_name}. {unit}"
    return Said(f"{measure.says} {measure.risk} {measure.caution}", head=head)


def _would_be(measures: list[Measure]) -> str:
    names = [measure.short_name[:1].lower() + measure.short_name[1:] for measure in measures]
    return f"Once supplied, it would show: {'; '.join(names)}."


def _newest(ask: Ask, name: str) -> tuple[str, str, str, Period] | None:
    period = ask.store.newest(name, "", ask.area)
    return (ask.area, "", "", period) if period else None


def reserves(ask: Ask, block: str) -> Slide:
    """Reserves at each year's end, general and earmarked one on another. Raises CannotShow without both."""
    store, found = ask.store, accounts.reserves_shown(ask.store, ask.area)
    if found is None:
        raise CannotShow(f"No reserves are held for {store.area(ask.area)['name']}.")
    frame, title, alt = found
    years = frame.drop_duplicates("period_start").sort_values("period_start")
    measure, days = store.measures[accounts.GENERAL], years["period_start"].tolist()
    each = {part: rows.set_index("period_start")["value"].reindex(days) for part, rows in frame.groupby("part")}
    parts = tuple(Part(part, values(each[part])) for part in accounts.PARTS)
    left = accounts.reserves_left(store, ask.area)
    return Slide(
        block,
        title,
        named(ask, accounts.RESERVES_ARE),
        Stacks(tuple(years["period_label"].astype(str)), parts, scale_of(measure)),
        said=(Said(left),) if left else (),
        alt=alt,
        area=store.area(ask.area)["name"],
        notes=notes(
            ask,
            [store.measures[name] for name in (accounts.TOTAL, *accounts.PARTS.values())],
            _newest(ask, accounts.TOTAL),
            store.measures[accounts.TOTAL].caution,
        ),
    )


def savings(ask: Ask, block: str) -> Slide:
    """Savings planned, delivered and recurring, newest year first. Raises CannotShow where none are held."""
    store, basis = ask.store, _basis(ask)
    found = accounts.savings(store, ask.area, basis)
    if found.empty:
        raise CannotShow(f"No savings are held for {store.area(ask.area)['name']}.")
    rows = tuple(
        (
            row.period_label,
            row.planned_text,
            _with_share(row.delivered_text, row.delivered_share_text),
            _with_share(row.recurring_text, row.recurring_share_text),
        )
        for row in found.head(MOST_ROWS).itertuples()
    )
    title = accounts.savings_title(found)
    measures = [store.measures[name] for name in (accounts.DELIVERED, accounts.RECURRING)]
    of = f" The newest {MOST_ROWS} of {len(found)} years." if len(found) > MOST_ROWS else ""
    return Slide(
        block,
        title,
        named(ask, f"Savings in £ million. {money.prices_said(store, basis)}{of}"),
        table=Table(("Year", "Planned", "Delivered (of planned)", "Recurring (of delivered)"), rows),
        alt=f"{title}.",
        area=store.area(ask.area)["name"],
        notes=notes(ask, measures, _newest(ask, accounts.DELIVERED), measures[0].caution),
    )


def _with_share(amount: str, share: str) -> str:
    return amount if share == numbers.BLANK else f"{amount} ({share})"


# --- what has been reported ---


def reported(ask: Ask, block: str) -> Slide:
    """The newest figures that others have reported. Raises CannotShow where none are held."""
    store = ask.store
    every = evidence.reported(store, ask.area, "money")
    if every.empty:
        raise CannotShow(f"{evidence.title(store, ask.area, every)}.")
    kinds = evidence.kinds(every)
    kind = ask.one_of("kind", list(kinds), evidence.ALL)
    listed = evidence.of_kind(every, kind)
    rows = [tuple(map(cut, row)) for row in evidence.plain_rows(listed.head(MOST_ROWS))]
    title = evidence.title(store, ask.area, every)
    return Slide(
        block,
        title,
        named(ask, f"{_which(kinds[kind], kind, len(listed))} Bases and dates differ."),
        table=Table(("What was reported", "Period", "Figure", "Where it was read", "Standing"), tuple(rows)),
        alt=f"{title}. {'; '.join(f'{row[0]}, {row[1]}: {row[2]}' for row in rows)}.",
        area=store.area(ask.area)["name"],
        notes=Notes(
            source=_read_in(ask, listed.head(MOST_ROWS)),
            caveat=evidence.NOT_A_SERIES,
            definition=f"{evidence.NOTE} {evidence.standings(listed)}".strip(),
            questions=questions([store.measures[money.SPEND]]),
        ),
    )


def _which(words: str, kind: str, count: int) -> str:
    """ "The 8 newest of 16 reported figures.", "The 3 reported figures of the kind “reserves”."."""
    of = f" of the kind “{words[:1].lower()}{words[1:]}”" if kind != evidence.ALL else ""
    if count > MOST_ROWS:
        return f"The {MOST_ROWS} newest of {count} reported figures{of}."
    return f"The {count} reported figures{of}, newest first." if count > 1 else f"The one reported figure{of}."


def _read_in(ask: Ask, rows: pd.DataFrame) -> str:
    """Who published them and where, each once."""
    places = [f"{row.publisher}, {row.url}" if row.url else row.publisher for row in rows.itertuples()]
    return "; ".join(ask.store.sayable(dict.fromkeys(places)))
