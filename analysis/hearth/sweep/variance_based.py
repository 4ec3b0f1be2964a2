"""First-order and total-order indices of a saltelli design.

For base point i with the points A_i, AB_ij (A_i with parameter j of B_i) and B_i, and outputs f less their mean over A
and B:

    S_j  = mean_i f(B_i) (f(AB_ij) - f(A_i)) / V
    ST_j = mean_i (f(A_i) - f(AB_ij))^2 / (2 V)

V is the variance of f over A and B together. S is the share of it that j explains alone, ST with all its interactions.

Source: Saltelli et al. (2010), Computer Physics Communications 181, 259-270; Jansen (1999), same journal, 117, 35-43.
"""

from __future__ import annotations

from typing import Callable

import numpy as np

from .bootstrap import Estimates, estimates
from .replicates import of_means

Product = Callable[[np.ndarray, np.ndarray], np.ndarray]


def indices(outputs: np.ndarray, product: Product = of_means) -> tuple[Estimates, Estimates]:
    """S and ST of each parameter [1], with intervals over base points.

    outputs: (base point, point of it: A, each AB, B; replicate).
    product: of two outputs over replicates, (..., replicate) each: of means, or free of noise.
    """
    base_points, parameters = len(outputs), outputs.shape[1] - 2
    centred = outputs - outputs[:, [0, -1]].mean(axis=(0, 1))
    a, mixed, b = centred[:, :1], centred[:, 1:-1], centred[:, -1:]
    change = mixed - a
    terms = np.hstack([
        product(b, change),
        product(change, change) / 2,
        change.mean(axis=2),
        (product(a, a) + product(b, b)) / 2,
        (a.mean(axis=2) + b.mean(axis=2)) / 2,
    ])

    def figures(means: np.ndarray) -> np.ndarray:
        first, total, mean_change = (means[:, k * parameters:(k + 1) * parameters] for k in range(3))
        square, mean = means[:, -2:-1], means[:, -1:]
        variance = (square - mean**2) * 2 * base_points / (2 * base_points - 1)
        variance = np.where(variance > 0, variance, np.nan)
        return np.hstack([first - mean * mean_change, total]) / variance

    both = estimates(terms, figures)
    return (Estimates(*(edge[:parameters] for edge in both)), Estimates(*(edge[parameters:] for edge in both)))
