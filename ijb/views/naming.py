"""Whether words that a reader typed give an area away whose name is left out."""

from __future__ import annotations

import re

from ijb.store import Store
from ijb.views import searching


def gives_away(store: Store, words: str) -> bool:
    """Whether words hold a hidden area's name, another name it goes by, or its code; never while names are shown."""
    if not store.names_hidden:
        return False
    other = searching.aliases()
    named = other.loc[other["code"].map(store.hides), "name"]
    folded = words.casefold()
    found = any(re.search(rf"\b{re.escape(name.casefold())}\b", folded) for name in named)
    return found or not store.sayable([words]) or any(map(store.hides, re.findall(r"S\d{8}", words.upper())))
