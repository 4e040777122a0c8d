"""The numbers that a reader can set by steps: where they begin and end, and which number a text says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Steps:
    """From one end to the other by steps; default: what stands there until the reader sets another."""

    ends: tuple[float, float]
    step: float
    default: float


RELEASED = Steps((1.0, 50.0), 1.0, 10.0)  # per cent of the days waiting for care
HOURS = Steps((0.5, 8.0), 0.5, 2.0)  # hours of home care a day


def number_in(asked: str, ends: tuple[float, float], step: float) -> float | None:
    """The number that a text says, where a slider from one end to the other by steps can stand there; else None."""
    try:
        number = float(asked)
    except ValueError:
        return None
    low, high = ends
    inside = low <= number <= high and ((number - low) / step).is_integer()
    return number if inside else None
