"""The figures of the parts, to read and to take away."""

import pytest
from choices import EDINBURGH, MEASURES

from ijb.views import about, parts
from ijb.views.trend import Asked

COUNCIL = "S12000036"  # of Edinburgh, whose days are the area's
ASKED = Asked(MEASURES["delayed_beds_rate"], "", "", EDINBURGH, "recent")


@pytest.fixture(scope="module")
def download(store):
    return parts.download(store, ASKED, parts.parts(store, ASKED))


def test_a_row_a_month_newest_first_and_a_column_a_reason(download):
    assert list(download.heads.values()) == [
        "Period",
        "First day",
        "Waiting for care or support",
        "Guardianship",
        "Patient or family reasons",
        "Other complex needs",
    ]
    assert download.figures["period_label"].iloc[[0, -1]].tolist() == ["Aug 2025", "Sep 2022"]
    assert len(download.figures) == 36


def test_the_parts_of_a_month_are_its_bed_days_over_days_and_adults(store, download):
    """From the bed days as supplied: of August, over 31 days, per 100,000 adults; and they add up to the whole."""
    days = store._ask(
        "select breakdown, value from fact where quantity = 'delayed_bed_days' and area_code = ? "
        "and period_start = date '2025-08-01' and breakdown like 'reason=%' and breakdown not like '%|%'",
        COUNCIL,
    ).set_index("breakdown")["value"]
    [adults] = store._ask(
        "select value from fact where quantity = 'population_18plus' and area_code = ? "
        "and period_start = date '2025-06-30'",
        EDINBURGH,
    )["value"]
    newest = download.figures.iloc[0]
    assert newest["Guardianship"] == pytest.approx(days["reason=code9_awi"] / 31 / adults * 100_000)
    shown = newest[[*download.heads][2:]].astype(float)
    assert shown.sum() == pytest.approx(days.sum() / 31 / adults * 100_000)


def test_the_table_on_the_page_has_the_figures_as_shown(download):
    html = about.plain_table(download)
    assert "<td" in html and "20.6" in html and "Aug 2025" in html and "None" not in html and "nan" not in html


def test_the_file_says_what_it_is_of(download):
    assert download.file_name == "delayed_beds_rate-edinburgh-parts"
    assert dict(download.about)["Area"] == f"Edinburgh ({EDINBURGH})"
    assert dict(download.about)["Unit"] == "beds per 100,000 adults"
