"""A figure taken apart: by reason, then by age; by kind of service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd

from ijb import compare, labels, numbers, sentences
from ijb.address import href
from ijb.breakdowns import parsed, written
from ijb.charts.markup import Html, element
from ijb.charts.table import link
from ijb.measures import Measure
from ijb.store import Store
from ijb.views.download import Download, file_name
from ijb.views.trend import Asked, Line
from ijb.views.windows import windowed

NOT_PARTS = ("basis",)
COLUMNS = ["slug", "part", "period_start", "period_label", "value", "value_text", "in_doubt"]


def next_kind(measure: Measure, breakdown: str) -> str | None:
    """By what the figure can be taken apart next: reason, then age; None where there is nothing further."""
    taken = parsed(breakdown)
    return next((kind for kind in measure.breakdowns if kind not in taken and kind not in NOT_PARTS), None)


def parts(store: Store, asked: Asked) -> pd.DataFrame:
    """The figure's parts by the next kind, largest first: COLUMNS. Empty where it has none."""
    measure, kind = asked.measure, next_kind(asked.measure, asked.breakdown)
    every = store.parts(measure.id, asked.basis, asked.area)
    wanted = {
        slug
        for slug in every["breakdown"].unique()
        if kind in parsed(slug) and {**parsed(slug), kind: ""} == {**parsed(asked.breakdown), kind: ""}
    }
    rows = windowed(measure, every[every["breakdown"].isin(wanted)], asked.window)
    held = rows.dropna(subset=["value"])
    if held.empty:
        return pd.DataFrame(columns=COLUMNS)
    latest = held.groupby("breakdown")["value"].last().sort_values(ascending=False)
    order = {slug: place for place, slug in enumerate(latest.index)}
    words = {slug: labels.short_label(written({kind: parsed(slug)[kind]})) for slug in wanted}
    shown = rows[rows["breakdown"].isin(order)]
    shown = shown.assign(
        slug=shown["breakdown"],
        part=shown["breakdown"].map(words),
        order=shown["breakdown"].map(order),
        value_text=[numbers.figure(measure, value) for value in shown["value"]],
        in_doubt=shown["period_start"].isin(_doubted(store, asked)),
    )
    return shown.sort_values(["order", "period_start"])[COLUMNS].reset_index(drop=True)


def _doubted(store: Store, asked: Asked) -> list[date]:
    """The first days of the periods in which the area's figures are in doubt."""
    doubted = store.doubted()
    own = (doubted["measure"] == asked.measure.id) & (doubted["area_code"] == asked.area)
    return doubted.loc[own, "period_start"].tolist()


def title(asked: Asked, pieces: pd.DataFrame) -> str:
    """The finding: the part that changed most in a year, or the highest; no change is from or to a figure in doubt."""
    measure = asked.measure
    latest = pieces.dropna(subset=["value"])["period_start"].max()
    sure = pieces[~pieces["in_doubt"]]
    moved = compare.changes(measure, sure.rename(columns={"slug": "area_code"}), latest)
    moved = {
        slug: change
        for slug, change in moved.items()
        if not change.broken and not numbers.is_nil(measure, change.difference)
    }
    now = pieces[pieces["period_start"] == latest].set_index("slug")
    if not moved:
        top, label = now["value"].idxmax(), now["period_label"].iloc[0]
        return (
            f"{now['part'][top]} is highest, at {numbers.phrase(measure, now['value'][top], top)} "
            f"{sentences.when(measure, label)}"
        )
    slug = max(moved, key=lambda name: abs(moved[name].difference))
    way = "up" if moved[slug].difference > 0 else "down"
    return (
        f"{now['part'][slug]} changed most from {moved[slug].since} to {now['period_label'][slug]}: {way} "
        f"{numbers.amount(measure, moved[slug].difference)}, to "
        f"{numbers.phrase(measure, now['value'][slug], slug)}"
    )


def subtitle(asked: Asked) -> str:
    """By what the figure is taken apart, and on what scale."""
    kind = labels.breakdown_name(next_kind(asked.measure, asked.breakdown) or "")
    own = (
        " Each age group is a rate of its own population."
        if kind == labels.breakdown_name("age") and asked.measure.denominator.startswith("population_")
        else ""
    )
    return f"The same measure by {kind[:1].lower()}{kind[1:]}, on one scale.{own}"


def held_to(pieces: pd.DataFrame, line: Line) -> str:
    """A sentence where the parts end before the whole does; '' where they do not."""
    last = pieces.dropna(subset=["value"]).sort_values("period_start").iloc[-1]
    if line.latest is None or last["period_start"] >= line.latest["period_start"]:
        return ""
    return f"Parts are held to {last['period_label']}; the whole to {line.latest['period_label']}."


def can_stack(asked: Asked) -> bool:
    """Whether the parts share one denominator and add up: reasons do, ages have populations of their own."""
    return next_kind(asked.measure, asked.breakdown) == "reason"


def order(pieces: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(pieces["part"]))


def panels(pieces: pd.DataFrame) -> list[tuple[str, str, pd.DataFrame]]:
    """Small multiples: a title, the newest figure (with its period where others are newer), and each part's line."""
    newest = pieces.dropna(subset=["value"])["period_start"].max()
    found = []
    for part, rows in pieces.groupby("part", sort=False):
        last = rows.dropna(subset=["value"]).iloc[-1]
        dated = "" if last["period_start"] == newest else f" ({last['period_label']})"
        found.append((str(part), f"{last['value_text']}{dated}", rows[["period_label", "value"]]))
    return found


def tick_text(measure: Measure) -> Callable[[float], str]:
    """How the scale of the small multiples is written."""
    whole = {"pounds": "£{}", "per cent": "{}%", "number": "{}"}[measure.shown_as]
    return lambda value: whole.format(numbers.number(value, 0 if float(value).is_integer() else 1))


def alt(asked: Asked, pieces: pd.DataFrame) -> str:
    """The parts in words, the newest figure of each."""
    said = [f"{part} {figure}" for part, figure, _ in panels(pieces)]
    return f"{title(asked, pieces)}. {'; '.join(said)}."


def download(store: Store, asked: Asked, pieces: pd.DataFrame) -> Download:
    """The parts side by side, a row a period, newest first."""
    names = [str(part) for part in pieces["part"].unique()]
    by_period = pieces.pivot(index=["period_start", "period_label"], columns="part", values=["value", "value_text"])
    figures = pd.DataFrame({name: by_period["value"][name] for name in names})
    texts = pd.DataFrame({f"{name} text": by_period["value_text"][name] for name in names})
    figures = pd.concat([figures, texts], axis=1).reset_index().iloc[::-1]
    area = store.area(asked.area)["name"]
    said = [("Area", f"{area} ({asked.area})"), ("Unit", asked.unit)]
    said += [("Part of", asked.measure.breakdown_label(asked.breakdown))] if asked.breakdown else []
    heads = {"period_label": "Period", "period_start": "First day"} | {name: name for name in names}
    drawn = {"period_label": "Period"} | {f"{name} text": name for name in names}
    name = file_name(asked.measure.id, area, asked.breakdown, asked.basis, "parts")
    heading = f"{asked.measure.name}: parts, {area}"
    return Download(name, figures, heads, said, drawn, title=heading, measured=tuple(names))


def drill_links(asked: Asked, pieces: pd.DataFrame, choices: Mapping[str, str]) -> Html | str:
    """Links that take one part further apart, and one back to the whole."""
    links = []
    for slug, part in pieces.drop_duplicates("slug")[["slug", "part"]].itertuples(index=False):
        if len(parsed(slug)) == 1:
            links.append(link(href("trend", choices, measure=asked.measure.id, breakdown=slug), part))
    if asked.breakdown != asked.measure.default_breakdown:
        links.append(link(href("trend", choices, breakdown=None), "All together"))
    if not links:
        return ""
    listed = [piece for each in links for piece in (" · ", each)][1:]
    return element("p", "Look at one part: ", *listed, class_="ijb ijb-note")
