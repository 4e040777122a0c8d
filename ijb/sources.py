"""Where figures come from: the schema of data/sources/*.toml, one file a source, and the reading of it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ijb.declarations import KINDS, BadDeclaration, among, empty_texts, formed, read

LICENCES = ("Open Government Licence v3.0", "CC0 1.0", "Quoted facts", "As supplied")
OGL_STATEMENT = "Contains public sector information licensed under the Open Government Licence v3.0."
SAID = ("publisher", "title", "attribution", "layout", "coverage", "cadence", "next_due_words", "caveats")


class BadSource(BadDeclaration):
    """One or more source files that cannot be used."""


@dataclass(frozen=True)
class Source:
    """A publication, or a file that users supply, and how to speak of it."""

    id: str
    publisher: str
    title: str
    url: str
    licence: str
    attribution: str
    layout: str
    coverage: str
    cadence: str
    next_due_words: str
    caveats: tuple[str, ...]
    next_due: date | None = None  # of the edition held when this was written
    every_months: int = 0  # 0 where no cadence can be relied on
    lag_months: int = 0  # from the end of a period to its publication

    def due_after(self, last_period: date) -> date | None:
        """The end of the month by which figures after `last_period` are expected; None without a cadence.

        `last_period` is the last day that the figures held run to.
        """
        if not self.every_months:
            return None
        months = last_period.year * 12 + last_period.month - 1 + self.every_months + self.lag_months
        year, month = months // 12, months % 12 + 1
        return date(year, month, monthrange(year, month)[1])


def load(path: Path) -> Source:
    """The source in one TOML file, whose name is its id.

    Raises BadSource with every fault of the file.
    """
    faults: list[str] = []
    source = _load(path, faults)
    if source is None:
        raise BadSource(faults)
    return source


def sources(folder: Path) -> dict[str, Source]:
    """Every source of a folder by id.

    Raises BadSource with all the faults of all the files at once.
    """
    faults: list[str] = []
    found = [source for path in sorted(folder.glob("*.toml")) if (source := _load(path, faults))]
    if faults:
        raise BadSource(faults)
    return {source.id: source for source in found}


def _load(path: Path, faults: list[str]) -> Source | None:
    found: list[str] = []
    given = read(path, found)
    if not found:
        good = formed(path.name, given, Source, KINDS, found)
        found += _faults(path.name, good)
    faults += found
    return None if found else Source(id=path.stem, **good)


def _faults(file: str, given: dict[str, Any]) -> list[str]:
    faults = empty_texts(file, given, SAID)
    licence, attribution = given.get("licence"), given.get("attribution", "")
    if licence is not None:
        faults += among(file, "licence", licence, LICENCES)
    if licence == LICENCES[0] and OGL_STATEMENT not in attribution:
        faults.append(f'{file}: attribution should say "{OGL_STATEMENT}"')
    if not given.get("url", "https://").startswith("https://"):
        faults.append(f'{file}: url is "{given["url"]}"; it should be an address that starts with https://.')
    for name in ("every_months", "lag_months"):
        if not 0 <= given.get(name, 0) <= 60:
            faults.append(f"{file}: {name} is {given[name]}; it should be from 0 to 60.")
    return faults
