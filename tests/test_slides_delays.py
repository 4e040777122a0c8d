"""Slides of the page Delays: figures straight from the supplied counts, and what every area gives."""

import pytest
from choices import CODES, EDINBURGH, FIFE, GLASGOW, HIGHLAND, ORKNEY
from slide_checks import check, check_hidden, made, made_or_said, texts

from ijb.slides.ask import CannotShow
from ijb.slides.slide import Dots, Lines, Stacks
from ijb.store import SCOTLAND

BLOCKS = (
    "delays_reasons",
    "delays_counted",
    "delays_awi",
    "delays_shares",
    "delays_treatment",
    "delays_falls",
    "delays_measures",
)
REASONS = ("health_and_social_care", "patient_and_family", "code9_awi", "code9_non_awi")


def days(store, area, breakdown, first, last):
    """Bed days as supplied, by first day of the month, those of its council's residents."""
    area = {FIFE: "S12000047"}.get(area, area)
    rows = store._ask(
        "select period_start, value from fact where quantity = 'delayed_bed_days' and area_code = ? and breakdown = ? "
        "and period_start between ? and ? order by period_start",
        *(area, breakdown, first, last),
    )
    return dict(zip(rows["period_start"], rows["value"]))


@pytest.mark.parametrize("area", CODES)
def test_every_area_gives_slides_that_can_be_read(store, area):
    for block in BLOCKS:
        slide = made_or_said(store, block, area=area)
        assert slide, (area, block)
        check(slide)


@pytest.mark.parametrize("area", [SCOTLAND, FIFE, ORKNEY, HIGHLAND])
def test_every_age_and_other_months(store, area):
    for age in ("", "18_74", "75plus"):
        for month in ("2025-08-01", "2020-02-01", "2016-07-01"):
            for block in ("delays_reasons", "delays_counted"):
                slide = made_or_said(store, block, area=area, age=age, month=month)
                if slide:
                    check(slide)


def test_the_month_stays_the_one_that_was_chosen(store):
    slide = made(store, "delays_counted", area=FIFE, month="2024-03-01")
    assert "in Mar 2024" in slide.title
    chart = made(store, "delays_reasons", area=FIFE, month="2024-03-01").chart
    assert chart.periods[-1] == "Mar 2024" and len(chart.periods) == 36
    with pytest.raises(CannotShow):
        made(store, "delays_counted", area=FIFE, month="1999-03-01")


def test_the_parts_of_a_month_add_up_to_its_rate(store):
    chart = made(store, "delays_reasons", area=EDINBURGH).chart
    assert isinstance(chart, Stacks) and len(chart.parts) == 4
    whole = store._ask(
        "select value from observation where measure = 'delayed_beds_rate' and area_code = ? and breakdown = '' "
        "and period_label = ?",
        *(EDINBURGH, chart.periods[-1]),
    )["value"].item()
    assert sum(part.values[-1] for part in chart.parts) == pytest.approx(whole)


def test_the_bed_days_are_those_supplied(store):
    slide = made(store, "delays_counted", area=FIFE, month="2025-08-01")
    rows = {row[0]: row for row in slide.table.rows}
    counts = {reason: days(store, FIFE, f"reason={reason}", "2025-08-01", "2025-08-01") for reason in REASONS}
    counts = {reason: next(iter(held.values())) for reason, held in counts.items()}
    whole = sum(counts.values())
    waiting = counts["health_and_social_care"]
    assert rows["Waiting for care or support"][3] == f"{waiting:,.0f} ({100 * waiting / whole:.0f}%)"
    assert rows["All reasons"][3] == f"{whole:,.0f} (100%)" and slide.table.own == 6
    before = sum(
        next(iter(days(store, FIFE, f"reason={each}", "2024-08-01", "2024-08-01").values())) for each in REASONS
    )
    assert rows["All reasons"][4].startswith(f"+{whole - before:,.0f} (up ")


def test_the_shares_are_worked_from_twelve_months(store):
    chart = made(store, "delays_shares", area=FIFE).chart
    assert isinstance(chart, Dots) and len(chart.rows) == 31 and chart.range_words
    own, all_of_it = (sum(days(store, area, "", "2024-09-01", "2025-08-01").values()) for area in (FIFE, SCOTLAND))
    dot = next(row for row in chart.rows if row.own)
    assert dot.value == pytest.approx(100 * own / all_of_it) and dot.named
    assert dot.low == dot.value < dot.high  # its share of adults is the larger
    assert sum(row.named for row in chart.rows) <= 8
    order = [max(row.low, row.high) if row.value == row.low else row.low for row in chart.rows]
    assert order == sorted(order, reverse=True)


def test_both_counts_of_a_board_and_those_of_every_board(store):
    chart = made(store, "delays_treatment", area=FIFE).chart
    assert isinstance(chart, Lines) and [line.tone for line in chart.lines] == ["own", "other"]
    for line, measure in zip(chart.lines, ("delayed_beds_rate", "delayed_beds_treated_rate")):
        beds = store._ask(
            "select numerator from observation where measure = ? and area_code = 'S08000029' and breakdown = '' "
            "and period_label = ?",
            *(measure, chart.periods[-1]),
        )["numerator"].item()
        assert line.values[-1] == pytest.approx(beds)
    boards = made(store, "delays_treatment", area=SCOTLAND).chart
    assert isinstance(boards, Dots) and len(boards.rows) == 14


def test_the_arithmetic_adds_up(store):
    slide = made(store, "delays_falls", area=FIFE)
    assert slide.title.startswith("Arithmetic for Fife: ") and "neither a forecast nor a target" in slide.subtitle
    numbers = [
        [int(cell.replace(",", "").replace("none", "0")) for cell in (row[1], row[2])] for row in slide.table.rows
    ]
    assert numbers[-1] == [sum(row[0] for row in numbers[:-1]), sum(row[1] for row in numbers[:-1])]
    now = sum(sum(days(store, FIFE, f"reason={each}", "2024-09-01", "2025-08-01").values()) for each in REASONS)
    assert numbers[-1][0] == now


def test_guardianship_has_the_title_of_the_page(store):
    slide = made(store, "delays_awi", area=FIFE)
    assert slide.title.startswith("Fife: delays for guardianship were 13.3 beds per 100,000 adults in Aug 2025")


@pytest.mark.parametrize("area", [SCOTLAND, FIFE, GLASGOW, HIGHLAND])
def test_no_hidden_name_is_given_away(store, area):
    assert check_hidden(store, area, BLOCKS) >= 5


def test_while_names_are_hidden_sizes_are_left_out(store):
    hidden = store.hiding(FIFE)
    slide = made(hidden, "delays_shares", area=FIFE)
    assert slide.chart is None and "are not drawn while names are hidden" in " ".join(texts(slide))
    with pytest.raises(CannotShow):
        made(store.hiding(SCOTLAND), "delays_treatment", area=SCOTLAND)
    with pytest.raises(CannotShow):
        made(store.hiding(HIGHLAND), "delays_treatment", area=HIGHLAND)
