"""What tests share: the real figures, built once, and the areas."""

import shutil
from pathlib import Path

import pytest
from clock import TODAY

from etl import build, geography
from ijb import paths
from ijb.store import Store, opened

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(scope="session")
def database(tmp_path_factory) -> Path:
    """A database built from the committed extracts."""
    path = tmp_path_factory.mktemp("built") / "ijb.duckdb"
    build.build(paths.EXTRACTS, path, TODAY)
    return path


@pytest.fixture(scope="session")
def supplied(tmp_path_factory) -> Path:
    """A folder with `extracts`, the committed ones and the two templates filled in with invented figures, and the
    database `ijb.duckdb` built from them."""
    folder = tmp_path_factory.mktemp("supplied")
    shutil.copytree(paths.EXTRACTS, folder / "extracts")
    for name in ("ijb_accounts.xlsx", "social_care_waits.csv"):
        shutil.copy(FIXTURES / name, folder / "extracts")
    build.build(folder / "extracts", folder / "ijb.duckdb", TODAY)
    return folder


@pytest.fixture(scope="session")
def with_accounts(supplied) -> Store:
    """The store over that database: every measure of IJBs' accounts and of waits has figures of all areas."""
    return opened(supplied / "ijb.duckdb")


@pytest.fixture(scope="session")
def store(database) -> Store:
    return opened(database)


@pytest.fixture(scope="session")
def areas() -> geography.Geography:
    return geography.read(paths.REFERENCE)
