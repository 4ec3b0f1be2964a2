"""How numbers, cells and tables are written, in at most 100 columns."""

from __future__ import annotations

import math
import textwrap
from typing import Iterable

from ..stability.screen import aligned

WIDTH = 100
FINE_UNITS = ("%", "miles")
MILLION, THOUSAND = 1e6, 1e3
WHOLE_FROM = 100  # figures as large as this have no decimals
BETWEEN = 2  # spaces between columns
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
    """Fewer decimals for larger figures; no minus before a zero."""
    decimals = 0 if abs(value) >= WHOLE_FROM else 2 if unit in FINE_UNITS else 1
    return f"{round(value, decimals) + 0.0:,.{decimals}f}"


def beside(headings: list[str], body: list[list[str]]) -> list[str]:
    """As many columns beside one another as fit, the rest below, each part with the names of its rows."""
    body = [[row[0] if len(row[0]) <= NAME else f"{row[0][:NAME - 1]}…", *row[1:]] for row in body]
    widths = [max(map(len, column)) + BETWEEN for column in zip(headings, *body)]
    lines: list[str] = []
    first = 1
    while first < len(headings):
        last = first + 1
        while last < len(headings) and widths[0] + sum(widths[first:last + 1]) - BETWEEN <= WIDTH:
            last += 1
        lines += [""] * bool(lines)
        lines += aligned([headings[0], *headings[first:last]], [[row[0], *row[first:last]] for row in body])
        first = last
    return lines


def wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def lines_of(texts: Iterable[str]) -> str:
    return "\n".join(texts)
