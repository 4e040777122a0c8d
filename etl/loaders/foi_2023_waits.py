"""BBC Shared Data Unit, freedom of information requests to councils, 2023: waits for social care."""

from __future__ import annotations

from etl.evidence import newest_first
from etl.extract import Extract, year_pair
from etl.loaders.base import Context, Layout, Loaded
from ijb import periods

SOURCE = "foi_2023_waits"
LAYOUT = Layout(required=("council", "financial_year", "item", "value", "answer"))
QUANTITIES: dict[str, tuple[str, str]] = {}
ITEMS = {
    "median days to initial assessment": ("median wait for an initial assessment", "days"),
    "longest days to initial assessment": ("longest wait for an initial assessment", "days"),
    "median days to start of care": ("median wait for care to start", "days"),
    "longest days to start of care": ("longest wait for care to start", "days"),
    "deaths waiting for start of care package": ("people who died while waiting for a care package to start", "people"),
    "contracts handed back": ("contracts handed back by providers", "contracts"),
    "hours/week handed back": ("hours of care a week handed back by providers", "hours a week"),
}
ANSWERS = {
    "figure": "figure given",
    "no figure": "no figure given",
    "Not held": "not held by the council",
    "Not given": "not given by the council",
}
PUBLICATION = {
    "kind": "freedom of information, 2023",
    "publisher": "BBC Shared Data Unit",
    "title": "Social care in crisis: answers of councils to freedom of information requests",
    "published": "July 2023",
    "url": "https://github.com/BBC-Data-Unit/social-care-crisis",
    "standing": "council's own answer",
}


def load(extract: Extract, context: Context) -> Loaded:
    """Evidence a council, year and item, also where no figure was given; councils counted in their own ways.

    Rows keep the council's code, since the council answered: an area's evidence is its own and its councils'.
    """
    area = extract.area("council", context.geography, ("council",))
    period = extract.period("financial_year", year_pair, context.today)
    answer = extract.choice("answer", ANSWERS)
    given = extract.frame["answer"] == "figure"
    value = extract.number("value", blank=~given)
    extract.fault_rows(~given & value.notna(), "value", "expected no value, since answer says there is none")
    item = extract.choice("item", {name: name for name in ITEMS})
    extract.unique(period[["period_start"]].assign(area=area, item=item), "a council, year and item")
    held = area.notna() & period["period_start"].notna() & item.notna()
    columns = PUBLICATION | {
        "area_code": area[held],
        "answer": answer[held],
        "value": value[held],
        "period_label": period.loc[held, "period_start"].map(lambda start: periods.year_label(start.year)),
        "item": item[held].map(lambda name: ITEMS[name][0]),
        "unit": item[held].map(lambda name: ITEMS[name][1]),
    }
    return Loaded(evidence=newest_first(columns, period.loc[held, "period_end"]))
