"""The funnel of Compare: each area's figure against its number of cases, and how far areas of its size could lie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ijb import numbers, sentences
from ijb.measures import Measure
from ijb.stats import funnel
from ijb.stats.level import MINIMUM_AREAS
from ijb.views.areas import Question

POINTS = 120  # along each curve
BEFORE, BEYOND = 0.88, 1.14  # the curves begin before the smallest area and end beyond the largest


@dataclass(frozen=True)
class Funnel:
    """What the chart draws: rows (as areas.rows, with denominator_text), curves in the measure's unit, the rate of all
    areas with its text, and φ, the over-dispersion."""

    rows: pd.DataFrame
    curves: pd.DataFrame
    centre: tuple[float, str]
    phi: float


def drawn(question: Question, rows: pd.DataFrame) -> Funnel | None:
    """The funnel of a comparison; None where its measure has none, or fewer than 8 areas can be tested."""
    measure = question.measure
    tested = rows[rows["level_rule"].notna()]
    if measure.chart_method != "funnel" or question.level != "ijb" or len(tested) < MINIMUM_AREAS:
        return None
    limits, unit = funnel.limits(tested["numerator"], tested["denominator"]), measure.per / measure.divide_by
    centre, tau2 = limits.attrs["centre"], limits.attrs["tau2"]
    sizes = np.geomspace(tested["denominator"].min() * BEFORE, tested["denominator"].max() * BEYOND, POINTS)
    spread, plain = funnel.curve(sizes, centre, tau2), funnel.curve(sizes, centre, 0.0).add_prefix("plain_")
    curves = pd.concat([spread, plain], axis=1) * unit
    curves.insert(0, "denominator", sizes)
    texts = [numbers.number(value) if pd.notna(value) else numbers.BLANK for value in rows["denominator"]]
    shown = rows.assign(denominator_text=texts, mark=rows["level"])
    return Funnel(shown, curves, (centre * unit, numbers.figure(measure, centre * unit)), limits.attrs["phi"])


def title(found: Funnel) -> str:
    """The finding: who lies beyond the limits."""
    named = {
        side: sorted(found.rows.loc[found.rows["level_rule"] == rule, "name"])
        for side, rule in (("above", "above funnel limit"), ("below", "below funnel limit"))
    }
    return sentences.beyond_funnel(named["above"], named["below"])


def subtitle(found: Funnel, plain: bool = True) -> str:
    """What the limits are, and how much more areas differ than chance alone would make them. plain: whether those of
    chance alone are drawn too."""
    return sentences.funnel_limits(found.phi, plain)


def cases(measure: Measure) -> str:
    """What the measure's cases are out of, as the axis names it: "Discharges"."""
    words = measure.unit.partition("of ")[2] if measure.shown_as == "per cent" else measure.unit.split(" ", 3)[-1]
    return words[:1].upper() + words[1:]


def alt(found: Funnel) -> str:
    """The chart in words."""
    low, high = found.rows["denominator"].min(), found.rows["denominator"].max()
    return (
        f"{title(found)}. From {numbers.number(low)} to {numbers.number(high)} cases an area; all together "
        f"{found.centre[1]}. The same figures are in the table below."
    )
