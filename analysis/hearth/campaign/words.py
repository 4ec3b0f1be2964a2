"""Months, years and sums of money as people write them."""

from __future__ import annotations

import calendar

import pandas as pd

MILLION = 1e6
MILLIONS_FROM = 1e5  # smaller sums are written out


def month_words(month: pd.Period) -> str:
    """April 2026"""
    return f"{calendar.month_name[month.month]} {month.year}"


def money_words(pounds: float) -> str:
    """GBP 0.5m; smaller sums in full: GBP 20,000."""
    return f"GBP {pounds / MILLION:.3g}m" if abs(pounds) >= MILLIONS_FROM else f"GBP {pounds:,.0f}"


def year_words(period: str) -> str:
    """2026-04 to 2027-03 -> 2026-27, a reporting year; one that is shorter says its months."""
    begin, _, end = period.partition(" to ")
    first, last = pd.Period(begin, freq="M"), pd.Period(end or begin, freq="M")
    opens = first.year if first.month >= 4 else first.year - 1
    year = f"{opens}-{(opens + 1) % 100:02}"
    begins = "" if first.month == 4 else f"from {first}"
    ends = "" if last.month == 3 else f"to {last}"
    return ", ".join(word for word in (year, begins, ends) if word)
