"""What is said of a funnel: who lies beyond its limits, and what they allow for."""

import pytest

from ijb import sentences


@pytest.mark.parametrize(
    ("above", "below", "said"),
    [
        ([], [], "No area is outside the limits for its number of cases"),
        (["Fife"], [], "Fife is above the limits for its number of cases"),
        ([], ["Moray"], "Moray is below the limits for its number of cases"),
        (["Fife", "Moray"], [], "Fife and Moray are above the limits for their number of cases"),
        (["Fife"], ["Moray"], "Fife is above the limits for its number of cases, and Moray is below them"),
        (
            ["Angus", "Fife"],
            ["Falkirk", "Moray"],
            "Angus and Fife are above the limits for their number of cases, and Falkirk and Moray are below them",
        ),
    ],
)
def test_a_funnel_names_who_is_beyond_its_limits(above, below, said):
    assert sentences.beyond_funnel(above, below) == said


def test_a_funnel_says_how_far_areas_differ_more_than_chance():
    drawn = "The fewer the cases, the farther chance alone takes a figure from Scotland’s."
    assert sentences.funnel_limits(1.0) == (f"{drawn} Areas differ no more than chance alone would make them (φ 1.0).")
    assert sentences.funnel_limits(12.34) == (
        f"{drawn} Thin dashed limits: chance alone. Areas differ more than that (φ 12.3, where 1 is chance alone), so "
        "the solid 99.8% limits allow for it, and only an area beyond those is named."
    )
