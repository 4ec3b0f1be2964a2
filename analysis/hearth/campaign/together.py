"""Two policies together against each alone: with and without support for those who foster already, for example.

A scenario named A+B is set against A and B where both are in the file:  (A+B) - A - B + baseline. Above zero they do
more together than apart, below zero less. All are counted from the first of their starts.
"""

from __future__ import annotations

from typing import Iterator

import numpy as np

from .arms import Arm, Quantity
from .children import FAMILY_YEARS
from .children import QUANTITIES as FOR_CHILDREN
from .comparison import Comparison
from .money import NET, NET_AT_SAME_PRICES, POLICY
from .places import OF_FOSTER_PLACES
from .rows import Place, Row
from .supply import PLACE_YEARS, TOTALS

JOINS = "+"
QUANTITIES = (
    *TOTALS,
    OF_FOSTER_PLACES[0],
    PLACE_YEARS,
    FAMILY_YEARS,
    *(quantity for quantity in FOR_CHILDREN if quantity.name in ("home_years", "placement_moves")),
    POLICY,
    NET,
    NET_AT_SAME_PRICES,
)


def joint_scenarios(comparison: Comparison) -> dict[str, tuple[str, ...]]:
    """Scenarios made of others -> these, where all of them are in the file."""
    parts = {name: tuple(part.strip() for part in name.split(JOINS)) for name in comparison.scenarios if JOINS in name}
    return {name: of for name, of in parts.items() if all(part in comparison.scenarios for part in of)}


def together(comparison: Comparison, area: int) -> Iterator[Row]:
    """The interaction of each scenario that is made of others."""
    where = comparison.areas.iloc[area]
    for name, parts in joint_scenarios(comparison).items():
        first = min(comparison.start(scenario) for scenario in (name, *parts))
        period = f"{comparison.months[first]} to {comparison.months[-1]}"
        place = Place("together", name, where["code"], where["name"], period)
        both, *alone, baseline = (
            Arm(comparison, position, area, first)
            for position in (comparison.position(name), *(comparison.position(part) for part in parts), 0)
        )
        for quantity in QUANTITIES:
            estimate = comparison.intervals.mean_of(interaction(quantity, both, alone, baseline))
            label = f"{quantity.label}, GBP thousand" if quantity.unit == "GBP" else quantity.label
            yield place.row(quantity.name, label, quantity.unit, estimate)


def interaction(quantity: Quantity, both: Arm, alone: list[Arm], baseline: Arm) -> np.ndarray:
    """What is gained together less what is gained apart, (replicate,)."""
    without = quantity.of(baseline)
    return (quantity.of(both) - without) - sum(quantity.of(arm) - without for arm in alone)
