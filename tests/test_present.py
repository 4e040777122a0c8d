"""The page Present, and the buttons that add to it: what is kept in the address and nowhere else."""

import pytest
from choices import FIFE
from streamlit.testing.v1 import AppTest

from ijb import paths
from ijb.deck import Deck, Item, as_token, from_token
from ijb.views import present

DELAYS = "delayed_beds_rate"
TREND = Item("trend", {"area": FIFE, "measure": DELAYS})
AWI = Item("trend", {"area": FIFE, "measure": "delayed_beds_awi_rate"})
GONE = Item("weather", {"area": FIFE})


@pytest.fixture
def opened(database, monkeypatch):
    """Opens a page of the app, '' the first, with what its address says."""
    monkeypatch.setenv("IJB_DATABASE", str(database))

    def at(page, **address):
        app = AppTest.from_file(str(paths.ROOT / "dashboard.py"), default_timeout=60)
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        if page:
            app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        return app

    return at


def held(app):
    """The presentation in the address of an app."""
    token = app.query_params.get("deck", "")
    return from_token(token[0] if isinstance(token, list) else token)


def blocks(app):
    return [item.block for item in held(app).items]


def links(app):
    return [each.proto.label for each in app.get("page_link")]


def button(app, words):
    found = [each for each in app.button if each.label == words]
    assert len(found) == 1, [each.label for each in app.button]
    return found[0]


def test_a_chart_is_added_once_and_then_says_where_it_is(opened):
    app = opened("trend", area=FIFE)
    app.button(key="add_trend").click().run()
    assert blocks(app) == ["trend"]
    assert held(app).items[0].choices == {"area": FIFE, "measure": DELAYS, "window": "recent"}
    assert len(held(app).items[0].said) == 6
    assert "In the presentation, slide 1" in links(app)
    assert not [each for each in app.button if each.key == "add_trend"]
    app.button(key="add_trend_parts").click().run()
    assert blocks(app) == ["trend", "trend_parts"]


def test_the_same_chart_of_another_measure_is_another_slide(opened):
    app = opened("trend", area=FIFE, measure="delayed_beds_awi_rate", deck=as_token(Deck((TREND,))))
    app.button(key="add_trend").click().run()
    assert [item.choices["measure"] for item in held(app).items] == [DELAYS, "delayed_beds_awi_rate"]


def test_slides_are_moved_retitled_and_taken_out(opened):
    app = opened("present", area=FIFE, deck=as_token(Deck((TREND, AWI))))
    button(app, "Move 1 down").click().run()
    assert held(app) == Deck((AWI, TREND))
    [field] = [each for each in app.text_input if each.label == "Title on the slide"][1:]
    field.set_value("What happened here?").run()
    assert held(app).items[1].title == "What happened here?"
    assert "2. What happened here?" in "".join(each.body for each in app.get("html"))
    button(app, "Take 1 out").click().run()
    assert blocks(app) == ["trend"]
    button(app, "Take everything out").click().run()
    assert "deck" not in app.query_params


def test_the_ends_of_the_list_are_ends(opened):
    app = opened("present", area=FIFE, deck=as_token(Deck((TREND, AWI))))
    assert button(app, "Move 1 up").disabled and button(app, "Move 2 down").disabled
    assert not button(app, "Move 2 up").disabled


def test_questions_are_parked_a_line_each(opened):
    app = opened("present", area=FIFE, deck=as_token(Deck((TREND,))))
    app.text_area(key="parked").set_value("Who pays?\n\n  =1+1 ").run()
    assert held(app).parked == ("Who pays?", "=1+1")


def test_a_slide_that_cannot_be_shown_says_why_and_the_rest_are_shown(opened):
    app = opened("present", area=FIFE, deck=as_token(Deck((GONE, TREND))))
    said = "".join(each.body for each in app.get("html"))
    assert "no block “weather”" in said
    assert "2. Fife: delays were 42.5 beds per 100,000 adults in Aug 2025" in said


def test_a_slide_that_says_something_else_than_when_it_was_added_is_marked(opened):
    then = Item("trend", TREND.choices, said="000000")
    app = opened("present", area=FIFE, deck=as_token(Deck((then, AWI))))
    said = "".join(each.body for each in app.get("html"))
    assert said.count("The figures have changed since this was added") == 1


def test_an_empty_presentation_can_start_with_one_on_the_area(opened):
    app = opened("present", area=FIFE)
    button(app, "Start with a presentation on Fife").click().run()
    assert len(held(app).items) >= 8
    assert {item.choices["area"] for item in held(app).items} == {FIFE}
    assert "The figures have changed" not in "".join(each.body for each in app.get("html"))


def test_a_presentation_that_was_cut_off_is_said_and_dropped(opened):
    app = opened("", area=FIFE, deck=as_token(Deck((TREND, AWI)))[:-9])
    assert any("cut off" in each.value for each in app.info)
    assert "deck" not in app.query_params


def test_a_slide_that_is_not_there_is_not_shown(opened):
    app = opened("present", area=FIFE, deck=as_token(Deck((TREND,))), show="7")
    assert any("slide “7”" in each.value for each in app.info)
    assert app.title[0].value == "Present"


def test_names_hidden_leave_the_files_of_all_areas_out(opened):
    app = opened("present", area=FIFE, names="hidden", deck=as_token(Deck((TREND,))))
    said = "".join(each.body for each in app.get("html"))
    assert present.HIDDEN in said and present.NOT_WHILE_HIDDEN in said
    assert not [each for each in app.button if each.label.startswith("Prepare")]


def test_a_title_that_holds_a_hidden_name_gives_way_to_the_finding(opened):
    named = Item("trend", TREND.choices, "Why Fife and not Glasgow City?")
    app = opened("present", area=FIFE, names="hidden", deck=as_token(Deck((named,))))
    assert "Glasgow" not in "".join(each.body for each in app.get("html"))


@pytest.mark.parametrize(
    "title", ["GLASGOW CITY", "Edinburgh v Fife", "Eilean Siar", "S37000034 is slow", "NHS Lothian"]
)
def test_a_title_that_gives_an_area_away_in_any_way_is_left_out(opened, title):
    named = Item("trend", TREND.choices, title)
    app = opened("present", area=FIFE, names="hidden", deck=as_token(Deck((named, Item("weather", {}, title)))))
    assert title not in "".join(each.body for each in app.get("html"))


def test_a_question_that_names_a_hidden_area_is_left_out_and_not_lost(opened):
    asked = ("Why is Glasgow City slow?", "Who pays?")
    app = opened("present", area=FIFE, names="hidden", deck=as_token(Deck((TREND,), asked)))
    assert app.text_area(key="parked").value == "Who pays?"
    app.text_area(key="parked").set_value("Who pays?\nWho decides?").run()
    assert held(app).parked == ("Why is Glasgow City slow?", "Who pays?", "Who decides?")


def test_questions_of_a_show_that_has_ended_are_taken_into_the_presentation(opened):
    app = opened("present", area=FIFE, deck=as_token(Deck((TREND,), ("Who pays?",))))
    app.session_state["parked_in_show"] = ["Who pays?", "Who decides?"]
    app.run()
    assert held(app).parked == ("Who pays?", "Who decides?")


def test_a_slide_that_gives_its_area_away_is_left_out_while_that_is_hidden(opened):
    who = [Item("ijb_who", {"area": area}) for area in (FIFE, "S37000034")]
    app = opened("present", area=FIFE, names="hidden", deck=as_token(Deck(tuple(who))))
    said = "".join(each.body for each in app.get("html"))
    assert said.count("would give the area away") == 1


@pytest.mark.parametrize("asked", ["²", "0", "-1", "two", "1e1"])
def test_no_word_for_a_slide_breaks_the_page(opened, asked):
    app = opened("present", area=FIFE, deck=as_token(Deck((TREND,))), show=asked)
    assert app.title[0].value == "Present"


# --- what is written ---


def test_questions_are_taken_away_as_numbered_text():
    said = present.questions_file("Fife", ["Who pays?", "Why £611 – or £618?"], "22 November 2026").decode("utf-8-sig")
    assert said.splitlines()[-2:] == ["1. Who pays?", "2. Why £611 – or £618?"]
    assert "22 November 2026" in said


@pytest.mark.parametrize(
    ("deck", "words"),
    [
        (Deck((TREND,)), "1 slide"),
        (Deck((TREND, AWI), ("Who?",)), "2 slides, 1 question parked"),
        (Deck((TREND,), ("Who?", "Why?")), "1 slide, 2 questions parked"),
    ],
)
def test_the_heading_counts(deck, words):
    assert present.heading(deck) == words
