"""Foster carers that a policy brings: by month and in all, when they come and how long they last."""

from __future__ import annotations

from typing import Iterator

import numpy as np

from .arms import Pair, Quantity
from .estimates import NO_GAIN, Estimate, undetermined
from .rows import Place, Row, row_of, span

HALF = 0.5
BEYOND = "beyond the run"

APPROVALS = Quantity("approvals", "households", "approvals", lambda arm: arm.total("foster_approvals"))
HOUSEHOLDS = Quantity("households_at_end", "households", "foster households, last month",
                      lambda arm: arm.at_end("foster_households"))
HOUSEHOLD_YEARS = Quantity("household_years", "household-years", "household-years",
                           lambda arm: arm.in_years("foster_households"))
PLACE_YEARS = Quantity("place_years_filled", "place-years", "foster place-years filled",
                       lambda arm: arm.in_years("foster_places_filled"))
TOTALS = (
    Quantity("enquiries", "events", "enquiries", lambda arm: arm.total("enquiries")),
    Quantity("applications", "households", "applications", lambda arm: arm.total("foster_applications")),
    APPROVALS,
    Quantity("leavers", "households", "leavers", lambda arm: arm.total("foster_leavers")),
    HOUSEHOLDS,
    HOUSEHOLD_YEARS,
    Quantity("places_at_end", "places", "foster places, last month", lambda arm: arm.at_end("foster_places")),
)


def totals(place: Place, pair: Pair) -> Iterator[Row]:
    """All that was gained up to the end of the run."""
    return (row_of(place.of("gained"), quantity, pair) for quantity in TOTALS)


def timing(place: Place, pair: Pair, last_spending: int | None) -> Iterator[Row]:
    """When half of the extra approvals have come, and how long there are more households.

    last_spending: the last month of spending, by its position in the run; None: the policy spends nothing.
    """
    place = place.of("timing")
    yield place.row("half_of_approvals", "half of the extra approvals had come by month", "month since the start",
                    half_of_approvals(pair))
    after = -1 if last_spending is None else last_spending - pair.scenario.first
    unit = "months since the start" if last_spending is None else "months after the last spending"
    yield place.row("households_last", "more foster households than in the baseline until", unit,
                    households_last(pair, after))


def half_of_approvals(pair: Pair) -> Estimate:
    """The month since the start, from 1, by which half of the extra approvals of the whole run have come."""
    so_far = pair.monthly("foster_approvals").cumsum(axis=1)
    eventually = so_far[:, -1]
    if not pair.intervals.mean_of(eventually).is_above_zero:
        return undetermined(NO_GAIN)
    reached = pair.intervals.first_month_reached(so_far - HALF * eventually[:, np.newaxis])
    months = pair.scenario.comparison.months[pair.scenario.first:]
    return reached if np.isnan(reached.value) else reached._replace(note=str(months[int(reached.value) - 1]))


def households_last(pair: Pair, after: int) -> Estimate:
    """Months after the month `after` in which there are more foster households than in the baseline.

    low: until the interval of a month includes zero again, after the longest stretch above zero; value and high: until
    the mean and the upper bound are no longer above zero. Infinite: beyond the run. The note names the stretch.
    """
    mean, low, high = pair.intervals.means_of(pair.monthly("foster_households"))
    begin, end = longest_stretch(low > 0)
    if begin == end:
        return undetermined("not determined: the gain is never above zero")
    edges = [_end_of(edge > 0, begin, end) for edge in (mean, low, high)]
    months = [np.inf if edge == len(mean) else float(max(edge - 1 - after, 0)) for edge in edges]
    endless = [name for name, month in zip(Estimate._fields, months) if np.isinf(month)]
    note = f"interval above zero {span(pair, begin, end)}"
    return Estimate(*months, f"{note}; {BEYOND}: {', '.join(endless)}" if endless else note)


def longest_stretch(holds: np.ndarray) -> tuple[int, int]:
    """First position, and that after the last, of the longest (then first) unbroken stretch; (0, 0) if none."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], holds, [False]))))
    begins, ends = edges[::2], edges[1::2]
    if not len(begins):
        return 0, 0
    longest = int(np.argmax(ends - begins))
    return int(begins[longest]), int(ends[longest])


def _end_of(holds: np.ndarray, begin: int, at_least: int) -> int:
    """Position after the unbroken stretch that holds from `begin`."""
    broken = np.flatnonzero(~holds[begin:])
    return max(at_least, begin + int(broken[0])) if len(broken) else len(holds)
