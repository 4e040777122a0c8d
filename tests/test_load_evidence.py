"""Evidence: reported figures, freedom of information answers, vacancies, expenditure and need indicators."""

from datetime import date
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from etl import geography
from etl.evidence import newest_first, period_in_words, readable_date, web_address, year_or_month
from etl.extract import Extract, read
from etl.faults import sentences
from etl.loaders import (
    foi_2023_waits,
    ijb_reported_figures,
    loaders,
    recognise,
    scotland_social_work_expenditure,
    scotpho_need_indicators,
    workforce_vacancies,
)
from etl.loaders.base import EVIDENCE_COLUMNS, Context

DATA = Path(__file__).resolve().parents[1] / "data"
EXTRACTS = DATA / "extracts"
CONTEXT = Context(geography.read(DATA / "reference"), date(2026, 9, 1))
HELD = {
    ijb_reported_figures: EXTRACTS / "finance" / "ijb_reported_figures.csv",
    foi_2023_waits: EXTRACTS / "unmet_need" / "foi_2023_waits.csv",
    workforce_vacancies: EXTRACTS / "context" / "workforce_vacancies.csv",
    scotland_social_work_expenditure: EXTRACTS / "finance" / "scotland_social_work_expenditure.csv",
    scotpho_need_indicators: EXTRACTS / "context" / "scotpho_need_indicators.csv",
}


def held(loader: ModuleType) -> pd.DataFrame:
    extract, evidence = load(loader, HELD[loader])
    assert extract.faults == []
    return evidence


def load(loader: ModuleType, path: Path) -> tuple[Extract, pd.DataFrame]:
    extract = read(path, path.name)
    return extract, loader.load(extract, CONTEXT).evidence


def only(evidence: pd.DataFrame, **wanted: str) -> pd.Series:
    """The one row with these texts."""
    rows = evidence
    for column, text in wanted.items():
        rows = rows[rows[column] == text]
    assert len(rows) == 1
    return rows.iloc[0]


@pytest.fixture
def edited(tmp_path):
    """A held file with one text replaced."""

    def edit(loader: ModuleType, old: str, new: str) -> list[str]:
        text = HELD[loader].read_text(encoding="utf-8")
        assert text.count(old) == 1
        path = tmp_path / "evidence.csv"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return sentences(load(loader, path)[0].faults)

    return edit


@pytest.mark.parametrize(
    ("loader", "rows"),
    [
        (ijb_reported_figures, 264),
        (foi_2023_waits, 416),
        (workforce_vacancies, 34),
        (scotland_social_work_expenditure, 36),
        (scotpho_need_indicators, 384),
    ],
)
def test_held_files_are_recognised_and_read_whole(loader, rows):
    assert recognise(read(HELD[loader], "held.csv"), loaders()) is loader
    evidence = held(loader)
    assert list(evidence.columns) == EVIDENCE_COLUMNS
    assert len(evidence) == rows
    assert not evidence.drop(columns="value").isna().any(axis=None)
    assert evidence["url"].str.match(r"(https?://\S+)?$").all()


def test_reported_figures_are_in_millions_with_where_they_were_read():
    row = only(held(ijb_reported_figures), area_code="S37000034", period_label="Mar 2024", item="reserves general")
    assert row["value"] == 8.4
    assert (row["kind"], row["unit"], row["standing"]) == (
        "reserves",
        "£ million",
        "press quoting official figures",
    )
    assert row["url"] == ("https://uk.news.yahoo.com/glasgow-plea-more-money-health-145424868.html")


def test_reported_figures_may_be_below_nothing():
    row = only(held(ijb_reported_figures), area_code="S92000003", item="total funding real terms change amount")
    assert (row["value"], row["period_label"]) == (-1_100, "2022/23")


def test_reported_figures_are_newest_first():
    evidence = held(ijb_reported_figures)
    assert evidence.loc[0, ["area_code", "period_label", "value"]].tolist() == ["S37000024", "2026/27", 34.9]
    assert evidence["period_label"].drop_duplicates().tolist() == [
        "2026/27",
        "2025/26",
        "2024/25",
        "Jun 2024",
        "2023/24",
        "Mar 2024",
        "2022/23",
        "2021/22",
        "2020/21",
        "2019/20",
        "2018/19",
        "2017/18",
        "2016/17",
    ]


def test_faults_of_reported_figures(edited):
    assert edited(ijb_reported_figures, "S37000024,2026/27", "S37000099,2026/28") == [
        "evidence.csv, line 164, column area_code: found 'S37000099'; "
        "expected the name or code of an integration authority or Scotland.",
        "evidence.csv, line 164, column financial_year: found '2026/28'; "
        "expected a financial year, such as 2022/23, or a month, such as 2022/06.",
    ]


def test_freedom_of_information_keeps_the_council_and_the_kind_of_answer():
    evidence = held(foi_2023_waits)
    angus = only(evidence, area_code="S12000041", period_label="2021/22", item="contracts handed back by providers")
    assert (angus["value"], angus["unit"], angus["answer"]) == (15, "contracts", "figure given")
    stirling = only(
        evidence,
        area_code="S12000030",
        period_label="2022/23",
        item="people who died while waiting for a care package to start",
    )
    assert (stirling["value"], stirling["unit"]) == (1, "people")
    fife = only(
        evidence,
        area_code="S12000047",
        period_label="2021/22",
        item="hours of care a week handed back by providers",
    )
    assert (fife["value"], fife["unit"]) == (986.75, "hours a week")
    refused = only(evidence, area_code="S12000005", period_label="2022/23", item="median wait for care to start")
    assert pd.isna(refused["value"]) and refused["answer"] == "not given by the council"


def test_nineteen_councils_gave_a_figure_and_thirteen_a_wait_in_days():
    given = held(foi_2023_waits).dropna(subset=["value"])
    assert len(given) == 126
    assert given["area_code"].nunique() == 19
    assert given.loc[given["unit"] == "days", "area_code"].nunique() == 13


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "Angus,2021-22,contracts handed back,15.0,figure",
            "Angus,2021-22,contracts handed back,,figure",
            "evidence.csv, line 4, column value: found nothing; expected a number.",
        ),
        (
            "Angus,2021-22,contracts handed back,15.0,figure",
            "Angus,2021-22,contracts handed back,15.0,Not held",
            "evidence.csv, line 4, column value: found '15.0'; expected no value, since answer says there is none.",
        ),
        (
            "Angus,2021-22,contracts handed back,15.0,figure",
            "Aberdeenshire,2021-22,contracts handed back,15.0,figure",
            "evidence.csv, line 4: expected one row a council, year and item, but line 3 gives the same one.",
        ),
        (
            "Angus,2021-22,contracts handed back,15.0,figure",
            "Angus,2021-22,contracts kept,15.0,figure",
            "evidence.csv, line 4, column item: found 'contracts kept'; "
            "expected one of 'median days to initial assessment', "
            "'longest days to initial assessment', 'median days to start of care', 'longest days to "
            "start of care', "
            "'deaths waiting for start of care package', 'contracts handed back', 'hours/week handed back'.",
        ),
    ],
)
def test_faults_of_freedom_of_information(edited, old, new, sentence):
    assert sentence in edited(foi_2023_waits, old, new)


def test_vacancies_speak_of_scotland_or_of_a_council():
    evidence = held(workforce_vacancies)
    scotland = only(
        evidence, area_code="S92000003", period_label="31 Dec 2024", item="services reporting staff vacancies"
    )
    assert (scotland["value"], scotland["unit"], scotland["standing"]) == (44, "% of services", "official")
    dundee = only(evidence, area_code="S12000042")
    assert (dundee["value"], dundee["standing"]) == (57, "quoting official figures")
    assert dundee["answer"] == "all registered care services incl. childcare"
    midlothian = only(evidence, area_code="S12000019")
    assert pd.isna(midlothian["value"])
    assert midlothian["answer"] == "yes; no percentage given in the text"


def test_vacancies_without_a_census_date_keep_their_words():
    first = held(workforce_vacancies).iloc[0]
    assert first["period_label"] == "report published 2025-12-17 (census date not in text)"
    assert first["value"] == 8.9


def test_expenditure_names_its_basis():
    evidence = held(scotland_social_work_expenditure)
    budget = only(evidence, period_label="2018/19")
    assert (budget["item"], budget["value"]) == ("social work net revenue budget (POBE)", 3_260)
    assert budget["answer"] == "POBE basis: not comparable with SLGFS"
    outturn = only(evidence, period_label="2023/24", item="social work net revenue expenditure (SLGFS)")
    assert (outturn["value"], outturn["unit"]) == (4_604, "£ million")
    annex = only(evidence, item="social work net revenue expenditure: older persons (SLGFS)")
    assert (annex["value"], annex["unit"]) == (1_330_706, "£000")
    assert annex["title"] == "Scottish Local Government Finance Statistics 2017-18, Annex A"
    assert annex["url"] == ""


def test_expenditure_of_29_councils_says_so_and_a_rounded_figure_is_approximate():
    evidence = held(scotland_social_work_expenditure)
    row = only(
        evidence,
        period_label="2022/23",
        item="free personal care at home 65+ expenditure per client (29 councils)",
    )
    assert (row["area_code"], row["value"], row["unit"], row["answer"]) == (
        "S92000003",
        10_900,
        "£ per client a year",
        "approximate",
    )
    total = only(evidence, period_label="2022/23", item="free personal care at home 65+ expenditure (29 councils)")
    assert total["answer"] == "Fife, Scottish Borders, South Ayrshire missing"
    assert total["url"] == row["url"] != ""


def test_faults_of_expenditure_and_vacancies(edited):
    assert edited(scotland_social_work_expenditure, ",around 11100,", ",about 11100,") == [
        "evidence.csv, line 36, column value: found 'about 11100'; expected a number."
    ]
    assert edited(workforce_vacancies, "\nDundee City,", "\nGotham City,") == [
        "evidence.csv, line 18, column area: found 'Gotham City'; "
        "expected the name or code of Scotland or a council or an integration authority."
    ]


def test_need_indicators_carry_their_interval():
    evidence = held(scotpho_need_indicators)
    row = only(
        evidence,
        area_code="S12000005",
        item="Chronic obstructive pulmonary disease (COPD) patient hospitalisations",
    )
    assert (row["value"], row["unit"]) == (110.8, "Age-sex standardised rate per 100,000")
    assert row["answer"] == "95% interval 82.2 to 146.0"
    assert row["period_label"] == "2020/21 to 2022/23 financial years; 3-year aggregates"
    people = only(evidence, area_code="S12000005", item="Mid-year population estimate - all ages")
    assert (people["value"], people["unit"], people["answer"]) == (51_540, "Number", "")
    assert evidence.groupby("item")["area_code"].nunique().unique().tolist() == [32]


def test_faults_of_need_indicators(edited):
    line = "Chronic obstructive pulmonary disease (COPD) patient hospitalisations,51.0,"
    assert edited(scotpho_need_indicators, line + "110.8,146.0,82.2", line + "11.08,146.0,82.2") == [
        "evidence.csv, line 2, column measure: found '11.08'; expected a number within its interval."
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-02-11", date(2025, 2, 11)),
        ("2024-09/10", date(2024, 9, 1)),
        ("2025", date(2025, 1, 1)),
        ("not shown (March 2019 by context)", date(2019, 3, 1)),
        ("not shown (autumn 2022)", date(2022, 1, 1)),
        ("2025-03 (from address; meeting 25 March 2025)", date(2025, 3, 25)),
        ("not stated", None),
        ("not stated (meeting 26 September)", None),
    ],
)
def test_dates_are_read_in_free_text_where_they_can_be(text, expected):
    assert readable_date(text) == expected


def test_periods_in_words():
    assert year_or_month("2024/25") == (date(2024, 4, 1), date(2025, 3, 31))
    assert year_or_month("2024/06") == (date(2024, 6, 1), date(2024, 6, 30))
    assert period_in_words("2024-12-31") == ("31 Dec 2024", date(2024, 12, 31))
    assert period_in_words("2023-12") == ("Dec 2023", date(2023, 12, 31))
    assert period_in_words("2020 to 2022 calendar years") == (
        "2020 to 2022 calendar years",
        date(2022, 12, 31),
    )
    assert period_in_words("not known") == ("not known", None)


def test_only_web_addresses_become_links():
    texts = pd.Series(["https://example.org/a", "javascript:alert(1)", "=HYPERLINK(1)", "as above", ""])
    assert web_address(texts).tolist() == ["https://example.org/a", "", "", "", ""]


def test_newest_first_puts_what_has_no_date_last():
    columns = {
        "area_code": pd.Series(["a", "b", "c", "d"]),
        "published": pd.Series(["2024-01-01", "2025-01-01", "2025-06-01", "not stated"]),
    }
    ends = pd.Series([date(2025, 3, 31), None, date(2025, 3, 31), date(2025, 3, 31)])
    assert newest_first(columns, ends)["area_code"].tolist() == ["c", "a", "d", "b"]
