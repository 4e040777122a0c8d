"""Several files of one source: which figures count, what is kept of the others, and what cannot be told apart."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from clock import TODAY

from etl.editions import REVISION_COLUMNS, Edition, merged, revised
from etl.faults import BadExtract, sentences
from etl.gather import Gathered, gather
from etl.loaders.base import FACT_COLUMNS
from ijb import periods

MORAY, FIFE, SCOTLAND = "S37000019", "S37000032", "S92000003"
NOTHING = float("nan")


def figures(*rows: tuple[str, int, float]) -> pd.DataFrame:
    """Facts of net_cost_of_services from area, first year and £000."""
    years = [periods.financial_year(year) for _, year, _ in rows]
    return pd.DataFrame(
        {
            "quantity": "net_cost_of_services",
            "area_code": [area for area, _, _ in rows],
            "period_start": [start for start, _ in years],
            "period_end": [end for _, end in years],
            "breakdown": "",
            "value": [value for _, _, value in rows],
            "status": "published",
            "note": "",
        }
    )[FACT_COLUMNS]


def held(facts: pd.DataFrame) -> dict[tuple[str, int], float]:
    return {(row.area_code, row.period_start.year): row.value for row in facts.itertuples()}


OLDER = Edition("older.csv", figures((MORAY, 2022, 100), (MORAY, 2023, 110), (FIFE, 2023, 50)))
NEWER = Edition("newer.csv", figures((MORAY, 2023, 115), (MORAY, 2024, 120)))


@pytest.mark.parametrize("order", [[OLDER, NEWER], [NEWER, OLDER]])
def test_the_file_that_runs_later_wins_a_period_as_a_whole_and_adds_the_rest(order):
    facts, _, faults = merged(order)
    assert faults == []
    # 2023/24 is the newer file's, which has no figure for Fife
    assert held(facts) == {(MORAY, 2022): 100, (MORAY, 2023): 115, (MORAY, 2024): 120}


def test_what_the_newer_file_revises_is_kept_with_both_names():
    _, revisions, _ = merged([OLDER, NEWER])
    assert list(revisions.columns) == REVISION_COLUMNS
    assert revisions.to_numpy().tolist() == [
        ["net_cost_of_services", MORAY, date(2023, 4, 1), "", 110, 115, "older.csv", "newer.csv"]
    ]


def test_a_third_file_revises_what_the_first_two_left():
    third = Edition("newest.csv", figures((MORAY, 2022, 101), (MORAY, 2024, 120), (MORAY, 2025, 130)))
    facts, revisions, faults = merged([third, OLDER, NEWER])
    assert faults == []
    assert held(facts) == {(MORAY, 2022): 101, (MORAY, 2023): 115, (MORAY, 2024): 120, (MORAY, 2025): 130}
    assert revisions["new_edition"].tolist() == ["newer.csv", "newest.csv"]
    assert revisions[["old_value", "new_value"]].to_numpy().tolist() == [[110, 115], [100, 101]]


def test_a_tie_is_refused_with_both_names():
    _, _, faults = merged([OLDER, Edition("copy of older.csv", OLDER.facts)])
    assert sentences(faults) == [
        "copy of older.csv: expected one file that runs to 31 March 2024, but older.csv does too, so neither can be "
        "taken as the newer; keep one of the two."
    ]


def test_rounding_in_the_last_place_is_no_revision_and_a_figure_that_comes_or_goes_is():
    old = figures((MORAY, 2021, 0.1 + 0.2), (MORAY, 2022, NOTHING), (MORAY, 2023, 7), (MORAY, 2024, NOTHING))
    new = figures((MORAY, 2021, 0.3), (MORAY, 2022, 5), (MORAY, 2023, NOTHING), (MORAY, 2024, NOTHING))
    found = revised(old, new, "a", "b")
    assert [start.year for start in found["period_start"]] == [2022, 2023]


def test_one_file_or_none_revises_nothing():
    facts, revisions, faults = merged([OLDER])
    assert (len(facts), len(revisions), faults) == (3, 0, [])
    facts, revisions, faults = merged([Edition("evidence.csv", OLDER.facts.head(0))])
    assert (len(facts), len(revisions), faults) == (0, 0, [])


# --- from files ---

HEADER = (
    "ijb,financial_year,net_cost_of_services,general_reserve,earmarked_reserve,savings_planned,savings_delivered,"
    "savings_delivered_recurring,budget_gap,outturn_variance,source_url\n"
)
DELAYS = "MonthOfDelay,{area},AgeGroup,ReasonForDelay,NumberOfDelayedBedDays,AverageDailyNumberOfDelayedBeds\n"


@pytest.fixture
def gathered(tmp_path, areas):
    def gather_files(**files: str) -> Gathered:
        for name, content in files.items():
            (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
        return gather(tmp_path, areas, TODAY)

    return gather_files


def account(area: str, year: str, cost: int) -> str:
    return f"{area},{year},{cost},,,,,,,,x\n"


def test_two_files_of_accounts_are_put_together(gathered):
    found = gathered(
        first=HEADER + account("Moray", "2023/24", 110) + account("Moray", "2022/23", 100),
        second=HEADER + account("Moray", "2023/24", 115) + account("Moray", "2024/25", 120),
    )
    assert held(found.facts) == {(MORAY, 2022): 100, (MORAY, 2023): 115, (MORAY, 2024): 120}
    assert found.revisions[["old_edition", "new_edition"]].to_numpy().tolist() == [["first.csv", "second.csv"]]


def test_the_same_file_twice_is_refused_with_both_names(gathered):
    rows = HEADER + account("Moray", "2023/24", 110)
    with pytest.raises(BadExtract) as problem:
        gathered(accounts=rows, copy=rows)
    assert str(problem.value) == (
        "copy.csv: expected one file that runs to 31 March 2024, but accounts.csv does too, so neither can be taken as "
        "the newer; keep one of the two."
    )


def delayed(area: str, month: str, days: int) -> str:
    """A row of all ages and reasons; the published average is the days over 31."""
    return f"{month},{area},18plus,All Delay Reasons,{days},{round(days / 31)}\n"


@pytest.mark.parametrize(
    ("resident", "treated"), [(("202507",), ("202507", "202508")), (("202507", "202508"), ("202507",))]
)
def test_scotlands_delays_are_read_from_whichever_file_runs_later(gathered, resident, treated):
    """Scotland had 62 days in July and 93 in August 2025, 3 beds on an average day; each file says so or is told."""
    days = {"202507": 62, "202508": 93}
    found = gathered(
        resident=DELAYS.format(area="CA") + "".join(delayed(SCOTLAND, month, days[month]) for month in resident),
        treated=DELAYS.format(area="HBT") + "".join(delayed(SCOTLAND, month, days[month]) for month in treated),
    )
    august = found.facts[found.facts["period_start"] == date(2025, 8, 1)].set_index("quantity")["value"]
    assert august.to_dict() == {
        "delayed_bed_days": 93,
        "delayed_beds": 3,
        "delayed_bed_days_treated": 93,
        "delayed_beds_treated": 3,
    }


def test_only_scotland_passes_from_one_delays_file_to_the_other(gathered):
    found = gathered(
        resident=DELAYS.format(area="CA") + delayed("S12000047", "202507", 31),
        treated=DELAYS.format(area="HBT") + delayed("S08000029", "202508", 62) + delayed(SCOTLAND, "202508", 93),
    )
    days = found.facts[found.facts["quantity"].isin(["delayed_bed_days", "delayed_bed_days_treated"])]
    assert sorted(zip(days["quantity"], days["area_code"], days["value"])) == [
        ("delayed_bed_days", "S12000047", 31),
        ("delayed_bed_days", SCOTLAND, 93),
        ("delayed_bed_days_treated", "S08000029", 62),
        ("delayed_bed_days_treated", SCOTLAND, 93),
    ]


def test_the_same_evidence_twice_is_held_once(gathered):
    rows = (
        "area_code,financial_year,kind,item,value_gbp_million,publisher,source_title,published,url,standing\n"
        f"{MORAY},2022/23,reserves,reserves,10,A paper,A report,2023-05-01,https://example.org/a,reported\n"
    )
    assert len(gathered(figures=rows, copy=rows).evidence) == 1


def test_two_areas_own_files_of_one_year_stand_side_by_side():
    """Each IJB may send its own accounts: neither file takes the other's figures away, and there is no tie."""
    one, other = Edition("fife.csv", figures((FIFE, 2024, 1))), Edition("moray.csv", figures((MORAY, 2024, 2)))
    facts, _, faults = merged([one, other], by_area=True)
    assert faults == []
    assert held(facts) == {(FIFE, 2024): 1, (MORAY, 2024): 2}


def test_two_files_that_give_one_area_the_same_year_are_a_tie_still():
    one, other = Edition("first.csv", figures((FIFE, 2024, 1))), Edition("second.csv", figures((FIFE, 2024, 2)))
    assert len(merged([one, other], by_area=True)[2]) == 1
