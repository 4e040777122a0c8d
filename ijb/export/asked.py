"""What somebody typed, as ids: an area by any of its names, a measure, a breakdown, prices, a period. What is not known
is refused in a sentence that suggests the nearest that is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

import pandas as pd
from rapidfuzz.distance import OSA

from ijb import labels, sentences
from ijb.breakdowns import parsed
from ijb.measures import Measure
from ijb.search import BODIES, SMALL_WORDS
from ijb.store import Period, Store
from ijb.views.searching import aliases

BASIS = "basis"  # the kind of breakdown that says how a count was taken: none is a part of another
SHORTEST = 3  # letters that may be a part of a name
SLIPS = ((4, 1), (6, 2))  # letters from which so many slips of the finger are allowed
MOST = 3  # suggestions that are named
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
    shown = {name: store.area(code)["name"] for name, code in names.items() if not re.search(r"\d", name)}
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


def breakdowns(store: Store, of: Measure, said: str) -> list[str]:
    """The breakdown of a measure that is meant, by its id or its words. Where nothing is said, the one shown first; of
    a count taken on several bases, that on each basis, the one shown first before the others. Raises Refused."""
    held = list(dict.fromkeys([of.default_breakdown, *store.breakdowns(of.id)]))
    if not said:
        whole = _but_for_basis(of.default_breakdown)
        return [each for each in held if each == of.default_breakdown or _but_for_basis(each) == whole]
    names = {_key(name): each for each in held for name in (of.breakdown_label(each), labels.short_label(each), each)}
    if _key(said) in names:
        return [names[_key(said)]]
    if len(held) == 1:
        raise Refused(f"{of.id} has no breakdowns, so there is no {_quoted(said)} of it.")
    raise Refused(f"{of.id} has no breakdown {_quoted(said)}{_near(said, names)}.")


def _but_for_basis(slug: str) -> dict[str, str]:
    return {name: value for name, value in parsed(slug).items() if name != BASIS}


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


def period(store: Store, of: Measure, where: str, slugs: list[str], prices: str, said: str) -> tuple[str, Period]:
    """A period by its first day or its label, and the first of some breakdowns that has a figure in it; the newest with
    a figure where nothing is said, or else the newest of all. Raises Refused."""
    held = _held(store, of, where, slugs, prices)
    if not held:
        raise Refused(f"{of.id} has no periods for {store.area(where)['name']}.")
    if not said:
        return max(held, key=lambda each: (each[2], each[1].start, each[1].end))[:2]
    asked = [each for each in held if said.strip() == each[1].start.isoformat() or _key(said) == _key(each[1].label)]
    if asked:
        return max(asked, key=lambda each: each[2])[:2]
    ends = [pick((each[1] for each in held), key=lambda period: period.start).label for pick in (min, max)]
    span = " to ".join(dict.fromkeys(ends))
    raise Refused(f"{of.id} has no period {_quoted(said)} for {store.area(where)['name']}: its periods are {span}.")


def _held(store: Store, of: Measure, where: str, slugs: list[str], prices: str) -> list[tuple[str, Period, bool]]:
    """Breakdown, period and whether there is a figure, of every row of an area."""
    return [
        (slug, Period(row.period_start, row.period_end, row.period_label), bool(pd.notna(row.value)))
        for slug in slugs
        for row in store.series(of.id, slug, prices, [where]).itertuples()
    ]


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
    """ ": Fife is the nearest" for what was plausibly meant: a part of a name, or else a slip of the finger in a name
    or in a word of it; '' where nothing is."""
    key = _key(said)
    found = [name for name in names if _is_part(key, name)] or _slips(key, names)
    whole = [name for name in found if not any(name != other and f" {other} " in f" {name} " for other in found)]
    shown = sorted({names[name] for name in whole})
    if not shown:
        return ""
    if len(shown) > MOST:
        return f": {shown[0]} and {len(shown) - 1} others are the nearest"
    return f": {sentences.in_list(shown)} {'is' if len(shown) == 1 else 'are'} the nearest"


def _is_part(key: str, name: str) -> bool:
    return len(key) >= SHORTEST and key not in SMALL_WORDS and f" {key}" in f" {name}"


def _slips(key: str, names: Iterable[str]) -> list[str]:
    """The names that are the fewest slips away; a number is never guessed at."""
    allowed = max((slips for letters, slips in SLIPS if len(key) >= letters), default=0)
    if not allowed or any(each.isdigit() for each in key):
        return []
    apart = {name: min(OSA.distance(key, each) for each in (name, *name.split())) for name in names if name}
    fewest = min(apart.values(), default=0)
    return [name for name, slips in apart.items() if slips == fewest <= allowed]


def _quoted(said: str) -> str:
    return f"“{' '.join(said.split())[:LONGEST]}”"
