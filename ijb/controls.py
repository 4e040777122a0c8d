"""The reader's choices. The address is the one place where they are kept: ids, never labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ijb import address, comparators, labels
from ijb.hidden_names import HIDDEN
from ijb.measures import Measure
from ijb.prices import in_words
from ijb.store import SCOTLAND, Period, Store
from ijb.views import marking, windows
from ijb.views.measure_rows import THEMES

MOST_OTHERS = 4
MOST_SAID = 40  # characters of a bad value that are said again
AWAY = "off"


def choices() -> dict[str, str]:
    """What the address says, as it says it."""
    return {name: st.query_params[name] for name in address.PARAMETERS if name in st.query_params}


def _remember(parameter: str, key: str) -> None:
    """Write a control's new value into the address."""
    value = st.session_state[key]
    if isinstance(value, list):
        value = ",".join(value)
    for name in address.OF_ONE_MEASURE if parameter == "measure" else ():
        st.query_params.pop(name, None)
    if value is None or value == "":
        st.query_params.pop(parameter, None)
    else:
        st.query_params[parameter] = value


def notice(name: str, given: str, instead: str) -> None:
    """Say in one line that what the address asks for is not here, and what is shown instead."""
    asked = given if len(given) <= MOST_SAID else f"{given[:MOST_SAID]}…"
    st.info(f"The address asks for {name} “{asked}”, which is not here; {instead} is shown.", icon=":material/info:")


def choose(
    label: str,
    parameter: str,
    options: Sequence[str],
    words: Mapping[str, str] | Callable[[str], str],
    default: str,
    place: DeltaGenerator | None = None,
    quiet: Sequence[str] = (),
) -> str:
    """A select box whose choice is an id kept in the address under `parameter`.

    An id in the address that is not among the options falls back to `default` with a notice; one of `quiet`, which
    another page offers, does so without and stays in the address.
    """
    say = words if callable(words) else words.__getitem__
    given = st.query_params.get(parameter, default)
    if given not in options and given in quiet:
        given = default
    if given not in options:
        notice(label.lower(), given, f"“{say(default)}”")
        given = default
        st.query_params.pop(parameter, None)
    key = f"choose_{parameter}"
    st.session_state[key] = given
    return (place or st).selectbox(label, options, format_func=say, key=key, on_change=_remember, args=(parameter, key))


def choose_several(
    label: str,
    parameter: str,
    options: Sequence[str],
    words: Callable[[str], str],
    most: int,
    place: DeltaGenerator | None = None,
) -> list[str]:
    """A box of several ids, at most `most`, kept in the address with commas between."""
    asked = [code for code in st.query_params.get(parameter, "").split(",") if code]
    given = [code for code in dict.fromkeys(asked) if code in options][:most]
    if given != asked:
        notice(label.lower(), ", ".join(asked), f"“{', '.join(map(words, given)) or 'none'}”")
        st.query_params.pop(parameter, None)
        if given:
            st.query_params[parameter] = ",".join(given)
    key = f"choose_{parameter}"
    st.session_state[key] = given
    return (place or st).multiselect(
        label,
        options,
        format_func=words,
        key=key,
        on_change=_remember,
        args=(parameter, key),
        max_selections=most,
        placeholder="None",
    )


def search() -> str:
    """What the reader searches the measures and areas for, in the sidebar; '' for nothing."""
    st.session_state["search"] = st.query_params.get("q", "")
    return st.sidebar.text_input(
        "Search",
        key="search",
        placeholder="bed blocking, NI-19, carers …",
        on_change=_remember,
        args=("q", "search"),
    ).strip()


def area(store: Store) -> str:
    """The area, from the sidebar: Scotland or one of the 31."""
    return choose(
        "Area", "area", [SCOTLAND, *store.codes("ijb")], lambda code: store.area(code)["name"], SCOTLAND, st.sidebar
    )


def comparator(store: Store, own: str) -> comparators.Comparator:
    """With whom to compare, from the sidebar."""
    offered = comparators.kinds(store, own)
    if store.area(own)["level"] != "ijb":
        return comparators.comparator(store, own, "scotland", [])
    kind = choose("Compare with", "compare", list(offered), offered, "scotland", st.sidebar)
    chosen = []
    if kind == "own":
        others = [code for code in store.codes("ijb") if code != own]
        chosen = choose_several(
            "Areas to compare with", "with", others, lambda code: store.area(code)["name"], 10, st.sidebar
        )
    return comparators.comparator(store, own, kind, chosen)


def check_measure(store: Store) -> None:
    """Drop a measure from the address that is not declared, and say so, before any link carries it on."""
    given = st.query_params.get("measure")
    if given is not None and given not in store.measures:
        notice("measure", given, "another")
        st.query_params.pop("measure")


def measure(
    store: Store,
    default: str,
    only: Callable[[Measure], bool] = lambda measure: True,
    place: DeltaGenerator | None = None,
    label: str = "Measure",
    themed: bool = True,
) -> Measure:
    """The measure, in reading order, with its theme unless all are of one. A measure that this page does not offer
    stays in the address, for the page that does, until the reader chooses another here."""
    offered = {name: each for name, each in store.measures.items() if only(each)}
    return offered[
        choose(
            label,
            "measure",
            list(offered),
            lambda name: offered[name].short_name + (f" – {THEMES[offered[name].theme].lower()}" if themed else ""),
            default,
            place,
            quiet=tuple(store.measures),
        )
    ]


def breakdown(measure: Measure, held: Sequence[str], place: DeltaGenerator | None = None) -> str:
    """The breakdown; no control is shown where there is only one."""
    options = list(held) or [measure.default_breakdown]
    default = measure.default_breakdown if measure.default_breakdown in options else options[0]
    if len(options) == 1:
        return default
    kinds = {slug.partition("=")[0] for slug in options if slug}
    name = labels.breakdown_name(kinds.pop()) if len(kinds) == 1 else "Breakdown"
    return choose(name, "breakdown", options, lambda slug: _breakdown_words(measure, slug), default, place)


def _breakdown_words(measure: Measure, slug: str) -> str:
    if slug or measure.numerator_where:
        return labels.short_label(slug or measure.numerator_where)
    return labels.whole_label(measure.breakdowns)


def period(store: Store, measure: Measure, breakdown: str, place: DeltaGenerator | None = None) -> Period:
    """The period, newest first; ids are first days."""
    default = store.default_period(measure.id, breakdown)
    by_id = {each.start.isoformat(): each for each in store.periods(measure.id, breakdown) or [default]}
    name = {"month": "Month", "quarter": "Quarter", "financial_year": "Financial year", "three_years": "Three years"}
    chosen = choose(
        name.get(measure.period, "Date"),
        "period",
        list(by_id),
        lambda key: by_id[key].label,
        default.start.isoformat(),
        place,
    )
    return by_id[chosen]


def colour(measure: Measure, place: DeltaGenerator | None = None) -> str:
    """Which question the colours answer: the level or the direction; no control where only one is tested."""
    words = marking.answers(measure)
    if len(words) == 1:
        return marking.usual(measure)
    return choose("Colour shows", "colour", list(words), words, marking.usual(measure), place)


def prices(store: Store, measure: Measure, place: DeltaGenerator | None = None) -> str:
    """The basis: in real terms unless cash is asked for, by any price index held; '' for what is not money."""
    bases = store.priced_by(measure.id)
    if not bases:
        return ""
    words = {name: in_words(basis) if basis else "Cash, as published" for name, basis in bases.items()}
    return bases[choose("Prices", "prices", list(words), words, "real", place)]


def other_areas(store: Store, measure: Measure, own: str, place: DeltaGenerator | None = None) -> list[str]:
    """Up to four more areas to draw."""
    level = "health_board" if measure.areas == "treatment" else "ijb"
    options = [code for code in store.codes(level) if code != own]
    return choose_several(
        "Add areas (up to four)", "areas", options, lambda code: store.area(code)["name"], MOST_OTHERS, place
    )


def window(measure: Measure, place: DeltaGenerator | None = None) -> str:
    """How far back to look; a yearly series is short, always whole, and offers no choice."""
    words = windows.window_words(measure)
    return choose("Window", "window", list(words), words, "recent", place) if len(words) > 1 else "all"


def check_switches() -> None:
    """Drop a switch from the address that is neither on nor off, and say so."""
    for parameter, known in (("names", HIDDEN), ("guide", AWAY)):
        given = st.query_params.get(parameter)
        if given not in (None, known):
            notice(parameter, given, "the page as usual")
            st.query_params.pop(parameter)


def names_hidden() -> bool:
    """Whether the names of all areas but the reader's own are left out, as the address says."""
    return st.query_params.get("names") == HIDDEN


def hide_names() -> None:
    """A switch that leaves out the names of other areas, for a screen that others see."""
    st.session_state["hide_names"] = names_hidden()
    st.toggle(
        "Hide the names of other areas",
        key="hide_names",
        on_change=_hide_names,
        help="Each other area gets a number, the same on every page. Maps and downloads of figures are left out.",
    )


def _hide_names() -> None:
    if st.session_state["hide_names"]:
        st.query_params["names"] = HIDDEN
    else:
        st.query_params.pop("names", None)


def guided() -> bool:
    """Whether the guides to reading the pages are shown: until the reader puts them away, as the address then says."""
    return st.query_params.get("guide") != AWAY


def put_guides_away() -> None:
    """A button that puts the guides away, on every page."""
    st.button("Put these guides away", on_click=lambda: st.query_params.update(guide=AWAY), key="guide_away")


def bring_guides_back() -> None:
    """A button that shows the guides again."""
    st.button("Show how to read this page", on_click=_bring_back, key="guide_back", type="tertiary")


def _bring_back() -> None:
    st.query_params.pop("guide", None)


def view(options: Sequence[str]) -> str:
    """Which way of looking the address asks for, the first unless it says; links lead from one to another."""
    given = st.query_params.get("view", options[0])
    if given not in options:
        notice("view", given, f"“{options[0]}”")
        st.query_params.pop("view")
        return options[0]
    return given


def stacked() -> bool:
    """Whether parts are drawn one on another rather than side by side."""
    words = {"apart": "Side by side", "stacked": "One on another"}
    return choose("Draw the parts", "parts", list(words), words, "apart", st.columns([5, 11])[0]) == "stacked"
