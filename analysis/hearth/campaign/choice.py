"""Which of several is best, and is it clearly so?"""

from __future__ import annotations

from typing import Mapping

import numpy as np

from .estimates import Intervals


def best_of(values: Mapping[str, np.ndarray], intervals: Intervals) -> tuple[str, list[str]]:
    """The one with the highest mean of its values, (replicate,), and those that are not told apart from it.

    Told apart: the interval of the paired difference is above zero. A best one is claimed only if it is told apart from
    every other, so if all are equally good one of two is claimed in a tenth of cases, of more in fewer.
    """
    best = max(values, key=lambda name: float(values[name].mean()))
    others = [name for name in values if name != best]
    return best, [name for name in others if not intervals.mean_of(values[best] - values[name]).is_above_zero]


def listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
