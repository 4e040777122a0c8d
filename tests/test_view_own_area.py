"""What Compare says of the reader's own area: where it stands, whether that holds, and whom it is not unlike."""

from choices import EDINBURGH, FIFE, GLASGOW, ORKNEY, WITH_SCOTLAND, question, rows
from reading import texts

from ijb.comparators import comparator
from ijb.store import SCOTLAND
from ijb.views import areas, own_area

NOT_COUNTED = "Its health board area is the same as the area itself, so it is not counted."


def said(store, name, own, kind="scotland"):
    """The paragraphs and the folded part, one list of words each."""
    asked, found = rows(store, name, own, kind)
    return [list(texts(block)) for block in own_area.own_block(store, asked, found, comparator(store, own, kind, []))]


def test_edinburghs_own_words(store):
    """Medians, rates and the areas that do not overlap were worked from the figures and ranks of each month."""
    assert said(store, "delayed_beds_rate", EDINBURGH) == [
        ["Edinburgh"],
        ["26.7 beds per 100,000 adults: 8th of 31, where 1st is fewest; between 8th and 20th over the last 12 months."],
        [
            "16.5 below Scotland (43.2). This holds in 5 of 6 ways of comparing: not against the NHS Lothian area "
            "(26.3). It does against Scotland (43.2), the median of its nearest peers (35.8), the median of family "
            "group 1 (31.0), Scotland per 100,000 people aged 65 and over (169.4; here 137.6), and Scotland per "
            "100,000 people aged 75 and over (364.9; here 288.8)."
        ],
        [
            "Cannot be told apart by position from 19 other areas",
            "All whose range of positions overlaps its own: every area but Angus, Dumfries and Galloway, Dundee City, "
            "Falkirk, Highland, Inverclyde, North Ayrshire, Renfrewshire, Scottish Borders, South Ayrshire, and "
            "Western Isles.",
        ],
    ]


def test_an_area_far_from_the_rest_says_past_what(store):
    """£79.39 against Q3 + 1.5 IQR of £72.02; 2nd of 31 and 23 others whose ranges do not reach its own."""
    head, stands, compared, (count, named) = said(store, "home_care_cost_per_hour", ORKNEY)
    assert head == ["Orkney Islands"]
    assert stands == [
        "£79.39 an hour: 2nd of 31, where 1st is highest; between 2nd and 5th over the last three figures. The area "
        "is far above the rest: over the middle half of the areas by more than 1.5 times its width (past £72.02)."
    ]
    assert compared[0].startswith("£44.49 above Scotland (£34.90). This holds in all 3 ways of comparing: against ")
    assert compared[0].endswith(NOT_COUNTED)
    assert count == "Cannot be told apart by position from 7 other areas"
    assert named.startswith("Those whose range of positions overlaps its own: East Renfrewshire, Falkirk, ")


def test_the_fence_said_is_that_of_the_31_figures(store):
    _, found = rows(store, "home_care_cost_per_hour", ORKNEY)
    held = sorted(found["value"])
    first, third = (held[7] + held[8]) / 2, (held[22] + held[23]) / 2  # of 31: places 7.5 and 22.5
    assert len(held) == 31
    assert f"{third + 1.5 * (third - first):.2f}" == "72.02"


def test_those_told_apart_are_worked_from_twelve_months_of_ranks(store):
    asked = question(store, "delayed_beds_rate")
    held = store.history("delayed_beds_rate", "", "")
    held = held[held["area_code"].isin(store.codes("ijb")) & (held["period_start"] <= asked.period.start)]
    months = sorted(held["period_start"].unique())[-12:]
    ranks = {code: [] for code in store.codes("ijb")}
    for month in months:
        values = held[held["period_start"] == month].set_index("area_code")["value"]
        for code, value in values.items():
            ranks[code].append(1 + sum(other < value for other in values))
    low, high = min(ranks[EDINBURGH]), max(ranks[EDINBURGH])
    apart = [code for code, each in ranks.items() if max(each) < low or min(each) > high]
    assert (low, high, len(apart)) == (8, 20, 31 - 1 - 19)
    named = said(store, "delayed_beds_rate", EDINBURGH)[-1][1]
    assert all(store.area(code)["name"] in named for code in apart)


def test_another_comparator_comes_first(store):
    compared = said(store, "carers_supported", EDINBURGH, "peers")[2]
    assert compared == [
        "1.8 percentage points above the median of its nearest peers (28.6%). This holds in 2 of 3 ways of comparing: "
        "not against the median of family group 1 (32.4%). It does against the median of its nearest peers (28.6%) "
        "and Scotland (29.7%). The NHS Lothian area has no figure, so it is not counted."
    ]


def test_a_comparator_without_a_figure_compares_nothing(store):
    blocks = said(store, "healthy_life_expectancy_female", GLASGOW, "board")
    assert [words[0] for words in blocks] == [
        "Glasgow City",
        "56.1 years in good health: 25th of 31, where 1st is highest; between 24th and 29th over the last three "
        "figures.",
        "Cannot be told apart by position from 6 other areas",
    ]


def test_a_single_period_has_nobody_to_be_told_apart_from(store):
    blocks = said(store, "rural_share", ORKNEY)
    assert len(blocks) == 3
    assert blocks[1] == ["69.7% of people: 3rd of 31, where 1st is highest."]
    assert blocks[2][0].endswith(NOT_COUNTED)


def test_an_area_without_a_figure_says_why(store):
    assert said(store, "drug_and_alcohol_treatment_within_3_weeks", "S37000028") == [
        ["South Lanarkshire"],
        ["Not submitted for Q1 2025/26."],
    ]


def test_a_board_of_treatment_stands_for_its_area(store):
    head, stands, compared = said(store, "delayed_beds_treated_rate", EDINBURGH)
    assert (head, stands) == (["NHS Lothian"], ["31.2 beds per 100,000 adults."])
    assert compared[0].endswith(" There is no other way of comparing to check it by.")


def test_no_block_where_the_own_area_is_not_among_the_rows(store):
    asked, found = rows(store, "delayed_beds_rate", SCOTLAND)
    assert own_area.own_block(store, asked, found, WITH_SCOTLAND) == []


def test_nothing_is_compared_with_itself(store):
    """Fife is the whole of its board's area."""
    asked = question(store, "delayed_beds_rate")
    found = areas.rows(store, asked, FIFE, WITH_SCOTLAND, {})
    itself = comparator(store, FIFE, "board", [])
    assert itself.code == SCOTLAND
    blocks = own_area.own_block(store, asked, found, itself)
    assert list(texts(blocks[2]))[0].count("Scotland (") == 1 + 1


def test_the_folded_part_opens_by_keyboard_and_is_closed_at_first(store):
    asked, found = rows(store, "delayed_beds_rate")
    folded = str(own_area.own_block(store, asked, found, WITH_SCOTLAND)[-1])
    assert folded.startswith("<details") and "<summary>Cannot be told apart" in folded
    assert " open" not in folded.partition(">")[0]
