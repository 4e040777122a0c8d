"""Slides written by hand, one of each kind of chart, for what is drawn of them."""

from __future__ import annotations

from datetime import date

from ijb.slides.slide import (
    Bar,
    Bars,
    Curve,
    Dot,
    Dots,
    Line,
    Lines,
    Notes,
    Part,
    Point,
    Said,
    Scale,
    Scatter,
    Slide,
    Spot,
    Stacks,
    Table,
)

BUILT = "22 November 2026"
MONTHS = tuple(date(2024, month, 1) for month in range(1, 11))
LABELS = tuple(f"{day:%b %Y}" for day in MONTHS)
NOTES = Notes(
    "Public Health Scotland, Delayed discharges by area, to Oct 2024",
    "A day is a day, and one person can have many.",
    "Beds: the average number on any day of the month.",
    "Measure: beds\nArea: Fife",
    ("What explains the change?", "What has been seen since?"),
)
LINES = Lines(
    LABELS,
    MONTHS,
    (
        Line("Fife", (10.0, 20.0, None, 30.0, 10.0, 20.0, 40.0, 30.0, 20.0, 50.0), "own", "Fife 50.0"),
        Line("Scotland", (25.0,) * 10, "scotland", "Scotland 25.0"),
        Line("Upper limit", (None, None, *(45.0,) * 8), "limit", "Upper limit 45.0"),
        Line("Lower limit", (None, None, *(5.0,) * 8), "limit", "Lower limit 5.0"),
    ),
    Scale(decimals=1),
    "↓ fewer is better",
    (Point(0, "better", "Better than usual"), Point(9, "worse", "Worse than usual")),
    ((5, "Break, June 2024"),),
)
BARS = Bars(
    (
        Bar("Fife", 40.0, "40.0", "own"),
        Bar("Waiting for care", 20.0, "20.0", "worse"),
        Bar("Not sent", None, "Not known: not submitted"),
        Bar("Change", -10.0, "−10.0"),
    ),
    Scale(decimals=1),
    "fewer is better",
)
DOTS = Dots(
    tuple(
        Dot(
            f"Area {place}",
            10.0 + 2 * place,
            f"{10 + 2 * place}.0",
            "worse" if place == 30 else "other",
            own=place == 12,
            named=place in (0, 13, 14, 30),
            low=8.0 + 2 * place,
            high=13.0 + 2 * place,
        )
        for place in range(31)
    ),
    Scale(decimals=1),
    "← fewer is better",
    (40.0, "Scotland 40.0"),
    "Range over the last 12 months",
    "No figure: Orkney Islands (not submitted).",
)
STACKS = Stacks(
    ("2021/22", "2022/23", "2023/24"),
    (
        Part("Care homes", (10.0, None, 20.0)),
        Part("Home care", (5.0, None, 15.0)),
        Part("Income from those who are charged for their care and pay", (-5.0, None, -10.0)),
        Part("Other", (5.0, None, 5.0)),
    ),
    Scale("£", "m"),
)
SCATTER = Scatter(
    tuple(
        Spot(f"Area {place}", float(place * 7 % 31 - 15), float(place * 11 % 31 - 10), own=place == 3, named=place < 8)
        for place in range(31)
    ),
    "Change in spending, %",
    "Change in beds per 100,000 adults",
    Scale("", "%", 0, True),
    Scale(signed=True),
    (Curve("Upper limit", (-15.0, 15.0), (18.0, 12.0)),),
    True,
)
TABLE = Table(
    ("Measure", "Fife", "Scotland"),
    tuple((f"Measure {place} with a name of some length", f"{place}.5", f"{place + 1}.5") for place in range(8)),
    own=2,
)
CHARTS = {"lines": LINES, "bars": BARS, "dots": DOTS, "stacks": STACKS, "scatter": SCATTER}


def a_slide(**given: object) -> Slide:
    """A slide with the notes and the date of the others."""
    usual = {"block": "trend", "title": "Delays were 50.0 beds in Oct 2024", "notes": NOTES, "built": BUILT}
    return Slide(**(usual | {"subtitle": "Fife. Beds per 100,000 adults.", "alt": "Delays, in words."} | given))


def sentences(many: int) -> tuple[Said, ...]:
    """So many sentences of about two lines, under a heading."""
    words = (
        "People waited longer than in any year since 2012/13, and more of them were waiting for care at home at its end"
    )
    return tuple(
        Said(f"{place}. {words}.", "▲", "worse", "Worse than usual" if place == 1 else "")
        for place in range(1, many + 1)
    )


DECK = [
    *[a_slide(block=name, title=f"A finding of {name}", chart=chart) for name, chart in CHARTS.items()],
    a_slide(block="table", title="A finding of a table", table=TABLE),
    a_slide(block="said", title="A finding in sentences", said=sentences(8)),
    a_slide(title="A title as long as a reader may write one: " + "words and more words " * 7, chart=LINES),
]
