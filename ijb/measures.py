"""What a measure is: the schema of data/measures/*.toml, one file a measure, and the reading of it.

Everything shown (the SQL, the chooser, titles, units, the direction of good, caveats, plausibility,
downloads) is made from these declarations, so one that is wrong in any way is refused before a build.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ijb import labels, measure_rules
from ijb.declarations import KINDS, BadDeclaration, Kind, formed, is_date, is_number, is_texts, read

READERS = ("commission", "board", "partners")


class BadMeasure(BadDeclaration):
    """One or more measure files that cannot be used."""


@dataclass(frozen=True)
class Break:
    """A date from which figures are not comparable with those before it, and why."""

    at: date
    why: str


@dataclass(frozen=True)
class Measure:
    """One quantity, or one quantity over another: value = numerator × per ÷ divide_by ÷ denominator.

    `unit` reads after the written value ("£968 per adult"); `subject` starts a sentence ("Delays rose").
    """

    id: str
    name: str
    short_name: str
    theme: str
    order: int  # reading order over the whole catalogue
    definition: str
    unit: str
    decimals: int
    shown_as: str
    better: str
    subject: str
    subject_plural: bool
    low_word: str  # superlatives, "fewest" and "most"
    high_word: str
    less_word: str  # comparatives, "fewer" and "more"
    more_word: str
    numerator: str
    period: str
    chart_method: str
    breakdowns: tuple[str, ...]
    source: str
    breaks: tuple[Break, ...]
    plausible: tuple[float, float]  # of all ages together; an age may lie outside
    synonyms: tuple[str, ...]
    can_use_for: tuple[str, ...]
    cannot_use_for: tuple[str, ...]
    caveats: tuple[str, ...]
    questions: dict[str, tuple[str, ...]] = field(hash=False)
    checked_by: str
    next_review: date
    denominator: str = ""
    per: float = 1
    divide_by: float = 1  # 52 turns a year's pounds into a week's
    indicator: str = ""
    numerator_where: str = ""
    denominator_where: str = ""
    other_denominators: tuple[str, ...] = ()
    unit_by_age: str = ""  # the unit of an age group, with {age} where its words go
    default_breakdown: str = ""  # what is shown first where there is no total
    areas: str = "residence"  # treatment: only the 14 boards and Scotland
    expected_areas: int = 31
    money: bool = False
    published_value: bool = False
    weight: str = ""
    interval: tuple[str, ...] = ()
    minimum_denominator: float | None = None
    ended: date | None = None
    target: float | None = None
    says: str = ""  # what an indicator of financial resilience says, which way its risk lies, and a caution
    risk: str = ""
    caution: str = ""
    change_years: int = 1  # how far back "a year ago" is: 2 for two-yearly surveys

    @property
    def is_rate(self) -> bool:
        """True where the value is one quantity over another, so areas can be added up and divided again."""
        return bool(self.denominator)

    @property
    def quantities(self) -> tuple[str, ...]:
        """Every quantity this measure reads, the numerator first."""
        named = (self.numerator, self.denominator, *self.other_denominators, self.weight, *self.interval)
        return tuple(dict.fromkeys(name for name in named if name))

    def has_breakdown(self, name: str) -> bool:
        """True where the measure is offered by reason, age, service or whatever the name says."""
        return name in self.breakdowns

    def unit_for(self, slug: str) -> str:
        """The unit of one breakdown: that of its own age group where the slug has an age."""
        age = next((part for part in slug.split("|") if part.startswith("age=")), "")
        if not age or not self.unit_by_age:
            return self.unit
        return self.unit_by_age.format(age=labels.breakdown_label(age))

    def breakdown_label(self, slug: str) -> str:
        """Words for one of this measure's breakdowns; '' is the whole it covers, such as "65 and over"."""
        return labels.breakdown_label(slug or self.numerator_where)


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(is_number(item) for item in value)


def _is_breaks(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict)
        and set(item) == {"at", "why"}
        and is_date(item["at"])
        and isinstance(item["why"], str)
        and item["why"].strip()
        for item in value
    )


def _is_questions(value: object) -> bool:
    return (
        isinstance(value, dict)
        and sorted(value) == sorted(READERS)
        and all(is_texts(asked) and asked for asked in value.values())
    )


MEASURE_KINDS: dict[Any, Kind] = KINDS | {
    tuple[float, float]: Kind(
        "two numbers, the lowest and the highest", _is_pair, lambda value: (float(value[0]), float(value[1]))
    ),
    tuple[Break, ...]: Kind(
        "a list of { at = a date, why = a text }", _is_breaks, lambda value: tuple(Break(**item) for item in value)
    ),
    dict[str, tuple[str, ...]]: Kind(
        "a list of questions for each of commission, board and partners",
        _is_questions,
        lambda value: {reader: tuple(value[reader]) for reader in READERS},
    ),
}


def load(path: Path) -> Measure:
    """The measure in one TOML file, whose name is its id.

    Raises BadMeasure with every fault of the file, each a sentence that starts with the file's name.
    """
    faults: list[str] = []
    measure = _load(path, faults)
    if measure is None:
        raise BadMeasure(faults)
    return measure


def catalogue(folder: Path) -> dict[str, Measure]:
    """Every measure of a folder by id, in reading order.

    Raises BadMeasure with all the faults of all the files at once.
    """
    faults: list[str] = []
    measures = [measure for path in sorted(folder.glob("*.toml")) if (measure := _load(path, faults))]
    for name in ("name", "short_name", "order"):
        faults += _said_twice(measures, name)
    if faults:
        raise BadMeasure(faults)
    return {measure.id: measure for measure in sorted(measures, key=lambda measure: measure.order)}


def _load(path: Path, faults: list[str]) -> Measure | None:
    found: list[str] = []
    given = read(path, found)
    if not found:
        good = formed(path.name, given, Measure, MEASURE_KINDS, found)
        found += measure_rules.faults(path.name, good)
    faults += found
    return None if found else Measure(id=path.stem, **good)


def _said_twice(measures: list[Measure], name: str) -> list[str]:
    first: dict[Any, str] = {}
    faults = []
    for measure in measures:
        value = getattr(measure, name)
        if value in first:
            faults.append(f'{measure.id}.toml: its {name}, "{value}", is also that of {first[value]}.toml.')
        first.setdefault(value, measure.id)
    return faults
