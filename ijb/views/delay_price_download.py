"""What went into the price of a delay and what came out, to take away: each row says that it is an illustration."""

from __future__ import annotations

import math

import pandas as pd

from ijb.store import Store
from ijb.views import about
from ijb.views.delay_price import DAYS_SOURCE, DEFLATOR_SOURCE, HEAD, MILLION, said, what_if
from ijb.views.download import Download, file_name
from ijb.views.priced_days import CARE_HOME, CAUTION, DEFLATOR, DELAYS, HOME_CARE, HOSPITAL, Illustration

READER = "Chosen by the reader"
DOWNLOADED = {
    "item": "Item",
    "value": "Value",
    "unit": "Unit",
    "period": "Period",
    "prices": "Prices",
    "source": "Source",
    "note": "Note",
    "caution": "What this is",
}


def download(store: Store, given: Illustration) -> Download:
    """Everything that went in and came out, a row each, every row saying that it is an illustration."""
    rows = [*_days_rows(store, given), *_price_rows(store, given), *_unit_cost_rows(store, given), *_amount_rows(given)]
    figures = pd.DataFrame(rows, columns=list(DOWNLOADED)).fillna({"note": ""}).assign(caution=CAUTION)
    said_of = [("Measure", HEAD), ("Area", f"{given.name} ({given.area})"), ("What this is", CAUTION)]
    if given.days is not None:
        said_of += [("What if", what_if(given)), ("In words", said(given))]
    for price in given.prices.published:
        said_of += [("Source", f"{price.publisher}: {price.title}"), ("Address", price.url), ("Caution", price.note)]
    said_of += about.sources_said(store, [store.measures[name] for name in (DELAYS, HOME_CARE, CARE_HOME)])
    deflator = store.sources[DEFLATOR_SOURCE]
    said_of += [("Source", f"{deflator.publisher}: {deflator.title}"), ("Address", deflator.url)]
    name = file_name("illustration", "price of a delay", given.name)
    return Download(name, figures, DOWNLOADED, said_of, title=f"Illustration: the price of a delay, {given.name}")


def _row(item: str, value: float | None, unit: str, **more: str) -> dict[str, object]:
    return {"period": "", "prices": "", "source": "", "note": "", **more, "item": item, "value": value, "unit": unit}


def _days_rows(store: Store, given: Illustration) -> list[dict[str, object]]:
    publisher = store.sources[DAYS_SOURCE].publisher
    days = {"period": given.year, "source": publisher, "note": given.why}
    return [
        _row("Days waiting for care, by residence", given.waiting, "days", **days),
        _row("Share of them spent at home", given.share, "%", source=READER),
        _row("Days priced", given.days, "days", period=given.year, note=given.why),
        _row("Hours of home care a day", given.hours, "hours", source=READER),
    ]


def _price_rows(store: Store, given: Illustration) -> list[dict[str, object]]:
    known, rows = given.prices, []
    real, index = f"{known.base} prices", store.quantities().loc[DEFLATOR, "unit"]
    for price in known.published:
        stated = {"period": price.year, "source": price.publisher}
        rows += [
            _row("Cost of delays", price.cost_million * MILLION, "£", prices="cash", note=price.note, **stated),
            _row("Delayed bed days", price.bed_days, "days", **stated),
            _row("Price of a bed day", price.a_day, "£ a day", prices="cash", **stated),
            _row("Price of a bed day", known.a_day(price), "£ a day", prices=real, **stated),
        ]
    publisher = store.sources[DEFLATOR_SOURCE].publisher
    for year in sorted({known.base, *(price.year for price in known.published)}):
        rows.append(
            _row("Deflator of the whole economy", known.deflator.get(year), index, period=year, source=publisher)
        )
    return rows


def _unit_cost_rows(store: Store, given: Illustration) -> list[dict[str, object]]:
    rows = []
    for line in (given.line(HOME_CARE), given.line(CARE_HOME)):
        measure, cost = store.measures[line.id], line.unit_cost
        held = {"prices": f"{given.prices.base} prices", "source": store.sources[measure.source].publisher}
        if cost is None:
            rows.append(_row(measure.name, None, f"£ {measure.unit}", note=line.lacking, **held))
        else:
            note = f"{cost.status}. {line.basis}."
            rows.append(_row(measure.name, cost.value, f"£ {cost.unit}", period=cost.period, note=note, **held))
    return rows


def _amount_rows(given: Illustration) -> list[dict[str, object]]:
    rows = []
    for line in given.lines:
        amounts = line.amounts(given.days or math.nan) or (None, None)
        ends = ((", low price", line.low, amounts[0]), (", high price", line.high, amounts[1]))
        for end, day, amount in ends if line.id == HOSPITAL else (("", *ends[0][1:]),):
            more = {"prices": f"{given.prices.base} prices", "note": line.lacking}
            rows.append(_row(f"{line.place}{end}: a day", day, "£ a day", **more))
            rows.append(_row(f"{line.place}{end}: the days priced", amount, "£", period=given.year, **more))
    return rows
