"""Statistics that all tables share: means over replicates with their intervals, and the year that rates are per."""

from __future__ import annotations

import numpy as np
from scipy import stats

#: The chance with which an interval covers what it is of.
COVERAGE = 0.90
#: Days in a year, for rates per child-year.
YEAR_DAYS = 365.25


def over_replicates(cells: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean over the first axis, and the interval of that mean: Student's t, two-sided, with `COVERAGE`.

    Cells without a value (NaN) are passed over; with fewer than two there is no interval.
    """
    there = ~np.isnan(cells)
    number = there.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(there, cells, 0).sum(axis=0) / number
        variance = (np.where(there, cells - mean, 0) ** 2).sum(axis=0) / (number - 1)
        half = _student(number) * np.sqrt(variance / number)
    return mean, mean - half, mean + half


def student(number: int) -> float:
    """The quantile of Student's t that a mean of so many is given its interval with."""
    return float(stats.t.ppf((1 + COVERAGE) / 2, number - 1))


def _student(number: np.ndarray) -> np.ndarray:
    """`student` of each; NaN for fewer than two. There are as many kinds of mean as numbers."""
    numbers, where = np.unique(number, return_inverse=True)
    quantiles = [student(n) if n > 1 else np.nan for n in numbers]
    return np.array(quantiles, dtype=float)[where].reshape(number.shape)
