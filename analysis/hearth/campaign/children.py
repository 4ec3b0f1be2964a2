"""What a policy did for children looked after, since its start."""

from __future__ import annotations

from typing import Iterator

import numpy as np

from ..estimates import YEAR_DAYS
from .arms import Arm, Pair, Quantity, ratio
from .rows import Place, Row, row_of

FAMILY_YEARS = Quantity("family_years", "child-years", "child-years in foster placements, kin too",
                        lambda arm: arm.total("foster_nights") / YEAR_DAYS)


def _mean_of_marches(group: str) -> Quantity:
    def mean(arm: Arm) -> np.ndarray:
        return _mean_over_years(arm.yearly("looked_after_by_placement", group))

    label = f"in {group.replace('_', ' ')} {'settings' if 'residential' in group else 'placements'}, mean of 31 Marches"
    return Quantity(f"in_{group}", "children", label, mean)


def _three_or_more(arm: Arm) -> np.ndarray:
    """Of the children looked after on 31 March, all whole reporting years since the start together."""
    return ratio(100 * arm.yearly("three_or_more_placements").sum(axis=1), arm.in_march("looked_after").sum(axis=1))


def _mean_over_years(cells: np.ndarray) -> np.ndarray:
    """NaN if no whole reporting year lies after the start."""
    return cells.mean(axis=1) if cells.shape[1] else np.full(len(cells), np.nan)


QUANTITIES = (
    Quantity("looked_after_years", "child-years", "child-years looked after", lambda arm: arm.in_years("looked_after")),
    FAMILY_YEARS,
    Quantity("home_years", "child-years", "child-years in children's homes",
             lambda arm: arm.in_years("in_childrens_homes")),
    *(_mean_of_marches(group) for group in ("supported", "other_residential", "other")),
    Quantity("stop_gaps", "events", "stop-gap placements made", lambda arm: arm.total("stop_gaps")),
    Quantity("waiting_years", "child-years", "child-years for whom a place is sought",
             lambda arm: arm.in_years("waiting")),
    Quantity("placement_moves", "events", "placement moves", lambda arm: arm.total("placement_moves")),
    Quantity("disruptions", "events", "of these, placements that broke", lambda arm: arm.total("disruptions")),
    Quantity("three_or_more_percent", "%", "3 or more placements in the year, %", _three_or_more),
    Quantity("mean_miles", "miles", "mean distance from home, miles",
             lambda arm: arm.per("distance_miles", "placed_from_home")),
    Quantity("over_20_miles_percent", "%", "over 20 miles from home, %",
             lambda arm: arm.percent("over_20_miles", "placed_from_home")),
    Quantity("siblings_apart_percent", "%", "living with none of their siblings, %",
             lambda arm: arm.percent("apart_from_siblings", "with_siblings")),
)


def for_children(place: Place, pair: Pair) -> Iterator[Row]:
    """One row per quantity, over all months since the start."""
    return (row_of(place.of("children"), quantity, pair) for quantity in QUANTITIES)
