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
    "colour": "level",
    "guide": "away",
    "names": "shown",
    "view": "heat",
    "q": "delays",
    "sort": "name",
    "window": "all",
    "areas": "S37000001",
    "parts": "stacked",
    "theme": "flow",
    "rung": "persistent",
    "group": "board",
    "kind": "reserves",
    "care": "hours",
    "month": "2025-03-01",
    "age": "75plus",
    "money": "care_home_cost_per_week",
    "need": "telecare_rate",
    "flow": "readmissions_rate",
    "offset": "1",
    "span": "3",
    "pair": "need-flow",
    "released": "20",
    "hours": "1.5",
    "deck": "q1YqU7Iy1FEqzkstBwA",
    "show": "2",
}


def said(link):
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


def test_what_belongs_to_one_page_does_not_travel():
    assert set(carried(CHOICES)) == {
        "area",
        "compare",
        "with",
        "measure",
        "breakdown",
        "period",
        "prices",
        "colour",
        "guide",
        "names",
        "deck",
    }
    assert carried({"area": "", "measure": "x", "unknown": "y"}) == {"measure": "x"}


def test_an_address_to_cite_has_every_choice_but_the_readers_presentation():
    cited = said(address.absolute("https://example.org/trend", CHOICES))
    assert set(CHOICES) - set(cited) == {"deck", "show", "guide"}
    assert said(address.view("trend", CHOICES)) == cited
    assert address.view("", {}) == "."


def test_the_address_of_the_presentation_itself_has_all_of_it():
    assert said(address.absolute("https://example.org/present", CHOICES, presentation=True)) == CHOICES


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


def test_every_choice_that_an_address_may_hold_is_told_here():
    assert set(address.PARAMETERS) == set(CHOICES)
    assert len(address.PARAMETERS) == len(CHOICES)


def test_what_the_colours_show_travels_to_another_measure():
    assert said(href("compare", CHOICES, measure="readmissions_rate"))["colour"] == "level"
    assert "theme" not in said(href("signals", CHOICES)) and "rung" not in said(href("signals", CHOICES))


def test_while_names_are_hidden_no_address_leads_to_another_area():
    hidden = CHOICES | {"names": "hidden"}
    assert href("ijb", hidden, area="S37000032") == ""
    assert said(href("ijb", hidden)) == carried(hidden)
    assert said(href("trend", hidden, area=CHOICES["area"]))["area"] == CHOICES["area"]
    assert said(href("trend", hidden, measure="rural_share"))["names"] == "hidden"


def test_every_page_has_an_address():
    files = {"dashboard.py", *(f"pages/{path.name}" for path in (paths.ROOT / "pages").glob("*.py"))}
    assert set(address.PAGES.values()) == files
    assert address.PAGES["signals"] == "pages/signals.py"


def test_every_page_named_is_a_file_and_shared_choices_are_known():
    assert all((paths.ROOT / file).is_file() for file in address.PAGES.values())
    assert set(address.SHARED) <= set(address.PARAMETERS)
