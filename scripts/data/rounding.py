"""Raking (iterative proportional fitting) and rounding to whole numbers that keeps totals exact."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]


def round_to_total(values: Numbers, total: int) -> Counts:
    """Scale `values` to `total` and round by largest remainder, so that the result adds to `total`.

    Ties go to the earlier entry, which keeps the result the same on every machine.
    """
    values = np.asarray(values, dtype=float)
    if np.any(values < 0):
        raise ValueError("cannot round negative numbers")
    if values.sum() == 0:
        if total:
            raise ValueError(f"no values to share {total} among")
        return np.zeros(values.shape, dtype=np.int64)
    # Rounding away the last bits first keeps ties ties, whatever the order of the multiplication.
    scaled = np.round(values.ravel() * (total / values.sum()), 9)
    counts = np.floor(scaled).astype(np.int64)
    missing = total - int(counts.sum())
    largest_first = np.argsort(counts - scaled, kind="stable")
    counts[largest_first[:missing]] += 1
    return counts.reshape(values.shape)


def rake(seed: Numbers, row_totals: Numbers, column_totals: Numbers, tolerance: float = 1e-9) -> Numbers:
    """Fit a table to given row and column totals, keeping the odds ratios of `seed`.

    Rows and columns are scaled in turn until both fit. The totals must have the same sum.
    """
    table = np.array(seed, dtype=float)
    if abs(row_totals.sum() - column_totals.sum()) > 1e-6 * max(1.0, row_totals.sum()):
        raise ValueError(f"totals disagree: {row_totals.sum()} in rows, {column_totals.sum()} in columns")
    for _ in range(10_000):
        table *= _ratio(row_totals, table.sum(axis=1))[:, np.newaxis]
        table *= _ratio(column_totals, table.sum(axis=0))[np.newaxis, :]
        if np.abs(table.sum(axis=1) - row_totals).max() <= tolerance * row_totals.sum():
            return table
    raise ValueError("raking does not converge: the seed has zeros where the totals need somebody")


def round_to_margins(table: Numbers, row_totals: Counts, column_totals: Counts) -> Counts:
    """Round a raked table to whole numbers that fit both margins exactly.

    Rows are rounded by largest remainder. What is then too much in one column and too little in another is
    moved inside a row, one unit at a time, where the move changes the table least. Empty cells stay empty
    as long as another row can give.
    """
    counts = np.array([round_to_total(row, int(total)) for row, total in zip(table, row_totals)])
    while True:
        excess = counts.sum(axis=0) - column_totals
        if not excess.any():
            return counts
        source, target = int(np.argmax(excess)), int(np.argmin(excess))
        # Error added by taking one from `source` and giving one to `target`, row by row.
        giving, taking = counts[:, source] - table[:, source], counts[:, target] - table[:, target]
        cost = (giving - 1) ** 2 - giving**2 + (taking + 1) ** 2 - taking**2
        cost = np.where(counts[:, source] > 0, np.round(cost, 9), np.inf)
        cost = np.where(table[:, target] > 0, cost, cost + 1e6)
        row = int(np.argmin(cost))
        counts[row, source] -= 1
        counts[row, target] += 1


def _ratio(wanted: Numbers, present: Numbers) -> Numbers:
    """Wanted over present, 1 where nothing is present (an empty row or column stays empty)."""
    return np.divide(wanted, present, out=np.ones_like(present), where=present > 0)
