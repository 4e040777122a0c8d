"""Slides of the page Whole system: what it cannot say, studies, the chain of one area, and every area's changes."""

from __future__ import annotations

from ijb import sentences
from ijb.charts.panels import FAR_MORE, own_scales
from ijb.periods import year_label
from ijb.slides.ask import Ask, CannotShow
from ijb.slides.measure_rows import alone, cut, named
from ijb.slides.pieces import ALL_AREAS, notes, values
from ijb.slides.slide import Line, Lines, Notes, Said, Scale, Scatter, Slide, Spot, Table
from ijb.store import SCOTLAND, Period
from ijb.views import (
    about,
    whole_system,
    whole_system_chain,
    whole_system_changes,
    whole_system_evidence,
    whole_system_scatter,
    whole_system_words,
)

CAUTIONS = "What money, need and delays set side by side cannot say"
CAUTIONS_ARE = "What to keep in mind wherever figures of money, need and delays stand together."
STUDIES = "What is known from studies of money, care and delays: few, from England, and they do not agree"
STUDIES_ARE = "Published studies, each in short; the speaker’s notes have what each says."
FLAT = f"One moves over {FAR_MORE} times as far as another: compare the numbers, not the heights."
EACH_DOT = "Each dot is an area. Changes, not levels."
TONES = {"money": "own", "need": "other", "flow": "other"}  # three lines of one area, told apart by their dashes
MOST_NAMED = 6  # spots beside the own area and Scotland whose names are written out


def chosen(ask: Ask) -> list[str]:
    """The three measures: money, need, delays. Raises CannotShow for one that cannot be drawn year by year."""
    return [
        ask.one_of(role, list(options), whole_system.default(options, role))
        for role, options in whole_system.offered(ask.store).items()
    ]


def _offset(ask: Ask) -> int:
    return int(ask.one_of("offset", list(whole_system.OFFSETS), "0"))


def _general(ask: Ask, definition: str) -> Notes:
    """The notes of a slide that is of no one figure."""
    made = notes(ask, [ask.store.measures[name] for name in whole_system.DEFAULTS.values()])
    return Notes(made.source, whole_system_scatter.NO_CAUSE, definition, questions=made.questions)


def cautions(ask: Ask, block: str) -> Slide:
    """What figures side by side cannot say."""
    said = tuple(map(Said, whole_system.CAUTIONS))
    name = ask.store.area(ask.area)["name"]
    return Slide(block, CAUTIONS, named(ask, CAUTIONS_ARE), said=said, area=name, notes=_general(ask, CAUTIONS_ARE))


def evidence(ask: Ask, block: str) -> Slide:
    """The studies: each with its setting and its finding in short."""
    studies = list(whole_system_evidence.evidence().itertuples())
    rows = tuple(tuple(map(cut, whole_system_evidence.in_short(row))) for row in studies)
    name = ask.store.area(ask.area)["name"]
    said = " ".join(f"{row.author} ({row.year}): {row.says}" for row in studies)
    cited = "; ".join(f"{row.author} ({row.year}), {row.title or row.where}" for row in studies)
    alt = f"{STUDIES}. {'; '.join(': '.join(row) for row in rows)}."
    table, made = Table(("Study", "Setting", "Finding"), rows), _general(ask, said)
    behind = Notes(cited, whole_system.CAUTIONS[-1], said, questions=made.questions)
    return Slide(block, STUDIES, named(ask, STUDIES_ARE), table=table, alt=alt, area=name, notes=behind)


# --- the chain ---


def chain(ask: Ask, block: str) -> Slide:
    """Three indices of one area on one axis. Raises CannotShow where not one of the three is held."""
    store, names = ask.store, chosen(ask)
    chained = whole_system.chained(store, ask.area, ask.comparator, names, _offset(ask))
    lines = tuple(_indexed(chained, linked) for linked in whole_system_chain.indexed(chained))
    if not lines:
        raise CannotShow(f"Not one of the three figures can be drawn for {chained.name}.")
    measures = [store.measures[name] for name in names]
    extra = [*whole_system_words.starts(chained), *whole_system_words.small_numbers(chained)]
    extra += [words for words in [whole_system_chain.said_of(chained)] if words]
    cares = about.with_care(store, ask.area, measures)
    return Slide(
        block,
        whole_system_words.title(chained),
        named(ask, _chain_subtitle(chained)),
        Lines(
            tuple(map(year_label, chained.years)),
            tuple(panel_days(chained)),
            lines,
            Scale(),
            from_zero=False,
        ),
        said=tuple(map(Said, [_bases(chained), *extra])),
        alt=alone(whole_system_chain.alt(chained)),
        area=chained.name,
        notes=notes(ask, measures, _newest(ask, chained), cares[0] if cares else whole_system_chain.SIDE_BY_SIDE),
    )


def panel_days(chained: whole_system.Chain) -> list:
    """The first day of each place on the axis."""
    return whole_system_chain.panels(chained)[0].frame["period_start"].tolist()


def _indexed(chained: whole_system.Chain, linked: whole_system.Linked) -> Line:
    panel = whole_system_chain.panel(chained, linked)
    end = panel.frame.dropna(subset=["value"])["value_text"].iloc[-1]
    role = whole_system.ROLES[linked.role]
    return Line(
        f"{role}: {sentences.mid_sentence(panel.head)}",
        values(panel.frame["value"]),
        TONES[linked.role],
        f"{role} {end}",
    )


def _bases(chained: whole_system.Chain) -> str:
    """What the 100 of each line is; or why it has none."""
    said = []
    for linked in chained.links:
        panel = whole_system_chain.panel(chained, linked)
        words = " ".join(part for part in (f"{panel.note}." if panel.note else "", panel.nothing) if part)
        said.append(f"{whole_system.ROLES[linked.role]}: {alone(f' {words}').strip()}")
    return " ".join(said)


def _chain_subtitle(chained: whole_system.Chain) -> str:
    flat = [FLAT] if own_scales(whole_system_chain.panels(chained)) else []
    first = "Each line’s own first year is 100."
    return " ".join([whole_system_chain.SIDE_BY_SIDE, first, *flat, *whole_system_chain.years_of(chained)])


def _newest(ask: Ask, chained: whole_system.Chain) -> tuple[str, str, str, Period] | None:
    """The newest figure of money, for its receipt."""
    linked = chained.links[0]
    measure = linked.measure
    rows = ask.store.series(measure.id, measure.default_breakdown, linked.basis, [ask.area]).dropna(subset=["value"])
    if rows.empty:
        return None
    period = Period(*rows.iloc[-1][["period_start", "period_end", "period_label"]])
    return ask.area, measure.default_breakdown, linked.basis, period


# --- changes of every area ---


def changes(ask: Ask, block: str) -> Slide:
    """Two changes of every area against each other. Raises CannotShow where no area has both."""
    store = ask.store
    pair = ask.one_of("pair", list(whole_system_changes.PAIRS), "money-flow")
    span = int(ask.one_of("span", list(whole_system_changes.SPANS), "5"))
    asked = whole_system_changes.Asked(pair, span, _offset(ask))
    found = whole_system_changes.changes(store, ask.area, ask.comparator, chosen(ask), asked, {})
    title = whole_system_scatter.title(found)
    if found.counted.empty:
        raise CannotShow(f"{title}.")
    x, y = found.sides
    out, subtitle = _not_drawn(found), f"{EACH_DOT} {whole_system_scatter.NO_CAUSE}"
    if len(out):
        subtitle += f" Beyond the scale and not drawn: {whole_system_scatter.named_with_changes(found, out)}."
    said = [whole_system_scatter.said(found), whole_system_scatter.left_out(found)]
    cares = whole_system_scatter.care(found)
    return Slide(
        block,
        title,
        named(ask, subtitle),
        Scatter(
            tuple(_spots(found)),
            x.words,
            y.words,
            Scale(after=x.suffix, decimals=0, signed=True),
            Scale(after=y.suffix, decimals=0, signed=True),
            nought=True,
        ),
        said=tuple(Said(words) for words in said if words),
        alt=alone(whole_system_scatter.alt(found)),
        area=store.area(ask.area)["name"],
        notes=notes(
            ask, found.measures, None, cares[0] if cares else whole_system_scatter.NO_CAUSE, (ALL_AREAS, SCOTLAND)
        ),
    )


def _not_drawn(found: whole_system_changes.Changes):
    """The areas so far out that the rest would be one cloud; none where the reader's own is one of them."""
    out = whole_system_scatter.off_scale(found)
    return out.iloc[:0] if out["own"].any() or out["scotland"].any() else out


def _spots(found: whole_system_changes.Changes) -> list[Spot]:
    out = set(_not_drawn(found)["area_code"])
    rows = found.drawn[~found.drawn["area_code"].isin(out)]
    centre = rows[["x_change", "y_change"]].median()
    spread = rows[["x_change", "y_change"]].std().replace(0, 1)
    far = (((rows[["x_change", "y_change"]] - centre) / spread) ** 2).sum(axis=1).astype(float)
    names = set(rows.loc[far.nlargest(MOST_NAMED).index, "area_code"])
    return [
        Spot(
            row.short_name,
            float(row.x_change),
            float(row.y_change),
            "scotland" if row.scotland else "other",
            bool(row.own),
            bool(row.own or row.scotland or row.area_code in names),
        )
        for row in rows.itertuples()
    ]
