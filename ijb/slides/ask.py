"""What a block of a page is asked to show again: an area, whom it is compared with, and the choices of its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ijb.comparators import KINDS, Comparator, comparator
from ijb.measures import Measure
from ijb.store import SCOTLAND, Period, Store


class CannotShow(LookupError):
    """The choices of a slide lead to nothing that is held now; the message says what, in a sentence."""


@dataclass(frozen=True)
class Ask:
    """choices: ids as the address has them; what is missing is the page's own default. link: the address of the view,
    for receipts; '' where it is not known or would give a hidden name away."""

    store: Store
    area: str
    comparator: Comparator
    choices: Mapping[str, str]
    today: date
    link: str = ""

    def one_of(self, name: str, options: Sequence[str], default: str) -> str:
        """The choice `name`, which must be one of the options. Raises CannotShow."""
        given = self.choices.get(name, default)
        if given not in options:
            raise CannotShow(f"It asks for {name} “{given[:40]}”, which is not here.")
        return given

    def measure(self, default: str, name: str = "measure") -> Measure:
        """The measure chosen. Raises CannotShow for one that is not declared."""
        return self.store.measures[self.one_of(name, list(self.store.measures), default)]

    def breakdown(self, measure: Measure) -> str:
        """The breakdown chosen, the measure's own by default. Raises CannotShow for one that is not held."""
        held = [*self.store.breakdowns(measure.id), measure.default_breakdown]
        return self.one_of("breakdown", held, measure.default_breakdown)

    def basis(self, measure: Measure) -> str:
        """The prices chosen as a basis, real terms by default; '' for cash and for what is not money."""
        offered = self.store.priced_by(measure.id)
        return offered[self.one_of("prices", list(offered), "real")] if offered else ""

    def period(self, measure: Measure, breakdown: str) -> Period:
        """The period chosen by its first day, the newest that most areas have by default. Raises CannotShow."""
        usual = self.store.default_period(measure.id, breakdown)
        held = {
            each.start.isoformat(): each
            for each in [*self.store.periods(measure.id, breakdown), *([usual] if usual else [])]
        }
        if not held:
            raise CannotShow(f"No figure of {measure.short_name} is held.")
        return held[self.one_of("period", list(held), usual.start.isoformat() if usual else next(iter(held)))]

    def areas(self, measure: Measure, most: int) -> list[str]:
        """The further areas chosen, those known, at most so many."""
        level = "health_board" if measure.areas == "treatment" else "ijb"
        known = set(self.store.codes(level)) - {self.area}
        asked = self.choices.get("areas", "").split(",")
        return [code for code in dict.fromkeys(asked) if code in known][:most]


def ask(store: Store, choices: Mapping[str, str], today: date, link: str = "") -> Ask:
    """What some choices ask for: the area and the comparator are among them. Raises CannotShow."""
    area = choices.get("area", SCOTLAND)
    if area not in {SCOTLAND, *store.codes("ijb")}:
        raise CannotShow(f"It asks for the area “{area[:40]}”, which is not here.")
    kind = choices.get("compare", "scotland")
    if kind not in KINDS:
        raise CannotShow(f"It asks to compare with “{kind[:40]}”, which is not here.")
    known = set(store.codes("ijb"))
    chosen = [code for code in choices.get("with", "").split(",") if code in known]
    return Ask(store, area, comparator(store, area, kind, chosen), choices, today, link)
