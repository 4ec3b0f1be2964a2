"""Intervals by resampling what is independent in a design: base points or trajectories.

Every figure is a function of means over base points, so a resample is a vector of counts, and all resamples are one
matrix product. Intervals are percentiles of the resamples (Efron & Tibshirani 1993, An Introduction to the Bootstrap,
chapter 13). The generator's seed is fixed: the same outputs give the same intervals.
"""

from __future__ import annotations

from typing import Callable, Iterator, NamedTuple

import numpy as np

from ..estimates import COVERAGE

RESAMPLES = 1000
SEED = 1
BATCH = 2_000_000  # counts in memory at a time


class Estimates(NamedTuple):
    """Figures and the ends of their intervals, (figure,) each; NaN where one can't be had."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray


def estimates(terms: np.ndarray, figures: Callable[[np.ndarray], np.ndarray]) -> Estimates:
    """Figures with intervals.

    terms:    what the figures take means of, (base point, term).
    figures:  means of the terms, (resample, term) -> figures, (resample, figure).
    """
    resampled = np.concatenate([figures(counts @ terms / len(terms)) for counts in resamples(len(terms))])
    low, high = np.quantile(resampled, [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2], axis=0)
    return Estimates(figures(terms.mean(axis=0, keepdims=True))[0], low, high)


def resamples(number: int) -> Iterator[np.ndarray]:
    """How often each base point comes in each resample, (resample, base point), a batch at a time."""
    random = np.random.default_rng(SEED)
    most = max(1, BATCH // number)
    for first in range(0, RESAMPLES, most):
        rows = min(most, RESAMPLES - first)
        drawn = random.integers(number, size=(rows, number)) + number * np.arange(rows)[:, None]
        yield np.bincount(drawn.ravel(), minlength=rows * number).reshape(rows, number).astype(float)
