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
WITHOUT_MARKS = ("signals", "present")
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
    "whole_system": (
        "Read the cautions first: the page sets figures side by side, and none of it shows what brought about what.",
        "The panels follow one area: money, then need, then delays. Each starts at 100 in a year of its own that is "
        "named over it, so 112 is 12% more than then. The figure itself stands beside the last point.",
        "Where one index moves over 4 times as far as another, each panel has a scale of its own: then compare the "
        "numbers and not the heights. The thin dashed line is Scotland, or the area that yours is compared with.",
        "The series do not end in the same year. The title gives each change to the last year that all three have, "
        "which a dotted line marks, and in brackets to each one’s own newest year.",
        "“When delays are looked at” draws the last panel one or two years early; the years under it are its own.",
        "The dots are all the areas: how much two figures changed over the same number of years. Right is a rise in "
        "the first, up a rise in the second. No line is fitted and no number sums it up: neither would show a cause.",
        "An area without both figures, or with a break in a series between them, is left out and named.",
    ),
    "money": (
        "Choose a measure and its prices. In the prices of one year a rise is more than prices alone; in cash it may "
        "be no more than that. The line under the title says which index is used and what of it is a forecast.",
        "The table has the newest figure of every measure of spending, unit costs and the balance of care, with the "
        "change on a year and over five. Neither more nor less spending is better in itself.",
        "Each panel on the IJB’s accounts says what the indicator tells, which way its risk lies, and a caution. Where "
        "nothing has been supplied, the panel says so, and a template can be downloaded.",
        "Years of reserves left are a range worked out from three year ends: not a forecast.",
        "Reported figures are what papers, auditors and the press have said of the area, newest first, each with its "
        "address and standing. They are on different bases: read them beside the charts, never against another area.",
    ),
    "need": (
        "Need is not measured whole. The page sets side by side who is known to wait, what care is received, and "
        "the places and services there are.",
        "Waits in the community are counts on a date, on two bases: hollow points are estimated for areas that sent "
        "nothing, filled points are dates for which all areas sent a figure. The two are never joined or compared.",
        "A change is first given in people, or hours; the chart and “As a rate” are for every 100,000 adults.",
        "Where the area has no figure of its own, the page says so and draws Scotland’s.",
        "People who wait in hospital for care are known for every area, month by month.",
        "Care received is not need: a low figure may mean little need, or need that is not met.",
        "The last list says what is not held, and what no figure here counts.",
    ),
    "delays": (
        "Everything here is counted by where people live, but for one section that sets hospitals beside it. A bed day "
        "is one day of one person who was ready to leave; beds on an average day are bed days over days in the month.",
        "Month and Age change the first two sections: the reasons over the 36 months that end with the month chosen, "
        "and the table of reasons by ages, whose grey bars are shares of all the area’s days in that month. Month also "
        "changes the first paragraph; all other sections are of the newest months held.",
        "Each delay has one recorded reason. Complex delays are those with code 9: guardianship under the Adults with "
        "Incapacity Act, and other complex needs. All others are standard delays.",
        "In the shares of Scotland’s days the dot is the share of days and the tick the share of adults. Areas stand "
        "by their share of adults: it is not a league table.",
        "“Arithmetic” sets the bed days of a year beside what they would be at each reason’s own best year, and at the "
        "median of others. It is neither a forecast nor a target, and says nothing of how a fall could be had.",
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
    "present": (
        "Every chart and block of text of the other pages has a button “Add to presentation”. What is added is kept in "
        "the address of the page and nowhere else, so a bookmark or a link keeps it; or save it as a small file.",
        "It holds which slides, never the figures: they are read anew each time. Where what a slide says has changed "
        "since it was added, the list says so.",
        "On the screen, arrow keys, space or a clicker turn the slides; Q parks a question, N shows what a slide "
        "means, Esc ends. The figures stay as they are while it is shown, and no connection is needed once it runs.",
        "The names of other areas can be hidden: each gets a number, the same on every slide and in "
        "every file made from here.",
        "The PowerPoint file has charts that can be edited, with their figures inside, and notes for the speaker with "
        "definition, source, receipt and two questions.",
    ),
}


def steps(page: str) -> Html:
    """The steps of one page, and what its marks mean."""
    listed = element("ol", *[element("li", step) for step in STEPS[page]])
    if page in WITHOUT_MARKS:
        return element("div", listed, class_="ijb ijb-guide")
    marks = element("ul", *[element("li", shape_html(mark), words) for mark, words in MARKS], class_="ijb-key")
    return element("div", listed, marks, element("p", MARKS_SAID, class_="ijb-note"), class_="ijb ijb-guide")
