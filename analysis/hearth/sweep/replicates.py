"""Noise between the replicates of a point, and products that are free of it.

The mean of R replicates is the output of a point plus noise of variance v. Noise adds v to the variance of outputs, and
v to Jansen's numerator, where a squared difference has the noise of two points and is halved. But where points share
random numbers (the same seed for the same replicate) a difference has less noise than that, and v would take away too
much. So nothing is subtracted: the product of two *different* replicates has the expectation of the product without
noise, whether or not points share seeds, and numerators and variance are made again from these.
"""

from __future__ import annotations

import numpy as np

WARN_ABOVE = 0.05  # share of the variance that is noise: more than this moves an index visibly


def of_means(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Product of the means over replicates, the last axis."""
    return x.mean(axis=-1) * y.mean(axis=-1)


def of_different_replicates(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Mean of the products of x in one replicate and y in another, over all pairs of replicates, the last axis."""
    replicates = x.shape[-1]
    return (x.sum(axis=-1) * y.sum(axis=-1) - (x * y).sum(axis=-1)) / (replicates * (replicates - 1))


def noise_variance(outputs: np.ndarray) -> float:
    """v: what noise adds to the variance of the means of the points [unit of the output, squared].

    It is the mean variance within a point, over R. What a replicate changes in all points alike is left out, as it adds
    nothing to the variance between them (the residual of a two-way analysis of variance).

    outputs: (point, replicate).
    """
    points, replicates = outputs.shape
    residual = outputs - outputs.mean(axis=1, keepdims=True) - outputs.mean(axis=0) + outputs.mean()
    return float((residual**2).sum() / ((points - 1) * (replicates - 1)) / replicates)


def noise_share(outputs: np.ndarray) -> float:
    """v over the variance of the means of the points, (point, replicate); NaN if it can't be told."""
    variance = outputs.mean(axis=1).var(ddof=1)
    return noise_variance(outputs) / variance if outputs.shape[1] > 1 and variance > 0 else float("nan")
