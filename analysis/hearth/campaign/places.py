"""What became of the extra places: filled, vacant or not available; and why searches found none."""

from __future__ import annotations

from typing import Iterator

import numpy as np

from .arms import Arm, Pair, Quantity
from .comparison import Comparison
from .rows import Place, Row, row_of
from .supply import PLACE_YEARS

#: The label of the results file -> what it says of a search.
REASONS = {
    "none_answered": "nobody with a vacancy answered",
    "distance": "nobody had one within 20 miles",
    "age": "none of those asked takes the child's age",
    "complexity": "none of these can take its needs",
    "declined": "all who could declined",
}
OF_FOSTER_PLACES = (
    Quantity("place_years", "place-years", "foster place-years", lambda arm: arm.in_years("foster_places")),
    PLACE_YEARS._replace(label="of these: filled"),
    Quantity("place_years_vacant", "place-years", "of these: vacant", lambda arm: arm.in_years("foster_places_vacant")),
    Quantity("place_years_not_available", "place-years", "of these: not available",
             lambda arm: arm.in_years("foster_places_not_available")),
)
OF_HOMES = (
    Quantity("home_place_years", "place-years", "place-years in children's homes",
             lambda arm: arm.in_years("home_places")),
    Quantity("home_place_years_filled", "place-years", "of these: filled",
             lambda arm: arm.in_years("home_places_filled")),
)


def places(place: Place, pair: Pair) -> Iterator[Row]:
    """Place-years since the start, then searches that found none of the kind wanted on a day, by the first reason."""
    place = place.of("places")
    for quantity in (*OF_FOSTER_PLACES, *OF_HOMES, *_unmet(pair.scenario.comparison)):
        yield row_of(place, quantity, pair)


def _unmet(comparison: Comparison) -> Iterator[Quantity]:
    for measure, whom in (("foster_searches_unmet", "carers"), ("home_searches_unmet", "a home")):
        yield Quantity(measure, "events", f"searches for {whom} that found none that day",
                       lambda arm, measure=measure: _by_reason(arm, measure).sum(axis=1))
        for place, reason in enumerate(comparison.groups(measure)):
            if measure == "foster_searches_unmet" or reason not in ("age", "complexity"):  # homes have no approval
                yield Quantity(f"{measure}_{reason}", "events", f"of these: {REASONS.get(reason, reason)}",
                               lambda arm, measure=measure, place=place: _by_reason(arm, measure)[:, place])
    yield Quantity("placed_apart", "events", "children placed apart from their siblings",
                   lambda arm: arm.total("placed_apart"))


def _by_reason(arm: Arm, measure: str) -> np.ndarray:
    """Added up over the months since the start, (replicate, reason)."""
    return arm.monthly(measure).sum(axis=1)
