"""Where the words at the ends of lines stand, so that they lie over no line, no break and none of each other."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ijb.export.powerpoint import chart_xml as xml
from ijb.export.powerpoint.place import Box, Ends, apart
from ijb.export.powerpoint.text import LINE, width
from ijb.slides.slide import Lines

NEAR = 6  # points from the end of a line to its words
LINED = 5  # points: how high a line counts as that words may not lie over
STEP, FURTHEST = 6, 150  # points by which words are moved, and how far at most
OVER_THE_AXIS = 2  # points
LEAD = 14  # points for the lines that lead to words that had to move, at the right


@dataclass(frozen=True)
class End:
    """The words at the end of a line: over which lines they go, and whether they are the name and the last figure."""

    lines: tuple[str, ...]
    live: bool
    at: int

    @property
    def tall(self) -> float:
        """How high they are, in points."""
        return len(self.lines) * xml.LABEL_SIZE * LINE + 2


@dataclass(frozen=True)
class Stand:
    """On which side of the end words stand, and how far they are moved from there, in shares of the chart."""

    side: str
    shift: tuple[float, float] | None = None


def stands(
    chart: Lines, found: Sequence[End | None], places: Sequence[float], reach: Ends, plot: Box, box: Box
) -> dict[int, Stand]:
    """Where the words of each line stand: those of lines that run to the last period one under another at the right,
    those of lines that end before where they lie over the least."""
    heights = [
        [None if value is None else plot.bottom - plot.height * reach.share(value) for value in line.values]
        for line in chart.lines
    ]
    said = [(place, end, heights[place][end.at]) for place, end in enumerate(found) if end]
    across = [plot.left + plot.width * place for place in places]
    last = max((end.at for _, end, _ in said), default=0)
    late = [each for each in said if each[1].at == last]
    talls = [end.tall for _, end, _ in late]
    at = apart([middle for *_, middle in late], talls, box.top, plot.bottom - OVER_THE_AXIS)
    wides = [_wide(chart, place, end) for place, end, _ in late]
    lead = LEAD if any(abs(stand - middle) > 3 for (*_, middle), stand in zip(late, at)) else 0
    taken = [
        Box(across[last] + NEAR + lead, stand - tall / 2, wide, tall) for stand, tall, wide in zip(at, talls, wides)
    ] + _drawn(chart, heights, across, plot)
    made = {place: _stand("r", stand - middle, box, lead) for (place, _, middle), stand in zip(late, at)}
    for place, end, middle in said:
        if end.at != last:
            words = Box(across[end.at], middle - end.tall / 2, _wide(chart, place, end), end.tall)
            made[place], stood = _clear(words, taken, plot, box)
            taken.append(stood)
    return made


def _stand(side: str, move: float, box: Box, lead: float = 0) -> Stand:
    return Stand(side, (lead / box.width, move / box.height) if lead or abs(move) > 0.5 else None)


def _wide(chart: Lines, place: int, end: End) -> float:
    return max(width(words, xml.LABEL_SIZE, chart.lines[place].tone == "own") for words in end.lines)


def _drawn(chart: Lines, heights: Sequence[Sequence[float | None]], across: Sequence[float], plot: Box) -> list[Box]:
    """What the lines and breaks take of the plot, in narrow strips."""
    cut = [place for place, _ in chart.breaks if 0 < place < len(across)]
    found = [Box((across[place - 1] + across[place]) / 2 - 2, plot.top, 4, plot.height) for place in cut]
    for tops in heights:
        for place, (left, right) in enumerate(itertools.pairwise(tops)):
            if left is not None and right is not None and place + 1 not in cut:
                count = max(int((across[place + 1] - across[place]) / 4), 1)
                steps = [(step + 0.5) / count for step in range(count)]
                wide = (across[place + 1] - across[place]) / count
                found += [
                    Box(across[place] + wide * step, left + (right - left) * share - LINED / 2, wide, LINED)
                    for step, share in enumerate(steps)
                ]
    return found


def _clear(words: Box, taken: Sequence[Box], plot: Box, box: Box) -> tuple[Stand, Box]:
    """The place of words that lies over as little as can be of what is taken, near the end of the line (the left and
    the middle of `words`), and the box that they then take."""
    best, least = (Stand("r"), words), (float("inf"), 0.0)
    for side, left in (("r", words.left + NEAR), ("l", words.left - NEAR - words.width)):
        for move in (way * step for step in range(0, FURTHEST, STEP) for way in (1, -1)):
            stood = Box(left, words.top + move, words.width, words.height)
            inside = plot.top <= stood.top and stood.bottom <= plot.bottom and stood.left >= plot.left
            if inside and stood.right <= box.right and (over := (_over(stood, taken), abs(move))) < least:
                best, least = (_stand(side, move, box), stood), over
    return best


def _over(words: Box, taken: Sequence[Box]) -> float:
    """How much words lie over what is taken, in square points."""
    return sum(
        max(0.0, min(words.right, each.right) - max(words.left, each.left))
        * max(0.0, min(words.bottom, each.bottom) - max(words.top, each.top))
        for each in taken
    )
