"""Finding measures, areas and health boards by the words a reader would use.

Words are matched whole or by how they start, in any order, without case, accents or punctuation. Only where that finds
nothing are they taken for typing errors and read as the nearest words there are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ijb.measures import Measure

LEVELS = ("scotland", "ijb", "health_board")
LONGEST = 100  # characters of a query that are read
SMALL_WORDS = frozenset("an and are at by for from in is of on or per the to who with".split())
BODIES = re.compile(
    r"\b(council|hscp|ijb|integration (joint board|authority)|health and social care partnership|(health )?board)\b"
)
NUMBERED = re.compile(r"(ni|sw)-?\d+[a-z]?")  # an indicator that a measure is close to, if it is not its own
# How good a match is, best first: by an own name, by another name, or by words of several names.
EXACT, PREFIX, WORDS, BY_ANOTHER_NAME, ACROSS_NAMES = 0, 1, 2, 3, 6


@dataclass(frozen=True)
class Hit:
    """Something found: its id or code, its name, and by what it was found ('' for its own name)."""

    kind: Literal["measure", "area", "board"]
    id: str
    words: str
    why: str


@dataclass(frozen=True)
class Term:
    """One name of an entry as it is matched; `why` is '' for an own name."""

    form: str
    why: str

    @cached_property
    def joined(self) -> str:
        return self.form.replace(" ", "")

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, and all of them written as one, so that "ni19" and "westlothian" are words too."""
        return frozenset({*self.form.split(), self.joined})


@dataclass(frozen=True)
class Entry:
    """One thing that can be found, by any of its terms; the words of its own names, and of all."""

    hit: Hit
    terms: tuple[Term, ...]
    own_words: frozenset[str]
    all_words: frozenset[str]


@dataclass(frozen=True)
class Index:
    """All that can be found (areas by name, boards, then measures in reading order), and every word of their names."""

    entries: tuple[Entry, ...]
    vocabulary: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """What is looked for; for each of its words, the known words it may stand for and how many errors away they are."""

    form: str
    near: tuple[Mapping[str, int], ...]

    def errors(self, words: frozenset[str]) -> int | None:
        """The fewest typing errors with which all its words are among `words`; None if one is not."""
        if any(near.keys().isdisjoint(words) for near in self.near):
            return None
        return sum(min(near[word] for word in near.keys() & words) for near in self.near)


def index(measures: Iterable[Measure], areas: pd.DataFrame, aliases: pd.DataFrame) -> Index:
    """Everything that can be found.

    areas: code, name, short_name, abbr, level, those of other LEVELS left out; aliases: name, code, how, where `how`
    comes before the name when it is said why an area was found ("also called", "earlier code").
    """
    other = aliases.groupby("code")[["name", "how"]]
    also = {code: list(names.itertuples(index=False, name=None)) for code, names in other}
    ordered = [areas[areas["level"] == level].sort_values("name") for level in LEVELS]
    entries = [_of_area(area, also.get(area["code"], [])) for area in pd.concat(ordered).to_dict("records")]
    entries += [_of_measure(measure) for measure in measures]
    return Index(tuple(entries), tuple(sorted(frozenset().union(*(entry.all_words for entry in entries)))))


def found(index: Index, query: str, limit: int) -> list[Hit]:
    """What a query finds, best first: by exact name, how a name starts, all words of it, another name, then words of
    several names; with typing errors only where there is nothing without."""
    form = _form(query[:LONGEST])
    if not form:
        return []
    return (_ranked(index, form, errors=False) or _ranked(index, form, errors=True))[:limit]


def _of_area(area: Mapping[str, str], also: list[tuple[str, str]]) -> Entry:
    names = [(area["short_name"], "also called"), (area["abbr"], "also called"), (area["code"], "code"), *also]
    others = [(name, f"{how} {name}") for name, how in names if name]
    kind = "board" if area["level"] == "health_board" else "area"
    return _entry(kind, area["code"], [area["name"]], others)


def _of_measure(measure: Measure) -> Entry:
    others = [(measure.theme, f"a {measure.theme} measure")]
    if measure.indicator:
        kind = "National Indicator" if measure.indicator.startswith("NI") else "LGBF indicator"
        why = f"{kind} {measure.indicator}"
        others += [(measure.indicator, why), (why, why)]
    for name in measure.synonyms:
        why = f"related indicator {name.upper()}" if NUMBERED.fullmatch(name) else f"also called {name}"
        others.append((name, why))
    return _entry("measure", measure.id, [measure.short_name, measure.name], others)


def _entry(kind: str, code: str, own: list[str], others: list[tuple[str, str]]) -> Entry:
    """An entry from its own names, the first of them shown, and (other name, why)."""
    mine = [Term(_form(name), "") for name in own]
    terms = (*mine, *(Term(_form(name), why) for name, why in others))
    own_words, all_words = (frozenset().union(*(term.words for term in each)) for each in (mine, terms))
    return Entry(Hit(kind, code, own[0], ""), terms, own_words, all_words)


def _form(name: str) -> str:
    """A name as it is matched: lower case without accents, & as and, other signs as spaces."""
    apart = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def _ranked(index: Index, form: str, errors: bool) -> list[Hit]:
    """Fewest errors first, then the best match, then by place in the index. Areas are also found without the kind of
    body ("Edinburgh IJB"), which is part of the names of measures."""
    whole = _query(index, form, errors)
    bare = _form(BODIES.sub(" ", form))
    without_body = whole if bare in ("", form) else _query(index, bare, errors)
    ranked = []
    for place, entry in enumerate(index.entries):
        match = _best(entry, whole if entry.hit.kind == "measure" else without_body)
        if match:
            ranked.append((*match[:2], place, replace(entry.hit, why=match[2])))
    return [hit for *_, hit in sorted(ranked, key=lambda each: each[:3])]


def _query(index: Index, form: str, errors: bool) -> Query:
    words = dict.fromkeys(form.split())
    words = [word for word in words if word not in SMALL_WORDS] or words
    return Query(form, tuple(_near(word, index.vocabulary, errors) for word in words))


def _near(word: str, vocabulary: tuple[str, ...], errors: bool) -> dict[str, int]:
    """The known words that start with a word (one letter: that are it) and, if asked, those a few errors away: one in
    four or five letters, two in more. A number is never guessed at: NI-18 is not NI-19."""
    allowed = 0 if len(word) < 4 or not word.isalpha() else 1 if len(word) < 6 else 2
    near = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=allowed, limit=None) if errors else []
    known = {other: apart for other, apart, _ in near if other.isalpha()}
    return known | {other: 0 for other in vocabulary if other == word or len(word) > 1 and other.startswith(word)}


def _best(entry: Entry, query: Query) -> tuple[int, int, str] | None:
    """Errors, how good a match, and why; None where a word is in none of the entry's names."""
    matches = [match for term in entry.terms if (match := _match(term, query))]
    if matches:
        return min(matches, key=lambda match: match[:2])
    errors = query.errors(entry.all_words)
    return None if errors is None else (errors, ACROSS_NAMES, _why_across(entry, query))


def _match(term: Term, query: Query) -> tuple[int, int, str] | None:
    by = BY_ANOTHER_NAME if term.why else 0
    if term.joined == query.form.replace(" ", ""):
        return 0, EXACT + by, term.why
    errors = query.errors(term.words)
    good = PREFIX if term.form.startswith(query.form) else WORDS
    return None if errors is None else (errors, good + by, term.why)


def _why_across(entry: Entry, query: Query) -> str:
    """The first other name that has a word which the own names lack."""
    missing = [near.keys() for near in query.near if not near.keys() & entry.own_words]
    return next((term.why for term in entry.terms if term.why and missing and missing[0] & term.words), "")
