"""The same money at other times: when does it bring most?

Scenarios of one policy that spend the same (to 1%) and start in different months are compared over as many months
from each start as the latest of them has, so that none has longer to bear fruit; paired, replicate by replicate.
"""

from __future__ import annotations

from typing import Iterable, Iterator

import numpy as np

from .choice import best_of, listed
from .comparison import MONTHS_IN_YEAR, Comparison
from .curve import Point, is_same_spending, points_by_policy
from .rows import Row, place_of, span
from .supply import HOUSEHOLD_YEARS
from .words import money_words


def starts(comparison: Comparison, area: int, scenarios: Iterable[str] | None = None) -> Iterator[Row]:
    """Household-years and their cost for each start, and the best start, of each spending that has several."""
    for points in points_by_policy(comparison, area, scenarios).values():
        for group in _same_spends(points):
            if len({_start(point) for point in group}) > 1:
                yield from _compared(group)


def _same_spends(points: list[Point]) -> list[list[Point]]:
    groups: list[list[Point]] = []
    for point in points:
        if groups and is_same_spending(groups[-1][0], point):
            groups[-1].append(point)
        else:
            groups.append([point])
    return groups


def _start(point: Point) -> int:
    return point.pair.scenario.first


def _compared(points: list[Point]) -> Iterator[Row]:
    months = len(points[0].pair.scenario.comparison.months) - max(_start(point) for point in points)
    intervals = points[0].pair.intervals
    gained, named = {}, {}
    for point in sorted(points, key=_start):
        years = household_years(point, months)
        name = point.label if point.label not in gained else f"{point.label} ({point.scenario})"
        gained[name], named[name] = years, point
        place = place_of(point.pair, point.scenario).of("starts", span(point.pair, 0, months))
        yield place.row("policy", "spent by the policy", "GBP", intervals.mean_of(point.spent))
        yield place.row("household_years", f"household-years in {months} months", HOUSEHOLD_YEARS.unit,
                        intervals.mean_of(years))
        yield place.row("policy_per_household_years", "spent for each of them", "GBP",
                        intervals.ratio_of(point.spent, years))
    best, not_apart = best_of(gained, intervals)
    if not_apart:
        verdict = f"no timing is better than another: {listed([best, *not_apart])} are not told apart"
    else:
        verdict = f"{best} brings most, and clearly so"
    point = named[best]
    place = place_of(point.pair, point.scenario).of("starts", span(point.pair, 0, months))
    estimate = intervals.mean_of(gained[best])._replace(note=verdict)
    yield place.row("best_start", f"best start for {money_words(point.mean_spent)}", HOUSEHOLD_YEARS.unit, estimate)


def household_years(point: Point, months: int) -> np.ndarray:
    """Extra household-years in the first months since the start, (replicate,)."""
    return point.pair.monthly("foster_households")[:, :months].sum(axis=1) / MONTHS_IN_YEAR
