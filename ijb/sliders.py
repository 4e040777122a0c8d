"""Numbers that the reader sets on a slider, kept in the address like every other choice (`ijb.controls`)."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ijb import controls
from ijb.steps import HOURS, RELEASED, Steps, number_in


def released(place: DeltaGenerator | None = None) -> float:
    """The share of the days waiting for care that is priced as days at home, in per cent."""
    return slide("Share of the days spent at home", "released", RELEASED, "%g%%", place)


def hours(place: DeltaGenerator | None = None) -> float:
    """Hours of home care a day."""
    return slide("Hours of home care a day", "hours", HOURS, "%g", place)


def slide(label: str, parameter: str, steps: Steps, shown: str, place: DeltaGenerator | None = None) -> float:
    """A slider from one end to the other by steps, whose number stands in the address under `parameter`.

    `shown` is its printf format. What is not one of its numbers falls back to the default with a notice.
    """
    asked = st.query_params.get(parameter)
    given = steps.default if asked is None else number_in(asked, steps.ends, steps.step)
    if given is None:
        controls.notice(label.lower(), asked, f"“{shown % steps.default}”")
        given = steps.default
        st.query_params.pop(parameter, None)
    key = f"slide_{parameter}"
    st.session_state[key] = given
    return (place or st).slider(
        label, *steps.ends, step=steps.step, format=shown, key=key, on_change=_remember, args=(parameter, key)
    )


def _remember(parameter: str, key: str) -> None:
    """Write a slider's new number into the address."""
    st.query_params[parameter] = f"{st.session_state[key]:g}"
