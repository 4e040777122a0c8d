"""One module a supplied layout. A module here gives SOURCE, LAYOUT (or LAYOUTS), QUANTITIES and load()."""

from __future__ import annotations

import pkgutil
from difflib import get_close_matches
from importlib import import_module
from types import ModuleType

from etl.extract import Extract
from etl.loaders.base import Layout

NOT_LOADERS = ("base", "mapped")


def loaders() -> dict[str, ModuleType]:
    """Every loader by its source id."""
    names = [module.name for module in pkgutil.iter_modules(__path__) if module.name not in NOT_LOADERS]
    modules = [import_module(f"{__name__}.{name}") for name in sorted(names)]
    return {module.SOURCE: module for module in modules if hasattr(module, "SOURCE")}


def layouts(loader: ModuleType) -> tuple[Layout, ...]:
    return loader.LAYOUTS if hasattr(loader, "LAYOUTS") else (loader.LAYOUT,)


def recognise(extract: Extract, known: dict[str, ModuleType]) -> ModuleType | None:
    """The loader whose required columns all stand in the header; of several, the one that asks for most.

    Records a fault that names the missing columns of the nearest layout when there is none.
    """
    header = set(extract.columns)
    pairs = [(loader, layout) for loader in known.values() for layout in layouts(loader)]
    fitting = [(len(layout.required), loader) for loader, layout in pairs if header >= set(layout.required)]
    if fitting:
        return max(fitting, key=lambda pair: pair[0])[1]
    loader, layout = max(pairs, key=lambda pair: len(header & set(pair[1].required)) / len(pair[1].required))
    _explain(extract, loader, layout)
    return None


def _explain(extract: Extract, loader: ModuleType, layout: Layout) -> None:
    header = set(extract.columns)
    missing = [column for column in layout.required if column not in header]
    if len(missing) == len(layout.required):
        extract.fault(f"expected the header of a known layout, but found {', '.join(extract.columns)}", line=1)
        return
    unused = [column for column in extract.columns if column not in layout.required and column not in layout.optional]
    for column in missing:
        near = get_close_matches(column, unused, n=1, cutoff=0.6)
        seen = f"; {near[0]!r} looks like it" if near else ""
        extract.fault(f"expected a column {column!r}, as in the layout {loader.SOURCE}{seen}", line=1)
