"""Linear regression and rank correlations, of a design that has no indices of its own: lhs, sobol, random, grid, list.

Every parameter on the unit cube of its distribution (so a loguniform one by its logarithm), listed ones between the least
and the greatest value of the list. Of the means over replicates:

    slope      what the whole range of a parameter adds to the output, the others held: linear regression on all
    SRC        the same in standard deviations of the output for one of the parameter
    R2         share of the variance between points that the regression explains: below some 0.7, trust ranks only
    PRCC       partial correlation of ranks, the ranks of the other parameters held: any monotone effect counts
    spearman   correlation of ranks, nothing held

All are functions of means of products, so that the bootstrap over points is that of the other designs; ranks are those
among all points.

Source: Saltelli et al. (2008), Global Sensitivity Analysis: The Primer, 1.2.5; Marino et al. (2008), Journal of
Theoretical Biology 254, 178-196 (PRCC).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.stats import rankdata

from .bootstrap import Estimates, estimates


class Regression(NamedTuple):
    """Figures of each parameter, (parameter,), and R2, (1,)."""

    slope: Estimates
    src: Estimates
    prcc: Estimates
    spearman: Estimates
    r2: Estimates


def regression(parameters: np.ndarray, outputs: np.ndarray) -> Regression:
    """Figures with intervals over points; NaN where they can't be had.

    parameters: on the unit cube, (point, parameter).
    outputs:    means over replicates, (point,).
    """
    points, number = parameters.shape
    together = np.column_stack([parameters, outputs])
    middle = together.mean(axis=0)
    spread = np.where(np.ptp(together, axis=0) > 0, together.std(axis=0), np.nan)
    values = (together - middle) / spread  # so that products lose no digits
    ranks = np.apply_along_axis(rankdata, 0, together)
    ranks = (ranks - ranks.mean(axis=0)) / np.where(np.ptp(ranks, axis=0) > 0, ranks.std(axis=0), np.nan)
    terms = np.hstack([_products(values), _products(ranks)])

    def figures(means: np.ndarray) -> np.ndarray:
        of_values, of_ranks = (_covariances(half, number + 1) for half in np.split(means, 2, axis=1))
        inside, across, variance = of_values[:, :-1, :-1], of_values[:, :-1, -1], of_values[:, -1, -1]
        beta = _solved(inside, across)
        sd = np.sqrt(np.einsum("rjj->rj", inside))
        return np.hstack([
            beta * spread[-1] / spread[:-1],
            beta * sd / np.sqrt(variance)[:, None],
            _partial(of_ranks),
            _correlations(of_ranks),
            ((beta * across).sum(axis=1) / variance)[:, None],
        ])

    with np.errstate(invalid="ignore", divide="ignore"):
        every = estimates(terms, figures) if points > number + 2 else _unknown(4 * number + 1)
    cuts = [number, 2 * number, 3 * number, 4 * number]
    return Regression(*(Estimates(*edges) for edges in zip(*(np.split(edge, cuts) for edge in every))))


def _products(columns: np.ndarray) -> np.ndarray:
    """Products of all pairs of columns, then the columns themselves, (point, term)."""
    first, second = np.triu_indices(columns.shape[1])
    return np.hstack([columns[:, first] * columns[:, second], columns])


def _covariances(means: np.ndarray, columns: int) -> np.ndarray:
    """Covariance matrices of resamples, out of the means of `_products`."""
    first, second = np.triu_indices(columns)
    middle = means[:, -columns:]
    found = np.empty((len(means), columns, columns))
    found[:, first, second] = means[:, :-columns] - middle[:, first] * middle[:, second]
    found[:, second, first] = found[:, first, second]
    return found


def _solved(matrices: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The solution of each system; NaN where it has none."""
    return (_inverted(matrices) @ right[..., None])[..., 0]


def _inverted(matrices: np.ndarray) -> np.ndarray:
    """The inverse of each; NaN where the parameters of a resample can't be told apart."""
    found = np.full_like(matrices, np.nan)
    whole = np.isfinite(matrices).all(axis=(1, 2))
    whole[whole] = np.linalg.cond(matrices[whole]) < 1e12
    found[whole] = np.linalg.inv(matrices[whole])
    return found


def _partial(covariances: np.ndarray) -> np.ndarray:
    """Correlation of each parameter with the output, the others held. It is 1 where nothing is left to explain."""
    number = covariances.shape[1] - 1
    inside, across, variance = covariances[:, :-1, :-1], covariances[:, :-1, -1], covariances[:, -1, -1]
    inverse = _inverted(inside)
    beta = (inverse @ across[..., None])[..., 0]
    unexplained = np.maximum(variance - (beta * across).sum(axis=1), 0)
    own = beta**2 / np.einsum("rjj->rj", inverse)
    total = own + unexplained[:, None]
    share = np.divide(own, total, out=np.zeros_like(own), where=total > 1e-14 * variance[:, None])
    share[~np.isfinite(beta)] = np.nan
    return np.sign(beta) * np.sqrt(share).reshape(-1, number)


def _correlations(covariances: np.ndarray) -> np.ndarray:
    """Correlation of each parameter with the output."""
    sd = np.sqrt(np.einsum("rjj->rj", covariances))
    return covariances[:, :-1, -1] / (sd[:, :-1] * sd[:, -1:])


def _unknown(number: int) -> Estimates:
    return Estimates(*(np.full(number, np.nan) for _ in Estimates._fields))
