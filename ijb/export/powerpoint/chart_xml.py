"""The pieces that every chart of PowerPoint is made of, each in the order that its schema asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from ijb.export.powerpoint.grid import Grid
from ijb.export.powerpoint.place import Box, Ends
from ijb.export.powerpoint.text import Run
from ijb.export.powerpoint.xml import LANGUAGE, Element, fill, led, line, made, paragraph, run_properties

AXIS_SIZE, LABEL_SIZE = 16, 18  # points
SHOWN = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
UPHILL = -2_700_000  # words turned by 45 degrees
ACROSS, UPWARD = 111111111, 222222222  # ids of the two axes


@dataclass(frozen=True)
class Note:
    """Words that stand in or beside a chart, as a text box of the slide."""

    box: Box
    runs: tuple[Run, ...]
    align: str = "l"
    anchor: str = "ctr"


@dataclass(frozen=True)
class Rule:
    """A line drawn over a chart, from one point to another."""

    across: tuple[float, float]
    down: tuple[float, float]
    colour: str = "ink"
    wide: float = 1
    dash: str = "solid"


@dataclass(frozen=True)
class Drawn:
    """A chart ready to be put on a slide, with its figures and what stands over it. It takes the place of python-pptx's
    chart data, of which only the two members below are used."""

    space: Element
    grid: Grid
    built: datetime
    notes: tuple[Note, ...] = ()
    rules: tuple[Rule, ...] = ()

    def xml_bytes(self, chart_type: object = None) -> bytes:
        """The chart as XML."""
        return etree.tostring(self.space, xml_declaration=True, encoding="UTF-8", standalone=True)

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook behind the chart."""
        return self.grid.workbook(self.built)


def text_look(run: Run, one_line: bool = False, turned: int = 0) -> Element:
    """How labels are written; `one_line`: never wrapped; turned: by how much, in PowerPoint's sixty thousandths."""
    body = made("a:bodyPr", rot=turned, vert="horz", wrap="none" if one_line else None)
    written = made("a:pPr", run_properties("a:defRPr", run))
    return made("c:txPr", body, made("a:lstStyle"), made("a:p", written, made("a:endParaRPr", lang=LANGUAGE)))


def shape_look(colour: str = "", edge: Element | None = None) -> Element:
    """A fill and an edge, none where neither is given."""
    return made("c:spPr", fill(colour), edge if edge is not None else line(""))


def line_look(colour: str, wide: float = 1, dash: str = "solid") -> Element:
    """A line alone; none for ''."""
    return made("c:spPr", line(colour, wide, dash))


def marker(symbol: str = "none", size: int = 7, colour: str = "same", edge: str = "background") -> Element:
    """The mark of a point, with an edge that keeps it apart from what it lies on."""
    if symbol == "none":
        return made("c:marker", made("c:symbol", val="none"))
    look = shape_look(colour, line(edge, 0.75))
    return made("c:marker", made("c:symbol", val=symbol), made("c:size", val=size), look)


def point(place: int, mark: Element | None = None, look: Element | None = None, bar: bool = False) -> Element:
    """One point that looks other than its series."""
    nought = made("c:invertIfNegative", val=False) if bar else None
    return made("c:dPt", made("c:idx", val=place), nought, mark, made("c:bubble3D", val=False), look)


def label(
    place: int,
    at: str,
    run: Run,
    live: Sequence[str] = (),
    shown: str = "",
    lines: Sequence[str] = (),
    shift: tuple[float, float] | None = None,
) -> Element:
    """The label of one point. live: what it shows of the figures, by the names of SHOWN, in the number format `shown`;
    lines: words of its own instead; shift: how far it is moved from where it would stand, in shares of the chart."""
    words = None
    if lines:
        body = made("a:bodyPr", rot="0", vert="horz", wrap="none")
        written = [
            paragraph([Run(each, run.size, run.colour, run.bold)], align="l" if len(lines) > 1 else "")
            for each in lines
        ]
        words = made("c:tx", made("c:rich", body, made("a:lstStyle"), written))
    return made(
        "c:dLbl",
        made("c:idx", val=place),
        made("c:layout", made("c:manualLayout", *_moved(shift))) if shift else None,
        words,
        made("c:numFmt", formatCode=shown, sourceLinked=False) if shown and not lines else None,
        shape_look(),
        None if lines else text_look(run, one_line=True),
        made("c:dLblPos", val=at),
        _shows(["showVal"] if lines else live),
        made("c:separator", " ") if len(live) > 1 and not lines else None,
    )


def labels(of_points: Sequence[Element]) -> Element | None:
    """The labels of a series, of these points alone."""
    return made("c:dLbls", list(of_points), _shows(()), led(line_look("range", 1))) if of_points else None


def value_axis(
    number: int,
    at: str,
    reach: Ends | tuple[float, float],
    shown: str = "",
    grid: bool = True,
    deleted: bool = False,
    turned: bool = False,
    crosses: str = "autoZero",
    between: str = "between",
    title: str = "",
    edge: str = "",
    words: str = "low",
) -> Element:
    """An axis of figures. at: l or b; shown: its number format; turned: from the top down; crosses: where it stands on
    the other axis; edge: the colour of its own line; words: whether its figures stand at the low end or beside it."""
    return made(
        "c:valAx",
        made("c:axId", val=number),
        _scaling(reach, turned),
        made("c:delete", val=deleted),
        made("c:axPos", val=at),
        made("c:majorGridlines", line_look("line", 0.75)) if grid else None,
        _title(title),
        made("c:numFmt", formatCode=shown or "General", sourceLinked=False),
        made("c:majorTickMark", val="none"),
        made("c:minorTickMark", val="none"),
        made("c:tickLblPos", val=words),
        line_look(edge, 1),
        text_look(Run("", AXIS_SIZE, "soft")),
        made("c:crossAx", val=UPWARD if number == ACROSS else ACROSS),
        made("c:crosses", val=crosses),
        made("c:crossBetween", val=between),
        made("c:majorUnit", val=repr(float(reach.step))) if isinstance(reach, Ends) else None,
    )


def category_axis(
    at: str,
    skip: int = 1,
    turned: bool = False,
    size: float = AXIS_SIZE,
    colour: str = "soft",
    turned_words: bool = False,
) -> Element:
    """An axis of words, every `skip`th written; turned: from the top down."""
    return made(
        "c:catAx",
        *_axis_head(at, "General", turned),
        text_look(Run("", size, colour), turned=UPHILL if turned_words else 0),
        made("c:crossAx", val=UPWARD),
        made("c:crosses", val="autoZero"),
        made("c:auto", val=False),
        made("c:lblAlgn", val="ctr"),
        made("c:lblOffset", val=100),
        made("c:tickLblSkip", val=skip),
        made("c:tickMarkSkip", val=skip),
        made("c:noMultiLvlLbl", val=True),
    )


def date_axis(months: int, shown: str, unit: str) -> Element:
    """An axis of days, each as far from the next as it was, with words every so many months."""
    return made(
        "c:dateAx",
        *_axis_head("b", shown, False),
        text_look(Run("", AXIS_SIZE, "soft")),
        made("c:crossAx", val=UPWARD),
        made("c:crosses", val="autoZero"),
        made("c:auto", val=False),
        made("c:lblOffset", val=100),
        made("c:baseTimeUnit", val=unit),
        made("c:majorUnit", val=months),
        made("c:majorTimeUnit", val="months"),
    )


def space(whole: Box, plot: Box, *plotted: Element) -> Element:
    """The chart: what is plotted and its axes, the plot where it is said to stand, no legend, a gap for what is not
    known."""
    place = {
        "x": (plot.left - whole.left) / whole.width,
        "y": (plot.top - whole.top) / whole.height,
        "w": plot.width / whole.width,
        "h": plot.height / whole.height,
    }
    modes = [made("c:layoutTarget", val="inner"), made("c:xMode", val="edge"), made("c:yMode", val="edge")]
    layout = made("c:manualLayout", modes, [made(f"c:{name}", val=f"{share:.6f}") for name, share in place.items()])
    return made(
        "c:chartSpace",
        made("c:date1904", val=False),
        made("c:lang", val=LANGUAGE),
        made("c:roundedCorners", val=False),
        made(
            "c:chart",
            made("c:autoTitleDeleted", val=True),
            made("c:plotArea", made("c:layout", layout), *plotted, made("c:spPr", fill(""))),
            made("c:plotVisOnly", val=True),
            made("c:dispBlanksAs", val="gap"),
        ),
        made("c:spPr", fill(""), line("")),
        text_look(Run("", LABEL_SIZE, "ink")),
    )


def numbered(series: Sequence[Element]) -> list[Element]:
    """Series with their numbers, in their order."""
    for place, each in enumerate(series):
        each.insert(0, made("c:order", val=place))
        each.insert(0, made("c:idx", val=place))
    return list(series)


def _scaling(reach: Ends | tuple[float, float], turned: bool) -> Element:
    low, high = (reach.low, reach.high) if isinstance(reach, Ends) else reach
    return made(
        "c:scaling",
        made("c:orientation", val="maxMin" if turned else "minMax"),
        made("c:max", val=repr(float(high))),
        made("c:min", val=repr(float(low))),
    )


def _axis_head(at: str, shown: str, turned: bool) -> list[Element]:
    return [
        made("c:axId", val=ACROSS),
        made("c:scaling", made("c:orientation", val="maxMin" if turned else "minMax")),
        made("c:delete", val=False),
        made("c:axPos", val=at),
        made("c:numFmt", formatCode=shown, sourceLinked=False),
        made("c:majorTickMark", val="none" if at == "l" else "out"),
        made("c:minorTickMark", val="none"),
        made("c:tickLblPos", val="low"),
        line_look("same", 1),
    ]


def _title(words: str) -> Element | None:
    """The words of an axis."""
    if not words:
        return None
    written = paragraph([Run(words, AXIS_SIZE, "soft")])
    for look in written.iter("{*}rPr", "{*}endParaRPr"):
        look.set("b", "0")
    body = made("a:bodyPr", rot="0", vert="horz")
    return made(
        "c:title", made("c:tx", made("c:rich", body, made("a:lstStyle"), written)), made("c:overlay", val=False)
    )


def _shows(names: Sequence[str]) -> list[Element]:
    return [made(f"c:{name}", val=name in names) for name in SHOWN]


def _moved(shift: tuple[float, float] | None) -> list[Element]:
    return [made(f"c:{name}", val=f"{share:.6f}") for name, share in zip("xy", shift or ())]
