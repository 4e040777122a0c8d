"""Links that carry the reader's choices."""

from urllib.parse import parse_qs, urlsplit

from ijb import address, paths
from ijb.address import carried, href

CHOICES = {
    "area": "S37000012",
    "compare": "own",
    "with": "S37000032,S37000019",
    "measure": "delayed_beds_rate",
    "breakdown": "age=75plus|reason=code9_awi",
    "period": "2025-08-01",
    "prices": "cash",
    "sort": "name",
    "window": "all",
    "areas": "S37000001",
    "parts": "stacked",
}


def said(link):
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


def test_what_belongs_to_one_page_does_not_travel():
    assert set(carried(CHOICES)) == {"area", "compare", "with", "measure", "breakdown", "period", "prices"}
    assert carried({"area": "", "measure": "x", "unknown": "y"}) == {"measure": "x"}


def test_a_link_is_relative():
    assert href("compare", {"area": "S37000012"}) == "compare?area=S37000012"
    assert href("", {"area": "S37000012"}) == "./?area=S37000012"
    assert href("trend", {}) == "trend"
    assert href("", {}) == "./"


def test_a_link_carries_the_shared_choices():
    assert said(href("compare", CHOICES)) == carried(CHOICES)


def test_ids_are_encoded_and_come_back_whole():
    link = href("trend", CHOICES, breakdown="age=75plus|reason=code9_awi")
    assert "|" not in link
    assert link.count("=") == len(carried(CHOICES))
    assert said(link)["breakdown"] == "age=75plus|reason=code9_awi"
    assert said(href("trend", {}, area="a&b=c#d é"))["area"] == "a&b=c#d é"


def test_another_area_keeps_the_rest():
    link = said(href("ijb", CHOICES, area="S37000032"))
    assert link["area"] == "S37000032"
    assert (link["measure"], link["breakdown"], link["period"]) == (
        CHOICES["measure"],
        CHOICES["breakdown"],
        CHOICES["period"],
    )


def test_another_measure_drops_breakdown_and_period():
    link = said(href("trend", CHOICES, measure="rural_share"))
    assert link["measure"] == "rural_share"
    assert "breakdown" not in link and "period" not in link
    assert link["prices"] == "cash"


def test_another_measure_keeps_a_breakdown_given_with_it():
    link = said(href("trend", CHOICES, measure="telecare_rate", breakdown="service=both"))
    assert (link["measure"], link["breakdown"]) == ("telecare_rate", "service=both")
    assert "period" not in link


def test_the_same_measure_keeps_its_breakdown_and_period():
    link = said(href("trend", CHOICES, measure=CHOICES["measure"], area="S37000032"))
    assert (link["breakdown"], link["period"]) == (CHOICES["breakdown"], CHOICES["period"])


def test_a_measure_where_none_was_chosen_drops_them_too():
    link = said(href("trend", {"breakdown": "age=75plus", "period": "2025-08-01"}, measure="rural_share"))
    assert link == {"measure": "rural_share"}


def test_none_or_nothing_drops_a_choice():
    assert "breakdown" not in said(href("trend", CHOICES, breakdown=None))
    assert "period" not in said(href("trend", CHOICES, period=""))
    assert href("trend", {"area": "x"}, area=None) == "trend"


def test_the_choices_given_are_not_changed():
    before = dict(CHOICES)
    href("trend", CHOICES, measure="rural_share", area=None)
    assert before == CHOICES


def test_every_page_named_is_a_file_and_shared_choices_are_known():
    assert all((paths.ROOT / file).is_file() for file in address.PAGES.values())
    assert set(address.SHARED) <= set(address.PARAMETERS)
