"""Every page opened cold by its address: the choices in it are the choices shown, and a bad one is said and left."""

from urllib.parse import parse_qs, urlsplit

import pytest
from browser.driving import chosen, faults, heading, settle, start_page
from playwright.sync_api import Page, expect

FIFE, MIDLOTHIAN = "S37000032", "S37000018"
TWO_LINES = 70  # pixels of a notice

GOOD = {
    "glance": (
        f"/?area={FIFE}&measure=care_home_occupancy&compare=family",
        "Scotland at a glance",
        {"Area": "Fife", "Compare with": "Family group", "Measure": "Care home occupancy – capacity"},
    ),
    "compare, a breakdown and a month": (
        f"/compare?area={MIDLOTHIAN}&measure=delayed_beds_rate&breakdown=age%3D75plus&period=2025-03-01"
        "&compare=board&sort=name",
        "Compare areas",
        {
            "Area": "Midlothian",
            "Compare with": "Health board area",
            "Measure": "Delayed discharge beds – flow",
            "Breakdown": "75 and over",
            "Month": "Mar 2025",
            "Order": "By name",
        },
    ),
    "compare, cash": (
        f"/compare?area={FIFE}&measure=home_care_cost_per_hour&prices=cash&period=2020-04-01&compare=peers",
        "Compare areas",
        {
            "Compare with": "Nearest peers",
            "Measure": "Home care cost per hour – money",
            "Prices": "Cash, as published",
            "Financial year": "2020/21",
        },
    ),
    "one IJB": (
        f"/ijb?area={FIFE}&compare=own&with={MIDLOTHIAN},S37000012",
        "Fife: how it compares",
        {"Area": "Fife", "Compare with": "Own choice"},
    ),
    "trend": (
        f"/trend?area={FIFE}&measure=delayed_beds_rate&breakdown=age%3D75plus&window=all"
        f"&areas={MIDLOTHIAN},S37000012&parts=stacked",
        "Fife: delayed discharge beds over time",
        {
            "Area": "Fife",
            "Breakdown": "75 and over",
            "Window": "All periods",
            "Draw the parts": "One on another",
        },
    ),
    "signals": (
        f"/signals?area={FIFE}&theme=flow&rung=persistent&group=measure",
        "Fife: signals",
        {"Area": "Fife", "Theme": "Flow", "Show": "Those that persist", "Order": "By measure"},
    ),
    "whole system": (
        f"/whole_system?area={FIFE}&money=care_home_cost_per_week&offset=1&span=3&pair=need-flow&released=20&hours=1.5",
        "Fife: money, need and delays together",
        {"Area": "Fife", "What against what": "Need and delays", "Change over": "Three years"},
    ),
    "money": (
        f"/money?area={FIFE}&measure=home_care_cost_per_hour&prices=cash&kind=reserves",
        "Fife: money",
        {
            "Area": "Fife",
            "Measure": "Home care cost per hour",
            "Prices": "Cash, as published",
            "Kind of figure": "Reserves",
        },
    ),
    "money, a measure of another page": (
        f"/money?area={FIFE}&measure=delayed_beds_rate&breakdown=age%3D75plus",
        "Fife: money",
        {"Measure": "Adult social work spend per adult"},
    ),
    "need": (
        f"/need?area={FIFE}&measure=hours_waiting_rate&care=hours",
        "Fife: need, care and capacity",
        {"Area": "Fife", "Care counted in": "Hours a week"},
    ),
    "delays": (
        f"/delays?area={FIFE}&month=2025-03-01&age=75plus",
        "Fife: delayed discharges",
        {"Area": "Fife", "Month": "Mar 2025", "Age": "75 and over"},
    ),
    "compare, every measure": (
        f"/compare?area={FIFE}&view=heat&theme=money&colour=level",
        "Compare areas",
        {"Area": "Fife", "Theme": "Money", "Colour shows": "Where it stands"},
    ),
    "compare, names hidden": (
        f"/compare?area={FIFE}&measure=care_home_occupancy&names=hidden&guide=off",
        "Compare areas",
        {"Area": "Fife", "Measure": "Care home occupancy – capacity"},
    ),
    "accessibility": (f"/accessibility?area={FIFE}&measure=care_home_occupancy", "Accessibility statement", {}),
    "compare, level": (
        f"/compare?area={FIFE}&measure=delayed_beds_rate&colour=level",
        "Compare areas",
        {"Area": "Fife", "Colour shows": "Where it stands"},
    ),
    "trend, board of treatment": (
        f"/trend?area={FIFE}&measure=delayed_beds_treated_rate",
        "NHS Fife: delayed beds, board of treatment, over time",
        {"Area": "Fife", "Measure": "Delayed beds, board of treatment – flow"},
    ),
}


BAD = {
    "glance, an area of old": ("/?area=S37000014&measure=care_home_occupancy", {"area": "S37000014"}),
    "compare, three at once": (
        "/compare?area=XX&measure=nope&sort=size",
        {"area": "XX", "measure": "nope", "sort": "size"},
    ),
    "compare, a month never held": (
        f"/compare?area={FIFE}&compare=nobody&measure=delayed_beds_rate&period=1999-01-01",
        {"compare": "nobody", "period": "1999-01-01"},
    ),
    "signals, what is not there": (
        f"/signals?area={FIFE}&theme=weather&rung=score&group=rank&names=shown",
        {"theme": "weather", "rung": "score", "group": "rank", "names": "shown"},
    ),
    "delays, a month never held": (f"/delays?area={FIFE}&month=1999-01-01&age=5", {"month": "1999-01-01", "age": "5"}),
    "whole system, what is not there": (
        f"/whole_system?area={FIFE}&money=lottery&offset=7&span=4&pair=cause&released=900&hours=0.3",
        {"money": "lottery", "offset": "7", "span": "4", "pair": "cause", "released": "900", "hours": "0.3"},
    ),
    "compare, a view of none": (f"/compare?area={FIFE}&view=league", {"view": "league"}),
    "trend, markup for an area": (
        f"/trend?area=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&breakdown=reason%3Dnope&areas=XX,{MIDLOTHIAN}",
        {"area": "<img src=x onerror=alert(1)>", "breakdown": "reason=nope", "areas": "XX"},
    ),
}


@pytest.fixture(scope="module")
def tabs(new_page, server) -> dict[str, Page]:
    """All these addresses, opened at once as so many readers would."""
    addresses = {name: address for name, (address, *_) in (GOOD | BAD).items()}
    return {name: start_page(new_page(server), address) for name, address in addresses.items()}


@pytest.mark.parametrize("name", GOOD)
def test_a_page_opened_by_its_address_shows_the_choices_in_it(tabs, name):
    page, (address, title, choices) = tabs[name], GOOD[name]
    settle(page)
    assert heading(page) == title
    assert {label: chosen(page, label) for label in choices} == choices
    assert page.get_by_test_id("stAlert").count() == 0
    assert parse_qs(urlsplit(page.url).query) == parse_qs(urlsplit(address).query)
    assert faults(page) == []


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_here_is_said_in_one_line_and_taken_out_of_the_address(tabs, name):
    page, (_, bad) = tabs[name], BAD[name]
    settle(page)
    notices = page.get_by_test_id("stAlert")
    expect(notices).to_have_count(len(bad))
    for parameter, value in bad.items():
        notice = notices.filter(has_text=f"“{value}")
        expect(notice).to_contain_text("which is not here")
        assert notice.bounding_box()["height"] < TWO_LINES
        assert value not in parse_qs(urlsplit(page.url).query).get(parameter, [""])[0].split(",")
    assert page.get_by_text("Traceback").count() == 0
    assert faults(page) == []


def test_a_bad_id_does_not_travel_to_the_next_page(tabs):
    page = tabs["glance, an area of old"]
    settle(page)
    link = page.get_by_role("link", name="One IJB", exact=True)
    assert parse_qs(urlsplit(link.get_attribute("href")).query) == {"measure": ["care_home_occupancy"]}
