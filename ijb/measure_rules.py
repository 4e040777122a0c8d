"""The words a measure may use and what its fields must agree on, beyond being there and of the right type.

Each rule is given a file's name and the fields that have the right type, and returns sentences; a rule looks
before it reads, because a field that failed its type is not among them.
"""

from collections.abc import Callable, Mapping
from typing import Any

from ijb import labels
from ijb.declarations import among, empty_texts, nearest

THEMES = ("flow", "money", "need", "capacity", "outcomes", "context")
PERIODS = ("month", "quarter", "financial_year", "snapshot", "census_date", "three_years")
CHART_METHODS = ("xmr", "funnel", "interval", "range")
DIRECTIONS = ("lower", "higher", "neither")
SHOWN_AS = ("number", "pounds", "per cent")
AREAS = ("residence", "treatment")
SHORT_NAME_LENGTH = 34

WORDS = {
    "theme": THEMES,
    "period": PERIODS,
    "chart_method": CHART_METHODS,
    "better": DIRECTIONS,
    "shown_as": SHOWN_AS,
    "areas": AREAS,
}
SAID = (
    "name",
    "short_name",
    "definition",
    "unit",
    "subject",
    "low_word",
    "high_word",
    "less_word",
    "more_word",
    "numerator",
    "source",
    "synonyms",
    "can_use_for",
    "cannot_use_for",
    "caveats",
)
ABOVE_ZERO = ("per", "divide_by", "minimum_denominator")
BETWEEN = (("decimals", 0, 3), ("expected_areas", 1, 31), ("change_years", 1, 5))
RESILIENCE = ("says", "risk", "caution")
OF_A_DENOMINATOR = ("per", "divide_by", "denominator_where", "other_denominators", "minimum_denominator")

Given = Mapping[str, Any]


def faults(file: str, given: Given) -> list[str]:
    """Everything that is wrong with the fields of one file, a sentence a fault."""
    return [fault for rule in RULES for fault in rule(file, given)]


def _words(file: str, given: Given) -> list[str]:
    found = [fault for name, known in WORDS.items() if name in given for fault in among(file, name, given[name], known)]
    return found + [
        fault for name in given.get("breakdowns", ()) for fault in among(file, "breakdowns", name, labels.NAMES)
    ]


def _texts(file: str, given: Given) -> list[str]:
    found = empty_texts(file, given, SAID)
    length = len(given.get("short_name", ""))
    if length > SHORT_NAME_LENGTH:
        found.append(f"{file}: short_name has {length} characters; at most {SHORT_NAME_LENGTH} fit on a chart.")
    return found


def _numbers(file: str, given: Given) -> list[str]:
    found = [
        f"{file}: {name} is {given[name]:g}; it should be above 0."
        for name in ABOVE_ZERO
        if name in given and given[name] <= 0
    ]
    found += [
        f"{file}: {name} is {given[name]}; it should be from {low} to {high}."
        for name, low, high in BETWEEN
        if name in given and not low <= given[name] <= high
    ]
    low, high = given.get("plausible", (0, 1))
    if low >= high:
        found.append(f"{file}: plausible is [{low:g}, {high:g}]; the lower number should come first.")
    return found


def _breakdowns(file: str, given: Given) -> list[str]:
    found = [
        f'{file}: {name} is "{given[name]}", which is no known breakdown.{nearest(given[name], labels.LABELS)}'
        for name in ("numerator_where", "denominator_where", "default_breakdown")
        if given.get(name) and given[name] not in labels.LABELS
    ]
    kind = given.get("default_breakdown", "").partition("=")[0]
    if kind and kind not in given.get("breakdowns", ()):
        found.append(f"{file}: default_breakdown is by {kind}, which is not in breakdowns.")
    return found


def _age_units(file: str, given: Given) -> list[str]:
    own_population = given.get("denominator", "").startswith("population_")
    if "unit_by_age" not in given:
        needed = own_population and "age" in given.get("breakdowns", ())
        return [f"{file}: an age group has its own population, so unit_by_age is needed."] if needed else []
    if given["unit_by_age"].count("{") == given["unit_by_age"].count("{age}") == 1:
        return []
    return [f"{file}: unit_by_age should have {{age}} once, where the words for the age group go."]


def _published(file: str, given: Given) -> list[str]:
    found = []
    published = given.get("published_value", False)
    if published and "denominator" in given:
        found.append(f"{file}: a published value has no denominator; take out denominator or published_value.")
    if published and not given.get("weight"):
        found.append(
            f"{file}: a published value needs a weight, because Clackmannanshire and Stirling "
            "is the weighted mean of two councils."
        )
    found += [
        f"{file}: {name} is only for a published value; add published_value = true or take it out."
        for name in ("weight", "interval")
        if given.get(name) and not published
    ]
    if len(given.get("interval", ())) not in (0, 2):
        found.append(f"{file}: interval should name two quantities, the lower and the upper.")
    return found


def _denominator(file: str, given: Given) -> list[str]:
    if "denominator" not in given:
        return [f"{file}: {name} needs a denominator." for name in OF_A_DENOMINATOR if given.get(name)]
    if given.get("shown_as") == "per cent" and given.get("per", 1) != 100:
        return [f"{file}: a per cent is shown from 0 to 100, so per should be 100, not {given.get('per', 1):g}."]
    return []


def _method(file: str, given: Given) -> list[str]:
    found = []
    method, period = given.get("chart_method"), given.get("period")
    if method == "xmr" and period in PERIODS and period not in ("month", "quarter"):
        found.append(f"{file}: chart_method xmr is for monthly or quarterly figures, not {period}.")
    if method == "funnel" and "denominator" not in given:
        found.append(f"{file}: chart_method funnel is for a proportion, so it needs a denominator.")
    dates = [item.at for item in given.get("breaks", ())]
    if dates != sorted(set(dates)):
        found.append(f"{file}: breaks should be in order of date, each date once.")
    return found


def _money(file: str, given: Given) -> list[str]:
    money, shown_as = given.get("money", False), given.get("shown_as")
    if shown_as not in SHOWN_AS or money == (shown_as == "pounds"):
        return []
    return [
        f'{file}: money is {str(money).lower()} and shown_as is "{shown_as}"; '
        "what is shown in pounds is money, and nothing else is."
    ]


def _resilience(file: str, given: Given) -> list[str]:
    missing = [name for name in RESILIENCE if not given.get(name)]
    if len(missing) in (0, len(RESILIENCE)):
        return []
    return [f"{file}: {name} is missing; says, risk and caution go together." for name in missing]


RULES: tuple[Callable[[str, Given], list[str]], ...] = (
    _words,
    _texts,
    _numbers,
    _breakdowns,
    _age_units,
    _published,
    _denominator,
    _method,
    _money,
    _resilience,
)
