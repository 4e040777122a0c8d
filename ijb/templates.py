"""The plain templates that readers may fill in: data/templates/*.toml, one file a template, and the reading of it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from ijb import paths


@dataclass(frozen=True)
class TemplateColumn:
    """One column: its head, what it means, what stands in the example row, and whether it may be left out."""

    name: str
    means: str
    example: str | int | float
    required: bool = True


@dataclass(frozen=True)
class Template:
    """What can be supplied, and in which columns. The example row names no real area, so that it is never loaded."""

    id: str
    title: str
    about: str
    columns: tuple[TemplateColumn, ...]


@cache
def template(name: str) -> Template:
    """The template declared in data/templates/<name>.toml."""
    given = tomllib.loads((paths.TEMPLATES / f"{name}.toml").read_text(encoding="utf-8"))
    columns = tuple(TemplateColumn(**column) for column in given["column"])
    return Template(name, given["title"], given["about"], columns)
