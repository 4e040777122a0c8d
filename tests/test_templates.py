"""The templates to fill in: their loaders know them, a blank one has no rows, an example row names no real area."""

import io

import openpyxl
import pytest
from clock import TODAY

from etl import geography
from etl.extract import read
from etl.faults import sentences
from etl.loaders import ijb_accounts, price_indices, social_care_waits
from etl.loaders.base import Context
from ijb import paths
from ijb.export.template import template_csv, template_workbook
from ijb.templates import template

LAYOUTS = {
    "ijb_accounts": (ijb_accounts, ijb_accounts.LAYOUT),
    "social_care_waits": (social_care_waits, social_care_waits.TEMPLATE),
    "price_indices": (price_indices, price_indices.LAYOUT),
}
FORMS = {"xlsx": template_workbook, "csv": template_csv}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_template_has_the_columns_that_its_loader_reads(name):
    columns, layout = template(name).columns, LAYOUTS[name][1]
    assert [column.name for column in columns if column.required] == list(layout.required)
    assert [column.name for column in columns if not column.required] == list(layout.optional)
    assert all(column.means.endswith(".") for column in columns)


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_template_is_known(name):
    assert {path.stem for path in paths.TEMPLATES.glob("*.toml")} == set(LAYOUTS)


def loaded(tmp_path, name, form, filled):
    path = tmp_path / f"{name}.{form}"
    path.write_bytes(FORMS[form](template(name), filled))
    extract = read(path, path.name)
    if not extract.faults:
        LAYOUTS[name][0].load(extract, Context(geography.read(paths.REFERENCE), TODAY))
    return extract


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_blank_template_is_refused_for_having_no_rows(tmp_path, name, form):
    said = sentences(loaded(tmp_path, name, form, filled=False).faults)
    assert len(said) == 1 and "row" in said[0]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_the_example_row_is_read_and_refused_for_its_name_alone(tmp_path, name, form):
    """It could otherwise stand as a figure of somebody's."""
    said = sentences(loaded(tmp_path, name, form, filled=True).faults)
    assert len(said) == 1 and "xample" in said[0] and "line 2" in said[0]


def test_a_workbook_explains_each_head_in_a_note():
    sheet = openpyxl.load_workbook(io.BytesIO(template_workbook(template("ijb_accounts"), filled=False))).active
    heads = sheet[1]
    assert [cell.value for cell in heads][:3] == ["ijb", "financial_year", "net_cost_of_services"]
    assert all(cell.comment and len(cell.comment.text) > 10 for cell in heads)
    assert sheet.max_row == 1
