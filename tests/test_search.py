"""The search: measures and areas by name, theme, number, code and synonym, in any order of words and misspelt."""

from time import process_time

import pytest
from choices import EDINBURGH, FIFE, GLASGOW, HIGHLAND, LOTHIAN, MEASURES, ORKNEY
from hypothesis import given
from hypothesis import strategies as st
from reading import texts, wrong

from etl import geography
from ijb import search
from ijb.paths import REFERENCE
from ijb.search import Hit
from ijb.store import SCOTLAND
from ijb.views import searching

GEOGRAPHY = geography.read(REFERENCE)
INDEX = search.index(MEASURES.values(), GEOGRAPHY.areas, searching.aliases())
ALL = len(INDEX.entries)
LEVELS = ("scotland", "ijb", "health_board")
EAST_LOTHIAN, MIDLOTHIAN, WEST_LOTHIAN = "S37000010", "S37000018", "S37000030"
CLACKMANNANSHIRE_AND_STIRLING, MORAY, WESTERN_ISLES = "S37000005", "S37000019", "S37000031"


def ids(query: str) -> list[str]:
    return [hit.id for hit in search.found(INDEX, query, ALL)]


def first(query: str) -> Hit:
    return search.found(INDEX, query, 1)[0]


# --- measures ---


def test_bed_blocking_finds_delayed_discharges():
    assert search.found(INDEX, "bed blocking", 5) == [
        Hit("measure", "delayed_beds_rate", "Delayed discharge beds", "also called bed blocking"),
        Hit("measure", "delayed_bed_days_75plus_rate", "Delayed bed days, 75 and over", "also called bed blocking"),
    ]


@pytest.mark.parametrize(
    "query, measure, why",
    [
        ("guardianship", "delayed_beds_awi_rate", ""),
        ("Care home occupancy", "care_home_occupancy", ""),
        ("NI-19", "delayed_bed_days_75plus_rate", "National Indicator NI-19"),
        ("national indicator 19", "delayed_bed_days_75plus_rate", "also called national indicator 19"),
        ("ni 19", "delayed_bed_days_75plus_rate", "National Indicator NI-19"),
        ("SW01", "home_care_cost_per_hour", "LGBF indicator SW01"),
        ("SW08", "delayed_bed_days_75plus_rate", "related indicator SW08"),
        ("poverty", "most_deprived_fifth_share", "also called poverty"),
        ("A&E", "ae_attendances_rate", "also called a&e"),
        ("A & E attendances", "ae_attendances_rate", "also called a&e"),
    ],
)
def test_a_measure_is_found_by_name_number_or_synonym_and_it_is_said_which(query, measure, why):
    assert (first(query).id, first(query).why) == (measure, why)


def test_a_number_that_is_only_close_is_not_called_the_national_indicator():
    assert {hit.why for hit in search.found(INDEX, "NI-17", 9)} == {"related indicator NI-17"}


def test_unmet_need_finds_the_three_that_say_so():
    assert ids("unmet need") == [
        "people_waiting_for_assessment_rate",
        "people_waiting_for_care_at_home_rate",
        "hours_waiting_rate",
    ]


def test_a_theme_finds_its_measures():
    found = search.found(INDEX, "money", ALL)
    assert [hit.id for hit in found] == [name for name, each in MEASURES.items() if each.theme == "money"]
    assert {hit.why for hit in found} == {"a money measure"}
    assert set(ids("flow")) >= {name for name, each in MEASURES.items() if each.theme == "flow"}


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_every_measure_is_found_by_its_names_and_each_of_its_synonyms(measure):
    for name in (measure.name, measure.short_name):
        assert first(name) == Hit("measure", measure.id, measure.short_name, "")
    lost = [synonym for synonym in measure.synonyms if measure.id not in ids(synonym)[:12]]
    assert lost == []


# --- areas ---


@pytest.mark.parametrize(
    "query, area, why",
    [
        ("Western Isles", WESTERN_ISLES, ""),
        ("Eilean Siar", WESTERN_ISLES, "also called Eilean Siar"),
        ("Na h-Eileanan Siar", WESTERN_ISLES, "also called Na h-Eileanan Siar"),
        ("NA H EILEANAN SÌAR", WESTERN_ISLES, "also called Na h-Eileanan Siar"),
        ("Edinburgh", EDINBURGH, ""),
        ("Edinburgh IJB", EDINBURGH, ""),
        ("City of Edinburgh Council", EDINBURGH, "also called City of Edinburgh"),
        ("Fife health and social care partnership", FIFE, ""),
        ("W. Isles", WESTERN_ISLES, "also called W. Isles"),
        ("ORK", ORKNEY, ""),
        ("WDU", "S37000029", "also called WDU"),
        ("S37000012", EDINBURGH, "code S37000012"),
        ("S12000036", EDINBURGH, "council code S12000036"),
        ("S37000014", FIFE, "earlier code S37000014"),
        ("S12000016", GLASGOW, "earlier code S12000016"),
        ("Clackmannanshire", CLACKMANNANSHIRE_AND_STIRLING, ""),
        ("Stirling", CLACKMANNANSHIRE_AND_STIRLING, ""),
        ("Scotland", SCOTLAND, ""),
    ],
)
def test_an_area_is_found_by_name_alias_or_code_and_it_is_said_which(query, area, why):
    hit = first(query)
    assert (hit.kind, hit.id, hit.why) == ("area", area, why)


def resolved(name: str) -> str:
    """What the build takes a name for; one of two councils stands for both."""
    try:
        return GEOGRAPHY.resolve(name, LEVELS)
    except LookupError:
        return {"S12000005": CLACKMANNANSHIRE_AND_STIRLING, "S12000030": CLACKMANNANSHIRE_AND_STIRLING}[
            GEOGRAPHY.resolve(name, ("council",))
        ]


SHOWN = GEOGRAPHY.areas[GEOGRAPHY.areas["level"].isin(LEVELS)]


@pytest.mark.parametrize("area", SHOWN.to_dict("records"), ids=SHOWN["code"])
def test_every_area_is_found_by_name_short_name_and_code(area):
    assert first(area["name"]).id == area["code"]
    assert area["code"] in ids(area["short_name"])[:2]
    assert first(area["code"]).id == area["code"]


def test_every_alias_and_earlier_code_finds_what_the_build_takes_it_for():
    table = searching.aliases()
    lost = [name for name in table["name"] if resolved(name) not in ids(name)[:2]]
    assert lost == []
    assert set(table["how"]) == {"also called", "council code", "earlier code"}
    assert set(GEOGRAPHY.superseded) | set(GEOGRAPHY.codes("council")) <= set(table["name"])


def test_a_board_is_found_after_the_areas_named_like_it():
    found = search.found(INDEX, "Lothian", 9)
    assert [(hit.kind, hit.id) for hit in found] == [
        ("area", EAST_LOTHIAN),
        ("area", WEST_LOTHIAN),
        ("board", LOTHIAN),
    ]
    assert first("Lothian health board") == first("lothian board") == found[0]
    assert first("NHS Lothian") == Hit("board", LOTHIAN, "NHS Lothian", "")
    assert ids("Highland") == [HIGHLAND, "S08000022"]


# --- order, errors, nothing ---


def test_the_start_of_a_name_comes_before_its_other_words_and_these_before_synonyms():
    found = search.found(INDEX, "care home", ALL)
    starts = [hit.words.lower().startswith("care home") for hit in found]
    assert starts[:3] == [True] * 3 and not any(starts[3:])
    own = [hit.why == "" for hit in found]
    assert own == sorted(own, reverse=True) and False in own


@pytest.mark.parametrize(
    "query, expected",
    [
        ("edinburg", EDINBURGH),
        ("Edinbrugh", EDINBURGH),
        ("glasgwo", GLASGOW),
        ("Sterling", CLACKMANNANSHIRE_AND_STIRLING),
        ("Murray", MORAY),
        ("westlothian", WEST_LOTHIAN),
        ("Orkeny", ORKNEY),
        ("occupancy care home", "care_home_occupancy"),
        ("occupency of care hoems", "care_home_occupancy"),
        ("bed bloking", "delayed_beds_rate"),
        ("bedbloking", "delayed_beds_rate"),
        ("delayd dicharge", "delayed_beds_rate"),
        ("gardianship", "delayed_beds_awi_rate"),
        ("readmision", "readmissions_rate"),
    ],
)
def test_words_in_any_order_and_misspelt_are_found(query, expected):
    assert first(query).id == expected


def test_a_word_that_is_right_brings_no_near_ones():
    assert ids("Moray") == [MORAY]


@pytest.mark.parametrize(
    "query", ["", "  ", "???", "xylophone", "NI-18", "SW99", "S37000099", "bed xylophone", "end of life"]
)
def test_nothing_is_found_and_no_number_is_guessed_at(query):
    assert search.found(INDEX, query, 9) == []


def test_no_more_are_found_than_asked_for():
    assert len(search.found(INDEX, "care", 4)) == 4


@given(st.text())
def test_any_text_may_be_asked(query):
    found = search.found(INDEX, query, ALL)
    assert len({hit.id for hit in found}) == len(found)


@pytest.mark.parametrize(
    "query",
    ["care", "bed bloking", "ocupancy of cre hmes for oldr peple", "S3", "ca " * 999, "ca ho oc pl be va re ce"],
)
def test_an_answer_takes_less_than_20_milliseconds(query):
    def taken() -> float:
        began = process_time()
        search.found(INDEX, query, 20)
        return process_time() - began

    assert min(taken() for _ in range(9)) < 0.02


# --- as links ---


def test_a_measure_opens_compare_and_an_area_its_own_page(store):
    choices = {"area": FIFE, "measure": "care_home_occupancy", "breakdown": "sector=all", "sort": "name"}
    assert searching.hits(store, "SW01", choices) == [
        (
            f"compare?area={FIFE}&measure=home_care_cost_per_hour",
            "Home care cost per hour",
            "Money · Cost of an hour of home care for people aged 65 and over · LGBF indicator SW01",
        )
    ]
    assert searching.hits(store, "Eilean Siar", {"measure": "care_home_occupancy"}) == [
        (
            f"ijb?measure=care_home_occupancy&area={WESTERN_ISLES}",
            "Western Isles",
            "in NHS Western Isles · also called Eilean Siar",
        )
    ]
    assert searching.hits(store, "Scotland", {})[0] == (f"ijb?area={SCOTLAND}", "Scotland", "all 31 areas")


@pytest.mark.parametrize("query", ["Lothian", "NHS Lothian", LOTHIAN, "lothain"])
def test_a_board_lists_its_members_each_once(store, query):
    found = searching.hits(store, query, {})
    assert {address for address, _, _ in found} == {
        f"ijb?area={code}" for code in (EAST_LOTHIAN, EDINBURGH, MIDLOTHIAN, WEST_LOTHIAN)
    }
    assert [note for _, _, note in found] == ["in NHS Lothian"] * 4


def test_results_are_a_list_of_links_with_a_note(store):
    shown = searching.results(store, "bed blocking", {"area": FIFE})
    assert shown.count("<li>") == 2
    assert f'<a class="ijb-link" href="compare?area={FIFE}&amp;measure=delayed_beds_rate">' in shown
    assert list(texts(shown))[:2] == [
        "Delayed discharge beds",
        "Flow · Hospital beds occupied by people whose discharge is delayed · also called bed blocking",
    ]


def test_results_say_when_there_are_more(store):
    assert searching.results(store, "care", {}).count("<li>") == searching.MOST
    assert "These are the first 20: add a word to find fewer." in texts(searching.results(store, "care", {}))
    assert "add a word" not in searching.results(store, "money", {})


def test_results_say_that_nothing_is_found_and_what_to_try(store):
    assert list(texts(searching.results(store, " xylophone  player ", {}))) == [
        f"Nothing is found for “xylophone player”. {searching.ADVICE}"
    ]
    assert searching.results(store, "  ", {}) == ""


def test_what_is_advised_is_found():
    advised = [part.partition("”")[0] for part in searching.ADVICE.split("“")[1:]]
    assert len(advised) == 5 and all(ids(each) for each in advised)


def test_a_query_is_escaped(store):
    shown = searching.results(store, '<img src=x onerror="alert(1)">', {})
    assert "<img" not in shown and "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;" in shown


@pytest.mark.parametrize("query", ["care", "money", "Scotland", "S08000018", "wmoen", "nothing at all"])
def test_results_read_well(store, query):
    assert wrong(searching.results(store, query, {})) == []
