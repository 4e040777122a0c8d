"""Which breakdown of a quantity answers which breakdown of a measure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from ijb.measures import Measure


def parsed(breakdown: str) -> dict[str, str]:
    """ "age=75plus|reason=code9_awi" -> {"age": "75plus", "reason": "code9_awi"}."""
    return dict(part.split("=", 1) for part in breakdown.split("|") if part)


def written(parts: dict[str, str]) -> str:
    return "|".join(f"{key}={parts[key]}" for key in sorted(parts))


def with_parts(given: Iterable[str]) -> set[str]:
    """The breakdowns given and all that can be made of some of their parts, '' among them."""
    every = [parsed(breakdown) for breakdown in given]
    return {""} | {
        written({key: parts[key] for key in keys})
        for parts in every
        for count in range(1, len(parts) + 1)
        for keys in combinations(parts, count)
    }


def offered(measure: Measure, of_numerator: str) -> str | None:
    """The measure's breakdown that a breakdown of its numerator answers, or None where the measure does not offer it.

    What numerator_where says is taken for granted ('' is then that part); another value of the same key is a
    breakdown if the measure offers that key, so that ages stand beside a measure of people 65 and over.
    """
    parts, rest = parsed(of_numerator), {}
    for key, value in parsed(measure.numerator_where).items():
        if key not in parts:
            return None
        if parts[key] != value:
            rest[key] = parts[key]
        del parts[key]
    rest |= parts
    return written(rest) if set(rest) <= set(measure.breakdowns) else None


def denominator(measure: Measure, breakdown: str) -> tuple[str, str]:
    """The quantity and its breakdown that a breakdown of the measure is divided by.

    A population follows the age and nothing else; any other denominator follows every part.
    """
    parts = parsed(breakdown)
    if measure.denominator.startswith("population_"):
        return (f"population_{parts['age']}" if "age" in parts else measure.denominator), ""
    return measure.denominator, written(parsed(measure.denominator_where) | parts)
