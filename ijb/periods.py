"""Periods: their shapes, their labels and the moves between them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

SHAPES = ("month", "quarter", "financial_year", "snapshot", "three_years")


def month(year: int, number: int) -> tuple[date, date]:
    """First and last day of a calendar month."""
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def quarter(first_year: int, number: int) -> tuple[date, date]:
    """First and last day of a financial quarter: Q1 is April to June of first_year."""
    start_month = 3 * number + 1
    year, start_month = (first_year, start_month) if number < 4 else (first_year + 1, 1)
    return date(year, start_month, 1), month(year, start_month + 2)[1]


def financial_year(first_year: int) -> tuple[date, date]:
    """1 April of first_year and 31 March of the next."""
    return date(first_year, 4, 1), date(first_year + 1, 3, 31)


def three_years(first_year: int) -> tuple[date, date]:
    """1 January of first_year and 31 December two years on."""
    return date(first_year, 1, 1), date(first_year + 2, 12, 31)


def mid_year(year: int) -> tuple[date, date]:
    """30 June, the day of a mid-year population estimate, as first and last."""
    return date(year, 6, 30), date(year, 6, 30)


def shape(start: date, end: date) -> str | None:
    """Which of SHAPES a first and a last day make; None for any other stretch of days."""
    if start == end:
        return "snapshot"
    if (start, end) == month(start.year, start.month):
        return "month"
    if start.day == 1 and start.month % 3 == 1 and end == month(start.year, start.month + 2)[1]:
        return "quarter"
    if (start, end) == financial_year(start.year):
        return "financial_year"
    if (start, end) == three_years(start.year):
        return "three_years"
    return None


def label(start: date, end: date) -> str:
    """The period as readers see it: "Aug 2025", "2024/25", "Q1 2025/26", "31 Mar 2023", "2022-24"."""
    match shape(start, end):
        case "month":
            return f"{start:%b %Y}"
        case "quarter":
            number = (start.month - 4) // 3 % 4 + 1
            return f"Q{number} {year_label(start.year - (number == 4))}"
        case "financial_year":
            return year_label(start.year)
        case "three_years":
            return f"{start.year}-{end.year % 100:02d}"
        case "snapshot":
            return f"{start.day} {start:%b %Y}"
    return f"{start.day} {start:%b %Y} to {end.day} {end:%b %Y}"


def year_label(first_year: int) -> str:
    """2024 -> "2024/25"."""
    return f"{first_year}/{(first_year + 1) % 100:02d}"
