"""What a search finds, as links: a measure opens Compare, an area its own page, a health board its members."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from ijb import search
from ijb.address import href
from ijb.charts import blocks
from ijb.charts.markup import Html, element
from ijb.charts.table import cell_lines, link
from ijb.paths import REFERENCE
from ijb.store import Store
from ijb.views.measure_rows import theme

MOST = 20
ADVICE = (
    "Try a word such as “delays”, “carers” or “reserves”, an area such as “Western Isles” or a number such as “NI-19”, "
    "one at a time."
)


def hits(store: Store, query: str, choices: Mapping[str, str], most: int = MOST) -> list[tuple[str, str, str]]:
    """(relative address, words, note) of what a query finds, best first, each once; no area without an address, as all
    but the reader's own are while names are hidden."""
    once: dict[str, tuple[str, str, str]] = {}
    for hit in search.found(_index(store), query, most):
        for each in _links(store, hit, choices):
            once.setdefault(each[0], each)
    return [each for address, each in once.items() if address][:most]


def results(store: Store, query: str, choices: Mapping[str, str]) -> Html:
    """The list of what is found, or a sentence that nothing is and what to try; nothing for an empty query."""
    asked = " ".join(query.split())[: search.LONGEST]
    if not asked:
        return Html("")
    shown = hits(store, asked, choices, MOST + 1)
    if not shown:
        return blocks.paragraph(f"Nothing is found for “{asked}”. {ADVICE}")
    items = [element("li", cell_lines(link(address, words), note)) for address, words, note in shown[:MOST]]
    more = f"These are the first {MOST}: add a word to find fewer." if len(shown) > MOST else ""
    return element("ul", *items, class_="ijb ijb-list") + blocks.note(more)


def aliases() -> pd.DataFrame:
    """name, code, how: the other names and the other codes of areas, those of a council being its IJB's."""
    councils, names, old = (_read(name) for name in ("councils", "area_aliases", "superseded_codes"))
    ijb_of = dict(zip(councils["council_code"], councils["hscp_code"]))
    newer = dict(zip(old["old_code"], old["new_code"]))
    return pd.concat(
        [
            pd.DataFrame({"name": names["name"], "code": names["code"], "how": "also called"}),
            pd.DataFrame({"name": list(ijb_of), "code": list(ijb_of), "how": "council code"}),
            pd.DataFrame(
                {"name": list(newer), "code": [_newest(code, newer) for code in newer], "how": "earlier code"}
            ),
        ],
        ignore_index=True,
    ).replace({"code": ijb_of})


def _read(name: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / f"{name}.csv", dtype=str, keep_default_na=False)


def _newest(code: str, newer: Mapping[str, str]) -> str:
    while code in newer:
        code = newer[code]
    return code


@lru_cache(maxsize=1)
def _index(store: Store) -> search.Index:
    return search.index(store.measures.values(), store.areas, aliases())


def _links(store: Store, hit: search.Hit, choices: Mapping[str, str]) -> list[tuple[str, str, str]]:
    if hit.kind == "measure":
        measure = store.measures[hit.id]
        note = _joined(theme(measure), measure.name if measure.name != hit.words else "", hit.why)
        return [(href("compare", choices, measure=hit.id), hit.words, note)]
    if hit.kind == "board":
        return [
            (href("ijb", choices, area=code), store.area(code)["name"], f"in {hit.words}")
            for code in store.members(hit.id)
        ]
    return [(href("ijb", choices, area=hit.id), hit.words, _joined(_whose(store, hit.id), hit.why))]


def _whose(store: Store, code: str) -> str:
    """ "in NHS Lothian", or of Scotland "all 31 areas"."""
    own = store.area(code)
    if own["level"] == "scotland":
        return f"all {len(store.codes('ijb'))} areas"
    return f"in {store.area(own['health_board_code'])['name']}"


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
