"""A file of `hearth compare`: a baseline and scenarios on the same random numbers."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from .. import results
from .estimates import FEWEST_REPLICATES, Intervals
from .policies import PRICES, policies_of

BASELINE = "baseline"
MONTHS_IN_YEAR = 12
#: Areas that a message names.
MOST_NAMED = 9
#: What policies cost [GBP a month].
SPENDING = "spending_policies"


class BadComparison(Exception):
    """The file, or what is asked of it, cannot be used; the message says why and what to do."""


class Comparison:
    """The measures of the file, read when they are first asked for.

    scenarios:   names of the scenarios, without the baseline.
    months:      the months of the run, PeriodIndex.
    years:       whole reporting years, each named by the 31 March on which it ends.
    areas:       code, name and kind (la, region, nation) of each area, in the order of the file.
    replicates:  pairs of runs.
    policies:    what each scenario changes.
    intervals:   of the mean; of one more draw, where numbers were drawn for each replicate.
    """

    def __init__(self, path: str | os.PathLike[str], start: str | None = None) -> None:
        self.path = Path(path)
        self._results = results.open(path)
        facts = self._results.coordinates
        names = tuple(str(name) for name in facts["scenario"])
        self.replicates = len(facts["replicate"])
        self.months = pd.PeriodIndex(facts["month"], freq="M")
        self.years = tuple(int(year) for year in facts.get("year", ()))
        self.areas = pd.DataFrame({name: facts[f"area{end}"].astype(str) for name, end in
                                   (("code", ""), ("name", "_name"), ("kind", "_kind"))})
        self._check(names)
        self.scenarios = names[1:]
        self.policies = policies_of({name: self._results.configs[name] for name in names})
        self.uncertain = self._results.drawn
        self.intervals = Intervals(of_next_draw=self.uncertain is not None)
        self._asked_start = None if start is None else self.month_number(start)
        self._measures: dict[str, np.ndarray] = {}

    def _check(self, names: tuple[str, ...]) -> None:
        if len(names) < 2 or names[0] != BASELINE:
            raise BadComparison(
                f"{self.path}: holds no comparison (its scenarios are {', '.join(names)}; the first must be "
                f"{BASELINE}, and others follow). Give the file that 'hearth compare' wrote"
            )
        if self.replicates < FEWEST_REPLICATES:
            raise BadComparison(
                f"{self.path}: has {self.replicates} replicate, and no figure is given without its interval. "
                "Run 'hearth compare --replicates 10'"
            )

    def measure(self, name: str) -> np.ndarray:
        """All cells of a measure: (scenario, replicate, month or year, area[, group]), scenario 0 is the baseline."""
        if name not in self._measures:
            if name not in self._results.measures:
                raise BadComparison(
                    f"{self.path}: has no measure {name}. Was it made by an older program? Run 'hearth compare' again"
                )
            self._measures[name] = self._results.cells(name)
        return self._measures[name]

    def groups(self, measure: str) -> list[str]:
        """Labels of the breakdown of a measure, its last dimension."""
        return [str(label) for label in self._results.coordinates[self._results.measures[measure][-1]]]

    @cached_property
    def _differs(self) -> np.ndarray:
        """Does any monthly measure differ from the baseline? (scenario without the baseline, month)"""
        differs = np.zeros((len(self.scenarios), len(self.months)), dtype=bool)
        for name, dimensions in self._results.measures.items():
            if "month" in dimensions:
                cells = self._results.cells(name)
                other_axes = tuple(axis for axis in range(1, cells.ndim) if axis != 2)
                differs |= (cells[1:] != cells[:1]).any(axis=other_axes)
        return differs

    def position(self, scenario: str) -> int:
        """Position of a scenario in the first axis of a measure."""
        if scenario not in self.scenarios:
            known = ", ".join(self.scenarios)
            raise BadComparison(f"{self.path}: has no scenario '{scenario}'. It has {known}")
        return self.scenarios.index(scenario) + 1

    def start(self, scenario: str) -> int:
        """The month asked for, else that in which its policy begins; 0 if nothing ever differs.

        A scenario that does not say when it begins, or differs sooner, is counted from the first month in which
        anything differs from the baseline.
        """
        if self._asked_start is not None:
            return self._asked_start
        months = np.flatnonzero(self._differs[self.position(scenario) - 1])
        if not len(months):
            return 0
        begins = self.policies[scenario].start
        return int(months[0]) if begins is None else int(min(months[0], max(0, (begins - self.months[0]).n)))

    def is_beyond_the_run(self, scenario: str) -> bool:
        """Does its policy begin only after the last month?"""
        begins = self.policies[scenario].start
        return begins is not None and begins > self.months[-1]

    def is_same_as_baseline(self, scenario: str) -> bool:
        return not self._differs[self.position(scenario) - 1].any()

    def prices_follow(self, scenario: str) -> bool:
        """Do prices of homes follow their occupancy in it, or is that not known?"""
        is_drawn = self.uncertain is not None and ".".join(PRICES) in self.uncertain["parameter"].values
        return is_drawn or self.policies[scenario].price_response != 0

    def last_spending(self, scenario: str) -> int | None:
        """Last month in which the scenario spends anything, anywhere, that the baseline does not; None if never."""
        cells = self.measure(SPENDING)
        months = np.flatnonzero((cells[self.position(scenario)] != cells[0]).any(axis=(0, 2)))
        return int(months[-1]) if len(months) else None

    def month_number(self, text: str) -> int:
        """Position of a month written 2024-04."""
        try:
            return int(self.months.get_loc(pd.Period(text, freq="M")))
        except (KeyError, ValueError):
            raise BadComparison(
                f"'{text}' is no month of {self.path}. Write one from {self.months[0]} to {self.months[-1]}"
            ) from None

    def area_row(self, named: str | None = None) -> int:
        """Row of an area by its code or name; the nation's if none is named."""
        if named is None:
            return self.rows_of("nation")[0]
        wanted = named.strip().casefold()
        for column in ("code", "name"):
            rows = np.flatnonzero(self.areas[column].str.casefold() == wanted)
            if len(rows) > 1:  # one region or authority alone is the whole, too, and both have its name
                rows = rows[self.areas.kind.to_numpy()[rows] != "nation"]
            if len(rows) > 1:
                these = ", ".join(f"{self.areas.code[row]} ({self.areas.kind[row]})" for row in rows)
                raise BadComparison(f"'{named}' is the name of {these}. Give the code")
            if len(rows):
                self._check_simulated(int(rows[0]))
                return int(rows[0])
        kind = "la" if (self.areas["kind"] == "region").sum() < 2 else "region"
        raise BadComparison(f"{self.path}: has no area '{named}'. It has {self._names_of(kind)}")

    @cached_property
    def _is_simulated(self) -> np.ndarray:
        """Of each area: has it any children? (area,)"""
        return self.measure("children")[0].any(axis=(0, 1))

    def _check_simulated(self, row: int) -> None:
        if self._is_simulated[row]:
            return
        kind = "la" if self.areas.kind[row] == "la" else "region"
        raise BadComparison(f"{self.path}: {self.areas['name'][row]} is not in this run. It has {self._names_of(kind)}")

    def _names_of(self, kind: str) -> str:
        """Simulated areas of a kind, as far as a message has room for them."""
        has = [str(self.areas["name"][row]) for row in self.rows_of(kind)]
        more = f" and {len(has) - MOST_NAMED} more" if len(has) > MOST_NAMED else ""
        return ", ".join(has[:MOST_NAMED]) + more

    def rows_of(self, kind: str) -> list[int]:
        """Rows of all areas of a kind (la, region or nation) of which anything was simulated."""
        rows = [int(row) for row in np.flatnonzero((self.areas.kind == kind) & self._is_simulated)]
        if not rows:
            raise BadComparison(f"{self.path}: has no area of the kind '{kind}'. Leave out --by?")
        return rows


def read(path: str | os.PathLike[str], start: str | None = None) -> Comparison:
    """Opens a file of `hearth compare`; raises `BadComparison` or `hearth.ResultsError`.

    start: month from which everything is counted, 2024-04; by default that in which each scenario's policy begins, or
           the first in which anything differs, if that is sooner or the policy says none.
    """
    return Comparison(path, start)
