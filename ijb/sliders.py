"""Numbers that the reader sets on a slider, kept in the address like every other choice (`ijb.controls`)."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ijb import controls


def released(place: DeltaGenerator | None = None) -> float:
    """The share of the days waiting for care that is priced as days at home, in per cent."""
    return slide("Share of the days spent at home", "released", (1.0, 50.0), 1.0, 10.0, "%g%%", place)


def hours(place: DeltaGenerator | None = None) -> float:
    """Hours of home care a day."""
    return slide("Hours of home care a day", "hours", (0.5, 8.0), 0.5, 2.0, "%g", place)


def slide(
    label: str,
    parameter: str,
    ends: tuple[float, float],
    step: float,
    default: float,
    shown: str,
    place: DeltaGenerator | None = None,
) -> float:
    """A slider from one end to the other by steps, whose number stands in the address under `parameter`.

    `shown` is its printf format. What is not one of its numbers falls back to `default` with a notice.
    """
    asked = st.query_params.get(parameter)
    given = default if asked is None else number_in(asked, ends, step)
    if given is None:
        controls.notice(label.lower(), asked, f"“{shown % default}”")
        given = default
        st.query_params.pop(parameter, None)
    key = f"slide_{parameter}"
    st.session_state[key] = given
    return (place or st).slider(
        label, *ends, step=step, format=shown, key=key, on_change=_remember, args=(parameter, key)
    )


def number_in(asked: str, ends: tuple[float, float], step: float) -> float | None:
    """The number that a text says, where a slider from one end to the other by steps can stand there; else None."""
    try:
        number = float(asked)
    except ValueError:
        return None
    low, high = ends
    inside = low <= number <= high and ((number - low) / step).is_integer()
    return number if inside else None


def _remember(parameter: str, key: str) -> None:
    """Write a slider's new number into the address."""
    st.query_params[parameter] = f"{st.session_state[key]:g}"
