"""A figure with its name, unit and interval: a row of every table, of the CSV and of the JSON."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from .arms import Pair, Quantity
from .estimates import NAN, Estimate


class Row(NamedTuple):
    """One figure.

    period:          the months that it is about, 2020-04 to 2021-03; one month: at its end or in it.
    baseline:        what it is without the policy, mean over replicates; NaN where that means nothing.
    value, low, high: scenario less baseline, mean and 90% interval; NaN where it cannot be had, and the note says why.
    """

    table: str
    scenario: str
    area: str
    area_name: str
    period: str
    measure: str
    label: str
    unit: str
    baseline: float
    value: float
    low: float
    high: float
    note: str


class Place(NamedTuple):
    """Where and when a row belongs: table, scenario, area and period."""

    table: str
    scenario: str
    area: str
    area_name: str
    period: str

    def row(self, name: str, label: str, unit: str, estimate: Estimate, baseline: float = NAN) -> Row:
        return Row(*self, name, label, unit, baseline, *estimate)

    def of(self, table: str, period: str | None = None) -> Place:
        return self._replace(table=table, period=self.period if period is None else period)


def row_of(place: Place, quantity: Quantity, pair: Pair) -> Row:
    """A quantity of the scenario less that of the baseline."""
    baseline = float(quantity.of(pair.baseline).mean())
    return place.row(quantity.name, quantity.label, quantity.unit, pair.estimate(quantity), baseline)


def frame_of(rows: list[Row]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(Row._fields))


def place_of(pair: Pair, scenario: str) -> Place:
    """A scenario and area, over all months since the start."""
    arm = pair.scenario
    area = arm.comparison.areas.iloc[arm.area]
    return Place("", scenario, area["code"], area["name"], span(pair, 0, len(arm.comparison.months) - arm.first))


def span(pair: Pair, begin: int, end: int) -> str:
    """Months since the start, from `begin` up to but not including `end`, as 2020-04 to 2021-03."""
    months = pair.scenario.comparison.months[pair.scenario.first:][begin:end]
    return str(months[0]) if len(months) == 1 else f"{months[0]} to {months[-1]}"
