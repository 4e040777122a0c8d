"""Where things stand on disk."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
EXTRACTS = DATA / "extracts"
REFERENCE = DATA / "reference"
MEASURES = DATA / "measures"
SOURCES = DATA / "sources"
CHECKS = DATA / "checks"
TEMPLATES = DATA / "templates"


def database() -> Path:
    """The built database: data/ijb.duckdb, or what IJB_DATABASE names."""
    return Path(os.environ.get("IJB_DATABASE", DATA / "ijb.duckdb"))


def extracts() -> Path:
    """The folder of supplied files: data/extracts, or what IJB_EXTRACTS names."""
    return Path(os.environ.get("IJB_EXTRACTS", EXTRACTS))
