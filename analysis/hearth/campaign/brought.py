"""Brought forward or new: of the enquiries that campaigns bring, those that would have come later anyway.

The model itself keeps count of them: it owes so many to the months after, and lets that many fewer come then. Nothing
is estimated from the ups and downs of a difference. How many approvals came early nobody counts, as an enquiry that
comes later has no name; what is left in the end is in the other tables.
"""

from __future__ import annotations

from typing import Iterator

import numpy as np

from .arms import Arm, Pair, Quantity
from .estimates import undetermined
from .rows import Place, Row, row_of

NO_CAMPAIGN = "not determined: no campaign of this scenario brings any enquiry"


def _since_start(measure: str, arm: Arm) -> np.ndarray:
    """Of a count that only grows: from the month before the start to the end of the run, (replicate,)."""
    cells = arm.comparison.measure(measure)[arm.scenario, :, :, arm.area].astype(float)
    return cells[:, -1] - (cells[:, arm.first - 1] if arm.first > 0 else 0.0)


BY_CAMPAIGN = Quantity("enquiries_campaign", "events", "enquiries that campaigns brought",
                       lambda arm: arm.total("enquiries_campaign"))
EARLY = Quantity("enquiries_brought_forward", "events", "of these: would have come later anyway",
                 lambda arm: _since_start("enquiries_brought_forward", arm))
MISSED = Quantity("enquiries_missed", "events", "of those: missing by the end of the run",
                  lambda arm: _since_start("enquiries_missed", arm))


def brought_forward(place: Place, pair: Pair) -> Iterator[Row]:
    """What campaigns brought, what of it came early, and that as a share [%]."""
    place = place.of("brought_forward")
    for quantity in (BY_CAMPAIGN, EARLY, MISSED):
        yield row_of(place, quantity, pair)
    brought = pair.difference(BY_CAMPAIGN)
    share = (pair.intervals.ratio_of(100 * pair.difference(EARLY), brought) if brought.any()
             else undetermined(NO_CAMPAIGN))
    yield place.row("brought_forward_percent", "brought forward, % of those that campaigns brought", "%", share)
