"""Figures as readers see them."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from ijb import prices
from ijb.measures import Measure

STATUS_WORDS = {
    "published": "Published",
    "provisional": "Provisional",
    "estimated": "Estimated",
    "derived": "Worked out here",
    "partial": "Partial",
    "suppressed": "Suppressed by the publisher",
    "not_submitted": "Not submitted",
    "not_collected": "Not collected or not published apart",
    "doubted": "In doubt",  # not a status of the database: what a figure of its table `doubtful` is shown as
    "not_supplied": "Not in any file held",
    "not_defined": "No definition to work from",
    "not_applicable": "Does not apply here",
}
BLANK = "–"


def number(value: float, decimals: int = 0) -> str:
    """Thousands separated, a true minus, halves away from zero: 1,234.5."""
    scaled = abs(value) * 10**decimals
    rounded = math.floor(scaled + 0.5 + 1e-9) / 10**decimals
    return f"{'−' if value < 0 and rounded else ''}{rounded:,.{decimals}f}"


def figure(measure: Measure, value: float | None) -> str:
    """A value with its £ or %: "£968", "11.4%", "27.8"; an en dash where there is none."""
    if value is None or pd.isna(value):
        return BLANK
    return _dressed(measure, number(value, measure.decimals))


def counted(measure: Measure, row: Mapping[str, object]) -> str:
    """ " (5 of 12)": the counts behind a share that can rest on few; '' elsewhere."""
    if not measure.minimum_denominator or pd.isna(row["numerator"]) or pd.isna(row["denominator"]):
        return ""
    return f" ({number(row['numerator'])} of {number(row['denominator'])})"


def standing(measure: Measure, status: object) -> str:
    """ ", partial": what is said beside a figure that is not whole or not the publisher's own; '' elsewhere."""
    if status == "derived" and measure.published_value:
        return ", worked out here"  # from the councils of an area; the others' are as published
    return {"estimated": ", estimated", "partial": ", partial", "provisional": ", provisional"}.get(str(status), "")


def apart(measure: Measure, value: float | None, other: float | None) -> str:
    """A limit beside the figure on the other side of it: "14.2"; where they read the same, both with as many more
    decimals (two at most) as show that they are not: "14.63; here 14.64"."""
    text = figure(measure, value)
    if text == BLANK or other is None or pd.isna(other) or value == other:
        return text
    for more in range(3):
        text, beside = (_dressed(measure, number(each, measure.decimals + more)) for each in (value, other))
        if text != beside:
            return f"{text}; here {beside}" if more else text
    return text


def safe_side(measure: Measure, value: float) -> str:
    """A value to reach, rounded to the better side, so that reaching what is written is enough."""
    steps = 10**measure.decimals
    rounded = math.floor(value * steps + 1e-9) if measure.better == "lower" else math.ceil(value * steps - 1e-9)
    return figure(measure, rounded / steps)


def difference(measure: Measure, value: float | None) -> str:
    """A signed difference: "+£21", "−11.8"."""
    if value is None or pd.isna(value):
        return BLANK
    size = number(abs(value), measure.decimals)
    sign = "" if is_nil(measure, value) else "+" if value > 0 else "−"
    return sign + (_dressed(measure, size) if measure.shown_as == "pounds" else size)


def is_nil(measure: Measure, difference: float) -> bool:
    """Whether a difference is nought at the measure's decimals."""
    return float(number(abs(difference), measure.decimals).replace(",", "")) == 0


def amount(measure: Measure, value: float) -> str:
    """The size of a difference, for a sentence: "£26", "1.1 percentage points", "0.8"."""
    size = number(abs(value), measure.decimals)
    if measure.shown_as == "per cent":
        return f"{size} percentage point{'' if size == '1' else 's'}"
    return _dressed(measure, size)


def phrase(measure: Measure, value: float | None, breakdown: str = "") -> str:
    """A value with its unit: "27.8 beds per 100,000 adults"."""
    return f"{figure(measure, value)} {measure.unit_for(breakdown)}"


def written_unit(measure: Measure, breakdown: str, basis: str) -> str:
    """The unit on its own, for a title or a column: "% of graded services", "per adult, in 2024/25 prices"."""
    unit = measure.unit_for(breakdown)
    if measure.shown_as == "per cent":
        unit = f"% {unit}"
    if measure.money:
        unit += f", in {prices.in_words(basis) if basis else 'cash'}"
    return unit


def per_cent(part: float, whole: float) -> str | None:
    """The change `part` as a per cent of `whole`, "2.8%" or "under 0.1%"; None where the whole is near zero."""
    if abs(whole) < 1e-9:
        return None
    share = abs(part / whole) * 100
    return "under 0.1%" if 0 < share < 0.05 else f"{number(share, 1 if share < 9.95 else 0)}%"


def millions(thousands: float, decimals: int = 1) -> str:
    """£000 as "£8.0m"."""
    written = number(abs(thousands) / 1000, decimals)
    return f"{'−' if thousands < 0 and float(written.replace(',', '')) else ''}£{written}m"


def ordinal(place: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    ending = "th" if 10 <= place % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def axis_format(measure: Measure) -> str:
    """The d3 format of the measure's axis, with its £ or %."""
    return {"pounds": "£,", "per cent": ",%", "number": ","}[measure.shown_as]


def _dressed(measure: Measure, text: str) -> str:
    if measure.shown_as == "pounds":
        return f"−£{text[1:]}" if text.startswith("−") else f"£{text}"
    return f"{text}%" if measure.shown_as == "per cent" else text
