"""Brought forward or new: of what a policy brings, how much is missing later.

Those who would have come later anyway come early, and are missing then. A replicate's differences are split at the
month in which what was gained so far is highest: what came up to it was gained, what is lost after it was brought
forward. The peak is that of the mean of the other replicates: sought in the same numbers, it would find a gain and a
loss in noise alone.
"""

from __future__ import annotations

from typing import Iterator

import numpy as np

from .arms import Pair
from .rows import Place, Row
from .supply import SERIES

#: Measures, by their names in `supply.SERIES`, that can be brought forward.
WHAT = ("enquiries", "approvals")


def brought_forward(place: Place, pair: Pair) -> Iterator[Row]:
    """Gained, missing later, net, and the share of the gain that is missing later [%]."""
    place = place.of("brought_forward")
    for series in SERIES:
        if series.name in WHAT:
            gained, missing = split_at_peak(pair.monthly(series.measure))
            parts = {"gained": ("gained at first", gained), "missing": ("missing later", missing),
                     "net": ("net, new", gained - missing)}
            for name, (label, differences) in parts.items():
                yield place.row(f"{series.name}_{name}", f"{series.label}: {label}", series.unit,
                                pair.intervals.mean_of(differences))
            yield place.row(f"{series.name}_brought_forward_percent",
                            f"{series.label}: brought forward, % of those gained", "%",
                            pair.intervals.ratio_of(100 * missing, gained))


def split_at_peak(differences: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(replicate, month) -> gained up to the peak, and missing after it (positive: missing), each (replicate,)."""
    so_far = differences.cumsum(axis=1)
    gained = np.empty(len(differences))
    for replicate in range(len(differences)):
        others = np.delete(so_far, replicate, axis=0).mean(axis=0)
        peak = int(np.argmax(others))
        gained[replicate] = so_far[replicate, peak] if others[peak] > 0 else 0.0
    return gained, gained - so_far[:, -1]
