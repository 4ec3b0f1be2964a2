"""All figures of a comparison as one table."""

from __future__ import annotations

from typing import Iterable, Iterator, NamedTuple

import pandas as pd

from .arms import pair_of
from .brought import brought_forward
from .children import for_children
from .comparison import Comparison
from .money import costs, money
from .periods import by_month, by_year
from .places import places
from .rows import Row, frame_of, place_of
from .supply import timing, totals
from .together import together


class Heading(NamedTuple):
    """Of a table: its title, and what it counts."""

    title: str
    definition: str


TABLES: dict[str, Heading] = {
    "by_year": Heading("By reporting year",
                       "April to March; households, places and children on the last day, else in the whole year."),
    "by_month": Heading("By month",
                        "Households, places and children on the last day, else in the month."),
    "gained": Heading("Extra foster carers, to the end of the run",
                      "A household-year is one household more for twelve months."),
    "timing": Heading("When they come, and how long they last",
                      "Half of the extra approvals of the whole run; months in which there are more households."),
    "places": Heading("What became of the extra places",
                      "Place-years since the start; searches that found none of the kind wanted, by the first reason."),
    "brought_forward": Heading("Brought forward, or new",
                               "As the model counts them: a campaign's enquiries that would have come later anyway."),
    "children": Heading("What it did for children looked after",
                        "Since the start; a child-year is one child for twelve months. Differences of % are in "
                        "points."),
    "money": Heading("Money, GBP thousand",
                     "Since the start, pounds of each year, not discounted. Below zero: saved. Nights and places are "
                     "at the baseline's prices; another price is what places still bought cost more or less."),
    "costs": Heading("What each one costs, GBP thousand",
                     "Spent by the policy, or net of what placements and services cost more or less, for each one."),
    "together": Heading("Together, beyond the sum of each alone",
                        "Both, less each alone: above zero they bring more together than apart."),
    "curve": Heading("More money: what it buys",
                     "Extra since the start, households in the last month; then spent for each, GBP thousand."),
    "marginal": Heading("What the next one costs, GBP thousand",
                        "What more is spent from each spending to the next, over what more is gained."),
    "starts": Heading("The same money at other times",
                      "Over as many months from each start as the latest of them has within the run; GBP thousand."),
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
        rows += (row for row in together(comparison, area) if scenarios is None or row.scenario in scenarios)
    return frame_of(rows)


def _of_scenario(comparison: Comparison, scenario: str, area: int) -> Iterator[Row]:
    pair = pair_of(comparison, scenario, area)
    place = place_of(pair, scenario)
    yield from by_year(place, pair)
    yield from totals(place, pair)
    yield from places(place, pair)
    yield from timing(place, pair, comparison.last_spending(scenario))
    yield from brought_forward(place, pair)
    yield from for_children(place, pair)
    yield from money(place, pair)
    yield from costs(place, pair)
    yield from by_month(place, pair)
