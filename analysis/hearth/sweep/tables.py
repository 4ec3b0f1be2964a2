"""All figures of a sweep as one table."""

from __future__ import annotations

from typing import Iterator, NamedTuple

import numpy as np
import pandas as pd

from . import elementary, variance_based
from .bootstrap import Estimates
from .distributions import on_unit_cube
from .plan import MORRIS, SALTELLI, Plan
from .regression import regression
from .replicates import noise_share, of_different_replicates

S, ST, MU, MU_STAR, SIGMA = "S", "ST", "mu", "mu_star", "sigma"
S_NOISELESS, ST_NOISELESS = "S_without_noise", "ST_without_noise"
#: Of pairs of parameters, where the design has second order.
S2, S2_NOISELESS = "S2", "S2_without_noise"
SLOPE, SRC, PRCC, SPEARMAN = "slope", "SRC", "PRCC", "spearman"
#: Of no parameter: share of the variance between points that the regression explains [1].
R2 = "R2"
#: Indices in the unit of the output.
OF_OUTPUT = (MU, MU_STAR, SIGMA, SLOPE)
#: Of no parameter: what part of the variance of the points' means is replicate noise [1]; no interval.
NOISE_SHARE = "noise_share"
SAME_EVERYWHERE = "not determined: the output is the same at every point"
TOO_LITTLE = "not determined: in some resample no variance is left (too few base points, or nearly all of it is noise)"
TOO_FEW = "not determined: too few points for so many parameters, or some can't be told apart"


class Row(NamedTuple):
    """A figure; value, low and high are NaN where it can't be had, and the note says why.

    unit: 1, or output for 'the unit of the output, for the whole range of the parameter'.
    """

    output: str
    scenario: str
    parameter: str
    index: str
    unit: str
    value: float
    low: float
    high: float
    note: str = ""


def figures_of(plan: Plan, outputs: pd.DataFrame) -> pd.DataFrame:
    """One row per figure, `Row`, of each output in each scenario; parameters in the order of the plan.

    outputs: a column for each, indexed by the id of its run, complete.
    """
    rows: list[Row] = []
    for output in outputs:
        for scenario, cells in zip(plan.scenarios, plan.cells(outputs[output])):
            rows += _of_cells(plan, str(output), scenario, cells)
    return pd.DataFrame(rows, columns=Row._fields)


def _of_cells(plan: Plan, output: str, scenario: str, cells: np.ndarray) -> Iterator[Row]:
    """cells: (base point, point of it, replicate)."""
    means = cells.mean(axis=2)
    if plan.replicates > 1:
        counted = cells[:, [0, -1]] if plan.design == SALTELLI else cells
        share = noise_share(counted.reshape(-1, plan.replicates))
        yield Row(output, scenario, "", NOISE_SHARE, "1", share, np.nan, np.nan)
    is_same = np.ptp(means) == 0 and plan.design != MORRIS
    unknown = TOO_LITTLE if plan.design in (SALTELLI, MORRIS) else TOO_FEW
    for index, (names, every) in _found(plan, cells, means).items():
        for place, name in enumerate(names):
            figure, note = [float(edge[place]) for edge in every], ""
            if is_same or np.isnan(figure).any():
                figure, note = [np.nan] * 3, SAME_EVERYWHERE if is_same else unknown
            yield Row(output, scenario, name, index, "output" if index in OF_OUTPUT else "1", *figure, note)


def _found(plan: Plan, cells: np.ndarray, means: np.ndarray) -> dict[str, tuple[list[str], Estimates]]:
    """Each index: what it is of, and its figures."""
    names = plan.names
    if plan.design == SALTELLI:
        return _of_variance(plan, cells)
    if plan.design == MORRIS:
        mu, mu_star, sigma = elementary.indices(elementary.effects(plan, means))
        return {MU: (names, mu), MU_STAR: (names, mu_star), SIGMA: (names, sigma)}
    slope, src, prcc, spearman, r2 = regression(on_unit_cube(plan), means[:, 0])
    return {SLOPE: (names, slope), SRC: (names, src), PRCC: (names, prcc), SPEARMAN: (names, spearman), R2: ([""], r2)}


def _of_variance(plan: Plan, cells: np.ndarray) -> dict[str, tuple[list[str], Estimates]]:
    names = plan.names
    of_single = cells[:, [*range(len(names) + 1), -1]]
    first, total = variance_based.indices(of_single)
    found = {S: (names, first), ST: (names, total)}
    if plan.replicates > 1:
        first, total = variance_based.indices(of_single, of_different_replicates)
        found |= {S_NOISELESS: (names, first), ST_NOISELESS: (names, total)}
    if plan.second_order and plan.pairs:
        found[S2] = plan.pairs, variance_based.pairs(cells)
        if plan.replicates > 1:
            found[S2_NOISELESS] = plan.pairs, variance_based.pairs(cells, of_different_replicates)
    return found
