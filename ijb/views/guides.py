"""How to read each page, in two minutes: short steps in the order in which a page is read."""

from __future__ import annotations

from ijb.charts.markup import Html, element
from ijb.charts.status import Mark, shape_html

MARKS = (
    (Mark("up", "worse", ""), "orange: a rule has fired, on the side that is worse"),
    (Mark("down", "better", ""), "blue: a rule has fired, on the side that is better"),
    (Mark("circle", "same", ""), "grey: no clear difference"),
    (Mark("ring", "none", ""), "white: not tested, and the page says why"),
    (Mark("diamond", "own", ""), "a diamond is always the area you chose"),
)
MARKS_SAID = "The triangle points the way the figure lies, up for high and down for low; the colour says good or bad."
WITHOUT_MARKS = ("signals",)
STEPS = {
    "": (
        "The three figures at the top are Scotland’s own: money, need and flow. Each says how old it is, and they "
        "are not of one age.",
        "Under each, a tick for every area shows how far apart the 31 lie, and a line shows the last years.",
        "Choose a measure over the map. The colours answer one of two questions, and the line above the map says "
        "which: how each figure stands to the area’s own past, or where the area stands among the others.",
        "Each tile is a link to that area. Choose your own area at the side and it is marked on every page.",
        "“How much is not known” counts the figures that nobody publishes or has supplied.",
    ),
    "compare": (
        "Every area is a row: the dot is its figure, the line behind it how far the figure has ranged over the "
        "last year (or its interval, or the limits for an area of its size, as the line under the title says).",
        "A dashed line is Scotland. The words under the chart say which way is better, or that neither is.",
        "“Colour shows” switches between two questions: an area can be worse than usual for itself and still be "
        "among the lowest, and both are true.",
        "A position is never given alone: “9th; between 8th and 20th” means that a different month could have "
        "made it any of these. Areas whose ranges overlap cannot be told apart by position.",
        "What is said of your own area names every other way of comparing that was tried, and under how many it holds.",
    ),
    "ijb": (
        "“Where it stands out” has at most five lines on each side, each with the rule that fired: those that "
        "persist first. Fewer, or none, is a finding too.",
        "Then a row for each measure: its newest figure, the comparator’s, the change, the area’s own trend.",
        "The bar shows the 31 areas: the thick part is the middle half, the tick Scotland, the diamond this area. "
        "Worse is on the left and better on the right, whichever way the measure runs.",
        "Two answers stand side by side: where it lies among the 31, and how it stands to its own past.",
        "Choose a measure’s name for its trend. Dashes say why there is no figure.",
    ),
    "trend": (
        "The dark line is the area; dashed lines are those it is compared with.",
        "The shaded band is the range to expect from the area’s own last 36 figures. A point is coloured only "
        "where a rule fires: outside the band, seven in a row on one side, seven rising or falling, or two of "
        "three near its edge.",
        "A vertical line marks a break: figures before and after it are not comparable, and nothing is worked "
        "across it.",
        "Hollow points are estimated, provisional or partial.",
        "Below, the same figure is taken apart: by reason for the delay, then by age.",
    ),
    "signals": (
        "A signal is a rule that has fired on an area’s newest figure, on the side that is worse. There are four "
        "kinds; the end of the page has them in full.",
        "The ladder has three rungs: watch (one signal), persistent (a signal that has lasted), several domains "
        "(lasting signals in two or more themes). There is no score, and no order by how many.",
        "Each row says what fired, when, and what would clear it.",
        "Some flags come by chance: the range above the list says how many chance alone would give.",
        "The questions are for a discussion. “Improved, and may be worth asking” applies the same rules on the "
        "better side. The end of the page says which figures are too old to say anything.",
    ),
}


def steps(page: str) -> Html:
    """The steps of one page, and what its marks mean."""
    listed = element("ol", *[element("li", step) for step in STEPS[page]])
    if page in WITHOUT_MARKS:
        return element("div", listed, class_="ijb ijb-guide")
    marks = element("ul", *[element("li", shape_html(mark), words) for mark, words in MARKS], class_="ijb-key")
    return element("div", listed, marks, element("p", MARKS_SAID, class_="ijb-note"), class_="ijb ijb-guide")
