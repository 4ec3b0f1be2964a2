"""The model's figures beside published ones that may be missing, in several years: what is judged, starred and named.

What carers_and_homes.py and spending_comparison.py share.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from hearth.published_figures import TargetsError
from hearth.targets import ModelFigures
from table import Table


class Pair(NamedTuple):
    """The model's figure, NaN if the file has none, and the published one, None if there is none."""

    model: float
    published: float | None


class Comparison:
    """The model's figures beside the published ones."""

    def __init__(self, figures: ModelFigures, published: dict[tuple[str, str, int], float]) -> None:
        self.figures, self._published, self.table = figures, published, Table()
        self.missed: dict[str, list[int]] = {}
        self.lacking: dict[str, None] = {}  # in the order met

    def published(self, measure: str, year: int, breakdown: str = "") -> float | None:
        return self._published.get((measure, breakdown, year))

    def model(self, measure: str, year: int, breakdown: str = "") -> float:
        """NaN where the file has no such figure; which these were is said at the end."""
        try:
            return float(np.median(self.figures(measure, year, breakdown)))
        except TargetsError as error:
            self.lacking[str(error)] = None
            return np.nan

    def pair(self, measure: str, breakdown: str, year: int) -> Pair:
        return Pair(self.model(measure, year, breakdown), self.published(measure, year, breakdown))

    def row(self, name: str, what: str, pairs: dict[int, Pair | None], bound: float | None, *, decimals: int = 0,
            points: bool = False) -> None:
        """One figure in several years; no pair where a run has none yet. Unjudged without a bound."""
        cells, missed = "", []
        for year, pair in pairs.items():
            text, is_held = self._cell(pair, bound, decimals, points)
            cells += text
            missed += [] if is_held else [year]
        self.missed.setdefault(name, []).extend(missed)
        is_judged = bound is not None and any(pair and pair.published is not None for pair in pairs.values())
        verdict = f"{bound:>5g}{'pt' if points else '% '} {'MISSED' if missed else 'held'}" if is_judged else ""
        print(f"  {what:<40}{cells}{verdict}".rstrip())

    def _cell(self, pair: Pair | None, bound: float | None, decimals: int, points: bool) -> tuple[str, bool]:
        """Model, published, difference and a star for a miss; and whether it is none."""
        if pair is None:
            return " " * 32, True
        ours = f"{number(pair.model, decimals):>11}"
        if pair.published is None:
            return f"{ours}{'not published':>20} ", True
        if bound is None:
            difference, held = 100 * (pair.model / pair.published - 1), True
        else:
            difference, held = self.table.judge(pair.model, pair.published, bound, points=points)
        differs = "-" if np.isnan(difference) else f"{difference:+.1f}"
        return f"{ours}{number(pair.published, decimals):>12}{differs:>8}{' ' if held else '*'}", held


def number(value: float, decimals: int) -> str:
    return "-" if np.isnan(value) else f"{value:,.{decimals}f}"


def heading(text: str, years: tuple[int, ...]) -> None:
    columns = "".join(f"{f'{year}: model':>11}{'published':>12}{'differ':>8} " for year in years)
    print(f"\n{text}\n  {'':<40}{columns}bound")
