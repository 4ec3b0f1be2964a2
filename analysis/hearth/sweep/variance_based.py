"""First-order, total-order and second-order indices of a saltelli design.

For base point i with the points A_i, AB_ij (A_i with parameter j of B_i) and B_i, and outputs f less their mean over A
and B:

    S_j  = mean_i f(B_i) (f(AB_ij) - f(A_i)) / V
    ST_j = mean_i (f(A_i) - f(AB_ij))^2 / (2 V)

V is the variance of f over A and B together. S is the share of it that j explains alone, ST with all its interactions.

Where the design has the points BA_ij, too (B_i with parameter j of A_i), second order, what j and k explain together
beyond what each explains alone:

    S_jk = mean_i (f(BA_ij) f(AB_ik) - f(A_i) f(B_i)) / V - S_j - S_k

Source: Saltelli et al. (2010), Computer Physics Communications 181, 259-270; Jansen (1999), same journal, 117, 35-43;
second order Saltelli (2002), same journal, 145, 280-297.
"""

from __future__ import annotations

from typing import Callable

import numpy as np

from .bootstrap import Estimates, estimates
from .replicates import of_means

Product = Callable[[np.ndarray, np.ndarray], np.ndarray]


def indices(outputs: np.ndarray, product: Product = of_means) -> tuple[Estimates, Estimates]:
    """S and ST of each parameter [1], with intervals over base points.

    outputs: (base point, point of it: A, each AB, B; replicate), without the points that second order needs.
    product: of two outputs over replicates, (..., replicate) each: of means, or free of noise.
    """
    both = _with_pairs(outputs, product, second_order=False)
    return both[0], both[1]


def pairs(outputs: np.ndarray, product: Product = of_means) -> Estimates:
    """Second order of each pair of parameters [1]: the first with the second, with the third ..., with intervals.

    outputs: (base point, point of it: A, each AB, each BA, B; replicate).
    """
    return _with_pairs(outputs, product, second_order=True)[2]


def _with_pairs(outputs: np.ndarray, product: Product, second_order: bool) -> tuple[Estimates, Estimates, Estimates]:
    base_points = len(outputs)
    parameters = (outputs.shape[1] - 2) // (2 if second_order else 1)
    centred = outputs - outputs[:, [0, -1]].mean(axis=(0, 1))
    a, mixed, b = centred[:, :1], centred[:, 1:parameters + 1], centred[:, -1:]
    one, other = np.triu_indices(parameters, 1)
    turned = centred[:, parameters + 1:-1] if second_order else b[:, :0]
    closed = product(turned[:, one], mixed[:, other]) - product(a, b) if second_order else np.empty((base_points, 0))
    change = mixed - a
    terms = np.hstack([
        product(b, change),
        product(change, change) / 2,
        change.mean(axis=2),
        (product(a, a) + product(b, b)) / 2,
        (a.mean(axis=2) + b.mean(axis=2)) / 2,
        closed,
    ])
    number = closed.shape[1]

    def figures(means: np.ndarray) -> np.ndarray:
        first, total, mean_change = (means[:, k * parameters:(k + 1) * parameters] for k in range(3))
        square, mean = means[:, 3 * parameters:3 * parameters + 1], means[:, 3 * parameters + 1:3 * parameters + 2]
        variance = (square - mean**2) * 2 * base_points / (2 * base_points - 1)
        variance = np.where(variance > 0, variance, np.nan)
        alone = first - mean * mean_change
        together = means[:, 3 * parameters + 2:]
        if number:
            together = together - alone[:, one] - alone[:, other]
        return np.hstack([alone, total, together]) / variance

    every = estimates(terms, figures)
    return tuple(Estimates(*(edge[part] for edge in every)) for part in (
        slice(parameters), slice(parameters, 2 * parameters), slice(2 * parameters, None)))
