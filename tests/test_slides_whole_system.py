"""Slides of the page Whole system: indices, changes and prices a second time, and what every area gives."""

import pytest
from choices import CODES, FIFE, GLASGOW, HIGHLAND, ORKNEY
from slide_checks import check, check_hidden, made, made_or_said, shown

from ijb.slides.ask import CannotShow
from ijb.slides.slide import Lines, Scatter
from ijb.store import SCOTLAND
from ijb.views import whole_system_evidence

BLOCKS = (
    "system_cautions",
    "system_evidence",
    "system_chain",
    "system_changes",
    "system_prices",
    "system_delay_price",
)
SPEND, DELAYS = "adult_social_work_spend_per_adult", "delayed_bed_days_75plus_rate"
CAUTION = (
    "An illustration, not a finding: average cost is not cash saved; acute money sits with the NHS board; not every "
    "day is releasable; and the hospital prices are average costs from two publications on different bases."
)


def yearly(store, measure, area, basis=""):
    rows = store._ask(
        "select period_label, value from priced where measure = ? and area_code = ? and basis = ? and breakdown = '' "
        "and value is not null order by period_start",
        *(measure, area, basis),
    )
    return dict(zip(rows["period_label"], rows["value"]))


@pytest.mark.parametrize("area", CODES)
def test_every_area_gives_slides_that_can_be_read(store, area):
    for block in BLOCKS:
        slide = made_or_said(store, block, area=area)
        assert slide or block == "system_delay_price", (area, block)
        if slide:
            check(slide)


@pytest.mark.parametrize("area", [SCOTLAND, FIFE, ORKNEY, HIGHLAND])
def test_every_offset_pair_and_span(store, area):
    for offset in ("0", "1", "2"):
        slide = made_or_said(store, "system_chain", area=area, offset=offset)
        if slide:
            check(slide)
        for pair in ("money-flow", "need-flow", "money-need"):
            for span in ("1", "3", "5"):
                slide = made_or_said(store, "system_changes", area=area, offset=offset, pair=pair, span=span)
                if slide:
                    check(slide)


def test_each_line_of_the_chain_is_an_index_of_its_own_first_year(store):
    slide = made(store, "system_chain", area=FIFE)
    assert isinstance(slide.chart, Lines) and len(slide.chart.lines) == 3
    for line, held in (
        (slide.chart.lines[0], yearly(store, SPEND, FIFE, "real 2024/25")),
        (slide.chart.lines[2], yearly(store, DELAYS, FIFE)),
    ):
        expected = [100 * held[year] / held["2018/19"] if year in held else None for year in slide.chart.periods]
        assert [value is None for value in line.values] == [value is None for value in expected]
        drawn = [value for value in line.values if value is not None]
        assert drawn == pytest.approx([value for value in expected if value is not None])
    said = " ".join(each.words for each in slide.said)
    assert said.count("= 100: ") == 3 and "no cause is implied" in slide.subtitle


def test_a_chain_with_a_measure_that_is_not_offered_is_refused(store):
    with pytest.raises(CannotShow):
        made(store, "system_chain", area=FIFE, money="rural_share")


def test_the_changes_are_those_of_the_yearly_figures(store):
    slide = made(store, "system_changes", area=FIFE, span="5")
    assert isinstance(slide.chart, Scatter) and slide.chart.nought
    spots = {spot.name: spot for spot in slide.chart.spots}
    for name, area in (("Fife", FIFE), ("Scotland", SCOTLAND)):
        money, delays = yearly(store, SPEND, area, "real 2024/25"), yearly(store, DELAYS, area)
        assert spots[name].x == pytest.approx(100 * (money["2022/23"] / money["2017/18"] - 1))
        assert spots[name].y == pytest.approx(100 * (delays["2022/23"] / delays["2017/18"] - 1))
    assert spots["Fife"].own and spots["Scotland"].tone == "scotland"
    assert sum(spot.named for spot in slide.chart.spots) <= 8
    said = " ".join(each.words for each in slide.said)
    assert "A picture like this cannot show a cause." in said


@pytest.mark.parametrize("pair", ["money-flow", "need-flow"])
def test_areas_beyond_the_scale_are_named_and_the_own_never_left_out(store, pair):
    for area in CODES:
        slide = made_or_said(store, "system_changes", area=area, pair=pair, span="5")
        names = {spot.name for spot in slide.chart.spots}
        if area != SCOTLAND and "(" not in slide.subtitle:
            assert any(spot.own for spot in slide.chart.spots) or "no figure" in " ".join(shown(slide))
        if "Beyond the scale and not drawn: " in slide.subtitle:
            out = slide.subtitle.split("Beyond the scale and not drawn: ")[1].count("; ") + 1
            whole = remembered_count(store, slide)
            assert len(names) + out == whole


def remembered_count(store, slide):
    """How many areas, with Scotland, are drawn or named beyond the scale, by the count that is said."""
    words = " ".join(each.words for each in slide.said)
    return int(words.split("Of ")[1].split(" area")[0]) + 1


def test_the_studies_are_in_short_what_they_say(store):
    slide = made(store, "system_evidence", area=FIFE)
    studies = whole_system_evidence.evidence()
    assert len(slide.table.rows) == len(studies) == 3
    assert all(setting and "England" in setting for _, setting, _ in slide.table.rows)
    assert all(says in slide.notes.definition for says in studies["says"])


def test_the_prices_are_cost_over_days(store):
    slide = made(store, "system_prices", area=FIFE)
    older, newer = slide.table.rows
    deflator = yearly_deflator(store)
    assert newer[3:] == ("£611", "£611") and round(440e6 / 720_119) == 611
    assert older[3:] == ("£262", f"£{142e6 / 542_204 * deflator['2024/25'] / deflator['2019/20']:.0f}")
    assert slide.said[0].words == CAUTION and slide.title.startswith("Illustration: ")


def yearly_deflator(store):
    rows = store._ask("select period_start, value from fact where quantity = 'gdp_deflator'")
    return {f"{day.year}/{(day.year + 1) % 100:02}": value for day, value in zip(rows["period_start"], rows["value"])}


def test_the_price_of_a_delay_is_always_an_illustration(store):
    for area in (SCOTLAND, FIFE, ORKNEY):
        slide = made(store, "system_delay_price", area=area, released="25", hours="4")
        assert slide.title.startswith("Illustration: ") and slide.said[0].words == CAUTION
        assert slide.notes.caveat == CAUTION and "What if 25% of the" in slide.said[1].words
        assert "4 hours" in slide.said[3].head


def test_the_days_are_a_share_of_those_waiting_for_care(store):
    waiting = store._ask(
        "select sum(value) as days from fact where quantity = 'delayed_bed_days' and area_code = ? "
        "and breakdown = 'reason=health_and_social_care' and period_start between '2024-04-01' and '2025-03-01'",
        "S12000047",
    )["days"].item()
    slide = made(store, "system_delay_price", area=FIFE)
    assert f"10% of the {waiting:,.0f} days in 2024/25" in slide.said[1].words
    assert f"were spent at home: {round(waiting / 10):,} days" in slide.said[1].words


@pytest.mark.parametrize("given", [{"released": "0"}, {"released": "x"}, {"hours": "99"}, {"hours": "nan"}])
def test_numbers_that_no_slider_has_are_refused(store, given):
    with pytest.raises(CannotShow):
        made(store, "system_delay_price", area=FIFE, **given)


@pytest.mark.parametrize("area", [SCOTLAND, FIFE, GLASGOW, HIGHLAND, ORKNEY])
def test_no_hidden_name_is_given_away(store, area):
    assert check_hidden(store, area, BLOCKS) >= 5
