"""The presentation that a reader keeps: in the address, in a file, and what is done to its slides."""

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ijb.deck import (
    FORM,
    MOST_BYTES,
    MOST_ITEMS,
    MOST_PARKED,
    MOST_TOKEN,
    NAME,
    BadDeck,
    Deck,
    Item,
    as_file,
    as_token,
    from_file,
    from_token,
)

TREND = Item("trend", {"area": "S37000032", "measure": "delayed_beds_rate"}, said="1a2b3c")
CHAIN = Item("system_chain", {"area": "S37000032"}, "Money, need and delays in Fife")
SIGNALS = Item("signals", {})
DECK = Deck((TREND, CHAIN, SIGNALS), ("Who funds the places?", "Why £611 – or £618?"))


def packed(written: str) -> str:
    packer = zlib.compressobj(9, wbits=-15)
    return base64.urlsafe_b64encode(packer.compress(written.encode()) + packer.flush()).decode().rstrip("=")


def blocks(deck):
    return [item.block for item in deck.items]


# --- what is done to it ---


def test_a_slide_is_added_last_and_only_once():
    assert blocks(Deck((TREND,)).added(CHAIN)) == ["trend", "system_chain"]
    again = Item("trend", {"measure": "delayed_beds_rate", "area": "S37000032"}, "Another title", "ffffff")
    assert DECK.added(again) == DECK


def test_one_block_with_other_choices_is_another_slide():
    other = Item("trend", {"area": "S37000012", "measure": "delayed_beds_rate"})
    assert DECK.place(other) is None
    assert len(DECK.added(other).items) == 4


def test_there_is_room_for_so_many_and_no_more():
    full = Deck(tuple(Item("trend", {"area": str(number)}) for number in range(MOST_ITEMS)))
    assert full.added(CHAIN) == full


@pytest.mark.parametrize(
    ("place", "by", "order"),
    [
        (0, 1, ["system_chain", "trend", "signals"]),
        (2, -1, ["trend", "signals", "system_chain"]),
        (0, -1, ["trend", "system_chain", "signals"]),
        (0, 9, ["system_chain", "signals", "trend"]),
    ],
)
def test_a_slide_moves_no_further_than_the_ends(place, by, order):
    assert blocks(DECK.moved(place, by)) == order


def test_a_slide_is_taken_out_and_the_questions_stay():
    assert blocks(DECK.without(1)) == ["trend", "signals"]
    assert DECK.without(1).parked == DECK.parked


def test_a_title_is_on_one_line_and_not_without_end():
    assert DECK.titled(0, "  Beds \n in   Fife ").items[0].title == "Beds in Fife"
    assert len(DECK.titled(0, "x" * 1000).items[0].title) == 200
    assert DECK.titled(1, "").items[1].title == ""
    assert DECK.titled(0, "Beds").items[0].said == "1a2b3c"


def test_questions_are_on_one_line_each_and_empty_ones_left_out():
    assert Deck().parking(["  Who\nfunds it? ", "", "   "]).parked == ("Who funds it?",)
    assert len(Deck().parking(f"Question {number}" for number in range(500)).parked) == MOST_PARKED


# --- in the address ---


def test_an_empty_presentation_takes_no_room():
    assert as_token(Deck()) == ""
    assert from_token("") == Deck()


def test_the_address_holds_the_whole_presentation():
    assert from_token(as_token(DECK)) == DECK


def test_a_token_needs_no_escaping_in_an_address_and_is_short():
    token = as_token(
        Deck(tuple(Item("trend", {"area": f"S370000{n}", "measure": "delayed_beds_rate"}) for n in range(10, 32)))
    )
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert len(token) < 600


TEXTS = st.text(max_size=40).map(lambda text: " ".join("".join(c if c.isprintable() else " " for c in text).split()))
ITEMS = st.builds(Item, TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=4), TEXTS, TEXTS)


@given(st.lists(ITEMS, max_size=8), st.lists(TEXTS, max_size=5))
def test_any_presentation_comes_back_as_it_was(items, asked):
    deck = Deck().parking(asked)
    for item in items:
        deck = deck.added(item)
    assert from_token(as_token(deck)) == deck
    assert from_file(as_file(deck)) == deck


@given(st.text(alphabet="ABCabc019-_=.!", max_size=80))
def test_no_word_in_the_address_breaks_the_page(token):
    try:
        from_token(token)
    except BadDeck as fault:
        assert str(fault).endswith(".")


@pytest.mark.parametrize(
    "token",
    [
        as_token(DECK)[:-6],
        "not a token",
        packed('{"a": 1}'),
        packed("[1, 2]"),
        packed('[1, [["trend", {"area": 5}, "", ""]], []]'),
        packed('[1, [["trend", "area", "", ""]], []]'),
        packed('[1, [["trend", {}, ""]], []]'),
        packed("[1, {}, []]"),
        packed("[9, [], []]"),
        packed("[" * 5000),
        packed(json.dumps([FORM, [["trend", {}, "", ""]] * (MOST_ITEMS + 1), []])),
        packed(json.dumps([FORM, [["x" * 201, {}, "", ""]], []])),
        "A" * (MOST_TOKEN + 1),
    ],
)
def test_what_is_no_presentation_is_refused_in_a_sentence(token):
    with pytest.raises(BadDeck, match=r"\.$"):
        from_token(token)


def test_a_small_word_that_unpacks_to_very_much_is_refused():
    bomb = packed('["' + "x" * (MOST_BYTES * 20) + '"]')
    assert len(bomb) < MOST_TOKEN
    with pytest.raises(BadDeck):
        from_token(bomb)


def test_a_slide_that_stands_twice_stands_once():
    twice = packed(json.dumps([FORM, [["trend", {"area": "x"}, "", ""], ["trend", {"area": "x"}, "Again", ""]], []]))
    assert from_token(twice) == Deck((Item("trend", {"area": "x"}),))


def test_halves_of_characters_and_control_characters_are_left_out():
    broken = '[1, [["trend", {"area": "S37\\ud800"}, "A\\ud800 b\\u000b", ""]], ["Who\\udfff\\u0007 pays?"]]'
    deck = from_token(packed(broken))
    assert deck == Deck((Item("trend", {"area": "S37"}, "A b"),), ("Who pays?",))
    assert from_token(as_token(deck)) == deck


# --- as a file ---


def test_the_file_is_json_that_a_person_can_read():
    held = json.loads(as_file(DECK))
    assert held["kind"] == NAME
    assert held["items"][1] == {
        "block": "system_chain",
        "choices": {"area": "S37000032"},
        "title": "Money, need and delays in Fife",
        "said": "",
    }
    assert held["parked"] == ["Who funds the places?", "Why £611 – or £618?"]
    assert from_file(as_file(DECK)) == DECK


def test_a_file_that_an_editor_gave_a_mark_at_its_head_is_read():
    assert from_file(b"\xef\xbb\xbf" + as_file(DECK)) == DECK


@pytest.mark.parametrize(
    "held",
    [
        b"",
        b"PK\x03\x04\xff\xfe",
        b"<html>",
        b'{"kind": "another"}',
        json.dumps({"kind": NAME, "form": FORM, "items": "trend", "parked": []}).encode(),
        json.dumps({"kind": NAME, "form": FORM, "items": [1], "parked": []}).encode(),
        json.dumps({"kind": NAME, "form": FORM, "items": []}).encode(),
        json.dumps({"kind": NAME, "form": 2, "items": [], "parked": []}).encode(),
        b" " * (MOST_BYTES + 1),
    ],
)
def test_a_file_that_is_no_presentation_is_refused_in_a_sentence(held):
    with pytest.raises(BadDeck, match=r"\.$"):
        from_file(held)
