"""Reading a TOML file against a frozen dataclass: what is missing, unknown, misspelt or of the wrong type.

Measures and sources are both declared this way, one file each, and are refused with every fault at once.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_type_hints


class BadDeclaration(Exception):
    """Declared files that cannot be used: the message has a sentence a fault, `faults` holds them apart."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True)
class Kind:
    """What a field may hold: the words for it, the test of a TOML value, and its form in the dataclass."""

    words: str
    fits: Callable[[Any], bool]
    form: Callable[[Any], Any] = lambda value: value


def is_number(value: object) -> bool:
    """True of 1 and 1.5, and not of true, which Python also counts as a number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_date(value: object) -> bool:
    """True of a date without a time."""
    return isinstance(value, date) and not isinstance(value, datetime)


def is_texts(value: object) -> bool:
    """True of a list that holds only texts, none of them empty."""
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


KINDS: dict[Any, Kind] = {
    str: Kind("a text in quotes", lambda value: isinstance(value, str)),
    int: Kind("a whole number", lambda value: is_number(value) and isinstance(value, int)),
    float: Kind("a number", is_number, float),
    float | None: Kind("a number", is_number, float),
    bool: Kind("true or false", lambda value: isinstance(value, bool)),
    date: Kind("a date such as 2027-06-01, without quotes", is_date),
    date | None: Kind("a date such as 2027-06-01, without quotes", is_date),
    tuple[str, ...]: Kind("a list of texts, none of them empty", is_texts, tuple),
}


def read(path: Path, faults: list[str]) -> dict[str, Any]:
    """The fields of one TOML file; {} where it cannot be read, with the reason added to `faults`."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError) as reason:
        faults.append(f"{path.name} is not valid TOML: {reason}.")
        return {}


def nearest(word: str, known: Iterable[str]) -> str:
    """' Did you mean …?' with the known word closest to this one, or '' where none is close."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f' Did you mean "{close[0]}"?' if close else ""


def among(file: str, field: str, value: str, known: Iterable[str]) -> list[str]:
    """A fault where the value is not one of the known words."""
    known = list(known)
    if value in known:
        return []
    return [f'{file}: {field} is "{value}"; it should be one of {", ".join(known)}.{nearest(value, known)}']


def formed(
    file: str, given: Mapping[str, Any], schema: type, kinds: Mapping[Any, Kind], faults: list[str]
) -> dict[str, Any]:
    """The given fields that fit the schema, in the dataclass's own forms; the rest become faults.

    `id` is never a field of the file: the file name is the id. A field with a default may be left out.
    """
    hints = {name: hint for name, hint in get_type_hints(schema).items() if name != "id"}
    needed = {each.name for each in fields(schema) if each.default is MISSING} - {"id"}
    for name in sorted(set(given) - set(hints)):
        faults.append(f'{file}: there is no field "{name}".{nearest(name, set(hints) - set(given))}')
    for name in sorted(needed - set(given)):
        faults.append(f'{file}: the field "{name}" is missing.')
    good = {}
    for name in [name for name in given if name in hints]:
        kind = kinds[hints[name]]
        if kind.fits(given[name]):
            good[name] = kind.form(given[name])
        else:
            faults.append(f"{file}: {name} is {given[name]!r}; it should be {kind.words}.")
    return good


def empty_texts(file: str, given: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """A fault for each of the named fields that is there but says nothing."""
    return [f"{file}: {name} is empty; it should say something." for name in names if name in given and not given[name]]
