"""Public Health Scotland, drug and alcohol treatment waiting times by alcohol and drug partnership (ADP)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pandas as pd

from etl.adding_up import require_sums
from etl.extract import Extract
from etl.faults import Note
from etl.geography import SCOTLAND, Geography, normalised
from etl.loaders.base import Context, Layout, Loaded, facts
from ijb import periods
from ijb.paths import REFERENCE

SOURCE = "phs_drug_and_alcohol_waits"
LAYOUT = Layout(required=("Quarter", "HB", "ADP", "StartedWithin3Weeks", "StartedAll", "MedianDays"))
QUANTITIES = {
    "treatment_started": ("People who started drug or alcohol treatment", "people"),
    "treatment_started_within_3_weeks": ("People who started treatment within three weeks", "people"),
    "treatment_median_wait": ("Median wait for drug or alcohol treatment, of people who started it", "days"),
}
COUNTS = {"started": "treatment_started", "within": "treatment_started_within_3_weeks"}
MEDIAN = "treatment_median_wait"
PARTNERSHIPS = REFERENCE / "adp_to_ijb.csv"
WHOLE_COUNTRY = ("All NHS NHSScotland ADPs", "Scotland")
USUAL_QUARTER = 10
QUARTER = ["period_start", "period_end"]
NOBODY = "Nobody started treatment in the quarter."
NOT_ADDED = "A sum of partnerships: their medians do not add up."


def load(extract: Extract, context: Context) -> Loaded:
    """treatment_started, treatment_started_within_3_weeks and treatment_median_wait, by quarter.

    Scotland is the file's own row. An IJB is its one ADP, or two added up; a board is the sum of its ADPs.
    East Lothian and Midlothian share an ADP that cannot be split: not_collected. 0 of 0 where the ADP's usual
    quarter is ten people or more is not_submitted, and leaves its board and Scotland partial.
    """
    members = partnerships(context.geography)
    cells = read_cells(extract, context, members)
    if cells.empty:
        return Loaded()
    scotland = cells["adp"] == SCOTLAND
    rows = cells[~scotland].assign(status=submission(cells[~scotland]))
    whole = members[~members["shared"]]
    loaded = [
        area_facts(rows, whole.rename(columns={"ijb": "area_code"})),
        area_facts(rows, members.rename(columns={"board": "area_code"})),
        scotland_facts(cells[scotland], rows),
        shared_facts(rows, members[members["shared"]]),
    ]
    notes = [*absence_notes(cells, members), *submission_notes(rows, members)]
    return Loaded(pd.concat(loaded, ignore_index=True), notes)


def partnerships(geography: Geography) -> pd.DataFrame:
    """One row an ADP and IJB: adp (name), ijb and board (codes), shared (whether it covers several IJBs)."""
    table = pd.read_csv(PARTNERSHIPS, dtype=str)
    rows = table.assign(ijb=table["ijb_codes"].str.split(";")).explode("ijb", ignore_index=True)
    return pd.DataFrame(
        {
            "adp": rows["adp"],
            "ijb": rows["ijb"],
            "board": rows["ijb"].map(geography.ijb_to_board()),
            "shared": rows["ijb_codes"].str.contains(";"),
        }
    )


def read_cells(extract: Extract, context: Context, members: pd.DataFrame) -> pd.DataFrame:
    """One row a quarter and ADP: line, period_start, period_end, adp, started, within, median.

    adp is the name in the reference table, or Scotland's code; started and within are people, median is days.
    """
    cells = extract.period("Quarter", quarter, context.today)
    cells = cells.assign(
        line=extract.frame["line"],
        adp=extract.parsed("ADP", _partnership_reader(members)),
        started=extract.number("StartedAll"),
        within=extract.number("StartedWithin3Weeks"),
        median=extract.number("MedianDays"),
    )
    extract.fault_rows(cells["within"] > cells["started"], "StartedWithin3Weeks", "expected no more than StartedAll")
    extract.unique(cells[["period_start", "adp"]], "a quarter and partnership")
    require_boards(extract, context.geography, cells["adp"], members)
    cells = cells.dropna().drop_duplicates(["period_start", "adp"])
    require_scotland(extract, cells, members)
    return cells


def _partnership_reader(members: pd.DataFrame) -> Callable[[str], str]:
    names = {normalised(name): SCOTLAND for name in WHOLE_COUNTRY}
    names |= {normalised(name): name for name in members["adp"]}

    def partnership(text: str) -> str:
        if normalised(text) not in names:
            raise LookupError(
                f"expected the name of an alcohol and drug partnership, such as 'Fife ADP', or {WHOLE_COUNTRY[0]!r}"
            )
        return names[normalised(text)]

    return partnership


def quarter(text: str) -> tuple[date, date]:
    """First and last day of a quarter of a financial year: Q1 2011/2012 is April to June 2011."""
    found = re.fullmatch(r"Q([1-4]) (\d{4})/(\d{4}|\d{2})", text)
    if not found or str(int(found[2]) + 1)[-len(found[3]) :] != found[3]:
        raise ValueError("expected a quarter of a financial year, such as Q1 2011/2012")
    return periods.quarter(int(found[2]), int(found[1]))


def require_boards(extract: Extract, geography: Geography, adp: pd.Series, members: pd.DataFrame) -> None:
    """HB is the board of the row's ADP; on Scotland's rows it is blank or Scotland's code."""
    country = adp == SCOTLAND
    misplaced = country & ~extract.frame["HB"].isin(["", SCOTLAND])
    extract.fault_rows(misplaced, "HB", "expected nothing on Scotland's row")
    partnership = adp.notna() & ~country
    part = extract.keep(partnership)
    given = part.area("HB", geography, ("health_board",))
    right = adp[partnership].reset_index(drop=True).map(dict(zip(members["adp"], members["board"])))
    part.fault_rows(given.notna() & (given != right), "HB", "expected the code of the board of this partnership")


def require_scotland(extract: Extract, cells: pd.DataFrame, members: pd.DataFrame) -> None:
    """Scotland must be the sum of the partnerships."""
    adps = members["adp"].drop_duplicates().tolist()
    for name, column in (("started", "StartedAll"), ("within", "StartedWithin3Weeks")):
        figures = cells[["line", "period_start", "adp"]].assign(value=cells[name])
        require_sums(extract, figures, "adp", SCOTLAND, adps, column, f"the sum of the {len(adps)} partnerships")


def usual(rows: pd.DataFrame) -> pd.Series:
    """Each row's ADP's median number of starts, over quarters with any: silence must not lower the usual."""
    return rows["started"].where(rows["started"] > 0).groupby(rows["adp"]).transform("median")


def submission(rows: pd.DataFrame) -> pd.Series:
    """not_submitted where an ADP whose usual quarter is ten people or more has 0 of 0; else published."""
    silent = (rows["started"] == 0) & (usual(rows) >= USUAL_QUARTER)
    return silent.map({True: "not_submitted", False: "published"}).astype("object")


def area_facts(rows: pd.DataFrame, of: pd.DataFrame) -> pd.DataFrame:
    """Facts for the areas that ADPs make up (of: adp, area_code); an area of one ADP takes its figures."""
    of = of[["adp", "area_code"]].drop_duplicates()
    size = of.groupby("area_code")["adp"].size()
    parts = rows.merge(of, on="adp")
    sent = parts["status"] == "published"
    parts = parts.assign(
        held=sent,
        started=parts["started"].where(sent),
        within=parts["within"].where(sent),
        median=parts["median"].where(sent),
    )
    sums = parts.groupby(["area_code", *QUARTER], as_index=False).agg(
        started=("started", "sum"),
        within=("within", "sum"),
        median=("median", "first"),
        held=("held", "sum"),
    )
    silent = parts[~sent].groupby(["area_code", *QUARTER])["adp"].agg(" and ".join).rename("silent")
    sums = sums.merge(silent.reset_index(), how="left", on=["area_code", *QUARTER]).fillna({"silent": ""})
    sums["size"] = sums["area_code"].map(size)
    records = sums.to_dict("records")
    sums["status"] = [_status(row["size"], row["held"]) for row in records]
    sums["note"] = [_note(row) for row in records]
    return _facts(sums)


def _status(size: int, held: int) -> str:
    if held == 0:
        return "not_submitted"
    if held < size:
        return "partial"
    return "published" if size == 1 else "derived"


def _note(row: dict) -> str:
    if row["silent"]:
        return f"{row['silent']} sent no figures."
    if row["held"] < row["size"]:
        return f"{row['held']} of {row['size']} alcohol and drug partnerships are held."
    if row["started"] == 0:
        return NOBODY
    return f"Sum of {row['size']} alcohol and drug partnerships." if row["size"] > 1 else ""


def _facts(sums: pd.DataFrame) -> pd.DataFrame:
    """The two counts, and the median where it is one ADP's (size 1) and anybody started."""
    counts = [
        facts(quantity, sums["area_code"], sums, sums[column], status=sums["status"], note=sums["note"])
        for column, quantity in COUNTS.items()
    ]
    silent = sums["status"] == "not_submitted"
    several, nobody = (sums["size"] > 1) & ~silent, (sums["started"] == 0) & ~silent
    status = sums["status"].mask(several | nobody, "not_defined")
    note = sums["note"].mask(several, NOT_ADDED).mask(nobody, NOBODY)
    return pd.concat([*counts, facts(MEDIAN, sums["area_code"], sums, sums["median"], status=status, note=note)])


def scotland_facts(cells: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Scotland's own rows, partial in a quarter for which an ADP sent no figures."""
    silent = rows[rows["status"] == "not_submitted"].groupby("period_start")["adp"]
    missing = {start: " and ".join(names) + " sent no figures." for start, names in silent}
    note = [missing.get(start, "") for start in cells["period_start"]]
    status = ["partial" if text else "published" for text in note]
    return _facts(cells.assign(area_code=SCOTLAND, size=1, note=note, status=status))


def shared_facts(rows: pd.DataFrame, shared: pd.DataFrame) -> pd.DataFrame:
    """not_collected for each IJB whose ADP covers another too."""
    cells = rows.merge(shared, on="adp")
    note = [f"Published together: {adp} covers more than one partnership and cannot be split." for adp in cells["adp"]]
    return pd.concat(
        [
            facts(quantity, cells["ijb"], cells, cells["started"], status="not_collected", note=note)
            for quantity in QUANTITIES
        ]
    )


def absence_notes(cells: pd.DataFrame, members: pd.DataFrame) -> list[Note]:
    """A warning for each ADP, and for Scotland, without a row in a quarter that the file has for others."""
    areas = dict(zip(members["adp"], members["ijb"])) | {SCOTLAND: SCOTLAND}
    notes = []
    for (start, end), held in cells.groupby(QUARTER)["adp"]:
        label = periods.label(start, end)
        absent = {adp: area for adp, area in areas.items() if adp not in set(held)}
        words = {adp: "Scotland" if adp == SCOTLAND else adp for adp in absent}
        notes += [
            Note(SOURCE, "warning", area, label, f"No row for {words[adp]} in {label}.") for adp, area in absent.items()
        ]
    return notes


def submission_notes(rows: pd.DataFrame, members: pd.DataFrame) -> list[Note]:
    """A warning for each ADP with quarters taken as not submitted, and for each with very few starts."""
    rows = rows.assign(
        usual=usual(rows),
        area=rows["adp"].map(dict(zip(members["adp"], members["ijb"]))),
        label=[periods.label(*days) for days in rows[QUARTER].itertuples(index=False)],
    )
    rows = rows[rows["usual"] >= USUAL_QUARTER].sort_values("period_start")
    notes = [
        Note(
            SOURCE,
            "warning",
            silent["area"].iloc[0],
            silent["label"].iloc[0],
            f"{adp} is 0 of 0 in {', '.join(silent['label'])}, where its usual quarter is "
            f"{silent['usual'].iloc[0]:g} people: taken as not submitted.",
        )
        for adp, silent in rows[rows["status"] == "not_submitted"].groupby("adp")
    ]
    return [*notes, *few_notes(rows)]


def few_notes(rows: pd.DataFrame) -> list[Note]:
    """A warning for each quarter with some starts, but fewer than a tenth of the ADP's usual number.

    rows: adp, area, label, started and usual.
    """
    few = rows[(rows["started"] > 0) & (rows["started"] < rows["usual"] / 10)]
    return [
        Note(
            SOURCE,
            "warning",
            row.area,
            row.label,
            f"Only {row.started:g} started treatment at {row.adp}, whose "
            f"usual quarter is {row.usual:g} people; the return may be incomplete.",
        )
        for row in few.itertuples()
    ]
