"""Figures that IJBs, councils, health boards, auditors and the press have reported, each with its address."""

from __future__ import annotations

from etl.evidence import newest_first, plain, web_address, year_or_month
from etl.extract import Extract
from etl.loaders.base import Context, Layout, Loaded
from ijb import periods

SOURCE = "ijb_reported_figures"
LAYOUT = Layout(
    required=(
        "area_code",
        "financial_year",
        "kind",
        "item",
        "value_gbp_million",
        "publisher",
        "source_title",
        "published",
        "url",
        "standing",
    )
)
QUANTITIES: dict[str, tuple[str, str]] = {}


def load(extract: Extract, context: Context) -> Loaded:
    """Evidence in £ million for IJBs and Scotland: statements on different bases, never to rank or trend.

    financial_year may also be a month ("2024/06"), for a figure of that date. The same figure read in two
    places stands twice.
    """
    frame = extract.frame
    area = extract.area("area_code", context.geography, ("ijb", "scotland"))
    period = extract.parsed("financial_year", year_or_month)
    held = area.notna() & period.notna()
    columns = {
        "area_code": area[held],
        "period_label": period[held].map(lambda pair: periods.label(*pair)),
        "kind": plain(frame["kind"]),
        "item": plain(frame["item"]),
        "value": extract.number("value_gbp_million", low=None),
        "unit": "£ million",
        "publisher": frame["publisher"],
        "title": frame["source_title"],
        "published": frame["published"],
        "url": web_address(frame["url"]),
        "standing": frame["standing"],
    }
    return Loaded(evidence=newest_first(columns, period[held].map(lambda pair: pair[1])))
