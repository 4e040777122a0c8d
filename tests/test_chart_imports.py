"""The drawing library stands on its own."""

import subprocess
import sys

from ijb.paths import ROOT


def test_library_needs_neither_streamlit_nor_the_database():
    modules = ", ".join(f"ijb.charts.{path.stem}" for path in (ROOT / "ijb/charts").glob("[a-z]*.py"))
    code = f"import sys, {modules}; print({{'streamlit', 'duckdb', 'etl'}} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
