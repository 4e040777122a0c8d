"""Evidence: published statements to be read beside a chart, never ranked or drawn, newest first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

import pandas as pd

from etl.extract import day, year_pair
from etl.loaders.base import EVIDENCE_COLUMNS
from ijb import periods

DATE_FORMS = (
    (r"\d{4}-\d\d-\d\d", "%Y-%m-%d"),
    (r"\d\d? [A-Z][a-z]+ \d{4}", "%d %B %Y"),
    (r"\d{4}-\d\d", "%Y-%m"),
    (r"[A-Z][a-z]+ \d{4}", "%B %Y"),
    (r"\d{4}", "%Y"),
)
STANDINGS = {"high": "official", "medium": "quoting official figures"}


def newest_first(columns: Mapping[str, pd.Series | str], period_end: pd.Series) -> pd.DataFrame:
    """EVIDENCE_COLUMNS from columns, those not given empty; latest period first, then last published.

    period_end: the rows to keep, with dates, or None where no date can be read; those come last.
    """
    frame = pd.DataFrame({name: columns.get(name, "") for name in EVIDENCE_COLUMNS}, index=period_end.index)
    if not isinstance(columns.get("value"), pd.Series):
        frame["value"] = float("nan")
    frame["period_order"] = pd.to_datetime(period_end)
    frame["published_order"] = pd.to_datetime(frame["published"].map(readable_date))
    frame = frame.sort_values(["period_order", "published_order"], ascending=False, na_position="last", kind="stable")
    return frame[EVIDENCE_COLUMNS].reset_index(drop=True)


def readable_date(text: str) -> date | None:
    """The day, or first of the month or year, that free text names, as in "not shown (March 2023)"."""
    for pattern, form in DATE_FORMS:
        found = re.search(rf"\b{pattern}\b", text)
        if found:
            try:
                return datetime.strptime(found[0], form).date()
            except ValueError:
                continue
    return None


def year_or_month(text: str) -> tuple[date, date]:
    """ "2024/25" -> that financial year; "2024/06" or "2024-06", which is none, -> June 2024."""
    try:
        return year_pair(text)
    except ValueError:
        found = re.fullmatch(r"(\d{4})[-/](0[1-9]|1[0-2])", text)
    if not found:
        raise ValueError("expected a financial year, such as 2022/23, or a month, such as 2022/06")
    return periods.month(int(found[1]), int(found[2]))


def period_in_words(text: str) -> tuple[str, date | None]:
    """A period's label and last day; other text is its own label, and ends with its last year."""
    for read in (day, year_or_month):
        try:
            start, end = read(text)
        except ValueError:
            continue
        return periods.label(start, end), end
    years = re.findall(r"\b(?:19|20)\d\d\b", text)
    return text, date(int(max(years)), 12, 31) if years else None


def plain(names: pd.Series) -> pd.Series:
    """Names as words: "forecast_variance" -> "forecast variance", "65plus" -> "65+"."""
    return names.str.replace("_", " ").str.replace(r"(\d)plus\b", r"\1+", regex=True).str.lower()


def web_address(texts: pd.Series) -> pd.Series:
    """The texts that are web addresses; '' for the rest, so that nothing else ever becomes a link."""
    return texts.where(texts.str.match(r"https?://\S+$"), "")


def standing(confidence: pd.Series) -> pd.Series:
    """Where a figure stands, from a column that starts "high" (the publisher's own) or "medium" (quoted)."""
    return confidence.str.extract(r"^(\w+)", expand=False).map(STANDINGS).fillna("")


def remark(confidence: pd.Series) -> pd.Series:
    """What such a column says after its first word: "high; 31 councils" -> "31 councils"."""
    said = confidence.str.replace(r"^\w+[;:,\s]*", "", regex=True)
    return said.str.replace(r"^\((.*)\)$", r"\1", regex=True)


def together(*parts: pd.Series) -> pd.Series:
    """Texts of one row joined with semicolons, the empty ones left out."""
    joined = ["; ".join(part for part in row if part) for row in zip(*parts)]
    return pd.Series(joined, index=parts[0].index, dtype=object)
