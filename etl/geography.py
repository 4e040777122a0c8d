"""Areas: who they are, who belongs to whom, and which code a supplied name or code stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

SCOTLAND = "S92000003"
UNKNOWN = "unknown"
AREA_COLUMNS = [
    "code",
    "name",
    "short_name",
    "abbr",
    "level",
    "model",
    "health_board_code",
    "family_group",
    "tile_row",
    "tile_col",
]
BODIES = r"\b(council|hscp|ijb|integration joint board|integration authority|health and social care partnership)\b"
LEVEL_WORDS = {
    "ijb": "an integration authority",
    "council": "a council",
    "health_board": "a health board",
    "scotland": "Scotland",
}


def normalised(name: str) -> str:
    """A name without case, punctuation or its kind of body, & read as and: the form in which names are matched."""
    words = re.sub(r"[^a-z0-9]+", " ", name.casefold().replace("&", " and ")).strip()
    return " ".join(re.sub(BODIES, " ", words).split())


@dataclass(frozen=True)
class Geography:
    """The areas, their members and the names and codes seen in the wild.

    areas: AREA_COLUMNS, one row an area; members: area_code, member_code, kind ('council→ijb', 'ijb→health_board').
    """

    areas: pd.DataFrame
    members: pd.DataFrame
    names: dict[str, str]
    superseded: dict[str, str]

    def codes(self, level: str) -> list[str]:
        """The codes at one level, in the order of the reference file."""
        return self.areas.loc[self.areas["level"] == level, "code"].tolist()

    @cached_property
    def levels(self) -> dict[str, str]:
        return dict(zip(self.areas["code"], self.areas["level"]))

    def council_to_ijb(self) -> dict[str, str]:
        """Council code -> the code of its integration authority."""
        pairs = self.members[self.members["kind"] == "council→ijb"]
        return dict(zip(pairs["member_code"], pairs["area_code"]))

    def ijb_to_board(self) -> dict[str, str]:
        """Integration authority's code -> the code of the health board whose area it lies in."""
        pairs = self.members[self.members["kind"] == "ijb→health_board"]
        return dict(zip(pairs["member_code"], pairs["area_code"]))

    def councils_of(self, code: str) -> list[str]:
        """The councils that make up an area of any level; all 32 for Scotland."""
        to_ijb, to_board = self.council_to_ijb(), self.ijb_to_board()
        return [council for council, ijb in to_ijb.items() if code in (council, ijb, to_board[ijb], SCOTLAND)]

    def resolve(self, text: str, levels: tuple[str, ...]) -> str:
        """The current code, at one of `levels`, that a name or a code stands for.

        A council stands for its IJB, and an IJB for its one council, where the level asks for it.
        Raises LookupError with what was expected, as the end of a sentence.
        """
        code = self._code(text)
        if code is None:
            wanted = " or ".join(LEVEL_WORDS[level] for level in levels)
            raise LookupError(f"expected the name or code of {wanted}")
        if self.levels[code] in levels:
            return code
        return self._moved(code, levels)

    def _code(self, text: str) -> str | None:
        code = self.superseded.get(text.strip(), text.strip())
        if code in self.levels and code != UNKNOWN:
            return code
        return self.names.get(normalised(text))

    def _moved(self, code: str, levels: tuple[str, ...]) -> str:
        level = self.levels[code]
        if level == "council" and "ijb" in levels:
            ijb = self.council_to_ijb()[code]
            if len(self.councils_of(ijb)) == 1:
                return ijb
            raise LookupError(
                "expected Clackmannanshire and Stirling together: they are one integration authority, "
                "so a figure for one of the two councils cannot stand for it"
            )
        if level == "ijb" and "council" in levels:
            councils = self.councils_of(code)
            if len(councils) == 1:
                return councils[0]
            raise LookupError("expected Clackmannanshire and Stirling apart: this file is by council")
        wanted = " or ".join(LEVEL_WORDS[level] for level in levels)
        raise LookupError(f"expected {wanted}, not {LEVEL_WORDS.get(level, 'this')}")


def read(folder: Path) -> Geography:
    """The geography in data/reference."""
    ijbs = _table(folder / "integration_authorities.csv")
    councils = _table(folder / "councils.csv")
    boards = _table(folder / "health_boards.csv")
    tiles = _table(folder / "tile_grid.csv").set_index("code")
    areas = pd.concat(
        [_scotland(), _boards(boards), _ijbs(ijbs, tiles), _councils(councils), _unknown()], ignore_index=True
    )[AREA_COLUMNS]
    areas[["tile_row", "tile_col"]] = areas[["tile_row", "tile_col"]].astype("Int64")
    return Geography(areas, _members(ijbs), _names(folder, areas), _superseded(folder))


def _table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def _scotland() -> pd.DataFrame:
    return pd.DataFrame(
        [{"code": SCOTLAND, "name": "Scotland", "short_name": "Scotland", "abbr": "SCO", "level": "scotland"}]
    )


def _unknown() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "code": UNKNOWN,
                "name": "Council of residence not known",
                "short_name": "Not known",
                "abbr": "",
                "level": "none",
            }
        ]
    )


def _boards(boards: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": boards["hb_code"],
            "name": boards["hb_name"],
            "short_name": boards["hb_name"]
            .str.replace("Greater Glasgow and Clyde", "GG&C")
            .str.replace(" and ", " & "),
            "abbr": "",
            "level": "health_board",
            "health_board_code": boards["hb_code"],
        }
    )


def _ijbs(ijbs: pd.DataFrame, tiles: pd.DataFrame) -> pd.DataFrame:
    tile = tiles.reindex(ijbs["hscp_code"])
    return pd.DataFrame(
        {
            "code": ijbs["hscp_code"],
            "name": ijbs["hscp_name"],
            "short_name": tile["short_name"].to_numpy(),
            "abbr": tile["abbr"].to_numpy(),
            "level": "ijb",
            "model": ijbs["model"].where(ijbs["model"] == "lead agency", "integration joint board"),
            "health_board_code": ijbs["hb_code"],
            "family_group": ijbs["fg_social_work"].str.replace(";", " and "),
            "tile_row": tile["row"].astype(int).to_numpy(),
            "tile_col": tile["col"].astype(int).to_numpy(),
        }
    )


def _councils(councils: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": councils["council_code"],
            "name": councils["council_name"],
            "short_name": councils["council_name"],
            "abbr": "",
            "level": "council",
            "health_board_code": councils["hb_code"],
            "family_group": councils["fg_social_work"],
        }
    )


def _members(ijbs: pd.DataFrame) -> pd.DataFrame:
    to_ijb = [
        {"area_code": row.hscp_code, "member_code": council, "kind": "council→ijb"}
        for row in ijbs.itertuples()
        for council in row.council_codes.split(";")
    ]
    to_board = [
        {"area_code": row.hb_code, "member_code": row.hscp_code, "kind": "ijb→health_board"}
        for row in ijbs.itertuples()
    ]
    return pd.DataFrame(to_ijb + to_board)


def _names(folder: Path, areas: pd.DataFrame) -> dict[str, str]:
    known = areas[areas["level"].isin(["scotland", "health_board", "ijb", "council"])]
    names = {normalised(row.name): row.code for row in known[["name", "code"]].itertuples(index=False)}
    aliases = _table(folder / "area_aliases.csv")
    return names | {normalised(name): code for name, code in zip(aliases["name"], aliases["code"])}


def _superseded(folder: Path) -> dict[str, str]:
    table = _table(folder / "superseded_codes.csv")
    newer = dict(zip(table["old_code"], table["new_code"]))
    ends = {}
    for old in newer:
        code = old
        while code in newer:
            code = newer[code]
        ends[old] = code
    return ends
