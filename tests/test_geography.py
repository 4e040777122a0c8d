"""Areas: the 31 integration authorities, their members, and the names and codes that stand for them."""

from __future__ import annotations

import pytest

CLACKMANNANSHIRE, STIRLING, BOTH = "S12000005", "S12000030", "S37000005"
FIFE_COUNCIL, FIFE = "S12000047", "S37000032"


def test_there_are_31_authorities_32_councils_and_14_boards(areas):
    counts = areas.areas["level"].value_counts().to_dict()
    assert counts == {"council": 32, "ijb": 31, "health_board": 14, "scotland": 1, "none": 1}


def test_highland_alone_is_a_lead_agency(areas):
    ijbs = areas.areas[areas.areas["level"] == "ijb"].set_index("code")
    assert ijbs.index[ijbs["model"] == "lead agency"].tolist() == ["S37000016"]
    assert ijbs["model"].nunique() == 2


def test_every_council_is_in_one_authority_and_every_authority_in_one_board(areas):
    assert sorted(areas.council_to_ijb()) == sorted(areas.codes("council"))
    assert sorted(areas.ijb_to_board()) == sorted(areas.codes("ijb"))
    assert set(areas.ijb_to_board().values()) == set(areas.codes("health_board"))


def test_six_boards_hold_one_authority(areas):
    boards = list(areas.ijb_to_board().values())
    alone = {board for board in boards if boards.count(board) == 1}
    names = areas.areas.set_index("code").loc[sorted(alone), "name"].tolist()
    assert sorted(names) == [
        "NHS Borders",
        "NHS Dumfries and Galloway",
        "NHS Fife",
        "NHS Orkney",
        "NHS Shetland",
        "NHS Western Isles",
    ]


@pytest.mark.parametrize(
    ("code", "councils"),
    [
        (BOTH, [CLACKMANNANSHIRE, STIRLING]),
        (FIFE, [FIFE_COUNCIL]),
        (FIFE_COUNCIL, [FIFE_COUNCIL]),
        ("S08000019", [CLACKMANNANSHIRE, STIRLING, "S12000014"]),
    ],
)
def test_councils_of_an_area(areas, code, councils):
    assert sorted(areas.councils_of(code)) == sorted(councils)


def test_scotland_is_all_the_councils(areas):
    assert len(areas.councils_of("S92000003")) == 32


def test_each_authority_has_a_place_of_its_own_on_the_tile_map(areas):
    ijbs = areas.areas[areas.areas["level"] == "ijb"]
    assert ijbs[["tile_row", "tile_col"]].notna().all().all()
    assert not ijbs.duplicated(["tile_row", "tile_col"]).any()
    assert ijbs["abbr"].is_unique and ijbs["short_name"].is_unique


def test_clackmannanshire_and_stirling_is_in_both_family_groups(areas):
    groups = areas.areas.set_index("code")["family_group"]
    assert groups[BOTH] == f"{groups[CLACKMANNANSHIRE]} and {groups[STIRLING]}"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("S12000047", FIFE_COUNCIL),
        ("S12000015", FIFE_COUNCIL),
        (" S12000015 ", FIFE_COUNCIL),
        ("Fife", FIFE_COUNCIL),
        ("FIFE COUNCIL", FIFE_COUNCIL),
        ("S37000014", FIFE_COUNCIL),
        ("Fife HSCP", FIFE_COUNCIL),
        ("S12000022", "S12000050"),
        ("S12000043", "S12000049"),
        ("Argyll & Bute", "S12000035"),
        ("Edinburgh, City of", "S12000036"),
    ],
)
def test_a_name_or_a_code_in_use_or_superseded_stands_for_a_council(areas, text, code):
    assert areas.resolve(text, ("council",)) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Fife", FIFE),
        ("S12000015", FIFE),
        ("Clackmannanshire & Stirling", BOTH),
        ("Clackmannanshire and Stirling", BOTH),
    ],
)
def test_a_council_stands_for_its_authority(areas, text, code):
    assert areas.resolve(text, ("ijb",)) == code


@pytest.mark.parametrize(
    ("text", "levels", "reason"),
    [
        ("Stirling", ("ijb",), "expected Clackmannanshire and Stirling together"),
        ("Clackmannanshire Council", ("ijb", "scotland"), "expected Clackmannanshire and Stirling together"),
        (BOTH, ("council",), "expected Clackmannanshire and Stirling apart"),
        ("Fyfe", ("council",), "expected the name or code of a council"),
        ("", ("council", "scotland"), "expected the name or code of a council or Scotland"),
        ("unknown", ("council",), "expected the name or code of a council"),
        ("S99999999", ("ijb",), "expected the name or code of an integration authority"),
        ("Scotland", ("council",), "expected a council, not Scotland"),
        ("NHS Fife", ("ijb",), "expected an integration authority, not a health board"),
    ],
)
def test_what_stands_for_no_area_says_what_was_expected(areas, text, levels, reason):
    with pytest.raises(LookupError) as refused:
        areas.resolve(text, levels)
    assert str(refused.value).startswith(reason)


def test_every_alias_and_every_superseded_code_leads_to_an_area(areas):
    known = set(areas.areas["code"])
    assert set(areas.names.values()) <= known
    assert set(areas.superseded.values()) <= known
    assert not set(areas.superseded) & known
