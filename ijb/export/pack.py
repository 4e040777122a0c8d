"""A brief for each of the 31 areas, in one zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

from ijb.brief.content import Brief, brief, usual_moves
from ijb.comparators import comparator
from ijb.export.brief_html import html
from ijb.export.brief_word import word
from ijb.export.table import NO_TIME, READABLE_BY_ALL
from ijb.remembering import Remembering
from ijb.store import Store

WRITERS: dict[str, Callable[[Brief], bytes]] = {
    "docx": word,
    "html": lambda given: html(given).encode("utf-8"),
}
ZIP = "application/zip"
Progress = Callable[[int, int, str], None]


def briefs(
    store: Store,
    kind: str,
    today: date,
    progress: Progress = lambda done, of, name: None,
    link: Callable[[str], str] = lambda area: "",
) -> bytes:
    """A zip of one brief for each integration authority, compared with Scotland; the same bytes each time.

    kind: "docx" or "html"; `progress` is told how many are made, of how many, and whose is next ('' at the end);
    `link` gives the address of an area's page from its code. Raises KeyError for any other kind.
    """
    held, written = Remembering(store), WRITERS[kind]
    codes, out = held.codes("ijb"), io.BytesIO()
    progress(0, len(codes), held.area(codes[0])["name"] if codes else "")
    usual = usual_moves(held)
    with zipfile.ZipFile(out, "w") as archive:
        for place, code in enumerate(codes, start=1):
            made = brief(held, code, comparator(held, code, "scotland", []), today, link(code), usual)
            entry = zipfile.ZipInfo(f"{made.file_name}.{kind}", NO_TIME)
            entry.external_attr = READABLE_BY_ALL
            archive.writestr(entry, written(made), zipfile.ZIP_DEFLATED)
            progress(place, len(codes), held.area(codes[place])["name"] if place < len(codes) else "")
    return out.getvalue()
