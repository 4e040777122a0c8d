"""Who waits in the community: Scotland's counts by date and basis, drawn on lines that never meet."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from choices import CODES, FIFE, HIGHLAND, MEASURES
from clock import TODAY
from reading import ends_rightly, texts, wrong

from ijb import paths
from ijb.store import SCOTLAND
from ijb.views import about, need_waits, need_waits_table
from ijb.views.need_waits import Held

ASSESSMENT, CARE, HOURS = (
    "people_waiting_for_assessment_rate",
    "people_waiting_for_care_at_home_rate",
    "hours_waiting_rate",
)
ITEMS = {
    ASSESSMENT: "people_waiting_for_assessment",
    CARE: "people_waiting_for_care_at_home",
    HOURS: "weekly_hours_waiting_assessed",
}
ESTIMATED, SENT = "basis=estimated", "basis=all_areas_submitted"
WORDS = {ESTIMATED: "estimated", SENT: "all areas submitted"}
BREAKS = (date(2024, 1, 1), date(2026, 1, 1))
ADULTS = {2023: 4_491_526, 2024: 4_527_287}  # Scotland aged 18 and over, mid-2023 (estimated here) and mid-2024 (NRS)


def read(name: str, basis: str) -> pd.DataFrame:
    """The extract's own rows of an item on a basis, in time order."""
    rows = pd.read_csv(paths.EXTRACTS / "unmet_need" / "social_care_waits.csv")
    rows = rows[(rows["item"] == ITEMS[name]) & (rows["basis"] == WORDS[basis])]
    return rows.assign(day=pd.to_datetime(rows["snapshot_date"]).dt.date).sort_values("day")


def waits(store, name, area=SCOTLAND):
    return need_waits.waits(store, MEASURES[name], area)


def drawing(store, name, area=SCOTLAND):
    return need_waits.drawing(store, waits(store, name, area), "light", TODAY)


def runs(trace) -> list[list[tuple[date, float]]]:
    """The stretches of a line that are joined, each as its points."""
    found = [[]]
    for day, value in zip(trace.x, trace.y):
        if value is None or pd.isna(value):
            found.append([])
        else:
            found[-1].append((date.fromisoformat(day), value))
    return [run for run in found if run]


def test_exactly_the_measures_of_the_waits_are_offered():
    assert [name for name, measure in MEASURES.items() if need_waits.is_wait(measure)] == [ASSESSMENT, CARE, HOURS]


@pytest.mark.parametrize("name", ITEMS)
@pytest.mark.parametrize("basis", WORDS)
def test_every_count_of_the_extract_is_held_on_its_own_basis(store, name, basis):
    expected = read(name, basis)
    lines = [held for held in waits(store, name).lines if held.basis == basis]
    assert len(lines) == (1 if len(expected) else 0)
    for held in lines:
        assert held.rows["period_start"].tolist() == expected["day"].tolist()
        assert held.rows["numerator"].tolist() == expected["value"].tolist()


def test_the_newest_counts_are_said_with_date_basis_and_age(store):
    newest = read(ASSESSMENT, SENT).iloc[-1]
    assert (newest["value"], newest["day"]) == (8_050, date(2026, 1, 5))
    assert need_waits.title(store, waits(store, ASSESSMENT), TODAY) == (
        "In Scotland 8,050 people were waiting for a social care assessment on 5 Jan 2026 "
        "(a date for which all areas sent a figure; 10 months old)"
    )
    newest = read(CARE, ESTIMATED).iloc[-1]
    assert (newest["value"], newest["day"]) == (3_207, date(2025, 11, 24))
    assert read(CARE, SENT).empty
    assert need_waits.title(store, waits(store, CARE), TODAY) == (
        "In Scotland 3,207 people were waiting for their care at home to start on 24 Nov 2025 "
        "(estimated; 11 months old)"
    )
    assert need_waits.title(store, waits(store, HOURS), TODAY) == (
        "In Scotland 39,000 hours of care at home a week were assessed as needed and not yet provided on 17 Apr 2023 "
        "(estimated; 3 years 7 months old)"
    )


def test_the_other_basis_is_said_apart_with_the_change_within_it(store):
    first, second, breaks = need_waits.said(store, waits(store, ASSESSMENT), TODAY)
    assert first == (
        "Within this basis: there is no figure for a year before to compare with. As a rate: 177 people waiting per "
        "100,000 adults. Published figure, estimated population."
    )
    assert "7,806 people were waiting for a social care assessment on 3 Nov 2025 (estimated; 1 year old). " in second
    assert second.endswith("The two bases are never joined, and never compared with each other.")
    # 7,806 people against 6,027, 1,779 more; per 100,000 of the adults of mid-2025 and of mid-2024, 171.8 - 133.1.
    rows = read(ASSESSMENT, ESTIMATED).set_index("day")["value"]
    assert (rows[date(2025, 11, 3)], rows[date(2024, 11, 4)]) == (7_806, 6_027)
    assert round(6_027 / ADULTS[2024] * 100_000, 1) == 133.1 and round(1_779 / 6_027 * 100) == 30
    assert (
        "Within this basis: 1,779 people (30%) more than on 4 Nov 2024. As a rate: 172 people waiting per 100,000 "
        "adults, 39 more than on 4 Nov 2024. Estimated figure, estimated population." in second
    )
    assert breaks.count("Break in January") == 2


def test_a_change_is_of_the_count_in_what_it_counts_and_of_the_rate_apart(store):
    rows = read(CARE, ESTIMATED).set_index("day")["value"]
    assert (rows[date(2025, 11, 24)], rows[date(2024, 11, 25)]) == (3_207, 3_119)
    assert round(88 / 3_119 * 100, 1) == 2.8
    assert need_waits.said(store, waits(store, CARE), TODAY)[0] == (
        "Within this basis: 88 people (2.8%) more than on 25 Nov 2024. As a rate: 71 people waiting per 100,000 "
        "adults, 2 more than on 25 Nov 2024. Estimated figure, estimated population."
    )
    hours = waits(store, HOURS)
    (held,) = [each for each in hours.lines if each.basis == ESTIMATED]
    last = held.rows.iloc[-1]
    before = held.rows.iloc[[-1]].assign(
        period_start=date(2022, 4, 18),
        period_end=date(2022, 4, 18),
        period_label="18 Apr 2022",
        numerator=last["numerator"] + 1,
        value=last["value"] * 2,
    )
    both = Held(held.area, held.basis, pd.concat([before, held.rows.iloc[[-1]]], ignore_index=True))
    said = need_waits.said(store, replace(hours, lines=(both,)), TODAY)[0]
    assert (
        "Within this basis: 1 hour of care at home a week (under 0.1%) fewer than on 18 Apr 2022. As a rate: " in said
    )
    assert re.search(r"hours a week per 100,000 adults, [\d,]+ fewer than on 18 Apr 2022\.", said)
    same = both.rows.assign(numerator=39_000.0, value=last["value"])
    said = need_waits.said(store, replace(hours, lines=(replace(both, rows=same),)), TODAY)[0]
    assert "Within this basis: as many hours of care at home a week as on 18 Apr 2022. As a rate: " in said
    assert "hours a week per 100,000 adults, the same as on 18 Apr 2022." in said


def test_each_wait_is_offered_by_its_plain_name(store):
    assert need_waits.choice(MEASURES) == {
        ASSESSMENT: "People waiting for assessment",
        CARE: "People waiting for care at home",
        HOURS: "Weekly hours waited for",
    }
    assert need_waits.USUAL == ASSESSMENT


def test_rates_are_counts_over_the_adults_of_the_year(store):
    held = {held.basis: held.rows.set_index("period_start") for held in waits(store, CARE).lines}[ESTIMATED]
    assert held["value"][date(2024, 11, 25)] == pytest.approx(3_119 / ADULTS[2024] * 100_000)
    assert held["value"][date(2023, 2, 20)] == pytest.approx(4_445 / ADULTS[2023] * 100_000, rel=1e-6)


@pytest.mark.parametrize("name", ITEMS)
def test_a_line_is_of_one_basis_and_never_crosses_a_break(store, name):
    figure = drawing(store, name).figure
    bases = [basis for basis in WORDS if len(read(name, basis))]
    assert len(figure.data) == len(bases) == len({trace.name for trace in figure.data})
    for trace in figure.data:
        basis = next(basis for basis in bases if need_waits.basis_words(basis) in trace.name)
        points = [point for run in runs(trace) for point in run]
        assert [day for day, _ in points] == read(name, basis)["day"].tolist()
        for run in runs(trace):
            assert not [at for at in BREAKS if run[0][0] < at <= run[-1][0]]
        assert "markers" in trace.mode and min(size for size in trace.marker.size if size) >= 8


def test_breaks_are_drawn_at_their_dates_and_hollow_points_are_the_estimated(store):
    figure = drawing(store, ASSESSMENT).figure
    heads = [note.text for note in figure.layout.annotations if "Break" in note.text]
    assert sorted(heads) == ["Break, January 2024", "Break, January 2026"]
    days = [shape.x0 for shape in figure.layout.shapes]
    assert sorted(days) == ["2024-01-01", "2026-01-01"]
    ground = figure.layout.template.layout.plot_bgcolor
    hollow = {trace.name: set(trace.marker.color) == {ground} for trace in figure.data}
    assert hollow == {"Scotland, estimated": True, "Scotland, dates for which all areas sent a figure": False}
    assert {note.text for note in figure.layout.annotations if note.xref == "paper" and note.x == 1} == {
        "○ 172 estimated",
        "● 177 all sent",
    }
    # A break that no date lies beyond is not drawn.
    assert [shape.x0 for shape in drawing(store, CARE).figure.layout.shapes] == ["2024-01-01"]


@pytest.mark.parametrize("name", ITEMS)
def test_no_change_crosses_a_break(store, name):
    found = waits(store, name)
    for held in found.lines:
        for count in range(1, len(held.rows) + 1):
            cut = Held(held.area, held.basis, held.rows.iloc[:count])
            said = need_waits.said(store, replace(found, lines=(cut,)), TODAY)[0]
            compared = re.findall(r"than on (\d+ \w+ \d{4})", said)
            since = [pd.Timestamp(day).date() for day in compared]
            now = cut.latest["period_start"]
            assert not [at for at in BREAKS for day in since if day < at <= now]


def test_a_figure_of_a_year_before_beyond_a_break_is_not_compared(store):
    found = waits(store, ASSESSMENT)
    held = next(held for held in found.lines if held.basis == ESTIMATED)
    later = held.rows.iloc[[-1]].assign(
        period_start=date(2026, 3, 2), period_end=date(2026, 3, 2), period_label="2 Mar 2026"
    )
    across = Held(held.area, held.basis, pd.concat([held.rows, later], ignore_index=True))
    said = need_waits.said(store, replace(found, lines=(across,)), TODAY)
    assert "Within this basis: not compared with 3 Mar 2025: from January 2026 the snapshot is" in said[0]
    figure = need_waits.drawing(store, replace(found, lines=(across,)), "light", TODAY).figure
    assert [run[-1][0] for run in runs(figure.data[0])][-2:] == [date(2025, 11, 3), date(2026, 3, 2)]


def test_where_the_area_has_none_scotlands_are_drawn_and_it_is_said(store):
    found = waits(store, ASSESSMENT, FIFE)
    assert found.own == () and found.newest.area == SCOTLAND
    shown = drawing(store, ASSESSMENT, FIFE)
    assert list(texts(*shown.above)) == ["Not held by area; published for Scotland, whose figures are drawn here."]
    assert shown.title.endswith("10 months old); not held for Fife")
    assert {trace.name.split(",")[0] for trace in shown.figure.data} == {"Scotland"}
    assert drawing(store, ASSESSMENT).above == ()


def test_without_any_figure_it_says_so_and_draws_nothing(store):
    found = replace(waits(store, ASSESSMENT, HIGHLAND), lines=())
    shown = need_waits.drawing(store, found, "light", TODAY)
    assert shown.title == "People waiting for an assessment: no figure is held for Highland or for Scotland"
    assert shown.figure is None and wrong(shown.title, shown.subtitle, *shown.above) == []
    assert str(need_waits_table.drawn_table(store, found)) == ""
    assert about.exported(need_waits_table.download(store, found)).empty


@pytest.mark.parametrize("name", ITEMS)
def test_the_table_gives_every_count_with_its_basis_and_where_it_was_read(store, name):
    rows = need_waits_table.figures(store, waits(store, name))
    expected = pd.concat([read(name, basis) for basis in WORDS])
    assert rows["period_start"].is_monotonic_decreasing
    said = set(zip(rows["period_start"], rows["numerator"], rows["basis"].map(WORDS), rows["address"]))
    assert said == set(zip(expected["day"], expected["value"], expected["basis"], expected["url"]))
    assert all(publisher in " ".join(rows["read"]) for publisher in expected["publisher"])
    table = str(need_waits_table.drawn_table(store, waits(store, name)))
    assert table.count('href="http') == 2 * len(expected)  # once in its column, once under the date on a phone
    assert wrong(table) == []


def test_an_address_is_read_off_the_end_of_a_note_and_only_from_the_web():
    def parted(note):
        found = need_waits_table.READ_IN.fullmatch(note)
        return found["where"], found["address"]

    assert parted("Source: PHS, “Title”, 2024, https://example.org/a") == (
        "PHS, “Title”, 2024",
        "https://example.org/a",
    )
    assert parted("Source: https://example.org") == ("", "https://example.org")
    assert parted("Source: invented test data") == ("invented test data", None)
    assert parted("Source: javascript:alert(1)")[1] is None


def test_the_download_says_what_it_is_of(store):
    given = need_waits_table.download(store, waits(store, ASSESSMENT, FIFE))
    assert len(about.exported(given)) == 10
    assert given.about[0] == ("Area", "Fife (S37000032), and Scotland")
    # Each date says its basis and between which breaks it lies, so that a chart of the file need not cross one.
    rows = about.exported(given).set_index("Day")
    assert rows["Breaks"].to_dict() == {
        day: "Before the break of January 2024"
        if day < BREAKS[0]
        else "Between the breaks of January 2024 and January 2026"
        if day < BREAKS[1]
        else "After the break of January 2026"
        for day in rows.index
    }
    assert rows["Breaks"].nunique() == 3
    assert set(rows["Basis"]) == {"Estimated", "A date for which all areas sent a figure"}
    said = about.of_measure(store, MEASURES[ASSESSMENT], given).about
    assert [words for head, words in said if head == "Break"]
    given = need_waits_table.download(store, waits(store, ASSESSMENT))
    assert given.about[0] == ("Area", "Scotland (S92000003)")


@pytest.mark.parametrize("area", CODES)
@pytest.mark.parametrize("name", ITEMS)
def test_every_area_and_count_is_said_rightly(store, name, area):
    found = waits(store, name, area)
    shown = need_waits.drawing(store, found, "light", TODAY)
    said = [words for words in need_waits.said(store, found, TODAY) if words]
    assert wrong(shown.title, shown.subtitle, shown.alt, *shown.above, *shown.below, *said) == []
    assert all(map(ends_rightly, [shown.subtitle, shown.alt, *said])) and not shown.title.endswith(".")


def test_one_is_written_as_one():
    assert need_waits.counted(MEASURES[ASSESSMENT], 1) == "1 person was waiting for a social care assessment"
    assert need_waits.counted(MEASURES[HOURS], 1).startswith("1 hour of care at home a week was assessed")
