"""When each placement was under observation: what every method of survival analysis begins with."""

from __future__ import annotations

from typing import NamedTuple, Union

import numpy as np
import pandas as pd

Day = Union[str, np.datetime64, pd.Timestamp]

#: The competing ends of a placement; anything else is open.
ENDS = ("asked_or_forced", "other_move", "exit")
OPEN = 0


class Observed(NamedTuple):
    """The placements that count, with the days between which each was under observation.

    placements:  as given, one row each
    entry:       age at which observation began [days]: at risk from the day after
    time:        age at the end, or on the last day if still open [days]
    end:         0 open, else 1 + position in ENDS
    follow_up:   age on the last day, whether or not it lasted until then [days]
    left_out:    placements that do not count: first day unknown, or not a day under observation
    earlier:     placements that had ended before the first day, of children who were still in care on it: those of
                 the others are not in the table, so they say nothing about how long placements last
    """

    placements: pd.DataFrame
    entry: np.ndarray
    time: np.ndarray
    end: np.ndarray
    follow_up: np.ndarray
    left_out: int
    earlier: int = 0


def observed(placements: pd.DataFrame, first_day: Day, last_day: Day) -> Observed:
    """The first replicate's placements with their times at risk.

    entry = max(0, first_day - 1 - began): a placement of that age on the eve of the first day is at risk on that day.
    time = min(ended, last_day) - began.
    """
    first, last = (np.datetime64(pd.Timestamp(day), "D") for day in (first_day, last_day))
    of_first = placements[(placements["replicate"] == placements["replicate"].min()).to_numpy()]
    in_view = ~(_days(of_first["ended"]) < first)  # NaT compares false: open
    chosen = of_first if in_view.all() else of_first[in_view]
    began = _days(chosen["began"])
    ended = _days(chosen["ended"])
    is_open = np.isnat(ended) | (ended > last)
    follow_up = (last - began).astype(int)
    time = np.where(is_open, follow_up, (ended - began).astype(int))
    entry = np.maximum((first - 1 - began).astype(int), 0)
    end = np.where(is_open, OPEN, 1 + pd.Index(ENDS).get_indexer(chosen["end"].astype(str)))
    counts = ~np.isnat(began) & (time > entry)
    if "began_known" in chosen:
        counts &= chosen["began_known"].to_numpy(dtype=bool)
    kept = (array[counts] for array in (entry, time, end, follow_up))
    return Observed(chosen[counts], *kept, left_out=int((~counts).sum()), earlier=int((~in_view).sum()))


def _days(column: pd.Series) -> np.ndarray:
    return column.to_numpy().astype("datetime64[D]")
