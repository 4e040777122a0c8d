"""Sliders: their numbers stand in the address, and what is no number of theirs is said and left."""

import pytest
from streamlit.testing.v1 import AppTest

from ijb.sliders import number_in


def page():
    from ijb import sliders

    sliders.released()
    sliders.hours()


def opened(**asked: str) -> AppTest:
    at = AppTest.from_function(page)
    for name, value in asked.items():
        at.query_params[name] = value
    return at.run()


def values(at: AppTest) -> list[float]:
    return [slider.value for slider in at.slider]


def test_a_reader_who_sets_nothing_gets_ten_per_cent_and_two_hours():
    at = opened()
    assert values(at) == [10, 2]
    assert not at.info and not at.exception
    assert [(slider.min, slider.max, slider.step) for slider in at.slider] == [(1, 50, 1), (0.5, 8, 0.5)]


def test_the_address_sets_them():
    assert values(opened(released="25", hours="0.5")) == [25, 0.5]
    assert values(opened(released="50", hours="8")) == [50, 8]


def test_moving_one_writes_it_into_the_address():
    at = opened()
    at.slider[0].set_value(20.0).run()
    at.slider[1].set_value(3.5).run()
    assert (at.query_params["released"], at.query_params["hours"]) == ("20", "3.5")
    assert values(at) == [20, 3.5]


@pytest.mark.parametrize("bad", ["0", "51", "10.5", "nan", "inf", "ten", "-5", ""])
def test_a_bad_number_falls_back_and_says_so(bad):
    at = opened(released=bad, hours="2.5")
    assert values(at) == [10, 2.5]
    assert [notice.value for notice in at.info] == [
        f"The address asks for share of the days spent at home “{bad}”, which is not here; “10%” is shown."
    ]
    assert "released" not in at.query_params


def test_only_the_steps_of_a_slider_are_its_numbers():
    ends, step = (0.5, 8.0), 0.5
    assert [number_in(text, ends, step) for text in ("0.5", "2", "2.0", "8")] == [0.5, 2, 2, 8]
    assert [number_in(text, ends, step) for text in ("0", "0.4", "2.25", "8.5", "two", "NaN")] == [None] * 6
