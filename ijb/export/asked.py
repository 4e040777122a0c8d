"""What somebody typed, as ids: an area by any of its names, a measure, a breakdown, prices, a period. What is not known
is refused in a sentence that suggests the nearest that is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from ijb import labels
from ijb.measures import Measure
from ijb.search import BODIES
from ijb.store import Period, Store
from ijb.views.searching import aliases

NEAR = 60  # of 100: how alike a suggestion has to be
LONGEST = 80  # characters of what was typed that are said again


class Refused(Exception):
    """What was asked for cannot be given; the message is one sentence that says why and what would do."""


def area(store: Store, said: str) -> str:
    """The code of an area, by its code or any name it goes by. Raises Refused."""
    names = _areas(store)
    key = _key(said)
    found = names.get(key) or names.get(_key(BODIES.sub(" ", key)))
    if found:
        return found
    shown = {name: store.area(code)["name"] for name, code in names.items()}
    raise Refused(f"There is no area {_quoted(said)}{_near(said, shown)}.")


def measure(store: Store, said: str) -> Measure:
    """A measure, by its id or its name. Raises Refused."""
    names: dict[str, str] = {}
    for each in store.measures.values():
        names |= {_key(name): each.id for name in (each.name, each.short_name, *each.synonyms) if name}
    names |= {_key(each): each for each in store.measures}
    if found := names.get(_key(said)):
        return store.measures[found]
    raise Refused(f"There is no measure {_quoted(said)}{_near(said, names)}.")


def breakdown(store: Store, of: Measure, said: str) -> str:
    """A breakdown of a measure, by its id or its words; '' is the one shown first. Raises Refused."""
    held = list(dict.fromkeys([of.default_breakdown, *store.breakdowns(of.id)]))
    names = {_key(name): each for each in held for name in (of.breakdown_label(each), labels.short_label(each), each)}
    if not said:
        return of.default_breakdown
    if _key(said) in names:
        return names[_key(said)]
    if len(held) == 1:
        raise Refused(f"{of.id} has no breakdowns, so there is no {_quoted(said)} of it.")
    raise Refused(f"{of.id} has no breakdown {_quoted(said)}{_near(said, names)}.")


def basis(store: Store, of: Measure, said: str) -> str:
    """The prices of a measure, by their id in the address or as they are stored; real terms where nothing is said, ''
    for what is not money. Raises Refused."""
    offered = store.priced_by(of.id)
    if not offered:
        if said:
            raise Refused(f"{of.id} is not in pounds, so it has no prices {_quoted(said)}.")
        return ""
    names = {_key(name): each for name, each in offered.items()} | {_key(each): each for each in offered.values()}
    found = names.get(_key(said or next(iter(offered))))
    if found is None:
        raise Refused(f"There are no prices {_quoted(said)}: {' or '.join(offered)} would do.")
    return found


def period(store: Store, of: Measure, where: str, slug: str, prices: str, said: str) -> Period:
    """A period by its first day or its label; the newest with a figure where nothing is said, or else the newest of
    all. Raises Refused."""
    rows = store.series(of.id, slug, prices, [where])
    held = [Period(*row) for row in rows[["period_start", "period_end", "period_label"]].itertuples(index=False)]
    if not held:
        raise Refused(f"{of.id} has no periods for {store.area(where)['name']}.")
    if not said:
        return store.newest(of.id, slug, where) or held[-1]
    for each in held:
        if said.strip() == each.start.isoformat() or _key(said) == _key(each.label):
            return each
    span = held[0].label if len(held) == 1 else f"{held[0].label} to {held[-1].label}"
    raise Refused(f"{of.id} has no period {_quoted(said)} for {store.area(where)['name']}: its periods are {span}.")


def _areas(store: Store) -> dict[str, str]:
    """Every name of every area, as it is compared, with the area's code; own names over others'."""
    known = set(store.areas["code"])
    others = aliases()
    found = {_key(name): code for name, code in zip(others["name"], others["code"]) if code in known}
    boards = store.areas[store.areas["level"] == "health_board"]
    found |= {_key(name.removeprefix("NHS ")): code for name, code in zip(boards["name"], boards["code"])}
    for column in ("abbr", "short_name", "name", "code"):
        named = zip(store.areas[column], store.areas["code"])
        found |= {_key(name): code for name, code in named if isinstance(name, str) and name}
    return found


def _key(words: str) -> str:
    """Words as they are compared: no capitals, accents or signs."""
    plain = unicodedata.normalize("NFKD", words).casefold().replace("&", " and ")
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters).split())


def _near(said: str, names: Mapping[str, str]) -> str:
    """ "; did you mean Fife?" without its mark, '' where nothing is near."""
    found = process.extractOne(_key(said), _unique(names), scorer=fuzz.WRatio, score_cutoff=NEAR)
    return f": {names[found[0]]} is the nearest" if found else ""


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _quoted(said: str) -> str:
    return f"“{' '.join(said.split())[:LONGEST]}”"
