"""Each area's share of Scotland's delays, and delays by board of treatment beside area of residence."""

import gzip
from csv import DictReader

import pandas as pd
import pytest
from choices import EDINBURGH, FIFE, HIGHLAND, LOTHIAN
from reading import ends_rightly, wrong

from ijb import paths
from ijb.store import SCOTLAND
from ijb.views import about, delays_shares, delays_treatment

FORTH_VALLEY, CLACKS_AND_STIRLING = "S08000019", "S37000005"
MONTHS = {"202409", "202410", "202411", "202412", *(f"20250{month}" for month in range(1, 9))}


@pytest.fixture(scope="module")
def by_council():
    """Bed days of all adults for all reasons over the twelve months to Aug 2025, by council, from the file itself."""
    path = next((paths.EXTRACTS / "delayed_discharges").glob("*council-area.csv.gz"))
    totals = {}
    with gzip.open(path, "rt", encoding="utf-8-sig") as lines:
        for row in DictReader(lines):
            whole = row["AgeGroup"] == "18plus" and row["ReasonForDelay"] == "All Delay Reasons"
            if whole and row["MonthOfDelay"] in MONTHS:
                totals[row["CA"]] = totals.get(row["CA"], 0) + int(row["NumberOfDelayedBedDays"])
    return totals


@pytest.fixture(scope="module")
def found(store):
    return delays_shares.shares(store)


def test_the_shares_are_of_the_newest_twelve_months_and_add_up(found, by_council):
    assert found.label == "Sep 2024 to Aug 2025"
    assert found.whole == by_council["S92000003"] == 709_301
    assert found.apart == 0
    assert len(found.rows) == 32
    assert found.rows["days_share"].sum() == pytest.approx(100, abs=1e-9)
    assert found.rows["adults_share"].sum() == pytest.approx(100, abs=1e-6)


def test_an_areas_share_by_hand(found, by_council):
    rows = found.rows.set_index("area_code")
    assert rows.loc[FIFE, "days"] == by_council["S12000047"]
    assert rows.loc[CLACKS_AND_STIRLING, "days"] == by_council["S12000005"] + by_council["S12000030"]
    assert rows.loc["unknown", "days"] == by_council[""]
    assert rows.loc[FIFE, "days_share"] == pytest.approx(100 * by_council["S12000047"] / 709_301)


def test_areas_stand_in_order_of_adults_and_the_unknown_last(found):
    held = found.rows["adults_share"].iloc[:-1]
    assert held.is_monotonic_decreasing
    assert found.rows["area_code"].iloc[-1] == "unknown"


def test_what_is_said_of_shares(store, found):
    assert (
        delays_shares.title(store, FIFE, found)
        == "Fife had 6.2% of Scotland’s delayed bed days in the twelve months to Aug 2025, and 6.7% of its adults"
    )
    held = found.rows.dropna(subset=["adults_share"])
    larger = sum(days > adults for days, adults in zip(held["days_share"], held["adults_share"]))
    assert delays_shares.title(store, SCOTLAND, found).startswith(f"{larger} of the 31 areas had a larger share")
    assert "add up to Scotland’s own total of 709,301 days" in delays_shares.said(found)


def test_rows_that_do_not_add_up_are_said(found):
    apart = delays_shares.Shares(found.first, found.last, found.whole + 5, found.rows)
    assert "differ by 5 days from Scotland’s own total" in delays_shares.said(apart)


def test_the_chart_marks_the_own_area_and_links_the_others(store, found):
    drawing = delays_shares.drawn(store, FIFE, found, {"area": FIFE}, "light")
    dots = drawing.figure.data[2]
    assert list(dots.marker.symbol).count("diamond") == 1
    names = drawing.figure.layout.yaxis.ticktext
    assert sum("href=" in name for name in names) == 31 and "href=" not in names[-1]
    assert len(drawing.figure.data[1].x) == 31  # no tick for those of no known residence


def test_shares_of_every_area_say_nothing_wrong(store, found):
    for code in [SCOTLAND, *store.codes("ijb")]:
        drawing = delays_shares.drawn(store, code, found, {"area": code}, "dark")
        said = [drawing.title, drawing.subtitle, drawing.alt, *drawing.below, delays_shares.said(found)]
        assert wrong(*said, *(text for trace in drawing.figure.data for text in _tooltips(trace))) == []
        assert ends_rightly(drawing.subtitle) and ends_rightly(drawing.alt)
    assert wrong(about.plain_table(delays_shares.download(found))) == []


def _tooltips(trace):
    return [] if trace.customdata is None else [text for (text,) in trace.customdata]


@pytest.fixture(scope="module")
def by_board():
    """Beds on an average day of Aug 2025 by board of treatment, from the file itself."""
    path = next((paths.EXTRACTS / "delayed_discharges").glob("*health-board.csv.gz"))
    with gzip.open(path, "rt", encoding="utf-8-sig") as lines:
        return {
            row["HBT"]: int(row["NumberOfDelayedBedDays"]) / 31
            for row in DictReader(lines)
            if row["MonthOfDelay"] == "202508"
            and row["AgeGroup"] == "18plus"
            and row["ReasonForDelay"] == "All Delay Reasons"
        }


def test_a_boards_two_counts(store, by_board):
    found = delays_treatment.both(store, FORTH_VALLEY)
    assert found["period_label"].iloc[-1] == "Aug 2025"
    assert found["hospitals"].iloc[-1] == pytest.approx(by_board[FORTH_VALLEY])
    members = [
        store.series("delayed_beds_rate", "", "", [code]).set_index("period_label").loc["Aug 2025", "numerator"]
        for code in store.members(FORTH_VALLEY)
    ]
    assert len(members) == 2
    assert found["residents"].iloc[-1] == pytest.approx(sum(members))


def test_a_boards_counts_in_words_and_as_a_chart(store):
    found = delays_treatment.both(store, LOTHIAN)
    drawing = delays_treatment.drawn(store, LOTHIAN, found, "light")
    assert drawing.title == (
        "People who live in the NHS Lothian area occupied 202.8 beds on an average day in Aug 2025; its hospitals had "
        "203.9 beds occupied"
    )
    assert [len(trace.x) for trace in drawing.figure.data] == [36, 36]
    said = delays_treatment.said(store, LOTHIAN, found)
    assert "The two are not the same" in said and "counted to Jul 2026" in said


def test_the_table_of_a_board(store):
    found = delays_treatment.both(store, LOTHIAN)
    rows = delays_treatment.rows(store, LOTHIAN, found, {"area": EDINBURGH})
    assert len(rows) == 4 + 2
    assert rows["beds"].iloc[-2:].tolist() == ["202.8", "203.9"]
    fife = delays_treatment.rows(store, "S08000029", delays_treatment.both(store, "S08000029"), {"area": FIFE})
    assert len(fife) == 2  # one area is the whole board


def test_the_table_of_boards_adds_up_to_scotland(store, by_board):
    table = delays_treatment.boards(store).set_index("area_code")
    assert table["period_label"].unique().tolist() == ["Aug 2025"]
    boards = table.drop(index=[SCOTLAND, "unknown"])
    assert len(boards) == 14
    assert boards["hospitals"].to_dict() == pytest.approx({code: by_board[code] for code in boards.index})
    assert boards["hospitals"].sum() == pytest.approx(table.loc[SCOTLAND, "hospitals"])
    assert boards["residents"].sum() + table.loc["unknown", "residents"] == pytest.approx(
        table.loc[SCOTLAND, "residents"]
    )


def test_every_board_says_nothing_wrong(store):
    for code in store.codes("health_board"):
        found = delays_treatment.both(store, code)
        drawing = delays_treatment.drawn(store, code, found, "light")
        rows = delays_treatment.rows(store, code, found, {"area": FIFE})
        heads = [column.head for column in delays_treatment.columns(found)]
        said = [drawing.title, drawing.subtitle, drawing.alt, *drawing.below, *heads]
        download = about.plain_table(delays_treatment.download(store, code, found))
        assert wrong(*said, *(cell for name in rows for cell in rows[name]), download) == []
        assert ends_rightly(drawing.subtitle) and ends_rightly(drawing.alt)
    table = delays_treatment.boards(store)
    drawn = delays_treatment.boards_drawn(table)
    cells = [cell for column in delays_treatment.boards_columns() for cell in drawn[column.key]]
    assert wrong(delays_treatment.boards_title(table), delays_treatment.boards_subtitle(), *cells) == []
    assert wrong(about.plain_table(delays_treatment.boards_download(store, table))) == []


def test_no_name_of_another_area_while_names_are_hidden(store):
    hidden = store.hiding(HIGHLAND)
    known = {HIGHLAND, SCOTLAND, hidden.area(HIGHLAND)["health_board_code"]}
    others = [name for code, name in zip(store.areas["code"], store.areas["name"]) if code not in known]
    found = delays_shares.shares(hidden)
    drawing = delays_shares.drawn(hidden, HIGHLAND, found, {"area": HIGHLAND, "names": "hidden"}, "light")
    board = hidden.area(HIGHLAND)["health_board_code"]
    rows = delays_treatment.rows(hidden, board, delays_treatment.both(hidden, board), {"area": HIGHLAND})
    boards = delays_treatment.boards(hidden)
    below = delays_shares.said(found, hidden=True)
    said = [drawing.title, drawing.subtitle, below, *rows["name"], *boards["name"], *found.rows["name"]]
    assert not [name for name in others if any(name in words for words in said)]
    assert len(rows) == 2 and "Choose a name" not in drawing.subtitle


def test_no_size_tells_an_area_while_names_are_hidden(store):
    """A share of adults is public, so the chart of all shares is left out, and so is its order."""
    for code in (HIGHLAND, FIFE, SCOTLAND):
        hidden = store.hiding(code)
        found = delays_shares.shares(hidden)
        drawing = delays_shares.drawn(hidden, code, found, {"area": code, "names": "hidden"}, "light")
        assert drawing.figure is None and drawing.below == () and "largest first" not in drawing.subtitle
        assert drawing.title == delays_shares.title(store, code, delays_shares.shares(store))
        said = delays_shares.said(found, hidden=True)
        assert "not drawn while names are hidden" in said and "league table" not in said
        assert wrong(drawing.title, drawing.subtitle, said) == []


def test_a_board_of_two_is_left_out_while_names_are_hidden(store):
    """Its residents less the own area's are the other member's: 114.6 − 47.5 in the NHS Forth Valley area."""
    for code in store.codes("ijb"):
        board = store.area(code)["health_board_code"]
        mates = [other for other in store.codes("ijb") if store.area(other)["health_board_code"] == board]
        hidden = store.hiding(code)
        why = delays_treatment.left_out(hidden, board)
        assert bool(why) == (len(mates) == 2)
        assert not any(name in why for name in store.areas["name"])
        assert delays_treatment.left_out(store, board) == ""
    assert len(store.members(FORTH_VALLEY)) == 2


def test_the_last_figures_stand_beside_the_names(store):
    for board in store.codes("health_board"):
        found = delays_treatment.both(store, board)
        figure = delays_treatment.drawn(store, board, found, "light").figure
        words = [each.text for each in figure.layout.annotations]
        now = {name: f"{found[name].iloc[-1]:,.1f}" for name in ("residents", "hospitals")}
        assert f"<b>Residents {now['residents']}</b>" in words and f"Hospitals {now['hospitals']}" in words
        assert f"<b>{now['residents']}</b>" not in words
        assert all(trace.name in ("Residents", "Hospitals") for trace in figure.data)
        assert figure.layout.margin.r < 160


def test_boards_read_well_at_none_one_and_all():
    def titled(*apart):
        rows = [
            {"area_code": f"B{place}", "apart": size, "period_label": "Aug 2025"} for place, size in enumerate(apart)
        ]
        return delays_treatment.boards_title(pd.DataFrame(rows))

    theirs = "had more delayed beds in their hospitals than their residents occupied"
    its = "had more delayed beds in its hospitals than its residents occupied"
    assert titled(1.0, 2.0, -3.0) == f"In Aug 2025, 2 of the 3 boards {theirs}"
    assert titled(1.0, -2.0, -3.0) == f"In Aug 2025, 1 of the 3 boards {its}"
    assert titled(0.01, -2.0) == f"In Aug 2025, none of the 2 boards {its}"
    assert titled(1.0, 2.0) == f"In Aug 2025, all 2 boards {theirs}"
