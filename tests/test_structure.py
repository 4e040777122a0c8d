"""How the code hangs together: which way imports run, what pages may hold, how long things are, where things stand."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from ijb.fingerprint import BUILD_CODE
from ijb.paths import ROOT

MODULE_LINES, FUNCTION_LINES = 300, 40
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    ".streamlit",
    "LICENSE",
    "README.md",
    "dashboard.py",
    "data",
    "etl",
    "ijb",
    "pages",
    "pyproject.toml",
    "requirements.txt",
    "tests",
}
READMES_OWN = {".readme"}  # the pictures that README.md shows
MAY_IMPORT_DUCKDB = {"ijb/store.py", "etl/build.py"}
MAY_IMPORT_STREAMLIT = {
    "ijb/arranging.py",
    "ijb/controls.py",
    "ijb/frame.py",
    "ijb/offers.py",
    "ijb/presenting.py",
    "ijb/serve.py",
    "ijb/showing.py",
    "ijb/sliders.py",
    "ijb/taking.py",
}
# The build may know what measures, areas, periods and statistics are, and nothing of how they are shown.
ETL_MAY_IMPORT = {
    "ijb",
    "ijb.breakdowns",
    "ijb.compare",
    "ijb.declarations",
    "ijb.fingerprint",
    "ijb.labels",
    "ijb.measures",
    "ijb.paths",
    "ijb.periods",
    "ijb.prices",
    "ijb.signals",
    "ijb.sources",
    "ijb.stats",
    "ijb.store",
}
# Where a database is read, and where files are, do not change what is built.
NO_PART_OF_WHAT_IS_BUILT = {"ijb", "ijb.paths", "ijb.store"}
COLOUR = re.compile(r"#[0-9a-fA-F]{3}\b|#[0-9a-fA-F]{6}\b|\brgba?\(|\bhsla?\(")
SQL = re.compile(r"\bselect\b.+\bfrom\b|\binsert into\b|\bgroup by\b|\border by\b", re.IGNORECASE | re.DOTALL)


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


PAGES = [ROOT / "dashboard.py", *sources("pages")]
MODULES = [*sources("etl", "ijb"), *PAGES]
TREES = {name(path): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}


def imports(tree: ast.AST) -> set[str]:
    """The modules that a module imports; from a package, its modules by their full names."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module)
            if (ROOT / node.module.replace(".", "/")).is_dir():
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def functions(tree: ast.AST) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def of_package(package: str, module: str) -> bool:
    return module == package or module.startswith(package + ".")


# --- imports ---


@pytest.mark.parametrize("path", [path for path in TREES if path.startswith("ijb/")])
def test_ijb_imports_neither_the_build_nor_a_page(path):
    assert not {module for module in imports(TREES[path]) if module.split(".")[0] in ("etl", "pages", "dashboard")}


@pytest.mark.parametrize("path", [path for path in TREES if path.startswith("etl/")])
def test_the_build_imports_only_what_it_may(path):
    of_ijb = {module for module in imports(TREES[path]) if of_package("ijb", module)}
    allowed = {module for module in of_ijb if any(of_package(free, module) for free in ETL_MAY_IMPORT - {"ijb"})}
    assert of_ijb - allowed - {"ijb"} == set()
    assert not {module for module in imports(TREES[path]) if module.split(".")[0] in ("pages", "dashboard")}


@pytest.mark.parametrize("path", [name(page) for page in PAGES])
def test_a_page_imports_only_streamlit_and_ijb(path):
    foreign = {module for module in imports(TREES[path]) if not of_package("ijb", module)}
    assert foreign <= {"streamlit", "__future__"}


def test_only_two_modules_import_duckdb():
    assert {path for path, tree in TREES.items() if "duckdb" in imports(tree)} <= MAY_IMPORT_DUCKDB


def test_only_the_frame_the_controls_and_the_pages_import_streamlit():
    found = {path for path, tree in TREES.items() if any(of_package("streamlit", each) for each in imports(tree))}
    assert found <= MAY_IMPORT_STREAMLIT | {name(page) for page in PAGES}


def test_everything_that_the_build_imports_is_in_its_fingerprint():
    """Whatever of ijb the build uses, and what that uses, must make a database stale when it changes."""
    needed, waiting = set(), [path for path in TREES if path.startswith("etl/")]
    while waiting:
        for module in imports(TREES[waiting.pop()]) - needed - NO_PART_OF_WHAT_IS_BUILT:
            places = [place for place in (f"{module.replace('.', '/')}.py", f"{module.replace('.', '/')}/__init__.py")]
            found = [place for place in places if place.startswith("ijb/") and place in TREES]
            needed |= {module} if found else set()
            waiting += found
    places = {module.replace(".", "/") for module in needed}
    missing = {place for place in places if not any(f"{place}.py".startswith(code) for code in BUILD_CODE)}
    assert missing - {code for code in BUILD_CODE} == set()


# --- size ---


@pytest.mark.parametrize("path", TREES)
def test_a_module_is_short(path):
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= MODULE_LINES


@pytest.mark.parametrize("path", TREES)
def test_functions_are_short(path):
    long = {
        function.name: function.end_lineno - function.lineno + 1
        for function in functions(TREES[path])
        if function.end_lineno - function.lineno + 1 > FUNCTION_LINES
    }
    assert long == {}


# --- what is said of it ---


def parts(function: ast.FunctionDef) -> list[ast.stmt]:
    return [node for node in function.body if not isinstance(node, ast.Expr) or not is_text(node.value)]


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def public(tree: ast.Module) -> list[ast.FunctionDef]:
    """The functions and methods that others call."""
    holders = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))]
    return [
        node for holder in holders for node in holder.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"
    ]


@pytest.mark.parametrize("path", [path for path in TREES if path.startswith(("etl/", "ijb/"))])
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(TREES[path])


@pytest.mark.parametrize("path", [path for path in TREES if path.startswith(("etl/", "ijb/"))])
def test_every_public_function_says_what_it_gives_or_is_one_statement(path):
    silent = [
        function.name
        for function in public(TREES[path])
        if not ast.get_docstring(function) and len(parts(function)) > 1
    ]
    assert silent == []


def is_typed(function: ast.FunctionDef) -> bool:
    """Whether what goes in and what comes out have types; `self` needs none."""
    given = [*function.args.args, *function.args.kwonlyargs]
    return function.returns is not None and all(each.annotation for each in given if each.arg not in ("self", "cls"))


@pytest.mark.parametrize("path", [path for path in TREES if path.startswith(("etl/", "ijb/"))])
def test_every_public_function_has_types(path):
    untyped = [function.name for function in public(TREES[path]) if not is_typed(function)]
    assert untyped == []


# --- pages ---


@pytest.mark.parametrize("path", [name(page) for page in PAGES])
def test_a_page_says_what_it_is_for_and_holds_no_colours_and_no_sql(path):
    tree = TREES[path]
    words = [node.value for node in ast.walk(tree) if is_text(node)]
    assert ast.get_docstring(tree)
    assert [text for text in words if COLOUR.search(text) or SQL.search(text)] == []


@pytest.mark.parametrize("path", [name(page) for page in PAGES])
def test_a_page_reckons_nothing(path):
    """Dictionaries and lists may be put together with | and +; everything else belongs in ijb."""
    reckoned = [
        ast.unparse(node)
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.BinOp)
        and not isinstance(node.op, ast.BitOr)
        and not (isinstance(node.op, ast.Add) and any(is_put_together(side) for side in (node.left, node.right)))
    ]
    assert reckoned == []


def is_put_together(node: ast.AST) -> bool:
    return is_text(node) or isinstance(node, (ast.JoinedStr, ast.List, ast.Tuple))


# --- where things stand ---


def test_nothing_else_stands_at_the_top_level():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {path.split("/")[0] for path in listed.splitlines()} <= TOP_LEVEL | READMES_OWN


def test_the_database_is_never_committed():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "data/ijb.duckdb*" in ignored
