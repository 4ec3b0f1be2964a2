"""When each placement was under observation: what every method of survival analysis begins with."""

from __future__ import annotations

from typing import Iterator, Mapping, NamedTuple, Sequence, Union

import numpy as np
import pandas as pd

Day = Union[str, np.datetime64, pd.Timestamp]

#: The competing ends of a placement; anything else is open.
ENDS = ("asked_or_forced", "other_move", "exit")
OPEN = 0
#: Authority -> reporting years without a return of it.
Unseen = Mapping[str, Sequence[int]]
NONE: Unseen = {}
NEVER = np.datetime64("9999-12-31")


class Observed(NamedTuple):
    """The placements that count, with the days between which each was under observation.

    placements:  one row for each stretch under observation: a placement has several where returns are missing between
    entry:       age at which observation began [days]: at risk from the day after
    time:        age at the end, or on the last day under observation if still open then [days]
    end:         0 open, else 1 + position in ENDS
    follow_up:   age on the last day of the stretch, whether or not it lasted until then [days]
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


def observed(placements: pd.DataFrame, first_day: Day, last_day: Day, unseen: Unseen = NONE) -> Observed:
    """The first replicate's placements with their times at risk.

    entry = max(0, first_day - 1 - began): a placement of that age on the eve of the first day is at risk on that day.
    time = min(ended, last_day) - began.

    unseen:  authority -> reporting years of which its return is missing. Nothing that lasts is at risk in them: one that
             ended then would not be seen. What goes on after them is at risk again, from its age on their last day.
    """
    first, last = (np.datetime64(pd.Timestamp(day), "D") for day in (first_day, last_day))
    of_first = placements[(placements["replicate"] == placements["replicate"].min()).to_numpy()]
    in_view = ~(_days(of_first["ended"]) < first)  # NaT compares false: open
    chosen = of_first[in_view].reset_index(drop=True)  # so that a placement keeps its number in all of its stretches
    began, ended = _days(chosen["began"]), _days(chosen["ended"])
    known = ~np.isnat(began)
    if "began_known" in chosen:
        known &= chosen["began_known"].to_numpy(dtype=bool)
    until = np.full(len(chosen), last)
    if "seen_until" in chosen:  # of one whose end is in a missing return
        until = np.where(np.isnat(ended), np.minimum(_days(chosen["seen_until"]), last), last)
    stretches = []
    for rows, start, stop in _stretches(chosen, known, first, unseen):
        final = np.minimum(until[rows], stop)
        is_open = np.isnat(ended[rows]) | (ended[rows] > final)
        follow_up = (final - began[rows]).astype(int)
        time = np.where(is_open, follow_up, (ended[rows] - began[rows]).astype(int))
        entry = np.maximum((start - 1 - began[rows]).astype(int), 0)
        end = np.where(is_open, OPEN, 1 + pd.Index(ENDS).get_indexer(chosen["end"].iloc[rows].astype(str)))
        counts = time > entry
        stretches.append([array[counts] for array in (rows, entry, time, end, follow_up)])
    rows, *times = (np.concatenate(parts).astype(int) for parts in zip(*stretches))
    order = np.lexsort((times[0], rows))
    left_out = len(chosen) - len(np.unique(rows))
    return Observed(chosen.iloc[rows[order]], *(array[order] for array in times), left_out, int((~in_view).sum()))


def _stretches(
    placements: pd.DataFrame, known: np.ndarray, first: np.datetime64, unseen: Unseen
) -> Iterator[tuple[np.ndarray, np.datetime64, np.datetime64]]:
    """Rows, and the first and last day of each stretch of years in which they are under observation."""
    authority = placements["la"].astype(str).to_numpy() if unseen else None
    told = np.isin(authority, list(unseen)) if unseen else np.zeros(len(placements), dtype=bool)
    yield np.flatnonzero(known & ~told), first, NEVER
    for name, years in unseen.items():
        rows, start = np.flatnonzero(known & (authority == name)), first
        for year in sorted(years):
            yield rows, start, np.datetime64(f"{year - 1}-03-31")
            start = np.datetime64(f"{year}-04-01")
        yield rows, start, NEVER


def _days(column: pd.Series) -> np.ndarray:
    return column.to_numpy().astype("datetime64[D]")
