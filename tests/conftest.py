"""What tests share: the real figures, built once, and the areas; and how the tests are shared out among processes."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from clock import TODAY
from filelock import FileLock
from recompute import recompute

from etl import build, geography
from ijb import paths
from ijb.remembering import Remembering
from ijb.store import Store, opened

FIXTURES = Path(__file__).parent / "fixtures"
MOST_PROCESSES = 4  # each holds the figures in memory
BROWSER = "tests/browser/"
LONGEST = (BROWSER, "tests/test_pages_", "tests/test_view_")  # first, so that no process is left alone with one of them


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process for one file, which starts at once; a few for more, if the machine has them."""
    named = [Path(each.partition("::")[0]) for each in config.args]
    if len(set(named)) == 1 and named[0].suffix == ".py":
        return 0
    return min(os.cpu_count() or 1, MOST_PROCESSES)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """A file's tests stay in one process, and so do all that open a browser: there is one, and one server."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return BROWSER if nodeid.startswith(BROWSER) else nodeid.partition("::")[0]

    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first."""
    items.sort(key=lambda item: [not item.nodeid.startswith(start) for start in LONGEST])


def once(factory: pytest.TempPathFactory, name: str, fill: Callable[[Path], None]) -> Path:
    """A folder that all the processes of a run share, filled by the first of them that asks for it."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            filled = factory.mktemp(name)
            fill(filled)
            filled.rename(folder)
    return folder


@pytest.fixture(scope="session")
def database(tmp_path_factory) -> Path:
    """A database built from the committed extracts."""
    folder = once(tmp_path_factory, "built", lambda into: build.build(paths.EXTRACTS, into / "ijb.duckdb", TODAY))
    return folder / "ijb.duckdb"


@pytest.fixture(scope="session")
def supplied(tmp_path_factory) -> Path:
    """A folder with `extracts`, the committed ones and the two templates filled in with invented figures, and the
    database `ijb.duckdb` built from them."""

    def fill(folder: Path) -> None:
        shutil.copytree(paths.EXTRACTS, folder / "extracts")
        for name in ("ijb_accounts.xlsx", "social_care_waits.csv"):
            shutil.copy(FIXTURES / name, folder / "extracts")
        build.build(folder / "extracts", folder / "ijb.duckdb", TODAY)

    return once(tmp_path_factory, "supplied", fill)


@pytest.fixture(scope="session")
def store(database) -> Store:
    """The store over the database; what one test has asked is not asked again for the next."""
    return Remembering(opened(database))


@pytest.fixture(scope="session")
def with_accounts(supplied) -> Store:
    """The store over that database: every measure of IJBs' accounts and of waits has figures of all areas."""
    return Remembering(opened(supplied / "ijb.duckdb"))


@pytest.fixture(scope="session")
def recomputed() -> pd.DataFrame:
    """Every published figure a second time, straight from the files."""
    return recompute(paths.EXTRACTS, paths.REFERENCE)


@pytest.fixture(scope="session")
def areas() -> geography.Geography:
    return geography.read(paths.REFERENCE)
