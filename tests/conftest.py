"""What tests share: the real figures, built once, and the areas."""

from pathlib import Path

import pytest
from clock import TODAY

from etl import build, geography
from ijb import paths
from ijb.store import Store, opened


@pytest.fixture(scope="session")
def database(tmp_path_factory) -> Path:
    """A database built from the committed extracts."""
    path = tmp_path_factory.mktemp("built") / "ijb.duckdb"
    build.build(paths.EXTRACTS, path, TODAY)
    return path


@pytest.fixture(scope="session")
def store(database) -> Store:
    return opened(database)


@pytest.fixture(scope="session")
def areas() -> geography.Geography:
    return geography.read(paths.REFERENCE)
