"""One scenario, or the baseline, in one area from the start of the policy: what every figure is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, NamedTuple

import numpy as np
import pandas as pd

from .comparison import MONTHS_IN_YEAR, Comparison
from .estimates import Estimate, Intervals


@dataclass(frozen=True)
class Arm:
    """Cells of one scenario (0: the baseline) in one area, from the month `first` on."""

    comparison: Comparison
    scenario: int
    area: int
    first: int

    def monthly(self, measure: str) -> np.ndarray:
        """(replicate, month since the start)"""
        return self.comparison.measure(measure)[self.scenario, :, self.first:, self.area].astype(float)

    def yearly(self, measure: str, group: str = "") -> np.ndarray:
        """(replicate, reporting year), of those years that lie whole after the start; of one group of its breakdown."""
        if not self.comparison.years:  # a short run's file has no yearly measures
            return np.empty((self.comparison.replicates, 0))
        cells = self.comparison.measure(measure)[self.scenario, :, :, self.area]
        if group:
            cells = cells[..., self.comparison.groups(measure).index(group)]
        return cells[:, self._whole_years()].astype(float)

    def in_march(self, measure: str) -> np.ndarray:
        """A monthly measure on 31 March of the same years as `yearly`, (replicate, reporting year)."""
        years = np.array(self.comparison.years, dtype=int)[self._whole_years()]
        months = self.comparison.months.get_indexer(pd.PeriodIndex([f"{year}-03" for year in years], freq="M"))
        return self.comparison.measure(measure)[self.scenario, :, :, self.area][:, months].astype(float)

    def _whole_years(self) -> np.ndarray:
        starts = self.comparison.months[self.first]
        first_april = [(year - 1, 4) for year in self.comparison.years]
        return np.array([month >= (starts.year, starts.month) for month in first_april], dtype=bool)

    def total(self, measure: str) -> np.ndarray:
        """Added up over the months since the start, (replicate,)."""
        return self.monthly(measure).sum(axis=1)

    def at_end(self, measure: str) -> np.ndarray:
        """In the last month, (replicate,)."""
        return self.monthly(measure)[:, -1]

    def in_years(self, measure: str) -> np.ndarray:
        """A stock added up over time: households become household-years, (replicate,)."""
        return self.total(measure) / MONTHS_IN_YEAR

    def percent(self, part: str, whole: str) -> np.ndarray:
        return ratio(100 * self.total(part), self.total(whole))

    def per(self, above: str, below: str) -> np.ndarray:
        return ratio(self.total(above), self.total(below))


class Quantity(NamedTuple):
    """Something that has a value in each replicate of an arm."""

    name: str
    unit: str
    label: str
    of: Callable[[Arm], np.ndarray]


class Pair(NamedTuple):
    """A scenario and the baseline, in one area, counted from the same month."""

    scenario: Arm
    baseline: Arm

    @property
    def intervals(self) -> Intervals:
        return self.scenario.comparison.intervals

    def difference(self, quantity: Quantity) -> np.ndarray:
        """(replicate,)"""
        return quantity.of(self.scenario) - quantity.of(self.baseline)

    def monthly(self, measure: str) -> np.ndarray:
        """Differences of a measure, (replicate, month since the start)."""
        return self.scenario.monthly(measure) - self.baseline.monthly(measure)

    def estimate(self, quantity: Quantity) -> Estimate:
        return self.intervals.mean_of(self.difference(quantity))


def pair_of(comparison: Comparison, scenario: str, area: int) -> Pair:
    """A scenario and the baseline from the start of the scenario's policy."""
    first = comparison.start(scenario)
    return Pair(Arm(comparison, comparison.position(scenario), area, first), Arm(comparison, 0, area, first))


def ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """NaN where there is nothing to divide by."""
    return np.divide(above, below, out=np.full(np.shape(above), np.nan), where=below != 0)
