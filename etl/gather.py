"""Reads every supplied file, and says everything that is wrong with all of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from time import perf_counter
from types import ModuleType

import pandas as pd

from etl import editions, extract, population
from etl.faults import BadExtract, Fault, Note
from etl.geography import SCOTLAND, Geography
from etl.loaders import loaders, recognise
from etl.loaders.base import Context, Loaded
from etl.loaders.mapped import load_mapped, read_mapping
from ijb.fingerprint import files, sha256

READ_ENDINGS = (".csv.gz", ".csv", ".tsv", ".txt", ".xlsx")
KINDS = ".csv, .csv.gz, .tsv, .txt or .xlsx"
OTHER_TABLES = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".zip", ".gz", ".json", ".parquet", ".sav")
Progress = Callable[[str], None]


@dataclass
class Supply:
    """What one file gave: its source, rows, periods, seconds."""

    source: str
    file: str
    sha256: str
    rows: int
    loaded: Loaded
    seconds: float


@dataclass
class Gathered:
    """Everything read. quantities: id -> (name, unit, source id)."""

    facts: pd.DataFrame
    evidence: pd.DataFrame
    notes: list[Note]
    revisions: pd.DataFrame
    quantities: dict[str, tuple[str, str, str]]
    supplies: list[Supply] = field(default_factory=list)


def supplied_files(folder: Path) -> list[Path]:
    """The files of a folder that a loader may know; a .toml beside one is its column mapping."""
    return [path for path in files(folder) if path.name.lower().endswith(READ_ENDINGS)]


def _unread_tables(folder: Path) -> list[Fault]:
    """A fault for each file that may hold figures but in a form that is not read; notes and the like are let be."""
    return [
        Fault(
            path.relative_to(folder).as_posix(),
            None,
            None,
            None,
            f"expected a {KINDS} file; save the figures as one of these",
        )
        for path in files(folder)
        if path.name.lower().endswith(OTHER_TABLES) and not path.name.lower().endswith(READ_ENDINGS)
    ]


def _mapping_beside(path: Path) -> Path:
    """Where the column mapping of a file would be: its name with .toml for the ending."""
    ending = next(ending for ending in READ_ENDINGS if path.name.lower().endswith(ending))
    return path.with_name(path.name[: -len(ending)] + ".toml")


def gather(folder: Path, geography: Geography, today: date, progress: Progress = lambda text: None) -> Gathered:
    """All facts, evidence, notes and revisions of the files in `folder`, with the populations worked from them.

    Raises BadExtract with every fault of every file.
    """
    known = loaders()
    quantities = {
        name: (*words, source)
        for source, module in known.items()
        for name, words in getattr(module, "QUANTITIES", {}).items()
    }
    quantities |= {name: (*words, population.SOURCE) for name, words in population.QUANTITIES.items()}
    faults = _unread_tables(folder)
    supplies = []
    for path in supplied_files(folder):
        progress(f"Reading {path.name}")
        supply = _supply(
            path, path.relative_to(folder).as_posix(), known, Context(geography, today), quantities, faults
        )
        supplies += [supply] if supply else []
    facts, revisions, ties = _merged(supplies)
    faults += ties
    if not supplies and not faults:
        faults.append(Fault(str(folder), None, None, None, f"expected supplied files ({KINDS})"))
    if faults:
        raise BadExtract(faults)
    progress("Working out populations")
    facts = pd.concat([_one_scotland(facts), population.population_facts(facts, geography)], ignore_index=True)
    return Gathered(
        facts,
        _evidence(supplies),
        [note for supply in supplies for note in supply.loaded.notes],
        revisions,
        quantities,
        supplies,
    )


def _supply(
    path: Path,
    name: str,
    known: dict[str, ModuleType],
    context: Context,
    quantities: dict[str, tuple[str, str, str]],
    faults: list[Fault],
) -> Supply | None:
    started = perf_counter()
    found = extract.read(path, name)
    source, loaded = "", Loaded()
    mapping_file = _mapping_beside(path)
    if not found.faults and mapping_file.exists():
        source, loaded = _mapped(found, mapping_file, known, context, quantities)
    elif not found.faults:
        loader = recognise(found, known)
        if loader:
            source, loaded = loader.SOURCE, loader.load(found, context)
    faults += found.faults
    if found.faults:
        return None
    return Supply(source, name, sha256(path), len(found.frame), loaded, perf_counter() - started)


def _mapped(
    found: extract.Extract,
    mapping_file: Path,
    known: dict[str, ModuleType],
    context: Context,
    quantities: dict[str, tuple[str, str, str]],
) -> tuple[str, Loaded]:
    """What a file gives by the column mapping beside it; faults of either are kept on the file."""
    try:
        mapping = read_mapping(mapping_file)
    except BadExtract as problem:
        found.faults += problem.faults
        return "", Loaded()
    if mapping.source not in known:
        near = get_close_matches(mapping.source, known, n=1)
        found.faults.append(
            Fault(
                mapping_file.name,
                None,
                "source",
                mapping.source,
                "expected the id of a source" + (f", such as {near[0]!r}" if near else ""),
            )
        )
        return "", Loaded()
    words = {key: value[:2] for key, value in quantities.items()}
    return mapping.source, load_mapped(found, mapping, context, words)


def _merged(supplies: list[Supply]) -> tuple[pd.DataFrame, pd.DataFrame, list[Fault]]:
    of_source = defaultdict(list)
    for supply in supplies:
        of_source[supply.source].append(editions.Edition(supply.file, supply.loaded.facts))
    known = loaders()
    results = [
        editions.merged(held, by_area=getattr(known[source], "ONE_FILE_AN_AREA", False))
        for source, held in of_source.items()
    ]
    facts = [result[0] for result in results if len(result[0])]
    revisions = [result[1] for result in results if len(result[1])]
    return (
        pd.concat(facts, ignore_index=True) if facts else Loaded().facts,
        pd.concat(revisions, ignore_index=True) if revisions else pd.DataFrame(columns=editions.REVISION_COLUMNS),
        [fault for result in results for fault in result[2]],
    )


def _evidence(supplies: list[Supply]) -> pd.DataFrame:
    held = [supply.loaded.evidence for supply in supplies if len(supply.loaded.evidence)]
    return pd.concat(held).drop_duplicates(ignore_index=True) if held else Loaded().evidence


def _one_scotland(facts: pd.DataFrame) -> pd.DataFrame:
    """Scotland is the same in the delay files by residence and by treatment, and is read from whichever runs later:
    its figures stand for both, beside those that the other file alone holds."""
    pairs = {"delayed_bed_days": "delayed_bed_days_treated", "delayed_beds": "delayed_beds_treated"}
    scotland = facts[facts["area_code"] == SCOTLAND]
    last = scotland.groupby("quantity")["period_end"].max()
    for resident, treated in pairs.items():
        later, earlier = sorted((resident, treated), key=lambda name: last.get(name, date.min), reverse=True)
        facts = _spread(_spread(facts, later, earlier, over=True), earlier, later, over=False)
    return facts


def _spread(facts: pd.DataFrame, source: str, target: str, over: bool) -> pd.DataFrame:
    """Scotland's figures of one quantity given to another: over those it has (`over`), or beside them."""
    scotland = facts["area_code"] == SCOTLAND
    given = facts[scotland & (facts["quantity"] == source)].assign(quantity=target)
    held = scotland & (facts["quantity"] == target)
    when = ["period_start", "period_end", "breakdown"]
    given_cells, held_cells = (pd.MultiIndex.from_frame(rows[when]) for rows in (given, facts[held]))
    if over:
        replaced = pd.Series(False, facts.index)
        replaced[held] = held_cells.isin(given_cells)
        return pd.concat([facts[~replaced], given], ignore_index=True)
    return pd.concat([facts, given[~given_cells.isin(held_cells)]], ignore_index=True)
