"""One table of one year: who is counted, and what each measure of each group is at least and at most.

Middlesbrough has its return of 2021 only, the rest of its region those of 2020 and 2021. That of 2021 proves who was
looked after in Middlesbrough on 31 March 2020, and not how many placements they had had by then, nor where the first
of them was. So the region had at least the children of both in 2020, and of those with two placements, or first with
foster carers, at least those of the other authorities; how many at most nobody knows.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Union

import numpy as np
import pandas as pd

from .unsure import Figures, Unsure

if TYPE_CHECKING:
    from .care import Care
    from .definition import Definition

#: What a later return proves of a year that is missing: children, periods and days of care, of a whole place. A move
#: may have been a change of status, or the way back from a temporary stay: the return that would say so is missing.
OF_PLACES, PROVEN = ("total", "region", "la"), ("children", "periods", "days")
#: The rows in which a count is not 0, and how much it is there; None: 1.
Weights = tuple[np.ndarray, Union[np.ndarray, None]]


class OneYear:
    """The rows of one year's table, added up for one breakdown after another."""

    def __init__(self, care: Care, table: Definition, year: int) -> None:
        self.care = care
        self.table = table
        self.year = year
        self._units = table.units_of(care, year)
        self._unsure = Unsure.of(care, table, self._units, year)
        self._weights = {count: _weights(self._units.counts[count]) for count in table.counts()}

    @property
    def breakdowns(self) -> tuple[str, ...]:
        return tuple(self._units.groups)

    def figures(self, breakdown: str) -> tuple[list[str], Figures]:
        """The groups that anyone is in, or may be (of everyone: always), and all measures of each in each run."""
        everyone = breakdown == "total"
        if self._unsure:
            labels, figures = self._unsure.figures(self.care, self.table, breakdown, everyone)
        else:
            labels, figures = self._added_up(breakdown, everyone)
        missing = self.care.lacks(breakdown, labels, self.year, self.table.years)
        return labels, self._as_proven(breakdown, labels, figures, missing) if missing.any() else figures

    def _added_up(self, breakdown: str, everyone: bool) -> tuple[list[str], Figures]:
        """Where all is known."""
        table, units, runs = self.table, self._units, self.care.spells.runs
        groups = units.groups[breakdown]
        labels = np.array(groups.labels, dtype=object)
        shape = (len(runs), len(labels))
        run = self.care.spells.run_of_chain[units.chain]
        cell = np.where(groups.positions < 0, shape[0] * shape[1], run * shape[1] + groups.positions)  # none: last

        def added_up(rows: np.ndarray, weight: np.ndarray | None) -> np.ndarray:
            return np.bincount(cell[rows], weight, minlength=shape[0] * shape[1] + 1)[:-1].reshape(shape).astype(float)

        counted = {name: added_up(*weight) for name, weight in self._weights.items()}
        there = np.any([cells.sum(axis=0) > 0 for cells in counted.values()], axis=0) | everyone
        figures: Figures = {name: (counted[name][:, there],) * 2 + (unit,) for name, unit in table.counts().items()}
        for name, (above, below, factor, unit) in table.ratios().items():
            with np.errstate(invalid="ignore", divide="ignore"):
                ratio = np.where(counted[below] > 0, factor * counted[above] / counted[below], np.nan)
            figures[name] = ratio[:, there], ratio[:, there], unit
        if table.spread:
            of_cell = pd.Series(units.values[table.spread]).groupby(cell)
            for name in ("mean", "median"):
                found = of_cell.agg(name).reindex(range(shape[0] * shape[1])).to_numpy().reshape(shape)
                figures[f"{name}_{table.spread}"] = found[:, there], found[:, there], table.spread
        return list(labels[there]), figures

    def _as_proven(self, breakdown: str, labels: list[str], figures: Figures, missing: np.ndarray) -> Figures:
        """The figures, with the limits of groups that lack returns of some authorities. missing: which groups do."""
        table, proven = self.table, {}
        least = self._least_of_others(breakdown, labels)
        whole = (table.base, *(table.others or {})) if breakdown in OF_PLACES else ()
        for name, (lowest, highest, unit) in figures.items():
            lowest, highest = lowest.copy(), highest.copy()
            if name not in whole or unit not in PROVEN:
                lowest[:, missing] = least[name][:, missing] if name in least else 0.0
            highest[:, missing] = 100.0 if unit == "%" else np.inf
            proven[name] = lowest, highest, unit
        return proven

    def _least_of_others(self, breakdown: str, labels: list[str]) -> dict[str, np.ndarray]:
        """Every count -> the least that it is in the authorities that lack no return, (run, group)."""
        least = {name: np.zeros((len(self.care.spells.runs), len(labels))) for name in self.table.counts()}
        if self._others:
            there, of_others = self._others.figures(breakdown)
            at = [labels.index(label) for label in there]
            for name in least:
                least[name][:, at] = of_others[name][0]
        return least

    @cached_property
    def _others(self) -> OneYear | None:
        """The same of the authorities that lack no return; None if all do."""
        complete = self.care.complete(self.year, self.table.years)
        return OneYear(complete, self.table, self.year) if complete else None


def _weights(count: np.ndarray) -> Weights:
    """Most counts are 0 in most rows, and 1 in the others."""
    rows = np.flatnonzero(count)
    weight = count[rows].astype(float)
    return rows, None if (weight == 1).all() else weight
