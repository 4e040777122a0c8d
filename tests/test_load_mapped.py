"""Files in a layout of their own, read by the mapping beside them."""

from datetime import date
from pathlib import Path

import pytest

from etl import geography
from etl.extract import Extract, read
from etl.faults import BadExtract, sentences
from etl.loaders.base import Context, Loaded
from etl.loaders.mapped import load_mapped, month_in_words, quarter_in_words, read_mapping

DATA = Path(__file__).resolve().parents[1] / "data"
CONTEXT = Context(geography.read(DATA / "reference"), date(2026, 9, 1))
QUANTITIES = {
    "net_cost_of_services": ("Net cost of services", "£000"),
    "outturn_variance": ("Outturn against budget", "£000"),
    "delayed_bed_days": ("Bed days", "days"),
}
MAPPING = """
source = "ijb_accounts"
area = "Partnership"
level = "ijb"
period = "Year"
period_form = "financial_year"
[columns]
"Net spend £000" = "net_cost_of_services"
"Variance £000" = "outturn_variance"
"""
FILE = """Partnership,Year,Net spend £000,Variance £000,Remark
Fife,2024/25,"700,000",-1500,unaudited
Orkney,2024/25,60000,,
"""
DELAYS = """
source = "phs_delayed_discharges"
area = "Council"
level = "council"
period = "Month"
period_form = "month"
[columns]
Days = "delayed_bed_days"
[breakdowns]
Reason = "reason"
"Age group" = "age"
"""


@pytest.fixture
def loaded(tmp_path):
    """What a file and its mapping give."""

    def load(text: str = FILE, mapping: str = MAPPING) -> tuple[Extract, Loaded]:
        (tmp_path / "my_file.csv").write_text(text, encoding="utf-8")
        (tmp_path / "my_file.toml").write_text(mapping, encoding="utf-8")
        extract = read(tmp_path / "my_file.csv", "my_file.csv")
        return extract, load_mapped(extract, read_mapping(tmp_path / "my_file.toml"), CONTEXT, QUANTITIES)

    return load


@pytest.fixture
def refused(tmp_path):
    """The faults of a mapping, in sentences."""

    def read_faults(mapping: str) -> list[str]:
        (tmp_path / "my_file.toml").write_text(mapping, encoding="utf-8")
        with pytest.raises(BadExtract) as problem:
            read_mapping(tmp_path / "my_file.toml")
        return sentences(problem.value.faults)

    return read_faults


def test_mapped_columns_become_facts(loaded):
    extract, result = loaded()
    assert extract.faults == []
    facts = result.facts.set_index(["quantity", "area_code"])["value"].to_dict()
    assert facts == {
        ("net_cost_of_services", "S37000032"): 700_000,
        ("net_cost_of_services", "S37000022"): 60_000,
        ("outturn_variance", "S37000032"): -1_500,
    }
    assert set(result.facts["period_start"]) == {date(2024, 4, 1)}


def test_a_note_says_which_column_was_read_as_what(loaded):
    note = loaded()[1].notes[0]
    assert (note.source_id, note.severity) == ("ijb_accounts", "info")
    assert note.text == (
        "my_file.csv was read as my_file.toml says: 'Net spend £000' as net_cost_of_services, "
        "'Variance £000' as outturn_variance."
    )


def test_breakdown_columns_become_sorted_slugs_and_all_is_the_total(loaded):
    text = (
        "Council,Month,Reason,Age group,Days\nFife,Aug 2025,Code 9 AWI,75+,120\nFife,Aug 2025,All "
        "reasons,65-74,80\n"
        "Fife,2025-08,,All ages,400\n"
    )
    extract, result = loaded(text, DELAYS)
    assert extract.faults == []
    assert dict(zip(result.facts["breakdown"], result.facts["value"])) == {
        "age=75plus|reason=code_9_awi": 120,
        "age=65_74": 80,
        "": 400,
    }
    assert set(result.facts["period_end"]) == {date(2025, 8, 31)}
    assert set(result.facts["area_code"]) == {"S12000047"}


def test_an_unknown_quantity_names_the_nearest(loaded):
    extract, result = loaded(mapping=MAPPING.replace("net_cost_of_services", "net_costs_of_service"))
    assert sentences(extract.faults) == [
        "my_file.csv, column Net spend £000: found 'net_costs_of_service'; "
        "expected my_file.toml to name a known quantity, perhaps 'net_cost_of_services'."
    ]
    assert result.facts.empty


def test_a_column_that_the_file_has_not_is_named(loaded):
    extract, _ = loaded(FILE.replace("Net spend £000", "Net spending £000"))
    assert sentences(extract.faults) == [
        "my_file.csv, column Net spend £000: expected this column, which my_file.toml names, "
        "perhaps 'Net spending £000'."
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("60000", "lots", "my_file.csv, line 3, column Net spend £000: found 'lots'; expected a number."),
        (
            "Orkney",
            "Atlantis",
            "my_file.csv, line 3, column Partnership: found 'Atlantis'; "
            "expected the name or code of an integration authority or Scotland.",
        ),
        (
            "Orkney,2024/25",
            "Orkney,2024",
            "my_file.csv, line 3, column Year: found '2024'; expected a financial year, such as 2022/23.",
        ),
        ("Orkney,2024/25", "Orkney,2026/27", None),
        (
            "Orkney,2024/25",
            "Orkney,2027/28",
            "my_file.csv, line 3, column Year: found '2027/28'; expected a period that has begun by 1 September 2026.",
        ),
        (
            "Orkney",
            "Fife",
            "my_file.csv, line 3: expected one row an area, period and breakdown, but line 2 gives the same one.",
        ),
    ],
)
def test_cells_are_checked_as_in_any_file(loaded, old, new, sentence):
    extract, _ = loaded(FILE.replace(old, new))
    assert sentences(extract.faults) == ([sentence] if sentence else [])


def test_only_money_may_be_below_nothing(loaded):
    text = "Council,Month,Reason,Age group,Days\nFife,202508,,,-1\n"
    extract, _ = loaded(text, DELAYS)
    assert sentences(extract.faults) == [
        "my_file.csv, line 2, column Days: found '-1'; expected a number of 0 or more."
    ]


def test_every_fault_of_a_mapping_is_said_at_once(refused):
    assert refused("""
source = ""
aera = "Partnership"
level = "ward"
period = 2024
period_form = "year"
[columns]
"A" = "net cost"
"B" = "budget_gap"
"C" = "budget_gap"
""") == [
        "my_file.toml, column aera: expected no field of this name, perhaps 'area'.",
        "my_file.toml, column source: found nothing; expected a text in quotes.",
        "my_file.toml, column area: expected this field.",
        "my_file.toml, column level: found 'ward'; expected one of council, ijb, health_board.",
        "my_file.toml, column period: found '2024'; expected a text in quotes.",
        "my_file.toml, column period_form: found 'year'; expected one of financial_year, quarter, month, day.",
        "my_file.toml, column columns, A: found 'net cost'; expected an id: small letters, digits and underscores.",
        "my_file.toml, column columns: found 'budget_gap'; expected each id once.",
    ]


def test_a_mapping_that_is_no_toml_or_maps_nothing_is_refused(refused):
    assert refused("source = ")[0].startswith("my_file.toml: expected valid TOML: ")
    empty = MAPPING.partition("[columns]")[0] + "[columns]\n"
    assert refused(empty) == ["my_file.toml, column columns: expected at least one column with its quantity."]
    assert refused(empty + "Net = 5\n") == [
        'my_file.toml, column columns: found "{\'Net\': 5}"; expected lines such as "Column name" = "id".'
    ]


def test_months_and_quarters_in_words():
    august = (date(2025, 8, 1), date(2025, 8, 31))
    for text in ("Aug 2025", "August 2025", "Aug-25", "2025-08", "2025-08-01", "202508"):
        assert month_in_words(text) == august
    assert quarter_in_words("Q1 2025/26") == quarter_in_words("2025/26 Q1") == (date(2025, 4, 1), date(2025, 6, 30))
    assert quarter_in_words("Q4 2025/26") == (date(2026, 1, 1), date(2026, 3, 31))
    for read_period, text in (
        (month_in_words, "2025-08-15"),
        (month_in_words, "13/2025"),
        (quarter_in_words, "Q5 2025/26"),
        (quarter_in_words, "2025"),
    ):
        with pytest.raises(ValueError, match="expected a"):
            read_period(text)
