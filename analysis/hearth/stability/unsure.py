"""A table where not all of the past is known: the rows of which it is, and those of every past of the others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from . import bounds, pasts
from .units import Units

if TYPE_CHECKING:
    from .care import Care
    from .definition import Definition

#: Measure -> its lowest and highest figures (run, group), and their unit.
Figures = dict[str, tuple[np.ndarray, np.ndarray, str]]


@dataclass(frozen=True)
class Unsure:
    """Rows of one year's table.

    known:     of the children of whom all is known that the table needs
    possible:  of every past of the others; their chains are the numbers of the pasts
    whose:     child of each past, in order; chains: those children's numbers in the care at hand
    """

    known: Units
    possible: Units
    whose: np.ndarray
    chains: np.ndarray

    @staticmethod
    def of(care: Care, table: Definition, units: Units, year: int) -> Unsure | None:
        """None where all is known."""
        rows, whose, chains, before, children = [], [], [], 0, 0
        for part in pasts.possible(care, table.about, year, table.years):
            found = table.units_of(part.care, year)
            found.chain = found.chain + before
            rows.append(found)
            whose.append(part.whose + children)
            chains.append(part.chains)
            before, children = before + len(part.whose), children + len(part.chains)
        if not rows:
            return None
        unsure = np.concatenate(chains)
        known = units.of(~np.isin(units.chain, unsure))
        return Unsure(known, reduce(Units.joined, rows), np.concatenate(whose), unsure)

    def figures(self, care: Care, table: Definition, breakdown: str, everyone: bool) -> tuple[list[str], Figures]:
        """The groups that anyone may be in (with `everyone` all), and what each measure may be at least and at most."""
        both = (units.groups[breakdown].labels for units in (self.known, self.possible))
        labels = list(dict.fromkeys(label for own in both for label in own))
        of_chain = care.spells.run_of_chain
        of_past = of_chain[self.chains[self.whose]]
        found: list[list[dict[str, bounds.Limits]]] = []
        for run in range(len(care.spells.runs)):
            chosen = np.flatnonzero(of_past == run)
            number = np.full(len(of_past), -1)
            number[chosen] = np.arange(len(chosen))
            known = self.known.of(of_chain[self.known.chain] == run)
            possible = self.possible.of(number[self.possible.chain] >= 0)
            possible.chain = number[possible.chain]
            choices = bounds.Choices(self.whose[chosen])
            cells = bounds.cells_of(known, possible, breakdown, labels, table.counts(), table.spread, len(chosen))
            found.append([bounds.of_cell(table, choices, cell) for cell in cells])
        limits = {name: np.array([[cell[name] for cell in cells] for cells in found]) for name in table.units()}
        there = np.any([limits[count][..., 1].sum(axis=0) > 0 for count in table.counts()], axis=0) | everyone
        figures = {name: (*np.moveaxis(limits[name][:, there], -1, 0), unit) for name, unit in table.units().items()}
        return list(np.array(labels, dtype=object)[there]), figures
