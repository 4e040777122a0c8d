"""What IJBs' own accounts say: an indicator a panel, reserves over the years, savings, and years of reserves left."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ijb import numbers, periods, prices, sentences
from ijb.charts import lines
from ijb.charts.indicators import Indicator
from ijb.charts.markup import Html, element, join
from ijb.charts.status import status_html
from ijb.charts.table import Column
from ijb.measures import Measure
from ijb.reserves import YEAR_ENDS, years_left
from ijb.sentences import of_money
from ijb.store import Store
from ijb.views import about
from ijb.views.accounts_words import FILLED_LATER, figure_said, not_held
from ijb.views.download import Download, file_name
from ijb.views.drawing import Drawing

RESERVES_ARE = "Reserves at the year’s end, % of the net cost of services in the year."
TOTAL, GENERAL, EARMARKED = "total_reserves_share", "general_reserve_share", "earmarked_reserve_share"
PARTS = {"General, for no set purpose": GENERAL, "Earmarked for a purpose": EARMARKED}
DELIVERED, RECURRING = "savings_delivered_share", "recurring_savings_share"
SMALL = 10_000  # £000: below it, amounts are shown to the nearest £10,000
SHARES = "Shares are of the same year’s figures, so that they need no prices."
ADDED_UP = "Scotland here is the IJBs added up, without Highland, which is a lead agency."


def indicators(store: Store) -> list[str]:
    """The measures that say what they tell of financial resilience, in reading order."""
    return [name for name, measure in store.measures.items() if measure.says]


def state(store: Store, area: str, rows: pd.DataFrame) -> str:
    """held, not_supplied or not_applicable. rows: as measure_rows.rows gives for `indicators`."""
    if rows["value"].notna().any():
        return "held"
    return "not_applicable" if store.area(area)["model"] == "lead agency" else "not_supplied"


def heading(store: Store, area: str, now: str, rows: pd.DataFrame) -> tuple[str, str]:
    """Title and the line under it."""
    name = store.area(area)["name"]
    if now == "not_applicable":
        return "What the IJB’s accounts say: does not apply here", not_held(name, now)
    if now == "not_supplied":
        return "What the IJB’s accounts say: nothing is held yet", f"{not_held(name, now)} {FILLED_LATER}"
    years = list(dict.fromkeys(rows.loc[rows["value"].notna(), "period"].str.removeprefix("in ")))
    return f"What the accounts say of {name}, {sentences.in_list(years)}", " ".join(store.sayable([SHARES, ADDED_UP]))


def panels(store: Store, rows: pd.DataFrame) -> list[Indicator]:
    """A panel for each of `rows` (measure_rows.rows): indicator, what it says, direction of risk, caution; with its
    figure, change, position and any rule that fired, or why there is no figure."""
    return [_panel(store, row) for row in rows.to_dict("records")]


def _panel(store: Store, row: Mapping[str, object]) -> Indicator:
    measure, name = store.measures[row["measure"]], Html(row["link"])
    facts = [("What it says", measure.says), ("Direction of risk", measure.risk), ("Caution", measure.caution)]
    figure, unit = figure_said(measure, row)
    if not figure:
        return Indicator(name, "", unit, facts)
    return Indicator(name, figure, unit, facts, beside=Html(row["trend"]), below=_foot(row))


def _foot(row: Mapping[str, object]) -> Html:
    """The change, the position with its range, and the marks of the rules that fired."""
    said = []
    if row["moved"]:
        said.append(row["moved"])
    if row["placed"]:
        said.append(f"{row['placed'][:1].upper()}{row['placed'][1:]}.")
    if row["other"] != numbers.BLANK and row["compared"]:
        said.append(f"{row['compared']}.")
    marks = [status_html(mark) for mark in (row["level"], row["direction"]) if mark.shape in ("up", "down")]
    return join([element("span", f"{' '.join(said)} "), *marks])


def reserves(store: Store, area: str, theme: str) -> Drawing | None:
    """Reserves at each year's end as a share of net cost, general and earmarked one on another; None without both."""
    found = reserves_shown(store, area)
    if found is None:
        return None
    frame, title, alt = found
    measure = store.measures[GENERAL]
    fmt = numbers.axis_format(measure)
    chart = lines.stacked(frame, list(PARTS), unit=measure.unit, theme=theme, fmt=fmt, height=260)
    return Drawing(title, RESERVES_ARE, chart, f"{alt} The same figures are in the table below.")


def reserves_shown(store: Store, area: str) -> tuple[pd.DataFrame, str, str] | None:
    """What is drawn of the reserves (part, period_start, period_label, value, value_text), its title and the chart in
    words; None without both parts."""
    series = {part: store.series(name, "", "", [area]).dropna(subset=["value"]) for part, name in PARTS.items()}
    if any(rows.empty for rows in series.values()):
        return None
    measure = store.measures[GENERAL]
    frame = pd.concat([rows.assign(part=part) for part, rows in series.items()])
    frame = frame.assign(value_text=[numbers.figure(measure, value) for value in frame["value"]])
    label = min(rows["period_label"].iloc[-1] for rows in series.values())
    shares = [rows.loc[rows["period_label"] == label, "value"].item() for rows in series.values()]
    total, general, earmarked = _adding_up(measure, shares)
    title = (
        f"Reserves at the end of {label} were {total} of the net cost of services: {general} for no set purpose and "
        f"{earmarked} for a purpose"
    )
    return frame, title, f"{title}. {_by_year(frame)}"


def _adding_up(measure: Measure, shares: list[float]) -> list[str]:
    """The sum of shares and the shares as text, with as many decimals (two at most) as make them add up as shown."""
    values = [sum(shares), *shares]
    for decimals in (measure.decimals, measure.decimals + 1):
        shown = [round(value, decimals) for value in values]
        if abs(shown[0] - sum(shown[1:])) < 1e-9:
            break
    return [f"{numbers.number(value, decimals)}%" for value in values]


def reserves_rows(store: Store, area: str, basis: str) -> pd.DataFrame:
    """A row a year, newest first: period_label; general, earmarked and total reserves in £ million, in the prices of
    `basis`, and each as a share of net cost, as text."""
    held = {name: store.series(name, "", "", [area]).set_index("period_start") for name in (GENERAL, EARMARKED, TOTAL)}
    factor = _factors(store, basis, held[TOTAL].index)
    rows = pd.DataFrame({"period_label": held[TOTAL]["period_label"]})
    for name, frame in held.items():
        rows[f"{name}_amount"] = [
            numbers.BLANK if pd.isna(value) else numbers.millions(value) for value in frame["numerator"] * factor
        ]
        rows[f"{name}_share"] = [numbers.figure(store.measures[name], value) for value in frame["value"]]
    return rows[held[TOTAL]["value"].notna()].sort_index(ascending=False)


def reserves_columns() -> list[Column]:
    """Amounts and shares of the two kinds and of both."""
    heads = {GENERAL: "General", EARMARKED: "Earmarked", TOTAL: "Together"}
    found = [Column("period_label", "End of")]
    for name, head in heads.items():
        found.append(Column(f"{name}_amount", head, "right", phone=name == TOTAL))
        found.append(Column(f"{name}_share", "Of net cost", "right"))
    return found


def _factors(store: Store, basis: str, years: pd.Index) -> pd.Series:
    """By what each year's pounds are multiplied: 1 in cash."""
    if not basis:
        return pd.Series(1.0, years)
    factor = store.price_factors(basis).set_index("period_start")["factor"]
    return pd.Series(years.map(factor), years)


def _by_year(frame: pd.DataFrame) -> str:
    frame = frame.assign(said=frame["value_text"] + " " + frame["part"].map(sentences.mid_sentence))
    found = [f"{label}: {' and '.join(rows['said'])}" for label, rows in frame.groupby("period_label", sort=True)]
    return f"{'; '.join(found)}."


def reserves_left(store: Store, area: str) -> str:
    """Years of reserves left at the rate of the last three year ends, in words; or why that cannot be said. Nothing of
    Scotland: the reserves of one IJB are not there for another."""
    if store.area(area)["level"] != "ijb":
        return ""
    held = store.series(TOTAL, "", "", [area]).dropna(subset=["numerator"])
    newest = _in_a_row(held)
    if len(newest) < YEAR_ENDS:
        return of_money.too_few_year_ends(len(newest))
    levels = newest["numerator"].tolist()
    found = years_left(levels)
    if found is None:
        return of_money.none_left()
    return of_money.reserves_left(found, levels[-1], tuple(newest["period_label"].iloc[1:]))


def _in_a_row(held: pd.DataFrame) -> pd.DataFrame:
    """The last three at most of the years that follow one another without a gap, up to the newest."""
    years = [day.year for day in held["period_start"]]
    run = [place for place, year in enumerate(years) if years[-1] - year == len(years) - 1 - place]
    return held.iloc[run].tail(YEAR_ENDS)


def savings(store: Store, area: str, basis: str) -> pd.DataFrame:
    """A row a year, newest first: period_label, planned, delivered, recurring (£000 in the prices of `basis`),
    delivered_share, recurring_share (per cent); and the same as text with "_text"."""
    delivered, recurring = (
        store.series(name, "", "", [area]).set_index("period_start") for name in (DELIVERED, RECURRING)
    )
    rows = pd.DataFrame(
        {
            "period_label": delivered["period_label"],
            "planned": delivered["denominator"],
            "delivered": delivered["numerator"],
            "recurring": recurring["numerator"],
            "delivered_share": delivered["value"],
            "recurring_share": recurring["value"],
        }
    ).dropna(subset=["planned", "delivered"], how="all")
    by = _factors(store, basis, rows.index)
    rows = rows.assign(**{name: rows[name] * by for name in ("planned", "delivered", "recurring")})
    return _written(store, rows.sort_index(ascending=False))


def _written(store: Store, rows: pd.DataFrame) -> pd.DataFrame:
    decimals = 1 if rows["planned"].max() >= SMALL else 2
    texts = {
        f"{name}_text": [numbers.BLANK if pd.isna(value) else numbers.millions(value, decimals) for value in rows[name]]
        for name in ("planned", "delivered", "recurring")
    }
    for name, measure in (("delivered_share", DELIVERED), ("recurring_share", RECURRING)):
        texts[f"{name}_text"] = [numbers.figure(store.measures[measure], value) for value in rows[name]]
    return rows.assign(**texts)


def savings_title(rows: pd.DataFrame) -> str:
    """The newest year in one sentence."""
    row = rows.iloc[0]
    said = f"Savings in {row['period_label']}: {row['delivered_text']} delivered of {row['planned_text']} planned"
    return said if pd.isna(row["recurring"]) else f"{said}, {row['recurring_text']} of it recurring"


def savings_columns() -> list[Column]:
    return [
        Column("period_label", "Year"),
        Column("planned_text", "Planned", "right"),
        Column("delivered_text", "Delivered", "right"),
        Column("delivered_share_text", "Of planned", "right"),
        Column("recurring_text", "Recurring", "right"),
        Column("recurring_share_text", "Of delivered", "right"),
    ]


def download(store: Store, area: str) -> Download:
    """Every figure of the accounts for the area, newest first, in cash and as shares."""
    held = [
        store.series(name, "", basis, [area]) for name in indicators(store) for basis in ("", store.real_basis(name))
    ]
    rows = pd.concat(held).drop_duplicates(["measure", "period_start", "basis"])
    measures, quantities = store.measures, store.quantities()
    figures = pd.DataFrame(
        {
            "measure": [measures[name].name for name in rows["measure"]],
            "period": rows["period_label"].to_numpy(),
            "value": rows["value"].to_numpy(),
            "unit": [numbers.written_unit(measures[row.measure], "", row.basis) for row in rows.itertuples()],
            "numerator": rows["numerator"].to_numpy(),
            "numerator_unit": [
                _part_unit(quantities, measures[row.measure].numerator, row.basis) for row in rows.itertuples()
            ],
            "denominator": rows["denominator"].to_numpy(),
            "denominator_unit": [_part_unit(quantities, measures[name].denominator, "") for name in rows["measure"]],
            "status": [numbers.STATUS_WORDS[status] for status in rows["status"]],
        }
    )
    places = read_in(store, area)
    figures["read_in"] = [places.get(label, "") for label in rows["period_label"]]
    heads = {name: name.replace("_", " ").capitalize() for name in figures.columns}
    name = store.area(area)["name"]
    said = [("Area", f"{name} ({area})"), *about.sources_said(store, [measures[each] for each in indicators(store)])]
    return Download(file_name(name, "accounts"), figures, heads, said, title=f"{name}: what the accounts say")


def _part_unit(quantities: pd.DataFrame, name: str, basis: str) -> str:
    """The unit of a numerator or denominator: "£000, in 2024/25 prices", "people"."""
    unit = quantities.at[name, "unit"]
    return f"{unit}, in {prices.in_words(basis)}" if basis and unit.startswith("£") else unit


def read_in(store: Store, area: str) -> dict[str, str]:
    """Where each year's figures were read, as the supplier said, by period label; none for sums of areas."""
    facts = store.facts(["net_cost_of_services"], [area])
    return {
        periods.label(row.period_start, row.period_end): row.note.removeprefix("Source: ")
        for row in facts.itertuples()
        if row.note
    }


def source_said(store: Store, area: str) -> str:
    """Where the figures were read, newest first."""
    places = dict(reversed(list(read_in(store, area).items())))
    return f"Read in: {'; '.join(f'{label}, {place}' for label, place in places.items())}." if places else ""
