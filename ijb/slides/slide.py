"""What one slide holds, ready to be drawn on a screen or in PowerPoint: words and figures, no colours, no sizes.

A chart is one of five plain kinds, each of which PowerPoint has as a chart of its own that can be edited.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ijb import numbers

Tone = Literal["own", "scotland", "other", "better", "worse", "limit"]


@dataclass(frozen=True)
class Scale:
    """How the figures of an axis are written: what stands before and after, with how many decimals, and whether a plus
    stands before what is above nought."""

    before: str = ""
    after: str = ""
    decimals: int = 0
    signed: bool = False

    def text(self, value: float) -> str:
        """ "£968", "−3.4%", "+12"."""
        written = numbers.number(abs(value), self.decimals)
        nil = float(written.replace(",", "")) == 0
        sign = "" if nil else "−" if value < 0 else "+" if self.signed else ""
        return f"{sign}{self.before}{written}{self.after}"

    @property
    def excel(self) -> str:
        """The same as a number format of Excel and PowerPoint: '"£"#,##0.0"%"'."""
        digits = "#,##0" + ("." + "0" * self.decimals if self.decimals else "")
        dressed = "".join([f'"{self.before}"' if self.before else "", digits, f'"{self.after}"' if self.after else ""])
        return f"{'+' if self.signed else ''}{dressed};−{dressed}" + (f";{dressed}" if self.signed else "")


@dataclass(frozen=True)
class Line:
    """One line: a value for each period, None where there is none; `end`: the words at its right end."""

    name: str
    values: tuple[float | None, ...]
    tone: Tone
    end: str = ""


@dataclass(frozen=True)
class Point:
    """A point of the own line that a rule has fired on: its place among the periods, and the rule in words."""

    place: int
    tone: Tone
    words: str


@dataclass(frozen=True)
class Lines:
    """Lines over time, the own first. days: the first day of each period, by which the points are set apart; breaks:
    before which place the series breaks, and the words of it: a line is parted there. direction: "fewer is better", or
    ''."""

    periods: tuple[str, ...]
    days: tuple[date, ...]
    lines: tuple[Line, ...]
    scale: Scale
    direction: str = ""
    points: tuple[Point, ...] = ()
    breaks: tuple[tuple[int, str], ...] = ()
    from_zero: bool = True


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its value (None where there is none), and the figure as written, or why there is none."""

    name: str
    value: float | None
    words: str
    tone: Tone = "other"


@dataclass(frozen=True)
class Bars:
    """Bars from nought, one under another in this order: a dozen at most."""

    rows: tuple[Bar, ...]
    scale: Scale
    direction: str = ""


@dataclass(frozen=True)
class Dot:
    """One area: its value and, where there is one, the range behind it. `tone` says what its mark is coloured for;
    `own`: the reader's own area, always the dark diamond; `named`: whether its name is written out."""

    name: str
    value: float
    words: str
    tone: Tone = "other"
    own: bool = False
    named: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Dots:
    """All the areas that have a figure, first position at the top. line: Scotland's value with its words, or None;
    range_words: what a range is, '' where there is none; missing: who has no figure and why."""

    rows: tuple[Dot, ...]
    scale: Scale
    direction: str = ""
    line: tuple[float, str] | None = None
    range_words: str = ""
    missing: str = ""
    from_zero: bool = True


@dataclass(frozen=True)
class Part:
    """One part of a whole: a value for each period, None in all parts where one is not known."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Stacks:
    """Columns of parts, one a period, the first part at the bottom."""

    periods: tuple[str, ...]
    parts: tuple[Part, ...]
    scale: Scale


@dataclass(frozen=True)
class Spot:
    """One area among two measures: where it lies, and whether its name is written out."""

    name: str
    x: float
    y: float
    tone: Tone = "other"
    own: bool = False
    named: bool = False


@dataclass(frozen=True)
class Curve:
    """A limit drawn behind the spots: its name and its points from left to right."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True)
class Scatter:
    """Areas by two figures. across, upward: the words of the axes; nought: whether lines stand at nought."""

    spots: tuple[Spot, ...]
    across: str
    upward: str
    across_scale: Scale
    upward_scale: Scale
    curves: tuple[Curve, ...] = ()
    nought: bool = False


Chart = Lines | Bars | Dots | Stacks | Scatter


@dataclass(frozen=True)
class Table:
    """A small table: at most eight rows and five columns; the first column names the row. own: the place of the
    reader's own row, or None."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    own: int | None = None


@dataclass(frozen=True)
class Said:
    """One sentence or two, with the mark that stands before it: ▲ or ▼ in the colour of its tone, or none.
    head: a heading over it and those after it."""

    words: str
    mark: str = ""
    tone: Tone = "other"
    head: str = ""


@dataclass(frozen=True)
class Notes:
    """What stands behind a slide. source: publisher, publication and to when it is held; caveat: the one caution for
    the foot; definition; receipt: of its main figure, as text; questions: two for scrutiny."""

    source: str = ""
    caveat: str = ""
    definition: str = ""
    receipt: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slide:
    """One finding. title: the finding in words; subtitle: what is measured, of whom and when; a chart, a table or only
    what is said; alt: the chart in words; page: the address of the view it comes from."""

    block: str
    title: str
    subtitle: str = ""
    chart: Chart | None = None
    table: Table | None = None
    said: tuple[Said, ...] = ()
    alt: str = ""
    area: str = ""
    notes: Notes = Notes()
    built: str = ""
    page: str = ""
