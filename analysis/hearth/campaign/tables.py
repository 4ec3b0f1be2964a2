"""All figures of a comparison as one table."""

from __future__ import annotations

from typing import Iterable, Iterator

import pandas as pd

from .arms import pair_of
from .brought import brought_forward
from .children import for_children
from .comparison import Comparison
from .money import costs, money
from .rows import Row, frame_of, place_of
from .supply import by_month, by_year, timing, totals
from .together import together

#: Name of a table -> its title.
TITLES = {
    "by_year": "Extra foster carers by year since the start",
    "by_month": "Extra foster carers by month since the start",
    "gained": "Extra foster carers, to the end of the run",
    "timing": "When they come, and how long they last",
    "brought_forward": "Brought forward, or new",
    "children": "What it did for children looked after",
    "money": "Money, GBP thousand; below zero: saved",
    "costs": "What each of them costs, GBP",
    "together": "Together, beyond the sum of each alone",
    "curve": "More money: what it buys",
    "marginal": "What the next one costs, GBP: from each spending to the next",
    "starts": "The same money at other times",
}


def figures_of(
    comparison: Comparison, areas: Iterable[int] | None = None, scenarios: Iterable[str] | None = None
) -> pd.DataFrame:
    """One row per figure, `rows.Row`: by default the nation's, of all scenarios.

    areas: rows of `comparison.areas`.
    """
    rows: list[Row] = []
    for area in [comparison.area_row()] if areas is None else areas:
        for scenario in comparison.scenarios if scenarios is None else scenarios:
            rows += _of_scenario(comparison, scenario, area)
        rows += together(comparison, area)
    return frame_of(rows)


def _of_scenario(comparison: Comparison, scenario: str, area: int) -> Iterator[Row]:
    pair = pair_of(comparison, scenario, area)
    place = place_of(pair, scenario)
    yield from by_year(place, pair)
    yield from totals(place, pair)
    yield from timing(place, pair, comparison.last_spending(scenario))
    yield from brought_forward(place, pair)
    yield from for_children(place, pair)
    yield from money(place, pair)
    yield from costs(place, pair)
    yield from by_month(place, pair)
