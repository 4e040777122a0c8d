"""Sentences on signals together: how many there are, on which rung, and how many chance alone would give."""

from __future__ import annotations

from math import ceil, floor

RUNG_HEADS = {"watch": "Watch", "persistent": "Persistent", "several domains": "Several domains"}
RUNG_MEANS = {
    "watch": "A rule has fired on a newest figure, and no signal has lasted.",
    "persistent": "A signal has lasted: three of the last four figures, seven or more in a row, or a year before too.",
    "several domains": "Signals that have lasted in two or more themes.",
}
KIND_HEADS = {
    "unusual month": "Unusual month",
    "shift, trend or near-limit": "Shift, trend or near-limit",
    "outlying": "Outlying",
    "worsening": "Worsening",
}
# Of each kind: what fires it, when it counts as persistent, and when it clears.
KIND_RULES = {
    "unusual month": (
        "The newest figure is outside the limits made from the area’s own last 36 figures, on the worse side.",
        "Three of the last four figures are outside, on the worse side; or the newest is also in a shift or a trend.",
        "No rule holds for the next figure: being inside the limits is not enough while a run goes on.",
    ),
    "shift, trend or near-limit": (
        "The newest figure is one of seven or more in a row on the worse side of the average, or of seven or more in a "
        "row that worsen; or two of the last three are close to a limit.",
        "A shift or a trend has lasted by its nature: seven figures in a row. Two of three near a limit never count "
        "as persistent by themselves.",
        "The run is broken, or fewer than two of three are near the limit.",
    ),
    "outlying": (
        "The area is apart from the others on the worse side: beyond the middle half of the areas by more than 1.5 "
        "times its width; or, where cases can be counted or an interval is published, beyond what 99.8% of chance "
        "allows.",
        "The same a year before (with surveys every two years, two years before; with three-year figures, three).",
        "It is back among the others.",
    ),
    "worsening": (
        "Three yearly moves in a row to the worse side, each larger than half of what areas usually move in a year.",
        "It is never counted as persistent: three years are in it already.",
        "A year that is not worse.",
    ),
}


def signals(count: int) -> str:
    """ "1 signal", "12 signals", "no signals"."""
    return f"{count or 'no'} signal{'' if count == 1 else 's'}"


def ladder(areas: int, watch: int, lasting: int, several: int, theme: str = "") -> str:
    """How many areas stand where. watch: with any signal at all; lasting: with one that persists; several: with those
    that persist in two or more themes, said of all themes only."""
    within = f" in {theme}" if theme else ""
    if not watch:
        return f"None of the {areas} areas has a signal{within}"
    have = "has" if watch == 1 else "have"
    first = f"{watch} of the {areas} areas {have} at least one signal{within}"
    second = f"{lasting or 'none'} {'has' if lasting == 1 else 'have'} one that persists"
    return f"{first}, {second}" if theme else f"{first}, {second}, {several or 'none'} in two or more themes"


def one_area(name: str, count: int, lasting: int, theme: str = "") -> str:
    """ "Fife has 3 signals, 1 of them persistent"."""
    within = f" in {theme}" if theme else ""
    if not count:
        return f"{name} has no signals{within}"
    if count == 1:
        return f"{name} has 1 signal{within}{', and it persists' if lasting else ''}"
    every = "both persistent" if count == 2 else "all of them persistent"
    which = {0: "none of them persistent", count: every}.get(lasting, f"{lasting} of them persistent")
    return f"{name} has {count} signals{within}, {which}"


def expected(count: int, tests: int, low: float, high: float, lasting: bool = False) -> str:
    """How many of the signals shown would be expected with no real change at all."""
    kind = "persistent signal" if lasting else "signal"
    least, most = floor(low + 0.5), ceil(high - 0.05)
    about = "fewer than one" if most < 1 else f"about {most}" if least == most else f"about {least} to {most}"
    return (
        f"{count:,} {kind}{'' if count == 1 else 's'} from {tests:,} test{'' if tests == 1 else 's'} (one rule on one "
        f"measure of one area). Chance alone would give {about}."
    )


NOT_SEPARATE = "Several measures count the same delays, so the signals of one area are not separate pieces of evidence."
EXPECTED_MEANS = (
    "The low end is if each month had nothing to do with the one before; the high end if neighbouring months are as "
    f"alike as they are here. {NOT_SEPARATE}"
)
