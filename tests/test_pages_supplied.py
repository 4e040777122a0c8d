"""The pages over invented accounts and waits: every panel fills, with no change to a page or a measure."""

import pytest
from choices import CODES, FIFE, HIGHLAND
from reading import texts, wrong
from streamlit.testing.v1 import AppTest

from ijb import paths
from ijb.store import SCOTLAND

PAGES = ["money", "need", "delays", "whole_system", "ijb", "signals"]


@pytest.fixture
def opened(supplied, monkeypatch):
    """A page of an area over the database with what was supplied; its texts."""
    monkeypatch.setenv("IJB_DATABASE", str(supplied / "ijb.duckdb"))
    monkeypatch.setenv("IJB_EXTRACTS", str(supplied / "extracts"))

    def open_(page: str, area: str, **asked: str) -> list[str]:
        at = AppTest.from_file(str(paths.ROOT / "dashboard.py"), default_timeout=60).switch_page(f"pages/{page}.py")
        for name, value in ({"area": area, "guide": "off"} | asked).items():
            at.query_params[name] = value
        at.run()
        assert not at.exception and not at.error and not at.info
        found = [words for part in at.get("html") if "@media" not in part.value for words in texts(part.value)]
        assert wrong(*found) == []
        return found

    return open_


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("area", [SCOTLAND, FIFE, HIGHLAND])
def test_a_page_opens(opened, page, area):
    assert len(opened(page, area)) > 20


@pytest.mark.parametrize("area", CODES[1::6])
def test_money_shows_the_accounts(opened, area):
    found = opened("money", area)
    if area == HIGHLAND:
        assert any("these indicators do not apply" in words for words in found)
    else:
        assert any(words.startswith("What the accounts say of ") for words in found)
        assert any(words.startswith("Reserves at the end of 2024/25 were ") for words in found)
        assert any(words.startswith("Savings in 2024/25: £") for words in found)


def test_need_shows_the_areas_own_waits(opened):
    found = opened("need", FIFE)
    assert not any("Put the filled file into data/extracts" in words for words in found)


def test_the_accounts_are_offered_in_the_chain(opened):
    found = opened("whole_system", FIFE, money="net_cost_of_services_per_head")
    assert len(found) > 20
