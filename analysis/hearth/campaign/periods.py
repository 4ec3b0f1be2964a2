"""Differences by reporting year and by month: foster carers and their places, and children."""

from __future__ import annotations

from typing import Iterator, NamedTuple

import numpy as np
import pandas as pd

from .arms import Arm, Pair, ratio
from .estimates import Estimate
from .rows import Place, Row, span

FIRST_MONTH = 4  # a reporting year begins in April


class Series(NamedTuple):
    """A monthly measure over a period: a stock at its end, a flow added up, a mean of all its months together.

    per: of a mean, the measure that it is divided by.
    """

    measure: str
    name: str
    unit: str
    heading: str
    is_stock: bool = False
    per: str = ""

    def over(self, arm: Arm, months: slice) -> np.ndarray:
        """(replicate,)"""
        cells = arm.monthly(self.measure)[:, months]
        if self.per:
            return ratio(cells.sum(axis=1), arm.monthly(self.per)[:, months].sum(axis=1))
        return cells[:, -1] if self.is_stock else cells.sum(axis=1)


CARERS = (
    Series("enquiries", "enquiries", "events", "enquiries"),
    Series("foster_applications", "applications", "households", "applications"),
    Series("foster_approvals", "approvals", "households", "approvals"),
    Series("foster_leavers", "leavers", "households", "leavers"),
    Series("foster_households", "foster_households", "households", "households", is_stock=True),
    Series("foster_places", "foster_places", "places", "places", is_stock=True),
    Series("foster_places_filled", "foster_places_filled", "places", "places filled", is_stock=True),
)
CHILDREN = (
    Series("in_foster_care", "in_foster_care", "children", "in foster placements", is_stock=True),
    Series("in_childrens_homes", "in_childrens_homes", "children", "in children's homes", is_stock=True),
    Series("placement_moves", "placement_moves", "events", "moves"),
    Series("distance_miles", "mean_miles", "miles", "mean miles from home", per="placed_from_home"),
)
SERIES = (*CARERS, *CHILDREN)


def by_year(place: Place, pair: Pair) -> Iterator[Row]:
    """Reporting years, April to March; the first and the last may be shorter, as their periods say."""
    for months in reporting_years(pair.scenario.comparison.months[pair.scenario.first:]):
        here = place.of("by_year", span(pair, months.start, months.stop))
        for series in SERIES:
            scenario, baseline = (series.over(arm, months) for arm in pair)
            yield here.row(series.name, series.heading, series.unit, pair.intervals.mean_of(scenario - baseline),
                           float(baseline.mean()))


def reporting_years(months: pd.PeriodIndex) -> list[slice]:
    """Positions of the months of each reporting year."""
    years = months.year + (months.month >= FIRST_MONTH)
    edges = [0, *(np.flatnonzero(np.diff(years)) + 1).tolist(), len(months)]
    return [slice(begin, end) for begin, end in zip(edges, edges[1:])]


def by_month(place: Place, pair: Pair) -> Iterator[Row]:
    """Each month since the start."""
    months = [str(month) for month in pair.scenario.comparison.months[pair.scenario.first:]]
    for series in SERIES:
        scenario, baseline = (_of_each_month(series, arm) for arm in pair)
        edges = pair.intervals.means_of(scenario - baseline)
        for month, numbers in enumerate(zip(*(edge.tolist() for edge in edges))):
            yield place.of("by_month", months[month]).row(
                series.name, series.heading, series.unit, Estimate(*numbers), float(baseline[:, month].mean()))


def _of_each_month(series: Series, arm: Arm) -> np.ndarray:
    """(replicate, month)"""
    cells = arm.monthly(series.measure)
    return ratio(cells, arm.monthly(series.per)) if series.per else cells
