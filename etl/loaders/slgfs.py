"""Scottish Government, Scottish Local Government Finance Statistics, Annex C (long layout)."""

from __future__ import annotations

from etl.absences import absence_notes
from etl.adding_up import require_sums
from etl.extract import Extract, year_pair
from etl.geography import SCOTLAND
from etl.loaders.base import Context, Layout, Loaded, facts

SOURCE = "slgfs"
LAYOUT = Layout(required=("area", "financial_year", "measure", "value", "unit"))
QUANTITIES = {"social_work_net_expenditure": ("Net revenue expenditure on social work, all ages", "£000")}
MEASURES = {"social_work_net_revenue_expenditure": "social_work_net_expenditure"}


def load(extract: Extract, context: Context) -> Loaded:
    """social_work_net_expenditure for councils, which add up exactly, and Scotland, by financial year."""
    councils = context.geography.codes("council")
    cells = extract.period("financial_year", year_pair, context.today)
    cells = cells.assign(
        line=extract.frame["line"],
        area_code=extract.area("area", context.geography, ("council", "scotland")),
        quantity=extract.choice("measure", MEASURES),
        value=extract.number("value"),
    )
    extract.choice("unit", {"GBP thousand": "£000"})
    extract.unique(cells[["area_code", "period_start", "quantity"]], "an area, year and measure")
    cells = cells.dropna()
    require_sums(extract, cells, "area_code", SCOTLAND, councils, "value", "the sum of the 32 councils")
    return Loaded(
        facts(cells["quantity"], cells["area_code"], cells, cells["value"]),
        absence_notes(SOURCE, cells, [*councils, SCOTLAND]),
    )
