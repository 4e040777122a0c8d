"""What the page Present says."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ijb.deck import Deck
from ijb.slides.slide import Slide

EMPTY = (
    "Nothing is in the presentation yet. Every chart and block of text of the other pages has a button “Add to "
    "presentation”."
)
FILES = (
    "The file for the screen is the same show in one file, for a room without this dashboard: it opens in any browser, "
    "offline, and prints to PDF, one slide a page."
)
HIDDEN = (
    "The names of other areas are hidden, here and in the files below: each has a number, the same on every slide. "
    "Titles and questions that name one are left out meanwhile, and so are slides that would give it away."
)
AT_ONCE = (
    "The briefs are of two pages each, for a board or a meeting. The figures are every observation of every measure, "
    "area and period, with a file that describes them for machines (CSV on the Web)."
)
NOT_WHILE_HIDDEN = "The files of all areas are left out while names are hidden: they would carry them."
NOTHING = "Nothing of this presentation can be shown with the figures held now."
READY = "Start with a presentation on {area}"
READY_SAYS = "Where it stands out, money, need and delays of the same area, its signals, and what is not known."


def slides_said(count: int) -> str:
    """ "3 slides"."""
    return f"{count} slide{'' if count == 1 else 's'}"


def heading(deck: Deck) -> str:
    """What is in the presentation, in a line."""
    parked = len(deck.parked)
    asked = f", {parked} question{'' if parked == 1 else 's'} parked" if parked else ""
    return f"{slides_said(len(deck.items))}{asked}"


def progress_said(done: int, of: int, what: str) -> str:
    """ "12 of 31: Fife"."""
    return f"{done} of {of}" + (f": {what}" if what else "")


def questions_file(title: str, parked: Sequence[str], built: str) -> bytes:
    """The questions parked as plain text, numbered."""
    lines = [f"Questions parked: {title}", f"Figures as built {built}", ""]
    lines += [f"{number}. {question}" for number, question in enumerate(parked, start=1)]
    return ("\n".join(lines) + "\n").encode("utf-8-sig")


def title(own: pd.Series, slides: Sequence[Slide]) -> str:
    """The title of a presentation: its one area, or all the areas."""
    areas = {slide.area for slide in slides if slide.area}
    return f"{areas.pop() if len(areas) == 1 else own['name']}: money, need and delays"


def of_area(own: pd.Series) -> str:
    """The heading over the documents of one area."""
    return f"Documents of {own['name']}"
