"""Every measure and every area drawn once, without a browser: Streamlit runs the pages, and none may fail."""

import pytest
from streamlit.testing.v1 import AppTest

from ijb import paths

PAGES = {"compare": "pages/compare.py", "ijb": "pages/ijb.py", "trend": "pages/trend.py"}
MEASURES = sorted(path.stem for path in paths.MEASURES.glob("*.toml"))
HIGHLAND = "S37000016"


@pytest.fixture(scope="module")
def app(database):
    """The dashboard, run once on the database of the other tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IJB_DATABASE", str(database))
        yield AppTest.from_file(str(paths.ROOT / "dashboard.py"), default_timeout=60).run()


def drawn(app: AppTest, page: str, **choices: str) -> AppTest:
    """The page with these choices in its address, run to its end: no exception, no notice, one title, the footer."""
    app.query_params.clear()
    app.query_params.update(choices)
    app.switch_page(PAGES[page]).run()
    assert [error.message for error in app.exception] == []
    assert [notice.value for notice in (*app.info, *app.error, *app.warning)] == []
    assert len(app.title) == 1
    assert "ijb-foot" in app.get("html")[-1].proto.body
    return app


def test_there_are_measures():
    assert len(MEASURES) >= 47


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_is_drawn_by_compare_and_trend(app, measure):
    for page in ("compare", "trend"):
        drawn(app, page, measure=measure, area=HIGHLAND)
        assert app.selectbox(key="choose_measure").value == measure


def test_every_area_is_drawn_by_one_ijb(app, store):
    codes = ["S92000003", *store.codes("ijb")]
    assert len(codes) == 32
    for code in codes:
        drawn(app, "ijb", area=code)
        assert app.title[0].value == f"{store.area(code)['name']}: how it compares"
