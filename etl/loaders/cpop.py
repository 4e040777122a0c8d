"""Improvement Service, Community Planning Outcomes Profile: published rates of hospital use (long layout)."""

from __future__ import annotations

from etl.absences import absence_notes
from etl.extract import Extract, year_pair
from etl.loaders.base import Context, Layout, Loaded, facts

SOURCE = "cpop"
LAYOUT = Layout(required=("LocalAuthority", "Indicator", "Year", "RatePer100000"))
QUANTITIES = {
    "emergency_admissions_65plus_published": (
        "Emergency admissions to hospital of people aged 65 and over, published rate",
        "per 100,000 people aged 65+",
    ),
    "ae_attendances_published": (
        "Attendances at consultant-led emergency departments, published rate",
        "per 100,000 people",
    ),
}
INDICATORS = {
    "Emergency Admissions": "emergency_admissions_65plus_published",
    "Unplanned Hospital Attendances": "ae_attendances_published",
}


def load(extract: Extract, context: Context) -> Loaded:
    """Both rates for councils and Scotland, by financial year; no numerators are published."""
    cells = extract.period("Year", year_pair, context.today)
    cells = cells.assign(
        area_code=extract.area("LocalAuthority", context.geography, ("council", "scotland")),
        quantity=extract.choice("Indicator", INDICATORS),
        value=extract.number("RatePer100000"),
    )
    extract.unique(cells[["period_start", "area_code", "quantity"]], "a year, council and indicator")
    cells = cells.dropna()
    councils = context.geography.codes("council")
    notes = absence_notes(SOURCE, cells, councils, "quantity", INDICATORS)
    return Loaded(facts(cells["quantity"], cells["area_code"], cells, cells["value"]), notes)
