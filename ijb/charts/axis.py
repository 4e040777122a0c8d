"""Scales: where an axis starts, where its ticks fall, and how its numbers read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import pandas as pd


def held(values: Iterable[float | None]) -> list[float]:
    """The values that are numbers, in order."""
    return [float(value) for value in values if value is not None and not pd.isna(value)]


def zero_start(values: Iterable[float | None], share: float = 0.6) -> bool:
    """True where an axis should start at zero: none negative, the least at most `share` of the most."""
    numbers = held(values)
    return not numbers or (min(numbers) >= 0 and min(numbers) <= share * max(numbers))


def axis_range(values: Iterable[float | None], share: float = 0.6, pad: float = 0.05) -> tuple[float, float]:
    """The ends of an axis that holds every value: from zero where `zero_start` says so, room at open ends."""
    numbers = held(values) or [0.0, 1.0]
    low, high = min(numbers), max(numbers)
    if zero_start(numbers, share):
        return 0.0, (high or 1.0) * (1 + pad)
    room = (high - low) * pad or abs(high) * pad or 1.0
    return low - room, high + room


def nice_ticks(top: float, most: int = 5) -> list[float]:
    """Round ticks from zero up to the first at or above `top`, no more than `most` steps."""
    if not top > 0:
        return [0.0, 1.0]
    size = 10.0 ** math.floor(math.log10(top / most))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10, 20) if size * factor * most >= top * (1 - 1e-9))
    return [round(step * place, 10) for place in range(math.ceil(top / step - 1e-9) + 1)]


def plain_number(value: float) -> str:
    """An axis number: thousands separated, no trailing noughts, a true minus."""
    return f"{value:,.10g}".replace("-", "−")


def tick_format(fmt: str) -> dict[str, str]:
    """Plotly's tick settings for a d3 format that may carry a £ before it or a % after it (of 0–100)."""
    before, number, after = re.fullmatch(r"(£?)(.*?)(%?)", fmt).groups()
    return {"tickprefix": before, "tickformat": number, "ticksuffix": after, "separatethousands": True}


def dates(values: Iterable[object]) -> list[pd.Timestamp]:
    """Dates, texts or timestamps as timestamps."""
    return [pd.Timestamp(value) for value in values]


def iso(value: date | pd.Timestamp | str) -> str:
    """A day as Plotly takes it on a date axis."""
    return pd.Timestamp(value).date().isoformat()


def time_ticks(starts: Sequence[object], labels: Sequence[str]) -> tuple[list[str], list[str]]:
    """Where ticks fall on a time axis and what they say, few enough for a phone.

    Months read "Jan / 2023" over two lines, with "Jul" between in a short window; all else keeps its label.
    A tick without words marks each other period of a short series.
    """
    known = dict(sorted(zip(dates(starts), labels, strict=True)))
    if not known:
        return [], []
    if all(re.fullmatch(r"[A-Z][a-z]{2} \d{4}", label) for label in known.values()) and len(known) > 9:
        chosen = _month_ticks(list(known))
    else:
        chosen = {
            start: known[start].replace(" ", "<br>")
            if len(known[start]) < 9 or known[start][0] == "Q"
            else _year_below(known[start])
            for start in _spaced(list(known), 4)
        }
    shown = list(known) if len(known) <= 30 else list(chosen)
    return [iso(start) for start in shown], [chosen.get(start, "") for start in shown]


def time_range(starts: Sequence[object], pad: float = 0.025) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The ends of a time axis: first to last start with a little room at both."""
    known = dates(starts) or [pd.Timestamp(2000, 1, 1)]
    room = max((max(known) - min(known)) * pad, pd.Timedelta(days=8))
    return min(known) - room, max(known) + room


def time_axis(starts: Sequence[object], labels: Sequence[str]) -> dict:
    """Plotly's settings of a time axis over these periods."""
    places, words = time_ticks(starts, labels)
    ends = [end.isoformat() for end in time_range(starts)]
    ticks = {"ticks": "outside", "ticklen": 4, "tickwidth": 1, "tickvals": places, "ticktext": words}
    return {"type": "date", "range": ends, "showgrid": False, **ticks}


def fraction(value: object, ends: tuple[pd.Timestamp, pd.Timestamp]) -> float:
    """How far along the time axis a day is, 0 to 1."""
    return float(np.clip((pd.Timestamp(value) - ends[0]) / (ends[1] - ends[0]), 0, 1))


def _month_ticks(starts: list[pd.Timestamp]) -> dict[pd.Timestamp, str]:
    years = starts[-1].year - starts[0].year + 1
    months = (1, 7) if len(starts) <= 42 else (1,)
    step = math.ceil(years / 6) if len(starts) > 42 else 1
    ticks: dict[pd.Timestamp, str] = {}
    for start in starts:
        if start.month in months and (starts[-1].year - start.year) % step == 0:
            with_year = start.month == 1 or not ticks
            ticks[start] = f"{start:%b}<br>{start.year}" if with_year else f"{start:%b}"
    return ticks


def _spaced(starts: list[pd.Timestamp], most: int) -> list[pd.Timestamp]:
    least = (starts[-1] - starts[0]) / most * 0.98
    chosen = [starts[-1]]
    for start in reversed(starts[:-1]):
        if chosen[-1] - start >= least:
            chosen.append(start)
    return chosen[::-1]


def _year_below(label: str) -> str:
    return re.sub(r" (\d{4}(?:/\d{2})?)$", r"<br>\1", label)
