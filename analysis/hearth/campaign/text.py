"""How figures of a comparison are written, with their intervals."""

from __future__ import annotations

import math
from typing import Any, Sequence

from ..present import words
from ..present.table import WIDTH, Table

FINE_UNITS = ("%", "miles")
MILLION, THOUSAND = 1e6, 1e3
WHOLE_FROM = 100  # figures as large as this have no decimals
NAME = 28  # letters of a row's name that are shown beside several columns


def cell(row: dict, divided_by: float = 1.0, is_lopsided: bool = False) -> str:
    """A figure with half of its interval, or with both ends where these are not alike: of ratios and of quantiles."""
    if math.isnan(row["value"]):
        return "not determined"
    value, low, high = (row[name] / divided_by for name in ("value", "low", "high"))
    if is_lopsided or row["measure"].startswith("policy_per_"):
        return f"{number(value, row['unit'])} ({interval(low, high, row['unit'])})"
    return f"{number(value, row['unit'])} ±{number((high - low) / 2, row['unit'])}"


def interval(low: float, high: float, unit: str) -> str:
    return f"{number(low, unit)} to {number(high, unit)}"


def number(value: float, unit: str) -> str:
    """Fewer decimals for larger figures."""
    return words.number(value, 0 if abs(value) >= WHOLE_FROM else 2 if unit in FINE_UNITS else 1)


def beside(headings: Sequence[str], body: Sequence[Sequence[str]], **about: Any) -> list[str]:
    """A table of many columns: those that do not fit stand below, each part with the names of its rows."""
    named = [[row[0] if len(row[0]) <= NAME else f"{row[0][:NAME - 1]}…", *row[1:]] for row in body]
    return Table.of(headings, named, **about).lines(WIDTH)
